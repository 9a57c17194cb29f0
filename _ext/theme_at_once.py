"""Let a page be light or dark from its first moment, as the reader's system asks.

The theme's own script says which it is once the whole page is read. Until then
code would have no colours, and a reader in the dark would see a light page;
then the browser would style all of it a second time.
"""

from sphinx.application import Sphinx

# Where the reader chose one of the two, the theme's line before this one has set it.
SCRIPT = """(() => {
  const { dataset } = document.documentElement;
  if (dataset.mode === "auto") dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
})();"""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_js_file(None, body=SCRIPT)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
