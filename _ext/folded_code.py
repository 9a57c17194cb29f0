"""Fold the code of a cell tagged ``hide-input``, and put it below what the cell shows: the picture first.

MyST-NB folds such code too, but above the output, under a name that says nothing to a screen reader.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

OPENING = '<details class="nnx-code"><summary>Show the code of this figure</summary>'


class FoldedCode(SphinxPostTransform):
    """Move folded code behind the output of its cell."""

    default_priority = 198  # before MyST-NB's own
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Go through the cells of one page."""
        for cell in self.document.findall(nodes.container):
            if "tag_hide-input" not in cell["classes"]:
                continue
            code, output = cell.children
            cell.children = [
                output,
                nodes.raw("", OPENING, format="html"),
                code,
                nodes.raw("", "</details>", format="html"),
            ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_post_transform(FoldedCode)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
