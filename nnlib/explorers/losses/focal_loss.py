"""Focal loss over the probability of the true class, and which samples of an imbalanced set its total comes from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.activations import sigmoid
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number
from nnlib.explorers.losses._imbalance import CLASSES, SCALE, load
from nnlib.losses import Focal

#: A sample is easy where the model gives its true class at least this probability: it is on the right side.
EASY = 0.5
#: The four parts of the set, from the hard ones to the easy ones: class, and whether their samples are easy.
PARTS = {"rare_hard": (1, False), "common_hard": (0, False), "common_easy": (0, True), "rare_easy": (1, True)}
#: What totals are compared, and what one sample costs.
LOSSES, COSTS = ("cross_entropy", "focal"), ("cross_entropy", "focused", "rare", "common")
#: The least and the greatest weight and probability.
LEAST, GREATEST = 1 / 32, 31 / 32

SCORES = load()
Floats = NDArray[np.float64]


class FocalLoss(Explorer):
    """Set gamma and alpha of the focal loss; see what one sample costs, and which samples make up the total.

    Parameters
    ----------
    gamma : float in [0, 5]
        Focus; 0 gives cross-entropy, each class with its weight.
    alpha : float in [1/32, 31/32]
        Weight of class 1, the rare one; class 0 weighs 1 - alpha. At 1/2 both
        weigh the same, so no share of a total is changed.
    p_t : float in [1/32, 31/32]
        Probability that the model gives to the true class of one sample.

    Notes
    -----
    The set has 100 samples of class 1 and 10,000 of class 0, drawn by
    `nnlib.datasets.imbalanced`. They are scored by a logistic model that has
    learnt little yet, from other samples: 400, one in four of class 1, in 100
    steps of gradient descent with learning rate 1 from zero weights. So it
    puts most samples on their side, and is sure of few. A sample is easy where
    its p_t is at least 1/2, and hard below. Logits are kept to the middle of
    their eighth.

    A model that knows how rare class 1 is would show less: then cross-entropy
    already comes from the rare class for the greater part, since few common
    samples get a p_t far from 1.

    Examples
    --------
    >>> numbers = FocalLoss(gamma=2, alpha=0.5).readouts()
    >>> [round(numbers[f"{loss}_loss_common_easy"], 2) for loss in ("cross_entropy", "focal")]
    [0.81, 0.41]
    >>> numbers["samples_common_easy"]
    9765
    """

    gamma = Number(2.0, min=0, max=5)
    alpha = Number(0.5, min=LEAST, max=GREATEST)
    p_t = Number(0.875, min=LEAST, max=GREATEST)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the scores of the set, and where a sample begins to be easy."""
        parts = [{"name": name, "y": label, "is_easy": is_easy} for name, (label, is_easy) in PARTS.items()]
        return {
            "SCORES": [SCORES[name] for name in CLASSES], "SCALE": SCALE, "EASY": EASY, "PARTS": parts,
            "LOSSES": LOSSES, "COSTS": COSTS,
        }  # fmt: skip

    @staticmethod
    def samples(part: str) -> tuple[Floats, Floats, Floats]:
        """Return classes, logits and how many samples have them, for a part of the set."""
        label, is_easy = PARTS[part]
        k, count = np.array(SCORES[CLASSES[label]], dtype=np.float64).T
        z = (k + 0.5) / SCALE
        chosen = (sigmoid(z if label else -z) >= EASY) == is_easy
        return np.full(chosen.sum(), float(label)), z[chosen], count[chosen]

    def readouts(self) -> dict[str, Any]:
        """Return what one sample costs, and what each part of the set has of the totals.

        `rare` and `common` are the losses of a sample of class 1 and of class 0 at `p_t`, `focused` is
        the loss without a weight; the same names with `_slope` are the sizes of the gradients in z, and
        those with `_times` how many times smaller the loss is than `cross_entropy`. `cross_entropy_loss`
        and `focal_loss` are totals over the set, and `cross_entropy_gradient` and `focal_gradient` sums
        of the sizes of the gradients in z; with the name of a part, `focal_loss_rare_hard`, it is the share
        of that part.
        """
        cross_entropy, focused = Focal(gamma=0.0), Focal(gamma=self.gamma)
        focal = Focal(gamma=self.gamma, alpha=self.alpha)
        s = float(np.log(self.p_t / (1 - self.p_t)))
        numbers: dict[str, Any] = {"is_easy": self.p_t >= EASY}
        losses = (cross_entropy, focused, focal, focal)
        for name, loss, y in zip(COSTS, losses, (1.0, 1.0, 1.0, 0.0), strict=True):
            z = s if y == 1 else -s
            numbers |= {name: float(loss(y, z)), f"{name}_slope": abs(float(loss.grad(y, z)))}
        for name in COSTS[1:]:
            numbers[f"{name}_times"] = numbers["cross_entropy"] / numbers[name]
        numbers |= {f"samples_{part}": int(self.samples(part)[2].sum()) for part in PARTS}
        for name, loss in zip(LOSSES, (cross_entropy, focal), strict=True):
            for what, sums in _sums(loss).items():
                total = sum(sums.values())
                numbers[f"{name}_{what}"] = total
                numbers |= {f"{name}_{what}_{part}": one / total for part, one in sums.items()}
        return numbers


def _sums(loss: Focal) -> dict[str, dict[str, float]]:
    """Return for each part of the set the sum of its losses, and of the sizes of their gradients."""
    sums: dict[str, dict[str, float]] = {"loss": {}, "gradient": {}}
    for part in PARTS:
        y, z, count = FocalLoss.samples(part)
        sums["loss"][part] = loss(y, z, "sum", sample_weight=count)
        sums["gradient"][part] = float(np.abs(loss.grad(y, z, "sum", sample_weight=count)).sum())
    return sums
