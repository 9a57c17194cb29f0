"""Scripts hand over all modules that a page needs, and modules without what only readers need do the same."""

import importlib
import json
import re
from types import SimpleNamespace

import pytest
from py_mini_racer import MiniRacer

from nnlib.explorers._modules import as_function, imports, needed, script_of

explorers = importlib.import_module("explorers")  # the extension of the site

MODULES = {part for name in explorers.EXPLORERS for part in needed(name)}
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


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_keeps_all_but_comments(name):
    source = as_function(name)
    bare = explorers.bare(source)
    assert "".join(COMMENT.sub("", source).split()) == "".join(bare.split())
    assert explorers.bare(bare).strip() == bare.strip()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = SimpleNamespace(outdir=tmp_path_factory.mktemp("site"), builder=SimpleNamespace(format="html"))
    explorers.write_files(app)
    return app


@pytest.mark.parametrize("shown", [[one] for one in explorers.EXPLORERS] + [explorers.EXPLORERS[-3:]], ids=script_of)
def test_two_scripts_hand_over_every_module_that_is_needed_once_and_no_other(shown, app):
    own = explorers.write_script(app, shown)
    page = MiniRacer()
    page.eval(
        "const handed = []; const nnx = { module: (name, imports, make) => handed.push([name, imports, `${make}`]) };"
    )
    for name in ("common.js", own):
        page.eval((explorers.folder(app) / "scripts" / name).read_text(encoding="utf-8"))
    handed = json.loads(page.eval("JSON.stringify(handed)"))
    names = [name for name, _, _ in handed]
    assert len(names) == len({*names}) and {*names} == {part for one in shown for part in needed(one)}
    for name, imported, make in handed:
        assert imported == imports(name) and make == explorers.bare(as_function(name)).rstrip()
