"""What is mended on every page, and that a theme which has changed stops the build."""

import pytest
from landmarks import mended
from sphinx.errors import ExtensionError

BAR = '<div class="bd-sidebar-primary bd-sidebar">'
BUTTON = '<button class="btn search-button-field" title="Search" aria-label="Search" data-bs-toggle="tooltip">'
OTHER = '<button class="btn search-button" aria-label="Search"></button>'
PAGE = "<body>{bar}<a>Book</a><script>\n document.write(`\n {button}Search</button>`);</script>{other}</div>"
WRITTEN = PAGE.format(bar=BAR, button=BUTTON, other=OTHER)
ENTRY = '<div class="citation" id="one" role="doc-biblioentry">'


def test_the_side_bar_is_a_landmark_and_the_button_is_called_what_it_shows():
    named = BUTTON.replace(' aria-label="Search"', "")
    assert mended(WRITTEN) == PAGE.format(bar=f'{BAR[:-1]} role="complementary">', button=named, other=OTHER)


def test_what_a_list_of_references_holds_are_its_items():
    html = WRITTEN + ENTRY + ENTRY.replace("one", "two")
    items = [f'<div class="citation" id="{name}" role="listitem">' for name in ("one", "two")]
    assert mended(html) == mended(WRITTEN) + "".join(items)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        (WRITTEN.replace("bd-sidebar-primary", "sidebar"), "0 elements of the class 'bd-sidebar-primary'"),
        (WRITTEN.replace("search-button-field", "search-field"), "0 elements of the class 'search-button-field'"),
        (WRITTEN + BUTTON, "2 elements of the class 'search-button-field'"),
        (WRITTEN.replace(' aria-label="Search" data', " data"), "another name"),
        (WRITTEN.replace(BAR, BAR.replace(">", ' role="navigation">')), "a role of its own"),
        (WRITTEN + ENTRY.replace("doc-biblioentry", "note"), "another role"),
    ],
)
def test_a_theme_that_has_changed_stops_the_build(changed, complaint):
    with pytest.raises(ExtensionError, match=complaint):
        mended(changed)
