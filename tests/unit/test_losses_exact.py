"""Losses and slopes against their definitions, evaluated by mpmath with 50 digits."""

import mpmath as mp
import numpy as np
import pytest
from ulp import assert_exact, exact, sweep, worst

from nnlib import losses
from nnlib.losses import LOSSES, Focal, Huber, Quantile

POINTS = sweep()


def log_cosh(r):
    with mp.workdps(50 if abs(r) > 1e-9 else 700):  # cosh of a small number is very near 1
        return mp.log(mp.cosh(r))


def sigma(z):
    return 1 / (1 + mp.exp(-z))


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

ELSEWHERE = {"rmse", "cross_entropy", "multiclass_focal", "zero_one"}  # not a smooth function of one number


def check(loss, y, p, f, df, sign, x, limit):
    """Compare with f(x) and sign * f'(x), where x is `p` up to that sign."""
    with np.errstate(all="raise"):
        value, slope = loss(y, p, reduction="none"), loss.grad(y, p, reduction="none")
    assert_exact(value, exact(f, x), x, limit)
    assert_exact(sign * slope, exact(df, x), x, limit)


def test_every_loss_is_covered():
    assert {*OF_RESIDUAL, *OF_MARGIN, *OF_LOGIT} >= {*LOSSES} - ELSEWHERE


@pytest.mark.parametrize("key", OF_RESIDUAL)
def test_losses_of_a_residual(key):
    loss, f, df, limit = OF_RESIDUAL[key]
    zero = np.zeros_like(POINTS)
    check(loss, zero, POINTS, f, df, 1, POINTS, limit)
    check(loss, POINTS, zero, f, df, 1, -POINTS, limit)


@pytest.mark.parametrize("key", OF_MARGIN)
@pytest.mark.parametrize("y", [-1, 1])
def test_losses_of_a_margin(key, y):
    loss, f, df, limit = OF_MARGIN[key]
    check(loss, np.full(POINTS.shape, y), y * POINTS, f, df, y, POINTS, limit)


@pytest.mark.parametrize("key", OF_LOGIT)
@pytest.mark.parametrize("y", [0, 1])
def test_losses_of_a_logit(key, y):
    loss, definitions, limit = OF_LOGIT[key]
    sign = 2 * y - 1
    check(loss, np.full(POINTS.shape, y), sign * POINTS, *definitions[y], sign, POINTS, limit)


@pytest.mark.parametrize("y", [1e-300, 0.1, 0.5, 0.75, 1 - 2.0**-53])
def test_binary_cross_entropy_between_the_labels(y):
    """The loss is exact; the slope cancels where sigma(z) = y and is exact against 1."""
    t = np.full(POINTS.shape, y)
    with np.errstate(all="raise"):
        value = losses.binary_cross_entropy(t, POINTS, reduction="none")
        slope = losses.binary_cross_entropy.grad(t, POINTS, reduction="none")
    y = mp.mpf(y)
    true = exact(lambda z: y * mp.log1p(mp.exp(-z)) + (1 - y) * mp.log1p(mp.exp(z)), POINTS)
    assert_exact(value, true, POINTS, 4)
    off = [abs(g - float(sigma(mp.mpf(float(z))) - y)) for g, z in zip(slope, POINTS, strict=True)]
    assert max(off) <= 4e-16


@pytest.mark.parametrize("n_classes", [2, 3, 10])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 30.0, 300.0])
def test_cross_entropy(n_classes, scale):
    rng = np.random.default_rng(n_classes)
    z = scale * rng.normal(size=(40, n_classes))
    y = rng.integers(n_classes, size=40)
    with np.errstate(all="raise"):
        value = losses.cross_entropy(y, z, reduction="none")
        slope = losses.cross_entropy.grad(y, z, reduction="none")
    with mp.workdps(400):
        for i, row in enumerate(z):
            e = [mp.exp(mp.mpf(float(v))) for v in row]
            others = mp.fsum(v for k, v in enumerate(e) if k != y[i])
            assert worst(value[i], [mp.log1p(others / e[y[i]])])[0] <= 6
            true = [-others if k == y[i] else v for k, v in enumerate(e)]
            assert worst(slope[i], [v / mp.fsum(e) for v in true])[0] <= 6


@pytest.mark.parametrize("scale", [5e-324, 1e-200, 1.0, 1e200, 1e308])
def test_rmse_at_every_scale(scale):
    r = scale * np.array([1.0, -1.0, 0.5, 0.0])
    with np.errstate(all="raise"):
        value, slope = losses.rmse(np.zeros(4), r), losses.rmse.grad(np.zeros(4), r)
    true = mp.sqrt(mp.fsum(mp.mpf(float(v)) ** 2 for v in r) / 4)
    assert value == pytest.approx(float(true), rel=1e-15, abs=5e-324)
    np.testing.assert_allclose(slope, [float(mp.mpf(float(v)) / (4 * true)) for v in r], rtol=1e-15)


def test_kl_divergence_term_by_term():
    """Two classes, the first over all scales: each term is exact against the larger one."""
    rng = np.random.default_rng(4)
    p, q = 10 ** rng.uniform(-300, 0, (2, 400))
    q[:200] = p[:200] * rng.uniform(0.3, 3, 200)
    q = np.minimum(q, 1.0)
    q[0], p[0] = 1e-320, 0.5
    with np.errstate(all="raise"):
        got = losses.kl_divergence(np.stack([p, 1 - p], -1), np.stack([q, 1 - q], -1))
        entropies = losses.entropy(np.stack([p, 1 - p], -1))
    for g, h, a, b in zip(got, entropies, p, q, strict=True):
        a, b = [[mp.mpf(float(v)), mp.mpf(float(1 - v))] for v in (a, b)]
        terms = [s * (mp.log(s / t) if t else mp.inf) if s else mp.mpf(0) for s, t in zip(a, b, strict=True)]
        total = max(mp.fsum(terms), 0)  # below 0 only because 1 - p is rounded
        assert g == total == mp.inf or abs(g - total) <= 8e-16 * max(map(abs, terms))
        assert abs(h + mp.fsum(s * mp.log(s) for s in a if s)) <= 8e-16 * h
