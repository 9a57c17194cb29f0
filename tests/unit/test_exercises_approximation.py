"""Checkers of the chapters on universal approximation: what is right passes, plausible mistakes do not."""

import itertools
import math

import numpy as np
import pytest

from nnlib.approximation import bump
from nnlib.exercises import approximation as check

NAN = float("nan")
NO_NUMBERS = [None, "a", NAN, [1, 2, 3, 4, 5], [[1], [2, 3]]]


# -- the product of two inputs -----------------------------------------------------------------------------------------

PRODUCT = {"W0": [[1, 1], [1, -1]], "b0": [0, 0], "W1": [[0.25], [-0.25]]}


@pytest.mark.parametrize(
    "answer",
    [
        PRODUCT,
        {"W0": [[0.5, 0.5], [0.5, -0.5]], "b0": [0, 0], "W1": [[1], [-1]]},
        {"W0": [[1, -1], [1, 1]], "b0": [0, 0], "W1": [[0.25], [-0.25]]},  # the square of a difference has no sign
        {"W0": [[1, 1], [-1, 1]], "b0": [0, 0], "W1": [[-0.25], [0.25]]},
    ],
)
def test_products_pass(answer, verdict):
    assert verdict(check.product, *answer.values()) == "Correct. Two square units multiply.\n"


@pytest.mark.parametrize(
    "change",
    [
        {"W0": [[1, 1], [1, 1]]},
        {"W1": [[-0.25], [0.25]]},  # minus the product
        {"b0": [1, 1]},  # is the product plus x2
        {"b0": [0, 1]},
        {"W1": [[0.25], [0.25]]},
        {"W1": [[0.5], [-0.5]]},
        {"W1": [[0.25], [-0.2]]},
    ],
)
def test_what_is_no_product_is_not_yet_right(change, verdict):
    assert verdict(check.product, *{**PRODUCT, **change}.values()).startswith("Not yet: at x = (")


def test_six_places_fix_a_quadratic(verdict):
    """Three independent squares of sums, and the terms with a bias: every one of them is noticed."""
    for i, j in itertools.product(range(2), range(2)):
        changed = np.array(PRODUCT["W0"], dtype=float)
        changed[i, j] += 1e-3
        assert verdict(check.product, changed, PRODUCT["b0"], PRODUCT["W1"]).startswith("Not yet: at x = (")


@pytest.mark.parametrize("name", PRODUCT)
@pytest.mark.parametrize("wrong", NO_NUMBERS)
def test_a_product_needs_numbers_in_the_right_shapes(name, wrong, verdict):
    told = verdict(check.product, *{**PRODUCT, name: wrong}.values())
    assert told == "Not yet: W0, b0 and W1 should hold numbers in the shapes (2, 2), (2,) and (2, 1).\n"


# -- thin strips -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset, told", [
    (0.0, "Correct. "), (0.9, "Correct. "), (-0.9, "Correct. "),
    (1.1, "Not yet: 1839.15 is enough, but a smaller"), (-1.1, "Not yet: the two edges together take 1.00% of"),
])  # fmt: skip
def test_a_steepness_may_be_wrong_by_one(offset, told, verdict):
    assert verdict(check.thin, 400 * math.log(99) + offset).startswith(told)


def test_the_share_that_is_told_is_the_share_of_a_pulse(verdict):
    x = (np.arange(100_000) + 0.5) / 100_000
    share = np.mean(np.abs(bump(0.3, 0.7, 1, 500)(x) - ((x > 0.3) & (x < 0.7))) > 0.01)
    assert f"take {share:.2%} of" in verdict(check.thin, 500)


@pytest.mark.parametrize("k", [*NO_NUMBERS, 0, -2000])
def test_what_is_no_steepness_is_not_yet_right(k, verdict):
    assert verdict(check.thin, k).startswith("Not yet: ")


# -- a staircase -------------------------------------------------------------------------------------------------------


def stairs(edges, heights, k):
    W1 = np.diff(heights, prepend=0, append=0)[:, np.newaxis]
    return k * np.ones((1, len(edges))), -k * edges, W1


def test_a_right_staircase_passes(verdict):
    assert verdict(check.stairs, stairs) == "Correct. One unit a step is enough.\n"


def test_a_staircase_of_other_weights_passes(verdict):
    """Steps that go down from the left, with all weights turned round, are the same."""

    def turned(edges, heights, k):
        W0, b0, W1 = stairs(edges, heights, k)
        return -W0, -b0, -W1  # sigmoid(-z) = 1 - sigmoid(z), and the output weights add up to 0

    assert verdict(check.stairs, turned).startswith("Correct")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda edges, heights, k: (stairs(edges, heights, k)[0], k * edges, stairs(edges, heights, k)[2]),
        lambda edges, heights, k: (stairs(edges, heights, k)[0], -edges, stairs(edges, heights, k)[2]),
        lambda edges, heights, k: stairs(edges, heights, 1),
        lambda edges, heights, k: stairs(edges, heights[::-1], k),
        lambda edges, heights, k: (*stairs(edges, heights, k)[:2], np.append(heights, 0)[:, np.newaxis]),  # heights
        lambda edges, heights, k: (*stairs(edges, heights, k)[:2], np.diff(heights, prepend=0, append=0)),  # a row
        lambda edges, heights, k: stairs(edges, heights, k)[:2],
        lambda edges, heights, k: (*stairs(edges, heights, k), 0),
        lambda *_: None,
        lambda *_: ("a", "b", "c"),
        lambda *_: (NAN, NAN, NAN),
        lambda: 0,
        None,
    ],
)
def test_plausible_mistakes_in_a_staircase_are_found(wrong, verdict):
    told = verdict(check.stairs, wrong)
    first, second = "[0.0, 1.0], heights [2.0] and k = 8 ", "[0.0, 0.5, 1.0], heights [1.0, 3.0] and k = 20 "
    assert told.startswith((f"Not yet: for edges {first}", f"Not yet: for edges {second}"))


@pytest.mark.parametrize("case", range(3))
def test_each_staircase_is_checked(case, verdict):
    calls = itertools.count()

    def once_wrong(edges, heights, k):
        return stairs(edges, heights + 1e-3 * (next(calls) == case), k)

    assert verdict(check.stairs, once_wrong).startswith("Not yet: for edges ")
    assert next(calls) == case + 1


# -- how many pulses ---------------------------------------------------------------------------------------------------


def enough_pulses(slope, epsilon):
    return int(np.ceil(slope / (2 * epsilon)))


def test_right_counts_of_pulses_pass(verdict):
    assert verdict(check.enough_pulses, enough_pulses) == "Correct. No more than are needed.\n"


@pytest.mark.parametrize("slope, epsilon", [(3.0, 0.25), (7.0, 0.3)])
def test_the_counts_are_those_of_the_lemma(slope, epsilon):
    """Exact steps from the middle of each part, for the straight line with this slope; one pulse less is too few."""
    x = np.linspace(0, 1, 10_001)
    for n, within in [(enough_pulses(slope, epsilon), True), (enough_pulses(slope, epsilon) - 1, False)]:
        middles = (np.minimum(np.floor(x * n), n - 1) + 0.5) / n
        assert (np.abs(slope * (x - middles)).max() <= epsilon + 1e-9) == within


@pytest.mark.parametrize(
    "wrong",
    [
        lambda slope, epsilon: math.ceil(slope / epsilon),  # the whole width
        lambda slope, epsilon: int(slope / (2 * epsilon)),  # rounded down
        lambda slope, epsilon: int(slope / (2 * epsilon)) + 1,  # one more where it is exact
        lambda slope, epsilon: slope / (2 * epsilon),
        lambda slope, epsilon: math.ceil(epsilon / (2 * slope)),
        lambda *_: None,
        None,
    ],
)
def test_wrong_counts_of_pulses_are_found(wrong, verdict):
    assert verdict(check.enough_pulses, wrong).startswith("Not yet: ")
