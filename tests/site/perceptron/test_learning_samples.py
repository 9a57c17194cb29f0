"""The samples of PerceptronLearning come, move, change their class and go, by pointer, keys and buttons."""

import itertools

import numpy as np
import pytest
from drawing import Axes, look
from learning import GATES, choose, points, press, say
from visits import Stage

from nnlib.explorers import PerceptronLearning

TWELVE = [[k / 8 - 0.5, 1 - k / 8, k % 2] for k in range(12)]
ANCHOR = [-1, -1, 0]  # a sample far from where the others are moved


@pytest.fixture
def stage(stage_for):
    return stage_for(PerceptronLearning)


def pixel(stage: Stage, x1: float, x2: float) -> tuple[int, int]:
    """Return the pixel of the screen nearest to a point of the first drawing."""
    left, top, scale, axes = whereabouts(stage)
    x, y = axes.pixels((x1, x2))
    return round(left + x * scale), round(top + y * scale)


def meaning(stage: Stage, x: float, y: float) -> tuple[float, float]:
    """Return the point of the first drawing at a pixel of the screen."""
    left, top, scale, axes = whereabouts(stage)
    return axes.data(((x - left) / scale, (y - top) / scale))


def whereabouts(stage: Stage) -> tuple[float, float, float, Axes]:
    """Return where the first drawing begins on the screen, how much it is enlarged, and its axes."""
    (view,) = look(stage.page, [{}])
    box = stage.root.locator("svg").first.bounding_box()
    return box["x"], box["y"], box["width"] / view.drawings[0].size[0], view.drawings[0].axes


def assert_at(sample: list[float], place: tuple[float, float], label: int) -> None:
    """The sample is at the nearest multiples of 1/32, and of a class."""
    assert np.abs(np.array(sample[:2]) - place).max() < 1 / 64 + 1e-3, f"{sample} should be at {place}"
    assert all(value * 32 == round(value * 32) for value in sample[:2]), f"{sample} is not in steps of 1/32"
    assert sample[2] == label


def test_a_click_adds_a_sample_of_the_chosen_class(stage):
    chosen = ((None, 1, 0.7, -0.6), ("0", 0, -0.6, 1.7), ("1", 1, 1.4, 0.4))
    for n, (option, label, x1, x2) in enumerate(chosen):
        if option:
            choose(stage, "click adds", option)
        clicked = pixel(stage, x1, x2)
        stage.page.mouse.click(*clicked)
        assert len(points(stage)) == 5 + n
        assert points(stage)[:4] == GATES["and"], "samples there were stay as they are"
        assert_at(points(stage)[-1], meaning(stage, *clicked), label)
    stage.page.mouse.click(*pixel(stage, 2.2, -1.2))
    assert points(stage)[-1] == [2, -1, 1], "a click beyond the limits adds a sample at the limits"


def test_a_click_on_the_other_drawing_adds_nothing(stage):
    stage.root.locator("svg").nth(1).click(position={"x": 60, "y": 40})
    assert points(stage) == GATES["and"]


def test_twelve_samples_are_enough(stage):
    stage.set_state({"points": TWELVE})
    stage.page.mouse.click(*pixel(stage, 1.7, 1.7))
    assert points(stage) == TWELVE
    assert stage.root.get_by_role("button", name=say("add a sample")).is_disabled()


def test_a_sample_is_dragged(stage):
    """It keeps its distance from the pointer, which seldom takes it at its middle."""
    start = [1.25, 0.75, 1]
    for x1, x2 in ((0.3, 1.6), (-0.7, -0.2), (2.2, -1.2)):
        stage.set_state({"points": [ANCHOR, start, [1.5, 1.5, 0]]})
        x, y = pixel(stage, *start[:2])
        grip, to = (x + 4, y - 3), pixel(stage, x1, x2)
        stage.page.mouse.move(*grip)
        stage.page.mouse.down()
        stage.page.mouse.move(*to, steps=3)
        stage.page.mouse.up()
        stage.page.mouse.move(*grip)
        assert points(stage)[::2] == [ANCHOR, [1.5, 1.5, 0]], "other samples stay, and none is added"
        place = np.add(start[:2], np.subtract(meaning(stage, *to), meaning(stage, *grip)))
        assert_at(points(stage)[1], np.clip(place, -1, 2), 1)


def test_keys_move_a_sample_and_it_stays_within_the_limits(stage):
    ways = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}
    for (key, way), stride in itertools.product(ways.items(), ("", "Shift+")):
        stage.set_state({"points": [ANCHOR, [0.5, 0.25, 1]], "visits": 3})
        stage.root.locator(".nnx-sample").last.press(stride + key)
        step = 1 / 4 if stride else 1 / 16
        moved = [0.5 + step * way[0], 0.25 + step * way[1], 1]
        assert stage.state() == {"points": [ANCHOR, moved], "visits": 3}, stride + key
    for key, limit in {"ArrowRight": [2, 0.25, 1], "ArrowUp": [2, 2, 1], "ArrowLeft": [-1, 2, 1]}.items():
        for _ in range(14):
            stage.page.keyboard.press(f"Shift+{key}")
        if key == "ArrowRight":
            stage.set_state({"points": [ANCHOR, [2, 0.25, 1]]})
        assert points(stage)[1] == limit


def test_a_click_or_a_key_changes_the_class(stage):
    stage.page.mouse.click(*pixel(stage, 1, 0))
    assert points(stage) == [[0, 0, 0], [0, 1, 0], [1, 0, 1], [1, 1, 1]]
    stage.page.mouse.click(*pixel(stage, 1, 0))
    assert points(stage) == GATES["and"]
    for key in ("Enter", "Space"):
        stage.root.locator(".nnx-sample").first.press(key)
        assert points(stage)[0] == [0, 0, int(key == "Enter")]
    assert points(stage)[1:] == GATES["and"][1:]


def test_a_sample_that_was_dragged_keeps_its_class_and_a_key_changes_it_then(stage):
    x, y = pixel(stage, 1, 1)
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x - 30, y - 20, steps=2)
    stage.page.mouse.up()
    assert points(stage)[3][2] == 1
    for press_key, label in (("Enter", 0), ("ArrowRight", 0), ("Enter", 1)):
        stage.page.keyboard.press(press_key)
        assert points(stage)[3][2] == label, "after a drag, or a move by keys, a key changes the class all the same"


def test_keys_remove_a_sample_but_not_the_only_one(stage):
    for key, wanted in (("Delete", [0, 2, 3]), ("Backspace", [2, 3])):
        index = 1 if key == "Delete" else 0
        stage.root.locator(".nnx-sample").nth(index).press(key)
        assert points(stage) == [GATES["and"][i] for i in wanted], key
        stage.frame()
    stage.set_state({"points": [ANCHOR]})
    for key in ("Delete", "Backspace"):
        stage.root.locator(".nnx-sample").press(key)
        assert points(stage) == [ANCHOR]


def test_deleting_samples_by_keyboard_keeps_the_focus_on_a_sample(stage):
    stage.root.locator(".nnx-sample").last.focus()
    for n_left in (3, 2, 1):
        stage.page.keyboard.press("Delete")
        stage.frame()
        assert len(points(stage)) == n_left
        assert stage.page.evaluate("document.activeElement.ariaLabel").startswith(f"sample {n_left} of class")


def test_buttons_add_and_remove_samples(stage):
    add = stage.root.get_by_role("button", name=say("add a sample"))
    for n in range(5, 13):
        before = points(stage)
        choose(stage, "click adds", n % 2)
        add.click()
        stage.frame()
        (*kept, new) = points(stage)
        assert kept == before
        assert new[2] == n % 2
        assert new[:2] not in [point[:2] for point in kept], "samples that are added lie apart"
    assert add.is_disabled()
    for n in range(11, 0, -1):
        before = points(stage)
        press(stage, "remove")
        stage.frame()
        assert points(stage) == before[:n], "the newest sample goes first"
    assert stage.root.get_by_role("button", name=say("remove"), exact=True).is_disabled()


def test_a_drawing_that_grew_has_its_label(stage):
    """Though the sentence stays the same, so that nothing is read aloud."""
    first, second = look(
        stage.page,
        [{"points": [[-1, 0, 0], [-1, 1, 1]], "visits": 12}, {"points": [[2, 0, 0], [2, 2, 1]], "visits": 12}],
    )
    assert first.drawings[1].axes.ticks != second.drawings[1].axes.ticks
    assert [one.label for one in first.drawings] == [one.label for one in second.drawings]
