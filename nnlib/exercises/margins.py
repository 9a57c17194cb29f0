"""Checkers of the chapter on margins, surrogates and imbalance."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.activations import sigmoid
from nnlib.exercises._verdict import arrays, compare, correct, equal
from nnlib.losses import exponential
from nnlib.metrics import average_precision


def boost_round(answer: Callable[..., Any]) -> None:
    """Check a function ``boost_round(weights, c, h)``: the step of AdaBoost, and the weights after it."""
    for n in [4, 8, 30]:
        weights, c, h, step, after = _round(n)
        case = f"for {n} samples, {np.sum(h != c)} of them wrong with the weight {weights[h != c].sum():.3f},"
        shapes: dict[str, tuple[int, ...]] = {"step": (), "weights": (n,)}
        if (given := arrays(answer, (weights.copy(), c.copy(), h.copy()), shapes, case)) is None:
            return
        for name, yours, right in zip(shapes, given, [step, after], strict=True):
            if not equal(yours, right, f"the {name}", case):
                return
    correct("What this stump gets wrong has exactly half of the weight now, so the next one will be another.")


def average(answer: Callable[..., Any]) -> None:
    """Check a function ``average(y, z)``: the average precision of different scores."""
    cases = []
    for y, z in [
        ([1, 0, 1, 0], [4.0, 3.0, 2.0, 1.0]),
        ([0, 1, 0, 0, 1], [-1.0, 2.0, 0.5, 3.0, 2.5]),
        ([1, 1, 0], [0.1, 0.2, -0.3]),
        ([0, 0, 0, 1], [0.75, 0.5, 0.25, 0.125]),
    ]:
        cases.append(((np.array(y), np.array(z)), average_precision(y, z)))
    compare(answer, cases, "Only the order of the scores counts: add 100 to all of them, and nothing changes.")


def probability(answer: Callable[..., Any]) -> None:
    """Check a function ``probability(z, alpha)``: the probability behind a score of balanced cross-entropy."""
    samples = [(0.0, 0.5), (1.0, 0.5), (0.0, 0.99), (np.log(9), 0.99), (-2.0, 0.75), (3.0, 0.25)]
    cases = [((z, alpha), float(sigmoid(z - np.log(alpha / (1 - alpha))))) for z, alpha in samples]
    compare(answer, cases, "The weight multiplied the odds, and odds can be divided again.")


def _round(n: int) -> list[NDArray[np.float64]]:
    """Return weights, labels and a stump's answers; and, by the exponential loss, the step and the weights after it."""
    rng = np.random.default_rng(n)
    c = rng.permutation(np.resize([1.0, -1.0], n))
    h = c.copy()
    h[rng.permutation(n)[: n // 4]] *= -1
    z = rng.normal(size=n) / 4
    pull = -c * exponential.grad(c, z, "none")
    right, wrong = pull[h == c].sum(), pull[h != c].sum()
    step = np.log(right / wrong) / 2
    after = -c * exponential.grad(c, z + step * h, "none")
    return [np.asarray(part, dtype=np.float64) for part in (pull / pull.sum(), c, h, step, after / after.sum())]
