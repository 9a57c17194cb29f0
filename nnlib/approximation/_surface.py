"""A surface followed by towers on a grid."""

import numpy as np

from nnlib import _validate
from nnlib.approximation._checks import Function, heights_that_add_up, middles, outermost_moved, parts, values_of
from nnlib.approximation._pulses import step_layer
from nnlib.approximation._towers import threshold_layer
from nnlib.layers import Dense
from nnlib.mlp import MLP

__all__ = ["approximate_2d"]


def approximate_2d(
    f: Function, n_towers: int, square: tuple[float, float] = (0.0, 1.0), *, steepness: float | None = None
) -> MLP:
    r"""Net of n x n towers that follows a function of two numbers on a square.

    Each side is cut into n parts of width w. Over each of the n x n small squares
    stands a tower, as high as `f` in its middle. Neighbours share their steps:

    .. math::
        & \sum_{i,j} f(m_i, m_j)\,\sigma\bigl(kw\,[p_i(x_1) + p_j(x_2) - \tfrac32]\bigr), \\
        & p_i(t) = \sigma(k(t - e_i)) - \sigma(k(t - e_{i+1}))

    with edges :math:`e_i` and middles :math:`m_i`.

    Parameters
    ----------
    f : callable
        Takes samples X of shape (n_samples, 2) and returns shape (n_samples,).
    n_towers : int
        Number n of towers along each side, at least 1.
    square : tuple of two floats
        Where the square begins and ends, in both directions.
    steepness : float, optional
        Weight k > 0 of the steps; ``100 / w`` unless given. The weight of the threshold
        units is k w, as their inputs are heights, which have no unit of length.

    Returns
    -------
    net : MLP
        2-2(n+1)-n²-1: the steps in both directions, a threshold unit a tower, and the heights.

    Raises
    ------
    ValueError
        If `f` returns something else, an argument is not as described, or
        numbers are so large that the net would overflow.

    See Also
    --------
    towers : towers anywhere, each with four steps of its own.
    approximate : the same for a curve.

    Notes
    -----
    **Away from edges** the net follows `f`. With :math:`\omega` the largest
    difference of `f` between points at most w/2 apart in each direction, the error at
    distance d or more from every inner edge is at most

    .. math:: \omega + n^2 \max|f|\; e^{-kw\,(1/2 - 4 e^{-kd})}

    **On an edge** between two towers their two weights add up to 1, so the net is an
    average of both heights. The outermost steps lie w beyond the square: its border is no edge.

    **At a corner** where four towers meet, each has half a pulse in both directions,
    together 1: no unit reaches 3/2, and the net is near 0 whatever `f` is. So the largest
    error does not fall with n. The hole, where less than half of the weight is left, has
    an area of about :math:`14.3/k^2`; all holes together take up less than
    :math:`14.4/(kw)^2` of the square, 0.14 % for k w = 100. A lower threshold makes the holes
    smaller, but then both towers count in full along an edge: only 3/2 avoids that.

    References
    ----------
    .. [1] Nielsen, *Neural Networks and Deep Learning*, 2015, ch. 4.

    Examples
    --------
    >>> def saddle(X):
    ...     return X[:, 0] * X[:, 1]
    >>> net = approximate_2d(saddle, 5, (-1, 1))
    >>> net
    MLP([Dense(2, 12, 'sigmoid'), Dense(12, 25, 'sigmoid'), Dense(25, 1, 'identity')])

    In the middle of a tower, on the edge between it and the next, at a corner:

    >>> net([[0.4, 0.8], [0.6, 0.8], [0.6, 0.6]]).ravel().round(3)
    array([0.32, 0.48, 0.  ])
    """
    edges, width = parts("square", square, "n_towers", n_towers)
    k = 100 / width if steepness is None else _validate.number("steepness", steepness, above=0)
    n = len(edges) - 1
    grid = np.meshgrid(middles(edges), middles(edges), indexing="ij")
    heights = heights_that_add_up("f(x)", values_of(f, np.stack(grid, axis=-1).reshape(-1, 2)))

    step_edges = outermost_moved(edges, width)
    steps = step_layer(np.kron(np.eye(2), np.ones(n + 1)), np.tile(step_edges, 2), k)
    # Column i takes step i and gives back step i + 1; the tower over part i and part j adds two such pulses.
    pulses = np.eye(n + 1, n) - np.eye(n + 1, n, k=-1)
    towers = np.vstack([np.repeat(pulses, n, axis=1), np.tile(pulses, n)])
    return MLP(layers=[steps, threshold_layer(towers, k * width), Dense(W=heights.reshape(-1, 1))])
