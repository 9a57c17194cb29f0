"""What nbval does not see: it passes cells that were never run, and compares no PNG and no widget view."""

import copy
import inspect
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import contents
import nbformat
import pytest
import record

from nnlib import mlp
from nnlib.plotting._images import drawing_of

CHAPTERS = contents.ROOT / "chapters"
NOTEBOOKS = record.notebooks()
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
NBVAL = re.compile(r"nbval|pytest_validate|raises-exception", re.IGNORECASE)
REASON = re.compile(r"^# Not (compared|run): \S.{19,}", re.MULTILINE)
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
PICTURES = {"image/png", "image/jpeg", "image/svg+xml", "application/pdf"}
FENCED = re.compile(r"^(?:`{3,}|:{3,})python\n(.*?)^(?:`{3,}|:{3,})", re.MULTILINE | re.DOTALL)
LINE_LENGTH = tomllib.loads((CHAPTERS / "ruff.toml").read_text(encoding="utf-8"))["line-length"]
HOW_TO_NAME = """JupyterLab made up the ids of these cells. Name each by what it holds: open the .ipynb file in an
editor of text, look for the id, and write two or three words in its place, with hyphens between them,
such as "id": "train-with-momentum". A figure's cell is called like the figure: "fig-xor-cell".
"""
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")


def name(path: Path) -> str:
    return str(path.relative_to(CHAPTERS))


@pytest.fixture(params=NOTEBOOKS, ids=name)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [(cell, output) for cell in code_cells(notebook) for output in cell.outputs]


def text_of(output) -> str:
    """All that an output says, without its drawings."""
    data = output.get("data", {})
    return output.get("text", "") + "".join(data[mime] for mime in ("text/plain", "text/html") if mime in data)


def test_every_notebook_is_in_the_table_of_contents():
    stored = {path for path in CHAPTERS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts}
    assert stored == set(NOTEBOOKS)


def test_cells_ran_once_each_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), "run `make record`"


def test_nothing_failed_and_nothing_is_on_stderr(notebook):
    loud = [
        cell.id for cell, output in outputs(notebook) if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert not loud


def test_no_widget_models_are_stored(notebook):
    assert "widgets" not in notebook.metadata
    mimes = {mime for _, output in outputs(notebook) for mime in output.get("data", {})}
    assert not mimes & {record.WIDGET_VIEW, WIDGET_STATE}


def test_cell_ids_are_unique_and_chosen_by_hand(notebook):
    ids = [cell.get("id") for cell in notebook.cells]
    assert not [name for name, times in Counter(ids).items() if times > 1 or not name]
    # nbformat and JupyterLab make ids up: 8 hex digits, or a UUID. A named cell keeps its name when it is moved.
    made_up = {
        cell.id: cell.source for cell in notebook.cells if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]{27})?", cell.id)
    }
    assert not made_up, HOW_TO_NAME + "\n".join(
        f'  "id": "{name}" begins: {source[:60]!r}' for name, source in made_up.items()
    )


def test_lines_of_code_fit_on_the_page(notebook):
    """In cells; and in the text, where solutions stand. What is quoted from the package has its own length."""
    too_long = {}
    for cell in notebook.cells:
        code = [cell.source] if cell.cell_type == "code" else FENCED.findall(cell.source)
        lines = [line for part in code if part != inspect.getsource(mlp.backward) for line in part.splitlines()]
        if long := [line for line in lines if len(line) > LINE_LENGTH]:
            too_long[cell.id] = long
    assert not too_long, f"break these lines: {LINE_LENGTH} characters are the most that a page shows without scrolling"


def test_the_stored_file_is_canonical(request, notebook):
    recorded = copy.deepcopy(notebook)
    record.canonical(recorded)
    assert recorded == notebook, "run `make record`"
    stored = request.node.callspec.params["notebook"].read_text(encoding="utf-8")
    assert json.loads(nbformat.writes(notebook)) == json.loads(stored)


def test_what_is_not_compared_says_why(notebook):
    for cell in code_cells(notebook):
        if NBVAL.search(" ".join(cell.metadata.get("tags", []))) or NBVAL.search(cell.source):
            assert REASON.search(cell.source), f"cell {cell.id} needs a comment '# Not compared: <reason>'"


def test_no_output_holds_an_address(notebook):
    assert not [cell.id for cell, output in outputs(notebook) if ADDRESS.search(text_of(output))]


def drawing(output) -> str | None:
    return drawing_of(output.get("data", {}).get("text/html", ""))


def test_figures_are_svg_that_any_notebook_shows(notebook):
    """An output of type image/svg+xml is drawn by JupyterLab in trusted notebooks only."""
    bare = [cell.id for cell, output in outputs(notebook) if PICTURES & set(output.get("data", {}))]
    assert not bare, "call plotting.use_style() before you draw"
    assert all(drawing(output).endswith("</svg>\n") for _, output in outputs(notebook) if drawing(output) is not None)


def test_figures_have_alt_text(notebook):
    for cell, output in outputs(notebook):
        if drawing(output) is not None:
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) >= 30, (
                f"cell {cell.id} draws a figure; its metadata mystnb.image.alt must say what it shows"
            )


def test_references_are_links_that_read_well_where_nobody_knows_the_target(notebook):
    """JupyterLab would mark a role such as {numref} in orange, and other viewers would show its source."""
    roles = {cell.id: found for cell in notebook.cells if (found := ROLE.findall(cell.source))}
    assert not roles, "write links, such as [Figure 3.1](#fig-xor) or [[Gordan, 1873]](#gordan1873)"


def test_links_have_a_text(notebook):
    """The page would write the title of the page in place of an empty one, but no other viewer would."""
    assert not [cell.id for cell in notebook.cells if "[](" in cell.source]


def test_the_backward_pass_in_the_text_is_the_package_s_own():
    """JupyterLab cannot include a file, so the text quotes it."""
    assert f"```python\n{inspect.getsource(mlp.backward)}```" in markdown()


def markdown() -> str:
    """All text of the book."""
    pages = [path.read_text(encoding="utf-8") for path in CHAPTERS.rglob("*.md")]
    cells = [
        cell.source
        for path in NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    ]
    return "\n".join(pages + cells)


def test_figures_with_a_name_are_referred_to(notebook):
    text = markdown()
    figures = [cell.metadata.get("mystnb", {}).get("figure", {}).get("name") for cell in code_cells(notebook)]
    figures += [
        figure for cell in notebook.cells if cell.cell_type == "markdown"
        for figure in re.findall(r"\{figure\}[^\n]*\n(?:[:-][^\n]*\n)*?:?name: *(\S+)", cell.source)
    ]  # fmt: skip
    for figure in filter(None, figures):
        assert re.search(rf"\{{(num)?ref\}}`([^`]*<)?{figure}>?`|\]\(#?{figure}\)|<#{figure}>", text), (
            f"no text refers to {figure}"
        )
