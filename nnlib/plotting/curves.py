"""Plots of functions of one variable, in the book's style."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MultipleLocator
from numpy.typing import ArrayLike, NDArray

from nnlib.plotting.style import PALETTE


def plots(
    n: int = 1,
    *,
    xlim: tuple[float, float] = (0.0, 1.0),
    ylim: tuple[float, float] = (0.0, 1.0),
    yticks: Sequence[float] = (0, 1),
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
    yticks : sequence of float
        Numbers on the vertical axis.
    height : float
        Height of a row in inches; the rows are as wide as the text.
    columns : int, optional
        Plots a row; all in one row unless given.

    Returns
    -------
    fig : Figure
    axes : list of Axes
        Row by row.

    Examples
    --------
    >>> fig, axes = plots(4, xlim=(-2, 2), columns=2)
    >>> len(axes), axes[3].get_xlim() == (-2, 2)
    (4, True)
    """
    columns = n if columns is None else columns
    rows = -(-n // columns)
    width = 6.4 if columns > 1 else 5.2
    style: dict[str, Any] = {"figsize": (width, height * rows), "layout": ConstrainedLayoutEngine(wspace=0.05)}
    fig, grid = plt.subplots(rows, columns, squeeze=False, sharex=True, sharey=True, **style)
    for ax in grid.flat:
        ax.set(xlim=xlim, ylim=ylim, yticks=yticks)
        ax.xaxis.set_major_locator(MultipleLocator(0.5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}".replace("-", "−")))
    for ax in grid[-1]:
        ax.set_xlabel("$x$", loc="right")
    return fig, list(grid.flat[:n])


def curve(ax: Axes, f: Callable[[NDArray[np.float64]], ArrayLike], **style: Any) -> Line2D:
    """Draw y = f(x) between the limits of the plot.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    f : callable
        Takes an array of shape (n,), returns n numbers.
    **style
        Passed on to ``ax.plot``.

    Examples
    --------
    >>> fig, (ax,) = plots(xlim=(-1, 1))
    >>> line = curve(ax, np.square)
    >>> float(line.get_ydata().max())
    1.0
    """
    limits = ax.axis()
    x = np.linspace(*ax.get_xlim(), 501)
    (line,) = ax.plot(x, np.ravel(f(x)), **{"color": PALETTE["blue"], "linewidth": 2, **style})
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
    """
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
        The ends of the stretch.
    **style
        Passed on to ``ax.axvspan``.
    """
    limits = ax.axis()
    ax.axvspan(left, right, **{"color": PALETTE["grey"], "alpha": 0.2, "linewidth": 0, **style})
    ax.axis(limits)
