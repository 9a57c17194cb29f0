"""Join the style sheets of the theme and of the extensions: one file arrives far sooner than fourteen."""

import hashlib
import os
import re
from pathlib import Path

from sphinx.application import Sphinx

LINK = re.compile(r'\s*<link (?=[^>]*rel="stylesheet")[^>]*href="([^"?]+)[^"]*"[^>]*>')
IMPORT = re.compile(r'@import (?:url\()?["\']?([^"\')]+)["\']?\)?;')
RELATIVE_URL = re.compile(r'url\((["\']?)(?!data:|#)([^)"\']+)\1\)')


def join_style_sheets(app: Sphinx, error: Exception | None) -> None:
    """Give each page one style sheet in place of its many, in the same order."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    joined_sheets = set()
    for page in Path(app.outdir).rglob("*.html"):
        html = page.read_text(encoding="utf-8")
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
    app.connect("build-finished", join_style_sheets, priority=900)  # when all style sheets are copied
    return {"parallel_read_safe": True, "parallel_write_safe": True}
