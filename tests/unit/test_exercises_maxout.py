"""Checkers of the chapter on maxout and softmax: right answers pass, mistakes are named."""

import math

import numpy as np
import pytest

from nnlib import gradcheck
from nnlib.activations import softmax
from nnlib.exercises import maxout

NAN = float("nan")
INF = float("inf")

# -- a tent from two units ---------------------------------------------------------------------------------------------


def tent():
    return [0, 2, 4], [0, 0, -2], [0, 4], [0, -2]


def test_a_right_tent_passes(verdict):
    assert verdict(maxout.tent, tent) == "Correct. A tent from 3 and 2 pieces.\n"


@pytest.mark.parametrize(
    "other",
    [
        ([4, 0, 2], [-2, 0, 0], [4, 0], [-2, 0]),  # in another order
        (np.array([0, 2, 4]), np.zeros(3) - [0, 0, 2], (0, 4), (0, -2)),
        ([1, 3, 5], [1, 1, -1], [1, 5], [1, -1]),  # both raised by the same line
        ([0, 2, 4, 1], [0, 0, -2, -9], [0, 4], [0, -2]),  # one piece that wins nowhere
    ],
)
def test_other_pieces_for_the_same_tent_pass(other, verdict):
    assert verdict(maxout.tent, lambda: other).startswith("Correct. A tent from ")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (([0, 2, -2], [0, 0, 2], [0], [0]), "at x = -100 the tent is 0, and your difference is 202."),
        (([0, 2], [0, 0], [0, 4], [0, -2]), "at x = 1.03125 the tent is 0, and your difference is -0.0625."),
        (([0, 2], [0, 0], [0], [0]), "at x = 0.53125 the tent is 0.9375, and your difference is 1.0625."),
        (([0, 4], [0, -2], [0, 2, 4], [0, 0, -2]), "at x = 0.03125 the tent is 0.0625, and your difference is -0.0625"),
        (([0, 2, 4], [0, 0, -2]), "return w1, b1, w2 and b2, yours are 2 things."),
        (([0, 2, 4], [0, 0], [0], [0]), "w1 and b1 should be lists of numbers, one of each for every piece."),
        (([0, 2, 4], [0, 0, -2], [], []), "w2 and b2 should be lists of numbers, one of each for every piece."),
        ((0, 0, 0, 0), "w1 and b1 should be lists of numbers"),
        (([0, 2, NAN], [0, 0, -2], [0, 4], [0, -2]), "w1 and b1 should be lists of numbers"),
        (([0, 2, 4], [0, 0, -INF], [0, 4], [0, -2]), "w1 and b1 should be lists of numbers"),
        ((["a"], [0], [0], [0]), "w1 and b1 should be lists of numbers"),
        ((None, None, None, None), "w1 and b1 should be lists of numbers"),
        (([[0], [1, 2]], [0], [0], [0]), "w1 and b1 should be lists of numbers"),
        (None, "your code stops with TypeError: "),
    ],
)
def test_what_is_no_tent_is_not_yet_right(wrong, told, verdict):
    assert verdict(maxout.tent, lambda: wrong).startswith(f"Not yet: {told}")


def test_code_that_stops_is_not_yet_right(verdict):
    told = verdict(maxout.tent, lambda: 1 / 0)
    assert told == "Not yet: your code stops with ZeroDivisionError: division by zero\n"


# -- a temperature for a share -----------------------------------------------------------------------------------------


def temperature(z, share):
    low, high = 1e-6, 1e6
    for _ in range(100):
        T = np.sqrt(low * high)
        low, high = (T, high) if softmax(np.divide(z, T)).max() > share else (low, T)
    return T


def test_a_right_temperature_passes(verdict):
    assert verdict(maxout.temperature, temperature).startswith("Correct. ")


def test_the_temperature_of_two_classes_is_known():
    assert maxout._temperature([1.0, 0.0], 0.9) == pytest.approx(1 / math.log(9), rel=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda z, share: 1.0,
        lambda z, share: 1 / temperature(z, share),
        lambda z, share: temperature(z, share).round(3),
        lambda z, share: (z[0] - z[1]) / math.log(share / (1 - share)),  # two classes only
        lambda z, share: temperature(z, 1 - share) if share > 0.5 else temperature(z, share),
        lambda z, share: None,
        lambda z, share: NAN,
        lambda z, share: 1 / 0,
        lambda z: 0,
        None,
    ],
)
def test_other_temperatures_are_not_yet_right(wrong, verdict):
    assert verdict(maxout.temperature, wrong).startswith("Not yet: ")


def test_great_logits_need_a_stable_softmax(verdict):
    def greatest(z):
        with np.errstate(all="ignore"):
            return (np.exp(z) / np.exp(z).sum()).max()

    def by_the_formula(z, share):
        low, high = 1e-6, 1e6
        for _ in range(100):
            T = np.sqrt(low * high)
            low, high = (T, high) if not greatest(np.divide(z, T)) <= share else (low, T)
        return T

    assert verdict(maxout.temperature, by_the_formula).startswith("Not yet: for ((1001.0, 1000.0, 998.0), 0.8) ")


# -- backward through softmax ------------------------------------------------------------------------------------------


def backward(p, dp):
    return p * (dp - (p * dp).sum(axis=1, keepdims=True))


def test_a_right_backward_pass_passes(verdict):
    assert verdict(maxout.backward, backward).startswith("Correct. ")


def test_it_is_the_gradient_of_a_loss():
    rng = np.random.default_rng(1)
    z, dp = rng.normal(size=(1, 4)), rng.normal(size=(1, 4))
    assert gradcheck.check(lambda z: np.sum(dp * softmax(z)), lambda z: backward(softmax(z), dp), z) < 1e-8


@pytest.mark.parametrize(
    "wrong",
    [
        lambda p, dp: dp * p * (1 - p),  # the diagonal only
        lambda p, dp: p * (dp - (p * dp).sum()),  # over all samples
        lambda p, dp: p * (dp - dp.mean(axis=1, keepdims=True)),  # without the weights
        lambda p, dp: p * dp,
        lambda p, dp: -backward(p, dp),
        lambda p, dp: backward(p, dp).sum(axis=1),
        lambda p, dp: None,
        lambda p, dp: np.full_like(p, NAN),
        lambda p: p,
        None,
    ],
)
def test_other_backward_passes_are_not_yet_right(wrong, verdict):
    assert verdict(maxout.backward, wrong).startswith("Not yet: ")
