"""Let each page ask for less: one style sheet in place of fourteen, and nothing that it gets along without.

The theme asks for Font Awesome twice, as a style sheet and as a script of
540 kB compressed, which stops the page until it has come, and it asks for
fonts beforehand that most pages never use. All this is taken out of the pages
once they are written: no template of the theme is copied, so a new release may
rearrange them.
"""

import hashlib
import os
import re
from pathlib import Path

from sphinx.application import Sphinx

LINK = re.compile(r'\s*<link (?=[^>]*rel="stylesheet")[^>]*href="([^"?]+)[^"]*"[^>]*>')
IMPORT = re.compile(r'@import (?:url\()?["\']?([^"\')]+)["\']?\)?;')
ICONS_STYLED = re.compile(r"fontawesome[^>]*\.css")
ICONS_SCRIPT = re.compile(r"\s*<script [^>]*fontawesome[^>]*></script>")
PRELOAD = re.compile(r'\s*<link (?=[^>]*rel="preload")[^>]*>')
RELATIVE_URL = re.compile(r'url\((["\']?)(?!data:|#)([^)"\']+)\1\)')


def make_lean(app: Sphinx, error: Exception | None) -> None:
    """Give each page one style sheet in place of its many, in the same order, and drop what it does not need."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    joined_sheets = set()
    for page in Path(app.outdir).rglob("*.html"):
        html = without_the_needless(page.read_text(encoding="utf-8"))
        sheets = [(page.parent / address).resolve() for address in LINK.findall(html)]
        if not sheets or static in page.parents:
            continue
        joined = "\n".join(content(sheet, static) for sheet in sheets)
        target = static / f"all-{hashlib.sha256(joined.encode()).hexdigest()[:12]}.css"
        target.write_text(joined, encoding="utf-8")
        joined_sheets.add(target)
        link = f'\n  <link rel="stylesheet" href="{relative(target, page.parent)}">'
        before, after = LINK.split(html, maxsplit=1)[::2]
        page.write_text(before + link + LINK.sub("", after), encoding="utf-8")
    for old in {*static.glob("all-*.css")} - joined_sheets:
        old.unlink()


def without_the_needless(html: str) -> str:
    """Return a page without what is asked for beforehand, and without the script of icons that a style sheet draws."""
    if ICONS_STYLED.search(html):
        html = ICONS_SCRIPT.sub("", html)
    return PRELOAD.sub("", html)


def content(sheet: Path, folder: Path) -> str:
    """Return a style sheet as it reads in another folder, with what it imports in place."""
    css = sheet.read_text(encoding="utf-8")
    css = RELATIVE_URL.sub(lambda found: f'url("{relative(sheet.parent / found[2], folder)}")', css)
    return IMPORT.sub(lambda found: content(sheet.parent / found[1], folder), css)


def relative(file: Path, folder: Path) -> str:
    """Return the address of a file for those who are in a folder."""
    return Path(os.path.relpath(file, folder)).as_posix()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("build-finished", make_lean, priority=900)  # when all style sheets are copied
    return {"parallel_read_safe": True, "parallel_write_safe": True}
