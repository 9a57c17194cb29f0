"""Hands: what a reader does with handles, curves and sliders, by the pointer and by keys."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from drawing import look
from playwright.sync_api import Locator, Page
from visits import Stage

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BELOW = '<div style="height: 3000px"></div></main>'  # in place of the end of a stage: a page that can be scrolled
CHANGES = """async ([marks, states]) => {
    const { model } = document.querySelector(".nnx-mount").explorer;
    const changed = [];
    const note = (records) => changed.push(...records.map(({ target }) => target.getAttribute?.("class") ?? null));
    const watch = new MutationObserver(note);
    for (const one of document.querySelectorAll(marks))
        watch.observe(one, { attributes: true, childList: true, subtree: true, characterData: true });
    for (const state of states) {
        for (const name in state) model.set(name, state[name]);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
    note(watch.takeRecords());
    watch.disconnect();
    return changed;
}"""

near = partial(pytest.approx, rel=0, abs=1e-12)  # steps of 0.01 are rounded


def centre(control: Locator) -> tuple[float, float]:
    """Return the middle of a control, on the screen."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(stage: Stage, start: tuple[float, float], dx: float, dy: float) -> None:
    """Press at a place on the screen, move, and let go."""
    mouse = stage.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + dx / 2, start[1] + dy / 2)
    mouse.move(start[0] + dx, start[1] + dy)
    mouse.up()


def swipe(page: Page, start: tuple[float, float], dx: float, dy: float) -> None:
    """Put a finger on a place on the screen, move it as fast as fingers do, and lift it."""
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for step in range(1, 13):
        touch("touchMove", (start[0] + step * dx / 12, start[1] + step * dy / 12))
        page.wait_for_timeout(16)
    touch("touchEnd")
    page.wait_for_timeout(100)


def changes(stage: Stage, marks: str, *states: dict[str, Any]) -> list[str | None]:
    """Set states one after the other; return the class of each mark (a selector) that was set anew meanwhile."""
    return stage.page.evaluate(CHANGES, [marks, states])


def handle(stage: Stage, name: str) -> Locator:
    return stage.page.get_by_role("button", name=name, exact=True)


def slider(stage: Stage, name: str) -> Locator:
    """Return the slider of this name, and not the number in a formula that is dragged."""
    return stage.root.locator(f"input[type=range][aria-label='{name}']")


def pixels(stage: Stage, n: int = 0) -> tuple[float, float]:
    """Return how many pixels of the screen one data unit is long in drawing n: to the right, and upwards."""
    drawing = look(stage.page, [{}])[0].drawings[n]
    scale = stage.root.locator("svg").nth(n).bounding_box()["width"] / drawing.size[0]
    axes = drawing.axes
    return scale * axes.x[0] if axes.ticks[0] else 0, -scale * axes.y[0]


def number_at(state: dict[str, Any], path: str) -> float:
    """Look up a number in a state: "w1", or "weights.0.3" for one in a list of lists."""
    name, *indices = path.split(".")
    found = state[name]
    for index in indices:
        found = found[int(index)]
    return found


def with_number(state: dict[str, Any], path: str, value: float) -> dict[str, Any]:
    """Return the state with another number at a path, and all else as it is."""
    name, *indices = path.split(".")

    def replaced(old: Any, rest: list[str]) -> Any:
        if not rest:
            return value
        return [replaced(item, rest[1:]) if i == int(rest[0]) else item for i, item in enumerate(old)]

    return {**state, name: replaced(state[name], indices)}


def assert_slider(
    stage: Stage,
    name: str,
    path: str,
    step: float,
    limits: tuple[float, float],
    law: Callable[[dict[str, Any], str, float], dict[str, Any]] = with_number,
) -> None:
    """A slider sets one number: an arrow key by a step, Home, End and the pointer to its limits, and none goes beyond.

    ``law(state, path, value)`` is the state that setting the number leads to.
    """
    control = slider(stage, name)
    start = stage.state()

    def after(key: str) -> float:
        control.press(key)
        value = number_at(stage.state(), path)
        assert stage.state() == law(start, path, value), f"{key} on {name} changes something else, too"
        return value

    before, (low, high) = number_at(start, path), limits
    assert [after("ArrowRight"), after("ArrowLeft")] == near([before + step, before])
    assert [after("ArrowUp"), after("ArrowDown")] == near([before + step, before])
    assert [after("Home"), after("ArrowLeft"), after("ArrowRight")] == near([low, low, low + step])
    assert [after("End"), after("ArrowRight"), after("ArrowLeft")] == near([high, high, high - step])
    width = control.bounding_box()["width"]
    for way, limit in ((-1, low), (1, high)):
        drag(stage, centre(control), way * 0.3 * width, 0)
        found, wanted = number_at(stage.state(), path), (low + high) / 2 + way * 0.3 * (high - low)
        near_by = max(0.05 * (high - low), step / 2)
        assert abs(found - wanted) <= near_by, f"at {way * 0.3 + 0.5:.0%} of its track {name} sets {found}"
        drag(stage, centre(control), way * 0.7 * width, 0)
        assert stage.state() == law(start, path, limit), f"beyond the end of its track {name} sets something else"
