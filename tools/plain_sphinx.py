"""Build the same pages by Sphinx alone, and compare: `python tools/plain_sphinx.py`, where the site is built.

Jupyter Book 1 is a command around Sphinx. Here it only writes down the
settings that it would hand over; Sphinx does the rest, in a temporary folder.
"""

import filecmp
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from contents import ROOT
from local_site import SITE

SOURCES = ("chapters", "nnlib", "_static", "_templates", "_config.yml", "_toc.yml", "references.bib")
OWN = {".buildinfo"}  # a checksum of the settings, of which Jupyter Book hands over more than it writes down


def build(folder: Path) -> Path:
    """Build the site by Sphinx alone in an empty folder; return where the pages are."""
    book, pages = folder / "book", folder / "pages"
    book.mkdir()
    for name in SOURCES:
        (book / name).symlink_to(ROOT / name)
    programs = Path(sys.executable).parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(place) for place in (ROOT / "_ext", ROOT))}
    for command in (
        [programs / "jupyter-book", "config", "sphinx", book],
        [programs / "sphinx-build", "-q", "-W", "--keep-going", "-b", "html", "-d", folder / "trees", book, pages],
    ):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return pages


def different(one: Path, other: Path) -> list[str]:
    """Return the files that only one of two folders has, or that differ in a byte."""
    files = {str(path.relative_to(place)) for place in (one, other) for path in place.rglob("*") if path.is_file()}
    _, unlike, missing = filecmp.cmpfiles(one, other, files - OWN, shallow=False)
    return sorted(unlike + missing)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        files = different(SITE, build(Path(place)))
    sys.exit("\n".join(["these files differ from those of jupyter-book:", *files]) if files else None)
