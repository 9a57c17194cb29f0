"""What Towers draws and says is computed with nnlib."""

import re

import numpy as np
import pytest
from drawing import View
from seen import colour, in_every_state, is_dashed
from states import towers
from surfaces import (
    NARROW,
    ROUNDED,
    Eye,
    area,
    is_on,
    means_of_corners,
    pieces_of,
    rectangles_of,
    segments_of,
    shade_of,
    shades,
)
from wording import shown, words_of

from nnlib import MLP, Dense
from nnlib.approximation import approximate_2d, tower
from nnlib.explorers import Towers
from nnlib.plotting import PALETTE

say = words_of(Towers)
CHOSEN = [
    {},
    {"mode": "ridges"},
    {"mode": "ridges", "steepness": 4, "height": -1, "azimuth": 170, "elevation": 70},
    {"steepness": 6},
    {"steepness": 8},
    {"height": 0},
    {"height": -1, "steepness": 100, "azimuth": 30},
    {"c1": 1, "c2": -1, "width": 0.25, "height": 1, "azimuth": 120},
    {"c1": 0, "c2": 0, "width": 1.5, "height": 1, "azimuth": -120, "elevation": 10},
    {"mode": "towers"},
    {"mode": "towers", "n_towers": 1, "target": "slope"},
    {"mode": "towers", "n_towers": 2, "target": "hill", "steepness": 100, "azimuth": 150},
    {"mode": "towers", "n_towers": 6, "target": "ripple", "steepness": 100, "elevation": 50},
    {"mode": "towers", "n_towers": 6, "target": "saddle", "steepness": 20, "azimuth": -150},
    {"mode": "towers", "n_towers": 5, "target": "slope", "steepness": 40, "elevation": 90},
    {"mode": "target", "target": "ripple"},
    {"mode": "target", "target": "hill", "n_towers": 3, "azimuth": 45},
]
LINES = ".nnx-facts > *"
SURFACES = {
    "saddle": lambda X: X[:, 0] * X[:, 1],
    "hill": lambda X: np.exp(-3 * X[:, 0] ** 2 - 3 * X[:, 1] ** 2),
    "ripple": lambda X: np.cos(4 * np.hypot(X[:, 0], X[:, 1])),
    "slope": lambda X: 0.5 * X[:, 0] + 0.5 * X[:, 1],
}


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(5)
    states = [Towers(**state).state() for state in CHOSEN] + [towers(rng) for _ in range(40)]
    return views_of(Towers, states, lines=LINES)


def is_one(state: dict) -> bool:
    return state["mode"] in ("ridges", "tower")


def network(state: dict) -> MLP:
    if not is_one(state):
        f, k = SURFACES[state["target"]], state["steepness"]
        return approximate_2d(f, state["n_towers"], (-1, 1), steepness=k)
    net = tower((state["c1"], state["c2"]), state["width"], state["height"], state["steepness"])
    if state["mode"] == "tower":
        return net
    ridges = Dense(W=np.array([[1.0], [-1], [1], [-1]]) * state["height"] / 2)
    return MLP(layers=[net.layers[0], ridges])


def drawn(state: dict, X: np.ndarray) -> np.ndarray:
    """Return what is drawn at places: what the network answers, or the surface itself."""
    f = SURFACES[state["target"]] if state["mode"] == "target" else network(state)
    return np.reshape(f(X.reshape(-1, 2)), X.shape[:-1])


def grid_of(state: dict, every: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the lines of the grid along x1 and x2, and the values where they cross: rows from below."""
    first, second = (places[::every] for places in Towers(**state).places())
    return first, second, drawn(state, np.stack(np.meshgrid(first, second), axis=-1))


def eye_of(state: dict, view: View) -> Eye:
    return Eye(view.drawings[0], state["azimuth"], state["elevation"])


# -- from the side -----------------------------------------------------------------------------------------------------


@in_every_state
def test_pieces_of_the_surface_are_where_matplotlib_sees_them_from_the_farthest_to_the_nearest(state, view):
    first, second, z = grid_of(state, every=2)
    places = eye_of(state, view).pixels(np.stack([*np.meshgrid(first, second), z], axis=-1))
    camera = np.cos(np.deg2rad(state["azimuth"])), np.sin(np.deg2rad(state["azimuth"]))
    across = sorted(range(len(first) - 1), key=lambda i: camera[0] * first[i])
    along = sorted(range(len(second) - 1), key=lambda j: camera[1] * second[j])
    low, high = shades(means_of_corners(z))
    pieces = pieces_of(view.drawings[0])
    assert len(pieces) == len(across) * len(along)
    for piece, (j, i) in zip(pieces, [(j, i) for j in along for i in across], strict=True):
        far, near = (i, i + 1) if camera[0] > 0 else (i + 1, i)
        wanted = [places[j + 1, far], places[j + 1, near], places[j, near], places[j, far]]
        assert np.abs(piece.corners - wanted).max() < ROUNDED, f"row {j}, column {i}: {piece.corners}, not {wanted}"
        assert low[j, i] <= piece.shade <= high[j, i], f"row {j}, column {i}: shade {piece.shade}, not {low[j, i]}"


@in_every_state
def test_pieces_that_may_hide_one_another_are_no_one_shape(state, view):
    sign = 1 if np.cos(np.deg2rad(state["azimuth"])) < 0 else -1  # the way in which the upper side runs
    for piece in pieces_of(view.drawings[0]):
        if piece.together > 1:
            length = np.hypot(*(piece.corners - np.roll(piece.corners, 1, axis=0)).T).sum()
            assert sign * area(piece.corners) > -ROUNDED * length, "a piece whose upper side is not seen"


@in_every_state
def test_the_frame_of_the_surface(state, view):
    drawing, eye = view.drawings[0], eye_of(state, view)
    corners = np.array([[p, q, z] for p in (-1, 1) for q in (-1, 1) for z in (-1, 1)], dtype=float)
    seen = eye.pixels(corners)
    upright = np.array(drawing.one("nnx-upright").ends)
    assert upright[:, 0] == pytest.approx(seen[:, 0].min(), abs=0.01), "the upright axis is at the farthest left"
    assert np.abs(seen - upright[0]).sum(axis=1).min() < 0.02
    assert np.abs(seen - upright[1]).sum(axis=1).min() < 0.02
    assert (seen >= 0).all() and (seen <= drawing.size[0]).all(), "the space does not fit into the drawing"
    texts = [one.text for one in drawing.find("nnx-layer-frame", tag="text")]
    has_numbers = abs(upright[0, 1] - upright[1, 1]) > 60  # else they would lie over one another
    upright_name = "y" if state["mode"] == "target" else "ŷ"
    assert ([upright_name in texts, "0" in texts]) == [has_numbers] * 2
    assert {"x1", "x2"} <= {*texts} <= {"x1", "x2", upright_name, "−1", "0", "1"}


def test_axes_are_named_on_the_nearer_side(views_of):
    """Whichever way the square turns, its names stand below it, and each at the middle of its own side."""
    for state, view in views_of(Towers, [{"azimuth": azimuth} for azimuth in (-150, -60, 30, 120)]):
        drawing = view.drawings[0]
        eye = Eye(drawing, state["azimuth"], 30)
        camera = np.sign([np.cos(np.deg2rad(state["azimuth"])), np.sin(np.deg2rad(state["azimuth"]))])
        middles = {"x1": [0, camera[1], -1], "x2": [camera[0], 0, -1]}
        for name, middle in middles.items():
            (text,) = (one for one in drawing.find("nnx-symbol") if one.text == name)
            foot = eye.pixels(np.array(middle, dtype=float))
            assert np.hypot(*(np.array(text.centre) - foot)) < 26
            assert text.centre[1] > foot[1]


@in_every_state
def test_a_red_line_leads_from_the_answer_to_the_surface_where_the_error_is_largest(state, view):
    lines = view.drawings[0].find("nnx-worst")
    rings = view.drawings[1].find("nnx-miss")
    assert len(lines) == len(rings) == (state["mode"] == "towers")
    if not lines:
        return
    X, errors = errors_of(state)
    x1, x2 = view.drawings[1].axes.data(rings[0].centre)
    close = np.hypot(X[:, 0] - x1, X[:, 1] - x2) < 1e-3
    assert errors[close].max() == pytest.approx(errors.max(), rel=1e-5)
    at = X[close][np.argmax(errors[close])]
    ends = [[*at, network(state)([at]).item()], [*at, SURFACES[state["target"]](at[np.newaxis]).item()]]
    assert np.allclose(lines[0].ends, eye_of(state, view).pixels(np.array(ends)), rtol=0, atol=0.1)


def errors_of(state: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of the grid, from below, and how far the network is off."""
    X = np.stack(np.meshgrid(*Towers(**state).places()), axis=-1).reshape(-1, 2)
    return X, np.abs(network(state)(X).ravel() - SURFACES[state["target"]](X))


# -- from above --------------------------------------------------------------------------------------------------------


def cells_of(state: dict, view: View):
    """Return the lines of the grid in pixels, and whether a cell is wide enough to be seen."""
    first, second, z = grid_of(state)
    axes = view.drawings[1].axes
    x, y = axes.x[0] * first + axes.x[1], axes.y[0] * second + axes.y[1]
    wide = (np.diff(x) > NARROW) & (np.abs(np.diff(y)) > NARROW)[:, np.newaxis]
    return x, y, means_of_corners(z), wide


@in_every_state
def test_the_heat_map_has_the_shades_of_the_answer(state, view):
    x, y, values, wide = cells_of(state, view)
    low, high = shades(values)
    p, q = np.meshgrid((x[:-1] + x[1:]) / 2, (y[:-1] + y[1:]) / 2)
    found, covered = np.zeros(values.shape), np.zeros(values.shape, dtype=int)
    for shade, left, right, top, bottom in rectangles_of(view.drawings[1]):
        inside = (left < p) & (p < right) & (top < q) & (q < bottom)
        found[inside], covered[inside] = shade, covered[inside] + 1
    assert (covered[wide] <= 1).all(), "two rectangles lie over each other"
    wrong = wide & ((found < low) | (found > high))
    assert not wrong.any(), f"cells {np.argwhere(wrong)[:3]} have the shades {found[wrong][:3]}, not {low[wrong][:3]}"


@in_every_state
def test_a_line_is_around_what_is_above_and_a_dashed_one_around_what_is_below(state, view):
    x, y, values, wide = cells_of(state, view)
    low, high = shades(values)
    solid, dashed = (
        segments_of(next(iter(view.drawings[1].find("nnx-contour", *kinds, without=other)), None))
        for kinds, other in (([], "nnx-dashed"), (["nnx-dashed"], None))
    )
    for axis in (0, 1):
        first, second = (slice(None, -1), slice(1, None)) if axis == 0 else (np.s_[:, :-1], np.s_[:, 1:])
        clear = wide[first] & wide[second] & (low == high)[first] & (low == high)[second]
        middles_x, middles_y = (x[:-1] + x[1:]) / 2, (y[:-1] + y[1:]) / 2
        p, q = np.meshgrid(middles_x, y[1:-1]) if axis == 0 else np.meshgrid(x[1:-1], middles_y)
        above = (low[first] > 0) != (low[second] > 0)
        below = ((low[first] < 0) != (low[second] < 0)) & ~above
        assert np.array_equal(is_on(solid, p, q)[clear], above[clear])
        assert np.array_equal(is_on(dashed, p, q)[clear], below[clear])


def test_both_drawings_have_the_colours_of_the_figures(stage_for):
    """A figure lays its shades over each other, 16 % each; both drawings mix them."""
    stage = stage_for(Towers, mode="target", target="slope")
    shades_seen = set()
    for name, tone in (("up", "blue"), ("down", "orange")):
        for n in range(1, 6):
            fills = [
                stage.root.locator(f"{drawing} .nnx-{name}{n}").first.evaluate("(one) => getComputedStyle(one).fill")
                for drawing in (".nnx-layer-mesh", ".nnx-cells")
            ]
            assert fills[0] == fills[1]
            found = np.array(re.findall(r"[\d.]+", fills[0])[:3], dtype=float)
            ink, paper = (
                np.array([int(PALETTE[one][i : i + 2], 16) for i in (1, 3, 5)]) / 255 for one in (tone, "paper")
            )
            share = 1 - 0.84**n
            assert np.allclose(found, share * ink + (1 - share) * paper, rtol=0, atol=0.006), fills
            shades_seen.add(fills[0])
    assert len(shades_seen) == 10
    assert colour(stage, ".nnx-layer-mesh .nnx-paper", "fill") == PALETTE["paper"]
    assert colour(stage, ".nnx-contour:not(.nnx-dashed)", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-contour.nnx-dashed", "stroke") == PALETTE["orange"]
    assert [is_dashed(stage, f".nnx-contour{kind}") for kind in (":not(.nnx-dashed)", ".nnx-dashed")] == [False, True]
    stage.set_state({"mode": "towers"})
    assert colour(stage, ".nnx-worst", "stroke") == PALETTE["vermilion"]


@in_every_state
def test_outlines_are_the_edges_of_towers(state, view):
    axes = view.drawings[1].axes
    assert axes.ticks == ([-1, 0, 1], [-1, 0, 1])
    assert [one.text for one in axes.names] == ["x1", "x2"]
    outline = view.drawings[1].find("nnx-outline")
    if is_one(state):
        reach = state["width"] / 2 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        wanted = [axes.pixels(tuple(place)) for place in reach + np.array([state["c1"], state["c2"]])]
        assert np.allclose(outline[0].corners, wanted, rtol=0, atol=0.01)
        return
    inner = np.linspace(-1, 1, state["n_towers"] + 1)[1:-1]
    lines = segments_of(outline[0]) if outline else segments_of(None)
    upright, level = lines[lines[:, 0] == lines[:, 2]], lines[lines[:, 1] == lines[:, 3]]
    assert np.allclose(upright[:, 0], axes.x[0] * inner + axes.x[1])
    assert np.allclose(level[:, 1], axes.y[0] * inner + axes.y[1])


@in_every_state
def test_handles_of_the_tower_lie_in_its_centre_and_on_a_side_within_reach(state, view):
    names = [say("turn"), *([say("move"), say("widen")] if is_one(state) else [])]
    assert [one["name"] for one in view.handles] == names
    if not is_one(state):
        return
    axes, size = view.drawings[1].axes, view.drawings[1].size[0]

    def near(name, place):
        wanted = np.clip(axes.pixels(place), 0.02 * size, 0.98 * size)
        (found,) = (one["place"] for one in view.handles if one["name"] == name)
        assert np.allclose(found, wanted, rtol=0, atol=0.6)

    near(say("move"), (state["c1"], state["c2"]))
    side = 1 if state["c1"] + state["width"] / 2 <= 1 else -1
    near(say("widen"), (state["c1"] + side * max(state["width"] / 2, 20 / axes.x[0]), state["c2"]))


# -- numbers and sentences ---------------------------------------------------------------------------------------------


def heights(state: dict) -> dict[str, float]:
    """Return the heights of the one tower at the places that the figure names."""
    c1, c2, half = state["c1"], state["c2"], state["width"] / 2
    places = [(c1, c2), (c1 - half, c2), (c1 - half, c2 - half), (c1, -1 if c2 > 0 else 1)]
    return dict(
        zip(["in the centre", "on a side", "at a corner", "on an arm"], network(state)(places).ravel(), strict=True)
    )


def even_error(state: dict) -> float:
    n = 4 * state["n_towers"]
    x = (2 * np.arange(n) + 1) / n - 1
    X = np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2)
    return float(np.abs(network(state)(X).ravel() - SURFACES[state["target"]](X)).mean())


@in_every_state
def test_facts(state, view):
    n = state["n_towers"]
    if is_one(state):
        units = say("units of ridges" if state["mode"] == "ridges" else "units of one", steps=4, thresholds=1)
        wanted = heights(state)
    else:
        units = say("units of one" if n == 1 else "units of many", steps=2 * n + 2, thresholds=n * n)
        wanted = {"largest error": errors_of(state)[1].max(), "mean error": even_error(state)}
    assert view.lines[0] == units
    assert len(view.lines) == 1 + len(wanted)
    for line, (key, value) in zip(view.lines[1:], wanted.items(), strict=True):
        assert line in {say(key, number=shown(value + shift, 3)) for shift in (-1e-9, 1e-9)}


@in_every_state
def test_the_sentence(state, view):
    assert view.finding == sentence(state)
    assert {one.label for one in view.drawings} == {f"{say('title')}: {view.finding}"}


def sentence(state: dict) -> str:
    n, k, surface = state["n_towers"], state["steepness"], say(state["target"])
    if state["mode"] == "target":
        return say("target finding", surface=surface, units=n * n)
    if state["mode"] == "towers":
        X, errors = errors_of(state)
        x1, x2 = X[np.argmax(errors > errors.max() * (1 - 1e-6))]
        numbers = {"max": shown(errors.max()), "mean": shown(even_error(state)), "x1": shown(x1), "x2": shown(x2)}
        said = [say("one in all" if n == 1 else "many", n=n, surface=surface, **numbers)]
        to_edge = [np.abs(np.linspace(-1, 1, n + 1)[1:-1] - x).min(initial=9) for x in (x1, x2)]
        if n > 1 and k * 2 / n < 10:
            said.append(say("gentle", weight=shown(k * 2 / n, 1)))
        elif max(to_edge) < 3 / k:
            said.append(say("hole"))
        return " ".join(said)
    h, found = state["height"], heights(state)
    if h == 0:
        return say("no height")
    plateau, arm = found["in the centre"], found["on an arm"]
    words = {"c1": shown(state["c1"]), "c2": shown(state["c2"]), "plateau": shown(plateau), "arm": shown(arm)}
    if state["mode"] == "ridges":
        return say("ridges finding", **words)
    leaks = max(abs(arm), abs(plateau - h)) > 0.01 * abs(h)
    return say("tower leaks" if leaks else "tower finding", **words, height=shown(h))


@in_every_state
def test_controls_are_those_of_the_mode_and_show_the_state(state, view):
    step = 1 / 32
    wanted = {say("steepness", name="k"): ("steepness", 0, 2)}
    if is_one(state):
        wanted |= {say("centre", name=name): (name, 2, step) for name in ("c1", "c2")}
        wanted |= {say("width", name="w"): ("width", 2, 2 * step), say("height", name="h"): ("height", 2, step)}
    else:
        wanted[say("towers a side", name="N")] = ("n_towers", 0, 1)
    menus = {say("mode"): "mode"} | ({} if is_one(state) else {say("surface"): "target"})
    assert {*view.controls} == {*wanted, *menus}
    for name, (trait, decimals, step) in wanted.items():
        control = view.controls[name]
        assert abs(float(control["value"]) - state[trait]) <= step / 2 + 1e-9
        assert control["shown"] == control["text"] == shown(state[trait], decimals)
    assert all(view.controls[name]["value"] == state[trait] for name, trait in menus.items())


def test_shades_are_read_from_classes():
    """The reading itself: shade 0 is paper, and a value where a shade begins may have two."""
    low, high = shades(np.array([0.0, 0.1, -0.1, 0.2, -1.0]))
    assert low.tolist() == [0, 0, -1, 1, -5]
    assert high.tolist() == [0, 1, 0, 1, -5]
    assert shade_of.__doc__
