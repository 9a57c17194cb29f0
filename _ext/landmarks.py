"""Mend what readers of screens meet on every page of the theme.

A button has another name than it shows, and words belong to no part of the page.
"""

from html.parser import HTMLParser

from sphinx.errors import ExtensionError

SIDEBAR = "bd-sidebar-primary"
BUTTON = "search-button-field"


class Tags(HTMLParser):
    """The first tags of elements with a class, as they are written, also of those that a script writes."""

    def __init__(self, html: str, wanted: str) -> None:
        super().__init__()
        self.wanted, self.inside = wanted, ""
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep what has the class."""
        given = dict(attributes)
        self.inside = name
        if self.wanted in (given.get("class") or "").split():
            self.found.append((self.get_starttag_text(), given))

    def handle_data(self, text: str) -> None:
        """Look into scripts, too."""
        if self.inside == "script" and self.wanted in text:
            self.found += Tags(text.partition("`")[2], self.wanted).found

    def handle_endtag(self, name: str) -> None:
        """Leave a script."""
        self.inside = ""


def mended(html: str) -> str:
    """Return a page whose side bar is a landmark, and whose button for the search is called what it shows.

    Raises
    ------
    ExtensionError
        If a page has not one of each: then the theme has changed, and this must, too.
    """
    (bar, given), (button, _) = (_only(html, wanted) for wanted in (SIDEBAR, BUTTON))
    if "role" in given:
        raise ExtensionError(f"the theme gives its side bar a role of its own: {bar}")
    html = html.replace(bar, f'{bar.removesuffix(">")} role="complementary">', 1)
    label = ' aria-label="'
    before, found, after = button.partition(label)
    if not found:
        raise ExtensionError(f"the theme gives its button for the search another name: {button}")
    return html.replace(button, before + after.partition('"')[2], 1)


def _only(html: str, wanted: str) -> tuple[str, dict[str, str | None]]:
    tags = Tags(html, wanted).found
    if len(tags) != 1:
        raise ExtensionError(f"the theme has {len(tags)} elements of the class {wanted!r} on a page, not 1")
    return tags[0]
