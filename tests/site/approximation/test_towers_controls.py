"""What the controls of Towers do, in every mode: by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from hands import BELOW, PHONE, assert_slider, centre, drag, handle, pixels, slider, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import Towers

say = words_of(Towers)
ONE, MANY = ("ridges", "tower"), ("towers", "target")
TURN = say("turn")

in_one = pytest.mark.parametrize("mode", ONE)
in_many = pytest.mark.parametrize("mode", MANY)


@pytest.mark.parametrize("mode", ONE + MANY)
def test_sliders_set_their_trait(stage_for, mode):
    stage = stage_for(Towers, mode=mode)
    start = stage.state()
    of_mode = {"steepness": (say("steepness", name="k"), 2, (2, 200))}
    if mode in ONE:
        of_mode |= {name: (say("centre", name=name), 1 / 32, (-1, 1)) for name in ("c1", "c2")}
        of_mode["width"] = (say("width", name="w"), 1 / 16, (0.25, 1.5))
        of_mode["height"] = (say("height", name="h"), 1 / 32, (-1, 1))
    assert stage.root.locator("input[type=range]:visible").count() == len(of_mode) + (mode in MANY)
    for trait, (name, step, limits) in of_mode.items():
        assert_slider(stage, name, trait, step, limits)
        stage.set_state(start)


@in_many
def test_the_slider_of_the_number_has_six_places(stage_for, mode):
    stage = stage_for(Towers, mode=mode)
    start, control = stage.state(), slider(stage, say("towers a side", name="N"))
    presses = [("Home", 1), ("ArrowLeft", 1), ("ArrowRight", 2), ("End", 6), ("ArrowRight", 6), ("ArrowLeft", 5)]
    for key, n_towers in presses:
        control.press(key)
        assert stage.state() == {**start, "n_towers": n_towers}
    width = control.bounding_box()["width"] - 16  # the way of the knob
    for n_towers in (1, 4, 6, 2):
        drag(stage, centre(control), ((n_towers - 1) / 5 - 0.5) * width, 0)
        assert stage.state() == {**start, "n_towers": n_towers}


def test_menus_choose_mode_and_surface(stage_for):
    stage = stage_for(Towers)
    start = stage.state()
    modes = stage.page.get_by_label(say("mode"), exact=True)
    surfaces = stage.page.get_by_label(say("surface"), exact=True)
    for mode in (*ONE, *MANY):
        modes.select_option(label=say(mode))
        stage.frame()
        assert stage.state() == {**start, "mode": mode}
        assert surfaces.is_visible() == (mode in MANY)
        assert slider(stage, say("towers a side", name="N")).is_visible() == (mode in MANY)
        assert handle(stage, say("move")).is_visible() == (mode in ONE)
    for target in ("hill", "ripple", "slope", "saddle"):
        surfaces.select_option(label=say(target))
        stage.frame()
        assert stage.state() == {**start, "mode": "target", "target": target}


@in_one
def test_a_tower_is_moved_by_the_pointer(stage_for, mode):
    stage = stage_for(Towers, mode=mode)
    start = stage.state()
    across, up = pixels(stage, 1)
    for dx, dy in ((30, 12), (-45, 20), (900, 900), (-900, -900)):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("move"))), dx, dy)
        found = stage.state()
        assert {**found, "c1": 0, "c2": 0} == {**start, "c1": 0, "c2": 0}
        for name, shift in (("c1", dx / across), ("c2", -dy / up)):
            assert found[name] == pytest.approx(np.clip(start[name] + shift, -1, 1), abs=1 / 64 + 1 / across)
            assert found[name] * 32 == round(found[name] * 32)


@in_one
@pytest.mark.parametrize("c1, side", [(-0.25, 1), (0.25, 1), (0.75, -1), (1, -1)])
def test_a_tower_is_widened_by_the_pointer_on_the_side_within_reach(stage_for, mode, c1, side):
    """The right side; the left one where the right one lies outside. What is dragged stays the same side."""
    stage = stage_for(Towers, mode=mode, c1=c1, width=1)
    start = stage.state()
    across, _ = pixels(stage, 1)
    for dx in (20, -25, 150, -150):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("widen"))), dx, 15)
        found = stage.state()
        wanted = np.clip(1 + 2 * side * dx / across, 0.25, 1.5)
        assert found == {**start, "width": found["width"]}
        assert found["width"] == pytest.approx(wanted, abs=1 / 32 + 2 / across)
        assert found["width"] * 16 == round(found["width"] * 16)


@in_one
def test_keys_move_and_widen_a_tower(stage_for, mode):
    stage = stage_for(Towers, mode=mode, c1=0, c2=0, width=1)
    start = stage.state()
    moves = {
        "ArrowRight": (1, 0),
        "ArrowLeft": (-1, 0),
        "ArrowUp": (0, 1),
        "ArrowDown": (0, -1),
        "Shift+ArrowUp": (0, 4),
    }
    for key, (right, up) in moves.items():
        stage.set_state(start)
        handle(stage, say("move")).press(key)
        assert stage.state() == {**start, "c1": right / 16, "c2": up / 16}
        stage.set_state(start)
        handle(stage, say("widen")).press(key)
        assert stage.state() == {**start, "width": 1 + (right + up) / 16}
    stage.set_state({**start, "c1": 0.75})  # the handle is on the left side, and moves to where the key points
    for key, width in (("ArrowLeft", 17 / 16), ("ArrowRight", 1), ("ArrowUp", 17 / 16)):
        handle(stage, say("widen")).press(key)
        assert stage.state() == {**start, "c1": 0.75, "width": width}


def test_keys_end_at_the_limits(stage_for):
    stage = stage_for(Towers, c1=1, c2=-1, width=0.25, elevation=90)
    start = stage.state()
    for key in ("ArrowRight", "ArrowDown"):
        handle(stage, say("move")).press(f"Shift+{key}")
        assert stage.state() == start
    handle(stage, say("widen")).press("ArrowDown")
    handle(stage, TURN).press("ArrowDown")
    assert stage.state() == start


@pytest.mark.parametrize("mode", ONE + MANY)
def test_the_surface_turns_with_the_hand(stage_for, mode):
    """Its front follows to the right, so the eye goes round to the left; pulled down, it is seen from farther above."""
    stage = stage_for(Towers, mode=mode)
    start = stage.state()
    box = stage.root.locator("svg").first.bounding_box()
    degrees = 180 / box["width"]
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for begin in (centre(handle(stage, TURN)), middle):
        for dx, dy in ((40, 0), (-60, 20), (0, -25), (0, 300), (0, -300)):
            stage.set_state(start)
            drag(stage, begin, dx, dy)
            found = stage.state()
            assert found == {**start, "azimuth": found["azimuth"], "elevation": found["elevation"]}
            assert found["azimuth"] == pytest.approx(-60 - dx * degrees, abs=1)
            assert found["elevation"] == pytest.approx(np.clip(30 + dy * degrees, 10, 90), abs=1)
            assert found["azimuth"] == round(found["azimuth"])
            assert found["elevation"] == round(found["elevation"])


def test_it_turns_all_the_way_round(stage_for):
    stage = stage_for(Towers, azimuth=178, elevation=30)
    turn = handle(stage, TURN)
    turn.press("ArrowLeft")
    assert stage.state()["azimuth"] == -177
    turn.press("ArrowRight")
    assert stage.state()["azimuth"] == 178
    turn.press("Shift+ArrowRight")
    assert stage.state()["azimuth"] == 158
    for key, elevation in (("ArrowUp", 25), ("ArrowDown", 30), ("Shift+ArrowDown", 50)):
        turn.press(key)
        assert stage.state()["elevation"] == elevation


def test_turning_leaves_the_heat_map(stage_for):
    stage = stage_for(Towers, mode="towers")
    heat_map = stage.root.locator("svg").nth(1)
    before = heat_map.inner_html()
    handle(stage, TURN).press("ArrowLeft")
    stage.frame()
    assert heat_map.inner_html() == before


# -- fingers -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(opened):
    """Towers on a phone, with a long page below, and what one finger does from the middle of a drawing."""
    html = stage_of(Towers).replace("</main>", BELOW)
    with opened("towers-on-a-phone.html", html=html, **PHONE) as visit:
        visit.settle()
        yield visit, lambda selector, dx, dy: swipe(visit.page, centre(visit.page.locator(selector).first), dx, dy)


def traits(visit) -> dict:
    names = Towers.state_names()
    model = "document.querySelector('.nnx-mount').explorer.model"
    return visit.page.evaluate(f"names => Object.fromEntries(names.map((n) => [n, {model}.get(n)]))", names)


@pytest.mark.parametrize("drawing", ["svg.nnx-space", "svg.nnx-plane:not(.nnx-space)"])
def test_a_swipe_on_a_drawing_scrolls_the_page_and_changes_nothing(phone, drawing):
    visit, swipe_on = phone
    swipe_on(drawing, 4, -200)
    assert visit.page.evaluate("scrollY") > 80
    assert traits(visit) == Towers().state()


def test_a_finger_turns_the_surface_to_the_side(phone):
    visit, swipe_on = phone
    swipe_on("svg.nnx-space", 50, 3)
    assert visit.page.evaluate("scrollY") == 0
    found = traits(visit)
    assert found["azimuth"] < -60 - 20
    assert {**found, "azimuth": -60} == Towers().state()


def test_a_finger_drags_what_is_to_be_dragged_any_way(phone):
    visit, swipe_on = phone
    swipe_on(".nnx-around", -30, 30)
    turned = traits(visit)
    assert turned["azimuth"] > -60 + 10
    assert turned["elevation"] > 30 + 10
    swipe_on(".nnx-shift", 20, 30)
    moved = traits(visit)
    assert moved["c1"] > -0.25 + 0.1
    assert moved["c2"] < 0.25 - 0.1
    swipe_on(".nnx-turn", 20, 0)
    assert traits(visit)["width"] > moved["width"]
    assert visit.page.evaluate("scrollY") == 0
