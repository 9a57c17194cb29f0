"""Typeset formulas while the site is built: they are part of the page, as MathML, which needs no script.

Pages show them at once, also on paper and without JavaScript, and nothing
moves when a script comes later. The glyphs are those of STIX Two Math. The
style sheet brings them along, cut down to what the formulas use, so that they
never come later than the page.
"""

import base64
import importlib.util
import logging
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from fontTools import subset
from fontTools.ttLib import TTFont
from mathml import mathml
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

logging.getLogger(subset.__name__).setLevel(logging.WARNING)  # it tells each of its steps, a hundred lines a build
FONT = Path(importlib.util.find_spec("ziamath").origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
GROWING = "()[]{}⌈⌉√"
WIDEST = 1.1  # times the width of the smallest
FACE = '@font-face {{ font-family: "STIX Two Math"; src: url("data:font/woff2;base64,{}") format("woff2"); }}\n'
# Browsers unpack a font only when they lay out a letter of it, and would show the first lines in another face before.
FONT_AT_ONCE = """document.fonts.load('1em "STIX Two Math"')"""
BEFORE = re.compile(r"[(\[“‘]+\Z")  # brackets and quotation marks that open at a formula
AFTER = re.compile(r"\A[^\s\w(\[“‘–—]+(?:(?<=-)\w+)?")  # a comma, a bracket that closes, the end of "i-th"
ITALIC = {"ℎ", *map(chr, [*range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C)])}


def typeset(node: nodes.math | nodes.math_block) -> str:
    """Return a formula of a page as MathML."""
    if isinstance(node, nodes.math):
        return mathml(node.astext(), display=False)
    tex = node.astext()
    has_lines = "\\\\" in tex and not node.get("nowrap")
    return mathml(rf"\begin{{split}}{tex}\end{{split}}" if has_lines else tex, display=True)


def write_inline(page: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    page.body.append(f'<span class="math notranslate">{typeset(node)}</span>')
    raise nodes.SkipNode


def write_block(page: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula with a line of its own."""
    page.body.append(page.starttag(node, "div", CLASS="math notranslate"))
    page.body.append(f"{typeset(node)}</div>\n")
    raise nodes.SkipNode


def keep_together(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep a formula within a line and the marks beside it on one line: browsers would begin a line with its comma."""
    for formula in [*doctree.findall(nodes.math)]:
        line, place = formula.parent, formula.parent.index(formula)
        beside = [line[at] if 0 <= at < len(line) else None for at in (place - 1, place + 1)]
        before, after = (one if isinstance(one, nodes.Text) else "" for one in beside)
        opened, closed = (found[0] if found else "" for found in (BEFORE.search(before), AFTER.search(after)))
        if opened:
            line[place - 1] = nodes.Text(before.removesuffix(opened))
        if closed:
            line[place + 1] = nodes.Text(after.removeprefix(closed))
        if opened or closed:
            line[place] = nodes.inline("", opened, formula.deepcopy(), nodes.Text(closed), classes=["together"])


def write_font(app: Sphinx, env: BuildEnvironment) -> None:
    """Write the style sheet with the glyphs of all formulas of the book."""
    characters = {"√"}  # no formula spells it: it is drawn around what is under it
    for name in env.all_docs:
        for node in env.get_doctree(name).findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
            characters |= {*"".join(ElementTree.fromstring(typeset(node)).itertext())}
    # Browsers draw a single letter in italics, and these are characters of their own.
    characters |= {letter for letter in ITALIC if unicodedata.normalize("NFKC", letter) in characters}
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    (static / "formulas.css").write_text(FACE.format(font(characters)), encoding="ascii")


def font(characters: set[str]) -> str:
    """Return the glyphs of some characters, and larger ones to choose from, as a font in base 64."""
    # Without "ssty": small letters of their own for indices would double the font, and most browsers ignore them.
    options = subset.Options(flavor="woff2", layout_features=["dtls", "flac"], notdef_outline=True, hinting=False)
    with TTFont(FONT, recalcTimestamp=False) as whole:  # the same formulas make the same style sheet, whenever
        narrow(whole)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(whole)
        whole.flavor = "woff2"
        packed = BytesIO()
        whole.save(packed)
    return base64.b64encode(packed.getvalue()).decode("ascii")


def narrow(font: TTFont) -> None:
    """Make brackets and roots that grow keep their width: browsers leave each as much room as the widest needs."""
    variants, widths, glyphs = font["MATH"].table.MathVariants, font["hmtx"], font["glyf"]
    growing = dict(zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True))
    for character in GROWING:
        name = font.getBestCmap()[ord(character)]
        larger = {one.VariantGlyph for one in growing[name].MathGlyphVariantRecord}
        larger |= {one.glyph for one in growing[name].GlyphAssembly.PartRecords}
        widest = round(WIDEST * widths[name][0])
        for one in larger:
            width, bearing = widths[one]
            if width > widest:
                glyphs[one].coordinates.scale((widest / width, 1))
                glyphs[one].coordinates.toInt()
                glyphs[one].recalcBounds(glyphs)
                widths[one] = (widest, round(bearing * widest / width))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_html_math_renderer("mathml", inline_renderers=(write_inline, None), block_renderers=(write_block, None))
    app.add_css_file("formulas.css")
    app.add_js_file(None, body=FONT_AT_ONCE)
    app.connect("env-updated", write_font)
    app.connect("doctree-resolved", keep_together)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
