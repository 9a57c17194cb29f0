"""A curve followed by one hidden layer, of pulses or of straight lines."""

from typing import Any

import numpy as np

from nnlib import _validate
from nnlib.approximation._checks import (
    Float64s,
    Function,
    heights_that_add_up,
    middles,
    outermost_moved,
    parts,
    values_of,
)
from nnlib.approximation._interpolant import through_points
from nnlib.approximation._pulses import pulses
from nnlib.approximation._spacing import free_edges
from nnlib.mlp import MLP

__all__ = ["RESOLUTION", "approximate", "parts_and_steepness"]

RESOLUTION = 10_000


def approximate(
    f: Function,
    n_bumps: int,
    interval: tuple[float, float] = (0.0, 1.0),
    kind: str = "sigmoid",
    *,
    steepness: float | None = None,
    spacing: str = "equal",
    resolution: int = RESOLUTION,
) -> MLP:
    r"""Net with one hidden layer that follows `f` on an interval.

    The interval is cut into `n_bumps` parts; the narrowest has width :math:`w`.

    * "sigmoid": one pulse a part, as high as `f` in the middle of the part.
    * "relu": the `interpolant` of `f` at the ends of the parts.

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
    spacing : {"equal", "free"}
        Parts of equal width, or narrow ones where `f` is hard to follow: for "sigmoid" `f` goes
        up and down by the same amount in each part, :math:`\int |f'|`; for "relu" each part has
        the same share of :math:`\int \sqrt{|f''|}`.
    resolution : int
        Number of steps over the interval in which "free" measures `f`, at least 1.

    Returns
    -------
    net : MLP
        1-2N-1 for "sigmoid" and 1-N-1 for "relu", with N = `n_bumps`.

    Raises
    ------
    ValueError
        If `f` returns something else, an argument is not as described, or
        numbers are so large that the net would overflow.

    See Also
    --------
    error_bound : what the error stays below, for any continuous `f`.
    staircase : the same function as the pulses, with N + 1 units.
    approximate_2d : the same for a surface.

    Notes
    -----
    Error bounds on the interval, for parts of equal width:

    * "sigmoid": for `f` with Lipschitz constant L,
      :math:`L\,(w/2 + 2\ln 2/k) + 2\,e^{-kw}\max|f|`. Where two pulses meet,
      the net is an average of their heights; :math:`2\ln 2/k` is how
      far that average reaches. The outermost pulses extend by w beyond the
      interval, which leaves the last term.
    * "relu": for twice differentiable `f`, :math:`\max|f''|\,w^2/8`.

    Numerics of "free": both integrals are sums over `resolution` cells, which are finest at the ends of
    the interval. A hundredth of the whole is spread evenly, so that parts have a width where `f` is flat.

    References
    ----------
    .. [1] de Boor, "Good approximation by splines with variable knots", 1973: equal shares.

    Examples
    --------
    Ten times as many pulses, a tenth of the error:

    >>> x = np.linspace(0, 1, 1001)
    >>> for n_bumps in (10, 100):
    ...     net = approximate(np.sin, n_bumps)
    ...     print(round(float(np.abs(net(x) - np.sin(x)).max()), 4))
    0.05
    0.005

    Where `f` is steep, narrow parts help:

    >>> for spacing in ("equal", "free"):
    ...     net = approximate(np.sqrt, 100, spacing=spacing)
    ...     print(round(float(np.abs(net(x) - np.sqrt(x)).max()), 4))
    0.0707
    0.0071
    """
    edges, width, steepness = parts_and_steepness(f, n_bumps, interval, kind, steepness, spacing, resolution)
    if kind == "relu":
        return through_points(edges, values_of(f, edges), "f(x)")
    heights = heights_that_add_up("f(x)", values_of(f, middles(edges)))
    return pulses(outermost_moved(edges, width), heights, steepness)


def parts_and_steepness(
    f: Function, n_bumps: Any, interval: Any, kind: Any, steepness: float | None, spacing: Any, resolution: Any
) -> tuple[Float64s, float, float]:
    """Check the arguments of `approximate`; return the edges of the parts, the width of the narrowest, and k."""
    edges, width = parts("interval", interval, "n_bumps", n_bumps)
    kind = _validate.choice("kind", kind, ("sigmoid", "relu"))
    resolution = _validate.count("resolution", resolution)
    if _validate.choice("spacing", spacing, ("equal", "free")) == "free":
        edges = free_edges(f, edges, kind, resolution)
        width = float(np.diff(edges).min())
    if steepness is None:
        return edges, width, 100 / width
    if kind == "relu":
        raise ValueError(f"steepness must be left out for kind 'relu', got {steepness!r}")
    return edges, width, _validate.number("steepness", steepness, above=0)
