"""Pages that no table of contents names: the search, the indices, and what a server shows for a lost address."""

import re

import pytest
from contrast import AXE, MARK_STYLES
from local_site import SITE

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 690}
LOST = "chapters/9_missing/1_lost.html"  # two folders deep
OTHERS = ["search.html", "search.html?q=sigmoid", "genindex.html", "py-modindex.html", "prf-prf.html", LOST]
NAMES = {"label-content-name-mismatch": {"enabled": True}}
AXE_FINDS = "async (options) => (await axe.run(document, options)).violations"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NARROW = """() => [...document.querySelectorAll('.nnx-search > *')].map((one) => one.getBoundingClientRect())
    .map(({ left, right, top, height }) => ({ left, right, top, height }))"""


def lost_page() -> str:
    """Return the page for lost addresses as of a site at the root of its server."""
    html = (SITE / "404.html").read_text(encoding="utf-8")
    root = re.search(r'href="(/\S*)_static/', html)[1]
    return re.sub(rf'(href|src|action)="{re.escape(root)}', r'\1="/', html)


@pytest.fixture
def shown(opened):
    """Open a page; `LOST` is not part of the site."""
    return lambda page, **options: opened(page, html=lost_page() if page == LOST else None, **options)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page", OTHERS)
def test_axe_finds_nothing_and_nothing_is_too_wide(page, viewport, theme, shown):
    with shown(page, viewport=viewport, color_scheme=theme) as visit:
        visit.page.wait_for_load_state("networkidle")
        visit.page.evaluate(AXE)
        visit.page.evaluate(MARK_STYLES)
        options = {"resultTypes": ["violations"], "preload": False, "rules": NAMES}
        found = visit.page.evaluate(AXE_FINDS, options)
        assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
        assert visit.page.evaluate(WIDER) <= 0


def test_a_lost_address_leads_on(shown):
    with shown(LOST, viewport=PHONE) as visit:
        field, button = visit.page.evaluate(NARROW)
        assert (field["top"], field["height"]) == pytest.approx((button["top"], button["height"]), abs=1)
        assert 0 < field["left"] < field["right"] < button["left"] < button["right"] < PHONE["width"]
        parts = visit.page.locator(".bd-article li a")
        assert parts.count() == 6
        parts.nth(1).click()
        visit.page.wait_for_url("**/chapters/2_mlp/1_layers.html")
        visit.page.go_back()
        visit.page.get_by_label("Search the book").fill("sigmoid")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/search.html?q=sigmoid")
        visit.page.wait_for_function("() => document.querySelectorAll('ul.search > li').length > 3")
        visit.page.wait_for_load_state("networkidle")
