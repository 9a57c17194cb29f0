"""What ActivationGallery draws and says is computed with nnlib."""

import functools
import math
from itertools import pairwise

import numpy as np
import pytest
from plots import WRITTEN, Plot, assert_at, assert_near, assert_on, curves, pieces_of, plots_of
from seen import assert_drawn_anew_at_each_width, assert_same_at_width, colour, in_every_state, is_dashed
from states import activation_gallery
from wording import equation, say_shared, shown, words_of

from nnlib.activations import ACTIVATIONS, ELU, Activation, LeakyReLU
from nnlib.explorers import ActivationGallery
from nnlib.plotting import PALETTE

say = words_of(ActivationGallery)
LEFT, RIGHT = -5, 5
FLAT = 0.05  # saturated: the derivative is smaller than this, and goes to 0
ROOM = 56  # pixels
ARM = 1.75  # of the tangent, to each side
HEIGHTS = [(-1.25, 1.25), (-1.25, 5.25), (-5.25, 5.25)]  # of the plot above: the first that holds all values
TICKS = [[-1, 0, 1], [-1, 0, 1, 2, 3, 4], [-4, -2, 0, 2, 4]]
BELOW = (-0.25, 1.6)
WITH_ALPHA = {"leaky_relu": LeakyReLU, "elu": ELU}
CHOSEN = [
    {},
    *({"activation": name, "other": "none", "z": -0.75} for name in ACTIVATIONS),
    *({"activation": name, "other": other, "z": 0} for name, other in zip(
        ACTIVATIONS, [*list(ACTIVATIONS)[3:], *list(ACTIVATIONS)[:3]], strict=True
    )),
    {"z": 5}, {"z": -5}, {"z": 4}, {"z": 4.02}, {"z": 3}, {"z": 3.6}, {"z": 3.1, "activation": "gelu"}, {"z": -3},
    {"z": 2.5},
    {"activation": "relu", "other": "leaky_relu", "alpha": 0.01, "z": -2},
    {"activation": "leaky_relu", "other": "relu", "alpha": 0.26, "z": -5},
    {"activation": "leaky_relu", "other": "elu", "alpha": 1, "z": 0},
    {"activation": "elu", "other": "leaky_relu", "alpha": 1, "z": -4},
    {"activation": "elu", "other": "elu", "alpha": 0.04, "z": -1},
    {"activation": "elu", "other": "none", "alpha": 0.6, "z": -2.4},
    {"activation": "elu", "other": "none", "alpha": 0.1, "z": -2.4},  # nothing but alpha is new
    {"activation": "step", "other": "sigmoid", "z": 0.02},
    {"activation": "silu", "other": "gelu", "z": -4.5},
]  # fmt: skip


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(5)
    return views_of(ActivationGallery, [*CHOSEN, *(activation_gallery(rng) for _ in range(50))])


# -- by nnlib ----------------------------------------------------------------------------------------------------------


def act_of(name: str, alpha: float) -> Activation:
    return WITH_ALPHA[name](alpha=alpha) if name in WITH_ALPHA else ACTIVATIONS[name]


def way_of(plot: Plot, z: float) -> int:
    """Return 1 where the run goes to the right, -1 where the number beside its end would not have room there."""
    return 1 if plot.x(z + 1) + ROOM <= plot.drawing.size[0] else -1


def acts(state: dict) -> list[Activation]:
    return [act_of(state[trait], state["alpha"]) for trait in ("activation", "other") if state[trait] != "none"]


def names(state: dict) -> list[str]:
    return [say_shared(f"{state[trait]} function") for trait in ("activation", "other") if state[trait] != "none"]


def both(act: Activation) -> tuple:
    """The function, and its derivative: what is drawn above and below."""
    return act, act.grad


@functools.cache
def zone(act: Activation) -> tuple[float | None, float | None]:
    """Where the derivative stays small for good, to the left and to the right, found on a fine grid."""
    places = np.linspace(-40, 40, 800_001)
    steep = places[np.abs(act.grad(places)) >= FLAT]
    ends = (steep[0], steep[-1]) if steep.size else (math.inf, -math.inf)
    return tuple(end if side in act.saturates else None for side, end in zip(("left", "right"), ends, strict=True))


def kind(state: dict) -> int:
    """Which of the heights the plot above has."""
    values = np.concatenate([act(np.linspace(LEFT, RIGHT, 101)) for act in acts(state)])
    return next(n for n, (low, high) in enumerate(HEIGHTS) if low <= values.min() and values.max() <= high)


def kinks(act: Activation) -> list[float]:
    return [kink for kink in act.kinks if LEFT < kink < RIGHT]


# -- as it is seen -----------------------------------------------------------------------------------------------------


# -- tests -------------------------------------------------------------------------------------------------------------


@in_every_state
def test_both_plots_have_one_axis_and_one_scale(state, view):
    above, below = plots_of(view)
    n = kind(state)
    assert above.drawing.axes.ticks == ([], TICKS[n])
    assert below.drawing.axes.ticks == ([-4, -2, 0, 2, 4], [0, 1])
    assert np.allclose([above.bounds, below.bounds], [[(LEFT, RIGHT), HEIGHTS[n]], [(LEFT, RIGHT), BELOW]], atol=0.01)
    assert above.y_axis[0] == pytest.approx(below.y_axis[0], rel=1e-3), "a unit upwards is not equally long in both"
    assert [one.text for one in below.drawing.axes.names] == ["z", "f′"]
    assert above.drawing.axes.names[1].text == "f"
    assert above.drawing.size[1] + below.drawing.size[1] == pytest.approx(422), "what stands below would jump"


@in_every_state
def test_curves_are_the_functions_of_nnlib_and_their_derivatives(state, view):
    for n, plot in enumerate(plots_of(view)):
        drawn = curves(plot)
        assert len(drawn) == len(acts(state))
        assert [("nnx-derivative" in one.classes) for one in drawn] == [n == 1] * len(drawn)
        for shape, act in zip(drawn, acts(state), strict=True):
            pieces = pieces_of(shape)
            points = np.concatenate(pieces)
            assert_on(plot, points, both(act)[n])
            assert_near(plot, points, both(act)[n], [])
            inner = [end[0] for one, other in pairwise(pieces) for end in (one[-1], other[0])]
            assert_at(inner, [plot.x(kink) for kink in kinks(act) for _ in range(2)], "the curve is broken elsewhere")


@in_every_state
def test_kinks_are_marked_on_both_of_their_sides(state, view):
    for n, plot in enumerate(plots_of(view)):
        wanted = [
            (plot.x(kink), plot.y(value))
            for act in acts(state)
            for kink in kinks(act)
            for value in both(act)[n](np.array([kink - 1e-7, kink + 1e-7]))
        ]
        found = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-knot", tag="circle")]
        for one, others in [*((place, found) for place in wanted), *((place, wanted) for place in found)]:
            assert any(math.dist(one, other) < WRITTEN for other in others), f"kinks are at {found}, not {wanted}"


@in_every_state
def test_the_saturated_zone_of_the_first_is_shaded(state, view):
    until, since = zone(acts(state)[0])
    everywhere = until == math.inf
    wanted = [] if until is None or until < LEFT else [(LEFT, RIGHT if everywhere else until)]
    wanted += [] if since is None or since > RIGHT or everywhere else [(since, RIGHT)]
    for n, plot in enumerate(plots_of(view)):
        rects = sorted(plot.drawing.find("nnx-saturated", tag="rect"), key=lambda one: one["x"])
        ends = [(one["x"], one["x"] + one["width"]) for one in rects]
        assert len(ends) == len(wanted), f"shaded are {ends}, in place of {wanted}"
        for end, (p, q) in zip(ends, wanted, strict=True):
            assert_at(end, (plot.x(p), plot.x(q)), "the zone")
        low, high = plot.bounds[1]
        for one in rects:
            assert_at((one["y"], one["y"] + one["height"]), (plot.y(high), plot.y(low)), "the zone's height")
        roomy = [(p, q) for p, q in wanted if plot.x(q) - plot.x(p) > 8 * len("saturated")] if n == 0 else []
        texts = sorted(one["x"] for one in plot.drawing.find("nnx-note") if one.text == say("saturated"))
        assert_at(texts, [(plot.x(p) + plot.x(q)) / 2 for p, q in roomy], "the zone's name")


@in_every_state
def test_tangents_touch_the_curves_at_z(state, view):
    plot, _ = plots_of(view)
    z = state["z"]
    for n, dashed in enumerate((False, True)):
        found = plot.drawing.find(
            "nnx-tangent", *(["nnx-dashed"] if dashed else []), without="" if dashed else "nnx-dashed"
        )
        if n >= len(acts(state)) or z in acts(state)[n].kinks:
            assert not found, "a tangent where there is no slope"
            continue
        act = acts(state)[n]
        (line,) = found
        ends = np.clip([z - ARM, z + ARM], LEFT, RIGHT)
        wanted = [plot.pixels((end, float(act(z)) + float(act.grad(z)) * (end - z))) for end in ends]
        assert_at(sorted(line.ends), wanted, "the tangent")


@in_every_state
def test_the_rise_over_a_run_of_1_is_as_long_as_the_derivative_is_high(state, view):
    above, below = plots_of(view)
    act, z = acts(state)[0], state["z"]
    rise, stalk = above.drawing.find("nnx-slope"), below.drawing.find("nnx-slope")
    runs = above.drawing.find("nnx-run")
    if z in act.kinks:
        assert not rise + stalk + runs
        return
    a, slope = float(act(z)), float(act.grad(z))
    way = way_of(above, z)
    corner, top = (z + way, a), (z + way, a + way * slope)
    assert_at(runs[0].ends, [above.pixels((z, a)), above.pixels(corner)], "the run")
    assert_at(rise[0].ends, [above.pixels(corner), above.pixels(top)], "the rise")
    assert_at(stalk[0].ends, [below.pixels((z, 0)), below.pixels((z, slope))], "f′ at z")
    lengths = [abs(one["y1"] - one["y2"]) for one in (rise[0], stalk[0])]
    assert_at(*lengths, "the rise and f′")
    assert len(runs) == len(rise) == len(stalk) == 1


@in_every_state
def test_the_slope_is_written_beside_both(state, view):
    act, z = acts(state)[0], state["z"]
    for n, plot in enumerate(plots_of(view)):
        labels = plot.drawing.find("nnx-slope-label")
        ones = [one for one in plot.drawing.find("nnx-note") if one.text == "1"]
        assert len(labels) == (z not in act.kinks)
        assert len(ones) == (n == 0 and z not in act.kinks)
        if not labels:
            continue
        (label,), mark = labels, plot.drawing.one("nnx-slope")
        assert label.text == shown(float(act.grad(z)), 3)
        way = way_of(plot, z)
        assert label.attributes["text-anchor"] == ("start" if way > 0 else "end")
        assert 4 < way * (label["x"] - mark["x1"]) < 12, "the slope stands elsewhere"
        left, _, width, _ = label.box
        assert 0 <= left <= left + width <= plot.drawing.size[0], "the slope is cut off"
        top, bottom = sorted((mark["y1"], mark["y2"]))
        assert top - 12 < label.centre[1] < bottom + 12
        for one in ones:
            run = plot.drawing.one("nnx-run")
            assert one["x"] == pytest.approx((run["x1"] + run["x2"]) / 2, abs=WRITTEN)
            side = 1 if way * float(act.grad(z)) >= 0 else -1  # away from the tangent
            assert 3 < side * (one.centre[1] - run["y1"]) < 16


@in_every_state
def test_one_line_goes_through_both_plots_at_z(state, view):
    for plot in plots_of(view):
        guide = plot.drawing.one("nnx-guide", "nnx-dashed", tag="line")
        low, high = plot.bounds[1]
        assert_at(guide.ends, [plot.pixels((state["z"], low)), plot.pixels((state["z"], high))], "the line at z")


@in_every_state
def test_handles_stand_at_the_first_and_rings_at_the_other(state, view):
    z = state["z"]
    first, *others = acts(state)
    places = {one["name"]: one for one in view.handles}
    assert list(places) == [say("move the point"), say("move the slope")]
    for n, (plot, handle) in enumerate(zip(plots_of(view), places.values(), strict=True)):
        assert handle["drawing"] == n
        size = np.array(plot.drawing.size)
        wanted = np.clip(plot.pixels((z, float(both(first)[n](z)))), 0.02 * size, 0.98 * size)
        assert np.allclose(handle["place"], wanted, atol=0.6)
        rings = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-ring")]
        wanted = [plot.pixels((z, float(both(act)[n](z)))) for act in others]
        assert_at(rings, wanted, "the rings")


def end(value: float) -> str:
    return shown(value, 0 if value == round(value) else 2) if math.isfinite(value) else shown(value)


def where(act: Activation) -> str:
    until, since = zone(act)
    if until == math.inf:
        return say("everywhere")
    if until is not None and since is not None and abs(until + since) < 1e-6:
        return say("beyond", place=shown(since))
    parts = [] if until is None else [say("before", place=end(until if abs(until) > 1e-3 else 0.0))]
    parts += [] if since is None else [say("after", place=end(since))]
    return ", ".join(parts) or say("nowhere")


@in_every_state
def test_the_table_says_what_the_registry_says(state, view):
    z = state["z"]
    assert len(view.tables) == 1
    columns = [[row["cells"][n] for row in view.tables[0]] for n in range(3)]
    assert columns[0] == [
        "", "f(z)", "f′(z)", *(say(key) for key in ("range", "monotone", "zero-centred", "saturated", "kink")),
    ]  # fmt: skip
    for column, act, name in zip(columns[1:], acts(state), names(state), strict=False):
        assert column == [
            name,
            shown(float(act(z)), 3),
            say("no slope") if z in act.kinks else shown(float(act.grad(z)), 3),
            say("from to", low=end(act.range[0]), high=end(act.range[1])),
            say("yes" if act.monotonic else "no"),
            say("yes" if act.zero_centred else "no"),
            where(act),
            ", ".join(equation("z", kink, 0) for kink in act.kinks) or say("none"),
        ]
    if len(acts(state)) == 1:
        assert columns[2] == [""] * 8


@in_every_state
def test_the_sentence_says_the_slopes(state, view):
    z = state["z"]
    parts = []
    for act, name in zip(acts(state), names(state), strict=True):
        until, since = zone(act)
        saturated = (until is not None and z < until) or (since is not None and z > since)
        key = "has none" if z in act.kinks else "is saturated" if saturated else "has a slope"
        parts.append(say(key, name=name, slope=shown(float(act.grad(z)), 3)))
    where = equation("z", z)
    if len(parts) == 1:
        assert view.finding == say("finding of one", place=where, first=parts[0])
    else:
        assert view.finding == say("finding of two", place=where, first=parts[0], second=parts[1])
    for one in view.drawings[:2]:
        assert one.label == f"{say('title')}: {view.finding}"


@in_every_state
def test_controls_show_the_state(state, view):
    sliders = {"z": say("place")} | ({"alpha": say("alpha")} if {*WITH_ALPHA} & {*state.values()} else {})
    menus = {trait: say(trait) for trait in ("activation", "other")}
    assert {*view.controls} == {*sliders.values(), *menus.values()}, "alpha is for those that have it"
    for trait, name in sliders.items():
        step = 0.1 if trait == "z" else 0.01
        assert abs(float(view.controls[name]["value"]) - state[trait]) <= step / 2 + 1e-9
        assert view.controls[name]["shown"] == view.controls[name]["text"] == shown(state[trait])
    for trait, name in menus.items():
        assert view.controls[name]["value"] == state[trait]
    assert view.buttons[say("swap")] == (state["other"] != "none")


def test_the_key_names_the_curves_and_defines_what_is_saturated(views_of):
    for state, view in views_of(ActivationGallery, CHOSEN, lines=".nnx-key > span:not(.nnx-gone)"):
        until, since = zone(acts(state)[0])
        flat = "key not saturated" if until is since is None else "key saturated"
        assert view.lines == [
            *names(state), say("key slope"), say("key kink"), say(flat, name=names(state)[0], flat=shown(FLAT)),
        ]  # fmt: skip
        samples = view.drawings[2:]
        assert [[{*one.classes} - {"nnx-curve"} for one in drawing.shapes] for drawing in samples] == [
            *[[{"nnx-strong", *dash}, {"nnx-strong", "nnx-derivative", *dash}] for dash in [[], ["nnx-dashed"]]][
                : len(acts(state))
            ],
            [{"nnx-slope"}], [{"nnx-knot"}], [{"nnx-saturated"}],
        ]  # fmt: skip


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(ActivationGallery, activation="elu", other="relu", z=-1)
    assert colour(stage, "path.nnx-strong:not(.nnx-derivative)", "stroke") == PALETTE["blue"]
    assert colour(stage, "path.nnx-strong.nnx-derivative", "stroke") == PALETTE["purple"]
    assert colour(stage, "line.nnx-slope", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-slope-label", "fill") == PALETTE["purple"]
    assert colour(stage, ".nnx-tangent", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-run", "stroke") == PALETTE["grey"]
    assert colour(stage, "rect.nnx-saturated", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-knot", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-derivative .nnx-knot", "stroke") == PALETTE["purple"]
    for plot in ("svg:has(.nnx-run)", "svg:not(:has(.nnx-run)):has(.nnx-slope)"):
        assert is_dashed(stage, f"{plot} path.nnx-dashed")
        assert not is_dashed(stage, f"{plot} path:not(.nnx-dashed)")
    assert is_dashed(stage, ".nnx-tangent.nnx-dashed")
    assert not is_dashed(stage, ".nnx-tangent:not(.nnx-dashed)")


def test_it_is_the_same_on_a_phone(views_of):
    checks = (
        test_both_plots_have_one_axis_and_one_scale,
        test_curves_are_the_functions_of_nnlib_and_their_derivatives,
        test_kinks_are_marked_on_both_of_their_sides,
        test_the_saturated_zone_of_the_first_is_shaded,
        test_tangents_touch_the_curves_at_z,
        test_the_rise_over_a_run_of_1_is_as_long_as_the_derivative_is_high,
        test_the_slope_is_written_beside_both,
        test_handles_stand_at_the_first_and_rings_at_the_other,
    )
    assert_same_at_width(views_of, ActivationGallery, CHOSEN, 390, checks)


def test_a_new_width_draws_all_anew(stage_for):
    """Curves are kept while z moves, but not when the window changes."""
    stage = stage_for(ActivationGallery, activation="silu", other="step", z=-2)
    checks = (
        test_curves_are_the_functions_of_nnlib_and_their_derivatives,
        test_the_saturated_zone_of_the_first_is_shaded,
        test_tangents_touch_the_curves_at_z,
    )
    assert_drawn_anew_at_each_width(stage, checks)
