"""A book that knows its repository shows what leads there; one that does not shows none of it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from contents import ROOT
from repository import name_buttons, published_at, repository
from sphinx.errors import ConfigError, ExtensionError

OURS = "https://github.com/somebody/foundations"
SITE = "https://somebody.github.io/foundations/"
STARTED = "https://github.com/[^/]+/[^/]+/(edit|issues)|https://(mybinder.org|colab.research.google.com)/"
CHAPTER = "chapters/chapter.ipynb"
CELLS = ["# A chapter", "It says that $w < 0$ & more ([Figure 1.1](#fig-a)). So it is.", "Not this."]


# -- what follows from settings ----------------------------------------------------------------------------------------


def config(**options):
    return SimpleNamespace(html_theme_options=options)


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """No workflow of GitHub, though the tests run in one."""
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)


def test_the_settings_come_before_the_workflow(monkeypatch):
    assert repository(config()) is None
    monkeypatch.setenv("GITHUB_REPOSITORY", "somebody/foundations")
    assert repository(config()) == OURS
    assert repository(config(repository_url="https://gitlab.com/a/b/")) == "https://gitlab.com/a/b"
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example.org")
    assert repository(config()) == "https://git.example.org/somebody/foundations"


@pytest.mark.parametrize("address", ["https://github.com/somebody", "https://github.com", OURS + "/tree/main"])
def test_an_address_that_is_no_repository_is_refused(address):
    with pytest.raises(ConfigError, match=re.escape(f"like https://github.com/owner/name, got {address!r}")):
        repository(config(repository_url=address))


@pytest.mark.parametrize(
    ("address", "site"),
    [
        (OURS, SITE),
        ("https://github.com/Somebody/somebody.github.io", "https://somebody.github.io/"),
        ("https://gitlab.com/somebody/foundations", ""),
        (None, ""),
    ],
)
def test_github_publishes_its_own(address, site):
    assert published_at(address) == site


def test_a_theme_without_a_button_for_issues_stops_the_build():
    app = SimpleNamespace(config=config(use_issues_button=True))
    with pytest.raises(ExtensionError, match="0 buttons for issues"):
        name_buttons(app, "page", "", {"header_buttons": [{"label": "download-buttons", "buttons": []}]}, None)


# -- what pages show ---------------------------------------------------------------------------------------------------


def build(folder: Path, **environment: str) -> Path:
    """Build a book of two pages with the settings of this one; return where its pages are."""
    (folder / "chapters").mkdir(parents=True)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    (folder / "_config.yml").write_text(yaml.safe_dump(settings))
    toc = {"format": "jb-book", "root": "chapters/index", "parts": [
        {"caption": "Part 1", "numbered": 1, "chapters": [{"file": CHAPTER.removesuffix(".ipynb")}]}]}  # fmt: skip
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
    for name in ("_ext", "_static", "_templates", "references.bib"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "chapters" / "index.md").write_text("# Book\n\n| letter | meaning |\n|---|---|\n| $z$ | a sum |\n")
    figure = nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    drawn = {"mystnb": {"figure": {"caption": "A figure.", "name": "fig-a"}}}
    cells = [nbformat.v4.new_markdown_cell(text) for text in CELLS]
    cells.insert(1, nbformat.v4.new_code_cell("a = 1", outputs=[figure], metadata=drawn))
    about = {"language_info": {"name": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), folder / CHAPTER)
    run = [Path(sys.executable).parent / "jupyter-book", "build", "-W", "--keep-going", "-q", "."]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "_ext")])
    done = subprocess.run(
        run,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": paths} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "html"


def page(site: Path, name: str = CHAPTER.replace(".ipynb", ".html")) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Built by a workflow of GitHub."""
    place = tmp_path_factory.mktemp("known") / "book"
    return build(place, GITHUB_REPOSITORY="somebody/foundations", GITHUB_SERVER_URL="https://github.com")


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """Built from a folder that somebody has."""
    return build(tmp_path_factory.mktemp("unknown") / "book", GITHUB_REPOSITORY="")


def links(tree: BeautifulSoup) -> list[str]:
    """Return the links in the header of a page that lead to other sites."""
    return [link["href"] for link in tree.select(".article-header-buttons a[href^=http]")]


def meta(tree: BeautifulSoup) -> dict[str, str]:
    """Return what a page says about itself to others."""
    return {one.get("property") or one["name"]: one["content"] for one in tree.select("meta[property], meta[name]")}


def test_a_book_that_knows_its_repository_leads_there(known):
    start, *others = links(page(known))
    assert start == f"https://mybinder.org/v2/gh/somebody/foundations/main?urlpath=lab/tree/{CHAPTER}"
    assert others[0] == f"https://colab.research.google.com/github/somebody/foundations/blob/main/{CHAPTER}"
    assert others[1:3] == [OURS, f"{OURS}/edit/main/{CHAPTER}"]
    assert others[3].startswith(f"{OURS}/issues/new?title=Issue%20on%20page%20%2F{CHAPTER.removesuffix('.ipynb')}.html")
    words = [link.get_text(strip=True) for link in page(known).select(".article-header-buttons a[href^=http]")]
    assert words == ["Binder", "Colab", "Repository", "Suggest edit", "Report an error"]
    colab = page(known).select_one('a[href^="https://colab"]')
    assert colab["title"] == f"Colab: first run %pip install anywidget git+{OURS}"


def test_a_page_that_is_no_notebook_has_nothing_to_start(known):
    assert [link for link in links(page(known, "chapters/index.html")) if "binder" in link or "colab" in link] == []
    assert f"{OURS}/edit/main/chapters/index.md" in links(page(known, "chapters/index.html"))


def test_a_book_that_does_not_know_it_shows_none_of_this(unknown):
    for file in unknown.rglob("*.html"):
        assert not re.search(STARTED, text := file.read_text(encoding="utf-8")), file
        assert "canonical" not in text and '"og:' not in text, file
    assert not (unknown / "_static" / "card.png").exists()


def test_a_page_says_what_it_is_about(known, unknown):
    words = "It says that w < 0 & more. So it is."
    said = meta(page(known))
    assert said["og:title"] == "1. A chapter"
    assert said["og:site_name"] == "Neural-network foundations"
    assert said["description"] == said["og:description"] == meta(page(unknown))["description"] == words
    assert said["og:url"] == SITE + CHAPTER.replace(".ipynb", ".html")
    assert page(known).select_one("link[rel=canonical]")["href"] == said["og:url"]
    assert (known / "_static" / "card.png").is_file()
    assert said["og:image"] == f"{SITE}_static/card.png" and len(said["og:image:alt"]) > 50


@pytest.mark.parametrize(("site", "root"), [("known", "/foundations/"), ("unknown", "/")])
def test_links_of_the_page_for_lost_addresses_start_at_the_root_of_the_site(site, root, request):
    site = request.getfixturevalue(site)
    tree = page(site, "404.html")
    asked = [one.get("href") or one.get("src") for one in tree.select("[href], [src]")] + [
        tree.select_one(".nnx-search")["action"]
    ]
    own = [one for one in asked if not one.startswith(("http", "#"))]
    assert len(own) > 15
    assert [one for one in own if not one.startswith(root)] == []
    files = [one.removeprefix(root).partition("?")[0].partition("#")[0] for one in own]
    assert [one for one in files if not (site / one).is_file()] == []
    assert tree.select_one(".bd-article ul").get_text(strip=True) == "Part 1"


def test_lost_addresses_are_not_searched(known):
    index = json.loads((known / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(")[:-1])
    assert index["docnames"] == ["chapters/chapter", "chapters/index"]
