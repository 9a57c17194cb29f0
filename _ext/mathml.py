"""TeX to the MathML that browsers draw.

What TeX means is decided by MathJax, the same that shows formulas in
JupyterLab; it runs in V8. What it says is then changed where browsers know
less of MathML or space it otherwise: they have no ``mathvariant`` and no
``columnalign``, and take the spaces around operators from a list of their own.
"""

import contextlib
import functools
import importlib.util
import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from py_mini_racer import JSEvalException, MiniRacer

MATHJAX = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"
PARTS = ("loader.js", "core.js", "adaptors/liteDOM.js", "input/tex-full.js")
START = """{
    const { mathjax } = MathJax._.mathjax;
    const { TeX } = MathJax._.input.tex_ts;
    const { STATE } = MathJax._.core.MathItem;
    const { SerializedMmlVisitor } = MathJax._.core.MmlTree.SerializedMmlVisitor;
    MathJax._.handlers.html_ts.RegisterHTMLHandler(MathJax._.adaptors.liteAdaptor.liteAdaptor());
    const formatError = (jax, error) => { throw error; };
    const InputJax = new TeX({ packages: ["base", "ams", "boldsymbol"], formatError });
    const document = mathjax.document("", { InputJax });
    const visitor = new SerializedMmlVisitor();
    globalThis.mathml = (tex, display) => visitor.visitTree(document.convert(tex, { display, end: STATE.CONVERT }));
} 0"""
TOKENS = ("mi", "mn", "mo", "mtext")
KNOWN = {"accent", "depth", "display", "displaystyle", "form", "height", "linethickness", "lspace", "mathvariant",
         "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "stretchy", "style", "symmetric",
         "width"}  # fmt: skip
THIN = "0.167em"
SPACES = {"ORD": {"lspace": "0", "rspace": "0"}, "OP": {"lspace": "0", "rspace": THIN}}  # by the class of TeX
APPLY = "\u2061"  # stands between a function and what it is applied to
OPENING = ("(", "[", "{")
CLOSING = (")", "]", "}", "|", "‖", "!")
SIGNS = ("−", "+", "±", "∓")
BARS = ("|", "‖", "/")
PRIMES = ("′", "″", "‴")
ROWS = ("math", "mrow", "msqrt", "mstyle", "mtd")
STRUT = {"width": "0", "height": "0.75em", "depth": "0.25em"}


@functools.cache
def engine() -> MiniRacer:
    """MathJax in V8."""
    engine = MiniRacer()
    engine.eval("globalThis.MathJax = { loader: { load: [] } }; 0")
    for part in PARTS:
        engine.eval((MATHJAX / part).read_text(encoding="utf-8") + "\n; 0")
    engine.eval(START)
    return engine


@functools.cache
def mathml(tex: str, *, display: bool) -> str:
    """Return a formula in TeX as MathML; an error names the formula."""
    try:
        said = engine().call("mathml", tex, display)
    except JSEvalException as error:
        raise ValueError(f"{tex!r} is no formula: {str(error).splitlines()[-1]}") from error
    root = ElementTree.fromstring(said.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', ""))
    tidy(root)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


# -- from MathJax's MathML to that of browsers -------------------------------------------------------------------------


def tidy(node: ElementTree.Element) -> None:
    """Say in the attributes and characters that browsers know what MathJax says in others."""
    space_out(node)
    raise_prime(node)
    for child in [*node]:
        tidy(child)
        child.tail = None
        if child.tag == "mo" and not child.text:
            node.remove(child)  # the side of a brace that is not there
    if node.tag in TOKENS:
        variant = node.get("mathvariant", "normal")
        if variant != "normal":
            node.text = "".join(styled(letter, variant) for letter in node.text)
            del node.attrib["mathvariant"]
    else:
        node.text = None
    if node.tag == "mtable":
        align(node)
    if node.tag == "mover" and node[1].get("stretchy") == "false":
        node.set("accent", "true")
    for name in {*node.attrib} - KNOWN:
        del node.attrib[name]


def space_out(row: ElementTree.Element) -> None:
    """Give operators and functions the spaces of TeX, where those of browsers differ."""
    of_tex = row.get("data-mjx-texclass")
    if row.tag == "mo":
        row.attrib |= SPACES.get("ORD" if row.text in BARS else of_tex, {})
    if row.tag not in ROWS:
        return
    if of_tex == "ORD" and [child.tag for child in row] == ["mo"]:
        row[0].attrib |= SPACES["ORD"]  # the comma of 10{,}000
    for child, following in pairwise([*row]):
        is_space = child.tag == "mspace" or [one.tag for one in child] == ["mspace"]
        is_operator = child.get("data-mjx-texclass") == "OPEN" or (child.tag == "mo" and child.text not in CLOSING)
        if child.text == APPLY and following.text not in OPENING:
            child.set("rspace", THIN)
        if following.text in SIGNS and (is_operator or is_space):
            following.set("form", "prefix")
        if is_function(following) and not (is_operator or is_space):
            row.insert([*row].index(following), ElementTree.Element("mspace", width=THIN))


def is_function(node: ElementTree.Element) -> bool:
    """Whether a name such as log or max begins here."""
    return (
        (node.tag == "mi" and len(node.text) > 1)
        or (node.get("data-mjx-texclass") == "OP" and node.text.isalpha())
        or (node.tag in ("munder", "msub", "msup", "msubsup") and is_function(node[0]))
    )


def raise_prime(node: ElementTree.Element) -> None:
    """Stand a prime on the line, in text size: the glyph is a raised one already."""
    if node.tag not in ("msup", "msubsup"):
        return
    letter, *index, power = node
    prime, *others = power if len(power) > 0 else [power]  # alone, or with a number as in f′²
    if prime.text not in PRIMES:
        return
    prime.attrib = SPACES["ORD"].copy()
    base = ElementTree.Element("mrow")
    base.extend([letter, prime])
    if others:
        power[:] = others
        node[:] = [base, *index, power]
    elif index:
        node.tag, node[:] = "msub", [base, *index]
    else:
        node.tag = "mrow"


def styled(letter: str, variant: str) -> str:
    """Return a letter in bold, in script, …: such letters are characters of their own."""
    name = re.sub("^(LATIN|GREEK) | LETTER", "", unicodedata.name(letter))
    for style in (variant.upper(), variant.upper().replace("-", " ")):
        for of_style in (f"MATHEMATICAL {style} {name}", f"{style} {name}"):
            with contextlib.suppress(KeyError):
                return unicodedata.lookup(of_style)
    raise ValueError(f"there is no {name} in {variant}")


def align(table: ElementTree.Element) -> None:
    """Set columns to the left or right, and the room between cells."""
    sides = table.get("columnalign", "center").split()
    gaps = ["0", *table.get("columnspacing", "0.8em").split()]
    lines = ["0", *table.get("rowspacing", "0.2em").split()]
    for i, row in enumerate(table):
        for j, cell in enumerate(row):
            side, gap, line = (values[min(n, len(values) - 1)] for values, n in ((sides, j), (gaps, j), (lines, i)))
            cell.set("style", f"text-align: {side}; padding: {line} 0 0 {gap}")
        row[0].append(ElementTree.Element("mspace", STRUT))  # rows of small letters are as far apart as others
