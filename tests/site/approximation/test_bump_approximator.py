"""What BumpApproximator draws and says is computed with nnlib, read through the axes of its plot."""

import numpy as np
import pytest
from drawing import View
from plots import Plot, assert_curve
from seen import colour, in_every_state, is_dashed
from states import bump_approximator
from wording import equation, shown, words_of

from nnlib.approximation import approximate, bump, interpolant
from nnlib.explorers import BumpApproximator
from nnlib.plotting import PALETTE

say = words_of(BumpApproximator)
BOUNDS = ((0, 1), (-0.2, 1.12))
LINES = ".nnx-flow > *"
RESOLUTION = 1000
CHOSEN = [
    {},
    {"n_bumps": 1},
    {"n_bumps": 50, "steepness": 100_000},
    {"n_bumps": 50, "steepness": 10},
    {"n_bumps": 1, "kind": "relu"},
    {"n_bumps": 50, "kind": "relu"},
    {"target": "root", "n_bumps": 50, "spacing": "free", "steepness": 50_000},
    {"target": "root", "n_bumps": 9, "kind": "relu", "spacing": "free"},
    {"target": "kink", "n_bumps": 5, "kind": "relu"},
    {"target": "jump", "n_bumps": 8, "steepness": 2000},
    {"target": "jump", "n_bumps": 9, "kind": "relu"},
    {"target": "drawn", "drawn": [0.0] * 33},
    {"target": "drawn", "drawn": [i % 2 for i in range(33)], "n_bumps": 32},
    {"by_hand": True},
    {"by_hand": True, "edges": [0.005, 0.01, 0.99, 0.995], "heights": [1, 0, 1, 0, 1], "steepness": 100_000},
    {"by_hand": True, "target": "jump", "edges": [0.1, 0.2, 0.3, 0.5], "heights": [0.2] * 4 + [0.8]},
    {"by_hand": True, "edges": [0.16, 0.32, 0.68, 0.84], "heights": [0.12, 0.5, 0.86, 0.5, 0.12], "steepness": 79},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(5)
    states = [*CHOSEN, *(bump_approximator(rng) for _ in range(60))]
    return views_of(BumpApproximator, [BumpApproximator(**state).state() for state in states], lines=LINES)


def plot_in(view: View) -> Plot:
    drawing = view.drawings[0]
    return Plot(drawing, drawing.axes.x, drawing.axes.y, BOUNDS)


def is_lines(state: dict) -> bool:
    return state["kind"] == "relu" and not state["by_hand"]


def target_of(state: dict):
    function = BumpApproximator(**state).function
    return lambda x: function(np.clip(x, 0, 1))  # half a pixel beside an end, it is the end that is drawn


def ends_of(state: dict) -> np.ndarray:
    """Return the ends of the parts: of the construction they are read from nnlib's net."""
    if state["by_hand"]:
        return np.array([0, *state["edges"], 1])
    options = {"spacing": state["spacing"], "resolution": RESOLUTION, "kind": state["kind"]}
    if state["kind"] == "relu":
        return np.append(-approximate(target_of(state), state["n_bumps"], **options).layers[0].b, 1)
    hidden = approximate(target_of(state), state["n_bumps"], steepness=state["steepness"], **options).layers[0]
    return np.concatenate([[0], (-hidden.b / state["steepness"])[2::2], [1]])


def pulses_of(state: dict) -> list[tuple[float, float, float]]:
    """Return left edge, right edge and height of each pulse."""
    ends = ends_of(state)
    if state["by_hand"]:
        edges, heights = np.concatenate([[-1], ends[1:-1], [2]]), np.array(state["heights"])
    else:
        over = np.diff(ends).min()
        edges = np.concatenate([[-over], ends[1:-1], [1 + over]])
        heights = target_of(state)((ends[:-1] + ends[1:]) / 2)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), heights.tolist(), strict=True))


def network_of(state: dict):
    """Return what follows the target: a sum of nnlib's pulses, or nnlib's interpolant."""
    if is_lines(state):
        ends = ends_of(state)
        return interpolant(ends, target_of(state)(ends))
    nets = [bump(left, right, height, state["steepness"]) for left, right, height in pulses_of(state)]
    return lambda x: sum(net(np.ravel(x)) for net in nets).reshape(np.shape(x))


def steps_of(state: dict) -> list[tuple[float, float]]:
    return [] if is_lines(state) else [(edge, state["steepness"]) for edge in ends_of(state)]


def pieces(path: str) -> list[np.ndarray]:
    """Return the corners of each closed part of a path."""
    parts = [part.split("L") for part in path.replace("Z", "").split("M")[1:]]
    return [np.array([[float(number) for number in corner.split(",")] for corner in part]) for part in parts]


def test_the_axes_are_those_of_the_interval(views):
    axes = views[0][1].drawings[0].axes
    assert axes.ticks == ([0, 0.2, 0.4, 0.6, 0.8, 1], [0, 0.5, 1])
    assert axes.names[0].text == "x"


@in_every_state
def test_the_network_is_the_strong_curve(state, view):
    plot = plot_in(view)
    assert_curve(plot, plot.drawing.one("nnx-strong", "nnx-curve"), network_of(state), steps_of(state))


@in_every_state
def test_the_target_is_the_dashed_curve(state, view):
    plot = plot_in(view)
    near_0 = [] if state["target"] != "root" else [(u * u, 1000) for u in np.linspace(0, 0.2, 20)]
    assert_curve(plot, plot.drawing.one("nnx-target", "nnx-curve"), target_of(state), near_0)


@in_every_state
def test_the_error_is_the_area_between_both(state, view):
    plot = plot_in(view)
    [area] = pieces(plot.drawing.one("nnx-error", tag="path").attributes["d"])
    sum_, target = (plot.points(plot.drawing.one(name, "nnx-curve")) for name in ("nnx-strong", "nnx-target"))
    assert np.array_equal(area, [*sum_, *target[::-1]])


@in_every_state
def test_each_part_is_drawn_below(state, view):
    plot = plot_in(view)
    shapes = pieces(plot.drawing.one("nnx-pulses", tag="path").attributes["d"])
    if is_lines(state):
        ends = ends_of(state)
        tops = target_of(state)(ends)
        assert len(shapes) == len(ends)
        for i, (shape, top) in enumerate(zip(shapes, tops, strict=True)):
            corners = [(ends[max(i - 1, 0)], 0), (ends[i], top), (ends[min(i + 1, len(ends) - 1)], 0)]
            if top * (plot.y(0) - plot.y(1)) < 0.05:  # it has no tip to be seen
                corners = [corners[0], corners[-1]]
            wanted = np.array([plot.pixels(corner) for corner in corners])
            apart = [np.abs(shape - corner).max(axis=1).min() for corner in wanted]
            assert max(apart) < 0.1, f"hat {i} is {shape}"
        return
    pulses = pulses_of(state)
    assert len(shapes) == len(pulses)
    for shape, (left, right, height) in zip(shapes, pulses, strict=True):
        net = bump(left, right, height, state["steepness"])
        if len(shape) == 2:
            highest = net(np.clip((left + right) / 2, 0, 1))
            assert highest * (plot.y(0) - plot.y(1)) < 0.06, "a pulse without corners has no height to be seen"
            continue
        assert shape[[0, -1], 1] == pytest.approx(plot.y(0), abs=0.06), "a pulse stands on the axis"
        x = np.linspace(-0.051, 0.051, 7) + shape[1:-1, :1]
        heights = plot.y(net(((x - plot.x_axis[1]) / plot.x_axis[0]).ravel()).reshape(x.shape))
        beside = np.maximum(heights.min(axis=1) - shape[1:-1, 1], shape[1:-1, 1] - heights.max(axis=1))
        on_axis = np.abs(shape[1:-1, 1] - plot.y(0)) < 0.06  # of points in a row, one may stand for the foot
        assert np.where(on_axis, 0, beside).max() < 0.11, f"the pulse from {left} to {right}"
        middle = min(1, max(0, (left + right) / 2))
        top = plot.y(net(middle))
        assert shape[:, 1].min() == pytest.approx(top, abs=0.75), "a pulse is as high as it says"


@in_every_state
def test_ticks_stand_at_the_inner_ends_of_the_parts(state, view):
    plot = plot_in(view)
    found = plot.drawing.find("nnx-ticks", tag="path")
    places = [tick[:, 0] for shape in found for tick in pieces(shape.attributes["d"])]
    wanted = ends_of(state)[1:-1]
    assert len(places) == len(wanted)
    for place, end in zip(places, wanted, strict=True):
        assert place == pytest.approx(plot.x(end), abs=0.06)


@in_every_state
def test_knots_of_straight_lines_are_points_on_the_target(state, view):
    plot = plot_in(view)
    found = [plot.data((one["cx"], one["cy"])) for one in plot.drawing.find("nnx-knot", tag="circle")]
    ends = ends_of(state) if is_lines(state) else np.zeros(0)
    assert np.allclose(found, list(zip(ends, target_of(state)(ends), strict=True)), atol=0.0005)


@in_every_state
def test_the_largest_error_is_marked_and_written_beside(state, view):
    plot, numbers = plot_in(view), BumpApproximator(**state).readouts()
    if numbers["error"] == 0:
        assert not plot.drawing.find("nnx-worst") + plot.drawing.find("nnx-worst-label")
        return
    mark, label = plot.drawing.one("nnx-worst", tag="line"), plot.drawing.one("nnx-worst-label")
    x = numbers["x_error"]
    wanted = [
        plot.pixels((x, float(target_of(state)(np.array([x]))[0]))),
        plot.pixels((x, float(network_of(state)(x)))),
    ]
    assert np.allclose(mark.ends, wanted, atol=0.01)
    assert label.text == shown(numbers["error"], 4)
    left, top, width, height = label.box
    assert left > 0 and left + width < plot.drawing.size[0] + 1, "the label is cut"
    assert top > 0 and top + height < plot.drawing.size[1]
    assert min(abs(left - mark["x1"]), abs(left + width - mark["x1"])) < 14, "the label stands beside its mark"
    for handle in view.handles:
        px, py = handle["place"]
        covered = left - 6 < px < left + width + 6 and top - 4 < py < top + height + 4
        assert not covered, f"the label lies on the handle {handle['name']}"


@in_every_state
def test_handles_lie_on_what_they_move(state, view):
    names = [one["name"] for one in view.handles]
    if state["by_hand"]:
        ends = np.array([0, *state["edges"], 1])
        for i, edge in enumerate(state["edges"], start=1):
            assert np.clip(edge, 0.07, 0.93) == pytest.approx(
                np.clip(view.handle(say("edge", i=i))[0], 0.07, 0.93), abs=0.002
            )
        for i, height in enumerate(state["heights"], start=1):
            assert view.handle(say("top", i=i))[1] == pytest.approx(height, abs=0.005)
            place = (ends[i - 1] + ends[i]) / 2
            assert view.handle(say("top", i=i))[0] == pytest.approx(place, abs=0.002)
        assert len(names) == 9
    elif state["target"] == "drawn":
        assert names == [say("pen")]
        assert view.handle(say("pen")) == pytest.approx((0.5, state["drawn"][16]), abs=0.005)
    else:
        assert names == []


@in_every_state
def test_the_numbers_are_those_of_nnlib(state, view):
    numbers = {name: value for name, value in BumpApproximator(**state).readouts().items()}
    four = {name: "–" if value is None else shown(value, 4) for name, value in numbers.items()}
    by_hand, lines = state["by_hand"], is_lines(state)
    sum_ = f"{state['n_bumps']}" if lines else f"{numbers['n_units'] - 1} + 1 = {numbers['n_units']}"
    expected = [
        say("largest error", error=four["error"], place=equation("x", numbers["x_error"])),
        say("units", sum=sum_),
        say("narrowest", width=f"w = {four['width']}"),
    ]
    if not lines:
        steepness = shown(state["steepness"], 0)
        expected.append(f"k w = {steepness} · {four['width']} = {shown(numbers['kw'], 1)}")
    if by_hand:
        expected += [four["error"] + say("yours"), four["reference"] + say("construction"), "–" + say("best")]
    else:
        free = state["spacing"] == "free"
        first = (
            say("change within" if lines else "change from middle") if free else ("3/2 " if lines else "") + "ω(w/2)"
        )
        expected += [four["bound"] + say("bound"), f"= {four['bound_width']}{first}"]
        if not lines:
            expected += [f"+ {four['bound_edges']}2ω(1/k)", f"+ {four['bound_ends']}2e−kw {say('max')} |f|"]
    assert view.lines == expected


@in_every_state
def test_the_sentence_says_how_close_and_what_limits_it(state, view):
    numbers, lines = BumpApproximator(**state).readouts(), is_lines(state)
    values = {"error": shown(numbers["error"], 4), "place": equation("x", numbers["x_error"])}
    if state["by_hand"]:
        first = say("fitted by hand", **values, reference=shown(numbers["reference"], 4))
        second = say("closer" if numbers["error"] < numbers["reference"] else "not closer")
        if state["target"] == "jump" and numbers["error"] < 0.303:
            second = say("best there is")
        assert view.finding == f"{first} {second}"
        return
    n = numbers["n_units"]
    counts = {"n": equation("N", state["n_bumps"], 0), "units": say("one unit") if n == 1 else say("some units", n=n)}
    if lines and numbers["error"] == 0:
        assert view.finding == say("exact", **counts)
        return
    first = say("followed", **counts, **values, bound=shown(numbers["bound"], 4))
    terms = {name: numbers[f"bound_{name}"] for name in ("ends", "edges", "width")}
    if state["target"] == "jump":
        second = say("jump limits", n="N", k="k")
    elif lines:
        second = say("continuity")
    else:
        limit = {"ends": "ends limit", "edges": "edges limit", "width": "width limits"}[max(terms, key=terms.get)]
        second = say(limit, k="k", kw=equation("k w", numbers["kw"], 1))
    assert view.finding == f"{first} {second}"


def test_every_sentence_is_seen(views):
    said = " ".join(view.finding for _, view in views)
    for key in ("exact", "width limits", "edges limit", "continuity", "closer", "not closer", "best there is"):
        assert say(key, k="k", n=equation("N", 5, 0), units=say("some units", n=5)) in said, key
    assert say("jump limits", n="N", k="k") in said
    assert "the two ends" in said


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(BumpApproximator, by_hand=True)
    plot = "svg >> nth=0"
    assert colour(stage, f"{plot} >> .nnx-strong", "stroke") == PALETTE["blue"]
    assert colour(stage, f"{plot} >> .nnx-error", "fill") == PALETTE["vermilion"]
    assert colour(stage, f"{plot} >> .nnx-worst", "stroke") == PALETTE["vermilion"]
    assert colour(stage, f"{plot} >> .nnx-worst-label", "fill") == PALETTE["vermilion"]
    assert [is_dashed(stage, f"{plot} >> {kind}") for kind in (".nnx-target", ".nnx-strong")] == [True, False]


def test_the_key_shows_each_mark_as_it_is_drawn(stage_for):
    """Its samples have the same classes, and so the same look."""
    stage = stage_for(BumpApproximator)
    rows = stage.root.locator(".nnx-key > span")
    texts = [say(f"key {one}") for one in ("target", "network", "pulses", "error")]
    assert rows.all_inner_texts() == texts
    kinds = rows.locator("svg > *").evaluate_all("all => all.map((one) => one.classList[one.classList.length - 1])")
    assert kinds == ["nnx-target", "nnx-strong", "nnx-pulses", "nnx-error"]
    stage.set_state({"kind": "relu"})
    assert rows.all_inner_texts()[2] == say("key hats")
