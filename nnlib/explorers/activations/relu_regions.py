"""Where in the plane a ReLU net is affine: the units that are active at a point, their map, and all regions."""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole
from nnlib.layers import Dense
from nnlib.mlp import MLP
from nnlib.regions import Region, active_units, affine_map, linear_regions, most_regions

DEEPEST, WIDEST = 3, 8
N_SEEDS = 8
SERIES = 278  # of the draws: one in which the untouched state shows regions of many shapes, and no bias is 0
# Biases are normal, too, with this standard deviation. No weight of the first layer has more than two decimals, and
# this number has all: so no point with few decimals lies on the line of a unit, where rounding would decide.
BIAS = math.sqrt(0.1)


def _draws(seed: int) -> dict[str, list[NDArray[np.float64]]]:
    """Draw standard normal numbers with two decimals, for each hidden layer and for the output."""
    rng = np.random.default_rng([SERIES, seed])
    shapes = [(2, WIDEST), *[(WIDEST, WIDEST)] * (DEEPEST - 1), (WIDEST, 1)]
    return {
        "W": [rng.standard_normal(shape).round(2) for shape in shapes],
        "b": [rng.standard_normal(shape[1]).round(2) for shape in shapes],
    }


DRAWS = [_draws(seed) for seed in range(N_SEEDS)]


@cache
def net_of(depth: int, width: int, seed: int) -> MLP:
    """Return the net: of the draws of its seed, the first `depth` layers, and in each the first `width` units."""
    W, b = DRAWS[seed]["W"], DRAWS[seed]["b"]
    scales = [1.0] + [math.sqrt(2 / width)] * depth  # He's: the root of 2 / n_in
    hidden = [Dense(W=scales[k] * W[k][:width, :width], b=BIAS * b[k][:width], activation="relu") for k in range(depth)]
    return MLP(layers=[*hidden, Dense(W=scales[-1] * W[-1][:width], b=BIAS * b[-1])])


@cache
def regions_of(depth: int, width: int, seed: int) -> dict[bytes, Region]:
    """Return the regions of the square by their patterns."""
    return {region.active.tobytes(): region for region in linear_regions(net_of(depth, width, seed))}


class ReluRegions(Explorer):
    """Move a point over the plane; see which units of a ReLU net are active there, and the affine map that they make.

    The plane is cut into the regions in which the same units are active. The
    weights are drawn as He's initializer draws them, and the biases are normal,
    with the variance 0.1: with zeros, all lines of the first layer would pass
    through the origin. A net with fewer units or layers is a part of the larger
    net of the same seed, with the weights scaled for its width.

    Parameters
    ----------
    depth : int, 1 to 3
        Number of hidden layers.
    width : int, 2 to 8
        Number of units in each hidden layer.
    seed : int, 0 to 7
        Which of eight draws of the weights.
    x1, x2 : float in [-1, 1]
        The point.

    Examples
    --------
    >>> numbers = ReluRegions(depth=2, width=4).readouts()
    >>> numbers["regions"], numbers["most"], round(numbers["w1"], 2), round(numbers["w2"], 2), round(numbers["b"], 2)
    (24, 37, 0.55, 0.31, -0.14)
    """

    depth = Whole(2, min=1, max=DEEPEST)
    width = Whole(4, min=2, max=WIDEST)
    seed = Whole(0, min=0, max=N_SEEDS - 1)
    x1 = Number(0.3, min=-1, max=1)
    x2 = Number(0.2, min=-1, max=1)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the draws, in hundredths, and the scale of the biases."""
        whole = [
            {name: [np.rint(100 * one).astype(int).tolist() for one in arrays] for name, arrays in draws.items()}
            for draws in DRAWS
        ]
        return {"DRAWS": whole, "BIAS": BIAS}

    def readouts(self) -> dict[str, Any]:
        """Active units, the affine map at the point, and regions.

        `active` of `n_units` hidden units are active, in layer k `active_k`. There ``y_pred = w1 x1 + w2 x2 + b``.
        The square [-1, 1] x [-1, 1] has so many `regions`; that of the point has so many `corners` and this `share` of
        the square, both None for a point between regions. One hidden layer of `n_units` units has at `most` so many.
        """
        net, x = net_of(self.depth, self.width, self.seed), np.array([self.x1, self.x2])
        pattern = active_units(net, x)
        by_layer = pattern.reshape(self.depth, self.width).sum(axis=1).tolist()
        W, b = affine_map(net, x)
        regions = regions_of(self.depth, self.width, self.seed)
        here = regions.get(pattern.tobytes())
        return {
            "n_units": pattern.size,
            "active": sum(by_layer),
            **{f"active_{k}": n for k, n in enumerate(by_layer, start=1)},
            "w1": float(W[0, 0]),
            "w2": float(W[1, 0]),
            "b": float(b[0]),
            "y_pred": float((x @ W + b)[0]),
            "regions": len(regions),
            "most": most_regions(pattern.size),
            "corners": len(here.vertices) if here else None,
            "share": here.area / 4 if here else None,
        }
