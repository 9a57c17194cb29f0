"""Towers over squares in the plane."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate
from nnlib.approximation._checks import finite_array, heights_that_add_up
from nnlib.approximation._pulses import step_layer
from nnlib.layers import Dense
from nnlib.mlp import MLP

__all__ = ["threshold_layer", "tower", "towers"]


def tower(center: Sequence[float], width: float, height: float, steepness: float) -> MLP:
    r"""Tower over a square in the plane: where a pulse in x meets a pulse in y.

    .. math::
        & h\,\sigma\bigl(k\,[p(x_1 - c_1) + p(x_2 - c_2) - \tfrac32]\bigr), \\
        & p(t) = \sigma(k(t + \tfrac w2)) - \sigma(k(t - \tfrac w2))

    The sum of the pulses is about 2 inside the square, 1 on the two strips
    that cross there, and 0 elsewhere: a threshold of 3/2 leaves the square.

    Parameters
    ----------
    center : sequence of two floats
        Centre :math:`(c_1, c_2)` of the square.
    width : float
        Side w > 0 of the square.
    height : float
        Height h of the tower; may be negative.
    steepness : float
        Weight k > 0 of the units in both hidden layers.

    Returns
    -------
    net : MLP
        2-4-1-1: the four steps, the threshold unit, and the height.

    Raises
    ------
    ValueError
        If ``width <= 0``, ``steepness <= 0``, `center` is not two finite numbers,
        or numbers are so large that the net would overflow.

    See Also
    --------
    towers : many in one net.
    approximate_2d : towers side by side that follow a surface.

    Notes
    -----
    With k w large, the plateau is :math:`h\,\sigma(k/2)` and the strips
    :math:`h\,\sigma(-k/2)`: k = 20 leaves an error of 5e-5 h.

    References
    ----------
    .. [1] Nielsen, *Neural Networks and Deep Learning*, 2015, ch. 4.

    Examples
    --------
    >>> net = tower((0.5, 0.5), width=0.4, height=1, steepness=50)
    >>> net([[0.5, 0.5], [0.5, 0.9], [0.1, 0.1]]).ravel().round(3)
    array([1., 0., 0.])
    """
    middle = _validate.float_array("center", center)
    if middle.shape != (2,) or not np.isfinite(middle).all():
        raise ValueError(f"center must be two finite numbers, got {center!r}")
    return towers([middle], width, [_validate.number("height", height)], steepness)


def towers(centers: ArrayLike, width: float, heights: ArrayLike, steepness: float) -> MLP:
    r"""Many towers in one net; where they overlap, their heights add up.

    .. math:: \sum_i h_i\,\sigma\bigl(k\,[p(x_1 - c_{i1}) + p(x_2 - c_{i2}) - \tfrac32]\bigr)

    with the pulse p of `tower`.

    Parameters
    ----------
    centers : array_like, shape (n, 2)
        Centres of the squares, one a row.
    width : float
        Side w > 0 of every square.
    heights : array_like, shape (n,)
        Heights; may be negative.
    steepness : float
        Weight k > 0 of the units in both hidden layers.

    Returns
    -------
    net : MLP
        2-4n-n-1: four steps and one threshold unit a tower, and the heights.

    Raises
    ------
    ValueError
        If an argument is not as described, or numbers are so large that the
        net would overflow or the edges of a tower fall together.

    See Also
    --------
    tower : one of them, with its formula explained.
    approximate_2d : towers on a grid, which share their steps.

    Examples
    --------
    >>> net = towers([(0, 0), (2, 1)], width=1, heights=[3, -1], steepness=40)
    >>> net
    MLP([Dense(2, 8, 'sigmoid'), Dense(8, 2, 'sigmoid'), Dense(2, 1, 'identity')])
    >>> net([[0, 0], [2, 1], [2, 0]]).ravel().round(3)
    array([ 3., -1.,  0.])
    """
    middles, plateaus = finite_array("centers", centers, ndim=2), finite_array("heights", heights, ndim=1)
    n = len(middles)
    if middles.shape != (n, 2):
        raise ValueError(f"centers must have 2 columns, got shape {middles.shape}")
    if plateaus.shape != (n,):
        raise ValueError(f"heights must have shape ({n},), one a centre, got shape {plateaus.shape}")
    heights_that_add_up("heights", plateaus)
    half = _validate.number("width", width, above=0) / 2
    k = _validate.number("steepness", steepness, above=0)
    with np.errstate(over="ignore"):
        edges = middles[:, [0, 0, 1, 1]] + [-half, half, -half, half]
    if not (edges[:, ::2] < edges[:, 1::2]).all():
        raise ValueError(f"width must be enough to tell left from right at the largest centre, got {width!r}")
    steps = step_layer(np.tile([[1.0, 1, 0, 0], [0, 0, 1, 1]], n), edges.ravel(), k)
    thresholds = threshold_layer(np.kron(np.eye(n), np.array([[1.0], [-1], [1], [-1]])), k)
    return MLP(layers=[steps, thresholds, Dense(W=plateaus.reshape(-1, 1))])


def threshold_layer(pulses: NDArray[np.floating[Any]], weight: float) -> Dense:
    """Layer whose unit j adds the two pulses that column j makes of the steps, and fires where they pass 3/2."""
    if not np.isfinite(2 * weight):  # where both pulses are 1
        raise ValueError(f"steepness must leave the threshold units finite, got units of weight {weight:g}")
    return Dense(W=weight * pulses, b=np.full(pulses.shape[1], -1.5 * weight), activation="sigmoid")
