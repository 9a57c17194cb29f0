"""A tent folds the interval once; L of them, one layer after another, fold it L times."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.approximation import compose, interpolant, knots
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole
from nnlib.mlp import MLP

DIGITS = 6  # decimals of values: each layer magnifies the rounding of the one before


class Folding(Explorer):
    """Fold the interval `depth` times; beside it one hidden layer with as many units.

    Parameters
    ----------
    depth : int, 1 to 6
        How many layers there are. Each is a tent of two ReLU units: up from 0
        to 1 at `peak`, and down to 0 again.
    peak : float in [0.2, 0.8]
        Where the tent has its top, which is where the interval is folded.
    x : float in [0, 1]
        A place, followed through the layers.

    Examples
    --------
    >>> numbers = Folding(depth=4).readouts()
    >>> numbers["units_deep"], numbers["pieces_deep"], numbers["least_units"]
    (8, 16, 15)
    """

    depth = Whole(3, min=1, max=6)
    peak = Number(0.5, min=0.2, max=0.8)
    x = Number(0.3, min=0, max=1)

    def tent(self) -> MLP:
        """Return one layer: two ReLU units, and their sum."""
        return interpolant([0, self.peak, 1], [0, 1, 0])

    def deep(self) -> MLP:
        """Return the tents one after another."""
        net = self.tent()
        for _ in range(self.depth - 1):
            net = compose(self.tent(), net)
        return net

    def shallow(self) -> MLP:
        """Return the net of one hidden layer with as many units that stays closest to the deep one.

        Where there are units for all pieces, it has them all. Elsewhere it follows
        as many as it can, from the left, and then stays at 1/2. No net with fewer
        pieces than the deep one stays closer: to be off by less than 1/2 it would
        have to cross 1/2 once on each piece, and a straight line crosses once.
        """
        corners = corners_of(self.deep())
        heights = np.arange(corners.size) % 2.0  # in turn 0 and 1
        n_units = 2 * self.depth
        if n_units < corners.size - 1:
            followed = n_units - 1
            halfway = (corners[followed - 1] + corners[followed]) / 2
            corners = np.array([*corners[:followed], halfway, 1.0])
            heights = np.array([*heights[:followed], 0.5, 0.5])
        return interpolant(corners, heights)

    def readouts(self) -> dict[str, Any]:
        """Units and straight pieces of both nets, how far they are apart, and the value of x after each layer.

        Pieces are counted between 0 and 1. `most_pieces` is what any net of one hidden layer
        may have with `units_shallow` units, `least_units` what it needs for `pieces_deep`. The shallow
        net follows the deep one from 0 to `followed_until`. The largest `error` is found at a corner of either.
        """
        deep, shallow = self.deep(), self.shallow()
        corners = np.union1d(corners_of(deep), corners_of(shallow))
        apart = np.abs(deep(corners) - shallow(corners))
        pieces_deep, units_shallow = len(knots(deep)) + 1, hidden_units(shallow)
        numbers: dict[str, Any] = {
            "units_deep": hidden_units(deep),
            "pieces_deep": pieces_deep,
            "units_shallow": units_shallow,
            "pieces_shallow": len(knots(shallow)) + 1,
            "most_pieces": units_shallow + 1,
            "least_units": pieces_deep - 1,
            "followed_until": float(corners_of(shallow)[-2]) if apart.max() > 0.25 else 1.0,
            "error": round(float(apart.max()), DIGITS),
        }
        value, tent = self.x, self.tent()
        for layer in range(1, self.depth + 1):
            value = float(tent(value))
            numbers[f"after_{layer}"] = round(value, DIGITS)
        return numbers


def corners_of(net: MLP) -> NDArray[np.float64]:
    """Return 0, the places between 0 and 1 where the slope of the net changes, and 1."""
    return np.array([0.0, *knots(net), 1.0])


def hidden_units(net: MLP) -> int:
    """Return the number of units in all hidden layers."""
    return sum(layer.n_out for layer in net.layers[:-1])
