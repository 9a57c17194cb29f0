"""The drawing of a network, read by places: which node is which unit, which line joins which units."""

import math
from dataclasses import dataclass

import numpy as np
from drawing import Drawing, Shape

BESIDE = 1.5  # pixels that a shape may stand beside its place


@dataclass
class Node:
    """A unit, by its circle, and the texts in and around it."""

    circle: Shape
    name: str
    a: str
    z: str  # below
    delta: str  # above


@dataclass
class Edge:
    """A weight, by its line from one node to another, and what belongs to it."""

    line: Shape
    head: Shape | None  # of the arrow
    labels: list[str]  # the numbers that stand on it: its own, and those of lines that cross it just there
    is_selected: bool
    ends: tuple[np.ndarray, np.ndarray]  # the middles of its nodes

    @property
    def way(self) -> str:
        """Where its arrow points: "forward", "backward", or nowhere."""
        if self.head is None:
            return ""
        tip, back, other = (np.array(corner) for corner in _triangle(self.head))
        middle = (back + other) / 2
        along = (self.ends[1] - self.ends[0]) / np.hypot(*(self.ends[1] - self.ends[0]))
        pointing = tip - middle
        assert abs(along[0] * pointing[1] - along[1] * pointing[0]) < BESIDE, "the arrow does not point along its line"
        way = "forward" if np.dot(pointing, along) > 0 else "backward"
        line = [np.array(end) for end in self.line.ends]
        goal = line[1] if way == "forward" else line[0]
        assert np.hypot(*(tip - goal)) < BESIDE, "the tip of the arrow is not where its line ends"
        return way


def _triangle(head: Shape) -> list[tuple[float, float]]:
    """Return the corners of a path "Mx,ylx,ylx,yZ": the later ones are written as steps."""
    start, *steps = head.attributes["d"].rstrip("Z").removeprefix("M").split("l")
    corners = [tuple(map(float, start.split(",")))]
    for step in steps:
        dx, dy = map(float, step.split(","))
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    assert len(corners) == 3, f"an arrow of {len(corners)} corners"
    return corners


class Graph:
    """A drawn network: ``nodes[k, j]`` is unit j of column k, ``edges[k, i, j]`` joins units i and j of k and k + 1."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        circles = drawing.find("nnx-node", tag="circle")
        columns: dict[float, list[Shape]] = {}
        for circle in sorted(circles, key=lambda one: (one["cx"], one["cy"])):
            columns.setdefault(circle["cx"], []).append(circle)
        self.sizes = [len(column) for column in columns.values()]
        self.nodes = {
            (k, j): self._node(circle) for k, column in enumerate(columns.values()) for j, circle in enumerate(column)
        }
        lines = drawing.find("nnx-edge", tag="line")
        self.edges = {
            (k, i, j): self._edge(lines, self.nodes[k, i].circle, self.nodes[k + 1, j].circle)
            for k, (n_in, n_out) in enumerate(zip(self.sizes, self.sizes[1:], strict=False))
            for i in range(n_in)
            for j in range(n_out)
        }
        assert len(lines) == len(self.edges), f"{len(lines)} lines for {len(self.edges)} weights"

    def _node(self, circle: Shape) -> Node:
        x, y, radius = (circle[name] for name in ("cx", "cy", "r"))

        def text(kind: str, top: float, bottom: float) -> str:
            column = [one for one in self.drawing.find(kind, tag="text") if abs(one["x"] - x) < BESIDE]
            found = [one for one in column if top <= one["y"] <= bottom]
            assert all(one.attributes["text-anchor"] == "middle" for one in found)
            return "".join(one.text for one in found)

        return Node(
            circle,
            name=text("nnx-symbol", y - radius, y + radius),
            a=text("nnx-strongvalue", y - radius, y + radius),
            z=text("nnx-thinvalue", y + radius, y + 2 * radius),
            delta=text("nnx-delta", y - 2 * radius, y - radius),
        )

    def _edge(self, lines: list[Shape], start: Shape, end: Shape) -> Edge:
        middles = tuple(np.array([one["cx"], one["cy"]]) for one in (start, end))
        way = (middles[1] - middles[0]) / np.hypot(*(middles[1] - middles[0]))
        wanted = middles[0] + start["r"] * way, middles[1] - end["r"] * way

        def joins(line: Shape) -> bool:
            return all(math.dist(end, place) < 0.1 for end, place in zip(line.ends, wanted, strict=True))

        found = [line for line in lines if joins(line)]
        assert len(found) == 1, f"{len(found)} lines lead from {middles[0]} to {middles[1]}"
        heads = [
            head
            for head in self.drawing.find("nnx-head", tag="path")
            if any(np.hypot(*(_triangle(head)[0] - place)) < 0.1 and self._along(head, way) for place in wanted)
        ]
        assert len(heads) <= 1, f"a line with {len(heads)} arrows"
        return Edge(
            found[0],
            head=heads[0] if heads else None,
            labels=self._labels(middles),
            is_selected=any(joins(halo) for halo in self.drawing.find("nnx-selected", tag="line")),
            ends=middles,
        )

    def _along(self, head: Shape, way: np.ndarray) -> bool:
        tip, back, other = (np.array(corner) for corner in _triangle(head))
        pointing = tip - (back + other) / 2
        return abs(way[0] * pointing[1] - way[1] * pointing[0]) < 0.1

    def _labels(self, middles: tuple[np.ndarray, ...]) -> list[str]:
        """Return the numbers whose middle is on a line, to a pixel, nearer to its start."""
        (x1, y1), (x2, y2) = middles
        found = []
        for text in self.drawing.find("nnx-note", "nnx-figures", tag="text"):
            share = (text["x"] - x1) / (x2 - x1)
            if 0 < share < 0.5 and abs(y1 + share * (y2 - y1) - (text["y"] - 4)) < 0.1:
                found.append(text.text)
        return found
