"""Checkers of the chapters on universal approximation: the theorem, and pulses."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import sigmoid
from nnlib.approximation import staircase
from nnlib.exercises._verdict import compare, correct, not_yet, numbers


def product(W0: ArrayLike, b0: ArrayLike, W1: ArrayLike) -> None:
    """Check the weights of a 2-2-1 network of square units that computes the product of its inputs."""
    hidden_weights, biases, output_weights = numbers(W0, (2, 2)), numbers(b0, (2,)), numbers(W1, (2, 1))
    if hidden_weights is None or biases is None or output_weights is None:
        return not_yet("W0, b0 and W1 should hold numbers in the shapes (2, 2), (2,) and (2, 1).")
    for x in ([1.0, 1.0], [1.0, -1.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0], [3.0, 2.0]):  # six of them fix a quadratic
        given = float(((np.array(x) @ hidden_weights + biases) ** 2 @ output_weights)[0])
        if abs(given - x[0] * x[1]) > 1e-6:
            return not_yet(f"at x = {tuple(x)} the output should be {x[0] * x[1]:g}, yours is {given:g}.")
    correct("Two square units multiply.")


def thin(k: float) -> None:
    """Check the steepness from which on a pulse is off by more than 0.01 on at most 1 % of an interval of length 1."""
    given = numbers(k, ())
    if given is None:
        return not_yet(f"k should be a number, yours is {k!r}.")
    right = 400 * math.log(99)
    if given < right - 1:
        share = 4 * math.log(99) / given if given > 0 else 1.0
        return not_yet(f"the two edges together take {min(share, 1.0):.2%} of the interval, which is too much.")
    if given > right + 1:
        return not_yet(f"{given:g} is enough, but a smaller steepness is enough as well.")
    correct("Each edge takes half a per cent.")


def stairs(answer: Callable[..., Any]) -> None:
    """Check a function ``stairs(edges, heights, k)`` that returns W0, b0 and W1 of a staircase of sigmoid units."""
    for edges, heights, k in (
        ([0.0, 1.0], [2.0], 8.0),
        ([0.0, 0.5, 1.0], [1.0, 3.0], 20.0),
        ([-1.0, 0.0, 2.0, 3.0], [0.5, -1.0, 0.5], 10.0),
    ):
        n_units = len(edges)
        shown = f"for edges {edges}, heights {heights} and k = {k:g}"
        try:
            given = answer(np.array(edges), np.array(heights), k)
            arrays = [
                numbers(array, shape)
                for array, shape in zip(given, ((1, n_units), (n_units,), (n_units, 1)), strict=True)
            ]
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{shown} your code stops, or returns too few or too many: {type(error).__name__}: {error}")
        W0, b0, W1 = arrays
        if W0 is None or b0 is None or W1 is None:
            return not_yet(
                f"{shown} W0, b0 and W1 should have the shapes (1, {n_units}), ({n_units},) and ({n_units}, 1)."
            )
        right = staircase(edges, heights, k)
        for x in np.linspace(edges[0] - 1, edges[-1] + 1, 41):
            expected, output = float(right(x)), float((sigmoid(x * W0[0] + b0) @ W1)[0])
            if abs(output - expected) > 1e-6:
                return not_yet(f"{shown} the output at x = {x:g} should be {expected:.4f}, yours is {output:.4f}.")
    correct("One unit a step is enough.")


def enough_pulses(answer: Callable[[float, float], Any]) -> None:
    """Check a function ``enough_pulses(slope, epsilon)`` that counts pulses on an interval of length 1."""
    cases = [(1.0, 0.5), (1.0, 0.125), (3.0, 0.25), (2.5, 0.0625), (0.25, 1.0), (7.0, 0.3)]
    compare(answer, [(case, max(1, math.ceil(case[0] / (2 * case[1])))) for case in cases], "No more than are needed.")
