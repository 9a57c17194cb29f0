"""Measure the built site against its budgets: bytes, first drawing, and how smoothly explorers follow a drag.

Run as ``make bench``, or ``python bench/site.py`` where the site is built. The
budgets hold on a machine that does nothing else meanwhile.
"""

import asyncio
import gzip
import statistics
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.async_api import Browser, async_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import contents
from browser import chromium
from drag import BARE, Drag, drag, staged
from local_site import CHROMIUM_ARGS, PACKED, SITE, served, stage_of
from table import report

from nnlib import explorers

#: States that draw more than the untouched one, by explorer.
LARGEST = {
    "ActivationGallery": {"activation": "elu", "other": "gelu"},
    "BumpApproximator": {"n_bumps": 50, "steepness": 1000},
    "DivergenceBars": {"p": [0.24, 0.25, 0.01, 0.01, 0.25, 0.24], "q": [0.13, 0.18, 0.19, 0.19, 0.18, 0.13]},
    "FeatureSpace": {"data": "rings", "space": "z"},
    "FocalLoss": {"gamma": 0.5, "alpha": 0.75, "p_t": 0.5},
    "Folding": {"depth": 6},
    "MaxoutPieces": {
        "w": [-3.2, -1.6, 0, 1.6, 3.2],
        "b": [-2.56, -0.64, 0, -0.64, -2.56],
        "target": "parabola",
    },
    "OutlierFit": {
        "x": [-4, -3.5, -3, -2, -1.5, -1, 0, 1, 2, 2.5, 3, 4],
        "y": [-2.25, -2.5, -2, -0.5, -1.25, -0.5, 0.75, 1, 2.25, 1.5, 2.5, -4],
        "delta": 0.3,
        "gamma": 0.8,
        "lines": ["mse", "mae", "huber", "log_cosh", "quantile"],
    },
    "QuantileBand": {"n": 400},
    "RegressionLosses": {"loss": "quantile", "other": "mse"},
    "ReluRegions": {"depth": 3, "width": 8},
    "SoftmaxBars": {"logits": [2, 1, -1, 0.5, 3, -2], "shift": 5},
    "Towers": {"mode": "towers", "target": "ripple", "n_towers": 6, "steepness": 100},
    "VanishingGradient": {"activation": "gelu", "depth": 12},
}
#: What is dragged, of what is not hidden.
FIRST, FINAL, HANDLE = (
    ".nnx input[type=range] >> visible=true >> nth=0",
    ".nnx-slider input >> visible=true >> nth=-1",
    ".nnx-handle >> visible=true >> nth=0",
)
LOADS = 5
ROUNDS = 3  # of each drag; the median counts
LOADING = """() => {
    const load = window.load = { painted: null, drawn: null, blocked: 0, shifted: 0 };
    const watch_for = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type, buffered: true });
    watch_for("paint", ({ name, startTime }) => {
        if (name === "first-contentful-paint") load.painted = startTime;
    });
    watch_for("longtask", ({ duration }) => { load.blocked += Math.max(0, duration - 50); });
    watch_for("layout-shift", ({ value }) => { load.shifted += value; });
    const watch = new MutationObserver(() => {
        if (!document.querySelector(".nnx-mounted svg")) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => { load.drawn = performance.now(); }));
    });
    watch.observe(document, { subtree: true, childList: true });
}"""


def pages() -> list[str]:
    """Return the pages of the table of contents, in its order."""
    return [f"{name}.html" for name in contents.names()]


def sent_bytes(file: Path) -> int:
    """Bytes of a file on the wire: compressed as servers do, unless it is compressed already."""
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED else len(gzip.compress(content, 6))


async def files_of(browser: Browser, address: str, page_name: str) -> set[Path]:
    """Files of the site that a page asks for until everything on it is drawn."""
    page = await browser.new_page()
    asked: set[Path] = set()
    page.on("request", lambda request: asked.add(SITE / unquote(urlsplit(request.url).path).lstrip("/")))
    await page.goto(address + page_name, wait_until="load")
    await page.evaluate("() => nnx.mount_all()")
    await page.wait_for_load_state("networkidle")
    await page.close()
    return {file for file in asked if file.is_file()}


async def measure_bytes(browser: Browser, address: str) -> None:
    """Bytes of the heaviest page, first in a visit or read after the page before it."""
    files = {name: await files_of(browser, address, name) for name in pages()}
    kilobytes = lambda some: sum(map(sent_bytes, some)) / 1000  # noqa: E731
    first = max(files, key=lambda name: kilobytes(files[name]))
    report("first page of a visit", kilobytes(files[first]), "kB", 250, note=first)
    further = {new: kilobytes(files[new] - files[old]) for old, new in pairwise(files)}
    heaviest = max(further, key=further.get)
    report("each further page", further[heaviest], "kB", 90, note=heaviest)
    scripts = {
        name: {file for file in some if "explorers" in file.parts and file.suffix == ".js"}
        for name, some in files.items()
    }
    heaviest = max(scripts, key=lambda name: kilobytes(scripts[name]))
    report("explorers' JavaScript of a page", kilobytes(scripts[heaviest]), "kB", 40, note=heaviest)


async def measure_loading(browser: Browser, address: str) -> None:
    """First text, first drawing, long tasks and moved content with an empty cache: the home page, and the worst."""
    seen = {}
    for name in pages():
        loads = [await load(browser, address + name) for _ in range(LOADS)]
        seen[name] = {what: statistics.median(one[what] or 0 for one in loads) for what in loads[0]}  # 0: no explorer
    for what, key, unit, budget, places in (
        ("first contentful paint", "painted", "ms", 300, 1),
        ("first explorer drawn", "drawn", "ms", 300, 1),
        ("blocking time on load", "blocked", "ms", 50, 1),
        ("layout shift on load", "shifted", "", 0.02, 3),
    ):
        worst = max(seen, key=lambda name: seen[name][key])
        for name in dict.fromkeys([pages()[0], worst]):
            report(what, seen[name][key], unit, budget, places=places, note=name)


async def load(browser: Browser, url: str) -> dict[str, float | None]:
    """Load a page with an empty cache, and return what `LOADING` noted."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    await context.add_init_script(f"({LOADING})()")
    page = await context.new_page()
    await page.goto(url, wait_until="load")
    await page.wait_for_timeout(700)
    result = await page.evaluate("() => window.load")
    await context.close()
    return result


async def measure_drags(browser: Browser, address: str) -> None:
    """Each explorer's first slider and first handle against the bare page, and at its largest the final slider.

    Then the same with a slower processor.
    """
    drags = [("bare slider", BARE, "input", ".figure")]
    for name in explorers.__all__:
        explorer = getattr(explorers, name)
        stages = [(name, stage_of(explorer), FIRST)]
        if name in LARGEST:
            stages.append((f"{name} at its largest", stage_of(explorer, **LARGEST[name]), FINAL))
        for what, html, slider in stages:
            controls = {"slider": slider, "handle": HANDLE}
            drags += [
                (f"{what}: {kind}", html, controls[kind], ".nnx-drawings")
                for kind in await shown(browser, address, html, controls)
            ]
    results: dict[tuple[str, int], list[Drag]] = {}
    for _ in range(ROUNDS):
        for slowed in (1, 4):
            for what, html, control, figures in drags:
                one = await drag(browser, address, html, control=control, figures=figures, slowed=slowed)
                results.setdefault((what, slowed), []).append(one)
    rate = {key: statistics.median(one.updates_a_second for one in some) for key, some in results.items()}
    p95 = {key: statistics.median(one.p95_ms for one in some) for key, some in results.items()}
    bare = [f"{rate['bare slider', slowed]:.1f} ({p95['bare slider', slowed]:.1f} ms)" for slowed in (1, 4)]
    print(f"\nA bare slider page makes {bare[0]} updates a second, {bare[1]} with the processor slowed 4x.")
    for what, *_ in drags[1:]:
        share = 100 * rate[what, 1] / rate["bare slider", 1]
        report(what, share, "%", 95, at_least=True, note=f"{rate[what, 1]:.1f} updates a second")
        report("  input to paint, 95th percentile", p95[what, 1], "ms", 25)
        report("  the same, processor slowed 4x", p95[what, 4], "ms", 60, note=f"{rate[what, 4]:.1f} updates a second")


async def shown(browser: Browser, address: str, html: str, controls: dict[str, str]) -> list[str]:
    """Names of those controls that the page shows."""
    async with staged(browser, address, html) as page:
        return [kind for kind, control in controls.items() if await page.locator(control).count()]


async def main() -> None:
    """Print the table."""
    print(f"{'what':44}{'measured':>9}      {'budget':>8} verdict")
    with served() as address:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
            await measure_bytes(browser, address)
            await measure_loading(browser, address)
            await measure_drags(browser, address)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
