"""Pages in a browser that runs no scripts."""

import unicodedata

import pytest
from book import PAGES, parsed


def plain(text: str) -> str:
    """Return a text without spaces, and formulas in plain letters: browsers set theirs apart, and in italics."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


@pytest.fixture(scope="module")
def visit(opened):
    """A browser that runs no scripts."""
    with opened(PAGES[0], java_script_enabled=False) as visit:
        yield visit


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_scripts_shows_text_numbers_and_figures(page, visit):
    visit.page.goto(visit.base + page)
    article = visit.page.locator("article")
    paragraphs = [plain(p.get_text()) for p in parsed(page).select("article section > p, div.citation p")]
    shown = plain(article.inner_text())
    assert paragraphs
    assert not [text for text in paragraphs if text not in shown]
    for place in visit.page.locator(".nnx-mount").all():
        still = place.locator("img.nnx-still")
        assert still.is_visible()
        assert still.evaluate("(one) => one.naturalWidth") > 0
        assert still.get_attribute("alt")
        table = place.locator("table")
        assert not table.is_visible()
        place.locator("summary").click()
        assert table.is_visible()
        assert "state and readouts" in table.inner_text()
    for figure in visit.page.locator("svg.nnx-figure").all():
        assert figure.is_visible()
