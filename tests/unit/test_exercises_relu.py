"""Checkers of the chapter on ReLU and its family: right answers pass, mistakes are named."""

import numpy as np
import pytest

from nnlib import MLP, Dense
from nnlib.activations import LeakyReLU
from nnlib.exercises import relu
from nnlib.regions import linear_regions

NAN = float("nan")

# -- the affine map of a leaky ReLU net --------------------------------------------------------------------------------


def leaky_map(net, x, *, off=None, first_only=False):
    """The right map; with `off` another slope for inactive units, or with slopes in the first layer only."""
    W, b = np.eye(len(x)), np.zeros(len(x))
    for k, layer in enumerate(net.layers):
        W, b = W @ layer.W, b @ layer.W + layer.b
        slopes = layer.activation.grad(x @ W + b)
        if off is not None:
            slopes = np.where(slopes < 1, off, 1)
        if not (first_only and k > 0):
            W, b = W * slopes, b * slopes
    return W, b


def by_differences(net, x):
    """The map of a piece, from the net alone: steps within it give the slopes."""
    step = 1e-3 * np.eye(len(x))
    W = np.array([(net([x + h])[0] - net([x - h])[0]) / 2e-3 for h in step])
    return W, net([x])[0] - x @ W


def in_place(net, x):
    answer = leaky_map(net, x)
    net.layers[0].W *= 0.5
    return answer


@pytest.mark.parametrize("right", [leaky_map, lambda net, x: [part.tolist() for part in leaky_map(net, x)]])
def test_a_right_map_passes(right, verdict):
    assert verdict(relu.leaky_map, right).startswith("Correct. At 12 inputs your maps are those of the nets. ")


def test_what_counts_as_right_is_what_differences_of_the_net_say():
    """The checker's own map by the chain rule, at inputs that are far enough from every border."""
    rng = np.random.default_rng(5)
    net = MLP([3, 4, 4, 2], hidden=LeakyReLU(0.3), rng=rng)
    for x in rng.standard_normal((5, 3)):
        for found, expected in zip(relu._map_at(net, x), by_differences(net, x), strict=True):
            np.testing.assert_allclose(found, expected, atol=1e-9)


CASE = "for a net [2, 3, 1] with alpha = 0.5 at x = ["


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda net, x: leaky_map(net, x, off=0), f"{CASE}"),  # as for ReLU
        (lambda net, x: leaky_map(net, x, off=1), f"{CASE}"),  # the identity
        (lambda net, x: leaky_map(net, x, off=0.5), "for a net [2, 4, 4, 1] with alpha = 0.1 at x = ["),
        (lambda net, x: leaky_map(net, x, first_only=True), "for a net [2, 4, 4, 1] with alpha = 0.1 at x = ["),
        (lambda net, x: (leaky_map(net, x)[0], net([x])[0]), f"{CASE}"),
        (lambda net, x: (leaky_map(net, x)[0].T, leaky_map(net, x)[1]), f"{CASE}"),
        (lambda net, x: leaky_map(net, x)[::-1], f"{CASE}"),
        (lambda net, x: leaky_map(net, x)[0], f"{CASE}"),
        (lambda net, x: (*leaky_map(net, x), 0), "return W and b, yours are 3 things."),
        (lambda net, x: (NAN * leaky_map(net, x)[0], leaky_map(net, x)[1]), f"{CASE}"),
        (lambda net, x: None, f"{CASE}"),
        (lambda net, x: 1 / 0, f"{CASE}"),
        (None, f"{CASE}"),
        (in_place, f"{CASE}"),
    ],
)
def test_what_is_no_map_is_not_yet_right(wrong, told, verdict):
    said = verdict(relu.leaky_map, wrong)
    assert said.startswith("Not yet: ")
    assert told in said or said.startswith("Not yet: return W and b, ")


def test_a_changed_net_is_named(verdict):
    assert "your code changes the net that it is given; make new arrays." in verdict(relu.leaky_map, in_place)


def test_numbers_that_are_shown_are_rounded(verdict):
    said = verdict(relu.leaky_map, lambda net, x: leaky_map(net, x, off=0))
    digits = [word.strip("[],.") for word in said.split() if "." in word]
    assert all(len(word.partition(".")[2]) <= 6 for word in digits), said


# -- the slope of ELU --------------------------------------------------------------------------------------------------


def test_the_slope_of_elu_passes(verdict):
    for right in [
        lambda z, alpha: 1 if z > 0 else alpha * np.exp(z),
        lambda z, alpha: np.where(z > 0, 1, alpha * np.exp(z)),
    ]:
        assert verdict(relu.elu_slope, right).startswith("Correct. ")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda z, alpha: 1 if z > 0 else alpha * (np.exp(z) - 1),  # the value
        lambda z, alpha: 1 if z > 0 else np.exp(z),
        lambda z, alpha: 1 if z > 0 else alpha,
        lambda z, alpha: alpha * np.exp(z),
        lambda z, alpha: alpha if z > 0 else alpha * np.exp(z),
        lambda z, alpha: z if z > 0 else alpha * np.exp(z),
        lambda z, alpha: 1 if z > 0 else max(alpha * np.exp(z), 1e-9),  # not for large -z
        lambda z, alpha: 1 if z > 0 else alpha * np.exp(-z),
        lambda z, alpha: NAN,
        lambda z, alpha: None,
        lambda z, alpha: 1 / 0,
        None,
    ],
)
def test_another_slope_is_not_yet_right(wrong, verdict):
    assert verdict(relu.elu_slope, wrong).startswith("Not yet: ")


# -- regions of lines --------------------------------------------------------------------------------------------------


def crossings(W, b):
    n = len(b)
    return sum(W[0, i] * W[1, j] != W[1, i] * W[0, j] for j in range(n) for i in range(j))


def count_regions(W, b):
    return 1 + len(b) + crossings(W, b)


def test_the_count_passes_and_is_that_of_the_polygons(verdict):
    assert verdict(relu.count_regions, count_regions).startswith("Correct. ")

    def cut(W, b):
        net = MLP(layers=[Dense(W=W, b=b, activation="relu"), Dense(W=np.ones((len(b), 1)))])
        return len(linear_regions(net, bounds=(-100, 100)))

    assert verdict(relu.count_regions, cut).startswith("Correct. ")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda W, b: 1 + len(b) + len(b) * (len(b) - 1) // 2,  # no two are parallel
        lambda W, b: len(b) + crossings(W, b),
        lambda W, b: 1 + crossings(W, b),
        lambda W, b: 1 + len(b) + 2 * crossings(W, b),
        lambda W, b: 2 * len(b),  # all through one point
        lambda W, b: 2 ** len(b),
        lambda W, b: 1 + len(b) + len({tuple(w) for w in W.T}) * (len({tuple(w) for w in W.T}) - 1) // 2,
        lambda W, b: NAN,
        lambda W, b: None,
        lambda W, b: 1 / 0,
        None,
    ],
)
def test_another_count_is_not_yet_right(wrong, verdict):
    assert verdict(relu.count_regions, wrong).startswith("Not yet: ")
