"""Numbers in a formula are dragged to the side and moved by keys, like the slider of the same trait."""

import pytest

from nnlib.explorers import ForwardPass, MaxoutPieces, SigmoidNeuron, ThresholdNeuron

STEP = {ThresholdNeuron: 1 / 32, SigmoidNeuron: 0.25, ForwardPass: 0.25, MaxoutPieces: 1 / 16}
STATES = {
    ThresholdNeuron: [{}],
    SigmoidNeuron: [{}],
    MaxoutPieces: [{}, {"w": [1, -1], "b": [0, 0.5]}],
    ForwardPass: [
        {"position": 1},
        {"position": 5},
        {"mode": "backward", "position": 1},
        {"mode": "backward", "position": 3},
    ],
}
SHOWN = {  # what the formulas show of these states, in this order
    ThresholdNeuron: [["w1", "w2", "b"]],
    SigmoidNeuron: [["w", "b"]],
    MaxoutPieces: [["w.0", "b.0", "w.1", "b.1", "w.2", "b.2"], ["w.0", "b.0", "w.1", "b.1"]],
    ForwardPass: [
        ["weights.0.0", "x.0", "weights.0.2", "x.1", "biases.0.0"],
        ["weights.1.0", "weights.1.1", "biases.1.0"],
        ["y_true.0"],
        ["y_true.0", "weights.1.0"],
    ],
}  # fmt: skip
CASES = [(one, state, paths) for one in STATES for state, paths in zip(STATES[one], SHOWN[one], strict=True)]


def number(state: dict, path: str) -> float:
    trait, *indices = path.split(".")
    found = state[trait]
    for index in indices:
        found = found[int(index)]
    return found


@pytest.mark.parametrize("explorer, state, paths", CASES, ids=str)
def test_a_dragged_number_sets_what_it_stands_for(stage_for, explorer, state, paths):
    stage = stage_for(explorer, **state)
    numbers = stage.root.locator(".nnx-drag")
    assert numbers.evaluate_all("all => all.map((one) => one.dataset.trait)") == paths
    for path in paths:
        one = stage.root.locator(f".nnx-drag[data-trait='{path}']")
        before = stage.state()
        start = number(before, path)
        assert float(one.get_attribute("aria-valuenow")) == start
        box = one.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        stage.page.mouse.move(x, y)
        stage.page.mouse.down()
        stage.page.mouse.move(x - 12, y, steps=4)  # three pixels a step
        stage.page.mouse.up()
        stage.frame()
        assert number(stage.state(), path) == start - 4 * STEP[explorer]
        one.press("ArrowRight")
        one.press("Shift+ArrowUp")
        stage.frame()
        assert number(stage.state(), path) == start + STEP[explorer]
        one.press("ArrowLeft")
        stage.frame()
        assert stage.state() == before, "nothing else moves"
        assert stage.page.evaluate("document.activeElement.dataset.trait") == path, "the number keeps the focus"


@pytest.mark.parametrize("key, end", [("ArrowRight", 3), ("ArrowLeft", -3)])
def test_a_number_stops_at_its_limits(stage_for, key, end):
    stage = stage_for(ThresholdNeuron, w1=end * 0.97)
    for _ in range(2):
        stage.root.locator(".nnx-drag").first.press(f"Shift+{key}")
    assert stage.state()["w1"] == end


def test_a_number_that_can_be_dragged_is_seen(stage_for):
    """Without trying: it is underlined, and the pointer says so."""
    style = stage_for(ThresholdNeuron).root.locator(".nnx-drag").first.evaluate(
        "(one) => { const { cursor, borderBottomStyle } = getComputedStyle(one); return [cursor, borderBottomStyle]; }"
    )  # fmt: skip
    assert style == ["ew-resize", "dotted"]
