"""Every page of the book as readers meet it: on a desk and on a phone, in light and dark, printed.

Each page is opened once, as a file: a browser allows such a page less than one that a server sends. What a server sends
is visited in `test_served.py`.
"""

import pytest
from book import PAGES, SETTING_LINK, state_in
from contrast import AXE, MARK_STYLES
from visits import Visit

# What axe may complain of: rule, element, and why.
THEIRS = [
    ("summary-name", "summary:has(math)", "axe does not read MathML, screen readers do"),
    ("empty-table-header", "th:has(math)", "the same"),
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 690}
OPEN_ALL = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    for (const one of document.querySelectorAll('.toggle-button-hidden')) one.click();
}"""
FIRST_STATES = """() => {
    history.replaceState(null, '', location.pathname);
    for (const { dataset, explorer: { model } } of document.querySelectorAll('.nnx-mounted')) {
        for (const [name, value] of Object.entries(JSON.parse(dataset.state))) model.set(name, value);
    }
}"""
THEME = "(theme) => { document.documentElement.dataset.theme = theme; }"
AXE_FINDS = "async (options) => (await axe.run(document, options)).violations"
WIDER_THAN_THE_PAGE = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll('body *')];
    const out = all.filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px`, ...out.map((one) => one.outerHTML.slice(0, 120))];
}"""
CUT_FORMULAS = """() => [...document.querySelectorAll('span.math')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'auto')
    .map((one) => one.textContent)"""
REPEATED_IDS = """() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, i) => ids.indexOf(id) < i);
}"""
STATES_SHOWN = """([explorer, names]) => [...document.querySelectorAll(`[data-explorer=${explorer}]`)]
    .map((place) => Object.fromEntries(names.map((name) => [name, place.explorer.model.get(name)])))"""
# By script: they are many, and one of them is clicked by mouse in a test of its own.
CLICKED_ONE_BY_ONE = """async (links, asked) => {
    const shown = [];
    for (const [i, link] of links.entries()) {
        link.click();
        await new Promise(requestAnimationFrame);
        await new Promise((drawn) => setTimeout(drawn));
        shown.push((STATES_SHOWN)(asked[i]));
    }
    return shown;
}""".replace("STATES_SHOWN", STATES_SHOWN)


@pytest.fixture(scope="module", params=PAGES)
def opened_page(request, opened, site):
    """Each page in turn, opened as a file, with everything on it open and drawn."""
    with opened(request.param, base=f"{site.as_uri()}/", viewport=DESK, color_scheme="light") as visit:
        visit.settle()
        visit.page.evaluate(OPEN_ALL)
        visit.page.evaluate(AXE)
        yield visit


def as_at_first(visit: Visit, window: dict[str, int]) -> Visit:
    """Return a page in the light, its explorers in their first states, whatever was done before."""
    visit.page.set_viewport_size(window)
    if visit.page.evaluate("matchMedia('print').matches"):  # to ask for the screen anew takes a tenth of a second
        visit.page.emulate_media(media="screen")
    visit.page.evaluate(FIRST_STATES)
    visit.page.evaluate(THEME, "light")
    visit.fade()
    return visit


@pytest.fixture
def visit(opened_page):
    """Each page in turn, on a desk."""
    return as_at_first(opened_page, DESK)


@pytest.fixture
def on_phone(opened_page):
    """Each page in turn, on a phone."""
    return as_at_first(opened_page, PHONE)


def is_theirs(visit: Visit, rule: str, target: str) -> bool:
    matches = "([target, selector]) => document.querySelector(target).matches(selector)"
    return any(visit.page.evaluate(matches, [target, selector]) for known, selector, _ in THEIRS if known == rule)


def violations(visit: Visit, **options: object) -> list[str]:
    visit.page.evaluate(MARK_STYLES)
    options |= {"resultTypes": ["violations"], "preload": False}  # preload would fetch the style sheets again
    found = visit.page.evaluate(AXE_FINDS, options)
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}\n{node['html'][:200]}"
        for rule in found for node in rule["nodes"] if not is_theirs(visit, rule["id"], node["target"][0])
    ]  # fmt: skip


def test_axe_finds_nothing(visit):
    found = violations(visit, rules={"label-content-name-mismatch": {"enabled": True}})
    assert not found, "\n\n".join(found[:10])


def test_axe_finds_enough_contrast_in_the_dark(visit):
    visit.page.evaluate(THEME, "dark")
    visit.fade()
    found = violations(visit, runOnly=["color-contrast", "link-in-text-block"])
    assert not found, "\n\n".join(found[:10])


def test_all_explorers_are_drawn(visit):
    assert visit.page.locator(".nnx").count() == visit.page.locator(".nnx-mount").count()


def test_an_id_belongs_to_one_element(visit):
    assert visit.page.evaluate(REPEATED_IDS) == []


def test_nothing_is_wider_than_a_phone(on_phone):
    wide = on_phone.page.evaluate(WIDER_THAN_THE_PAGE)
    assert not wide, "\n".join(wide[:10])


def test_the_end_of_a_formula_can_be_reached_on_a_phone(on_phone):
    assert on_phone.page.evaluate(CUT_FORMULAS) == []


def test_what_an_answer_shows_is_scrolled_by_keys(opened):
    """The theme asks what scrolls when the page opens: code in an answer that is closed then does not."""
    scrolling = """() => [...document.querySelectorAll("pre")].map(
        (one) => [one.scrollWidth > one.clientWidth, one.tabIndex])"""
    with opened("chapters/2_mlp/2_forward.html", viewport=DESK) as visit:
        visit.settle()
        assert visit.page.evaluate("() => document.querySelector('.toggle-hidden pre').tabIndex") == -1
        visit.page.evaluate(OPEN_ALL)
        visit.frame()
        found = visit.page.evaluate(scrolling)
        assert any(scrolls for scrolls, _ in found)
        assert [index for _, index in found] == [0 if scrolls else -1 for scrolls, _ in found]


def test_it_prints(visit):
    visit.page.emulate_media(media="print")
    visit.frame()
    shown = "(one) => one.getClientRects().length > 0"
    titles = visit.page.evaluate(f"[...document.querySelectorAll('h1')].filter({shown}).length")
    hidden = visit.page.evaluate(
        "[...document.querySelectorAll('article p:not(.nnx-live), .nnx svg:not(.nnx-controls *), svg.nnx-figure')]"
        f".filter((one) => !one.closest('details, .nnx-gone') && !({shown})(one))"
        ".map((one) => one.outerHTML.slice(0, 120))"
    )
    assert titles == 1
    assert not hidden, "\n".join(hidden)
    code = "[...document.querySelectorAll('.cell_input')]"
    split = f"{code}.filter((one) => getComputedStyle(one).breakInside !== 'avoid').length"
    assert visit.page.evaluate(split) == 0, "a box is split, and its code moves to the next page alone"


def test_it_prints_in_the_light_theme(visit):
    """Headings and ground as they are in the light, and the dark theme afterwards."""
    colours = "() => [...document.querySelectorAll('body, h1, .nnx')].map((one) => getComputedStyle(one).color)"
    light = visit.page.evaluate(colours)
    visit.page.evaluate(THEME, "dark")
    dark = visit.page.evaluate(colours)
    visit.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    printed = visit.page.evaluate(colours)
    visit.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert [printed, visit.page.evaluate(colours)] == [light, dark]
    assert light != dark


def test_links_in_the_text_set_the_explorer(visit):
    visit.page.emulate_media(reduced_motion="reduce")  # no gliding
    links = visit.page.locator(SETTING_LINK)
    hrefs = links.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    wanted = [state_in(href) for href in hrefs]
    shown = links.evaluate_all(CLICKED_ONE_BY_ONE, [[name, list(state)] for name, state in wanted])
    for href, (_, state), states in zip(hrefs, wanted, shown, strict=True):
        assert state in states, href


def test_a_link_in_the_text_answers_to_the_mouse(visit):
    links = visit.page.locator(SETTING_LINK)
    if links.count():
        wanted = state_in(links.first.get_attribute("href"))
        links.first.click()
        visit.page.wait_for_url(lambda url: "#" in url and state_in(url[url.index("#") :]) == wanted)


def test_an_address_with_a_state_opens_in_it(visit, opened):
    links = visit.page.locator(SETTING_LINK)
    if links.count():
        link = links.last.get_attribute("href")
        name, wanted = state_in(link)
        path = visit.page.url.partition("#")[0].removeprefix(visit.base)
        with opened(path + link, base=visit.base) as fresh:
            fresh.page.evaluate("nnx.mount_all().then(() => true)")
            assert wanted in fresh.page.evaluate(STATES_SHOWN, [name, list(wanted)])


def test_an_address_with_a_section_opens_at_it(opened):
    """Though what is drawn above it after the browser jumped there has another height."""
    with opened("chapters/2_mlp/3_weights_and_bias.html#check-yourself", viewport=PHONE) as visit:
        visit.settle()
        visit.fade()
        top = visit.page.locator("#check-yourself").bounding_box()["y"]
        assert -PHONE["height"] / 10 < top < PHONE["height"] / 10
