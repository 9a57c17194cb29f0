"""Lines through points under five losses, and what one point does to each of them."""

from typing import Any

import numpy as np
import traitlets

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole, choice, equally_long, listing, number
from nnlib.fitting import Line, fit_line
from nnlib.losses import Huber, Loss, Quantile, find_loss

FEWEST, MOST = 3, 12  # points
REACH = 5.0  # of a coordinate, to both sides
LINES = ("mse", "mae", "huber", "log_cosh", "quantile")
PARTS = 2**27  # numbers are given in parts of one: the fits of two languages agree this far, and further


class OutlierFit(Explorer):
    """Drag, add and remove points: the best line under each loss follows, and so does each line's loss under all.

    `x` and `y` have the same length. To give it another number of points, set
    both at once, inside ``with explorer.hold_trait_notifications():``.

    Parameters
    ----------
    x, y : list of 3 to 12 float in [-5, 5]
        The points.
    delta : float in [0.1, 4]
        Where the Huber loss goes over from squared to absolute.
    gamma : float in [0.05, 0.95]
        The quantile of the quantile loss.
    lines : list of {"mse", "mae", "huber", "log_cosh", "quantile"}
        The lines that are drawn.
    point : int, 1 to 12
        The marked point, counted from 1; the final one where there are fewer.

    Examples
    --------
    Four points on a line, and the marked one below it:

    >>> numbers = OutlierFit(x=[-2, -1, 0, 1, 2], y=[-2, -1, 0, 1, -3]).readouts()
    >>> [numbers[f"pull_{line}"] for line in ("mse", "mae")]
    [-3.0, 0.0]
    """

    x = traitlets.List(traitlets.Float(), [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0]).tag(
        sync=True, limits=listing(number(-REACH, REACH), FEWEST, MOST)
    )
    y = traitlets.List(traitlets.Float(), [-2.25, -2.0, -0.5, -0.5, 0.75, 1.0, 2.25, 2.5, -4.0]).tag(
        sync=True, limits=listing(number(-REACH, REACH), FEWEST, MOST)
    )
    delta = Number(1.0, min=0.1, max=4)
    gamma = Number(0.5, min=0.05, max=0.95)
    lines = traitlets.List(traitlets.Enum(LINES), ["mse", "mae", "huber"], maxlen=len(LINES)).tag(
        sync=True, limits=listing(choice(*LINES), 0, len(LINES))
    )
    point = Whole(MOST, min=1, max=MOST)

    @traitlets.validate("x", "y")
    def _check_lists(self, proposal: dict[str, Any]) -> list[float]:
        return equally_long(self, proposal, "x", "y")

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the names of the lines, and how finely numbers are given."""
        return {"LINES": LINES, "PARTS": PARTS}

    def losses(self) -> dict[str, Loss]:
        """Return the five losses by their names."""
        own = {"huber": Huber(self.delta), "quantile": Quantile(self.gamma)}
        return {name: own.get(name) or find_loss(name) for name in LINES}

    def readouts(self) -> dict[str, Any]:
        """Each line, how far the marked point pulls it, and its mean loss under each loss.

        `marked` is the number of the marked point, `n_pairs` the number of pairs of points with a line
        through both. `pull_mae` is the height of the line "mae" at the marked point's x, less the height it has there
        without that point; `mse_of_mae` is the mean squared error of the line "mae". All are None where all x are
        equal, and pulls also where the others' x are.
        """
        x, y, losses = np.array(self.x), np.array(self.y), self.losses()
        marked = min(self.point, len(x))
        lines = {name: fitted(x, y, loss) for name, loss in losses.items()}
        others = np.arange(len(x)) != marked - 1
        without = {name: fitted(x[others], y[others], loss) for name, loss in losses.items()}
        here = x[marked - 1]

        numbers: dict[str, Any] = {"n_points": len(x), "marked": marked}
        numbers["n_pairs"] = int((x[:, np.newaxis] != x).sum()) // 2
        for name, line in lines.items():
            other = without[name]
            numbers[f"slope_{name}"] = line and rounded(line.slope)
            numbers[f"intercept_{name}"] = line and rounded(line.intercept)
            numbers[f"pull_{name}"] = line and other and rounded(line(here) - other(here))
            for loss in LINES:
                numbers[f"{loss}_of_{name}"] = line and rounded(losses[loss](y, line(x)))
        return numbers


def fitted(x: np.ndarray, y: np.ndarray, loss: Loss) -> Line | None:
    """Return the best line; None where all x are equal."""
    return None if (x == x[0]).all() else fit_line(x, y, loss)


def rounded(value: float) -> float:
    """Return a number in whole parts: no noise of rounding is left of what is 0 in truth."""
    return round(value * PARTS) / PARTS + 0.0
