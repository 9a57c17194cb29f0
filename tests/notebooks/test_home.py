"""The home page names every chapter, by its number and title and in the order of the table of contents."""

import itertools
import re
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"^(\d+)\. \[([^]]+)\]\(([^)]+)\): .+\.$", re.MULTILINE)


def text_of(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_all_chapters_are_listed():
    parts = [part for part in yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"] if "numbered" in part]
    chapters = [f"{chapter['file']}.ipynb" for part in parts for chapter in part["chapters"]]
    titles = [text_of(ROOT / chapter).partition("\n")[0].removeprefix("# ") for chapter in chapters]
    home = text_of(ROOT / "chapters" / "index.ipynb")

    assert re.findall(r"^\*\*(Part .+)\*\*$", home, re.MULTILINE) == [part["caption"] for part in parts]
    expected = [
        (str(number), title, chapter.removeprefix("chapters/"))
        for number, title, chapter in zip(itertools.count(1), titles, chapters)
    ]
    assert ENTRY.findall(home) == expected
