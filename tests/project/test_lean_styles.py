"""A style sheet keeps what pages can use, and no more."""

import base64
import importlib.util
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lean_styles import cut, words

STATIC = Path(importlib.util.find_spec("pydata_sphinx_theme").origin).parent / "theme/pydata_sphinx_theme/static"
SPELLED = words(
    [
        '<html><body><nav id="menu" class="side-bar open">',
        "one.classList.add('shown')",
        "`sum-${sign}`",
        "<h1>",
        "<math>",
    ]
)


def lean(css: str) -> str:
    return cut(css, SPELLED, STATIC)


@pytest.mark.parametrize(
    "selector",
    [
        "nav",
        "#menu",
        ".side-bar > h1",
        ".shown:not(.fade)::after",
        "h1.sum-of-squares",
        "nav:is(.fade, .open)",
        "h1:hover",
        "nav[data-mode=fade]",
        ":root",
        "*",
        "h1:nth-child(2n + 1)",
    ],
)
def test_a_rule_that_can_match_is_kept(selector):
    assert lean(f"{selector} {{ color: red }}") == f"{selector}{{color: red}}"


@pytest.mark.parametrize(
    "selector", ["aside", "#other", ".fade", "nav.fade", ".fade h1", "h1:is(.fade, aside)", ".side", "nav:has(.fade)"]
)
def test_a_rule_that_cannot_match_goes(selector):
    assert lean(f"{selector} {{ color: red }}") == ""


def test_of_several_selectors_those_that_can_match_stay():
    assert lean("h1, .fade, nav :is(h1, aside), aside { color: red }") == "h1,nav :is(h1, aside){color: red}"


def test_rules_inside_rules_are_cut_and_what_is_empty_goes():
    inner = "h1{color: red}"
    css = "@media print { h1 { color: red } .fade { color: red } } @media screen { .fade { color: red } }"
    assert lean(css) == f"@media print {{{inner}}}"
    assert lean(f"@supports (gap: 1px) {{ @media print {{ {inner} }} }}") == (
        f"@supports (gap: 1px) {{@media print {{{inner}}}}}"
    )


@pytest.mark.parametrize("word", ["@keyframes", "@-webkit-keyframes"])
def test_a_movement_stays_where_a_style_names_it(word):
    moving = f"{word} turn{{to {{ rotate: 90deg }}}}"
    assert lean(f"{moving} nav {{ animation: turn 1s }}") == f"{moving}\nnav{{animation: turn 1s}}"
    assert lean(f"{moving} .fade {{ animation: turn 1s }}") == ""


def test_a_style_sheet_that_cannot_be_read_stops_the_build():
    with pytest.raises(ValueError, match="cannot be read"):
        lean("h1 { color: red } }")


def test_a_font_of_icons_has_the_glyphs_that_styles_show():
    file = "vendor/fontawesome/6.5.2/webfonts/fa-solid-900.woff2"
    face = f'@font-face{{font-family:Icons\\ 6;src:url("{file}") format("woff2"),url("other.ttf")}}'
    shown = 'h1::before{content:"\\f0c9"}nav::before{content:"\uf185"}.fade::before{content:"\\f00d"}'
    styles = f'nav{{font-family:"Icons 6"}}{shown}'
    found = re.search(r'src:url\("data:font/woff2;base64,([^"]+)"\) format\("woff2"\)}', lean(face + styles))
    with TTFont(BytesIO(base64.b64decode(found[1]))) as font, TTFont(STATIC / file) as whole:
        assert {*font.getBestCmap()} == {0xF0C9, 0xF185}
        assert font["head"].modified == whole["head"].modified  # two builds give the same style sheet
    assert "other.ttf" not in lean(face + styles)
    assert "@font-face" not in lean(face + "h1{color: red}")
