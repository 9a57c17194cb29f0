"""The page for addresses that lead nowhere: `_templates/not_found.html`, with the parts of the book.

The extension `notfound` lets all its links start at the root of the site: a
server shows this page under whatever address was asked for.
"""

from sphinx import addnodes
from sphinx.application import Sphinx


def name_parts(app: Sphinx) -> list[object]:
    """Hand the parts of the book over to the page, each with its first chapter."""
    contents = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
    parts = [(one["caption"], one["entries"][0][1]) for one in contents]
    app.config.notfound_context = {"title": app.config.notfound_context["title"], "parts": parts}
    return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("html-collect-pages", name_parts, priority=400)  # before the page is made
    return {"parallel_read_safe": True, "parallel_write_safe": True}
