"""What the controls of BumpApproximator do: sliders, menus, the pulses of the game and the pen, by pointer and keys."""

import numpy as np
import pytest
from drawing import look
from hands import assert_slider, centre, drag, handle, pixels, slider
from wording import shown, words_of

from nnlib.explorers import BumpApproximator

say = words_of(BumpApproximator)
N, K = say("number of parts", name="N"), say("steepness", name="k")
LADDER = [float(f"{10 ** (1 + i / 10):.1e}") for i in range(41)]  # two digits: 10, 13, 16, 20, ..., 100000
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
DRAWN = {"target": "drawn", "drawn": [0.5] * 33}


def scores(stage) -> list[str]:
    """Return the three numbers of the game."""
    return look(stage.page, [{}], lines=".nnx-columns output")[0].lines


# -- sliders, numbers and menus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sigmoid", "relu"])
def test_the_slider_of_the_parts_sets_their_number(stage_for, kind):
    stage = stage_for(BumpApproximator, kind=kind)
    assert_slider(stage, N, "n_bumps", 1, (1, 50))


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_slider_of_the_steepness_climbs_a_ladder(stage_for, by_hand):
    stage = stage_for(BumpApproximator, by_hand=by_hand, steepness=50)
    start, control = stage.state(), slider(stage, K)
    rung = LADDER.index(50)
    for key, wanted in [("ArrowRight", rung + 1), ("ArrowLeft", rung), ("Home", 0), ("ArrowLeft", 0), ("End", 40)]:
        control.press(key)
        assert stage.state() == {**start, "steepness": LADDER[wanted]}, key
        stage.frame()
        assert control.get_attribute("aria-valuetext") == shown(LADDER[wanted], 0)
    width = control.bounding_box()["width"]
    drag(stage, centre(control), -0.3 * width, 0)
    found = stage.state()["steepness"]
    assert found in LADDER
    assert np.log10(found) == pytest.approx(1 + 0.2 * 4, abs=0.2)


def test_a_steepness_between_two_rungs_goes_to_the_next(stage_for):
    stage = stage_for(BumpApproximator, steepness=210)
    slider(stage, K).press("ArrowRight")
    assert stage.state()["steepness"] == 250


def test_numbers_in_the_formulas_are_dragged_and_moved_by_keys(stage_for):
    stage = stage_for(BumpApproximator)
    start = stage.state()
    for path, moved in (("n_bumps", [4, 9, 13, 12]), ("steepness", [79, 100, 250, 200])):
        stage.set_state(start)
        one = stage.root.locator(f".nnx-drag[data-trait='{path}']")
        assert float(one.get_attribute("aria-valuenow")) == start[path]
        drag(stage, centre(one), -12, 0)  # three pixels a step
        assert stage.state() == {**start, path: moved[0]}
        if path == "n_bumps":
            stage.set_state({path: 8})
        for key, wanted in zip(("ArrowRight", "Shift+ArrowUp", "ArrowLeft"), moved[1:], strict=True):
            one.press(key)
            stage.frame()
            assert stage.state() == {**start, path: wanted}, key
        assert stage.page.evaluate("document.activeElement.dataset.trait") == path
    one.press("End")
    for _ in range(20):
        one.press("Shift+ArrowRight")
    assert stage.state()["steepness"] == 100_000


@pytest.mark.parametrize("trait, name", [("target", "target"), ("kind", "units of"), ("spacing", "widths")])
def test_menus_set_each_of_their_options(stage_for, trait, name):
    stage = stage_for(BumpApproximator)
    start = stage.state()
    menu = stage.page.get_by_label(say(name), exact=True)
    options = BumpApproximator.limits()[trait]["options"]
    assert menu.locator("option").all_inner_texts() == [say(f"option {option}") for option in options]
    for option in options[::-1]:
        menu.select_option(say(f"option {option}"))
        stage.frame()
        assert stage.state() == {**start, trait: option}
    stage.set_state({trait: options[1]})
    assert menu.input_value() == options[1]


def test_only_what_counts_can_be_set(stage_for):
    stage = stage_for(BumpApproximator)
    parts = {"N": slider(stage, N), "k": slider(stage, K), "kind": stage.page.get_by_label(say("units of"), exact=True)}
    modes = {"": {"N", "k", "kind"}, "relu": {"N", "kind"}, "hand": {"k"}, "relu hand": {"k"}}
    for mode, wanted in modes.items():
        stage.set_state({"kind": "relu" if "relu" in mode else "sigmoid", "by_hand": "hand" in mode})
        assert {name for name, part in parts.items() if part.is_visible()} == wanted, mode
        numbers = stage.root.locator(".nnx-drag:visible").evaluate_all("all => all.map((one) => one.dataset.trait)")
        assert set(numbers) == {{"N": "n_bumps", "k": "steepness"}[name] for name in wanted - {"kind"}}


# -- the game ----------------------------------------------------------------------------------------------------------


def test_the_box_begins_and_ends_the_game(stage_for):
    stage = stage_for(BumpApproximator)
    start = stage.state()
    box = stage.page.get_by_label(say("by hand"), exact=True)
    box.check()
    stage.frame()
    assert stage.state() == {**start, "by_hand": True}
    assert stage.root.locator(".nnx-handle:visible").count() == 9
    box.press("Space")
    stage.frame()
    assert stage.state() == start
    assert stage.root.locator(".nnx-handle:visible").count() == 0


def with_item(state: dict, trait: str, i: int, value: float) -> dict:
    return {**state, trait: [value if j == i else one for j, one in enumerate(state[trait])]}


def test_edges_are_dragged_and_never_cross(stage_for):
    stage = stage_for(BumpApproximator, by_hand=True)
    start = stage.state()
    across, _ = pixels(stage)
    for i, dx in ((0, 30), (1, -45), (2, 300), (3, 300), (0, -300), (1, -900)):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("edge", i=i + 1))), dx, 25)
        ends = [0, *start["edges"], 1]
        found = stage.state()["edges"][i]
        wanted = np.clip(start["edges"][i] + dx / across, ends[i] + 0.03, ends[i + 2] - 0.03)
        assert found == pytest.approx(wanted, abs=0.005 + 1 / across)
        assert found == round(found, 2)
        assert stage.state() == with_item(start, "edges", i, found)
        BumpApproximator(**stage.state())


def test_heights_are_dragged_up_and_down(stage_for):
    stage = stage_for(BumpApproximator, by_hand=True)
    start = stage.state()
    _, up = pixels(stage)
    for i, dy in ((0, 20), (1, -33), (2, 300), (4, -300)):
        stage.set_state(start)
        drag(stage, centre(handle(stage, say("top", i=i + 1))), 25, dy)
        found = stage.state()["heights"][i]
        assert found == pytest.approx(np.clip(0.5 - dy / up, 0, 1), abs=0.005 + 1 / up)
        assert found == round(found, 2)
        assert stage.state() == with_item(start, "heights", i, found)


@pytest.mark.parametrize("trait, name, limits", [("edges", "edge", (0.23, 0.57)), ("heights", "top", (0, 1))])
def test_edges_and_heights_are_moved_by_keys(stage_for, trait, name, limits):
    stage = stage_for(BumpApproximator, by_hand=True)
    grip = handle(stage, say(name, i=2))
    for key, way in KEYS.items():
        before = stage.state()
        grip.press(key)
        wanted = round(before[trait][1] + way / 100, 2)
        assert stage.state() == with_item(before, trait, 1, wanted), key
    for key, limit in zip(("ArrowLeft", "ArrowRight"), limits, strict=True):
        for _ in range(30):
            grip.press(f"Shift+{key}")
        assert stage.state()[trait][1] == limit


def test_an_edge_without_room_stays(stage_for):
    stage = stage_for(BumpApproximator, by_hand=True, edges=[0.2, 0.22, 0.24, 0.8])
    before = stage.state()
    handle(stage, say("edge", i=2)).press("ArrowRight")
    assert stage.state() == before


def test_the_best_of_the_game_is_what_hands_have_reached(stage_for):
    """Not what a link sets; and each task has its own."""
    stage = stage_for(BumpApproximator, by_hand=True)
    assert scores(stage)[2] == "–"
    top = handle(stage, say("top", i=3))
    reached = []
    for key in ("ArrowUp", "Shift+ArrowDown", "Shift+ArrowUp", "Shift+ArrowUp"):
        top.press(key)
        stage.frame()
        reached.append(BumpApproximator(**stage.state()).readouts()["error"])
        assert scores(stage) == [
            shown(one, 4)
            for one in (reached[-1], BumpApproximator(**stage.state()).readouts()["reference"], min(reached))
        ]
    before = stage.state()
    stage.set_state({"edges": [0.16, 0.32, 0.68, 0.84], "heights": [0.12, 0.5, 0.86, 0.5, 0.12]})
    assert BumpApproximator(**stage.state()).readouts()["error"] < min(reached)
    assert scores(stage)[2] == shown(min(reached), 4)
    stage.set_state({"target": "root"})
    assert scores(stage)[2] == "–"
    stage.set_state(before)
    assert scores(stage)[2] == shown(min(reached), 4)


# -- the pen -----------------------------------------------------------------------------------------------------------


def place(stage, x: float, y: float) -> tuple[float, float]:
    """Return where a place of the plot is on the screen."""
    axes = look(stage.page, [{}])[0].drawings[0].axes
    box = stage.root.locator("svg").first.bounding_box()
    return box["x"] + axes.x[0] * x + axes.x[1], box["y"] + axes.y[0] * y + axes.y[1]


def test_a_stroke_on_the_plot_draws_all_points_on_its_way(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    start = stage.state()
    mouse = stage.page.mouse
    mouse.move(*place(stage, 0.25, 0.2))
    mouse.down()
    mouse.move(*place(stage, 0.75, 0.8))  # in one go: points between are on the straight line
    mouse.up()
    stage.frame()
    found = np.array(stage.state()["drawn"])
    i = np.arange(33)
    line = 0.2 + 0.6 * (i / 32 - 0.25) / 0.5
    assert found == pytest.approx(np.where((i >= 8) & (i <= 24), line, 0.5), abs=0.012)
    assert found.tolist() == found.round(2).tolist()
    assert stage.state() == {**start, "drawn": found.tolist()}
    assert stage.page.evaluate("document.activeElement.ariaLabel") == say("pen")
    pen = look(stage.page, [{}])[0].handle(say("pen"))
    assert pen == pytest.approx((0.75, 0.8), abs=0.012)


def test_a_stroke_goes_back_over_what_it_drew_and_ends_at_the_borders(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    mouse = stage.page.mouse
    mouse.move(*place(stage, 0.9, 0.3))
    mouse.down()
    for x, y in ((1.2, 1.5), (0.5, 1.5), (0.5, -0.15)):
        mouse.move(*place(stage, x, y))
    mouse.up()
    stage.frame()
    drawn = stage.state()["drawn"]
    assert drawn[:16] == [0.5] * 16
    assert drawn[16] == 0
    assert drawn[17:] == [1] * 16


def test_a_click_draws_one_point(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    stage.page.mouse.click(*place(stage, 5 / 32 + 0.01, 0.9))
    stage.frame()
    assert stage.state()["drawn"] == pytest.approx([*[0.5] * 5, 0.9, *[0.5] * 27], abs=0.012)


def test_one_undo_takes_a_whole_stroke_back(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    stage.page.emulate_media(reduced_motion="reduce")
    before = stage.state()
    drag(stage, place(stage, 0.2, 0.3), 200, -40)
    assert stage.state() != before
    stage.page.get_by_role("button", name="Undo").click()
    stage.frame()
    assert stage.state() == before


def test_the_pen_draws_where_it_is_dragged(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    across, up = pixels(stage)
    drag(stage, centre(handle(stage, say("pen"))), 4 / 32 * across, -0.25 * up)
    found = stage.state()["drawn"]
    assert found == pytest.approx([*[0.5] * 17, 0.5625, 0.625, 0.6875, 0.75, *[0.5] * 12], abs=0.02)


def test_keys_choose_a_point_and_move_it(stage_for):
    stage = stage_for(BumpApproximator, **DRAWN)
    before = stage.state()
    grip = handle(stage, say("pen"))

    def at() -> float:
        return look(stage.page, [{}])[0].handle(say("pen"))[0]

    for key, point in (("ArrowRight", 17), ("Shift+ArrowRight", 21), ("ArrowLeft", 20)):
        grip.press(key)
        assert at() == pytest.approx(point / 32, abs=0.002)
    assert stage.state() == before, "to choose a point changes nothing"
    for key, height in (("ArrowUp", 0.52), ("Shift+ArrowUp", 0.6), ("ArrowDown", 0.58)):
        grip.press(key)
        assert stage.state() == with_item(before, "drawn", 20, height)
    for _ in range(9):
        grip.press("Shift+ArrowRight")
        grip.press("Shift+ArrowUp")
    assert at() == pytest.approx(0.99, abs=0.02), "a handle stays in reach"
    assert stage.state()["drawn"][32] == 1


def test_the_plot_draws_nothing_but_a_drawn_target(stage_for):
    for state in ({"target": "wave"}, {**DRAWN, "by_hand": True}):
        stage = stage_for(BumpApproximator, **state)
        before = stage.state()
        drag(stage, place(stage, 0.35, 0.15), 100, -40)
        assert stage.state() == before
        assert not handle(stage, say("pen")).is_visible()
