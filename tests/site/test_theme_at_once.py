"""A page has its colours before the theme's script runs."""

import pytest
from local_site import SITE

PAGE = (SITE / "chapters/1_perceptron/2_learning.html").as_uri()
# The page's theme and mode, and the colours of its ground and of a word of its code.
SEEN = """() => {
    const { theme, mode } = document.documentElement.dataset;
    const colour = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
    return [theme, mode, colour("body", "backgroundColor"), colour(".highlight .kn", "color")];
}"""


@pytest.fixture
def open_page(browser):
    """Open the page for a reader whose system is light or dark, with the theme's script or without it."""
    contexts = []

    def open_it(scheme, *, with_script, chosen=None):
        context = browser.new_context(color_scheme=scheme)
        contexts.append(context)
        tab = context.new_page()
        if not with_script:
            tab.route("**/pydata-sphinx-theme.js*", lambda route: route.abort())
        if chosen:
            tab.add_init_script(f"localStorage.mode = localStorage.theme = '{chosen}'")
        tab.goto(PAGE)
        return tab.evaluate(SEEN)

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("chosen", [None, "light", "dark"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_looks_before_the_script_as_after_it(open_page, scheme, chosen):
    before = open_page(scheme, with_script=False, chosen=chosen)
    assert before == open_page(scheme, with_script=True, chosen=chosen)
    assert before[:2] == [chosen or scheme, chosen or "auto"]


def test_light_and_dark_differ(open_page):
    light, dark = (open_page(scheme, with_script=False) for scheme in ("light", "dark"))
    assert all(one != other for one, other in zip(light[2:], dark[2:], strict=True))
