r"""Networks that approximate a function by construction, not by training.

Two steep sigmoid units make a pulse, pulses side by side follow a curve, and
pulses in two directions make a tower. All are MLPs whose weights are set. With
:math:`\sigma` the sigmoid, a unit with weight k and bias -ks is a smooth step
of steepness k at s.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate
from nnlib.layers import Dense
from nnlib.mlp import MLP

Floats = NDArray[np.floating[Any]]

__all__ = ["approximate", "bump", "tower"]


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
        If ``left >= right``, ``steepness <= 0`` or a number is not finite.

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
    return _pulses(np.array([left, right]), np.array([height]), steepness)


def approximate(
    f: Callable[[NDArray[np.float64]], ArrayLike],
    n_bumps: int,
    interval: tuple[float, float] = (0.0, 1.0),
    kind: str = "sigmoid",
    *,
    steepness: float | None = None,
) -> MLP:
    r"""Net with one hidden layer that follows `f` on an interval.

    The interval is cut into `n_bumps` parts of width :math:`w`.

    * "sigmoid": one pulse a part, as high as `f` in the middle of the part.
    * "relu": the piecewise linear interpolant of `f` at the ends of the parts;
      each hidden unit adds the change of slope at one of them.

    Parameters
    ----------
    f : callable
        Takes an array of shape (n,) and returns one of the same shape.
    n_bumps : int
        Number of parts, at least 1.
    interval : tuple of two floats
        Ends of the interval.
    kind : {"sigmoid", "relu"}
        The construction.
    steepness : float, optional
        Weight k > 0 of the sigmoid units; ``100 / w`` unless given. Not for "relu".

    Returns
    -------
    net : MLP
        1-2N-1 for "sigmoid" and 1-N-1 for "relu", with N = `n_bumps`.

    Raises
    ------
    ValueError
        If `f` returns something else, or an argument is not as described.

    Notes
    -----
    Error bounds on the interval:

    * "sigmoid": for `f` with Lipschitz constant L,
      :math:`L\,(w/2 + 2\ln 2/k) + 2\,e^{-kw}\max|f|`. Where two pulses meet,
      the net is an average of their heights; :math:`2\ln 2/k` is how
      far that average reaches. The outermost pulses extend by w beyond the
      interval, which leaves the last term.
    * "relu": for twice differentiable `f`, :math:`\max|f''|\,w^2/8`.

    Examples
    --------
    Ten times as many pulses, a tenth of the error:

    >>> x = np.linspace(0, 1, 1001)[:, np.newaxis]
    >>> for n_bumps in (10, 100):
    ...     net = approximate(np.sin, n_bumps)
    ...     print(round(float(np.abs(net(x) - np.sin(x)).max()), 4))
    0.05
    0.005
    """
    low, high = _interval(interval)
    n_bumps = _validate.count("n_bumps", n_bumps)
    width = (high - low) / n_bumps
    edges = np.linspace(low, high, n_bumps + 1)
    if not (np.diff(edges) > 0).all():
        raise ValueError(f"interval must have room for n_bumps = {n_bumps} parts, got {interval!r}")
    if _validate.choice("kind", kind, ("sigmoid", "relu")) == "relu":
        if steepness is not None:
            raise ValueError(f"steepness must be left out for kind 'relu', got {steepness!r}")
        return _interpolant(edges, _values(f, edges))
    steepness = 100 / width if steepness is None else _validate.number("steepness", steepness, above=0)
    heights = _values(f, (edges[:-1] + edges[1:]) / 2)
    edges[0] -= width
    edges[-1] += width
    return _pulses(edges, heights, steepness)


def tower(center: Sequence[float], width: float, height: float, steepness: float) -> MLP:
    r"""Tower over a square in the plane: where a pulse in x meets a pulse in y.

    .. math:: h\,\sigma\bigl(k\,[p(x_1 - c_1) + p(x_2 - c_2) - \tfrac32]\bigr), \qquad
              p(t) = \sigma(k(t + \tfrac w2)) - \sigma(k(t - \tfrac w2))

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
        If ``width <= 0``, ``steepness <= 0``, or `center` is not two finite numbers.

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
    half = _validate.number("width", width, above=0) / 2
    height = _validate.number("height", height)
    k = _validate.number("steepness", steepness, above=0)
    c1, c2 = middle
    edges = np.array([c1 - half, c1 + half, c2 - half, c2 + half])
    return MLP(
        layers=[
            Dense(W=[[k, k, 0, 0], [0, 0, k, k]], b=-k * edges, activation="sigmoid"),
            Dense(W=k * np.array([[1], [-1], [1], [-1]]), b=[-1.5 * k], activation="sigmoid"),
            Dense(W=[[height]]),
        ]
    )


def _pulses(edges: Floats, heights: Floats, steepness: float) -> MLP:
    """Pulses side by side; units 2i and 2i + 1 are the left and the right edge of pulse i."""
    steps = np.column_stack([edges[:-1], edges[1:]]).ravel()
    with np.errstate(over="ignore"):
        biases = -steepness * steps
    if not np.isfinite(biases).all():
        raise ValueError(f"steepness times an edge must be finite, got {steepness!r} and edges up to {edges[-1]:g}")
    output = np.column_stack([heights, -heights]).reshape(-1, 1)
    hidden = Dense(W=np.full((1, steps.size), steepness), b=biases, activation="sigmoid")
    return MLP(layers=[hidden, Dense(W=output)])


def _interpolant(knots: Floats, values: Floats) -> MLP:
    """Straight lines from knot to knot; constant before the first."""
    slopes = np.diff(values) / np.diff(knots)
    changes = np.diff(slopes, prepend=0.0).reshape(-1, 1)
    hidden = Dense(W=np.ones((1, changes.size)), b=-knots[:-1], activation="relu")
    return MLP(layers=[hidden, Dense(W=changes, b=values[:1])])


def _interval(interval: Any) -> tuple[float, float]:
    if not isinstance(interval, (tuple, list, np.ndarray)) or len(interval) != 2:
        raise ValueError(f"interval must be two numbers (low, high), got {interval!r}")
    low = _validate.number("interval[0]", interval[0])
    high = _validate.number("interval[1]", interval[1], above=low)
    if not np.isfinite(high - low):
        raise ValueError(f"interval must be less than 1.7e308 wide, got {interval!r}")
    return low, high


def _values(f: Callable[[NDArray[np.float64]], ArrayLike], x: NDArray[np.float64]) -> Floats:
    """Return f(x), checked."""
    if not callable(f):
        raise ValueError(f"f must be callable, got {f!r}")
    values = _validate.float_array("f(x)", f(x.copy()))
    _validate.same_shape("f(x)", values, "x", x)
    if not np.isfinite(values).all():
        raise ValueError(f"f(x) must be finite on the interval, got {values[~np.isfinite(values)][0]}")
    return values
