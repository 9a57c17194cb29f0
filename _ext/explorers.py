"""Put the explorers' files where the static page finds them, and name on each page those it needs.

Browsers refuse ES modules from ``file://`` pages but load classic scripts, so
these hand the modules to ``mount.js`` as functions, without the comments and
indents that only their readers need. A page loads two: what every explorer
needs, which is the same on all pages, and what its own explorers need besides.
Small files would arrive later, and a third heavier.
"""

import functools
import itertools
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, Text
from sphinx.application import Sphinx

from nnlib import explorers
from nnlib.explorers._modules import (
    ARRIVED,
    COMMON_SCRIPT,
    FOLDER,
    PAGE_FILES,
    STYLE_SHEETS,
    as_function,
    imports,
    needed,
    script_of,
)

EXPLORERS = [getattr(explorers, name)._module for name in explorers.__all__]
COMMON = [module for module in needed(EXPLORERS[0]) if all(module in needed(other) for other in EXPLORERS)]


def write_files(app: Sphinx) -> None:
    """Copy the page's own files, and write the script of all pages and one for each explorer alone."""
    if app.builder.format != "html":
        return
    scripts = folder(app) / "scripts"
    scripts.mkdir(parents=True, exist_ok=True)
    for name in PAGE_FILES:
        shutil.copy(FOLDER / name, folder(app) / name)
    (scripts / COMMON_SCRIPT).write_text(script(COMMON), encoding="utf-8")
    for name in EXPLORERS:
        write_script(app, [name])


def write_script(app: Sphinx, shown: list[str]) -> str:
    """Write what a page with these explorers needs besides the common script, and return the script's name."""
    parts = dict.fromkeys(part for name in shown for part in needed(name) if part not in COMMON)
    (folder(app) / "scripts" / script_of(shown)).write_text(script(parts), encoding="utf-8")
    return script_of(shown)


def folder(app: Sphinx) -> Path:
    """Return where the explorers' files are."""
    return Path(app.outdir) / "_static" / "explorers"


def script(modules: Iterable[str]) -> str:
    """Return a classic script that hands over modules, each after what it imports."""
    return "".join(map(handed_over, modules))


@functools.cache
def handed_over(name: str) -> str:
    """Return the line of a script that hands over a module."""
    return f"nnx.module({json.dumps(name)}, {json.dumps(imports(name))}, {bare(as_function(name)).rstrip()});\n"


def bare(source: str) -> str:
    """Return JavaScript that does the same without its comments, and with one space or line's end for several."""
    tokens = ((kind, text) for kind, text in JavascriptLexer().get_tokens(source) if kind not in Comment)
    shown = ""
    for is_space, some in itertools.groupby(tokens, lambda token: token[0] in Text and not token[1].strip()):
        text = "".join(text for _, text in some)
        shown += text if not is_space else "\n" if "\n" in text else " "
    return shown


def announce(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Let each explorer say that it has arrived, so that the first ones are drawn while the rest of a page is read.

    The output that it stands in gets a class: a selector with ``:has()`` would be matched anew at every change.
    """
    if app.builder.format == "html":
        for node in [*doctree.findall(nodes.raw)]:
            if node.astext().startswith('<div class="nnx-mount"'):
                node.parent.insert(node.parent.index(node) + 1, nodes.raw("", ARRIVED, format="html"))
                for around in (node, node.parent):
                    if {"cell_output", "text_html"} & {*around.get("classes", ())}:
                        around["classes"].append("nnx-explorer-output")


def name_scripts(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Let a page ask for its explorers' scripts at once, so that they come while it is read.

    Where one opens the page, which is where mount.js draws it at once, they come before other scripts.
    """
    body = context.get("body", "")
    shown = dict.fromkeys(re.findall(r'data-module="([\w/]+\.js)"', body))
    if shown:
        opens = body.partition('<div class="nnx-mount"')[0].count("<section") == 2  # the page's, and its first one
        haste = {"fetchpriority": "high"} if opens else {}
        for name in (COMMON_SCRIPT, write_script(app, [*shown])):
            app.add_js_file(f"explorers/scripts/{name}", loading_method="async", **haste)


def read_root_again(app: Sphinx, *_: object) -> list[str]:
    """Name one page to build in any case: where no page is out of date, Sphinx copies no changed style sheet."""
    return [app.config.root_doc]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    for name in STYLE_SHEETS:
        app.add_css_file(f"explorers/{name}")
    app.add_js_file("explorers/mount.js")
    app.connect("env-get-outdated", read_root_again)
    app.connect("builder-inited", write_files)  # before pages are written: their links carry the files' checksums
    app.connect("doctree-resolved", announce)
    app.connect("html-page-context", name_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
