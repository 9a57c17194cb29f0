"""Drawings as ``<img>``: JupyterLab shows SVG of its own only in notebooks that it trusts, and such an image in any."""

from urllib.parse import unquote

OPENING = "<img class='nnx-drawing' alt='Figure' style='background-color: {paper}' src='data:image/svg+xml,"
CLOSING = "'>"


def as_image(svg: str, paper: str) -> str:
    """Return an SVG file as an ``<img>`` that brings it along, on `paper`.

    Only what ends the attribute or the URL is encoded: the drawing stays readable, line by line, and as short.
    """
    url = svg[svg.index("<svg") :]
    for character in "%#&'":
        url = url.replace(character, f"%{ord(character):X}")
    return OPENING.format(paper=paper) + url + CLOSING


def drawing_of(image: str) -> str | None:
    """Return the ``<svg>`` of an image that `as_image` made, and None for any other HTML."""
    start, found, url = image.partition("src='data:image/svg+xml,")
    if not found or not start.startswith("<img class='nnx-drawing'"):
        return None
    return unquote(url.removesuffix(CLOSING))
