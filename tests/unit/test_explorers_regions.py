"""The numbers of ReluRegions, found in other ways: unit by unit, by differences, by lines and crossings, on a grid."""

import itertools
import math

import numpy as np
import pytest

from nnlib.explorers import ReluRegions
from nnlib.explorers.activations.relu_regions import BIAS, DEEPEST, DRAWS, N_SEEDS, WIDEST, net_of

SETTINGS = [*itertools.product((1, 2, 3), (2, 5, 8), (0, 7))]
every_setting = pytest.mark.parametrize(("depth", "width", "seed"), SETTINGS)
FIRST_WEIGHTS = [0.87, -0.06, -0.29, -0.66, -0.12, 0.73, -1.66, -1.64]
SOME_BIASES = [-0.23, -1.62, 0.02, -0.35, 0.9, 0.44, -1.34, -0.65]
SIDE = np.arange(-100, 101) / 100


def passed(X, depth, width, seed):
    """Return the pre-activations of all hidden units, layer after layer, and the outputs."""
    W, b = DRAWS[seed]["W"], DRAWS[seed]["b"]
    a, hidden = X, []
    for k in range(depth):
        z = a @ (W[k][: a.shape[1], :width] * math.sqrt(2 / a.shape[1])) + b[k][:width] * math.sqrt(0.1)
        a = np.maximum(z, 0)
        hidden.append(z)
    return np.hstack(hidden), a @ (W[-1][:width] * math.sqrt(2 / width)) + b[-1] * math.sqrt(0.1)


def points(n=20, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, (n, 2)).tolist()


def test_the_draws_are_standard_normal_numbers_in_hundredths():
    """These numbers must never change: every stored state would show something else."""
    assert len(DRAWS) == N_SEEDS == 8
    everything = []
    for draws in DRAWS:
        assert [one.shape for one in draws["W"]] == [(2, 8), (8, 8), (8, 8), (8, 1)]
        assert [one.shape for one in draws["b"]] == [(8,), (8,), (8,), (1,)]
        everything += [one.ravel() for arrays in draws.values() for one in arrays]
    numbers = np.concatenate(everything)
    assert np.allclose(100 * numbers, np.rint(100 * numbers), rtol=0, atol=1e-9)
    assert abs(numbers.mean()) < 3 / math.sqrt(numbers.size)
    assert abs(numbers.std() - 1) < 3 / math.sqrt(2 * numbers.size)
    assert DRAWS[0]["W"][0][0].tolist() == FIRST_WEIGHTS
    assert DRAWS[7]["b"][2].tolist() == SOME_BIASES


@every_setting
def test_weights_are_those_of_he_and_biases_are_not_0(depth, width, seed):
    net = net_of(depth, width, seed)
    assert [layer.n_out for layer in net.layers] == [width] * depth + [1]
    for layer in net.layers:
        assert (layer.b != 0).all()
    X = np.array(points())
    np.testing.assert_allclose(net(X), passed(X, depth, width, seed)[1], rtol=0, atol=1e-13)


def test_a_smaller_net_is_part_of_a_larger_one():
    for seed in range(N_SEEDS):
        whole = net_of(DEEPEST, WIDEST, seed).layers
        for depth, width in itertools.product((1, 2, 3), range(2, 9)):
            for k, layer in enumerate(net_of(depth, width, seed).layers[:-1]):
                scale = 1 if k == 0 else math.sqrt(8 / width)
                np.testing.assert_allclose(layer.W, scale * whole[k].W[: layer.n_in, :width], rtol=1e-15)
                assert (layer.b == whole[k].b[:width]).all()


@every_setting
def test_numbers_at_a_point_are_those_of_the_net(depth, width, seed):
    for x in points():
        numbers = ReluRegions(depth=depth, width=width, seed=seed, x1=x[0], x2=x[1]).readouts()
        z, y_pred = passed(np.array([x]), depth, width, seed)
        by_layer = (z[0] > 0).reshape(depth, width).sum(axis=1)
        assert [numbers[f"active_{k}"] for k in range(1, depth + 1)] == by_layer.tolist()
        assert (numbers["active"], numbers["n_units"]) == (by_layer.sum(), depth * width)
        assert numbers["y_pred"] == pytest.approx(y_pred.item(), rel=1e-12, abs=1e-12)
        steps = np.array([[1e-7, 0], [-1e-7, 0], [0, 1e-7], [0, -1e-7]])
        around_z, around = passed(x + steps, depth, width, seed)
        if ((around_z > 0) == (z > 0)).all():
            slopes = (around[0] - around[1]).item() / 2e-7, (around[2] - around[3]).item() / 2e-7
            assert (numbers["w1"], numbers["w2"]) == pytest.approx(slopes, abs=1e-6)
            b = y_pred.item() - numbers["w1"] * x[0] - numbers["w2"] * x[1]
            assert numbers["b"] == pytest.approx(b, abs=1e-12)


@every_setting
def test_the_share_of_a_region_is_that_of_the_points_of_a_grid(depth, width, seed):
    cells = (np.arange(200) + 0.5) / 100 - 1
    grid = np.stack(np.meshgrid(cells, cells), axis=-1).reshape(-1, 2)
    patterns = passed(grid, depth, width, seed)[0] > 0
    for x in points(3):
        numbers = ReluRegions(depth=depth, width=width, seed=seed, x1=x[0], x2=x[1]).readouts()
        here = passed(np.array([x]), depth, width, seed)[0][0] > 0
        assert numbers["share"] == pytest.approx((patterns == here).all(axis=1).mean(), abs=8e-3)
        assert 3 <= numbers["corners"] <= 4 + depth * width
    assert numbers["regions"] >= len(np.unique(patterns, axis=0))


@pytest.mark.parametrize("seed", range(N_SEEDS))
@pytest.mark.parametrize("width", range(2, 9))
def test_one_layer_has_a_region_more_for_each_line_and_each_crossing(width, seed):
    (w1, w2), b = DRAWS[seed]["W"][0][:, :width], BIAS * DRAWS[seed]["b"][0][:width]
    lines = (np.abs(b) < np.abs(w1) + np.abs(w2)).sum()
    pairs = itertools.combinations(range(width), 2)
    crossings = [np.linalg.solve([[w1[i], w2[i]], [w1[j], w2[j]]], [-b[i], -b[j]]) for i, j in pairs]
    numbers = ReluRegions(depth=1, width=width, seed=seed).readouts()
    assert numbers["regions"] == 1 + lines + sum(np.abs(crossing).max() < 1 for crossing in crossings)
    assert numbers["most"] == sum(math.comb(width, j) for j in range(3))


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("seed", range(N_SEEDS))
def test_no_point_that_a_hand_sets_lies_on_a_line(depth, seed):
    """Rounding would decide there, in each place in its own way: on hundredths, and on thirty-seconds."""
    halves = np.arange(-32, 33) / 32
    for side in (SIDE, halves):
        grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        for width in range(2, 9):
            assert np.abs(passed(grid, depth, width, seed)[0]).min() > 1e-9


def test_the_untouched_state_has_regions_of_many_shapes():
    numbers = ReluRegions().readouts()
    assert (numbers["regions"], numbers["most"], numbers["active_1"], numbers["active_2"]) == (24, 37, 3, 3)
    assert ReluRegions(depth=1).readouts()["regions"] == 11  # the most of four units
