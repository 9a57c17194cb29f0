"""Checkers of the chapters on two dimensions and on depth: right answers pass, plausible mistakes are named."""

import itertools
import math

import numpy as np
import pytest

from nnlib import MLP
from nnlib.approximation import compose, interpolant
from nnlib.exercises import depth

NAN = float("nan")

# -- a threshold unit over a cube --------------------------------------------------------------------------------------

SIGNS = np.array([[1.0], [-1.0]] * 3)


@pytest.mark.parametrize("weight, threshold", [(100, 2.5), (100, 2.1), (100, 2.9), (1000, 2.5), (10, 2.5)])
def test_a_unit_that_fires_in_the_cube_passes(weight, threshold, verdict):
    told = verdict(depth.cube, weight * SIGNS, [-weight * threshold])
    assert told == "Correct. Your unit fires in the cube, and is silent at all 26 places around it.\n"


@pytest.mark.parametrize("weight", [2 * math.log(99) * part for part in (0.99, 1.01)])
def test_the_unit_must_be_as_steep_as_asked(weight, verdict):
    """In the middle z is half a weight, where one input leaves the cube minus half a weight."""
    assert verdict(depth.cube, weight * SIGNS, [-2.5 * weight]).startswith("Correct" if weight > 9.2 else "Not yet: ")


@pytest.mark.parametrize(
    "weights, bias, told",
    [
        (100 * SIGNS, [-150], "at x = (0.5, 0.5, 0.1), outside the cube, the unit should be at most 0.01"),
        (100 * SIGNS, [-50], "at x = (0.5, 0.5, 0.1), outside the cube, the unit should be at most 0.01"),
        (100 * SIGNS, [-350], "at x = (0.5, 0.5, 0.5), in the cube, the unit should be at least 0.99, yours is 0.00"),
        (100 * np.abs(SIGNS), [-250], "at x = (0.5, 0.5, 0.9), outside the cube"),  # steps that do not go down
        (100 * SIGNS * [[1], [1], [1], [1], [0], [0]], [-150], "at x = (0.5, 0.5, 0.1), outside"),  # x3 forgotten
        (100 * SIGNS.ravel(), [-250], "W1 and b1 should hold numbers in the shapes (6, 1) and (1,)."),
        (100 * SIGNS, -250, "W1 and b1 should hold numbers in the shapes (6, 1) and (1,)."),
        (100 * SIGNS, [NAN], "W1 and b1 should hold numbers"),
        (None, None, "W1 and b1 should hold numbers"),
        ("abc", [-250], "W1 and b1 should hold numbers"),
    ],
)
def test_what_does_not_fire_in_the_cube_alone_is_not_yet_right(weights, bias, told, verdict):
    assert verdict(depth.cube, weights, bias).startswith(f"Not yet: {told}")


@pytest.mark.parametrize("forgotten", [*itertools.product([0.1, 0.5, 0.9], repeat=3)])
def test_each_place_around_the_cube_counts(forgotten, verdict, monkeypatch):
    """A net that is right but for one place."""

    class Once(MLP):
        def __call__(self, X):
            answer = super().__call__(X)
            return 1 - answer if tuple(X[0]) == forgotten else answer

    monkeypatch.setattr(depth, "MLP", Once)
    assert verdict(depth.cube, 100 * SIGNS, [-250]).startswith(f"Not yet: at x = {forgotten}, ")


# -- how many towers ---------------------------------------------------------------------------------------------------


def parts_needed(constant, epsilon, d):
    return math.ceil(constant / (2 * epsilon)) ** d


def test_a_right_number_of_towers_passes(verdict):
    assert verdict(depth.parts_needed, parts_needed).startswith("Correct. ")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda constant, epsilon, d: math.ceil(constant / epsilon) ** d,  # a width too far
        lambda constant, epsilon, d: math.floor(constant / (2 * epsilon)) ** d,
        lambda constant, epsilon, d: (constant / (2 * epsilon)) ** d,  # no whole number
        lambda constant, epsilon, d: math.ceil((constant / (2 * epsilon)) ** d),
        lambda constant, epsilon, d: math.ceil(constant / (2 * epsilon)) * d,
        lambda constant, epsilon, d: math.ceil(1 / (2 * epsilon)) ** d,
        lambda constant, epsilon, d: math.ceil(constant / (2 * epsilon)) ** 2,
        lambda constant, epsilon, d: None,
        lambda constant, epsilon, d: NAN,
        lambda: 0,
        None,
    ],
)
def test_plausible_mistakes_in_counting_towers_are_found(wrong, verdict):
    assert verdict(depth.parts_needed, wrong).startswith("Not yet: ")


# -- folding in three --------------------------------------------------------------------------------------------------

ONCE = interpolant([0, 1 / 3, 2 / 3, 1], [0, 1, 0, 1])


def folded(once, depth):
    net = once
    for _ in range(depth - 1):
        net = compose(once, net)
    return net


def shallow(depth):
    corners = np.arange(3**depth + 1) / 3**depth
    return interpolant(corners, np.arange(corners.size) % 2.0)


def with_an_idle_unit(depth):
    """The right net, whose first layer has a fourth unit that is silent on the interval."""
    net = folded(ONCE, depth)
    hidden = net.layers[0]
    W, b = np.append(hidden.W, [[1.0]], axis=1), np.append(hidden.b, -5.0)
    after = net.layers[1]
    second = type(after)(
        W=np.append(after.W, np.zeros((1, after.n_out)), axis=0), b=after.b, activation=after.activation
    )
    return MLP(layers=[type(hidden)(W=W, b=b, activation="relu"), second, *net.layers[2:]])


def test_a_net_that_folds_in_three_passes(verdict):
    asked = []
    told = verdict(depth.zigzag, lambda n: asked.append(n) or folded(ONCE, n))
    assert told == "Correct. Your net has 3 pieces after one layer and 243 after five, with 15 units.\n"
    assert asked == [1, 2, 3, 5]


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda n: ONCE, "for depth 2 the hidden layers should have [3, 3] units, yours have [3]."),
        (lambda n: folded(ONCE, n + 1), "for depth 1 the hidden layers should have [3] units, yours have [3, 3]."),
        (shallow, "for depth 2 the hidden layers should have [3, 3] units, yours have [9]."),
        (
            lambda n: folded(interpolant([0, 0.5, 1], [0, 1, 0]), n),
            "for depth 1 the hidden layers should have [3] units",
        ),
        (
            lambda n: folded(interpolant([0, 1 / 3, 2 / 3, 1], [1, 0, 1, 0]), n),
            "for depth 1 the net should be 0 at 0/3, yours is 1.000.",
        ),
        (
            lambda n: folded(interpolant([0, 0.3, 0.6, 1], [0, 1, 0, 1]), n),
            "for depth 1 the net should be 1 at 1/3, yours is 0.889.",
        ),
        (with_an_idle_unit, "for depth 1 the hidden layers should have [3] units, yours have [4]."),
        (lambda n: None, "for depth 1 the result should be an MLP of one input and one output, yours is None."),
        (
            lambda n: MLP([2, 3, 1], hidden="relu", rng=np.random.default_rng(0)),
            "for depth 1 the result should be an MLP",
        ),
        (
            lambda n: MLP([1, 3, 2], hidden="relu", rng=np.random.default_rng(0)),
            "for depth 1 the result should be an MLP",
        ),
        (lambda n: 1 / 0, "for depth 1 your code stops with ZeroDivisionError: division by zero"),
        (lambda: 0, "for depth 1 your code stops with TypeError: "),
        (None, "for depth 1 your code stops with TypeError: "),
    ],
)
def test_what_does_not_fold_in_three_is_not_yet_right(wrong, told, verdict):
    assert verdict(depth.zigzag, wrong).startswith(f"Not yet: {told}")


def test_corners_in_the_right_places_are_not_enough(verdict, monkeypatch):
    monkeypatch.setattr(depth, "knots", lambda net: np.zeros(5))
    assert verdict(depth.zigzag, lambda n: folded(ONCE, n)).endswith("there should be 3 pieces, yours has 6.\n")


# -- the best knots for the root ---------------------------------------------------------------------------------------


def test_fourth_powers_pass(verdict):
    assert verdict(depth.best_knots, lambda n: [(i / n) ** 4 for i in range(n + 1)]).startswith("Correct. ")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda n: np.linspace(0, 1, n + 1),
        lambda n: np.linspace(0, 1, n + 1) ** 2,  # equal shares of |f'|
        lambda n: np.linspace(0, 1, n) ** 4,
        lambda n: np.arange(1, n + 1) ** 4 / n**4,
        lambda n: 1 - np.linspace(0, 1, n + 1) ** 4,
        lambda n: np.linspace(0, 1, n + 1) ** 0.25,
        lambda n: None,
        lambda n: NAN,
        lambda: 0,
        None,
    ],
)
def test_other_knots_are_not_yet_right(wrong, verdict):
    assert verdict(depth.best_knots, wrong).startswith("Not yet: ")


@pytest.mark.parametrize("n", [10, 100, 1000])
def test_what_the_praise_says_about_the_error(n):
    def error(knots):
        x = np.linspace(knots[:-1], knots[1:], 101).ravel()
        return np.abs(interpolant(knots, np.sqrt(knots))(x) - np.sqrt(x)).max()

    assert error(np.linspace(0, 1, n + 1) ** 4) == pytest.approx(1 / (2 * n**2), rel=0.01)
    assert error(np.linspace(0, 1, n + 1)) == pytest.approx(1 / (4 * math.sqrt(n)), rel=0.01)
