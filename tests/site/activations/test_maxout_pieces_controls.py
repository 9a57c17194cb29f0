"""What the controls of MaxoutPieces do, each by keys, by the pointer and by a finger, and at their limits."""

from itertools import product

import numpy as np
import pytest
from drawing import look
from hands import PHONE, assert_slider, centre, drag, handle, pixels, swipe, with_number
from local_site import stage_of
from test_small_screens import ROOM
from wording import words_of

from nnlib.explorers import MaxoutPieces

say = words_of(MaxoutPieces)
LIMIT = {"w": 4, "b": 3}
KINDS = {"w": "turn", "b": "lift"}
FIVE = MaxoutPieces.preset("tangents", 5)
STATES = [{}, FIVE, {"w": [4, 0], "b": [-3, 3]}, {"w": [-3.5, 2, 2, -1], "b": [2, -2, -2, 0.5]}]
# Whether what is dragged stays where it is, and what else does not move.
PLACES = """() => Object.fromEntries([...document.querySelectorAll('.nnx-handle')]
    .filter((one) => one.style.display !== 'none').map((one) => [one.ariaLabel, one.style.left]))"""

each_trait = pytest.mark.parametrize("trait", KINDS)


def name_of(trait: str, j: int) -> str:
    return say(KINDS[trait], j=j + 1, name=f"{trait}{j + 1}")


def in_32nds(value: float) -> bool:
    return value * 32 == round(value * 32)


def test_the_slider_sets_x(stage_for):
    assert_slider(stage_for(MaxoutPieces, x=0), say("place"), "x", 1 / 32, (-2, 2))


@pytest.mark.parametrize("state", STATES, ids=str)
@each_trait
def test_a_handle_sets_one_number_so_that_the_line_follows_the_pointer(stage_for, trait, state):
    """A line is turned about its point above 0, and lifted as it is."""
    stage = stage_for(MaxoutPieces, **state)
    start, (_, up) = stage.state(), pixels(stage, 1)
    view = look(stage.page, [{}])[0]
    for j, dy in product(range(len(start["w"])), (-40, 24)):
        stage.set_state(start)
        x, _ = view.handle(name_of(trait, j))
        drag(stage, centre(handle(stage, name_of(trait, j))), 13, dy)
        rise = -dy / up  # in data units
        change = rise if trait == "b" else rise / x
        value = stage.state()[trait][j]
        wanted = np.clip(start[trait][j] + change, -LIMIT[trait], LIMIT[trait])
        pixel = 1.1 / up / (1 if trait == "b" else abs(x))
        assert value == pytest.approx(wanted, abs=1 / 64 + pixel), f"{name_of(trait, j)} by {dy}"
        assert in_32nds(value)
        assert stage.state() == with_number(start, f"{trait}.{j}", value), "something else moves"


@each_trait
def test_handles_go_to_the_limits_and_no_further(stage_for, trait):
    stage = stage_for(MaxoutPieces)
    start = stage.state()
    for j, dy in product(range(3), (-3000, 3000)):
        stage.set_state(start)
        x, _ = look(stage.page, [{}])[0].handle(name_of(trait, j))
        drag(stage, centre(handle(stage, name_of(trait, j))), 0, dy)
        way = -np.sign(dy) * (np.sign(x) if trait == "w" else 1)
        assert stage.state() == with_number(start, f"{trait}.{j}", way * LIMIT[trait])


@each_trait
def test_handles_move_by_keys(stage_for, trait):
    """Up lifts the handle: left of 0 the slope falls. Right makes the number larger."""
    stage = stage_for(MaxoutPieces, **{**FIVE, "w": [-3, -1.5, 0, 1.5, 3]})
    start = stage.state()
    for j in range(5):
        x, _ = look(stage.page, [{}])[0].handle(name_of(trait, j))
        upwards = np.sign(x) if trait == "w" else 1
        keys = {"ArrowRight": 1, "ArrowLeft": -1, "ArrowUp": upwards, "ArrowDown": -upwards}
        keys |= {f"Shift+{key}": 4 * way for key, way in keys.items()}
        for key, way in keys.items():
            handle(stage, name_of(trait, j)).press(key)
            nearest = round((start[trait][j] + way / 16) * 32) / 32
            assert stage.state() == with_number(start, f"{trait}.{j}", nearest), f"{key} on {name_of(trait, j)}"
            stage.set_state(start)


@each_trait
def test_keys_end_at_the_limits(stage_for, trait):
    for key, way in (("ArrowRight", 1), ("ArrowLeft", -1)):
        stage = stage_for(MaxoutPieces, **{"w": [0, 0, 0], "b": [0, 0, 0], trait: [way * LIMIT[trait]] * 3})
        handle(stage, name_of(trait, 1)).press(key)
        assert stage.state()[trait] == [way * LIMIT[trait]] * 3


def test_while_one_handle_is_dragged_the_others_stay_where_they_are_along_their_lines(stage_for):
    """They would jump aside, where lines come close to each other; once it is let go, there is room for all."""
    stage = stage_for(MaxoutPieces, w=[0, 0, 0, 0, 0], b=[-2, -1, 0, 1, 2])
    x, y = centre(handle(stage, name_of("b", 4)))
    before = stage.page.evaluate(PLACES)
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    for dy in range(0, 140, 10):
        stage.page.mouse.move(x, y + dy)
        stage.frame()
        assert stage.page.evaluate(PLACES) == before
    stage.page.mouse.up()
    x, y = centre(handle(stage, name_of("w", 0)))
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x, y - 400, steps=8)  # out of the plot, where the line would ask for another place
    stage.frame()
    assert stage.page.evaluate(PLACES) == before
    stage.page.mouse.up()
    stage.frame()
    assert stage.page.evaluate(PLACES) != before


def test_the_handle_of_x_follows_the_pointer_to_the_side_and_moves_by_keys(stage_for):
    stage = stage_for(MaxoutPieces, x=0)
    start, (across, _) = stage.state(), pixels(stage, 1)
    for dx, dy in ((60, 0), (-100, -40), (9, 30), (2000, 0), (-2000, 0)):
        drag(stage, centre(handle(stage, say("move x"))), dx, dy)
        state = stage.state()
        assert state["x"] == pytest.approx(np.clip(dx / across, -2, 2), abs=1 / 64 + 1 / across)
        assert in_32nds(state["x"])
        assert state == {**start, "x": state["x"]}
        stage.set_state(start)
    for key, way in {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowLeft": -4}.items():
        handle(stage, say("move x")).press(key)
        assert stage.state() == {**start, "x": way / 32}, key
        stage.set_state(start)


def test_a_tie_is_reached_exactly_by_hand(stage_for):
    stage = stage_for(MaxoutPieces, **MaxoutPieces.preset("abs"), x=0.125)
    for _ in range(4):
        handle(stage, say("move x")).press("ArrowLeft")
    stage.frame()
    assert stage.state()["x"] == 0
    assert "pieces 1 and 2 tie" in stage.root.locator(".nnx-finding").inner_text()


@pytest.mark.parametrize("name", ["relu", "abs", "leaky_relu", "tangents", "closest"])
@pytest.mark.parametrize("n", [2, 3, 5])
def test_a_preset_sets_the_pieces_and_the_target_and_leaves_x(stage_for, name, n):
    stage = stage_for(MaxoutPieces, w=[1] * n, b=[0] * n, x=-0.5, target="none" if n == 3 else "parabola")
    stage.page.get_by_label(say("function"), exact=True).select_option(name)
    assert stage.state() == {**MaxoutPieces.preset(name, n), "x": -0.5}


def test_the_menu_of_functions_names_them_and_its_first_entry_changes_nothing(stage_for):
    stage = stage_for(MaxoutPieces, **MaxoutPieces.preset("abs"))
    menu = stage.page.get_by_label(say("function"), exact=True)
    options = menu.evaluate("menu => [...menu.options].map(({ value, text }) => [value, text])")
    names = ["relu", "abs", "leaky_relu", "tangents", "closest"]
    assert options == [["", say("own")], *([name, say(f"shape {name}")] for name in names)]
    before = stage.state()
    menu.select_option("")
    stage.frame()
    assert stage.state() == before
    assert menu.input_value() == "abs"


@pytest.mark.parametrize("name", ["tangents", "closest"])
def test_another_number_of_pieces_keeps_to_the_parabola(stage_for, name):
    stage = stage_for(MaxoutPieces, **MaxoutPieces.preset(name, 2), x=1)
    for n in (5, 3, 4, 2):
        stage.page.get_by_label(say("pieces"), exact=True).select_option(str(n))
        assert stage.state() == {**MaxoutPieces.preset(name, n), "x": 1}


def test_pieces_are_added_at_the_end_and_those_left_out_come_back(stage_for):
    stage = stage_for(MaxoutPieces, **MaxoutPieces.preset("abs"))
    menu = stage.page.get_by_label(say("pieces"), exact=True)
    assert menu.evaluate("menu => [...menu.options].map(({ value }) => value)") == ["2", "3", "4", "5"]
    spare = MaxoutPieces.constants()["SPARE"]

    def pieces(n: int) -> list[tuple[float, float]]:
        menu.select_option(str(n))
        stage.frame()
        state = stage.state()
        assert stage.root.locator("tbody tr").count() == n
        assert stage.root.locator(".nnx-handle:visible").count() == 2 * n + 1
        return [*zip(state["w"], state["b"], strict=True)]

    assert pieces(5) == [(-1, 0), (1, 0), *spare]
    stage.set_state({"w": [-1, 1, 0.5, 2, 3], "b": [0, 0, 1.5, -1, -2]})
    own = [(-1, 0), (1, 0), (0.5, 1.5), (2, -1), (3, -2)]
    assert pieces(3) == own[:3]
    assert pieces(2) == own[:2]
    assert pieces(4) == own[:4]
    assert pieces(5) == own


def test_an_added_piece_is_seen():
    """Beside the pieces of each preset with two, each of them wins somewhere."""
    for name in ("relu", "abs"):
        state = MaxoutPieces.preset(name)
        w, b = zip(*MaxoutPieces.constants()["SPARE"], strict=True)
        numbers = MaxoutPieces(w=[*state["w"], *w], b=[*state["b"], *b]).readouts()
        wins = [numbers[f"wins_from_{j}"] is not None for j in (3, 4, 5)]
        assert wins[0]
        assert sum(wins) >= 2


def test_the_menu_of_targets_sets_the_target(stage_for):
    stage = stage_for(MaxoutPieces)
    start = stage.state()
    for target in ("parabola", "none"):
        stage.page.get_by_label(say("target"), exact=True).select_option(target)
        stage.frame()
        assert stage.state() == {**start, "target": target}
        assert (stage.root.locator(".nnx-target:visible").count() > 0) == (target == "parabola")


@each_trait
def test_numbers_in_the_table_stop_at_their_limits(stage_for, trait):
    for way, key in ((1, "Shift+ArrowRight"), (-1, "Shift+ArrowLeft")):
        stage = stage_for(MaxoutPieces, **{trait: [0, way * (LIMIT[trait] - 0.1), 0]})
        stage.root.locator(f".nnx-drag[data-trait='{trait}.1']").press(key)
        assert stage.state()[trait] == [0, way * LIMIT[trait], 0]


def test_undo_takes_back_both_lists(stage_for):
    stage = stage_for(MaxoutPieces)
    start = stage.state()
    stage.page.get_by_label(say("function"), exact=True).select_option("tangents")
    stage.page.wait_for_timeout(600)  # what is typed or chosen within half a second is one step
    stage.page.get_by_label(say("pieces"), exact=True).select_option("5")
    stage.root.get_by_role("button", name="Undo").click()
    stage.page.wait_for_timeout(400)
    assert stage.state()["w"] == MaxoutPieces.preset("tangents", 3)["w"]
    stage.root.get_by_role("button", name="Undo").click()
    stage.page.wait_for_timeout(400)
    assert stage.state() == start


def test_controls_stand_still_while_pieces_are_moved(stage_for):
    """Only another number of pieces, or a target, changes the height; numbers and sentences do not."""
    stage = stage_for(MaxoutPieces)
    rng = np.random.default_rng(3)
    lengths: set[int] = set()
    for width in (360, 390, 768, 1280):
        stage.resize(width)
        for n, target in product((2, 3), ("none", "parabola")):
            quarters = [rng.integers(-4 * limit, 4 * limit + 1, (25, n)) / 4 for limit in (4, 3)]
            states = [
                {"w": w.tolist(), "b": b.tolist(), "x": float(x), "target": target}
                for w, b, x in zip(*quarters, rng.integers(-8, 9, 25) / 4, strict=True)
            ]
            n_lines, tops = stage.page.evaluate(ROOM, states)
            lengths |= {*n_lines}
            assert len(tops) == 1, f"{width} px wide, {n} pieces, with {n_lines} lines, the controls are at {tops}"
    assert len(lengths) > 2, "sentences should be of different lengths"


@pytest.mark.parametrize("trait", ["w", "b", "x"])
def test_a_finger_moves_the_handles(opened, trait):
    with opened("maxout-touched.html", html=stage_of(MaxoutPieces), **PHONE) as visit:
        visit.settle()
        name = say("move x") if trait == "x" else name_of(trait, 2)
        view = look(visit.page, [{}])[0]
        (x, _), axes = view.handle(name), view.drawings[1].axes
        box = visit.page.get_by_role("button", name=name, exact=True).bounding_box()
        swipe(visit.page, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), -30, 30)
        found = visit.page.evaluate(f"document.querySelector('.nnx-mount').explorer.model.get('{trait}')")
        fall = 30 / axes.y[0]
        wanted = {"w": 2 + fall / x, "b": -1.5 + fall, "x": 1.25 - 30 / axes.x[0]}[trait]
        assert (found if trait == "x" else found[2]) == pytest.approx(wanted, abs=0.05)
        assert visit.page.evaluate("scrollY") == 0


def test_a_drawing_of_another_width_is_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(MaxoutPieces)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 500, "height": 1100})
    stage.page.wait_for_timeout(300)
    widths = [float(one.get_attribute("viewBox").split()[2]) for one in stage.root.locator("svg.nnx-plot").all()]
    assert widths[0] == widths[1] < 500
    end = float(stage.root.locator(".nnx-total").first.get_attribute("d").split("L")[-1].split(",")[0])
    assert end == pytest.approx(widths[1] - 16, abs=0.2), "the greatest ends at x = 2"
    share = stage.root.locator(".nnx-share rect").last
    assert float(share.get_attribute("x")) + float(share.get_attribute("width")) == pytest.approx(
        widths[0] - 16, abs=0.2
    )
