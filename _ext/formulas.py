"""Load MathJax in parts: only those that the book uses, each in its own short task.

What the parts are, and that ``_static/formulas.js`` decides when formulas are
typeset, is said in ``_config.yml``.
"""

from sphinx.application import Sphinx
from sphinx.config import Config


def load_parts(_app: Sphinx, config: Config) -> None:
    """Replace the path that sphinx-mathjax-offline sets, to everything in one file."""
    config.mathjax_path = "mathjax/startup.js"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("config-inited", load_parts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
