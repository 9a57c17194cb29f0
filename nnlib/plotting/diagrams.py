"""Networks drawn as nodes and edges: forward runs from left to right."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from numpy.typing import ArrayLike

from nnlib._validate import float_array
from nnlib.plotting.style import PALETTE

RADIUS = 0.28


def network(
    ax: Axes,
    nodes: Sequence[Sequence[str]],
    weights: Sequence[ArrayLike],
    *,
    edge_labels: Sequence[Sequence[Sequence[str]]] | None = None,
    show_weights: bool = True,
    notes: Sequence[Sequence[str]] | None = None,
    backward: bool = False,
    distance: float = 2.0,
    spacing: float = 1.0,
) -> None:
    """Draw layers of nodes, and an edge for each weight that is not 0.

    An edge grows wider with the size of its weight; a positive weight is a
    solid blue line, a negative one a dashed orange line.

    Parameters
    ----------
    ax : Axes
        Where to draw; its own axes are hidden.
    nodes : sequence of sequences of str
        Labels of the nodes, layer by layer, inputs first.
    weights : sequence of array_like, each of shape (n_in, n_out)
        Weights between each layer and the next.
    edge_labels : sequence like `weights`, of str, optional
        Texts beside the edges; the weights themselves where not given.
    show_weights : bool
        Write the weights beside the edges where there are no other texts.
    notes : sequence like `nodes`, of str, optional
        Small texts: above the nodes of the upper half, below the others.
    backward : bool
        Draw `weights` as gradients: purple arrows from right to left.
    distance : float
        Distance between layers.
    spacing : float
        Distance between the nodes of a layer.

    Raises
    ------
    ValueError
        If a weight matrix does not fit its two layers.
    """
    places = [
        [(distance * depth, spacing * ((len(layer) - 1) / 2 - row)) for row in range(len(layer))]
        for depth, layer in enumerate(nodes)
    ]
    if len(weights) != len(nodes) - 1:
        raise ValueError(f"weights must hold {len(nodes) - 1} matrices for {len(nodes)} layers, got {len(weights)}")
    for depth, matrix in enumerate(weights):
        W = float_array(f"weights[{depth}]", matrix, ndim=2)
        expected = (len(nodes[depth]), len(nodes[depth + 1]))
        if W.shape != expected:
            raise ValueError(f"weights[{depth}] must have shape {expected}, got {W.shape}")
        for (i, j), w in np.ndenumerate(W):
            if w != 0:
                number = f"{w:g}".replace("-", "−") if show_weights else ""
                label = edge_labels[depth][i][j] if edge_labels else number
                _edge(ax, places[depth][i], places[depth + 1][j], float(w), label, backward=backward)
    ring = {"facecolor": PALETTE["paper"], "edgecolor": PALETTE["ink"], "linewidth": 1.6, "zorder": 2}
    for layer, spots in zip(nodes, places, strict=True):
        for label, spot in zip(layer, spots, strict=True):
            ax.add_patch(Circle(spot, RADIUS, **ring))
            ax.text(*spot, label, ha="center", va="center", zorder=3)
    height = max(abs(y) for layer in places for _, y in layer) + 0.5
    for texts, spots in zip(notes or [], places, strict=False):
        for text, (x, y) in zip(texts, spots, strict=True):
            _note(ax, (x, y), text, color="purple" if backward else "ink", above=y > 0)
            height = max(height, abs(y) + 0.5 + 0.27 * (text.count("\n") + 1))
    ax.set(xlim=(-0.5, distance * (len(nodes) - 1) + 0.5), ylim=(-height, height), aspect="equal")
    ax.axis("off")


def _edge(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], w: float, label: str, *, backward: bool
) -> None:
    color, dashes = (PALETTE["blue"], "solid") if w > 0 else (PALETTE["orange"], "dashed")
    if backward:
        color, start, end = PALETTE["purple"], end, start
    (x1, y1), (x2, y2) = start, end
    length = np.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    tip = (x2 - RADIUS * ux, y2 - RADIUS * uy)
    width = 1 + min(abs(w), 3.0)
    style = {"color": color, "linewidth": width, "linestyle": dashes, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "mutation_scale": 12, **style}, zorder=1)
    # Before the middle, where edges that cross are still apart: above the edge, or on a backward edge.
    part = 0.37 if backward else 0.34
    place = (x1 + part * (x2 - x1), y1 + part * (y2 - y1))
    offset = (0.0, 0.0) if backward else (-9 * uy, 9 * ux)
    text: dict[str, Any] = {"ha": "center", "va": "center", "color": color, "fontsize": 11}
    if backward:
        text["bbox"] = {"facecolor": PALETTE["paper"], "edgecolor": "none", "pad": 1.5}
    ax.annotate(label, place, offset, textcoords="offset points", **text)


def _note(ax: Axes, place: tuple[float, float], text: str, *, color: str, above: bool) -> None:
    """Write below a node, or above it: on the side where the drawing has no edges."""
    x, y = place
    side = (y + RADIUS + 0.06, "bottom") if above else (y - RADIUS - 0.06, "top")
    ax.text(x, side[0], text, ha="center", va=side[1], fontsize=11, color=PALETTE[color])
