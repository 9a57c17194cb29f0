"""Networks drawn as nodes and edges: forward runs from left to right."""

from collections.abc import Sequence, Sized
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from numpy.typing import ArrayLike, NDArray

from nnlib._validate import finite, float_array, number
from nnlib.plotting.style import PALETTE, number_text

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
        Distance between layers, > 0.
    spacing : float
        Distance between the nodes of a layer, > 0.

    Raises
    ------
    ValueError
        If a layer has no nodes, a weight matrix does not fit its two layers or
        is not finite, or there is not one text for each node or each weight.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> network(ax, nodes=[["$x_1$", "$x_2$"], ["$y$"]], weights=[[[2], [-1.5]]])
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['2', '−1.5', '$x_1$', '$x_2$', '$y$']
    """
    distance, spacing = number("distance", distance, above=0), number("spacing", spacing, above=0)
    if not isinstance(nodes, Sized) or len(nodes) == 0:
        raise ValueError(f"nodes must hold at least one layer, got {nodes!r}")
    names = [_texts(f"nodes[{k}]", layer) for k, layer in enumerate(nodes)]
    sizes = [(len(layer),) for layer in names]
    shapes = [n_in + n_out for n_in, n_out in pairwise(sizes)]
    matrices = [_matrix(*entry) for entry in _paired("weights", weights, shapes)]
    if edge_labels is None:
        edge_labels = [[[number_text(w) if show_weights else "" for w in row] for row in W] for W in matrices]
    edge_texts = [_texts(*entry) for entry in _paired("edge_labels", edge_labels, shapes)]
    note_texts = [] if notes is None else [_texts(*entry) for entry in _paired("notes", notes, sizes)]

    places = [
        [(distance * depth, spacing * ((n - 1) / 2 - row)) for row in range(n)] for depth, (n,) in enumerate(sizes)
    ]
    for W, texts, (left, right) in zip(matrices, edge_texts, pairwise(places), strict=True):
        for (i, j), w in np.ndenumerate(W):
            if w != 0:
                _edge(ax, left[i], right[j], float(w), str(texts[i, j]), backward=backward)
    ring = {"facecolor": PALETTE["paper"], "edgecolor": PALETTE["ink"], "linewidth": 1.6, "zorder": 2}
    for layer, spots in zip(names, places, strict=True):
        for name, spot in zip(layer, spots, strict=True):
            ax.add_patch(Circle(spot, RADIUS, **ring))
            ax.text(*spot, name, ha="center", va="center", zorder=3)
    height = max(abs(y) for layer in places for _, y in layer) + 0.5
    for layer, spots in zip(note_texts, places, strict=False):  # none, or as many
        for note, (x, y) in zip(layer, spots, strict=True):
            _note(ax, (x, y), note, color="purple" if backward else "ink", above=y > 0)
            height = max(height, abs(y) + 0.5 + 0.27 * (note.count("\n") + 1))
    ax.set(xlim=(-0.5, distance * (len(nodes) - 1) + 0.5), ylim=(-height, height), aspect="equal")
    ax.axis("off")


def _paired(
    name: str, entries: Sequence[Any], shapes: Sequence[tuple[int, ...]]
) -> list[tuple[str, Any, tuple[int, ...]]]:
    """Return the name of each entry, the entry, and the shape that it must have."""
    given = len(entries) if isinstance(entries, Sized) else repr(entries)
    if given != len(shapes):
        raise ValueError(f"{name} must have {len(shapes)} entries for these layers, got {given}")
    return [(f"{name}[{k}]", entry, shape) for k, (entry, shape) in enumerate(zip(entries, shapes, strict=True))]


def _matrix(name: str, value: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.floating]:
    W = finite(name, float_array(name, value))
    if W.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {W.shape}")
    return W


def _texts(name: str, value: Any, shape: tuple[int, ...] | None = None) -> NDArray[np.object_]:
    """Return texts of that shape as an array; a row of any length unless a shape is given."""
    texts = np.asarray(value, dtype=object)
    fits = texts.ndim == 1 and texts.size > 0 if shape is None else texts.shape == shape
    if not fits or not all(isinstance(text, str) for text in texts.flat):
        expected = "a row of texts" if shape is None else f"texts in the shape {shape}"
        raise ValueError(f"{name} must hold {expected}, got {value!r}")
    return texts


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
