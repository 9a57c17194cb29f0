"""What the constructions have in common: parts of an interval, samples of a function."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate

Float64s = NDArray[np.float64]
Function = Callable[[Float64s], ArrayLike]


def ends(name: str, interval: Any) -> tuple[float, float]:
    """Return the two ends of an interval."""
    if not isinstance(interval, (tuple, list, np.ndarray)) or len(interval) != 2:
        raise ValueError(f"{name} must be two numbers (low, high), got {interval!r}")
    low = _validate.number(f"{name}[0]", interval[0])
    high = _validate.number(f"{name}[1]", interval[1], above=low)
    if not np.isfinite(high - low):
        raise ValueError(f"{name} must be less than 1.7e308 wide, got {interval!r}")
    return low, high


def parts(name: str, interval: Any, count_name: str, count: Any) -> tuple[Float64s, float]:
    """Cut an interval into equal parts; return their count + 1 edges and their width."""
    low, high = ends(name, interval)
    count = _validate.count(count_name, count)
    edges = np.linspace(low, high, count + 1)
    if not (np.diff(edges) > 0).all():
        raise ValueError(f"{name} must have room for {count_name} = {count} parts, got {interval!r}")
    return edges, (high - low) / count


def middles(edges: Float64s) -> Float64s:
    """Return the middles of the parts; halving first cannot overflow."""
    return edges[:-1] / 2 + edges[1:] / 2


def outermost_moved(edges: Float64s, width: float) -> Float64s:
    """Move the two outermost edges out, so that a step there is over where the interval begins."""
    with np.errstate(over="ignore"):  # the layer of steps refuses an infinite edge
        return np.concatenate([edges[:1] - width, edges[1:-1], edges[-1:] + width])


def finite_array(name: str, value: ArrayLike, ndim: int) -> Float64s:
    """Return `value` as a non-empty array of finite float64."""
    return _validate.finite(name, _validate.float_array(name, value, ndim=ndim)).astype(np.float64)


def values_of(f: Function, x: Float64s) -> Float64s:
    """Return f(x), one finite number a sample."""
    if not callable(f):
        raise ValueError(f"f must be callable, got {f!r}")
    values = _validate.float_array("f(x)", f(x.copy())).astype(np.float64)
    if values.shape != x.shape[:1]:
        raise ValueError(f"f(x) must have shape {x.shape[:1]}, got shape {values.shape}")
    _validate.finite("f(x)", values)
    return values


def heights_that_add_up(name: str, heights: Float64s) -> Float64s:
    """Refuse heights whose sum may overflow in the output unit."""
    with np.errstate(over="ignore"):
        if not np.isfinite(np.abs(heights).sum()):
            raise ValueError(f"{name} must have a finite sum, got values up to {np.abs(heights).max():g}")
    return heights
