"""Every activation of the registry with its derivative, one alone or two at once."""

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import traitlets

from nnlib.activations import ACTIVATIONS, Activation
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, choice

#: What `other` is where only one activation is shown.
NONE = "none"
#: Saturated: on a side where the derivative goes to 0, from where on it stays below this size.
FLAT = 0.05
REACH = 32.0  # how far out that place is searched for
STEP = 1 / 8  # of the search, before the place is closed in on
HALVINGS = 60
DIGITS = 9  # decimals of a place

#: The activations that have a parameter alpha.
WITH_ALPHA = [name for name, act in ACTIVATIONS.items() if "alpha" in inspect.signature(type(act)).parameters]


def activation_of(name: str, alpha: float) -> Activation:
    """Return an activation of the registry, with this alpha if it has one."""
    act = ACTIVATIONS[name]
    kind: Any = type(act)
    made: Activation = kind(alpha=alpha) if name in WITH_ALPHA else act
    return made


class ActivationGallery(Explorer):
    """Compare activations and their derivatives: drag z, and the slope of the tangent is the value of f'.

    Parameters
    ----------
    activation : str
        A name in `nnlib.activations.ACTIVATIONS`.
    other : str
        A second one to compare it with, or "none".
    alpha : float in [0.01, 1]
        The parameter of those that have one, such as leaky ReLU and ELU.
    z : float in [-5, 5]
        Where the tangent touches.

    Examples
    --------
    >>> numbers = ActivationGallery(activation="sigmoid", other="tanh", z=1).readouts()
    >>> round(numbers["slope"], 4), round(numbers["other_slope"], 4), numbers["saturated_from"]
    (0.1966, 0.42, 2.88727095)
    """

    activation = traitlets.Enum(tuple(ACTIVATIONS), "sigmoid").tag(sync=True, limits=choice(*ACTIVATIONS))
    other = traitlets.Enum((NONE, *ACTIVATIONS), "tanh").tag(sync=True, limits=choice(NONE, *ACTIVATIONS))
    alpha = Number(0.25, min=0.01, max=1)
    z = Number(1.0, min=-5, max=5)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return what the registry says of its activations; what depends on alpha, the browser says itself."""
        facts = {
            name: {
                "range": [float(end) for end in act.range],
                "monotonic": act.monotonic,
                "zero_centred": act.zero_centred,
                "kinks": [float(kink) for kink in act.kinks],
                "has_alpha": name in WITH_ALPHA,
            }
            for name, act in ACTIVATIONS.items()
        }
        return {"FACTS": facts, "NONE": NONE, "FLAT": FLAT}

    def readouts(self) -> dict[str, Any]:
        """Value, derivative and properties of the activation, and of the other one, whose names begin with ``other_``.

        The activation is saturated before `saturated_until` and after
        `saturated_from`: it flattens out on that side, and from there on
        the derivative stays below 0.05 in size. A side without such a zone is
        None; an activation that is flat everywhere has its zones up to
        infinity. `saturated` says whether z lies in a zone, and
        `has_slope` whether f has a derivative there: if it has none, `slope`
        is the number that `nnlib` takes.
        """
        numbers = self._of(self.activation, "")
        if self.other == NONE:
            return numbers | {f"other_{name}": None for name in numbers}
        return numbers | self._of(self.other, "other_")

    def _of(self, name: str, prefix: str) -> dict[str, Any]:
        act = activation_of(name, self.alpha)
        until, since = zones(name, self.alpha)
        numbers = {
            "a": float(act(self.z)),
            "slope": float(act.grad(self.z)),
            "has_slope": self.z not in act.kinks,
            "low": float(act.range[0]),
            "high": float(act.range[1]),
            "monotonic": act.monotonic,
            "zero_centred": act.zero_centred,
            "saturated_until": until,
            "saturated_from": since,
            "saturated": (until is not None and self.z < until) or (since is not None and self.z > since),
            "kinks": [float(kink) for kink in act.kinks],
        }
        return {f"{prefix}{key}": value for key, value in numbers.items()}


@lru_cache(maxsize=64)
def zones(name: str, alpha: float) -> tuple[float | None, float | None]:
    """Return where the saturated zone on the left ends and where that on the right begins; None without such a zone."""
    act = activation_of(name, alpha)
    until = _end_of_flat(act.grad) if "left" in act.saturates else None
    since = _end_of_flat(lambda z: act.grad(-z)) if "right" in act.saturates else None
    return until, None if since is None else 0.0 - since


def _end_of_flat(slope: Callable[[Any], Any]) -> float:
    """Return up to where, from the left, a slope stays below FLAT in size."""
    places = np.arange(-REACH, REACH + STEP, STEP)
    steep = np.abs(slope(places)) >= FLAT
    if not steep.any():
        return np.inf
    high = float(places[np.argmax(steep)])
    low = high - STEP
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if abs(float(slope(middle))) >= FLAT else (middle, high)
    return round(high, DIGITS) + 0.0
