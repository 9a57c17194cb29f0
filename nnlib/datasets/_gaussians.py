"""Two classes that overlap, so that no classifier is always right."""

import numpy as np
from numpy.typing import NDArray

from nnlib import _validate

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def imbalanced(n: int, *, rng: np.random.Generator, share: float = 0.1) -> tuple[Floats, Labels]:
    r"""Two overlapping Gaussian classes, one of them rare.

    .. math:: x = \pm\left(\tfrac14, \tfrac14\right) + \tfrac14\,\varepsilon, \qquad \varepsilon \sim N(0, I)

    Class 1 has the plus sign.

    Parameters
    ----------
    n : int
        Number of samples, at least 2.
    rng : numpy.random.Generator
        Source of randomness.
    share : float
        Share of class 1, in (0, 1/2]: it has exactly ``round(n * share)``
        samples.

    Returns
    -------
    X : ndarray, shape (n, 2)
        The points.
    y : ndarray of int, shape (n,)
        Class of each point, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `share` is not as described, or if class 1 would have
        no sample.

    Notes
    -----
    By Bayes' rule, with :math:`\sigma` the sigmoid and :math:`s` the share,

    .. math:: P(y = 1 \mid x) = \sigma\!\left(8\,(x_1 + x_2) + \ln\frac{s}{1 - s}\right).

    The best classifier is thus a line, and a rare class pushes it towards
    that class's own mean. At ``share=0.5`` it is wrong on 8 % of new samples.

    Examples
    --------
    >>> X, y = imbalanced(200, rng=np.random.default_rng(0), share=0.05)
    >>> X.shape, np.bincount(y)
    ((200, 2), array([190,  10]))
    """
    n = _validate.count("n", n, at_least=2)
    rng = _validate.generator("rng", rng)
    share = _validate.number("share", share, above=0, at_most=0.5)
    n_rare = round(n * share)
    if n_rare == 0:
        raise ValueError(f"share must leave class 1 a sample, got round({n} * {share}) = 0")
    y = rng.permutation(np.repeat([0, 1], [n - n_rare, n_rare]))
    means = np.where(y == 1, 0.25, -0.25)[:, np.newaxis]
    return means + 0.25 * rng.standard_normal((n, 2)), y
