"""Checkers of the chapter on sigmoid, tanh and the vanishing gradient: right answers pass, mistakes are named."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from nnlib import MLP, Dense
from nnlib.activations import sigmoid
from nnlib.exercises import vanishing

NAN = float("nan")

# -- a sigmoid net as a tanh net ---------------------------------------------------------------------------------------


def as_tanh(net, *, reads=0.5, lifts=True, passes=0.5, passes_bias=0.5, hidden="tanh"):
    """σ(z) = ½ + ½ tanh(z / 2): the right translation, and wrong ones by other numbers."""
    layers, final = [], len(net.layers) - 1
    for k, layer in enumerate(net.layers):
        W, b = layer.W, layer.b
        if k > 0:
            W, b = reads * W, b + layer.W.sum(axis=0) / 2 if lifts else b
        if k < final:
            W, b = passes * W, passes_bias * b
        layers.append(Dense(W=W, b=b, activation=hidden if k < final else "identity"))
    return MLP(layers=layers)


def in_place(net):
    translated = as_tanh(net)
    net.layers[0].W *= 0.5
    return translated


def test_a_right_translation_passes(verdict):
    told = verdict(vanishing.as_tanh, as_tanh)
    assert told == "Correct. Your tanh nets say what the sigmoid nets say, for 150 inputs to nine digits.\n"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda net: net, "for a net [2, 3, 1] the hidden units should be tanh, yours is MLP([Dense(2, 3, 'sigmoid')"),
        (lambda net: as_tanh(net, reads=1), "for a net [2, 3, 1] the two outputs differ by up to "),
        (lambda net: as_tanh(net, lifts=False), "for a net [2, 3, 1] the two outputs differ by up to "),
        (lambda net: as_tanh(net, passes=1, passes_bias=1), "for a net [2, 3, 1] the two outputs differ by up to "),
        (lambda net: as_tanh(net, passes_bias=1), "for a net [2, 3, 1] the two outputs differ by up to "),
        (lambda net: as_tanh(net, hidden="relu"), "for a net [2, 3, 1] the hidden units should be tanh"),
        (lambda net: MLP(layers=net.layers[:1]), "for a net [2, 3, 1] the result should have the same sizes"),
        (
            lambda net: MLP([5, 3, 1], rng=np.random.default_rng(0)),
            "for a net [2, 3, 1] the result should have the same sizes",
        ),
        (in_place, "for a net [2, 3, 1] your code changes the net that it is given; make new arrays."),
        (lambda net: net.theta, "for a net [2, 3, 1] the result should be an MLP, yours is array("),
        (lambda net: None, "for a net [2, 3, 1] the result should be an MLP, yours is None."),
        (lambda net: 1 / 0, "for a net [2, 3, 1] your code stops with ZeroDivisionError: division by zero"),
        (None, "for a net [2, 3, 1] your code stops with TypeError: "),
    ],
)
def test_what_is_no_translation_is_not_yet_right(wrong, told, verdict):
    assert verdict(vanishing.as_tanh, wrong).startswith(f"Not yet: {told}")


def only_one_hidden_layer(net):
    """Right where a sigmoid layer reads the inputs, wrong where it reads sigmoids."""
    right = as_tanh(net)
    layers = [Dense(W=layer.W, b=layer.b, activation=layer.activation) for layer in right.layers]
    for layer in layers[1:-1]:
        layer.W *= 2
    return MLP(layers=layers)


def test_several_hidden_layers_count(verdict):
    told = verdict(vanishing.as_tanh, only_one_hidden_layer)
    assert told.startswith("Not yet: for a net [2, 3, 4, 1] the two outputs differ by up to ")


# -- weights for leaky ReLU --------------------------------------------------------------------------------------------


def leaky_variance(n_in, alpha):
    return 2 / (n_in * (1 + alpha**2))


def test_a_right_variance_passes(verdict):
    assert verdict(vanishing.leaky_variance, leaky_variance).startswith("Correct. ")


@pytest.mark.parametrize("alpha", [0, 0.1, 0.5, 1])
def test_the_variance_keeps_the_mean_square(alpha):
    rng = np.random.default_rng(0)
    z = rng.standard_normal((1000, 400))
    a = np.where(z > 0, z, alpha * z)
    W = rng.standard_normal((400, 400)) * math.sqrt(leaky_variance(400, alpha))
    assert np.mean((a @ W) ** 2) == pytest.approx(np.mean(z**2), rel=0.02)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda n_in, alpha: 2 / n_in,
        lambda n_in, alpha: 2 / (n_in * (1 + alpha)),  # the slope not squared
        lambda n_in, alpha: 1 / (n_in * (1 + alpha**2)),
        lambda n_in, alpha: math.sqrt(2 / (n_in * (1 + alpha**2))),  # the standard deviation
        lambda n_in, alpha: (1 + alpha**2) / (2 * n_in),
        lambda n_in, alpha: None,
        lambda n_in, alpha: NAN,
        lambda n_in: 0,
        None,
    ],
)
def test_other_variances_are_not_yet_right(wrong, verdict):
    assert verdict(vanishing.leaky_variance, wrong).startswith("Not yet: ")


# -- where a sigmoid unit does not shrink the gradient -----------------------------------------------------------------


def open_inputs(w):
    size = abs(w)
    if size <= 4:
        return 0
    return 2 * math.log((size - 2 + math.sqrt(size**2 - 4 * size)) / 2) / size


def test_a_right_length_passes(verdict):
    assert verdict(vanishing.open_inputs, open_inputs).startswith("Correct. ")


@pytest.mark.parametrize("w, b", [(5, 0), (6.9, -2), (-9, 1), (40, 3)])
def test_the_length_is_that_of_the_inputs_with_a_factor_of_at_least_one(w, b):
    a = -b / w + np.linspace(-1, 1, 200_001)
    share = np.mean(np.abs(w) * sigmoid.grad(w * a + b) >= 1)
    assert 2 * share == pytest.approx(open_inputs(w), abs=1e-4)


def test_what_the_praise_says_about_the_longest():
    best = minimize_scalar(lambda w: -open_inputs(w), bounds=(4, 30), method="bounded")
    assert (round(best.x, 1), round(-best.fun, 2)) == (6.9, 0.45)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda w: open_inputs(w) * abs(w),  # of z, not of the input
        lambda w: open_inputs(w) / 2,
        lambda w: open_inputs(w) if w >= 0 else 0,  # negative weights forgotten
        lambda w: open_inputs(max(w, 5)),  # small weights forgotten
        lambda w: 0,
        lambda w: None,
        lambda w: NAN,
        lambda: 0,
        None,
    ],
)
def test_other_lengths_are_not_yet_right(wrong, verdict):
    assert verdict(vanishing.open_inputs, wrong).startswith("Not yet: ")
