"""What the table of contents and the built pages promise."""

import functools
import json
from urllib.parse import unquote

import yaml
from bs4 import BeautifulSoup
from local_site import ROOT, SITE

_TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
_CHAPTERS = [chapter["file"] for part in _TOC["parts"] for chapter in part["chapters"]]
PAGES = [f"{name}.html" for name in (_TOC["root"], *_CHAPTERS)]

SETTING_LINK = "a.nnx-set"


@functools.cache
def parsed(page: str) -> BeautifulSoup:
    """Return the built page as a tree."""
    return BeautifulSoup((SITE / page).read_text(encoding="utf-8"), "html.parser")


def state_in(link: str) -> tuple[str, dict]:
    """Return explorer and state of a link like ``#ThresholdNeuron?w1=1&b=-0.5``, read as `mount.js` does."""
    name, _, query = unquote(link).removeprefix("#").partition("?")
    return name, {key: json.loads(value) for key, _, value in (pair.partition("=") for pair in query.split("&"))}
