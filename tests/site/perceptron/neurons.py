"""What the drawing of a threshold neuron says, computed with `nnlib`; and what its two handles do."""

from itertools import pairwise

import numpy as np
from drawing import Drawing, Place
from numpy.typing import NDArray

from nnlib import activations

LIMIT = 3  # of weights and biases
CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]


def check_neuron(
    drawing: Drawing, w: Place, b: float, *classes: str, scale: float, shade: bool = True, without: str | None = None
) -> None:
    """Compare line, arrow and half-plane of step(w · x + b) with what `nnlib` computes."""
    check_line(drawing, np.array(w), b, drawing.find("nnx-boundary", *classes, without=without))
    check_arrow(drawing, np.array(w), b, drawing.arrow("nnx-normal", *classes, without=without), scale)
    areas = drawing.find("nnx-fires", *classes, without=without)
    assert len(areas) == shade, "one area for one neuron"
    for area in areas:
        polygon = np.array([drawing.axes.data(corner) for corner in area.corners]).reshape(-1, 2)
        check_half_plane(drawing, np.array(w), b, polygon)


def z_at_corners(drawing: Drawing, w: NDArray, b: float) -> NDArray:
    """Return w · x + b at the four corners of the drawing's square."""
    (left, right), (low, high) = drawing.axes.bounds
    return np.array([w @ corner + b for corner in ((left, low), (left, high), (right, low), (right, high))])


def check_line(drawing: Drawing, w: NDArray, b: float, lines: list) -> None:
    """The line goes through all points of the drawing where z = 0, and there is none where no point is."""
    (left, right), (low, high) = drawing.axes.bounds
    assert np.allclose([left, right], [low, high])
    z = z_at_corners(drawing, w, b)
    n_at_corners = np.sum(np.abs(z) < 1e-9)
    crosses = bool(w.any()) and ((z.min() < -1e-9 and z.max() > 1e-9) or n_at_corners == 2)
    assert len(lines) == crosses, f"z = 0 {'crosses' if crosses else 'misses'} the drawing, with {len(lines)} lines"
    for line in lines:
        ends = [np.array(drawing.axes.data(end)) for end in line.ends]
        unit = drawing.axes.x[0]
        for end in ends:
            assert abs(w @ end + b) / np.linalg.norm(w) * unit < 0.1, f"z should be 0 at the end {end} of the line"
            on_border = np.isclose(end, low, atol=1e-6) | np.isclose(end, high, atol=1e-6)
            assert on_border.any() and (low - 1e-6 <= end).all() and (end <= high + 1e-6).all(), (
                f"the line should reach from border to border, and ends at {end}"
            )
        if n_at_corners == 0:
            assert np.linalg.norm(ends[0] - ends[1]) * unit > 1e-3, "the line should have two ends"


def check_arrow(drawing: Drawing, w: NDArray, b: float, arrow: tuple[Place, Place] | None, scale: float) -> None:
    """The arrow starts on the line, where that is to be seen, and is `scale` times the weight vector."""
    unit, length = drawing.axes.x[0], np.linalg.norm(w)
    if arrow is None:
        assert length * scale * unit < 1.01, f"w = {w} has no arrow"
        return
    tail, tip = np.array(arrow)
    assert np.allclose(tip - tail, scale * w, rtol=0, atol=1e-3), f"the arrow {tip - tail} should be {scale} · {w}"
    low, high = drawing.axes.bounds[0]
    assert (low - 1e-6 <= tail).all() and (tail <= high + 1e-6).all(), f"the arrow starts outside, at {tail}"
    z = z_at_corners(drawing, w, b)
    if z.min() < -1e-9 and z.max() > 1e-9:
        assert abs(w @ tail + b) / length * unit < 0.1, f"the arrow should start on the line, not at {tail}"


def check_half_plane(drawing: Drawing, w: NDArray, b: float, polygon: NDArray) -> None:
    """The area holds exactly the points of the drawing at which the neuron fires."""
    low, high = drawing.axes.bounds[0]
    side = np.linspace(low, high, 24)[1:-1] + 0.0037
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    z = points @ w + b
    fires = activations.step(z) == 1
    clear = (np.abs(z) > 0.03 * np.linalg.norm(w)) | ~w.any()  # not so near to the line that half a pixel decides
    wrong = clear & (inside(polygon, points) != fires)
    assert not wrong.any(), f"the area and the neuron disagree at {points[wrong][:3]}"


def inside(polygon: NDArray, points: NDArray) -> NDArray:
    """Return which points lie inside a polygon: a ray from there crosses its border an odd number of times."""
    x, y = points.T
    odd = np.zeros(len(points), dtype=bool)
    for (x1, y1), (x2, y2) in pairwise([*polygon, *polygon[:1]]):
        if y1 != y2:
            odd ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return odd


def check_handles(drawing: Drawing, shift: Place, turn: Place, arrow: tuple[Place, Place] | None) -> None:
    """One handle lies where the arrow starts, the other where it points, or up to 30 pixels from the first.

    Both stay 2 % of the width inside the drawing.
    """
    if arrow is None:
        return
    width, height = drawing.size
    tail, tip = (np.array(drawing.axes.pixels(place)) for place in arrow)
    room = np.array([[0.02 * width, 0.02 * height], [0.98 * width, 0.98 * height]])
    assert np.allclose(drawing.axes.pixels(shift), np.clip(tail, *room), rtol=0, atol=0.5), "the handle is off its line"
    length = np.linalg.norm(tip - tail)
    places = [tail + away * (tip - tail) / length for away in {length, *np.arange(length, 30)}]
    distance = min(np.abs(np.clip(place, *room) - drawing.axes.pixels(turn)).max() for place in places)
    assert distance < 1, "the handle is off its arrow"


def check_snapped(value: float, wanted: float, what: str) -> None:
    """A control sets the nearest multiple of 1/32 within the limits."""
    assert value * 32 == round(value * 32), f"{what} = {value} is no multiple of 1/32"
    assert abs(value - np.clip(wanted, -LIMIT, LIMIT)) <= 1 / 64 + 1e-6, f"{what} is {value}, and should be {wanted}"


def check_shifted(before: list[float], after: list[float], to: Place) -> None:
    """The line that is dragged to a place goes through it, and keeps its direction."""
    assert after[:2] == before[:2], "shifting should keep the weights"
    check_snapped(after[2], -(np.array(after[:2]) @ to), "b")


def check_turned(after: list[float], foot: Place, to: Place, scale: float) -> None:
    """The arrow whose tip is dragged to a place points there, and its foot stays on the line."""
    for i in range(2):
        check_snapped(after[i], (to[i] - foot[i]) / scale, f"w{i + 1}")
    check_snapped(after[2], -(np.array(after[:2]) @ foot), "b")
