"""Checkers of the chapter on losses of regression."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib._floats import Floats
from nnlib.exercises._verdict import arrays, compare, correct, not_yet, numbers
from nnlib.fitting import fit_line
from nnlib.losses import Huber, Quantile


def huber(answer: Callable[..., Any]) -> None:
    """Check a function ``huber(r, delta)``: value and slope of Huber's loss at an error, a number."""
    cases = []
    for r, delta in [(0.5, 1.0), (3.0, 1.0), (-3.0, 1.0), (-0.5, 2.0), (5.0, 2.0), (-0.3, 0.1), (1.0, 1.0)]:
        loss = Huber(delta)
        cases.append(((r, delta), (float(loss([0.0], [r])), float(loss.grad([0.0], [r])[0]))))
    compare(answer, cases, "Both parts meet at the bend in value and in slope; there the curvature jumps from 1 to 0.")


def huber_line(answer: Callable[..., Any]) -> None:
    """Check a function ``huber_line(x, y, delta)``: slope and intercept, by weighted least squares again and again."""
    for n, delta, outlier in [(9, 1.0, -8.0), (9, 0.5, 6.0), (20, 2.0, 30.0), (12, 100.0, 5.0)]:
        x, y = _near_a_line(n, outlier)
        case = f"for {n} points, one of them off by {outlier:g}, and delta = {delta:g}"
        if (given := arrays(answer, (x.copy(), y.copy(), delta), {"slope": (), "intercept": ()}, case)) is None:
            return
        line = fit_line(x, y, Huber(delta))
        best, yours = np.array([line.slope, line.intercept]), np.array(given)
        if np.abs(yours - best).max() > 1e-4:
            return not_yet(f"{case} slope and intercept should be {_pair(best)}, yours are {_pair(yours)}.")
    correct("Where a point is far off, its weight is delta over its distance: it pulls as hard as a point at the bend.")


def interval(answer: Callable[..., Any]) -> None:
    """Check a function ``interval(x, y, share)``: two lines with this share of the targets between them."""
    for n, share in [(40, 0.8), (40, 0.5), (60, 0.9)]:
        x, y = _near_a_line(n, 4.0)
        case = f"for {n} points and share = {share:g}"
        try:
            low, high = answer(x.copy(), y.copy(), share)
            heights = [low(x), high(x)]
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        gammas = [(1 - share) / 2, (1 + share) / 2]
        for name, gamma, given in zip(["lower", "upper"], gammas, heights, strict=True):
            yours = numbers(given, x.shape)
            if yours is None:
                return not_yet(f"{case} the {name} line should give a number for each x.")
            loss = Quantile(gamma)
            if loss(y, yours) > loss(y, fit_line(x, y, loss)(x)) + 1e-9:  # any line that is best will do
                below = 100 * np.mean(y < yours - 1e-9)
                return not_yet(
                    f"{case} the {name} line should have about {100 * gamma:g} % of the targets below it, "
                    f"and be best among these; yours has {below:.0f} %."
                )
    correct("The rest is shared evenly between both sides. On fresh samples a little more will be outside.")


def _near_a_line(n: int, outlier: float) -> tuple[Floats, Floats]:
    """Return points near a line, one of them off."""
    rng = np.random.default_rng(n)
    x = np.linspace(-2, 2, n)
    y = 0.5 * x + 1 + rng.exponential(size=n) - 1
    y[n - 2] += outlier
    return x, y


def _pair(values: Any) -> str:
    return f"({values[0]:.4f}, {values[1]:.4f})"
