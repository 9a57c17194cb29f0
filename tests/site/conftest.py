"""The built site on a local server, and a browser that reaches nothing else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from local_site import CHROMIUM_ARGS, SITE, chromium, served, stage_of
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Route, sync_playwright

from nnlib import explorers


@pytest.fixture(scope="session")
def site() -> Path:
    """Folder of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail(f"there is no built site in {SITE}: run `make book` first, or `make test`, which does")
    return SITE


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Address of a local server of the site, with a slash at its end."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
    yield browser
    browser.close()


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
        self.page.evaluate("async () => { await window.MathJax?.startup?.promise; await nnx.mount_all(); }")
        self.frame()

    def fade(self) -> None:
        """Wait until what fades in or out has done so."""
        self.frame()
        self.page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")

    def frame(self) -> None:
        """Wait until what changed is on the screen."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


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


@pytest.fixture(scope="session")
def opened(browser: Browser, server: str) -> Callable[..., AbstractContextManager[Visit]]:
    """Open a page: ``with opened(path) as visit``; options are those of a browser context."""

    @contextmanager
    def open_page(path: str, *, base: str = server, html: str | None = None, **options: Any) -> Iterator[Visit]:
        with browser.new_context(**options) as context:
            visit = watch(context, base)
            if html is not None:  # a page that is not part of the site, with the site's files beside it
                visit.page.route(base + path, lambda route: route.fulfill(body=html, content_type="text/html"))
            visit.page.goto(base + path)
            yield visit

    return open_page


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


MODEL = "document.querySelector('.nnx-mount').explorer.model"


@pytest.fixture(scope="module", params=[getattr(explorers, name) for name in explorers.__all__], ids=explorers.__all__)
def stage(request: pytest.FixtureRequest, opened: Callable[..., AbstractContextManager[Visit]]) -> Iterator[Stage]:
    """Each explorer of the package in turn, alone on a page, mounted as on every page of the book."""
    with opened("stage.html", html=stage_of(request.param), viewport={"width": 900, "height": 1100}) as visit:
        stage = Stage(**vars(visit), explorer=request.param)
        stage.settle()
        yield stage
