"""Every page of the book as readers meet it: on a desk and on a phone, in light and dark, printed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from book import PAGES, SETTING_LINK, state_in
from conftest import Visit

from nnlib import explorers

# Rule and element that axe may complain of, and why.
THEIRS = {
    ("region", ".sidebar-primary-item:nth-child(1)"): "the theme puts the book's title beside its landmarks",
}

STATES_SHOWN = """([module, names]) => [...document.querySelectorAll(`[data-explorer=${module}]`)]
    .map((place) => Object.fromEntries(names.map((name) => [name, place.explorer.model.get(name)])))"""


@pytest.fixture(scope="module", params=PAGES)
def visit(request, opened):
    """Each page in turn, with everything on it drawn."""
    with opened(request.param, viewport={"width": 1280, "height": 900}, color_scheme="light") as visit:
        visit.settle()
        yield visit


def violations(visit: Visit) -> list[str]:
    found = Axe().run(visit.page, options={"preload": False}).response["violations"]  # preload fetches styles again
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}\n{node['html'][:200]}"
        for rule in found for node in rule["nodes"] if (rule["id"], *node["target"]) not in THEIRS
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit, theme):
    visit.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    visit.page.wait_for_timeout(250)  # the theme fades colours
    assert not (found := violations(visit)), "\n\n".join(found)
    visit.page.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")


def test_nothing_is_wider_than_a_phone(visit):
    visit.page.set_viewport_size({"width": 360, "height": 740})
    visit.frame()
    wide = visit.page.evaluate(
        "() => document.documentElement.scrollWidth <= 360 ? [] :"
        " [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > 361)"
        ".map((one) => one.outerHTML.slice(0, 120))"
    )
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


def test_links_in_the_text_set_the_explorer(visit):
    for link in visit.page.locator(SETTING_LINK).all():
        name, wanted = state_in(link.get_attribute("href"))
        explorer = getattr(explorers, name)
        link.click()
        visit.frame()
        states = visit.page.evaluate(STATES_SHOWN, [explorer._module, list(wanted)])
        assert wanted in states
        assert link.get_attribute("href") in visit.page.url, "the address should hold the state, so that it can be shared"


def test_an_address_with_a_state_opens_in_it(visit, opened):
    links = visit.page.locator(SETTING_LINK).all()
    if links:
        link = links[-1].get_attribute("href")
        name, wanted = state_in(link)
        path = visit.page.url.partition("#")[0].removeprefix(visit.base)
        with opened(path + link) as fresh:
            fresh.settle()
            assert wanted in fresh.page.evaluate(STATES_SHOWN, [getattr(explorers, name)._module, list(wanted)])


def test_nothing_was_complained_about(visit):
    """Last of the module: all that was said while the tests above ran."""
    assert [visit.complaints, visit.missing, visit.foreign] == [[], [], []]
