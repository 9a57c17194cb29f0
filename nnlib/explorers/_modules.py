"""JavaScript modules of the explorers, and what they import: the one place that knows, for kernels, pages and tests.

A module is named by its path in this folder, such as ``shared/plane.js``.
Modules import one another by relative paths, as anywhere. Neither a kernel
nor a page opened as a file can follow these, so both hand over the modules
one by one, imports first, and write addresses in their place. `linked` puts
``nnx:shared/plane.js`` where such an address belongs.

Beside each explorer's own module stands one that is not a file,
``declared.js``: what Python declares and JavaScript needs to know.
"""

import json
import pathlib
import posixpath
import re
from collections.abc import Iterable

FOLDER = pathlib.Path(__file__).parent
STYLE_SHEETS = ("drawings.css", "explorers.css")
PAGE_FILES = ("mount.js", *STYLE_SHEETS)  # what a page loads besides modules
COMMON_SCRIPT = "common.js"  # brings to pages the modules that every explorer needs
IMPORT = re.compile(r'(?<=from ")\.\.?/[\w/.]+\.js(?=")')

# Each part becomes a blob: URL, in which those of its imports stand.
IN_ONE_TEXT = """const urls = {};
for (const [name, imports, source] of PARTS) {
  const text = imports.reduce((text, other) => text.replaceAll(`"nnx:${other}"`, `"${urls[other]}"`), source);
  urls[name] = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
const explorer = await import(Object.values(urls).at(-1));
export default explorer.default;
"""

#: Source of ``perceptron/threshold_neuron.declared.js`` and the like, by their names.
DECLARED: dict[str, str] = {}


def source(name: str) -> str:
    """Return the source of a module."""
    return DECLARED[name] if name in DECLARED else (FOLDER / name).read_text(encoding="utf-8")


def imports(name: str) -> list[str]:
    """Return the names of the modules that a module imports."""
    return [_named(found, name) for found in IMPORT.findall(source(name))]


def needed(name: str) -> list[str]:
    """Return a module and all that it needs, each after what it imports itself."""
    order: dict[str, None] = {}
    for other in imports(name):
        order |= dict.fromkeys(needed(other))
    return [*order, name]


def linked(name: str) -> str:
    """Return the source of a module with names for addresses: ``from "nnx:shared/plane.js"``."""
    return IMPORT.sub(lambda found: f"nnx:{_named(found[0], name)}", source(name))


def in_one_text(name: str) -> str:
    """Return a module that brings along all that it needs: a kernel sends one text."""
    parts = [[part, imports(part), linked(part)] for part in needed(name)]
    return IN_ONE_TEXT.replace("PARTS", json.dumps(parts, ensure_ascii=False))


def script_of(names: Iterable[str]) -> str:
    """Return the name of the script that brings to a page what these explorers' modules need besides."""
    return "-".join(sorted(posixpath.basename(name).removesuffix(".js") for name in names)) + ".js"


def _named(path: str, importer: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))
