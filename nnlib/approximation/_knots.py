"""Where a piecewise linear net changes its slope."""

from typing import Any

import numpy as np

from nnlib._floats import Floats
from nnlib.activations import LeakyReLU, identity, relu
from nnlib.approximation._checks import Float64s, ends
from nnlib.layers import Dense, Layer, Maxout, PReLU
from nnlib.mlp import MLP

__all__ = ["knots"]


def knots(net: MLP, interval: tuple[float, float] = (0.0, 1.0)) -> Float64s:
    r"""Places inside an interval where a net of one input changes its slope.

    Layer by layer: between known knots every pre-activation is a straight line,
    so the only new knots are where it crosses zero (or, in a `Maxout` unit, where two
    lines cross). The slopes on both sides come from the weights, not from differences.

    Parameters
    ----------
    net : MLP
        Net of one input, whose layers are "identity", "relu", `LeakyReLU`, `Maxout`, or
        `PReLU` with slopes of at most 1.
    interval : tuple of two floats
        Where to look. Its ends are not knots.

    Returns
    -------
    places : ndarray, shape (n_knots,)
        In increasing order; ``len(places) + 1`` is the number of straight pieces. If the
        net has several outputs, places where any of them changes its slope.

    Raises
    ------
    ValueError
        If `net` has more than one input, an activation of another kind, or overflows.

    See Also
    --------
    interpolant : a net with given knots.
    compose : with which few units make many knots.

    Notes
    -----
    Numerics: knots closer than a millionth of a millionth of the interval (or than its ends
    are rounded) count as one. A change of slope counts if it is well above what rounding may have made of none:
    with :math:`s` the slopes and :math:`r^2` the sum of squares of all rounding errors
    so far (in units of the last digit, taken as independent), a layer gives
    :math:`r^2 \leftarrow (r^2 + s^2)\,(W \odot W)`, and changes above 1e-12 r count.

    References
    ----------
    .. [1] Montúfar, Pascanu, Cho, Bengio, "On the number of linear regions of deep neural networks",
       NIPS 2014.

    Examples
    --------
    >>> from nnlib.approximation import interpolant
    >>> knots(interpolant([0, 0.25, 0.5, 1], [1, 2, 3, 0]))
    array([0.5])

    At 1/4 the slope stays the same. The net is also constant before 0:

    >>> knots(interpolant([0, 0.25, 0.5, 1], [1, 2, 3, 0]), (-1, 1))
    array([0. , 0.5])
    """
    low, high = ends("interval", interval)
    if not isinstance(net, MLP) or net.layers[0].n_in != 1:
        raise ValueError(f"net must be an MLP with one input, got {net!r}")
    closest = max(1e-12 * (high - low), 4 * np.spacing(max(abs(low), abs(high))))
    # One row a straight piece: its left end, and there the value, slope and rounding error r of every unit.
    left = np.array([low])
    value, slope, rounding = np.array([[low]]), np.ones((1, 1)), np.zeros((1, 1))
    with np.errstate(all="ignore"):
        for layer in net.layers:
            W, b = lines_of(layer)
            value = value @ W + b[:, np.newaxis]
            rounding = np.sqrt((rounding**2 + slope**2) @ W**2)
            slope = slope @ W

            places = crossings(left, value, slope)
            from_left = places - left[:, np.newaxis]
            to_right = np.append(left[1:], high)[:, np.newaxis] - places
            found = np.sort(places[(from_left > closest) & (to_right > closest)])
            found = found[np.diff(found, prepend=-np.inf) > closest]
            cut = np.sort(np.append(left, found))
            piece = np.searchsorted(left, cut, side="right") - 1
            value = value[:, piece] + slope[:, piece] * (cut - left[piece])[:, np.newaxis]
            left, slope, rounding = cut, slope[:, piece], rounding[:, piece]

            middle = value + slope * np.diff(left, append=high)[:, np.newaxis] / 2
            winner = middle.argmax(axis=0)[np.newaxis]
            value, slope, rounding = (
                np.take_along_axis(lines, winner, axis=0)[0] for lines in (value, slope, rounding)
            )
        change = np.abs(np.diff(slope, axis=0))
    if not (np.isfinite(value).all() and np.isfinite(rounding).all()):
        raise ValueError(f"net must not overflow on the interval, got {net!r}")
    return left[1:][(change > 1e-12 * np.maximum(rounding[:-1], rounding[1:])).any(axis=1)]


def lines_of(layer: Layer) -> tuple[Floats, Floats]:
    """Return W (n_lines, n_in, n_out) and b (n_lines, n_out) of the lines of which each unit takes the largest."""
    if isinstance(layer, Maxout):
        return layer.W, layer.b
    scales = scales_of(layer)
    return np.stack([layer.W * scale for scale in scales]), np.stack([layer.b * scale for scale in scales])


def scales_of(layer: Layer) -> list[Any]:
    """Return the slopes s of the lines s z of which the activation is the largest."""
    activation = layer.activation if isinstance(layer, Dense) else None
    if isinstance(layer, PReLU) and (layer.alpha <= 1).all():
        return [1.0, layer.alpha]
    if isinstance(activation, LeakyReLU):
        return [1.0, activation.alpha]
    if activation in (identity, relu):
        return [1.0] if activation == identity else [1.0, 0.0]
    raise ValueError(f"net must have layers that take the largest of straight lines, got {layer!r}")


def crossings(left: Floats, value: Floats, slope: Floats) -> Floats:
    """Places where two of the lines of a unit cross, on every piece; inf or nan for parallel lines."""
    first, second = np.triu_indices(len(value), k=1)
    return left[:, np.newaxis] - (value[first] - value[second]) / (slope[first] - slope[second])
