"""Checkers of the chapters on two dimensions, and on ReLU and depth."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.approximation import knots
from nnlib.exercises._verdict import compare, correct, not_yet, numbers
from nnlib.layers import Dense
from nnlib.mlp import MLP


def cube(W1: ArrayLike, b1: ArrayLike) -> None:
    """Check a threshold unit that reads steps up at 0.3 and 0.7 along each of three inputs, and fires in the cube."""
    weights, bias = numbers(W1, (6, 1)), numbers(b1, (1,))
    if weights is None or bias is None:
        return not_yet("W1 and b1 should hold numbers in the shapes (6, 1) and (1,).")
    k, places = 100.0, np.tile([0.3, 0.7], 3)
    steps = Dense(W=k * np.repeat(np.eye(3), 2, axis=1), b=-k * places, activation="sigmoid")
    net = MLP(layers=[steps, Dense(W=weights, b=bias, activation="sigmoid")])
    for x in sorted(product((0.5, 0.1, 0.9), repeat=3), key=lambda x: sum(value != 0.5 for value in x)):
        given, inside = float(net([x]).item()), x == (0.5, 0.5, 0.5)
        if inside and given < 0.99:
            return not_yet(f"at x = {x}, in the cube, the unit should be at least 0.99, yours is {given:.2f}.")
        if not inside and given > 0.01:
            return not_yet(f"at x = {x}, outside the cube, the unit should be at most 0.01, yours is {given:.2f}.")
    correct("Your unit fires in the cube, and is silent at all 26 places around it.")


def parts_needed(answer: Callable[..., Any]) -> None:
    """Check a function ``parts_needed(constant, epsilon, d)`` that counts the towers over the unit cube."""
    cases = [((1, 0.1, 1), 5), ((1, 0.1, 2), 25), ((2, 0.125, 3), 512), ((1, 0.15, 2), 16), ((0.5, 1, 4), 1)]
    compare(answer, cases, "With ten inputs, constant 1 and error 0.05 they are ten thousand million.")


def zigzag(answer: Callable[..., Any]) -> None:
    """Check a function ``zigzag(depth)`` that returns a net of 3 ** depth pieces, with three units a layer."""
    for depth in (1, 2, 3, 5):
        try:
            net = answer(depth)
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"for depth {depth} your code stops with {type(error).__name__}: {error}")
        if not isinstance(net, MLP) or net.layers[0].n_in != 1 or net.layers[-1].n_out != 1:
            return not_yet(
                f"for depth {depth} the result should be an MLP of one input and one output, yours is {net!r}."
            )
        widths = [layer.n_out for layer in net.layers[:-1]]
        if widths != [3] * depth:
            return not_yet(f"for depth {depth} the hidden layers should have {[3] * depth} units, yours have {widths}.")
        corners = np.arange(3**depth + 1) / 3**depth
        given = net(corners)
        wrong = np.flatnonzero(np.abs(given - np.arange(corners.size) % 2) > 1e-6)
        if wrong.size:
            place = f"{wrong[0]}/{3**depth}"
            return not_yet(
                f"for depth {depth} the net should be {wrong[0] % 2} at {place}, yours is {given[wrong[0]]:.3f}."
            )
        if (pieces := len(knots(net)) + 1) != 3**depth:
            return not_yet(f"for depth {depth} there should be {3**depth} pieces, yours has {pieces}.")
    correct("Your net has 3 pieces after one layer and 243 after five, with 15 units.")


def best_knots(answer: Callable[..., Any]) -> None:
    """Check a function ``best_knots(n)``: n + 1 knots for the square root, each part with the same share."""
    cases = [((n,), (np.arange(n + 1) / n) ** 4) for n in (1, 2, 5, 10)]
    compare(answer, cases, "With n parts the straight lines are off by about 1/(2 n²), in place of 1/(4 √n).")
