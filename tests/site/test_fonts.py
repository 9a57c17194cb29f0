"""The browser of the tests has the fonts of `fonts.py`, whatever is installed."""

import sys

import pytest
from fonts import FONTS
from fontTools.ttLib import TTFont

TEXT = "nnn000"  # no pair in it is drawn nearer together
WIDTH = """(style) => {
    const span = document.body.appendChild(document.createElement("span"));
    span.textContent = "TEXT";
    span.style.cssText = `position: absolute; ${style}`;
    return span.getBoundingClientRect().width;
}""".replace("TEXT", TEXT)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a browser is told its fonts")
@pytest.mark.parametrize(
    ("family", "file"),
    [
        ("sans-serif", "DejaVuSans"),
        ("serif", "DejaVuSerif"),
        ("monospace", "DejaVuSansMono"),
        ("Liberation Serif, Arial", "DejaVuSans"),
    ],
)
def test_letters_are_as_wide_as_in_its_file(stage_visit, family, file):
    font = TTFont(FONTS / f"{file}.ttf")
    wide = sum(font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in TEXT) / font["head"].unitsPerEm
    shown = stage_visit.page.evaluate(WIDTH, f"font: 16px {family}")
    assert shown == pytest.approx(16 * wide, abs=0.1)
