"""What the tests of OutlierFit share: lines by nnlib, and how numbers are written."""

from typing import Any

import numpy as np
from wording import shown, words_of

from nnlib.explorers import OutlierFit
from nnlib.fitting import Line, fit_line
from nnlib.losses import LOSSES, Huber, Loss, Quantile

say = words_of(OutlierFit)
NAMES = ("mse", "mae", "huber", "log_cosh", "quantile")
NEAR = 1e-8  # how exactly the explorer gives its numbers


def losses_of(state: dict[str, Any]) -> dict[str, Loss]:
    own = {"huber": Huber(state["delta"]), "quantile": Quantile(state["gamma"])}
    return {name: own.get(name, LOSSES[name]) for name in NAMES}


def marked(state: dict[str, Any]) -> int:
    """Return the index of the marked point."""
    return min(state["point"], len(state["x"])) - 1


def lines_of(state: dict[str, Any], leave_out: int | None = None) -> dict[str, Line] | None:
    """Return the best line under each loss, without one of the points; None where all x are equal."""
    kept = [i for i in range(len(state["x"])) if i != leave_out]
    x, y = ([state[name][i] for i in kept] for name in ("x", "y"))
    if len({*x}) == 1:
        return None
    return {name: fit_line(x, y, loss) for name, loss in losses_of(state).items()}


def drawn(state: dict[str, Any]) -> list[str]:
    """Return the names of the lines that should be seen."""
    return [name for name in NAMES if name in state["lines"]] if lines_of(state) else []


def pulls_of(state: dict[str, Any]) -> dict[str, float] | None:
    """Return how much higher each line is at the marked point's x than it would be without that point."""
    i = marked(state)
    lines, others = lines_of(state), lines_of(state, leave_out=i)
    if lines is None or others is None:
        return None
    return {name: lines[name](state["x"][i]) - others[name](state["x"][i]) for name in NAMES}


def mean_loss(state: dict[str, Any], line: Line, loss: str) -> float:
    return losses_of(state)[loss](np.array(state["y"]), line(np.array(state["x"])))


def written(value: float, decimals: int = 2) -> set[str]:
    """Return how a number may be written in little room: two ways only where rounding decides."""
    return {brief(value + apart, decimals) for apart in (-NEAR * max(1, abs(value)), 0, NEAR * max(1, abs(value)))}


def brief(value: float, decimals: int) -> str:
    size = abs(value)
    if size < 9.9995:
        return shown(value, decimals)
    if size < 99.995:
        return shown(value)
    if size < 99999.5:
        return shown(value, 0)
    return f"{value:.1e}".replace("e+0", "e").replace("e+", "e").replace("-", "−")
