"""What the search is told beside the words of the text."""

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from findable import English, Findable, explorers_of, full_name, notation_of
from myst_parser.docutils_ import Parser

from nnlib import explorers

NOTATION = r"""
| letter | meaning | see |
|---|---|:---:|
| $\delta_j^{(k)}$ (delta) | the derivative by $z_j$ | 1 |
| $a_1$, $a_2$ | two answers | 2 |

| word | meaning |
|---|---|
| knot | where a slope changes |

| method | result |
|---|---|
| a | 1 |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"\delta_j^{(k)}", {"δ", "delta"}),
        (r"\varepsilon > 0", {"ε", "epsilon"}),
        (r"2\Delta w", {"δ", "delta", "w"}),
        (r"\nabla L", {"∇", "nabla"}),
        ("a σ unit", {"σ", "sigma", "unit"}),
        ("the letter sigma", {"σ", "sigma", "letter"}),
        ("σ′", {"σ", "sigma"}),
    ],
)
def test_a_greek_letter_is_found_by_its_name_and_the_other_way_round(text, found):
    assert found <= {*English({}).split(text)}


def test_other_words_stay_as_they_are():
    assert English({}).split(r"sigmoid units, and \frac{1}{2} of them") == "sigmoid units and frac 1 2 of them".split()


def test_rows_of_the_notation_are_found_and_no_other_tables():
    page = publish_doctree(NOTATION, parser=Parser(), settings_overrides={"myst_enable_extensions": ["dollarmath"]})
    found = [*notation_of(page)]
    assert found == [
        ("letter", "δ (delta): the derivative by z_j", "letter-1"),
        ("letter", "a: two answers", "letter-2"),
        ("word", "knot: where a slope changes", "word-3"),
    ]
    assert [row["ids"] for row in page.findall(nodes.row) if row["ids"]] == [["letter-1"], ["letter-2"], ["word-3"]]


def test_a_letter_comes_before_a_word_that_is_explained_by_it():
    domain = Findable.__new__(Findable)
    rows = [("word", "quantile: a share γ", "a"), ("letter", "γ: a share", "b"), ("word", "knot: a bend", "c")]
    domain.data = {"found": {"page": rows}}
    assert [(name, priority) for _, name, *_, priority in domain.get_objects()] == [
        ("quantile: a share γ", 1),
        ("γ: a share", 0),
        ("knot: a bend", 0),
    ]


def test_the_first_of_each_explorer_of_a_page_is_found():
    places = [
        nodes.raw("", f'<div data-explorer="{name}">', format="html") for name in ("Folding", "Towers", "Folding")
    ]
    page = nodes.section("", *places)
    assert [(name, anchor) for _, name, anchor in explorers_of(page)] == [
        ("Folding", "explorer-Folding"),
        ("Towers", "explorer-Towers"),
    ]
    assert [place["ids"] for place in places] == [["explorer-Folding"], ["explorer-Towers"], []]


@pytest.mark.parametrize("name", explorers.__all__)
def test_every_explorer_has_its_own_name_first(name):
    assert full_name(name).partition(":")[0] == name


def test_a_title_that_says_more_follows():
    assert full_name("ForwardPass") == "ForwardPass: Forward and backward pass"
    assert full_name("Folding") == "Folding"
