"""What the controls of SoftmaxBars do, each by keys, by the pointer and by a finger, and at their limits."""

import pytest
from drawing import look
from hands import BELOW, PHONE, assert_slider, centre, changes, drag, handle, near, slider, swipe
from local_site import stage_of
from visits import Stage
from wording import shown, words_of

from nnlib.explorers import SoftmaxBars

say = words_of(SoftmaxBars)
LADDER = [float(f"{0.1 * 10 ** (i / 10):.2g}") for i in range(21)]
SIX = {"logits": [2.0, 1.0, -1.0, 0.5, 3.0, -2.0], "temperature": 2.0}
KEYS = {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "ArrowDown": -1, "Shift+ArrowUp": 4, "Shift+ArrowLeft": -4}


def grip(stage: Stage, i: int):
    return handle(stage, say("move the logit", i=i))


def with_logit(state: dict, i: int, value: float) -> dict:
    return {**state, "logits": [value if j == i - 1 else one for j, one in enumerate(state["logits"])]}


def across(stage: Stage) -> float:
    """How many pixels of the screen a logit of 1 is long."""
    drawing = look(stage.page, [{}])[0].drawings[0]
    return drawing.axes.x[0] * stage.root.locator(".nnx-logits").bounding_box()["width"] / drawing.size[0]


def assert_logit(stage: Stage, start: dict, i: int, value: float, apart: float) -> None:
    """Logit i has about this value, in tenths, and nothing else changed."""
    found = stage.state()["logits"][i - 1]
    assert found == pytest.approx(min(6, max(-6, value)), abs=apart)
    assert 10 * found == pytest.approx(round(10 * found), abs=1e-9)
    assert stage.state() == with_logit(start, i, found)


@pytest.mark.parametrize("shift", [0, 4.5, -10])
def test_handles_follow_the_pointer_to_the_side_only(stage_for, shift):
    stage = stage_for(SoftmaxBars, **SIX, shift=shift)
    start, unit = stage.state(), across(stage)
    for i in (1, 4, 6):
        for dx, dy in ((20, 0), (-35, 12), (5, -30), (900, 3), (-900, 3)):
            drag(stage, centre(grip(stage, i)), dx, dy)
            assert_logit(stage, start, i, start["logits"][i - 1] + dx / unit, 0.051 + 1 / unit)
            stage.set_state(start)


@pytest.mark.parametrize("shift", [0, 7])
def test_a_bar_is_taken_at_any_place_of_its_row(stage_for, shift):
    """It goes to where the pointer is, and its handle has the focus then."""
    stage = stage_for(SoftmaxBars, **SIX, shift=shift)
    start, unit = stage.state(), across(stage)
    for i, value, by in ((2, -3, 0), (5, 0, 30), (6, 4, -60), (1, 6, 200)):
        x, y = centre(grip(stage, i))
        from_x = x + (value - start["logits"][i - 1]) * unit
        if by == 0:
            stage.page.mouse.click(from_x, y + 4)
        else:
            drag(stage, (from_x, y), by, -25)
        assert_logit(stage, start, i, value + by / unit, 0.051 + 1 / unit)
        assert stage.page.evaluate("document.activeElement.ariaLabel") == say("move the logit", i=i)
        stage.set_state(start)
        stage.frame()


def test_beside_the_rows_nothing_is_taken(stage_for):
    stage = stage_for(SoftmaxBars)
    start, box = stage.state(), stage.root.locator(".nnx-logits").bounding_box()
    for y in (box["y"] + 4, box["y"] + box["height"] - 4):
        drag(stage, (box["x"] + 0.6 * box["width"], y), 25, 0)
        assert stage.state() == start


def test_handles_move_by_keys(stage_for):
    stage = stage_for(SoftmaxBars, **SIX, shift=3)
    for i in range(1, 7):
        for press, way in KEYS.items():
            before = stage.state()
            grip(stage, i).press(press)
            value = near(before["logits"][i - 1] + way / 10)
            assert stage.state() == with_logit(before, i, value), f"{press} on {i}"


def test_handles_stop_at_the_limits_and_reach_ties_exactly(stage_for):
    stage = stage_for(SoftmaxBars, logits=[5.7, 0.3], shift=-10)
    for press, limit in (("ArrowRight", 6), ("ArrowLeft", -6)):
        for _ in range(32):
            grip(stage, 1).press(f"Shift+{press}")
        assert stage.state()["logits"][0] == limit
    stage.set_state({"logits": [0.3, 0.0]})
    for _ in range(3):
        grip(stage, 1).press("ArrowLeft")
    assert stage.state()["logits"] == [0, 0]
    stage.frame()
    assert say("all equal", share="1/2") in stage.root.locator(".nnx-finding").inner_text()


@pytest.mark.parametrize("where", ["handle", "row"])
def test_bars_follow_a_finger(opened, where):
    with opened("touch.html", html=stage_of(SoftmaxBars), **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.get_by_role("button", name=say("move the logit", i=2), exact=True).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        drawing = look(page, [{}])[0].drawings[0]
        unit = drawing.axes.x[0] * page.locator(".nnx-logits").bounding_box()["width"] / drawing.size[0]
        value = 1 if where == "handle" else 4
        x += (value - 1) * unit
        swipe(page, (x, y), -64, 16)
        visit.frame()
        logits = page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('logits')")
        assert logits == [2, pytest.approx(value - 64 / unit, abs=0.15), -1]
        assert page.evaluate("scrollY") == 0


def test_a_swipe_over_the_rows_scrolls(opened):
    html = stage_of(SoftmaxBars).replace("</main>", BELOW)
    with opened("touch.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        box = page.locator(".nnx-logits").bounding_box()
        swipe(page, (box["x"] + 0.9 * box["width"], box["y"] + 0.5 * box["height"]), 4, -120)
        page.wait_for_function("scrollY > 50")
        assert page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('logits')") == [2, 1, -1]


def test_classes_are_added_and_removed(stage_for):
    stage = stage_for(SoftmaxBars, temperature=2, shift=1)
    start = stage.state()
    add, remove = (stage.page.get_by_role("button", name=say(key), exact=True) for key in ("add", "remove"))
    for n in (4, 5, 6):
        add.click()
        stage.frame()
        assert stage.state() == {**start, "logits": [2, 1, -1, *[0] * (n - 3)]}
        assert stage.root.locator(".nnx-handle:visible").count() == n
        assert stage.root.locator(".nnx-drag:visible").count() == n + 2
    assert add.is_disabled()
    for n in (5, 4, 3, 2):
        remove.click()
        stage.frame()
        assert stage.state() == {**start, "logits": [2, 1, -1, 0, 0, 0][:n]}
        assert stage.root.locator(".nnx-handle:visible").count() == n
    assert remove.is_disabled()
    assert not add.is_disabled()


def test_the_buttons_stay_where_they_are(stage_for):
    """Whoever presses one again and again finds it at the same place."""
    stage = stage_for(SoftmaxBars)
    for width in (390, 900):
        stage.resize(width, 1100)
        stage.set_state({"logits": [1, 0], "shift": 0})
        add = stage.page.get_by_role("button", name=say("add"), exact=True)
        places = set()
        for _ in range(5):
            stage.frame()
            places.add(tuple(add.bounding_box().values()))
            if add.is_enabled():
                add.click()
        assert len(places) == 1


def test_the_slider_of_the_temperature_climbs_a_ladder_with_1_in_its_middle(stage_for):
    stage = stage_for(SoftmaxBars)
    start, control = stage.state(), slider(stage, say("temperature"))
    assert LADDER[10] == 1
    for key, rung in [
        ("ArrowRight", 11),
        ("ArrowLeft", 10),
        ("Home", 0),
        ("ArrowLeft", 0),
        ("End", 20),
        ("ArrowRight", 20),
    ]:
        control.press(key)
        assert stage.state() == {**start, "temperature": LADDER[rung]}, key
        stage.frame()
        assert control.get_attribute("aria-valuetext") == shown(LADDER[rung])
    stage.set_state(start)
    mark, box = stage.root.locator(".nnx-marks span"), control.bounding_box()
    assert mark.inner_text() == say("temperature mark")
    assert mark.bounding_box()["x"] == pytest.approx(box["x"] + box["width"] / 2, abs=1.5)
    drag(stage, centre(control), -0.25 * box["width"], 0)
    assert stage.state()["temperature"] in LADDER[4:7]


def test_the_slider_of_the_shift(stage_for):
    assert_slider(stage_for(SoftmaxBars), say("shift"), "shift", 0.5, (-10, 10))


def number_in_the_formula(stage: Stage, path: str):
    return stage.root.locator(f".nnx-drag[data-trait='{path}']")


def test_logits_in_the_formula_are_dragged_and_moved_by_keys(stage_for):
    stage = stage_for(SoftmaxBars, **SIX)
    start = stage.state()
    paths = stage.root.locator(".nnx-drag:visible").evaluate_all("all => all.map((one) => one.dataset.trait)")
    assert paths == ["shift", "temperature", *(f"logits.{i}" for i in range(6))]
    for i in (1, 3, 6):
        one, value = number_in_the_formula(stage, f"logits.{i - 1}"), start["logits"][i - 1]
        assert float(one.get_attribute("aria-valuenow")) == value
        for dx, steps in ((-12, -4), (30, 10), (3000, 1000), (-3000, -1000)):
            drag(stage, centre(one), dx, 0)
            assert stage.state() == with_logit(start, i, near(min(6, max(-6, value + steps / 10))))
            stage.set_state(start)
            stage.frame()
        one.press("ArrowRight")
        one.press("Shift+ArrowDown")
        assert stage.state() == with_logit(start, i, near(value - 0.3))
        stage.set_state(start)
        stage.frame()


def test_shift_and_temperature_in_the_formula(stage_for):
    stage = stage_for(SoftmaxBars)
    start = stage.state()
    shift, temperature = (number_in_the_formula(stage, path) for path in ("shift", "temperature"))
    assert (shift.inner_text(), temperature.inner_text()) == ("+ 0.00", "1.00")
    drag(stage, centre(shift), -15, 0)
    assert stage.state() == {**start, "shift": -2.5}
    stage.frame()
    assert shift.inner_text() == "− 2.50"
    shift.press("Shift+ArrowUp")
    assert stage.state() == {**start, "shift": -0.5}
    drag(stage, centre(temperature), 9, 0)
    assert stage.state() == {**start, "shift": -0.5, "temperature": LADDER[13]}
    temperature.press("ArrowLeft")
    assert stage.state() == {**start, "shift": -0.5, "temperature": LADDER[12]}


def test_the_axis_stands_still_while_a_logit_moves(stage_for):
    """A new axis would move under the pointer."""
    stage = stage_for(SoftmaxBars, **SIX)
    for state in ({"logits": [6, -6, 0, 1, 2, 3]}, {"temperature": 0.1}):
        assert changes(stage, ".nnx-axes", state) == []
    assert changes(stage, ".nnx-axes", {"shift": 2})
