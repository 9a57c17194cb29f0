"""Checks of what is seen in many states, and of how the browser paints it."""

import re
from collections.abc import Callable
from typing import Any

from drawing import View
from visits import Stage


def in_every_state(check: Callable[[dict[str, Any], View], None]) -> Callable[..., None]:
    """Turn a check of one state and what is seen in it into a test over the fixture `views`."""

    def test(views: list[tuple[dict[str, Any], View]]) -> None:
        for state, view in views:
            try:
                check(state, view)
            except AssertionError as error:
                raise AssertionError(f"in the state {state}: {error}") from error

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


def colour(stage: Stage, selector: str, property: str) -> str:
    """Return the colour in which the browser paints the first of some shapes: "#0072b2"."""
    painted = stage.root.locator(selector).first.evaluate(f"node => getComputedStyle(node).{property}")
    red, green, blue = map(int, re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", painted).groups())
    return f"#{red:02x}{green:02x}{blue:02x}"


def is_dashed(stage: Stage, selector: str) -> bool:
    """Whether the first of some lines is dashed."""
    return stage.root.locator(selector).first.evaluate("node => getComputedStyle(node).strokeDasharray !== 'none'")
