"""How much a function can change, and how far a net that follows it can be off."""

import math
from dataclasses import dataclass

import numpy as np

from nnlib import _validate
from nnlib.approximation._checks import Float64s, Function, ends, values_of
from nnlib.approximation._curve import RESOLUTION, parts_and_steepness

__all__ = ["bound_terms", "error_bound", "modulus_of_continuity"]


@dataclass(frozen=True)
class BoundTerms:
    """The terms of `error_bound`, which add up to it; for "relu" all but the first are 0."""

    width: float  # what f changes within a part
    edges: float  # what soft edges add
    ends: float  # what the outermost pulses lack at the ends of the interval

    @property
    def total(self) -> float:
        """The bound."""
        return self.width + self.edges + self.ends


def modulus_of_continuity(
    f: Function, distance: float, interval: tuple[float, float] = (0.0, 1.0), *, resolution: int = RESOLUTION
) -> float:
    r"""Largest difference of `f` between points at most a distance apart.

    .. math:: \omega(t) = \max_{|x - y| \le t} |f(x) - f(y)|

    Parameters
    ----------
    f : callable
        Takes an array of shape (n,) and returns one of the same shape.
    distance : float
        Distance t, at least the share 1/(10 `resolution`) of the interval. Beyond the
        length of the interval nothing changes.
    interval : tuple of two floats
        Where x and y lie.
    resolution : int
        How finely `f` is measured, see below; at least 1.

    Returns
    -------
    omega : float
        Measured on a grid, and so a lower estimate: what `f` does between grid points is not seen.

    Raises
    ------
    ValueError
        If `f` returns something else, `distance` is too small, or a difference overflows.

    See Also
    --------
    error_bound : what it is good for.

    Notes
    -----
    The grid has at least 10 `resolution` steps over the interval and at least 10 over the distance,
    and the distance is a whole number of them. With steps of length s the estimate is too
    small by at most :math:`2\,\omega(s/2)`: by L s for an `f` with Lipschitz constant L.

    Examples
    --------
    A Lipschitz function changes in proportion to the distance, a root like its root:

    >>> for f in (np.sin, np.sqrt):
    ...     print([round(modulus_of_continuity(f, distance), 3) for distance in (0.01, 0.04)])
    [0.01, 0.04]
    [0.1, 0.2]
    """
    low, high = ends("interval", interval)
    finest = 1 / (10 * _validate.count("resolution", resolution))
    distance = _validate.number("distance", distance, at_least=finest * (high - low))
    distance = min(distance, high - low)
    steps = max(10, math.ceil(distance / (high - low) / finest))
    step = distance / steps
    x = np.minimum(low + step * np.arange(math.ceil((high - low) / step) + 1), high)
    values = values_of(f, x)
    with np.errstate(over="ignore"):
        omega = largest_spread(values, steps)
    if not np.isfinite(omega):
        raise ValueError(f"f(x) must have finite differences on the interval, got {omega}")
    return omega


def error_bound(
    f: Function,
    n_bumps: int,
    interval: tuple[float, float] = (0.0, 1.0),
    kind: str = "sigmoid",
    *,
    steepness: float | None = None,
    spacing: str = "equal",
    resolution: int = RESOLUTION,
) -> float:
    r"""Bound on the largest error of ``approximate`` with the same arguments.

    .. math::
        \text{"sigmoid":} &\quad \omega(\tfrac w2) + 2\,\omega(\tfrac 1k) + 2\,e^{-kw} \max|f| \\
        \text{"relu":} &\quad \tfrac32\,\omega(\tfrac w2)

    with :math:`\omega` the modulus of continuity, w the width of the narrowest part and k the steepness.
    For parts of different widths the first term is what `f` changes within a part: for "sigmoid" the
    largest :math:`|f(x) - f(m_j)|` between a point and the middle :math:`m_j` of its part, and for "relu"
    the largest difference between two points of a part.

    Parameters
    ----------
    f, n_bumps, interval
        As in `approximate`. `f` need only be continuous.
    kind, steepness, spacing
        As in `approximate`.
    resolution
        As in `approximate` and in `modulus_of_continuity`.

    Returns
    -------
    bound : float
        What ``abs(net(x) - f(x))`` does not exceed on the interval.

    Raises
    ------
    ValueError
        If an argument is not as described.

    See Also
    --------
    bound_terms : the terms one by one.
    modulus_of_continuity : how it is measured. The bound inherits that it is a lower estimate.

    Notes
    -----
    * "sigmoid": the net is an average of the heights :math:`f(m_j)` with the pulses
      :math:`p_j(x) \ge 0` as weights, whose sum is less than 1 by at most :math:`2e^{-kw}`. Let
      :math:`t_j` be the distance from x to part j. As :math:`\omega(s + t) \le \omega(s) + \omega(t)`,

      .. math::
          |f(m_j) - f(x)| &\le \omega(\tfrac w2 + t_j) \\
          &\le \omega(\tfrac w2) + \lceil k t_j \rceil\,\omega(\tfrac 1k).

      Where widths differ, the change within part j takes the place of :math:`\omega(\tfrac w2)`.
      The pulses further away than r/k on one side weigh :math:`\sigma(-r)` at most, so
      :math:`\sum_j p_j \lceil k t_j \rceil \le 2 \sum_{r \ge 0} \sigma(-r) < 1.93`.
    * "relu": at the share :math:`\lambda \le 1/2` of the way between two knots the error is at most
      :math:`(1 - \lambda)\,\omega(\lambda w) + \lambda\,\omega((1 - \lambda) w)`, and
      :math:`\omega((1 - \lambda) w) \le 2\,\omega(w/2)`. For smooth `f` the bound of
      `approximate` with the second derivative is better. Where widths differ: a straight line stays
      between its ends, and so within the values of `f` on its part.

    The change within a part is measured at a hundred steps of each, and so a lower estimate as well.

    Distances that `modulus_of_continuity` does not measure are replaced by the shortest that it
    does, which makes the bound larger.

    References
    ----------
    .. [1] DeVore, Lorentz, *Constructive Approximation*, Springer, 1993.

    Examples
    --------
    >>> from nnlib.approximation import approximate
    >>> net, bound = approximate(np.sqrt, 20), error_bound(np.sqrt, 20)
    >>> x = np.linspace(0, 1, 10_001)
    >>> round(float(np.abs(net(x) - np.sqrt(x)).max()), 3), round(bound, 3)
    (0.158, 0.203)
    """
    terms = bound_terms(f, n_bumps, interval, kind, steepness=steepness, spacing=spacing, resolution=resolution)
    return terms.total


def bound_terms(
    f: Function,
    n_bumps: int,
    interval: tuple[float, float] = (0.0, 1.0),
    kind: str = "sigmoid",
    *,
    steepness: float | None = None,
    spacing: str = "equal",
    resolution: int = RESOLUTION,
) -> BoundTerms:
    """Terms of `error_bound`: which of them is large says what would make the error smaller.

    Parameters
    ----------
    f, n_bumps, interval
        As in `error_bound`.
    kind, steepness, spacing
        As in `error_bound`.
    resolution
        As in `error_bound`.

    Returns
    -------
    terms : BoundTerms
        What the width of the parts, the softness of the edges and the two ends contribute.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    With k = 100 pulses of width 1/10 have a wide share in the bound, soft edges a small one:

    >>> terms = bound_terms(np.sin, 10, steepness=100)
    >>> round(terms.width, 3), round(terms.edges, 3), round(terms.ends, 3)
    (0.05, 0.02, 0.0)
    """
    edges, width, steepness = parts_and_steepness(f, n_bumps, interval, kind, steepness, spacing, resolution)
    low, high = edges[0], edges[-1]
    n_steps = 10 * resolution

    def omega(distance: float) -> float:
        distance = max(distance, 1 / n_steps * (high - low))
        return modulus_of_continuity(f, distance, (low, high), resolution=resolution)

    if kind == "relu":
        within = 1.5 * omega(width / 2) if spacing == "equal" else change_within(f, edges, to_middle=False)
        return BoundTerms(within, 0.0, 0.0)
    within = omega(width / 2) if spacing == "equal" else change_within(f, edges, to_middle=True)
    largest = np.abs(values_of(f, np.linspace(low, high, n_steps + 1))).max()
    return BoundTerms(within, 2 * omega(1 / steepness), float(2 * np.exp(-steepness * width) * largest))


def change_within(f: Function, edges: Float64s, *, to_middle: bool) -> float:
    """Return the largest change of `f` within a part: from its middle, or between any two points."""
    shares = np.linspace(0, 1, 101)
    x = np.minimum(edges[:-1, np.newaxis] + np.diff(edges)[:, np.newaxis] * shares, edges[1:, np.newaxis])
    values = values_of(f, x.ravel()).reshape(x.shape)
    if to_middle:
        return float(np.abs(values - values[:, shares == 0.5]).max())
    return float(np.ptp(values, axis=1).max())


def largest_spread(values: Float64s, steps: int) -> float:
    """Return the largest maximum minus minimum over ``steps + 1`` values in a row.

    Windows are doubled until they are long enough: log2(steps) passes.
    """
    top, bottom, reach = values, values, 0
    while reach < steps:
        shift = min(reach + 1, steps - reach)
        top = np.maximum(top[:-shift], top[shift:])
        bottom = np.minimum(bottom[:-shift], bottom[shift:])
        reach += shift
    return float((top - bottom).max())
