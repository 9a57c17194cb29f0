"""Every link leads somewhere, every picture says what it shows: read from the built pages, without a browser."""

import re
from collections import Counter
from urllib.parse import unquote, urldefrag

import pytest
from book import PAGES, SETTING_LINK, anchors, parsed, state_in
from local_site import SITE

from nnlib import explorers

ELSEWHERE = ("http://", "https://", "mailto:", "data:")


@pytest.fixture(params=["index.html", *PAGES])
def page(request, site):
    return request.param


def broken(page: str, link: str) -> bool:
    path, anchor = urldefrag(unquote(link))
    path = path.partition("?")[0]  # style sheets carry their check sum: theme.css?v=...
    target = (SITE / page).parent / path if path else SITE / page
    if not target.is_file():
        return True
    if not anchor or target.suffix != ".html":
        return False
    return anchor not in anchors(str(target.resolve().relative_to(SITE.resolve())))


def test_links_lead_somewhere(page):
    tree = parsed(page)
    links = [a["href"] for a in tree.select("a[href]:not(.nnx-set)")]
    files = [node["src"] for node in tree.select("[src]")] + [node["href"] for node in tree.select("link[href]")]
    own = [link for link in links + files if not link.startswith(ELSEWHERE)]
    assert own or page == "index.html"
    assert not [link for link in own if broken(page, link)]


def test_files_are_the_sites_own(page):
    """Links may lead to other sites; what a page needs may not come from there."""
    tree = parsed(page)
    needed = [node["src"] for node in tree.select("[src]")]
    needed += [node["href"] for node in tree.select("link[href]:not([rel=canonical])")]
    assert not [file for file in needed if file.startswith(("http", "//"))]


def test_pictures_say_what_they_show(page):
    tree = parsed(page)
    assert not [str(picture)[:200] for picture in tree.select("main img") if not picture.get("alt", "").strip()]
    drawings = tree.select("main article svg[role=img], main article svg.nnx-figure")
    assert not [str(drawing)[:200] for drawing in drawings if len(drawing.get("aria-label", "")) < 30]


def test_what_figures_refer_to_is_on_their_page_once(page):
    """Such as letters, which stand in the first figure that shows them."""
    tree = parsed(page)
    names = Counter(node["id"] for node in tree.select("[id]"))
    assert all(names[node["id"]] == 1 for node in tree.select("svg.nnx-figure [id]"))
    uses = [node["xlink:href"] for node in tree.select("svg.nnx-figure use")]
    assert uses or not tree.select("svg.nnx-figure")
    clips = re.findall(r'url\((#[^)"]+)\)', "".join(map(str, tree.select("svg.nnx-figure"))))
    assert not {*uses, *clips} - {f"#{name}" for name in names}


def test_links_that_set_an_explorer_name_one_of_the_page(page):
    tree = parsed(page)
    for link in tree.select(SETTING_LINK):
        name, state = state_in(link["href"])
        explorer = getattr(explorers, name)(**state)  # raises if a trait is unknown or its value not allowed
        assert tree.select(f"[data-explorer={name}]"), f"{link} finds no {name} on its page"
        missing = set(explorer.state_names()) - set(state)
        assert not missing, f"{link} shows something else when {missing} were changed before: name every trait"
