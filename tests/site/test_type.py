"""How a chapter is set: its measure, what may be wider, where captions stand, and how soon the first picture comes."""

import pytest
from book import holding
from local_site import SITE

CHAPTERS = holding("admonition-what-you-will-be-able-to-do")
REM = 16
MEASURE, WIDE = 38 * REM, 44 * REM
SCREEN = {"width": 1280, "height": 900}
BOXES = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => {
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    return { left, right, top, bottom, width };
})"""
TEXT = ".bd-article > section > section > :is(p, ul, ol)"


@pytest.fixture
def open_page(browser):
    """Open a page in a window of some size; returns a function that measures what a selector finds."""
    contexts = []

    def open_it(page, size):
        context = browser.new_context(viewport=size)
        contexts.append(context)
        tab = context.new_page()
        tab.goto((SITE / page).as_uri())
        return lambda selector: tab.evaluate(BOXES, selector)

    yield open_it
    for context in contexts:
        context.close()


def test_there_are_chapters():
    assert len(CHAPTERS) >= 25


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_picture_is_on_the_first_screen(open_page, page):
    """At least a quarter of the screen is left for it."""
    boxes = open_page(page, SCREEN)
    first = boxes(".bd-article :is(.nnx-figure, .nnx-mount)")[0]
    assert first["top"] <= SCREEN["height"] * 3 / 4


@pytest.mark.parametrize("width", [1280, 1920])
def test_lines_of_text_have_one_measure_and_code_is_wider(open_page, width):
    boxes = open_page(CHAPTERS[-1], {"width": width, "height": 900})
    assert {box["width"] for box in boxes(TEXT)} == {MEASURE}
    wide = {box["width"] for box in boxes(".bd-article section > .cell > .cell_input")}
    assert len(wide) == 1 and MEASURE < wide.pop() <= WIDE


def test_captions_stand_beside_their_figure_where_there_is_room(open_page):
    size = {"width": 1920, "height": 900}
    boxes = open_page(CHAPTERS[0], size)
    figures, captions = boxes("figure > svg.nnx-figure"), boxes("figure > figcaption")
    assert len(figures) == len(captions) > 1
    for figure, caption in zip(figures, captions, strict=True):
        assert caption["left"] >= figure["right"]
        assert figure["top"] <= caption["bottom"] <= figure["bottom"] + REM
        assert caption["right"] <= size["width"]


def test_captions_stand_below_their_figure_elsewhere(open_page):
    boxes = open_page(CHAPTERS[0], SCREEN)
    for figure, caption in zip(boxes("figure > svg.nnx-figure"), boxes("figure > figcaption"), strict=True):
        assert caption["top"] >= figure["bottom"]


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("page", holding(' class="proof ')[:2])
def test_boxes_begin_where_the_text_does(open_page, page, width):
    boxes = open_page(page, {"width": width, "height": 900})
    (edge,) = {box["left"] for box in boxes(".bd-article > section > section > p")}
    found = boxes(".bd-article > section > section > :is(.proof, .exercise, .admonition)")
    assert len(found) > 3
    assert {box["left"] for box in found} == {edge}


def test_a_printed_title_is_set_as_on_the_screen(browser):
    tab = browser.new_page()
    tab.goto((SITE / CHAPTERS[0]).as_uri())
    tab.emulate_media(media="print")
    style = "(h1) => [getComputedStyle(h1).textAlign, getComputedStyle(h1).fontSize]"
    align, size = tab.locator("#jb-print-docs-body h1").evaluate(style)
    tab.close()
    assert align in ("left", "start") and float(size.removesuffix("px")) <= 2.25 * REM
