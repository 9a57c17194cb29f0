"""What SoftmaxBars draws and says is computed with nnlib."""

import math
import re

import numpy as np
import pytest
from drawing import Drawing, Shape, View, number
from seen import colour, in_every_state, is_dashed
from states import softmax_bars
from wording import shown, words_of

from nnlib.activations import sigmoid, softmax
from nnlib.explorers import SoftmaxBars
from nnlib.losses import entropy
from nnlib.plotting import PALETTE
from nnlib.plotting.surfaces import SHADES

say = words_of(SoftmaxBars)
LINES = ".nnx-caption > span > span, .nnx-caption > span, .nnx-formula, .nnx-about"
LOWERED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SIGNS = {"up": 1, "down": -1}
TIE = 1e-9
CHOSEN = [
    {},
    {"temperature": 0.1},
    {"temperature": 10},
    {"shift": 10},
    {"shift": -10, "temperature": 3},
    {"logits": [2, 0]},
    {"logits": [0, 2], "temperature": 4, "shift": 1.5},
    {"logits": [6, -6], "temperature": 0.1, "shift": -10},
    {"logits": [0, 0]},
    {"logits": [1.5] * 6, "temperature": 0.1, "shift": 10},
    {"logits": [3, 3, 1], "temperature": 0.5},
    {"logits": [1, 4, 4, 4, -2], "temperature": 3},
    {"logits": [5, 4, 5, -6, -6, -6]},
    {"logits": [2, 1, -1, 0.5, 3, -2], "shift": -3},
    {"logits": [6, -6, 6, -6, 6, -6], "temperature": 0.1},
    {"logits": [0, 0, 0, 0, 0, 6], "temperature": 0.25},
    {"logits": [0, 1, 2, 3, 4, 5], "temperature": 10, "shift": 0.01},
]

# -- what should be seen, by nnlib -------------------------------------------------------------------------------------


def probabilities(state: dict, temperature: float | None = None) -> np.ndarray:
    """Return the probabilities; the shift is left out, as it should change nothing."""
    return softmax(np.array(state["logits"]) / (temperature or state["temperature"]))


def slopes(state: dict) -> np.ndarray:
    """Return dp_i / dz_j: the logits are divided by T on the way."""
    T = state["temperature"]
    return softmax.jacobian(np.array(state["logits"]) / T) / T


def moved(state: dict) -> list[float]:
    return [z + state["shift"] for z in state["logits"]]


def power(value: float) -> str:
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}·10{str(int(exponent)).translate(LOWERED)}"


def chances(p: float) -> set[str]:
    """Return how a probability may be written: two ways only where rounding decides."""
    return {shown(one, 3) if one >= 0.0005 else power(one) for one in (p * (1 - TIE), p * (1 + TIE))}


def signed_slopes(value: float) -> set[str]:
    sign = "−" if value < 0 else ""
    sizes = [abs(value) * (1 - TIE), abs(value) * (1 + TIE)]
    return {f"{sign}{shown(one, 3) if one >= 0.0005 else power(one)}" for one in sizes}


def shades(share: float) -> set[int]:
    """Return the shades, from -5 to 5, that this share of the largest size may have."""
    return {int(np.sign(share)) * sum(abs(share) + way * TIE >= start for start in SHADES) for way in (-2, 2)}


@pytest.fixture(scope="module")
def states():
    rng = np.random.default_rng(8)
    return [SoftmaxBars(**state).state() for state in [*CHOSEN, *(softmax_bars(rng) for _ in range(60))]]


@pytest.fixture(scope="module")
def views(views_of, states):
    return views_of(SoftmaxBars, states, lines=LINES)


@pytest.fixture(scope="module")
def narrow_views(views_of, states):
    """On two phones: 390 and 320 pixels wide."""
    return [views_of(SoftmaxBars, states[:40], width=width, lines=LINES) for width in (390, 320)]


@pytest.fixture(scope="module")
def all_views(views, narrow_views):
    return [*views, *narrow_views[0], *narrow_views[1]]


# -- how the drawing is read -------------------------------------------------------------------------------------------


def drawings(view: View) -> tuple[Drawing, Drawing, Drawing]:
    """Return the drawings of logits, of probabilities, and of the Jacobian."""
    first, second, third = view.drawings
    assert ["nnx-logits" in first.classes, "nnx-chances" in second.classes, "nnx-jacobian" in third.classes] == [
        True
    ] * 3
    return first, second, third


def rows(drawing: Drawing, letter: str, n: int) -> list[tuple[str, Shape, Shape]]:
    """Return name, bar and number of each row, which stand at one height."""
    names, bars, numbers = (drawing.find(kind, tag=tag) for kind, tag in
                            [("nnx-symbol", "text"), ("nnx-bar", "rect"), ("nnx-bar-value", "text")])  # fmt: skip
    assert len(names) == len(bars) == len(numbers) == n
    for i, (name, bar, text) in enumerate(zip(names, bars, numbers, strict=True), start=1):
        assert re.fullmatch(rf"{letter}{i}(\+s)?", name.text)
        assert name.centre[1] == pytest.approx(bar.centre[1], abs=5)
        assert text.centre[1] == pytest.approx(bar.centre[1], abs=1.5)
    heights = [bar.centre[1] for bar in bars]
    assert np.diff(heights) == pytest.approx(np.full(n - 1, heights[1] - heights[0]), abs=0.05)
    return [(name.text, bar, text) for name, bar, text in zip(names, bars, numbers, strict=True)]


def ends(drawing: Drawing, bar: Shape) -> tuple[float, float]:
    """Return from where to where a bar goes, as its axis counts."""
    slope, start = drawing.axes.x
    return (bar["x"] - start) / slope, (bar["x"] + bar["width"] - start) / slope


def guides(drawing: Drawing) -> list[tuple[float, str]]:
    """Return where dashed lines stand, with what is written above them."""
    slope, start = drawing.axes.x
    lines, names = drawing.find("nnx-guide", tag="line"), drawing.find("nnx-guide-name")
    for line, name in zip(lines, names, strict=True):
        assert line["x1"] == line["x2"] == pytest.approx(name.centre[0], abs=0.6)
        assert 0 < min(line["y1"], line["y2"]) - (name.box[1] + name.box[3]) < 8
    return [((line["x1"] - start) / slope, name.text) for line, name in zip(lines, names, strict=True)]


def tolerance(drawing: Drawing) -> float:
    """Places are rounded to hundredths of a pixel."""
    return 0.03 / drawing.axes.x[0] + 1e-9


def each(check):
    """Turn a check of a state and its view into one over wide and narrow views."""

    def test(all_views):
        in_every_state(check)(all_views)

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


# -- the drawings ------------------------------------------------------------------------------------------------------


@each
def test_a_bar_for_each_shifted_logit(state, view):
    drawing, values = drawings(view)[0], moved(state)
    near = tolerance(drawing)
    zero = drawing.axes.x[1]  # in pixels
    for (name, bar, text), value in zip(rows(drawing, "z", len(values)), values, strict=True):
        assert name.endswith("+s") == (state["shift"] != 0)
        assert ends(drawing, bar) == pytest.approx((min(0, value), max(0, value)), abs=near)
        assert text.text == shown(value)
        left, _, width, _ = text.box
        assert 8 < (zero - left - width if value >= 0 else left - zero) < 18, "the number stands where the bar is not"
        assert left > 30
        assert left + width < drawing.size[0]


@each
def test_the_axis_of_the_logits_holds_all_that_the_shift_allows(state, view):
    """It depends on the shift alone, so it stands still while a logit is dragged."""
    drawing = drawings(view)[0]
    (low, high), s = level_ends(drawing), state["shift"]
    assert (low, high) == pytest.approx((-6.5 + min(0, s), 6.5 + max(0, s)), abs=0.01)
    ticks = drawing.axes.ticks[0]
    step = 3 if 13 + abs(s) < 16 else 5
    assert ticks == [tick for tick in range(-30, 31) if tick % step == 0 and low <= tick <= high]


def level_ends(drawing: Drawing) -> tuple[float, float]:
    line = max(drawing.axes.level, key=lambda one: one["x2"] - one["x1"])
    slope, start = drawing.axes.x
    return (line["x1"] - start) / slope, (line["x2"] - start) / slope


@each
def test_a_dashed_line_says_how_far_the_bars_were_shifted(state, view):
    drawing = drawings(view)[0]
    wanted = [(state["shift"], "s")] if state["shift"] else []
    found = guides(drawing)
    assert [name for _, name in found] == [name for _, name in wanted]
    assert [x for x, _ in found] == pytest.approx([x for x, _ in wanted], abs=tolerance(drawing))


@each
def test_a_bar_for_each_probability_and_the_share_of_equal_ones(state, view):
    drawing, p = drawings(view)[1], probabilities(state)
    near = tolerance(drawing)
    for (_, bar, text), one in zip(rows(drawing, "p", len(p)), p, strict=True):
        assert ends(drawing, bar) == pytest.approx((0, one), abs=near)
        assert text.text in chances(one)
        is_greatest = math.isclose(one, p.max(), rel_tol=1e-12)
        assert ("nnx-strongest" in bar.classes) == ("nnx-strongest" in text.classes) == is_greatest
        assert text.box[0] + text.box[2] < drawing.size[0]
        assert text.box[0] > bar["x"] + bar["width"] + 2
    assert drawing.axes.ticks[0] == [0, 1]
    [(place, name)] = guides(drawing)
    assert place == pytest.approx(1 / len(p), abs=near)
    assert name == f"1/{len(p)}"


def cells_of(drawing: Drawing, n: int) -> list[Shape]:
    cells = drawing.find("nnx-cells", "nnx-cell")
    assert len(cells) == n * n
    return cells


def shade_of(cell: Shape) -> int:
    names = {"nnx-paper": 0, **{f"nnx-{name}{n}": sign * n for name, sign in SIGNS.items() for n in range(1, 6)}}
    [shade] = [names[one] for one in cell.classes if one in names]
    return shade


@each
def test_the_jacobian_is_a_grid_whose_rows_are_those_of_the_probabilities(state, view):
    _, beside, drawing = drawings(view)
    n = len(state["logits"])
    cells = cells_of(drawing, n)
    heads = drawing.find("nnx-heads", tag="text")
    assert [head.text for head in heads] == [f"z{j}" for j in range(1, n + 1)]
    bars = [bar for _, bar, _ in rows(beside, "p", n)]
    assert drawing.size[1] == beside.size[1]
    for k, cell in enumerate(cells):
        i, j = divmod(k, n)
        assert cell.centre[1] == pytest.approx(bars[i].centre[1], abs=0.05)
        assert cell.centre[0] == pytest.approx(heads[j].centre[0], abs=1.5)
        assert cell["width"] == pytest.approx((drawing.size[0] - 2) / n, abs=0.02)
        assert cell.box[1] > heads[j].centre[1]


@each
def test_shades_are_shares_of_the_largest_size(state, view):
    """Blue above 0 and orange below; the darkest mean 1/(4T) or nearly so."""
    drawing, jacobian = drawings(view)[2], slopes(state)
    for cell, slope in zip(cells_of(drawing, len(jacobian)), jacobian.ravel(), strict=True):
        assert shade_of(cell) in shades(4 * state["temperature"] * slope), slope
    scale = drawing.find("nnx-scale", "nnx-cell")
    assert [shade_of(one) for one in scale] == [*range(-5, 6)]
    top = 1 / (4 * state["temperature"])
    decimals = 3 if state["temperature"] > 2.5 else 2
    low, high = drawing.find("nnx-scale-end")
    assert {low.text.removeprefix("−"), high.text} <= {shown(top * (1 + way * TIE), decimals) for way in (-1, 1)}
    assert low.text.startswith("−")
    assert 2 < scale[0].box[0] - low.box[0] - low.box[2] < 9
    assert 2 < high.box[0] - scale[-1].box[0] - scale[-1].box[2] < 9
    assert low.box[0] >= -0.5
    assert high.box[0] + high.box[2] <= drawing.size[0] + 0.5


@each
def test_numbers_in_cells_are_derivatives_and_fit(state, view):
    drawing, jacobian = drawings(view)[2], slopes(state)
    n = len(jacobian)
    texts, cells = drawing.find("nnx-cell-value"), cells_of(drawing, n)
    if not texts:
        assert cells[0]["width"] < 33, "there is room for numbers"
        return
    assert len(texts) == n * n
    written = [text.text for text in texts if text.text != "≈0"]
    [decimals] = {len(one.partition(".")[2]) for one in written} or {1}
    assert decimals == 3 or cells[0]["width"] < 46 or not written
    for text, cell, slope in zip(texts, cells, jacobian.ravel(), strict=True):
        ways = {shown(slope * (1 + way * TIE), decimals) for way in (-1, 1)}
        values = {number(one) for one in ways}
        assert (text.text == "≈0" and 0 in values) or (text.text != "≈0" and number(text.text) in values), slope
        assert text.centre == pytest.approx(cell.centre, abs=1.5)
        assert text.box[2] <= cell["width"] - 1, f"{text.text} is wider than its cell"


def test_numbers_are_left_out_where_there_is_no_room_only(views, narrow_views):
    def with_numbers(some):
        return {len(state["logits"]) for state, view in some if drawings(view)[2].find("nnx-cell-value")}

    assert with_numbers(views) == with_numbers(narrow_views[0]) == {2, 3, 4, 5, 6}
    assert {2, 3, 4} <= with_numbers(narrow_views[1])


def test_the_shift_moves_the_bars_and_nothing_else(stage_for, views_of):
    """All probabilities and cells stay, to the pixel."""
    state = {"logits": [2, 1, -1, 0.5], "temperature": 0.8}
    seen = [view for _, view in views_of(SoftmaxBars, [{**state, "shift": s} for s in (0, 4, -10)])]
    kept = [
        [[(one.tag, one.attributes, one.text) for one in drawing.shapes] for drawing in view.drawings[1:]]
        for view in seen
    ]
    assert kept[0] == kept[1] == kept[2]
    bars = [[ends(view.drawings[0], bar)[1] for _, bar, _ in rows(view.drawings[0], "z", 4)] for view in seen]
    assert bars[1] == pytest.approx([z + 4 for z in state["logits"]], abs=0.01)


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(SoftmaxBars, shift=1)
    assert colour(stage, ".nnx-logits .nnx-bar", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-chances .nnx-bar", "fill") == PALETTE["blue"]
    assert colour(stage, ".nnx-back", "color") == PALETTE["purple"]
    assert all(is_dashed(stage, f"{kind} .nnx-guide") for kind in (".nnx-logits", ".nnx-chances"))
    shown = "one => parseFloat(getComputedStyle(one).fillOpacity)"
    strong, weak = (
        stage.root.locator(f".nnx-chances .nnx-bar{kind}").first.evaluate(shown)
        for kind in (".nnx-strongest", ":not(.nnx-strongest)")
    )
    assert (strong, weak < 0.6) == (1, True)


# -- numbers and the sentence ------------------------------------------------------------------------------------------


@each
def test_the_lines_of_numbers(state, view):
    p, jacobian, T = probabilities(state), slopes(state), shown(state["temperature"])
    n = len(p)
    *captions, formula, information, about, own, other = view.lines
    assert about == say("about the jacobian")
    z = "z + s" if state["shift"] else "z"
    assert say("logits", z=z) in captions
    assert say("logits", z="z" if state["shift"] else "z + s") not in captions
    shift = f"{'−' if state['shift'] < 0 else '+'} {shown(abs(state['shift']))}"
    listed = ", ".join(shown(one) for one in state["logits"])
    found = re.sub(r"\)[^)]*$", ")", formula)  # what is hidden keeps its text
    assert found == f"p = softmax((z {shift}) / {T}), z = ({listed})"
    assert information in {
        say("entropy", entropy=shown(entropy(p) + way * 1e-11, 3), classes=n, most=shown(math.log(n), 3))
        for way in (-1, 0, 1)
    }
    others = float(p[1:].sum())
    assert own in {
        f"∂p1/∂z1 = p1(1 − p1)/T = {a} · {b} / {T} = {c}"
        for a in chances(p[0]) for b in chances(others) for c in signed_slopes(jacobian[0, 0])
    }  # fmt: skip
    assert other in {
        f"∂p1/∂z2 = −p1p2/T = −{a} · {b} / {T} = {c}"
        for a in chances(p[0]) for b in chances(p[1]) for c in signed_slopes(jacobian[0, 1])
    }  # fmt: skip


def findings(state: dict) -> set[str]:
    """Return what may be said: several texts only where rounding decides."""
    z, T, n = state["logits"], state["temperature"], len(state["logits"])
    best = [i for i, one in enumerate(z, start=1) if one == max(z)]
    share = f"1/{n}"
    found = {""}
    if len(best) == n:
        found = {say("all equal", share=share)}
    else:
        limit = "1" if len(best) == 1 else f"1/{len(best)}"
        key = "at one" if T == 1 else "sharpened" if T < 1 else "levelled"
        names = say("and", first=", ".join(map(str, best[:-1])), final=best[-1])
        found = {
            f"{say('leads', i=best[0], p=p) if len(best) == 1 else say('lead', classes=names, p=p)} "
            f"{say(key, limit=limit, share=share, p=at_one)}"
            for p in chances(probabilities(state).max()) for at_one in chances(probabilities(state, 1.0).max())
        }  # fmt: skip
    if state["shift"]:
        found = {f"{one} {say('shifted', shift=shown(state['shift']))}" for one in found}
    if n == 2:
        of_two = (z[0] - z[1]) / T
        assert sigmoid(of_two) == pytest.approx(probabilities(state)[0], rel=1e-12)
        found = {f"{one} {say('two classes', z=shown(of_two * (1 + way * TIE)))}" for one in found for way in (-1, 1)}
    return found


@each
def test_the_sentence(state, view):
    assert view.finding in findings(state)
    for drawing in drawings(view):
        assert drawing.label == f"{say('title')}: {view.finding}"


def test_every_kind_of_sentence_is_met(states):
    """Ties and none, each way of the temperature, with two classes and with more, shifted and not."""
    kinds = {
        (len(set(s["logits"])) == 1, s["logits"].count(max(s["logits"])) > 1, np.sign(s["temperature"] - 1))
        for s in states
    }
    assert {(False, tied, way) for tied in (True, False) for way in (-1, 0, 1)} <= kinds
    assert any(equal for equal, _, _ in kinds)
    assert {(len(s["logits"]) == 2, s["shift"] != 0) for s in states} == {
        (two, shifted) for two in (True, False) for shifted in (True, False)
    }


@each
def test_controls_show_the_state(state, view):
    controls = view.controls
    temperature, shift = controls[say("temperature")], controls[say("shift")]
    assert temperature["shown"] == temperature["text"] == shown(state["temperature"])
    ladder = [float(f"{0.1 * 10 ** (i / 10):.2g}") for i in range(21)]
    assert abs(math.log10(ladder[int(temperature["value"])] / state["temperature"])) < 0.06
    assert float(shift["value"]) == pytest.approx(state["shift"], abs=0.2501)
    assert shift["shown"] == shown(state["shift"])
    n = len(state["logits"])
    assert view.buttons[say("add")] == (n < 6)
    assert view.buttons[say("remove")] == (n > 2)
    handles = [one for one in view.handles if one["drawing"] == 0]
    assert [one["name"] for one in view.handles] == [say("move the logit", i=i) for i in range(1, n + 1)]
    slope, start = drawings(view)[0].axes.x
    bars = [bar for _, bar, _ in rows(drawings(view)[0], "z", n)]
    for one, value, bar in zip(handles, moved(state), bars, strict=True):
        assert one["place"] == pytest.approx([slope * value + start, bar.centre[1]], abs=1)
