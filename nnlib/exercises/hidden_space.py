"""Checkers of the chapter on three views of hidden space."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.activations import sigmoid, tanh
from nnlib.exercises._verdict import arrays, compare, correct, not_yet


def median_of_all(answer: Callable[..., Any]) -> None:
    """Check a function ``median_of_all(epochs, n_failed)``: the median, with failures as infinitely long."""
    cases = [
        (([30, 10, 20], 0), 20),
        (([30, 10, 20], 2), 30),
        (([30, 10, 20, 40], 0), 30),
        (([12, 15, 11, 14], 3), 15),
        (([9, 8], 2), np.inf),
        (([9, 8], 5), np.inf),
        (([5], 0), 5),
    ]
    compare(answer, cases, "A median of all runs, and not of the lucky ones.")


def sigmoid_twin(answer: Callable[..., Any]) -> None:
    """Check a function ``sigmoid_twin(W0, b0, W1, b1)`` that turns a tanh network into one with sigmoid units."""
    rng = np.random.default_rng(0)
    for sizes in [(1, 1, 1), (2, 2, 1), (3, 5, 2)]:
        n_in, n_hidden, n_out = sizes
        W0, W1 = rng.normal(size=(n_in, n_hidden)), rng.normal(size=(n_hidden, n_out))
        b0, b1 = rng.normal(size=n_hidden), rng.normal(size=n_out)
        case = f"with the sizes {list(sizes)}"
        shapes = {"W0": W0.shape, "b0": b0.shape, "W1": W1.shape, "b1": b1.shape}
        twin = arrays(answer, (W0.copy(), b0.copy(), W1.copy(), b1.copy()), shapes, case)
        if twin is None:
            return
        twin_W0, twin_b0, twin_W1, twin_b1 = twin
        X = rng.integers(-3, 4, (20, n_in)) * 1.0
        before = tanh(X @ W0 + b0) @ W1 + b1
        after = sigmoid(X @ twin_W0 + twin_b0) @ twin_W1 + twin_b1
        wrong = np.flatnonzero(~np.isclose(after, before, rtol=1e-9, atol=1e-9).all(axis=1))
        if len(wrong):
            i = wrong[0]
            return not_yet(
                f"{case} the network should say {before[i].round(3).tolist()} at x = {X[i].tolist()}, "
                f"yours says {after[i].round(3).tolist()}."
            )
    correct("Other weights and another activation function, the same function.")


def dead(answer: Callable[..., Any]) -> None:
    """Check a function ``dead(W0, b0, X)`` that counts the ReLU units which are silent on all samples."""
    X = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0]])
    cases = [
        ((np.array([[1.0, -1.0], [1.0, -1.0]]), np.zeros(2), X), 1),
        ((np.array([[1.0, 1.0], [1.0, -1.0]]), np.zeros(2), X), 0),
        ((np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([-4.0, -1.0]), X), 2),
        ((np.array([[-1.0, -1.0, 3.0], [-1.0, -2.0, 0.0]]), np.array([1.0, 1.5, -6.0]), X), 2),
        ((np.zeros((2, 1)), np.zeros(1), X), 1),
    ]
    compare(answer, cases, "What is silent on every sample gets no gradient, and never comes back.")
