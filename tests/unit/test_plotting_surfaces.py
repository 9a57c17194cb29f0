"""Heat maps and surfaces: which shade stands where, what the bar says, where the surface is."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from nnlib import plotting

pytestmark = pytest.mark.usefixtures("style")
BLUE, ORANGE = plotting.PALETTE["blue"], plotting.PALETTE["orange"]


@pytest.fixture
def ax(style: None) -> Axes:
    """A plane from −1 to 1."""
    _, (ax,) = plotting.planes(bounds=(-1, 1))
    return ax


def parts(ax: Axes, color: str, *, filled: bool) -> list[np.ndarray]:
    """Places of the shades, or of the lines, of one colour."""
    found = []
    for part in ax.collections:
        colors = part.get_facecolor() if filled else part.get_edgecolor()
        if part.filled == filled and to_hex(colors[0]) == color:
            found.append(np.concatenate([path.vertices for path in part.get_paths()]))
    return [places for places in found if len(places)]


def bar(ax: Axes) -> Axes:
    (bar,) = ax.child_axes
    return bar


def texts(ax: Axes) -> list[str]:
    """What stands beside the bar, from below."""
    low, high = bar(ax).get_ylim()
    return [text.get_text() for text in bar(ax).get_yticklabels() if low <= text.get_position()[1] <= high]


def test_shades_begin_at_equal_steps_from_the_middle(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: X[:, 0])
    blue, orange = parts(ax, BLUE, filled=True), parts(ax, ORANGE, filled=True)
    assert [shade[:, 0].min() for shade in blue] == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert [shade[:, 0].max() for shade in orange] == pytest.approx([-0.1, -0.3, -0.5, -0.7, -0.9])
    assert {shade[:, 0].max() for shade in blue} == {1}  # over each other, up to the end
    assert {shade[:, 0].min() for shade in orange} == {-1}


def test_each_shade_has_a_line_solid_above_and_dashed_below(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: 3 * X[:, 1])
    blue, orange = parts(ax, BLUE, filled=False), parts(ax, ORANGE, filled=False)
    assert [line[:, 1].mean() for line in blue] == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert [line[:, 1].mean() for line in orange] == pytest.approx([-0.1, -0.3, -0.5, -0.7, -0.9])
    lines = [part for part in ax.collections if not part.filled]
    dashes = {to_hex(line.get_edgecolor()[0]): line.get_linestyle()[0][1] for line in lines}
    assert dashes[BLUE] is None
    assert dashes[ORANGE] is not None


def test_a_stated_range_has_its_own_middle(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: (X[:, 0] + 1) / 2, zlim=(0, 1))  # a probability: 1/2 is in the middle
    assert parts(ax, BLUE, filled=True)[0][:, 0].min() == pytest.approx(0.1)
    assert parts(ax, ORANGE, filled=True)[0][:, 0].max() == pytest.approx(-0.1)
    assert texts(ax) == ["0", "0.5", "1"]


@pytest.mark.parametrize(
    ("largest", "end"),
    [(1, "1"), (0.07, "0.07"), (1.05, "1.1"), (0.1231, "0.13"), (99.5, "100"), (2300, "2300"), (1 + 3e-16, "1")],
)
def test_the_range_is_symmetric_with_ends_of_two_digits(largest: float, end: str, ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: largest * X[:, 0])
    assert texts(ax) == [f"−{end}", "0", end]


def test_the_bar_shows_the_shades_as_the_plane_does(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: X[:, 1])
    for color in (BLUE, ORANGE):
        on_plane, on_bar = parts(ax, color, filled=True), parts(bar(ax), color, filled=True)
        assert [shade[:, 1].min() for shade in on_bar] == pytest.approx([shade[:, 1].min() for shade in on_plane])
        assert [shade[:, 1].max() for shade in on_bar] == pytest.approx([shade[:, 1].max() for shade in on_plane])
    shades = {shade.get_alpha() for shade in [*ax.collections, *bar(ax).collections] if shade.filled}
    assert len(shades) == 1


def test_where_nothing_is_below_zero_the_bar_begins_there(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: X[:, 0] ** 2 - 1e-12, resolution=101)  # nothing but rounding
    assert texts(ax) == ["0", "1"]
    assert parts(ax, ORANGE, filled=True) == []


def test_a_stated_range_is_shown_from_end_to_end(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: X[:, 0] ** 2, zlim=(-1, 1))
    assert texts(ax) == ["−1", "0", "1"]


def test_values_beyond_a_stated_range_are_announced(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: 3 * X[:, 0], zlim=(-1, 2))
    assert texts(ax) == ["≤ −1", "0.5", "≥ 2"]


def test_zero_everywhere_leaves_the_plane_white(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: np.zeros((len(X), 1)))
    assert parts(ax, BLUE, filled=True) == parts(ax, ORANGE, filled=True) == []


def test_one_value_everywhere_has_one_shade_everywhere(ax: Axes) -> None:
    plotting.heatmap(ax, lambda X: np.full(len(X), -2.0))
    shades = parts(ax, ORANGE, filled=True)
    assert len(shades) == 5
    assert all(shade.min() == -1 and shade.max() == 1 for shade in shades)


def test_a_heat_map_leaves_the_limits_alone() -> None:
    _, ax = plt.subplots()
    ax.set_xlim(2, 5)
    before = ax.axis()
    asked = []
    plotting.heatmap(ax, lambda X: asked.append(X) or X[:, 0], resolution=3)
    assert ax.axis() == before
    assert asked[0].tolist() == [[x1, x2] for x2 in (0, 0.5, 1) for x1 in (2, 3.5, 5)]


def test_spaces_stand_side_by_side_and_say_where_they_end() -> None:
    fig, axes = plotting.spaces(2, bounds=(-1, 2), zlim=(0, 3))
    assert fig.axes == axes
    for ax in axes:
        assert (ax.get_xlim(), ax.get_ylim(), ax.get_zlim()) == ((-1, 2), (-1, 2), (0, 3))
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("$x_1$", "$x_2$")
        assert [text.get_text() for text in ax.get_xticklabels()] == ["−1", "2"]
        assert [text.get_text() for text in ax.get_zticklabels()] == ["0", "3"]
        assert ax.zaxis.get_ticks_position() == "lower"  # on the left, away from the numbers of x2


def test_a_surface_is_as_high_as_its_function() -> None:
    _, (ax,) = plotting.spaces(bounds=(0, 2), zlim=(0, 8))
    patches = plotting.surface(ax, lambda X: X[:, :1] + 3 * X[:, 1:], resolution=5)
    x1, x2, z, _ = patches._vec
    assert len(x1) == 4 * 4 * 4  # patches of four corners
    assert z == pytest.approx(x1 + 3 * x2)
    assert {(x1.min(), x1.max()), (x2.min(), x2.max())} == {(0, 2)}
    assert sorted(set(np.round(x1, 9))) == [0, 0.5, 1, 1.5, 2]


def test_a_surface_is_paper_with_blue_lines() -> None:
    _, (ax,) = plotting.spaces()
    patches = plotting.surface(ax, lambda X: X[:, 0])
    assert {to_hex(color, keep_alpha=True) for color in patches.get_facecolor()} == {plotting.PALETTE["paper"] + "ff"}
    assert {to_hex(color) for color in patches.get_edgecolor()} == {BLUE}
    assert patches.get_linewidth() == [0.7]
    other = plotting.surface(ax, lambda X: X[:, 0], edgecolor=ORANGE, resolution=2)
    assert {to_hex(color) for color in other.get_edgecolor()} == {ORANGE}


def test_a_surface_leaves_the_limits_alone() -> None:
    ax = plt.figure().add_subplot(projection="3d")
    before = ax.get_w_lims()
    plotting.surface(ax, lambda X: 5 * X[:, 0])
    assert list(ax.get_w_lims()) == list(before)


def test_no_part_of_a_drawing_depends_on_how_its_axes_are_placed():
    """Where 3-D Axes lie is rounded differently from one processor to another, and would be seen in SVG."""
    fig, (ax,) = plotting.spaces()
    patches = plotting.surface(ax, lambda X: X[:, 0])
    assert not fig.patch.get_visible()
    assert not patches.get_clip_on()
