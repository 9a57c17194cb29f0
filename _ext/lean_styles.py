"""Cut a style sheet down to what the pages of a book can use.

The theme styles much that no page of ours has: a quarter of its rules is in
use, and of its 2,000 icons a dozen. A name that neither a page nor a script
spells is used by none, so a selector with such a name goes. A script may put a
name together, as in `nnx-of-${loss}`: its beginning is enough.
This errs on the safe side: a word of the text may keep a rule that nothing needs.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont
from tinycss2.ast import Node

WORD = re.compile(r"[\w-]+")
BEGINNING = re.compile(r"[\w-]+-\$(?=\{)")  # `nnx-of-${loss}`
GROUPS = {"media", "supports", "container", "layer"}  # at-rules with rules inside
ALTERNATIVES = {"is", "where", "has"}  # one of the selectors inside is enough
MOVEMENTS = ("@keyframes", "@-webkit-keyframes")
ICON = re.compile(r"[\ue000-\uf8ff]|\\([ef][0-9a-f]{3})\b", re.IGNORECASE)  # as a character or by its number
FONT_FILE = re.compile(r'url\("([^"]+\.woff2)"\)')
FAMILY = re.compile(r"font-family:([^;}]+)")
SOURCES = re.compile(r"src:[^;}]+")


def words(texts: Iterable[str]) -> set[str]:
    """Return every word that pages and scripts spell: what they do not spell, they do not use."""
    return {word for text in texts for pattern in (WORD, BEGINNING) for word in pattern.findall(text)}


def cut(css: str, spelled: set[str], folder: Path) -> str:
    """Return a style sheet, whose addresses start in `folder`, without what no page can use."""
    rules = [*_usable(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), spelled)]
    styles = "\n".join(rule for rule in rules if not rule.startswith(("@font-face", *MOVEMENTS)))
    icons = {chr(int(found[1], 16)) if found[1] else found[0] for found in ICON.finditer(styles)}
    return "\n".join(filter(None, (_for_styles(rule, styles, icons, folder) for rule in rules)))


def _usable(rules: Iterable[Node], spelled: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"the style sheets of the theme cannot be read: {rule.message}")
        if rule.type == "qualified-rule":
            selectors = [selector for selector in _selectors(rule.prelude) if _can_match(selector, spelled)]
            if selectors:
                names = ",".join(tinycss2.serialize(selector).strip() for selector in selectors)
                yield f"{names}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif rule.lower_at_keyword in GROUPS and rule.content:
            inner = "\n".join(_usable(tinycss2.parse_rule_list(rule.content, True, True), spelled))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.lower_at_keyword != "charset":  # it would have to come first, and all is UTF-8 anyway
            yield tinycss2.serialize([rule])


def _selectors(tokens: Iterable[Node]) -> list[list[Node]]:
    """Return what stands between the commas."""
    selectors: list[list[Node]] = [[]]
    for token in tokens:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _can_match(selector: list[Node], spelled: set[str]) -> bool:
    before = None
    for token in selector:
        is_name = (token.type == "ident" and before != ":") or token.type == "hash"
        if is_name and token.value not in spelled and not _beginnings(token.value) & spelled:
            return False
        if token.type == "function" and token.lower_name in ALTERNATIVES:
            if not any(_can_match(inner, spelled) for inner in _selectors(token.arguments)):
                return False
        before = token
    return True


def _beginnings(name: str) -> set[str]:
    return {f"{name[: hyphen.end()]}$" for hyphen in re.finditer("-", name)}


def _for_styles(rule: str, styles: str, icons: set[str], folder: Path) -> str:
    """Return a rule; a font with the glyphs of the icons alone; nothing for a font or a movement that no style uses."""
    if rule.startswith("@font-face"):
        family = FAMILY.search(rule)[1].strip().strip('"').replace("\\", "")
        if family not in styles.replace("\\", ""):
            return ""
        file = FONT_FILE.search(rule)
        return SOURCES.sub(f"src:{_with_few_glyphs(folder / file[1], icons)}", rule) if file else rule
    if rule.startswith(MOVEMENTS):
        return rule if WORD.findall(rule)[1] in styles else ""
    return rule


def _with_few_glyphs(file: Path, characters: set[str]) -> str:
    """Return a font as an address that holds it, cut down to some characters."""
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(subset.Options(hinting=False, layout_features=[]))
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        packed = BytesIO()
        font.flavor = "woff2"
        font.save(packed)
    return f'url("data:font/woff2;base64,{base64.b64encode(packed.getvalue()).decode("ascii")}") format("woff2")'
