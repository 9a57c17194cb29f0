"""Pages opened from the file system, and pages in a browser that runs no scripts."""

import pytest
from book import PAGES, parsed


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_as_a_file_is_complete(page, opened, site):
    with opened(page, base=f"{site.as_uri()}/") as visit:
        visit.settle()
        assert visit.page.locator(".nnx").count() == visit.page.locator(".nnx-mount").count()
        assert visit.page.locator("mjx-container").count() == visit.page.locator("span.math, div.math").count()
        assert [visit.complaints, visit.missing, visit.foreign] == [[], [], []]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_scripts_shows_text_numbers_and_figures(page, opened):
    with opened(page, java_script_enabled=False) as visit:
        article = visit.page.locator("article")
        paragraphs = [
            " ".join(p.get_text().split()) for p in parsed(page).select("article section > p, div.citation p")
        ]
        shown = " ".join(article.inner_text().split())
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
        assert [visit.missing, visit.foreign] == [[], []]
