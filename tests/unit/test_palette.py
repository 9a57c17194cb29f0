"""Figures and explorers have one palette."""

import re

import pytest

from nnlib.explorers._modules import FOLDER, STYLE_SHEETS
from nnlib.plotting import PALETTE

CSS = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)


def colours(selector: str) -> dict[str, str]:
    rule = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", CSS, re.MULTILINE | re.DOTALL)[1]
    return dict(re.findall(r"--nnx-(\w+): (#[0-9a-f]{6});", rule))


LIGHT = colours(":root")
DARK = colours('html[data-theme="dark"], body[data-jp-theme-light="false"]')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_figures_and_explorers_have_the_same_colours():
    assert {name: LIGHT[name] for name in PALETTE} == PALETTE


def test_every_colour_has_its_dark_twin():
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("name", sorted(PALETTE.keys() - {"paper"}))
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(theme, name):
    assert contrast(theme[name], theme["paper"]) >= 4.5


def test_a_mark_has_one_meaning():
    """Two rules of one selector would be two explorers that use one name without knowing of each other."""
    drawings = (FOLDER / "drawings.css").read_text(encoding="utf-8")
    rules = re.findall(r"^([^\s/@}][^{}]*?) \{", drawings, re.MULTILINE)
    assert len(rules) > 50
    assert [rule for rule in set(rules) if rules.count(rule) > 1] == []
