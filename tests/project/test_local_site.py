"""The local server: what it sends, plain and compressed."""

import gzip
from urllib.request import urlopen

import pytest
from local_site import served

TEXT = "<!doctype html><title>A page</title>" + "<p>One more line.</p>" * 100
PICTURE = bytes(range(256)) * 10


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(PICTURE)
    return tmp_path


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(("name", "kind"), [("index.html", "text/html"), ("picture.png", "image/png")])
def test_text_is_compressed_where_that_is_asked_for_and_pictures_never(folder, name, kind, compressed):
    with served(folder, compressed=compressed) as address, urlopen(address + name) as answer:
        body, headers = answer.read(), answer.headers
    packed = compressed and name == "index.html"
    assert headers["Content-Encoding"] == ("gzip" if packed else None)
    assert (gzip.decompress(body) if packed else body) == (folder / name).read_bytes()
    assert headers["Content-Type"].partition(";")[0] == kind
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Cache-Control"] is None  # browsers may keep it


def test_own_pages_stand_beside_the_files_and_are_never_kept(folder):
    own = {"own.html": "<p>ŷ</p>"}
    with served(folder, own, compressed=True) as address, urlopen(address + "own.html?x=1") as answer:
        assert answer.read().decode() == "<p>ŷ</p>"
        assert answer.headers["Cache-Control"] == "no-store"
