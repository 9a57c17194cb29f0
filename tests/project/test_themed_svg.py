"""Figures of notebooks, as the page shows them."""

import re

import numpy as np
import pytest
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


def outlines(svg: str) -> list[str]:
    """Return the parts of all outlines without curves, each of which begins with an M."""
    straight = [one for one in values(svg, "d") if not re.search("[CQ]", one)]
    return re.findall("M[^M]+", "".join(straight))


def points_of(part: str) -> np.ndarray:
    return np.array(NUMBER.findall(part), float).reshape(-1, 2)


def distances(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return how far points are from a line through other points, each from its nearest segment."""
    starts, ways = line[:-1], np.diff(line, axis=0)
    lengths = (ways**2).sum(axis=1)
    away = points[:, np.newaxis] - starts
    shares = np.clip((away * ways).sum(axis=2) / np.where(lengths == 0, 1, lengths), 0, 1)
    return np.sqrt(((away - shares[..., np.newaxis] * ways) ** 2).sum(axis=2)).min(axis=1)


def test_places_are_right_to_half_a_tenth_of_a_point_and_outlines_to_half_a_hundredth(tmp_path):
    svg = drawn(tmp_path)
    page = themed(svg, "", "f0-")
    stored, shown = (" ".join([*values(one, "x"), *values(one, "y")]) for one in (svg, page))
    before, after = (np.array(NUMBER.findall(one), float) for one in (stored, shown))
    assert before.size > 50
    np.testing.assert_allclose(after, before, rtol=0, atol=0.05 + 1e-9)
    curved, kept = (" ".join(one for one in values(text, "d") if re.search("[CQ]", one)) for text in (svg, page))
    assert NUMBER.sub("", curved) == NUMBER.sub("", kept) != ""  # the same commands, in their order
    np.testing.assert_allclose(
        *(np.array(NUMBER.findall(one), float) for one in (kept, curved)), rtol=0, atol=0.005 + 1e-9
    )
    numbers = NUMBER.findall(" ".join([shown, *values(page, "d")]))
    assert max(len(one.partition(".")[2]) for one in numbers) == 2


def test_outlines_are_where_they_were_with_fewer_points(tmp_path):
    svg = region(tmp_path)
    before, after = outlines(svg), outlines(themed(svg, "", "f0-"))
    assert len(before) == len(after)
    for stored, shown in zip(before, after, strict=True):
        assert stored.count("z") == shown.count("z")
        assert shown.split()[0] == "M" and points_of(shown).shape[0] <= max(points_of(stored).shape[0], 3)
        for points, line in [(stored, shown), (shown, stored)]:
            assert distances(points_of(points), points_of(line)).max() < 0.03
    assert len("".join(after)) < 0.5 * len("".join(before))


@pytest.mark.parametrize(
    ("outline", "shown"),
    [
        ("M 0 0 L 1 0 L 2 0 L 3 0 L 3 1 L 3 2 L 0 2 z", "M 0 0 L 3 0 L 3 2 L 0 2 z"),
        ("M 0 0 L 1 0 L 2 0 L 3 0 M 5 5 L 5 6 L 5 7 L 5 8", "M 0 0 L 3 0 M 5 5 L 5 8"),
        ("M 0 0 L 4 0 L 2 0 L 1 0 L 1 3", "M 0 0 L 4 0 L 1 0 L 1 3"),
        ("M 0 0 L 0 0", "M 0 0 L 0 0"),
        ("M 0 0 L 1 0 L 2 0.5 L 3 0", "M 0 0 L 1 0 L 2 0.5 L 3 0"),
        ("M 0 0 L 1 0 L 2 0 Q 3 0 3 1", "M 0 0 L 1 0 L 2 0 Q 3 0 3 1"),
    ],
)
def test_points_on_a_straight_line_go_and_its_ends_stay(outline, shown):
    page = themed(f'<svg><path d="{outline}"/></svg>', "", "f0-")
    assert " ".join(values(page, "d")[0].split()) == shown


def test_what_is_no_coordinate_stays_as_it_is(tmp_path):
    svg = drawn(tmp_path)
    page = themed(svg, "", "f0-")
    for attribute in ("transform", "viewBox", "width", "height"):
        assert values(page, attribute) == values(svg, attribute) != []
    assert "scale(0.015625)" in page  # of outlines of letters


def test_a_figure_has_its_label_its_own_ids_and_the_colours_of_the_theme(tmp_path):
    page = themed(drawn(tmp_path), 'Where "a" < b', "f7-")
    assert page.startswith('<svg class="nnx-figure" role="img" aria-label="Where &quot;a&quot; &lt; b"')
    assert PALETTE["blue"] not in page and "stroke: var(--nnx-blue)" in page
    assert "<metadata>" not in page
    ids = set(re.findall(r'\bid="([^"]*)', page))
    assert ids and all(one.startswith("f7-") for one in ids)
    assert {*re.findall(r'(?:url\(|xlink:href=")#([^")]*)', page)} <= ids
