"""What an explorer shows, read as data: places in a drawing through its axes, tables, sentences, controls.

``look(page, states)`` sets states in turn, in one call of the browser, and
returns a `View` of each. Nothing here knows how a drawing was made: the
numbers written beside an axis say what a place means, as they do to a reader.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

LINES = ".nnx-formula, .nnx-facts > *, .nnx-working-line"
LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

Place = tuple[float, float]


def look(page: Page, states: list[dict[str, Any]], lines: str = LINES) -> list["View"]:
    """Set states in turn and see what the one explorer of the page shows; `lines` selects lines of text."""
    return [View(**found) for found in json.loads(page.evaluate(LOOK, [states, lines]))]


def number(text: str) -> float:
    """Return the number that a text shows."""
    return float(text.replace("−", "-").replace("∞", "inf"))


@dataclass
class Shape:
    """One visible element of a drawing."""

    tag: str
    classes: list[str]  # its own and those of the groups it stands in
    attributes: dict[str, str]
    text: str
    box: tuple[float, float, float, float]  # left, top, width, height

    def __getitem__(self, name: str) -> float:
        """Return an attribute that is a number."""
        return float(self.attributes[name])

    @property
    def centre(self) -> Place:
        left, top, width, height = self.box
        return left + width / 2, top + height / 2

    @property
    def ends(self) -> list[Place]:
        """The two ends of a line."""
        return [(self["x1"], self["y1"]), (self["x2"], self["y2"])]

    @property
    def corners(self) -> list[Place]:
        """The points of a path that has straight sides only."""
        path = self.attributes["d"].rstrip("Z")
        assert re.fullmatch(r"(M[-\d.e,]+(L[-\d.e,]+)*)?", path), f"a path of other parts than M and L: {path}"
        return [(float(x), float(y)) for x, y in (pair.split(",") for pair in re.split("[ML]", path)[1:])]


@dataclass
class Drawing:
    """One drawing: its shapes in the order in which they are painted."""

    classes: list[str]
    label: str | None
    size: tuple[float, float]
    shapes: list[Shape]

    def __post_init__(self) -> None:
        self.shapes = [Shape(**one) for one in self.shapes]

    def find(self, *classes: str, tag: str | None = None, without: str | None = None) -> list[Shape]:
        """Return the visible shapes that have all these classes, or stand in groups that do, `without` another one."""
        return [
            one for one in self.shapes
            if {*classes} <= {*one.classes} and without not in one.classes and tag in (None, one.tag)
        ]  # fmt: skip

    def one(self, *classes: str, tag: str | None = None, without: str | None = None) -> Shape:
        """Return the only such shape."""
        found = self.find(*classes, tag=tag, without=without)
        assert len(found) == 1, f"there should be one {tag or 'shape'} {' '.join(classes)}, and are {len(found)}"
        return found[0]

    @cached_property
    def axes(self) -> "Axes":
        return Axes(self.find("nnx-axes"))

    def marks(self) -> list[tuple[Place, int]]:
        """Return place and class of each sample: a square is of class 1, a circle of class 0; the colours agree."""
        kinds = {"nnx-one": ("rect", 1), "nnx-zero": ("circle", 0)}
        found = []
        for shape in self.shapes:
            for name in {*kinds} & {*shape.classes}:
                tag, label = kinds[name]
                assert shape.tag == tag, f"a {shape.tag} is coloured as {name}"
                found.append((self.axes.data(shape.centre), label))
        return found

    def arrow(self, *classes: str, without: str | None = None) -> tuple[Place, Place] | None:
        """Return where an arrow starts and where its head points, in data units; None where it is not to be seen."""
        if not self.find("nnx-arrow", *classes, without=without):
            return None
        shaft, head = (self.one("nnx-arrow", *classes, tag=tag, without=without) for tag in ("line", "path"))
        tip, *wings = head.corners
        start, end = (np.array(place) for place in shaft.ends)
        along, middle = np.array(tip) - start, np.mean(wings, axis=0)
        assert np.dot(middle - start, along) < np.dot(along, along), "the head of the arrow points backwards"
        for on_it in (end, middle):
            assert abs(along[0] * (on_it - start)[1] - along[1] * (on_it - start)[0]) < 0.1 * np.hypot(*along), (
                "shaft and head of the arrow are not in one line"
            )
        return self.axes.data(tuple(start)), self.axes.data(tip)


class Axes:
    """The axes of a drawing, as a reader understands them: a number says what the line beside it stands for."""

    def __init__(self, shapes: list[Shape]) -> None:
        lines = [one for one in shapes if one.tag == "line"]
        texts = [one for one in shapes if one.tag == "text"]
        numbers = [one for one in texts if re.fullmatch(r"[−\d.]+", one.text)]
        self.upright = [one for one in lines if one["x1"] == one["x2"]]
        self.level = [one for one in lines if one["y1"] == one["y2"]]
        names = [one for one in texts if one not in numbers]
        #: What the axes are called: the name farthest to the right, and the one farthest up.
        self.names = (
            max(names, key=lambda one: one.centre[0], default=None),
            min(names, key=lambda one: one.centre[1], default=None),
        )
        below: dict[float, float] = {}  # number -> x
        beside: dict[float, float] = {}  # number -> y
        for text in numbers:
            value = number(text.text)
            if (x := self._above(text)) is not None:
                below[value] = x
            elif (y := self._right_of(text)) is not None:
                beside[value] = y
            else:
                raise AssertionError(f"the number {text.text} stands at no line of the axes")
        if 0.0 in below and 0.0 not in beside and (y := self._crossing(below[0.0])) is not None:
            beside[0.0] = y
        self._below, self._beside = below, beside

    def _above(self, text: Shape) -> float | None:
        """Return the x of the line whose end is shortly above a number."""
        for line in self.upright:
            gap = text.box[1] - max(line["y1"], line["y2"])
            if abs(line["x1"] - text.centre[0]) < 1 and -4 < gap < 20:
                return line["x1"]
        return None

    def _right_of(self, text: Shape) -> float | None:
        """Return the y of the line that begins shortly to the right of a number."""
        for line in self.level:
            gap = min(line["x1"], line["x2"]) - (text.box[0] + text.box[2])
            if abs(line["y1"] - text.centre[1]) < 3 and 0 < gap < 20:
                return line["y1"]
        return None

    def _crossing(self, x: float) -> float | None:
        """Return the y at which two long lines cross at x: a 0 that stands there counts for both axes."""
        for line in self.level:
            left, right = sorted((line["x1"], line["x2"]))
            if (
                left <= x <= right
                and right - left > 50
                and any(
                    one["x1"] == x
                    and min(one["y1"], one["y2"]) <= line["y1"] <= max(one["y1"], one["y2"])
                    and abs(one["y1"] - one["y2"]) > 50
                    for one in self.upright
                )
            ):
                return line["y1"]
        return None

    @property
    def ticks(self) -> tuple[list[float], list[float]]:
        """The numbers along each axis."""
        return sorted(self._below), sorted(self._beside)

    @cached_property
    def x(self) -> tuple[float, float]:
        """Slope and start of place = slope * number + start, to the right."""
        return _straight(self._below)

    @cached_property
    def y(self) -> tuple[float, float]:
        """The same downwards: the slope is negative."""
        return _straight(self._beside)

    def data(self, place: Place) -> Place:
        """Return what a place in the drawing means, in data units."""
        return (place[0] - self.x[1]) / self.x[0], (place[1] - self.y[1]) / self.y[0]

    def pixels(self, place: Place) -> Place:
        """Return where a place in data units lies in the drawing."""
        return place[0] * self.x[0] + self.x[1], place[1] * self.y[0] + self.y[1]

    @property
    def bounds(self) -> tuple[Place, Place]:
        """What the ends of the longest lines mean, in data units: (left, right), (low, high)."""
        level = max(self.level, key=lambda one: abs(one["x1"] - one["x2"]))
        upright = max(self.upright, key=lambda one: abs(one["y1"] - one["y2"]))
        left, right = sorted(self.data(end)[0] for end in level.ends)
        low, high = sorted(self.data(end)[1] for end in upright.ends)
        return (left, right), (low, high)


def _straight(ticks: dict[float, float]) -> tuple[float, float]:
    """Return slope and start of place = slope * number + start, which must hold for every tick."""
    assert len(ticks) >= 2, f"an axis needs two numbers to be read, and has {ticks}"
    values, places = np.array(sorted(ticks.items())).T
    slope, start = np.polyfit(values, places, 1)
    assert np.allclose(slope * values + start, places, rtol=0, atol=0.5), (
        f"the numbers of an axis are not even: {ticks}"
    )
    return float(slope), float(start)


@dataclass
class View:
    """All that an explorer shows in one state."""

    drawings: list[Drawing]
    tables: list[list[dict[str, list[str]]]]  # rows: their classes and the texts of their cells
    finding: str
    lines: list[str]
    handles: list[dict[str, Any]] = field(default_factory=list)  # name, classes, and drawing and place where it lies
    controls: dict[str, dict[str, Any]] = field(default_factory=dict)  # by name: value, text and whether it is disabled
    buttons: dict[str, bool] = field(default_factory=dict)  # by what stands on it: whether it can be pressed
    meters: list[dict[str, Any]] = field(default_factory=list)  # classes, and what share of it is filled

    def __post_init__(self) -> None:
        self.drawings = [Drawing(**one) for one in self.drawings]

    def handle(self, name: str) -> Place:
        """Return where a handle lies, in data units."""
        found = [one for one in self.handles if one["name"] == name]
        assert len(found) == 1, f"there should be one handle {name!r} among {[one['name'] for one in self.handles]}"
        return self.drawings[found[0]["drawing"]].axes.data(tuple(found[0]["place"]))

    def cells(self, table: int = 0) -> list[list[str]]:
        """Return the texts of a table, row by row, without its heading."""
        return [row["cells"] for row in self.tables[table][1:]]
