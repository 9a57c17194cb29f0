"""Pulses or straight lines that follow a curve: the construction, by formula or by hand."""

from itertools import pairwise
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib.approximation import approximate, bound_terms, staircase
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole, choice, listing, number, truth
from nnlib.mlp import MLP

Float64s = NDArray[np.float64]

TARGETS = ("wave", "root", "kink", "jump", "drawn")
N_DRAWN = 33  # heights of a drawn target, at x = 0, 1/32, ..., 1
N_BY_HAND = 5  # pulses of the game
NEAREST = 0.005  # how close two edges set by hand may be
N_STEPS = 2000  # of the grid on which errors are measured
RESOLUTION = 1000  # `resolution` of nnlib.approximation: the browser measures as finely, within a frame
EXACT = 1e-9  # errors below are rounding, and said to be 0

_DRAWN = [
    0.3, 0.33, 0.38, 0.45, 0.54, 0.64, 0.73, 0.79, 0.82, 0.81, 0.77, 0.71, 0.65, 0.6, 0.57, 0.57, 0.6,
    0.66, 0.74, 0.82, 0.88, 0.9, 0.86, 0.7, 0.42, 0.2, 0.1, 0.08, 0.1, 0.15, 0.21, 0.26, 0.3,
]  # fmt: skip
_UNIT = number(0, 1)


class BumpApproximator(Explorer):
    """Let pulses of two sigmoid units each, or ReLU lines, follow a curve on [0, 1]; or place five pulses by hand.

    Parameters
    ----------
    target : {"wave", "root", "kink", "jump", "drawn"}
        The function f to follow: (1 - cos 2πx)/2, √x, abs(x - 0.4)/0.6, a jump from 0.2 to 0.8 at 1/2,
        or straight lines through the heights `drawn`.
    drawn : list of 33 float in [0, 1]
        Heights of the drawn target at x = 0, 1/32, ..., 1.
    n_bumps : int, 1 to 50
        Number N of parts.
    kind : {"sigmoid", "relu"}
        One pulse a part, or one straight line a part.
    spacing : {"equal", "free"}
        Parts of equal width, or narrow ones where f is hard to follow.
    steepness : float in [10, 100000]
        Weight k of the sigmoid units.
    by_hand : bool
        Five sigmoid pulses with `edges` and `heights` in place of the construction, whatever `kind` and `n_bumps` say.
    edges : list of 4 float in (0, 1), in increasing order
        Where two pulses meet; at least 0.005 apart, and from the ends. The outer edges are far outside, at -1 and 2.
    heights : list of 5 float in [0, 1]
        Heights of the pulses.

    Examples
    --------
    >>> numbers = BumpApproximator(n_bumps=20, steepness=1000).readouts()
    >>> numbers["n_units"], round(numbers["error"], 3), round(numbers["bound"], 3)
    (21, 0.063, 0.085)
    """

    target = traitlets.Enum(TARGETS, "wave").tag(sync=True, limits=choice(*TARGETS))
    drawn = traitlets.List(traitlets.Float(), _DRAWN).tag(sync=True, limits=listing(_UNIT, N_DRAWN, N_DRAWN))
    n_bumps = Whole(8, min=1, max=50)
    kind = traitlets.Enum(("sigmoid", "relu"), "sigmoid").tag(sync=True, limits=choice("sigmoid", "relu"))
    spacing = traitlets.Enum(("equal", "free"), "equal").tag(sync=True, limits=choice("equal", "free"))
    steepness = Number(200.0, min=10, max=100_000)
    by_hand = truth(False)
    edges = traitlets.List(traitlets.Float(), [0.2, 0.4, 0.6, 0.8]).tag(
        sync=True, limits=listing(number(NEAREST, 1 - NEAREST), N_BY_HAND - 1, N_BY_HAND - 1)
    )
    heights = traitlets.List(traitlets.Float(), [0.5] * N_BY_HAND).tag(
        sync=True, limits=listing(_UNIT, N_BY_HAND, N_BY_HAND)
    )

    @traitlets.validate("drawn", "edges", "heights")
    def _check_list(self, proposal: dict[str, Any]) -> list[float]:
        name, value = proposal["trait"].name, proposal["value"]
        limits = self.limits()[name]
        low, high = limits["item"]["min"], limits["item"]["max"]
        if len(value) != limits["shortest"] or not all(low <= one <= high for one in value):
            raise traitlets.TraitError(
                f"{name} must hold {limits['shortest']} numbers in [{low}, {high}], got {value!r}"
            )
        if name == "edges" and not all(a + NEAREST <= b for a, b in pairwise(value)):
            raise traitlets.TraitError(f"edges must increase by at least {NEAREST}, got {value!r}")
        return list(value)

    def function(self, x: Float64s) -> Float64s:
        """Return the target's values."""
        if self.target == "wave":
            return (1 - np.cos(2 * np.pi * x)) / 2
        if self.target == "root":
            return np.sqrt(x)
        if self.target == "kink":
            return np.abs(x - 0.4) / 0.6
        if self.target == "jump":
            return np.where(x < 0.5, 0.2, 0.8)
        return np.interp(x, np.arange(N_DRAWN) / (N_DRAWN - 1), self.drawn)

    def construction(self, kind: str, n_bumps: int) -> tuple[MLP, Float64s]:
        """Return the net that follows the target, with as few units as do it, and the ends of its parts."""
        f, spacing = self.function, self.spacing
        if kind == "relu":
            net = approximate(f, n_bumps, kind="relu", spacing=spacing, resolution=RESOLUTION)
            return net, np.append(-net.layers[0].b, 1.0)
        k = self.steepness
        steps, output = approximate(f, n_bumps, steepness=k, spacing=spacing, resolution=RESOLUTION).layers
        places = -steps.b / k
        places = np.append(places[::2], places[-1])
        return staircase(places, output.W[::2, 0], k), np.concatenate([[0.0], places[1:-1], [1.0]])

    def largest_error(self, net: MLP) -> tuple[float, float]:
        """Return the largest of the errors at x = 0, 1/2000, ..., 1, and the first place where it is reached."""
        x = np.arange(N_STEPS + 1) / N_STEPS
        errors = np.abs(net(x) - self.function(x))
        error = float(errors.max())
        first = float(x[errors >= error - EXACT][0])
        return (error if error > EXACT else 0.0), first

    def readouts(self) -> dict[str, Any]:
        """Units, width of the narrowest part, largest error and its place, the proved bound and its terms.

        `kw` is None for ReLU lines, which have no steepness. By hand there is no `bound`; instead `reference` is
        the largest error of the construction with as many pulses and the same steepness and spacing.
        """
        k = self.steepness
        kind = "sigmoid" if self.by_hand else self.kind
        numbers: dict[str, Any] = {}
        if self.by_hand:
            net, ends = staircase([-1, *self.edges, 2], self.heights, k), np.array([0.0, *self.edges, 1.0])
            reference, _ = self.largest_error(self.construction(kind, N_BY_HAND)[0])
            numbers = dict.fromkeys(("bound", "bound_width", "bound_edges", "bound_ends")) | {"reference": reference}
        else:
            net, ends = self.construction(kind, self.n_bumps)
            steepness = None if kind == "relu" else k
            terms = bound_terms(
                self.function, self.n_bumps, kind=kind, steepness=steepness, spacing=self.spacing, resolution=RESOLUTION
            )
            numbers = {
                "bound": terms.total,
                "bound_width": terms.width,
                "bound_edges": terms.edges,
                "bound_ends": terms.ends,
                "reference": None,
            }
        error, x_error = self.largest_error(net)
        width = float(np.diff(ends).min())
        return {
            "n_units": net.layers[0].n_out,
            "width": width,
            "kw": None if kind == "relu" else k * width,
            "error": error,
            "x_error": x_error,
            **numbers,
        }
