"""What the controls of Folding do, each by keys and pointer, finger and dragged number, and at its limits."""

import numpy as np
import pytest
from drawing import look
from hands import PHONE, assert_slider, centre, drag, handle, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import Folding

say = words_of(Folding)
LIMITS = {"depth": (1, 6), "peak": (0.2, 0.8), "x": (0, 1)}
NAMES = {"depth": "depth", "peak": "peak", "x": "place"}
STEPS = {"depth": 1, "peak": 0.01, "x": 0.01}
HANDLES = {"peak": "move the fold", "x": "move the point"}
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}

each_trait = pytest.mark.parametrize("trait", LIMITS)
each_handle = pytest.mark.parametrize("trait", HANDLES)


def across(stage) -> float:
    """Return how many pixels of the screen the interval is long."""
    drawing = look(stage.page, [{}])[0].drawings[1]
    return drawing.axes.x[0] * stage.root.locator("svg").nth(1).bounding_box()["width"] / drawing.size[0]


def assert_in_hundredths(value: float) -> None:
    assert value == round(value, 2), f"{value} is no hundredth"


@each_trait
def test_sliders_set_their_trait(stage_for, trait):
    assert_slider(stage_for(Folding), say(NAMES[trait]), trait, STEPS[trait], LIMITS[trait])


@each_handle
def test_handles_follow_the_pointer_to_the_side_only(stage_for, trait):
    stage = stage_for(Folding, peak=0.45)
    start, length = stage.state(), across(stage)
    for dx, dy in ((30, 0), (-55, 40), (7, -30), (900, 5), (-900, 5)):
        drag(stage, centre(handle(stage, say(HANDLES[trait]))), dx, dy)
        state = stage.state()
        wanted = np.clip(start[trait] + dx / length, *LIMITS[trait])
        assert state[trait] == pytest.approx(wanted, abs=0.005 + 1 / length), f"moved by {dx}, {dy}"
        assert_in_hundredths(state[trait])
        assert state == {**start, trait: state[trait]}
        stage.set_state(start)


@each_handle
@pytest.mark.parametrize("depth", [1, 6])
def test_handles_move_by_keys_in_hundredths(stage_for, trait, depth):
    stage = stage_for(Folding, depth=depth)
    for key, way in KEYS.items():
        before = stage.state()
        handle(stage, say(HANDLES[trait])).press(key)
        assert stage.state() == {**before, trait: pytest.approx(before[trait] + way / 100)}, key
        assert_in_hundredths(stage.state()[trait])


@each_handle
def test_keys_end_at_the_limits(stage_for, trait):
    for key, limit in zip(("ArrowLeft", "ArrowRight"), LIMITS[trait], strict=True):
        stage = stage_for(Folding, **{trait: limit})
        handle(stage, say(HANDLES[trait])).press(key)
        assert stage.state()[trait] == limit


@each_trait
def test_numbers_in_the_text_are_dragged_and_moved_by_keys(stage_for, trait):
    """Also where steps of 0.01 would add up to 0.35000000000000003."""
    stage = stage_for(Folding)
    number = stage.root.locator(f".nnx-drag[data-trait={trait}]")
    start = stage.state()
    for dx, steps in ((3, 1), (-6, -2), (24, 8), (3000, 1000), (-3000, -1000)):
        drag(stage, centre(number), dx, 0)
        wanted = np.clip(start[trait] + steps * STEPS[trait], *LIMITS[trait])
        assert stage.state() == {**start, trait: pytest.approx(wanted)}
        assert_in_hundredths(stage.state()[trait])
        stage.set_state(start)
    for key, way in KEYS.items():
        before = stage.state()[trait]
        number.press(key)
        found = stage.state()[trait]
        assert found == pytest.approx(np.clip(before + way * STEPS[trait], *LIMITS[trait])), key
        assert_in_hundredths(found)


@pytest.mark.parametrize("trait", HANDLES)
def test_a_finger_moves_the_handles(opened, trait):
    with opened("folding-touched.html", html=stage_of(Folding), **PHONE) as visit:
        visit.settle()
        box = visit.page.get_by_role("button", name=say(HANDLES[trait]), exact=True).bounding_box()
        swipe(visit.page, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), 40, 10)
        found = visit.page.evaluate(f"document.querySelector('.nnx-mount').explorer.model.get('{trait}')")
        length = look(visit.page, [{}])[0].drawings[1].axes.x[0]
        assert found == pytest.approx(Folding().state()[trait] + 40 / length, abs=0.01)
        assert visit.page.evaluate("scrollY") == 0


def test_a_drawing_of_another_width_is_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(Folding)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 500, "height": 1100})
    stage.page.wait_for_timeout(300)
    widths = [float(one.get_attribute("viewBox").split()[2]) for one in stage.root.locator("svg.nnx-plot").all()]
    assert widths[0] == widths[1] < 500
    for drawing in ("svg >> nth=0", "svg >> nth=1"):
        path = stage.root.locator(f"{drawing} >> .nnx-folds:visible >> .nnx-negative").last.get_attribute("d")
        end = float(path.split("L")[-1].split(",")[0])
        assert end == pytest.approx(40 + (widths[0] - 56) / 1.08, abs=0.2), "the net ends at x = 1"
