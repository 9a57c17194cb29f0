"""What a part of a page says, in characters alone: for places that know no formulas, such as a list of results."""

import re
import unicodedata
from xml.etree import ElementTree

from docutils import nodes
from mathml import mathml

ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "―": "\u0304"}
APPLIED = re.compile("\u2061(?=\\w)")  # between the name of a function and a letter
INVISIBLE = re.compile("[\u2061-\u2064]")
STYLED = re.compile("[\U0001d400-\U0001d7ff]")  # letters in bold, in italics, ...: in plain text they are letters
MARKS = {"msub": "_", "msup": "^", "msubsup": "_^", "munder": "_", "munderover": "_^"}
BETWEEN = ("=", "≥", "≤", "+", "−", "<", ">", "⋅", "∈")


def plain_text(node: nodes.Node, *, scripts: bool = True) -> str:
    """Return the words of a node, with its formulas as characters.

    Without `scripts`, the formulas lose what stands above and below the line: δ is left of a δ with an index.
    """
    if isinstance(node, nodes.math | nodes.math_block):
        return formula_text(node.astext(), scripts=scripts)
    if isinstance(node, nodes.Text):
        return node.astext().replace("\n", " ")
    return "".join(plain_text(child, scripts=scripts) for child in node.children)


def formula_text(tex: str, *, scripts: bool = True) -> str:
    r"""Return a formula in TeX as characters.

    Examples
    --------
    >>> formula_text(r"\hat y = \frac{1}{1 + e^{-z}}")
    'ŷ = 1/(1 + e^(−z))'
    >>> formula_text(r"\delta_j^{(k)}", scripts=False)
    'δ'
    """
    text = _row(ElementTree.fromstring(mathml(tex, display=False)), scripts)
    plain = STYLED.sub(
        lambda letter: unicodedata.normalize("NFKC", letter[0]), INVISIBLE.sub("", APPLIED.sub(" ", text))
    )
    return unicodedata.normalize("NFC", plain)


def _row(node: ElementTree.Element, scripts: bool) -> str:
    """Return what stands in a row, with spaces around the operators between two things."""
    text = ""
    for child in node:
        part = _characters(child, scripts)
        text += f" {part} " if part in BETWEEN and text and child.get("form") is None else part
    return text


def _characters(node: ElementTree.Element, scripts: bool) -> str:
    if node.tag == "mover":
        letter, accent = (_characters(child, scripts) for child in node)
        return letter + ACCENTS.get(accent, "")
    if node.tag in MARKS:
        base, *others = (_characters(child, scripts) for child in node)
        primes = "".join(one for one in others if set(one) <= {*"′″‴"})
        return (
            base + primes
            if not scripts
            else base
            + "".join(
                one if one == primes else mark + _grouped(one)
                for mark, one in zip(MARKS[node.tag], others, strict=True)
            )
        )
    if node.tag == "mfrac":
        return "/".join(_grouped(_characters(child, scripts)) for child in node)
    if node.tag == "msqrt":
        return f"√{_grouped(_row(node, scripts))}"
    return " " if node.tag == "mspace" else node.text or _row(node, scripts)


def _grouped(text: str) -> str:
    """Return a text as one thing: in brackets, unless it is a word or in brackets already."""
    return text if text.isalnum() or text[0] + text[-1] in ("()", "[]") else f"({text})"
