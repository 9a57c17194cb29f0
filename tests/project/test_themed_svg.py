"""Figures of notebooks, as the page shows them."""

import re

import numpy as np
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib import rc_context
from matplotlib.figure import Figure
from themed_svg import themed

from nnlib.plotting import PALETTE

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def drawn(tmp_path) -> str:
    """Return a figure as notebooks store it: a curve, dots, and letters as outlines and as text."""
    rng = np.random.default_rng(3)
    figure = Figure(figsize=(4, 3))
    axes = figure.add_subplot()
    axes.plot(np.linspace(-3, 3, 200), rng.normal(size=200), color=PALETTE["blue"])
    axes.scatter(*rng.normal(size=(2, 50)))
    with rc_context({"svg.fonttype": "path"}):
        figure.savefig(tmp_path / "figure.svg")
    return (tmp_path / "figure.svg").read_text(encoding="utf-8")


def region(tmp_path) -> str:
    """Return a figure with coloured regions: one has a slanted border, one a round hole."""
    x = np.linspace(-2, 2, 60)
    X, Y = np.meshgrid(x, x)
    figure = Figure(figsize=(6, 3))
    left, right = figure.subplots(1, 2)
    left.contourf(X, Y, X - 0.7 * Y, levels=[-9, 0.1, 9], colors=[PALETTE["blue"], PALETTE["orange"]])
    right.contourf(X, Y, X**2 + Y**2, levels=[0, 1, 9], colors=[PALETTE["blue"], PALETTE["orange"]])
    figure.savefig(tmp_path / "region.svg")
    return (tmp_path / "region.svg").read_text(encoding="utf-8")


def values(svg: str, attribute: str) -> list[str]:
    return re.findall(rf'\s{attribute}="([^"]*)"', svg[svg.index("<svg") :])


def drawn_by(outline: str) -> list[tuple[str, np.ndarray]]:
    """Return what another reader of outlines draws: each command with its places."""
    pen = RecordingPen()
    parse_path(outline, pen)
    return [(command, np.array(places, float)) for command, places in pen.value]


def parts(svg: str) -> list[tuple[str, np.ndarray]]:
    """Return the parts of all outlines without curves, each by how it ends, and its places."""
    found = []
    for outline in values(svg, "d"):
        if not re.search("[CQcq]", outline):
            for command, places in drawn_by(outline):
                if command == "moveTo":
                    found.append(["", places])
                elif command == "lineTo":
                    found[-1][1] = np.vstack([found[-1][1], places])
                else:
                    found[-1][0] = command
    return [(end, points) for end, points in found]


def distances(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return how far points are from a line through other points, each from its nearest segment."""
    starts, ways = line[:-1], np.diff(line, axis=0)
    lengths = (ways**2).sum(axis=1)
    away = points[:, np.newaxis] - starts
    shares = np.clip((away * ways).sum(axis=2) / np.where(lengths == 0, 1, lengths), 0, 1)
    return np.sqrt(((away - shares[..., np.newaxis] * ways) ** 2).sum(axis=2)).min(axis=1)


def test_places_are_right_to_half_a_tenth_of_a_point_and_outlines_to_half_a_hundredth(tmp_path):
    svg = drawn(tmp_path)
    page = themed(svg, "", "f0-", set())
    stored, shown = (" ".join([*values(one, "x"), *values(one, "y")]) for one in (svg, page))
    before, after = (np.array(NUMBER.findall(one), float) for one in (stored, shown))
    assert before.size > 50
    np.testing.assert_allclose(after, before, rtol=0, atol=0.05 + 1e-9)
    curves = 0
    for old, new in zip(values(svg, "d"), values(page, "d"), strict=True):
        if re.search("[CQ]", old):
            curves += 1
            for (command, places), (same, kept) in zip(drawn_by(old), drawn_by(new), strict=True):
                assert command == same
                np.testing.assert_allclose(kept, places, rtol=0, atol=0.005 + 1e-9)
    assert curves > 2
    assert len("".join(values(page, "d"))) < 0.8 * len("".join(values(svg, "d")))
    numbers = NUMBER.findall(" ".join([shown, *values(page, "d")]))
    assert max(len(one.partition(".")[2]) for one in numbers) == 2


def test_no_error_adds_up_along_an_outline():
    rng = np.random.default_rng(8)
    points = np.cumsum(rng.uniform(-1, 1, (3000, 2)), axis=0)
    outline = "M" + "L".join(f" {x:.6f} {y:.6f} \n" for x, y in points) + "Q 1 2.125 -0.06 0.04 z"
    page = themed(f'<svg><path d="{outline}"/></svg>', "", "f0-", set())
    shown = np.vstack([places for command, places in drawn_by(values(page, "d")[0]) if command.endswith("To")][:3000])
    np.testing.assert_allclose(shown, points, rtol=0, atol=0.005 + 1e-6)


def test_outlines_are_where_they_were_with_fewer_points(tmp_path):
    svg = region(tmp_path)
    page = themed(svg, "", "f0-", set())
    before, after = parts(svg), parts(page)
    for (end, stored), (same, shown) in zip(before, after, strict=True):
        assert end == same
        assert len(shown) <= max(len(stored), 3)
        for points, line in [(stored, shown), (shown, stored)]:
            assert distances(points, line).max() < 0.03
    assert sum(len(points) for _, points in after) < 0.5 * sum(len(points) for _, points in before)


@pytest.mark.parametrize(
    ("outline", "shown"),
    [
        ("M 0 0 L 1 0 L 2 0 L 3 0 L 3 1 L 3 2 L 0 2 z", "m0 0l3 0l0 2l-3 0z"),
        ("M 0 0 L 1 0 L 2 0 L 3 0 M 5 5 L 5 6 L 5 7 L 5 8", "m0 0l3 0m2 5l0 3"),
        ("M 0 0 L 4 0 L 2 0 L 1 0 L 1 3", "m0 0l4 0l-3 0l0 3"),
        ("M 0 0 L 0 0", "m0 0l0 0"),
        ("M 0 0 L 1 0 L 2 0.5 L 3 0", "m0 0l1 0l1 .5l1-.5"),
        ("M 0 0 L 1 0 L 2 0 Q 3 0 3 1", "m0 0l1 0l1 0q1 0 1 1"),
        ("M 1 1 L 1 2 L 2 2 z M 3 3 L 4 4 z M 0 0 L 0.07 -12.5", "m1 1l0 1l1 0zm2 2l1 1zm-3-3l.07-12.5"),
    ],
)
def test_points_on_a_straight_line_go_and_its_ends_stay(outline, shown):
    page = themed(f'<svg><path d="{outline}"/></svg>', "", "f0-", set())
    assert values(page, "d")[0] == shown


def test_what_is_no_place_stays_as_it_is(tmp_path):
    svg = drawn(tmp_path)
    page = themed(svg, "", "f0-", set())
    for attribute in ("viewBox", "width", "height"):
        assert values(page, attribute) == values(svg, attribute) != []
    before, after = ("".join(values(one, "transform")) for one in (svg, page))
    assert NUMBER.sub("", before) == NUMBER.sub("", after)
    np.testing.assert_allclose(
        *(np.array(NUMBER.findall(one), float) for one in (after, before)), rtol=0, atol=0.005 + 1e-9
    )
    assert "scale(0.015625)" in page  # of outlines of letters


def test_a_figure_has_its_label_and_the_colours_of_the_theme(tmp_path):
    page = themed(drawn(tmp_path), 'Where "a" < b', "f7-", set())
    assert page.startswith('<svg class="nnx-figure" role="img" aria-label="Where &quot;a&quot; &lt; b"')
    assert PALETTE["blue"] not in page and "stroke: var(--nnx-blue)" in page
    assert not re.search(r"<metadata|<!--|<style|>\s|\s<|<defs></defs>", page)


def ids(svg: str) -> list[str]:
    return re.findall(r'\bid="([^"]*)', svg)


def asked_for(svg: str) -> set[str]:
    return {*re.findall(r'(?:url\(|xlink:href=")#([^")]*)', svg)}


def test_letters_are_drawn_once_on_a_page_and_nothing_else_is_shared(tmp_path):
    letters = set()
    svg = drawn(tmp_path)
    first, second = (themed(svg, "", prefix, letters) for prefix in ("f0-", "f1-"))
    assert "DejaVuSans-32" in letters  # the digit 2
    assert {*ids(first)} == asked_for(first) and {*ids(second)} | letters == asked_for(second)
    assert len(ids(first + second)) == len({*ids(first + second)})
    own = [{one for one in ids(figure) if one not in letters} for figure in (first, second)]
    assert len(own[0]) == len(own[1]) > 2
    assert all(one.startswith("f0-") for one in own[0]) and all(one.startswith("f1-") for one in own[1])
