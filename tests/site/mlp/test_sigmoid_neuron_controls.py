"""What the controls of SigmoidNeuron do, each in steps, by keys and pointer, at its limits."""

import numpy as np
import pytest
from hands import assert_slider, centre, drag, handle, pixels
from wording import shown, words_of

from nnlib.activations import sigmoid
from nnlib.explorers import SigmoidNeuron

say = words_of(SigmoidNeuron)
LEFT, RIGHT = -4, 4  # of the drawing


def on_grid(value: float) -> bool:
    return value * 32 == round(value * 32)


@pytest.mark.parametrize("trait, kind", [("w", "weight"), ("b", "bias")])
def test_sliders_set_their_trait_in_steps_of_a_quarter(stage_for, trait, kind):
    stage = stage_for(SigmoidNeuron)
    assert_slider(stage, say(kind, name=trait), trait, 0.25, (-50, 50))


def test_presets(stage_for):
    stage = stage_for(SigmoidNeuron, w=3, b=4)
    for w, b in ((20, -10), (1, 0)):
        handle(stage, say("preset", w=w, b=shown(b, 0))).click()
        assert stage.state() == {"w": w, "b": b}


@pytest.mark.parametrize("taken", ["handle", "curve"])
def test_the_curve_is_shifted_by_the_pointer_and_keeps_its_weight(stage_for, taken):
    stage = stage_for(SigmoidNeuron)
    across, up = pixels(stage)
    for w, b, dx in ((2, -2, 90), (2, -2, -150), (-1, 0.5, 70), (20, -10, -33), (-3, -3, -500), (3, 6, 900)):
        stage.set_state({"w": w, "b": b})
        x, y = centre(handle(stage, say("shift")))
        if taken == "curve":  # a little above its middle
            x, y = x + across * 0.2 / w, y - up * (float(sigmoid(0.2)) - 0.5)
        drag(stage, (x, y), dx, 0)
        state = stage.state()
        target = np.clip(-b / w + dx / across, LEFT, RIGHT)
        assert state["w"] == w
        assert state["b"] == pytest.approx(-w * target, abs=1 / 64 + abs(w) * 0.02), f"{w=}, {b=} moved by {dx} pixels"
        assert on_grid(state["b"]), f"{state['b']} is no multiple of 1/32"


def test_a_shift_ends_where_the_bias_does(stage_for):
    stage = stage_for(SigmoidNeuron, w=40, b=-40)
    drag(stage, centre(handle(stage, say("shift"))), 200, 0)
    assert stage.state() == {"w": 40, "b": -50}
    drag(stage, centre(handle(stage, say("shift"))), -400, 0)
    assert stage.state() == {"w": 40, "b": 50}


@pytest.mark.parametrize("w, b", [(2, -2), (-2, 1), (16, -8), (0.5, 0)])
def test_the_curve_is_shifted_by_keys_in_sixteenths(stage_for, w, b):
    stage = stage_for(SigmoidNeuron)
    for key, way in (("ArrowRight", 1), ("ArrowUp", 1), ("ArrowLeft", -1), ("ArrowDown", -1), ("Shift+ArrowRight", 4)):
        stage.set_state({"w": w, "b": b})
        handle(stage, say("shift")).press(key)
        assert stage.state() == {"w": w, "b": -w * (-b / w + way / 16)}, key


def test_a_shift_by_keys_ends_at_the_edge_of_the_drawing(stage_for):
    stage = stage_for(SigmoidNeuron, w=2, b=-7.75)
    for _ in range(3):
        handle(stage, say("shift")).press("Shift+ArrowRight")
    assert stage.state() == {"w": 2, "b": -8}


@pytest.mark.parametrize(
    "w, b, goal",
    [
        (1, 0, (1, 0.9)),
        (1, 0, (0.5, 1.1)),
        (2, -2, (2, 0.6)),
        (2, -2, (1.5, 0.1)),  # falls
        (1, -3.5, (2.5, 0.3)),  # at the right edge the handle is on the left
        (1, -3.5, (2.5, 0.7)),
    ],
)
def test_turning_by_the_pointer_keeps_the_place(stage_for, w, b, goal):
    stage = stage_for(SigmoidNeuron, w=w, b=b)
    across, up = pixels(stage)
    s = -b / w
    middle, grip = centre(handle(stage, say("shift"))), centre(handle(stage, say("turn")))
    wanted = middle[0] + (goal[0] - s) * across, middle[1] - (goal[1] - 0.5) * up
    drag(stage, grip, wanted[0] - grip[0], wanted[1] - grip[1])
    state = stage.state()
    steep = 4 * (goal[1] - 0.5) / (goal[0] - s)
    assert state["w"] == pytest.approx(steep, abs=1 / 32 + 0.04 * abs(steep))
    assert on_grid(state["w"])
    assert state["b"] == -s * state["w"], "the curve turns around another place"


def test_turning_ends_at_the_limits(stage_for):
    stage = stage_for(SigmoidNeuron)
    for b, way, limit in ((0, 1, 50), (0, -1, -50), (-2, 1, 25), (2, -1, -25), (-0.75, 1, 50)):
        stage.set_state({"w": 1, "b": b})
        middle, grip = centre(handle(stage, say("shift"))), centre(handle(stage, say("turn")))
        drag(stage, grip, middle[0] - 10 - grip[0], middle[1] - 60 * way - grip[1])  # beyond upright
        assert stage.state() == {"w": limit, "b": limit * b}, "as steep as both limits, 50, allow"


def test_turning_by_keys_keeps_the_place_also_through_zero(stage_for):
    stage = stage_for(SigmoidNeuron, w=0.5, b=-0.75)
    turn = handle(stage, say("turn"))
    found = []
    for key in ("Up", "Right", "Down", "Left", "Left", "Left", "Down"):
        turn.press(f"Arrow{key}")
        stage.frame()
        found.append((stage.state()["w"], stage.state()["b"]))
    steepness = [0.75, 1, 0.75, 0.5, 0.25, 0, -0.25]
    assert found == [(w, -1.5 * w) for w in steepness]
    turn.press("Shift+ArrowUp")
    assert stage.state() == {"w": 0.75, "b": -1.125}


def test_handles_that_do_nothing_are_not_there(stage_for):
    stage = stage_for(SigmoidNeuron, w=0, b=2)
    assert not handle(stage, say("shift")).is_visible()
    assert not handle(stage, say("turn")).is_visible()
    stage.set_state({"b": 0})
    assert not handle(stage, say("shift")).is_visible()
    handle(stage, say("turn")).press("ArrowUp")
    assert stage.state() == {"w": 0.25, "b": 0}
