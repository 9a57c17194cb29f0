"""What QuantileBand draws and says is computed with nnlib."""

import numpy as np
import pytest
from drawing import Drawing, Shape, View
from plots import pieces_of, plot_of
from seen import colour, in_every_state, is_dashed
from states import quantile_band
from wording import shown, words_of

from nnlib.explorers import QuantileBand
from nnlib.fitting import Line
from nnlib.plotting import PALETTE

say = words_of(QuantileBand)
HALF = 0.11  # pixels: places are written with one decimal
LOW, HIGH = -1.4, 3.6  # of the drawing of the sample
N = 40  # bands
CHOSEN = [
    {},
    {"n": 25},
    {"n": 400},
    {"low": 0.95, "high": 0.05},
    {"low": 0.9, "high": 0.1, "sample": 12, "n": 25},
    {"low": 0.5, "high": 0.5, "sample": 40},
    {"low": 0.5, "high": 0.51, "sample": 4, "n": 25},
    {"low": 0.5, "high": 0.49, "sample": 4, "n": 400},
    {"low": 1 / 32, "high": 31 / 32, "sample": 20, "n": 25},
    {"low": 31 / 32, "high": 31 / 32, "sample": 30, "n": 25},
    {"low": 1 / 32, "high": 1 / 32, "sample": 31, "n": 400},
    {"low": 0.8, "high": 0.82, "sample": 7, "n": 25},  # lines that cross
    {"low": 0.05, "high": 0.08, "sample": 9, "n": 25},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(61)
    return views_of(QuantileBand, [*CHOSEN, *(quantile_band(rng) for _ in range(40))], lines=".nnx-key span")


@pytest.fixture(scope="module")
def narrow(views_of):
    rng = np.random.default_rng(62)
    return views_of(QuantileBand, [*CHOSEN, *(quantile_band(rng) for _ in range(10))], width=330)


# -- by nnlib ----------------------------------------------------------------------------------------------------------


def pair_of(state: dict, method: str = "quantile") -> tuple[Line, Line]:
    return QuantileBand(**state).pair(method)


def heights_of(pair: tuple[Line, Line], x: np.ndarray) -> np.ndarray:
    """The lower and the higher edge of a band at each place."""
    return np.sort([line(x) for line in pair], axis=0)


def levels_of(state: dict) -> tuple[float, float]:
    return state["low"], state["high"]


def shifts_of(levels: tuple[float, float], unit: float) -> tuple[float, float]:
    """By how many pixels the two handles stand beside their levels, so that none covers the other."""
    missing = max(0.0, 18 - unit * abs(levels[1] - levels[0])) / 2
    return (missing, -missing) if levels[1] < levels[0] else (-missing, missing)


# -- the sample --------------------------------------------------------------------------------------------------------


@in_every_state
def test_points_inside_are_dots_and_those_outside_are_crosses(state, view):
    drawing, (x, y) = view.drawings[0], QuantileBand(**state).points()
    assert drawing.axes.ticks == ([-1, -0.5, 0, 0.5, 1], [-1, 0, 1, 2, 3])
    low, high = heights_of(pair_of(state), x)
    outside = (y < low - 1e-9) | (y > high + 1e-9)
    places = np.array([drawing.axes.pixels(place) for place in zip(x, y, strict=True)])
    dots = [(one["cx"], one["cy"]) for one in drawing.find("nnx-held", tag="circle")]
    assert np.allclose(dots, places[~outside], atol=HALF)
    crosses = [np.concatenate(pieces_of(one)) for one in drawing.find("nnx-missed", tag="path")]
    assert len(crosses) == outside.sum()
    for corners, place in zip(crosses, places[outside], strict=True):
        assert np.allclose(corners - place, [(-3, -3), (3, 3), (-3, 3), (3, -3)], atol=HALF)


def assert_line(drawing: Drawing, shape: Shape, line: Line) -> None:
    """The line is drawn from edge to edge of the plot: to the sides, or above and below."""
    corners = shape.corners
    assert len(corners) == 2
    for p, q in corners:
        x, y = drawing.axes.data((p, q))
        assert drawing.axes.pixels((x, line(x)))[1] == pytest.approx(q, abs=HALF * (1 + abs(line.slope)))
        at_the_side, at_an_end = abs(abs(x) - 1) < 0.002, min(abs(y - LOW), abs(y - HIGH)) < 0.01
        assert at_the_side or at_an_end, f"a line ends at ({x}, {y})"
    (start, _), (end, _) = (drawing.axes.data(corner) for corner in corners)
    assert start < end
    for edge, found in ((-1, start), (1, end)):
        if LOW + 0.01 < line(edge) < HIGH - 0.01:
            assert found == pytest.approx(edge, abs=0.002), "a line ends too early"


@in_every_state
def test_both_pairs_of_lines_are_those_of_nnlib(state, view):
    drawing = view.drawings[0]
    for name, line in zip(("low", "high"), pair_of(state), strict=True):
        assert_line(drawing, drawing.one("nnx-level-line", f"nnx-of-{name}"), line)
    rivals = drawing.find("nnx-rival")
    assert len(rivals) == 2
    for shape, line in zip(rivals, pair_of(state, "gaussian"), strict=True):
        assert_line(drawing, shape, line)


@in_every_state
def test_the_band_reaches_from_the_lower_line_to_the_higher_one(state, view):
    plot = plot_of(view.drawings[0])
    corners = np.array(view.drawings[0].one("nnx-band").corners)
    half = len(corners) // 2
    top, bottom = corners[:half], corners[half:][::-1]
    pair = pair_of(state)
    places = np.linspace(-1, 1, 101)
    low, high = (plot.y(np.clip(edge, LOW, HIGH)) for edge in heights_of(pair, places))
    steep = max(abs(line.slope) for line in pair)
    for edge, wanted in ((top, high), (bottom, low)):
        assert np.allclose(edge[[0, -1], 0], plot.x(np.array([-1, 1])), atol=HALF)
        found = np.interp(plot.x(places), edge[:, 0], edge[:, 1])
        assert np.abs(found - wanted).max() < 2 * HALF * (1 + steep)


def assert_names(state: dict, view: View) -> None:
    drawing = view.drawings[0]
    names = [one for one in drawing.find("nnx-symbol", tag="text") if one.text in ("γ1", "γ2")]
    assert [one.text for one in names] == ["γ1", "γ2"]
    ends = [drawing.axes.pixels((1, np.clip(line(1.0), LOW, HIGH)))[1] for line in pair_of(state)]
    heights = [one["y"] - 4 for one in names]
    assert abs(heights[0] - heights[1]) > 16.8, "the names collide"
    if abs(ends[0] - ends[1]) > 0.2:
        assert (heights[0] < heights[1]) == (ends[0] < ends[1]), "the names are exchanged"
    assert np.mean(heights) == pytest.approx(np.mean(ends), abs=HALF)
    if abs(ends[0] - ends[1]) > 17:
        assert heights == pytest.approx(ends, abs=HALF)
    right = drawing.axes.pixels((1, 0))[0]
    for one in names:
        assert right < one.box[0]
        assert one.box[0] + one.box[2] <= drawing.size[0] + 1


@in_every_state
def test_the_lines_have_their_names_at_their_ends(state, view):
    assert_names(state, view)


def test_names_are_apart_on_a_phone(narrow):
    for state, view in narrow:
        assert_names(state, view)


# -- the shares --------------------------------------------------------------------------------------------------------


class Shares:
    """The second drawing: shares of targets to the right, rows downwards."""

    def __init__(self, view: View) -> None:
        self.drawing = view.drawings[1]
        numbers = [one for one in self.drawing.find("nnx-axes", tag="text") if "." in one.text or one.text in "01"]
        values = np.array([float(one.text) for one in numbers])
        self.unit, self.start = np.polyfit(values, [one.centre[0] for one in numbers], 1)
        assert [*values] == [0, 0.2, 0.4, 0.6, 0.8, 1]

    def x(self, share: float) -> float:
        return self.unit * share + self.start

    def bar(self, *classes: str) -> tuple[list[float], float]:
        """Where a bar begins and ends, and at which height."""
        line = self.drawing.one("nnx-held-share", *classes, tag="line")
        assert line["y1"] == line["y2"]
        return [line["x1"], line["x2"]], line["y1"]

    def ends(self, below: float, above: float) -> list[float]:
        return pytest.approx([self.x(below), self.x(1 - above)], abs=0.6)


@in_every_state
def test_the_promise_is_a_bar_between_both_levels_with_letters_and_guides(state, view):
    shares, levels = Shares(view), levels_of(state)
    (start, end), height = shares.bar("nnx-promised")
    assert [start, end] == shares.ends(min(levels), 1 - max(levels))
    guides = shares.drawing.find("nnx-guide", tag="line")
    letters = [one for one in shares.drawing.find("nnx-symbol", tag="text") if one.text in ("γ1", "γ2")]
    for i, shift in enumerate(shifts_of(levels, shares.unit)):
        assert [guides[i]["x1"], guides[i]["x2"]] == pytest.approx([shares.x(levels[i])] * 2, abs=0.6)
        assert guides[i]["y1"] == height
        assert guides[i]["y2"] == shares.drawing.size[1] - 30
        assert letters[i].text == f"γ{i + 1}"
        assert letters[i]["x"] == pytest.approx(shares.x(levels[i]) + shift, abs=0.6)
        name = say("move low") if i == 0 else say("move high")
        (grip,) = [one for one in view.handles if one["name"] == name]
        assert grip["drawing"] == 1
        assert grip["place"] == pytest.approx([np.clip(shares.x(levels[i]) + shift, 0, None), height], abs=0.8)
    assert len(view.handles) == len(guides) == len(letters) == 2


@in_every_state
def test_a_bar_shows_what_is_held_of_the_sample(state, view):
    shares, (x, y) = Shares(view), QuantileBand(**state).points()
    low, high = heights_of(pair_of(state), x)
    found, _ = shares.bar("nnx-of-sample")
    assert found == shares.ends((y < low - 1e-9).mean(), (y > high + 1e-9).mean())


@in_every_state
def test_each_band_has_a_bar_of_its_shares_in_order_and_that_of_the_sample_stands_out(state, view):
    shares, one = Shares(view), QuantileBand(**state)
    before = 0.0
    for method, kind in (("quantile", "nnx-bands"), ("gaussian", "nnx-rival")):
        below, above = one.fresh(method).T
        order = np.argsort(1 - below - above, kind="stable")
        bars = pieces_of(shares.drawing.one("nnx-many-bars", kind, tag="path"))
        assert len(bars) == N
        held = [bar[1][0] - bar[0][0] for bar in bars]
        assert np.all(np.diff(held) > -0.21), "they should go from the one that holds least to the one that holds most"
        heights = [bar[0][1] for bar in bars]
        assert np.allclose(np.diff(heights), 1.5)
        assert heights[0] > before
        before = heights[-1]
        for bar, i in zip(bars, order, strict=True):
            assert bar[0][1] == bar[1][1]
            assert [bar[0][0], bar[1][0]] == shares.ends(below[i], above[i])
        found, height = shares.bar("nnx-own", kind)
        i = state["sample"] - 1
        assert found == shares.ends(below[i], above[i])
        assert height == pytest.approx(heights[[*order].index(i)], abs=0.06)


@in_every_state
def test_rows_have_their_names_above_them(state, view):
    shares = Shares(view)
    notes = shares.drawing.find("nnx-note", tag="text")
    rows = ["row promise", "row sample", "row quantile", "row gaussian"]
    assert [one.text for one in notes] == [say(row, count=N) for row in rows]
    many = [shares.drawing.one("nnx-many-bars", kind) for kind in ("nnx-bands", "nnx-rival")]
    heights = [
        shares.bar("nnx-promised")[1],
        shares.bar("nnx-of-sample")[1],
        *(pieces_of(one)[0][0][1] for one in many),
    ]
    letters = [one for one in shares.drawing.find("nnx-symbol", tag="text") if one.text in ("γ1", "γ2")]
    for note, height in zip(notes, heights, strict=True):
        assert 0 < height - note["y"] < 40
        assert note["x"] == pytest.approx(shares.x(0), abs=0.6)
    for letter in letters:
        assert notes[0].box[1] + notes[0].box[3] < letter.box[1] + 5, "γ covers a word"


# -- the table, the sentence, the controls -----------------------------------------------------------------------------


def percent(share: float) -> set[str]:
    """How a share may be written: in two ways only where rounding decides."""
    return {shown(100 * share + apart, 1) for apart in (-1e-9, 0, 1e-9)}


@in_every_state
def test_the_table_says_what_was_promised_and_what_is_held(state, view):
    (head, *rows) = view.tables[0]
    assert head["cells"] == [say("in percent"), say("promised"), say("quantile"), say("gaussian")]
    names = ["sample inside", "fresh inside", "fresh below", "fresh above", "median", "quartiles"]
    assert [row["cells"][0] for row in rows] == [say(name, count=N) for name in names]
    one, (low, high) = QuantileBand(**state), sorted(levels_of(state))
    promised = [high - low, high - low, low, 1 - high, high - low]
    assert all(row["cells"][1] in percent(value) for row, value in zip(rows[:-1], promised, strict=True))
    assert rows[-1]["cells"][1] == ""
    x, y = one.points()
    for k, method in ((2, "quantile"), (3, "gaussian")):
        bottom, top = heights_of(one.pair(method), x)
        below, above = one.fresh(method).T
        inside, i = 1 - below - above, state["sample"] - 1
        held = ((y >= bottom - 1e-9) & (y <= top + 1e-9)).mean()
        wanted = [held, inside[i], below[i], above[i], np.median(inside)]
        for row, value in zip(rows[:-1], wanted, strict=True):
            assert row["cells"][k] in percent(value), row["cells"]
        first, third = np.quantile(inside, [0.25, 0.75])
        ways = {say("range", low=p, high=q) for p in percent(first) for q in percent(third)}
        assert rows[-1]["cells"][k] in ways


@in_every_state
def test_the_sentence_says_promise_and_shares_and_what_becomes_of_exchanged_levels(state, view):
    numbers, (low, high) = QuantileBand(**state).readouts(), levels_of(state)
    note = say("exchanged") if low > high else say("equal") if low == high else ""
    values = {
        "promise": abs(high - low),
        "sample": numbers["inside"] / state["n"],
        **{
            part: numbers[f"fresh_{name}"]
            for part, name in (("fresh", "inside"), ("below", "below"), ("above", "above"))
        },
        "gaussian": numbers["gaussian_fresh_inside"],
        "gaussian_below": numbers["gaussian_fresh_below"],
        "gaussian_above": numbers["gaussian_fresh_above"],
    }
    ways = [
        say("finding", **{name: shown(100 * value + apart, 1) for name, value in values.items()}, note=note).rstrip()
        for apart in (-1e-9, 0, 1e-9)
    ]
    assert view.finding in ways
    for drawing in view.drawings[:2]:
        assert view.finding in drawing.label


@in_every_state
def test_controls_and_key_show_the_state(state, view):
    for trait in ("low", "high"):
        assert view.controls[say(trait)]["shown"] == view.controls[say(trait)]["text"] == shown(state[trait])
    assert view.controls[say("points")]["value"] == str(state["n"])
    assert view.buttons[say("next")]
    assert view.lines == [say(f"key {name}") for name in ("quantile", "gaussian", "inside", "outside")]


def test_what_is_a_line_and_what_is_outside_differs_by_more_than_colour(stage_for):
    stage = stage_for(QuantileBand)
    wanted = {
        ".nnx-layer-line .nnx-level-line": ("stroke", "blue"),
        ".nnx-layer-line .nnx-rival.nnx-dashed": ("stroke", "grey"),
        ".nnx-band": ("fill", "blue"),
        ".nnx-held": ("fill", "ink"),
        ".nnx-missed": ("stroke", "vermilion"),
        ".nnx-promised": ("stroke", "ink"),
        ".nnx-of-sample": ("stroke", "blue"),
        ".nnx-own.nnx-bands": ("stroke", "blue"),
        ".nnx-own.nnx-rival": ("stroke", "grey"),
        ".nnx-many-bars.nnx-bands": ("stroke", "blue"),
        ".nnx-many-bars.nnx-rival": ("stroke", "grey"),
    }
    for selector, (property, of_palette) in wanted.items():
        assert colour(stage, selector, property) == PALETTE[of_palette].lower(), selector
    assert is_dashed(stage, ".nnx-layer-line .nnx-rival")
    assert not is_dashed(stage, ".nnx-layer-line .nnx-level-line")
