"""What Folding draws and says is computed with nnlib."""

import re
from itertools import pairwise

import numpy as np
import pytest
from drawing import Drawing, Shape, View
from seen import assert_same_at_width, colour, in_every_state, is_dashed
from states import folding
from wording import equation, shown, words_of

from nnlib.approximation import compose, interpolant, knots
from nnlib.explorers import Folding
from nnlib.plotting import PALETTE

say = words_of(Folding)
NEAR = 0.06  # pixels: paths are written with two decimals, and values are rounded on their way through the layers
CHOSEN = [
    {},
    {"depth": 1},
    {"depth": 1, "peak": 0.2, "x": 1},
    {"depth": 2, "peak": 0.8, "x": 0.5},
    {"depth": 3, "x": 0},
    {"depth": 3, "x": 0.125},
    {"depth": 4, "peak": 0.35, "x": 0.35},
    {"depth": 5},
    {"depth": 6, "x": 1},
    {"depth": 6, "peak": 0.2, "x": 0.95},
    {"depth": 6, "peak": 0.8, "x": 0.33},
    {"depth": 6},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(3)
    return views_of(Folding, [Folding(**state).state() for state in [*CHOSEN, *(folding(rng) for _ in range(40))]])


def net_of(state: dict, depth: int | None = None):
    """Return the tents one after another in nnlib: as many as the state has, or `depth`."""
    tent = interpolant([0, state["peak"], 1], [0, 1, 0])
    net = interpolant([0, 1], [0, 1])
    for _ in range(state["depth"] if depth is None else depth):
        net = compose(tent, net)
    return net


def path_of(state: dict) -> list[float]:
    """Return x, and where it is after each layer."""
    return [float(net_of(state, layer)(state["x"])) for layer in range(state["depth"] + 1)]


def polyline(net) -> np.ndarray:
    """Return the corners of a net between 0 and 1, and how high it is there."""
    places = np.array([0.0, *knots(net), 1.0])
    return np.stack([places, net(places)], axis=1)


def pieces_of(shape: Shape) -> np.ndarray:
    """Return the two ends of each piece of a path that begins anew for each, in pixels."""
    number = r"([-\d.]+)"
    path = shape.attributes["d"]
    assert re.fullmatch(r"(M[-\d.]+,[-\d.]+L[-\d.]+,[-\d.]+)*", path), f"a path of other parts: {path[:80]}"
    found = re.findall(f"M{number},{number}L{number},{number}", path)
    return np.array(found, dtype=float).reshape(-1, 2, 2)


def rings_of(shape: Shape) -> np.ndarray:
    """Return the middles of the rings of a path, in pixels, from left to right."""
    found = re.findall(r"M([-\d.]+),([-\d.]+)a([\d.]+),\3 0 1,0 [\d.]+,0a\3,\3 0 1,0 -[\d.]+,0", shape.attributes["d"])
    rings = np.array(found, dtype=float)
    assert len(rings) == shape.attributes["d"].count("M") > 0
    return rings[np.argsort(rings[:, 0]), :2] + np.stack([np.sort(rings[:, 2]), 0 * rings[:, 2]], axis=1)


def near(found, wanted, within: float = NEAR) -> bool:
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    return found.shape == wanted.shape and bool(np.allclose(found, wanted, rtol=0, atol=within))


def written(text: str, value: float, decimals: int = 2) -> bool:
    """Whether a text shows a number whose final digit may depend on rounding."""
    return text in {shown(value - 1e-9, decimals), shown(value + 1e-9, decimals)}


class Row:
    """One row of the drawing above: where 0 and 1 are is where its pieces begin and end."""

    def __init__(self, view: View, k: int) -> None:
        self.drawing, self.below = view.drawings[0], view.drawings[1]
        self.base = self.drawing.find("nnx-base")[k]
        self.crease = self.drawing.find("nnx-crease")[k]
        self.paths = self.drawing.find("nnx-folds")[2 * k : 2 * k + 2]
        self.rings = self.drawing.find("nnx-same")[k]
        self.point = self.drawing.find("nnx-point")[k]
        self.name = self.drawing.find("nnx-figures", tag="text")[k]
        self.zero = self.base["y1"]
        self.one = pieces_of(self.paths[0])[:, :, 1].min()

    def pixels(self, points) -> np.ndarray:
        x, y = np.moveaxis(np.asarray(points, dtype=float), -1, 0)
        slope, start = self.below.axes.x
        return np.stack([slope * x + start, self.zero + (self.one - self.zero) * y], axis=-1)


def rows(state: dict, view: View) -> list[Row]:
    return [Row(view, k) for k in range(state["depth"])]


def of_net(view: View, points) -> np.ndarray:
    """Turn points in data units into pixels of the lower drawing."""
    return np.array([view.drawings[1].axes.pixels(tuple(point)) for point in np.asarray(points, dtype=float)])


def assert_zigzag(paths: list[Shape], line: np.ndarray, pixels) -> None:
    """The pieces of a polyline are drawn, those that rise in one path and those that fall in another."""
    rising, falling = paths
    assert {"nnx-positive"} == {*rising.classes} & {"nnx-positive", "nnx-negative", "nnx-dashed"}
    assert {"nnx-negative", "nnx-dashed"} == {*falling.classes} & {"nnx-positive", "nnx-negative", "nnx-dashed"}
    pieces = np.stack([line[:-1], line[1:]], axis=1)
    is_rising = pieces[:, 1, 1] > pieces[:, 0, 1]
    for shape, wanted in ((rising, pieces[is_rising]), (falling, pieces[~is_rising])):
        assert near(pieces_of(shape), pixels(wanted)), f"{len(pieces_of(shape))} pieces, {len(wanted)} wanted"


def test_the_axes_go_from_0_to_1(views):
    below = views[0][1].drawings[1]
    assert below.axes.ticks == ([0, 0.5, 1], [0, 0.5, 1])
    assert [name.text for name in below.axes.names] == ["x", "ŷ"]


@in_every_state
def test_the_net_is_drawn_piece_by_piece(state, view):
    line = polyline(net_of(state))
    assert len(line) == 2 ** state["depth"] + 1
    assert_zigzag(
        view.drawings[1].find("nnx-folds"), line, lambda points: of_net(view, points.reshape(-1, 2)).reshape(-1, 2, 2)
    )


@in_every_state
def test_a_row_for_each_layer_shows_what_it_folds(state, view):
    above = rows(state, view)
    for kind in ("nnx-base", "nnx-crease", "nnx-same", "nnx-point"):
        assert len(view.drawings[0].find(kind)) == state["depth"]
    for k, row in enumerate(above):
        assert_zigzag(row.paths, polyline(net_of(state, k)), row.pixels)
        assert near(row.base.ends, row.pixels([(0, 0), (1, 0)]))
        assert near(row.crease.ends, row.pixels([(0, state["peak"]), (1, state["peak"])]))
        assert row.name.text == str(k)
        assert row.name["x"] < row.pixels((0, 0))[0]
        assert row.one < row.name["y"] - 4 < row.zero
    heights = [row.zero - row.one for row in above]
    assert near(heights, [heights[0]] * len(above))
    assert heights[0] > 10
    assert all(one.zero < other.one for one, other in pairwise(above)), "rows overlap"
    height = view.drawings[0].size[1]
    assert above[0].one >= 9.9
    assert height - 10 < above[-1].zero < height


@in_every_state
def test_each_layer_folds_where_the_row_before_crosses_the_dotted_line(state, view):
    """The new tops of a row stand below the crossings: so the drawing says what it should say."""
    for row, following in pairwise(rows(state, view)):
        crossings = []
        for shape in row.paths:
            for (x1, y1), (x2, y2) in pieces_of(shape):
                crossings.append(x1 + (row.crease["y1"] - y1) / (y2 - y1) * (x2 - x1))
        tops = pieces_of(following.paths[0])[:, 1, 0]
        assert near(sorted(crossings), sorted(tops), 0.2)


@in_every_state
def test_the_point_goes_down_through_the_layers(state, view):
    path = path_of(state)
    for row, value in zip(rows(state, view), path, strict=False):
        assert near((row.point["cx"], row.point["cy"]), row.pixels((state["x"], value)), 0.1)
    end = view.drawings[1].one("nnx-point")
    assert near([(end["cx"], end["cy"])], of_net(view, [(state["x"], path[-1])]), 0.1)
    for drawing in view.drawings:
        guide = drawing.one("nnx-guide", tag="line")
        assert near([guide["x1"], guide["x2"]], [end["cx"]] * 2)
    above, below = (
        sorted((drawing.one("nnx-guide")["y1"], drawing.one("nnx-guide")["y2"])) for drawing in view.drawings
    )
    assert near(above, (rows(state, view)[0].one, rows(state, view)[-1].zero))
    assert near(below, sorted(of_net(view, [(0, 0), (0, 1)])[:, 1]))


@in_every_state
def test_rings_stand_wherever_the_layers_lead_to_the_same_place(state, view):
    """One on each piece, as high as the point."""
    path = path_of(state)
    drawn = [(row.rings, row.pixels) for row in rows(state, view)]
    drawn.append((view.drawings[1].one("nnx-same"), lambda points: of_net(view, points)))
    for layers, (shape, pixels) in enumerate(drawn):
        line = polyline(net_of(state, layers))
        (starts, lows), (ends, highs) = line[:-1].T, line[1:].T
        places = starts + (path[layers] - lows) / (highs - lows) * (ends - starts)
        wanted = pixels(np.stack([np.sort(places), np.full(len(places), path[layers])], axis=1))
        assert len(places) == 2**layers
        assert near(rings_of(shape), wanted, 0.1)


@in_every_state
def test_beside_it_stands_the_shallow_net(state, view):
    wanted = polyline(Folding(**state).shallow())
    assert len(wanted) == 2 * state["depth"] + 1
    assert near(view.drawings[1].one("nnx-beside").corners, of_net(view, wanted))


@in_every_state
def test_what_the_shallow_net_misses_is_shaded(state, view):
    numbers = Folding(**state).readouts()
    areas, notes = (view.drawings[1].find(kind) for kind in ("nnx-off", "nnx-note"))
    if numbers["error"] == 0:
        assert (areas, notes) == ([], [])
        return
    line = polyline(net_of(state))
    until = numbers["followed_until"]
    assert near(areas[0].corners, of_net(view, [(until, 0.5), *line[line[:, 0] > until], (1, 0.5)]))
    [note] = notes
    assert note.text == say("missed", units=2 * state["depth"], error=shown(numbers["error"]))
    left, top, width, height = note.box
    (from_x, at_1), (to_x, _) = of_net(view, [(until, 1), (1, 1)])
    assert top + height < at_1 + 1, "the note lies on the net"
    name = view.drawings[1].axes.names[1].box
    assert left > name[0] + name[2], "the note lies on the name of the axis"
    assert left + width <= to_x + 2
    assert left == pytest.approx(from_x, abs=1) or left + width == pytest.approx(to_x, abs=1)


@in_every_state
def test_many_pieces_are_drawn_with_thinner_lines(state, view):
    for drawing in view.drawings:
        assert all(("nnx-fine" in shape.classes) == (state["depth"] >= 6) for shape in drawing.find("nnx-folds"))


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(Folding)
    for drawing in ("svg >> nth=0", "svg >> nth=1"):
        assert colour(stage, f"{drawing} >> .nnx-folds .nnx-positive", "stroke") == PALETTE["blue"]
        assert colour(stage, f"{drawing} >> .nnx-folds .nnx-negative", "stroke") == PALETTE["orange"]
        assert [is_dashed(stage, f"{drawing} >> .nnx-folds .nnx-{sign}") for sign in ("positive", "negative")] == [
            False,
            True,
        ]
        assert colour(stage, f"{drawing} >> .nnx-point", "fill") == PALETTE["ink"]
    assert is_dashed(stage, ".nnx-crease")
    stage.set_state({"depth": 6})  # dashes of many pieces take long to draw, and are not needed to see them fall
    assert not is_dashed(stage, "svg >> nth=1 >> .nnx-folds .nnx-negative")
    assert colour(stage, ".nnx-off", "fill") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-beside", "stroke") == PALETTE["grey"]


@in_every_state
def test_handles_lie_at_the_fold_and_under_the_point(state, view):
    places = {one["name"]: (one["drawing"], one["place"]) for one in view.handles}
    assert {*places} == {say("move the fold"), say("move the point")}
    drawing, place = places[say("move the fold")]
    assert drawing == 0
    assert near(place, rows(state, view)[0].pixels((state["peak"], state["peak"])), 0.6)
    drawing, place = places[say("move the point")]
    assert drawing == 1
    assert near([place], of_net(view, [(state["x"], 0)]), 0.6)


@in_every_state
def test_the_line_of_numbers(state, view):
    [line] = view.lines
    start, *path = line.split(" → ")
    assert start == say("line", peak=shown(state["peak"]), path=f"x = {shown(state['x'])}")
    wanted = path_of(state)[1:]
    assert len(path) == len(wanted)
    assert all(map(written, path, wanted)), f"{path} is not {wanted}"


@in_every_state
def test_the_table_counts_units_and_pieces(state, view):
    """A layer of n units has at most n corners, and so n + 1 pieces."""
    deep = net_of(state)
    units = sum(layer.n_out for layer in Folding(**state).deep().layers[:-1])
    pieces = len(knots(deep)) + 1
    assert view.cells() == [
        [f"L = {state['depth']}", str(units), str(pieces)],
        [say("one layer"), str(units), say("at most", number=units + 1)],
        [say("one layer"), say("at least", number=pieces - 1), str(pieces)],
    ]
    assert view.tables[0][0]["cells"] == ["", say("units"), say("pieces")]


@in_every_state
def test_the_sentence(state, view):
    depth, pieces = state["depth"], len(polyline(net_of(state))) - 1
    key = "finding of one" if depth == 1 else "finding of two" if pieces <= 2 * depth + 1 else "finding"
    error = shown(Folding(**state).readouts()["error"])
    finding = say(key, depth=depth, units=2 * depth, pieces=pieces, most=2 * depth + 1, error=error)
    before, after = say("end", place=equation("x", state["x"]), height="|").split("|")
    start = f"{finding} {before}"
    assert view.finding.startswith(start)
    assert view.finding.endswith(after)
    assert written(view.finding[len(start) : -len(after)], path_of(state)[-1])
    assert {one.label for one in view.drawings} == {f"{say('title')}: {view.finding}"}


@in_every_state
def test_controls_show_the_state(state, view):
    wanted = {say("depth"): ("depth", 0, 1), say("peak"): ("peak", 2, 0.01), say("place"): ("x", 2, 0.01)}
    sliders = {name: one for name, one in view.controls.items() if name in wanted}
    assert {*sliders} == {*wanted}
    for name, (trait, decimals, step) in wanted.items():
        assert abs(float(sliders[name]["value"]) - state[trait]) <= step / 2 + 1e-9, name
        assert sliders[name]["shown"] == sliders[name]["text"] == shown(state[trait], decimals)


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_it_is_the_same_on_a_phone_and_on_a_large_screen(views_of, width):
    checks = (
        test_the_net_is_drawn_piece_by_piece,
        test_a_row_for_each_layer_shows_what_it_folds,
        test_the_point_goes_down_through_the_layers,
        test_rings_stand_wherever_the_layers_lead_to_the_same_place,
        test_beside_it_stands_the_shallow_net,
        test_what_the_shallow_net_misses_is_shaded,
        test_handles_lie_at_the_fold_and_under_the_point,
    )
    seen = assert_same_at_width(views_of, Folding, CHOSEN, width, checks)
    for drawing in (drawing for _, view in seen for drawing in view.drawings):
        assert_inside(drawing)


def assert_inside(drawing: Drawing) -> None:
    """No text is cut."""
    width, height = drawing.size
    for shape in drawing.find(tag="text"):
        left, top, wide, high = shape.box
        assert left >= 0, shape.text
        assert left + wide <= width, shape.text
        assert top >= -1, shape.text
        assert top + high <= height + 2, shape.text
