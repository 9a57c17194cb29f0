"""The built site on a local server, and a browser that reaches nothing else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from local_site import CHROMIUM_ARGS, SITE, chromium, served, stage_of
from playwright.sync_api import Browser, Playwright, sync_playwright
from visits import Stage, Visit, watch

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


@pytest.fixture(scope="session")
def opened(browser: Browser, server: str) -> Callable[..., AbstractContextManager[Visit]]:
    """Open a page: ``with opened(path) as visit``; options are those of a browser context."""

    @contextmanager
    def open_page(path: str, *, base: str = server, html: str | None = None, **options: Any) -> Iterator[Visit]:
        with browser.new_context(**options) as context:
            visit = watch(context, base)
            if html is not None:  # a page that is not part of the site, with the site's files beside it
                visit.page.route(
                    base + path.partition("#")[0], lambda route: route.fulfill(body=html, content_type="text/html")
                )
            visit.page.goto(base + path)
            yield visit

    return open_page


@pytest.fixture(scope="module", params=[getattr(explorers, name) for name in explorers.__all__], ids=explorers.__all__)
def stage(request: pytest.FixtureRequest, opened: Callable[..., AbstractContextManager[Visit]]) -> Iterator[Stage]:
    """Each explorer of the package in turn, alone on a page, mounted as on every page of the book."""
    with opened("stage.html", html=stage_of(request.param), viewport={"width": 900, "height": 1100}) as visit:
        stage = Stage(**vars(visit), explorer=request.param)
        stage.settle()
        yield stage
