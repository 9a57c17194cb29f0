"""Two classes in the plane: the corners of a square, and curves."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnlib import _validate

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_TRUTH_TABLES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}


def gate(name: str) -> tuple[Floats, Labels]:
    """Truth table of a logic gate with two inputs.

    Parameters
    ----------
    name : {"and", "or", "nand", "xor"}
        The gate.

    Returns
    -------
    X : ndarray, shape (4, 2)
        The inputs in the order 00, 01, 10, 11.
    y : ndarray of int, shape (4,)
        The gate's output for each row of `X`.

    Raises
    ------
    ValueError
        If `name` is not one of the four gates.

    Examples
    --------
    >>> X, y = gate("xor")
    >>> X
    array([[0., 0.],
           [0., 1.],
           [1., 0.],
           [1., 1.]])
    >>> y
    array([0, 1, 1, 0])
    """
    truth_table = _TRUTH_TABLES[_validate.choice("name", name, _TRUTH_TABLES)]
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array(truth_table, dtype=np.int64)


def two_curves(n: int, *, rng: np.random.Generator, noise: float = 0.03) -> tuple[Floats, Labels]:
    r"""Two arches, one above the other: the simplest data that a straight line cannot separate.

    .. math:: x_2 = \tfrac12\cos(\pi x_1) \pm 0.3, \qquad x_1 \in [-1, 1)

    Class 1 is the upper curve. The middle of the lower curve rises above the
    feet of the upper one, so no line passes between them.

    Parameters
    ----------
    n : int
        Number of samples, at least 2; the classes differ by one sample at most.
    rng : numpy.random.Generator
        Source of randomness.
    noise : float
        Standard deviation of the Gaussian noise added to both coordinates.

    Returns
    -------
    X : ndarray, shape (n, 2)
        The points.
    y : ndarray of int, shape (n,)
        1 on the upper curve, 0 on the lower, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` is not as described.

    Examples
    --------
    >>> X, y = two_curves(100, rng=np.random.default_rng(0))
    >>> X.shape, int(y.sum())
    ((100, 2), 50)
    """

    def curves(t: Floats, side: Floats) -> tuple[Floats, Floats]:
        x = 2 * t - 1
        return x, 0.5 * np.cos(np.pi * x) + 0.3 * side

    return _sample(curves, n, rng, noise)


def rings(n: int, *, rng: np.random.Generator, noise: float = 0.03) -> tuple[Floats, Labels]:
    r"""Two concentric circles, of radius 1/2 (class 1) and 1 (class 0).

    .. math:: x = r\,(\cos\theta, \sin\theta), \qquad \theta \in [0, 2\pi)

    Parameters
    ----------
    n : int
        Number of samples, at least 2; the classes differ by one sample at most.
    rng : numpy.random.Generator
        Source of randomness.
    noise : float
        Standard deviation of the Gaussian noise added to both coordinates.

    Returns
    -------
    X : ndarray, shape (n, 2)
        The points.
    y : ndarray of int, shape (n,)
        1 on the inner ring, 0 on the outer, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` is not as described.

    Examples
    --------
    >>> X, y = rings(100, rng=np.random.default_rng(0), noise=0.0)
    >>> np.linalg.norm(X[y == 1], axis=1).round(4)[:3]
    array([0.5, 0.5, 0.5])
    """

    def circles(t: Floats, side: Floats) -> tuple[Floats, Floats]:
        radius, angle = 0.75 - 0.25 * side, 2 * np.pi * t
        return radius * np.cos(angle), radius * np.sin(angle)

    return _sample(circles, n, rng, noise)


def moons(n: int, *, rng: np.random.Generator, noise: float = 0.03) -> tuple[Floats, Labels]:
    r"""Two interleaved half circles of radius 1/2.

    The upper half circle (class 0) is centred at (-1/4, -1/8), the lower one
    (class 1) at (1/4, 1/8); a half turn about the origin maps each to the other.

    Parameters
    ----------
    n : int
        Number of samples, at least 2; the classes differ by one sample at most.
    rng : numpy.random.Generator
        Source of randomness.
    noise : float
        Standard deviation of the Gaussian noise added to both coordinates.

    Returns
    -------
    X : ndarray, shape (n, 2)
        The points.
    y : ndarray of int, shape (n,)
        1 on the lower moon, 0 on the upper, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` is not as described.

    Examples
    --------
    >>> X, y = moons(100, rng=np.random.default_rng(0), noise=0.0)
    >>> bool((X[y == 0, 1] >= -0.125).all() and (X[y == 1, 1] <= 0.125).all())
    True
    """

    def half_circles(t: Floats, side: Floats) -> tuple[Floats, Floats]:
        angle = np.pi * t
        return -side * (0.5 * np.cos(angle) - 0.25), -side * (0.5 * np.sin(angle) - 0.125)

    return _sample(half_circles, n, rng, noise)


def spirals(n: int, *, rng: np.random.Generator, noise: float = 0.03) -> tuple[Floats, Labels]:
    r"""Two spiral arms of 1.35 turns, half a turn apart.

    .. math:: x = \pm r\,(\cos 3\pi r, \sin 3\pi r), \qquad r \in [0.1, 1)

    Class 1 has the plus sign. Neighbouring arms are about 1/3 apart.

    Parameters
    ----------
    n : int
        Number of samples, at least 2; the classes differ by one sample at most.
    rng : numpy.random.Generator
        Source of randomness.
    noise : float
        Standard deviation of the Gaussian noise added to both coordinates.

    Returns
    -------
    X : ndarray, shape (n, 2)
        The points.
    y : ndarray of int, shape (n,)
        Arm of each point, in random order.

    Raises
    ------
    ValueError
        If `n`, `rng` or `noise` is not as described.

    Examples
    --------
    >>> X, y = spirals(100, rng=np.random.default_rng(0), noise=0.0)
    >>> float(np.linalg.norm(X, axis=1).max()) < 1
    True
    """

    def arms(t: Floats, side: Floats) -> tuple[Floats, Floats]:
        radius = 0.1 + 0.9 * t
        angle = 3 * np.pi * radius
        return side * radius * np.cos(angle), side * radius * np.sin(angle)

    return _sample(arms, n, rng, noise)


def _sample(
    curve: Callable[[Floats, Floats], tuple[Floats, Floats]], n: int, rng: np.random.Generator, noise: float
) -> tuple[Floats, Labels]:
    """Draw `n` noisy points ``curve(t, side)``: t uniform in [0, 1), side +1 for class 1, -1 for class 0."""
    n = _validate.count("n", n, at_least=2)
    rng = _validate.generator("rng", rng)
    noise = _validate.number("noise", noise, at_least=0)
    y = rng.permutation(n) % 2
    side = np.where(y == 1, 1.0, -1.0)
    points = np.column_stack(curve(rng.random(n), side))
    return points + noise * rng.standard_normal((n, 2)), y
