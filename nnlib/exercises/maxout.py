"""Checkers of the chapter on maxout and softmax."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.activations import softmax
from nnlib.exercises._verdict import compare, correct, not_yet, numbers


def tent(answer: Callable[..., Any]) -> None:
    """Check a function ``tent()``: slopes and biases of two maxout units whose difference is a tent on [0, 1]."""
    try:
        given = list(answer())
    except Exception as error:  # the reader's code may fail in any way
        return not_yet(f"your code stops with {type(error).__name__}: {error}")
    if len(given) != 4:
        return not_yet(f"return w1, b1, w2 and b2, yours are {len(given)} things.")
    units = [_unit(*given[:2]), _unit(*given[2:])]
    for which, unit in enumerate(units, start=1):
        if unit is None:
            return not_yet(f"w{which} and b{which} should be lists of numbers, one of each for every piece.")
    first, second = [unit for unit in units if unit is not None]
    for x in [-100.0, *np.linspace(-1, 2, 97), 100.0]:
        expected = max(0.0, 1 - abs(2 * x - 1))
        yours = first(x) - second(x)
        if abs(yours - expected) > 1e-9:
            return not_yet(f"at x = {x:g} the tent is {expected:g}, and your difference is {yours:.6g}.")
    correct(f"A tent from {len(given[0])} and {len(given[2])} pieces.")


def temperature(answer: Callable[..., Any]) -> None:
    """Check a function ``temperature(z, share)``: the T at which softmax of z / T gives the greatest share."""
    cases = [
        ((z, share), _temperature(z, share))
        for z, share in [
            ([1.0, 0.0], 0.9),
            ([2.0, 1.0, -1.0], 0.5),
            ([2.0, 1.0, -1.0], 0.99),
            ([-3.0, 5.0, 4.0, 4.0], 0.26),
            ([1001.0, 1000.0, 998.0], 0.8),
        ]
    ]
    compare(answer, cases, "Any share between an equal one and 1 has its temperature.")


def backward(answer: Callable[..., Any]) -> None:
    """Check a function ``backward(p, dp)`` that leads from dL/dp through softmax to dL/dz."""
    rng = np.random.default_rng(0)
    cases = []
    for shape in [(1, 2), (1, 3), (4, 5)]:
        z, dp = rng.normal(size=shape).round(1), rng.normal(size=shape).round(1)
        cases.append(((softmax(z), dp), np.einsum("ni,nij->nj", dp, softmax.jacobian(z))))
    compare(answer, cases, "The same as by the matrix, for the price of a few sums.")


def _unit(w: Any, b: Any) -> Callable[[float], float] | None:
    """Return the maxout unit with these slopes and biases; None if they are none."""
    try:
        shape = (len(w),)
    except TypeError:
        return None
    slopes, biases = numbers(w, shape), numbers(b, shape)
    if slopes is None or biases is None or slopes.size == 0:
        return None
    return lambda x: float(np.max(slopes * x + biases))


def _temperature(z: list[float], share: float) -> float:
    """Halve an interval of log T until nothing is left of it."""
    behind: NDArray[np.float64] = np.array(z) - max(z)
    low, high = -20.0, 20.0
    for _ in range(200):
        middle = (low + high) / 2
        if 1 / np.exp(behind / math.exp(middle)).sum() > share:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)
