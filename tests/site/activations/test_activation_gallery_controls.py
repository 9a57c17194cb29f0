"""What the controls of ActivationGallery do, each by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from drawing import look
from hands import PHONE, assert_slider, centre, changes, drag, handle, near, pixels, swipe
from local_site import stage_of
from wording import say_shared, words_of

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import ActivationGallery

say = words_of(ActivationGallery)
LOW, HIGH = -5, 5
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
HANDLES = ["move the point", "move the slope"]
PAIRS = [("sigmoid", "tanh"), ("relu", "leaky_relu"), ("elu", "none")]
CURVES = ".nnx-plot :is(path, .nnx-axes, .nnx-saturated)"  # of both plots

each_handle = pytest.mark.parametrize("key", HANDLES)
each_pair = pytest.mark.parametrize(("activation", "other"), PAIRS)


def test_the_slider_sets_z(stage_for):
    assert_slider(stage_for(ActivationGallery, z=0), say("place"), "z", 0.1, (LOW, HIGH))


@each_pair
def test_the_slider_of_alpha_is_there_for_those_that_have_it(stage_for, activation, other):
    stage = stage_for(ActivationGallery, activation=activation, other=other, alpha=0.3)
    slider = stage.root.locator(f"input[aria-label='{say('alpha')}']")
    assert slider.is_visible() == ("leaky_relu" in (activation, other) or "elu" in (activation, other))
    if slider.is_visible():
        assert_slider(stage, say("alpha"), "alpha", 0.01, (0.01, 1))


@each_pair
@each_handle
def test_handles_follow_the_pointer_to_the_side_only(stage_for, activation, other, key):
    stage = stage_for(ActivationGallery, activation=activation, other=other, z=-0.5)
    start, (across, _) = stage.state(), pixels(stage, 1)
    for dx, dy in ((30, 0), (-55, 40), (7, -30), (900, 5), (-900, 5)):
        drag(stage, centre(handle(stage, say(key))), dx, dy)
        state = stage.state()
        wanted = np.clip(start["z"] + dx / across, LOW, HIGH)
        assert state["z"] == pytest.approx(wanted, abs=0.01 + 1 / across), f"moved by {dx}, {dy}"
        assert state["z"] * 50 == pytest.approx(round(state["z"] * 50), abs=1e-9), "not in steps of 1/50"
        assert state == {**start, "z": state["z"]}
        stage.set_state(start)


@each_handle
def test_handles_move_by_keys(stage_for, key):
    stage = stage_for(ActivationGallery)
    for press, way in KEYS.items():
        before = stage.state()
        handle(stage, say(key)).press(press)
        assert stage.state() == {**before, "z": near(before["z"] + way / 10)}, press


@each_handle
def test_handles_stop_at_the_limits_and_reach_0_exactly(stage_for, key):
    stage = stage_for(ActivationGallery, activation="relu", z=4.9)
    for press, limit in (("ArrowRight", HIGH), ("ArrowLeft", LOW)):
        for _ in range(30):
            handle(stage, say(key)).press(f"Shift+{press}")
        assert stage.state()["z"] == limit
    stage.set_state({"z": 0.3})
    for _ in range(3):
        handle(stage, say(key)).press("ArrowLeft")
    assert stage.state()["z"] == 0
    stage.frame()
    assert say("has none", name="ReLU", slope="0.000") in stage.root.locator(".nnx-finding").inner_text()


@each_handle
def test_handles_follow_a_finger(opened, key):
    with opened("touch.html", html=stage_of(ActivationGallery), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say(key), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(page, (x, y), -80, 32)
        visit.frame()
        drawing = look(page, [{}])[0].drawings[1]
        across = drawing.axes.x[0] * page.locator(".nnx-plot").nth(1).bounding_box()["width"] / drawing.size[0]
        z = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('z')")
        assert z == pytest.approx(1 - 80 / across, abs=0.03)
        assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("trait", ["activation", "other"])
def test_menus_offer_the_registry_in_its_order_and_set_one_trait(stage_for, trait):
    """A new activation of nnlib is in both menus."""
    stage = stage_for(ActivationGallery)
    menu = stage.page.get_by_label(say(trait), exact=True)
    options = menu.evaluate("menu => [...menu.options].map(({ value, text }) => [value, text])")
    names = [[name, say_shared(f"{name} function")] for name in ACTIVATIONS]
    assert options == ([["none", say("nothing")], *names] if trait == "other" else names)
    for name, _ in options:
        before = stage.state()
        menu.select_option(name)
        stage.frame()
        assert stage.state() == {**before, trait: name}


def test_swap_exchanges_the_two_and_nothing_else(stage_for):
    stage = stage_for(ActivationGallery, activation="gelu", other="elu", z=-1)
    start = stage.state()
    button = stage.page.get_by_role("button", name=say("swap"), exact=True)
    button.click()
    assert stage.state() == {**start, "activation": "elu", "other": "gelu"}
    button.click()
    assert stage.state() == start
    stage.set_state({"other": "none"})
    assert button.is_disabled()


@each_pair
def test_while_z_moves_marks_do_and_curves_stay(stage_for, activation, other):
    """Curves would cost more than a frame has on a slow machine."""
    stage = stage_for(ActivationGallery, activation=activation, other=other)
    for z in (0.3, -4, 5, 0):
        assert changes(stage, CURVES, {"z": z}) == []


def test_curves_change_with_what_they_are_made_of(stage_for):
    stage = stage_for(ActivationGallery, activation="elu", other="tanh")
    for change in ({"alpha": 0.7}, {"activation": "silu"}, {"other": "none"}):
        assert any("nnx-curve" in one for one in changes(stage, CURVES, change) if one), change
    assert changes(stage, CURVES, {"alpha": 0.2}) == [], "neither depends on alpha"
