"""Surfaces seen from the side, and heat maps: read from a drawing, and what matplotlib and nnlib say they should be."""

import re
from dataclasses import dataclass

import numpy as np
from drawing import Drawing, Shape
from matplotlib import pyplot as plt
from mpl_toolkits.mplot3d import proj3d
from numpy.typing import NDArray

from nnlib.plotting.surfaces import SHADES

Array = NDArray[np.float64]
ROUNDED = 0.08  # pixels: places are written with one decimal
NARROW = 0.35  # pixels: a cell as narrow may vanish by rounding
SIGNS = {"up": 1, "down": -1}
STEEPEST = 90 - 1e-4  # degrees: from straight above, matplotlib knows no upright
TIE = 1e-9  # a value as close to where a shade begins may have this shade or the one before


def shades(values: Array) -> tuple[Array, Array]:
    """Return the lowest and the highest shade, from -5 to 5, that values may have: two only where one begins."""
    sizes, signs = np.abs(values)[..., np.newaxis], np.sign(values)
    low, high = ((sizes + shift >= np.array(SHADES)).sum(axis=-1) for shift in (-2 * TIE, 2 * TIE))
    return np.minimum(signs * low, signs * high), np.maximum(signs * low, signs * high)


def means_of_corners(values: Array) -> Array:
    """Return the mean of the four corners of each cell of a grid."""
    return (values[:-1, :-1] + values[:-1, 1:] + values[1:, :-1] + values[1:, 1:]) / 4


def shade_of(shape: Shape) -> int:
    """Return the shade that the classes of a shape name."""
    shades = {"nnx-paper": 0, **{f"nnx-{name}{n}": sign * n for name, sign in SIGNS.items() for n in range(1, 6)}}
    (shade,) = (shades[name] for name in shape.classes if name in shades)
    return shade


# -- from the side -----------------------------------------------------------------------------------------------------


class Eye:
    """Where places in space are seen in a drawing: as by matplotlib, at the scale of the drawing's own square."""

    def __init__(self, drawing: Drawing, azimuth: float, elevation: float) -> None:
        fig = plt.figure()
        ax = fig.add_subplot(projection="3d", proj_type="ortho")
        ax.set(xlim=(-1, 1), ylim=(-1, 1), zlim=(-1, 1))
        ax.set_box_aspect((4, 4, 3))
        ax.view_init(elev=min(elevation, STEEPEST), azim=azimuth)
        self._matrix = ax.get_proj()
        plt.close(fig)
        self._scale, self._shift = 1.0, np.zeros(2)
        corners = np.array([[-1, -1, -1], [1, -1, -1], [1, 1, -1], [-1, 1, -1]], dtype=float)
        seen = np.array([line.ends[0] for line in drawing.find("nnx-ground")])
        assert seen.shape == (4, 2), "the square on the ground has four sides"
        wanted = self.pixels(corners)
        self._scale = np.ptp(seen[:, 0]) / np.ptp(wanted[:, 0])
        self._shift = (seen - self._scale * wanted).mean(axis=0)
        assert np.allclose(self.pixels(corners), seen, rtol=0, atol=0.01), "the ground is seen from elsewhere"

    def pixels(self, places: Array) -> Array:
        """Return where places (x1, x2, z) are seen."""
        flat = places.reshape(-1, 3).T
        right, up, _ = proj3d.proj_transform(*flat, self._matrix)
        return (self._scale * np.stack([right, -np.asarray(up)], axis=-1) + self._shift).reshape(*places.shape[:-1], 2)


@dataclass
class Piece:
    """One cell of a mesh, as it is drawn: its four corners, its shade, and how many are drawn in one shape with it."""

    corners: Array
    shade: int
    together: int


def pieces_of(drawing: Drawing) -> list[Piece]:
    """Return the pieces of a mesh in the order in which they are painted."""
    found = []
    for shape in drawing.find("nnx-layer-mesh", tag="polygon"):
        points = np.array([pair.split(",") for pair in shape.attributes["points"].split()], dtype=float)
        n, rest = divmod(len(points), 4)
        assert rest == 0, f"an outline of {len(points)} points"
        uppers = [points[0], *points[1 : 3 * (n - 1) : 3], points[3 * (n - 1) + 1]]
        lowers = points[: 3 * (n - 1) + 1 : -1]
        for k in range(1, n):
            middle = points[1 + 3 * (k - 1) : 4 + 3 * (k - 1)]
            assert np.array_equal(middle, [uppers[k], lowers[k], uppers[k]]), "a side between two pieces is not drawn"
        for k in range(n):
            found.append(Piece(np.array([uppers[k], uppers[k + 1], lowers[k + 1], lowers[k]]), shade_of(shape), n))
    return found


def area(corners: Array) -> float:
    """Return the signed area of a polygon: positive where it runs to the left, as seen on the screen."""
    x, y = corners.T
    return float((np.roll(x, -1) * y - x * np.roll(y, -1)).sum() / 2)


# -- from above --------------------------------------------------------------------------------------------------------

RECTANGLE = re.compile(r"M([-\d.]+),([-\d.]+)H([-\d.]+)V([-\d.]+)H\1Z")


def rectangles_of(drawing: Drawing) -> list[tuple[int, float, float, float, float]]:
    """Return the rectangles of a heat map: shade, left, right, top and bottom in pixels."""
    found = []
    for shape in drawing.find("nnx-cells", tag="path"):
        path = shape.attributes["d"]
        parts = RECTANGLE.findall(path)
        assert RECTANGLE.sub("", path) == "", f"a path of other parts than rectangles: {path[:80]}"
        for x, y, end, top in parts:
            found.append((shade_of(shape), float(x), float(end), float(top), float(y)))
    return found


def segments_of(shape: Shape | None) -> Array:
    """Return the straight lines of a path, as (x1, y1, x2, y2)."""
    parts = re.findall(r"M([-\d.]+),([-\d.]+)L([-\d.]+),([-\d.]+)", shape.attributes["d"]) if shape else []
    return np.array(parts, dtype=float).reshape(-1, 4)


def is_on(segments: Array, x: Array, y: Array) -> NDArray[np.bool_]:
    """Whether places lie on one of some level or upright lines."""
    if not len(segments):
        return np.zeros(x.shape, dtype=bool)
    first, second = segments[:, :2], segments[:, 2:]
    low, high = np.minimum(first, second) - ROUNDED, np.maximum(first, second) + ROUNDED
    within = [(low[:, i] <= p[..., np.newaxis]) & (p[..., np.newaxis] <= high[:, i]) for i, p in enumerate((x, y))]
    return (within[0] & within[1]).any(axis=-1)
