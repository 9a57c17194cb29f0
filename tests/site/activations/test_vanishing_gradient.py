"""What VanishingGradient draws and says is computed with nnlib; and what its controls do."""

import itertools
import math
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from drawing import Shape, View
from hands import assert_slider, centre, drag, slider
from seen import assert_same_at_width, colour, in_every_state
from states import vanishing_gradient
from wording import shown, words_of

from nnlib import MLP, Dense
from nnlib.explorers import VanishingGradient
from nnlib.explorers.activations.vanishing_gradient import PASSING, WEIGHTS, X
from nnlib.initializers import glorot_normal, he_normal
from nnlib.mlp import backward
from nnlib.plotting import PALETTE

say = words_of(VanishingGradient)
LINES = ".nnx-flow > *"
LADDER = [round(0.25 * 2 ** (i / 16), 2) for i in range(113)]
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
LOWERED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
CHOSEN = [
    {},
    {"depth": 1},
    {"depth": 2, "activation": "tanh", "scale": 3},
    {"depth": 2, "activation": "identity", "scale": 32},
    {"depth": 12},
    {"depth": 12, "scale": 0.25},
    {"depth": 12, "scale": 32},
    {"depth": 10, "scale": 8},
    {"depth": 12, "activation": "tanh", "scale": 32},
    {"depth": 12, "activation": "tanh", "scale": 2},
    {"depth": 12, "activation": "relu", "scale": 1.41},
    {"depth": 12, "activation": "relu", "scale": 0.25},
    {"depth": 12, "activation": "relu", "scale": 32},
    {"depth": 12, "activation": "identity", "scale": 32},
    {"depth": 12, "activation": "identity", "scale": 0.25},
    {"depth": 4, "activation": "softplus", "scale": 1.5},
    {"depth": 9, "activation": "gelu", "scale": 5},
]


# -- what should be seen, by nnlib -------------------------------------------------------------------------------------


@dataclass
class Flow:
    """Sizes of a net's layers, from layer 1 on, and the factors of the steps back to layers 1, 2, ..."""

    gradients: list[float]  # lengths of delta, divided by that of the final layer
    activations: list[float]
    weights: list[float]
    slopes: list[float]
    flat: float

    @property
    def both(self) -> list[float]:
        return [w * s for w, s in zip(self.weights, self.slopes, strict=True)]


def typical(rows: np.ndarray) -> float:
    """Return the length of a sample's row: the geometric mean of the samples."""
    return float(np.exp(np.log(np.sqrt((rows**2).sum(axis=1))).mean()))


@cache
def flow_of(activation: str, depth: int, scale: float) -> Flow:
    net = MLP(layers=[Dense(W=scale / math.sqrt(8) * W, activation=activation) for W in WEIGHTS[:depth]])
    trace = net.forward(X)
    _, gradients = net.empty_gradients()
    backward(net.layers, trace, np.ones((16, 8)), gradients)
    deltas = [gradient.delta for gradient in gradients]
    back = [delta @ layer.W.T for delta, layer in zip(deltas[1:], net.layers[1:], strict=True)]
    slopes = np.stack([layer.activation.grad(z) for layer, z in zip(net.layers, trace.z, strict=True)])
    return Flow(
        [typical(delta) / typical(deltas[-1]) for delta in deltas],
        [typical(a) / math.sqrt(8) for a in trace.a[1:]],
        [typical(one) / typical(delta) for one, delta in zip(back, deltas[1:], strict=True)],
        [typical(delta) / typical(one) for one, delta in zip(back, deltas, strict=False)],
        float(np.mean(np.abs(slopes) < 0.05)),
    )


def power(value: float, n: int = 2) -> str:
    """Write a number with n digits: "0.25", or "2.1·10⁻⁷" where many zeros would stand."""
    digits, exponent = f"{value:.{n - 1}e}".split("e")
    if abs(int(exponent)) > 2:
        return f"{digits}·10{str(int(exponent)).translate(LOWERED)}"
    return f"{float(f'{value:.{n}g}'):.{max(0, n - 1 - int(exponent))}f}"


def geometric(numbers: list[float]) -> float:
    return float(np.prod(np.array(numbers) ** (1 / len(numbers))))


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(3)
    states = [VanishingGradient(**state).state() for state in [*CHOSEN, *(vanishing_gradient(rng) for _ in range(40))]]
    return views_of(VanishingGradient, states, lines=LINES)


# -- how the drawing is read -------------------------------------------------------------------------------------------


class Panel:
    """One of the two panels: the numbers beside its lines say which power of ten a height is."""

    def __init__(self, view: View, exponents: list[int]) -> None:
        self.drawing = view.drawings[0]
        axes = self.drawing.find("nnx-axes")
        lines = [one for one in axes if one.tag == "line"]
        texts = [one for one in axes if one.tag == "text" and re.fullmatch("10[⁻⁰-⁹¹²³]+|1", one.text)]
        ticks = [(0 if one.text == "1" else int(one.text[2:].translate(RAISED)), one) for one in texts]
        start = 0 if len(exponents) > 3 else -3  # the upper panel comes first
        self.ticks = ticks[: len(exponents)] if start == 0 else ticks[start:]
        assert sorted(exponent for exponent, _ in self.ticks) == exponents
        places = []
        for exponent, text in self.ticks:
            [line] = [one for one in lines if abs(one["y1"] - text.centre[1]) < 3]
            assert line["y1"] == line["y2"]
            assert text.box[0] + text.box[2] < line["x1"]
            assert ("nnx-unit" in line.classes) == (exponent == 0)
            places.append(line["y1"])
        self.left, self.right = line["x1"], line["x2"]
        self.slope, self.start = np.polyfit([exponent for exponent, _ in self.ticks], places, 1)
        self.low, self.high = exponents[0], exponents[-1]

    def y(self, value: float) -> float:
        """Return the height of a number, or the end of the axis where it lies further."""
        return self.start + self.slope * min(self.high, max(self.low, math.log10(value)))

    def is_beyond(self, value: float) -> bool:
        return not self.low <= math.log10(value) <= self.high


def above(view: View) -> Panel:
    return Panel(view, [-12, -9, -6, -3, 0, 3, 6])


def below(view: View) -> Panel:
    return Panel(view, [-2, 0, 2])


def pieces(view: View, *classes: str, without: str | None = None) -> list[np.ndarray]:
    """Return the corners of each mark of a path, in pixels; [] where none is to be seen."""
    found = view.drawings[0].find(*classes, tag="path", without=without)
    parts = [part for shape in found for part in re.findall(r"M([^MZ]+)Z?", shape.attributes["d"])]
    return [np.array([[float(n) for n in pair.split(",")] for pair in part.split("L")]) for part in parts]


def middles(view: View) -> list[float]:
    """Return where layers stand, by the numbers written below them."""
    names = view.drawings[0].find("nnx-layer-name")
    assert [one.text for one in names] == [str(k) for k in range(1, len(names) + 1)]
    return [one.centre[0] for one in names]


def assert_levels(found: list[np.ndarray], panel: Panel, values: list[float], centres: list[float]) -> None:
    """Each mark is a level line, at the height of its number, around its place."""
    assert len(found) == len(values)
    for line, value, centre_x in zip(found, values, centres, strict=True):
        assert line.shape == (2, 2)
        assert line[:, 1] == pytest.approx([panel.y(value)] * 2, abs=0.05)
        assert line[:, 0].mean() == pytest.approx(centre_x, abs=0.6)
        assert 4 < line[1, 0] - line[0, 0] < 40


def assert_bars(found, values, from_y, to_y, edges) -> None:
    """Each mark is an upright bar between two heights, inside its edges."""
    assert len(found) == len(values)
    for bar, start, end, (left, right) in zip(found, from_y, to_y, edges, strict=True):
        assert bar.shape == (4, 2)
        assert sorted({*bar[:, 0]}) == pytest.approx([left, right], abs=0.6)
        assert bar[:2, 1] == pytest.approx([start] * 2, abs=0.05)
        assert bar[2:, 1] == pytest.approx([end] * 2, abs=0.05)


def assert_tips(found, panel: Panel, values, centres) -> None:
    """A triangle points outside at each number that lies beyond the axis, and nowhere else."""
    wanted = [(value, x) for value, x in zip(values, centres, strict=True) if panel.is_beyond(value)]
    assert len(found) == len(wanted)
    for tip, (value, x) in zip(found, wanted, strict=True):
        (_, base), (_, other), (tip_x, tip_y) = tip
        up = -1 if math.log10(value) > panel.high else 1
        assert base == other
        assert 0 < up * (base - panel.y(value)) < up * (tip_y - panel.y(value)) < 14
        assert tip_x == pytest.approx(x, abs=0.6)


def flow_in(state: dict) -> Flow:
    return flow_of(state["activation"], state["depth"], state["scale"])


def steps_of(view: View) -> list[float]:
    """Return the places half-way between layers."""
    places = middles(view)
    return [(one + other) / 2 for one, other in itertools.pairwise(places)]


# -- the drawing -------------------------------------------------------------------------------------------------------


@in_every_state
def test_titles_and_layers(state, view):
    texts = [one.text for one in view.drawings[0].find("nnx-title")]
    assert texts == [say(key) for key in ("gradient", "signal", "factors", "backward")]
    places, panel = middles(view), above(view)
    assert len(places) == state["depth"]
    step = (panel.right - panel.left) / state["depth"]
    assert places == pytest.approx([panel.left + (k + 0.5) * step for k in range(state["depth"])], abs=0.6)
    assert (panel.left, panel.right) == (below(view).left, below(view).right)


@in_every_state
def test_a_bar_for_the_gradient_of_each_layer(state, view):
    flow, panel, places = flow_in(state), above(view), middles(view)
    assert_levels(pieces(view, "nnx-gradient-end"), panel, flow.gradients, places)
    ends = pieces(view, "nnx-gradient-end")
    heights = [panel.y(value) for value in flow.gradients]
    edges = [(line[0, 0], line[1, 0]) for line in ends]
    assert_bars(pieces(view, "nnx-gradient"), flow.gradients, [panel.y(1)] * len(ends), heights, edges)
    assert_tips(pieces(view, "nnx-beyond", "nnx-of-gradient"), panel, flow.gradients, places)


@in_every_state
def test_the_first_bar_says_its_number(state, view):
    first = flow_in(state).gradients[0]
    label = view.drawings[0].one("nnx-gradient-value")
    left, top, _, height = label.box
    end = above(view).y(first)
    assert label.text == power(first)
    assert left == pytest.approx(pieces(view, "nnx-gradient-end")[0][0, 0], abs=1.5)
    assert -14 < end - (top + height) < 12 if first > 1 else -12 < top - end < 14
    assert top > view.drawings[0].find("nnx-title")[0].box[1] + 9
    assert top + height < view.drawings[0].find("nnx-layer-name")[0].box[1] + 5


@in_every_state
def test_a_thin_line_for_the_activations_of_each_layer(state, view):
    flow, panel, places = flow_in(state), above(view), middles(view)
    assert_levels(pieces(view, "nnx-signal"), panel, flow.activations, places)
    assert_tips(pieces(view, "nnx-beyond", "nnx-of-signal"), panel, flow.activations, places)


@in_every_state
def test_each_step_goes_from_1_by_the_weights_and_then_by_the_slope(state, view):
    """To the left: the bar of f' begins where that of W ends, and ends at their product."""
    flow, panel, places = flow_in(state), below(view), steps_of(view)
    assert_levels(pieces(view, "nnx-by-both"), panel, flow.both, places)
    assert_tips(pieces(view, "nnx-beyond", "nnx-of-step"), panel, flow.both, places)
    ends = pieces(view, "nnx-by-both")
    reach = [line[1, 0] - x - 2 for line, x in zip(ends, places, strict=True)]
    by_weights = [panel.y(value) for value in flow.weights]
    by_both = [panel.y(value) for value in flow.both]
    right = [(x, x + arm) for x, arm in zip(places, reach, strict=True)]
    left = [(x - arm, x) for x, arm in zip(places, reach, strict=True)]
    assert_bars(pieces(view, "nnx-by-weights"), places, [panel.y(1)] * len(places), by_weights, right)
    assert_bars(pieces(view, "nnx-by-slope"), places, by_weights, by_both, left)


def factor_text(value: float, room: float) -> set[str]:
    """Return how a factor may be written in a column of so many pixels."""
    if value < 0.00995:
        return {"≈0" if room < 24 else f"10{str(round(math.log10(value))).translate(LOWERED)}"}
    decimals = 0 if value >= 9.95 else 1 if value >= 0.995 and room < 30 else 2
    texts = {shown(value - 1e-9, decimals), shown(value + 1e-9, decimals)}
    return {text.removeprefix("0") for text in texts} if room < 30 else texts


@in_every_state
def test_the_product_is_written_out(state, view):
    flow, places = flow_in(state), steps_of(view)
    room = middles(view)[1] - middles(view)[0] if state["depth"] > 1 else 0
    names = view.drawings[0].find("nnx-row")
    assert [one.text for one in names] == [say("row weights"), say("row slope"), say("row both")]
    kinds = {"nnx-of-weights": flow.weights, "nnx-of-slope": flow.slopes, "nnx-of-both": flow.both}
    for (kind, numbers), name in zip(kinds.items(), names, strict=True):
        assert kind in name.classes
        texts = view.drawings[0].find("nnx-factor", kind)
        assert len(texts) == len(numbers) == state["depth"] - 1
        for text, value, x in zip(texts, numbers, places, strict=True):
            assert text.text in factor_text(value, room)
            assert text.centre == pytest.approx((x, name.centre[1]), abs=1)
        for one, other in itertools.pairwise(texts):
            assert one.box[0] + one.box[2] < other.box[0], f"{one.text} and {other.text} touch"


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(VanishingGradient, activation="tanh", depth=12, scale=32)
    for kind in ("nnx-gradient", "nnx-of-gradient", "nnx-of-step", "nnx-gradient-value", "nnx-factor.nnx-of-both"):
        assert colour(stage, f".{kind}", "fill") == PALETTE["purple"], kind
    for kind in ("nnx-gradient-end", "nnx-by-both"):
        assert colour(stage, f".{kind}", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-signal", "stroke") == colour(stage, ".nnx-by-slope", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-by-weights", "stroke") == PALETTE["ink"]
    assert colour(stage, ".nnx-product", "color") == PALETTE["purple"]
    widths = [
        float(stage.root.locator(f".{kind}").evaluate("node => parseFloat(getComputedStyle(node).strokeWidth)"))
        for kind in ("nnx-signal", "nnx-gradient-end")
    ]
    assert widths[0] < widths[1]


# -- numbers and the sentence ------------------------------------------------------------------------------------------


@in_every_state
def test_the_lines_of_numbers(state, view):
    flow, depth = flow_in(state), state["depth"]
    product, spread, flat = view.lines
    parts = f"({power(geometric(flow.weights), 3)} · {power(geometric(flow.slopes), 3)})" if depth > 1 else ""
    middle = f" = {parts}{depth - 1}" if depth > 1 else ""
    # What is hidden keeps its text; it is left out of what is seen.
    found = re.sub(r" = \(.*\)0(?= =)", "", product)
    assert found == f"δ(1) / δ({depth}){middle} = {power(flow.gradients[0])}"
    numbers = f"{shown(state['scale'])}/√8 = {shown(state['scale'] / math.sqrt(8))}"
    assert spread == say("spread", numbers=numbers)
    assert flat == say("flat", share=shown(100 * flow.flat, 0))


def reason_of(state: dict, flow: Flow) -> str:
    first = flow.gradients[0]
    if first > 10:
        return "exploded"
    if first >= 0.1:
        return "balanced"
    low, high = MLP(layers=[Dense(W=[[1.0]], activation=state["activation"])])([-1e6, 1e6])
    if high - low < 10 and flow.flat >= 0.5:  # bounded, and mostly at the ends
        return "saturated"
    return "slope" if geometric(flow.slopes) < geometric(flow.weights) else "weights"


@in_every_state
def test_the_sentence(state, view):
    flow, depth = flow_in(state), state["depth"]
    if depth == 1:
        wanted = say("one layer")
    else:
        first = flow.gradients[0]
        numbers = {
            "weights": power(geometric(flow.weights), 3),
            "slope": power(geometric(flow.slopes), 3),
            "factor": power(geometric(flow.both), 3),
        }
        way = say("one step", **numbers) if depth == 2 else say("steps", steps=depth - 1, **numbers)
        reason = say(reason_of(state, flow), flat=shown(100 * flow.flat, 0))
        wanted = f"{say('larger' if first > 1 else 'smaller', ratio=power(first))} {way} {reason}"
    assert view.finding == wanted
    assert view.drawings[0].label == f"{say('title')}: {wanted}"


def test_every_reason_is_given(views):
    assert {reason_of(state, flow_in(state)) for state, _ in views if state["depth"] > 1} == {
        "exploded", "balanced", "saturated", "slope", "weights",
    }  # fmt: skip


# -- controls ----------------------------------------------------------------------------------------------------------


@in_every_state
def test_controls_show_the_state(state, view):
    depth, scale, menu = (view.controls[say(key)] for key in ("depth", "scale", "activation"))
    assert (depth["value"], depth["shown"]) == (str(state["depth"]), str(state["depth"]))
    assert menu["value"] == state["activation"]
    assert scale["shown"] == scale["text"] == shown(state["scale"])
    ratio = LADDER[int(scale["value"])] / state["scale"]
    assert abs(math.log2(ratio)) < 0.6 / 16 + 0.03 / state["scale"]


def test_the_menu_has_all_activations_and_sets_them(stage_for):
    stage = stage_for(VanishingGradient, depth=3, scale=2)
    menu = stage.root.get_by_label(say("activation"))
    assert menu.locator("option").all_text_contents() == [*PASSING]
    for name in PASSING:
        menu.select_option(name)
        assert stage.state() == {"activation": name, "depth": 3, "scale": 2}


def test_the_slider_of_the_depth(stage_for):
    assert_slider(stage_for(VanishingGradient), say("depth"), "depth", 1, (1, 12))


def test_the_slider_of_the_scale_climbs_a_ladder(stage_for):
    stage = stage_for(VanishingGradient)
    start, control, rung = stage.state(), slider(stage, say("scale")), LADDER.index(1)
    for key, wanted in [("ArrowRight", rung + 1), ("ArrowLeft", rung), ("Home", 0), ("ArrowLeft", 0), ("End", 112)]:
        control.press(key)
        assert stage.state() == {**start, "scale": LADDER[wanted]}, key
        stage.frame()
        assert control.get_attribute("aria-valuetext") == shown(LADDER[wanted])
    width = control.bounding_box()["width"]
    drag(stage, centre(control), -0.25 * width, 0)
    found = stage.state()["scale"]
    assert found in LADDER
    assert math.log2(found) == pytest.approx(-2 + 0.25 * 7, abs=0.3)


def test_the_number_in_the_line_is_dragged_and_moved_by_keys(stage_for):
    stage = stage_for(VanishingGradient)
    start, one = stage.state(), stage.root.locator(".nnx-drag[data-trait=scale]")
    rung = LADDER.index(1)
    for dx, wanted in ((3, 1), (-6, -2), (24, 8), (3000, 112 - rung), (-3000, -rung)):
        drag(stage, centre(one), dx, 0)
        assert stage.state() == {**start, "scale": LADDER[rung + wanted]}, dx
        stage.set_state(start)
    one.press("ArrowUp")
    one.press("Shift+ArrowRight")
    assert stage.state() == {**start, "scale": LADDER[rung + 5]}


@pytest.mark.parametrize("name, draw", [("Glorot", glorot_normal), ("He", he_normal)])
def test_glorots_and_hes_scale_are_marked_and_set_by_a_button(stage_for, name, draw):
    """The variance of the package's own initializers, for as many units before as behind."""
    wanted = draw(1000, 1000, rng=np.random.default_rng(0)).std() * 1000**0.5
    stage = stage_for(VanishingGradient, scale=5)
    start = stage.state()
    stage.root.get_by_role("button", name=say(f"set {name}"), exact=True).click()
    found = stage.state()
    assert found == {**start, "scale": found["scale"]}
    assert found["scale"] in LADDER
    assert found["scale"] == pytest.approx(wanted, abs=0.01)
    assert VanishingGradient().readouts()[name.lower()] == pytest.approx(found["scale"], abs=0.005)
    mark = stage.root.locator(f".nnx-mark-{name.lower()}")
    assert mark.text_content() == say(name)
    edge = mark.bounding_box()
    at = edge["x"] + (edge["width"] if name == "Glorot" else 0)  # its line is that side of the name
    track = slider(stage, say("scale")).bounding_box()
    thumb = track["x"] + 8 + LADDER.index(found["scale"]) / 112 * (track["width"] - 16)
    assert at == pytest.approx(thumb, abs=1.5)
    assert 0 <= edge["y"] - (track["y"] + track["height"]) + 10 < 16


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_it_is_the_same_on_a_phone_and_on_a_large_screen(views_of, width):
    checks = (
        test_titles_and_layers,
        test_a_bar_for_the_gradient_of_each_layer,
        test_the_first_bar_says_its_number,
        test_a_thin_line_for_the_activations_of_each_layer,
        test_each_step_goes_from_1_by_the_weights_and_then_by_the_slope,
        test_the_product_is_written_out,
        test_the_lines_of_numbers,
    )
    seen = assert_same_at_width(views_of, VanishingGradient, CHOSEN, width, checks, lines=LINES)
    for _, view in seen:
        assert_apart(view.drawings[0].find("nnx-title", tag="text"))


def assert_apart(texts: list[Shape]) -> None:
    """Titles in one line do not touch."""
    for one, other in zip(texts[::2], texts[1::2], strict=True):
        assert one.box[0] + one.box[2] + 4 < other.box[0], f"{one.text!r} and {other.text!r} touch"


def test_a_drawing_of_another_width_is_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(VanishingGradient)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 500, "height": 1100})
    stage.page.wait_for_timeout(300)
    width = float(stage.root.locator("svg.nnx-layers").get_attribute("viewBox").split()[2])
    assert width < 500
    path = stage.root.locator(".nnx-gradient-end").get_attribute("d")
    right = float(path.split("L")[-1].split(",")[0])
    step = (width - 52) / 8
    assert right == pytest.approx(44 + 7.5 * step + min(15, 0.3 * step), abs=0.1)
