"""Tables of results: every kind of entry, in HTML and in plain text."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from nnlib.tables import table

SPACE = "\N{NARROW NO-BREAK SPACE}"


def entry(value, digits=3):
    ((shown,),) = table(["value"], [[value]], digits=digits).rows
    return shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("AND", "AND"),
        (True, "yes"),
        (np.bool(False), "no"),
        (0, "0"),
        (-3, "−3"),
        (np.int64(55_201_228_544), f"55{SPACE}201{SPACE}228{SPACE}544"),
        (-1234, f"−1{SPACE}234"),
        (0.5, "0.500"),
        (-0.0, "0.000"),
        (-0.0004, "0.000"),
        (-0.0006, "−0.001"),
        (np.float32(1234.5), f"1{SPACE}234.500"),
        (float("nan"), "–"),
        (float("inf"), "∞"),
        (-np.inf, "−∞"),
        (np.array([1.0, -0.25, 10.0]), "(1, −0.25, 10)"),
        ([0, 1, 100], "(0, 1, 100)"),
        (np.array([True, False]), "(yes, no)"),
        (np.array([100.0, 1000.0]), f"(100, 1{SPACE}000)"),
    ],
)
def test_each_kind_of_entry_has_its_form(value, shown):
    assert entry(value) == shown


@pytest.mark.parametrize(("digits", "shown"), [(0, "2"), (1, "1.6"), (2, "1.57"), (4, "1.5700")])
def test_digits_are_decimals(digits, shown):
    assert entry(1.57, digits) == shown


def test_html_holds_head_and_rows_and_hides_nothing():
    page = BeautifulSoup(table(["gate", "a < b"], [["<AND>", 1], ["OR & more", 22]])._repr_html_(), "html.parser")
    assert [node.text for node in page.select("thead th[scope=col]")] == ["gate", "a < b"]
    rows = [[cell.text for cell in row.find_all("td")] for row in page.select("tbody tr")]
    assert rows == [["<AND>", "1"], ["OR & more", "22"]]


def test_the_html_is_no_more_than_that():
    assert table(["gate", ""], [["AND", 1], ["OR", 22]])._repr_html_() == (
        '<table class="nnx-table">\n'
        '<thead>\n<tr><th scope="col" style="text-align: left">gate</th><td style="text-align: right"></td></tr>\n'
        '</thead>\n<tbody>\n<tr><td style="text-align: left">AND</td><td style="text-align: right">1</td></tr>\n'
        '<tr><td style="text-align: left">OR</td><td style="text-align: right">22</td></tr>\n</tbody>\n</table>'
    )


def test_plain_lines_keep_the_spaces_before_a_number_and_none_after_a_text():
    assert repr(table(["n", "gate"], [[100, "AND"], [1, ""]])) == "  n  gate\n100  AND\n  1"


def test_a_column_without_a_heading_has_no_heading():
    """A screen reader would announce an empty one."""
    page = BeautifulSoup(table(["", "n"], [["AND", 1]])._repr_html_(), "html.parser")
    assert [node.name for node in page.select("thead tr > *")] == ["td", "th"]


def test_texts_start_at_the_left_and_numbers_end_at_the_right():
    result = table(["gate", "n", "mixed"], [["AND", 1, "a"], ["NAND", 22, 3]])
    assert repr(result) == "gate   n  mixed\nAND    1      a\nNAND  22      3"
    page = BeautifulSoup(result._repr_html_(), "html.parser")
    for row in page.find_all("tr"):
        assert [cell["style"] for cell in row.find_all(["th", "td"])] == [
            "text-align: left",
            "text-align: right",
            "text-align: right",
        ]


def test_rows_may_be_any_iterables():
    assert table(["n", "n²"], ((n, n**2) for n in range(2))).rows == [["0", "0"], ["1", "1"]]


@pytest.mark.parametrize("row", [[1], [1, 2, 3]])
def test_a_row_that_does_not_fit_the_head_is_refused(row):
    message = f"^rows: row 1 has {len(row)} entries, expected 2, one below each heading$"
    with pytest.raises(ValueError, match=message):
        table(["a", "b"], [[1, 2], row])
