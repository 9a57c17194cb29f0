"""Undo takes back what a person would call one change; Reset returns to the state of the text."""

import json

import numpy as np
import pytest
from local_site import stage_of
from states import STATES
from texts import text_with
from visits import CLICK, MODEL, Stage

from nnlib.explorers import ForwardPass, PerceptronLearning, ThresholdNeuron

OF_TEXT = {"w1": 2, "w2": 1, "b": -0.5}
PAUSE = 600  # milliseconds: longer than between two keys of a run
# Events happen when the test says so: a slow machine takes long between two keys.
CLOCK = "(now) => Object.defineProperty(Event.prototype, 'timeStamp', { get: () => now, configurable: true })"


@pytest.fixture
def neuron(opened):
    """A neuron that the text shows in a state of its own."""
    html = stage_of(ThresholdNeuron, **OF_TEXT)
    with opened("stage.html", html=html, viewport={"width": 900, "height": 1100}, reduced_motion="reduce") as visit:
        stage = Stage(**vars(visit), explorer=ThresholdNeuron)
        stage.settle()
        yield stage
        assert stage.complaints == []


def button(stage: Stage, name: str):
    return stage.root.get_by_role("button", name=name, exact=True)


def undo(stage: Stage) -> dict:
    button(stage, "Undo").click()
    return stage.state()


def slider(stage: Stage, trait: str):
    return stage.root.locator(f"input[data-trait={trait}]")


def press(stage: Stage, trait: str, *, at: float) -> None:
    """Press the key of a step back, `at` that many milliseconds."""
    stage.page.evaluate(CLOCK, at)
    slider(stage, trait).press("ArrowLeft")


def drag(stage: Stage, trait: str, *shares: float) -> None:
    """Drag a slider from place to place; the places are shares of its length."""
    box = slider(stage, trait).bounding_box()
    places = [(box["x"] + share * box["width"], box["y"] + box["height"] / 2) for share in shares]
    stage.page.mouse.move(*places[0])
    stage.page.mouse.down()
    for place in places[1:]:
        stage.page.mouse.move(*place, steps=4)
        stage.page.wait_for_timeout(PAUSE)  # resting on the way does not end it
    stage.page.mouse.up()


def test_a_whole_drag_is_one_change(neuron):
    drag(neuron, "w1", 0.8, 0.3, 0.6)
    after = neuron.state()
    drag(neuron, "b", 0.5, 0.9)
    assert undo(neuron) == after
    assert undo(neuron) == OF_TEXT


def test_keys_pressed_in_a_row_are_one_change(neuron):
    for at in (1000, 1400, 1800):
        press(neuron, "w1", at=at)
    after = neuron.state()
    press(neuron, "w1", at=1800 + PAUSE)
    press(neuron, "w2", at=1800 + PAUSE + 1)  # at once, but another thing
    assert undo(neuron) == {**after, "w1": after["w1"] - 1 / 32}
    assert undo(neuron) == after
    assert undo(neuron) == OF_TEXT


def test_a_link_is_one_change(neuron):
    neuron.page.evaluate(CLICK, "#ThresholdNeuron?w1=0&w2=0&b=0")
    neuron.page.evaluate(CLICK, "#ThresholdNeuron?w1=1&w2=2&b=3")
    assert undo(neuron) == {"w1": 0, "w2": 0, "b": 0}
    assert undo(neuron) == OF_TEXT


def test_where_nothing_was_changed_undo_is_off_and_keeps_the_focus(neuron):
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "true"
    slider(neuron, "b").press("Home")
    neuron.frame()
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "false"
    button(neuron, "Undo").press("Enter")
    assert neuron.state() == OF_TEXT
    neuron.frame()
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "true"
    assert button(neuron, "Undo").evaluate("(one) => one === document.activeElement")
    button(neuron, "Undo").press("Enter")
    assert neuron.state() == OF_TEXT


def test_reset_returns_to_the_state_of_the_text_and_can_be_undone(neuron):
    slider(neuron, "w1").press("Home")
    slider(neuron, "b").press("End")
    changed = neuron.state()
    button(neuron, "Reset").click()
    assert neuron.state() == OF_TEXT
    button(neuron, "Reset").click()  # changes nothing, so there is nothing to take back
    assert undo(neuron) == changed


def test_a_hundred_changes_are_kept(neuron):
    link = "#ThresholdNeuron?w1=0&w2=0&b="
    for i in range(105):
        neuron.page.evaluate(CLICK, f"{link}{i / 64}")
    for _ in range(99):
        undo(neuron)
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "false"
    assert undo(neuron) == {"w1": 0, "w2": 0, "b": 4 / 64}
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "true"


def test_undo_by_keys(neuron):
    slider(neuron, "b").press("Home")
    slider(neuron, "b").press("Control+z")
    assert neuron.state() == OF_TEXT


def test_what_the_reader_has_not_done_is_not_taken_back(neuron):
    """A kernel sets a trait: Undo does not answer for it."""
    neuron.set_state({"w1": -1})
    assert button(neuron, "Undo").get_attribute("aria-disabled") == "true"


def test_in_a_typed_field_the_keys_are_the_browsers(opened):
    with opened("stage.html", html=stage_of(ForwardPass), viewport={"width": 900, "height": 1400}) as visit:
        stage = Stage(**vars(visit), explorer=ForwardPass)
        stage.settle()
        field = stage.root.get_by_label("input x1, typed")
        button(stage, "Step").click()
        state = stage.state()
        field.press("Control+z")
        assert stage.state() == state


def test_each_click_is_a_change_and_a_whole_run_is_one(opened):
    html = text_with(PerceptronLearning)
    with opened("stage.html", html=html, viewport={"width": 900, "height": 1400}) as visit:
        stage = Stage(**vars(visit), explorer=PerceptronLearning)
        stage.settle()
        button(stage, "Step").click(click_count=2)
        assert stage.state()["visits"] == 2
        button(stage, "Play").click()
        stage.page.wait_for_function(f"() => {MODEL}.get('visits') >= 4")
        button(stage, "Pause").click()
        assert [undo(stage)["visits"] for _ in range(3)] == [2, 1, 0]


def test_every_explorer_finds_its_way_back(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    rng = np.random.default_rng(6)
    default = stage.explorer().state()
    stage.page.evaluate(CLICK, link(stage, default))
    for _ in range(3):
        one, other = (stage.explorer(**STATES[stage.explorer](rng)).state() for _ in range(2))
        stage.page.evaluate(CLICK, link(stage, one))
        stage.page.evaluate(CLICK, link(stage, other))
        stage.frame()
        assert undo(stage) == one
        button(stage, "Reset").click()
        assert stage.state() == default
        assert undo(stage) == one


def link(stage: Stage, state: dict) -> str:
    pairs = (f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in state.items())
    return f"#{stage.explorer.__name__}?{'&'.join(pairs)}"
