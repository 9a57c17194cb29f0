"""Activations and gradients against their definitions, evaluated by mpmath with 50 digits."""

import mpmath as mp
import numpy as np
import pytest
from ulp import assert_exact, exact, sweep

from nnlib import activations
from nnlib.activations import ACTIVATIONS, ELU, LeakyReLU

POINTS = sweep()


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def normal_cdf(z):
    return mp.mpf(z > 0) if abs(z) > 1e4 else mp.erfc(-z / mp.sqrt(2)) / 2


def normal_density(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def one_if(condition):
    return mp.mpf(1 if condition else 0)


# name: f, f', allowed errors of both in ulp
DEFINITIONS = {
    "step": (lambda z: one_if(z >= 0), lambda z: mp.mpf(0), 0, 0),
    "identity": (lambda z: z, lambda z: mp.mpf(1), 0, 0),
    "sigmoid": (sigma, lambda z: mp.exp(-z) / (1 + mp.exp(-z)) ** 2, 2, 8),
    "tanh": (mp.tanh, lambda z: mp.sech(z) ** 2, 2, 8),
    "relu": (lambda z: max(z, mp.mpf(0)), lambda z: one_if(z > 0), 0, 0),
    "leaky_relu": (
        lambda z: z if z > 0 else mp.mpf(0.01) * z,
        lambda z: mp.mpf(1) if z > 0 else mp.mpf(0.01),
        0.5,
        0,
    ),
    "elu": (lambda z: z if z > 0 else mp.expm1(z), lambda z: mp.mpf(1) if z > 0 else mp.exp(z), 2, 2),
    "softplus": (lambda z: mp.log1p(mp.exp(z)), sigma, 2, 2),
    "gelu": (lambda z: z * normal_cdf(z), lambda z: normal_cdf(z) + z * normal_density(z), None, None),
    "silu": (lambda z: z * sigma(z), lambda z: sigma(z) + z * mp.exp(-z) / (1 + mp.exp(-z)) ** 2, 4, 8),
}


def check(act, f, df, limit, slope_limit):
    with np.errstate(all="raise"):
        value, grad = act(POINTS), act.grad(POINTS)
    assert_exact(value, exact(f, POINTS), POINTS, limit)
    assert_exact(grad, exact(df, POINTS), POINTS, slope_limit)


@pytest.mark.parametrize("name", sorted(DEFINITIONS.keys() - {"gelu"}))
def test_every_activation_is_exact(name):
    check(ACTIVATIONS[name], *DEFINITIONS[name])


def test_every_activation_has_a_definition_in_mpmath():
    assert ACTIVATIONS.keys() == DEFINITIONS.keys(), "add the new activation's f and f' to DEFINITIONS"


def test_gelu_is_right_to_twelve_digits():
    """Where terms of the slope cancel, against the larger of them; below 2e-306 digits run out."""
    f, df, *_ = DEFINITIONS["gelu"]
    with np.errstate(all="raise"):
        value, slope = activations.gelu(POINTS), activations.gelu.grad(POINTS)
    for z, got, got_slope in zip(POINTS, value, slope, strict=True):
        floor = 5e-324 if z > -37.5 else 2e-308
        z = mp.mpf(float(z))
        assert abs(got - f(z)) <= 1e-12 * abs(f(z)) + floor
        assert abs(got_slope - df(z)) <= 1e-12 * (normal_cdf(z) + abs(z) * normal_density(z)) + 40 * floor


@pytest.mark.parametrize("alpha", [0.3, 2.5])
def test_elu_with_alpha(alpha):
    a = mp.mpf(alpha)
    check(ELU(alpha), lambda z: z if z > 0 else a * mp.expm1(z), lambda z: 1 if z > 0 else a * mp.exp(z), 2, 2)


@pytest.mark.parametrize("alpha", [1e-300, 0.3, 1.0])
def test_leaky_relu_with_alpha(alpha):
    a = mp.mpf(alpha)
    check(LeakyReLU(alpha), lambda z: z if z > 0 else a * z, lambda z: 1 if z > 0 else a, 1, 0)


def test_log_sigmoid():
    with np.errstate(all="raise"):
        value = activations.log_sigmoid(POINTS)
    assert_exact(value, exact(lambda z: -mp.log1p(mp.exp(-z)), POINTS), POINTS, 2)
