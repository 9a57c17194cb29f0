"""What ReluRegions draws and says is computed with nnlib: regions, lines, the lit network, the map of the point."""

import itertools
import math
import re
from collections import Counter
from functools import cache

import numpy as np
import pytest
from drawing import Drawing, Shape, View
from seen import colour, in_every_state, is_dashed
from states import relu_regions
from wording import shown, signed, words_of

from nnlib import MLP, Dense
from nnlib.explorers import ReluRegions
from nnlib.explorers.activations.relu_regions import DRAWS
from nnlib.plotting import PALETTE
from nnlib.regions import Region, active_units, affine_map, linear_regions, most_regions

say = words_of(ReluRegions)
LINES = ".nnx-region-facts > *, .nnx-key > *"
CHOSEN = [
    {},
    {"depth": 1},
    {"depth": 1, "width": 2, "x1": 0.9, "x2": -0.9},
    {"depth": 1, "width": 2, "x1": 0.5, "x2": 0.5},
    {"depth": 1, "width": 8, "x1": -1, "x2": 1},
    {"depth": 2, "width": 2, "seed": 6},
    {"depth": 2, "width": 5, "seed": 5},
    {"depth": 3, "width": 2, "seed": 1},
    {"depth": 3, "width": 2, "seed": 6},
    {"depth": 3, "width": 8, "seed": 1, "x1": 0, "x2": 0},
    {"depth": 3, "width": 8, "seed": 7, "x1": 1, "x2": -1},
]
NEAR = 0.02  # pixels, by which places in drawings are rounded


# -- what should be seen, by nnlib -------------------------------------------------------------------------------------


@cache
def built(depth: int, width: int, seed: int) -> MLP:
    """Return the net: He's standard deviation is the root of 2 / n_in, that of the biases the root of 0.1."""
    W, b = DRAWS[seed]["W"], DRAWS[seed]["b"]
    sizes = [2, *[width] * depth, 1]
    chosen = [*range(depth), -1]
    layers = [
        Dense(
            W=W[k][:n_in, :n_out] * math.sqrt(2 / n_in),
            b=b[k][:n_out] * math.sqrt(0.1),
            activation="identity" if k == -1 else "relu",
        )
        for k, (n_in, n_out) in zip(chosen, itertools.pairwise(sizes), strict=True)
    ]
    return MLP(layers=layers)


def net_in(state: dict) -> MLP:
    return built(state["depth"], state["width"], state["seed"])


@cache
def found(depth: int, width: int, seed: int) -> list[Region]:
    return linear_regions(built(depth, width, seed))


def regions_in(state: dict) -> list[Region]:
    return found(state["depth"], state["width"], state["seed"])


def point_in(state: dict) -> list[float]:
    return [state["x1"], state["x2"]]


def pattern_in(state: dict) -> np.ndarray:
    """Return which units are active: a row for each layer."""
    return active_units(net_in(state), point_in(state)).reshape(state["depth"], state["width"])


def here_in(state: dict) -> Region:
    [region] = [one for one in regions_in(state) if (one.active == pattern_in(state).ravel()).all()]
    return region


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(8)
    states = [ReluRegions(**state).state() for state in [*CHOSEN, *(relu_regions(rng) for _ in range(30))]]
    return views_of(ReluRegions, states, lines=LINES)


# -- how the drawing is read -------------------------------------------------------------------------------------------


def parts(shape: Shape) -> list[np.ndarray]:
    """Return the corners of each part of a path, in pixels."""
    return [
        np.array([[float(n) for n in pair.split(",")] for pair in part.rstrip("Z").split("L")])
        for part in shape.attributes["d"].split("M")[1:]
    ]


def polygon(drawing: Drawing, vertices: np.ndarray) -> np.ndarray:
    """Return the corners of a region in pixels."""
    return np.array([drawing.axes.pixels(tuple(corner)) for corner in vertices])


def same_polygon(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two lists of corners go round one polygon, wherever they begin."""
    if len(one) != len(other):
        return False
    turns = [np.abs(one - np.roll(other[::way], shift, axis=0)).max() for shift in range(len(one)) for way in (1, -1)]
    return min(turns) < NEAR


def place_of(shape: Shape) -> tuple[float, float]:
    return shape["cx"], shape["cy"]


def columns(view: View) -> list[list[Shape]]:
    """Return the circles of the network, by columns from left to right, each from above."""
    circles = [one for one in view.drawings[1].shapes if one.tag == "circle"]
    places = sorted({one["cx"] for one in circles})
    return [sorted((one for one in circles if one["cx"] == x), key=lambda one: one["cy"]) for x in places]


# -- the plane ---------------------------------------------------------------------------------------------------------


@in_every_state
def test_the_plane_is_the_square(state, view):
    axes = view.drawings[0].axes
    assert axes.ticks == ([-1, 1], [-1, 1])
    assert [one.text for one in axes.names] == ["x1", "x2"]
    assert np.allclose(axes.bounds, [(-1, 1), (-1, 1)], atol=1e-3)


@in_every_state
def test_each_region_is_a_polygon_as_blue_as_units_are_active(state, view):
    drawing, n_units = view.drawings[0], state["depth"] * state["width"]
    drawn = [
        (corners, float(path.attributes["fill-opacity"]))
        for path in drawing.find("nnx-many")
        for corners in parts(path)
    ]
    regions = regions_in(state)
    assert len(drawn) == len(regions)
    wanted = Counter(int(region.active.sum()) for region in regions)
    for n, count in wanted.items():
        level = [corners for corners, opacity in drawn if abs(opacity - 0.56 * n / n_units) < 1e-3]
        assert len(level) == count
        for region in regions:
            if region.active.sum() == n:
                corners = polygon(drawing, region.vertices)
                assert any(same_polygon(one, corners) for one in level), region


@in_every_state
def test_lines_are_where_a_unit_of_their_layer_changes_sides(state, view):
    """Each piece lies where z = 0; together they are as long as the sides of regions at which such a unit changes."""
    drawing, net, width = view.drawings[0], net_in(state), state["width"]
    scale = drawing.axes.x[0]
    lengths = np.zeros(state["depth"])
    for region in regions_in(state):
        for corner, other in zip(region.vertices, np.roll(region.vertices, -1, axis=0), strict=True):
            if ((corner == other) & (np.abs(corner) == 1)).any():
                continue  # on the border of the square
            z = np.hstack(net.forward([(corner + other) / 2]).z[:-1])[0]
            lengths[np.abs(z).argmin() // width] += math.dist(corner, other) * scale / 2  # each side belongs to two
    for k in range(state["depth"]):
        pieces = parts(drawing.one("nnx-bend", f"nnx-bend-{k + 1}")) if lengths[k] else []
        assert sum(math.dist(*piece) for piece in pieces) == pytest.approx(lengths[k], rel=1e-3, abs=0.1)
        for piece in pieces:
            middle = drawing.axes.data(tuple(piece.mean(axis=0)))
            steps = np.array([[0, 0], [1e-6, 0], [0, 1e-6]])
            z = net.forward(middle + steps).z[k]
            with np.errstate(divide="ignore", invalid="ignore"):  # silent units have no slope
                distance = np.abs(z[0]) / np.hypot(*(z[1:] - z[0]) * 1e6)
            assert np.nanmin(distance) * scale < NEAR


@in_every_state
def test_the_region_of_the_point_is_outlined(state, view):
    drawing = view.drawings[0]
    corners = polygon(drawing, here_in(state).vertices)
    for name in ("nnx-here", "nnx-here-halo"):
        [outline] = parts(drawing.one(name))
        assert same_polygon(outline, corners)
    kinds = [one.classes[0] for one in drawing.shapes]
    assert kinds.index("nnx-bend") < kinds.index("nnx-here-halo") < kinds.index("nnx-here")  # each over the one before


@in_every_state
def test_the_handle_lies_at_the_point(state, view):
    # What lies at the edge is kept within reach.
    x, y = view.drawings[0].axes.pixels(tuple(point_in(state)))
    size = view.drawings[0].size[0]
    wanted = [min(0.98 * size, max(0.02 * size, place)) for place in (x, y)]
    assert view.drawings[0].axes.pixels(view.handle(say("move"))) == pytest.approx(wanted, abs=1)
    assert place_of(view.drawings[0].one("nnx-point")) == pytest.approx((x, y), abs=NEAR)


# -- the network -------------------------------------------------------------------------------------------------------


@in_every_state
def test_active_units_are_filled_and_the_others_open(state, view):
    first, *hidden, final = columns(view)
    assert (len(first), len(final)) == (2, 1)
    lit = [["nnx-unit-on" in one.classes for one in column] for column in hidden]
    assert lit == pattern_in(state).tolist()
    assert all(("nnx-unit-off" in one.classes) != ("nnx-unit-on" in one.classes) for one in itertools.chain(*hidden))
    assert all("nnx-node" in one.classes for one in (*first, *final))


@in_every_state
def test_edges_are_the_weights_and_faint_where_a_unit_is_inactive(state, view):
    drawing, all_columns, net = view.drawings[1], columns(view), net_in(state)
    nodes = {place_of(one): (k, j) for k, column in enumerate(all_columns) for j, one in enumerate(column)}
    pattern = pattern_in(state)
    passes = [[True] * 2, *pattern.tolist(), [True]]
    edges = {tuple(nodes[end] for end in one.ends): one for one in drawing.find("nnx-edge")}
    assert len(edges) == sum(layer.W.size for layer in net.layers)
    for ((k, i), (to, j)), edge in edges.items():
        assert to == k + 1
        w = net.layers[k].W[i, j]
        assert ("nnx-positive" in edge.classes, "nnx-negative" in edge.classes) == (w > 0, w < 0)
        assert ("nnx-active" in edge.classes) == (passes[k][i] and passes[to][j])
        assert edge["stroke-width"] == pytest.approx(min(3, 0.75 + abs(w)), abs=0.006)


@in_every_state
def test_below_each_layer_stands_how_many_are_active(state, view):
    _, *hidden, _ = columns(view)
    texts = view.drawings[1].find("nnx-note")
    assert [one.text for one in texts] == [
        say("some of", n=row.sum(), width=state["width"]) for row in pattern_in(state)
    ]
    for text, column in zip(texts, hidden, strict=True):
        assert text.centre[0] == pytest.approx(column[0]["cx"], abs=1)
        assert text.box[1] > column[-1]["cy"] + column[-1]["r"]
    for one, other in itertools.pairwise(texts):
        assert one.box[0] + one.box[2] < other.box[0], "counts touch"


@in_every_state
def test_inputs_and_output_have_their_names_beside_them(state, view):
    first, *_, final = columns(view)
    names = view.drawings[1].find("nnx-symbol")
    assert [one.text for one in names] == ["x1", "x2", "ŷ"]
    for name, node in zip(names, [*first, *final], strict=True):
        assert name.centre[1] == pytest.approx(node["cy"], abs=5)
        apart = name.centre[0] - node["cx"]
        assert node["r"] < abs(apart) < 36
        assert (apart < 0) == (node in first)


@in_every_state
def test_no_unit_covers_another(state, view):
    for column in columns(view):
        for one, other in itertools.pairwise(column):
            assert other["cy"] - one["cy"] > one["r"] + other["r"] + 2


# -- numbers and the sentence ------------------------------------------------------------------------------------------


@in_every_state
def test_the_lines_of_numbers(state, view):
    x, regions = point_in(state), regions_in(state)
    W, b = affine_map(net_in(state), x)
    n_units = state["depth"] * state["width"]
    place = f"x = ({shown(x[0])}, {shown(x[1])})"
    wanted = [
        say("active"),
        say("inactive"),
        say("lines"),
        say("shades"),
        f"ŷ = {shown(W[0, 0])} x1 {signed(W[1, 0])} x2 {signed(b[0])}",
        say("at", point=place, output=f"ŷ = {shown((x @ W + b)[0])}"),
        say("region", share=shown(100 * here_in(state).area / 4, 1)),
        say("count", regions=len(regions)),
        say("most", n=n_units, most=most_regions(n_units)),
    ]
    assert view.lines == wanted


def kind_of(state: dict) -> str:
    by_layer = pattern_in(state).sum(axis=1)
    if (by_layer == 0).any():
        return "silent"
    if (by_layer < state["width"]).any():
        return "some active"
    return "both active" if by_layer.sum() == 2 else "all active"


@in_every_state
def test_the_sentence(state, view):
    W, b = affine_map(net_in(state), point_in(state))
    by_layer = pattern_in(state).sum(axis=1)
    if kind_of(state) == "silent":
        assert not W.any()
        formula = f"ŷ\u00a0=\u00a0{shown(b[0])}"
        wanted = say("silent", k=by_layer.argmin() + 1, map=formula)
    else:
        second, third = (signed(value).replace(" ", "\u00a0") for value in (W[1, 0], b[0]))
        formula = f"ŷ\u00a0=\u00a0{shown(W[0, 0])}\u00a0x₁ {second}\u00a0x₂ {third}"
        wanted = say(kind_of(state), active=by_layer.sum(), n=state["depth"] * state["width"], map=formula)
    assert view.finding == wanted
    assert [one.label for one in view.drawings[:2]] == [f"{say('title')}: {wanted}"] * 2


def test_every_kind_of_sentence_is_said(views):
    kinds = {kind_of(state) for state, _ in views}
    assert kinds == {"silent", "some active", "both active", "all active"}


@in_every_state
def test_controls_show_the_state(state, view):
    for trait in ("depth", "width", "seed"):
        control = view.controls[say(trait)]
        assert control["value"] == control["shown"] == control["text"] == str(state[trait])
    for i, value in enumerate(point_in(state), start=1):
        [control] = [one for name, one in view.controls.items() if name.startswith(say("place", i=i))]
        assert control["text"] == shown(value)


# -- colours -----------------------------------------------------------------------------------------------------------


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(ReluRegions, depth=3, width=8)
    assert colour(stage, ".nnx-many", "fill") == colour(stage, ".nnx-unit-on", "fill") == PALETTE["blue"]
    assert colour(stage, ".nnx-unit-off", "fill") == PALETTE["paper"]
    assert colour(stage, ".nnx-unit-off", "stroke") == PALETTE["grey"]
    assert is_dashed(stage, ".nnx-unit-off")
    assert not is_dashed(stage, ".nnx-unit-on")
    assert colour(stage, ".nnx-thinned .nnx-positive", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-thinned .nnx-negative", "stroke") == PALETTE["orange"]
    assert is_dashed(stage, ".nnx-thinned .nnx-negative")
    for name in ("nnx-here", "nnx-bend-1", "nnx-bend-2", "nnx-bend-3"):
        assert colour(stage, f".{name}", "stroke") == PALETTE["ink"]
    assert colour(stage, ".nnx-here-halo", "stroke") == PALETTE["paper"]


def style(stage, selector: str, name: str) -> float:
    return stage.root.locator(selector).first.evaluate(f"node => parseFloat(getComputedStyle(node).{name})")


def test_deeper_lines_are_thinner_and_inactive_edges_fainter(stage_for):
    stage = stage_for(ReluRegions, depth=3, width=8)
    names = (".nnx-here", ".nnx-bend-1", ".nnx-bend-2", ".nnx-bend-3")
    widths = [style(stage, f".nnx-regions {name}", "strokeWidth") for name in names]
    assert widths == sorted(widths, reverse=True)
    assert len({*widths}) == 4
    faint, strong = (
        style(stage, f".nnx-thinned .nnx-edge{name}", "strokeOpacity") for name in (":not(.nnx-active)", ".nnx-active")
    )
    assert faint < 0.25 < 0.75 < strong
    # The key shows the same marks.
    for name in names[1:]:
        assert style(stage, f".nnx-key {name}", "strokeWidth") == style(stage, f".nnx-regions {name}", "strokeWidth")
    assert len(re.findall("nnx-unit-o[nf]", stage.root.locator(".nnx-key").inner_html())) == 2
