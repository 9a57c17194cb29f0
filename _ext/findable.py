r"""Let the search find explorers, letters of the notation and words of the glossary, beside what the text says.

Each becomes an object of a domain, like the functions of the package: the
search shows its name, what it is, and its page, and leads to the place. A
letter is found by its character and by its name, wherever it is written: σ in
a formula is the command ``\sigma``.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from plain_text import plain_text
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.search.en import SearchEnglish

from nnlib import explorers
from nnlib.explorers._base import _words

SIGNS = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi"
        " omega nabla".split(),
        "αβγδεζηθικλμνξπρστυφχψω∇",
        strict=True,
    )
)
NAMES = {sign: name for name, sign in SIGNS.items()}
COMMAND = re.compile(r"\\(?:var)?([A-Za-z]+)")
EXPLORER = re.compile(r'data-explorer="(\w+)"')
NOTATION = ("letter", "word")  # heads of the tables whose rows are found
# Browsers let no page of a folder read another one: there, results come without a passage of the text.
NO_PASSAGES = 'if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;'


class English(SearchEnglish):
    """English in which a Greek letter is found by its name, and the other way round; ∇ is one of them."""

    js_splitter_code = r"""var splitQuery = (query) =>
        query.split(/[^\p{Letter}\p{Number}_∇]+/gu).filter((term) => term);"""

    def split(self, text: str) -> list[str]:
        """Return the words of a text, and the letters and names of those that are Greek."""
        words = super().split(text)
        spelled = [command.lower() for command in COMMAND.findall(text)] + [word.lower() for word in words]
        letters = [SIGNS[name] for name in spelled if name in SIGNS]
        names = [NAMES[letter] for word in words for letter in word.lower() if letter in NAMES]
        return [*words, *letters, *names, *(NAMES[letter] for letter in letters), *(SIGNS[name] for name in names)]


class Findable(Domain):
    """Explorers on their pages, and rows of notation and glossary."""

    name = "findable"
    label = "Findable"
    object_types: ClassVar = {kind: ObjType(kind) for kind in ("explorer", *NOTATION)}
    initial_data: ClassVar = {"found": {}}  # page -> kind, name and anchor of each

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Return what the search shows; a letter comes before words that are explained by it."""
        for page, found in self.data["found"].items():
            for kind, name, anchor in found:
                yield (
                    f"{page}#{anchor}",
                    name,
                    kind,
                    page,
                    anchor,
                    int(kind == "word" and not NAMES.keys().isdisjoint(name)),
                )

    def get_type_name(self, kind: ObjType, primary: bool = False) -> str:
        """Return what the search calls it."""
        return kind.lname

    def clear_doc(self, page: str) -> None:
        """Forget a page."""
        self.data["found"].pop(page, None)

    def merge_domaindata(self, pages: Iterable[str], other: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.data["found"] |= {page: other["found"][page] for page in pages if page in other["found"]}

    def resolve_any_xref(self, *_: object) -> list[Any]:
        """Nothing refers to these by name."""
        return []


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Give names to the places of a page that can be found, and keep them."""
    found = [*explorers_of(doctree), *notation_of(doctree)]
    app.env.get_domain("findable").data["found"][app.env.docname] = found


def explorers_of(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Return the first of each explorer of a page."""
    seen: set[str] = set()
    for node in doctree.findall(nodes.raw):
        name = EXPLORER.search(node.astext())
        if name and name[1] not in seen:
            seen.add(name[1])
            node["ids"].append(f"explorer-{name[1]}")
            yield "explorer", full_name(name[1]), node["ids"][-1]


def full_name(explorer: str) -> str:
    """Return the name of an explorer, and its title if that says more."""
    title = _words(getattr(explorers, explorer)._module.removesuffix(".js"))["title"]
    return explorer if title == explorer else f"{explorer}: {title}"


def notation_of(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Return the rows of tables whose first column is one of letters or words."""
    rows = 0
    for table in doctree.findall(nodes.table):
        head, *body = [[*row.findall(nodes.entry)] for row in table.findall(nodes.row)]
        kind = head[0].astext()
        if kind not in NOTATION:
            continue
        for name, meaning, *_ in body:
            rows += 1
            name.parent["ids"].append(f"{kind}-{rows}")
            letters = dict.fromkeys(plain_text(name, scripts=False).split(", "))  # a₁ and a₂ are one letter
            yield kind, f"{', '.join(letters)}: {plain_text(meaning)}", f"{kind}-{rows}"


def keep_quiet(app: Sphinx, page: str, *_: object) -> None:
    """Let the page of the search ask for no other page where it may not."""
    if page == "search":
        app.add_js_file(None, body=NO_PASSAGES, priority=900)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_search_language(English)
    app.add_domain(Findable)
    app.connect("doctree-read", note)
    app.connect("html-page-context", keep_quiet)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
