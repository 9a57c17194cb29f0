"""What the controls of FeatureSpace do: slider, handle on the time axis, menus, Step, Play and Start again."""

import pytest
from drawing import look
from hands import assert_slider, centre, drag, handle
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


def test_the_handle_follows_the_pointer_along_the_time_axis(stage):
    knob = handle(stage, say("move through time"))
    drawing = look(stage.page, [{}])[0].drawings[3]
    length = drawing.axes.x[0] * stage.root.locator("svg").nth(3).bounding_box()["width"] / drawing.size[0]
    for dx, dy in ((60, 0), (-90, 30), (7, -40), (900, 5), (-900, 5)):
        drag(stage, centre(knob), dx, dy)
        wanted = min(END, max(0, 20 + dx / length))
        assert isinstance(epoch(stage), int)
        assert epoch(stage) == pytest.approx(wanted, abs=0.6), f"moved by {dx}, {dy}"
        assert stage.state() == {**UNTOUCHED, "epoch": epoch(stage)}
        stage.set_state(UNTOUCHED)


def test_the_handle_moves_by_keys_and_ends_at_the_limits(stage):
    knob = handle(stage, say("move through time"))
    for key, wanted in (
        ("ArrowRight", 21),
        ("ArrowUp", 22),
        ("ArrowLeft", 21),
        ("ArrowDown", 20),
        ("Shift+ArrowUp", 24),
    ):
        knob.press(key)
        assert stage.state() == {**UNTOUCHED, "epoch": wanted}, key
    for key, limit in (("ArrowLeft", 0), ("ArrowRight", END)):
        stage.set_state({"epoch": limit})
        knob.press(key)
        assert epoch(stage) == limit


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


@pytest.mark.parametrize("control", ["slider", "handle"])
def test_who_moves_through_time_stops_it(playing, control):
    name = "number of epochs" if control == "slider" else "move through time"
    found = playing.root.locator(f"[aria-label='{say(name)}']")
    found.press("ArrowRight")
    assert epoch(playing) == 23
    assert stopped(playing)


def test_it_plays_on_with_other_data_and_axes(playing):
    playing.root.get_by_label(say("data"), exact=True).select_option("rings")
    playing.root.get_by_label(say("space"), exact=True).select_option("z")
    wait(playing, PACE)
    assert playing.state() == {"data": "rings", "run": 1, "space": "z", "epoch": 23}
    assert not stopped(playing)


# -- touch, and other widths -------------------------------------------------------------------------------------------


def test_a_finger_moves_the_handle(opened):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with opened("feature-space-touched.html", html=stage_of(FeatureSpace), **options) as visit:
        visit.settle()
        box = visit.page.get_by_role("button", name=say("move through time"), exact=True).bounding_box()
        session = visit.page.context.new_cdp_session(visit.page)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, dx in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60)):
            points = [{"x": x + dx, "y": y + dx / 4}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        visit.page.wait_for_timeout(100)
        found = visit.page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('epoch')")
        length = look(visit.page, [{}])[0].drawings[3].axes.x[0]
        assert found == pytest.approx(20 + 60 / length, abs=0.6)
        assert visit.page.evaluate("scrollY") == 0


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
