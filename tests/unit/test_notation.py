"""Notation and glossary: each letter and word once, and every number of a chapter leads to this chapter."""

import re

import contents
import pytest

from nnlib.explorers import XorNetwork

BACK = contents.ROOT / "chapters" / "back"
NOTATION, GLOSSARY = [(BACK / name).read_text(encoding="utf-8") for name in ("notation.md", "glossary.md")]
MORE_THAN_ONE = {"$w$": 3, "$N$": 2, "$d$": 2, "$L$": 2, "$k$": 2, "$T$": 2, "$q$": 2} | {
    "$m$": 2,
    r"$\alpha$": 2,
    r"$\gamma$": 3,
    r"$\varepsilon$": 2,
}
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in NOTATION.splitlines() if line.startswith("| $")]
WORDS = [
    [cell.strip("| ") for cell in line.split(" | ")] for line in GLOSSARY.splitlines() if line.endswith(".ipynb) |")
]


@pytest.mark.parametrize(("page", "n_other_links"), [(NOTATION, 1), (GLOSSARY, 1)])
def test_numbers_of_chapters_are_those_of_the_table_of_contents(page, n_other_links):
    numbered = [name for name in contents.names()[1:] if "/back/" not in name]
    links = re.findall(r"\[(\d+)\]\(\.\.(/\S+)\.ipynb\)", page)
    assert len(links) > 50
    assert not [(number, path) for number, path in links if numbered[int(number) - 1] != f"chapters{path}"]
    assert len(re.findall(r"\]\(", page)) == len(links) + n_other_links, "a link of another kind"


@pytest.mark.parametrize("symbol", [symbol.strip() for row in ROWS for symbol in re.findall(r"\$[^$]+\$", row[0])])
def test_each_letter_has_one_meaning(symbol):
    """But for those that the page names, of parts 3 to 5, and w, also of a pair of steps."""
    rows = [row for row in ROWS if symbol in re.findall(r"\$[^$]+\$", row[0])]
    assert len(rows) == MORE_THAN_ONE.get(symbol, 1)


def test_names_of_numbers_are_those_of_the_code():
    assert "`W0_21` is $w_{21}^{(0)}$" in NOTATION
    assert "W0_21" in XorNetwork.state_names()
    assert "a1_2_00" in XorNetwork().readouts()


def test_words_stand_in_their_order_each_once():
    words = [word.partition(" [")[0].lower() for word, *_ in WORDS]
    assert len(words) > 100
    assert words == sorted(set(words))


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row[0].partition(" [")[0])
def test_each_word_has_its_chinese_name_and_its_meaning(row):
    """Browsers and readers of screens are told which language the name is in."""
    word, meaning, _ = row
    assert re.search(r"\w \[[^]]*[\u4e00-\u9fff][^]]*\]\{\.language-zh\}$", word)
    assert re.search(r"\w", meaning)
