"""Pages that are older than what they are made of are noticed."""

import os

import pytest
from book import PAGES, SOURCES, newer_sources
from local_site import ROOT


@pytest.fixture
def book(tmp_path):
    """A book of empty files, all sources an hour older than its pages; `touch` makes a file as new as you say."""
    for name in SOURCES:
        place = tmp_path / "book" / name
        file = place / "inner" / "file.txt" if (ROOT / name).is_dir() else place
        touch(file, 0)
    for page in PAGES:
        touch(tmp_path / "site" / page, 3600)
    return tmp_path


def touch(file, seconds):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    os.utime(file, (seconds, seconds))


def newer(book) -> list[str]:
    return newer_sources(book / "book", book / "site")


def test_a_site_built_from_its_sources_is_good(book):
    assert newer(book) == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_changed_since_is_named(book, name):
    file = next(path for path in [book / "book" / name, *(book / "book" / name).rglob("*")] if path.is_file())
    touch(file, 3601)
    assert newer(book) == [str(file.relative_to(book / "book"))]


def test_one_old_page_is_enough_and_the_newest_source_comes_first(book):
    touch(book / "book" / "_toc.yml", 20)
    touch(book / "book" / "chapters" / "new.ipynb", 30)
    touch(book / "site" / PAGES[-1], 10)
    assert newer(book) == ["chapters/new.ipynb", "_toc.yml"]


def test_what_tools_leave_behind_is_no_source(book):
    touch(book / "book" / "nnlib" / "__pycache__" / "mlp.pyc", 4000)
    touch(book / "book" / "chapters" / ".ipynb_checkpoints" / "index-checkpoint.ipynb", 4000)
    touch(book / "book" / "chapters" / ".ruff_cache" / "CACHEDIR.TAG", 4000)
    assert newer(book) == []
