"""What the controls of FeatureSpace do: slider, menus, Step, Play and Start again."""

import pytest
from hands import assert_slider
from local_site import stage_of
from visits import Stage
from wording import words_of

from nnlib.explorers import FeatureSpace

say = words_of(FeatureSpace)
PACE = 160  # milliseconds from epoch to epoch
END = 50
UNTOUCHED = FeatureSpace().state()


@pytest.fixture
def stage(stage_for):
    return stage_for(FeatureSpace)


def press(stage: Stage, key: str) -> None:
    stage.root.get_by_role("button", name=say(key), exact=True).click()


def epoch(stage: Stage) -> int:
    return stage.state()["epoch"]


def test_the_slider_sets_the_epoch(stage):
    assert_slider(stage, say("number of epochs"), "epoch", 1, (0, END))


@pytest.mark.parametrize(
    ("trait", "options"), [("data", ["rings", "two_curves"]), ("run", [2, 1]), ("space", ["z", "a"])]
)
def test_menus_set_their_trait_and_nothing_else(stage, trait, options):
    menu = stage.root.get_by_label(say(trait), exact=True)
    for option in options:
        menu.select_option(str(option))
        assert stage.state() == {**UNTOUCHED, trait: option}
    wanted = [say(f"{trait} {option}") for option in FeatureSpace.limits()[trait]["options"]]
    assert menu.locator("option").all_text_contents() == wanted


def test_a_step_is_one_epoch_and_the_final_one_the_end(stage):
    for wanted in (21, 22):
        press(stage, "step")
        assert epoch(stage) == wanted
    stage.set_state({"epoch": END - 1})
    for _ in range(2):
        press(stage, "step")
        assert epoch(stage) == END
    press(stage, "start again")
    assert stage.state() == {**UNTOUCHED, "epoch": 0}


def test_play_jumps_to_the_end_where_motion_is_unwelcome(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    press(stage, "play")
    assert epoch(stage) == END
    assert stage.root.get_by_role("button", name=say("play"), exact=True).is_visible(), "it should not play on"


# -- while it plays ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def playing_stage(opened):
    html = stage_of(FeatureSpace)
    with opened("feature-space-plays.html", html=html, viewport={"width": 900, "height": 1100}) as visit:
        stage = Stage(**vars(visit), explorer=FeatureSpace)
        stage.settle()
        stage.page.clock.install(time=0)
        stage.page.clock.pause_at(1000)
        yield stage


def wait(stage: Stage, milliseconds: int) -> None:
    stage.page.clock.run_for(milliseconds)


def set_now(stage: Stage, **state) -> None:
    model = "document.querySelector('.nnx-mount').explorer.model"
    stage.page.evaluate(f"state => {{ for (const n in state) {model}.set(n, state[n]); }}", state)
    wait(stage, 20)


@pytest.fixture
def playing(playing_stage):
    """The explorer while it plays from epoch 20, two epochs later."""
    set_now(playing_stage, **UNTOUCHED)
    press(playing_stage, "play")
    assert epoch(playing_stage) == 20
    wait(playing_stage, PACE - 1)
    assert epoch(playing_stage) == 20
    wait(playing_stage, 1)
    assert epoch(playing_stage) == 21
    wait(playing_stage, PACE)
    assert epoch(playing_stage) == 22
    wait(playing_stage, 20)
    yield playing_stage
    if playing_stage.root.get_by_role("button", name=say("pause"), exact=True).count():
        press(playing_stage, "pause")


def stopped(stage: Stage) -> bool:
    """Say whether nothing happens any more, and the button offers to play."""
    before = stage.state()
    wait(stage, 3 * PACE)
    offers = stage.root.get_by_role("button", name=say("play"), exact=True).count() == 1
    assert offers == (stage.state() == before), "the button does not say whether it plays"
    return offers


def test_it_is_paused_and_plays_on(playing):
    press(playing, "pause")
    assert stopped(playing)
    press(playing, "play")
    wait(playing, PACE)
    assert epoch(playing) == 23


def test_it_ends_with_the_final_epoch_and_then_starts_anew(playing):
    wait(playing, 40 * PACE)
    assert epoch(playing) == END
    assert stopped(playing)
    press(playing, "play")
    assert epoch(playing) == 0
    wait(playing, PACE)
    assert epoch(playing) == 1


def test_step_and_start_again_stop_it(playing):
    press(playing, "step")
    assert epoch(playing) == 23
    assert stopped(playing)
    press(playing, "play")
    press(playing, "start again")
    assert epoch(playing) == 0
    assert stopped(playing)


def test_the_slider_stops_it(playing):
    playing.root.locator(f"[aria-label='{say('number of epochs')}']").press("ArrowRight")
    assert epoch(playing) == 23
    assert stopped(playing)


def test_it_plays_on_with_other_data_and_axes(playing):
    playing.root.get_by_label(say("data"), exact=True).select_option("rings")
    playing.root.get_by_label(say("space"), exact=True).select_option("z")
    wait(playing, PACE)
    assert playing.state() == {"data": "rings", "run": 1, "space": "z", "epoch": 23}
    assert not stopped(playing)


# -- other widths -----------------------------------------------------------------------------------------------------


def test_drawings_of_another_width_are_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(FeatureSpace)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 700, "height": 1100})
    stage.page.wait_for_timeout(300)
    for n in range(3):
        drawing = stage.root.locator("svg").nth(n)
        width = float(drawing.get_attribute("viewBox").split()[2])
        assert width < 205
        outline = drawing.locator(".nnx-fires").get_attribute("d")
        right = max(float(corner.split(",")[0]) for corner in outline.strip("MZ").split("L"))
        assert right == pytest.approx(width - 4, abs=0.2)
