"""What other sites show of a link to a page: its title, its first paragraph, and one picture for the book.

This needs the full address of the site. Where that is not known, a page says
only its description, which search engines show.
"""

import html
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from docutils import nodes
from matplotlib import pyplot as plt
from plain_text import plain_text
from sphinx.application import Sphinx

from nnlib import datasets, plotting

CARD = "_static/card.png"
SIZE = (12, 6.3)  # a hundred pixels each: what the large sites ask for
LENGTH = 200  # characters of a description
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def describe(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Say what a page is about, for the extension that writes it into the page."""
    if doctree is None:
        return
    context["meta"] = meta = dict(context["meta"] or {})
    words = description(doctree, app.config.numfig_format["figure"])
    if words:
        context["metatags"] += f'<meta name="description" content="{html.escape(words)}" />\n'
    if app.config.ogp_site_url:
        meta |= {"og:description": html.escape(words)} if words else {}
    else:
        meta["ogp_disable"] = True


def description(doctree: nodes.document, figure: str) -> str:
    """Return the first paragraph of a page that is in no box, as many of its sentences as there is room for."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.document):
            text = re.sub(rf" ?\({figure.replace('%s', '[0-9.]+')}\)", "", plain_text(paragraph))
            sentences = [
                one for one in SENTENCE.split(text) if one.endswith((".", "!", "?"))
            ]  # not what leads to a formula
            if not sentences:
                continue
            first, *others = sentences
            while others and len(first) + 1 + len(others[0]) <= LENGTH:
                first += f" {others.pop(0)}"
            return first if len(first) <= LENGTH else f"{first[: LENGTH - 1].rsplit(' ', 1)[0]}…"
    return ""


def add_card(app: Sphinx, error: Exception | None) -> None:
    """Put the picture beside the pages that name it."""
    if not error and app.config.ogp_site_url and app.builder.format == "html":
        draw(Path(app.outdir) / CARD)


def draw(file: Path) -> None:
    """Draw XOR, which no line separates, and the hidden space, in which one does, without a word."""
    with mpl.rc_context():
        plotting.use_style()
        X, y = datasets.gate("xor")
        hidden = np.column_stack([X.max(axis=1), 1 - X.min(axis=1)])  # OR and NAND
        figure, (left, right) = plotting.planes("xa")
        figure.set_size_inches(SIZE)
        figure.get_layout_engine().set(w_pad=0.5, h_pad=0.4)
        plotting.region(left, lambda X: np.abs(X.sum(axis=1) - 1) <= 0.5)
        plotting.decision_line(left, [1, 1], -0.5, linewidth=4)
        plotting.decision_line(left, [-1, -1], 1.5, linewidth=4, linestyle="--")
        plotting.half_plane(right, [1, 1], -1.5)
        plotting.decision_line(right, [1, 1], -1.5, linewidth=4)
        for ax, samples in ((left, X), (right, hidden)):
            plotting.points(ax, samples, y, size=500)
            ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
        figure.savefig(file, dpi=100, facecolor=plotting.PALETTE["paper"], metadata={"Software": None})
        plt.close(figure)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("html-page-context", describe, priority=400)  # before the extension reads it
    app.connect("build-finished", add_card)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
