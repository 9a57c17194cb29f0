"""How explorers write numbers and sentences, in Python."""

import json
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drawing import View
from visits import Stage

from nnlib.explorers._modules import FOLDER


def shown(value: float, decimals: int = 2) -> str:
    """Return a number as explorers write it: rounded, with a true minus sign, and none before zero."""
    text = str(Decimal(float(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


def equation(name: str, value: float, decimals: int = 2) -> str:
    """Return "x = 0.50" that is never broken at the end of a line."""
    return f"{name}\u00a0=\u00a0{shown(value, decimals)}"


def speaker(stem: str) -> Callable[..., str]:
    """Return say(key, **values), which fills in the words of an explorer."""
    words = json.loads((FOLDER / f"mlp/{stem}.words.json").read_text(encoding="utf-8"))
    return lambda key, **values: words[key].format(**values)


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
