from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib.activations import LeakyReLU
from nnlib.approximation import interpolant, knots
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.mlp import MLP


def exact_knots(net, low, high):
    """Knots in fractions, from the values at the ends of the pieces."""
    x = [Fraction(low), Fraction(high)]
    a = [[t] for t in x]

    def affine(W, b, row):
        columns = zip(W.T.tolist(), b.tolist(), strict=True)
        return [sum((Fraction(w) * v for w, v in zip(ws, row, strict=True)), Fraction(c)) for ws, c in columns]

    for layer in net.layers:
        if isinstance(layer, Maxout):
            scaled = list(zip(layer.W, layer.b, strict=True))
        else:
            alpha = {"identity": 1, "relu": 0}.get(layer.activation.name, getattr(layer.activation, "alpha", None))
            scaled = [(layer.W, layer.b), (alpha * layer.W, alpha * layer.b)]
        z = [[affine(W, b, row) for W, b in scaled] for row in a]  # z[place][line][unit]
        places = {t: i for i, t in enumerate(x)}
        for i, j in pairwise(range(len(x))):
            for p, q in combinations(range(len(scaled)), 2):
                for unit in range(layer.n_out):
                    left, right = (z[e][p][unit] - z[e][q][unit] for e in (i, j))
                    if left * right < 0:
                        places[x[i] + (x[j] - x[i]) * left / (left - right)] = None
        x, old_x, old_z, z = sorted(places), x, z, []
        for t in x:
            i = max(k for k in range(len(old_x) - 1) if old_x[k] <= t)
            share = (t - old_x[i]) / (old_x[i + 1] - old_x[i])
            mixed = [
                [u + share * (v - u) for u, v in zip(lower, upper, strict=True)]
                for lower, upper in zip(old_z[i], old_z[i + 1], strict=True)
            ]
            z.append(mixed)
        a = [[max(lines) for lines in zip(*at, strict=True)] for at in z]
    slopes = [
        [(v - u) / (t - s) for u, v in zip(lower, upper, strict=True)]
        for (s, lower), (t, upper) in pairwise(zip(x, a, strict=True))
    ]
    return [t for t, (left, right) in zip(x[1:-1], pairwise(slopes), strict=True) if left != right]


@st.composite
def small_nets(draw):
    """Nets of small integers, in which knots often coincide and cancel."""
    sizes = [1, *draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))]
    layers = []
    for n_in, n_out in pairwise(sizes):
        activation = draw(st.sampled_from(["identity", "relu", LeakyReLU(0.5), LeakyReLU(1), "maxout"]))
        pieces = (3,) if activation == "maxout" else ()
        W = draw(arrays(float, (*pieces, n_in, n_out), elements=st.integers(-3, 3)))
        b = draw(arrays(float, (*pieces, n_out), elements=st.integers(-3, 3)))
        layers.append(Maxout(W=W, b=b) if pieces else Dense(W=W, b=b, activation=activation))
    return MLP(layers=layers)


@given(small_nets())
def test_knots_are_those_of_exact_fractions(net):
    assert knots(net, (-3, 4)) == pytest.approx([float(t) for t in exact_knots(net, -3, 4)], abs=1e-12)


@given(small_nets(), st.lists(st.floats(0.1, 10), min_size=3, max_size=3))
def test_numbers_that_are_not_round_make_no_knots_and_hide_none(net, factors):
    """Scaling what a layer gives moves no knot, but rounds every number of the net."""
    scaled = MLP(layers=net.layers)
    for layer, factor, product in zip(scaled.layers, factors, np.cumprod(factors), strict=False):
        layer.W, layer.b = layer.W * factor, layer.b * product
    assert knots(scaled, (-3, 4)) == pytest.approx([float(t) for t in exact_knots(net, -3, 4)], abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("depth", [1, 3, 8])
def test_a_drawn_net_is_straight_between_its_knots_and_bent_at_them(seed, depth):
    rng = np.random.default_rng(seed)
    net = MLP([1, *[20] * depth, 1], hidden="relu", rng=rng)
    for layer in net.layers:
        layer.b = rng.normal(0, 0.3, layer.n_out)
    places = knots(net, (-2, 2))
    assert places.size > 5
    ends = np.array([-2, *places, 2])
    widths = np.diff(ends)
    left, middle, right = (ends[:-1] + share * widths for share in (0.01, 0.5, 0.99))
    assert net(middle) == pytest.approx((net(left) + net(right)) / 2, abs=1e-12)

    slopes = (net(right) - net(left)) / (right - left)
    wide = widths > 1e-4  # so that a difference tells the slope to about 1e-10
    both = wide[1:] & wide[:-1]
    assert both.sum() > 3
    assert (np.abs(np.diff(slopes))[both] > 1e-9).all()


@pytest.mark.parametrize("depth", [2, 20, 60])
def test_depth_does_not_hide_knots(depth):
    """Sums of absolute values along paths grow far above the slopes in a deep net; true changes must still count."""
    rng = np.random.default_rng(0)
    front = [Dense(1, 50, "relu", b=rng.normal(size=50), rng=rng)]
    middle = [Dense(50, 50, "identity", rng=rng) for _ in range(depth)]
    net = MLP(layers=[*front, *middle, Dense(50, 1, rng=rng)])
    expected = np.sort(-net.layers[0].b / net.layers[0].W[0])
    expected = expected[(expected > -1) & (expected < 1)]
    assert knots(net, (-1, 1)) == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.integers(-500, 500), min_size=3, max_size=20, unique=True), st.data())
def test_an_interpolant_bends_at_its_knots_where_slopes_differ(hundredths, data):
    places = np.sort(hundredths) / 100
    slopes = data.draw(arrays(float, places.size - 1, elements=st.integers(-3, 3)))
    net = interpolant(places, np.cumsum([0, *slopes * np.diff(places)]))
    bends = np.flatnonzero(np.diff(slopes)) + 1
    assert knots(net, (places[0], places[-1])) == pytest.approx(places[bends], abs=1e-12)


def test_knots_that_cancel_do_not_count():
    """ReLU(x) - ReLU(-x) is x; the rounded thirds cancel as well."""
    hidden = Dense(W=[[1, -1]], activation="relu")
    assert knots(MLP(layers=[hidden, Dense(W=[[1], [-1]])]), (-1, 1)).size == 0
    hidden = Dense(W=[[0.1, 0.7, 0.3]], b=[-0.1 / 3, -0.7 / 3, -0.1], activation="relu")
    net = MLP(layers=[hidden, Dense(W=[[1 / 0.1], [1 / 0.7], [-2 / 0.3]])])
    assert knots(net).size == 0


@pytest.mark.parametrize("low", [0, 1e6])
def test_knots_of_different_layers_that_cancel_do_not_count(low):
    """ReLU(w x - w c) / w and ReLU((x + 1) - (1 + c)) agree, but their knots are rounded in different ways."""
    rng = np.random.default_rng(0)
    for c, w in zip(low + rng.uniform(0.1, 0.9, 200), rng.uniform(0.1, 10, 200), strict=True):
        first = Dense(W=[[w, 1]], b=[-w * c, 1], activation="relu")
        second = Dense(W=np.eye(2), b=[0, -1 - c], activation="relu")
        assert knots(MLP(layers=[first, second, Dense(W=[[1 / w], [-1]])]), (low, low + 1)).size == 0


def test_a_small_change_of_slope_counts():
    assert knots(interpolant([0, 0.5, 1], [0, 0.5, 1 + 1e-10])).tolist() == [0.5]
    assert knots(interpolant([0, 0.5, 1], [0, 0.5, 1 + 2e-16])).size == 0, "that is rounding"


@pytest.mark.parametrize(("gap", "n_knots"), [(1e-6, 2), (1e-11, 2), (1e-13, 1)])
@pytest.mark.parametrize("length", [1, 1000])
def test_knots_closer_than_a_trillionth_of_the_interval_are_one(gap, n_knots, length):
    places = length * np.array([-1, 0, gap, 1])
    net = interpolant(places, length * np.array([0, 1, 1 + gap / 2, 0]))
    assert knots(net, (-length, length)).size == n_knots


def test_a_touch_of_zero_is_no_knot():
    absolute = Dense(W=[[1, -1]], activation="relu")
    net = MLP(layers=[absolute, Dense(W=[[1], [1]], activation="relu")])
    assert knots(net, (-1, 1)).tolist() == [0], "the bend of |x|, once"
    net = MLP(layers=[absolute, Dense(W=[[-1], [-1]], activation="relu")])
    assert knots(net, (-1, 1)).size == 0, "ReLU(-|x|) is 0"


def test_the_ends_of_the_interval_are_no_knots():
    tent = interpolant([0, 0.5, 1], [0, 1, 0])
    assert knots(tent).tolist() == [0.5]
    assert knots(tent, (0.5, 1)).size == 0
    assert knots(tent, (-1, 1)).tolist() == [0, 0.5]


def test_any_output_counts():
    net = MLP(layers=[Dense(W=[[1, 1, 1]], b=[-0.25, -0.5, 0.5], activation="relu")])
    assert knots(net).tolist() == [0.25, 0.5]


def test_maxout_of_five_tangents_has_four_knots():
    touch = np.linspace(-1, 1, 5)
    net = MLP(layers=[Maxout(W=2 * touch.reshape(5, 1, 1), b=-(touch**2).reshape(5, 1))])
    assert knots(net, (-2, 2)) == pytest.approx((touch[:-1] + touch[1:]) / 2)


def test_a_net_of_float32_has_the_knots_of_its_weights():
    net = MLP(layers=[Dense(W=np.array([[3]], np.float32), b=np.array([-1], np.float32), activation="relu")])
    assert knots(net) == pytest.approx([1 / 3], abs=1e-15)


def test_prelu_bends_by_its_own_slopes():
    net = MLP(
        layers=[PReLU(W=[[1.0, 1.0, 1.0]], b=[-0.25, -0.5, -0.75], alpha=[-1.0, 0.5, 1.0]), Dense(W=np.ones((3, 1)))]
    )
    assert knots(net).tolist() == [0.25, 0.5]  # a slope of 1 is no bend
    net.layers[0].alpha = [0.0, 0.0, 1.5]
    with pytest.raises(ValueError, match=r"layers that take the largest of straight lines, got PReLU\(1, 3\)"):
        knots(net)
