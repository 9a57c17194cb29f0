"""Style sheets of explorers are light enough for sixty drawings a second."""

import re
from pathlib import Path

import pytest

from nnlib import explorers
from nnlib.explorers._modules import STYLE_SHEETS

FOLDER = Path(explorers.__file__).parent
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rules(name: str) -> list[tuple[str, str]]:
    """Return selectors and declarations."""
    css = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return [(selector.strip(), declarations) for selector, declarations in RULE.findall(css)]


@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_no_selector_asks_for_what_is_inside(name):
    """Such a one is matched anew whenever anything changes inside."""
    found = rules(name)
    assert len(found) > 100
    assert [selector for selector, _ in found if ":has(" in selector] == []


def test_shapes_are_faint_by_their_fill_or_stroke():
    """A shape with an opacity is painted apart, and then laid over the others."""
    shown = [selector for selector, declarations in rules("drawings.css") if re.search(r"(?<!-)opacity:", declarations)]
    assert shown == [".nnx-arrow.nnx-before, .nnx-arrow.nnx-old"], "only groups, whose parts lie on one another"
