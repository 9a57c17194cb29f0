"""The built site on a local server, and a browser that reaches nothing else.

What a test asks for:

* ``opened``: any page, in a browser context of its own;
* ``stage_for``: one explorer alone on a page, in a given state;
* ``stage``: each explorer of the package in turn, alone on a page;
* ``views_of``: what one explorer shows in each of many states.

Whatever a page complains about fails the test that ran meanwhile.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import fonts
import pytest
from book import PAGES, newer_sources
from browser import for_tests
from drawing import View, look
from local_site import CHROMIUM_ARGS, ROOT, SITE, served, stage_of
from playwright.sync_api import Browser, Playwright, sync_playwright
from visits import Stage, Visit, watch

from nnlib import explorers

NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
STAGE = {"width": 900, "height": 1100}
cached_stage_of = functools.cache(stage_of)


@pytest.fixture(scope="session")
def site() -> Path:
    """Folder of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail(f"there is no built site in {SITE}: run `make book` first, or `make test`, which does")
    missing = [page for page in PAGES if not (SITE / page).exists()]
    if missing:
        pytest.fail(f"the built site has no page {missing[0]}: run `make book`")
    if newer := newer_sources(ROOT, SITE):
        pytest.fail(f"the built pages are older than {newer[0]}: run `make book`")
    return SITE


@pytest.fixture(scope="session")
def own_pages() -> dict[str, str]:
    """Pages that are served though they are not part of the site, by their paths."""
    return {}


@pytest.fixture(scope="session")
def server(site: Path, own_pages: dict[str, str]) -> Iterator[str]:
    """Address of a local server of the site, with a slash at its end."""
    with served(site, own_pages) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=for_tests(),
        args=[*CHROMIUM_ARGS, NO_OTHER_HOST],
        env=fonts.environment(tmp_path_factory.mktemp("fonts")),
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def visits() -> list[Visit]:
    """All pages that are open, or were while the present test ran."""
    return []


@pytest.fixture(autouse=True)
def no_page_complains(visits: list[Visit]) -> Iterator[None]:
    """Fail the test during which a page complained. A test that wants a complaint asks for `visit.heard()`."""
    yield
    heard = [complaint for visit in visits for complaint in visit.heard()]
    visits[:] = [visit for visit in visits if visit.listening]
    assert not heard, "a page complained while this test ran:\n" + "\n".join(heard)


@pytest.fixture(scope="session")
def opened(
    browser: Browser, server: str, own_pages: dict[str, str], visits: list[Visit]
) -> Callable[..., AbstractContextManager[Visit]]:
    """Open a page: ``with opened(path) as visit``; options are those of a browser context."""

    @contextmanager
    def open_page(path: str, *, base: str = server, html: str | None = None, **options: Any) -> Iterator[Visit]:
        if html is not None:  # a page that is not part of the site, with the site's files beside it
            own_pages[path.partition("#")[0]] = html
        with browser.new_context(**options) as context:
            visit = watch(context, base)
            visits.append(visit)
            visit.page.goto(base + path)
            try:
                yield visit
            finally:
                visit.stop()
                own_pages.pop(path.partition("#")[0], None)

    return open_page


@pytest.fixture(scope="session")
def stage_visit(opened: Callable[..., AbstractContextManager[Visit]]) -> Iterator[Visit]:
    """The one page on which explorers are shown alone."""
    with opened("stage.html", html="<link rel='icon' href='data:,'>", viewport=STAGE) as visit:
        yield visit


@pytest.fixture(scope="session")
def alone(stage_visit: Visit, own_pages: dict[str, str]) -> Callable[..., Stage]:
    """Load that page anew, with an explorer in its default state, mounted as on every page of the book."""

    def load(explorer: type, width: int = STAGE["width"]) -> Stage:
        path = f"{explorer.__name__}.html"
        own_pages[path] = cached_stage_of(explorer)
        stage = Stage(**vars(stage_visit), explorer=explorer)
        stage.page.set_viewport_size({**STAGE, "width": width})
        stage.page.emulate_media(media="screen", reduced_motion="no-preference", color_scheme="light")
        stage.page.mouse.move(0, 0)
        stage.page.goto(stage.base + path)
        stage.settle()
        return stage

    return load


@pytest.fixture
def stage_for(alone: Callable[..., Stage]) -> Callable[..., Stage]:
    """Show an explorer alone on a page: ``stage_for(ThresholdNeuron, w1=2)`` returns a `Stage`.

    Within a test, ``stage.set_state(...)`` is much quicker than another call.
    All calls share one page, with `views_of`, too: another call ends the stage.
    """

    def show(explorer: type, **state: Any) -> Stage:
        stage = alone(explorer)
        stage.set_state(state)
        return stage

    return show


@pytest.fixture(scope="session")
def views_of(alone: Callable[..., Stage]) -> Callable[..., list[tuple[dict[str, Any], View]]]:
    """See an explorer in many states: ``views_of(ThresholdNeuron, states)`` returns pairs of state and `View`.

    A state is completed by the defaults; options are those of `look`.
    """

    def see(
        explorer: type, states: list[dict[str, Any]], width: int = STAGE["width"], **options: Any
    ) -> list[tuple[dict[str, Any], View]]:
        complete = [explorer(**state).state() for state in states]
        return list(zip(complete, look(alone(explorer, width).page, complete, **options), strict=True))

    return see


@pytest.fixture(params=[getattr(explorers, name) for name in explorers.__all__], ids=explorers.__all__)
def stage(request: pytest.FixtureRequest, stage_for: Callable[..., Stage]) -> Stage:
    """Each explorer of the package in turn, alone on a page, in its default state."""
    return stage_for(request.param)
