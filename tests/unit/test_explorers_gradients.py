"""The numbers of VanishingGradient, found in other ways: by the package's backward pass, by differences, by hand."""

import math

import numpy as np
import pytest

from nnlib.activations import ACTIVATIONS, sigmoid
from nnlib.explorers import VanishingGradient
from nnlib.explorers.activations.vanishing_gradient import DEEPEST, N_SAMPLES, PASSING, WEIGHTS, WIDTH, X
from nnlib.initializers import glorot_normal, he_normal
from nnlib.layers import Dense
from nnlib.mlp import MLP, backward

FIRST_WEIGHTS = [-0.01, 1.05, 0.74, 0.72, 1.62, -1.21, -0.63, -1.32]
FINAL_SAMPLE = [0.28, 0.61, -0.72, 0.25, -0.41, 1.46, -0.45, 0.12]
SCALES = [0.25, 1, 1.41, 4, 32]
every_activation = pytest.mark.parametrize("activation", PASSING)
every_scale = pytest.mark.parametrize("scale", SCALES)


def net_of(activation, depth, scale):
    spread = scale / math.sqrt(8)
    return MLP(layers=[Dense(W=spread * W, activation=activation) for W in WEIGHTS[:depth]])


def deltas_of(net):
    """Return dL/dz of all layers, for all samples, where L is the sum of the final activations."""
    trace = net.forward(X)
    _, gradients = net.empty_gradients()
    backward(net.layers, trace, np.ones((16, 8)), gradients)
    return [gradient.delta for gradient in gradients]


def typical(rows):
    """Return the length of a row, as the geometric mean: the 16th root of the product."""
    return float(np.prod(np.sqrt((rows**2).sum(axis=1)) ** (1 / 16)))


def test_all_activations_but_the_step_are_shown():
    assert [*PASSING] == [name for name in ACTIVATIONS if name != "step"]
    assert (ACTIVATIONS["step"].grad([-1.0, 0.0, 2.0]) == 0).all()


def test_the_draws_are_standard_normal_numbers_in_hundredths():
    """These numbers must never change: every stored state would show something else."""
    assert (WEIGHTS.shape, X.shape) == ((12, 8, 8), (16, 8)) == ((DEEPEST, WIDTH, WIDTH), (N_SAMPLES, WIDTH))
    for draws in (WEIGHTS, X):
        assert np.allclose(100 * draws, np.rint(100 * draws), rtol=0, atol=1e-9)
        assert abs(draws.mean()) < 3 / math.sqrt(draws.size)
        assert abs(draws.std() - 1) < 3 / math.sqrt(2 * draws.size)
    assert WEIGHTS[0, 0].tolist() == FIRST_WEIGHTS
    assert X[-1].tolist() == FINAL_SAMPLE


@every_activation
@every_scale
def test_gradients_are_those_of_the_packages_backward_pass(activation, scale):
    for depth in (1, 2, 5, 12):
        numbers = VanishingGradient(activation=activation, depth=depth, scale=scale).readouts()
        lengths = [typical(delta) for delta in deltas_of(net_of(activation, depth, scale))]
        found = [numbers[f"gradient_{k}"] for k in range(1, depth + 1)]
        assert found == pytest.approx([length / lengths[-1] for length in lengths], rel=1e-9)
        assert found[-1] == 1
        assert f"gradient_{depth + 1}" not in numbers


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "gelu", "silu"])
def test_a_gradient_is_a_derivative(activation):
    """By central differences: the pre-activations of the first layer are moved by what a bias adds."""
    explorer = VanishingGradient(activation=activation, depth=3, scale=1.41)
    net, step = explorer.net(), 1e-5
    moved = np.empty((16, 8))
    for unit in range(8):
        net.layers[0].b[unit] = step
        up = net(X).sum(axis=1)
        net.layers[0].b[unit] = -step
        moved[:, unit] = (up - net(X).sum(axis=1)) / (2 * step)
        net.layers[0].b[unit] = 0
    final = net.layers[-1].derivative(net.forward(X).z[-1])
    assert explorer.readouts()["gradient_1"] == pytest.approx(typical(moved) / typical(final), rel=1e-7)


@every_activation
@every_scale
def test_the_product_of_the_factors_is_the_gradient(activation, scale):
    for depth in (2, 7, 12):
        numbers = VanishingGradient(activation=activation, depth=depth, scale=scale).readouts()
        steps = range(1, depth)
        for k in steps:
            product = numbers[f"weights_{k}"] * numbers[f"slope_{k}"]
            assert numbers[f"gradient_{k}"] == pytest.approx(product * numbers[f"gradient_{k + 1}"], rel=1e-9)
        assert numbers["factor"] == pytest.approx(numbers["weights"] * numbers["slope"], rel=1e-9)
        assert numbers["factor"] ** (depth - 1) == pytest.approx(numbers["gradient_1"], rel=1e-9)
        assert f"weights_{depth}" not in numbers
        assert f"slope_{depth}" not in numbers


@every_activation
def test_the_part_of_the_weights_is_what_they_do_to_the_gradient(activation):
    net = net_of(activation, 6, 2)
    deltas = deltas_of(net)
    numbers = VanishingGradient(activation=activation, depth=6, scale=2).readouts()
    for k in range(1, 6):  # W^(k), which leads from layer k to layer k + 1, is that of layers[k]
        turned = deltas[k] @ net.layers[k].W.T
        assert numbers[f"weights_{k}"] == pytest.approx(typical(turned) / typical(deltas[k]), rel=1e-9)


@every_activation
def test_activations_are_those_of_the_net(activation):
    net = net_of(activation, 12, 1.41)
    numbers = VanishingGradient(activation=activation, depth=12, scale=1.41).readouts()
    for k, a in enumerate(net.forward(X).a[1:], start=1):
        assert numbers[f"activation_{k}"] == pytest.approx(typical(a) / math.sqrt(8), rel=1e-9)


def test_with_one_layer_there_is_no_step():
    numbers = VanishingGradient(depth=1).readouts()
    assert (numbers["weights"], numbers["slope"], numbers["factor"]) == (None, None, None)
    assert numbers["gradient_1"] == 1
    assert not any(name.startswith(("weights_", "slope_")) for name in numbers)


def test_a_linear_net_multiplies_by_the_weights_alone():
    one = VanishingGradient(activation="identity", depth=12).readouts()
    assert {one[f"slope_{k}"] for k in range(1, 12)} == {1}
    assert one["flat"] == 0
    assert 0.8 < one["weights"] < 1.2  # wider nets keep the size at the scale 1, and so do these draws
    other = VanishingGradient(activation="identity", depth=12, scale=3).readouts()
    assert other["weights"] == pytest.approx(3 * one["weights"])
    assert other["gradient_1"] == pytest.approx(3**11 * one["gradient_1"])


def test_relu_has_the_same_slopes_at_every_scale():
    """Which units are on does not depend on it; about half of them are."""
    one, other = (VanishingGradient(activation="relu", depth=12, scale=scale).readouts() for scale in (0.25, 32))
    for k in range(1, 12):
        assert other[f"slope_{k}"] == pytest.approx(one[f"slope_{k}"], rel=1e-12)
        assert other[f"weights_{k}"] == pytest.approx(128 * one[f"weights_{k}"], rel=1e-12)
    assert other["flat"] == one["flat"]
    assert 0.4 < one["flat"] < 0.6


def test_the_slope_of_a_sigmoid_is_at_most_a_quarter():
    for scale in SCALES:
        numbers = VanishingGradient(activation="sigmoid", depth=12, scale=scale).readouts()
        assert max(numbers[f"slope_{k}"] for k in range(1, 12)) <= 0.25
        assert numbers["gradient_1"] < 0.01


def test_large_weights_saturate_sigmoid_and_tanh():
    """There is a best scale, and it is neither small nor large."""
    for activation, best in (("sigmoid", (4, 16)), ("tanh", (1, 4))):
        scales = 2 ** np.arange(-2, 5.5, 0.5)
        numbers = [VanishingGradient(activation=activation, depth=12, scale=scale).readouts() for scale in scales]
        sizes = [one["gradient_1"] for one in numbers]
        assert best[0] <= scales[np.argmax(sizes)] <= best[1]
        assert sizes[-1] < 1e-9
        assert numbers[0]["flat"] == 0
        assert numbers[-1]["flat"] > 0.75


def test_flat_units_are_counted_in_all_layers():
    net = net_of("sigmoid", 4, 8)
    z = np.concatenate([z.ravel() for z in net.forward(X).z])
    slopes = sigmoid(z) * (1 - sigmoid(z))
    assert VanishingGradient(activation="sigmoid", depth=4, scale=8).readouts()["flat"] == np.mean(slopes < 0.05)


def test_scales_are_standard_deviations_times_the_square_root_of_the_inputs():
    numbers = VanishingGradient(scale=3).readouts()
    assert numbers["spread"] == pytest.approx(3 / 8**0.5)
    for name, draw in (("glorot", glorot_normal), ("he", he_normal)):
        spread = draw(8, 8, rng=np.random.default_rng(0)).std() * 8**0.5
        assert numbers[name] == pytest.approx(spread, rel=0.15)
        wide = draw(2000, 2000, rng=np.random.default_rng(0)).std() * 2000**0.5
        assert numbers[name] == pytest.approx(wide, rel=0.01)


def test_no_gradient_is_lost_on_the_way():
    """No layer is silent for a sample, at any scale: a length of 0 would have no logarithm."""
    rng = np.random.default_rng(7)
    for activation in PASSING:
        for scale in [0.25, 32, *(2 ** rng.uniform(-2, 5, 12))]:
            for depth in (3, 12):
                numbers = VanishingGradient(activation=activation, depth=depth, scale=scale).readouts()
                assert all(value > 0 and math.isfinite(value) for name, value in numbers.items() if "_" in name)
