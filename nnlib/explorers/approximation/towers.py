"""Towers over the plane: one from two ridges and a threshold unit, or many that follow a surface."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib.approximation import approximate_2d, tower
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole, choice
from nnlib.layers import Dense
from nnlib.mlp import MLP

Array = NDArray[np.float64]

#: "ridges" leaves the threshold unit out; "target" shows the surface that the "towers" follow.
MODES = ("ridges", "tower", "towers", "target")
#: Surfaces over the square, with values from -1 to 1.
TARGETS: dict[str, Callable[[Array], Array]] = {
    "saddle": lambda X: X[:, 0] * X[:, 1],
    "hill": lambda X: np.exp(-3 * (X**2).sum(axis=1)),
    "ripple": lambda X: np.cos(4 * np.sqrt((X**2).sum(axis=1))),
    "slope": lambda X: (X[:, 0] + X[:, 1]) / 2,
}
SQUARE = (-1.0, 1.0)
INTERVALS_A_UNIT = 8  # of the drawn mesh, in each direction
FEWEST_INTERVALS = 3  # over the width of a tower
SAMPLES = 4  # a side of each tower, for the mean error
TIE = 1e-6  # errors as close as this, as a share of the largest, count as equal


class Towers(Explorer):
    """Build a tower from two ridges and a threshold unit; stand towers side by side, and they follow a surface.

    The plane is the square from -1 to 1 in both directions.

    Parameters
    ----------
    mode : {"ridges", "tower", "towers", "target"}
        What is drawn: the two ridges of a tower without its threshold unit, each half its height;
        the tower; n x n towers that follow a surface; or that surface itself.
    c1, c2 : float in [-1, 1]
        Centre of the one tower.
    width : float in [0.25, 1.5]
        Side of the one tower; so there is an arm on each of its sides, or on the opposite one.
    height : float in [-1, 1]
        Height of the one tower.
    target : {"saddle", "hill", "ripple", "slope"}
        The surface to follow.
    n_towers : int from 1 to 6
        Number of towers along each side of the square.
    steepness : float in [2, 200]
        Weight of the units that step; that of the threshold units is the same in one tower, and `steepness` times the
        width in many.
    azimuth : float in [-180, 180]
        From where the surface is seen, in degrees around the upright axis, as in matplotlib.
    elevation : float in [10, 90]
        From how far above, in degrees.

    Examples
    --------
    >>> numbers = Towers(mode="towers", target="hill", n_towers=6, steepness=200).readouts()
    >>> [round(numbers[name], 2) for name in ("max_error", "x1_worst", "x2_worst", "mean_error")]
    [1.0, 0.0, 0.0, 0.06]
    """

    mode = traitlets.Enum(MODES, "tower").tag(sync=True, limits=choice(*MODES))
    c1 = Number(-0.25, min=-1, max=1)
    c2 = Number(0.25, min=-1, max=1)
    width = Number(0.75, min=0.25, max=1.5)
    height = Number(0.75, min=-1, max=1)
    target = traitlets.Enum(tuple(TARGETS), "saddle").tag(sync=True, limits=choice(*TARGETS))
    n_towers = Whole(4, min=1, max=6)
    steepness = Number(40.0, min=2, max=200)
    azimuth = Number(-60.0, min=-180, max=180)
    elevation = Number(30.0, min=10, max=90)

    def is_one(self) -> bool:
        """Whether the mode shows one tower, or its ridges."""
        return self.mode in ("ridges", "tower")

    def network(self) -> MLP:
        """Return the network whose units are counted."""
        if not self.is_one():
            return approximate_2d(TARGETS[self.target], self.n_towers, SQUARE, steepness=self.steepness)
        net = tower((self.c1, self.c2), self.width, self.height, self.steepness)
        if self.mode == "tower":
            return net
        half = self.height / 2
        return MLP(layers=[net.layers[0], Dense(W=[[half], [-half], [half], [-half]])])

    def edges(self) -> tuple[list[float], list[float]]:
        """Return where towers begin and end along x1 and along x2, and the ends of the square."""
        low, high = SQUARE
        if not self.is_one():
            width = (high - low) / self.n_towers
            inner = [low + i * width for i in range(1, self.n_towers)]
            return [low, *inner, high], [low, *inner, high]
        sides = [[c - self.width / 2, c + self.width / 2] for c in (self.c1, self.c2)]
        first, second = ([low, *(edge for edge in two if low < edge < high), high] for two in sides)
        return first, second

    def places(self) -> tuple[Array, Array]:
        """Return the places along x1 and along x2 whose grid is drawn, and searched for the largest error.

        Each edge is among them, with two places close by on either side, at distances 1/steepness and 2/steepness
        unless there is less room. Every second line of the grid is one of the surface's mesh.
        """
        first, second = (self._places(edges) for edges in self.edges())
        return first, second

    def _places(self, edges: list[float]) -> Array:
        mesh = []
        for start, end in pairwise(edges):
            n = max(FEWEST_INTERVALS, int(INTERVALS_A_UNIT * (end - start) + 0.5))
            close = min(2 / self.steepness, (end - start) / n)
            step = (end - start - 2 * close) / (n - 2)
            mesh += [start, *(start + close + i * step for i in range(n - 1))]
        mesh.append(edges[-1])
        halved = [place for p, q in pairwise(mesh) for place in (p, (p + q) / 2)]
        return np.array([*halved, mesh[-1]])

    def readouts(self) -> dict[str, Any]:
        """Units of both hidden layers; heights of the one tower, or errors of many.

        One tower, or its ridges: its edges; the height `plateau` in its centre, `side` in the middle
        of a side, `corner` at a corner, and `arm` on a ridge: straight above or below the centre, at
        the farther end of the square.

        Many towers: `max_error` is the largest error on the grid of `places`, found at
        ``(x1_worst, x2_worst)``: from below and then from the left, the first place within a millionth
        of it. `mean_error` is the mean over 4 x 4 places spread evenly in each tower, none on an edge.
        """
        net = self.network()
        n_steps, *thresholds = [layer.n_out for layer in net.layers[:-1]]
        numbers: dict[str, Any] = {"n_steps": n_steps, "n_thresholds": sum(thresholds)}
        names = ("threshold_weight", "left", "right", "bottom", "top", "plateau", "side", "corner", "arm")
        numbers |= dict.fromkeys([*names, "max_error", "x1_worst", "x2_worst", "mean_error"])
        return numbers | (self._of_one(net) if self.is_one() else self._of_many(net))

    def _of_one(self, net: MLP) -> dict[str, Any]:
        c1, c2, half = self.c1, self.c2, self.width / 2
        far = SQUARE[0] if c2 > 0 else SQUARE[1]
        places = {"plateau": (c1, c2), "side": (c1 + half, c2), "corner": (c1 + half, c2 + half), "arm": (c1, far)}
        heights = net(np.array(list(places.values()))).ravel().tolist()
        return {
            "threshold_weight": self.steepness if self.mode == "tower" else None,
            **{"left": c1 - half, "right": c1 + half, "bottom": c2 - half, "top": c2 + half},
            **dict(zip(places, heights, strict=True)),
        }

    def _of_many(self, net: MLP) -> dict[str, Any]:
        f = TARGETS[self.target]

        def errors(first: Array, second: Array) -> tuple[Array, Array]:
            X = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)
            return np.abs(net(X).ravel() - f(X)), X

        found, X = errors(*self.places())
        worst = X[np.argmax(found >= (1 - TIE) * found.max())]
        low, high = SQUARE
        width = (high - low) / self.n_towers
        even = low + (np.arange(SAMPLES * self.n_towers) + 0.5) * width / SAMPLES
        return {
            "threshold_weight": self.steepness * width,
            "max_error": float(found.max()),
            "x1_worst": float(worst[0]),
            "x2_worst": float(worst[1]),
            "mean_error": float(errors(even, even)[0].mean()),
        }
