"""Plots of functions of one variable, in the book's style."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MultipleLocator

from nnlib._validate import choice, count, float_array, interval, number
from nnlib.plotting._values import Function, values_at
from nnlib.plotting.style import PALETTE, number_text

SCALES = ("linear", "log")


def plots(
    n: int = 1,
    *,
    xlim: tuple[float, float] = (0.0, 1.0),
    ylim: tuple[float, float] = (0.0, 1.0),
    xscale: str = "linear",
    yscale: str = "linear",
    xticks: Sequence[float] | None = None,
    yticks: Sequence[float] | None = None,
    height: float = 2.0,
    columns: int | None = None,
) -> tuple[Figure, list[Axes]]:
    """Make `n` plots with the same axes, side by side or in rows.

    Parameters
    ----------
    n : int
        Number of plots.
    xlim, ylim : tuple of float
        The axes run from the first number to the second.
    xscale, yscale : {"linear", "log"}
        On a "log" axis equal factors are equally far apart.
    xticks, yticks : sequence of float, optional
        Numbers to write at the axes; a few round ones unless given.
    height : float
        Height of a row in inches; the rows are as wide as the text.
    columns : int, optional
        Plots a row; all in one row unless given.

    Returns
    -------
    fig : Figure
    axes : list of Axes
        Row by row.

    Raises
    ------
    ValueError
        If `n` or `columns` is not a positive integer, limits do not increase
        or are not positive on a log axis, a scale has another name, a tick
        lies outside its limits, or `height` is not positive.

    Examples
    --------
    >>> fig, axes = plots(4, xlim=(-2, 2), columns=2)
    >>> len(axes), axes[3].get_xlim() == (-2, 2)
    (4, True)
    """
    n = count("n", n)
    columns = n if columns is None else count("columns", columns)
    height = number("height", height, above=0)
    for name, limits, scale, ticks in (("x", xlim, xscale, xticks), ("y", ylim, yscale, yticks)):
        choice(f"{name}scale", scale, SCALES)
        interval(f"{name}lim", limits, above=0 if scale == "log" else -np.inf)
        _inside(f"{name}ticks", ticks, limits)

    rows = -(-n // columns)
    width = 6.4 if columns > 1 else 5.2
    style: dict[str, Any] = {"figsize": (width, height * rows), "layout": ConstrainedLayoutEngine(wspace=0.05)}
    fig, grid = plt.subplots(rows, columns, squeeze=False, sharex=True, sharey=True, **style)
    for ax in grid.flat:
        ax.set(xscale=xscale, yscale=yscale, xlim=xlim, ylim=ylim)
        ax.minorticks_off()
        _write_ticks(ax.xaxis, xlim, xticks, step=_round_step(xlim))
        _write_ticks(ax.yaxis, ylim, yticks, step=2 * _round_step(ylim))  # plots are wider than high
    for ax in grid.flat[n:]:
        ax.remove()
    for ax in grid.flat[max(0, n - columns) : n]:  # the lowest of each column
        ax.tick_params(labelbottom=True)
        ax.set_xlabel("$x$", loc="right")
    return fig, list(grid.flat[:n])


def _inside(name: str, ticks: Sequence[float] | None, limits: tuple[float, float]) -> None:
    if ticks is None or (isinstance(ticks, Sequence) and len(ticks) == 0):
        return
    places = float_array(name, ticks, ndim=1)
    outside = places[~((limits[0] <= places) & (places <= limits[1]))]  # nan is nowhere inside
    if outside.size:
        raise ValueError(f"{name} must lie between {limits[0]:g} and {limits[1]:g}, got {outside[0]:g}")


def _round_step(limits: tuple[float, float]) -> float:
    """Return 0.5, 1 or 2 times a power of ten: two to six of them fit between the limits."""
    width = limits[1] - limits[0]
    power = 10.0 ** np.floor(np.log10(width))
    return float(power * (0.5 if width <= 3 * power else 1 if width <= 6 * power else 2))


def _write_ticks(axis: Axis, limits: tuple[float, float], ticks: Sequence[float] | None, *, step: float) -> None:
    """Put the given ticks on an axis, or a few round ones; on a wide log axis leave matplotlib's powers of ten."""
    log = axis.get_scale() == "log"
    if ticks is not None:
        axis.set_ticks(ticks)
    elif not log:
        axis.set_major_locator(MultipleLocator(step))
    elif limits[1] < 100 * limits[0]:
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    else:
        return
    if log or ticks is None:
        axis.set_major_formatter(FuncFormatter(lambda x, _: number_text(x)))


def curve(ax: Axes, f: Function, **style: Any) -> Line2D:
    """Draw y = f(x) between the limits of the plot.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    f : callable
        Takes an array of shape (n,), returns n numbers. Where one is nan, the curve has a gap.
    **style
        Passed on to ``ax.plot``.

    Returns
    -------
    line : Line2D
        501 points; on a log axis equal factors apart, otherwise equal steps.

    Raises
    ------
    ValueError
        If `f` does not return a number for each of x, or none of them is finite.

    Examples
    --------
    >>> fig, (ax,) = plots(xlim=(-1, 1))
    >>> line = curve(ax, np.square)
    >>> float(line.get_ydata().max())
    1.0
    """
    limits = ax.axis()
    spaced = np.geomspace if ax.get_xscale() == "log" else np.linspace
    x = spaced(*ax.get_xlim(), 501)
    y = values_at("f", f, x)
    if not np.isfinite(y).any():
        raise ValueError(f"f must return finite numbers, got {y[0]} and no finite one")
    (line,) = ax.plot(x, y, **{"color": PALETTE["blue"], "linewidth": 2, **style})
    ax.axis(limits)
    return line


def upright(ax: Axes, x: float, label: str = "", **style: Any) -> None:
    """Mark a place on the x axis by a thin dashed line, with a label at its top.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    x : float
        The place.
    label : str
        Short text above the line.
    **style
        Passed on to ``ax.axvline``.

    Raises
    ------
    ValueError
        If `x` is not a finite number.
    """
    x = number("x", x)
    limits = ax.axis()
    ax.axvline(x, **{"color": PALETTE["grey"], "linewidth": 1, "linestyle": (0, (4, 3)), "zorder": 0, **style})
    ax.axis(limits)
    text: dict[str, Any] = {"ha": "center", "va": "bottom", "color": PALETTE["grey"], "fontsize": 11}
    ax.annotate(label, (x, ax.get_ylim()[1]), (0, 1), textcoords="offset points", **text)


def band(ax: Axes, left: float, right: float, **style: Any) -> None:
    """Shade a stretch of the x axis.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    left, right : float
        The ends of the stretch, left < right.
    **style
        Passed on to ``ax.axvspan``.

    Raises
    ------
    ValueError
        If an end is not a finite number, or the right one is not the larger one.
    """
    left = number("left", left)
    right = number("right", right, above=left)
    limits = ax.axis()
    ax.axvspan(left, right, **{"color": PALETTE["grey"], "alpha": 0.2, "linewidth": 0, **style})
    ax.axis(limits)
