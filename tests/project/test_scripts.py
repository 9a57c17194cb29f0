"""Modules without what only readers need do the same."""

import importlib
import re

import pytest
from py_mini_racer import MiniRacer

from nnlib.explorers._modules import linked

explorers = importlib.import_module("explorers")  # the extension of the site

COMMENT = re.compile(r"(?:^|(?<=\s))//[^\n]*|/\*.*?\*/", re.MULTILINE | re.DOTALL)  # as our modules write them
TRICKY = r"""
// a comment with `a quote and a / in it
const add = (a, b) => a + b; // added
/* several
   lines */
const parts = [
    `one  two // no comment ${add(1, 2) > 2 ? `  three + 4 = /* nor this */ ${add(3, 4)}  ` : ""}
    next line`,
    "a  //  b", 'c  /*  d  */', /\/\/ [/"`]  x/.source,
    8 / 2 / 2, // no regular expression
];
const found = (() => {
    return 1
    + 1
})()
const text = `${{ a: "}" }.a}  end`
parts.push(found, text)
JSON.stringify(parts)
"""


def test_texts_stay_and_comments_go():
    bare = explorers.bare(TRICKY)
    assert MiniRacer().eval(bare) == MiniRacer().eval(TRICKY)
    assert "added" not in bare and "several" not in bare and "regular expression" not in bare
    assert "\n\n" not in bare and re.findall(r"^ +\w+", bare, re.MULTILINE) == ["    next"]


@pytest.mark.parametrize("name", sorted(explorers.MODULES))
def test_a_module_keeps_all_but_comments(name):
    source, bare = linked(name), explorers.bare(linked(name))
    assert "".join(COMMENT.sub("", source).split()) == "".join(bare.split())
    assert explorers.bare(bare).strip() == bare.strip()
