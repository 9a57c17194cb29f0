"""Straight lines from point to point, with ReLU units."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib import _validate
from nnlib.approximation._checks import Float64s, finite_array
from nnlib.layers import Dense
from nnlib.mlp import MLP

__all__ = ["interpolant", "through_points"]


def interpolant(knots: ArrayLike, values: ArrayLike) -> MLP:
    r"""ReLU net that goes through given points, straight from each to the next.

    .. math:: v_0 + \sum_{i=0}^{N-1} (s_i - s_{i-1})\,\mathrm{ReLU}(x - t_i), \qquad
              s_i = \frac{v_{i+1} - v_i}{t_{i+1} - t_i}, \quad s_{-1} = 0

    Each hidden unit starts at a knot and adds the change of slope there.

    Parameters
    ----------
    knots : array_like, shape (N + 1,)
        Places :math:`t_0 < t_1 < \dots < t_N`; at least two.
    values : array_like, shape (N + 1,)
        Values :math:`v_i` there.

    Returns
    -------
    net : MLP
        1-N-1. Before the first knot it is constant, after the final one it goes on
        along the final line: no unit starts there.

    Raises
    ------
    ValueError
        If the arrays do not fit, `knots` do not increase, a number is not
        finite, or the values change so fast that the net would overflow or round them away.

    See Also
    --------
    knots : the way back, from a net to the places where its slope changes.

    Notes
    -----
    Numerics: far right, large terms of both signs cancel, and
    :math:`\varepsilon R` of rounding is left, with :math:`\varepsilon` = 2.2e-16 and
    :math:`R = |v_0| + \sum_i |s_i - s_{i-1}|\,(t_N - t_i)`. Where that is more than a
    millionth of the largest value, the points are refused.

    Examples
    --------
    >>> tent = interpolant([0, 0.5, 1], [0, 1, 0])
    >>> tent
    MLP([Dense(1, 2, 'relu'), Dense(2, 1, 'identity')])
    >>> tent([-1, 0, 0.25, 0.5, 1, 2])
    array([ 0. ,  0. ,  0.5,  1. ,  0. , -2. ])
    """
    places, heights = finite_array("knots", knots, ndim=1), finite_array("values", values, ndim=1)
    if places.size < 2:
        raise ValueError(f"knots must be at least two, got {places.size}")
    _validate.same_shape("knots", places, "values", heights)
    if not (places[:-1] < places[1:]).all():
        raise ValueError(f"knots must increase strictly, got {knots!r}")
    return through_points(places, heights, "values")


def through_points(knots: Float64s, values: Float64s, name: str) -> MLP:
    """Build the interpolant; an error calls the values by `name`."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gaps = np.diff(knots)
        slopes = np.diff(values) / gaps
        changes = np.diff(slopes, prepend=0.0)
        largest_sum = abs(values[0]) + np.abs(changes) @ (knots[-1] - knots[:-1])
    largest = np.abs(values).max()
    if not np.finfo(float).eps * largest_sum <= 1e-6 * largest:  # true for nan as well
        raise ValueError(
            f"{name} must change more slowly to be kept in float64, "
            f"got values up to {largest:g} on knots {gaps.min():g} apart"
        )
    hidden = Dense(W=np.ones((1, changes.size)), b=-knots[:-1], activation="relu")
    return MLP(layers=[hidden, Dense(W=changes.reshape(-1, 1), b=values[:1])])
