"""Checkers of the chapter on why activation functions are not linear."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nnlib.exercises._verdict import arrays, correct, equal
from nnlib.layers import Dense
from nnlib.mlp import MLP


def collapse(answer: Callable[..., Any]) -> None:
    """Check a function ``collapse(weights, biases)`` that makes one layer of many with the identity."""
    rng = np.random.default_rng(0)
    for sizes in [(2, 1), (2, 3, 1), (1, 2, 2, 3), (3, 4, 2, 5, 2)]:
        layers = [
            Dense(W=rng.integers(-2, 3, shape) * 1.0, b=rng.integers(-2, 3, shape[1]) * 1.0)
            for shape in pairwise(sizes)
        ]
        net, n_in = MLP(layers=layers), sizes[0]
        b = net(np.zeros((1, n_in)))[0]  # a linear function is known by its values at 0 and one step along each axis
        W = net(np.eye(n_in)) - b
        case = f"with the sizes {list(sizes)}"
        weights, biases = [layer.W.copy() for layer in layers], [layer.b.copy() for layer in layers]
        given = arrays(answer, (weights, biases), {"W": W.shape, "b": b.shape}, case)
        if given is None or not (equal(given[0], W, "W", case) and equal(given[1], b, "b", case)):
            return
    correct("However many layers there are, W and b are all that is left of them.")


def merge(answer: Callable[..., Any]) -> None:
    """Check a function ``merge(W0, b0, W1)`` that keeps one of each group of equal hidden units."""
    cases = [
        ("equal units", [[1.0, 1.0], [2.0, 2.0]], [3.0, 3.0], [[1.0], [4.0]]),
        ("different units", [[1.0, -1.0], [2.0, 2.0]], [3.0, 3.0], [[1.0], [4.0]]),
        ("units that differ in the bias only", [[1.0, 1.0], [2.0, 2.0]], [0.0, 1.0], [[1.0], [4.0]]),
        (
            "three groups and two outputs",
            [[2.0, 1.0, 2.0, 3.0, 1.0]],
            [0.0, 1.0, 0.0, 0.0, 1.0],
            [[-4.0, -3.0], [-2.0, -1.0], [0.0, 1.0], [2.0, 3.0], [4.0, 5.0]],
        ),
        ("three equal units", [[2.0, 2.0, 2.0]], [1.0, 1.0, 1.0], [[1.0, 2.0], [3.0, 5.0], [-4.0, 0.5]]),
    ]
    for units, *given_weights in cases:
        W0, b0, W1 = map(np.array, given_weights)
        expected = dict(zip(("W0", "b0", "W1"), _merged(W0, b0, W1), strict=True))
        case, shapes = f"for {units}", {name: right.shape for name, right in expected.items()}
        given = arrays(answer, (W0.copy(), b0.copy(), W1.copy()), shapes, case)
        if given is None:
            return
        for yours, (name, right) in zip(given, expected.items(), strict=True):
            if not equal(yours, right, name, case):
                return
    correct("Fewer units, the same function.")


def _merged(W0: Any, b0: Any, W1: Any) -> tuple[Any, Any, Any]:
    """One unit of each group, in the order in which they first appear; outgoing weights add up."""
    units = np.vstack([W0, b0])
    _, first, group = np.unique(units, axis=1, return_index=True, return_inverse=True)
    order = np.argsort(first)
    outgoing = np.array([W1[group.ravel() == g].sum(axis=0) for g in order])
    kept = first[order]
    return W0[:, kept], b0[kept], outgoing
