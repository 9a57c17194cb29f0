"""How nbconvert makes one HTML file of a chapter: text, formulas, figures and stills, and no request to any network."""

import html
import importlib.util
import re
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

OPTION = re.compile(r"^:([\w-]+): *(.*)\n", re.MULTILINE)
TITLES = {"exercise": "Exercise: {}", "solution": "Solution", "prf:theorem": "Theorem: {}",
          "prf:definition": "Definition: {}", "prf:proof": "Proof"}  # fmt: skip


def to_html(text: str) -> str:
    """Render the text of a cell."""
    return markdown.render(text)


def formula(content: str, options: dict) -> str:
    """Leave a formula to MathJax."""
    return html.escape(rf"\[{content}\]" if options["display_mode"] else rf"\({content}\)")


def box(self: object, tokens: list, index: int, options: object, env: object) -> str:
    """Render a directive: a box with a title, or a fold."""
    name, title = re.fullmatch(r"\{([\w:]+)\} *(.*)", tokens[index].info.strip()).groups()
    body = tokens[index].content
    folded = name == "dropdown"
    while option := OPTION.match(body):
        folded = folded or option.groups() == ("class", "dropdown")
        body = body[option.end() :]
    box, head = ("details", "summary") if folded else ("blockquote", "p")
    title = markdown.renderInline(TITLES.get(name, "{}").format(title))
    return f"<{box}><{head}><strong>{title}</strong></{head}>{markdown.render(body)}</{box}>"


markdown = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(amsmath_plugin, renderer=html.escape)
markdown.use(dollarmath_plugin, renderer=formula)
markdown.add_render_rule("colon_fence", box)

mathjax = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"

c = get_config()  # noqa: F821  nbconvert runs this file, and gives it the function
c.HTMLExporter.template_name = "export"
c.HTMLExporter.extra_template_basedirs = [str(Path(__file__).parent)]
c.HTMLExporter.extra_template_paths = [str(mathjax)]
c.HTMLExporter.filters = {"markdown2html": to_html}
# A live view cannot live without its kernel; the still beside it is shown.
c.NbConvertBase.display_data_priority = ["text/html", "text/markdown", "text/plain"]
