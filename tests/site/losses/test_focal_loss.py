"""What FocalLoss draws and says is computed with nnlib: curves, point, bars, tables and sentence."""

import re
from dataclasses import replace

import numpy as np
import pytest
from drawing import Drawing, View
from plots import Plot, assert_at, assert_near, assert_on_curve
from seen import assert_drawn_anew_at_each_width, assert_same_at_width, colour, in_every_state, is_dashed
from states import focal_loss
from wording import shown, words_of

from nnlib.explorers import FocalLoss
from nnlib.losses import Focal
from nnlib.plotting import PALETTE

say = words_of(FocalLoss)
HIGH = 4  # nats, the top of the plot
ROUND = 0.011  # pixels: places in bars are rounded to hundredths
TIE = 1e-9
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PARTS = [("rare", "hard"), ("common", "hard"), ("common", "easy"), ("rare", "easy")]
CHOSEN = [
    {}, {"gamma": 0}, {"gamma": 0, "alpha": 31 / 32, "p_t": 31 / 32}, {"gamma": 0, "alpha": 1 / 32, "p_t": 1 / 32},
    {"gamma": 5}, {"gamma": 5, "alpha": 31 / 32, "p_t": 0.5}, {"gamma": 5, "alpha": 1 / 32, "p_t": 31 / 32},
    {"alpha": 0.25}, {"alpha": 0.9375}, {"alpha": 31 / 32, "p_t": 0.46875}, {"p_t": 0.5}, {"p_t": 0.4999},
    {"p_t": 0.3}, {"p_t": 0.3001}, {"p_t": 0.25, "gamma": 1, "alpha": 0.75}, {"gamma": 0.1, "p_t": 0.03125},
    {"gamma": 1, "alpha": 0.75, "p_t": 0.25},  # nothing is new
    {"gamma": 1, "alpha": 0.75, "p_t": 0.75},  # nothing but the point is new
    {"gamma": 5, "alpha": 0.625, "p_t": 0.9},
]  # fmt: skip


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(11)
    return views_of(FocalLoss, [*CHOSEN, *(focal_loss(rng) for _ in range(60))])


# -- by nnlib ----------------------------------------------------------------------------------------------------------


def logit(p):
    return np.log(p / (1 - p))


def weighted(state: dict) -> Focal:
    return Focal(gamma=state["gamma"], alpha=state["alpha"])


def cost(loss: Focal, y: int):
    """The loss of a sample of class y over the probability that its true class gets."""

    def f(p):
        with np.errstate(divide="ignore"):
            z = logit(np.clip(p, 0, 1)) * (1 if y == 1 else -1)
        return loss(np.full_like(z, y), z, "none")

    return f


def functions(state: dict) -> dict:
    """Return what the curves show, by their classes."""
    loss = weighted(state)
    return {"nnx-compared": cost(Focal(gamma=0), 1), "nnx-of-rare": cost(loss, 1), "nnx-of-common": cost(loss, 0)}


def every_sample() -> tuple[np.ndarray, np.ndarray]:
    """Return class and logit of each sample of the set, one by one, from what the browser gets."""
    given = FocalLoss.constants()
    pairs = [np.array(given["SCORES"][label]).T for label in (0, 1)]
    y = np.concatenate([np.full(count.sum(), float(label)) for label, (_, count) in enumerate(pairs)])
    z = np.concatenate([np.repeat((k + 0.5) / given["SCALE"], count) for k, count in pairs])
    return y, z


Y, Z = every_sample()
IS_EASY = (Z > 0) == (Y == 1)


def sums(loss: Focal) -> list[tuple[float, list[float]]]:
    """Return the total loss and the shares of the four parts in it, and the same of the sizes of gradients."""
    found = []
    for each in (loss(Y, Z, "none"), np.abs(loss.grad(Y, Z, "none"))):
        parts = [
            each[((kind == "rare") == (Y == 1)) & ((ease == "easy") == IS_EASY)].sum() / each.sum()
            for kind, ease in PARTS
        ]
        found.append((each.sum(), parts))
    return found


def rows(state: dict) -> list[tuple[float, list[float]]]:
    """Return total and shares of each bar, from above."""
    before, after = sums(Focal(gamma=0)), sums(weighted(state))
    return [before[0], after[0], before[1], after[1]]


def either(write, value: float) -> set[str]:
    """Return how a number may be written: two ways only where rounding decides."""
    return {write(value * (1 - TIE)), write(value * (1 + TIE))}


def power(value: float) -> str:
    """Three digits, as a power of ten where many zeros would stand."""
    digits, exponent = f"{value:.2e}".split("e")
    if not -2 <= int(exponent) <= 2:
        return f"{digits}·10{str(int(exponent)).translate(RAISED)}"
    return shown(float(f"{value:.2e}"), max(0, 2 - int(exponent)))


def total(value: float) -> str:
    return f"{value:,.0f}" if value >= 999.5 else power(value)


# -- as it is seen -----------------------------------------------------------------------------------------------------


def plot_of(view: View) -> Plot:
    drawing = view.drawings[0]
    return Plot(drawing, drawing.axes.x, drawing.axes.y, ((0, 1), (0, HIGH)))


def bars_of(view: View) -> Drawing:
    drawing = view.drawings[1]
    assert "nnx-stacks" in drawing.classes
    return drawing


def bar_rows(drawing: Drawing) -> list[list]:
    """Return the rectangles of each bar, from above, each from the left."""
    rects = drawing.find("nnx-stack-row", tag="rect")
    heights = sorted({one["y"] for one in rects})
    return [sorted((one for one in rects if one["y"] == height), key=lambda one: one["x"]) for height in heights]


def entry(f) -> float:
    """Return where a falling function comes into the view, found on a fine grid; 0 where it is in it from the start."""
    places = np.geomspace(1e-9, 1, 200_001)
    first = int(np.argmax(f(places) <= HIGH))
    return float(places[first]) if first > 0 else 0.0


# -- curves ------------------------------------------------------------------------------------------------------------


@in_every_state
def test_the_plot_goes_from_0_to_1_and_up_to_4_nats(state, view):
    plot = plot_of(view)
    assert plot.drawing.axes.ticks == ([0, 0.5, 1], [0, 1, 2, 3])
    assert [one.text for one in plot.drawing.axes.names] == ["pt", "ℓ"]
    assert plot.y(HIGH) == pytest.approx(12, abs=0.3)
    assert plot.x(1) < plot.drawing.size[0]


@in_every_state
def test_curves_are_the_losses_of_nnlib(state, view):
    plot = plot_of(view)
    for name, f in functions(state).items():
        shape = plot.drawing.one("nnx-curve", name)
        points = plot.points(shape)
        assert_on_curve(plot, points, lambda p, f=f: f(np.maximum(p, 1e-300)))
        assert points[-1, 0] == pytest.approx(plot.x(1), abs=0.1)
        first = entry(f)
        start = plot.pixels((first, HIGH)) if first > 0 else (plot.x(0), points[0, 1])
        assert np.allclose(points[0], start, atol=0.1), "the curve does not begin where it comes into the view"
        within = replace(plot, bounds=((max(first, 1e-6), 1), (0, HIGH)))
        assert_near(within, points, f, [(max(first, 1e-6), 300)])
        assert len(points) < 100
    assert "nnx-dashed" in plot.drawing.one("nnx-of-common").classes
    assert "nnx-dashed" not in plot.drawing.one("nnx-of-rare").classes


@in_every_state
def test_the_point_is_on_the_curve_of_the_rare_class_with_marks_on_the_others(state, view):
    plot, p = plot_of(view), state["p_t"]
    heights = [plot.pixels((p, float(f(np.float64(p))))) for f in functions(state).values()]
    dot, ring = plot.drawing.one("nnx-compared-dot"), plot.drawing.one("nnx-ring")
    assert_at((dot["cx"], dot["cy"]), heights[0], "the mark of cross-entropy")
    assert_at((ring["cx"], ring["cy"]), heights[2], "the mark of the common class")
    (handle,) = view.handles
    assert (handle["name"], handle["drawing"]) == (say("move the point"), 0)
    size = np.array(plot.drawing.size)
    assert np.allclose(handle["place"], np.clip(heights[1], 0.02 * size, 0.98 * size), atol=0.6)
    guide = plot.drawing.one("nnx-guide", "nnx-dashed", tag="line")
    assert_at(guide.ends, [plot.pixels((p, 0)), plot.pixels((p, HIGH))], "the line at the point")


@in_every_state
def test_the_side_of_the_hard_ones_is_shaded_and_both_have_names(state, view):
    plot = plot_of(view)
    area = plot.drawing.one("nnx-hard-side", tag="rect")
    corners = [(area["x"], area["y"] + area["height"]), (area["x"] + area["width"], area["y"])]
    assert_at(corners, [plot.pixels((0, 0)), plot.pixels((0.5, HIGH))], "the shaded side")
    for key, middle in (("hard side", 0.25), ("easy side", 0.75)):
        (name,) = [one for one in plot.drawing.find("nnx-note") if one.text == say(key)]
        assert name.centre[0] == pytest.approx(plot.x(middle), abs=1)
        assert name.box[1] < plot.y(3.5)


@in_every_state
def test_cross_entropy_has_its_name_above_its_curve_and_beside_the_point(state, view):
    plot = plot_of(view)
    name = plot.drawing.one("nnx-compared-name")
    assert name.text == say("cross-entropy")
    left, top, width, height = name.box
    x = np.linspace(left, left + width, 50)
    curve = plot.y(functions(state)["nnx-compared"]((x - plot.x_axis[1]) / plot.x_axis[0]))
    assert np.all(curve > top + height - 5), "the curve runs through the name"
    assert curve[0] - (top + height) < 16, "the name is far from its curve"
    assert left + width < plot.drawing.size[0]
    mark = plot.pixels((state["p_t"], float(functions(state)["nnx-compared"](np.float64(state["p_t"])))))
    assert not (left - 5 < mark[0] < left + width + 5 and top - 5 < mark[1] < top + height + 5), "over the mark"


# -- bars --------------------------------------------------------------------------------------------------------------


@in_every_state
def test_bars_are_the_shares_of_the_parts(state, view):
    drawing = bars_of(view)
    slope, start = drawing.axes.x
    found = bar_rows(drawing)
    assert [len(one) for one in found] == [4] * 4
    for rects, (_, shares) in zip(found, rows(state), strict=True):
        ends = start + 100 * slope * np.cumsum([0, *shares])
        ends = ends.tolist()
        for rect, (kind, ease), left, right in zip(rects, PARTS, ends, ends[1:], strict=False):
            assert {f"nnx-{kind}-part", f"nnx-{ease}-part"} <= {*rect.classes}
            assert rect["x"] == pytest.approx(left, abs=2 * ROUND)
            assert rect["x"] + rect["width"] == pytest.approx(right, abs=3 * ROUND)
    assert len({one["height"] for row in found for one in row}) == 1
    assert drawing.axes.ticks[0] == [0, 50, 100]
    assert drawing.one("nnx-axis-unit").text == say("percent")


@in_every_state
def test_the_common_class_is_hatched_and_the_rare_one_is_not(state, view):
    """Lines at 45 degrees, six pixels apart, from edge to edge of each part of the common class."""
    drawing = bars_of(view)
    rects = [one for row in bar_rows(drawing) for one in row if "nnx-common-part" in one.classes]
    paths = drawing.find("nnx-part-hatch")
    assert len(paths) <= len(rects) == 8
    for path in paths:
        lines = re.findall(r"M([-\d.]+),([-\d.]+)L([-\d.]+),([-\d.]+)", path.attributes["d"])
        assert "".join(f"M{a},{b}L{c},{d}" for a, b, c, d in lines) == path.attributes["d"]
        points = np.array(lines, float).reshape(-1, 4)
        assert np.allclose(points[:, 0] + points[:, 1], points[:, 2] + points[:, 3], atol=2 * ROUND)
        assert np.allclose(np.diff(points[:, 0] + points[:, 1]), 6, atol=4 * ROUND)
        if len(points):
            x, y = points[:, (0, 2)], points[:, (1, 3)]
            assert any(
                one["x"] - 2 * ROUND <= x.min() < one["x"] + 7 and x.max() <= one["x"] + one["width"] + 2 * ROUND
                and one["y"] - ROUND <= y.min() and y.max() <= one["y"] + one["height"] + ROUND
                and x.max() > one["x"] + one["width"] - 7 for one in rects
            ), "hatched elsewhere"  # fmt: skip
    wide = [one for one in rects if one["width"] > 12]
    assert sum(bool(one.attributes["d"]) for one in paths) >= len(wide)


@in_every_state
def test_shares_are_written_where_there_is_room(state, view):
    drawing = bars_of(view)
    numbers = [one for one in drawing.find("nnx-stack-row", "nnx-figures", tag="text")]
    wanted = []
    for rects, (_, shares) in zip(bar_rows(drawing), rows(state), strict=True):
        for rect, share in zip(rects, shares, strict=True):
            if abs(rect["width"] - 32) < ROUND:
                return  # rounding decides
            if rect["width"] > 32:
                wanted.append((rect, share))
    assert len(numbers) == len(wanted)
    for (rect, share), text in zip(wanted, sorted(numbers, key=lambda one: (one["y"], one["x"])), strict=True):
        assert text.text in either(lambda value: f"{shown(100 * value, 0)} %", share)
        assert text.centre[0] == pytest.approx(rect.centre[0], abs=1)
        assert text.centre[1] == pytest.approx(rect.centre[1], abs=1.5)
        assert text.box[2] <= rect["width"] + 2, "the number is wider than its part"


@in_every_state
def test_bars_have_names(state, view):
    drawing = bars_of(view)
    names = drawing.find("nnx-row-name")
    assert [one.text for one in names] == [say("cross-entropy"), say("focal")] * 2
    for name, rects in zip(names, bar_rows(drawing), strict=True):
        assert name.centre[1] == pytest.approx(rects[0].centre[1], abs=1.5)
        assert 0 <= name.box[0] < name.box[0] + name.box[2] < rects[0]["x"]
    titles = drawing.find("nnx-stack-name")
    assert [one.text for one in titles] == [say("loss"), say("gradient")]
    for title, rects in zip(titles, bar_rows(drawing)[::2], strict=True):
        assert rects[0]["y"] - 20 < title.centre[1] < rects[0]["y"]


# -- tables, formula, sentence, controls -------------------------------------------------------------------------------


@in_every_state
def test_the_first_table_is_about_one_sample(state, view):
    p, head = state["p_t"], view.tables[0][0]["cells"]
    place = say("at the point", p=f"pt = {shown(p, 3)}")
    assert head == [place, say("loss"), say("times"), say("slope", z="z")]
    losses = [(Focal(gamma=0), 1), (Focal(gamma=state["gamma"]), 1), (weighted(state), 1), (weighted(state), 0)]
    z = float(logit(p))
    plain = float(Focal(gamma=0)(1, z))
    names = ("cross-entropy", "focused", "rare", "common")
    for cells, (loss, y), name in zip(view.cells(0), losses, names, strict=True):
        value, slope = float(loss(y, z if y else -z)), abs(float(loss.grad(y, z if y else -z)))
        assert cells[0] == say(name)
        for text, number in zip(cells[1:], (value, plain / value, slope), strict=True):
            assert text in either(power, number), name


@in_every_state
def test_the_second_table_is_about_the_set(state, view):
    over, head, *body = (row["cells"] for row in view.tables[1])
    assert over == ["", "", say("loss"), say("gradient")]
    assert head == [say("in percent"), say("samples"), *[say("cross-entropy"), say("focal")] * 2]
    *parts, totals = body
    counts = [
        int((((kind == "rare") == (Y == 1)) & ((ease == "easy") == IS_EASY)).sum()) for kind, ease in PARTS
    ]  # fmt: skip
    for i, (cells, (kind, ease)) in enumerate(zip(parts, PARTS, strict=True)):
        assert cells[:2] == [say(f"{kind}_{ease} part"), f"{counts[i]:,}"]
        for text, (_, shares) in zip(cells[2:], rows(state), strict=True):
            assert text in either(lambda value: shown(100 * value, 1), shares[i])
    assert totals[:2] == [say("total"), f"{len(Y):,}"]
    for text, (value, _) in zip(totals[2:], rows(state), strict=True):
        assert text in either(total, value)


@in_every_state
def test_the_formula_holds_the_numbers(state, view):
    [formula] = view.lines
    p, gamma, alpha = shown(state["p_t"], 3), shown(state["gamma"]), shown(state["alpha"], 3)
    value = float(weighted(state)(1, float(logit(state["p_t"]))))
    assert formula in {
        f"ℓ = −αt (1 − pt)γ{say('log', p='pt')} = −{alpha} (1 − {p}){gamma}{say('log', p=p)} = {text}"
        for text in either(power, value)
    }


@in_every_state
def test_the_sentence_says_whether_the_sample_is_easy_and_where_the_total_comes_from(state, view):
    p = state["p_t"]
    place = say("easy" if p >= 0.5 else "hard", p=shown(p, 3))
    if state["gamma"] == 0:
        first = {say("unchanged", place=place)}
    else:
        times = either(power, (1 - p) ** -state["gamma"])
        first = {say("smaller", place=place, times=one) for one in times}
    (_, before), (_, after) = rows(state)[:2]
    percent = lambda value: shown(100 * value, 1)  # noqa: E731
    wanted = {
        f"{one} {say('shares', easy=easy, easy_before=percent(before[2]), rare=rare, rare_before=percent(before[0] + before[3]))}"  # noqa: E501
        for one in first for easy in either(percent, after[2]) for rare in either(percent, after[0] + after[3])
    }  # fmt: skip
    assert view.finding in wanted
    for one in view.drawings[:2]:
        assert one.label == f"{say('title')}: {view.finding}"


@in_every_state
def test_controls_show_the_state(state, view):
    for trait, key, step, decimals in (
        ("alpha", "alpha", 1 / 32, 3), ("p_t", "probability", 1 / 32, 3), ("gamma", "gamma", 0.1, 2),
    ):  # fmt: skip
        control = view.controls[say(key)]
        assert abs(float(control["value"]) - state[trait]) <= step / 2 + 1e-9
        assert control["shown"] == control["text"] == shown(state[trait], decimals)


def test_the_key_explains_curves_and_parts(views_of):
    for _, view in views_of(FocalLoss, CHOSEN[:2], lines=".nnx-key > span"):
        assert view.lines == [
            say("key rare", weight="αt = α"), say("key common", weight="αt = 1 − α"),
            *(say(f"{kind}_{ease} part") for kind, ease in PARTS), say("boundary"),
        ]  # fmt: skip
        rare, common, *patches = (drawing.shapes for drawing in view.drawings[2:])
        assert ["nnx-of-rare" in rare[0].classes, "nnx-dashed" in rare[0].classes] == [True, False]
        assert ["nnx-of-common" in common[0].classes, "nnx-dashed" in common[0].classes] == [True, True]
        for shapes, (kind, ease) in zip(patches, PARTS, strict=True):
            assert {*shapes[0].classes} == {f"nnx-{kind}-part", f"nnx-{ease}-part"}
            assert len(shapes) == (2 if kind == "common" else 1), "the common class is hatched in the key, too"


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(FocalLoss, alpha=0.75)
    assert colour(stage, "path.nnx-of-rare", "stroke") == PALETTE["blue"]
    assert colour(stage, "path.nnx-of-common", "stroke") == PALETTE["orange"]
    assert colour(stage, "path.nnx-compared", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-compared-dot", "fill") == PALETTE["grey"]
    assert colour(stage, "rect.nnx-rare-part", "fill") == PALETTE["blue"]
    assert colour(stage, "rect.nnx-common-part", "fill") == PALETTE["orange"]
    assert colour(stage, ".nnx-of-total", "fill") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-stack-gradient", "fill") == PALETTE["purple"]
    assert is_dashed(stage, "path.nnx-of-common")
    assert not is_dashed(stage, "path.nnx-of-rare")
    opacity = "(nodes) => nodes.map((one) => getComputedStyle(one).fillOpacity)"
    assert {*stage.root.locator("rect.nnx-easy-part").evaluate_all(opacity)} == {"0.4"}
    assert {*stage.root.locator("rect.nnx-hard-part").evaluate_all(opacity)} == {"1"}
    width = "(one) => parseFloat(getComputedStyle(one).strokeWidth)"
    thin, strong = (stage.root.locator(f"path.{name}").evaluate(width) for name in ("nnx-compared", "nnx-of-rare"))
    assert thin <= strong / 2, "cross-entropy is thin"


# -- widths ------------------------------------------------------------------------------------------------------------

DRAWN = (
    test_the_plot_goes_from_0_to_1_and_up_to_4_nats,
    test_curves_are_the_losses_of_nnlib,
    test_the_point_is_on_the_curve_of_the_rare_class_with_marks_on_the_others,
    test_the_side_of_the_hard_ones_is_shaded_and_both_have_names,
    test_cross_entropy_has_its_name_above_its_curve_and_beside_the_point,
    test_bars_are_the_shares_of_the_parts,
    test_the_common_class_is_hatched_and_the_rare_one_is_not,
    test_shares_are_written_where_there_is_room,
    test_bars_have_names,
)


@pytest.mark.parametrize("width", [390, 320])
def test_it_is_the_same_on_a_phone(views_of, width):
    assert_same_at_width(views_of, FocalLoss, CHOSEN, width, DRAWN)


def test_a_new_width_draws_all_anew(stage_for):
    """Curves are kept while the point moves, but not when the window changes."""
    stage = stage_for(FocalLoss, gamma=1, alpha=0.75, p_t=0.25)
    assert_drawn_anew_at_each_width(stage, DRAWN)
