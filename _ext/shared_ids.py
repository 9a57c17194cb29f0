"""Take away the ids that all exercises, solutions, theorems and proofs of a page share.

An id belongs to one element of a page, and nothing leads to these. The style
sheet of `sphinx_proof` knows proofs by theirs: they get a class in its place.
"""

from docutils import nodes
from sphinx.application import Sphinx

SHARED = {"exercise-content", "solution-content", "proof-content", "proof"}
CLASSES = {"proof": "nnx-proof"}


def take_away(_: Sphinx, doctree: nodes.document, __: str) -> None:
    """Leave no node one of the shared ids; Sphinx has counted sections by them before."""
    for node in doctree.findall(nodes.Element):
        if found := SHARED.intersection(node["ids"]):
            node["ids"] = [one for one in node["ids"] if one not in found]
            node["classes"] += [CLASSES[one] for one in found if one in CLASSES]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("doctree-resolved", take_away, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
