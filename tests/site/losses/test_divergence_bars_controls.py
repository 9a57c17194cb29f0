"""What the controls of DivergenceBars do, each by keys, by the pointer and by a finger, and at their limits."""

import numpy as np
import pytest
from drawing import look
from hands import BELOW, PHONE, centre, changes, drag, handle, swipe
from local_site import stage_of
from visits import Stage
from wording import words_of

from nnlib.explorers import DivergenceBars

say = words_of(DivergenceBars)
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}
SIX = {"p": [0.24, 0.25, 0.01, 0.01, 0.25, 0.24], "q": [0.45, 0.47, 0.04, 0.02, 0.01, 0.01]}
BOTH = ("p", "q")


def grip(stage: Stage, name: str, i: int):
    return handle(stage, say(f"move {name}", i=i))


def with_share(heights: list[float], i: int, value: float) -> list[float]:
    """Return the distribution in which outcome i has this share, to a hundredth, and the others their proportions."""
    shares = np.array(heights) / sum(heights)
    value = round(min(1, max(0, value)), 2)
    rest = np.delete(shares, i - 1)
    rest = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    return np.insert((1 - value) * rest, i - 1, value).tolist()


def assert_state(stage: Stage, wanted: dict[str, list[float]]) -> None:
    found = stage.state()
    for name in BOTH:
        assert found[name] == pytest.approx(wanted[name], abs=2e-6), name
        assert sum(found[name]) == pytest.approx(1, abs=1e-5)


def across(stage: Stage, name: str) -> float:
    """How many pixels of the screen a share of 1 is long."""
    drawing = next(one for one in look(stage.page, [{}])[0].drawings if f"nnx-of-{name}" in one.classes)
    return drawing.axes.x[0] * stage.root.locator(f".nnx-of-{name}").bounding_box()["width"] / drawing.size[0]


def assert_share(stage: Stage, start: dict, name: str, i: int, value: float, apart: float) -> None:
    """Outcome i has about this share, in hundredths; the others share the rest as before, and nothing else changed."""
    found = stage.state()[name][i - 1]
    assert found == pytest.approx(min(1, max(0, value)), abs=apart)
    assert 100 * found == pytest.approx(round(100 * found), abs=1e-9)
    assert_state(stage, {**start, name: with_share(start[name], i, found)})


@pytest.mark.parametrize("name", BOTH)
def test_handles_follow_the_pointer_to_the_side_only(stage_for, name):
    stage = stage_for(DivergenceBars, **SIX)
    start, unit = stage.state(), across(stage, name)
    for i in (1, 3, 6):
        for dx, dy in ((20, 0), (60, 12), (5, -30), (900, 3), (-900, 3)):
            drag(stage, centre(grip(stage, name, i)), dx, dy)
            assert_share(stage, start, name, i, start[name][i - 1] + dx / unit, 0.0051 + 1 / unit)
            stage.set_state(start)
            stage.frame()


@pytest.mark.parametrize("name", BOTH)
def test_a_bar_is_taken_at_any_place_of_its_row(stage_for, name):
    """It goes to where the pointer is, and its handle has the focus then."""
    stage = stage_for(DivergenceBars, **SIX)
    start, unit = stage.state(), across(stage, name)
    for i, value, by in ((2, 0.8, 0), (5, 0.6, 30), (6, 0.9, -60)):
        x, y = centre(grip(stage, name, i))
        from_x = x + (value - start[name][i - 1]) * unit
        if by == 0:
            stage.page.mouse.click(from_x, y + 3)
        else:
            drag(stage, (from_x, y), by, -25)
        assert_share(stage, start, name, i, value + by / unit, 0.0051 + 1 / unit)
        assert stage.page.evaluate("document.activeElement.ariaLabel") == say(f"move {name}", i=i)
        stage.set_state(start)
        stage.frame()


def test_beside_the_rows_nothing_is_taken(stage_for):
    stage = stage_for(DivergenceBars)
    start = stage.state()
    for name in BOTH:
        box = stage.root.locator(f".nnx-of-{name}").bounding_box()
        for y in (box["y"] + 4, box["y"] + box["height"] - 4):
            drag(stage, (box["x"] + 0.6 * box["width"], y), 25, 0)
            assert stage.state() == start


@pytest.mark.parametrize("name", BOTH)
def test_handles_move_by_keys(stage_for, name):
    stage = stage_for(DivergenceBars, **SIX)
    for i in (1, 4, 6):
        for press, way in KEYS.items():
            before = stage.state()
            grip(stage, name, i).press(press)
            share = before[name][i - 1] / sum(before[name])
            assert_state(stage, {**before, name: with_share(before[name], i, share + way / 100)})


def test_a_bar_drawn_to_1_and_back_leaves_the_others_as_they_were(stage_for):
    """Though they were 0 in between; while another bar, or all of them, moved meanwhile, it starts anew."""
    stage = stage_for(DivergenceBars)
    start = stage.state()
    one = grip(stage, "p", 1)
    for _ in range(20):
        one.press("Shift+ArrowRight")
    assert stage.state() == {**start, "p": [1, 0, 0]}
    for _ in range(16):
        one.press("Shift+ArrowLeft")
    one.press("ArrowLeft")
    assert_state(stage, start)
    stage.set_state({"p": [1, 0, 0]})
    one.press("Shift+ArrowLeft")
    assert_state(stage, {**start, "p": [0.96, 0.02, 0.02]})


def test_a_bar_that_is_0_stays_so_while_others_move(stage_for):
    stage = stage_for(DivergenceBars, p=[0.5, 0.5, 0], q=[0.2, 0.3, 0.5])
    for _ in range(3):
        grip(stage, "p", 1).press("Shift+ArrowRight")
    assert stage.state()["p"] == [0.62, 0.38, 0]
    for _ in range(10):
        grip(stage, "p", 3).press("ArrowRight")
    assert_state(stage, {"p": [0.62 * 0.9, 0.38 * 0.9, 0.1], "q": [0.2, 0.3, 0.5]})


def test_no_share_becomes_0_by_rounding(stage_for):
    """A divergence must not become infinite because another bar moved."""
    stage = stage_for(DivergenceBars, p=[0.5, 0.5, 1e-8], q=[0.2, 0.3, 0.5])
    grip(stage, "p", 1).press("ArrowRight")
    assert 0 < stage.state()["p"][2] < 2e-6


@pytest.mark.parametrize("where", ["handle", "row"])
@pytest.mark.parametrize("name", BOTH)
def test_bars_follow_a_finger(opened, where, name):
    with opened("touch.html", html=stage_of(DivergenceBars), **PHONE) as visit:
        visit.settle()
        page = visit.page
        start = DivergenceBars().state()
        box = page.get_by_role("button", name=say(f"move {name}", i=2), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        drawing = next(one for one in look(page, [{}])[0].drawings if f"nnx-of-{name}" in one.classes)
        unit = drawing.axes.x[0] * page.locator(f".nnx-of-{name}").bounding_box()["width"] / drawing.size[0]
        value = 0.2 if where == "handle" else 0.9
        x += (value - 0.2) * unit
        way = 1 if where == "handle" else -1
        swipe(page, (x, y), way * 40, 12)
        visit.frame()
        found = page.evaluate("(name) => document.querySelector('.nnx-mount').explorer.model.get(name)", name)
        assert found[1] == pytest.approx(value + way * 40 / unit, abs=0.03)
        assert found == pytest.approx(with_share(start[name], 2, found[1]), abs=2e-6)
        assert page.evaluate("scrollY") == 0


def test_a_swipe_over_the_rows_scrolls(opened):
    html = stage_of(DivergenceBars).replace("</main>", BELOW)
    with opened("touch.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.locator(".nnx-of-p").bounding_box()
        swipe(page, (box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"]), 4, -120)
        page.wait_for_function("scrollY > 50")
        found = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('p')")
        assert found == DivergenceBars().p


def menu(stage: Stage, name: str):
    return stage.root.get_by_label(name, exact=True)


def test_the_menu_sets_pairs_and_shows_which_one_it_is(stage_for):
    stage = stage_for(DivergenceBars)
    pairs = DivergenceBars.constants()["PAIRS"]
    options = menu(stage, say("pair")).locator("option").all_inner_texts()
    assert options == [say("own"), *(say(f"pair {name}") for name in pairs)]
    for name, wanted in pairs.items():
        menu(stage, say("pair")).select_option(say(f"pair {name}"))
        assert stage.state() == wanted
        stage.frame()
        assert menu(stage, say("pair")).input_value() == name
        assert stage.root.locator(".nnx-handle:visible").count() == 2 * len(wanted["p"])
    menu(stage, say("pair")).select_option(say("own"))
    assert stage.state() == pairs["one_hump"]
    assert menu(stage, say("pair")).input_value() == "one_hump"
    grip(stage, "q", 1).press("ArrowRight")
    stage.frame()
    assert menu(stage, say("pair")).input_value() == ""


def test_outcomes_are_added_and_left_out(stage_for):
    """A new one has a tenth, taken from all others in proportion; what is left shares what there was."""
    stage = stage_for(DivergenceBars)
    start = stage.state()
    sizes = menu(stage, say("outcomes"))
    assert sizes.locator("option").all_inner_texts() == [str(n) for n in range(2, 7)]
    sizes.select_option("5")
    assert_state(stage, {name: [*(0.8 * one for one in start[name]), 0.1, 0.1] for name in BOTH})
    stage.frame()
    assert sizes.input_value() == "5"
    assert stage.root.locator(".nnx-handle:visible").count() == 10
    sizes.select_option("3")
    assert_state(stage, start)
    sizes.select_option("2")
    assert_state(stage, {name: [one / sum(start[name][:2]) for one in start[name][:2]] for name in BOTH})
    stage.frame()
    assert stage.root.locator(".nnx-handle:visible").count() == 4
    stage.set_state({"p": [0, 0, 1], "q": [0.5, 0, 0.5]})
    sizes.select_option("2")
    assert_state(stage, {"p": [0.5, 0.5], "q": [1, 0]})


def test_swapping_is_the_other_way_round(stage_for):
    stage = stage_for(DivergenceBars, p=[1, 0, 0], q=[0.7, 0.2, 0.1])
    before = [row["cells"] for row in look(stage.page, [{}])[0].tables[0]]
    stage.page.get_by_role("button", name=say("swap"), exact=True).click()
    assert stage.state() == {"p": [0.7, 0.2, 0.1], "q": [1, 0, 0]}
    stage.frame()
    after = [row["cells"] for row in look(stage.page, [{}])[0].tables[0]]
    assert [[one, there, back] for one, back, there in after[1:]] == before[1:]


def test_undo_takes_both_distributions_back(stage_for):
    stage = stage_for(DivergenceBars)
    start = stage.state()
    menu(stage, say("pair")).select_option(say("pair covers"))
    stage.root.get_by_role("button", name="Undo", exact=True).click()
    stage.frame()
    assert stage.state() == start


def test_axes_stand_still_while_a_bar_moves(stage_for):
    """A new one would move under the pointer; those of areas and sums change where they must, and not otherwise."""
    stage = stage_for(DivergenceBars)
    everything, bars = ".nnx-axes", ".nnx-distribution .nnx-axes"
    for state in ({"p": [0.5, 0.3, 0.2]}, {"q": [0.5, 0.3, 0.2]}, {"q": [0.5, 0.5, 0]}):
        assert changes(stage, everything, state) == []
    assert changes(stage, bars, {"p": [0.98, 0.01, 0.01]}) == []
    assert changes(stage, everything, {"p": [0.989, 0.01, 0.001]})
