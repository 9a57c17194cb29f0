"""Definitions in mpmath: what a new activation or loss brings along beside its class.

An activation has one line in `ACTIVATION`; a loss one in `OF_RESIDUAL`,
`OF_MARGIN` or `OF_LOGIT`, or, where it is no function of one number, in
`OF_ALL_ELEMENTS`. All else that the tests of every activation and loss expect,
they derive from these.
"""

import mpmath as mp
import numpy as np
import pytest

from nnlib import losses
from nnlib.losses import LOSSES, Focal, Huber, Quantile


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def normal_cdf(z):
    return mp.mpf(z > 0) if abs(z) > 1e4 else mp.erfc(-z / mp.sqrt(2)) / 2


def normal_density(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def one_if(condition):
    return mp.mpf(1 if condition else 0)


# Activations by their names: f, f', allowed errors of both in ulp
ACTIVATION = {
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


def log_cosh(r):
    with mp.workdps(50 if abs(r) > 1e-9 else 700):  # cosh of a small number is very near 1
        return mp.log(mp.cosh(r))


def huber(delta):
    d = mp.mpf(delta)
    return (
        lambda r: r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2),
        lambda r: r if abs(r) <= d else d * mp.sign(r),
    )


def quantile(gamma):
    g = mp.mpf(gamma)
    return (
        lambda r: -g * r if r < 0 else (1 - g) * r,
        lambda r: -g if r < 0 else (1 - g) * mp.sign(r),
    )


# Regression, in terms of r = y_pred - y_true: loss, f, f', allowed error in ulp
OF_RESIDUAL = {
    "mse": (losses.mse, lambda r: r * r, lambda r: 2 * r, 4),
    "half_mse": (losses.half_mse, lambda r: r * r / 2, lambda r: r, 4),
    "mae": (losses.mae, abs, mp.sign, 4),
    "log_cosh": (losses.log_cosh, log_cosh, mp.tanh, 5),
    "huber": (LOSSES["huber"], *huber(1.0), 4),
    "huber 1.35": (Huber(1.35), *huber(1.35), 4),
    "huber 1e-200": (Huber(1e-200), *huber(1e-200), 4),
    "quantile": (LOSSES["quantile"], *quantile(0.5), 4),
    "quantile 0.9": (Quantile(0.9), *quantile(0.9), 4),
    "quantile 1e-9": (Quantile(1e-9), *quantile(1e-9), 4),
}

# Classification, in terms of the margin m = y * score, y = -1 or 1
OF_MARGIN = {
    "hinge": (
        losses.hinge,
        lambda m: max(mp.mpf(0), 1 - m),
        lambda m: mp.mpf(-1 if m < 1 else 0),
        4,
    ),
    "logistic": (losses.logistic, lambda m: mp.log1p(mp.exp(-m)), lambda m: -sigma(-m), 4),
    "exponential": (losses.exponential, lambda m: mp.exp(-m), lambda m: -mp.exp(-m), 4),
    "perceptron": (
        losses.perceptron,
        lambda m: max(mp.mpf(0), -m),
        lambda m: mp.mpf(-1 if m < 0 else 0),
        4,
    ),
}


def focal(gamma, weight=1):
    g, w = mp.mpf(gamma), mp.mpf(weight)

    def value(m):
        return w * sigma(-m) ** g * mp.log1p(mp.exp(-m))

    def slope(m):  # the product rule on sigma(-m)^gamma and log(1 + e^-m)
        power = -g * sigma(-m) ** g * sigma(m) * mp.log1p(mp.exp(-m))
        return w * (power - sigma(-m) ** g * sigma(-m))

    return value, slope


# The same in terms of the margin of a logit, with the loss's labels (0, 1) and each label's definition
OF_LOGIT = {
    "binary_cross_entropy": (losses.binary_cross_entropy, [focal(0), focal(0)], 4),
    "focal": (LOSSES["focal"], [focal(2), focal(2)], 8),
    "focal 0": (Focal(0.0), [focal(0), focal(0)], 4),
    "focal 0.5": (Focal(0.5), [focal(0.5), focal(0.5)], 8),
    "focal 2, 0.25": (Focal(2.0, alpha=0.25), [focal(2, 0.75), focal(2, 0.25)], 8),
}


def probability(y, p):
    """Softmax's probability of the true class."""
    return (np.exp(p) / np.exp(p).sum(axis=1, keepdims=True))[np.arange(len(y)), y]


# The others, for complex predictions: an array of losses whose mean is the loss
OF_ALL_ELEMENTS = {
    "rmse": lambda y, p: np.sqrt(np.mean((p - y) ** 2)),
    "cross_entropy": lambda y, p: -np.log(probability(y, p)),
    "multiclass_focal": lambda y, p: -((1 - probability(y, p)) ** 2) * np.log(probability(y, p)),
    "zero_one": lambda y, p: 1.0 * ((y * p).real < 0),
}
REGRESSION = [name for name in LOSSES if name in OF_RESIDUAL or name == "rmse"]


def oracle(name):
    """Return the line of an activation."""
    if name not in ACTIVATION:
        pytest.fail(
            f"the activation {name!r} has no oracle: add a line {name!r}: (f, f', error, error of the slope) "
            "to ACTIVATION in tests/unit/oracles.py, f and f' in mpmath, allowed errors in units in the last place"
        )
    return ACTIVATION[name]


def of_one_number(name):
    """Return value and slope of a loss in terms of y_true and one prediction; None if it is no function of one."""
    if name in OF_RESIDUAL:
        _, f, df, _ = OF_RESIDUAL[name]
        return lambda y, p: f(p - y), lambda y, p: df(p - y)
    if name in OF_MARGIN:
        _, f, df, _ = OF_MARGIN[name]
        return lambda y, p: f(y * p), lambda y, p: y * df(y * p)
    if name in OF_LOGIT:  # between the labels, a mixture of both
        _, ((f0, df0), (f1, df1)), _ = OF_LOGIT[name]
        return lambda y, p: (1 - y) * f0(-p) + y * f1(p), lambda y, p: y * df1(p) - (1 - y) * df0(-p)
    if name not in OF_ALL_ELEMENTS:
        pytest.fail(
            f"the loss {name!r} has no oracle: add a line {name!r}: (losses.{name}, f, f', error) to OF_RESIDUAL or "
            "OF_MARGIN in tests/unit/oracles.py, f and f' in mpmath, allowed errors in units in the last place; "
            "OF_LOGIT and OF_ALL_ELEMENTS are for losses of other kinds"
        )
    return None


def slope(f, x):
    """Return the slope of f at x to 25 digits or so, by a difference."""
    h = mp.mpf(10) ** -15
    return (f(x + h) - f(x - h)) / (2 * h)


def limit(f, far):
    """Return what f tends to where its argument goes to infinity: its value at ±1e300, or an infinity."""
    value = f(mp.mpf(far))
    return float(mp.sign(value) * mp.inf) if abs(value) > 1e290 else float(value)
