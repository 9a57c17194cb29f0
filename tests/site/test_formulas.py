"""Formulas on the built pages: typeset in the page itself, in glyphs that the site brings along, without any script."""

import base64
import re
import unicodedata
from io import BytesIO

import pytest
from book import PAGES, holding, parsed, written
from fontTools.ttLib import TTFont
from local_site import SITE

WITH_FORMULAS = holding(' class="math ')
LONGEST = max(WITH_FORMULAS, key=lambda page: written(page).count("<math"))
#: What a browser draws around a formula, or in place of a letter: no formula spells it.
DRAWN = "√ℎ𝑥𝜎"
BOXES = """(formulas) => formulas.map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return [width, height];
})"""
FRACTIONS = """(fractions) => fractions.map((one) => {
    const [above, below] = [...one.children].map((part) => part.getBoundingClientRect());
    return [above.bottom, below.top];
})"""

ROOM_AFTER_ROOTS = """(roots) => roots.map((one) => {
    const end = Math.max(...[...one.children].map((part) => part.getBoundingClientRect().right));
    return (one.getBoundingClientRect().right - end) / parseFloat(getComputedStyle(one).fontSize);
})"""

# How far what stands in a cell is from that side of the cell to which it is aligned.
GAPS = """(cells) => cells.map((cell) => {
    const { textAlign, paddingLeft } = getComputedStyle(cell);
    const box = cell.getBoundingClientRect();
    const parts = [...cell.children].filter((one) => one.tagName !== "mspace");
    const sides = parts.map((one) => one.getBoundingClientRect());
    if (sides.length === 0) return 0;
    if (textAlign.endsWith("right")) return box.right - Math.max(...sides.map(({ right }) => right));
    return Math.min(...sides.map(({ left }) => left)) - box.left - parseFloat(paddingLeft);
})"""


@pytest.fixture(scope="module")
def font():
    """The font that the style sheet of the book brings along."""
    sheet = (SITE / LONGEST).parent / parsed(LONGEST).select_one("link[rel=stylesheet]")["href"]
    (packed,) = re.findall(
        r'font-family: "STIX Two Math"; src: url\("data:font/woff2;base64,([^"]+)"', sheet.read_text()
    )
    return TTFont(BytesIO(base64.b64decode(packed)))


@pytest.mark.parametrize("page", WITH_FORMULAS)
def test_each_formula_stands_in_the_page(page):
    for place in parsed(page).select(".math"):
        (formula,) = place.find_all(recursive=False)
        assert formula.name == "math"
        assert (formula.get("display") == "block") == (place.name == "div")
        assert not re.search(r"[\\$]|&[a-z]", formula.get_text()), "TeX is left in it"
        assert place.get_text().strip() == formula.get_text()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_to_a_script(page):
    assert parsed(page).select("script[src*=mathjax i]") == []


def test_the_font_has_every_character(font):
    used = {character for page in WITH_FORMULAS for one in parsed(page).select("math") for character in one.get_text()}
    invisible = {character for character in used if unicodedata.category(character) in ("Cf", "Zs", "Cc")}
    lacking = {*used, *DRAWN} - invisible - {chr(code) for code in font.getBestCmap()}
    assert not lacking, f"the font of formulas lacks {''.join(sorted(lacking))}"


def test_the_font_has_larger_brackets_and_roots(font):
    larger = font["MATH"].table.MathVariants
    coverage = larger.VertGlyphCoverage.glyphs
    for character in "(){[|√":
        construction = larger.VertGlyphConstruction[coverage.index(font.getBestCmap()[ord(character)])]
        assert len(construction.MathGlyphVariantRecord) > 2 or construction.GlyphAssembly


@pytest.mark.parametrize("scripts", [True, False])
def test_formulas_are_drawn_with_and_without_scripts(scripts, opened):
    with opened(LONGEST, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts) as visit:
        formulas = visit.page.locator("article .math > math")
        boxes = formulas.evaluate_all(BOXES)
        assert len(boxes) == len(parsed(LONGEST).select("article .math > math"))
        assert all(width > 3 and height > 3 for width, height in boxes)
        fractions = visit.page.locator("article mfrac").evaluate_all(FRACTIONS)
        assert len(fractions) > 3
        assert all(above <= below + 1 for above, below in fractions), "a fraction is drawn as a row"
        gaps = visit.page.locator("article msqrt").evaluate_all(ROOM_AFTER_ROOTS)
        assert len(gaps) > 3
        assert max(gaps) < 0.12, "a root is followed by a hole"
        if scripts:
            assert visit.page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")
            assert formulas.first.evaluate("(one) => getComputedStyle(one).fontFamily").startswith('"STIX Two Math"')


def test_a_wide_formula_scrolls_and_the_page_does_not(opened):
    with opened(LONGEST, viewport={"width": 360, "height": 740}) as visit:
        blocks = visit.page.locator("article div.math")
        wide = blocks.evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length")
        assert wide > 0
        assert visit.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_no_line_begins_with_the_comma_of_a_formula(opened):
    """On a phone, where lines are short: what follows a formula without a space stands in its line."""
    with opened("chapters/back/notation.html", viewport={"width": 390, "height": 900}) as visit:
        broken = visit.page.evaluate(
            """() => [...document.querySelectorAll('article span.math')].flatMap((formula) => {
                const [after] = [...(formula.nextSibling?.textContent ?? '')];
                if (!after || /[\\s\\w]/.test(after)) return [];
                const range = document.createRange();
                range.setStart(formula.nextSibling, 0);
                range.setEnd(formula.nextSibling, 1);
                const below = range.getBoundingClientRect().top >= formula.getBoundingClientRect().bottom - 2;
                return below ? [formula.parentNode.textContent] : [];
            })"""
        )
        assert broken == []


def test_formulas_do_not_move_the_text_when_their_font_is_ready(browser):
    """On a page with many in its first lines; a budget of `make bench`, too."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })
            .observe({ type: 'layout-shift', buffered: true });"""
    )
    tab.goto((SITE / "chapters/2_mlp/4_steps_and_pulses.html").as_uri())
    tab.wait_for_timeout(1000)
    moved = tab.evaluate("() => window.moved")
    tab.close()
    assert moved <= 0.02


def test_lines_meet_at_their_signs(opened):
    with opened("chapters/2_mlp/5_backward.html", viewport={"width": 1280, "height": 900}) as visit:
        gaps = visit.page.locator("article mtd[style*=text-align]").evaluate_all(GAPS)
        assert len(gaps) > 20
        assert max(map(abs, gaps)) < 2
