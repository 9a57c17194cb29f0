"""Small tables of results, to be read in a notebook, on a page or in a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

__all__ = ["Table", "table"]

MINUS = "\N{MINUS SIGN}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"  # between thousands


@dataclass(frozen=True)
class Table:
    """A table of texts. As the value of a cell it is shown as a table; printed, in columns.

    Attributes
    ----------
    head : list of str
        The heading of each column.
    rows : list of list of str
        The entries, as they are shown.
    in_words : list of bool
        Which columns hold texts: these start at the left, numbers end at the right.
    """

    head: list[str]
    rows: list[list[str]]
    in_words: list[bool]

    def __repr__(self) -> str:
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = [str.ljust if words else str.rjust for words in self.in_words]
        return "\n".join(
            "  ".join(align(entry, width) for align, entry, width in zip(aligned, line, widths, strict=True)).rstrip()
            for line in lines
        )

    def _repr_html_(self) -> str:
        heads = ['th scope="col"' if entry else "td" for entry in self.head]  # an empty heading would be read aloud
        head = self._html_row(self.head, heads)
        body = "\n".join(self._html_row(row, ["td"] * len(row)) for row in self.rows)
        return f'<table class="nnx-table">\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>'

    def _html_row(self, entries: list[str], cells: list[str]) -> str:
        sides = ["left" if words else "right" for words in self.in_words]
        return "<tr>" + "".join(map(_html_cell, entries, cells, sides)) + "</tr>"


def _html_cell(entry: str, cell: str, side: str) -> str:
    return f'<{cell} style="text-align: {side}">{escape(entry)}</{cell[:2]}>'


def table(head: Sequence[str], rows: Iterable[Iterable[Any]], digits: int = 3) -> Table:
    """Make a table: headings first, then row by row what stands below them.

    Parameters
    ----------
    head : sequence of str
        The heading of each column, with its unit if it has one.
    rows : iterable of iterables
        Whatever the table shows: numbers, truth values, texts, arrays.
    digits : int, default 3
        Decimals of numbers that are not whole. An array shows as many as it
        needs, and no more than these.

    Returns
    -------
    table : Table

    Raises
    ------
    ValueError
        If a row has more or fewer entries than the head.

    Examples
    --------
    >>> table(["gate", "w", "b", "distance", "fires"], [
    ...     ["AND", np.array([1, 1]), -1.5, 1.06066, False],
    ...     ["none", np.array([0.5, -2]), 0, np.nan, True],
    ... ])
    gate          w       b  distance  fires
    AND      (1, 1)  −1.500     1.061     no
    none  (0.5, −2)       0         –    yes
    """
    entries = [list(row) for row in rows]
    for number, row in enumerate(entries):
        if len(row) != len(head):
            raise ValueError(f"rows: row {number} has {len(row)} entries, expected {len(head)}, one below each heading")
    in_words = [all(isinstance(entry, str) for entry in column) for column in zip(*entries, strict=True)]
    return Table(list(head), [[_text(entry, digits) for entry in row] for row in entries], in_words)


def _text(entry: Any, digits: int) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, bool | np.bool):
        return "yes" if entry else "no"
    if np.ndim(entry) > 0:
        return "(" + ", ".join(_short(number, digits) for number in entry) + ")"
    if isinstance(entry, int | np.integer):
        return f"{entry:,}".replace(",", THIN_SPACE).replace("-", MINUS)
    return _number(entry, digits)


def _number(value: float, digits: int) -> str:
    if not np.isfinite(value):
        return "–" if np.isnan(value) else f"{value}".replace("inf", "∞").replace("-", MINUS)
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace(",", THIN_SPACE).replace("-", MINUS)  # + 0.0: no −0


def _short(entry: Any, digits: int) -> str:
    text = _text(entry, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
