"""Targets that are numbers: a line, and a curve whose noise grows."""

import numpy as np
from numpy.typing import NDArray

from nnlib import _validate

Floats = NDArray[np.float64]


def line(n: int, *, rng: np.random.Generator, noise: float = 0.1, n_outliers: int = 0) -> tuple[Floats, Floats]:
    r"""Noisy samples of a straight line, and outliers if asked.

    .. math:: y = \tfrac12 x + \text{noise}\cdot\varepsilon, \qquad x \in [-1, 1), \quad \varepsilon \sim N(0, 1)

    An outlier's target is 1 higher than that.

    Parameters
    ----------
    n : int
        Number of samples, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    noise : float
        Standard deviation of the Gaussian noise added to the targets.
    n_outliers : int
        How many targets are outliers, at most `n`.

    Returns
    -------
    X : ndarray, shape (n, 1)
        The inputs, drawn uniformly.
    y : ndarray, shape (n, 1)
        The targets.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    The same generator state gives the same inputs, noise and first outliers
    for every `n_outliers`: what differs between two fits is the outliers' doing.

    Examples
    --------
    >>> X, y = line(50, rng=np.random.default_rng(0))
    >>> X_again, y_raised = line(50, rng=np.random.default_rng(0), n_outliers=3)
    >>> bool((X == X_again).all()), int((y_raised == y + 1).sum()), int((y_raised == y).sum())
    (True, 3, 47)
    """
    n = _validate.count("n", n)
    rng = _validate.generator("rng", rng)
    noise = _validate.number("noise", noise, at_least=0)
    n_outliers = _validate.count("n_outliers", n_outliers, at_least=0)
    if n_outliers > n:
        raise ValueError(f"n_outliers must be at most n = {n}, got {n_outliers}")
    X = rng.uniform(-1, 1, size=(n, 1))
    y = X / 2 + noise * rng.standard_normal((n, 1))
    y[rng.permutation(n)[:n_outliers]] += 1
    return X, y


def fan(n: int, *, rng: np.random.Generator) -> tuple[Floats, Floats]:
    r"""Noisy samples of a curve: the noise grows with x, so that quantiles fan out.

    .. math:: y = f(x) + s(x)\,\varepsilon, \qquad x \in [-1, 1), \quad \varepsilon \sim N(0, 1),

    .. math:: f(x) = \tfrac12 \sin \pi x, \qquad s(x) = 0.15 + 0.1\,x.

    The standard deviation thus grows from 0.05 to 0.25.

    Parameters
    ----------
    n : int
        Number of samples, at least 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    X : ndarray, shape (n, 1)
        The inputs, drawn uniformly.
    y : ndarray, shape (n, 1)
        The targets.

    Raises
    ------
    ValueError
        If `n` or `rng` is not as described.

    Notes
    -----
    The quantile of level :math:`\gamma` at x, which a share :math:`\gamma` of
    the targets does not exceed, is

    .. math:: q_\gamma(x) = f(x) + s(x)\,\Phi^{-1}(\gamma)

    with :math:`\Phi^{-1}` the quantile of the standard normal distribution,
    `scipy.special.ndtri`. The median is f.

    Examples
    --------
    >>> X, y = fan(10_000, rng=np.random.default_rng(0))
    >>> upper = np.sin(np.pi * X) / 2 + (0.15 + 0.1 * X) * 1.2816  # the quantile of level 0.9
    >>> round(float((y <= upper).mean()), 2)
    0.9
    """
    n = _validate.count("n", n)
    rng = _validate.generator("rng", rng)
    X = rng.uniform(-1, 1, size=(n, 1))
    return X, np.sin(np.pi * X) / 2 + (0.15 + 0.1 * X) * rng.standard_normal((n, 1))
