"""Checks of what is seen in many states, and of how the browser paints it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from drawing import View, look
from visits import Stage
from wording import about

Views = list[tuple[dict[str, Any], View]]
Check = Callable[[Views], None]  # such as `in_every_state` makes


def in_every_state(check: Callable[[dict[str, Any], View], None]) -> Check:
    """Turn a check of one state and what is seen in it into a test over the fixture `views`."""

    def test(views: Views) -> None:
        for state, view in views:
            with about(state):
                check(state, view)

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


def assert_same_at_width(
    views_of: Callable[..., Views],
    explorer: type,
    states: list[dict[str, Any]],
    width: int,
    checks: Iterable[Check],
    **options: Any,
) -> Views:
    """Checks hold in a window of another width, which its drawings fit into; return what is seen there."""
    views = views_of(explorer, states, width=width, **options)
    for _, view in views:
        assert all(drawing.size[0] < width for drawing in view.drawings)
    for check in checks:
        check(views)
    return views


def assert_drawn_anew_at_each_width(stage: Stage, checks: Iterable[Check]) -> None:
    """Checks hold after the window has changed: what is kept while a reader moves something is not kept then."""
    for width in (390, 820, 900):
        stage.resize(width, 1100)
        views = [(stage.state(), *look(stage.page, [{}]))]
        for check in checks:
            check(views)


def colour(stage: Stage, selector: str, property: str) -> str:
    """Return the colour in which the browser paints the first of some shapes: "#0072b2"."""
    painted = stage.root.locator(selector).first.evaluate(f"node => getComputedStyle(node).{property}")
    red, green, blue = map(int, re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", painted).groups())
    return f"#{red:02x}{green:02x}{blue:02x}"


def is_dashed(stage: Stage, selector: str) -> bool:
    """Whether the first of some lines is dashed."""
    return stage.root.locator(selector).first.evaluate("node => getComputedStyle(node).strokeDasharray !== 'none'")
