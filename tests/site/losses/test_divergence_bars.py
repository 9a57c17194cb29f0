"""What DivergenceBars draws and says is computed with nnlib: bars, areas, sums, table and sentence."""

import math
import re

import numpy as np
import pytest
from drawing import Drawing, Shape, View, number
from seen import colour, in_every_state, is_dashed
from states import divergence_bars
from wording import shown, words_of

from nnlib.explorers import DivergenceBars
from nnlib.losses import cross_entropy_between, entropy, kl_divergence, kl_terms
from nnlib.plotting import PALETTE

say = words_of(DivergenceBars)
LOWERED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
TIE = 1e-9
ROUND = 0.011  # pixels: places are rounded to hundredths
WAYS = (("p", "q"), ("q", "p"))
CHOSEN = [
    {},
    *DivergenceBars.constants()["PAIRS"].values(),
    {"p": [1, 0], "q": [0, 1]},
    {"p": [1, 0, 0, 0, 0, 1], "q": [0, 1, 1, 1, 1, 0]},
    {"p": [0, 0], "q": [0, 0]},
    {"p": [0.9, 0.1], "q": [0.1, 0.9]},
    {"p": [0.2, 0.3, 0.5], "q": [0.5, 0.3, 0.2]},
    {"p": [0.5, 0.5], "q": [0.5, 0.5000001]},
    {"p": [0.5, 0.5], "q": [0.5, 0.500001]},
    {"p": [1, 1e-9, 1e-7], "q": [1, 1e-12, 0]},
    {"p": [1, 1e-300], "q": [1e-300, 1]},
    {"p": [0.97, 0.01, 0.01, 0.01], "q": [0.97, 0, 0, 0.03]},
    {"p": [1, 1, 1, 1, 1, 1], "q": [1, 0.8, 0.6, 0.4, 0.2, 0.1]},
    {"p": [0.3, 0.3, 0.4], "q": [0.05, 0.05, 0.9]},
]

# -- what should be seen, by nnlib -------------------------------------------------------------------------------------


def distribution(heights: list[float]) -> np.ndarray:
    heights = np.array(heights if any(heights) else [1] * len(heights), float)
    return heights / heights.sum()


def pair(state: dict, way: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Return truth and model of one way round."""
    return distribution(state[way[0]]), distribution(state[way[1]])


def surprise(shares: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return -np.log(shares)


def chances(value: float) -> set[str]:
    """Return how a number may be written: two ways only where rounding decides."""
    return {written(one) for one in (value * (1 - TIE), value * (1 + TIE))}


def written(value: float) -> str:
    if value == 0 or value >= 0.0005:
        return shown(value, 3)
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}·10{str(int(exponent)).translate(LOWERED)}"


def about_as(value: float, decimals: int = 3) -> set[str]:
    """Return how a number may be written with so many decimals; rounding may leave 1e-12 of what is 0."""
    if math.isinf(value):
        return {"∞"}
    return {shown(value * (1 + way * TIE) + way * 1e-12, decimals).removeprefix("−") for way in (-1, 0, 1)}


@pytest.fixture(scope="module")
def states():
    rng = np.random.default_rng(9)
    return [DivergenceBars(**state).state() for state in [*CHOSEN, *(divergence_bars(rng) for _ in range(70))]]


@pytest.fixture(scope="module")
def views(views_of, states):
    return views_of(DivergenceBars, states, lines=".nnx-caption > span")


@pytest.fixture(scope="module")
def narrow_views(views_of, states):
    """On two phones: 390 and 320 pixels wide."""
    return [views_of(DivergenceBars, states[:45], width=width, lines=".nnx-caption > span") for width in (390, 320)]


@pytest.fixture(scope="module")
def all_views(views, narrow_views):
    return [*views, *narrow_views[0], *narrow_views[1]]


def each(check):
    """Turn a check of a state and its view into one over wide and narrow views."""

    def test(all_views):
        in_every_state(check)(all_views)

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


# -- how the drawing is read -------------------------------------------------------------------------------------------


def of_kind(view: View, kind: str) -> list[Drawing]:
    return [one for one in view.drawings if kind in one.classes]


def bars_of(view: View, name: str) -> Drawing:
    [found] = of_kind(view, f"nnx-of-{name}")
    return found


def areas_of(view: View) -> list[Drawing]:
    found = of_kind(view, "nnx-areas")
    assert len(found) == 2
    return found


def sums_of(view: View) -> Drawing:
    [found] = of_kind(view, "nnx-sums")
    return found


def rectangle(shape: Shape) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of a rectangle, in pixels."""
    return shape["x"], shape["x"] + shape["width"], shape["y"] + shape["height"], shape["y"]


def columns(drawing: Drawing, truth: np.ndarray, model: np.ndarray) -> list[tuple[int, float, float, float, float]]:
    """Return outcome, left and right in pixels, and both surprises, of each outcome of the truth."""
    slope, start = drawing.axes.x
    ends = start + slope * np.concatenate([[0], np.cumsum(truth)])
    own, other = surprise(truth), surprise(model)
    return [(i, ends[i], ends[i + 1], own[i], other[i]) for i in np.flatnonzero(truth)]


def top_of(drawing: Drawing) -> float:
    return max(drawing.axes.ticks[1])


def compare(found: list[Shape], wanted: list[tuple[float, float, float, float]]) -> None:
    """Rectangles are where they should be, and no others are there; those too thin to be seen do not matter."""
    for left, right, bottom, top in wanted:
        if min(right - left, bottom - top) > 3 * ROUND:
            near = [one for one in found if np.allclose(rectangle(one), (left, right, bottom, top), atol=2 * ROUND)]
            assert len(near) == 1, f"{len(near)} rectangles at {left:.1f}-{right:.1f}, {top:.1f}-{bottom:.1f}"
    for one in found:
        if min(one["width"], one["height"]) > 3 * ROUND:
            assert any(np.allclose(rectangle(one), some, atol=2 * ROUND) for some in wanted), rectangle(one)


def with_ways(check):
    """Turn a check of one way round, (drawing, truth, model), into one of a state and its view."""

    def both(state, view):
        for drawing, way in zip(areas_of(view), WAYS, strict=True):
            check(drawing, *pair(state, way))

    both.__name__, both.__doc__ = check.__name__, check.__doc__
    return each(both)


# -- bars --------------------------------------------------------------------------------------------------------------


@each
def test_a_bar_for_each_outcome(state, view):
    for name in "pq":
        drawing, shares = bars_of(view, name), distribution(state[name])
        names, bars, numbers = (drawing.find(kind, tag=tag) for kind, tag in
                                [("nnx-symbol", "text"), ("nnx-bar", "rect"), ("nnx-bar-value", "text")])  # fmt: skip
        assert [one.text for one in names] == [f"{name}{i}" for i in range(1, len(shares) + 1)]
        assert drawing.axes.ticks[0] == [0, 1]
        slope, start = drawing.axes.x
        for label, bar, text, share in zip(names, bars, numbers, shares, strict=True):
            assert (bar["x"], bar["width"]) == pytest.approx((start, slope * share), abs=2 * ROUND)
            assert label.centre[1] == pytest.approx(bar.centre[1], abs=5)
            assert text.centre[1] == pytest.approx(bar.centre[1], abs=1.5)
            assert text.text in chances(share)
            assert text.box[0] + text.box[2] < drawing.size[0]
            assert text.box[0] > bar["x"] + bar["width"] - 2


@each
def test_handles_lie_at_the_ends_of_the_bars(state, view):
    wanted = [say(f"move {name}", i=i) for name in "pq" for i in range(1, len(state[name]) + 1)]
    assert [one["name"] for one in view.handles] == wanted
    ends = [(bar["x"] + bar["width"], bar.centre[1]) for name in "pq" for bar in bars_of(view, name).find("nnx-bar")]
    for one, end in zip(view.handles, ends, strict=True):
        assert one["place"] == pytest.approx(end, abs=1)


# -- areas -------------------------------------------------------------------------------------------------------------


@each
def test_both_areas_have_the_same_axes_with_room_for_every_finite_surprise(state, view):
    everything = np.concatenate([surprise(distribution(state[name])) for name in "pq"])
    highest = everything[np.isfinite(everything)].max()
    top = 3.0
    while top < highest:
        top *= 2
    for drawing in areas_of(view):
        assert drawing.axes.ticks == ([0, 1], pytest.approx([0, top / 3, 2 * top / 3, top]))
        assert drawing.find("nnx-axis-unit")[0].text == say("unit")
    assert len({(one.axes.y, *one.size) for one in areas_of(view)}) == 1


@with_ways
def test_entropy_is_a_rectangle_for_each_outcome(drawing, truth, model):
    level = drawing.axes.y[1]  # pixels at 0 nats
    wanted = [
        (left, right, level, level + drawing.axes.y[0] * own)
        for _, left, right, own, _ in columns(drawing, truth, model)
    ]
    compare(drawing.find("nnx-entropy", tag="rect"), wanted)


@with_ways
def test_what_the_model_adds_and_saves_are_rectangles_of_their_own(drawing, truth, model):
    slope, level = drawing.axes.y
    more, less = [], []
    for _, left, right, own, other in columns(drawing, truth, model):
        low, high = sorted((own, min(other, top_of(drawing))))
        (more if other > own else less).append((left, right, level + slope * low, level + slope * high))
    compare(drawing.find("nnx-more-cost"), more)
    compare(drawing.find("nnx-less-cost"), less)


@with_ways
def test_areas_are_what_nnlib_computes(drawing, truth, model):
    """In units of the axes: entropy, the terms of the divergence, and so the cross-entropy."""
    unit = drawing.axes.x[0] * -drawing.axes.y[0]
    sizes = {
        name: sum(one["width"] * one["height"] for one in drawing.find(f"nnx-{name}", tag="rect")) / unit
        for name in ("entropy", "more-cost", "less-cost")
    }
    terms = kl_terms(truth, model)
    # A rectangle of a x b pixels is off by 0.01 (a + b) at most.
    near = 2 * ROUND * (drawing.axes.x[0] + len(truth) * drawing.size[1]) / unit
    assert sizes["entropy"] == pytest.approx(entropy(truth), abs=near)
    assert sizes["less-cost"] == pytest.approx(-terms[terms < 0].sum(), abs=near)
    if np.isfinite(terms).all():
        assert sizes["more-cost"] == pytest.approx(terms[terms > 0].sum(), abs=near)
        total = sizes["entropy"] + sizes["more-cost"] - sizes["less-cost"]
        assert total == pytest.approx(cross_entropy_between(truth, model), abs=3 * near)


@with_ways
def test_what_is_saved_is_hatched(drawing, truth, model):
    """Lines at 45 degrees from edge to edge of their rectangle, evenly spaced."""
    slope, level = drawing.axes.y
    saving = [one for one in columns(drawing, truth, model) if one[4] < one[3]]
    paths = [one for one in drawing.find("nnx-hatch") if one.attributes["d"]]
    wide = [one for one in saving if min(one[2] - one[1], slope * (one[4] - one[3])) > 3]
    assert len(paths) >= len([one for one in wide if one[2] - one[1] + slope * (one[4] - one[3]) > 9])
    for path in paths:
        lines = re.findall(r"M([-\d.]+),([-\d.]+)L([-\d.]+),([-\d.]+)", path.attributes["d"])
        assert "".join(f"M{a},{b}L{c},{d}" for a, b, c, d in lines) == path.attributes["d"]
        points = np.array(lines, float)
        assert points[:, 0] + points[:, 1] == pytest.approx(points[:, 2] + points[:, 3], abs=2 * ROUND)
        assert np.diff(points[:, 0] + points[:, 1]) == pytest.approx(6, abs=4 * ROUND)
        inside = [
            one for one in saving
            if points[:, (0, 2)].min() > one[1] - 2 * ROUND and points[:, (0, 2)].max() < one[2] + 2 * ROUND
            and points[:, (1, 3)].min() > level + slope * one[3] - 2 * ROUND
            and points[:, (1, 3)].max() < level + slope * one[4] + 2 * ROUND
        ]  # fmt: skip
        assert inside, "hatched where nothing is saved"


@with_ways
def test_the_levels_of_the_model(drawing, truth, model):
    """A line at -log of the model over each column; none where it is infinite."""
    slope, level = drawing.axes.y
    wanted = [(left, right, level + slope * other) for _, left, right, _, other in columns(drawing, truth, model)
              if np.isfinite(other)]  # fmt: skip
    found = [(one["x1"], one["x2"], one["y1"], one["y2"]) for one in drawing.find("nnx-level")]
    seen = [one for one in wanted if one[1] - one[0] > 3 * ROUND]
    found = [one for one in found if one[1] - one[0] > 2 * ROUND]
    assert len(seen) <= len(found) <= len(wanted)
    for left, right, height in seen:
        assert any(np.allclose(one, (left, right, height, height), atol=2 * ROUND) for one in found)


@with_ways
def test_columns_are_parted(drawing, truth, model):
    """By a line in the colour of the paper, from the axis to the top."""
    slope, level = drawing.axes.y
    found = drawing.find("nnx-parting")
    lefts = [left for _, left, *_ in columns(drawing, truth, model) if left > drawing.axes.x[1]]
    assert [one["x1"] for one in found] == [one["x2"] for one in found] == pytest.approx(lefts, abs=2 * ROUND)
    for one in found:
        assert sorted((one["y1"], one["y2"])) == pytest.approx([level + slope * top_of(drawing), level], abs=2 * ROUND)


@with_ways
def test_an_infinite_surprise_is_an_arrow_out_of_the_drawing(drawing, truth, model):
    """It says ∞; where two stand close together one of them does."""
    endless = [(left + right) / 2 for _, left, right, _, other in columns(drawing, truth, model) if np.isinf(other)]
    arrows, texts = drawing.find("nnx-endless", tag="path"), drawing.find("nnx-endless-name")
    assert len(arrows) == len(endless)
    assert bool(texts) == bool(arrows)
    slope, level = drawing.axes.y
    edge = level + slope * top_of(drawing)
    for arrow, middle in zip(arrows, endless, strict=True):
        left, right, tip = arrow.corners
        assert tip[0] == pytest.approx(min(drawing.size[0] - 8, max(31, middle)), abs=2 * ROUND)
        assert (left[1], right[1], tip[1]) == pytest.approx((edge, edge, edge - 8), abs=2 * ROUND)
        assert any(abs(text.centre[0] - tip[0]) < 12.5 for text in texts)
    for text in texts:
        assert text.text == "∞"
        assert text.box[1] > -6
    assert all(abs(one.centre[0] - two.centre[0]) > 11 for one in texts for two in texts if one is not two)


@with_ways
def test_terms_are_written_into_their_rectangles(drawing, truth, model):
    slope, level = drawing.axes.y
    terms, texts = kl_terms(truth, model), drawing.find("nnx-term-value")
    expected = 0
    for i, left, right, own, other in columns(drawing, truth, model):
        if np.isinf(other):
            continue
        wide, tall = right - left, abs(slope * (own - other))
        here = [one for one in texts if one.centre[0] == pytest.approx((left + right) / 2, abs=0.6)]
        roomy = wide >= 38 + 2 * ROUND and tall >= 15 + 2 * ROUND
        assert len(here) >= roomy
        expected += roomy
        for text in here:
            sign = "+" if terms[i] > 0 else "−"
            assert text.text in {f"{sign}{one}" for one in about_as(abs(terms[i]), 2)}
            assert text.box[2] < wide
            assert text.centre[1] == pytest.approx(level + slope * (own + other) / 2, abs=1.5)
    assert len(texts) >= expected


@with_ways
def test_columns_are_named_where_there_is_room(drawing, truth, model):
    found = columns(drawing, truth, model)
    names = drawing.find("nnx-outcome")
    for name in names:
        [(_, left, right, *_)] = [one for one in found if one[0] == int(name.text) - 1]
        assert left < name.box[0]
        assert name.box[0] + name.box[2] < right + 1
        assert drawing.axes.y[1] - 16 < name.centre[1] < drawing.axes.y[1]
    named = {int(one.text) - 1 for one in names}
    slope = -drawing.axes.y[0]
    for i, left, right, own, other in found:
        if right - left > 64.1 and slope * max(own, min(other, top_of(drawing))) > 15.1:
            assert i in named
    texts = [one.box for one in [*names, *drawing.find("nnx-term-value")]]
    for n, (x, y, wide, _) in enumerate(texts):  # a line of text is higher than its letters
        for x2, y2, wide2, _ in texts[:n]:
            assert x + wide <= x2 + 0.5 or x2 + wide2 <= x + 0.5 or abs(y - y2) > 10


# -- sums --------------------------------------------------------------------------------------------------------------


@each
def test_cross_entropy_is_the_sum_of_two_bars(state, view):
    drawing = sums_of(view)
    slope, start = drawing.axes.x
    finite = []
    own, added = (drawing.find("nnx-sum-row", kind, tag="rect") for kind in ("nnx-entropy", "nnx-more-cost"))
    totals, names = drawing.find("nnx-total-value"), drawing.find("nnx-symbol")
    assert [one.text for one in names] == ["H(p, q)", "H(q, p)"]
    top = max(drawing.axes.ticks[0])
    for n, way in enumerate(WAYS):
        truth, model = pair(state, way)
        wanted = cross_entropy_between(truth, model)
        finite += [one for one in (entropy(truth), wanted) if np.isfinite(one)]
        height = names[n].centre[1]
        ends = (start, start + slope * entropy(truth), start + slope * min(wanted, top))
        at_row = [[one for one in some if abs(one.centre[1] - height) < 5] for some in (own, added)]
        for some, left, right in zip(at_row, ends[:2], ends[1:], strict=True):
            if right - left > 3 * ROUND:
                [one] = some
                assert (one["x"], one["x"] + one["width"]) == pytest.approx((left, right), abs=2 * ROUND)
        arrows = [one for one in drawing.find("nnx-endless") if abs(one.centre[1] - height) < 5]
        assert len(arrows) == np.isinf(wanted)
        assert totals[n].text in {f"= {one}" for one in about_as(wanted)}
        assert totals[n].box[0] > start + slope * top + (8 if arrows else 0)
        assert totals[n].centre[1] == pytest.approx(height, abs=3)
    scale = 2.0
    while scale < max(finite) - 1e-9:
        scale *= 2
    assert drawing.axes.ticks[0] == pytest.approx([0, scale / 2, scale])
    assert drawing.find("nnx-axis-unit")[0].text == say("unit")


@each
def test_the_parts_of_a_sum_say_how_large_they_are(state, view):
    """Inside where there is room, else the divergence behind its part."""
    drawing = sums_of(view)
    slope, start = drawing.axes.x
    rows = [one.centre[1] for one in drawing.find("nnx-symbol")]
    edge = start + slope * max(drawing.axes.ticks[0])
    for height, way in zip(rows, WAYS, strict=True):
        truth, model = pair(state, way)
        values = entropy(truth), kl_divergence(truth, model)
        ends = (start, start + slope * values[0], min(edge, start + slope * sum(values)))
        for kind, value, left, right in zip(
            ("nnx-of-entropy", "nnx-of-divergence"), values, ends[:2], ends[1:], strict=True
        ):
            found = [one for one in drawing.find(kind) if abs(one.centre[1] - height) < 5]
            if right - left > 40 + 2 * ROUND:
                [text] = found
            for text in found:
                assert text.text in about_as(value)
                beside = right - left < 40
                assert text.centre[0] == pytest.approx(right + 20 if beside else (left + right) / 2, abs=1)
                assert kind == "nnx-of-divergence" or not beside
        [total] = [one for one in drawing.find("nnx-total-value") if abs(one.centre[1] - height) < 5]
        for text in drawing.find("nnx-of-divergence"):
            assert abs(text.centre[1] - height) > 5 or text.box[0] + text.box[2] < total.box[0]


# -- table, words, controls --------------------------------------------------------------------------------------------


@each
def test_the_table(state, view):
    rows = view.cells()
    assert view.tables[0][0]["cells"] == [say("in nats"), say("of p", p="p", q="q"), say("of p", p="q", q="p")]
    heads = [say(key, H="H", D="D") for key in ("entropy", "more", "less", "divergence", "cross-entropy")]
    assert [row[0] for row in rows] == heads
    for n, way in enumerate(WAYS, start=1):
        truth, model = pair(state, way)
        terms = kl_terms(truth, model)
        wanted = [
            entropy(truth), terms[terms > 0].sum(), -terms[terms < 0].sum(), kl_divergence(truth, model),
            cross_entropy_between(truth, model),
        ]  # fmt: skip
        for row, value in zip(rows, wanted, strict=True):
            assert row[n] in about_as(value), row[0]


@each
def test_captions(state, view):
    del state
    texts = [text.replace("H(p, q): ", "").replace("H(q, p): ", "") for text in view.lines]
    assert texts == [
        say("truth", p="p"), say("model", q="q"),
        *(say("area", cross="", width=f"{one}i", height=f"{other}i") for one, other in WAYS),
    ]  # fmt: skip


def findings(state: dict) -> set[str]:
    """Return what may be said: several texts only where rounding decides."""
    (p, q) = pair(state, WAYS[0])
    there, back = kl_divergence(p, q), kl_divergence(q, p)
    if max(there, back) < 1e-9:
        return {say("equal", entropy=one) for one in about_as(entropy(p))}
    if np.isinf(there):
        firsts = {say("endless", i=int(np.flatnonzero((p > 0) & (q == 0))[0]) + 1)}
    else:
        terms = kl_terms(p, q)
        best = [i for i in range(len(p)) if math.isclose(terms[i], terms.max(), rel_tol=TIE, abs_tol=1e-12)]
        firsts = {
            say("finite", divergence=one, i=i + 1, truth=truth, model=model)
            for one in chances_of_sum(there) for i in best for truth in chances(p[i]) for model in chances(q[i])
        }  # fmt: skip
    if np.isinf(back):
        seconds = {say("endless back", i=int(np.flatnonzero((q > 0) & (p == 0))[0]) + 1)}
    else:
        seconds = {say("finite back", divergence=one) for one in chances_of_sum(back)}
    thirds = {""}
    if np.isfinite([there, back]).all():
        apart = abs(there - back) / max(there, back)
        thirds = {
            f" {say(key)}"
            for key, is_so in (("order hardly matters", apart < 0.05 + 1e-6), ("order matters", apart > 0.05 - 1e-6))
            if is_so
        }
    return {f"{a} {b}{c}" for a in firsts for b in seconds for c in thirds}


def chances_of_sum(value: float) -> set[str]:
    """Return how a divergence may be written, of which 12 decimals are computed."""
    return {written(round(max(0, value + way * 1e-12), 12) * (1 + way * TIE)) for way in (-1, 0, 1)}


@each
def test_the_sentence(state, view):
    assert view.finding in findings(state)
    named = [one for one in view.drawings if one.label is not None]
    assert len(named) == 5
    for drawing in named:
        assert drawing.label == f"{say('title')}: {view.finding}"


def test_every_kind_of_sentence_is_met(views):
    places = dict.fromkeys(("i", "divergence", "truth", "model", "entropy"), "\0")
    keys = "equal, finite, endless, finite back, endless back, order matters, order hardly matters"
    starts = {key: say(key, **places).split("\0") for key in keys.split(", ")}
    met = {key for key, parts in starts.items() if any(all(one in view.finding for one in parts) for _, view in views)}
    assert met == {*starts}


@each
def test_controls_show_the_state(state, view):
    pairs = DivergenceBars.constants()["PAIRS"]
    chosen = view.controls[say("pair")]["value"]
    assert view.controls[say("outcomes")]["value"] == str(len(state["p"]))
    apart = {
        name: max(np.abs(distribution(state[one]) - distribution(some[one])).max() for one in "pq")
        for name, some in pairs.items() if len(some["p"]) == len(state["p"])
    }  # fmt: skip
    if chosen:
        assert apart[chosen] < 0.002
    else:
        assert min(apart.values(), default=1) >= 0.002


def test_numbers_are_read_as_numbers(views):
    """A guard of the oracle: what is compared as text is a number, an infinity or a power."""
    for _, view in views[:20]:
        for row in view.cells():
            assert all(number(cell) >= 0 for cell in row[1:])


def test_colours_and_second_signs(stage_for):
    """Entropy is grey; vermilion is what the model adds, filled, and what it saves, hatched; q is hollow."""
    stage = stage_for(DivergenceBars)
    assert colour(stage, ".nnx-of-p .nnx-bar", "fill") == PALETTE["blue"]
    assert colour(stage, ".nnx-of-q .nnx-bar", "stroke") == PALETTE["blue"]
    assert colour(stage, ".nnx-of-q .nnx-bar", "fill") == "#ffffff"
    assert colour(stage, ".nnx-areas .nnx-entropy", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-areas .nnx-more-cost", "fill") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-areas .nnx-hatch", "stroke") == PALETTE["vermilion"]
    assert colour(stage, ".nnx-areas .nnx-level", "stroke") == PALETTE["ink"]
    assert is_dashed(stage, ".nnx-areas .nnx-less-cost")
    fill = stage.root.locator(".nnx-less-cost").first.evaluate("one => getComputedStyle(one).fill")
    assert fill == "none"
