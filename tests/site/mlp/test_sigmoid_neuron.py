"""What SigmoidNeuron draws and says is computed with nnlib."""

import math

import numpy as np
import pytest
from drawing import View
from plots import Plot, assert_curve, plot_of
from seen import assert_same_at_width, colour, in_every_state
from states import sigmoid_neuron
from wording import equation, shown, words_of

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import SigmoidNeuron
from nnlib.plotting import PALETTE

sigmoid = ACTIVATIONS["sigmoid"]
say = words_of(SigmoidNeuron)
SATURATED = math.log(0.95 / 0.05)  # the z at which the output is 95 %
LINEAR = 1.0
(LEFT, RIGHT), (LOW, HIGH) = (-4, 4), (-0.1, 1.2)
ARM = 84  # pixels from the middle of the curve to where it is turned
CHOSEN = [
    (1, 0), (20, -10), (-20, 10), (50, 50), (50, -50), (-50, 50), (1, 4), (1, -4), (1, -4.25), (-1, 4.5),
    (0.25, 50), (0.25, 0), (-0.25, 0.5), (2, 6), (0, 0), (0, 0.5), (0, -0.5), (0, 1), (0, -1), (0, 2), (0, 3), (0, -5),
    (2, 7.5), (2, -7.5), (3, -0.001), (-0.5, 1.96875), (0.75, 2.25), (0.75, -2.25),
]  # fmt: skip


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(1)
    gentle = [dict(zip("wb", row, strict=True)) for row in (rng.integers(-16, 17, (20, 2)) / 4).tolist()]
    return views_of(
        SigmoidNeuron,
        [*({"w": w, "b": b} for w, b in CHOSEN), *gentle, *(sigmoid_neuron(rng) for _ in range(30))],
    )


def seen(view: View) -> Plot:
    (drawing,) = view.drawings
    return plot_of(drawing)


def place(w: float, b: float) -> float | None:
    """Where the output passes 1/2 at one place."""
    return None if w == 0 else -b / w


def zones(w: float, b: float) -> dict[str, list[tuple[float, float]]]:
    """Where the output is within 5 % of 0 or 1, and where it is nearly linear, inside the drawing."""
    if w == 0:
        return {
            "saturated": [(LEFT, RIGHT)] if abs(b) >= SATURATED else [],
            "linear": [(LEFT, RIGHT)] if abs(b) <= LINEAR else [],
        }
    start, end = sorted(((-SATURATED - b) / w, (SATURATED - b) / w))
    found = {
        "saturated": [(-math.inf, start), (end, math.inf)],
        "linear": [sorted(((-LINEAR - b) / w, (LINEAR - b) / w))],
    }
    inside = {name: [tuple(np.clip(one, LEFT, RIGHT)) for one in intervals] for name, intervals in found.items()}
    return {name: [(p, q) for p, q in intervals if p < q] for name, intervals in inside.items()}


def test_the_axes_are_those_of_the_chapter(views):
    axes = seen(views[0][1]).drawing.axes
    assert axes.ticks == ([-3, -2, -1, 0, 1, 2, 3], [0, 0.5, 1])
    assert [one.text for one in axes.names] == ["x", "a"]
    assert np.allclose(axes.bounds, [(LEFT, RIGHT), (LOW, HIGH)])


@in_every_state
def test_the_curve_is_the_sigmoid_of_nnlib(state, view):
    w, b = state["w"], state["b"]
    plot = seen(view)
    steps = [] if w == 0 else [(-b / w, w)]
    assert_curve(plot, plot.drawing.one("nnx-curve", "nnx-strong"), lambda x: sigmoid(w * x + b), steps)


@in_every_state
def test_what_is_grabbed_is_the_curve(state, view):
    plot = seen(view)
    grip, line = plot.drawing.one("nnx-grab"), plot.drawing.one("nnx-strong")
    assert grip.corners == line.corners


@in_every_state
def test_zones_lie_where_the_output_is_nearly_0_or_1_or_nearly_linear(state, view):
    plot = seen(view)
    for name, intervals in zones(state["w"], state["b"]).items():
        rects = plot.drawing.find(f"nnx-{name}", tag="rect")
        found = sorted((rect["x"], rect["x"] + rect["width"]) for rect in rects)
        wanted = [(plot.x(p), plot.x(q)) for p, q in intervals]
        assert len(found) == len(wanted), f"{len(found)} zones are {name}, in place of {intervals}"
        assert np.allclose(found, wanted, rtol=0, atol=0.05), f"{name}: {found} in place of {wanted}"
        for rect in rects:
            assert (rect["y"], rect["y"] + rect["height"]) == pytest.approx((plot.y(HIGH), plot.y(LOW)), abs=0.05)


@in_every_state
def test_zones_are_named_where_the_name_has_room(state, view):
    plot = seen(view)
    for name, intervals in zones(state["w"], state["b"]).items():
        room = 8 * len(name)  # pixels
        middles = [
            np.clip((plot.x(p) + plot.x(q)) / 2, plot.x(LEFT) + room / 2, plot.x(RIGHT) - room / 2)
            for p, q in intervals
            if name == "linear" or plot.x(q) - plot.x(p) > room
        ]
        names = [one for one in plot.drawing.find("nnx-note", tag="text") if one.text == say(name)]
        assert np.allclose(sorted(one["x"] for one in names), middles, atol=0.05), f"{name} is written elsewhere"
        for one in names:
            assert one.attributes["text-anchor"] == "middle"
            assert plot.y(HIGH) < one["y"] < plot.y(HIGH) + 20


@in_every_state
def test_a_line_leads_to_the_place_of_one_half(state, view):
    plot = seen(view)
    s = place(**state)
    names = [one for one in plot.drawing.find("nnx-symbol") if one.text == "s"]
    if s is None or not LEFT <= s <= RIGHT:
        assert not plot.drawing.find("nnx-guide")
        assert not names
        return
    guide = plot.drawing.one("nnx-guide", tag="line")
    assert np.allclose(sorted(guide.ends), sorted([plot.pixels((s, LOW)), plot.pixels((s, 0.5))]), atol=0.05)
    (name,) = names
    assert 0 < name["x"] - plot.x(s) < 10, "s is not written beside its line"
    assert plot.y(0) < name["y"] < plot.y(LOW)


@in_every_state
def test_the_tangent_touches_the_curve_at_one_half(state, view):
    plot = seen(view)
    w, b = state["w"], state["b"]
    s = place(**state)
    if (b != 0) if s is None else abs(s) > RIGHT:
        assert not plot.drawing.find("nnx-tangent")
        return
    start, end = (np.array(one) for one in plot.drawing.one("nnx-tangent", tag="line").ends)
    x, y = plot.data(tuple((start + end) / 2))
    assert y == pytest.approx(0.5, abs=1e-3)
    if s is not None:
        assert x == pytest.approx(s, abs=1e-3)
    way = end - start
    assert np.hypot(*way) == pytest.approx(2 * ARM)
    steep = np.array([plot.x_axis[0], plot.y_axis[0] * w * float(sigmoid.grad(0.0))])
    assert abs(way[0] * steep[1] - way[1] * steep[0]) < 1e-3 * np.hypot(*way) * np.hypot(*steep), "not the slope w/4"


@in_every_state
def test_handles_lie_on_the_curve_and_on_its_tangent(state, view):
    plot = seen(view)
    places = {one["name"]: np.array(one["place"]) for one in view.handles}
    s = place(**state)
    assert (say("shift") in places) == (s is not None)
    if s is not None:
        width = plot.drawing.size[0]
        wanted = np.clip(plot.x(np.clip(s, LEFT, RIGHT)), 0.02 * width, 0.98 * width), plot.y(0.5)
        assert np.allclose(places[say("shift")], wanted, atol=0.6)
    tangents = plot.drawing.find("nnx-tangent")
    assert (say("turn") in places) == bool(tangents)
    if tangents:
        size = np.array(plot.drawing.size)
        left, right = sorted(tangents[0].ends)
        has_room = (left[0] + right[0]) / 2 + ARM <= size[0] - 8
        wanted = np.clip(right if has_room else left, 0.02 * size, 0.98 * size)
        assert np.allclose(places[say("turn")], wanted, atol=0.6), "the handle is not at the end of the tangent"


@in_every_state
def test_formula_and_facts(state, view):
    w, b = state["w"], state["b"]
    s = place(**state)
    slope = w * float(sigmoid.grad(0.0))
    assert [" ".join(line.split()) for line in view.lines] == [
        f"a = σ({shown(w)} x {'−' if b < 0 else '+'} {shown(abs(b))})",
        f"s = −b/w = {'–' if s is None else shown(s)}",
        say("slope", s="s", equation=f"w/4 = {shown(slope)}"),
        say("rise", number="–" if s is None else shown(2 * SATURATED / abs(w))),
    ]


@in_every_state
def test_the_sentence(state, view):
    w, b = state["w"], state["b"]
    assert view.finding == sentence(w, b)
    assert view.drawings[0].label == f"{say('title')}: {view.finding}"


def sentence(w: float, b: float) -> str:
    if w == 0 and b == 0:
        return say("no step", w=equation("w", 0, 0), b=equation("b", 0, 0))
    if w == 0:
        return say("constant", w=equation("w", 0, 0), a=shown(float(sigmoid(b))))
    s = -b / w
    if abs(s) > RIGHT:
        return say("rises outside" if w > 0 else "falls outside", middle=equation("x", s))
    start, end = sorted(((-SATURATED - b) / w, (SATURATED - b) / w))
    way = say(
        "rises" if w > 0 else "falls", middle=equation("x", s), start=equation("x", start), end=equation("x", end)
    )
    return f"{way} {say('almost a step')}" if end - start < 0.5 else way


@in_every_state
def test_sliders_show_the_state(state, view):
    for name, kind in (("w", "weight"), ("b", "bias")):
        slider = view.controls[say(kind, name=name)]
        assert abs(float(slider["value"]) - state[name]) <= 0.125  # its step is 1/4
        assert slider["shown"] == slider["text"] == shown(state[name])


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(SigmoidNeuron, w=2, b=1)
    assert colour(stage, ".nnx-strong", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-tangent", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-guide", "stroke") == PALETTE["ink"]
    assert colour(stage, "rect.nnx-linear", "fill") == PALETTE["blue"]
    assert colour(stage, "rect.nnx-saturated", "fill") == PALETTE["grey"]


def test_it_is_the_same_on_a_phone(views_of):
    states = [{}, {"w": 20, "b": -10}, {"w": -2, "b": 7}]
    checks = (
        test_the_curve_is_the_sigmoid_of_nnlib,
        test_zones_lie_where_the_output_is_nearly_0_or_1_or_nearly_linear,
        test_zones_are_named_where_the_name_has_room,
        test_the_tangent_touches_the_curve_at_one_half,
        test_handles_lie_on_the_curve_and_on_its_tangent,
    )
    assert_same_at_width(views_of, SigmoidNeuron, states, 390, checks)
