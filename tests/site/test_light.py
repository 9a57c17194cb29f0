"""What pages ask for, and that nothing they show was cut from their style sheet."""

import re

import pytest
from book import PAGES, parsed
from lean_pages import Requests
from local_site import SITE

# Selectors of a style sheet that match something on the page, as this browser writes them.
MATCHING = """([css, all]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css.replace(/@import[^;]*;/g, ''));
    const flat = (rules) => [...rules].flatMap((rule) => rule.selectorText ?? flat(rule.cssRules ?? []));
    const PSEUDO = /::?(before|after|marker|placeholder|selection|backdrop|-[a-z-]+)/g;
    const matches = (selector) => {
        try {
            return document.querySelector(selector.replace(PSEUDO, ''));
        } catch {
            return false; // what this browser does not know, it does not show
        }
    };
    const selectors = flat(sheet.cssRules).flatMap((names) => names.split(/,(?![^(]*\\))/)).map((one) => one.trim());
    return selectors.filter((one) => all || matches(one));
}"""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_for_one_style_sheet_and_no_script_stops_its_text(page):
    tags = Requests((SITE / page).read_text(encoding="utf-8")).tags
    assert [tag.kind for tag in tags if tag.name == "link"].count("stylesheet") == 1
    assert "preload" not in {tag.kind for tag in tags}
    scripts = [tag for tag in tags if tag.name == "script"]
    waiting = {tag.address.rpartition("/")[2] for tag in scripts if not re.search(" (async|defer)", tag.text)}
    late = {"bootstrap.js", "pydata-sphinx-theme.js"}  # they stand behind all text
    assert waiting == {"documentation_options.js", "doctools.js", "mount.js"} | late


@pytest.mark.parametrize("page", PAGES)
def test_scripts_of_explorers_come_first_where_one_opens_the_page(page):
    first = parsed(page).select_one(".nnx-mount")
    is_opened = first and len(first.find_all_previous("section")) == 2  # the page's, and the first one of it
    scripts = [tag for tag in Requests((SITE / page).read_text(encoding="utf-8")).tags if tag.name == "script"]
    hurried = [tag.address for tag in scripts if 'fetchpriority="high"' in tag.text]
    assert hurried == [tag.address for tag in scripts if is_opened and "explorers/scripts/" in tag.address]


def test_no_rule_that_matches_was_cut(opened):
    originals = [file.read_text(encoding="utf-8") for file in SITE.glob("_static/**/*.css") if file.name[:4] != "all-"]
    assert len(originals) > 10
    for page in ("chapters/index.html", "chapters/2_mlp/5_backward.html", "search.html", "genindex.html"):
        with opened(page) as visit:
            visit.settle()
            href = next(tag.address for tag in Requests(visit.page.content()).tags if tag.kind == "stylesheet")
            lean = ((SITE / page).parent / href).read_text(encoding="utf-8")
            kept = {*visit.page.evaluate(MATCHING, [lean, True])}
            for css in originals:
                if kept & {*visit.page.evaluate(MATCHING, [css, True])}:  # the page has this one
                    assert {*visit.page.evaluate(MATCHING, [css, False])} <= kept, page


def test_the_icons_are_part_of_the_style_sheet():
    for sheet in SITE.glob("_static/all-*.css"):
        addresses = re.findall(r'url\("([^")]*)', sheet.read_text(encoding="utf-8"))
        assert {address.partition(":")[0] for address in addresses} <= {"data", "file.png", "minus.png", "plus.png"}
