"""Can a line separate two classes? The widest margin, or a proof that there is none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib._validate import float_array, two_classes


@dataclass(frozen=True, eq=False)
class Margin:
    """The answer of `max_margin`.

    Attributes
    ----------
    gamma : float
        Width of the widest margin; 0 if no hyperplane separates the classes.
    radius : float
        Length R of the longest sample, with its constant input 1.
    w, b : ndarray of shape (n_features,), and float
        The separating hyperplane with that margin, scaled to
        ``|w|² + b² = 1``; all 0 if there is none.
    multipliers : ndarray, shape (n_samples,)
        Weights >= 0 with sum 1 of the signed samples in the point nearest to
        the origin. If `gamma` is 0 that point is the origin itself, and the
        multipliers are the certificate: weighted by them, the inequalities
        that a separating hyperplane must satisfy add up to ``0 > 0``.
    """

    gamma: float
    radius: float
    w: NDArray[np.float64]
    b: float
    multipliers: NDArray[np.float64]

    @property
    def bound(self) -> float:
        """Novikoff's bound (R/γ)² on the mistakes of a perceptron; infinite if nothing separates the classes."""
        return (self.radius / self.gamma) ** 2 if self.gamma > 0 else float("inf")


def max_margin(X: ArrayLike, y: ArrayLike) -> Margin:
    r"""Find the hyperplane with the widest margin, or the certificate that none exists.

    Write :math:`\tilde x = (x, 1)` and turn the samples of class 0 round:
    :math:`u_i = \pm\tilde x_i`. A hyperplane :math:`\tilde w = (w, b)` is right
    on every sample iff :math:`\tilde w \cdot u_i > 0` for all i. The widest margin

    .. math:: \gamma = \max_{\|\tilde w\| = 1} \min_i \tilde w \cdot u_i

    is the distance of the origin from the convex hull of the :math:`u_i`.

    Parameters
    ----------
    X : array_like, shape (n_samples, n_features)
        Samples.
    y : array_like, shape (n_samples,)
        Classes, 0 or 1.

    Returns
    -------
    margin : Margin

    Raises
    ------
    ValueError
        If a shape is wrong, a value is not finite, or a class is neither 0 nor 1.

    Notes
    -----
    The nearest point is found exactly, in finitely many steps, by Wolfe's
    algorithm [1]: keep a small set of corners, go to the nearest point of
    the flat through them, drop corners whose weight turns negative, add the
    corner that reaches farthest towards the origin.

    Numerics: a margin above about ``1e-6 * radius`` is exact to many digits. A
    smaller one may be taken for 0, since its nearest point can have weights
    below the rounding of the others; below ``1e-12 * radius`` it always is.

    References
    ----------
    .. [1] P. Wolfe, "Finding the nearest point in a polytope", Mathematical
       Programming 11 (1976).

    Examples
    --------
    >>> from nnlib import datasets
    >>> and_ = max_margin(*datasets.gate("and"))
    >>> round(and_.gamma, 4), round(and_.bound, 4)
    (0.2425, 51.0)
    >>> xor = max_margin(*datasets.gate("xor"))
    >>> xor.gamma, xor.multipliers
    (0.0, array([0.25, 0.25, 0.25, 0.25]))
    """
    samples = float_array("X", X, ndim=2)
    classes = two_classes("y", y, len(samples))
    if not np.isfinite(samples).all():
        raise ValueError("X must hold finite numbers, got nan or inf")
    augmented = np.column_stack([samples, np.ones(len(samples))])
    _, exponent = np.frexp(np.abs(augmented).max())
    augmented = np.ldexp(augmented, -exponent)  # so that squares do not overflow
    radius = float(np.linalg.norm(augmented, axis=1).max())
    signed = np.where(classes[:, None] == 1, augmented, -augmented)
    multipliers = _nearest_to_origin(signed)
    direction, _ = _normal(signed[multipliers > 0])
    gamma = float((signed @ direction).min())
    if gamma <= 1e-12 * radius:
        return Margin(0.0, float(np.ldexp(radius, exponent)), np.zeros(samples.shape[1]), 0.0, multipliers)
    gamma, radius = float(np.ldexp(gamma, exponent)), float(np.ldexp(radius, exponent))
    return Margin(gamma, radius, direction[:-1], float(direction[-1]), multipliers)


def _normal(corners: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return the direction from the origin to the nearest point of the flat through the corners, and its distance.

    Unlike a sum of weighted corners, which cancels where the flat passes close
    to the origin, the direction keeps its digits there.
    """
    edges, _ = np.linalg.qr((corners[1:] - corners[0]).T)
    normal = corners[0]
    for _ in range(2):  # the second pass removes what rounding left along the edges
        normal = normal - edges @ (edges.T @ normal)
    distance = float(np.linalg.norm(normal))
    return (normal / distance if distance > 0 else normal), distance


def _nearest_to_origin(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the convex weights of the point of the hull of `points` that is nearest to the origin."""
    rounding = 1e-14 * float(np.linalg.norm(points, axis=1).max())
    corners, weights = [0], np.array([1.0])
    visited: set[frozenset[int]] = set()  # each set of corners comes once, but for rounding
    while frozenset(corners) not in visited:
        visited.add(frozenset(corners))
        direction, distance = _normal(points[corners])
        reach = points @ direction
        farthest = int(reach.argmin())
        if distance <= rounding or reach[farthest] >= distance - rounding:
            break
        corners, weights = [*corners, farthest], np.append(weights, 0.0)
        while True:
            flat = _nearest_in_flat(points[corners])
            if (flat >= 0).all():
                weights = flat
                break
            # Walk from the old weights towards the flat's, as far as no weight turns negative; drop what reached 0.
            falling = np.flatnonzero(flat < 0)
            strides = weights[falling] / (weights[falling] - flat[falling])
            weights = weights + strides.min() * (flat - weights)
            weights[falling[strides.argmin()]] = 0.0
            keep = weights > 0
            corners, weights = [c for c, k in zip(corners, keep, strict=True) if k], weights[keep]
    multipliers: NDArray[np.float64] = np.zeros(len(points))
    multipliers[corners] = weights
    return multipliers


def _nearest_in_flat(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights with sum 1, of any sign, of the flat's point nearest to the origin."""
    first, edges = corners[0], corners[1:] - corners[0]
    rest = np.linalg.lstsq(edges.T, -first)[0]
    return np.concatenate([[1 - rest.sum()], rest])
