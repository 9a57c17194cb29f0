"""Activations and gradients against their definitions, evaluated by mpmath with 50 digits."""

import mpmath as mp
import numpy as np
import pytest
from oracles import ACTIVATION, normal_cdf, normal_density, oracle, slope
from ulp import assert_exact, exact, sweep

from nnlib import activations
from nnlib.activations import ACTIVATIONS, ELU, LeakyReLU

POINTS = sweep()


def check(act, f, df, limit, slope_limit):
    with np.errstate(all="raise"):
        value, grad = act(POINTS), act.grad(POINTS)
    assert_exact(value, exact(f, POINTS), POINTS, limit)
    assert_exact(grad, exact(df, POINTS), POINTS, slope_limit)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS.keys() - {"gelu"}))
def test_every_activation_is_exact(name):
    check(ACTIVATIONS[name], *oracle(name))


@pytest.mark.parametrize("name", ACTIVATION)
def test_the_slope_of_an_oracle_is_that_of_its_value(name):
    f, df, *_ = oracle(name)
    for z in map(mp.mpf, np.linspace(-6.1, 6.3, 40)):  # not 0: no kink falls on a point
        assert abs(slope(f, z) - df(z)) < 1e-20, z


def test_gelu_is_right_to_twelve_digits():
    """Where terms of the slope cancel, against the larger of them; below 2e-306 digits run out."""
    f, df, *_ = ACTIVATION["gelu"]
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
