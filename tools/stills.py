"""Draw every state of `shown.py` in the browser and store what is seen: `python tools/stills.py`.

A still is an SVG file beside its explorer. What no state needs any more is
deleted. The site must be built; its pages show the stills once the notebooks
are recorded again.
"""

import json
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import contents
import fonts
from browser import for_tests
from local_site import CHROMIUM_ARGS, SITE, served, stage_of
from playwright.sync_api import Browser, Page, Route, sync_playwright
from shown import shown_states

from nnlib import explorers
from nnlib.explorers._stills import LINK_TO_IT, ROOMS, folder, name

SCRIPT = Path(__file__).with_name("still.js")
STAGE_SIZE = {"width": 900, "height": 1100}
# Widths of an explorer's place: on phones of 360, 390 and 430 px, and where two drawings stand side by side.
WINDOWS = {328: 360, 358: 390, 398: 430, 640: 1280, 704: 1280}
SET_WIDTH = """(width) => {
    for (const place of document.querySelectorAll(".nnx-mount")) place.style.width = `${width}px`;
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
HEIGHTS = """() => [...document.querySelectorAll(".nnx-mount")].map((place) =>
    [place.dataset.module, JSON.parse(place.dataset.state), place.offsetHeight])"""


def drawn(page: Page, way: str, module: str, states: list[dict[str, Any]]) -> list[str]:
    """Return the stills of some states, drawn one after the other on a page that `stage_of` made.

    Each state is that of an explorer of its own where `way` is "mounted", and
    that of the page's explorer, set anew, where it is "changed".
    """
    page.evaluate("() => nnx.mount_all()")
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    wanted = [{"module": module, "state": state} for state in states]
    return [LINK_TO_IT + text for text in page.evaluate(f"(wanted) => stills.{way}(wanted)", wanted)]


def store(explorer: type, page: Page) -> None:
    """Write the stills of an explorer, and delete those of states that nobody shows any more."""
    states = shown_states(explorer.__name__)
    stills = dict(zip(map(name, states), drawn(page, "mounted", explorer._module, states), strict=True))
    place = folder(explorer._module)
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*.svg"):
        if old.stem not in stills:
            old.unlink()
    for stem, text in stills.items():
        (place / f"{stem}.svg").write_text(text, encoding="utf-8")
    print(f"{explorer.__name__}: {len(stills)} stills")


def rooms(browser: Browser, address: str) -> dict[str, dict[str, dict[int, int]]]:
    """Return how high each explorer of the chapters is at some widths: by module, name of the state, and width."""
    found: dict[str, dict[str, dict[int, int]]] = {}
    page = browser.new_page()
    for path in contents.names():
        page.goto(f"{address}{path}.html", wait_until="networkidle")
        page.evaluate("() => nnx.mount_all()")
        for width, window in WINDOWS.items():
            page.set_viewport_size({"width": window, "height": 900})
            page.evaluate(SET_WIDTH, width)
            for module, state, height in page.evaluate(HEIGHTS):
                found.setdefault(module, {}).setdefault(name(state), {})[width] = height
    return found


def main() -> None:
    """Make all stills, and measure the room that they must keep."""
    with served(SITE) as address, sync_playwright() as playwright, TemporaryDirectory() as own:
        browser = playwright.chromium.launch(
            executable_path=for_tests(), args=CHROMIUM_ARGS, env=fonts.environment(Path(own))
        )
        for explorer in (getattr(explorers, one) for one in explorers.__all__):
            page = browser.new_page(viewport=STAGE_SIZE)
            page.route(address, partial(fulfilled, stage_of(explorer)))
            page.goto(address)
            store(explorer, page)
            page.close()
        for module, heights in rooms(browser, address).items():
            (folder(module) / ROOMS).write_text(json.dumps(heights, indent=1) + "\n", encoding="utf-8")
        browser.close()


def fulfilled(html: str, route: Route) -> None:
    """Answer with a page that is not part of the site."""
    route.fulfill(body=html, content_type="text/html")


if __name__ == "__main__":
    main()
