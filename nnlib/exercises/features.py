"""Checkers of the chapter on learnt features."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.exercises._verdict import arrays, compare, correct, equal, not_yet
from nnlib.layers import Dense
from nnlib.mlp import MLP


def amplitude(answer: Callable[..., Any]) -> None:
    """Check a function ``amplitude(values, cycles)`` that finds how much of a sine is in values at i/m."""
    x = np.arange(40) / 40
    mixed = 3 * np.sin(2 * np.pi * x) - 0.5 * np.sin(2 * np.pi * 4 * x) + np.cos(2 * np.pi * 4 * x) + 2
    short = np.sin(2 * np.pi * 2 * np.arange(12) / 12).round(12) + 0.0  # it is shown: no noise, no -0
    cases = [((short, 2), 1.0), ((mixed, 1), 3.0), ((mixed, 4), -0.5), ((mixed, 2), 0.0)]
    compare(answer, cases, "Your projection finds each sine, and is not misled by a cosine or a constant.")


def rescaled(answer: Callable[..., Any]) -> None:
    """Check a function ``rescaled(W0, b0, W1, factors)`` that changes ReLU units, and not what the network says."""
    rng = np.random.default_rng(0)
    for n_in, n_hidden, n_out in [(1, 2, 1), (2, 3, 1), (3, 4, 2)]:
        W0, b0, W1 = (rng.integers(1, 4, shape) * 1.0 for shape in [(n_in, n_hidden), (n_hidden,), (n_hidden, n_out)])
        b0, factors = -b0, rng.permutation([0.5, 2.0, 4.0, 10.0])[:n_hidden]
        case = f"with the sizes {[n_in, n_hidden, n_out]}"
        shapes = {"W0": W0.shape, "b0": b0.shape, "W1": W1.shape}
        given = arrays(answer, (W0.copy(), b0.copy(), W1.copy(), factors.copy()), shapes, case)
        if given is None:
            return
        new_W0, new_b0, new_W1 = given
        if not (equal(new_W0, W0 * factors, "W0", case) and equal(new_b0, b0 * factors, "b0", case)):
            return
        X = rng.integers(-3, 4, (20, n_in)) * 1.0
        before, after = _relu_net(W0, b0, W1)(X), _relu_net(new_W0, new_b0, new_W1)(X)
        wrong = np.flatnonzero(~np.isclose(after, before, rtol=1e-9, atol=1e-9).all(axis=1))
        if len(wrong):
            i = wrong[0]
            return not_yet(
                f"{case} the network should still say {before[i].tolist()} at x = {X[i].tolist()}, "
                f"yours says {after[i].round(6).tolist()}."
            )
    correct("Other weights, the same function: no loss can tell the two networks apart.")


def _relu_net(W0: ArrayLike, b0: ArrayLike, W1: ArrayLike) -> MLP:
    return MLP(layers=[Dense(W=W0, b=b0, activation="relu"), Dense(W=W1)])
