"""What MaxoutPieces draws, writes and says is computed with nnlib's layer."""

import re
from itertools import combinations, pairwise

import numpy as np
import pytest
from drawing import Shape, View, number
from plots import Plot, plot_of
from seen import assert_same_at_width, colour, in_every_state, is_dashed
from states import maxout_pieces
from wording import equation, shown, signed, words_of

from nnlib import MLP, Maxout
from nnlib.explorers import MaxoutPieces
from nnlib.plotting import PALETTE

say = words_of(MaxoutPieces)
NEAR = 0.11  # pixels: paths are written with one decimal
CHOSEN = [
    {},
    {"x": -0.5},
    {"x": -2},
    MaxoutPieces.preset("relu") | {"x": 0},
    MaxoutPieces.preset("abs") | {"x": -0.75},
    MaxoutPieces.preset("tangents", 2),
    MaxoutPieces.preset("tangents", 3) | {"x": 2},
    MaxoutPieces.preset("closest", 4) | {"x": 0},
    MaxoutPieces.preset("closest", 5) | {"x": -1.5},
    {"w": [-1, 0, 1], "b": [0, 0, 0], "x": 0},
    {"w": [-1, 0, 1], "b": [0, -1, 0], "x": 0.5, "target": "parabola"},
    {"w": [1, 1, 1, 1], "b": [0.5] * 4, "x": 1},
    {"w": [4, 4, 4, -4, -4], "b": [3, 3, -3, 3, -3], "x": 1.5, "target": "parabola"},
    {"w": [-4, -4], "b": [-3, -3], "x": 1, "target": "parabola"},
    {"w": [0, 0], "b": [-3, 3], "x": 0.25},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(4)
    states = [*CHOSEN, *(maxout_pieces(rng) for _ in range(45))]
    return views_of(MaxoutPieces, [MaxoutPieces(**state).state() for state in states], lines=".nnx-flow > *")


# -- what nnlib says ---------------------------------------------------------------------------------------------------


def net_of(state: dict) -> MLP:
    return MLP(layers=[Maxout(W=np.reshape(state["w"], (-1, 1, 1)), b=np.reshape(state["b"], (-1, 1)))])


def z_of(state: dict, x) -> np.ndarray:
    """Return the pieces at x, one row a place."""
    return net_of(state).forward(np.reshape(x, (-1, 1))).z[0][:, :, 0].T


def winner_at(state: dict, x: float) -> int:
    """Return the number of the piece to which the layer sends the gradient."""
    net = net_of(state)
    return int(net.layers[0].derivative(net.forward([[x]]).z[0]).argmax()) + 1


def sections_of(state: dict) -> list[tuple[int, float, float]]:
    """Return who wins from where to where, from left to right: the layer is asked in the middle between crossings."""
    pairs = combinations(zip(state["w"], state["b"], strict=True), 2)
    crossings = [(c - b) / (v - w) for (v, b), (w, c) in pairs if v != w]
    ends = [-2.0, *sorted(place for place in crossings if -2 < place < 2), 2.0]
    sections: list[tuple[int, float, float]] = []
    for start, end in pairwise(ends):
        if end - start < 1e-9:
            continue
        winner = winner_at(state, (start + end) / 2)
        before = sections.pop() if sections and sections[-1][0] == winner else (winner, start, start)
        sections.append((winner, before[1], end))
    return sections


# -- the drawing -------------------------------------------------------------------------------------------------------


def plot_in(view: View) -> Plot:
    return plot_of(view.drawings[1])


def polylines(shape: Shape) -> list[np.ndarray]:
    """Return the connected parts of a path, in pixels."""
    parts = [part for part in shape.attributes["d"].split("M") if part]
    return [np.array([[float(one) for one in pair.split(",")] for pair in part.split("L")]) for part in parts]


def assert_drawn(plot: Plot, shape: Shape, f, places: tuple[float, float]) -> None:
    """The path follows f between two places, wherever f is between the bottom and the top of the plot."""
    low, high = plot.bounds[1]
    x = np.linspace(*places, 401)
    pixels = np.stack([plot.x(x), plot.y(f(x))], axis=1)
    inside = (f(x) > low + 0.01) & (f(x) < high - 0.01)
    covered = np.zeros(len(x), dtype=bool)
    for line in polylines(shape):
        assert np.all(np.diff(line[:, 0]) >= 0), "the line runs back"
        assert line[:, 0].min() >= plot.x(places[0]) - NEAR
        assert line[:, 0].max() <= plot.x(places[1]) + NEAR
        assert line[:, 1].min() >= plot.y(high) - NEAR
        assert line[:, 1].max() <= plot.y(low) + NEAR
        on = (pixels[:, 0] >= line[0, 0] - NEAR) & (pixels[:, 0] <= line[-1, 0] + NEAR)
        apart = np.abs(np.interp(pixels[on, 0], line[:, 0], line[:, 1]) - pixels[on, 1])
        slopes = np.abs(np.gradient(pixels[:, 1], pixels[:, 0]))[on]
        assert np.all((apart <= NEAR * (1 + slopes) + 0.6) | ~inside[on]), f"off by {apart.max():.2f} pixels"
        covered |= on
    assert np.all(covered | ~inside), "a part of the line is missing"


def test_the_axes(views):
    plot = plot_in(views[0][1])
    assert plot.drawing.axes.ticks == ([-2, -1, 0, 1, 2], [-2, 0, 2, 4])
    assert plot.bounds[0] == pytest.approx((-2, 2), abs=0.01)
    assert plot.bounds[1][0] < -3.3
    assert plot.bounds[1][1] > 4.4
    assert [name.text for name in plot.drawing.axes.names] == ["x", "a"]


@in_every_state
def test_each_piece_is_a_thin_line_and_the_winner_has_another_colour(state, view):
    plot, winner = plot_in(view), winner_at(state, state["x"])
    others = iter(plot.drawing.find("nnx-piece", without="nnx-wins"))
    for j in range(len(state["w"])):
        shape = plot.drawing.one("nnx-piece", "nnx-wins") if j + 1 == winner else next(others)
        assert_drawn(plot, shape, lambda x, j=j: z_of(state, x)[:, j], (-2, 2))
    assert next(others, None) is None


@in_every_state
def test_the_greatest_is_the_output_of_the_layer(state, view):
    assert_drawn(plot_in(view), plot_in(view).drawing.one("nnx-total"), net_of(state), (-2, 2))


@in_every_state
def test_the_part_that_the_winner_wins_is_stronger(state, view):
    plot, winner = plot_in(view), winner_at(state, state["x"])
    shape = plot.drawing.one("nnx-won")
    sections = [one for one in sections_of(state) if one[0] == winner]
    if not sections:
        assert shape.attributes["d"] == "", "a piece that wins at one point only has no part"
        return
    [(_, start, end)] = sections
    assert_drawn(plot, shape, lambda x: z_of(state, x)[:, winner - 1], (start, end))


@in_every_state
def test_corners_are_marked_and_led_up_to_the_strip(state, view):
    plot, net = plot_in(view), net_of(state)
    (low, high), corners = plot.bounds[1], [start for _, start, _ in sections_of(state)[1:]]
    heights = net(np.array(corners)) if corners else np.array([])
    wanted = [(plot.x(x), plot.y(y)) for x, y in zip(corners, heights, strict=True) if low <= y <= high]
    found = [(one["cx"], one["cy"]) for one in plot.drawing.find("nnx-knot")]
    assert np.allclose(np.reshape(found, (-1, 2)), np.reshape(wanted, (-1, 2)), atol=NEAR)
    creases = plot.drawing.find("nnx-crease")
    assert [one["x1"] for one in creases] == pytest.approx([plot.x(x) for x in corners], abs=NEAR)
    for crease, y in zip(creases, heights, strict=True):
        assert crease["x1"] == crease["x2"]
        assert sorted([crease["y1"], crease["y2"]]) == pytest.approx(
            [plot.y(high), plot.y(np.clip(y, low, high))], abs=NEAR
        )


@in_every_state
def test_the_strip_says_which_piece_wins_where(state, view):
    plot, strip, winner = plot_in(view), view.drawings[0], winner_at(state, state["x"])
    sections = sections_of(state)
    parts = strip.find("nnx-share", tag="rect")
    assert [(one["x"], one["x"] + one["width"]) for one in parts] == [
        pytest.approx((plot.x(start), plot.x(end)), abs=NEAR) for _, start, end in sections
    ]
    roomy = [(j, start, end) for j, start, end in sections if plot.x(end) - plot.x(start) >= 12]
    names = strip.find("nnx-share", tag="text")
    assert [one.text for one in names] == [str(j) for j, _, _ in roomy]
    assert [one["x"] for one in names] == pytest.approx([plot.x((s + e) / 2) for _, s, e in roomy], abs=NEAR)
    assert [one["x"] for one in strip.find("nnx-wins", tag="rect")] == [
        pytest.approx(plot.x(start), abs=NEAR) for j, start, _ in sections if j == winner
    ]
    assert strip.find(tag="text")[0].text == say("wins")


@in_every_state
def test_the_point_at_x_and_what_the_other_pieces_are_there(state, view):
    plot, (low, high) = plot_in(view), plot_in(view).bounds[1]
    z = z_of(state, state["x"])[0]
    guide = plot.drawing.one("nnx-guide")
    assert [guide["x1"], guide["x2"]] == pytest.approx([plot.x(state["x"])] * 2, abs=NEAR)
    points = plot.drawing.find("nnx-point")
    assert len(points) == (low <= z.max() <= high)
    for point in points:
        assert (point["cx"], point["cy"]) == pytest.approx(plot.pixels((state["x"], z.max())), abs=NEAR)
    wanted = sorted(plot.y(one) for one in z if one != z.max() and low <= one <= high)
    assert sorted(one["cy"] for one in plot.drawing.find("nnx-same")) == pytest.approx(wanted, abs=NEAR)


@in_every_state
def test_the_parabola_and_the_largest_error(state, view):
    plot, drawing = plot_in(view), plot_in(view).drawing
    marks = [drawing.find(name) for name in ("nnx-target", "nnx-worst", "nnx-worst-label")]
    if state["target"] == "none":
        assert marks == [[], [], []]
        return
    [target], [worst], [label] = marks
    assert_drawn(plot, target, np.square, (-2, 2))
    x = np.linspace(-2, 2, 8001)
    errors = np.abs(net_of(state)(x) - x**2)
    place = plot.data((worst["x1"], 0))[0]
    reached = abs(float(net_of(state)(place)) - place**2)
    assert reached == pytest.approx(errors.max(), abs=0.03), "the line stands where the error is smaller"
    assert errors[x < place - 0.05].max(initial=0) < errors.max() - 0.0009
    (low, high), top = plot.bounds[1], float(net_of(state)(place))
    assert sorted([worst["y1"], worst["y2"]]) == pytest.approx(
        sorted([plot.y(place**2), plot.y(np.clip(top, low, high))]), abs=0.6
    )
    assert abs(number(label.text) - errors.max()) < 0.006
    left, upper, width, height = label.box
    assert left > plot.x(-2) - 3
    assert left + width < plot.x(2) + 3
    assert upper > -1
    assert upper + height < min(worst["y1"], worst["y2"]) + 1 or upper < 2


@in_every_state
def test_handles_lie_on_their_lines_inside_the_plot_and_apart(state, view):
    plot, (low, high) = plot_in(view), plot_in(view).bounds[1]
    places = []
    for j, (w, b) in enumerate(zip(state["w"], state["b"], strict=True), start=1):
        for kind, name in (("lift", f"b{j}"), ("turn", f"w{j}")):
            x, y = view.handle(say(kind, j=j, name=name))
            assert y == pytest.approx(w * x + b, abs=0.03 * (1 + abs(w)))
            assert low + 0.2 < y < high - 0.2
            assert kind == "lift" or abs(x) > 0.55, "too near to 0 to turn the line"
            places.append(plot.pixels((x, y)))
    places.append(plot.pixels((state["x"], low)))
    assert view.handle(say("move x")) == pytest.approx((state["x"], low), abs=0.03)
    assert len(view.handles) == 2 * len(state["w"]) + 1
    close = [np.hypot(*np.subtract(one, other)) for one, other in combinations(places, 2)]
    assert min(close) > 20, "two handles at one place"


def test_handles_stay_apart_on_a_phone(views_of):
    rng = np.random.default_rng(9)
    states = [*CHOSEN, *(maxout_pieces(rng) for _ in range(60))]
    for width in (320, 390):
        for state, view in views_of(MaxoutPieces, states, width=width):
            places = [one["place"] for one in view.handles]
            close = min(np.hypot(*np.subtract(one, other)) for one, other in combinations(places, 2))
            assert close > 12, f"{close:.0f} pixels between two handles of {state}, {width} px wide"


# -- numbers -----------------------------------------------------------------------------------------------------------


def written(text: str, value: float, decimals: int = 2) -> bool:
    """Whether a text shows a number whose final digit may depend on rounding."""
    return text in {shown(value - 1e-9, decimals), shown(value + 1e-9, decimals)}


@in_every_state
def test_the_table_holds_each_piece_and_its_derivatives(state, view):
    net, winner = net_of(state), winner_at(state, state["x"])
    heads, *rows = view.tables[0]
    assert heads["cells"] == [say("piece"), "w x + b = z", say("greatest for"), "∂a/∂w", "∂a/∂b"]
    assert len(rows) == len(state["w"])
    z = z_of(state, state["x"])[0]
    samples = [[state["x"]]]
    _, [gradient] = net.loss_and_grads(samples, net(samples) - 1.0, "half_mse")  # its derivative by a is 1
    for j, row in enumerate(rows):
        name, formula, _, dw, db = row["cells"]
        assert name == str(j + 1)
        assert ("nnx-wins" in row["classes"]) == (j + 1 == winner)
        line, value = formula.split(" = ")
        assert line == f"{shown(state['w'][j])} x {signed(state['b'][j])}"
        assert written(value, z[j])
        assert written(dw, gradient.W[j, 0, 0]) if j + 1 == winner else dw == "0"
        assert db == shown(gradient.b[j, 0], 0)


@in_every_state
def test_the_table_says_where_each_piece_wins(state, view):
    """Also beyond the drawing: the layer is asked left and right of each end."""
    far = 1e5
    for j, row in enumerate(view.tables[0][1:], start=1):
        text = row["cells"][2].replace("\xa0", " ")
        numbers = MaxoutPieces(**state).readouts()
        start, end = numbers[f"wins_from_{j}"], numbers[f"wins_until_{j}"]
        if start is None:
            assert text == say("nowhere")
            assert winner_at(state, -far) != j
            assert winner_at(state, far) != j
            continue
        assert winner_at(state, (max(start, -far) + min(end, far)) / 2) == j
        found = [number(one) for one in re.findall(r"[−\d.]+", text)]
        assert found == pytest.approx([one for one in (start, end) if np.isfinite(one)], abs=0.00501)
        key = {(0, 0): "everywhere", (0, 1): "before", (1, 0): "after", (1, 1): "between"}[
            bool(np.isfinite(start)), bool(np.isfinite(end))
        ]
        ends = re.findall(r"[−\d.]+", text)
        places = {"before": {"place": ends[0]}, "after": {"place": ends[0]}} if ends else {}
        values = {"from": ends[0], "until": ends[1]} if key == "between" else places.get(key, {})
        assert text == say(key, **values).replace("\xa0", " ")


@in_every_state
def test_the_lines_of_facts(state, view):
    n, net = len(state["w"]), net_of(state)
    lines = view.lines
    if state["target"] != "none":
        numbers = MaxoutPieces(**state).readouts()
        place = equation("x", numbers["x_error"])
        assert lines.pop(0) in {say("error", error=shown(numbers["error"] + d, 3), place=place) for d in (-1e-9, 1e-9)}
        assert lines.pop(0) == say("least", pieces=n, least=shown(2 / n**2, 3))
    assert lines == [
        say("parameters", pieces=n, count=net.n_parameters),
        say("with inputs", pieces=n, n="n"),
        "∂L/∂w = ∂L/∂a · ∂a/∂w",
    ]


def listed(numbers: list[int]) -> str:
    texts = [str(one) for one in numbers]
    return texts[0] if len(texts) == 1 else say("and", first=", ".join(texts[:-1]), second=texts[-1])


@in_every_state
def test_the_sentence(state, view):
    z, winner = z_of(state, state["x"])[0], winner_at(state, state["x"])
    tied = [j for j, value in enumerate(z, start=1) if value == z.max()]
    numbers = MaxoutPieces(**state).readouts()
    idle = [j for j in range(1, len(z) + 1) if numbers[f"wins_from_{j}"] is None]

    def sentence(d: float) -> str:
        values = {"place": equation("x", state["x"]), "value": equation("a", z.max() + d), "j": winner}
        parts = [say("wins at", **values) if len(tied) == 1 else say("two tie", pieces=listed(tied), **values)]
        if idle:
            parts.append(say("one wins nowhere" if len(idle) == 1 else "some win nowhere", pieces=listed(idle)))
        if state["target"] != "none":
            is_best = numbers["error"] < 2 / len(z) ** 2 + 0.002
            error = shown(numbers["error"] + d, 3)
            parts.append(say("is closest" if is_best else "misses", error=error, pieces=len(z)))
        return " ".join(parts)

    assert view.finding in {sentence(-1e-9), sentence(1e-9), sentence(0)}
    assert {one.label for one in view.drawings if one.label} == {f"{say('title')}: {view.finding}"}


def test_ties_and_idle_pieces_occur(views):
    """Or the tests above would prove less."""
    findings = [view.finding for _, view in views]
    for words in ("tie", "wins nowhere", "win nowhere", "cannot come closer", "It alone gets the gradient"):
        assert sum(words in one for one in findings) >= 2, words


@in_every_state
def test_controls_show_the_state(state, view):
    wanted = {say("place"): state["x"]} | {
        f"{say(kind, name=f'{trait}{j}', j=j)}, in the formula": state[trait][j - 1]
        for trait, kind in (("w", "slope of"), ("b", "bias of"))
        for j in range(1, len(state["w"]) + 1)
    }
    values = {name: float(one["value"]) for name, one in view.controls.items() if name in wanted}
    assert {*values} == {*wanted}
    for name, value in wanted.items():
        assert values[name] == pytest.approx(value, abs=1 / 64 + 1e-9 if name == say("place") else 1e-12), name
    assert view.controls[say("pieces")]["value"] == str(len(state["w"]))
    assert view.controls[say("target")]["value"] == state["target"]


def test_the_menu_shows_the_preset_that_the_state_is(views_of):
    presets = [(name, n) for name in ("tangents", "closest") for n in (2, 3, 4, 5)]
    presets += [(name, 2) for name in ("relu", "abs", "leaky_relu")]
    states = [{**MaxoutPieces.preset(name, n), "x": 0.5, "target": "none"} for name, n in presets]
    for (name, _), (_, view) in zip(presets, views_of(MaxoutPieces, states), strict=True):
        assert view.controls[say("function")]["value"] == name
    others = [{}, {"w": [-1, 1], "b": [0, 0.01]}, {"w": [1, -1], "b": [0, 0]}, {"w": [-1, 1, 0], "b": [0, 0, -1]}]
    for _, view in views_of(MaxoutPieces, others):
        assert view.controls[say("function")]["value"] == ""


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(MaxoutPieces, **MaxoutPieces.preset("tangents", 3))
    assert colour(stage, ".nnx-piece:not(.nnx-wins)", "stroke") == PALETTE["grey"]
    assert colour(stage, ".nnx-piece.nnx-wins", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-won", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-total", "stroke") == PALETTE["ink"]
    assert is_dashed(stage, ".nnx-target")
    assert not is_dashed(stage, ".nnx-total")
    for row in stage.root.locator("tbody tr").all():
        weight = row.locator(".nnx-sum").evaluate("one => getComputedStyle(one).fontWeight")
        assert (weight == "700") == ("nnx-wins" in (row.get_attribute("class") or "")), "colour is the only sign"


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_it_is_the_same_on_a_phone_and_on_a_large_screen(views_of, width):
    checks = (
        test_each_piece_is_a_thin_line_and_the_winner_has_another_colour,
        test_the_greatest_is_the_output_of_the_layer,
        test_the_part_that_the_winner_wins_is_stronger,
        test_corners_are_marked_and_led_up_to_the_strip,
        test_the_strip_says_which_piece_wins_where,
        test_the_point_at_x_and_what_the_other_pieces_are_there,
        test_the_parabola_and_the_largest_error,
    )
    assert_same_at_width(views_of, MaxoutPieces, CHOSEN, width, checks)
