"""What the table of contents and the built pages promise."""

import functools
import json
from pathlib import Path
from urllib.parse import unquote

import contents
from bs4 import BeautifulSoup
from local_site import SITE

SOURCES = ["chapters", "nnlib", "_ext", "_static", "_templates", "_config.yml", "_toc.yml", "references.bib"]
MADE_ON_THE_WAY = {"__pycache__", ".ipynb_checkpoints", ".ruff_cache"}
PAGES = [f"{name}.html" for name in contents.names()]
SETTING_LINK = "a.nnx-set"


@functools.cache
def written(page: str) -> str:
    """Return the built page as it is written."""
    return (SITE / page).read_text(encoding="utf-8")


@functools.cache
def parsed(page: str) -> BeautifulSoup:
    """Return the built page as a tree."""
    return BeautifulSoup(written(page), "html.parser")


def holding(mark: str) -> list[str]:
    """Return the pages that hold a mark; to ask for it as it is written is quicker than to parse all pages."""
    pages = [page for page in PAGES if mark in written(page)]
    assert pages, f"no page holds {mark}"
    return pages


@functools.cache
def anchors(page: str) -> set[str]:
    """Return all names that a link to the page may end in."""
    nodes = parsed(page).find_all(True)
    return {node[name] for node in nodes for name in ("id", "name") if node.has_attr(name)}


def newer_sources(root: Path, site: Path) -> list[str]:
    """Return the sources that were changed after the oldest page of the site was built, the newest first."""
    files = [path for name in SOURCES for path in [root / name, *(root / name).rglob("*")] if path.is_file()]
    changed = {file: file.stat().st_mtime for file in files if not MADE_ON_THE_WAY & set(file.parts)}
    built = min((site / page).stat().st_mtime for page in PAGES)
    newer = [file for file in sorted(changed, key=changed.get, reverse=True) if changed[file] > built]
    return [str(file.relative_to(root)) for file in newer]


def state_in(link: str) -> tuple[str, dict]:
    """Return explorer and state of a link like ``#ThresholdNeuron?w1=1&b=-0.5``, read as `address.js` does."""
    name, _, query = unquote(link).removeprefix("#").partition("?")
    return name, {key: value_of(text) for key, _, text in (pair.partition("=") for pair in query.split("&"))}


def value_of(text: str) -> object:
    """Return a number, list or truth value; anything else is a word."""
    try:
        return json.loads(text)
    except ValueError:
        return text
