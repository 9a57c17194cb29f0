"""Points, lines and regions of the plane, in the book's style."""

from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from nnlib._validate import choice, count, finite, float_array, interval, number, two_classes
from nnlib.plotting._values import Function, values_on_grid
from nnlib.plotting.style import PALETTE


def planes(
    letters: str = "x", *, rows: int = 1, bounds: tuple[float, float] = (-0.6, 1.6)
) -> tuple[Figure, list[Axes]]:
    """Make square planes side by side, each with two axes through the origin.

    Parameters
    ----------
    letters : str
        One letter for each plane of a row: the axes of "x" are x1 and x2.
    rows : int
        Number of rows.
    bounds : tuple of float
        Both axes run from the first number to the second.

    Returns
    -------
    fig : Figure
    axes : list of Axes, row by row

    Raises
    ------
    ValueError
        If `letters` are not letters, `rows` is not a positive integer, or `bounds` do not increase.

    Examples
    --------
    >>> fig, (left, right) = planes("xw")
    >>> right.get_xlabel()
    '$w_1$'
    """
    if not isinstance(letters, str) or not letters.isalpha():
        raise ValueError(f"letters must be a letter for each plane, such as 'x' or 'xw', got {letters!r}")
    rows = count("rows", rows)
    bounds = interval("bounds", bounds)
    n = len(letters)
    side = 6.4 / max(n, 2)
    fig, axes = plt.subplots(rows, n, figsize=(min(6.4, 3.4 * n), rows * (side + 0.1)), squeeze=False)
    for row in axes:
        for ax, letter in zip(row, letters, strict=True):
            ax.set(xlim=bounds, ylim=bounds, aspect="equal", xticks=[1], yticks=[1])
            ax.spines[["left", "bottom"]].set_position("zero")
            ax.set_xlabel(f"${letter}_1$", loc="right")
            ax.set_ylabel(f"${letter}_2$", loc="top", rotation=0)
    return fig, list(axes.ravel())


def points(ax: Axes, X: ArrayLike, y: ArrayLike, *, size: float = 70) -> None:
    """Draw samples: filled blue squares for class 1, open orange circles for class 0.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    X : array_like, shape (n_samples, 2)
        Samples.
    y : array_like, shape (n_samples,)
        Classes, 0 or 1.
    size : float
        Area of a mark in square points, > 0.

    Raises
    ------
    ValueError
        If a shape is wrong, a sample is not finite, a class is neither 0 nor 1, or `size` is not positive.
    """
    samples = _in_the_plane("X", X)
    classes = two_classes("y", y, len(samples))
    size = number("size", size, above=0)
    (one_x1, one_x2), (zero_x1, zero_x2) = samples[classes == 1].T, samples[classes == 0].T
    ax.scatter(one_x1, one_x2, s=size, marker="s", color=PALETTE["blue"], zorder=3)
    ax.scatter(
        zero_x1, zero_x2, s=size, marker="o", facecolor="none", edgecolor=PALETTE["orange"], linewidth=2.2, zorder=3
    )


def ring(ax: Axes, x: ArrayLike) -> None:
    """Ring a sample: it is the wrong one.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    x : array_like, shape (2,)
        The sample.

    Raises
    ------
    ValueError
        If `x` is not two finite numbers.
    """
    x1, x2 = _point("x", x)
    ax.plot(x1, x2, "o", markersize=19, markerfacecolor="none", color=PALETTE["vermilion"])


def decision_line(ax: Axes, w: ArrayLike, b: float, **style: Any) -> Line2D:
    """Draw the line ``w · x + b = 0``.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    w : array_like, shape (2,)
        Weights, not both 0.
    b : float
        Bias.
    **style
        Passed on to ``ax.axline``.

    Raises
    ------
    ValueError
        If `w` is not two finite numbers, both are 0, or `b` is not a finite number.
    """
    weights, b = _weights(w), number("b", b)
    nearest = -b * weights / (weights @ weights)
    along = np.array([-weights[1], weights[0]])
    limits = ax.axis()
    line = ax.axline(tuple(nearest), tuple(nearest + along), **{"color": PALETTE["ink"], "linewidth": 2, **style})
    ax.axis(limits)
    return line


def half_plane(ax: Axes, w: ArrayLike, b: float, **style: Any) -> None:
    """Shade the side of the line where ``w · x + b >= 0``: there the neuron fires.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    w : array_like, shape (2,)
        Weights, not both 0.
    b : float
        Bias.
    **style
        Passed on to ``ax.contourf``.

    Raises
    ------
    ValueError
        If `w` is not two finite numbers, both are 0, or `b` is not a finite number.
    """
    weights, b = _weights(w), number("b", b)
    region(ax, lambda X: np.asarray(X @ weights + b >= 0, dtype=float), **style)


def region(ax: Axes, predict: Function, *, level: float = 0.5, resolution: int = 200, **style: Any) -> None:
    """Shade where a classifier says 1.

    Parameters
    ----------
    ax : Axes
        Where to draw; its limits stay as they are.
    predict : callable
        Takes samples of shape (n, 2), returns n numbers: classes, probabilities or logits.
    level : float
        A number from here on counts as class 1: 0.5 for classes and probabilities, 0 for logits.
    resolution : int
        Grid points along each axis.
    **style
        Passed on to ``ax.contourf``.

    Raises
    ------
    ValueError
        If `predict` does not return a finite number for each sample, or `level` or `resolution` is no number.

    Examples
    --------
    >>> fig, (ax,) = planes()
    >>> region(ax, lambda X: X[:, 0] * X[:, 1], level=0)
    """
    level = number("level", level)
    x1, x2, values = values_on_grid("predict", predict, ax, resolution)
    levels = [np.nextafter(level, -np.inf), np.inf]  # matplotlib fills above the lower one: level itself counts too
    ax.contourf(x1, x2, values, levels=levels, **{"colors": [PALETTE["blue"]], "alpha": 0.13, **style})


def vector(ax: Axes, start: ArrayLike, end: ArrayLike, *, color: str = "blue", label: str = "", **style: Any) -> None:
    """Draw an arrow from one point to another, with a short label at its tip.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    start, end : array_like, shape (2,)
        The two points.
    color : str
        A name of `PALETTE`.
    label : str
        Short text beside the tip.
    **style
        Passed on to the arrow.

    Raises
    ------
    ValueError
        If a point is not two finite numbers or `color` is not in `PALETTE`.
    """
    (x1, x2), (y1, y2) = _point("start", start), _point("end", end)
    choice("color", color, PALETTE)
    arrow = {"arrowstyle": "-|>", "color": PALETTE[color], "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (y1, y2), (x1, x2), arrowprops={**arrow, "mutation_scale": 14, **style})
    length = float(np.hypot(y1 - x1, y2 - x2)) or 1.0
    offset = (14 * (y1 - x1) / length, 14 * (y2 - x2) / length)
    ax.annotate(label, (y1, y2), offset, textcoords="offset points", ha="center", va="center", color=PALETTE[color])


def _point(name: str, value: ArrayLike) -> NDArray[np.floating]:
    point = float_array(name, value, ndim=1)
    if point.shape != (2,):
        raise ValueError(f"{name} must be two numbers, got shape {point.shape}")
    return finite(name, point)


def _in_the_plane(name: str, value: ArrayLike) -> NDArray[np.floating]:
    array = float_array(name, value, ndim=2)
    if array.shape[1] != 2:
        raise ValueError(f"{name} must have 2 columns, got shape {array.shape}")
    return finite(name, array)


def _weights(w: ArrayLike) -> NDArray[np.floating]:
    weights = _point("w", w)
    if not weights.any():
        raise ValueError(f"w must be two numbers, not both 0, got {w!r}")
    return weights
