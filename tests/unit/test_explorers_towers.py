"""Towers: its grid, and its numbers against hand values and a formula that does not know `nnlib.approximation`."""

import math

import numpy as np
import pytest
import traitlets

from nnlib.explorers import Towers

SURFACES = {
    "saddle": lambda p, q: p * q,
    "hill": lambda p, q: math.exp(-3 * (p**2 + q**2)),
    "ripple": lambda p, q: math.cos(4 * math.hypot(p, q)),
    "slope": lambda p, q: (p + q) / 2,
}


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def one(p, q, *, mode, c1, c2, width, height, steepness):
    """Return the answer of one tower, or of its two ridges."""
    pulses = [
        sigmoid(steepness * (x - c + width / 2)) - sigmoid(steepness * (x - c - width / 2))
        for x, c in ((p, c1), (q, c2))
    ]
    return height * (sum(pulses) / 2 if mode == "ridges" else sigmoid(steepness * (sum(pulses) - 1.5)))


def many(p, q, *, target, n_towers, steepness):
    """Return the answer of n x n towers: the outermost steps are a width outside of the square."""
    w = 2 / n_towers
    edges = [-1 - w, *(-1 + i * w for i in range(1, n_towers)), 1 + w]

    def pulse(x, i):
        return sigmoid(steepness * (x - edges[i])) - sigmoid(steepness * (x - edges[i + 1]))

    def middle(i):
        return -1 + (i + 0.5) * w

    return sum(
        SURFACES[target](middle(i), middle(j)) * sigmoid(steepness * w * (pulse(p, i) + pulse(q, j) - 1.5))
        for i in range(n_towers)
        for j in range(n_towers)
    )


ONES = [
    {"c1": -0.25, "c2": 0.25, "width": 0.75, "height": 0.75, "steepness": 40.0},
    {"c1": 0.5, "c2": -1.0, "width": 0.25, "height": -1.0, "steepness": 5.0},
    {"c1": 0.0, "c2": 0.0, "width": 1.5, "height": 0.5, "steepness": 200.0},
]
MANIES = [
    {"target": "saddle", "n_towers": 4, "steepness": 40.0},
    {"target": "hill", "n_towers": 2, "steepness": 25.0},
    {"target": "ripple", "n_towers": 3, "steepness": 8.0},
    {"target": "slope", "n_towers": 1, "steepness": 2.0},
]


@pytest.mark.parametrize("mode, n_thresholds", [("ridges", 0), ("tower", 1)])
@pytest.mark.parametrize("state", ONES)
def test_heights_of_one_tower(mode, n_thresholds, state):
    numbers = Towers(mode=mode, **state).readouts()
    assert (numbers["n_steps"], numbers["n_thresholds"]) == (4, n_thresholds)
    assert numbers["threshold_weight"] == (state["steepness"] if mode == "tower" else None)
    c1, c2, half = state["c1"], state["c2"], state["width"] / 2
    edges = [numbers[name] for name in ("left", "right", "bottom", "top")]
    assert edges == [c1 - half, c1 + half, c2 - half, c2 + half]
    far = -1 if c2 > 0 else 1
    places = {"plateau": (c1, c2), "side": (c1 + half, c2), "corner": (c1 + half, c2 + half), "arm": (c1, far)}
    for name, place in places.items():
        assert numbers[name] == pytest.approx(one(*place, mode=mode, **state), rel=1e-9), name
    assert [numbers[name] for name in ("max_error", "x1_worst", "x2_worst", "mean_error")] == [None] * 4


def test_steep_by_hand():
    """Two ridges leave half on the arms and at a corner; the threshold unit leaves half on the sides only."""
    names = ("plateau", "side", "corner", "arm")
    ridges = Towers(mode="ridges", height=1, steepness=200).readouts()
    assert [ridges[name] for name in names] == pytest.approx([1, 0.75, 0.5, 0.5])
    tower = Towers(height=1, steepness=200).readouts()
    assert [tower[name] for name in names] == pytest.approx([1, 0.5, 0, 0], abs=1e-9)


@pytest.mark.parametrize("mode", ["towers", "target"])
@pytest.mark.parametrize("state", MANIES)
def test_errors_of_many_towers(mode, state):
    towers = Towers(mode=mode, **state)
    numbers = towers.readouts()
    n, f = state["n_towers"], SURFACES[state["target"]]
    assert (numbers["n_steps"], numbers["n_thresholds"]) == (2 * n + 2, n * n)
    assert numbers["threshold_weight"] == pytest.approx(state["steepness"] * 2 / n)
    first, second = towers.places()
    grid = {(p, q): abs(many(p, q, **state) - f(p, q)) for q in second.tolist() for p in first.tolist()}
    assert numbers["max_error"] == pytest.approx(max(grid.values()), rel=1e-9)
    worst = next(place for place, error in grid.items() if error > (1 - 1e-6) * max(grid.values()))
    assert (numbers["x1_worst"], numbers["x2_worst"]) == worst
    even = [-1 + (i + 0.5) / (2 * n) for i in range(4 * n)]
    mean = np.mean([abs(many(p, q, **state) - f(p, q)) for p in even for q in even])
    assert numbers["mean_error"] == pytest.approx(mean, rel=1e-9)
    assert [numbers[name] for name in ("left", "plateau", "arm")] == [None] * 3


def test_the_largest_error_stays_at_a_hole_and_the_mean_falls():
    few, many_ = (Towers(mode="towers", target="hill", n_towers=n, steepness=200).readouts() for n in (2, 6))
    for numbers in (few, many_):
        assert (numbers["x1_worst"], numbers["x2_worst"]) == (0, 0)
        assert numbers["max_error"] == pytest.approx(1)
    assert many_["mean_error"] < 0.4 * few["mean_error"]


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("steepness", [2.0, 30.0, 200.0])
def test_the_grid_holds_every_edge_and_is_finer_close_to_it(n, steepness):
    first, second = Towers(mode="towers", n_towers=n, steepness=steepness).places()
    assert np.array_equal(first, second)
    assert (np.diff(first) > 0).all()
    assert len(first) % 2 == 1
    assert 31 <= len(first) <= 37
    edges = np.linspace(-1, 1, n + 1)
    close = min(2 / steepness, (2 / n) / max(3, math.floor(16 / n + 0.5)))
    near = (edges[:, np.newaxis] + close * np.array([-1, -0.5, 0, 0.5, 1])).ravel()
    for place in near[(near > -1 - 1e-9) & (near < 1 + 1e-9)]:
        assert np.abs(first - place).min() < 1e-9
    mesh = first[::2]
    assert all(np.abs(mesh - edge).min() < 1e-9 for edge in edges), "an edge is no line of the mesh"


@pytest.mark.parametrize("c1, edges", [(0, [-0.5, 0.5]), (1, [0.5]), (-0.5, [0]), (-1, [-0.5])])
def test_the_grid_of_one_tower_holds_the_sides_within_the_square(c1, edges):
    first, second = Towers(c1=c1, c2=0, width=1, steepness=50).places()
    assert (first[0], first[-1]) == (-1, 1)
    assert all(edge in first[::2] for edge in edges)
    assert {-0.5, 0.5} <= {*second[::2].tolist()}
    assert max(np.diff(first)) < 0.11


@pytest.mark.parametrize("trait", ["mode", "target"])
def test_words_beyond_the_listed_ones_are_refused(trait):
    for value in ("hills", "", None, 1):
        with pytest.raises(traitlets.TraitError):
            Towers(**{trait: value})
