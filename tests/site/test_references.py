"""What a reference says in a notebook, where its text is written by hand, is what it says on the page."""

import contents
import nbformat
import pytest
from bs4 import BeautifulSoup
from local_site import ROOT, SITE
from notebooks import REFERENCE, ROLES

CHAPTERS = [name for name in contents.names() if (ROOT / f"{name}.ipynb").exists()]
# What the roles become: citations, numbers of figures, numbers of theorems, names of the package.
PROOFS = "a[href*='#thm-'], a[href*='#def-'], a[href*='#lem-']"
REFERENCES = f".bibtex-citation, a:has(> .std-numref), {PROOFS}, a:has(> code.py-obj)"


def written(chapter: str) -> list[str]:
    notebook = nbformat.read(ROOT / f"{chapter}.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return [
        text.strip("`")
        for cell in cells
        for text, target in REFERENCE.findall(cell)
        if any(pattern.fullmatch(target) for pattern in ROLES)
    ]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_references_say_the_same_in_the_notebook_and_on_the_page(chapter: str) -> None:
    page = BeautifulSoup((SITE / f"{chapter}.html").read_text(encoding="utf-8"), "html.parser")
    found = page.select_one("article").select(REFERENCES)
    shown = [one.get_text().replace("\u00a0", " ") for one in found]  # "de Boor" is not broken on the page
    assert written(chapter) == shown
