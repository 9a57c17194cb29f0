"""What OutlierFit draws and says is computed with nnlib."""

import itertools
import re

import numpy as np
import pytest
from drawing import Drawing, Shape, View
from fits import NAMES, drawn, lines_of, marked, mean_loss, pulls_of, say, written
from seen import colour, in_every_state, is_dashed
from states import outlier_fit
from wording import equation, shown

from nnlib.explorers import OutlierFit
from nnlib.plotting import PALETTE

EDGE = 5.25
HALF = 0.11  # pixels: places are written with one decimal, and lines with those of their rounded numbers
FIVE = {"lines": [*NAMES]}
CHOSEN = [
    {},
    FIVE,
    {"lines": []},
    {"lines": ["quantile", "quantile", "mse"], "gamma": 0.05},
    {**FIVE, "delta": 0.1, "gamma": 0.95, "point": 1},
    {**FIVE, "x": [-4, 0, 4], "y": [-2, 0, 2]},
    {**FIVE, "x": [-4, 0, 4], "y": [3, 3, 3]},
    {**FIVE, "x": [1, 1, 1, 1], "y": [-2, -1, 0, 3]},
    {**FIVE, "x": [1, 1, 1, 3], "y": [-2, -1, 2, 3]},
    {**FIVE, "x": [1, 1, 1, 3], "y": [-2, -1, 2, 3], "point": 2},
    {**FIVE, "x": [0, 0.0625, 0.125], "y": [-5, 5, 4.5]},
    {**FIVE, "x": [0, 1e-6, 2e-6], "y": [-5, 5, 4.5]},
    {**FIVE, "x": [-2, -2, 2, 2], "y": [1, -1, 1, -1]},
    {**FIVE, "x": [0, 0, 0, 1], "y": [2, 2, 2, 2]},
    {**FIVE, "x": [-5, 5, 5], "y": [-5, 5, -5]},
    {"x": [*range(-5, 6), 5], "y": [*range(-5, 6), -5], "gamma": 0.25, "lines": ["mae", "quantile"]},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(31)
    states = [*CHOSEN, *(outlier_fit(rng) for _ in range(60))]
    return views_of(OutlierFit, states, lines=".nnx-key span")


@pytest.fixture(scope="module")
def narrow(views_of):
    rng = np.random.default_rng(32)
    return views_of(OutlierFit, [*CHOSEN, *({**outlier_fit(rng), **FIVE} for _ in range(30))], width=320)


def line_shape(drawing: Drawing, name: str) -> Shape:
    return drawing.one(f"nnx-fit-{name}", tag="path", without="nnx-leader")


# -- the drawing -------------------------------------------------------------------------------------------------------


@in_every_state
def test_each_point_has_a_mark_and_a_handle_and_one_is_marked(state, view):
    drawing = view.drawings[0]
    assert drawing.axes.ticks == ([-4, -2, 0, 2, 4], [-4, -2, 0, 2, 4])
    places = [drawing.axes.pixels(place) for place in zip(state["x"], state["y"], strict=True)]
    marks = [(one["cx"], one["cy"]) for one in drawing.find("nnx-point", tag="circle")]
    assert np.allclose(marks, places, atol=HALF)
    ring = drawing.one("nnx-ring")
    assert np.allclose((ring["cx"], ring["cy"]), places[marked(state)], atol=HALF)
    seen = {}
    for i, (x, y) in enumerate(zip(state["x"], state["y"], strict=True)):
        (found,) = [one for one in view.handles if one["name"] == say("point", i=i + 1, x=shown(x), y=shown(y))]
        covered = seen[x, y] = seen.get((x, y), -1) + 1
        assert np.allclose(found["place"], np.add(places[i], (18 * covered, 0)), atol=0.6)
    assert len(view.handles) == len(places)


@in_every_state
def test_each_chosen_line_goes_through_the_whole_plot(state, view):
    drawing, lines = view.drawings[0], lines_of(state)
    for name in NAMES:
        if name not in drawn(state):
            assert not drawing.find(f"nnx-fit-{name}"), f"{name} is drawn"
            assert not drawing.find(f"nnx-of-{name}"), f"{name} has a name or an arrow"
            continue
        for p, q in line_shape(drawing, name).corners:
            x, y = drawing.axes.data((p, q))
            on_it = [drawing.axes.pixels((x + apart, lines[name](x + apart)))[1] for apart in (-0.005, 0.005)]
            assert min(on_it) - HALF <= q <= max(on_it) + HALF, f"{name} passes ({x:.3f}, {y:.3f})"
            assert max(abs(x), abs(y)) == pytest.approx(EDGE, abs=0.01), f"{name} ends at ({x:.3f}, {y:.3f})"
        (start, _), (end, _) = line_shape(drawing, name).corners
        assert start <= end


def assert_names(state: dict, view: View) -> None:
    """Names stand to the right of the plot, apart, in the order of the lines, each tied to where its line ends."""
    drawing, lines = view.drawings[0], lines_of(state)
    labels = {name: drawing.one("nnx-fit-name", f"nnx-of-{name}") for name in drawn(state)}
    right = drawing.axes.pixels((EDGE, 0))[0]
    ends = {}
    for name, label in labels.items():
        assert label.text == say(f"line {name}")
        left, top, width, height = label.box
        assert right < left
        assert left + width <= drawing.size[0]
        assert 0 <= top
        assert top + height <= drawing.size[1]
        start, end = drawing.one("nnx-leader", f"nnx-fit-{name}").corners
        ends[name] = float(np.clip(lines[name](EDGE), -EDGE, EDGE))
        far = lines[name](EDGE)
        if abs(far) < EDGE - 1e-6:
            assert np.allclose(start, drawing.axes.pixels((EDGE, far)), atol=0.2)
        elif abs(far) > EDGE + 1e-6:  # the line leaves the plot elsewhere
            assert start[1] == end[1]
        assert start[0] < end[0] < left
        assert abs(end[1] - label.centre[1]) < 4, f"{name}: its leader ends at {end}"
    for one, other in itertools.combinations(labels, 2):
        apart = labels[one].centre[1] - labels[other].centre[1]
        assert abs(apart) > 14.5, f"{one} and {other} collide"
        if abs(ends[one] - ends[other]) > 0.01:
            assert (apart < 0) == (ends[one] > ends[other]), f"{one} and {other} stand in the wrong order"


@in_every_state
def test_names_stand_where_lines_end_and_never_collide(state, view):
    assert_names(state, view)


@in_every_state
def test_the_parameters_of_the_lines_stand_below_their_names(state, view):
    drawing = view.drawings[0]
    notes = drawing.find("nnx-note", tag="text", without="nnx-fit-name")
    wanted = [("δ", "delta", "huber"), ("γ", "gamma", "quantile")]
    assert [one.text for one in notes] == [equation(sign, state[key]) for sign, key, of in wanted if of in drawn(state)]
    boxes = [one.box for one in [*drawing.find("nnx-fit-name", tag="text"), *notes]]
    for (_, top, _, height), (_, other_top, _, _) in itertools.pairwise(sorted(boxes, key=lambda box: box[1])):
        assert top + height < other_top + 4, "texts overlap"  # a line is higher than its letters


def test_names_keep_apart_on_a_phone(narrow):
    for state, view in narrow:
        assert_names(state, view)


@in_every_state
def test_arrows_show_how_far_the_marked_point_pulls(state, view):
    drawing, lines, pulls = view.drawings[0], lines_of(state), pulls_of(state)
    names = drawn(state)
    places = []
    for name in names:
        arrow = drawing.arrow("nnx-pull", f"nnx-of-{name}")
        pull = pulls[name] if pulls else 0
        if arrow is None:
            x = state["x"][marked(state)]
            tip = np.clip(lines[name](x), -EDGE, EDGE) - np.clip(lines[name](x) - pull, -EDGE, EDGE)
            steep = abs(lines[name].slope) * 0.5  # the arrow stands a little beside x
            assert abs(tip * drawing.axes.y[0]) < 1.1 or abs(lines[name](x)) + steep > EDGE, f"{name}: no arrow"
            continue
        (x, start), (also_x, end) = arrow
        assert x == pytest.approx(also_x, abs=1e-6)
        tip = lines[name](x)
        assert end == pytest.approx(np.clip(tip, -EDGE, EDGE), abs=1e-3 * (1 + abs(lines[name].slope)))
        assert start == pytest.approx(np.clip(tip - pull, -EDGE, EDGE), abs=1e-3 * (1 + abs(lines[name].slope)))
        places.append((x - state["x"][marked(state)]) * drawing.axes.x[0])
    assert all(abs(one) <= 14.1 for one in places)
    assert np.all(np.diff(places) > 6.9)


# -- the table and the sentence ----------------------------------------------------------------------------------------


@in_every_state
def test_the_table_says_each_line_and_its_loss_under_each(state, view):
    lines = lines_of(state)
    (head, *rows) = view.tables[0]
    assert head["cells"] == [say("lines"), *(say(f"column {name}") for name in NAMES)]
    assert len(rows) == len(NAMES)
    for row, name in zip(rows, NAMES, strict=True):
        assert ("nnx-unseen" in row["classes"]) == (name not in state["lines"])
        title, *cells = row["cells"]
        if lines is None:
            assert title == f"{say(f'line {name}')}– x + –"
            assert cells == ["–"] * len(NAMES)
            continue
        word, slope, sign, intercept = re.fullmatch(r"(\D+?)(−?\d[\d.e]*) x ([+−]) (\d[\d.e]*)", title).groups()
        assert word == say(f"line {name}")
        assert slope in written(lines[name].slope)
        intercepts = written(lines[name].intercept)
        assert f"{'−' if sign == '−' else ''}{intercept}" in intercepts | {f"−{one}" for one in intercepts & {"0.00"}}
        for cell, loss in zip(cells, NAMES, strict=True):
            assert cell in written(mean_loss(state, lines[name], loss), 3), f"{loss} of {name} is {cell}"


def test_the_least_of_each_column_is_boxed(stage_for):
    stage = stage_for(OutlierFit)
    rng = np.random.default_rng(33)
    for state in [*CHOSEN, *(outlier_fit(rng) for _ in range(25))]:
        state = OutlierFit(**state).state()
        stage.set_state(state)
        boxed = stage.root.locator(".nnx-losses tbody tr").evaluate_all(
            "(rows) => rows.map((row) => [...row.querySelectorAll('td')].map((one) => one.className === 'nnx-least'))"
        )
        lines = lines_of(state)
        if lines is None:
            assert not np.any(boxed)
            continue
        values = np.array([[mean_loss(state, lines[line], loss) for loss in NAMES] for line in NAMES])
        above = values - values.min(axis=0)
        assert np.diag(boxed).all(), f"in the state {state}"
        assert np.array(boxed)[above < 1e-9].all(), f"in the state {state}"
        assert not np.array(boxed)[above > 1e-7].any(), f"in the state {state}"


@in_every_state
def test_it_says_how_lines_are_found(state, view):
    pairs = sum(one != other for one, other in itertools.combinations(state["x"], 2))
    assert view.lines == [say("closed form"), say("every pair", count=pairs), say("newton")]


def sentences(state: dict) -> set[str]:
    """Return what may be said: in several ways only where rounding decides."""
    pulls, names = pulls_of(state), drawn(state)
    i = marked(state)
    place = {"x": shown(state["x"][i]), "y": shown(state["y"][i])}
    if lines_of(state) is None:
        return {say("no line")}
    if pulls is None:
        return {say("sets all")}
    if not names:
        return {say("moves none", **place)}
    ways = []
    for name in names:
        numbers = {shown(pulls[name] + apart) for apart in (-1e-8, 0, 1e-8)}
        ways.append([say("pull", line=say(f"line {name}"), pull=one) for one in numbers])
    found = set()
    for parts in itertools.product(*ways):
        *first, final = parts
        listed = say("and", first=", ".join(first), second=final) if first else final
        found.add(say("moves", **place, pulls=listed))
    return found


@in_every_state
def test_the_sentence_says_what_the_marked_point_does(state, view):
    assert view.finding in sentences(state)
    assert all(drawing.label is None or view.finding in drawing.label for drawing in view.drawings)


@in_every_state
def test_controls_show_the_state(state, view):
    for name in NAMES:
        box = view.controls[say("draw", line=say(f"line {name}"))]
        assert box["value"] == (name in state["lines"])
    assert view.controls[say("delta")]["shown"] == shown(state["delta"])
    assert view.controls[say("gamma")]["shown"] == shown(state["gamma"])
    assert view.buttons[say("add")] == (len(state["x"]) < 12)
    assert view.buttons[say("remove")] == (len(state["x"]) > 3)


WIDTHS = """() => {
    const area = (one) => document.querySelector(one).getBoundingClientRect();
    const [table, place] = [".nnx-losses", ".nnx-numbers"].map(area);
    return [table.left - place.left, place.right - table.right];
}"""


@pytest.mark.parametrize("width", [320, 360, 390, 430, 480, 600, 768])
def test_the_table_keeps_inside_its_place(stage_for, width):
    """Lines of points that people drag, however many digits their numbers have."""
    stage = stage_for(OutlierFit, **FIVE)
    stage.page.add_style_tag(content="body { margin: 0 16px; }")  # as on a page of the book
    stage.resize(width)
    rng = np.random.default_rng(34)
    for state in [{}, *(outlier_fit(rng) for _ in range(25))]:
        stage.set_state({**OutlierFit(**state).state(), **FIVE})
        assert min(stage.page.evaluate(WIDTHS)) > -1, f"in the state {state}"


# -- looks -------------------------------------------------------------------------------------------------------------


def test_each_line_has_a_colour_and_dashes_of_its_own(stage_for):
    stage = stage_for(OutlierFit, **FIVE)
    wanted = dict(zip(NAMES, ("blue", "orange", "purple", "grey", "vermilion"), strict=True))
    dashes = set()
    for name, of_palette in wanted.items():
        path = f".nnx-layer-line > .nnx-fit-{name}:not(.nnx-leader)"
        for shape, property in (
            (path, "stroke"),
            (f".nnx-leader.nnx-fit-{name}", "stroke"),
            (f"tr .nnx-fit-{name}", "stroke"),
            (f".nnx-fit-name.nnx-of-{name}", "fill"),
            (f".nnx-pull.nnx-of-{name} line", "stroke"),
            (f".nnx-pull.nnx-of-{name} path", "fill"),
        ):
            assert colour(stage, shape, property) == PALETTE[of_palette].lower(), shape
        assert is_dashed(stage, path) == (name != "mse")
        dashes.add(stage.root.locator(path).evaluate("(node) => getComputedStyle(node).strokeDasharray"))
        in_table = stage.root.locator(f"tr .nnx-fit-{name}")
        assert in_table.evaluate("(node) => getComputedStyle(node).strokeDasharray") in dashes
        assert not is_dashed(stage, f".nnx-leader.nnx-fit-{name}")
    assert len(dashes) == len(NAMES)
