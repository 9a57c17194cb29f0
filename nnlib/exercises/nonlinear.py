"""Checkers of the chapter on why activation functions are not linear."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nnlib.exercises._verdict import correct, not_yet, numbers
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
        try:
            given = list(answer([layer.W.copy() for layer in layers], [layer.b.copy() for layer in layers]))
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        if len(given) != 2:
            return not_yet(f"return W and b, yours are {len(given)} things.")
        for name, yours, expected in zip("Wb", given, (W, b), strict=True):
            array = numbers(yours, expected.shape)
            if array is None:
                return not_yet(f"{case} {name} should be numbers in the shape {expected.shape}.")
            if not np.allclose(array, expected, rtol=1e-9, atol=1e-9):
                return not_yet(f"{case} {name} should be {expected.tolist()}, yours is {array.round(6).tolist()}.")
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
    for case, *arrays in cases:
        W0, b0, W1 = map(np.array, arrays)
        expected = _merged(W0, b0, W1)
        try:
            given = list(answer(W0.copy(), b0.copy(), W1.copy()))
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"for {case} your code stops with {type(error).__name__}: {error}")
        if len(given) != 3:
            return not_yet(f"return three arrays, yours are {len(given)}.")
        for name, yours, right in zip(("W0", "b0", "W1"), given, expected, strict=True):
            array = numbers(yours, right.shape)
            if array is None:
                return not_yet(f"for {case} {name} should be numbers in the shape {right.shape}.")
            if not np.allclose(array, right, rtol=1e-9, atol=1e-12):
                return not_yet(f"for {case} {name} should be {right.tolist()}, yours is {array.round(6).tolist()}.")
    correct("Fewer units, the same function.")


def _merged(W0: Any, b0: Any, W1: Any) -> tuple[Any, Any, Any]:
    """One unit of each group, in the order in which they first appear; outgoing weights add up."""
    units = np.vstack([W0, b0])
    _, first, group = np.unique(units, axis=1, return_index=True, return_inverse=True)
    order = np.argsort(first)
    outgoing = np.array([W1[group.ravel() == g].sum(axis=0) for g in order])
    kept = first[order]
    return W0[:, kept], b0[kept], outgoing
