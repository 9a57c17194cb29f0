"""Figures in the book's style: each function draws arrays or callables on given Axes and knows no model.

`plane` draws points, lines and regions of the plane; `curves` functions of one
variable; `surfaces` functions of two, as heat maps and in space; `diagrams`
networks as nodes and edges. `style` holds the colours, and writes numbers.
"""

from nnlib.plotting.curves import band, curve, plots, upright
from nnlib.plotting.diagrams import network
from nnlib.plotting.plane import decision_line, half_plane, planes, points, region, ring, vector
from nnlib.plotting.style import BEFORE, PALETTE, number_text, use_style
from nnlib.plotting.surfaces import heatmap, spaces, surface

__all__ = [
    "BEFORE",
    "PALETTE",
    "band",
    "curve",
    "decision_line",
    "half_plane",
    "heatmap",
    "network",
    "number_text",
    "planes",
    "plots",
    "points",
    "region",
    "ring",
    "spaces",
    "surface",
    "upright",
    "use_style",
    "vector",
]
