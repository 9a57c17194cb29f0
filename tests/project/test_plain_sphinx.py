"""Two builds of the site are compared byte by byte."""

import pytest
from plain_sphinx import different


@pytest.fixture
def sites(tmp_path):
    """Two folders with the same pages."""
    for name in ("one", "other"):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "page.html").write_text("text")
        (tmp_path / name / ".buildinfo").write_text(name)
    return tmp_path / "one", tmp_path / "other"


def test_the_same_pages_are_the_same(sites):
    assert different(*sites) == []


def test_another_byte_and_a_missing_file_are_named(sites):
    one, other = sites
    (one / "inner" / "page.html").write_text("test")
    (one / "one.css").touch()
    (other / "other.css").touch()
    assert different(one, other) == ["inner/page.html", "one.css", "other.css"]
