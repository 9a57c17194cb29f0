"""What the controls of FocalLoss do, each by keys, by the pointer and by a finger, and at their limits."""

import pytest
from drawing import look
from hands import BELOW, PHONE, assert_slider, centre, changes, drag, handle, near, pixels, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import FocalLoss

say = words_of(FocalLoss)
LOW, HIGH, FINE = 1 / 32, 31 / 32, 1 / 32
TRAITS = [
    ("alpha", "alpha", FINE, (LOW, HIGH)),
    ("p_t", "probability", FINE, (LOW, HIGH)),
    ("gamma", "gamma", 0.1, (0, 5)),
]
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
CURVES = ".nnx-plot :is(path, rect, .nnx-axes)"  # of both drawings

each_trait = pytest.mark.parametrize(("trait", "key", "step", "limits"), TRAITS)


@each_trait
def test_a_slider_sets_each_trait(stage_for, trait, key, step, limits):
    assert_slider(stage_for(FocalLoss, gamma=2, alpha=0.5, p_t=0.5), say(key), trait, step, limits)


def test_sliders_and_numbers_stand_in_the_order_of_the_formula(stage_for):
    stage = stage_for(FocalLoss)
    traits = "(all) => all.map((one) => one.dataset.trait)"
    assert stage.root.locator("input[type=range]").evaluate_all(traits) == ["alpha", "p_t", "gamma"]
    assert stage.root.locator(".nnx-drag").evaluate_all(traits) == ["alpha", "p_t", "gamma"]


@each_trait
def test_numbers_in_the_formula_are_dragged_and_moved_by_keys(stage_for, trait, key, step, limits):
    stage = stage_for(FocalLoss, gamma=2, alpha=0.5, p_t=0.5)
    start = stage.state()
    number = stage.root.locator(f".nnx-drag[data-trait='{trait}']")
    assert float(number.get_attribute("aria-valuenow")) == start[trait]
    assert say(key) in number.get_attribute("aria-label")
    drag(stage, centre(number), -12, 0)  # three pixels a step
    assert stage.state() == {**start, trait: near(start[trait] - 4 * step)}
    number.press("ArrowRight")
    number.press("Shift+ArrowUp")
    stage.frame()
    assert stage.state() == {**start, trait: near(start[trait] + step)}
    for press, limit in (("Shift+ArrowLeft", limits[0]), ("Shift+ArrowRight", limits[1])):
        for _ in range(14):
            number.press(press)
        assert stage.state() == {**start, trait: limit}


@pytest.mark.parametrize("state", [{}, {"gamma": 0}, {"gamma": 5, "alpha": 0.03125}], ids=str)
def test_the_point_follows_the_pointer_to_the_side_only(stage_for, state):
    stage = stage_for(FocalLoss, p_t=0.5, **state)
    start, (across, _) = stage.state(), pixels(stage, 0)
    for dx, dy in ((60, 0), (-110, 40), (25, -30), (900, 5), (-900, 5)):
        drag(stage, centre(handle(stage, say("move the point"))), dx, dy)
        moved = stage.state()
        wanted = min(HIGH, max(LOW, start["p_t"] + dx / across))
        assert moved["p_t"] == pytest.approx(wanted, abs=FINE / 2 + 1 / across), f"moved by {dx}, {dy}"
        assert moved["p_t"] * 32 == round(moved["p_t"] * 32), "not in steps of 1/32"
        assert moved == {**start, "p_t": moved["p_t"]}
        stage.set_state(start)
        stage.frame()


def test_the_point_moves_by_keys_and_stops_at_the_limits(stage_for):
    stage = stage_for(FocalLoss, p_t=0.5)
    point = handle(stage, say("move the point"))
    for press, way in KEYS.items():
        before = stage.state()
        point.press(press)
        assert stage.state() == {**before, "p_t": before["p_t"] + way * FINE}, press
    for press, limit in (("Shift+ArrowRight", HIGH), ("Shift+ArrowLeft", LOW)):
        for _ in range(9):
            point.press(press)
        assert stage.state()["p_t"] == limit


def test_the_point_follows_a_finger(opened):
    with opened("touch.html", html=stage_of(FocalLoss), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say("move the point"), exact=True).bounding_box()
        swipe(page, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), -80, -30)
        visit.frame()
        drawing = look(page, [{}])[0].drawings[0]
        across = drawing.axes.x[0] * page.locator(".nnx-plot").first.bounding_box()["width"] / drawing.size[0]
        p_t = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('p_t')")
        assert p_t == pytest.approx(0.875 - 80 / across, abs=0.03)
        assert page.evaluate("scrollY") == 0


def test_a_finger_beside_the_point_scrolls_the_page(opened):
    html = stage_of(FocalLoss).replace("</main>", BELOW)
    with opened("swipe.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.locator(".nnx-plot").first.bounding_box()
        swipe(page, (box["x"] + 0.4 * box["width"], box["y"] + 100), 4, -80)
        page.wait_for_function("scrollY > 20")
        assert page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('p_t')") == 0.875


def test_while_the_point_moves_curves_and_bars_stay(stage_for):
    stage = stage_for(FocalLoss, alpha=0.75)
    for p_t in (0.25, 0.5, 0.96875):
        assert changes(stage, CURVES, {"p_t": p_t}) == []


def test_curves_and_bars_change_with_what_they_are_made_of(stage_for):
    stage = stage_for(FocalLoss)
    for change in ({"gamma": 3}, {"alpha": 0.25}):
        found = changes(stage, CURVES, change)
        for kind in ("nnx-of-rare", "nnx-of-common", "nnx-rare-part", "nnx-part-hatch"):
            assert any(kind in one for one in found if one), f"{change} leaves {kind}"
        assert not any("nnx-compared" in one for one in found if one), "cross-entropy stays"
