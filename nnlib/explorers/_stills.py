"""Stills: what an explorer shows in some state, as a picture for pages on which no script runs.

``tools/stills.py`` makes them in the browser, one SVG file a state, beside the
explorer's module: ``perceptron/stills/threshold_neuron/w1=1,w2=1,b=-1.5.svg``.
Here they are found again, and become an ``<img>`` that needs no other file.
"""

import functools
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nnlib.explorers._modules import FOLDER

STYLE_SHEET = FOLDER / "drawings.css"
LINK_TO_IT = '<?xml-stylesheet type="text/css" href="../../../drawings.css"?>\n'  # a browser shows the file itself, too
ROOMS = "rooms.json"  # beside the stills: how high the explorer is that takes their place
LONGEST_NAME = 100
AS_IT_IS = " '!$()*,/:;=?@~"  # in a URL in an attribute; all else that is neither letter nor digit is encoded


def folder(module: str) -> Path:
    """Return where the stills of an explorer are, by the name of its module."""
    part, stem = module.removesuffix(".js").split("/")
    return FOLDER / part / "stills" / stem


def name(state: dict[str, Any]) -> str:
    """Return the name of a state's still: all of a short state; the start of a longer one, and a digest."""
    readable = ",".join(f"{trait}={_brief(value)}" for trait, value in state.items() if not isinstance(value, list))
    if len(readable) <= LONGEST_NAME and not any(isinstance(value, list) for value in state.values()):
        return readable
    return f"{readable[:40]},{hashlib.sha256(_brief(state).encode()).hexdigest()[:8]}"


def image(module: str, state: dict[str, Any]) -> str:
    """Return the still of a state as an ``<img>`` that brings along its style; "" where none was made."""
    path = folder(module) / f"{name(state)}.svg"
    if not path.exists():
        return ""
    drawing = "".join(path.read_text(encoding="utf-8").removeprefix(LINK_TO_IT).splitlines())
    title = drawing.partition("<title>")[2].partition("</title>")[0]
    width = drawing.partition('viewBox="0 0 ')[2].partition(" ")[0]
    styled = drawing.replace("</title>", f"</title><style>{_style_of(drawing)}</style>", 1)
    url = quote(styled.replace('"', "'"), safe=AS_IT_IS)
    alt = html.escape(html.unescape(title))
    return f'<img class="nnx-still" width="{width}" style="max-width: 100%" alt="{alt}" src="data:image/svg+xml,{url}">'


def room(module: str, state: dict[str, Any]) -> str:
    """Return how high the explorer is at some widths of its place, as variables of style sheets; "" where unknown."""
    path = folder(module) / ROOMS
    heights = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return ";".join(f"--nnx-{width}:{height}" for width, height in heights.get(name(state), {}).items())


def _brief(value: Any) -> str:
    """Write a value so that it does not matter whether a whole number is an int or a float."""
    return re.sub(r"(?<=\d)\.0(?!\d)", "", json.dumps(value)).strip('"')


@functools.cache
def _rules() -> list[tuple[list[set[str]], str]]:
    """Return all rules of the style sheet without needless space, each with the classes that its selectors ask for."""
    css = re.sub(r"/\*.*?\*/|\s*\n\s*", "", STYLE_SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    css = re.sub(r"\s*([{};,]) *|(:) ", r"\1\2", css).replace(";}", "}")
    rules = []
    for rule in re.findall(r"[^{}]+\{[^{}]*\}", css):
        selectors = re.sub(r"\(.*?\)", "", rule.partition("{")[0]).split(",")  # what :is(…) asks for does not count
        rules.append(([set(re.findall(r"\.(nnx[\w-]*)", selector)) for selector in selectors], rule))
    return rules


def _style_of(drawing: str) -> str:
    """Return the rules whose classes a drawing has."""
    drawn = {one for classes in re.findall('class="(.*?)"', drawing) for one in classes.split()}
    return "".join(rule for wanted, rule in _rules() if any(classes <= drawn for classes in wanted))
