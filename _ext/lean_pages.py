"""Let each page ask for less: one style sheet with the rules that pages use, and no script before the text.

The theme asks for fourteen style sheets, for its icons twice (the second time
as a script of 540 kB compressed), and for fonts beforehand that most pages
never use. All this is taken out of the pages once they are written, and what
`landmarks` mends is written into them: no template of the theme is copied, so a
new release may rearrange them.
"""

import hashlib
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from landmarks import mended
from lean_styles import cut, words
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

IMPORT = re.compile(r'@import (?:url\()?["\']?([^"\')]+)["\']?\)?;')
RELATIVE_URL = re.compile(r'url\((["\']?)(?!data:|#)([^)"\']+)\1\)')
# What a line of the page writes into, what scripts of the search page use, and what waits for explorers to come near.
AT_ONCE = ("documentation_options.js", "doctools.js", "mount.js")


class Tag(NamedTuple):
    """One request of a page: its tag as it is written, and the address, without the version after it."""

    text: str
    name: str
    kind: str
    address: str


class Site(NamedTuple):
    """The folder of the pages, and the path at which a server shows it: some pages ask for files by it."""

    folder: Path
    path: str

    def file(self, address: str, page: Path) -> Path:
        """Return the file for which a page asks."""
        own = address.startswith(self.path)
        return (self.folder / address.removeprefix(self.path) if own else page.parent / address).resolve()

    def address(self, file: Path, page: Path, *, like: str) -> str:
        """Return the address of a file for a page, of the same kind as another one."""
        whole = like.startswith(self.path)
        return self.path + relative(file, self.folder) if whole else relative(file, page.parent)


class Requests(HTMLParser):
    """The links and scripts of a page, as `tags`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep what asks for a file."""
        given = dict(attributes)
        address = given.get("href" if name == "link" else "src")
        if name in ("link", "script") and address:
            text = self.get_starttag_text() + ("</script>" if name == "script" else "")
            self.tags.append(Tag(text, name, given.get("rel") or "", address.partition("?")[0]))


def make_lean(app: Sphinx, error: Exception | None) -> None:
    """Give each page one style sheet in place of its many, in the same order, and drop what it does not need."""
    if error or app.builder.format != "html":
        return
    site = Site(Path(app.outdir), app.config.notfound_urls_prefix)
    static = site.folder / "_static"
    pages = {
        page: page.read_text(encoding="utf-8") for page in site.folder.rglob("*.html") if static not in page.parents
    }
    requests = {page: Requests(html).tags for page, html in pages.items()}
    scripts = {site.file(tag.address, page) for page, tags in requests.items() for tag in tags if tag.name == "script"}
    spelled = words([*pages.values(), *(script.read_text(encoding="utf-8") for script in scripts)])
    written: dict[str, Path] = {}
    for page, html in pages.items():
        sheets = [tag for tag in requests[page] if tag.kind == "stylesheet"]
        if not sheets:  # it leads to another page at once
            continue
        joined = "\n".join(content(site.file(sheet.address, page), static) for sheet in sheets)
        if joined not in written:
            lean = cut(joined, spelled, static)
            written[joined] = static / f"all-{hashlib.sha256(lean.encode()).hexdigest()[:12]}.css"
            written[joined].write_text(lean, encoding="utf-8")
        link = f'<link rel="stylesheet" href="{site.address(written[joined], page, like=sheets[0].address)}">'
        html = html.replace(sheets[0].text, link, 1)
        for tag in [*sheets[1:], *needless(requests[page])]:
            html = html.replace(tag.text, "", 1)
        page.write_text(mended(html), encoding="utf-8")
    for old in {*static.glob("all-*.css")} - {*written.values()}:
        old.unlink()


def needless(tags: list[Tag]) -> list[Tag]:
    """Return what is asked for beforehand, and the script of icons that a style sheet draws.

    Raises
    ------
    ExtensionError
        If only a script draws the icons: then the theme has changed, and this must, too.
    """
    icons = [tag for tag in tags if "fontawesome" in tag.address.lower() and tag.kind != "preload"]
    if icons and all(tag.name == "script" for tag in icons):
        raise ExtensionError(f"the theme draws its icons by script alone: {icons[0].address}")
    return [tag for tag in tags if tag.kind == "preload"] + [tag for tag in icons if tag.name == "script"]


def content(sheet: Path, folder: Path) -> str:
    """Return a style sheet as it reads in another folder, with what it imports in place."""
    css = sheet.read_text(encoding="utf-8")
    css = RELATIVE_URL.sub(lambda found: f'url("{relative(sheet.parent / found[2], folder)}")', css)
    return IMPORT.sub(lambda found: content(sheet.parent / found[1], folder), css)


def relative(file: Path, folder: Path) -> str:
    """Return the address of a file for those who are in a folder."""
    return Path(os.path.relpath(file, folder)).as_posix()


def run_scripts_late(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Let scripts wait for the text, in their order; explorers are drawn while it is read."""
    for script in context.get("script_files", []):
        name = getattr(script, "filename", None)
        if name and not str(name).endswith(AT_ONCE) and "async" not in script.attributes:
            script.attributes.setdefault("defer", "defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("html-page-context", run_scripts_late, priority=900)  # when all scripts of the page are known
    app.connect("build-finished", make_lean, priority=900)  # when all style sheets are copied
    return {"parallel_read_safe": True, "parallel_write_safe": True}
