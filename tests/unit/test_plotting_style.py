"""Every figure has the colours of the palette and the same bytes on every run."""

import io
import re
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from nnlib import datasets, plotting
from nnlib.plotting._images import as_image, drawing_of

pytestmark = pytest.mark.usefixtures("style")


def plane() -> Figure:
    fig, (ax,) = plotting.planes()
    plotting.points(ax, *datasets.gate("xor"))
    plotting.half_plane(ax, [1, 1], -1.5)
    plotting.decision_line(ax, [1, 1], -1.5)
    plotting.region(ax, lambda X: X[:, 0], level=1)
    plotting.vector(ax, [0, 0], [1, 0.5], label="$w$")
    plotting.ring(ax, [0, 1])
    return fig


def functions() -> Figure:
    fig, axes = plotting.plots(2, xlim=(1, 100), ylim=(0.1, 1000), xscale="log", yscale="log")
    plotting.curve(axes[0], np.sqrt)
    plotting.curve(axes[1], np.sqrt, **plotting.BEFORE)
    plotting.upright(axes[0], 3, "$s$")
    plotting.band(axes[1], 3, 4)
    axes[1].plot([1, 10], [10, 1], "o-")  # a student's line: no colour named
    return fig


def diagram() -> Figure:
    fig, (left, right) = plt.subplots(1, 2)
    nodes, weights = [["$x_1$", "$x_2$"], ["$y$"]], [[[2], [-1]]]
    plotting.network(left, nodes, weights, notes=[["1", "2"], ["b = 0"]])
    plotting.network(right, nodes, weights, backward=True)
    return fig


def heat() -> Figure:
    fig, (ax,) = plotting.planes(bounds=(-1, 1))
    plotting.heatmap(ax, lambda X: X[:, 0] * X[:, 1])
    return fig


def space() -> Figure:
    fig, (ax,) = plotting.spaces(bounds=(-1, 1), zlim=(-1, 1))
    plotting.surface(ax, lambda X: X[:, 0] * X[:, 1])
    return fig


def svg(fig: Figure) -> str:
    file = io.BytesIO()
    fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue().decode()


draws = pytest.mark.parametrize("draw", [plane, functions, diagram, heat, space], ids=lambda draw: draw.__name__)


@draws
def test_the_same_figure_has_the_same_bytes(draw: Callable[[], Figure]) -> None:
    assert svg(draw()) == svg(draw())


@draws
def test_a_figure_is_drawn_in_the_colours_of_the_palette_and_holds_no_raster_image(draw: Callable[[], Figure]) -> None:
    """So that the site can give it the colours of its theme; black and the rest would stay as they are."""
    drawing = svg(draw())
    assert set(re.findall(r"#[0-9a-f]{6}", drawing)) <= set(plotting.PALETTE.values())
    assert "<image" not in drawing


@draws
def test_an_image_brings_the_drawing_along_as_it_is(draw: Callable[[], Figure]) -> None:
    drawing = svg(draw())
    image = as_image(drawing, paper="#ffffff")
    assert drawing_of(image) == drawing[drawing.index("<svg") :]
    assert len(image) < 1.05 * len(drawing)


def test_what_would_end_the_attribute_or_the_address_is_encoded() -> None:
    svg = "<svg><text style='fill: #24292f'>5 % of &lt; n &amp; more</text></svg>"
    image = as_image(svg, paper="#ffffff")
    assert drawing_of(image) == svg
    assert not re.search("[#&']", image.partition("image/svg+xml,")[2].removesuffix("'>"))
    assert image.count("'") == 8  # of its four attributes


def test_other_html_holds_no_drawing() -> None:
    assert drawing_of("<table></table>") is None
    assert drawing_of("<img class='nnx-still' src='data:image/svg+xml,<svg></svg>'>") is None


def test_figures_are_calm() -> None:
    _, ax = plt.subplots()
    assert [name for name, spine in ax.spines.items() if spine.get_visible()] == ["left", "bottom"]
    assert mpl.rcParams["font.size"] == mpl.rcParams["axes.titlesize"] == 12


def test_before_is_thin_grey_and_dashed() -> None:
    (line,) = plt.subplots()[1].plot([0, 1], **plotting.BEFORE)
    assert (line.get_color(), line.get_linestyle(), line.get_linewidth()) == (plotting.PALETTE["grey"], "--", 1.5)
