"""Mend what readers of screens meet on every page of the theme.

A button has another name than it shows, words belong to no part of the page,
and entries of a list of references have a role of books that is none of a list.
"""

from html.parser import HTMLParser

from sphinx.errors import ExtensionError

SIDEBAR = "bd-sidebar-primary"
BUTTON = "search-button-field"
ENTRY = "citation"
ROLES = ('role="doc-biblioentry"', 'role="listitem"')  # of an entry: docutils' own, and that of what a list holds


class Tags(HTMLParser):
    """The first tags of elements with these classes, as they are written, also of those that a script writes."""

    def __init__(self, html: str, wanted: tuple[str, ...]) -> None:
        super().__init__()
        self.wanted, self.inside = wanted, ""
        self.found: dict[str, list[tuple[str, dict[str, str | None]]]] = {one: [] for one in wanted}
        self.feed(html)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep what has one of the classes."""
        given = dict(attributes)
        self.inside = name
        for one in {*(given.get("class") or "").split()}.intersection(self.wanted):
            self.found[one].append((self.get_starttag_text(), given))

    def handle_data(self, text: str) -> None:
        """Look into scripts, too."""
        if self.inside == "script" and any(one in text for one in self.wanted):
            for one, tags in Tags(text.partition("`")[2], self.wanted).found.items():
                self.found[one] += tags

    def handle_endtag(self, name: str) -> None:
        """Leave a script."""
        self.inside = ""


def mended(html: str) -> str:
    """Return a page with a landmark as side bar, a button that is called what it shows, and items as references.

    Raises
    ------
    ExtensionError
        If a page has not one bar and one button, or its entries have another role: then the theme or docutils has
        changed, and this must, too.
    """
    found = Tags(html, (SIDEBAR, BUTTON, ENTRY)).found
    for entry, _ in found.pop(ENTRY):
        if ROLES[0] not in entry:
            raise ExtensionError(f"docutils gives an entry of its references another role: {entry}")
        html = html.replace(entry, entry.replace(*ROLES), 1)
    for wanted, tags in found.items():
        if len(tags) != 1:
            raise ExtensionError(f"the theme has {len(tags)} elements of the class {wanted!r} on a page, not 1")
    ((bar, given),), ((button, _),) = found.values()
    if "role" in given:
        raise ExtensionError(f"the theme gives its side bar a role of its own: {bar}")
    html = html.replace(bar, f'{bar.removesuffix(">")} role="complementary">', 1)
    label = ' aria-label="'
    before, found, after = button.partition(label)
    if not found:
        raise ExtensionError(f"the theme gives its button for the search another name: {button}")
    return html.replace(button, before + after.partition('"')[2], 1)
