"""Put the explorers' files where the static page finds them, and name on each page those it needs.

Browsers refuse ES modules from ``file://`` pages but load classic scripts, so
each module is wrapped in a script that hands its source to ``mount.js``,
without the comments and indents that only its readers need.
"""

import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

from pygments.lexers import JavascriptLexer
from pygments.token import Comment, Text
from sphinx.application import Sphinx

from nnlib import explorers
from nnlib.explorers._modules import FOLDER, PAGE_FILES, STYLE_SHEETS, imports, linked, needed

MODULES = {module for name in explorers.__all__ for module in needed(getattr(explorers, name)._module)}


def write_modules(app: Sphinx) -> None:
    """Copy the page's own files and wrap the modules."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "explorers"
    target.mkdir(parents=True, exist_ok=True)
    for name in PAGE_FILES:
        shutil.copy(FOLDER / name, target / name)
    for name in MODULES:
        script = target / "modules" / name
        script.parent.mkdir(parents=True, exist_ok=True)
        parts = (name, imports(name), bare(linked(name)))
        handed_over = ", ".join(json.dumps(part, ensure_ascii=False) for part in parts)
        script.write_text(f"nnx.module({handed_over});\n", encoding="utf-8")


def bare(source: str) -> str:
    """Return JavaScript that does the same without its comments, and with one space or line's end for several."""
    tokens = ((kind, text) for kind, text in JavascriptLexer().get_tokens(source) if kind not in Comment)
    shown = ""
    for is_space, some in itertools.groupby(tokens, lambda token: token[0] in Text and not token[1].strip()):
        text = "".join(text for _, text in some)
        shown += text if not is_space else "\n" if "\n" in text else " "
    return shown


def name_modules(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Let a page ask for its explorers' modules at once, so that they come while it is read."""
    shown = re.findall(r'data-module="([\w/]+\.js)"', context.get("body", ""))
    for module in dict.fromkeys(part for name in shown for part in needed(name)):
        app.add_js_file(f"explorers/modules/{module}", loading_method="defer")


def read_root_again(app: Sphinx, *_: object) -> list[str]:
    """Name one page to build in any case: where no page is out of date, Sphinx copies no changed style sheet."""
    return [app.config.root_doc]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    for name in STYLE_SHEETS:
        app.add_css_file(f"explorers/{name}")
    app.add_js_file("explorers/mount.js")
    app.connect("env-get-outdated", read_root_again)
    app.connect("builder-inited", write_modules)  # before pages are written: their links carry the files' checksums
    app.connect("html-page-context", name_modules)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
