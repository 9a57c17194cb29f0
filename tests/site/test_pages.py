"""Every page of the book, as readers meet it: served, opened as a file, without scripts, narrow, printed."""

import pytest
import yaml
from conftest import ROOT, SITE
from axe_playwright_python.sync_playwright import Axe


def toc_pages() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    return [f"{name}.html" for name in names]
