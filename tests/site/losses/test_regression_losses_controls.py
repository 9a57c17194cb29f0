"""What the controls of RegressionLosses do, each by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from drawing import look
from hands import BELOW, PHONE, assert_slider, centre, changes, drag, handle, near, pixels, slider, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import RegressionLosses

say = words_of(RegressionLosses)
LOW, HIGH = -4, 4
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
HANDLES = ["move the point", "move the slope"]
PAIRS = [("mse", "mae"), ("huber", "quantile"), ("log_cosh", "none")]
NAMES = ["mse", "half_mse", "mae", "huber", "log_cosh", "quantile"]
CURVES = ".nnx-plot :is(path, .nnx-axes)"  # of both plots

each_handle = pytest.mark.parametrize("key", HANDLES)
each_pair = pytest.mark.parametrize(("loss", "other"), PAIRS)


def test_the_slider_sets_the_error(stage_for):
    assert_slider(stage_for(RegressionLosses, error=0), say("error"), "error", 0.1, (LOW, HIGH))


@pytest.mark.parametrize(
    ("trait", "owner", "step", "limits"), [("delta", "huber", 0.1, (0.1, 4)), ("gamma", "quantile", 0.05, (0.05, 0.95))]
)
@pytest.mark.parametrize("place", ["loss", "other"])
def test_a_parameter_has_a_slider_where_a_loss_has_it(stage_for, trait, owner, step, limits, place):
    stage = stage_for(RegressionLosses, **{place: owner, trait: 0.5})
    assert slider(stage, say(trait)).is_visible()
    assert_slider(stage, say(trait), trait, step, limits)
    for loss in NAMES:
        for other in ("none", *NAMES):
            stage.set_state({"loss": loss, "other": other})
            stage.frame()
            assert slider(stage, say(trait)).is_visible() == (owner in (loss, other))


@each_pair
@each_handle
def test_handles_follow_the_pointer_to_the_side_only(stage_for, loss, other, key):
    stage = stage_for(RegressionLosses, loss=loss, other=other, error=-0.5)
    start, (across, _) = stage.state(), pixels(stage, 1)
    for dx, dy in ((30, 0), (-55, 40), (7, -30), (900, 5), (-900, 5)):
        drag(stage, centre(handle(stage, say(key))), dx, dy)
        state = stage.state()
        wanted = np.clip(start["error"] + dx / across, LOW, HIGH)
        assert state["error"] == pytest.approx(wanted, abs=0.01 + 1 / across), f"moved by {dx}, {dy}"
        assert state["error"] * 50 == pytest.approx(round(state["error"] * 50), abs=1e-9), "not in steps of 1/50"
        assert state == {**start, "error": state["error"]}
        stage.set_state(start)
        stage.frame()


@each_handle
def test_handles_move_by_keys(stage_for, key):
    stage = stage_for(RegressionLosses)
    for press, way in KEYS.items():
        before = stage.state()
        handle(stage, say(key)).press(press)
        assert stage.state() == {**before, "error": near(before["error"] + way / 10)}, press


@each_handle
def test_handles_stop_at_the_limits_and_reach_0_exactly(stage_for, key):
    stage = stage_for(RegressionLosses, loss="mae", other="none", error=3.9)
    for press, limit in (("ArrowRight", HIGH), ("ArrowLeft", LOW)):
        for _ in range(25):
            handle(stage, say(key)).press(f"Shift+{press}")
        assert stage.state()["error"] == limit
    stage.set_state({"error": 0.3})
    for _ in range(3):
        handle(stage, say(key)).press("ArrowLeft")
    assert stage.state()["error"] == 0
    stage.frame()
    said = say("costs without a slope", name=say("mae loss"), value="0.00", slope="0.00")
    assert said in stage.root.locator(".nnx-finding").inner_text()


@each_handle
def test_handles_follow_a_finger(opened, key):
    with opened("touch.html", html=stage_of(RegressionLosses), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say(key), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(page, (x, y), -80, 32)
        visit.frame()
        drawing = look(page, [{}])[0].drawings[1]
        across = drawing.axes.x[0] * page.locator(".nnx-plot").nth(1).bounding_box()["width"] / drawing.size[0]
        error = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('error')")
        assert error == pytest.approx(1.5 - 80 / across, abs=0.03)
        assert page.evaluate("scrollY") == 0


def test_a_finger_beside_the_handles_scrolls_the_page(opened):
    html = stage_of(RegressionLosses).replace("</main>", BELOW)
    with opened("swipe.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.locator(".nnx-plot").first.bounding_box()
        before = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('error')")
        swipe(page, (box["x"] + 0.2 * box["width"], box["y"] + 100), 4, -80)
        page.wait_for_function("scrollY > 20")
        assert page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('error')") == before


@pytest.mark.parametrize("trait", ["loss", "other"])
def test_menus_offer_all_losses_and_set_one_trait(stage_for, trait):
    stage = stage_for(RegressionLosses)
    menu = stage.page.get_by_label(say(trait), exact=True)
    options = menu.evaluate("menu => [...menu.options].map(({ value, text }) => [value, text])")
    names = [[name, say(f"{name} loss")] for name in NAMES]
    assert options == ([["none", say("nothing")], *names] if trait == "other" else names)
    for name, _ in options:
        before = stage.state()
        menu.select_option(name)
        stage.frame()
        assert stage.state() == {**before, trait: name}


def test_swap_exchanges_the_two_and_nothing_else(stage_for):
    stage = stage_for(RegressionLosses, loss="huber", other="quantile", error=-1)
    start = stage.state()
    button = stage.page.get_by_role("button", name=say("swap"), exact=True)
    button.click()
    assert stage.state() == {**start, "loss": "quantile", "other": "huber"}
    button.click()
    assert stage.state() == start
    stage.set_state({"other": "none"})
    stage.frame()
    assert button.is_disabled()


@each_pair
def test_while_the_error_moves_marks_do_and_curves_stay(stage_for, loss, other):
    """In the finest scale: further out, the scale follows the marks."""
    stage = stage_for(RegressionLosses, loss=loss, other=other)
    for error in (0.3, -1.4, 0, 1.5):
        assert changes(stage, CURVES, {"error": error}) == []


def test_curves_change_with_what_they_are_made_of(stage_for):
    stage = stage_for(RegressionLosses, loss="huber", other="quantile")
    for change in ({"delta": 0.7}, {"gamma": 0.3}, {"loss": "mse"}, {"error": 4}, {"other": "none"}):
        assert any("nnx-curve" in one for one in changes(stage, CURVES, change) if one), change
    assert changes(stage, CURVES, {"delta": 2, "gamma": 0.5}) == [], "it depends on neither"
