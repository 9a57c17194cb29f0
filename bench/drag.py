"""How smoothly a figure follows a drag: updates a second, and milliseconds from input to paint.

The mouse is driven through the browser's debugging protocol at 120 moves a
second, twice the rate of frames, so that the page is the limit and not the
mouse. A frame counts as an update if the figure's markup changed in it. The
time from input to paint runs from the oldest move that a frame answers to, as
the browser stamped it, until the first task, move or frame after that frame
was drawn; the wait for the next frame is included, the work of the screen is not.

Sliders and handles have steps and limits, so some frames have nothing to
answer: their moves left the explorer's state as it was. What passes between
such a frame and the next one is left out of the seconds, so updates a second
are those of frames that met a new state. This hides no slow redraw: the time
that one takes lies between its own frame and the next one, and a new state
that is not drawn counts with its time and without an update.
"""

import asyncio
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, CDPSession, Locator, Page

SECONDS = 2.0
MOVES_A_SECOND = 120
VALUES = 400  # met on the way to and fro: a new one in nearly every frame, though sliders have steps

BARE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<main class="figure"><input type="range" min="-3" max="3" step="0.03125" style="width: 400px"><output></output></main>
<script>
  const [input, output] = [document.querySelector("input"), document.querySelector("output")];
  input.addEventListener("input", () => { output.textContent = input.value; });
</script></html>"""

RECORD = """(figures) => {
    const record = window.record = { updates: 0, seconds: 0, waits: [], running: true };
    const place = document.querySelector(".nnx-mounted");
    const traits = place ? Object.keys(JSON.parse(place.dataset.state)) : [];
    const now_set = () => JSON.stringify(traits.map((trait) => place.explorer.model.get(trait)));
    const state = place ? now_set : () => document.querySelector("input").value;
    let known = state();
    let begun = null; // when the frame before began, if it met a new state
    let changed = false;
    let oldest = null;
    let started = null; // when this frame's first move came: to take it in is work of this frame
    let drawn = () => {}; // notes the last frame once it is drawn
    const observer = new MutationObserver(() => { changed = true; });
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    for (const figure of document.querySelectorAll(figures)) observer.observe(figure, everything);
    addEventListener("pointermove", (event) => {
        drawn();
        started ??= performance.now();
        oldest ??= (event.getCoalescedEvents()[0] ?? event).timeStamp;
    }, true);
    const frame = () => {
        drawn();
        const now = started ?? performance.now(); // what the frame is told is when it was due
        started = null;
        if (begun !== null) record.seconds += (now - begun) / 1000;
        if (!record.running) return;
        requestAnimationFrame(frame);
        const met = state();
        begun = met === known ? null : now;
        known = met;
        const moved = oldest;
        oldest = null;
        const note = drawn = () => {
            drawn = () => {};
            if (observer.takeRecords().length) changed = true;
            if (!changed) return;
            changed = false;
            record.updates += 1;
            if (moved !== null) record.waits.push(performance.now() - moved);
        };
        // A busy browser lets such a task wait behind moves and frames; then these show that the frame is drawn.
        scheduler.postTask(() => { if (drawn === note) note(); }, { priority: "user-blocking" });
    };
    requestAnimationFrame(frame);
}"""


@dataclass(frozen=True)
class Drag:
    """What one drag showed."""

    updates_a_second: float
    p95_ms: float


def percentile_95(values: list[float]) -> float:
    """Return the value that one in twenty exceeds; infinity where there is nothing to see."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else float("inf")


@asynccontextmanager
async def staged(browser: Browser, address: str, html: str) -> AsyncIterator[Page]:
    """Open a page of its own beside the site's files, with its explorer drawn."""
    async with await browser.new_context(viewport={"width": 900, "height": 1100}) as context:
        page = await context.new_page()
        await page.route(f"{address}stage.html", lambda route: route.fulfill(body=html, content_type="text/html"))
        await page.goto(f"{address}stage.html")
        await page.evaluate("() => window.nnx?.mount_all()")
        yield page


async def drag(browser: Browser, address: str, html: str, *, control: str, figures: str, slowed: int = 1) -> Drag:
    """Open a page, drag one control to and fro for two seconds, and report."""
    async with staged(browser, address, html) as page:
        protocol = await page.context.new_cdp_session(page)
        await protocol.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        return await _drag(page, protocol, page.locator(control), figures)


async def _drag(page: Page, protocol: CDPSession, target: Locator, figures: str) -> Drag:
    await target.scroll_into_view_if_needed()
    start, end, passes = await _path(target)
    centre = tuple((a + b) / 2 for a, b in zip(start, end, strict=True))

    def mouse(kind: str, position: tuple[float, float]) -> asyncio.Future:
        event = {"type": kind, "x": position[0], "y": position[1], "button": "left", "buttons": 1, "clickCount": 1}
        return asyncio.ensure_future(protocol.send("Input.dispatchMouseEvent", event))

    await mouse("mousePressed", centre)
    await page.wait_for_timeout(200)
    await page.evaluate(RECORD, figures)
    clock = asyncio.get_running_loop().time
    began, sent = clock(), []
    while (elapsed := clock() - began) < SECONDS:
        way = elapsed / SECONDS * passes % 2
        part = way if way <= 1 else 2 - way
        sent.append(mouse("mouseMoved", tuple(a + part * (b - a) for a, b in zip(start, end, strict=True))))
        await asyncio.sleep(max(0.0, began + len(sent) / MOVES_A_SECOND - clock()))
    record = await page.evaluate("() => { record.running = false; return record; }")
    await asyncio.gather(*sent)
    await mouse("mouseReleased", end)
    return Drag(record["updates"] / record["seconds"] if record["seconds"] else 0.0, percentile_95(record["waits"]))


async def _path(target: Locator) -> tuple[tuple[float, float], tuple[float, float], int]:
    """Where the drag turns, and how often: along a slider, or across a handle from below left to above right."""
    box = await target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    steps = await target.evaluate("(one) => one.max ? (one.max - one.min) / one.step : null")
    if steps is not None:
        return (box["x"] + 10, y), (box["x"] + box["width"] - 10, y), max(3, round(VALUES / steps))
    return (x - 40, y + 40), (x + 40, y - 40), 24
