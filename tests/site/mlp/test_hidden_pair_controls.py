"""What the controls of HiddenPair do, each by keys and pointer, at its limits, and also where the weights are tied."""

import numpy as np
import pytest
from hands import assert_slider, centre, drag, handle, pixels, slider, with_number
from wording import words_of

from nnlib.explorers import HiddenPair

say = words_of(HiddenPair)
LEFT, RIGHT = -0.5, 1.5  # of the drawing
NAMES = {"s1": "s1", "s2": "s2", "w1": "w11", "w2": "w21"}  # of traits, as they are shown and read aloud
PULSE = say("pulse mode read aloud")
MODES = {
    "free": {"w1": 0.25, "w2": 0.5},
    "pulse": {"pulse": True, "w1": 0.25, "w2": -0.25},
    "pulse from right to left": {"pulse": True, "w1": 0.25, "w2": -0.25, "s1": 0.75, "s2": 0.25},
}
in_every_mode = pytest.mark.parametrize("mode", MODES.values(), ids=MODES)


def law(state: dict, trait: str, value: float) -> dict:
    """Return the state that setting one number leads to: a pulse has opposite weights."""
    tied = {"w1": "w2", "w2": "w1"}.get(trait)
    return {**with_number(state, trait, value), **({tied: -value} if tied and state["pulse"] else {})}


def test_sliders_set_their_trait(stage_for):
    stage = stage_for(HiddenPair)
    start = stage.state()
    for i in (1, 2):
        assert_slider(stage, say("place", i=i, name=f"s{i}"), f"s{i}", 1 / 32, (-0.5, 1.5))
        stage.set_state(start)
        assert_slider(stage, say("output weight", name=f"w{i}1"), f"w{i}", 1 / 32, (-1, 1))
        stage.set_state(start)
    assert_slider(stage, say("steepness", name="w"), "steepness", 5, (5, 200))


@pytest.mark.parametrize("mode", ["pulse", "pulse from right to left"])
def test_the_slider_of_the_height_sets_both_weights(stage_for, mode):
    stage = stage_for(HiddenPair, **MODES[mode])
    assert_slider(stage, say("height", name="h"), "w1", 1 / 32, (-1, 1), law)


@in_every_mode
def test_a_step_is_moved_by_the_pointer(stage_for, mode):
    stage = stage_for(HiddenPair, **mode)
    start = stage.state()
    across, _ = pixels(stage, 2)
    for i, dx in ((1, 25), (2, -40), (1, 150), (2, 900), (1, -900)):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("move step", i=i, name=f"s{i}"))), dx, 10)
        found = stage.state()[f"s{i}"]
        assert found == pytest.approx(np.clip(start[f"s{i}"] + dx / across, LEFT, RIGHT), abs=1 / 256 + 1 / across)
        assert found * 128 == round(found * 128), f"{found} is no multiple of 1/128"
        assert stage.state() == law(start, f"s{i}", found)


@in_every_mode
def test_a_weight_is_lifted_by_the_pointer(stage_for, mode):
    stage = stage_for(HiddenPair, **mode)
    start = stage.state()
    _, up = pixels(stage)
    for i, dy in ((1, 10), (2, -15), (1, 300), (2, -300)):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("lift step", i=i, name=f"w{i}1"))), 20, dy)
        found = stage.state()[f"w{i}"]
        assert found == pytest.approx(np.clip(start[f"w{i}"] - dy / up, -1, 1), abs=1 / 64 + 1 / up)
        assert found * 32 == round(found * 32), f"{found} is no multiple of 1/32"
        assert stage.state() == law(start, f"w{i}", found)


KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}


@in_every_mode
def test_keys_move_and_lift_by_a_thirty_second(stage_for, mode):
    stage = stage_for(HiddenPair, **mode)
    start = stage.state()
    for trait, name in (("s1", "move step"), ("s2", "move step"), ("w1", "lift step"), ("w2", "lift step")):
        for key, way in KEYS.items():
            before = stage.state()
            handle(stage, say(name, i=trait[1], name=NAMES[trait])).press(key)
            assert stage.state() == law(before, trait, before[trait] + way / 32), f"{key} on {name} {trait}"
        stage.set_state(start)


@in_every_mode
def test_keys_end_at_the_limits(stage_for, mode):
    stage = stage_for(HiddenPair, **mode)
    start = stage.state()
    for trait, name, limits in (("s1", "move step", (-0.5, 1.5)), ("w1", "lift step", (-1, 1))):
        for key, limit in zip(("ArrowLeft", "ArrowRight"), limits, strict=True):
            stage.set_state({**start, **law(start, trait, limit)})
            handle(stage, say(name, i=1, name=NAMES[trait])).press(key)
            assert stage.state() == law(start, trait, limit)
            stage.set_state(start)


@pytest.mark.parametrize("s1, s2, leading", [(0.25, 0.75, "w1"), (0.5, 0.5, "w1"), (0.75, 0.25, "w2")])
def test_the_pulse_is_lifted_by_pointer_and_keys(stage_for, s1, s2, leading):
    """Its height is the weight of the step that comes first from the left."""
    stage = stage_for(HiddenPair, pulse=True, w1=0.25, w2=-0.25, s1=s1, s2=s2)
    start = stage.state()
    _, up = pixels(stage, 2)
    lift = handle(stage, say("lift pulse"))
    for dy in (-12, 25, -300, 300):
        drag(stage, centre(lift), 15, dy)
        found = stage.state()[leading]
        assert found == pytest.approx(np.clip(start[leading] - dy / up, -1, 1), abs=1 / 64 + 1 / up)
        assert found * 32 == round(found * 32), f"{found} is no multiple of 1/32"
        assert stage.state() == law(start, leading, found)
        stage.set_state(start)
    for key, way in KEYS.items():
        before = stage.state()
        lift.press(key)
        assert stage.state() == law(before, leading, before[leading] + way / 32), key


def test_the_box_ties_the_weights_and_lets_them_go(stage_for):
    stage = stage_for(HiddenPair)
    free = stage.state()
    box = stage.page.get_by_label(PULSE, exact=True)
    box.check()
    stage.frame()
    assert stage.state() == {**free, "pulse": True, "w2": -0.75}
    slider(stage, say("height", name="h")).press("End")
    assert stage.state() == {**free, "pulse": True, "w1": 1, "w2": -1}
    assert handle(stage, say("lift pulse")).is_visible()
    box.press("Space")
    stage.frame()
    assert stage.state() == {**free, "w1": 1, "w2": -1}
    assert not handle(stage, say("lift pulse")).is_visible()
    slider(stage, say("output weight", name="w21")).press("ArrowRight")
    assert stage.state() == {**free, "w1": 1, "w2": -1 + 1 / 32}


def test_a_pulse_set_from_outside_has_opposite_weights(stage_for):
    stage = stage_for(HiddenPair, pulse=True, w1=0.5, w2=0.5)
    assert stage.state()["w2"] == -0.5
    stage.set_state({"w1": 0})
    assert (stage.state()["w2"], np.signbit(stage.state()["w2"])) == (0, False), "0 has no sign"
