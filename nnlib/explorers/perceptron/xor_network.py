"""Two threshold neurons and a third on top of them: the smallest network that computes XOR."""

from typing import Any

import numpy as np

from nnlib import activations, datasets
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number
from nnlib.explorers.perceptron._gates import CORNER_NAMES, gate_name


def _parameter(default: float) -> Number:
    return Number(default, min=-3, max=3)


class XorNetwork(Explorer):
    """Two lines in input space, one line in hidden space, and the truth table, all linked.

    The untouched state is the lecture's solution: a1 = OR, a2 = NAND, y = AND.

    Parameters
    ----------
    w11, w21, b1 : float in [-3, 3]
        Weights from x1 and x2 to hidden neuron a1, and its bias.
    w12, w22, b2 : float in [-3, 3]
        The same for hidden neuron a2.
    v1, v2, c : float in [-3, 3]
        Weights from a1 and a2 to the output neuron y, and its bias.

    Examples
    --------
    >>> XorNetwork().readouts()["n_correct"]
    4
    """

    w11, w21, b1 = _parameter(1.0), _parameter(1.0), _parameter(-0.5)
    w12, w22, b2 = _parameter(-1.0), _parameter(-1.0), _parameter(1.5)
    v1, v2, c = _parameter(1.0), _parameter(1.0), _parameter(-1.5)

    def readouts(self) -> dict[str, Any]:
        """Hidden activations and output at each corner, the gate of each neuron, and the rows that are right."""
        X, xor = datasets.gate("xor")
        W1 = np.array([[self.w11, self.w12], [self.w21, self.w22]])
        a = activations.step(X @ W1 + [self.b1, self.b2])
        y = activations.step(a @ [self.v1, self.v2] + self.c)
        numbers: dict[str, Any] = {}
        for corner, (a1, a2), output in zip(CORNER_NAMES, a, y, strict=True):
            numbers |= {f"a1_{corner}": int(a1), f"a2_{corner}": int(a2), f"y_{corner}": int(output)}
        gates = {"a1_gate": gate_name(a[:, 0]), "a2_gate": gate_name(a[:, 1]), "y_gate": gate_name(y)}
        return {**numbers, **gates, "n_correct": int((y == xor).sum())}
