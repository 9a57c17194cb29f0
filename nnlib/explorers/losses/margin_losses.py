"""The losses of the margin over one axis, and the score that each likes best where both classes occur."""

import math
from typing import Any

import numpy as np
import traitlets

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, choice
from nnlib.losses import LOSSES, Loss

#: The losses of the margin, in the order of the menu and of the tables.
NAMES = ("hinge", "logistic", "exponential", "perceptron", "zero_one")
#: The margin at which a loss has no slope, for those that have a kink or a jump.
KINKS = {"hinge": 1.0, "perceptron": 0.0, "zero_one": 0.0}
#: Of the losses whose minimiser is the majority: the scores of least expected loss, from and to, where +1 is likelier.
MAJORITY = {"hinge": (1.0, 1.0), "zero_one": (0.0, math.inf)}
#: Scores at which a loss is compared with the 0–1 loss.
SCORES = np.linspace(-3, 3, 97)


def least_when_wrong(loss: Loss) -> float:
    """Return the least that a wrong prediction costs: for y = -1 a score of 0 or more."""
    wrong = SCORES[SCORES >= 0]
    return float(loss(-np.ones_like(wrong), wrong, "none").min())


def is_upper_bound(loss: Loss) -> bool:
    """Return whether it is nowhere below the 0–1 loss, in either class."""
    return all(
        bool(np.all(loss(y, SCORES, "none") >= LOSSES["zero_one"](y, SCORES, "none")))
        for y in (np.full_like(SCORES, -1), np.full_like(SCORES, 1))
    )


def best_scores(name: str, p: float) -> tuple[float, float]:
    """Return the lowest and the highest score of least expected loss, where +1 has probability `p`.

    They differ where more than one score is best. The 0–1 loss wants the
    likelier class: a score of 0 predicts +1, so it is among the best where
    `p` > 1/2, and not where `p` < 1/2.
    """
    log_odds = math.log(p / (1 - p))
    minimiser = LOSSES[name].minimiser
    if minimiser == "majority":
        low, high = MAJORITY[name]
        return (low, high) if log_odds > 0 else (-high, -low) if log_odds < 0 else (-high, high)
    best = {"log odds": log_odds, "half the log odds": log_odds / 2, "0": 0.0}[str(minimiser)]
    return best, best


def expected_loss(loss: Loss, p: float, score: float) -> float:
    """Return the mean loss of a score, where +1 has probability `p`."""
    return p * float(loss(1.0, score)) + (1 - p) * float(loss(-1.0, score))


class MarginLosses(Explorer):
    """Compare losses of the margin: drag a sample to see what each costs, set a probability to see which score is best.

    The margin is m = y f(x): positive where the sign of the score f(x) is the
    class y, -1 or +1. The sample shown has y = +1, so that its margin is its
    score.

    Parameters
    ----------
    loss : str
        The one that stands out: "hinge", "logistic", "exponential", "perceptron" or "zero_one".
    margin : float in [-3, 3]
        The margin of the sample.
    p : float in [1/32, 31/32]
        How probable the class +1 is at one x.

    Examples
    --------
    >>> numbers = MarginLosses(margin=-3, p=0.75).readouts()
    >>> [round(numbers[f"{name}_slope"], 2) for name in ("hinge", "logistic", "exponential")]
    [-1.0, -0.95, -20.09]
    >>> [round(numbers[f"{name}_best_from"], 4) for name in ("hinge", "logistic", "exponential", "perceptron")]
    [1.0, 1.0986, 0.5493, 0.0]
    """

    loss = traitlets.Enum(NAMES, "hinge").tag(sync=True, limits=choice(*NAMES))
    margin = Number(-0.5, min=-3, max=3)
    p = Number(0.75, min=1 / 32, max=31 / 32)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return what is true of each loss whatever the state: by the registry, and by comparison with the 0–1 loss."""
        facts = {
            name: {
                "convex": LOSSES[name].convex,
                "calibrated": LOSSES[name].calibrated,
                "minimiser": LOSSES[name].minimiser,
                "bounds": is_upper_bound(LOSSES[name]),
                "when_wrong": least_when_wrong(LOSSES[name]),
                "kink": KINKS.get(name),
            }
            for name in NAMES
        }
        return {"FACTS": facts}

    def readouts(self) -> dict[str, Any]:
        """Return, for each loss, its value and slope at the margin, and the scores of least expected loss.

        `slope` is the derivative by the margin; `has_slope` says whether
        there is one: if not, `slope` is the number that `nnlib` takes.
        `when_wrong` is the least that a wrong prediction costs, at a margin
        of 0: an upper bound of the 0–1 loss needs 1. `best_from` and
        `best_to` are the lowest and the highest score of least expected loss,
        and `least` is that loss.
        """
        numbers: dict[str, Any] = {}
        for name in NAMES:
            loss = LOSSES[name]
            low, high = best_scores(name, self.p)
            inside = float(np.clip(np.sign(self.p - 0.5), low, high))
            numbers |= {
                f"{name}_value": float(loss(1.0, self.margin)),
                f"{name}_slope": float(loss.grad(1.0, self.margin)),
                f"{name}_has_slope": self.margin != KINKS.get(name),
                f"{name}_when_wrong": least_when_wrong(loss),
                f"{name}_best_from": low,
                f"{name}_best_to": high,
                f"{name}_least": expected_loss(loss, self.p, inside),
            }
        return numbers
