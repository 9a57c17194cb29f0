"""A section that another page names, with the number of its chapter, is there under this name."""

import posixpath
import re

import contents
import nbformat
import pytest

NUMBERED = [name for name in contents.names()[1:] if "/back/" not in name]
TITLE = r"\*([^*\n]+)\*"
# [20](4_relu_family.ipynb), *Units that die*; *Where does α go?* and *Check yourself*
NAMED = re.compile(
    rf"(?:\[(?P<number>\d+)\]\((?P<path>[^)\s]+)\.ipynb\)|\bhere), (?P<titles>{TITLE}(?:(?:; | and |, ){TITLE})*)"
)


def text_of(name: str) -> str:
    """Markdown of a page: that of its cells."""
    file = contents.ROOT / f"{name}.ipynb"
    if not file.exists():
        return file.with_suffix(".md").read_text(encoding="utf-8")
    cells = nbformat.read(file, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


TEXTS = {name: text_of(name) for name in contents.names()}
HEADINGS = {name: set(re.findall(r"^#+ (.+)$", text, re.MULTILINE)) for name, text in TEXTS.items()}


def named_sections(name: str):
    """Number of the chapter, or None for this page, its path, and the titles that are named."""
    for match in NAMED.finditer(TEXTS[name]):
        path = name
        if match["path"]:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
        yield match["number"], path, re.findall(TITLE, match["titles"])


@pytest.mark.parametrize("name", [name for name in TEXTS if NAMED.search(TEXTS[name])])
def test_named_sections_are_there(name):
    for number, path, titles in named_sections(name):
        assert number is None or NUMBERED[int(number) - 1] == path, f"{path} is not chapter {number}"
        assert not set(titles) - HEADINGS[path], f"{path} has no such section"


def test_many_sections_are_named():
    assert sum(len(titles) for name in TEXTS for _, _, titles in named_sections(name)) > 120
