"""The band between two quantile lines: what it promises, what it holds of its sample, and what of fresh targets."""

from functools import cache
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray
from scipy.special import ndtri

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole, choice
from nnlib.explorers.losses._lopsided import N_SAMPLES, PLACES, SEED, SIZES, WEIGHTS, fresh_shares, sample_of
from nnlib.fitting import Line, fit_line
from nnlib.losses import Quantile

LEAST, MOST = 1 / 32, 31 / 32  # of γ
ON_LINE = 1e-9  # a target as close to a line counts as inside
DIGITS = 12  # decimals of shares, of which the small ones are what rounding leaves
METHODS = ("quantile", "gaussian")

Pair = tuple[Line, Line]


class QuantileBand(Explorer):
    """Move two quantile lines: what their band promises, what it holds of its sample, and what of fresh targets.

    The rival has the same promise: the least-squares line, and the quantiles of
    Gaussian noise about it. The noise of the samples is lopsided, and grows
    with x: ``y = x/2 + (0.3 + 0.2 x) (e - 1)`` with x uniform in [-1, 1) and e
    exponentially distributed. As the law is known, shares of fresh targets are
    exact: integrals, and no counts. They are found for the bands of all 40
    samples, of which one is drawn.

    A band reaches, at each x, from the lower to the higher of its two lines. So
    the lines change places where `low` is greater than `high`, and where they
    cross; with ``low == high`` both are one line, and the band is empty.

    Parameters
    ----------
    low, high : float in [1/32, 31/32]
        The levels of the two lines, γ₁ and γ₂.
    sample : int, 1 to 40
        Which sample.
    n : {25, 100, 400}
        How many points of it, from the first one on.

    Examples
    --------
    >>> numbers = QuantileBand(low=0.25, high=0.75, n=400).readouts()
    >>> numbers["inside"], numbers["below"], numbers["above"]
    (202, 99, 99)
    >>> round(numbers["fresh_inside"], 2)
    0.5
    """

    low = Number(0.05, min=LEAST, max=MOST)
    high = Number(0.95, min=LEAST, max=MOST)
    sample = Whole(1, min=1, max=N_SAMPLES)
    n = traitlets.Enum(SIZES, 100).tag(sync=True, limits=choice(*SIZES))

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return what samples are drawn from, and where integrals are computed."""
        shared = {"N_SAMPLES": N_SAMPLES, "SEED": SEED, "LARGEST": SIZES[-1], "METHODS": METHODS}
        return shared | {"PLACES": PLACES.tolist(), "WEIGHTS": WEIGHTS.tolist()}

    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return x and y of the sample."""
        return sample_of(self.sample, self.n)

    def pair(self, method: str) -> Pair:
        """Return the lines of "quantile" or "gaussian" for γ₁ and γ₂, fitted to the sample."""
        return bands(method, self.low, self.n)[self.sample - 1], bands(method, self.high, self.n)[self.sample - 1]

    def fresh(self, method: str) -> NDArray[np.float64]:
        """Return what the band of each sample leaves of fresh targets below it, and above: shape (40, 2)."""
        pairs = zip(bands(method, self.low, self.n), bands(method, self.high, self.n), strict=True)
        return np.round([fresh_shares(*pair) for pair in pairs], DIGITS)

    def readouts(self) -> dict[str, Any]:
        """Return the promise, both pairs of lines, and their shares; the rival's names begin with ``gaussian_``.

        `promise` is the difference of γ₁ and γ₂. `below`, `inside` and `above` count points of the sample; a
        point on a line is inside. `fresh_below`, `fresh_inside` and `fresh_above` are shares of fresh targets, and
        `quartile_1`, `median` and `quartile_3` are those of `fresh_inside` over the bands of all samples.
        """
        numbers: dict[str, Any] = {"promise": abs(self.high - self.low)}
        x, y = self.points()
        for method in METHODS:
            prefix = "" if method == "quantile" else f"{method}_"
            pair, fresh = self.pair(method), self.fresh(method)
            for name, line in zip(("low", "high"), pair, strict=True):
                numbers[f"{prefix}{name}_slope"], numbers[f"{prefix}{name}_intercept"] = line.slope, line.intercept
            heights = np.sort([line(x) for line in pair], axis=0)
            below, above = int((y < heights[0] - ON_LINE).sum()), int((y > heights[1] + ON_LINE).sum())
            numbers |= {f"{prefix}below": below, f"{prefix}inside": self.n - below - above, f"{prefix}above": above}
            inside = 1 - fresh.sum(axis=1)
            shares = [fresh[self.sample - 1, 0], inside[self.sample - 1], fresh[self.sample - 1, 1]]
            quartiles = np.quantile(inside, [0.25, 0.5, 0.75])
            for name, value in zip(("below", "inside", "above"), shares, strict=True):
                numbers[f"{prefix}fresh_{name}"] = float(value)
            for name, value in zip(("quartile_1", "median", "quartile_3"), quartiles, strict=True):
                numbers[f"{prefix}{name}"] = float(value)
        return numbers


@cache
def bands(method: str, gamma: float, n: int) -> list[Line]:
    """Return one line of a band, of level gamma, for the first n points of each sample."""
    samples = [sample_of(sample, n) for sample in range(1, N_SAMPLES + 1)]
    if method == "quantile":
        return [fit_line(x, y, Quantile(gamma)) for x, y in samples]
    lines = []
    for x, y in samples:
        line = fit_line(x, y, "mse")
        deviation = np.sqrt(np.sum((y - line(x)) ** 2) / (n - 2))
        lines.append(Line(line.slope, float(line.intercept + ndtri(gamma) * deviation)))
    return lines
