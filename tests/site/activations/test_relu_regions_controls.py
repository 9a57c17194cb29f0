"""What the controls of ReluRegions do, each by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from drawing import look
from hands import PHONE, assert_slider, centre, changes, drag, handle, pixels, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import ReluRegions
from nnlib.explorers.activations.relu_regions import net_of
from nnlib.regions import linear_regions

say = words_of(ReluRegions)
LIMITS = {"depth": (1, 3), "width": (2, 8), "seed": (0, 7)}
KEYS = {
    "ArrowRight": (1, 0),
    "ArrowUp": (0, 1),
    "ArrowLeft": (-1, 0),
    "ArrowDown": (0, -1),
    "Shift+ArrowUp": (0, 4),
    "Shift+ArrowLeft": (-4, 0),
}
STEP = 0.02
DRAWINGS = ".nnx-drawings svg"


def place(stage) -> tuple[float, float]:
    return stage.state()["x1"], stage.state()["x2"]


def assert_hundredths(*values: float) -> None:
    for value in values:
        assert value == round(value, 2), f"{value} is no hundredth"


@pytest.mark.parametrize("trait", LIMITS)
def test_sliders_set_their_trait(stage_for, trait):
    assert_slider(stage_for(ReluRegions), say(trait), trait, 1, LIMITS[trait])


def test_the_point_follows_the_pointer_and_stays_in_the_square(stage_for):
    stage = stage_for(ReluRegions, depth=3, width=8, seed=2)
    start, (across, up) = stage.state(), pixels(stage)
    for dx, dy in ((30, 0), (-55, 40), (7, -30), (0, 61), (900, 5), (-900, -900)):
        drag(stage, centre(handle(stage, say("move"))), dx, dy)
        state = stage.state()
        wanted = np.clip([start["x1"] + dx / across, start["x2"] - dy / up], -1, 1)
        assert place(stage) == pytest.approx(wanted, abs=0.005 + 1 / across), f"moved by {dx}, {dy}"
        assert_hundredths(*place(stage))
        assert state == {**start, "x1": state["x1"], "x2": state["x2"]}
        stage.set_state(start)


def test_the_point_moves_by_keys_up_to_the_edge(stage_for):
    stage = stage_for(ReluRegions)
    for key, (right, up) in KEYS.items():
        before = stage.state()
        handle(stage, say("move")).press(key)
        wanted = {"x1": before["x1"] + right * STEP, "x2": before["x2"] + up * STEP}
        assert stage.state() == {**before, **{name: pytest.approx(value) for name, value in wanted.items()}}, key
        assert_hundredths(*place(stage))
    stage.set_state({"x1": 0.99, "x2": -0.99})
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowDown"):
        handle(stage, say("move")).press(key)
    assert place(stage) == (1, -1)


def test_a_click_on_the_plane_brings_the_point_there(stage_for):
    stage = stage_for(ReluRegions)
    start, box = stage.state(), stage.root.locator("svg").first.bounding_box()
    drawing = look(stage.page, [{}])[0].drawings[0]
    scale = box["width"] / drawing.size[0]
    for x1, x2 in ((-0.5, 0.75), (0.9, -0.9), (0, 0)):
        px, py = drawing.axes.pixels((x1, x2))
        stage.page.mouse.click(box["x"] + px * scale, box["y"] + py * scale)
        assert stage.state() == {**start, "x1": pytest.approx(x1, abs=0.011), "x2": pytest.approx(x2, abs=0.011)}
        assert_hundredths(*place(stage))
    stage.page.mouse.click(box["x"] + 1, box["y"] + box["height"] - 1)  # in the margin
    assert place(stage) == (-1, -1)


@pytest.mark.parametrize("trait", ["x1", "x2"])
def test_numbers_in_the_text_are_dragged_and_moved_by_keys(stage_for, trait):
    stage = stage_for(ReluRegions)
    number, start = stage.root.locator(f".nnx-drag[data-trait={trait}]"), stage.state()
    for dx, steps in ((3, 1), (-6, -2), (24, 8), (3000, 1000), (-3000, -1000)):
        drag(stage, centre(number), dx, 0)
        assert stage.state() == {**start, trait: pytest.approx(np.clip(start[trait] + steps / 100, -1, 1))}
        assert_hundredths(*place(stage))
        stage.set_state(start)
    for key, (right, up) in KEYS.items():
        before = stage.state()[trait]
        number.press(key)
        assert stage.state()[trait] == pytest.approx(before + (right + up) / 100), key


def test_a_finger_drags_the_point_and_the_page_stays(opened):
    with opened("touch.html", html=stage_of(ReluRegions), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say("move"), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(page, (x, y), -64, 48)
        visit.frame()
        drawing = look(page, [{}])[0].drawings[0]
        across = drawing.axes.x[0] * page.locator(".nnx-plane").first.bounding_box()["width"] / drawing.size[0]
        found = page.evaluate(
            "['x1', 'x2'].map((name) => document.querySelector('.nnx-mount').explorer.model.get(name))"
        )
        assert found == pytest.approx([0.3 - 64 / across, 0.2 - 48 / across], abs=0.02)
        assert page.evaluate("scrollY") == 0


def test_while_the_point_moves_regions_and_lines_stay(stage_for):
    """To cut the plane anew, and to paint it, would cost more than a frame has on a slow machine."""
    stage = stage_for(ReluRegions, depth=3, width=8)
    rng = np.random.default_rng(4)
    states = [{"x1": x1, "x2": x2} for x1, x2 in rng.uniform(-1, 1, (30, 2)).round(2).tolist()]
    changed = {name.split()[0] for name in changes(stage, DRAWINGS, *states)}
    assert changed <= {
        "nnx-here",
        "nnx-here-halo",
        "nnx-edge",
        "nnx-unit-on",
        "nnx-unit-off",
        "nnx-note",
        "nnx-plane",
        "nnx-point",
    }
    assert {"nnx-here", "nnx-edge", "nnx-unit-on"} <= changed


def test_within_a_region_nothing_is_drawn_anew_but_the_point(stage_for):
    region = max(linear_regions(net_of(2, 4, 0)), key=lambda one: one.area)
    middle = region.vertices.mean(axis=0)
    start, *others = (middle + 0.8 * (region.vertices - middle)).tolist()
    stage = stage_for(ReluRegions, x1=start[0], x2=start[1])
    assert set(changes(stage, DRAWINGS, *({"x1": x1, "x2": x2} for x1, x2 in others))) == {"nnx-point"}


@pytest.mark.parametrize("change", [{"depth": 1}, {"width": 7}, {"seed": 3}])
def test_another_network_cuts_the_plane_anew(stage_for, change):
    stage = stage_for(ReluRegions)
    changed = changes(stage, DRAWINGS, change)
    assert any(name.startswith("nnx-many") for name in changed)
    assert any(name.startswith("nnx-bend") for name in changed)
