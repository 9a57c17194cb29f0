"""Steps, the pulse of two of them, and pulses side by side."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import _validate
from nnlib.approximation._checks import Float64s
from nnlib.layers import Dense
from nnlib.mlp import MLP

__all__ = ["bump", "pulses", "step_layer"]


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
