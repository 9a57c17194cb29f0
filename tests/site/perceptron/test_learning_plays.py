"""PerceptronLearning, visit by visit: Step, Play, Start again, slider and menu of gates, also while it plays."""

import pytest
from learning import GATES, choose, points, press, say, visits
from local_site import stage_of
from visits import Stage

from nnlib.explorers import PerceptronLearning

PACE = 450  # milliseconds from visit to visit


def converges_at(points) -> int:
    """Return the first number of visits after which every sample is right."""
    return next(n for n in range(121) if PerceptronLearning(points=points, visits=n).readouts()["converged"])


@pytest.fixture
def stage(stage_for):
    return stage_for(PerceptronLearning)


def test_a_step_is_one_visit_until_every_sample_is_right(stage):
    end = converges_at(GATES["and"])
    for wanted in [*range(1, end + 1), end, end]:
        press(stage, "step")
        assert visits(stage) == wanted
    stage.set_state({"points": GATES["xor"], "visits": 119})
    for _ in range(2):
        press(stage, "step")
        assert visits(stage) == 120
    press(stage, "start again")
    assert stage.state() == {"points": GATES["xor"], "visits": 0}


def test_the_slider_sets_the_visits(stage):
    slider = stage.root.locator("input[data-trait=visits]")
    presses = [("ArrowRight", 1), ("ArrowUp", 2), ("ArrowLeft", 1), ("ArrowDown", 0), ("ArrowLeft", 0)]
    for key, number in [*presses, ("End", 120), ("ArrowRight", 120), ("Home", 0)]:
        slider.press(key)
        assert stage.state() == {"points": GATES["and"], "visits": number}, key
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    x, y = round(box["x"] + 0.7 * box["width"]), box["y"] + box["height"] / 2
    stage.page.mouse.click(x, y)
    assert abs(visits(stage) - 120 * (x - box["x"] - 8) / (box["width"] - 16)) <= 1, "the knob is 16 pixels wide"


def test_play_jumps_to_the_end_where_motion_is_unwelcome(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    press(stage, "play")
    assert visits(stage) == converges_at(GATES["and"])
    assert stage.root.get_by_role("button", name=say("play"), exact=True).is_visible(), "it should not play on"
    stage.set_state({"points": GATES["xor"]})
    press(stage, "play")
    assert visits(stage) == 120, "nothing separates XOR, so the end is the final visit"


def test_the_menu_sets_the_samples_of_a_gate(stage):
    own = [[0.5, 0.5, 1], [-1, 2, 0]]
    for name, wanted in GATES.items():
        stage.set_state({"points": own, "visits": 7})
        choose(stage, "samples", name)
        assert stage.state() == {"points": wanted, "visits": 0}
    choose(stage, "samples", "")
    assert stage.state() == {"points": GATES["xor"], "visits": 0}, "nobody knows which samples of your own"
    assert stage.root.get_by_label(say("samples"), exact=True).input_value() == "xor", "these are not your own"


@pytest.fixture(scope="module")
def playing_stage(opened):
    with opened("play.html", html=stage_of(PerceptronLearning), viewport={"width": 900, "height": 1100}) as visit:
        stage = Stage(**vars(visit), explorer=PerceptronLearning)
        stage.settle()
        stage.page.clock.install(time=0)
        stage.page.clock.pause_at(1000)
        yield stage


@pytest.fixture
def playing(playing_stage):
    """The explorer while it plays from the start, two visits later."""
    set_now(playing_stage, points=GATES["and"], visits=0)
    press(playing_stage, "play")
    assert visits(playing_stage) == 0
    wait(playing_stage, PACE - 1)
    assert visits(playing_stage) == 0
    wait(playing_stage, 1)
    assert visits(playing_stage) == 1
    wait(playing_stage, PACE)
    assert visits(playing_stage) == 2
    wait(playing_stage, 20)  # for the frame that shows it
    yield playing_stage
    if playing_stage.root.get_by_role("button", name=say("pause"), exact=True).count():
        press(playing_stage, "pause")


def set_now(stage: Stage, **state) -> None:
    """Set the state without waiting for a frame, which comes only when the clock is moved."""
    model = "document.querySelector('.nnx-mount').explorer.model"
    stage.page.evaluate(f"state => {{ for (const n in state) {model}.set(n, state[n]); }}", state)
    wait(stage, 20)


def wait(stage: Stage, milliseconds: int) -> None:
    stage.page.clock.run_for(milliseconds)


def offers_to_play(stage: Stage) -> bool:
    return stage.root.get_by_role("button", name=say("play"), exact=True).count() == 1


def stopped(stage: Stage) -> bool:
    """Say whether nothing happens any more, and the button offers to play."""
    before = stage.state()
    wait(stage, 3 * PACE)
    offers = offers_to_play(stage)
    assert offers == (stage.state() == before), "the button does not say whether it plays"
    return offers


def test_play_stops_when_every_sample_is_right(playing):
    wanted = converges_at(GATES["and"])
    assert wanted > 10
    wait(playing, (wanted - 2) * PACE)
    assert visits(playing) == wanted
    assert offers_to_play(playing), "nothing is left to do"
    assert stopped(playing)
    assert visits(playing) == wanted


def test_play_again_starts_anew_once_it_is_over(playing):
    wait(playing, 60 * PACE)
    assert stopped(playing)
    press(playing, "play")
    assert visits(playing) == 0
    wait(playing, PACE)
    assert visits(playing) == 1


def test_there_is_nothing_to_play_where_every_sample_is_right_at_the_start(playing):
    press(playing, "pause")
    set_now(playing, points=[[0, 0, 1], [1, 1, 1]], visits=5)
    press(playing, "play")
    assert visits(playing) == 0
    assert offers_to_play(playing)
    assert stopped(playing)


def test_play_goes_on_from_where_it_was_paused(playing):
    press(playing, "pause")
    assert stopped(playing)
    assert visits(playing) == 2
    press(playing, "play")
    assert visits(playing) == 2
    wait(playing, PACE)
    assert visits(playing) == 3


def test_play_ends_with_the_final_visit_where_nothing_separates(playing):
    set_now(playing, points=GATES["xor"], visits=118)
    wait(playing, 2 * PACE)
    assert visits(playing) == 120
    assert offers_to_play(playing), "nothing is left to do"
    assert stopped(playing)
    assert visits(playing) == 120


def test_step_and_start_again_stop_it(playing):
    press(playing, "step")
    assert visits(playing) == 3
    assert stopped(playing)
    press(playing, "play")
    wait(playing, PACE)
    assert visits(playing) == 4
    press(playing, "start again")
    assert visits(playing) == 0
    assert stopped(playing)


def test_the_slider_stops_it(playing):
    playing.root.locator("input[data-trait=visits]").press("ArrowRight")
    assert visits(playing) == 3
    assert stopped(playing)


def test_another_gate_stops_it(playing):
    choose(playing, "samples", "or")
    assert playing.state() == {"points": GATES["or"], "visits": 0}
    assert stopped(playing)


def test_it_plays_on_while_samples_change(playing):
    """The run is computed again from its start, with as many visits."""
    set_now(playing, points=GATES["xor"])
    playing.root.locator(".nnx-sample").last.press("ArrowRight")
    assert points(playing)[3] == [1 + 1 / 16, 1, 0]
    assert visits(playing) == 2
    playing.root.get_by_role("button", name=say("add a sample")).click()
    choose(playing, "click adds", 0)
    wait(playing, PACE)
    assert visits(playing) == 3
    press(playing, "remove")
    wait(playing, PACE)
    assert visits(playing) == 4
    assert not stopped(playing)
