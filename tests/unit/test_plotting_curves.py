"""Plots of functions: their axes and numbers, and the points of a curve."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex

from nnlib import plotting

pytestmark = pytest.mark.usefixtures("style")


def numbers(axis: Axis) -> list[str]:
    """What stands at an axis, between its limits."""
    low, high = axis.get_view_interval()
    axis.get_figure().canvas.draw()
    inside = [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [label.get_text() for label in inside if label.get_visible()]


@pytest.mark.parametrize(
    ("n", "columns", "shape"), [(1, None, (1, 1)), (3, None, (1, 3)), (4, 2, (2, 2)), (3, 2, (2, 2)), (2, 3, (1, 3))]
)
def test_plots_share_their_axes(n: int, columns: int | None, shape: tuple[int, int]) -> None:
    fig, axes = plotting.plots(n, xlim=(-1, 2), ylim=(0, 3), columns=columns)
    assert fig.axes == axes
    assert len(axes) == n
    assert axes[0].get_gridspec().get_geometry() == shape
    assert {ax.get_xlim() for ax in axes} == {(-1, 2)}
    assert {ax.get_ylim() for ax in axes} == {(0, 3)}


def test_the_lowest_plot_of_each_column_has_numbers_and_a_label() -> None:
    _, axes = plotting.plots(3, columns=2)
    assert [ax.get_xlabel() for ax in axes] == ["", "$x$", "$x$"]
    assert [numbers(ax.xaxis) for ax in axes] == [[], ["0", "0.5", "1"], ["0", "0.5", "1"]]
    assert [numbers(ax.yaxis) for ax in axes] == [["0", "1"], [], ["0", "1"]]


def test_a_row_is_as_high_as_asked_and_as_wide_as_the_text() -> None:
    assert plotting.plots(4, columns=2, height=1.5)[0].get_size_inches().tolist() == [6.4, 3]
    assert plotting.plots()[0].get_size_inches().tolist() == [5.2, 2]


@pytest.mark.parametrize(
    ("xlim", "expected"),
    [
        ((0, 1), ["0", "0.5", "1"]),
        ((-1, 2), ["−1", "−0.5", "0", "0.5", "1", "1.5", "2"]),
        ((-0.5, 1.5), ["−0.5", "0", "0.5", "1", "1.5"]),
        ((-0.2, 1.2), ["0", "0.5", "1"]),
        ((-1.1, 1.1), ["−1", "−0.5", "0", "0.5", "1"]),
        ((-4, 4), ["−4", "−2", "0", "2", "4"]),
        ((-6, 6), ["−5", "0", "5"]),
        ((-3, 3), ["−3", "−2", "−1", "0", "1", "2", "3"]),
        ((0, 400), ["0", "100", "200", "300", "400"]),
        ((0, 0.02), ["0", "0.005", "0.01", "0.015", "0.02"]),
    ],
)
def test_a_few_round_numbers_stand_on_the_x_axis(xlim: tuple[float, float], expected: list[str]) -> None:
    assert numbers(plotting.plots(xlim=xlim)[1][0].xaxis) == expected


@pytest.mark.parametrize(
    ("ylim", "expected"),
    [
        ((0, 1), ["0", "1"]),
        ((-0.05, 1.05), ["0", "1"]),
        ((-0.4, 1.6), ["0", "1"]),
        ((-4, 4), ["−4", "0", "4"]),
        ((2, 5), ["2", "3", "4", "5"]),
        ((0, 20), ["0", "10", "20"]),
        ((0, 0.5), ["0", "0.2", "0.4"]),
    ],
)
def test_fewer_numbers_stand_on_the_y_axis(ylim: tuple[float, float], expected: list[str]) -> None:
    assert numbers(plotting.plots(ylim=ylim)[1][0].yaxis) == expected


@settings(max_examples=30)
@example(1e-119, 99999.99999999999)
@given(st.floats(-1000, 1000), st.floats(0.01, 1e5))
def test_two_to_seven_numbers_stand_on_any_x_axis(low: float, width: float) -> None:
    fig, (ax,) = plotting.plots(xlim=(low, low + width))
    close = 1e-10 * width  # matplotlib draws a tick that misses an end by rounding
    inside = [x for x in ax.get_xticks() if low - close <= x <= low + width + close]
    plt.close(fig)
    assert 2 <= len(inside) <= 7


def test_numbers_can_be_given() -> None:
    _, (ax,) = plotting.plots(xlim=(0, 7), ylim=(-1, 1), xticks=[0, 3.5, 7], yticks=[-0.8, 0.8])
    assert (numbers(ax.xaxis), numbers(ax.yaxis)) == (["0.0", "3.5", "7.0"], ["−0.8", "0.8"])
    _, (ax,) = plotting.plots(xticks=[], yticks=())
    assert (numbers(ax.xaxis), numbers(ax.yaxis)) == ([], [])


def test_a_wide_log_axis_has_powers_of_ten() -> None:
    _, (ax,) = plotting.plots(xlim=(1, 1000), ylim=(1e-6, 1), xscale="log", yscale="log")
    assert numbers(ax.xaxis) == [rf"$\mathdefault{{10^{{{k}}}}}$" for k in range(4)]
    places = [y for y in ax.get_yticks() if 1e-6 <= y <= 1]
    assert 3 <= len(places) <= 7
    assert np.log10(places) == pytest.approx(np.round(np.log10(places)))


def test_a_narrow_log_axis_has_ones_twos_and_fives() -> None:
    _, (ax,) = plotting.plots(xlim=(2, 64), ylim=(0.01, 0.5), xscale="log", yscale="log")
    assert numbers(ax.xaxis) == ["2", "5", "10", "20", "50"]
    assert numbers(ax.yaxis) == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]


def test_numbers_given_to_a_log_axis_are_written_as_they_are() -> None:
    _, (ax,) = plotting.plots(xlim=(1, 256), xticks=[1, 4, 16, 64, 256], xscale="log")
    assert numbers(ax.xaxis) == ["1", "4", "16", "64", "256"]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "linear")


def test_a_log_axis_has_no_small_ticks() -> None:
    _, (ax,) = plotting.plots(xlim=(1, 1000), xscale="log")
    assert len(ax.xaxis.get_minorticklocs()) == 0


def test_a_curve_runs_from_one_limit_to_the_other() -> None:
    _, (ax,) = plotting.plots(xlim=(-1, 2))
    line = plotting.curve(ax, lambda x: x[:, None] ** 2)  # a column, as from a net
    x, y = line.get_data()
    assert (x[0], x[-1]) == ax.get_xlim() == (-1, 2)
    np.testing.assert_array_equal(y, x**2)
    assert to_hex(line.get_color()) == plotting.PALETTE["blue"]
    assert plotting.curve(ax, np.sin, **plotting.BEFORE).get_linestyle() == "--"


def test_a_curve_has_501_points_equal_steps_apart() -> None:
    _, (ax,) = plotting.plots(xlim=(-1, 2))
    x = plotting.curve(ax, np.cos).get_xdata()
    assert len(x) == 501
    assert np.diff(x) == pytest.approx(3 / 500)


def test_on_a_log_axis_they_are_equal_factors_apart() -> None:
    _, (ax,) = plotting.plots(xlim=(1, 1000), xscale="log")
    x, y = plotting.curve(ax, lambda n: 1 / n).get_data()
    assert (len(x), x[0], x[-1]) == (501, 1, 1000)
    assert x[1:] / x[:-1] == pytest.approx(1000 ** (1 / 500))
    np.testing.assert_array_equal(y, 1 / x)


def test_a_function_that_works_in_place_is_drawn_as_it_is() -> None:
    def relu(x: np.ndarray) -> np.ndarray:
        x[x < 0] = 0
        return x

    _, (ax,) = plotting.plots(xlim=(-1, 1))
    x, y = plotting.curve(ax, relu).get_data()
    assert x[0] == -1
    np.testing.assert_array_equal(y, np.maximum(x, 0))


def test_a_curve_has_a_gap_where_a_function_has_no_value() -> None:
    _, (ax,) = plotting.plots(xlim=(-1, 1))
    y = plotting.curve(ax, lambda x: np.where(x < 0, np.nan, x)).get_ydata()
    assert np.isnan(y).sum() == 250


def test_an_upright_marks_its_place_and_has_its_label_at_the_top() -> None:
    _, (ax,) = plotting.plots(ylim=(-1, 3))
    plotting.upright(ax, 0.25, "$s$")
    (line,), (label,) = ax.lines, ax.texts
    assert line.get_xdata() == [0.25, 0.25]
    assert line.is_dashed()
    assert to_hex(line.get_color()) == to_hex(label.get_color()) == plotting.PALETTE["grey"]
    assert (label.get_text(), label.xy, label.get_va()) == ("$s$", (0.25, 3), "bottom")


def test_a_band_reaches_from_end_to_end() -> None:
    _, (ax,) = plotting.plots()
    plotting.band(ax, 0.25, 0.75)
    (band,) = ax.patches
    assert (band.get_x(), band.get_width()) == (0.25, 0.5)
    assert to_hex(band.get_facecolor()) == plotting.PALETTE["grey"]
    assert band.get_alpha() < 0.5


@pytest.mark.parametrize("axes", [lambda: plt.subplots()[1], lambda: plotting.plots()[1][0]], ids=["any", "plots"])
def test_drawing_leaves_the_limits_alone(axes) -> None:
    ax: Axes = axes()
    before = ax.axis()
    plotting.curve(ax, lambda x: 3 * x)
    plotting.upright(ax, 3.0)
    plotting.band(ax, -3, 0.5)
    assert ax.axis() == before
