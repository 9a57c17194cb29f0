"""A page in the browser, and what it complained about."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Route

MODEL = "document.querySelector('.nnx-mount').explorer.model"
# Follow a link as from the text.
CLICK = """(href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.querySelector('h1').append(link);
    link.click();
    link.remove();
}"""


@dataclass
class Visit:
    """A page in the browser and what it complained about."""

    page: Page
    base: str  # where its own files come from
    complaints: list[str] = field(default_factory=list)  # console warnings and errors, uncaught errors
    missing: list[str] = field(default_factory=list)  # own files that did not arrive
    foreign: list[str] = field(default_factory=list)  # requests to anywhere else; all are blocked

    def settle(self) -> None:
        """Wait until formulas and all explorers are drawn."""
        self.page.wait_for_load_state()
        self.page.evaluate("async () => { await window.formulas; await nnx.mount_all(); }")
        self.frame()

    def fade(self) -> None:
        """Wait until what fades in or out has done so."""
        self.frame()
        self.page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")

    def frame(self) -> None:
        """Wait until what changed is on the screen."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


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
        return self.page.evaluate("[...document.querySelectorAll('.nnx svg')].map((one) => one.outerHTML).join()")


def watch(context: BrowserContext, own: str) -> Visit:
    """Open an empty page in `context` that may only load what starts with `own`."""
    context.set_default_timeout(5_000)
    visit = Visit(context.new_page(), own)

    def judge(route: Route) -> None:
        url = route.request.url
        if url.startswith(own):
            return route.continue_()
        visit.foreign.append(url)
        return route.abort()

    visit.page.route(lambda url: not url.startswith(("data:", "blob:")), judge)
    visit.page.on("console", lambda said: said.type in ("warning", "error") and visit.complaints.append(said.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("requestfailed", lambda request: visit.missing.append(request.url))
    visit.page.on("response", lambda answer: answer.status >= 400 and visit.missing.append(answer.url))
    return visit
