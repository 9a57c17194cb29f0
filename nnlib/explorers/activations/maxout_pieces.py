"""One maxout unit of one input: the greatest of a few straight lines, and which of them learns."""

from typing import Any

import numpy as np
import traitlets

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, choice, equally_long, listing, number
from nnlib.layers import Maxout
from nnlib.mlp import MLP, backward

FEWEST, MOST = 2, 5  # pieces
REACH = 2.0  # x goes from -REACH to REACH
W_LIMIT, B_LIMIT = 4.0, 3.0  # of the size of slopes and biases
NARROWEST = 1e-9  # a piece that is the greatest on less than this is so at one point only, as far as rounding can tell
TIE = 1e-3  # errors as close as this count as equal, as they do where links round their numbers

#: Pieces of well-known functions, from left to right: slopes and biases.
SHAPES = {
    "relu": ([0.0, 1.0], [0.0, 0.0]),
    "abs": ([-1.0, 1.0], [0.0, 0.0]),
    "leaky_relu": ([0.25, 1.0], [0.0, 0.0]),
}
#: What pieces follow the parabola: its tangents, or those lifted by half of their largest error.
PARABOLAS = ("tangents", "closest")
#: The third, fourth and fifth piece where a reader asks for one more: slope and bias.
SPARE = ((0.0, 1.0), (2.0, -2.0), (-2.0, -2.0))


class MaxoutPieces(Explorer):
    """Turn and lift the pieces of a maxout unit; see which one wins at x, and that it alone gets the gradient.

    `w` and `b` have the same length. To give a unit another number of
    pieces, set both at once, inside ``with unit.hold_trait_notifications():``.

    Parameters
    ----------
    w : list of 2 to 5 float in [-4, 4]
        Slopes: one weight a piece.
    b : list of 2 to 5 float in [-3, 3]
        Biases, one a piece.
    x : float in [-2, 2]
        The input.
    target : {"none", "parabola"}
        A function to compare the unit with: x squared, or none.

    Examples
    --------
    >>> numbers = MaxoutPieces(w=[-1, 1], b=[0, 0], x=-0.5).readouts()
    >>> numbers["a"], numbers["winner"], numbers["da_dw_1"], numbers["da_dw_2"]
    (0.5, 1, -0.5, 0.0)
    """

    w = traitlets.List(traitlets.Float(), [-1.5, 0.5, 2.0]).tag(
        sync=True, limits=listing(number(-W_LIMIT, W_LIMIT), FEWEST, MOST)
    )
    b = traitlets.List(traitlets.Float(), [-1.0, 0.0, -1.5]).tag(
        sync=True, limits=listing(number(-B_LIMIT, B_LIMIT), FEWEST, MOST)
    )
    x = Number(1.25, min=-REACH, max=REACH)
    target = traitlets.Enum(("none", "parabola"), "none").tag(sync=True, limits=choice("none", "parabola"))

    @traitlets.validate("w", "b")
    def _check_lists(self, proposal: dict[str, Any]) -> list[float]:
        return equally_long(self, proposal, "w", "b")

    @staticmethod
    def preset(name: str, n_pieces: int = FEWEST) -> dict[str, Any]:
        """Return `w`, `b` and `target` of a preset of the menu.

        Parameters
        ----------
        name : {"relu", "abs", "leaky_relu", "tangents", "closest"}
            "tangents" touch x squared in the middle of equal parts of [-2, 2]; "closest" has them
            lifted by half of their largest error, and no unit with as many pieces comes closer.
        n_pieces : int, 2 to 5
            Of the final two; the others have two pieces.
        """
        if name in SHAPES:
            w, b = SHAPES[name]
            return {"w": [*w], "b": [*b], "target": "none"}
        if name not in PARABOLAS or n_pieces not in range(FEWEST, MOST + 1):
            raise ValueError(
                f"a preset must be one of {', '.join([*SHAPES, *PARABOLAS])}, of {FEWEST} to {MOST} pieces, "
                f"got {name!r} and {n_pieces!r}"
            )
        half = REACH / n_pieces
        lift = 0.0 if name == "tangents" else half**2 / 2
        touching = [half * (2 * j + 1 - n_pieces) for j in range(n_pieces)]
        pieces = {"w": [2 * t for t in touching], "b": [lift - t * t for t in touching]}
        return {trait: [round(one, 4) + 0.0 for one in numbers] for trait, numbers in pieces.items()} | {
            "target": "parabola"
        }

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the presets, those for the parabola by their number of pieces, and the pieces that can be added."""
        sizes = range(FEWEST, MOST + 1)
        return {
            "SHAPES": {name: cls.preset(name) for name in SHAPES},
            "PARABOLAS": {name: {n: cls.preset(name, n) for n in sizes} for name in PARABOLAS},
            "SPARE": SPARE,
        }

    def unit(self) -> MLP:
        """Return the unit, as a network of this one layer."""
        return MLP(layers=[Maxout(W=np.reshape(self.w, (-1, 1, 1)), b=np.reshape(self.b, (-1, 1)))])

    def readouts(self) -> dict[str, Any]:
        """Each piece at x, the greatest of them, its derivatives, and where each piece wins.

        `winner` is the piece that gets the gradient: the first of those in `tied`, which are the
        greatest at x. Piece 1 wins from `wins_from_1` to `wins_until_1`, which may be infinite or
        beyond the drawing; None if it wins nowhere, or at one point only. Of equal pieces the first one wins.
        `n_corners` counts the corners between -2 and 2. With a target: the largest `error` in [-2, 2]; `x_error`, the
        first corner, end or place of equal slope whose error is within 0.001 of it; and `least_error`, below which no
        unit with so many pieces comes.
        """
        unit = self.unit()
        trace = unit.forward([[self.x]])
        _, [gradient] = unit.empty_gradients()
        backward(unit.layers, trace, np.ones((1, 1)), [gradient])
        z, a = trace.z[0].ravel(), float(trace.a[1].item())
        reaches = [reach_of(j, self.w, self.b) for j in range(len(self.w))]

        numbers: dict[str, Any] = {"n_pieces": len(self.w)}
        numbers |= {f"z_{j}": float(value) for j, value in enumerate(z, start=1)}
        numbers |= {"a": a, "winner": int(gradient.delta.argmax()) + 1}
        numbers["tied"] = [j for j, value in enumerate(z, start=1) if value == a]
        numbers |= {f"da_dw_{j}": float(value) + 0.0 for j, value in enumerate(gradient.W.ravel(), start=1)}
        numbers |= {f"da_db_{j}": float(value) + 0.0 for j, value in enumerate(gradient.b.ravel(), start=1)}
        for j, reach in enumerate(reaches, start=1):
            numbers[f"wins_from_{j}"], numbers[f"wins_until_{j}"] = reach or (None, None)
        corners = sorted(start for start, _ in filter(None, reaches) if abs(start) < REACH)
        numbers |= {"n_corners": len(corners), "n_parameters": unit.n_parameters}
        return numbers | self._error(unit, corners)

    def _error(self, unit: MLP, corners: list[float]) -> dict[str, Any]:
        """Return the largest distance to the target: at an end, a corner, or where x squared is as steep as a piece."""
        if self.target == "none":
            return dict.fromkeys(["error", "x_error", "least_error"])
        as_steep = [slope / 2 for slope in self.w if abs(slope) <= 2 * REACH]
        places = np.array(sorted([-REACH, *corners, *as_steep, REACH]))
        errors = np.abs(unit(places) - places**2)
        error = float(errors.max())
        first = float(places[errors >= error - TIE][0])
        return {"error": error, "x_error": first, "least_error": 2 * (REACH / 2) ** 2 / len(self.w) ** 2}


def reach_of(j: int, w: list[float], b: list[float]) -> tuple[float, float] | None:
    """Return from where to where piece j is the greatest, and the first of those; None for nowhere, or one point."""
    start, end = -np.inf, np.inf
    for i in range(len(w)):
        if w[i] == w[j]:
            if b[i] > b[j] or (b[i] == b[j] and i < j):
                return None
            continue
        crossing = (b[i] - b[j]) / (w[j] - w[i]) + 0.0
        if w[i] < w[j]:
            start = max(start, crossing)
        else:
            end = min(end, crossing)
    return (float(start), float(end)) if end - start > NARROWEST else None
