"""What FeatureSpace draws and says is computed with nnlib."""

import re
from functools import cache
from itertools import product

import numpy as np
import pytest
from drawing import Drawing, Shape
from seen import assert_same_at_width, colour, in_every_state, is_dashed
from states import feature_space
from wording import shown, words_of

from nnlib import losses
from nnlib.explorers import FeatureSpace
from nnlib.plotting import PALETTE

say = words_of(FeatureSpace)
NAMES = ["sigmoid", "tanh", "relu"]
END = 50
NEAR = 0.11  # pixels: places are written with one decimal
EXACT = 0.3  # pixels: and points of the grid that a straight way passes so closely are left out
CHOSEN = [
    *(dict(zip(("data", "run", "space"), one, strict=True))
      for one in product(("two_curves", "rings"), (1, 2), ("z", "a"))),
    *({"data": data, "space": space, "epoch": epoch}
      for data, space, epoch in product(("two_curves", "rings"), ("z", "a"), (0, 5, 50))),
    {"epoch": 18}, {"epoch": 19}, {"epoch": 38}, {"epoch": 39}, {"run": 2, "epoch": 50}, {"run": 2, "space": "z"},
    {"data": "rings", "run": 2, "space": "z", "epoch": 50}, {"data": "rings", "run": 2, "epoch": 50},
]  # fmt: skip


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(3)
    return views_of(FeatureSpace, [*CHOSEN, *(feature_space(rng) for _ in range(24))])


def net_of(state: dict, name: str, epoch: int | None = None):
    return FeatureSpace(**{**state, **({} if epoch is None else {"epoch": epoch})}).net(name)


def hidden(state: dict, name: str, X, epoch: int | None = None) -> np.ndarray:
    """Return what nnlib makes of inputs in the final hidden layer."""
    trace = net_of(state, name, epoch).forward(X)
    return trace.z[-2] if state["space"] == "z" else trace.a[-2]


def samples(state: dict):
    return FeatureSpace(**state).samples()


def panels(state: dict, view) -> list[tuple[str, Drawing]]:
    assert len(view.drawings) == 4
    return list(zip(NAMES, view.drawings, strict=False))


def pixels(drawing: Drawing, places) -> np.ndarray:
    (slope, start), (down, top) = drawing.axes.x, drawing.axes.y
    return np.asarray(places, dtype=float) * [slope, down] + [start, top]


def numbers_in(pattern: str, shape: Shape) -> np.ndarray:
    """Return the numbers of a path that is made of one pattern only."""
    path = shape.attributes["d"]
    assert re.fullmatch(f"({pattern})*", path), f"a path of other parts: {path[:90]}"
    return np.array(re.findall(pattern, path), dtype=float)


NUMBER = r"(-?[\d.]+)"
SQUARE = rf"M{NUMBER},{NUMBER}h{NUMBER}v{NUMBER}h{NUMBER}Z"
CIRCLE = rf"M{NUMBER},{NUMBER}a{NUMBER},{NUMBER} 0 1,0 {NUMBER},0a{NUMBER},{NUMBER} 0 1,0 {NUMBER},0Z"


def squares(shape: Shape) -> np.ndarray:
    """Return middles and half sides."""
    x, y, right, down, left = numbers_in(SQUARE, shape).T
    assert np.array_equal(right, down)
    assert np.array_equal(right, -left)
    return np.stack([x + right / 2, y + right / 2, right / 2], axis=1)


def circles(shape: Shape) -> np.ndarray:
    """Return middles and radii."""
    found = numbers_in(CIRCLE, shape)
    for column, times in ((3, 1), (4, 2), (5, 1), (6, 1), (7, -2)):
        assert np.allclose(found[:, column], times * found[:, 2])
    return np.stack([found[:, 0] + found[:, 2], found[:, 1], found[:, 2]], axis=1)


def path_of(drawing: Drawing, kind: str) -> Shape | None:
    """Return the one path of a kind, or None where it has no parts."""
    found = drawing.one(kind, tag="path")
    return found if found.attributes["d"] else None


def near(found, wanted, within: float = NEAR) -> bool:
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    return found.shape == wanted.shape and bool(np.allclose(found, wanted, rtol=0, atol=within))


def logits_at(state: dict, name: str, places) -> np.ndarray:
    """Return the output of the net where its final hidden layer has these values."""
    *_, layer, final = net_of(state, name).layers
    a = layer.activate(np.asarray(places, dtype=float)) if state["space"] == "z" else places
    return (a @ final.W + final.b)[:, 0]


def box_of(drawing: Drawing) -> tuple[float, float]:
    (left, right), (low, high) = drawing.axes.bounds
    assert (left, right) == pytest.approx((low, high))
    return left, right


def distance_to(lines: list[np.ndarray], points: np.ndarray) -> np.ndarray:
    """Return how far each point is from some polylines, in pixels."""
    starts = np.concatenate([line[:-1] for line in lines])
    ways = np.concatenate([np.diff(line, axis=0) for line in lines])
    length = np.maximum((ways**2).sum(axis=1), 1e-12)
    nearest = np.full(len(points), np.inf)
    for k in range(len(starts)):
        share = np.clip((points - starts[k]) @ ways[k] / length[k], 0, 1)
        nearest = np.minimum(nearest, np.hypot(*(points - starts[k] - share[:, None] * ways[k]).T))
    return nearest


@cache
def farthest(data: str, run: int, space: str, name: str) -> float:
    """Return how far from 0 samples come in a run."""
    state = {"data": data, "run": run, "space": space}
    X, _ = samples({**state, "epoch": 0})
    return max(np.abs(hidden(state, name, X, epoch)).max() for epoch in range(END + 1))


# -- the axes ----------------------------------------------------------------------------------------------------------


@in_every_state
def test_axes_hold_all_samples_of_the_run_and_stay_as_they_are_through_its_epochs(state, view):
    for name, drawing in panels(state, view):
        ticks = drawing.axes.ticks
        assert ticks[0] == ticks[1]
        if state["space"] == "a" and name != "relu":
            assert ticks[0] == ([0, 1] if name == "sigmoid" else [-1, 0, 1])
        else:
            far = farthest(state["data"], state["run"], state["space"], name)
            top = ticks[0][-1]
            assert far <= top <= max(1, 1.5 * far) + 1
            assert ticks[0] == ([0, top] if state["space"] == "a" else [-top, 0, top])
        span = ticks[0][-1] - ticks[0][0]
        assert box_of(drawing) == pytest.approx((ticks[0][0] - 0.06 * span, ticks[0][-1] + 0.06 * span))


@in_every_state
def test_axes_are_called_by_unit_and_layer(state, view):
    layer = {"two_curves": 1, "rings": 2}[state["data"]]
    for _, drawing in panels(state, view):
        symbols = [one.text for one in drawing.find("nnx-axes", "nnx-symbol")]
        assert symbols == [f"{state['space']}{unit}({layer})" for unit in (1, 2)]
        below, beside = drawing.find("nnx-axes", "nnx-symbol")
        bottom = pixels(drawing, [(0, box_of(drawing)[0])])[0][1]
        assert below.centre[1] > bottom
        assert beside.box[0] + beside.box[2] < pixels(drawing, [(box_of(drawing)[0], 0)])[0][0]


# -- samples -----------------------------------------------------------------------------------------------------------


@in_every_state
def test_samples_are_where_their_net_puts_them(state, view):
    X, y = samples(state)
    for name, drawing in panels(state, view):
        wanted = pixels(drawing, hidden(state, name, X))
        [ones], [zeros] = drawing.find("nnx-one"), drawing.find("nnx-zero")
        assert near(squares(ones)[:, :2], wanted[y == 1])
        assert near(circles(zeros)[:, :2], wanted[y == 0])
        sizes = {*squares(ones)[:, 2].round(3), *circles(zeros)[:, 2].round(3)}
        assert len(sizes) == 1
        assert 2 <= sizes.pop() <= 4


@in_every_state
def test_samples_on_the_wrong_side_have_a_ring(state, view):
    X, y = samples(state)
    for name, drawing in panels(state, view):
        wrong = net_of(state, name).predict(X) != y
        rings = path_of(drawing, "nnx-miss")
        assert bool(rings) == wrong.any()
        if rings:
            found = circles(rings)
            assert near(found[:, :2], pixels(drawing, hidden(state, name, X))[wrong])
            assert found[:, 2].min() > 4


# -- the grid ----------------------------------------------------------------------------------------------------------


def pieces_of(shape: Shape) -> list[np.ndarray]:
    path = shape.attributes["d"]
    assert re.fullmatch(rf"(M{NUMBER},{NUMBER}(L{NUMBER},{NUMBER})+)*", path)
    return [np.array([pair.split(",") for pair in one.split("L")], dtype=float) for one in path.split("M")[1:]]


@in_every_state
def test_the_grid_is_that_of_the_inputs(state, view):
    """Every piece lies on a line of the grid, as the net carries it; and no line within the axes is left out."""
    places, fine = np.linspace(-1.25, 1.25, 11), np.linspace(-1.25, 1.25, 321)
    inputs = [np.stack([np.full(321, one), fine], axis=1) for one in places]
    inputs += [line[:, ::-1] for line in inputs]
    for name, drawing in panels(state, view):
        lines = [pixels(drawing, hidden(state, name, line)) for line in inputs]
        low, high = box_of(drawing)
        (left, bottom), (right, top) = pixels(drawing, [(low, low), (high, high)])
        grid = path_of(drawing, "nnx-net")
        pieces = pieces_of(grid) if grid else []
        inside = [
            (line[:, 0] > left + 1) & (line[:, 0] < right - 1) & (line[:, 1] > top + 1) & (line[:, 1] < bottom - 1)
            for line in lines
        ]
        wanted = np.concatenate([line[some] for line, some in zip(lines, inside, strict=True)])
        if not pieces:
            assert all(np.ptp(line, axis=0).max() < 1e-6 for line in lines), "a grid in one point cannot be drawn"
            continue
        corners = np.concatenate(pieces)
        assert corners[:, 0].min() > left - NEAR
        assert corners[:, 0].max() < right + NEAR
        assert corners[:, 1].min() > top - NEAR
        assert corners[:, 1].max() < bottom + NEAR
        # 41 points a line stand for its bends, but for those that lie on a straight way.
        coarse = [line[::8] for line in lines]
        assert distance_to(coarse, corners).max() < EXACT
        assert distance_to(coarse, np.concatenate([(one[1:] + one[:-1]) / 2 for one in pieces])).max() < EXACT
        assert (
            distance_to(
                pieces, np.concatenate([line[some[::8]] for line, some in zip(coarse, inside, strict=True)])
            ).max(initial=0)
            < EXACT
        )
        assert distance_to(pieces, wanted[::9]).max(initial=0) < 4  # at a corner between two of these points


# -- the line ----------------------------------------------------------------------------------------------------------


@in_every_state
def test_the_line_stands_where_the_output_changes_sides(state, view):
    for name, drawing in panels(state, view):
        low, high = box_of(drawing)
        unit = drawing.axes.x[0]
        if line := path_of(drawing, "nnx-border"):
            found = np.array([drawing.axes.data(corner) for corner in line.corners])
            if state["space"] == "a":
                assert len(found) == 2, "it is straight"
            around = [logits_at(state, name, found + np.array(way) * 0.15 / unit)
                      for way in product((-1, 0, 1), (-1, 0, 1))]  # fmt: skip
            assert (np.min(around, axis=0) <= 0).all(), f"{name}: the line is not where the output is 0"
            assert (np.max(around, axis=0) >= 0).all(), f"{name}: the line is not where the output is 0"
            for end in (found[0], found[-1]):
                gap = min(np.abs(end - low).min(), np.abs(end - high).min())
                assert gap * unit < NEAR, "the line ends within the drawing"
            assert (np.diff(line.corners, axis=0) ** 2).sum(axis=1).max() < (30**2 if state["space"] == "z" else 1e6)


def contains(outline: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Tell which points lie in a polygon, by the number of sides to the right of them."""
    found = np.zeros(len(points), dtype=bool)
    x, y = points.T
    for (x1, y1), (x2, y2) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if y1 != y2:
            found ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return found


@in_every_state
def test_the_side_of_class_1_is_shaded(state, view):
    rng = np.random.default_rng(0)
    for name, drawing in panels(state, view):
        low, high = box_of(drawing)
        places = rng.uniform(low, high, (600, 2))
        is_one = logits_at(state, name, places) >= 0
        side, line = path_of(drawing, "nnx-fires"), path_of(drawing, "nnx-border")
        outline = np.array(side.corners) if side else np.empty((0, 2))
        found = contains(outline, pixels(drawing, places)) if len(outline) else np.zeros(600, dtype=bool)
        clear = np.ones(600, dtype=bool)
        if line:
            corners = np.array(line.corners)
            clear = distance_to([corners], pixels(drawing, places)) > 1
            assert {*map(tuple, corners)} <= {*map(tuple, outline)}
        assert clear.mean() > 0.9
        assert np.array_equal(found[clear], is_one[clear]), name


# -- words -------------------------------------------------------------------------------------------------------------


def separated(state: dict, name: str) -> int:
    """Return the first epoch from which on all samples are right, or -1."""
    return first_of(state["data"], state["run"], name)


@cache
def first_of(data: str, run: int, name: str) -> int:
    state = {"data": data, "run": run, "space": "a", "epoch": 0}
    X, y = samples(state)
    start = -1
    for epoch in range(END, -1, -1):
        if (net_of(state, name, epoch).predict(X) != y).any():
            break
        start = epoch
    return start


@in_every_state
def test_below_each_drawing_stands_what_was_reached(state, view):
    X, y = samples(state)
    assert len(view.lines) == 12
    for i, name in enumerate(NAMES):
        net, (width, height) = net_of(state, name), np.ptp(hidden(state, name, X), axis=0)
        loss = losses.binary_cross_entropy(y[:, np.newaxis], net(X))
        start = separated(state, name)
        if start < 0:
            final = say("not separated", end=END)
        else:
            final = say("separated from" if state["epoch"] < start else "separated since", start=start)
        assert view.lines[4 * i : 4 * i + 4] == [
            say("loss", epoch=state["epoch"], loss=shown(loss, 3)),
            say("right", right=(net.predict(X) == y).sum(), n=60),
            say("extent", width=shown(width), height=shown(height)),
            final,
        ]


@in_every_state
def test_the_sentence(state, view):
    X, y = samples(state)
    parts = {}
    for name in NAMES:
        start, right = separated(state, name), (net_of(state, name).predict(X) == y).sum()
        called = say(f"{name} function")
        if 0 <= start <= state["epoch"]:
            parts[name] = say("part since", name=called, start=start)
        else:
            parts[name] = say("part until", name=called, right=right, n=60)
    finding = say("finding", epoch=state["epoch"], **parts)
    if state["space"] == "z":
        finding += " " + say("straight" if state["data"] == "two_curves" else "bent")
    assert view.finding == finding
    assert {one.label for one in view.drawings} == {f"{say('title')}: {finding}"}


# -- the time axis -----------------------------------------------------------------------------------------------------


@in_every_state
def test_the_time_axis_shows_since_when_each_is_separated(state, view):
    drawing = view.drawings[3]
    assert drawing.axes.ticks[0] == [0, 10, 20, 30, 40, 50]
    slope, start = drawing.axes.x
    names, texts = drawing.find("nnx-row"), drawing.find("nnx-note")
    before, since = drawing.find("nnx-waiting"), drawing.find("nnx-apart")
    assert [one.text for one in names] == [say(f"{name} function") for name in NAMES]
    starts = [separated(state, name) for name in NAMES]
    assert len(since) == sum(one >= 0 for one in starts)
    reached = iter(since)
    for i, first in enumerate(starts):
        until = slope * (END if first < 0 else first) + start
        row = names[i].centre[1]
        assert near(before[i].ends, [(start, before[i]["y1"]), (until, before[i]["y1"])])
        assert abs(before[i]["y1"] - row) < 3
        assert texts[i].text == (say("never", end=END) if first < 0 else str(first))
        assert until - 8 < texts[i].box[0] + texts[i].box[2] < until
        if first >= 0:
            thick = next(reached)
            assert near(thick.ends, [(until, before[i]["y1"]), (slope * END + start, before[i]["y1"])])
    assert np.diff([one["y1"] for one in before]).min() > 12
    now = drawing.one("nnx-guide")
    assert near([now["x1"], now["x2"]], [slope * state["epoch"] + start] * 2)
    assert min(now["y1"], now["y2"]) < before[0]["y1"]
    assert max(now["y1"], now["y2"]) > before[2]["y1"]
    assert view.handles == []


@in_every_state
def test_controls_show_the_state(state, view):
    slider = view.controls[say("number of epochs")]
    assert (slider["value"], slider["shown"], slider["text"]) == (str(state["epoch"]),) * 3
    for trait in ("data", "run", "space"):
        assert view.controls[say(trait)]["value"] == str(state[trait])
    assert {*view.controls} == {say("number of epochs"), *(say(trait) for trait in ("data", "run", "space"))}


# -- look --------------------------------------------------------------------------------------------------------------


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(FeatureSpace)
    for drawing in ("svg >> nth=0", "svg >> nth=1", "svg >> nth=2"):
        assert colour(stage, f"{drawing} >> .nnx-one", "fill") == PALETTE["blue"]
        assert colour(stage, f"{drawing} >> .nnx-fires", "fill") == PALETTE["blue"]
        assert colour(stage, f"{drawing} >> .nnx-zero", "stroke") == PALETTE["orange"]
        assert colour(stage, f"{drawing} >> .nnx-border", "stroke") == PALETTE["ink"]
        assert colour(stage, f"{drawing} >> .nnx-net", "stroke") == PALETTE["grey"]
        assert colour(stage, f"{drawing} >> .nnx-miss", "stroke") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-apart", "stroke") == PALETTE["ink"]
    assert [is_dashed(stage, one) for one in (".nnx-waiting", ".nnx-apart")] == [True, False]
    weights = [one.evaluate("one => getComputedStyle(one.lastChild).fontWeight") for one in
               stage.root.locator(".nnx-facts").all()]  # fmt: skip
    assert weights == ["400", "600", "600"], "what is reached stands out"


@pytest.mark.parametrize(("width", "n_rows"), [(320, 3), (390, 3), (1920, 1)])
def test_drawings_stand_side_by_side_where_there_is_room(stage_for, width, n_rows):
    stage = stage_for(FeatureSpace)
    stage.resize(width, 1100)
    tops = stage.root.locator(".nnx-panel").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert len({*tops}) == n_rows


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_it_is_the_same_on_a_phone_and_on_a_large_screen(views_of, width):
    checks = (
        test_samples_are_where_their_net_puts_them,
        test_samples_on_the_wrong_side_have_a_ring,
        test_the_grid_is_that_of_the_inputs,
        test_the_line_stands_where_the_output_changes_sides,
        test_the_side_of_class_1_is_shaded,
        test_the_time_axis_shows_since_when_each_is_separated,
    )
    seen = assert_same_at_width(views_of, FeatureSpace, CHOSEN[::5], width, checks)
    for drawing in (drawing for _, view in seen for drawing in view.drawings):
        for text in drawing.find(tag="text"):
            left, _, wide, _ = text.box
            assert left > -1, f"{text.text} is cut"
            assert left + wide < drawing.size[0] + 1, f"{text.text} is cut"
