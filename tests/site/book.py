"""What the table of contents and the built pages promise."""

import functools
import json
from urllib.parse import unquote

import contents
from bs4 import BeautifulSoup
from local_site import SITE

PAGES = [f"{name}.html" for name in contents.names()]
SETTING_LINK = "a.nnx-set"


@functools.cache
def parsed(page: str) -> BeautifulSoup:
    """Return the built page as a tree."""
    return BeautifulSoup((SITE / page).read_text(encoding="utf-8"), "html.parser")


def state_in(link: str) -> tuple[str, dict]:
    """Return explorer and state of a link like ``#ThresholdNeuron?w1=1&b=-0.5``, read as `address.js` does."""
    name, _, query = unquote(link).removeprefix("#").partition("?")
    return name, {key: value_of(text) for key, _, text in (pair.partition("=") for pair in query.split("&"))}


def value_of(text: str) -> object:
    """Return a number, list or truth value; anything else is a word."""
    try:
        return json.loads(text)
    except ValueError:
        return text
