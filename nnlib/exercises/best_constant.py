"""Checkers of the chapter on what a loss is: three metrics, and the constants that cost least."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import losses
from nnlib.exercises._verdict import compare, correct, not_yet, numbers

#: A slope or a difference of costs below this is rounding.
NOTHING = 1e-9


def metrics(answer: Callable[..., Any]) -> None:
    """Check a function ``metrics(y_true, y_pred)`` that returns MAE, MSE and RMSE."""
    pairs = [
        ([3.0, 5.0, 8.0, 10.0], [4.0, 3.0, 8.0, 7.0]),
        ([1.0, 2.0], [1.0, 2.0]),
        ([0.0, 0.0, 0.0], [-2.0, 2.0, 2.0]),
        ([-1.5], [0.5]),
    ]
    each = (losses.mae, losses.mse, losses.rmse)
    cases = [((y, y_pred), tuple(loss(y, y_pred) for loss in each)) for y, y_pred in pairs]
    compare(answer, cases, "Squares and absolute values, so that errors of different signs do not cancel.")


def constant(answer: Callable[..., Any]) -> None:
    """Check a function ``best_constant(loss, y)`` for losses that are convex in one real prediction."""
    samples = {
        losses.mse: [[2, 3, 7], [5]],
        losses.half_mse: [[-4, 0, 1]],
        losses.mae: [[9, 1, 2], [1, 2, 4, 9]],
        losses.Quantile(gamma=0.75): [[1, 3, 4, 8, 20], [7, 7, 7, -2]],
        losses.Huber(delta=1.0): [[0, 3, 4, 4, 9], [0, 0, 10, 10]],
        losses.log_cosh: [[0, 3, 4, 4, 9]],
    }
    for loss, targets in samples.items():
        for y in targets:
            case, best = f"for {loss} and {y}", _best(loss, np.array(y, float))
            try:
                given = answer(loss, np.array(y, float))
            except Exception as error:  # the reader's code may fail in any way
                return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
            found = numbers(given, ())
            if found is None or not best[0] - 1e-6 <= found <= best[1] + 1e-6:
                return not_yet(f"{case} the best constant is {_between(*best)}, yours is {_shown(given)}.")
    correct("Means, medians, quantiles, and what has no name: all by one rule.")


def rolls(answer: Callable[..., Any]) -> None:
    """Check a function ``rolls(demand, missing, left)``: the number that costs least on the given days."""
    weeks = [
        ([40, 10, 30, 50, 20], 1.0, 1.0),
        ([40, 10, 30, 50, 20], 3.0, 1.0),
        ([40, 10, 30, 50, 20], 1.0, 9.0),
        ([12, 12, 15, 90], 0.5, 0.5),
        ([7], 2.0, 0.1),
        ([5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 0.4, 0.1),
    ]
    for demand, missing, left in weeks:
        days = np.array(demand, float)
        best = _best(losses.Quantile(gamma=missing / (missing + left)), days)
        case = f"for the demand {demand}, where a missing roll costs {missing:g} and one left over {left:g},"
        try:
            given = answer(demand, missing, left)
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        found = numbers(given, ())
        if found is None:
            return not_yet(f"{case} return a number, yours is {given!r}.")
        yours, least = (_bill(days, baked, missing, left) for baked in (float(found), best[0]))
        if yours > least + NOTHING:
            told = f"{_shown(given)} rolls a day cost {yours:g} in all, and {_between(*best)} cost {least:g}."
            return not_yet(f"{case} {told}")
    correct("A quantile of the demand: the dearer a missing roll, the higher.")


def _bill(demand: NDArray[np.float64], baked: float, missing: float, left: float) -> float:
    short = demand - baked
    return float(np.sum(np.where(short > 0, missing * short, -left * short)))


def _best(loss: losses.Loss, y: NDArray[np.float64]) -> tuple[float, float]:
    """Return the first and the final constant of least cost: where its slope ceases to be < 0, and becomes > 0."""
    return _halve(loss, y, lambda slope: slope < -NOTHING), _halve(loss, y, lambda slope: slope <= NOTHING)


def _halve(loss: losses.Loss, y: NDArray[np.float64], further_right: Callable[[float], bool]) -> float:
    low, high = y.min() - 1, y.max() + 1
    for _ in range(60):
        middle = (low + high) / 2
        if further_right(float(np.sum(loss.grad(y, np.full(y.shape, middle), "sum")))):
            low = middle
        else:
            high = middle
    return float((low + high) / 2)


def _between(low: float, high: float) -> str:
    return f"{low:.6g}" if high - low < 1e-6 else f"any from {low:.6g} to {high:.6g}"


def _shown(given: Any) -> str:
    found = numbers(given, ())
    return repr(given) if found is None else f"{float(found):.6g}"
