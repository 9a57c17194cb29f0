"""The site from a server: pages that together ask for every file that any page asks for. See also `test_pages.py`."""

import re

from book import PAGES
from local_site import SITE

FILES = re.compile(r"""<(?:script|link|img)\b[^>]*\s(?:src|href)=["']([^"'#?]+)""")


def files_of(page: str) -> set[str]:
    """Return the scripts, style sheets and pictures of a page, by their full paths."""
    files = FILES.findall((SITE / page).read_text(encoding="utf-8"))
    return {str((SITE / page).parent.joinpath(file).resolve()) for file in files if not file.endswith(".html")}


def test_a_server_gives_what_a_folder_gives(opened):
    known: set[str] = set()
    with opened(PAGES[0], viewport={"width": 1280, "height": 900}) as visit:
        for page in PAGES:
            if files_of(page) <= known:
                continue
            known |= files_of(page)
            visit.page.goto(visit.base + page)
            visit.settle()
            assert visit.page.locator(".nnx").count() == visit.page.locator(".nnx-mount").count(), page
            assert visit.heard() == [], page
