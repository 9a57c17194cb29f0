"""Functions of two variables: heat maps of the plane, and surfaces above it."""

from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import Axes3D
from mpl_toolkits.mplot3d.art3d import Poly3DCollection
from numpy.typing import NDArray

from nnlib._validate import count, interval
from nnlib.plotting._values import Function, values_on_grid
from nnlib.plotting.style import PALETTE, number_text

#: Where the shades of a heat map begin, as parts of the way from the middle of its range to an end.
SHADES = (0.1, 0.3, 0.5, 0.7, 0.9)
ROUNDING = 1e-9


def heatmap(
    ax: Axes,
    f: Function,
    *,
    zlim: tuple[float, float] | None = None,
    resolution: int = 100,
) -> None:
    """Shade the plane by the values of a function: blue above the middle of a range, orange below.

    Five shades a side, and a thin line where each begins: solid above, dashed
    below. Beside the plane stands a bar with the numbers.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    f : callable
        Takes samples of shape (n, 2), returns n numbers.
    zlim : tuple of float, optional
        The range. Unless given, its middle is 0, and an end is the largest size
        of a value, rounded up to two digits. Values beyond it have the shade of
        the end; the bar says so with ≤ and ≥.
    resolution : int
        Grid points along each axis.

    Raises
    ------
    ValueError
        If `f` does not return a finite number for each sample, `zlim` does not
        increase, or `resolution` is not an integer of at least 2.

    Examples
    --------
    >>> from nnlib.plotting import planes
    >>> fig, (ax,) = planes(bounds=(-1, 1))
    >>> heatmap(ax, lambda X: X[:, 0] * X[:, 1])
    """
    x1, x2, values = values_on_grid("f", f, ax, resolution)
    low, high = _around_zero(values) if zlim is None else interval("zlim", zlim)
    middle, half = (low + high) / 2, (high - low) / 2
    heights = (values - middle) / half  # from −1 to 1
    _shade(ax, x1, x2, heights)

    bar = ax.inset_axes((1.05, 0.2, 0.05, 0.6))
    z = np.linspace(-1, 1, 41)
    _shade(bar, np.array([0.0, 1.0]), z, np.stack([z, z], axis=1))
    below, above = "≤ " if heights.min() < -1 - ROUNDING else "", "≥ " if heights.max() > 1 + ROUNDING else ""
    texts = [below + number_text(low), number_text(middle), above + number_text(high)]
    bar.set(xticks=[], yticks=[-1, 0, 1], yticklabels=texts)
    if zlim is None and heights.min() > -SHADES[0]:  # nothing is orange
        bar.set_ylim(0, 1)
    bar.yaxis.tick_right()
    bar.tick_params(length=0)
    bar.spines[:].set_visible(False)


def _around_zero(values: NDArray[np.floating]) -> tuple[float, float]:
    """Return a range around 0 that holds the values, with ends of two digits."""
    largest = float(np.abs(values).max()) or 1.0
    digit = 10.0 ** (np.floor(np.log10(largest)) - 1)
    end = float(digit * np.ceil(largest / digit - ROUNDING))
    return -end, end


def _shade(ax: Axes, x1: NDArray[np.floating], x2: NDArray[np.floating], heights: NDArray[np.floating]) -> None:
    """Lay the shades over each other, each from its start to the end: side by side they would show a seam."""
    for color, dashes, z in (("blue", "solid", heights), ("orange", "dashed", -heights)):
        for start in SHADES:
            style: dict[str, Any] = {"colors": [PALETTE[color]]}
            ax.contourf(x1, x2, z, levels=[start, np.inf], alpha=0.16, **style)
            ax.contour(x1, x2, z, levels=[start], linestyles=dashes, linewidths=0.7, alpha=0.7, **style)


def spaces(
    n: int = 1, *, bounds: tuple[float, float] = (0.0, 1.0), zlim: tuple[float, float] = (0.0, 1.0)
) -> tuple[Figure, list[Axes3D]]:
    """Make `n` spaces side by side: 3-D Axes for surfaces above the plane of x1 and x2.

    Parameters
    ----------
    n : int
        Number of spaces.
    bounds : tuple of float
        The axes of x1 and x2 run from the first number to the second.
    zlim : tuple of float
        So does the upright axis.

    Returns
    -------
    fig : Figure
    axes : list of Axes3D

    Raises
    ------
    ValueError
        If `n` is not a positive integer, or `bounds` or `zlim` do not increase.

    Examples
    --------
    >>> fig, (ax,) = spaces(bounds=(-1, 1), zlim=(-1, 1))
    >>> patches = surface(ax, lambda X: X[:, 0] * X[:, 1])
    """
    n = count("n", n)
    bounds, zlim = interval("bounds", bounds), interval("zlim", zlim)
    width = min(6.4, 4.0 * n)
    style: dict[str, Any] = {"figsize": (width, 0.8 * width / n + 0.6)}
    style["layout"] = "none"  # the constrained one takes 3-D Axes for larger than they are
    margins = {"left": 0.0, "right": 1.0, "bottom": 0.08, "top": 0.88, "wspace": 0.0}
    fig, grid = plt.subplots(1, n, squeeze=False, subplot_kw={"projection": "3d"}, gridspec_kw=margins, **style)
    fig.patch.set_visible(False)  # its place is rounded differently on other processors, and SVG would show it
    axes: list[Axes3D] = list(grid.flat)
    for ax in axes:
        ax.set(xlim=bounds, ylim=bounds, zlim=zlim)
        ax.set_xticks(bounds, map(number_text, bounds))
        ax.set_yticks(bounds[1:], map(number_text, bounds[1:]))  # its lower end is where x1 has its upper one
        ax.set_zticks(zlim, map(number_text, zlim), ha="right", va="bottom")
        ax.set_xlabel("$x_1$", labelpad=-8)
        ax.set_ylabel("$x_2$", labelpad=-8)
        ax.zaxis.set_ticks_position("lower")  # on the left
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.pane.set_visible(False)
            axis.set_tick_params(pad=-3)
        ax.grid(False)
        ax.set_box_aspect((4, 4, 3), zoom=0.95)  # room for the numbers
    return fig, axes


def surface(ax: Axes3D, f: Function, *, resolution: int = 25, **style: Any) -> Poly3DCollection:
    """Draw z = f(x1, x2) as a surface of paper with a net of lines on it.

    Parameters
    ----------
    ax : Axes3D
        Where to draw, made by `spaces`; its limits stay as they are, and a surface may leave them upwards or downwards.
    f : callable
        Takes samples of shape (n, 2), returns n numbers.
    resolution : int
        Grid points along each axis, each with a line.
    **style
        Passed on to ``ax.plot_surface``.

    Returns
    -------
    patches : Poly3DCollection

    Raises
    ------
    ValueError
        If `ax` is not 3-D, `f` does not return a finite number for each
        sample, or `resolution` is not an integer of at least 2.
    """
    if not isinstance(ax, Axes3D):
        raise ValueError(f"ax must be a 3-D Axes, as spaces() makes it, got {ax!r}")
    x1, x2, z = values_on_grid("f", f, ax, resolution)
    look: dict[str, Any] = {"color": PALETTE["paper"], "edgecolor": PALETTE["blue"], "linewidth": 0.7, "shade": False}
    look["clip_on"] = False  # the name of a clip in SVG is made of its place, with all digits
    limits = {"xlim": ax.get_xlim(), "ylim": ax.get_ylim(), "zlim": ax.get_zlim()}
    patches = ax.plot_surface(*np.meshgrid(x1, x2), z, rstride=1, cstride=1, **{**look, **style})
    ax.set(**limits)
    return patches
