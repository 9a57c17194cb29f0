"""Every page of the book as readers meet it: on a desk and on a phone, in light and dark, printed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from book import PAGES, SETTING_LINK, state_in
from visits import Visit

# What axe may complain of: rule, element, and why.
THEIRS = [
    (
        "region",
        ".bd-sidebar-primary > .sidebar-primary-items__start > .sidebar-primary-item",
        "the theme's, without landmark",
    ),
    ("aria-allowed-role", "div.citation[role=doc-biblioentry]", "written by docutils"),
    ("aria-deprecated-role", "div.citation[role=doc-biblioentry]", "written by docutils"),
    ("aria-required-children", "div.citation-list[role=list]", "written by docutils"),
    ("summary-name", "summary:has(mjx-assistive-mml)", "axe does not read MathML, screen readers do"),
]
PHONE = {"width": 360, "height": 740}
FORMULA = "mjx-math"  # the glyphs: hidden from screen readers, which get the MathML beside them
OPEN_ALL = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    for (const one of document.querySelectorAll('.toggle-button-hidden')) one.click();
}"""
WIDER_THAN_THE_PAGE = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll('body *')];
    const out = all.filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px`, ...out.map((one) => one.outerHTML.slice(0, 120))];
}"""
NOT_TYPESET = """() => [...document.querySelectorAll('.math')]
    .filter((one) => !one.querySelector('mjx-container:not(:has(mjx-merror)) mjx-assistive-mml'))
    .map((one) => one.textContent.slice(0, 80))"""
STATES_SHOWN = """([explorer, names]) => [...document.querySelectorAll(`[data-explorer=${explorer}]`)]
    .map((place) => Object.fromEntries(names.map((name) => [name, place.explorer.model.get(name)])))"""


@pytest.fixture(scope="module", params=PAGES)
def visit(request, opened):
    """Each page in turn, with everything on it open and drawn."""
    with opened(request.param, viewport={"width": 1280, "height": 900}, color_scheme="light") as visit:
        visit.settle()
        visit.page.evaluate(OPEN_ALL)
        visit.fade()
        yield visit


def is_theirs(visit: Visit, rule: str, target: str) -> bool:
    matches = "([target, selector]) => document.querySelector(target).matches(selector)"
    return any(visit.page.evaluate(matches, [target, selector]) for known, selector, _ in THEIRS if known == rule)


def violations(visit: Visit, **options: object) -> list[str]:
    options |= {"resultTypes": ["violations"], "preload": False}  # preload would fetch the style sheets again
    found = Axe().run(visit.page, context={"exclude": [[FORMULA]]}, options=options).response["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}\n{node['html'][:200]}"
        for rule in found for node in rule["nodes"] if not is_theirs(visit, rule["id"], node["target"][0])
    ]  # fmt: skip


def test_axe_finds_nothing(visit):
    assert not (found := violations(visit)), "\n\n".join(found[:10])


def test_axe_finds_enough_contrast_in_the_dark(visit):
    visit.page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    visit.fade()
    found = violations(visit, runOnly=["color-contrast", "link-in-text-block"])
    visit.page.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")
    assert not found, "\n\n".join(found[:10])


def test_formulas_are_typeset_and_can_be_read_aloud(visit):
    assert visit.page.evaluate(NOT_TYPESET) == []


def test_nothing_is_wider_than_a_phone(visit):
    visit.page.set_viewport_size(PHONE)
    visit.frame()
    wide = visit.page.evaluate(WIDER_THAN_THE_PAGE)
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert not wide, "\n".join(wide[:10])


def test_it_prints(visit):
    visit.page.emulate_media(media="print")
    visit.frame()
    shown = "(one) => one.getClientRects().length > 0"
    titles = visit.page.evaluate(f"[...document.querySelectorAll('h1')].filter({shown}).length")
    hidden = visit.page.evaluate(
        "[...document.querySelectorAll('article p:not(.nnx-live), .nnx svg:not(.nnx-controls *), svg.nnx-figure')]"
        f".filter((one) => !one.closest('details') && !({shown})(one)).map((one) => one.outerHTML.slice(0, 120))"
    )
    visit.page.emulate_media(media="screen")
    assert titles == 1
    assert not hidden, "\n".join(hidden)


def test_it_prints_in_the_light_theme(visit):
    """Headings and ground as they are in the light, and the dark theme afterwards."""
    colours = "() => [...document.querySelectorAll('body, h1, .nnx')].map((one) => getComputedStyle(one).color)"
    light = visit.page.evaluate(colours)
    visit.page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    dark = visit.page.evaluate(colours)
    visit.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    printed = visit.page.evaluate(colours)
    visit.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert [printed, visit.page.evaluate(colours)] == [light, dark]
    visit.page.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")
    assert light != dark


def test_links_in_the_text_set_the_explorer(visit):
    for link in visit.page.locator(SETTING_LINK).all():
        name, wanted = state_in(link.get_attribute("href"))
        link.dispatch_event("click")  # many links; one of them is clicked by mouse below
        visit.frame()
        states = visit.page.evaluate(STATES_SHOWN, [name, list(wanted)])
        assert wanted in states
        assert link.get_attribute("href") in visit.page.url, (
            "the address should hold the state, so that it can be shared"
        )


def test_a_link_in_the_text_answers_to_the_mouse(visit):
    links = visit.page.locator(SETTING_LINK)
    if links.count():
        links.first.click()
        assert links.first.get_attribute("href") in visit.page.url


def test_an_address_with_a_state_opens_in_it(visit, opened):
    links = visit.page.locator(SETTING_LINK).all()
    if links:
        link = links[-1].get_attribute("href")
        name, wanted = state_in(link)
        path = visit.page.url.partition("#")[0].removeprefix(visit.base)
        with opened(path + link) as fresh:
            fresh.settle()
            assert wanted in fresh.page.evaluate(STATES_SHOWN, [name, list(wanted)])


def test_an_address_with_a_section_opens_at_it(opened):
    """Though what is drawn above it after the browser jumped there has another height."""
    with opened("chapters/2_mlp/3_weights_and_bias.html#check-yourself", viewport=PHONE) as visit:
        visit.settle()
        visit.fade()
        top = visit.page.locator("#check-yourself").bounding_box()["y"]
        assert -PHONE["height"] / 10 < top < PHONE["height"] / 10


def test_nothing_was_complained_about(visit):
    """Last of the module: all that was said while the tests above ran."""
    assert [visit.complaints, visit.missing, visit.foreign] == [[], [], []]
