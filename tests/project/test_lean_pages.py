"""What is taken out of a written page, by whatever names the theme's next release has for it."""

import pytest
from lean_pages import Requests, Site, needless
from sphinx.errors import ExtensionError

STYLE = '<link href="_static/vendor/fontawesome/6.5.2/css/all.min.css?digest=1" rel="stylesheet" />'
SCRIPT = '<script defer src="_static/scripts/fontawesome.js?digest=1"></script>'
OTHER = '<script src="_static/scripts/bootstrap.js"></script><script>let a = "<link>";</script>'
PRELOADS = [
    '<link rel="preload" as="script" href="_static/vendor/fontawesome/6.5.2/js/all.min.js" />',
    '<link rel="preload" as="font" type="font/woff2" crossorigin href="_static/fa-solid-900.woff2" />',
]


def test_a_request_is_found_as_it_is_written():
    tags = Requests(STYLE + OTHER).tags
    assert [tag.text for tag in tags] == [STYLE, '<script src="_static/scripts/bootstrap.js"></script>']
    assert [tag.address for tag in tags] == [
        "_static/vendor/fontawesome/6.5.2/css/all.min.css",
        "_static/scripts/bootstrap.js",
    ]
    assert [tag.kind for tag in tags] == ["stylesheet", ""]


def test_icons_come_once_and_nothing_comes_beforehand():
    tags = Requests(STYLE + "".join(PRELOADS) + SCRIPT + OTHER).tags
    assert [tag.text for tag in needless(tags)] == [*PRELOADS, SCRIPT]


def test_icons_that_only_a_script_draws_stop_the_build():
    with pytest.raises(ExtensionError, match="by script alone"):
        needless(Requests(SCRIPT + "".join(PRELOADS) + OTHER).tags)


def test_a_file_is_found_from_any_page_and_from_the_root_of_the_site(tmp_path):
    site = Site(tmp_path, "/book/")
    file, page = tmp_path / "_static" / "a.css", tmp_path / "part" / "page.html"
    for address in ("../_static/a.css", "/book/_static/a.css"):
        assert site.file(address, page) == file.resolve()
        assert site.address(file, page, like=address) == address
