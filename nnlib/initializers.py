"""Random starting weights that keep signals the same size from layer to layer.

Each initializer draws an array of shape ``(n_in, n_out)`` with mean 0; they
differ in its variance and in its shape, uniform or normal.
"""

import math

import numpy as np
from numpy.typing import NDArray

from nnlib._validate import count, generator


def glorot_uniform(n_in: int, n_out: int, *, rng: np.random.Generator) -> NDArray[np.float64]:
    r"""Draw uniform weights with the variance for sigmoid and tanh units.

    .. math:: W_{ij} \sim U(-r, r), \quad r = \sqrt{\frac{6}{n_{in} + n_{out}}}

    Parameters
    ----------
    n_in, n_out : int
        Units before and after the weights, at least 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    W : ndarray, shape (n_in, n_out)
        Weights of variance 2 / (n_in + n_out).

    Raises
    ------
    ValueError
        If a size is not a positive integer or `rng` not a Generator.

    Notes
    -----
    A unit with slope 1 at 0 keeps the variance of activations for variance
    1 / n_in and that of gradients for 1 / n_out; this is the compromise. Also
    called Xavier initialization.

    References
    ----------
    .. [1] Glorot, Bengio, "Understanding the difficulty of training deep
       feedforward neural networks", AISTATS 2010.

    Examples
    --------
    >>> import numpy as np
    >>> W = glorot_uniform(2, 4, rng=np.random.default_rng(0))
    >>> W.shape, bool(abs(W).max() <= 1)
    ((2, 4), True)
    """
    return _uniform(n_in, n_out, _glorot_variance(n_in, n_out), rng)


def glorot_normal(n_in: int, n_out: int, *, rng: np.random.Generator) -> NDArray[np.float64]:
    r"""Draw normal weights with the variance for sigmoid and tanh units.

    .. math:: W_{ij} \sim N\left(0, \frac{2}{n_{in} + n_{out}}\right)

    Parameters
    ----------
    n_in, n_out : int
        Units before and after the weights, at least 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    W : ndarray, shape (n_in, n_out)
        Weights of variance 2 / (n_in + n_out).

    Raises
    ------
    ValueError
        If a size is not a positive integer or `rng` not a Generator.

    Notes
    -----
    See `glorot_uniform` for the variance. Not truncated.

    References
    ----------
    .. [1] Glorot, Bengio, "Understanding the difficulty of training deep
       feedforward neural networks", AISTATS 2010.

    Examples
    --------
    >>> import numpy as np
    >>> glorot_normal(200, 300, rng=np.random.default_rng(0)).std().round(3)
    np.float64(0.063)
    """
    return _normal(n_in, n_out, _glorot_variance(n_in, n_out), rng)


def he_uniform(n_in: int, n_out: int, *, rng: np.random.Generator) -> NDArray[np.float64]:
    r"""Draw uniform weights with the variance for ReLU units.

    .. math:: W_{ij} \sim U(-r, r), \quad r = \sqrt{\frac{6}{n_{in}}}

    Parameters
    ----------
    n_in, n_out : int
        Units before and after the weights, at least 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    W : ndarray, shape (n_in, n_out)
        Weights of variance 2 / n_in.

    Raises
    ------
    ValueError
        If a size is not a positive integer or `rng` not a Generator.

    Notes
    -----
    ReLU zeroes half of its inputs and with them half of the mean square, which
    twice the variance 1 / n_in makes up for.

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.

    Examples
    --------
    >>> import numpy as np
    >>> W = he_uniform(6, 4, rng=np.random.default_rng(0))
    >>> W.shape, bool(abs(W).max() <= 1)
    ((6, 4), True)
    """
    return _uniform(n_in, n_out, _he_variance(n_in), rng)


def he_normal(n_in: int, n_out: int, *, rng: np.random.Generator) -> NDArray[np.float64]:
    r"""Draw normal weights with the variance for ReLU units.

    .. math:: W_{ij} \sim N\left(0, \frac{2}{n_{in}}\right)

    Parameters
    ----------
    n_in, n_out : int
        Units before and after the weights, at least 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    W : ndarray, shape (n_in, n_out)
        Weights of variance 2 / n_in.

    Raises
    ------
    ValueError
        If a size is not a positive integer or `rng` not a Generator.

    Notes
    -----
    See `he_uniform` for the variance. Not truncated.

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.

    Examples
    --------
    >>> import numpy as np
    >>> he_normal(200, 300, rng=np.random.default_rng(0)).std().round(3)
    np.float64(0.1)
    """
    return _normal(n_in, n_out, _he_variance(n_in), rng)


def _glorot_variance(n_in: int, n_out: int) -> float:
    return 2.0 / (count("n_in", n_in) + count("n_out", n_out))


def _he_variance(n_in: int) -> float:
    return 2.0 / count("n_in", n_in)


def _uniform(n_in: int, n_out: int, variance: float, rng: np.random.Generator) -> NDArray[np.float64]:
    limit = math.sqrt(3.0 * variance)
    return generator("rng", rng).uniform(-limit, limit, (n_in, count("n_out", n_out)))


def _normal(n_in: int, n_out: int, variance: float, rng: np.random.Generator) -> NDArray[np.float64]:
    return generator("rng", rng).normal(0.0, math.sqrt(variance), (n_in, count("n_out", n_out)))


INITIALIZERS = {f.__name__: f for f in (glorot_uniform, glorot_normal, he_uniform, he_normal)}
