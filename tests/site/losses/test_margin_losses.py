"""What MarginLosses draws and says is computed with nnlib."""

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from drawing import Shape, View
from plots import Plot, assert_at, assert_on_curve, pieces_of, plot_of
from seen import assert_drawn_anew_at_each_width, assert_same_at_width, colour, in_every_state, is_dashed
from states import margin_losses
from wording import shown, words_of

from nnlib.explorers import MarginLosses
from nnlib.losses import LOSSES, Loss
from nnlib.plotting import PALETTE

say = words_of(MarginLosses)
NAMES = ["hinge", "logistic", "exponential", "perceptron", "zero_one"]
KINKS = {"hinge": 1, "perceptron": 0, "zero_one": 0}
MARGINS, SCORES = (-3, 3), (-4, 4)
HEIGHTS, EXPECTED = (-0.6, 4.6), (-0.85, 2.6)  # bounds of the two plots, upwards
ARM = 0.9  # of the tangent, to each side
CHANCE = 3  # digits of a probability
CHOSEN = [
    {},
    *({"loss": name, "margin": margin, "p": p} for name in NAMES for margin, p in [
        (-3, 0.5), (-2.35, 1 / 32), (-1.45, 31 / 32), (-1, 0.25), (0, 0.75), (0.02, 0.5), (0.8, 0.49), (1, 0.51),
        (3, 0.75),
    ]),
    *({"loss": "exponential", "margin": margin} for margin in (-2.02, -1.98, -1.6, -1.54, -1.52, -1.3)),
    {"loss": "perceptron", "margin": -0.62}, {"loss": "perceptron", "margin": -0.58}, {"loss": "hinge", "margin": 0.42},
    {"loss": "logistic", "margin": 0.82, "p": 0.3}, {"loss": "logistic", "margin": -1.25, "p": 0.7},
]  # fmt: skip

Function = Callable[[np.ndarray], np.ndarray]
CHECKED: set[tuple[str, str]] = set()  # curves that were compared with nnlib


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(5)
    return views_of(MarginLosses, [*CHOSEN, *(margin_losses(rng) for _ in range(60))])


# -- by nnlib ----------------------------------------------------------------------------------------------------------


def value(loss: Loss, y: int = 1) -> Function:
    """Return the loss as a function of the score; for class +1 that is the margin."""
    return lambda s: loss(np.full_like(s, y, dtype=float), np.asarray(s, dtype=float), "none")


def slope_at(loss: Loss, margin: float) -> float:
    return float(loss.grad(1.0, margin))


def has_slope(loss: Loss, margin: float) -> bool:
    return margin != KINKS.get(loss.name)


def when_wrong(loss: Loss) -> float:
    """The least that a wrong prediction costs: for class -1, a score of 0 or more."""
    return float(value(loss, -1)(np.linspace(0, 3, 301)).min())


def is_divided(loss: Loss) -> bool:
    return 0 < when_wrong(loss) < 1


def divided(loss: Loss) -> Function:
    return lambda m: value(loss)(m) / when_wrong(loss)


def expected(state: dict) -> Function:
    loss, p = LOSSES[state["loss"]], state["p"]
    return lambda s: p * value(loss)(s) + (1 - p) * value(loss, -1)(s)


def best_scores(name: str, p: float) -> tuple[float, float]:
    """From and to, by the explorer's Python, whose own test finds them by a search."""
    numbers = MarginLosses(loss=name, p=p).readouts()
    return numbers[f"{name}_best_from"], numbers[f"{name}_best_to"]


def above(view: View) -> Plot:
    return plot_of(view.drawings[0])


def below(view: View) -> Plot:
    return plot_of(view.drawings[1])


# -- curves of the first plot ------------------------------------------------------------------------------------------


@in_every_state
def test_both_plots_have_their_axes(state, view):
    for plot, bounds, name, x_ticks, y_ticks in (
        (above(view), (MARGINS, HEIGHTS), "m", [*range(-3, 3)], [*range(5)]),
        (below(view), (SCORES, EXPECTED), "f", [-4, -2, 0, 2], [0, 1, 2]),
    ):
        assert np.allclose(plot.bounds, bounds, atol=0.02)
        assert plot.drawing.axes.names[0].text == name
        assert plot.drawing.axes.ticks == (x_ticks, y_ticks)
    assert [round(one.size[1]) for one in view.drawings[:2]] == [240, 178], "what stands below would jump"


def ends_in_view(plot: Plot, f: Function) -> list[float]:
    """Where a function enters the view and leaves it, found on a fine grid."""
    (left, right), (low, high) = plot.bounds
    places = np.linspace(round(left), round(right), 60_001)
    inside = places[(f(places) >= low - 1e-9) & (f(places) <= high + 1e-9)]
    return [inside[0], inside[-1]]


def assert_is_curve(plot: Plot, shape: Shape, f: Function, jump: float | None = None) -> None:
    """From edge to edge of the view, broken at a jump only, and near the function between its points."""
    pieces = pieces_of(shape)
    assert len(pieces) == (1 if jump is None else 2), "the curve is broken elsewhere"
    points = np.concatenate(pieces)
    assert len(points) < 200
    assert_on_curve(plot, points, f)
    for end, wanted in zip((points[0, 0], points[-1, 0]), ends_in_view(plot, f), strict=True):
        assert abs(end - plot.x(wanted)) < 0.15, "the curve does not end where it leaves the view"
    if jump is not None:
        assert_at([pieces[0][-1][0], pieces[1][0][0]], [plot.x(jump)] * 2, "the jump")
    for piece in pieces:
        x = np.linspace(piece[0, 0], piece[-1, 0], 900)[1:-1]
        wanted = plot.y(f((x - plot.x_axis[1]) / plot.x_axis[0]))
        assert np.abs(np.interp(x, *piece.T) - wanted).max() < 0.4


def jump_of(name: str) -> float | None:
    return 0 if name == "zero_one" else None


@in_every_state
def test_all_losses_are_drawn_and_the_chosen_one_is_strong(state, view):
    plot = above(view)
    thin = plot.drawing.find("nnx-curve", "nnx-weaker")
    assert len(thin) == 5
    for shape, name in zip(thin, NAMES, strict=True):
        if (name, drawn := shape.attributes["d"]) not in CHECKED:  # the same in most states
            assert_is_curve(plot, shape, value(LOSSES[name]), jump_of(name))
            CHECKED.add((name, drawn))
    strong = plot.drawing.one("nnx-curve", "nnx-strong", "nnx-cost", without="nnx-dashed")
    assert_is_curve(plot, strong, value(LOSSES[state["loss"]]), jump_of(state["loss"]))


@in_every_state
def test_a_loss_that_bounds_only_when_divided_is_drawn_so(state, view):
    plot, loss = above(view), LOSSES[state["loss"]]
    dashed = plot.drawing.find("nnx-curve", "nnx-dashed")
    names = [one for one in plot.drawing.find("nnx-note") if one.text == say("scaled")]
    assert len(dashed) == len(names) == is_divided(loss)
    if not is_divided(loss):
        return
    assert loss.name == "logistic"
    assert when_wrong(loss) == pytest.approx(math.log(2)), "the words say log 2"
    assert_is_curve(plot, dashed[0], divided(loss))
    assert np.all(divided(loss)(np.linspace(-3, 0, 301)) >= 1)


@in_every_state
def test_the_area_under_the_0_1_loss_is_grey_and_a_gap_says_how_far_a_loss_is_in_it(state, view):
    plot, loss = above(view), LOSSES[state["loss"]]
    area = plot.drawing.one("nnx-area", "nnx-errors", tag="rect")
    left, top, width, height = area.box
    assert_at([left, left + width], [plot.x(-3), plot.x(0)], "the area")
    assert_at([top, top + height], [plot.y(1), plot.y(0)], "the area")
    gaps = plot.drawing.find("nnx-gap")
    deepest = when_wrong(loss)
    assert len(gaps) == (deepest < 1)
    for gap in gaps:
        assert_at(gap.ends, [plot.pixels((0, 1)), plot.pixels((0, deepest))], "the gap")


@in_every_state
def test_kinks_and_jumps_of_the_chosen_loss_are_marked(state, view):
    plot, name = above(view), state["loss"]
    found = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-of-cost", "nnx-knot", tag="circle")]
    wanted = {"hinge": [(1, 0)], "perceptron": [(0, 0)], "zero_one": [(0, 1), (0, 0)]}.get(name, [])
    assert np.shape(found) == np.shape(wanted)
    assert not wanted or np.allclose(found, [plot.pixels(place) for place in wanted], atol=0.11)


# -- the sample --------------------------------------------------------------------------------------------------------


@in_every_state
def test_the_sample_is_on_the_chosen_curve_and_rings_are_on_the_others(state, view):
    plot, margin = above(view), state["margin"]
    (handle,) = view.handles
    assert (handle["name"], handle["drawing"]) == (say("move the sample"), 0)
    costs = {name: float(value(LOSSES[name])(margin)) for name in NAMES}
    own = costs[state["loss"]]
    height = own if own <= HEIGHTS[1] else HEIGHTS[1] - 0.35
    size = np.array(plot.drawing.size)
    assert np.allclose(handle["place"], np.clip(plot.pixels((margin, height)), 0.02 * size, 0.98 * size), atol=0.6)
    wanted = [
        plot.pixels((margin, cost)) for name, cost in costs.items() if name != state["loss"] and cost <= HEIGHTS[1]
    ]
    assert_at([(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-ring")], wanted, "the rings")
    guide = plot.drawing.one("nnx-guide", "nnx-dashed", tag="line")
    assert np.allclose(guide.ends, [plot.pixels((margin, y)) for y in HEIGHTS], atol=0.6)


@in_every_state
def test_what_is_beyond_the_view_has_an_arrow_and_its_number(state, view):
    plot, margin = above(view), state["margin"]
    cost = float(value(LOSSES[state["loss"]])(margin))
    arrows, numbers = plot.drawing.find("nnx-endless"), plot.drawing.find("nnx-beyond-view")
    assert len(arrows) == len(numbers) == (cost > HEIGHTS[1])
    for arrow, number in zip(arrows, numbers, strict=True):
        (x, y), (p, q), (tip, top) = arrow.corners
        assert_at([tip, (x + p) / 2], [plot.x(margin)] * 2, "the arrow")
        assert y == q > top >= 0, "the arrow points upwards"
        assert y <= plot.y(HEIGHTS[1]) + 0.1
        assert number.text == shown(cost)
        left, _, width, _ = number.box
        assert 0 <= left < left + width < plot.drawing.size[0]
        assert min(abs(left - tip), abs(left + width - tip)) < 16, "the number is far from its arrow"
        assert not left - 1 < tip < left + width + 1


@in_every_state
def test_the_tangent_touches_and_its_fall_over_a_run_of_1_is_the_slope(state, view):
    plot, loss, margin = above(view), LOSSES[state["loss"]], state["margin"]
    cost, steep = float(value(loss)(margin)), slope_at(loss, margin)
    lines = [plot.drawing.find(kind) for kind in ("nnx-tangent", "nnx-run", "nnx-slope")]
    if cost > HEIGHTS[1] or not has_slope(loss, margin):
        assert lines == [[], [], []]
        return
    (tangent,), (run,), (rise,) = lines
    for place in tangent.ends:
        m, height = plot.data(place)
        assert height == pytest.approx(cost + steep * (m - margin), abs=0.01)
    places = sorted(plot.data(end)[0] for end in tangent.ends)
    cut = sorted(margin + (edge - cost) / steep for edge in HEIGHTS) if steep else MARGINS
    wanted = [max(-3, margin - ARM, cut[0]), min(3, margin + ARM, cut[1])]
    assert places == pytest.approx(wanted, abs=0.01 + 0.01 / max(abs(steep), 0.05))
    way = round(plot.data(run.ends[1])[0] - margin)
    assert abs(way) == 1
    corner, end = (margin + way, cost), (margin + way, cost + way * steep)
    assert_at(run.ends, [plot.pixels((margin, cost)), plot.pixels(corner)], "the run")
    assert_at(rise.ends, [plot.pixels(corner), plot.pixels(end)], "the rise")
    for m, height in (corner, end):
        assert -3 <= m <= 3
        assert HEIGHTS[0] <= height <= HEIGHTS[1], "the rise leaves the view"


# -- names -------------------------------------------------------------------------------------------------------------


def curves_in_pixels(state: dict, plot: Plot) -> dict[str, np.ndarray]:
    """Points of each curve that are in the view, a quarter of a pixel apart."""
    loss = LOSSES[state["loss"]]
    functions = {name: value(LOSSES[name]) for name in NAMES}
    if is_divided(loss):
        functions["divided"] = divided(loss)
    m = np.linspace(*MARGINS, 4 * round(plot.drawing.size[0]))
    found = {}
    for name, f in functions.items():
        heights = f(m)
        inside = heights <= HEIGHTS[1]
        found[name] = np.stack([plot.x(m[inside]), plot.y(heights[inside])], axis=1)
    return found


def beside(name: Shape, points: np.ndarray) -> np.ndarray:
    """Distances of points from the box of a name, which may be turned; negative inside."""
    turned = re.fullmatch(r"rotate\(([-\d.]+) ([-\d.]+) ([-\d.]+)\)", name.attributes.get("transform", "rotate(0 0 0)"))
    angle, *pivot = map(float, turned.groups())
    turn = np.deg2rad(angle)
    back = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points = (points - pivot) @ back + pivot
    left, top, width, height = name.box
    away = np.abs(points - [left + width / 2, top + height / 2]) - [width / 2, height / 2]
    return np.where(away.max(axis=1) < 0, away.max(axis=1), np.hypot(*np.maximum(away, 0).T))


def corners(name: Shape) -> np.ndarray:
    left, top, width, height = name.box
    places = np.array([(left, top), (left + width, top), (left + width, top + height), (left, top + height)])
    if "transform" not in name.attributes:
        return places
    angle, x, y = map(float, re.findall(r"[-\d.]+", name.attributes["transform"]))
    turn = np.deg2rad(angle)
    return (places - [x, y]) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + [x, y]


@in_every_state
def test_each_curve_has_its_name_beside_it_and_nothing_runs_through(state, view):
    plot = above(view)
    lines = curves_in_pixels(state, plot)
    texts = {say(f"{name} loss"): name for name in NAMES} | {say("scaled"): "divided"}
    names = [one for one in plot.drawing.find("nnx-note", tag="text") if one.text in texts]
    assert sorted(texts[one.text] for one in names) == sorted(lines)
    for name in names:
        own = texts[name.text]
        assert ("nnx-of-loss" in name.classes) == (own in (state["loss"], "divided")), "the chosen name is strong"
        gap = {other: beside(name, points).min() for other, points in lines.items()}
        assert gap[own] < 13, f"{name.text} is far from its curve"
        assert min(gap.values()) > -1, f"a curve runs through {name.text}: {gap}"
        if own in NAMES:  # the dashed curve runs along that of the hinge loss
            assert min(NAMES, key=gap.get) == own, f"{name.text} is nearer to another curve: {gap}"
        places = corners(name)
        assert places.min() >= 0
        assert np.all(places[:, 0] > plot.x(-3) - 10)
        assert np.all(places <= plot.drawing.size)
        costs = [float(value(LOSSES[one])(state["margin"])) for one in NAMES]
        marks = np.array([plot.pixels((state["margin"], cost)) for cost in costs if cost <= HEIGHTS[1]])
        assert beside(name, marks).min() > 3, f"a mark covers {name.text}"
    assert len({one.text for one in names}) == len(names)


@in_every_state
def test_the_sides_have_names(state, view):
    for plot, keys, bounds in (
        (above(view), ("wrong", "right"), MARGINS),
        (below(view), ("predicts −1", "predicts +1"), SCORES),
    ):
        sides = [one for key in keys for one in plot.drawing.find("nnx-note") if one.text == say(key)]
        assert len(sides) == 2
        low, high = sides
        assert plot.x(bounds[0]) - 1 <= low.box[0] < low.box[0] + low.box[2] < plot.x(0) < high.box[0]
        assert high.box[0] + high.box[2] <= plot.x(bounds[1]) + 1
        assert all(plot.y(0) < one.box[1] and one.box[1] + one.box[3] <= plot.y(plot.bounds[1][0]) for one in sides)


# -- the expected loss -------------------------------------------------------------------------------------------------


@in_every_state
def test_the_expected_loss_is_drawn(state, view):
    plot = below(view)
    assert_is_curve(plot, plot.drawing.one("nnx-curve"), expected(state), jump_of(state["loss"]))


@in_every_state
def test_the_side_of_the_likelier_class_is_coloured(state, view):
    plot, p = below(view), state["p"]
    areas = plot.drawing.find("nnx-area")
    assert len(areas) == (p != 0.5)
    for area in areas:
        assert ("nnx-positive" in area.classes, "nnx-negative" in area.classes) == (p > 0.5, p < 0.5)
        left, top, width, height = area.box
        assert_at([left, left + width], [plot.x(0 if p > 0.5 else -4), plot.x(4 if p > 0.5 else 0)], "the side")
        assert_at([top, top + height], [plot.y(y) for y in plot.bounds[1][::-1]], "the side")


@in_every_state
def test_the_scores_of_least_expected_loss_are_marked(state, view):
    plot, name, p = below(view), state["loss"], state["p"]
    low, high = best_scores(name, p)
    points, ranges = plot.drawing.find("nnx-point"), plot.drawing.find("nnx-best-range")
    guides = plot.drawing.find("nnx-guide")
    f = expected(state)
    if low == high:
        ((point,), (guide,)) = points, guides
        place = plot.pixels((low, float(f(low))))
        assert_at((point["cx"], point["cy"]), place, "the best score")
        assert_at(guide.ends, [place, plot.pixels((low, 0))], "the way down to the axis")
        assert not ranges
        near = [float(f(low + step)) for step in (-0.01, 0.01)]
        assert min(near) > float(f(low)), "it is no minimum"
    else:
        (line,) = ranges
        from_, to = max(low, -4), min(high, 4)
        level = float(f((from_ + to) / 2))
        assert_at(line.ends, [plot.pixels((from_, level)), plot.pixels((to, level))], "the best scores")
        assert not points + guides
    text = plot.drawing.one("nnx-best-name")
    assert text.text == best_text(low, high)
    middle = plot.x((max(low, -4) + min(high, 4)) / 2)
    left, top, width, _ = text.box
    assert plot.x(-4) - 12 < left < left + width < plot.x(4) + 12, "the best score is cut off"
    assert left - 1 <= middle <= left + width + 1, "the best score is written elsewhere"
    assert 0 < top - plot.y(0) < 8


def best_text(low: float, high: float) -> str:
    if low == high:
        return say("best", score=shown(low))
    if (low, high) == (-1, 1):
        return say("best range", low="−1", high="1")
    return say({(0, math.inf): "best right", (-math.inf, 0): "best wrong"}.get((low, high), "best any"))


def best_cell(low: float, high: float) -> str:
    if low == high:
        return shown(low)
    if (low, high) == (-1, 1):
        return say("range", low="−1", high="1")
    return say({(0, math.inf): "any right", (-math.inf, 0): "any wrong"}.get((low, high), "any"))


# -- captions, tables, sentence, controls ------------------------------------------------------------------------------


def test_the_captions_say_what_the_plots_are_over(views_of):
    for state, view in views_of(MarginLosses, CHOSEN[:12], lines=".nnx-caption"):
        assert view.lines == [
            say("one sample", margin="m = y·f(x)"),
            say("many samples", x="x", f="f", chance=f"P(y = +1) = {shown(state['p'], CHANCE)}"),
        ]


@in_every_state
def test_the_first_table_says_what_each_costs_at_the_margin(state, view):
    margin = state["margin"]
    heads, *rows = [row["cells"] for row in view.tables[0]]
    assert heads == [say("at margin", m="m", margin=shown(margin)), say("value"), say("slope")]
    assert rows == [
        [
            say(f"{name} loss"),
            shown(float(value(LOSSES[name])(margin))),
            shown(slope_at(LOSSES[name], margin)) if has_slope(LOSSES[name], margin) else say("no slope"),
        ]
        for name in NAMES
    ]


@in_every_state
def test_the_second_table_says_what_is_always_true_and_the_best_scores(state, view):
    heads, *rows = [row["cells"] for row in view.tables[1]]
    assert heads == [say("at any margin"), say("convex"), say("bound"), say("calibrated"), say("best score", f="f")]
    for name, cells in zip(NAMES, rows, strict=True):
        loss = LOSSES[name]
        margins = np.linspace(-3, 3, 601)
        bounds = np.all(value(loss)(margins) >= (margins < 0)) and when_wrong(loss) >= 1
        bound = say("yes") if bounds else say("bound divided") if is_divided(loss) else say("no")
        yes = {True: say("yes"), False: say("no")}
        assert cells == [
            say(f"{name} loss"), yes[loss.convex], bound, yes[loss.calibrated],
            best_cell(*best_scores(name, state["p"])),
        ]  # fmt: skip


@in_every_state
def test_the_row_of_the_chosen_loss_is_strong(state, view):
    for table in view.tables:
        assert [("nnx-chosen-loss" in row["classes"]) for row in table[1:]] == [name == state["loss"] for name in NAMES]


def test_what_is_said_of_each_loss_is_true(views_of):
    """Of log 2, 0 and 1 the tests above know; here the line is the one of the chosen loss, with its number."""
    states = [{"loss": name} for name in NAMES]
    for state, view in views_of(MarginLosses, states, lines=".nnx-about"):
        least = shown(when_wrong(LOSSES[state["loss"]]), 3)
        assert view.lines == [say(f"{state['loss']} about", when_wrong=least)]
    margins = np.linspace(-3, 0.99, 400)
    assert np.all(LOSSES["hinge"].grad(np.ones(400), margins, "none") == -1)
    assert np.all(value(LOSSES["hinge"])(np.linspace(1, 3, 100)) == 0)
    assert np.allclose(
        -LOSSES["exponential"].grad(np.ones(400), margins, "none"), value(LOSSES["exponential"])(margins)
    )
    assert float(LOSSES["perceptron"](1.0, 0.0)) == float(LOSSES["perceptron"](-1.0, 0.0)) == 0
    assert not LOSSES["zero_one"].grad(np.ones(400), margins, "none").any()


@in_every_state
def test_the_sentence_says_what_the_sample_costs_and_which_score_is_best(state, view):
    loss, margin, p = LOSSES[state["loss"]], state["margin"], state["p"]
    place = say("is right" if margin > 0 else "is wrong" if margin < 0 else "is at 0", margin=shown(margin))
    cost = say(
        "costs" if has_slope(loss, margin) else "costs without a slope",
        name=say(f"{loss.name} loss"), value=shown(float(value(loss)(margin))), slope=shown(slope_at(loss, margin)),
    )  # fmt: skip
    low, high = best_scores(loss.name, p)
    if p == 0.5:
        keys = {"hinge": "between is best", "zero_one": "all are best"}
        which, best = say("tie"), say(keys.get(loss.name, "0 is best of a tie"), low="−1", high="1")
    else:
        side = "+1" if p > 0.5 else "−1"
        which = say("likelier", side=side, p=shown(max(p, 1 - p), CHANCE), rest=shown(min(p, 1 - p), CHANCE))
        keys = {"perceptron": "0 is best", "zero_one": "some are best"}
        best = say(keys.get(loss.name, "one is best"), score=shown(low))
        assert loss.name == "zero_one" or (np.sign(low) == (1 if side == "+1" else -1)) == loss.calibrated
    assert view.finding == f"{place} {cost} {which} {best}"
    for one in view.drawings[:2]:
        assert one.label == f"{say('title')}: {view.finding}"
    assert (low == high) != (loss.name == "zero_one" or (loss.name == "hinge" and p == 0.5))


@in_every_state
def test_controls_show_the_state(state, view):
    assert {*view.controls} == {say("loss"), say("margin"), say("probability")}
    assert view.controls[say("loss")]["value"] == state["loss"]
    for trait, key, step, digits in (("margin", "margin", 0.1, 2), ("p", "probability", 1 / 32, CHANCE)):
        control = view.controls[say(key)]
        assert abs(float(control["value"]) - state[trait]) <= step / 2 + 1e-9
        assert control["shown"] == control["text"] == shown(state[trait], digits)


def test_the_key_explains_the_marks(views_of):
    for _, view in views_of(MarginLosses, CHOSEN[:3], lines=".nnx-key > span"):
        assert view.lines == [say(f"key {mark}") for mark in ("slope", "area", "gap", "best")]
        samples = [[{*one.classes} for one in drawing.shapes] for drawing in view.drawings[2:]]
        assert samples == [[{"nnx-slope"}], [{"nnx-area", "nnx-errors"}], [{"nnx-gap"}], [{"nnx-point"}]]


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(MarginLosses, loss="logistic", margin=-1)
    assert colour(stage, "path.nnx-cost", "stroke") == PALETTE["vermilion"]
    assert colour(stage, "path.nnx-weaker", "stroke") == PALETTE["grey"]
    assert colour(stage, "line.nnx-slope", "stroke") == PALETTE["purple"]
    assert colour(stage, "line.nnx-gap", "stroke") == PALETTE["ink"]
    assert colour(stage, ".nnx-errors", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-area.nnx-positive", "fill") == PALETTE["blue"]
    assert colour(stage, ".nnx-point", "fill") == PALETTE["ink"]
    assert is_dashed(stage, "path.nnx-cost.nnx-dashed")
    assert not is_dashed(stage, "path.nnx-cost:not(.nnx-dashed)")
    widths = [stage.root.locator(one).first.evaluate("node => parseFloat(getComputedStyle(node).strokeWidth)")
              for one in ("path.nnx-cost", "path.nnx-weaker")]  # fmt: skip
    assert widths[0] >= 2 * widths[1]
    stage.set_state({"loss": "exponential", "margin": -3, "p": 0.25})
    stage.frame()
    assert colour(stage, ".nnx-beyond-view", "fill") == colour(stage, ".nnx-endless", "fill") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-area.nnx-negative", "fill") == PALETTE["orange"]


# -- widths ------------------------------------------------------------------------------------------------------------

DRAWN = (
    test_both_plots_have_their_axes,
    test_all_losses_are_drawn_and_the_chosen_one_is_strong,
    test_a_loss_that_bounds_only_when_divided_is_drawn_so,
    test_the_area_under_the_0_1_loss_is_grey_and_a_gap_says_how_far_a_loss_is_in_it,
    test_kinks_and_jumps_of_the_chosen_loss_are_marked,
    test_the_sample_is_on_the_chosen_curve_and_rings_are_on_the_others,
    test_what_is_beyond_the_view_has_an_arrow_and_its_number,
    test_the_tangent_touches_and_its_fall_over_a_run_of_1_is_the_slope,
    test_each_curve_has_its_name_beside_it_and_nothing_runs_through,
    test_the_sides_have_names,
    test_the_expected_loss_is_drawn,
    test_the_side_of_the_likelier_class_is_coloured,
    test_the_scores_of_least_expected_loss_are_marked,
)


@pytest.mark.parametrize("width", [390, 320])
def test_it_is_the_same_on_a_phone(views_of, width):
    assert_same_at_width(views_of, MarginLosses, CHOSEN, width, DRAWN)


def test_a_new_width_draws_all_anew(stage_for):
    """Curves are kept while the sample moves, but not when the window changes."""
    stage = stage_for(MarginLosses, loss="logistic", margin=-2, p=0.25)
    assert_drawn_anew_at_each_width(stage, DRAWN)
