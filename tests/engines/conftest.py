"""A copy of the built site whose pages note what goes wrong in them, and Firefox and WebKit to open them in."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import browser
import pytest
from firefox import firefox
from local_site import ROOT, SITE, served
from tab import Tab
from webkit import webkit

sys.path.append(str(ROOT / "tests" / "site"))  # what these tests share with those in Chromium

from book import newer_sources

PICTURES = ROOT / "_build" / "engines"
# Before any other script: no driver tells of WebKit what its console says.
NOTES = """<head><script>
    window.complaints = [];
    // No fault: what is measured in one frame is drawn in the next. In a page of a folder WebKit calls this, as any
    // error, "Script error."; what keeps explorers from being drawn they write to the console, in words.
    const harmless = /^ResizeObserver loop|^Script error.$/;
    const note = (what) => harmless.test(what) || window.complaints.push(String(what));
    addEventListener("error", ({ message, target }) => note(message ?? `${target.outerHTML} did not arrive`), true);
    addEventListener("unhandledrejection", ({ reason }) => note(reason));
    for (const level of ["warn", "error"]) console[level] = note;
</script>"""
ENGINES: dict[str, Callable[[Path], AbstractContextManager[Tab]]] = {
    "firefox": lambda folder: firefox(browser.other("firefox-esr"), folder),
    "webkit": lambda _: webkit(browser.other("WebKitWebDriver"), browser.other("Xvfb")),
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the copy."""
    if not (SITE / "index.html").exists():
        pytest.fail(f"there is no built site in {SITE}: run `make book` first, or `make browsers`, which does")
    if newer := newer_sources(ROOT, SITE):
        pytest.fail(f"the built pages are older than {newer[0]}: run `make book`")
    copy = shutil.copytree(SITE, tmp_path_factory.mktemp("book") / "site")
    for page in copy.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace("<head>", NOTES, 1), encoding="utf-8")
    return copy


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Address of a local server of the copy, with a slash at its end."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Name of each engine in turn."""
    return request.param


@pytest.fixture(scope="session")
def tab(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A browser with this engine."""
    with ENGINES[engine](tmp_path_factory.mktemp(engine)) as tab:
        yield tab


@pytest.fixture
def pictures(engine: str) -> Path:
    """Folder of pictures of what an engine shows."""
    folder = PICTURES / engine
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def no_page_complains(tab: Tab) -> Iterator[None]:
    """Fail the test during which a page complained."""
    yield
    assert tab.run("() => complaints.splice(0)") == []
