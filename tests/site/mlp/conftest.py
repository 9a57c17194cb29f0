"""What the tests of this part share: what an explorer shows in many states, read at once."""

from collections.abc import Callable
from typing import Any

import pytest
from drawing import View, look
from local_site import stage_of

LINES = ".nnx-formula, .nnx-facts > *, .nnx-working-line"

Views = list[tuple[dict[str, Any], View]]


@pytest.fixture(scope="session")
def views_of(opened: Callable[..., Any]) -> Callable[..., Views]:
    """Set states in turn and return each with what the explorer then shows; a state is completed by the defaults."""

    def see(explorer: type, states: list[dict[str, Any]], width: int = 900) -> Views:
        viewport = {"width": width, "height": 1100}
        with opened(f"{explorer.__name__}-in-many-states.html", html=stage_of(explorer), viewport=viewport) as visit:
            visit.settle()
            complete = [explorer(**state).state() for state in states]
            return list(zip(complete, look(visit.page, complete, LINES), strict=True))

    return see
