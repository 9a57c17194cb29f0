"""Initializers: shape, moments, reproducibility."""

import numpy as np
import pytest

from nnlib import initializers
from nnlib.initializers import INITIALIZERS

EVERY = pytest.mark.parametrize("name", INITIALIZERS)
VARIANCE = {"glorot": lambda n_in, n_out: 2 / (n_in + n_out), "he": lambda n_in, n_out: 2 / n_in}


def draw(name, n_in, n_out, seed=0):
    return INITIALIZERS[name](n_in, n_out, rng=np.random.default_rng(seed))


@EVERY
def test_registry_key_is_the_name_and_the_module_has_it(name):
    assert getattr(initializers, name) is INITIALIZERS[name]


@EVERY
@pytest.mark.parametrize(("n_in", "n_out"), [(400, 1000), (1000, 400)])
def test_shape_and_moments(name, n_in, n_out):
    W = draw(name, n_in, n_out)
    assert (W.shape, W.dtype) == ((n_in, n_out), np.float64)
    variance = VARIANCE[name.split("_")[0]](n_in, n_out)
    assert abs(W.mean()) < 4 * np.sqrt(variance / W.size)
    assert W.var() == pytest.approx(variance, rel=0.01)
    # In units of the standard deviation: uniform ends at sqrt(3) and has kurtosis 1.8, normal 3
    scaled = W / np.sqrt(variance)
    if name.endswith("uniform"):
        assert 1.73 < np.abs(scaled).max() <= np.sqrt(3)
        assert np.mean(scaled**4) == pytest.approx(1.8, rel=0.02)
    else:
        assert np.abs(scaled).max() > 4
        assert np.mean(scaled**4) == pytest.approx(3, rel=0.02)


@EVERY
def test_same_seed_same_weights(name):
    np.testing.assert_array_equal(draw(name, 3, 2, seed=7), draw(name, 3, 2, seed=7))
    assert not np.array_equal(draw(name, 3, 2, seed=7), draw(name, 3, 2, seed=8))


@EVERY
def test_rng_is_keyword_only(name):
    with pytest.raises(TypeError):
        INITIALIZERS[name](3, 2, np.random.default_rng(0))


def test_he_keeps_the_mean_square_through_relu_layers():
    rng = np.random.default_rng(0)
    a = rng.normal(size=(200, 300))
    for _ in range(10):
        z = a @ initializers.he_normal(300, 300, rng=rng)
        a = np.maximum(z, 0)
    assert np.mean(z**2) == pytest.approx(2, rel=0.4)  # variance 1 / n_in would leave 0.002


def test_glorot_keeps_the_mean_square_through_linear_layers():
    rng = np.random.default_rng(0)
    a = rng.normal(size=(200, 300))
    for _ in range(10):
        a = a @ initializers.glorot_uniform(300, 300, rng=rng)
    assert np.mean(a**2) == pytest.approx(1, rel=0.4)
