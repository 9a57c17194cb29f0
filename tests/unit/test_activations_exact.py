"""Activations and gradients against their definitions, evaluated by mpmath with 50 digits."""

import sys
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest
from ulp import assert_exact, exact, needs_wide_precision, sweep

from nnlib import activations
from nnlib.activations import ACTIVATIONS, ELU, LeakyReLU, _gelu

POINTS = sweep()


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def normal_cdf(z):
    return mp.mpf(z > 0) if abs(z) > 1e4 else mp.erfc(-z / mp.sqrt(2)) / 2


def normal_density(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def one_if(condition):
    return mp.mpf(1 if condition else 0)


# name: f, f', allowed error in ulp
DEFINITIONS = {
    "step": (lambda z: one_if(z >= 0), lambda z: mp.mpf(0), 0),
    "identity": (lambda z: z, lambda z: mp.mpf(1), 0),
    "sigmoid": (sigma, lambda z: mp.exp(-z) / (1 + mp.exp(-z)) ** 2, 4),
    "tanh": (mp.tanh, lambda z: mp.sech(z) ** 2, 4),
    "relu": (lambda z: max(z, mp.mpf(0)), lambda z: one_if(z > 0), 0),
    "leaky_relu": (
        lambda z: z if z > 0 else mp.mpf(0.01) * z,
        lambda z: mp.mpf(1) if z > 0 else mp.mpf(0.01),
        0.5,
    ),
    "elu": (lambda z: z if z > 0 else mp.expm1(z), lambda z: mp.mpf(1) if z > 0 else mp.exp(z), 4),
    "softplus": (lambda z: mp.log1p(mp.exp(z)), sigma, 4),
    "gelu": (lambda z: z * normal_cdf(z), lambda z: normal_cdf(z) + z * normal_density(z), 16),
    "silu": (lambda z: z * sigma(z), lambda z: sigma(z) + z * mp.exp(-z) / (1 + mp.exp(-z)) ** 2, 4),
}


def check(act, f, df, limit):
    with np.errstate(all="raise"):
        value, grad = act(POINTS), act.grad(POINTS)
    assert_exact(value, exact(f, POINTS), POINTS, limit)
    assert_exact(grad, exact(df, POINTS), POINTS, limit)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_is_exact(name):
    check(ACTIVATIONS[name], *DEFINITIONS[name])


@needs_wide_precision
@pytest.mark.parametrize("name", ["tanh", "silu"])
def test_wide_precision_is_rounded_once(name):
    f, df, _ = DEFINITIONS[name]
    slope_limit = {"tanh": 0.501, "silu": 1}[name]  # the zero of SiLU's slope is stored as two floats only
    assert_exact(ACTIVATIONS[name](POINTS), exact(f, POINTS), POINTS, 0.501)
    assert_exact(ACTIVATIONS[name].grad(POINTS), exact(df, POINTS), POINTS, slope_limit)


@pytest.mark.parametrize("name", ["tanh", "silu"])
def test_wide_precision_is_not_needed_for_the_limits(name, monkeypatch):
    """Layers compute in float64, and some machines have nothing wider."""
    monkeypatch.setattr(type(ACTIVATIONS[name]), "_precision", np.float64)
    check(ACTIVATIONS[name], *DEFINITIONS[name])


def test_gelu_is_far_better_than_its_limit():
    """5 ulp wherever the density itself is a normal number."""
    near = POINTS[np.abs(POINTS) < 37.6]
    f, df, _ = DEFINITIONS["gelu"]
    assert_exact(activations.gelu(near), exact(f, near), near, 5)
    assert_exact(activations.gelu.grad(near), exact(df, near), near, 5)


@pytest.mark.parametrize("alpha", [0.3, 2.5])
def test_elu_with_alpha(alpha):
    a = mp.mpf(alpha)
    check(ELU(alpha), lambda z: z if z > 0 else a * mp.expm1(z), lambda z: 1 if z > 0 else a * mp.exp(z), 4)


@pytest.mark.parametrize("alpha", [1e-300, 0.3, 1.0])
def test_leaky_relu_with_alpha(alpha):
    a = mp.mpf(alpha)
    check(LeakyReLU(alpha), lambda z: z if z > 0 else a * z, lambda z: 1 if z > 0 else a, 1)


def test_log_sigmoid():
    with np.errstate(all="raise"):
        value = activations.log_sigmoid(POINTS)
    assert_exact(value, exact(lambda z: -mp.log1p(mp.exp(-z)), POINTS), POINTS, 4)


def test_gelu_polynomials_are_those_of_their_generator(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2] / "tools"), *sys.path])
    import fit_gelu

    assert float(fit_gelu.ZERO) == _gelu._ZERO
    assert float(fit_gelu.ZERO - _gelu._ZERO) == _gelu._ZERO_LOW
    for f, stored in ((fit_gelu.scaled_value, _gelu._VALUE), (fit_gelu.scaled_grad, _gelu._GRAD)):
        assert fit_gelu.fit(f, len(stored) - 1) == pytest.approx(stored, rel=1e-12)
