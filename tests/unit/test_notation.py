"""The page of notation: each letter once, and every number of a chapter leads to this chapter."""

import re

import contents
import pytest

from nnlib.explorers import XorNetwork

PAGE = (contents.ROOT / "chapters" / "back" / "notation.md").read_text(encoding="utf-8")
MORE_THAN_ONE = {"$w$": 3, "$N$": 2, "$d$": 2, "$L$": 2, "$k$": 2, "$T$": 2, "$q$": 2} | {
    "$m$": 2,
    r"$\alpha$": 2,
    r"$\gamma$": 3,
    r"$\varepsilon$": 2,
}
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in PAGE.splitlines() if line.startswith("| $")]


def test_numbers_of_chapters_are_those_of_the_table_of_contents():
    numbered = [name for name in contents.names()[1:] if "/back/" not in name]
    links = re.findall(r"\[(\d+)\]\(\.\.(/\S+)\.ipynb\)", PAGE)
    assert len(links) > 50
    assert not [(number, path) for number, path in links if numbered[int(number) - 1] != f"chapters{path}"]
    assert len(re.findall(r"\]\(", PAGE)) == len(links), "a link of another kind"


@pytest.mark.parametrize("symbol", [symbol.strip() for row in ROWS for symbol in re.findall(r"\$[^$]+\$", row[0])])
def test_each_letter_has_one_meaning(symbol):
    """But for those that the page names, of parts 3 to 5, and w, also of a pair of steps."""
    rows = [row for row in ROWS if symbol in re.findall(r"\$[^$]+\$", row[0])]
    assert len(rows) == MORE_THAN_ONE.get(symbol, 1)


def test_names_of_numbers_are_those_of_the_code():
    assert "`W0_21` is $w_{21}^{(0)}$" in PAGE
    assert "W0_21" in XorNetwork.state_names()
    assert "a1_2_00" in XorNetwork().readouts()
