"""An explorer on a page of the book, in a tab."""

from dataclasses import dataclass
from typing import Any

from book import PAGES, SETTING_LINK, parsed, state_in
from tab import Tab

from nnlib import explorers

DESK = (1280, 1500)  # a whole explorer is seen at once
MOUNT = """async () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    await nnx.mount_all();
    await document.fonts.ready;
}"""
STATES = """(name, traits) => [...document.querySelectorAll(`[data-explorer=${name}]`)].map(({ explorer: { model } }) =>
    Object.fromEntries(traits.map((trait) => [trait, model.get(trait)])))"""
FAILED_FONTS = "() => [...document.fonts].filter(({ status }) => status === 'error').map(({ family }) => family)"
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 500)))"


def links_of(name: str, page: str) -> list[str]:
    """Return where the links of a page lead that set an explorer."""
    return [link["href"] for link in parsed(page).select(SETTING_LINK) if state_in(link["href"])[0] == name]


def page_of(name: str) -> str:
    """Return the page that shows an explorer and has the most links that set it."""
    shown = [page for page in PAGES if parsed(page).select_one(f".nnx-mount[data-explorer={name}]")]
    return max(shown, key=lambda page: len(links_of(name, page)))


@dataclass
class Figure:
    """The first explorer of a kind on a page."""

    tab: Tab
    explorer: type
    page: str

    @property
    def place(self) -> str:
        """Its place, as an expression in JavaScript."""
        return f"document.querySelector('[data-explorer={self.explorer.__name__}]')"

    @property
    def control(self) -> str:
        """Its first slider that is seen, else its first handle, as an expression in JavaScript."""
        all_of, seen = f"...{self.place}.querySelectorAll", "(one) => one.getClientRects().length > 0"
        return f"[{all_of}('input[type=range]'), {all_of}('.nnx-handle')].find({seen})"

    @property
    def drawn(self) -> str:
        """All that it shows, as a function in JavaScript."""
        return f"() => {self.place}.innerHTML"

    def states(self) -> list[dict[str, Any]]:
        """Return the states of all explorers of its kind on the page."""
        return self.tab.run(STATES, self.explorer.__name__, self.explorer.state_names())

    def readouts(self, states: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the numbers that the browser shows in each of some states."""
        return self.tab.run(f"(states) => states.map({self.place}.explorer.readouts)", states)

    def look(self, theme: str) -> bytes:
        """Bring it into view, in light or dark, and return what the window shows."""
        self.tab.run("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        self.tab.run(f"() => {self.place}.scrollIntoView({{ behavior: 'instant' }})")
        self.tab.run(PAINTED)
        return self.tab.picture()


def opened(name: str, tab: Tab, base: str) -> Figure:
    """Open the page of an explorer, with everything on it open and drawn; `base` is the address of the site."""
    page = page_of(name)
    tab.resize(*DESK)
    tab.go(base + page)
    tab.run(MOUNT)
    return Figure(tab, getattr(explorers, name), page)


def assert_drawn(figure: Figure) -> None:
    """The explorer is there, none of the page failed, and neither did a font."""
    assert figure.tab.run(f"() => {figure.place}.querySelectorAll('.nnx').length") == 1
    assert figure.tab.run("() => document.querySelectorAll('.nnx-failed').length") == 0
    assert figure.tab.run(FAILED_FONTS) == []
