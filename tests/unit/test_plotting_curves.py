"""Plots of functions, and what diagrams write beside nodes and edges."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from nnlib import plotting

pytestmark = pytest.mark.usefixtures("style")


@pytest.mark.parametrize(
    ("n", "columns", "shape"), [(1, None, (1, 1)), (3, None, (1, 3)), (4, 2, (2, 2)), (3, 2, (2, 2))]
)
def test_plots_share_their_axes(n: int, columns: int | None, shape: tuple[int, int]) -> None:
    _, axes = plotting.plots(n, xlim=(-1, 2), ylim=(0, 3), columns=columns)
    assert len(axes) == n
    assert axes[0].get_gridspec().get_geometry() == shape
    assert {ax.get_xlim() for ax in axes} == {(-1, 2)}
    assert {ax.get_ylim() for ax in axes} == {(0, 3)}


def test_a_curve_runs_from_one_limit_to_the_other() -> None:
    _, (ax,) = plotting.plots(xlim=(-1, 2))
    line = plotting.curve(ax, lambda x: x[:, None] ** 2)
    x, y = line.get_data()
    assert (x[0], x[-1]) == ax.get_xlim() == (-1, 2)
    np.testing.assert_array_equal(y, x**2)
    assert to_hex(line.get_color()) == plotting.PALETTE["blue"]
    assert plotting.curve(ax, np.sin, **plotting.BEFORE).get_linestyle() == "--"


def test_marks_leave_the_limits_alone() -> None:
    _, (ax,) = plotting.plots()
    plotting.band(ax, -3, 0.5)
    plotting.upright(ax, 0.25, "$s$")
    assert ax.get_xlim() == (0, 1)
    assert [text.get_text() for text in ax.texts] == ["$s$"]


def texts(ax: plt.Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_a_network_without_its_weights() -> None:
    _, ax = plt.subplots()
    plotting.network(ax, [["a", "b"], ["c"]], [[[2], [1]]], show_weights=False)
    assert texts(ax) == ["a", "b", "c"]


def test_notes_stand_outside_the_drawing() -> None:
    _, ax = plt.subplots()
    plotting.network(ax, [["a", "b"], ["c"]], [[[2], [1]]], notes=[["above", "below"], ["middle"]])
    place = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert place["above"] > place["a"] > 0 > place["b"] > place["below"]
    assert place["middle"] < place["c"]


def test_gradients_are_purple_and_point_to_the_left() -> None:
    _, ax = plt.subplots()
    plotting.network(ax, [["a"], ["b"]], [[[-2]]], backward=True)
    (arrow,) = [text for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert arrow.xy[0] < arrow.get_position()[0]
    assert to_hex(arrow.arrow_patch.get_edgecolor()) == plotting.PALETTE["purple"]
    assert arrow.arrow_patch.get_linestyle() == "dashed"


def test_drawing_leaves_the_limits_of_any_axes_alone(style) -> None:
    _, ax = plt.subplots()
    before = ax.axis()
    plotting.curve(ax, lambda x: 3 * x)
    plotting.upright(ax, 3.0)
    plotting.decision_line(ax, [1, 1], -5)
    assert ax.axis() == before
