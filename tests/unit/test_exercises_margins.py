"""Checkers of the chapter on margins: right answers pass, mistakes are named."""

import numpy as np
import pytest

from nnlib.exercises import margins

NAN = float("nan")


# -- a round of AdaBoost -----------------------------------------------------------------------------------------------


def boost_round(weights, c, h, factor=0.5, sign=-1):
    wrong = weights[h != c].sum()
    step = factor * np.log((1 - wrong) / wrong)
    weights = weights * np.exp(sign * step * c * h)
    return step, weights / weights.sum()


def by_sides(weights, c, h):
    """Another way to the same: each side gets half of the weight."""
    wrong = weights[h != c].sum()
    after = np.where(h == c, weights / (1 - wrong), weights / wrong) / 2
    return np.arctanh(1 - 2 * wrong), list(after)


def changes(weights, c, h):
    weights[:] = 0
    return 0, weights


@pytest.mark.parametrize("right", [boost_round, by_sides])
def test_the_right_round_passes(right, verdict):
    assert verdict(margins.boost_round, right).startswith("Correct. What this stump gets wrong has exactly half of the")


FOUR = "for 4 samples, 1 of them wrong with the weight 0.287,"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (
            lambda weights, c, h: boost_round(np.full(len(c), 1 / len(c)), c, h),
            f"{FOUR} the step should be 0.454",
        ),
        (lambda weights, c, h: boost_round(weights, c, h, factor=1), f"{FOUR} the step should be 0.454"),
        (lambda weights, c, h: boost_round(weights, c, h, sign=1), f"{FOUR} the weights should be ["),
        (
            lambda weights, c, h: (boost_round(weights, c, h)[0], weights * np.exp(-0.5 * c * h)),
            f"{FOUR} the weights should be [",
        ),
        (lambda weights, c, h: (boost_round(weights, c, h)[0], weights), f"{FOUR} the weights should be ["),
        (lambda weights, c, h: boost_round(weights, c, h)[::-1], f"{FOUR} step should be numbers in the shape ()."),
        (lambda weights, c, h: boost_round(weights, c, h)[:1], "return step and weights, yours are 1 things."),
        (lambda weights, c, h: (NAN, weights), f"{FOUR} step should be numbers in the shape ()."),
        (changes, f"{FOUR} the step should be 0.454"),
        (lambda weights, c, h: 1 / 0, f"{FOUR} your code stops with ZeroDivisionError: division by zero"),
    ],
)
def test_another_round_is_not_yet_right(wrong, told, verdict):
    assert verdict(margins.boost_round, wrong).startswith(f"Not yet: {told}")


# -- average precision -------------------------------------------------------------------------------------------------


def average(y, z):
    y = y[np.argsort(-z)]
    return np.mean((np.cumsum(y) / np.arange(1, len(y) + 1))[y == 1])


def test_the_right_average_passes(verdict):
    assert verdict(margins.average, average).startswith("Correct. Only the order of the scores counts")


FIRST = "for ([1, 0, 1, 0], [4.0, 3.0, 2.0, 1.0]) the result should be 0.833333, yours is"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda y, z: average(y, -z), f"{FIRST} 0.5."),
        (lambda y, z: np.mean(np.cumsum(y[np.argsort(-z)]) / np.arange(1, len(y) + 1)), f"{FIRST} 0.666667."),
        (lambda y, z: average(y, np.arange(len(y), 0, -1)), "for ([0, 1, 0, 0, 1], [-1.0, 2.0, 0.5, 3.0, 2.5]) the"),
        (lambda y, z: NAN, f"{FIRST} nan."),
        (lambda y, z: None, f"{FIRST} None."),
        (lambda y, z: 1 / 0, "for ([1, 0, 1, 0], [4.0, 3.0, 2.0, 1.0]) your code stops with ZeroDivisionError"),
    ],
)
def test_another_average_is_not_yet_right(wrong, told, verdict):
    assert verdict(margins.average, wrong).startswith(f"Not yet: {told}")


# -- undo a weight -----------------------------------------------------------------------------------------------------


def by_odds(z, alpha):
    odds = np.exp(z) * (1 - alpha) / alpha
    return odds / (1 + odds)


def test_the_right_probability_passes(verdict):
    assert verdict(margins.probability, by_odds).startswith("Correct. The weight multiplied the odds")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda z, alpha: 1 / (1 + np.exp(-z)), "for (0.0, 0.99) the result should be 0.01, yours is 0.5."),
        (lambda z, alpha: by_odds(z, 1 - alpha), "for (0.0, 0.99) the result should be 0.01, yours is 0.99."),
        (
            lambda z, alpha: 2 * (1 - alpha) / (1 + np.exp(-z)),
            f"for ({np.log(9):.6f}, 0.99) the result should be 0.083333, yours is 0.018.",
        ),
        (lambda z, alpha: (1 - alpha) / (1 + np.exp(-z)), "for (0.0, 0.5) the result should be 0.5, yours is 0.25."),
        (lambda z, alpha: None, "for (0.0, 0.5) the result should be 0.5, yours is None."),
    ],
)
def test_another_probability_is_not_yet_right(wrong, told, verdict):
    assert verdict(margins.probability, wrong).startswith(f"Not yet: {told}")
