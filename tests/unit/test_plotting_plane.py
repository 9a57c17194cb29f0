"""What is drawn where in the plane: points, lines, regions and arrows."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from nnlib import datasets, plotting

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture
def ax(style: None) -> Axes:
    """A plane from −1 to 1."""
    _, (ax,) = plotting.planes(bounds=(-1, 1))
    return ax


def shaded(ax: Axes) -> np.ndarray:
    """Corners of the only shade, shape (n, 2)."""
    (shade,) = ax.collections
    return np.concatenate([path.vertices for path in shade.get_paths()])


@pytest.mark.parametrize(("letters", "rows", "n"), [("x", 1, 1), ("xw", 1, 2), ("xw", 2, 4), ("xxx", 1, 3)])
def test_planes_stand_side_by_side_each_with_its_letter(letters: str, rows: int, n: int) -> None:
    _, axes = plotting.planes(letters, rows=rows, bounds=(-0.5, 2))
    assert len(axes) == n
    assert axes[0].get_gridspec().get_geometry() == (rows, len(letters))
    assert [ax.get_xlabel() for ax in axes] == [f"${letter}_1$" for letter in letters * rows]
    assert [ax.get_ylabel() for ax in axes] == [f"${letter}_2$" for letter in letters * rows]


def test_a_plane_is_square_with_its_axes_through_the_origin() -> None:
    _, (ax,) = plotting.planes(bounds=(-0.5, 2))
    assert ax.get_xlim() == ax.get_ylim() == (-0.5, 2)
    assert ax.get_aspect() == 1
    assert {ax.spines[side].get_position() for side in ("left", "bottom")} == {"zero"}


def test_points_tell_classes_apart_by_shape_and_colour(ax: Axes) -> None:
    plotting.points(ax, *datasets.gate("and"))
    one, zero = ax.collections
    assert one.get_offsets().tolist() == [[1, 1]]
    assert zero.get_offsets().tolist() == [[0, 0], [0, 1], [1, 0]]
    assert to_hex(one.get_facecolor()[0]) == plotting.PALETTE["blue"]
    assert to_hex(zero.get_edgecolor()[0]) == plotting.PALETTE["orange"]
    assert len(zero.get_facecolor()) == 0
    assert len(one.get_paths()[0].vertices) != len(zero.get_paths()[0].vertices)


def test_points_of_one_class_only(ax: Axes) -> None:
    plotting.points(ax, [[0.5, -0.5]], [1], size=30)
    one, zero = ax.collections
    assert (len(one.get_offsets()), len(zero.get_offsets())) == (1, 0)
    assert one.get_sizes() == [30]


def test_a_ring_is_open_and_wider_than_a_point(ax: Axes) -> None:
    plotting.ring(ax, [0.25, -0.5])
    (ring,) = ax.lines
    assert ring.get_xydata().tolist() == [[0.25, -0.5]]
    assert to_hex(ring.get_color()) == plotting.PALETTE["vermilion"]
    assert ring.get_markerfacecolor() == "none"
    assert ring.get_markersize() > np.sqrt(70)


@pytest.mark.parametrize(("w", "b"), [((1, 1), -1.5), ((2, 0), -1), ((0, -3), 1), ((-1, 2), 0)])
def test_decision_line_lies_where_z_is_zero(w: tuple[float, float], b: float, ax: Axes) -> None:
    line = plotting.decision_line(ax, w, b)
    for point in (line.get_xy1(), line.get_xy2()):
        assert np.dot(w, point) + b == pytest.approx(0, abs=1e-12)
    assert line.get_xy1() != line.get_xy2()
    assert to_hex(line.get_color()) == plotting.PALETTE["ink"]


def test_half_plane_is_the_side_that_fires(ax: Axes) -> None:
    plotting.half_plane(ax, [1, 0], -0.5)
    corners = shaded(ax)
    assert corners[:, 0].min() == pytest.approx(0.5, abs=0.02)
    assert corners[:, 0].max() == 1
    assert ax.get_xlim() == (-1, 1)


def test_a_negative_weight_fires_on_the_other_side(ax: Axes) -> None:
    plotting.half_plane(ax, [0, -2], -1)
    corners = shaded(ax)
    assert corners[:, 1].min() == -1
    assert corners[:, 1].max() == pytest.approx(-0.5, abs=0.02)


def test_a_neuron_fires_at_exactly_zero(ax: Axes) -> None:
    plotting.half_plane(ax, [1, 0], -1)  # z = 0 on the right border of the plane, and below it elsewhere
    corners = shaded(ax)
    assert corners[:, 0].min() > 0.98
    assert corners[:, 0].max() == 1


@pytest.mark.parametrize("level", [-0.25, 0, 0.75])
def test_a_region_begins_at_its_level(level: float, ax: Axes) -> None:
    plotting.region(ax, lambda X: X[:, 0], level=level)
    corners = shaded(ax)
    assert corners[:, 0].min() == pytest.approx(level, abs=1e-12)
    assert corners[:, 0].max() == 1


def test_a_region_of_probabilities_begins_at_one_half(ax: Axes) -> None:
    plotting.region(ax, lambda X: X[:, :1])  # a column, as from a net
    assert shaded(ax)[:, 0].min() == pytest.approx(0.5, abs=1e-12)
    (shade,) = ax.collections
    assert to_hex(shade.get_facecolor()[0]) == plotting.PALETTE["blue"]
    assert shade.get_alpha() < 0.2


@pytest.mark.parametrize("below", [0, 0.499])
@pytest.mark.parametrize("level", [0, 0.5, 3])
def test_the_level_itself_counts_as_class_1(level: float, below: float, ax: Axes) -> None:
    """Constant parts, as of a net of step functions."""
    plotting.region(ax, lambda X: np.where(X[:, 0] >= 0, level, level - 1 + below), level=level, resolution=201)
    corners = shaded(ax)
    assert corners[:, 0].min() == pytest.approx(0, abs=0.011)
    assert corners[:, 0].max() == 1
    assert (corners[:, 0] == 1).sum() >= 2


def test_a_classifier_that_never_fires_leaves_the_plane_white(ax: Axes) -> None:
    plotting.region(ax, lambda X: np.zeros(len(X)))
    assert not len(shaded(ax))


def test_a_classifier_that_always_fires_shades_all_of_the_plane(ax: Axes) -> None:
    plotting.region(ax, lambda X: np.full(len(X), 0.5))
    corners = shaded(ax)
    assert corners.min(axis=0).tolist() == [-1, -1]
    assert corners.max(axis=0).tolist() == [1, 1]


def test_a_classifier_is_asked_on_a_grid_between_the_limits(ax: Axes) -> None:
    ax.set(xlim=(0, 3), ylim=(-2, -1))
    asked = []
    plotting.region(ax, lambda X: asked.append(X) or X[:, 0], resolution=4)
    (X,) = asked
    assert X.shape == (16, 2)
    assert {tuple(x) for x in X.tolist()} == {(i, -2 + j / 3) for i in range(4) for j in range(4)}


def test_an_arrow_runs_from_start_to_end_and_its_label_stands_beyond_the_tip(ax: Axes) -> None:
    plotting.vector(ax, [-0.5, -0.5], [-0.2, -0.1], color="vermilion", label="$w$", linestyle="--")
    arrow, label = ax.texts
    assert arrow.get_position() == (-0.5, -0.5)
    assert arrow.xy == (-0.2, -0.1)
    assert arrow.arrow_patch.get_arrowstyle().arrow == "-|>"  # a head at the end only
    assert arrow.arrow_patch.get_linestyle() == "--"
    assert to_hex(arrow.arrow_patch.get_edgecolor()) == plotting.PALETTE["vermilion"]
    assert (label.get_text(), label.xy) == ("$w$", (-0.2, -0.1))
    assert label.get_position() == pytest.approx((14 * 0.6, 14 * 0.8))  # 14 points along (3, 4) / 5
    assert to_hex(label.get_color()) == plotting.PALETTE["vermilion"]


def test_a_vector_of_length_zero_can_be_drawn(ax: Axes) -> None:
    plotting.vector(ax, [0, 0], [0, 0], label="$w$")
    assert ax.texts[1].get_position() == (0, 0)


def test_drawing_leaves_the_limits_of_any_axes_alone() -> None:
    _, ax = plt.subplots()
    before = ax.axis()
    plotting.decision_line(ax, [1, 1], -5)
    plotting.half_plane(ax, [1, 1], -5)
    plotting.region(ax, lambda X: X[:, 0])
    assert ax.axis() == before
