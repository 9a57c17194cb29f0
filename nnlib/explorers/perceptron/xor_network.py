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

    The untouched state is the lecture's solution: OR and NAND in the hidden
    layer, and AND as the output.

    Parameters
    ----------
    W0_11, W0_21, b0_1 : float in [-3, 3]
        Weights from x1 and x2 to the first hidden neuron, and its bias.
    W0_12, W0_22, b0_2 : float in [-3, 3]
        The same for the second hidden neuron.
    W1_11, W1_21, b1_1 : float in [-3, 3]
        Weights from both hidden neurons to the output neuron, and its bias.

    Examples
    --------
    >>> XorNetwork().readouts()["n_correct"]
    4
    """

    W0_11, W0_21, b0_1 = _parameter(1.0), _parameter(1.0), _parameter(-0.5)
    W0_12, W0_22, b0_2 = _parameter(-1.0), _parameter(-1.0), _parameter(1.5)
    W1_11, W1_21, b1_1 = _parameter(1.0), _parameter(1.0), _parameter(-1.5)

    def readouts(self) -> dict[str, Any]:
        """Hidden activations and output at each corner, the gate of each neuron, and the rows that are right.

        ``a1_2_01`` is the activation of layer 1, unit 2, at the corner (0, 1).
        """
        X, y_true = datasets.gate("xor")
        W0 = np.array([[self.W0_11, self.W0_12], [self.W0_21, self.W0_22]])
        a1 = activations.step(X @ W0 + [self.b0_1, self.b0_2])
        y_pred = activations.step(a1 @ [self.W1_11, self.W1_21] + self.b1_1)
        neurons = {"a1_1": a1[:, 0], "a1_2": a1[:, 1], "a2_1": y_pred}
        at_corners = {
            f"{name}_{corner}": int(a[i]) for i, corner in enumerate(CORNER_NAMES) for name, a in neurons.items()
        }
        gates = {f"{name}_gate": gate_name(a) for name, a in neurons.items()}
        return {**at_corners, **gates, "n_correct": int((y_pred == y_true).sum())}
