"""Hands: what a reader does with handles, curves and sliders, by the pointer and by keys."""

from drawing import look
from playwright.sync_api import Locator
from visits import Stage


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


def assert_slider(stage: Stage, name: str, trait: str, step: float, low: float, high: float) -> None:
    """A slider sets one trait: an arrow key by a step, Home and End and the pointer to its limits, and not beyond."""
    control = slider(stage, name)
    others = {key: value for key, value in stage.state().items() if key != trait}

    def after(key: str) -> float:
        control.press(key)
        state = stage.state()
        assert {one: state[one] for one in others} == others, f"{name} changes more than {trait}"
        return state[trait]

    before = stage.state()[trait]
    assert after("ArrowRight") == before + step
    assert after("ArrowLeft") == before
    assert after("ArrowUp") == before + step
    assert after("ArrowDown") == before
    assert [after("Home"), after("ArrowLeft"), after("ArrowRight")] == [low, low, low + step]
    assert [after("End"), after("ArrowRight"), after("ArrowLeft")] == [high, high, high - step]
    x, y = centre(control)
    width = control.bounding_box()["width"]
    for share, limit in ((-0.45, low), (0.45, high)):
        drag(stage, (x, y), share * width, 0)
        found = stage.state()[trait]
        assert abs(found - limit) <= 0.08 * (high - low), f"at {share + 0.5:.0%} of its track {name} sets {found}"
        drag(stage, (x + share * width, y), 2 * share * width, 0)
        assert stage.state()[trait] == limit, f"beyond the end of its track {name} sets {stage.state()[trait]}"
