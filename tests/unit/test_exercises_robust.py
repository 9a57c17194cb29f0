"""Checkers of the chapter on losses of regression: right answers pass, mistakes are named."""

import numpy as np
import pytest

from nnlib.exercises import robust
from nnlib.fitting import Line, fit_line
from nnlib.losses import Huber, Quantile

NAN = float("nan")


# -- value and slope of Huber's loss -----------------------------------------------------------------------------------


def huber(r, delta):
    if abs(r) <= delta:
        return r**2 / 2, r
    return delta * (abs(r) - delta / 2), delta * np.sign(r)


def test_the_right_huber_passes(verdict):
    told = verdict(robust.huber, huber)
    assert told.startswith("Correct. Both parts meet at the bend in value and in slope; there the curvature jumps")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda r, delta: (r**2, 2 * r), "for (0.5, 1.0) the result should be (0.125, 0.5), yours is (0.25, 1.0)."),
        (lambda r, delta: (r**2 / 2, r), "for (3.0, 1.0) the result should be (2.5, 1.0), yours is (4.5, 3.0)."),
        (
            lambda r, delta: huber(r, delta) if abs(r) <= delta else (delta * abs(r), delta * np.sign(r)),
            "for (3.0, 1.0) the result should be (2.5, 1.0), yours is (3.0, 1.0).",
        ),
        (
            lambda r, delta: (huber(r, delta)[0], min(r, delta)),
            "for (-3.0, 1.0) the result should be (2.5, -1.0), yours is (2.5, -3.0).",
        ),
        (
            lambda r, delta: (huber(r, delta)[0], np.clip(r, -1, 1)),
            "for (5.0, 2.0) the result should be (8.0, 2.0), yours is (8.0, 1.0).",
        ),
        (lambda r, delta: huber(r, delta)[0], "for (0.5, 1.0) the result should be (0.125, 0.5), yours is 0.125."),
        (lambda r, delta: (NAN, NAN), "for (0.5, 1.0) the result should be (0.125, 0.5), yours is (nan, nan)."),
        (lambda r, delta: None, "for (0.5, 1.0) the result should be (0.125, 0.5), yours is None."),
        (lambda r, delta: 1 / 0, "for (0.5, 1.0) your code stops with ZeroDivisionError: division by zero"),
    ],
)
def test_another_huber_is_not_yet_right(wrong, told, verdict):
    assert verdict(robust.huber, wrong).startswith(f"Not yet: {told}")


# -- its line ----------------------------------------------------------------------------------------------------------


def huber_line(x, y, delta, steps=100, power=1.0, root=True):
    weights = np.ones(len(x))
    for _ in range(steps):
        slope, intercept = np.polyfit(x, y, 1, w=np.sqrt(weights) if root else weights)
        distance = np.abs(slope * x + intercept - y)
        weights = (delta / np.maximum(distance, delta)) ** power
    return slope, intercept


def changes(x, y, delta):
    y[:] = 0
    return 0, 0


def test_the_right_line_passes(verdict):
    assert verdict(robust.huber_line, huber_line).startswith("Correct. Where a point is far off, its weight is delta")


def test_the_package_s_own_line_passes(verdict):
    def own(x, y, delta):
        line = fit_line(x, y, Huber(delta))
        return line.slope, line.intercept

    assert verdict(robust.huber_line, own).startswith("Correct. ")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda x, y, delta: np.polyfit(x, y, 1), "for 9 points, one of them off by -8, and delta = 1 slope and inter"),
        (lambda x, y, delta: huber_line(x, y, delta, steps=3), "for 9 points, one of them off by -8, and delta = 1 sl"),
        (lambda x, y, delta: huber_line(x, y, delta, power=2), "for 9 points, one of them off by -8, and delta = 1 sl"),
        (lambda x, y, delta: huber_line(x, y, delta, root=False), "for 9 points, one of them off by -8, and delta = 1"),
        (lambda x, y, delta: huber_line(x, y, 1.0), "for 9 points, one of them off by 6, and delta = 0.5 slope and in"),
        (
            lambda x, y, delta: huber_line(x, y, delta)[::-1],
            "for 9 points, one of them off by -8, and delta = 1 slope and intercept should be (",
        ),
        (changes, "for 9 points, one of them off by -8, and delta = 1 slope and intercept should be ("),
        (lambda x, y, delta: huber_line(x, y, delta)[:1], "return slope and intercept, yours are 1 things."),
        (lambda x, y, delta: (NAN, 1), "for 9 points, one of them off by -8, and delta = 1 slope should be numbers in"),
        (lambda x, y, delta: None, "for 9 points, one of them off by -8, and delta = 1 your code stops with TypeError"),
    ],
)
def test_another_line_is_not_yet_right(wrong, told, verdict):
    assert verdict(robust.huber_line, wrong).startswith(f"Not yet: {told}")


# -- an interval -------------------------------------------------------------------------------------------------------


def interval(x, y, share):
    return [fit_line(x, y, Quantile(gamma)) for gamma in [(1 - share) / 2, (1 + share) / 2]]


def test_the_right_interval_passes(verdict):
    assert verdict(robust.interval, interval).startswith("Correct. The rest is shared evenly between both sides.")


def test_any_function_will_do(verdict):
    def functions(x, y, share):
        low, high = interval(x, y, share)
        return lambda x: [low.slope * place + low.intercept for place in x], lambda x: high(x)

    assert verdict(robust.interval, functions).startswith("Correct. ")


def around_the_mean(x, y, share):
    line = fit_line(x, y)
    reach = np.quantile(np.abs(line(x) - y), share)
    return Line(line.slope, line.intercept - reach), Line(line.slope, line.intercept + reach)


FIRST = "for 40 points and share = 0.8"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (
            lambda x, y, share: [fit_line(x, y, Quantile(gamma)) for gamma in [1 - share, share]],
            f"{FIRST} the lower line should have about 10 % of the targets below it, and be best among these; yours",
        ),
        (lambda x, y, share: interval(x, y, share)[::-1], f"{FIRST} the lower line should have about 10 % of the tar"),
        (around_the_mean, f"{FIRST} the lower line should have about 10 % of the targets below it, "),
        (lambda x, y, share: interval(x, y, 0.8), "for 40 points and share = 0.5 the lower line should have about 25 "),
        (
            lambda x, y, share: (interval(x, y, share)[0], fit_line(x, y)),
            f"{FIRST} the upper line should have about 90 % of the targets below it, ",
        ),
        (lambda x, y, share: (lambda x: 0, lambda x: 1), f"{FIRST} the lower line should give a number for each x."),
        (lambda x, y, share: (1, 2), f"{FIRST} your code stops with TypeError: "),
        (lambda x, y, share: None, f"{FIRST} your code stops with TypeError: "),
        (
            lambda x, y, share: interval(x, y, 1.0),
            f"{FIRST} your code stops with ValueError: gamma must be a finite nu",
        ),
    ],
)
def test_another_interval_is_not_yet_right(wrong, told, verdict):
    assert verdict(robust.interval, wrong).startswith(f"Not yet: {told}")


def test_the_share_of_targets_below_is_told(verdict):
    told = verdict(robust.interval, lambda x, y, share: [Line(0.0, -100.0), Line(0.0, 100.0)])
    assert told.endswith("be best among these; yours has 0 %.\n")
