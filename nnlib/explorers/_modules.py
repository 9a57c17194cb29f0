"""JavaScript modules of the explorers, and what they import: the one place that knows, for kernels, pages and tests.

A module is named by its path in this folder, such as ``shared/plane.js``.
Modules import one another by relative paths, as anywhere. Neither a kernel
nor a page opened as a file can follow these, so both hand over each module as
a function of what it imports, those that it needs first.

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
ARRIVED = "<script>window.nnx?.arrived()</script>"  # stands right behind each explorer of a page
IMPORT = re.compile(r'^import (\{[^}]*\}|\* as \w+) from "(\.\.?/[\w/.]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:default|(?:const|function) (\w+))", re.MULTILINE)

#: Source of ``perceptron/threshold_neuron.declared.js`` and the like, by their names.
DECLARED: dict[str, str] = {}


def source(name: str) -> str:
    """Return the source of a module."""
    return DECLARED[name] if name in DECLARED else (FOLDER / name).read_text(encoding="utf-8")


def imports(name: str) -> list[str]:
    """Return the names of the modules that a module imports."""
    return [_named(path, name) for _, path in IMPORT.findall(source(name))]


def needed(name: str) -> list[str]:
    """Return a module and all that it needs, each after what it imports itself."""
    order: dict[str, None] = {}
    for other in imports(name):
        order |= dict.fromkeys(needed(other))
    return [*order, name]


def exports(name: str) -> list[str]:
    """Return what a module exports by a name."""
    return [exported for exported in EXPORT.findall(source(name)) if exported]


def as_function(name: str) -> str:
    """Return a module as a function of the modules that it imports, in their order; its value is what it exports.

    Raises
    ------
    ValueError
        If the module imports or exports in a way that no other does.
    """
    text = source(name)
    taken = [clause.removeprefix("* as ").replace(" as ", ": ") for clause, _ in IMPORT.findall(text)]
    text = IMPORT.sub("", text)
    values = ", ".join([*exports(name), *(["default: byDefault"] if "\nexport default " in text else [])])
    text = EXPORT.sub(lambda found: found[0].removeprefix("export ") if found[1] else "const byDefault =", text)
    if other := re.search(r"^(?:import|export)\b.*", text, re.MULTILINE):
        raise ValueError(f"{name} says {other[0]!r}, which cannot be handed over")
    given = ", ".join(f"m{k}" for k in range(len(taken)))
    heads = "".join(f"const {clause} = m{k};\n" for k, clause in enumerate(taken))
    return f'({given}) => {{\n"use strict";\n{heads}{text}\nreturn {{ {values} }};\n}}'


def in_one_text(name: str) -> str:
    """Return a module that brings along all that it needs: a kernel sends one text."""
    made = {part: f"made[{json.dumps(part)}]" for part in needed(name)}
    lines = [
        f"{one} = ({as_function(part)})({', '.join(made[other] for other in imports(part))});"
        for part, one in made.items()
    ]
    return "\n".join(
        [
            "const made = {};",
            *lines,
            f"export const {{ {', '.join(exports(name))} }} = {made[name]};",
            f"export default {made[name]}.default;",
            "",
        ]
    )


def script_of(names: Iterable[str]) -> str:
    """Return the name of the script that brings to a page what these explorers' modules need besides."""
    return "-".join(sorted(posixpath.basename(name).removesuffix(".js") for name in names)) + ".js"


def _named(path: str, importer: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))
