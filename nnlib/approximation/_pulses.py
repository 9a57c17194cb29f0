"""Steps, the pulse of two of them, pulses side by side, and a staircase."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate
from nnlib.approximation._checks import Float64s, finite_array, heights_that_add_up
from nnlib.layers import Dense
from nnlib.mlp import MLP

__all__ = ["bump", "pulses", "staircase", "step_layer"]


def bump(left: float, right: float, height: float, steepness: float) -> MLP:
    r"""Pulse: two sigmoid units, one that steps up and one that takes it back.

    .. math:: h\,[\sigma(k(x - l)) - \sigma(k(x - r))]

    Parameters
    ----------
    left, right : float
        Edges l < r, where the pulse passes through half its height.
    height : float
        Height h of the plateau; may be negative.
    steepness : float
        Weight k > 0 of the hidden units. The plateau is flat where
        k (right - left) is large.

    Returns
    -------
    net : MLP
        1-2-1, sigmoid units and an identity output.

    Raises
    ------
    ValueError
        If ``left >= right``, ``steepness <= 0``, a number is not finite, or
        steepness times an edge overflows.

    References
    ----------
    .. [1] Nielsen, *Neural Networks and Deep Learning*, 2015, ch. 4.

    Examples
    --------
    >>> net = bump(0.4, 0.6, height=2, steepness=100)
    >>> net([0.2, 0.4, 0.5, 0.8]).round(3)
    array([0., 1., 2., 0.])
    """
    left = _validate.number("left", left)
    right = _validate.number("right", right, above=left)
    height = _validate.number("height", height)
    steepness = _validate.number("steepness", steepness, above=0)
    return pulses(np.array([left, right]), np.array([height]), steepness)


def staircase(edges: ArrayLike, heights: ArrayLike, steepness: float) -> MLP:
    r"""Net with one step at each edge: pulses side by side, whose neighbours share a unit.

    .. math:: \sum_{i=0}^{N} (h_{i+1} - h_i)\,\sigma(k(x - e_i)), \qquad h_0 = h_{N+1} = 0

    Parameters
    ----------
    edges : array_like, shape (N + 1,)
        Places :math:`e_0 < e_1 < \dots < e_N` of the steps.
    heights : array_like, shape (N,)
        Heights :math:`h_1, \dots, h_N` between them. Outside all edges the height is 0.
    steepness : float
        Weight k > 0 of the hidden units.

    Returns
    -------
    net : MLP
        1-(N+1)-1: the sum of N pulses of `bump`, with N + 1 units in place of 2N.

    Raises
    ------
    ValueError
        If the arrays do not fit, `edges` do not increase, ``steepness <= 0``, or numbers are so large
        that the net would overflow.

    See Also
    --------
    interpolant : the same with ReLU units, which go straight from point to point.

    Examples
    --------
    >>> net = staircase([0, 1, 3], heights=[2, -1], steepness=100)
    >>> net
    MLP([Dense(1, 3, 'sigmoid'), Dense(3, 1, 'identity')])
    >>> net([-1, 0.5, 2, 4]).round(3) + 0.0
    array([ 0.,  2., -1.,  0.])
    """
    places, plateaus = finite_array("edges", edges, ndim=1), finite_array("heights", heights, ndim=1)
    if not (places[:-1] < places[1:]).all():
        raise ValueError(f"edges must increase strictly, got {edges!r}")
    if plateaus.size != places.size - 1:
        raise ValueError(f"heights must be one fewer than the {places.size} edges, got {plateaus.size}")
    steepness = _validate.number("steepness", steepness, above=0)
    with np.errstate(over="ignore"):
        rises = np.diff(plateaus, prepend=0.0, append=0.0)
    heights_that_add_up("differences of heights", rises)
    hidden = step_layer(np.ones((1, places.size)), places, steepness)
    return MLP(layers=[hidden, Dense(W=rises.reshape(-1, 1))])


def pulses(edges: Float64s, heights: Float64s, steepness: float) -> MLP:
    """Pulses side by side; units 2i and 2i + 1 are the left and the right edge of pulse i."""
    steps = np.column_stack([edges[:-1], edges[1:]]).ravel()
    output = np.column_stack([heights, -heights]).reshape(-1, 1)
    return MLP(layers=[step_layer(np.ones((1, steps.size)), steps, steepness), Dense(W=output)])


def step_layer(directions: NDArray[np.floating[Any]], edges: Float64s, steepness: float) -> Dense:
    """Layer whose unit j steps up where the inputs times column j of `directions` pass ``edges[j]``."""
    with np.errstate(over="ignore", invalid="ignore"):
        biases = -steepness * edges
    if not np.isfinite(biases).all():
        largest = np.abs(edges).max()
        raise ValueError(f"steepness times an edge must be finite, got {steepness!r} and edges up to {largest:g}")
    return Dense(W=steepness * directions, b=biases, activation="sigmoid")
