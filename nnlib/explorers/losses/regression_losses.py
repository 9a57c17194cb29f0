"""The losses of a real target and their slopes, over the error, one alone or two at once."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, choice
from nnlib.losses import LOSSES, Loss

#: Losses with a value for each error. (RMSE has one for all samples together.)
NAMES = ("mse", "half_mse", "mae", "huber", "log_cosh", "quantile")
#: What `other` is where only one loss is shown.
NONE = "none"
#: So close to an error of 0 a smooth slope is nearly 0, and that of a kink is not.
BESIDE = 1e-6


def _with(parameter: str) -> list[str]:
    return [name for name in NAMES if parameter in inspect.signature(type(LOSSES[name])).parameters]


#: The losses that have a parameter delta, or gamma.
WITH_DELTA, WITH_GAMMA = _with("delta"), _with("gamma")


def loss_of(name: str, delta: float, gamma: float) -> Loss:
    """Return a loss of the registry, with this delta or gamma if it has one."""
    kind: Any = type(LOSSES[name])
    made: Loss = kind(delta=delta) if name in WITH_DELTA else kind(gamma=gamma) if name in WITH_GAMMA else LOSSES[name]
    return made


#: The curvature of each loss at an error, given delta: the derivative of its slope. None where the slope has none.
CURVATURES: dict[str, Callable[[float, float], float | None]] = {
    "mse": lambda error, delta: 2.0,
    "half_mse": lambda error, delta: 1.0,
    "mae": lambda error, delta: 0.0 if error else None,
    "huber": lambda error, delta: None if abs(error) == delta else float(abs(error) < delta),
    "log_cosh": lambda error, delta: float(1 / np.cosh(error) ** 2),
    "quantile": lambda error, delta: 0.0 if error else None,
}


class RegressionLosses(Explorer):
    """Compare losses of a real target: drag the error, and see what it costs and how hard it pulls.

    Parameters
    ----------
    loss : str
        One of "mse", "half_mse", "mae", "huber", "log_cosh" and "quantile".
    other : str
        A second one to compare it with, or "none".
    delta : float in [0.1, 4]
        Where Huber's loss turns from squared to absolute.
    gamma : float in [0.05, 0.95]
        The level of the quantile loss.
    error : float in [-4, 4]
        The prediction minus the truth.

    Examples
    --------
    >>> numbers = RegressionLosses(loss="mse", other="mae", error=1.5).readouts()
    >>> numbers["value"], numbers["slope"], numbers["other_value"], numbers["other_slope"], numbers["pull"]
    (2.25, 3.0, 1.5, 1.0, 3.0)
    """

    loss = traitlets.Enum(NAMES, "mse").tag(sync=True, limits=choice(*NAMES))
    other = traitlets.Enum((NONE, *NAMES), "mae").tag(sync=True, limits=choice(NONE, *NAMES))
    delta = Number(1.0, min=0.1, max=4)
    gamma = Number(0.8, min=0.05, max=0.95)
    error = Number(1.5, min=-4, max=4)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return what the registry says of its losses."""
        facts = {
            name: {
                "minimiser": LOSSES[name].minimiser,
                "has_delta": name in WITH_DELTA,
                "has_gamma": name in WITH_GAMMA,
            }
            for name in NAMES
        }
        return {"FACTS": facts, "NONE": NONE, "BESIDE": BESIDE}

    def readouts(self) -> dict[str, Any]:
        """Value, slope and curvature of the loss at the error; of the other one by names that begin with ``other_``.

        `has_slope` says whether the loss has a derivative there: if it has
        none, `slope` is the number that `nnlib` takes. `steepest` is the
        greatest size of the slope, however large the error; `minimiser` names
        the best constant prediction, where it has a name. `pull` is how many
        times as steep the steeper of the two is; None where one is flat.
        """
        first = self._of(self.loss)
        if self.other == NONE:
            return first | {f"other_{name}": None for name in first} | {"pull": None}
        other = self._of(self.other)
        low, high = sorted((abs(first["slope"]), abs(other["slope"])))
        pull = high / low if low else None
        return first | {f"other_{name}": value for name, value in other.items()} | {"pull": pull}

    def _of(self, name: str) -> dict[str, Any]:
        loss = loss_of(name, self.delta, self.gamma)

        def slope(error: float) -> float:
            return float(loss.grad(0.0, error))

        is_kinked = slope(BESIDE) - slope(-BESIDE) > 0.01
        return {
            "value": float(loss(0.0, self.error)),
            "slope": slope(self.error),
            "has_slope": not (is_kinked and self.error == 0),
            "curvature": CURVATURES[name](self.error, self.delta),
            "steepest": max(abs(slope(-np.inf)), abs(slope(np.inf))),
            "minimiser": loss.minimiser,
        }
