"""What only PerceptronLearning does: its samples come and go, it plays, and a drawing of it grows."""

import pytest

from nnlib.explorers import PerceptronLearning


@pytest.fixture
def stage(stage_for):
    return stage_for(PerceptronLearning)


def test_deleting_samples_by_keyboard_keeps_the_focus_on_a_sample(stage):
    stage.root.locator(".nnx-sample").last.focus()
    for n_left in (3, 2, 1):
        stage.page.keyboard.press("Delete")
        stage.frame()
        assert len(stage.state()["points"]) == n_left
        assert stage.page.evaluate("document.activeElement.ariaLabel").startswith(f"sample {n_left} of class")


def test_play_jumps_to_the_end_where_motion_is_unwelcome(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    play = stage.root.get_by_role("button", name="Play", exact=True)
    play.click()
    visits = stage.state()["visits"]
    assert PerceptronLearning(visits=visits).readouts()["converged"]
    assert not PerceptronLearning(visits=visits - 1).readouts()["converged"]
    assert play.is_visible(), "it should not play on"
    stage.set_state({"points": [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]})
    play.click()
    assert stage.state()["visits"] == 120, "nothing separates XOR, so the end is the last visit"


def test_a_drawing_that_grew_has_its_label(stage):
    """Though the sentence stays the same, so that nothing is read aloud."""
    labels = "[...document.querySelectorAll('.nnx svg[role=img]')].map((one) => one.ariaLabel)"
    ticks = stage.root.locator(".nnx-side svg .nnx-axes text")
    stage.set_state({"points": [[-1, 0, 0], [-1, 1, 1]], "visits": 12})
    before, ticks_before = stage.page.evaluate(labels), ticks.all_text_contents()
    stage.set_state({"points": [[2, 0, 0], [2, 2, 1]]})
    assert ticks.all_text_contents() != ticks_before
    assert stage.page.evaluate(labels) == before


def test_added_samples_lie_apart_until_there_are_enough(stage):
    add, remove = (stage.root.get_by_role("button", name=name) for name in ("Add a sample", "Remove last"))
    for _ in range(8):
        add.click()
        stage.frame()
    points = [tuple(point[:2]) for point in stage.state()["points"]]
    assert len(points) == len(set(points)) == 12
    assert add.is_disabled()
    for _ in range(11):
        remove.click()
        stage.frame()
    assert len(stage.state()["points"]) == 1
    assert remove.is_disabled()
