"""Put the SVG figures of notebooks into the page itself, in the colours of its theme.

As ``<img>`` a figure could not follow the switch between light and dark.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from nnlib.plotting import PALETTE

COORDINATES = re.compile(r'\s(?:d|x|y)="[^"]*"')
LONG = re.compile(r"-?\d+\.\d{3,}")
COLOURS = {value: f"var(--nnx-{name})" for name, value in PALETTE.items()}


def inline_svg(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each image node of an SVG that a notebook made by the drawing itself."""
    if app.builder.format != "html":
        return
    for number, image in enumerate(doctree.findall(nodes.image)):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".svg" and "jupyter_execute" in path.parts:
            drawing = themed(path.read_text(encoding="utf-8"), image.get("alt", ""), f"f{number}-")
            image.replace_self(nodes.raw("", drawing, format="html"))


def themed(svg: str, alt: str, prefix: str) -> str:
    """Return the ``<svg>`` element with the palette as CSS variables, its own ids, and `alt` as its label.

    Coordinates keep two decimals, as no screen shows a hundredth of a point:
    a page with many dots and curves is a quarter lighter.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|url\(#|xlink:href="#)', rf"\g<1>{prefix}", svg)
    svg = COORDINATES.sub(lambda attribute: LONG.sub(_short, attribute[0]), svg)
    for colour, variable in COLOURS.items():
        svg = svg.replace(colour, variable)
    return svg.replace("<svg", f'<svg class="nnx-figure" role="img" aria-label="{html.escape(alt, quote=True)}"', 1)


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("doctree-resolved", inline_svg)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
