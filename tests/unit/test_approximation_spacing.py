"""Staircases, and parts that are narrow where a function is hard to follow."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnlib.activations import sigmoid
from nnlib.approximation import approximate, error_bound, staircase

X = np.unique(np.concatenate([np.linspace(0, 1, 10_001), np.geomspace(1e-9, 1, 2001)]))


def edges_of(net):
    """Places of the steps, or of the kinks."""
    return np.unique((-net.layers[0].b / net.layers[0].W[0]).round(12))


def largest_error(net, f):
    return np.abs(net(X) - f(X)).max()


@given(
    edges=st.lists(st.floats(-5, 5), min_size=2, max_size=8, unique=True).map(sorted),
    steepness=st.floats(0.1, 200),
    data=st.data(),
)
def test_a_staircase_is_a_sum_of_pulses(edges, steepness, data):
    heights = data.draw(st.lists(st.floats(-5, 5), min_size=len(edges) - 1, max_size=len(edges) - 1))
    net = staircase(edges, heights, steepness)
    x = np.linspace(-6, 6, 101)
    sides = [sigmoid(steepness * (x - edge)) for edge in edges]
    pulses = sum(h * (left - right) for h, left, right in zip(heights, sides[:-1], sides[1:], strict=True))
    assert net(x) == pytest.approx(pulses, abs=1e-12)
    assert net.layers[0].n_out == len(edges)


def test_the_pulses_of_approximate_are_a_staircase_of_half_as_many_units():
    net = approximate(np.exp, 6)
    edges = np.array([-1, 1, 2, 3, 4, 5, 7]) / 6
    assert edges_of(net) == pytest.approx(edges)
    stairs = staircase(edges, np.exp((np.arange(6) + 0.5) / 6), 600)
    assert stairs(X) == pytest.approx(net(X), abs=1e-12)


def test_free_pulses_share_the_way_that_a_function_goes_up_and_down():
    """The root goes from 0 to 1: after a share u of the way it is u, at u squared."""
    edges = edges_of(approximate(np.sqrt, 8, spacing="free"))
    assert edges[1:-1] == pytest.approx((np.arange(1, 8) / 8) ** 2, abs=4e-3)
    assert edges[[0, -1]] == pytest.approx([-np.diff(edges[1:-1]).min() / 3, 1], abs=0.02)


def test_free_pulses_count_ways_down_like_ways_up():
    edges = edges_of(approximate(lambda x: np.abs(x - 0.25), 4, spacing="free"))
    assert edges[1:-1] == pytest.approx([0.25, 0.5, 0.75], abs=1e-4)


def test_free_lines_share_the_bend():
    """The root of |f''| of x**3 is proportional to the root of x: after a share u of it x is u**(2/3)."""
    edges = edges_of(approximate(lambda x: x**3, 8, kind="relu", spacing="free"))
    assert edges == pytest.approx((np.arange(8) / 8) ** (2 / 3), abs=3e-3)


def test_a_kink_gets_knots_and_its_straight_arms_get_none():
    net = approximate(lambda x: np.abs(x - 0.3), 4, kind="relu", spacing="free")
    assert largest_error(net, lambda x: np.abs(x - 0.3)) < 1e-4


@pytest.mark.parametrize(
    ("kind", "f"), [("sigmoid", lambda x: 0 * x + 3), ("sigmoid", lambda x: 2 - x), ("relu", lambda x: 2 - x)]
)
def test_where_no_place_is_harder_the_parts_are_equal(kind, f):
    equal, free = (edges_of(approximate(f, 7, kind=kind, spacing=spacing)) for spacing in ("equal", "free"))
    assert free[1:-1] == pytest.approx(equal[1:-1], abs=2e-3)


@pytest.mark.parametrize(("kind", "spacing", "order"), [
    ("sigmoid", "equal", 0.5), ("sigmoid", "free", 1), ("relu", "equal", 0.5), ("relu", "free", 2),
])  # fmt: skip
def test_free_parts_follow_a_root_as_fast_as_a_smooth_function(kind, spacing, order):
    counts = np.array([5, 10, 20, 40])
    errors = [largest_error(approximate(np.sqrt, int(n), kind=kind, spacing=spacing), np.sqrt) for n in counts]
    assert np.polyfit(np.log(counts), np.log(errors), 1)[0] == pytest.approx(-order, abs=0.03)


FUNCTIONS = {
    "sine": lambda a, c: lambda x: np.sin(a * x + c),
    "kink": lambda a, c: lambda x: a * np.abs(x - c),
    "root": lambda a, c: lambda x: a * np.sqrt(np.abs(x - c)),
    "jump": lambda a, c: lambda x: a * (x > c),
}
# How much the first three change over a distance, at most. Whether a part has the jump is seen at its ends.
OMEGA = {"sine": lambda t: t, "kink": lambda t: t, "root": np.sqrt, "jump": lambda t: 0}


@pytest.mark.parametrize("name", FUNCTIONS)
@given(a=st.floats(0.1, 10), c=st.floats(0, 1), n_bumps=st.integers(1, 40), sharpness=st.floats(1, 300))
@example(a=1, c=0.53125, n_bumps=1, sharpness=1)  # the tip of the root lies between two places of measurement
def test_the_error_of_free_parts_stays_below_the_bound(name, a, c, n_bumps, sharpness):
    """But for what no one sees who measures at a hundred steps of each part: the change over half a step, twice."""
    f = FUNCTIONS[name](a, c)
    widths = np.diff(edges_of(approximate(f, n_bumps, spacing="free"))[1:-1])
    for options in ({}, {"kind": "relu"}, {"steepness": sharpness / min(widths, default=1.0)}):
        net = approximate(f, n_bumps, spacing="free", **options)
        inside = [edge for edge in edges_of(net) if 0 < edge < 1]
        unseen = 2 * a * OMEGA[name](np.diff([0, *inside, 1]).max() / 200)
        assert largest_error(net, f) <= error_bound(f, n_bumps, spacing="free", **options) * (1 + 1e-3) + unseen + 1e-9


def test_the_bound_of_free_parts_is_its_formula():
    def f(x):
        return 0.3 * x**2

    edges = edges_of(approximate(f, 4, spacing="free"))
    edges[[0, -1]] = 0, 1
    middles, w = (edges[:-1] + edges[1:]) / 2, np.diff(edges).min()
    within = np.max([f(edges[1:]) - f(middles), f(middles) - f(edges[:-1])])
    steps = 0.3 * (1 - (1 - w / 100) ** 2)
    expected = within + 2 * steps + 2 * np.exp(-100) * 0.3
    assert error_bound(f, 4, spacing="free") == pytest.approx(expected, rel=1e-4)


def test_the_bound_of_free_lines_is_the_largest_change_between_two_knots():
    def f(x):
        return np.abs(x - 0.5)

    knots = np.append(edges_of(approximate(f, 3, kind="relu", spacing="free")), 1)
    assert error_bound(f, 3, kind="relu", spacing="free") == pytest.approx(np.abs(np.diff(f(knots))).max(), abs=1e-3)


def test_free_parts_are_found_in_as_many_cells_as_asked_for():
    sizes = []

    def f(x):
        sizes.append(len(x))
        return np.sqrt(x)

    coarse = edges_of(approximate(f, 8, spacing="free", resolution=400))
    assert sizes[0] == 401
    assert coarse[1:-1] == pytest.approx((np.arange(1, 8) / 8) ** 2, abs=4e-3)
