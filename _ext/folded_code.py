"""Fold the code of a cell tagged ``hide-input``, and put it below what the cell shows: the picture first.

The code of all cells before the first picture of a page goes there too: a chapter opens with its picture.
MyST-NB folds such code as well, but above the output, under a name that says nothing to a screen reader.
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
        cells = [node for node in self.document.findall(nodes.container) if "cell" in node["classes"]]
        pictures = [cell for cell in cells if "tag_hide-input" in cell["classes"]]
        for picture in pictures:
            code, output = picture.children
            before = cells[: cells.index(picture)] if picture is pictures[0] else []
            codes = [*(cell.children[0] for cell in before), code]
            for cell in before:
                del cell[0]
                if not cell.children:
                    cell.parent.remove(cell)
            picture.children = [
                output,
                nodes.raw("", OPENING, format="html"),
                *codes,
                nodes.raw("", "</details>", format="html"),
            ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_post_transform(FoldedCode)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
