"""What HiddenPair draws and says is computed with nnlib."""

import numpy as np
import pytest
from drawing import View
from plots import Plot, assert_area, assert_curve, plot_above, plot_of
from seen import assert_same_at_width, colour, in_every_state, is_dashed
from states import hidden_pair
from wording import equation, shown, words_of

from nnlib import MLP, Dense
from nnlib.activations import ACTIVATIONS
from nnlib.explorers import HiddenPair
from nnlib.plotting import PALETTE

sigmoid = ACTIVATIONS["sigmoid"]
say = words_of(HiddenPair)
LEFT, RIGHT = -0.5, 1.5
LIFT = 1.44  # where the handles that set the weights stand
CHOSEN = [
    {},
    {"pulse": True},
    {"pulse": True, "s1": 0.75, "s2": 0.25},
    {"pulse": True, "s1": 0.75, "s2": 0.25, "w1": -0.5},
    {"pulse": True, "s1": 0.5, "s2": 0.5},
    {"pulse": True, "w1": 0},
    {"pulse": True, "w1": -1, "s1": -0.5, "s2": 1.5},
    {"s1": 0.5, "s2": 0.5},
    {"s1": 0.5, "s2": 0.5, "w1": 0.5, "w2": -0.5},
    {"w1": 0.5, "w2": -0.5},
    {"w1": -0.5, "w2": 0.5},
    {"w1": 0, "w2": 0},
    {"w1": 0},
    {"w2": 0},
    {"s1": -0.25, "s2": 0.25, "w1": 1, "w2": 1},
    {"s1": 0.25, "s2": -0.25, "w1": -1, "w2": -1},
    {"s1": 1.5, "s2": -0.5, "w1": -1, "w2": 1, "steepness": 5},
    {"s1": 0.4, "s2": 0.6, "steepness": 5, "w1": 1},
    {"s1": 0.4, "s2": 0.52, "steepness": 200},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(2)
    return views_of(HiddenPair, [*CHOSEN, *(hidden_pair(rng) for _ in range(40))])


def plots(view: View) -> list[Plot]:
    """Return the plots of the two neurons and of their sum."""
    first, second, below = view.drawings
    total = plot_of(below)
    return [plot_above(first, total), plot_above(second, total), total]


def part(state: dict, i: int):
    """Return what hidden neuron i adds to the sum."""
    w, s = state[f"w{i}"], state[f"s{i}"]
    return lambda x: w * sigmoid(state["steepness"] * (x - s))


def total(state: dict):
    """Return the output of the network in nnlib."""
    steepness = state["steepness"]
    hidden = Dense(W=[[steepness] * 2], b=[-steepness * state[f"s{i}"] for i in (1, 2)], activation="sigmoid")
    net = MLP(layers=[hidden, Dense(W=[[state["w1"]], [state["w2"]]])])
    return lambda x: net(np.reshape(x, (-1, 1))).reshape(np.shape(x))


def plateaus(state: dict) -> list[tuple[float, float, float]]:
    """Return start, end and height of each level of the sum, for steps however steep: the sum far from both steps."""
    start, end = sorted((state["s1"], state["s2"]))
    levels = [(LEFT, start), (start, end), (end, RIGHT)]
    height = total({**state, "steepness": 1e9})
    return [(p, q, float(height((p + q) / 2))) for p, q in levels if p < q]


def near(found, wanted) -> bool:
    return bool(np.allclose(found, wanted, rtol=0, atol=0.06))


def test_the_axes_are_those_of_the_chapter(views):
    first, second, below = plots(views[0][1])
    assert below.drawing.axes.ticks == ([-0.5, 0, 0.5, 1], [-2, -1, 0, 1, 2])
    assert below.drawing.axes.names[0].text == "x"
    assert np.allclose(below.bounds, [(LEFT, RIGHT), (-2.15, 2.15)])
    for above in (first, second):
        assert above.drawing.axes.ticks == ([], [-1, 0, 1])
        assert np.allclose(above.bounds, [(LEFT, RIGHT), (-1.1, 1.1)])
        assert above.y_axis[0] == pytest.approx(below.y_axis[0]), "what stands above would not add up below"


@in_every_state
def test_the_curves_are_those_of_nnlib(state, view):
    first, second, below = plots(view)
    steps = [(state[f"s{i}"], state["steepness"]) for i in (1, 2)]
    for i, above in ((1, first), (2, second)):
        assert_curve(above, above.drawing.one("nnx-curve"), part(state, i), steps)
    assert_curve(below, below.drawing.one("nnx-curve"), total(state), steps)


@in_every_state
def test_areas_lie_between_the_curves_and_the_axis(state, view):
    for plot in plots(view):
        assert_area(plot, plot.drawing.one("nnx-area"), plot.drawing.one("nnx-curve"))


@in_every_state
def test_the_sign_of_a_weight_is_the_colour_of_its_curve_and_area(state, view):
    for i, plot in enumerate(plots(view)[:2], start=1):
        right, wrong = ("negative", "positive") if state[f"w{i}"] < 0 else ("positive", "negative")
        for kind in ("nnx-curve", "nnx-area"):
            classes = plot.drawing.one(kind).classes
            assert f"nnx-{right}" in classes, f"w{i} is {state[f'w{i}']}, and {kind} says {classes}"
            assert f"nnx-{wrong}" not in classes
        assert f"nnx-{'dashed' if i == 2 else 'solid'}" in plot.drawing.one("nnx-curve").classes


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(HiddenPair, w1=0.5, w2=-0.5)
    first, second, total = "svg >> nth=0", "svg >> nth=1", "svg >> nth=2"
    for drawing, name in ((first, "blue"), (second, "orange")):
        assert colour(stage, f"{drawing} >> .nnx-curve", "stroke") == PALETTE[name]
        assert colour(stage, f"{drawing} >> .nnx-area", "fill") == PALETTE[name]
    assert colour(stage, f"{total} >> .nnx-curve", "stroke") == PALETTE["ink"]
    assert colour(stage, f"{total} >> .nnx-area", "fill") == PALETTE["grey"]
    assert [is_dashed(stage, f"{drawing} >> .nnx-curve") for drawing in (first, second, total)] == [False, True, False]
    stage.set_state({"w1": -0.5, "w2": 0.5})
    assert colour(stage, f"{first} >> .nnx-curve", "stroke") == PALETTE["orange"]
    assert colour(stage, f"{second} >> .nnx-curve", "stroke") == PALETTE["blue"]


@in_every_state
def test_lines_lead_to_the_places_of_the_steps(state, view):
    first, second, below = plots(view)
    for i, above in ((1, first), (2, second)):
        kind = "nnx-dashed" if i == 2 else "nnx-solid"
        for plot in (above, below):
            guide = plot.drawing.one("nnx-guide", kind, tag="line")
            wanted = [plot.pixels((state[f"s{i}"], value)) for value in plot.bounds[1]]
            assert near(sorted(guide.ends), sorted(wanted)), f"{guide.ends} are not the ends of the line at s{i}"


@in_every_state
def test_steps_are_named_outside_of_the_two(state, view):
    below = plots(view)[2]
    for i, is_left in ((1, state["s1"] <= state["s2"]), (2, state["s1"] > state["s2"])):
        (name,) = (one for one in below.drawing.find("nnx-symbol", "nnx-halo") if one.text == f"s{i}")
        assert name.attributes["text-anchor"] == ("end" if is_left else "start")
        assert name["x"] - below.x(state[f"s{i}"]) == pytest.approx(-5 if is_left else 5, abs=0.1)
        assert below.y(-1.5) < name["y"] <= below.y(below.bounds[1][0])


@in_every_state
def test_curves_are_named(state, view):
    for plot, name in zip(plots(view), ("w11(1)a1(1)", "w21(1)a2(1)"), strict=False):
        assert [one.text for one in plot.drawing.find("nnx-symbol")] == [name]
    names = [one.text for one in view.drawings[2].find("nnx-note") if "nnx-halo" not in one.classes]
    assert names == [f"{say('sum')} ŷ"]


@in_every_state
def test_levels_of_the_sum_say_their_height_where_it_has_room(state, view):
    below = plots(view)[2]
    wanted = []
    for start, end, height in plateaus(state):
        is_middle = start >= min(state["s1"], state["s2"]) and end <= max(state["s1"], state["s2"])
        if below.x(end) - below.x(start) > 44 and not (state["pulse"] and is_middle):
            wanted.append((shown(height), below.x((start + end) / 2), below.y(height) + (18 if height < 0 else -8)))
    labels = below.drawing.find("nnx-note", "nnx-halo", tag="text")
    assert [one.text for one in labels] == [text for text, *_ in wanted]
    assert near([(one["x"], one["y"]) for one in labels], [place for _, *place in wanted])
    assert all(one.attributes["text-anchor"] == "middle" for one in labels)


@in_every_state
def test_handles_lie_on_the_curves(state, view):
    first, second, below = plots(view)
    wanted = {}
    for i, above in ((1, first), (2, second)):
        wanted[say("move step", i=i, name=f"s{i}")] = (above, (state[f"s{i}"], float(part(state, i)(state[f"s{i}"]))))
        wanted[say("lift step", i=i, name=f"w{i}1")] = (above, (LIFT, state[f"w{i}"]))
    if state["pulse"]:
        height = state["w1"] if state["s1"] <= state["s2"] else state["w2"]
        wanted[say("lift pulse")] = (below, ((state["s1"] + state["s2"]) / 2, height))
    assert {one["name"] for one in view.handles} == {*wanted}
    for handle in view.handles:
        plot, place = wanted[handle["name"]]
        assert view.drawings[handle["drawing"]] is plot.drawing
        assert np.allclose(handle["place"], plot.pixels(place), atol=0.6), f"{handle['name']} lies at {handle['place']}"


@in_every_state
def test_facts(state, view):
    half_way = float(total(state)((state["s1"] + state["s2"]) / 2))
    assert [" ".join(line.split()) for line in view.lines] == [
        f"b1(0) = −ws1 = {shown(-state['steepness'] * state['s1'])}",
        f"b2(0) = −ws2 = {shown(-state['steepness'] * state['s2'])}",
        say("sum half-way", number=shown(half_way)),
    ]


@in_every_state
def test_the_sentence(state, view):
    assert view.finding == sentence(state)
    assert {one.label for one in view.drawings} == {f"{say('title')}: {view.finding}"}


def sentence(state: dict) -> str:
    """Say what the sum does from left to right."""
    s1, s2, w1, w2 = (state[name] for name in ("s1", "s2", "w1", "w2"))
    start, end = sorted((s1, s2))
    right = plateaus({**state, "s1": LEFT, "s2": LEFT})[0][2]
    if w1 == 0 and w2 == 0:
        return say("no weights")
    if s1 == s2:
        return say("steps cancel" if right == 0 else "steps together", place=equation("x", s1), height=shown(right))
    middle = w1 if s1 < s2 else w2
    said = []
    if right == 0:
        said.append(say("dip" if middle < 0 else "pulse", height=shown(middle), start=shown(start), end=shown(end)))
        if s1 > s2:
            said.append(say("second sets height"))
    else:
        first = 1 if s1 < s2 else 2
        places = {"start": equation("x", start), "end": equation("x", end)}
        said.append(say("two steps", first=first, middle=shown(middle), right=shown(right), **places))
        if start < 0 < end and middle != 0:
            said.append(say("first step is over", place=equation("x", 0, 0)))
    half_way = float(total(state)((s1 + s2) / 2))
    if abs(middle - half_way) > 0.1 * max(abs(w1), abs(w2)):
        said.append(say("overlap", sum=shown(half_way)))
    return " ".join(said)


@in_every_state
def test_controls_show_the_state_and_those_of_the_mode(state, view):
    wanted = {say("place", i=i, name=f"s{i}"): (state[f"s{i}"], 2, 1 / 32) for i in (1, 2)}
    wanted[say("steepness", name="w")] = (state["steepness"], 0, 5)
    if state["pulse"]:
        wanted[say("height", name="h")] = (state["w1"], 2, 1 / 32)
    else:
        wanted |= {say("output weight", name=f"w{i}1"): (state[f"w{i}"], 2, 1 / 32) for i in (1, 2)}
    sliders = {name: one for name, one in view.controls.items() if name != say("pulse mode read aloud")}
    assert {*sliders} == {*wanted}
    for name, (value, decimals, step) in wanted.items():
        assert abs(float(sliders[name]["value"]) - value) <= step / 2 + 1e-9, name
        assert sliders[name]["shown"] == sliders[name]["text"] == shown(value, decimals)
    assert view.controls[say("pulse mode read aloud")]["value"] is state["pulse"]


def test_it_is_the_same_on_a_phone(views_of):
    checks = (
        test_the_curves_are_those_of_nnlib,
        test_areas_lie_between_the_curves_and_the_axis,
        test_lines_lead_to_the_places_of_the_steps,
        test_levels_of_the_sum_say_their_height_where_it_has_room,
        test_handles_lie_on_the_curves,
    )
    assert_same_at_width(views_of, HiddenPair, CHOSEN[:4], 390, checks)


def test_a_drawing_of_another_width_is_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(HiddenPair)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 500, "height": 1100})
    stage.page.wait_for_timeout(300)
    width = float(stage.root.locator("svg.nnx-plot").first.get_attribute("viewBox").split()[2])
    path = stage.root.locator("path.nnx-curve").first.get_attribute("d")
    end = float(path.replace("M", "").split("L")[-1].split(",")[0])
    assert end == pytest.approx(width - 16, abs=0.2), "the curve ends at the right margin"
