"""Turn what chapters hold so that any viewer of notebooks shows it into what Sphinx knows by name.

A figure is stored as an ``<img>``, and becomes the SVG it brings along. A
reference is written as a link whose text says what the page will say, such as
``[Figure 3.1](#fig-xor)``, and becomes a role: the page's numbers are Sphinx's.
"""

import re

import nbformat
from sphinx.application import Sphinx

from nnlib.plotting._images import drawing_of

REFERENCE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(#([\w.,-]+)\)")
ROLES = {  # by what the target looks like
    re.compile(r"fig-[\w-]+"): "{{numref}}`{target}`",
    re.compile(r"(thm|def|lem)-[\w-]+"): "{{prf:ref}}`{target}`",
    re.compile(r"nnlib\.[\w.]+"): "{{py:obj}}`{text} <{target}>`",
    re.compile(r"[a-z]+\d{4}[a-z]?(,[a-z]+\d{4}[a-z]?)*"): "{{cite:{kind}}}`{target}`",  # keys of references.bib
}


def to_sphinx(app: Sphinx, docname: str, source: list[str]) -> None:
    """Rewrite the source of a page that is a notebook."""
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = nbformat.reads(source[0], as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = REFERENCE.sub(_role, cell.source)
        for output in cell.get("outputs", []):
            drawing = drawing_of(output.get("data", {}).get("text/html", ""))
            if drawing is not None:
                del output.data["text/html"]
                output.data["image/svg+xml"] = drawing
    source[0] = nbformat.writes(notebook)


def _role(link: re.Match[str]) -> str:
    text, target = link.groups()
    for pattern, role in ROLES.items():
        if pattern.fullmatch(target):
            # A citation in brackets stands beside the sentence, any other one in it.
            return role.format(text=text.strip("`"), target=target, kind="p" if text.startswith("[") else "t")
    return link[0]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("source-read", to_sphinx)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
