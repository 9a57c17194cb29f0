"""Samples whose noise is lopsided and grows with x, and what share of all such targets lies between two lines.

.. math:: y = x/2 + (0.3 + 0.2 x) (e - 1)

where x is uniform in [-1, 1) and e exponentially distributed with mean 1. The
browser draws the same samples: their numbers come from a generator of few lines.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnlib.fitting import Line

Floats = NDArray[np.float64]

SIZES = (25, 100, 400)  # of a sample; a smaller one is the beginning of a larger one
N_SAMPLES = 40
SEED = 2  # the first with which no target is above 3.6, where the drawing ends
#: Gauss's places and weights for an integral from -1 to 1.
PLACES, WEIGHTS = np.polynomial.legendre.leggauss(24)


def _random(n: int, start: int) -> Floats:
    """Return n numbers in [0, 1), those of the generator Mulberry32 from a place in its sequence."""
    state = (np.arange(start, start + n, dtype=np.uint64) * 0x6D2B79F5).astype(np.uint32)
    mixed = (state ^ (state >> 15)) * (state | 1)
    mixed ^= mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)
    return np.asarray((mixed ^ (mixed >> 14)) / 2.0**32)


@cache
def sample_of(sample: int, n: int) -> tuple[Floats, Floats]:
    """Return x and y of the first n points of a sample, which is counted from 1."""
    largest = SIZES[-1]
    chances = _random(2 * n, SEED * 2**16 + 2 * largest * (sample - 1)).reshape(n, 2)
    x, noise = 2 * chances[:, 0] - 1, -np.log1p(-chances[:, 1])
    return x, x / 2 + (0.3 + 0.2 * x) * (noise - 1)


def fresh_shares(one: Line, other: Line) -> tuple[float, float]:
    """Return the shares of all targets that lie below both lines, and above both: integrals over x, piece by piece.

    A piece ends where the lines cross, or where one of them meets the lowest target, at 0.3 x - 0.3.
    """
    cuts = [_crossing(one, other), *(_crossing(line, Line(0.3, -0.3)) for line in (one, other))]
    ends = np.array([-1.0, *sorted(cut for cut in cuts if -1 < cut < 1), 1.0])
    halves = np.diff(ends)[:, np.newaxis] / 2
    x = ends[:-1, np.newaxis] + halves * (1 + PLACES)
    noise = [np.maximum((line(x) - x / 2) / (0.3 + 0.2 * x) + 1, 0) for line in (one, other)]
    weights = halves * WEIGHTS / 2
    below = np.sum(weights * -np.expm1(-np.minimum(*noise)))
    above = np.sum(weights * np.exp(-np.maximum(*noise)))
    return float(below) + 0.0, float(above)


def _crossing(one: Line, other: Line) -> float:
    """Return where two lines cross; infinity where they are parallel."""
    apart = one.slope - other.slope
    return (other.intercept - one.intercept) / apart if apart else np.inf
