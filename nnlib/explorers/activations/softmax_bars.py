"""Softmax: logits that are dragged, temperature and shift, and what becomes of the probabilities."""

import math
from typing import Any

import numpy as np
import traitlets

from nnlib.activations import sigmoid, softmax
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, listing, number
from nnlib.losses import entropy

FEWEST, MOST = 2, 6  # classes
LIMIT = 6  # of the size of a logit
DIGITS = 12  # decimals of what rounding alone may fill: the entropy of a sure answer, and sums that are 0


class SoftmaxBars(Explorer):
    """Drag logits and see their probabilities, ``softmax((z + shift) / temperature)``, and the Jacobian.

    Parameters
    ----------
    logits : list of 2 to 6 float in [-6, 6]
        The logits z, one a class.
    temperature : float in [0.1, 10]
        T, by which all logits are divided.
    shift : float in [-10, 10]
        s, which is added to all logits and changes no probability.

    Examples
    --------
    >>> numbers = SoftmaxBars(logits=[2, 1, -1]).readouts()
    >>> round(numbers["p_1"], 4), round(numbers["dp_1_2"], 4), round(numbers["entropy"], 4)
    (0.7054, -0.183, 0.7139)
    """

    logits = traitlets.List(traitlets.Float(), [2.0, 1.0, -1.0]).tag(
        sync=True, limits=listing(number(-LIMIT, LIMIT), FEWEST, MOST)
    )
    temperature = Number(1.0, min=0.1, max=10)
    shift = Number(0.0, min=-10, max=10)

    @traitlets.validate("logits")
    def _check_logits(self, proposal: dict[str, Any]) -> list[float]:
        value = proposal["value"]
        if not FEWEST <= len(value) <= MOST or not all(-LIMIT <= one <= LIMIT for one in value):
            raise traitlets.TraitError(
                f"logits must hold {FEWEST} to {MOST} numbers in [-{LIMIT}, {LIMIT}], got {value!r}"
            )
        return list(value)

    def readouts(self) -> dict[str, Any]:
        """Return all probabilities, their derivatives, and how far they are from certain.

        ``dp_1_2`` is the derivative of probability 1 with respect to logit 2
        itself, not to ``z / T``: so it has the factor 1/T. `row_sum` is the
        size of the largest sum of a row of them, and `moved` the largest change
        of a probability that the shift makes; both are 0.

        `greatest` is the first class with the greatest probability, `n_greatest`
        how many classes share it, and `greatest_at_1` what it is at T = 1.
        `entropy` is in nats, and `max_entropy` what equal probabilities have.
        `sigmoid` is that of ``(z1 - z2) / T`` where there are two classes, and
        None where there are more.
        """
        z, T = np.array(self.logits), self.temperature
        p = softmax((z + self.shift) / T)
        jacobian = softmax.jacobian((z + self.shift) / T) / T  # the chain rule: d(z / T)/dz = 1/T
        numbers: dict[str, Any] = {f"p_{i}": float(one) for i, one in enumerate(p, start=1)}
        for (i, j), slope in np.ndenumerate(jacobian):
            numbers[f"dp_{i + 1}_{j + 1}"] = float(slope)
        return numbers | {
            "row_sum": _without_noise(np.abs(jacobian.sum(axis=1)).max()),
            "moved": _without_noise(np.abs(p - softmax(z / T)).max()),
            "greatest": int(np.argmax(z)) + 1,
            "n_greatest": int(np.sum(z == z.max())),
            "greatest_at_1": float(softmax(z).max()),
            "entropy": _without_noise(entropy(p)),
            "max_entropy": math.log(len(z)),
            "sigmoid": float(sigmoid((z[0] - z[1]) / T)) if len(z) == FEWEST else None,
        }


def _without_noise(value: float) -> float:
    return round(float(value), DIGITS)
