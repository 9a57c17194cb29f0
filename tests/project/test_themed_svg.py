"""Figures of notebooks, as the page shows them."""

import re

import numpy as np
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


def values(svg: str, attribute: str) -> list[str]:
    return re.findall(rf'\s{attribute}="([^"]*)"', svg[svg.index("<svg") :])


def test_coordinates_are_right_to_half_a_hundredth_of_a_point(tmp_path):
    svg = drawn(tmp_path)
    page = themed(svg, "", "f0-")
    for attribute in ("d", "x", "y"):
        stored, shown = (" ".join(values(one, attribute)) for one in (svg, page))
        assert NUMBER.sub("", stored) == NUMBER.sub("", shown)  # the same commands, in their order
        before, after = (np.array(NUMBER.findall(one), float) for one in (stored, shown))
        assert before.size > 50
        np.testing.assert_allclose(after, before, rtol=0, atol=0.005 + 1e-9)
        assert max(len(one.partition(".")[2]) for one in NUMBER.findall(shown)) == 2


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
