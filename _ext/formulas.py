"""Bring MathJax along, so that no page asks another host for it.

Its files are those of the package ``sphinx-mathjax-offline``, which itself
would copy them when all pages are written, too late for the checksums in their
links, and load everything in one file. Which parts are loaded, and that
``_static/formulas.js`` decides when formulas are typeset, is said in
``_config.yml``.
"""

import importlib.util
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

FILES = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static"  # in it: mathjax/


def add_files(_app: Sphinx, config: Config) -> None:
    """Let Sphinx copy the files beside the book's own."""
    config.html_static_path.append(str(FILES))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("config-inited", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
