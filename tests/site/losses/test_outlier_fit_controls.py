"""What the controls of OutlierFit do, by keys, by the pointer and by a finger, and at their limits."""

import itertools
import math

import numpy as np
import pytest
from drawing import look
from fits import NAMES, say
from hands import BELOW, PHONE, centre, drag, slider, swipe
from local_site import stage_of
from visits import MODEL, Stage
from wording import shown

from nnlib.explorers import OutlierFit

WAYS = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}
FOUR = {"x": [-3.0, -1.0, 1.0, 3.0], "y": [-2.0, 0.5, 1.0, -3.5], "point": 4}


def grip(stage: Stage, i: int):
    """Return the handle of point i, counted from 1."""
    return stage.root.locator(".nnx-sample").nth(i - 1)


def press(stage: Stage, key: str) -> None:
    stage.root.get_by_role("button", name=say(key), exact=True).click()
    stage.frame()


def box(stage: Stage, name: str):
    return stage.root.get_by_role("checkbox", name=say("draw", line=say(f"line {name}")), exact=True)


def points(state: dict) -> list[tuple[float, float]]:
    return [*zip(state["x"], state["y"], strict=True)]


def with_point(state: dict, i: int, place: tuple[float, float]) -> dict:
    """Return the state with point i at another place; who moves a point marks it."""
    moved = [place if k == i - 1 else one for k, one in enumerate(points(state))]
    x, y = ([*numbers] for numbers in zip(*moved, strict=True))
    same = min(state["point"], len(x)) == i
    return {**state, "x": x, "y": y, "point": state["point"] if same else i}


def units(page) -> tuple[float, float]:
    """How many pixels of the screen one unit is long, to the right and upwards."""
    drawing = look(page, [{}])[0].drawings[0]
    scale = page.locator(".nnx svg").first.bounding_box()["width"] / drawing.size[0]
    return scale * drawing.axes.x[0], -scale * drawing.axes.y[0]


def on_screen(page, place: tuple[float, float]) -> tuple[float, float]:
    drawing, area = look(page, [{}])[0].drawings[0], page.locator(".nnx svg").first.bounding_box()
    scale = area["width"] / drawing.size[0]
    x, y = drawing.axes.pixels(place)
    return area["x"] + scale * x, area["y"] + scale * y


def in_steps(value: float) -> bool:
    return value * 32 == round(value * 32)


# -- moving ------------------------------------------------------------------------------------------------------------


def test_points_follow_the_pointer_up_to_the_limits_and_are_marked(stage_for):
    stage = stage_for(OutlierFit)
    start, (across, up) = stage.state(), units(stage.page)
    for i, (dx, dy) in itertools.product((1, 4, 9), ((40, -30), (-25, 60), (2000, -2000), (-2000, 2000))):
        drag(stage, centre(grip(stage, i)), dx, dy)
        state = stage.state()
        x, y = points(start)[i - 1]
        wanted = np.clip((x + dx / across, y - dy / up), -5, 5)
        found = points(state)[i - 1]
        assert np.abs(np.subtract(found, wanted)).max() < 1 / 64 + 1.1 / min(across, up)
        assert all(map(in_steps, found))
        assert state == with_point(start, i, found)
        stage.set_state(start)


def test_keys_move_a_point_and_mark_it(stage_for):
    stage = stage_for(OutlierFit)
    start = stage.state()
    for i, (key, way), stride in itertools.product((2, 9), WAYS.items(), (1, 4)):
        grip(stage, i).press(f"Shift+{key}" if stride == 4 else key)
        place = np.add(points(start)[i - 1], np.multiply(way, stride / 8))
        assert stage.state() == with_point(start, i, tuple(place)), key
        stage.set_state(start)


def test_keys_stop_at_the_limits(stage_for):
    stage = stage_for(OutlierFit, **FOUR)
    for key, coordinate, limit in (
        ("ArrowRight", "x", 5),
        ("ArrowUp", "y", 5),
        ("ArrowLeft", "x", -5),
        ("ArrowDown", "y", -5),
    ):
        for _ in range(24):
            grip(stage, 1).press(f"Shift+{key}")
        assert stage.state()[coordinate][0] == limit


def test_a_press_or_enter_marks_a_point_and_tab_does_not(stage_for):
    stage = stage_for(OutlierFit)
    start = stage.state()
    stage.page.mouse.click(*centre(grip(stage, 3)))
    assert stage.state() == {**start, "point": 3}, "a click on a point only marks it"
    grip(stage, 5).focus()
    stage.page.keyboard.press("Tab")
    assert stage.state() == {**start, "point": 3}
    for key, i in (("Enter", 6), ("Space", 7)):
        grip(stage, i).press(key)
        assert stage.state() == {**start, "point": i}
    stage.set_state(start)
    stage.page.mouse.click(*centre(grip(stage, 9)))
    assert stage.state() == start, "it is marked already, and so there is nothing to undo"
    assert stage.root.get_by_role("button", name="Undo").get_attribute("aria-disabled") in ("true", "false")


def test_the_handle_says_where_its_point_is(stage_for):
    stage = stage_for(OutlierFit)
    grip(stage, 9).press("ArrowLeft")
    stage.frame()
    assert grip(stage, 9).get_attribute("aria-label") == say("point", i=9, x=shown(3.875), y=shown(-4))


def test_a_whole_drag_is_one_step_of_undo(stage_for):
    stage = stage_for(OutlierFit)
    start = stage.state()
    drag(stage, centre(grip(stage, 4)), 30, -50)
    assert stage.state()["point"] == 4
    stage.root.get_by_role("button", name="Undo").click()
    assert stage.state() == start


# -- adding and removing -----------------------------------------------------------------------------------------------


def test_a_click_on_a_free_place_adds_a_point_there_and_marks_it(stage_for):
    stage = stage_for(OutlierFit)
    for n, place in enumerate([(2, -2), (-4.5, 3.25), (0.3, 4.9)], start=10):
        before = stage.state()
        stage.page.mouse.click(*on_screen(stage.page, place))
        state = stage.state()
        assert points(state)[:-1] == points(before)
        assert np.allclose(points(state)[-1], place, atol=0.04)
        assert all(map(in_steps, points(state)[-1]))
        assert state == {**before, "x": state["x"], "y": state["y"], "point": n}
        stage.frame()
    full = stage.state()
    stage.page.mouse.click(*on_screen(stage.page, (3, -3)))
    assert stage.state() == full, "twelve are enough"


def test_a_click_beside_the_plot_adds_nothing(stage_for):
    stage = stage_for(OutlierFit)
    start = stage.state()
    for place in ((6.2, 0), (6.2, 4), (0, -6), (-5.9, 0)):
        stage.page.mouse.click(*on_screen(stage.page, place))
        assert stage.state() == start


def test_the_button_adds_points_at_free_places_up_to_twelve(stage_for):
    stage = stage_for(OutlierFit, **FOUR)
    for n in range(5, 13):
        before = stage.state()
        press(stage, "add")
        state = stage.state()
        assert points(state)[:-1] == points(before)
        new = points(state)[-1]
        assert min(np.hypot(*np.subtract(new, one)) for one in points(before)) >= 0.5
        assert state["point"] == n
    assert stage.root.get_by_role("button", name=say("add"), exact=True).is_disabled()
    assert stage.root.locator(".nnx-sample").count() == 12


def test_the_button_removes_the_marked_point_down_to_three(stage_for):
    stage = stage_for(OutlierFit, point=4)
    removed = [4, 4, 4, 4, 4, 4]  # those that follow move up
    for i in removed:
        before = points(stage.state())
        press(stage, "remove")
        assert points(stage.state()) == before[: i - 1] + before[i:]
        assert min(stage.state()["point"], len(before) - 1) == min(i, len(before) - 1)
        if len(before) == 4:
            break
    assert len(stage.state()["x"]) == 3
    assert stage.root.get_by_role("button", name=say("remove"), exact=True).is_disabled()


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_keys_remove_the_point_that_has_the_focus_which_goes_to_another(stage_for, key):
    stage = stage_for(OutlierFit, **FOUR)
    grip(stage, 2).press(key)
    stage.frame()
    state = stage.state()
    assert points(state) == [p for k, p in enumerate(points(FOUR)) if k != 1]
    assert state["point"] == 2
    assert grip(stage, 2).evaluate("(one) => one === document.activeElement")
    grip(stage, 2).press(key)
    assert stage.state() == state, "three points stay"


def test_the_final_point_goes_by_key_and_the_focus_to_the_one_before(stage_for):
    stage = stage_for(OutlierFit)
    grip(stage, 9).press("Delete")
    stage.frame()
    assert len(stage.state()["x"]) == 8
    assert grip(stage, 8).evaluate("(one) => one === document.activeElement")


def test_points_at_one_place_can_be_told_apart(stage_for):
    stage = stage_for(OutlierFit, x=[0, 0, 0, 2], y=[1, 1, 1, 2])
    places = [grip(stage, i).bounding_box()["x"] for i in (1, 2, 3)]
    assert np.all(np.diff(places) > 15)
    drag(stage, centre(grip(stage, 3)), -60, 40)
    assert points(stage.state())[:2] == [(0, 1), (0, 1)]
    assert points(stage.state())[2] != (0, 1)


# -- lines, δ and γ ----------------------------------------------------------------------------------------------------


def test_boxes_choose_the_lines(stage_for):
    stage = stage_for(OutlierFit)
    start = stage.state()
    shown_now = {"mse", "mae", "huber"}
    for name in ("mse", "log_cosh", "quantile", "mae", "huber", "mse", "log_cosh", "quantile"):
        if name == "mae":
            box(stage, name).press("Space")
        else:
            box(stage, name).click()
        shown_now ^= {name}
        assert stage.state() == {**start, "lines": [one for one in NAMES if one in shown_now]}
        stage.frame()
        for one in NAMES:
            assert (stage.root.locator(f".nnx-layer-line > .nnx-fit-{one}:visible").count() > 0) == (one in shown_now)


@pytest.mark.parametrize(
    ("trait", "of", "step", "low", "high"), [("delta", "huber", 0.1, 0.1, 4), ("gamma", "quantile", 0.05, 0.05, 0.95)]
)
def test_sliders_set_delta_and_gamma_and_show_their_line(stage_for, trait, of, step, low, high):
    stage = stage_for(OutlierFit, lines=["mse"], delta=1, gamma=0.5)
    start, control = stage.state(), slider(stage, say(trait))
    lines = [name for name in NAMES if name in ("mse", of)]
    for key, value in (
        ("ArrowRight", start[trait] + step), ("ArrowLeft", start[trait]), ("Home", low), ("ArrowLeft", low),
        ("ArrowUp", low + step), ("End", high), ("ArrowRight", high),
    ):  # fmt: skip
        control.press(key)
        assert stage.state() == {**start, trait: pytest.approx(value, abs=1e-9), "lines": lines}, key
        stage.frame()
        assert control.get_attribute("aria-valuetext") == shown(stage.state()[trait])
    width = control.bounding_box()["width"]
    drag(stage, centre(control), -0.25 * width, 0)
    assert stage.state()[trait] == pytest.approx(low + 0.25 * (high - low), abs=0.05 * (high - low) + step / 2)


# -- a finger ----------------------------------------------------------------------------------------------------------


def test_a_point_follows_a_finger(opened):
    with opened("touch.html", html=stage_of(OutlierFit), **PHONE) as visit:
        visit.settle()
        page = visit.page
        across, up = units(page)
        swipe(page, centre(page.locator(".nnx-sample").last), -40, -60)
        visit.frame()
        x, y = (page.evaluate(f"{MODEL}.get('{name}')") for name in "xy")
        assert len(x) == 9
        assert (x[-1], y[-1]) == (pytest.approx(4 - 40 / across, abs=0.1), pytest.approx(-4 + 60 / up, abs=0.1))
        assert page.evaluate("scrollY") == 0


def test_a_finger_finds_each_of_the_nine_points(opened):
    """They are 24 px apart on a phone of common width, as WCAG 2.2 asks of what is pressed."""
    with opened("chapters/5_losses/5_which_loss.html", viewport={"width": 412, "height": 823}) as visit:
        visit.settle()
        places = [centre(grip) for grip in visit.page.locator(".nnx-sample").all()]
        assert len(places) == 9
        assert min(math.dist(*pair) for pair in itertools.combinations(places, 2)) >= 24


def test_a_tap_on_a_free_place_adds_a_point(opened):
    with opened("touch.html", html=stage_of(OutlierFit), **PHONE) as visit:
        visit.settle()
        page = visit.page
        page.touchscreen.tap(*on_screen(page, (-2, 3)))
        visit.frame()
        x, y = (page.evaluate(f"{MODEL}.get('{name}')") for name in "xy")
        assert len(x) == 10
        assert np.allclose((x[-1], y[-1]), (-2, 3), atol=0.08)


def test_a_swipe_over_a_free_place_scrolls_and_adds_nothing(opened):
    html = stage_of(OutlierFit).replace("</main>", BELOW)
    with opened("touch.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        swipe(page, on_screen(page, (-2, -3)), 3, -150)
        page.wait_for_function("scrollY > 50")
        assert len(page.evaluate(f"{MODEL}.get('x')")) == 9
