"""What the controls of MarginLosses do, each by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from drawing import look
from hands import BELOW, PHONE, assert_slider, centre, changes, drag, handle, near, pixels, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import MarginLosses

say = words_of(MarginLosses)
LOW, HIGH = -3, 3
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
NAMES = ["hinge", "logistic", "exponential", "perceptron", "zero_one"]
CURVES = ".nnx-plot :is(path.nnx-curve, .nnx-axes)"  # of both plots
BEST = ".nnx-plot :is(.nnx-best-name, .nnx-point, .nnx-best-range)"

each_loss = pytest.mark.parametrize("loss", NAMES)


def test_the_sliders_set_margin_and_probability(stage_for):
    stage = stage_for(MarginLosses, margin=0.5, p=0.5)
    assert_slider(stage, say("margin"), "margin", 0.1, (LOW, HIGH))
    assert_slider(stage, say("probability"), "p", 1 / 32, (1 / 32, 31 / 32))


def test_the_sliders_reach_the_kinks_and_the_tie_exactly(stage_for):
    stage = stage_for(MarginLosses, loss="hinge", margin=0.9, p=15 / 32)
    stage.root.locator("input[data-trait=margin]").press("ArrowRight")
    stage.root.locator("input[data-trait=p]").press("ArrowRight")
    assert (stage.state()["margin"], stage.state()["p"]) == (1, 0.5)
    stage.frame()
    assert say("no slope") in stage.root.locator("table").first.inner_text()
    assert say("tie") in stage.root.locator(".nnx-finding").inner_text()


@each_loss
def test_the_handle_follows_the_pointer_to_the_side_only(stage_for, loss):
    stage = stage_for(MarginLosses, loss=loss)
    start, (across, _) = stage.state(), pixels(stage, 0)
    for dx, dy in ((30, 0), (-55, 40), (7, -30), (900, 5), (-900, 5)):
        drag(stage, centre(handle(stage, say("move the sample"))), dx, dy)
        state = stage.state()
        wanted = np.clip(start["margin"] + dx / across, LOW, HIGH)
        assert state["margin"] == pytest.approx(wanted, abs=0.01 + 1 / across), f"moved by {dx}, {dy}"
        assert state["margin"] * 50 == pytest.approx(round(state["margin"] * 50), abs=1e-9), "not in steps of 1/50"
        assert state == {**start, "margin": state["margin"]}
        stage.set_state(start)
        stage.frame()


def test_the_handle_moves_by_keys(stage_for):
    stage = stage_for(MarginLosses)
    for press, way in KEYS.items():
        before = stage.state()
        handle(stage, say("move the sample")).press(press)
        assert stage.state() == {**before, "margin": near(before["margin"] + way / 10)}, press


@each_loss
def test_the_handle_stops_at_the_limits_and_reaches_0_exactly(stage_for, loss):
    """Also where its loss is far beyond the view."""
    stage = stage_for(MarginLosses, loss=loss)
    for press, limit in (("ArrowRight", HIGH), ("ArrowLeft", LOW)):
        for _ in range(17):
            handle(stage, say("move the sample")).press(f"Shift+{press}")
        assert stage.state()["margin"] == limit
    for _ in range(30):
        handle(stage, say("move the sample")).press("ArrowRight")
    assert stage.state()["margin"] == 0
    stage.frame()
    assert say("is at 0") in stage.root.locator(".nnx-finding").inner_text()


def test_the_handle_follows_a_finger(opened):
    with opened("touch.html", html=stage_of(MarginLosses), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say("move the sample"), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(page, (x, y), -80, 32)
        visit.frame()
        drawing = look(page, [{}])[0].drawings[0]
        across = drawing.axes.x[0] * page.locator(".nnx-plot").first.bounding_box()["width"] / drawing.size[0]
        margin = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('margin')")
        assert margin == pytest.approx(-0.5 - 80 / across, abs=0.03)
        assert page.evaluate("scrollY") == 0


def test_a_finger_beside_the_handle_scrolls_the_page(opened):
    html = stage_of(MarginLosses).replace("</main>", BELOW)
    with opened("swipe.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.locator(".nnx-plot").first.bounding_box()
        before = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('margin')")
        swipe(page, (box["x"] + 0.8 * box["width"], box["y"] + 100), 4, -80)
        page.wait_for_function("scrollY > 20")
        assert page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('margin')") == before


def test_the_menu_offers_all_losses_and_sets_one_trait(stage_for):
    stage = stage_for(MarginLosses)
    menu = stage.page.get_by_label(say("loss"), exact=True)
    options = menu.evaluate("menu => [...menu.options].map(({ value, text }) => [value, text])")
    assert options == [[name, say(f"{name} loss")] for name in NAMES]
    for name in NAMES[::-1]:
        before = stage.state()
        menu.select_option(name)
        stage.frame()
        assert stage.state() == {**before, "loss": name}


@each_loss
def test_while_the_sample_moves_marks_do_and_curves_stay(stage_for, loss):
    stage = stage_for(MarginLosses, loss=loss)
    for margin in (0.3, -2.9, 0, 1, 1.5):
        assert changes(stage, CURVES, {"margin": margin}) == []
        assert changes(stage, BEST, {"margin": margin}) == []


def test_curves_change_with_what_they_are_made_of(stage_for):
    stage = stage_for(MarginLosses, loss="hinge", p=0.75)
    assert any("nnx-cost" in one for one in changes(stage, CURVES, {"p": 0.25}) if one)
    assert any("nnx-cost" in one for one in changes(stage, CURVES, {"loss": "logistic"}) if one)
    assert not [one for one in changes(stage, CURVES, {"loss": "exponential", "p": 0.5}) if one and "nnx-weaker" in one]
