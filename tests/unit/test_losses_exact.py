"""Losses and slopes against their definitions, evaluated by mpmath with 50 digits."""

from functools import partial

import mpmath as mp
import numpy as np
import pytest
from oracles import OF_LOGIT, OF_MARGIN, OF_RESIDUAL, of_one_number, sigma, slope
from ulp import assert_exact, exact, sweep, worst

from nnlib import losses
from nnlib.losses import LOSSES

POINTS = sweep()


def check(loss, y, p, f, df, sign, x, limit):
    """Compare with f(x) and sign * f'(x), where x is `p` up to that sign."""
    with np.errstate(all="raise"):
        value, slope = loss(y, p, reduction="none"), loss.grad(y, p, reduction="none")
    assert_exact(value, exact(f, x), x, limit)
    assert_exact(sign * slope, exact(df, x), x, limit)


@pytest.mark.parametrize("name", LOSSES)
def test_the_slope_of_an_oracle_is_that_of_its_value(name):
    definition = of_one_number(name)
    if definition is None:
        return
    f, df = definition
    for y in map(mp.mpf, LOSSES[name].labels or (-1.2, 0.3)):
        for p in map(mp.mpf, np.linspace(-6.1, 6.3, 40)):  # no kink falls on a point
            assert abs(slope(partial(f, y), p) - df(y, p)) < 1e-20, (y, p)


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
