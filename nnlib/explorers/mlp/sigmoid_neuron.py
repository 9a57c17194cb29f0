"""One sigmoid neuron with one input: what its weight and its bias do to the curve."""

import math
from typing import Any

from nnlib import activations
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number

#: Saturated: the output is within 5 % of 0 or of 1, so |z| >= ln 19.
SATURATED = math.log(19)
#: Nearly linear: for |z| <= 1 the curve leaves its tangent 1/2 + z/4 by less than 0.02.
LINEAR = 1.0


class SigmoidNeuron(Explorer):
    """Set `w` and `b` of a = σ(w x + b), or drag the curve sideways and turn it.

    Parameters
    ----------
    w : float in [-50, 50]
        Weight: the steepness of the curve is w/4 where it passes 1/2.
    b : float in [-50, 50]
        Bias: with `w` it sets the place s = -b/w where the output is 1/2.

    Examples
    --------
    >>> numbers = SigmoidNeuron(w=20, b=-10).readouts()
    >>> numbers["s"], numbers["slope"]
    (0.5, 5.0)
    """

    w = Number(1.0, min=-50, max=50)
    b = Number(0.0, min=-50, max=50)

    def readouts(self) -> dict[str, Any]:
        """Place and slope of the step, its zones from left to right, and the output at x = 0 and x = 1.

        With ``w = 0`` the output does not depend on x: there is no place and
        there are no zones, and their values are None.
        """
        at_0, at_1 = activations.sigmoid([self.b, self.w + self.b])
        numbers: dict[str, Any] = {"s": None, "slope": self.w * float(activations.sigmoid.grad(0.0))}
        zones = {
            "saturated_until": -SATURATED,
            "linear_from": -LINEAR,
            "linear_until": LINEAR,
            "saturated_from": SATURATED,
        }
        if self.w == 0:
            numbers |= {name: None for name in zones} | {"rise": None}
        else:
            numbers["s"] = s = -self.b / self.w
            numbers |= {name: s + z / abs(self.w) for name, z in zones.items()} | {"rise": 2 * SATURATED / abs(self.w)}
        return {**numbers, "a_0": float(at_0), "a_1": float(at_1)}
