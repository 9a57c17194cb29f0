"""One threshold neuron with two inputs over the four corners of the unit square."""

from typing import Any

from nnlib import activations, datasets
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number
from nnlib.explorers.perceptron._gates import CORNER_NAMES, gate_name


class ThresholdNeuron(Explorer):
    """Set `w1`, `w2` and `b`; the line, the half-plane and the truth table move together.

    Parameters
    ----------
    w1, w2 : float in [-3, 3]
        Weights.
    b : float in [-3, 3]
        Bias: minus the threshold.

    Examples
    --------
    >>> ThresholdNeuron(w1=1, w2=1, b=-1.5).readouts()["gate"]
    'AND'
    """

    w1 = Number(1.0, min=-3, max=3)
    w2 = Number(1.0, min=-3, max=3)
    b = Number(-1.5, min=-3, max=3)

    def readouts(self) -> dict[str, Any]:
        """Pre-activation z and answer y_pred at each corner, and the gate they make."""
        X, _ = datasets.gate("and")
        z = X @ [self.w1, self.w2] + self.b
        y_pred = activations.step(z)
        numbers: dict[str, Any] = {}
        for corner, z_corner, y_corner in zip(CORNER_NAMES, z, y_pred, strict=True):
            numbers[f"z_{corner}"] = float(z_corner)
            numbers[f"y_pred_{corner}"] = int(y_corner)
        return {**numbers, "gate": gate_name(y_pred)}
