"""Fingers and mice: a swipe scrolls, a tap and a pull along the track set a slider, the right button drags nothing."""

import pytest
from hands import BELOW, PHONE, swipe
from local_site import stage_of
from visits import Visit

from nnlib.explorers import HiddenPair, PerceptronLearning, ThresholdNeuron


@pytest.fixture
def phone(opened):
    """PerceptronLearning on a phone, with a long page below it."""
    html = stage_of(PerceptronLearning).replace("</main>", BELOW)
    with opened("touch.html", html=html, **PHONE) as visit:
        visit.settle()
        yield visit


def visits_of(visit: Visit) -> int:
    return visit.page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('visits')")


def track_of(visit: Visit) -> dict[str, float]:
    slider = visit.page.locator("input[data-trait=visits]")
    slider.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
    return slider.bounding_box()


def at(box: dict[str, float], part: float) -> tuple[float, float]:
    """Return the place on a track where the knob stands at this part of the way."""
    return box["x"] + 8 + part * (box["width"] - 16), box["y"] + box["height"] / 2


def test_a_swipe_that_starts_on_a_slider_scrolls_and_leaves_it(phone):
    box = track_of(phone)
    before = phone.page.evaluate("scrollY")
    swipe(phone.page, at(box, 0.8), 6, -240)
    assert visits_of(phone) == 0
    assert phone.page.evaluate("scrollY") > before + 100, "the page should have scrolled"


def test_a_pull_along_the_track_sets_the_slider(phone):
    box = track_of(phone)
    (x, y), (end, _) = at(box, 0.25), at(box, 0.75)
    swipe(phone.page, (x, y), end - x, 5)
    assert visits_of(phone) == pytest.approx(90, abs=1)


def test_a_tap_on_the_track_sets_the_slider(phone):
    phone.page.touchscreen.tap(*at(track_of(phone), 0.5))
    phone.page.wait_for_timeout(50)
    assert visits_of(phone) == pytest.approx(60, abs=1)


def test_the_right_button_drags_nothing(stage_for):
    stage = stage_for(ThresholdNeuron)
    state = stage.state()
    targets = [*stage.root.locator(".nnx-handle").all(), *stage.root.locator(".nnx-track, .nnx-drag").all()]
    assert len(targets) == 2 + 3 + 3
    for target in targets:
        box = target.bounding_box()
        x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
        stage.page.mouse.move(x, y)
        stage.page.mouse.down(button="right")
        stage.page.mouse.move(x + 30, y + 10, steps=3)
        stage.page.mouse.up(button="right")
        assert stage.state() == state, target.get_attribute("class")


@pytest.mark.parametrize("explorer, handle", [(ThresholdNeuron, "nnx-shift"), (HiddenPair, "nnx-shift")])
def test_a_new_size_in_mid_drag_keeps_the_value(stage_for, explorer, handle):
    stage = stage_for(explorer)
    box = stage.root.locator(f".{handle}").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x + 20, y, steps=4)
    stage.frame()
    dragged = stage.state()
    stage.resize(420, 1100)
    stage.page.mouse.move(x + 21, y)
    assert stage.state() == dragged
    stage.page.mouse.up()


def test_handles_at_one_place_can_be_told_apart(stage_for):
    stage = stage_for(ThresholdNeuron, w1=0, w2=0, b=1)
    shift, turn = (one.bounding_box() for one in stage.root.locator(".nnx-handle").all())
    assert abs(shift["x"] - turn["x"]) + abs(shift["y"] - turn["y"]) > 24
    stage = stage_for(PerceptronLearning, points=[[0.5, 0.5, 1], [0.5, 0.5, 0], [0.5, 0.5, 1]])
    places = [one.bounding_box()["x"] for one in stage.root.locator(".nnx-sample").all()]
    assert places[1] - places[0] > 15
    assert places[2] - places[1] > 15
