"""The pattern of a chapter, as far as a machine can see it: pictures first, tables as tables, findings as numbers."""

import itertools
import re

import nbformat
import pytest
import record

NOTEBOOKS = record.notebooks()
PADDED = re.compile(r"\{[^{}]*:([^{}]?[<>^])?[1-9]\d*(\.\d+)?[a-z]?\}")  # {x:8.3f} lays out a column, {x:.3f} a number
HEADING = re.compile(r"^#+ .+$", re.MULTILINE)
LAST = re.compile(r"\blast\b", re.IGNORECASE)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


def test_the_code_of_a_figure_is_folded_and_no_other(notebook):
    """On the site by its tag, in JupyterLab by the other entry."""
    for cell in code_cells(notebook):
        is_figure = "figure" in cell.metadata.get("mystnb", {})
        tagged = "hide-input" in cell.metadata.get("tags", [])
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert (tagged, hidden) == (is_figure, is_figure), (
            f'cell {cell.id}: a cell with a figure, and no other, has "tags": ["hide-input"] and '
            '"jupyter": {"source_hidden": true} in its metadata; what teaches stands in an open cell before it'
        )


def test_a_chapter_opens_with_its_picture(notebook):
    """What the chapter is for comes after it, before the second section."""
    if not any("What you will be able to do" in cell.source for cell in notebook.cells):
        pytest.skip("not a chapter")
    before = list(itertools.takewhile(lambda cell: "figure" not in cell.metadata.get("mystnb", {}), notebook.cells))
    after = notebook.cells[len(before) + 1 :]
    goal = next(
        k for k, cell in enumerate(after) if cell.source.startswith(":::{admonition} What you will be able to do")
    )
    opening = [*before, *after[:goal]]
    headings = [line for cell in opening if cell.cell_type == "markdown" for line in HEADING.findall(cell.source)]
    assert len(headings) == 2, f"title, and the section of the idea: {headings}"
    assert after[goal + 1].source.startswith("## ")


def test_the_code_of_a_figure_prints_nothing(notebook):
    loud = [cell.id for cell in code_cells(notebook) if "figure" in cell.metadata.get("mystnb", {}) and printed(cell)]
    assert not loud, "a folded cell only draws: what it finds out belongs into an open one"


def test_tables_are_tables(notebook):
    columns = [cell.id for cell in code_cells(notebook) if PADDED.search(cell.source)]
    assert not columns, "show columns by nnlib.tables.table"


def test_outputs_show_what_was_found(notebook):
    hidden = [cell.id for cell in code_cells(notebook) if re.search(r"\bTrue\b", printed(cell))]
    assert not hidden, "True hides the finding: show the number, or a table"


def test_previous_and_final_are_not_called_last(notebook):
    """The word means both, and a translator has to guess."""
    found = {
        cell.id: LAST.search(cell.source)[0]
        for cell in notebook.cells
        if cell.cell_type == "markdown" and LAST.search(cell.source)
    }
    assert not found, "say previous, final or latest"
