"""Checkers of the chapter on cross-entropy and divergence."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.exercises._verdict import compare
from nnlib.losses import binary_cross_entropy, kl_divergence

PAIRS = [
    ([0.5, 0.5], [0.9, 0.1]),
    ([0.6, 0.3, 0.1], [0.25, 0.35, 0.4]),
    ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
    ([0.0, 1.0], [0.5, 0.5]),
    ([0.75, 0.25, 0.0], [0.5, 0.5, 0.0]),
    ([0.9, 0.1], [1.0, 0.0]),
]


def divergence(answer: Callable[..., Any]) -> None:
    """Check a function ``divergence(p, q)``: the Kullback-Leibler divergence of two arrays, zeros included."""
    cases = [((np.array(p), np.array(q)), kl_divergence(p, q)) for p, q in PAIRS]
    with np.errstate(all="ignore"):  # of the reader's code the verdict is to be seen, and no warning
        compare(answer, cases, "Zeros of p cost nothing, and zeros of q everything.")


def loss_from_logit(answer: Callable[..., Any]) -> None:
    """Check a function ``loss_from_logit(y, z)``: the binary cross-entropy of one label and one logit."""
    samples = [(1, 0.0), (0, 2.0), (1, -3.0), (0.9, 5.0), (0, 40.0), (1, -800.0), (1, 800.0), (0.1, -800.0)]
    cases = [((y, z), binary_cross_entropy([y], [z])) for y, z in samples]
    with np.errstate(all="ignore"):
        compare(answer, cases, "Every logit has its price, and no exponential overflows.")


def epsilon_for(answer: Callable[..., Any]) -> None:
    """Check a function ``epsilon_for(sure, n_classes)``: how much smoothing makes an answer that sure the best."""
    cases = [((sure, n), (1 - sure) * n / (n - 1)) for sure, n in [(0.9, 2), (0.95, 10), (0.5, 3), (1.0, 4), (0.25, 4)]]
    compare(answer, cases, "From labels that are sure to labels that say nothing.")
