"""What RegressionLosses draws and says is computed with nnlib."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from drawing import Shape
from plots import WRITTEN, Plot, assert_at, assert_on_curve, curves, pieces_of, plots_of
from seen import assert_drawn_anew_at_each_width, assert_same_at_width, colour, in_every_state, is_dashed
from states import regression_losses
from wording import shown, words_of

from nnlib.explorers import RegressionLosses
from nnlib.losses import LOSSES, Huber, Loss, Quantile
from nnlib.plotting import PALETTE

say = words_of(RegressionLosses)
NAMES = ["mse", "half_mse", "mae", "huber", "log_cosh", "quantile"]
LEFT, RIGHT = -4, 4
ABOVE, BELOW = (-1.1, 4.6), (-3.3, 3.3)  # bounds in the finest scale
VALUE, SLOPE = 3.75, 3.1  # as high as that, marks are in the view of the finest scale
ARM = 1.25  # of the tangent, to each side
KINKED = ("mae", "quantile")
CHOSEN = [
    {},
    *({"loss": name, "other": "none", "error": -0.75} for name in NAMES),
    *({"loss": name, "other": other, "error": 0} for name, other in zip(NAMES, [*NAMES[2:], *NAMES[:2]], strict=True)),
    *({"loss": "mse", "other": other, "error": 4} for other in NAMES),
    *({"loss": "mae", "other": other, "error": -4} for other in NAMES),
    {"error": 1.55}, {"error": 1.56}, {"error": 2.5}, {"error": -3.98}, {"error": 0.02}, {"error": -0.5}, {"error": 1},
    {"loss": "huber", "other": "mae", "delta": 0.1, "error": 0.1},
    {"loss": "huber", "other": "half_mse", "delta": 4, "error": 4},
    {"loss": "huber", "other": "log_cosh", "delta": 1, "error": -1},
    {"loss": "huber", "other": "huber", "delta": 2.5, "error": 3},
    {"loss": "quantile", "other": "mae", "gamma": 0.05, "error": -3.5},
    {"loss": "quantile", "other": "mse", "gamma": 0.95, "error": 0.6},
    {"loss": "quantile", "other": "huber", "gamma": 0.5, "error": 2},
    {"loss": "quantile", "other": "none", "gamma": 0.3, "error": 2},  # nothing but gamma is new
    {"loss": "quantile", "other": "none", "gamma": 0.7, "error": 2},
]  # fmt: skip

Function = Callable[..., np.ndarray]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(5)
    return views_of(RegressionLosses, [*CHOSEN, *(regression_losses(rng) for _ in range(60))])


# -- by nnlib ----------------------------------------------------------------------------------------------------------


def losses(state: dict) -> list[Loss]:
    made = {"huber": Huber(delta=state["delta"]), "quantile": Quantile(gamma=state["gamma"])}
    return [made.get(state[trait]) or LOSSES[state[trait]] for trait in ("loss", "other") if state[trait] != "none"]


def names(state: dict) -> list[str]:
    return [say(f"{state[trait]} loss") for trait in ("loss", "other") if state[trait] != "none"]


def value(loss: Loss) -> Function:
    return lambda error: loss(np.zeros_like(error, dtype=float), error, "none")


def slope(loss: Loss) -> Function:
    return lambda error: loss.grad(np.zeros_like(error, dtype=float), error, "none")


def both(loss: Loss) -> tuple[Function, Function]:
    """The loss, and its slope: what is drawn above and below."""
    return value(loss), slope(loss)


def has_slope(loss: Loss, error: float) -> bool:
    return error != 0 or loss.name not in KINKED


def curvature(loss: Loss, error: float) -> float | None:
    """By differences of the slope; None at a kink, and at a bend, where they differ on both sides."""
    if not has_slope(loss, error):
        return None
    h = 1e-6
    sides = [float(slope(loss)(error + way * h) - slope(loss)(error)) / (way * h) for way in (-1, 1)]
    return None if abs(sides[0] - sides[1]) > 0.1 else float(np.mean(sides))


def coarseness(state: dict) -> float:
    """How many times as coarse as the finest scale it is: so that the marks at the error are in the view."""
    marks = [(float(value(loss)(state["error"])), abs(float(slope(loss)(state["error"])))) for loss in losses(state)]
    return max([1, *(height / VALUE for height, _ in marks), *(steep / SLOPE for _, steep in marks)])


# -- as it is seen -----------------------------------------------------------------------------------------------------


def ends_in_view(plot: Plot, f: Function) -> list[float]:
    """Where a function leaves the view to the left and to the right, found on a fine grid."""
    places = np.linspace(LEFT, RIGHT, 400_001)
    low, high = plot.bounds[1]
    inside = places[(f(places) >= low) & (f(places) <= high)]
    return [inside[0], inside[-1]]


# -- tests -------------------------------------------------------------------------------------------------------------


@in_every_state
def test_both_plots_have_one_axis_and_one_scale_that_holds_the_marks(state, view):
    above, below = plots_of(view)
    coarse = coarseness(state)
    wanted = [[(LEFT, RIGHT), np.multiply(bounds, coarse)] for bounds in (ABOVE, BELOW)]
    assert np.allclose([above.bounds, below.bounds], wanted, atol=0.02 * coarse)
    assert above.y_axis[0] == pytest.approx(below.y_axis[0], rel=1e-3), "a unit upwards is not equally long in both"
    assert below.drawing.axes.names[0].text == "r"
    for plot, title in ((above, say("value")), (below, say("slope"))):
        (name,) = [one for one in plot.drawing.find("nnx-note") if one.text == title]
        left, top, width, height = name.box
        assert 0 <= left < left + width < plot.x(LEFT)
        assert top <= plot.y(plot.bounds[1][1]) < top + height, "the axis has its name at its end"
    assert above.drawing.size[1] + below.drawing.size[1] == pytest.approx(431), "what stands below would jump"
    for n, (low, high) in enumerate(plot.bounds[1] for plot in (above, below)):
        for loss in losses(state):
            assert low <= float(both(loss)[n](state["error"])) <= high, "a mark is outside the view"
    assert below.drawing.axes.ticks[0] == [-4, -2, 0, 2, 4]


@in_every_state
def test_numbers_at_the_axes_are_round_and_few(state, view):
    for plot, lowest in zip(plots_of(view), (0, -math.inf), strict=True):
        ticks = plot.drawing.axes.ticks[1]
        assert 2 <= len(ticks) <= 5
        step = ticks[1] - ticks[0]
        low, high = plot.bounds[1]
        assert step in (1, 2, 5, 10)
        assert np.allclose(np.diff(ticks), step)
        assert ticks[0] >= lowest
        assert 0 in ticks
        assert low <= ticks[0] < max(low, lowest) + step, "a number is missing at the bottom"
        name = 20 / -plot.y_axis[0]  # as high as the name of the axis
        assert high - name - step < ticks[-1] <= high - name + 1e-3, "a number is missing at the top, or in the way"


@in_every_state
def test_curves_are_the_losses_of_nnlib_and_their_slopes(state, view):
    for n, plot in enumerate(plots_of(view)):
        drawn = curves(plot)
        assert len(drawn) == len(losses(state))
        for shape, loss in zip(drawn, losses(state), strict=True):
            assert ("nnx-derivative" if n else "nnx-cost") in shape.classes
            f = both(loss)[n]
            pieces = pieces_of(shape)
            assert len(pieces) == (2 if n and loss.name in KINKED else 1), "the curve is broken elsewhere"
            points = np.concatenate(pieces)
            assert len(points) < 200
            assert_on_curve(plot, points, f)
            for end, wanted in zip((points[0, 0], points[-1, 0]), ends_in_view(plot, f), strict=True):
                assert abs(end - plot.x(wanted)) < 0.1, "the curve does not end where it leaves the view"
            if len(pieces) == 2:
                assert_at([pieces[0][-1][0], pieces[1][0][0]], [plot.x(0)] * 2, "the jump")
            assert_near_pieces(plot, pieces, f)


def assert_near_pieces(plot: Plot, pieces: list[np.ndarray], f: Function) -> None:
    """Between its points, too, the curve is nearly the function: also at a kink, and where Huber's slope bends."""
    for piece in pieces:
        x = np.linspace(piece[0, 0], piece[-1, 0], 700)[1:-1]
        wanted = plot.y(f((x - plot.x_axis[1]) / plot.x_axis[0]))
        assert np.abs(np.interp(x, *piece.T) - wanted).max() < 0.3


@in_every_state
def test_kinks_are_marked_on_both_of_their_sides_and_what_nnlib_takes_there(state, view):
    for n, plot in enumerate(plots_of(view)):
        kinked = [loss for loss in losses(state) if loss.name in KINKED]
        wanted = {
            (round(plot.x(0), 2), round(float(plot.y(height)), 1))
            for loss in kinked
            for height in both(loss)[n](np.array([-1e-9, 1e-9]))
        }
        found = {(round(one["cx"], 2), round(one["cy"], 1)) for one in plot.drawing.find("nnx-knot", tag="circle")}
        assert len(found) == len(wanted)
        assert not wanted or np.allclose(sorted(found), sorted(wanted), atol=0.11)
        taken = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-taken", tag="circle")]
        assert len(taken) == (len(kinked) if n else 0)
        for place, loss in zip(taken, kinked, strict=False):
            assert_at(place, plot.pixels((0, float(slope(loss)(0.0)))), "the slope that nnlib takes")


@in_every_state
def test_tangents_touch_the_losses_at_the_error(state, view):
    plot, _ = plots_of(view)
    error = state["error"]
    for n, dashed in enumerate((False, True)):
        found = plot.drawing.find(
            "nnx-tangent", *(["nnx-dashed"] if dashed else []), without="" if dashed else "nnx-dashed"
        )
        if n >= len(losses(state)) or not has_slope(losses(state)[n], error):
            assert not found, "a tangent where there is no slope"
            continue
        loss = losses(state)[n]
        (line,) = found
        height, steep = float(value(loss)(error)), float(slope(loss)(error))
        for x, y in line.ends:
            e, found_height = plot.data((x, y))
            assert found_height == pytest.approx(height + steep * (e - error), abs=0.01 * coarseness(state))
        places = sorted(plot.data(end)[0] for end in line.ends)
        low, high = plot.bounds[1]
        cut = sorted(error + (edge - height) / steep for edge in (low, high)) if abs(steep) > 1e-12 else [LEFT, RIGHT]
        wanted = [max(LEFT, error - ARM, cut[0]), min(RIGHT, error + ARM, cut[1])]
        assert places == pytest.approx(wanted, abs=0.01 + 0.01 * coarseness(state) / max(abs(steep), 0.05))


@in_every_state
def test_the_rise_over_a_run_of_1_towards_the_truth_is_as_long_as_the_slope_is_high(state, view):
    above, below = plots_of(view)
    loss, error = losses(state)[0], state["error"]
    rise, stalk = above.drawing.find("nnx-slope"), below.drawing.find("nnx-slope")
    runs = above.drawing.find("nnx-run")
    if not has_slope(loss, error):
        assert not rise + stalk + runs
        return
    assert len(runs) == len(rise) == len(stalk) == 1
    height, steep = float(value(loss)(error)), float(slope(loss)(error))
    way = 1 if error < 0 else -1
    corner, top = (error + way, height), (error + way, height + way * steep)
    assert_at(runs[0].ends, [above.pixels((error, height)), above.pixels(corner)], "the run")
    assert_at(rise[0].ends, [above.pixels(corner), above.pixels(top)], "the rise")
    assert_at(stalk[0].ends, [below.pixels((error, 0)), below.pixels((error, steep))], "the slope at the error")
    assert_at(*(abs(one["y1"] - one["y2"]) for one in (rise[0], stalk[0])), "the rise and the slope")
    for line in (runs[0], rise[0]):
        for x, y in line.ends:
            assert -0.1 <= x <= above.drawing.size[0]
            assert -0.1 <= y <= above.y(above.bounds[1][0]) + 0.5, "the rise leaves the view"


@in_every_state
def test_the_slope_is_written_beside_both(state, view):
    loss, error = losses(state)[0], state["error"]
    is_there = has_slope(loss, error)
    for n, plot in enumerate(plots_of(view)):
        labels = plot.drawing.find("nnx-slope-label")
        ones = [one for one in plot.drawing.find("nnx-note") if one.text == "1"]
        assert len(labels) == is_there
        assert len(ones) == (n == 0 and is_there)
        if not is_there:
            continue
        (label,), mark = labels, plot.drawing.one("nnx-slope")
        assert label.text == shown(float(slope(loss)(error)))
        way = (1 if error < 0 else -1) if n == 0 else np.sign(label["x"] - mark["x1"])
        assert label.attributes["text-anchor"] == ("start" if way > 0 else "end")
        assert 4 < way * (label["x"] - mark["x1"]) < 12, "the slope stands elsewhere"
        left, _, width, _ = label.box
        assert 0 <= left <= left + width <= plot.drawing.size[0], "the slope is cut off"
        top, bottom = sorted((mark["y1"], mark["y2"]))
        assert top - 18 < label.centre[1] < bottom + 18
        for one in ones:
            run = plot.drawing.one("nnx-run")
            assert one["x"] == pytest.approx((run["x1"] + run["x2"]) / 2, abs=WRITTEN)
            assert 3 < run["y1"] - one["y"] < 9


@in_every_state
def test_one_line_goes_through_both_plots_at_the_error(state, view):
    for plot in plots_of(view):
        guide = plot.drawing.one("nnx-guide", "nnx-dashed", tag="line")
        low, high = plot.bounds[1]
        wanted = [plot.pixels((state["error"], low)), plot.pixels((state["error"], high))]
        assert np.allclose(guide.ends, wanted, atol=0.6), "the line at the error"
        assert_at([x for x, _ in guide.ends], [plot.x(state["error"])] * 2, "the line at the error")


@in_every_state
def test_handles_stand_at_the_first_and_rings_at_the_other(state, view):
    error = state["error"]
    first, *others = losses(state)
    places = {one["name"]: one for one in view.handles}
    assert list(places) == [say("move the point"), say("move the slope")]
    for n, (plot, handle) in enumerate(zip(plots_of(view), places.values(), strict=True)):
        assert handle["drawing"] == n
        size = np.array(plot.drawing.size)
        wanted = np.clip(plot.pixels((error, float(both(first)[n](error)))), 0.02 * size, 0.98 * size)
        assert np.allclose(handle["place"], wanted, atol=0.6)
        rings = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-ring")]
        wanted = [plot.pixels((error, float(both(loss)[n](error)))) for loss in others]
        assert_at(rings, wanted, "the rings")


# -- names -------------------------------------------------------------------------------------------------------------


def heights_over(plot: Plot, f: Function, left: float, right: float) -> np.ndarray:
    """Pixels of a curve over a range of pixels, where it is in the view."""
    x = np.linspace(left, right, 60)
    y = plot.y(f((x - plot.x_axis[1]) / plot.x_axis[0]))
    low, high = plot.y(np.array(plot.bounds[1]))
    return y[(y <= low) & (y >= high)]


def is_free(plot: Plot, name: Shape, functions: list[Function]) -> bool:
    """Whether neither curve runs through a name: 1 pixel of its height is air."""
    left, top, width, height = name.box
    return all(
        not np.any((y > top + 1) & (y < top + height - 1))
        for y in (heights_over(plot, f, left, left + width) for f in functions)
    )


@in_every_state
def test_each_curve_has_its_name_beside_it(state, view):
    for n, plot in enumerate(plots_of(view)):
        found = plot.drawing.find("nnx-of-loss", tag="text")
        assert [one.text for one in found] == names(state)
        functions = [both(loss)[n] for loss in losses(state)]
        for name, f in zip(found, functions, strict=True):
            left, top, width, height = name.box
            assert plot.x(LEFT) - 1 <= left <= left + width <= plot.x(RIGHT) + 1, "a name is cut off"
            assert plot.y(plot.bounds[1][1]) - 12 <= top <= top + height <= plot.y(plot.bounds[1][0]) + 8
            near = heights_over(plot, f, left - 12, left + width + 12)
            gaps = np.maximum(np.maximum(top - near, near - top - height), 0)
            assert gaps.min() < 14, f"{name.text} is far from its curve"
            assert is_free(plot, name, functions), f"a curve runs through {name.text}"
        boxes = [one.box for one in found]
        boxes += [(x - 6, y - 6, 12, 12) for x, y in marks(state, plot, n)]
        boxes += [one.box for one in plot.drawing.find("nnx-slope-label")]
        for i, one in enumerate(boxes[: len(found)]):
            for other in boxes[i + 1 :]:
                assert not overlap(one, other), f"{found[i].text} covers something"


def marks(state: dict, plot: Plot, n: int) -> list[tuple[float, float]]:
    return [plot.pixels((state["error"], float(both(loss)[n](state["error"])))) for loss in losses(state)]


def overlap(one: tuple, other: tuple) -> bool:
    """Whether two boxes share more than a pixel."""
    (x, y, w, h), (p, q, r, s) = one, other
    return min(x + w, p + r) - max(x, p) > 1 and min(y + h, q + s) - max(y, q) > 1


@in_every_state
def test_the_sides_of_the_axis_have_names(state, view):
    above, _ = plots_of(view)
    sides = [one for one in above.drawing.find("nnx-note") if one.text.startswith("ŷ")]
    assert [one.text for one in sides] == [say("ŷ too low"), say("ŷ too high")]
    low, high = sides
    assert low.box[0] < above.x(LEFT) + 8
    assert low.box[0] + low.box[2] < above.x(0)
    assert high.box[0] > above.x(0)
    assert above.x(RIGHT) - 8 < high.box[0] + high.box[2] <= above.x(RIGHT)
    for one in sides:
        assert above.y(0) < one.box[1], "below the axis, where there is no loss"


# -- table, sentence, controls -----------------------------------------------------------------------------------------


@in_every_state
def test_the_table_says_what_nnlib_computes(state, view):
    error = state["error"]
    assert len(view.tables) == 1
    columns = [[row["cells"][n] for row in view.tables[0]] for n in range(3)]
    assert columns[0] == [
        "", *(say(key) for key in ("value", "slope", "curvature", "steepest", "minimiser")),
    ]  # fmt: skip
    best = {"mse": "mean", "half_mse": "mean", "mae": "median", "quantile": "quantile"}
    for column, loss, name in zip(columns[1:], losses(state), names(state), strict=False):
        head, cost, steep, bent, steepest, minimiser = column
        assert head == name
        assert cost == shown(float(value(loss)(error)), 3)
        assert steep == (shown(float(slope(loss)(error)), 3) if has_slope(loss, error) else say("no slope"))
        expected = curvature(loss, error)
        if expected is None:
            assert bent == say("no slope")
        else:
            assert float(bent) == pytest.approx(expected, abs=6e-4)
        bound = {"huber": state["delta"], "quantile": max(state["gamma"], 1 - state["gamma"]), "mae": 1, "log_cosh": 1}
        assert steepest == (shown(bound[loss.name]) if loss.name in bound else say("without limit"))
        assert minimiser == (say(f"best {best[loss.name]}") if loss.name in best else say("no name"))
    if len(losses(state)) == 1:
        assert columns[2] == [""] * 6


@in_every_state
def test_the_sentence_says_what_the_error_costs_and_how_hard_it_pulls(state, view):
    error = state["error"]
    place = say("too high" if error > 0 else "too low" if error < 0 else "exact", error=shown(abs(error)))
    parts = [
        say("costs" if has_slope(loss, error) else "costs without a slope", name=name,
            value=shown(float(value(loss)(error))), slope=shown(float(slope(loss)(error))))
        for loss, name in zip(losses(state), names(state), strict=True)
    ]  # fmt: skip
    if len(parts) == 1:
        wanted = say("finding of one", place=place, first=parts[0])
    else:
        steep = [abs(float(slope(loss)(error))) for loss in losses(state)]
        pull = max(steep) / min(steep) if min(steep) > 0 else None
        harder = say("pulls harder", name=names(state)[int(np.argmax(steep))], pull=shown(pull or 0))
        comparison = "" if pull is None else say("pulls alike") if shown(pull) == "1.00" else harder
        wanted = say("finding of two", place=place, first=parts[0], second=parts[1], comparison=comparison).rstrip()
    assert view.finding == wanted
    for one in view.drawings[:2]:
        assert one.label == f"{say('title')}: {view.finding}"


@in_every_state
def test_controls_show_the_state(state, view):
    chosen = {state["loss"], state["other"]}
    sliders = {"error": 0.1} | ({"delta": 0.1} if "huber" in chosen else {})
    sliders |= {"gamma": 0.05} if "quantile" in chosen else {}
    menus = ("loss", "other")
    wanted = {say(trait) for trait in (*sliders, *menus)}
    assert {*view.controls} == wanted, "delta and gamma are for those that have them"
    for trait, step in sliders.items():
        control = view.controls[say(trait)]
        assert abs(float(control["value"]) - state[trait]) <= step / 2 + 1e-9
        assert control["shown"] == control["text"] == shown(state[trait])
    for trait in menus:
        assert view.controls[say(trait)]["value"] == state[trait]
    assert view.buttons[say("swap")] == (state["other"] != "none")


def test_the_key_explains_the_marks(views_of):
    for _, view in views_of(RegressionLosses, CHOSEN[:3], lines=".nnx-key > span"):
        assert view.lines == [say("key slope"), say("key kink"), say("key taken")]
        samples = [[{*one.classes} for one in drawing.shapes] for drawing in view.drawings[2:]]
        assert samples == [[{"nnx-slope"}], [{"nnx-knot", "nnx-of-slope"}], [{"nnx-taken"}]]


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(RegressionLosses, loss="mae", other="quantile", error=-1)
    assert colour(stage, "path.nnx-cost", "stroke") == PALETTE["vermilion"]
    assert colour(stage, "path.nnx-derivative", "stroke") == PALETTE["purple"]
    assert colour(stage, "line.nnx-slope", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-slope-label", "fill") == PALETTE["purple"]
    assert colour(stage, ".nnx-tangent", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-run", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-of-cost .nnx-knot", "stroke") == PALETTE["vermilion"]
    assert colour(stage, "g.nnx-of-slope .nnx-knot", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-key .nnx-knot", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-taken", "fill") == PALETTE["purple"]
    assert colour(stage, ".nnx-of-loss", "fill") == PALETTE["ink"]
    for kind in ("nnx-cost", "nnx-derivative"):
        assert is_dashed(stage, f"path.{kind}.nnx-dashed")
        assert not is_dashed(stage, f"path.{kind}:not(.nnx-dashed)")
    assert is_dashed(stage, ".nnx-tangent.nnx-dashed")
    assert not is_dashed(stage, ".nnx-tangent:not(.nnx-dashed)")


# -- widths ------------------------------------------------------------------------------------------------------------

DRAWN = (
    test_both_plots_have_one_axis_and_one_scale_that_holds_the_marks,
    test_numbers_at_the_axes_are_round_and_few,
    test_curves_are_the_losses_of_nnlib_and_their_slopes,
    test_kinks_are_marked_on_both_of_their_sides_and_what_nnlib_takes_there,
    test_tangents_touch_the_losses_at_the_error,
    test_the_rise_over_a_run_of_1_towards_the_truth_is_as_long_as_the_slope_is_high,
    test_the_slope_is_written_beside_both,
    test_one_line_goes_through_both_plots_at_the_error,
    test_handles_stand_at_the_first_and_rings_at_the_other,
    test_each_curve_has_its_name_beside_it,
    test_the_sides_of_the_axis_have_names,
)


@pytest.mark.parametrize("width", [390, 320])
def test_it_is_the_same_on_a_phone(views_of, width):
    assert_same_at_width(views_of, RegressionLosses, CHOSEN, width, DRAWN)


def test_a_new_width_draws_all_anew(stage_for):
    """Curves are kept while the error moves within one scale, but not when the window changes."""
    stage = stage_for(RegressionLosses, loss="log_cosh", other="quantile", error=-2)
    assert_drawn_anew_at_each_width(stage, DRAWN)
