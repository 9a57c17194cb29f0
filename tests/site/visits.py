"""A page in the browser, and what it complained about."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request

BROKEN_OFF = "net::ERR_ABORTED"  # by the page itself, which went elsewhere; a file that is not there fails otherwise
MODEL = "document.querySelector('.nnx-mount').explorer.model"
# Follow a link as from the text.
CLICK = """(href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.querySelector('h1').append(link);
    link.click();
    link.remove();
}"""

# Without what is hidden, and without the empty styles of what was hidden once.
SHOWN = """() => [...document.querySelectorAll('.nnx svg')].map((one) => {
    const copy = one.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[style*="display: none"]')) hidden.remove();
    for (const shown of copy.querySelectorAll('[style=""]')) shown.removeAttribute('style');
    return copy.outerHTML;
}).join()"""


@dataclass
class Visit:
    """A page in the browser and what it complained about."""

    page: Page
    base: str  # where its own files come from
    complaints: list[str] = field(default_factory=list)  # console warnings and errors, uncaught errors
    missing: list[str] = field(default_factory=list)  # own files that did not arrive
    foreign: list[str] = field(default_factory=list)  # requests to anywhere else

    listening: bool = True

    def heard(self) -> list[str]:
        """Return in words what the page complained about, and forget it."""
        if self.listening:
            self.page.evaluate("0")  # all that it said before is known once it answers
        said = [
            *(f"it said: {text}" for text in self.complaints),
            *(f"{url} did not arrive" for url in self.missing),
            *(f"it asked another site for {url}" for url in self.foreign),
        ]
        for one in (self.complaints, self.missing, self.foreign):
            one.clear()
        return [f"{self.page.url}: {text}" for text in said]

    def stop(self) -> None:
        """Hear no more: a page that is closed breaks off its requests."""
        self.page.evaluate("0")
        self.listening = False

    def settle(self) -> None:
        """Wait until all explorers are drawn."""
        self.page.wait_for_load_state()
        self.page.evaluate("() => nnx.mount_all()")
        self.frame()

    def fade(self) -> None:
        """Wait until what fades in or out has done so."""
        self.frame()
        self.page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")

    def frame(self) -> None:
        """Wait until what changed is on the screen."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window another size, and wait until drawings have followed and side bars have slid away."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.fade()


@dataclass
class Stage(Visit):
    """A page with one explorer in its default state, and nothing else."""

    explorer: type = object

    @property
    def root(self) -> Locator:
        return self.page.locator(".nnx")

    def state(self) -> dict[str, Any]:
        names = self.explorer.state_names()
        return self.page.evaluate(f"names => Object.fromEntries(names.map((n) => [n, {MODEL}.get(n)]))", names)

    def set_state(self, state: dict[str, Any]) -> None:
        self.page.evaluate(f"state => {{ for (const n in state) {MODEL}.set(n, state[n]); }}", state)
        self.frame()

    def drawing(self) -> str:
        """All that the figure shows, as markup."""
        self.frame()
        return self.page.evaluate(SHOWN)


def watch(context: BrowserContext, own: str) -> Visit:
    """Open an empty page in `context` whose own files are those that start with `own`."""
    context.set_default_timeout(15_000)  # the machine may be busy
    visit = Visit(context.new_page(), own)

    def note(where: list[str], what: str) -> None:
        if visit.listening:
            where.append(what)

    def judge(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            note(visit.foreign, request.url)

    visit.page.on("console", lambda said: said.type in ("warning", "error") and note(visit.complaints, said.text))
    visit.page.on("pageerror", lambda error: note(visit.complaints, str(error)))
    visit.page.on("request", judge)
    visit.page.on("requestfailed", lambda request: request.failure != BROKEN_OFF and note(visit.missing, request.url))
    visit.page.on("response", lambda answer: answer.status >= 400 and note(visit.missing, answer.url))
    return visit
