"""What explorers draw is what their stills show, mark by mark; and a still is a picture that needs no other file."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from shown import shown_states
from stills import drawn

from nnlib import explorers
from nnlib.explorers._stills import folder, image, name
from nnlib.plotting import PALETTE

ROUNDING = 0.011
LINES = 70  # pixels: three lines of text, which other fonts may break elsewhere
NUMBER = re.compile(r"(-?\d*\.?\d+)")

# What colours mean: marks, the property that has the colour, and its name in the palette.
MEANINGS = [
    (".nnx-one, .nnx-fires, .nnx-linear, .nnx-area.nnx-positive", "fill", "blue"),
    (".nnx-zero", "stroke", "orange"),
    (".nnx-area.nnx-negative", "fill", "orange"),
    (".nnx-fired td:last-child", "color", "blue"),
    (".nnx-strong.nnx-positive, .nnx-edge.nnx-positive:not(.nnx-active.nnx-backward)", "stroke", "blue"),
    (".nnx-strong.nnx-negative, .nnx-edge.nnx-negative:not(.nnx-active.nnx-backward)", "stroke", "orange"),
    (".nnx-edge.nnx-active.nnx-backward, .nnx-node.nnx-current.nnx-backward", "stroke", "purple"),
    (".nnx-head.nnx-forward.nnx-positive", "fill", "blue"),
    (".nnx-head.nnx-forward.nnx-negative", "fill", "orange"),
    (".nnx-head.nnx-backward, .nnx-delta", "fill", "purple"),
    (".nnx-node.nnx-current.nnx-forward", "stroke", "blue"),
    (".nnx-back", "color", "purple"),
    (".nnx-loss, .nnx-wrong td, .nnx-unequal td", "color", "vermilion"),
    (".nnx-ring.nnx-miss, .nnx-arrow.nnx-step line", "stroke", "vermilion"),
    (".nnx-strip .nnx-miss, .nnx-error, .nnx-worst-label, .nnx-area.nnx-off", "fill", "vermilion"),
    (".nnx-worst", "stroke", "vermilion"),
    (".nnx-pulses", "fill", "blue"),
    (".nnx-strong.nnx-derivative, .nnx-slope", "stroke", "purple"),
    (".nnx-slope-label", "fill", "purple"),
    (".nnx-gradient, .nnx-beyond:not(.nnx-of-signal), text.nnx-of-both, .nnx-gradient-value", "fill", "purple"),
    (".nnx-gradient-end, .nnx-by-both", "stroke", "purple"),
    (".nnx-signal, .nnx-of-signal", "stroke", "grey"),
    (".nnx-by-weights", "stroke", "ink"),
    (".nnx-by-slope, .nnx-logits .nnx-bar", "fill", "grey"),
    (".nnx-chances .nnx-bar", "fill", "blue"),
    (".nnx-many, .nnx-unit-on", "fill", "blue"),
    (".nnx-here, .nnx-bend", "stroke", "ink"),
    (".nnx-unit-off", "stroke", "grey"),
    (".nnx-entropy", "fill", "grey"),
    (".nnx-more-cost, .nnx-endless, .nnx-endless-name", "fill", "vermilion"),
    (".nnx-less-cost, .nnx-hatch", "stroke", "vermilion"),
    (".nnx-level", "stroke", "ink"),
    (".nnx-of-p .nnx-bar", "fill", "blue"),
    (".nnx-of-q .nnx-bar", "stroke", "blue"),
    (".nnx-fit-mse, .nnx-pull.nnx-of-mse line", "stroke", "blue"),
    (".nnx-fit-mae, .nnx-pull.nnx-of-mae line", "stroke", "orange"),
    (".nnx-fit-huber, .nnx-pull.nnx-of-huber line", "stroke", "purple"),
    (".nnx-fit-log_cosh, .nnx-pull.nnx-of-log_cosh line", "stroke", "grey"),
    (".nnx-fit-quantile, .nnx-pull.nnx-of-quantile line", "stroke", "vermilion"),
    (".nnx-fit-name.nnx-of-mse", "fill", "blue"),
    (".nnx-fit-name.nnx-of-mae", "fill", "orange"),
    (".nnx-fit-name.nnx-of-huber", "fill", "purple"),
    (".nnx-fit-name.nnx-of-log_cosh", "fill", "grey"),
    (".nnx-fit-name.nnx-of-quantile", "fill", "vermilion"),
    (".nnx-strong.nnx-cost, .nnx-of-cost .nnx-knot", "stroke", "vermilion"),
    (".nnx-knot.nnx-of-slope, .nnx-of-slope .nnx-knot", "stroke", "purple"),
    (".nnx-taken, .nnx-stack-gradient", "fill", "purple"),
    (".nnx-rare-part", "fill", "blue"),
    (".nnx-common-part", "fill", "orange"),
    (".nnx-strong.nnx-of-rare", "stroke", "blue"),
    (".nnx-strong.nnx-of-common", "stroke", "orange"),
    (".nnx-compared", "stroke", "grey"),
    (".nnx-compared-dot", "fill", "grey"),
    (".nnx-of-total", "fill", "vermilion"),
    (".nnx-weaker", "stroke", "grey"),
    (".nnx-gap, .nnx-best-range", "stroke", "ink"),
    (".nnx-errors", "fill", "grey"),
    (".nnx-beyond-view", "fill", "vermilion"),
    (".nnx-band", "fill", "blue"),
    (".nnx-level-line, .nnx-bands, .nnx-of-sample", "stroke", "blue"),
    (".nnx-rival", "stroke", "grey"),
    (".nnx-missed", "stroke", "vermilion"),
    (".nnx-promised", "stroke", "ink"),
]
COLOURS = """(meanings, page = document) => meanings.map(([marks, property]) => [...page.querySelectorAll(marks)]
    .map((one) => [one.outerHTML.slice(0, 99), page.defaultView.getComputedStyle(one)[property]]))"""
# Open pictures one after the other, each as a page of its own in a frame, and say what is in it.
PICTURES = f"""async ([pictures, meanings]) => {{
    const found = [];
    for (const picture of pictures) {{
        const url = URL.createObjectURL(await (await fetch(picture)).blob());
        const frame = document.createElement("iframe");
        await new Promise((done) => {{
            Object.assign(frame, {{ src: url, onload: done }});
            document.body.append(frame);
        }});
        const page = frame.contentDocument;
        const findings = [...page.querySelectorAll("svg > foreignObject > .nnx > .nnx-finding")];
        found.push({{
            findings: findings.map((one) => one.textContent),
            colours: ({COLOURS})(meanings, page),
        }});
        frame.remove();
        URL.revokeObjectURL(url);
    }}
    return found;
}}"""

every_explorer = pytest.mark.parametrize("explorer", [getattr(explorers, one) for one in explorers.__all__])


def stored(explorer: type) -> dict[str, Path]:
    return {path.stem: path for path in folder(explorer._module).glob("*.svg")}


def call(mark: ElementTree.Element) -> str:
    """Call a mark as style sheets do: line.nnx-boundary."""
    return ".".join([mark.tag.partition("}")[2], *mark.get("class", "").split()])


def different(shown: str, reviewed: str, apart: float = ROUNDING) -> str:
    """Say where two texts differ: numbers by more than rounding, all between them at all; "" where they do not."""
    ours, theirs = NUMBER.split(shown), NUMBER.split(reviewed)
    if ours[::2] != theirs[::2]:
        return f"is {shown!r}, in the still {reviewed!r}"
    for n, (one, other) in enumerate(zip(ours[1::2], theirs[1::2], strict=True), start=1):
        if abs(float(one) - float(other)) > apart:
            return f"has {one} as its number {n}, in the still {other}"
    return ""


def differences(shown: ElementTree.Element, reviewed: ElementTree.Element, above: str = "") -> list[str]:
    """Say where two drawings differ, in the order of the marks."""
    place = f"{above} > {call(shown)}".removeprefix(" > ").removeprefix("svg > foreignObject > ")
    if call(shown) != call(reviewed):
        return [f"{place}: the still has {call(reviewed)} here"]
    found = []
    for key in {**shown.attrib, **reviewed.attrib}:
        apart = LINES if above == "" else ROUNDING
        if how := different(shown.get(key, ""), reviewed.get(key, ""), apart):
            found.append(f"{place}: {key} {how}")
    for ours, theirs in ((shown.text, reviewed.text), (shown.tail, reviewed.tail)):
        if ours != theirs:
            found.append(f"{place}: its text is {ours!r}, in the still {theirs!r}")
    if len(shown) != len(reviewed):
        return [*found, f"{place} holds {[*map(call, shown)]}, in the still {[*map(call, reviewed)]}"]
    for ours, theirs in zip(shown, reviewed, strict=True):
        found += differences(ours, theirs, place)
    return found


def report(explorer: type, drawings: list[tuple[dict, str]]) -> str:
    """Compare drawings of an explorer in some states with their stills; "" where they are the same."""
    files = stored(explorer)
    found = []
    for state, drawing in drawings:
        reviewed = files[name(state)].read_text(encoding="utf-8")
        for line in differences(ElementTree.fromstring(drawing), ElementTree.fromstring(reviewed)):
            found.append(f"{explorer.__name__} in {state}:\n    {line}")
    return "\n".join(found[:10])


def other_colours(colours) -> tuple[list[str], set[str]]:
    """Return the marks that have not the colour of their meaning, and the meanings that were met."""
    wrong, met = [], set()
    for (marks, _, colour), found in zip(MEANINGS, colours, strict=True):
        wanted = f"rgb({', '.join(str(int(PALETTE[colour][i : i + 2], 16)) for i in (1, 3, 5))})"
        wrong += [f"{mark} is {shown}, not {colour}, {wanted}" for mark, shown in found if shown != wanted]
        met |= {marks} if found else set()
    return wrong, met


@every_explorer
def test_every_state_that_is_shown_has_a_still_and_no_other_has(explorer):
    wanted = {name(state) for state in shown_states(explorer.__name__)}
    assert wanted == stored(explorer).keys(), "run `make stills`"


def test_what_is_drawn_is_what_was_reviewed(stage):
    states = shown_states(stage.explorer.__name__)
    drawings = drawn(stage.page, "mounted", stage.explorer._module, states)
    assert not (found := report(stage.explorer, [*zip(states, drawings, strict=True)])), found


def test_what_changes_leaves_nothing_of_the_state_before(stage):
    """From the untouched state to each other one and back."""
    untouched, *others = shown_states(stage.explorer.__name__)
    walk = [step for state in others for step in (state, untouched)]
    drawings = drawn(stage.page, "changed", stage.explorer._module, walk)
    assert not (found := report(stage.explorer, [*zip(walk, drawings, strict=True)])), found


def test_colours_mean_what_they_mean_in_figures(stage):
    for state in shown_states(stage.explorer.__name__):
        stage.set_state(state)
        wrong, _ = other_colours(stage.page.evaluate(f"(meanings) => ({COLOURS})(meanings)", MEANINGS))
        assert not wrong, f"{stage.explorer.__name__} in {state}:\n" + "\n".join(wrong[:5])


def test_a_still_is_a_picture_of_its_own_in_these_colours(opened):
    """Its style, which the file only names, comes along."""
    shown = [(one, state) for one in explorers.__all__ for state in shown_states(one)]
    pictures = [BeautifulSoup(image(getattr(explorers, one)._module, state), "html.parser").img for one, state in shown]
    with opened("stage.html", html="<!doctype html><title>Stills</title><link rel='icon' href='data:,'>") as visit:
        sources = [picture["src"] for picture in pictures]
        seen = visit.page.evaluate(PICTURES, [sources, MEANINGS])
        assert [visit.complaints, visit.missing, visit.foreign] == [[], [], []]
    met = set()
    for (explorer, state), picture, what in zip(shown, pictures, seen, strict=True):
        (finding,) = what["findings"]
        assert picture["alt"].endswith(finding)
        wrong, here = other_colours(what["colours"])
        assert not wrong, f"{explorer} in {state}:\n" + "\n".join(wrong[:5])
        met |= here
    assert met == {marks for marks, _, _ in MEANINGS}, "each of these marks should be in a still"
