"""Where to cut an interval so that no part is harder to follow than another."""

import numpy as np

from nnlib.approximation._checks import Float64s, Function, values_of

__all__ = ["free_edges"]


def free_edges(f: Function, equal_edges: Float64s, kind: str, cells: int) -> Float64s:
    r"""Move the inner edges until each part is equally hard to follow.

    For "sigmoid" that is how far `f` goes up and down in a part, :math:`\int |f'|`: a pulse has one
    height. For "relu" it is :math:`\int \sqrt{|f''|}`: a straight line is off by
    :math:`|f''| w^2/8` at most, so the root of the bend says how many parts of width w are needed.

    Numerics: both are sums over `cells` cells, which are finest at the ends, as
    :math:`x = (1 - \cos \pi u)/2` with u in equal steps. A hundredth of the whole is spread evenly
    over the interval, so that parts have a width where `f` is flat or straight.
    """
    low, high = float(equal_edges[0]), float(equal_edges[-1])
    x = low + (high - low) * (1 - np.cos(np.pi * np.linspace(0, 1, cells + 1))) / 2
    x[-1] = high
    values, lengths = values_of(f, x), np.diff(x)
    if not (lengths > 0).all():
        raise ValueError(f"interval must have room for {cells} cells where spacing is 'free', got ({low!r}, {high!r})")
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        difficulty = np.abs(np.diff(values)) if kind == "sigmoid" else _bend(values, lengths)
        difficulty = difficulty + lengths * (0.01 * difficulty.sum() / (high - low) or 1.0)
        share = np.concatenate([[0.0], np.cumsum(difficulty)])
    if not np.isfinite(share[-1]):
        raise ValueError(
            f"f(x) must change more slowly where spacing is 'free', got values up to {np.abs(values).max():g}"
        )
    share /= share[-1]
    edges = np.interp(np.linspace(0, 1, equal_edges.size), share, x)
    edges[0], edges[-1] = low, high
    return edges


def _bend(values: Float64s, lengths: Float64s) -> Float64s:
    """Return root of the second derivative times length for each cell; what may be rounding is no change of slope."""
    slopes = np.diff(values) / lengths
    change = np.abs(np.diff(slopes))
    rounding = 4 * np.finfo(float).eps * np.abs(values).max() * (1 / lengths[1:] + 1 / lengths[:-1])
    second = np.where(change > rounding, change, 0.0) / ((lengths[1:] + lengths[:-1]) / 2)
    root = np.sqrt(second)
    bend: Float64s = (np.append(root, root[-1]) + np.insert(root, 0, root[0])) / 2 * lengths
    return bend
