"""All words that an explorer shows stand in its table of words, so that another language can take their place."""

import json
import re
from typing import NamedTuple

import pytest

import nnlib.explorers
from nnlib.explorers._modules import FOLDER, STYLE_SHEETS, imports

MODULES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.words.json"))

# -- what a string of a module may be besides words --------------------------------------------------------------------

# What is left of a string without these is read by people.
CODE = re.compile(
    r"\{\}"  # a place of a template
    r"|\bnnx[-:][\w-]*|\bnnx\b"  # classes, own events, addresses of modules
    r"|\b\w+\("  # functions of a formula
    r"|\S+://\S+|\S*/\S+\.\w+|sourceURL=\S+"  # addresses and paths
    r"|\b\w+(\.\{\})+"  # a number in a trait: weights.0.3
    r"|(?<=[\d}])(em|rem|px)\b|\\u\w{4}"  # sizes, and signs by their number
)
WORD = re.compile(r"[^\W\d_₀-₉]{2,}")  # two letters in a row; one alone is a symbol of a formula

# A string in one of these places is shown or read aloud, whatever it says.
TEXT_PLACE = re.compile(
    r"((\b(name|label|title|text|placeholder)|\"(aria-label|aria-valuetext|title)\"): "
    r"|textContent = |\b(captioned|button|select|createTextNode)\(|\bsetText\(\w+, |\}, )$"
)
# A string in one of these places is never shown.
CODE_PLACE = re.compile(
    r"(\bfrom |[!=]== |\w\["  # imports, comparisons, names of numbers
    r"|\b(html|svg|get|on|off|Event|\w+EventListener|\w+Attribute|Error)\("  # tags, traits, events, attributes, console
    r"|\b(closest(\?\.)?|matches|\w+Selector(All)?|matchMedia)\("  # selectors
    r"|\b(role|type|scope|inputmode|trait|preserveAspectRatio): |\"(aria-live|text-anchor|font-style)\": )$"
)
VALUES = {"end", "middle", "none", "nearest", "start", "true"}  # of attributes and styles, where a condition chooses
VALUES |= {"td", "th"}  # tags, the same way
VALUES |= {"pointercancel", "pointerdown", "pointerup", "click", "focusin", "keydown", "input"}  # events in a list
VALUES |= {"scroll", "resize", "popstate"}  # of the window
VALUES |= {"center", "instant", "navigation", "row"}  # options of the browser, a kind of limits
VALUES |= {"frame", "line", "mark", "mesh", "shade"}  # layers of a drawing
VALUES |= {"lift", "turn"}  # what a handle of a line does
VALUES |= {"da_dw", "da_db", "wins_from", "wins_until"}  # readouts, before the number of a piece
VALUES |= {"AND", "NAND", "OR", "XOR"}  # gates have the same names everywhere


def declared_names(limits):
    """Traits, and the options of those that are a choice: what Python and JavaScript call the state."""
    if isinstance(limits, dict):
        options = {one for one in limits.get("options", []) if isinstance(one, str)}
        return options.union(*(declared_names(value) for value in limits.values()))
    return set().union(*map(declared_names, limits)) if isinstance(limits, list) else set()


for explorer in (getattr(nnlib.explorers, name) for name in nnlib.explorers.__all__):
    VALUES |= explorer.limits().keys() | declared_names(explorer.limits())


# -- reading JavaScript ------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """A string of a module: where it starts, what stands before it, and what it says, with {} for each ${...}."""

    start: int
    before: str
    says: str


TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<regex>(?:(?<=[(,!])|(?<== ))/(?:\\.|[^/\n\\])+/)"
    r"|\"(?P<text>(?:\\.|[^\"\\\n])*)\"|(?P<tick>`)|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
PIECE = re.compile(r"(?P<says>(?:\\.|\$(?!\{)|[^`\\$])*)(?P<end>`|\$\{)", re.DOTALL)


def read(source):
    """Return the strings of a module, and its code with spaces for strings and comments."""
    texts, code = [], list(source)

    def blank(start, end):
        code[start:end] = [" " if sign != "\n" else sign for sign in source[start:end]]

    def before(at):
        return re.sub(r"(?<=\()\s+|\s+(?=\s)", "", source[max(0, at - 80) : at])  # as if on one line

    def template(at):
        start, says = at - 1, ""
        while True:
            piece = PIECE.match(source, at)
            blank(at - 1, piece.end())
            says += piece["says"]
            if piece["end"] == "`":
                texts.append(Text(start, before(start), says))
                return piece.end()
            says += "{}"
            at = walk(piece.end())  # behind the bracket that closes the place
            blank(at - 1, at)

    def walk(at):
        depth = 0
        while token := TOKEN.search(source, at):
            at = token.end()
            if token["tick"]:
                at = template(at)
            elif token["open"]:
                depth += 1
            elif token["close"]:
                if depth == 0:
                    return at
                depth -= 1
            else:
                blank(token.start(), at)
                key = source.startswith(":", at)  # of an attribute: {"aria-label": ...}
                if token["text"] is not None and not key:
                    texts.append(Text(token.start(), before(token.start()), token["text"]))
        return at

    walk(0)
    return texts, "".join(code)


def parts_of(code, at):
    """Spans of the parts between commas, from the place behind an opening bracket to the one that closes it."""
    spans, start, depth = [], at, 0
    for place in range(at, len(code)):
        if code[place] in ")]}" and depth == 0:
            return [*spans, (start, place)]
        depth += (code[place] in "([{") - (code[place] in ")]}")
        if code[place] == "," and depth == 0:
            spans.append((start, place))
            start = place + 1
    raise AssertionError("a bracket does not close")


def sayings(module):
    """Return each call of `say`: its line, the keys written in it, and the names of its values, None for any."""
    source = source_of(module)
    texts, code = read(source)
    for call in re.finditer(r"\bsay\w*\(", code):
        (start, end), *others = parts_of(code, call.end())
        keys = [text.says for text in texts if start <= text.start < end and not CODE_PLACE.search(text.before)]
        values = code[slice(*others[0])].strip() if others else "{}"
        names = None  # a variable, or an object with another one inside
        if values.startswith("{") and "..." not in values:
            names = {re.match(r"\s*(\w*)", values[a:b])[1] for a, b in parts_of(values, 1)}
        yield line_of(source, call.start()), keys, names


def source_of(module):
    return (FOLDER / module).read_text(encoding="utf-8")


def line_of(source, place):
    return source.count("\n", 0, place) + 1


# -- tables ------------------------------------------------------------------------------------------------------------


def table_of(module):
    """Name the table whose words a module says: it imports what is declared beside it."""
    stems = [name.removesuffix("declared.js") for name in imports(module) if name.endswith("declared.js")]
    return {"shared/": "shared/shared."}.get(stems[0], stems[0]) + "words.json" if stems else None


def words_of(table):
    return json.loads((FOLDER / table).read_text(encoding="utf-8")) if table else {}


def keys_like(said, words):
    """Return the keys that a string can stand for, with {} for what a template puts in."""
    pattern = re.escape(said).replace(r"\{\}", ".+")
    return [key for key in words if WORD.search(CODE.sub(" ", said)) and re.fullmatch(pattern, key)]


# -- tests -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_words_stand_in_the_table(module):
    source = source_of(module)
    words = words_of(table_of(module))
    found = []
    for start, before, says in read(source)[0]:
        is_code = CODE_PLACE.search(before) or not WORD.search(CODE.sub(" ", says))
        is_name = says in VALUES or keys_like(says, words)
        if not is_code and (TEXT_PLACE.search(before) or not is_name):
            found.append(f"{module}, line {line_of(source, start)}: {says!r}")
    assert not found, "words outside the table of words:\n" + "\n".join(found)


@pytest.mark.parametrize("table", TABLES)
def test_every_key_is_used(table):
    own = [module for module in MODULES if table_of(module) == table]
    assert own, f"no module says the words of {table}"
    words = words_of(table)
    assert words, f"{table} is empty, and every explorer has a title"
    texts = [text for module in own for text in read(source_of(module))[0] if not CODE_PLACE.search(text.before)]
    in_python = (FOLDER / "_base.py").read_text(encoding="utf-8")  # says what stands where no script runs
    said = (
        {key for key in words if re.search(f"""["']{key}["']""", in_python)}
        if table == "shared/shared.words.json"
        else set()
    )
    unused = words.keys() - said - {key for text in texts for key in keys_like(text.says, words)}
    assert not unused, f"{table} has keys that no module says: {sorted(unused)}"


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_called_last(table):
    """It may mean the one before or the one at the end; most languages need to know which."""
    assert not [text for text in words_of(table).values() if re.search(r"\blast\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("module", MODULES)
def test_what_is_said_has_its_key_and_its_values(module):
    words = words_of(table_of(module))
    for line, said, names in sayings(module):
        for one in said:
            keys = keys_like(one, words)
            assert keys, f"{module}, line {line}: {table_of(module)} has no {one!r}"
            for key in keys if names is not None else []:
                missing = set(re.findall(r"\{(\w+)\}", words[key])) - names
                assert not missing, f"{module}, line {line}: {key!r} is said without {sorted(missing)}"


def test_styles_say_nothing():
    styles = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
    shown = set(re.findall(r"(?<![-\w])content:\s*([^;}]*?)\s*[;}]", styles))
    assert shown == {'""'}, "what styles add cannot be translated"
