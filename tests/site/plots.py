"""Curves of one variable: read through the axes of their plot, and compared with a function."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from drawing import Drawing, Place, Shape, View
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WRITTEN = 0.06  # pixels between a mark and where it is written that it stands
HALF_STEP = 0.051  # pixels: paths are written with one decimal
NEAR = 0.75  # pixels between a curve and the straight pieces that stand for it


@dataclass
class Plot:
    """A drawing with axes, and what its pixels mean: pixel = slope * value + start, for x and for y."""

    drawing: Drawing
    x_axis: tuple[float, float]
    y_axis: tuple[float, float]
    bounds: tuple[Place, Place]  # (left, right), (low, high), in data units

    def x(self, value):
        return self.x_axis[0] * value + self.x_axis[1]

    def y(self, value):
        return self.y_axis[0] * value + self.y_axis[1]

    def data(self, place: Place) -> Place:
        return (place[0] - self.x_axis[1]) / self.x_axis[0], (place[1] - self.y_axis[1]) / self.y_axis[0]

    def pixels(self, value: Place) -> Place:
        return self.x(value[0]), self.y(value[1])

    def points(self, shape: Shape) -> Numbers:
        """Return the points of a path, in pixels."""
        return np.array(shape.corners)


def plot_of(drawing: Drawing) -> Plot:
    """Return the plot in a drawing with numbers at both of its axes."""
    return Plot(drawing, drawing.axes.x, drawing.axes.y, drawing.axes.bounds)


def plot_above(drawing: Drawing, below: Plot) -> Plot:
    """Return the plot in a drawing without numbers below it, whose x is that of the plot under it."""
    axes = drawing.axes
    ends = [(line["x1"], line["x2"]) for line in axes.level]
    assert np.allclose(ends, below.x(np.array(below.bounds[0])), atol=0.1), "the two plots do not share their x"
    (upright,) = axes.upright
    assert abs(upright["x1"] - below.x(0)) < 0.1, "the line at x = 0 stands elsewhere in the plot below"
    low, high = sorted((y - axes.y[1]) / axes.y[0] for _, y in upright.ends)
    return Plot(drawing, below.x_axis, axes.y, (below.bounds[0], (low, high)))


def plots_of(view: View) -> list[Plot]:
    """Return the first two drawings, of which the lower one has the numbers of both."""
    above, below = view.drawings[:2]
    plot = plot_of(below)
    return [plot_above(above, plot), plot]


def curves(plot: Plot) -> list[Shape]:
    """Return the solid curve of a comparison, and the dashed one where there is one."""
    return [*plot.drawing.find("nnx-curve", without="nnx-dashed"), *plot.drawing.find("nnx-curve", "nnx-dashed")]


def pieces_of(shape: Shape) -> list[Numbers]:
    """Return the points of each piece of a curve that is broken at kinks or jumps, in pixels."""
    texts = shape.attributes["d"].split("M")[1:]
    return [np.array(replace(shape, attributes={"d": f"M{text}"}).corners) for text in texts]


def assert_at(found: object, wanted: object, what: str) -> None:
    """Places, in pixels, are those wanted, as exactly as they are written."""
    assert np.shape(found) == np.shape(wanted), f"{what}: {found} in place of {wanted}"
    assert np.allclose(found, wanted, rtol=0, atol=WRITTEN), f"{what}: {found} in place of {wanted}"


def assert_on_curve(plot: Plot, points: Numbers, f: Callable[[Numbers], Numbers]) -> None:
    """All points lie on the curve, as exactly as they are written, and run to the right."""
    assert np.all(np.diff(points[:, 0]) >= 0), "the curve runs back"
    around = points[:, :1] + np.linspace(-HALF_STEP, HALF_STEP, 9)
    heights = plot.y(f((around - plot.x_axis[1]) / plot.x_axis[0]))
    apart = np.maximum(heights.min(axis=1) - points[:, 1], points[:, 1] - heights.max(axis=1))
    worst = int(np.argmax(apart))
    assert apart[worst] < 2 * HALF_STEP, (
        f"the curve passes {plot.data(tuple(points[worst]))}, {apart[worst]:.1f} pixels beside the function"
    )


def assert_on(plot: Plot, points: Numbers, f: Callable[[Numbers], Numbers]) -> None:
    """All points lie on the curve, and they go over the whole plot."""
    left, right = plot.x(np.array(plot.bounds[0]))
    assert abs(points[0, 0] - left) < 0.1, f"the curve begins at {points[0, 0]}, the plot at {left}"
    assert abs(points[-1, 0] - right) < 0.1, f"the curve ends at {points[-1, 0]}, the plot at {right}"
    assert_on_curve(plot, points, f)


def assert_near(plot: Plot, points: Numbers, f: Callable[[Numbers], Numbers], steps: list[tuple[float, float]]) -> None:
    """No part of the function is far from the straight pieces; `steps` are places and steepness of its steps."""
    (left, right), _ = plot.bounds
    parts = [s + np.linspace(-10, 10, 81) / w for s, w in steps if w != 0]
    x = np.concatenate([np.linspace(left, right, 200), *parts])
    x = x[(x >= left) & (x <= right)]
    wanted = np.stack([plot.x(x), plot.y(f(x))], axis=1)
    start, way = points[:-1], np.diff(points, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    share = np.clip(((wanted[:, None] - start) * way).sum(axis=2) / length, 0, 1)
    distance = np.hypot(*np.moveaxis(wanted[:, None] - start - share[..., None] * way, 2, 0)).min(axis=1)
    worst = int(np.argmax(distance))
    assert distance[worst] < NEAR, f"the curve misses the function by {distance[worst]:.1f} pixels at x = {x[worst]}"


def assert_curve(plot: Plot, shape: Shape, f: Callable[[Numbers], Numbers], steps: list[tuple[float, float]]) -> None:
    """Compare a curve with a function, both ways."""
    points = plot.points(shape)
    assert_on(plot, points, f)
    assert_near(plot, points, f, steps)


def assert_area(plot: Plot, area: Shape, curve: Shape) -> None:
    """An area lies between a curve and y = 0."""
    first, *inner, end = plot.points(area)
    (left, right), _ = plot.bounds
    assert np.allclose([first, end], [plot.pixels((left, 0)), plot.pixels((right, 0))], atol=0.1), (
        f"the area begins at {plot.data(tuple(first))} and ends at {plot.data(tuple(end))}, not on the axis"
    )
    assert np.array_equal(inner, plot.points(curve)), "the area is not the one under the curve"
