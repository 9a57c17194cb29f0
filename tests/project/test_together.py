"""Formulas in a line keep the marks beside them."""

import pytest
from docutils import nodes
from formulas import keep_together


def kept(*parts: str) -> tuple[nodes.paragraph, list[str]]:
    """Return a line in which every other part is a formula, and what must stay on one line of a page."""
    document = nodes.document(None, None)
    line = nodes.paragraph(
        "", "", *(nodes.math("", one) if at % 2 else nodes.Text(one) for at, one in enumerate(parts))
    )
    document += line
    keep_together(None, document, "page")
    assert line.astext() == "".join(parts)
    assert len([*line.findall(nodes.math)]) == len(parts) // 2
    return line, [one.astext() for one in line.findall(nodes.inline)]


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("Let ", ", and so on", ["x,"]),
        ("the inputs (", "), said twice", ["(x),"]),
        ("it reads “", "”.", ["“x”."]),
        ("the ", "-th number, too", ["x-th"]),
        ("from ", "–9 and ", []),
        ("half of ", " or (", []),
        ("", "", []),
    ],
)
def test_marks_stay_with_their_formula(before, after, together):
    line, found = kept(before, "x", after)
    assert found == together
    assert all(one["classes"] == ["together"] for one in line.findall(nodes.inline))


def test_each_of_several_has_its_own():
    assert kept("", "a", ", ", "b", ", ", "c", " (", "d", ")")[1] == ["a,", "b,", "(d)"]


def test_a_formula_beside_another_node_is_left_alone():
    document = nodes.document(None, None)
    document += nodes.paragraph("", "", nodes.emphasis("", "of ("), nodes.math("", "x"), nodes.emphasis("", ")"))
    keep_together(None, document, "page")
    assert not [*document.findall(nodes.inline)]
