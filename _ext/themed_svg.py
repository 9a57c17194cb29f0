"""Put the SVG figures of notebooks into the page itself, in the colours of its theme.

As ``<img>`` a figure could not follow the switch between light and dark, and
would bring all its letters along.
"""

import functools
import html
import re
from pathlib import Path

import numpy as np
from docutils import nodes
from matplotlib.path import Path as Outline
from sphinx.application import Sphinx

from nnlib.plotting import PALETTE

OUTLINE = re.compile(r'(?<=\sd=")[^"]*')
COMMAND = re.compile("([MLQCz])([^MLQCz]*)")
PLACE = re.compile(r'(?<=\s[xy]=")[^"]*')
TRANSLATION = re.compile(r"(?<=translate\()[^)]*")
ID = re.compile(r' id="([^"]+)"')
REFERENCE = re.compile(r'(url\(#|xlink:href="#)([^")]+)')
LETTER = re.compile(r'<path id="([^"]+)" d="[^"]*" transform="scale\(0\.015625\)"/>')  # named by its font and its code
NEEDLESS = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", re.DOTALL)  # book.css has the style
BEND = 0.02  # points, far less than a line is wide
COLOURS = {value: f"var(--nnx-{name})" for name, value in PALETTE.items()}


def inline_svg(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each image node of an SVG that a notebook made by the drawing itself."""
    if app.builder.format != "html":
        return
    letters: set[str] = set()
    for number, image in enumerate(doctree.findall(nodes.image)):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".svg" and "jupyter_execute" in path.parts:
            drawing = themed(path.read_text(encoding="utf-8"), image.get("alt", ""), f"f{number}-", letters)
            image.replace_self(nodes.raw("", drawing, format="html"))


def themed(svg: str, alt: str, prefix: str, letters: set[str]) -> str:
    """Return the ``<svg>`` element with the palette as CSS variables, its own ids, and `alt` as its label.

    Outlines keep hundredths of a point, places of dots tenths, and of many
    points on a straight border its ends stay: no screen shows more. A letter
    whose outline the page has already is not drawn again; new ones join
    `letters`.
    """
    svg = re.sub(r">\s+(?=<|$)", ">", NEEDLESS.sub("", svg[svg.index("<svg") :]))
    own = {name for _, name in REFERENCE.findall(svg)}.difference(LETTER.findall(svg))
    for letter in LETTER.finditer(svg):
        if letter[1] in letters:
            svg = svg.replace(letter[0], "")
        letters.add(letter[1])
    svg = svg.replace("<defs></defs>", "")
    svg = ID.sub(lambda one: f' id="{prefix}{one[1]}"' if one[1] in own else one[0] if one[1] in letters else "", svg)
    svg = REFERENCE.sub(lambda one: f"{one[1]}{prefix if one[2] in own else ''}{one[2]}", svg)
    svg = OUTLINE.sub(_straightened, svg)
    svg = OUTLINE.sub(_by_steps, svg)
    svg = PLACE.sub(functools.partial(_shortened, decimals=1), svg)
    svg = TRANSLATION.sub(functools.partial(_shortened, decimals=2), svg)
    for colour, variable in COLOURS.items():
        svg = svg.replace(colour, variable)
    return svg.replace("<svg", f'<svg class="nnx-figure" role="img" aria-label="{html.escape(alt, quote=True)}"', 1)


def _straightened(outline: re.Match[str]) -> str:
    """Leave out points that lie on the straight line between others; what has curves stays as it is."""
    return outline[0] if re.search("[CQ]", outline[0]) else re.sub("M[^M]+", _with_fewer_points, outline[0])


def _with_fewer_points(part: re.Match[str]) -> str:
    """Thin out one of the parts, each of which begins with an M and may be closed by a z."""
    points = np.array([place.split() for place in re.findall(r"[ML]([^MLz]+)", part[0])], float)
    if len(points) < 4:
        return part[0]
    line = Outline(points)
    line.simplify_threshold = BEND
    kept = line.cleaned(simplify=True).vertices[:-1]  # it adds a final one that says that the line ends
    kept = kept[np.append(np.diff(kept, axis=0).any(axis=1), True)]  # and may say a point twice
    return "M" + "L".join(f" {x:.6f} {y:.6f} \n" for x, y in kept) + "z\n" * ("z" in part[0])


def _by_steps(outline: re.Match[str]) -> str:
    """Write each place as a step from the one before it, which takes fewer digits.

    What is rounded are the places, to whole hundredths: steps add up to them
    without an error.
    """
    here = start = [0, 0]
    steps = []
    for command, places in COMMAND.findall(outline[0]):
        if command == "z":
            here = start
            steps.append("z")
            continue
        values = [round(100 * float(place)) for place in places.split()]
        steps.append(command.lower() + " ".join(_hundredths(value - here[k % 2]) for k, value in enumerate(values)))
        here = values[-2:]
        if command == "M":
            start = here
    return "".join(steps).replace(" -", "-")


def _hundredths(value: int) -> str:
    """Write so many hundredths as a decimal number, without zeros that say nothing."""
    whole, part = divmod(abs(value), 100)
    digits = f"{whole or ''}.{part:02}".rstrip("0") if part else str(whole)
    return f"-{digits}" if value < 0 else digits


def _shortened(numbers: re.Match[str], decimals: int) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{round(float(number[0]), decimals):g}", numbers[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("doctree-resolved", inline_svg)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
