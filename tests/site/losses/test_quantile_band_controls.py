"""What the controls of QuantileBand do, by keys, by the pointer and by a finger, and at their limits."""

import pytest
from hands import BELOW, PHONE, centre, changes, drag, handle, slider, swipe
from local_site import stage_of
from visits import MODEL, Stage
from wording import words_of

from nnlib.explorers import QuantileBand

say = words_of(QuantileBand)
LEAST, MOST = 1 / 32, 31 / 32
LADDER = [LEAST, *(k / 100 for k in range(4, 97)), MOST]
GRIPS = {"low": say("move low"), "high": say("move high")}
OTHERS = [{"low": 0.3, "high": 0.7, "sample": 9, "n": 25}, {"low": 0.9, "high": 0.2, "sample": 40, "n": 400}]


def unit(page) -> float:
    """How many pixels of the screen a share of 1 is long."""
    ends = page.locator(".nnx-shares .nnx-axes text").evaluate_all(
        "texts => texts.filter((one) => /^[01]$/.test(one.textContent))"
        ".map((one) => { const { left, right } = one.getBoundingClientRect(); return (left + right) / 2; })"
    )
    return ends[1] - ends[0]


@pytest.mark.parametrize("trait", ["low", "high"])
@pytest.mark.parametrize("other", [{}, *OTHERS], ids=str)
def test_a_slider_goes_through_hundredths_and_stops_at_its_limits(stage_for, trait, other):
    stage = stage_for(QuantileBand, **other)
    control, start = slider(stage, say(trait)), stage.state()
    rung = LADDER.index(start[trait])
    for key, wanted in (
        ("ArrowRight", LADDER[rung + 1]),
        ("ArrowLeft", LADDER[rung]),
        ("ArrowUp", LADDER[rung + 1]),
        ("ArrowDown", LADDER[rung]),
        ("Home", LEAST),
        ("ArrowLeft", LEAST),
        ("ArrowRight", 0.04),
        ("End", MOST),
        ("ArrowRight", MOST),
        ("ArrowLeft", 0.96),
    ):
        control.press(key)
        assert stage.state() == {**start, trait: wanted}, key
    width = control.bounding_box()["width"]
    drag(stage, centre(control), 0.25 * width, 0)
    found = stage.state()[trait]
    assert found == pytest.approx(0.75, abs=0.03)
    assert found in LADDER
    assert stage.state() == {**start, trait: found}


@pytest.mark.parametrize("trait", ["low", "high"])
@pytest.mark.parametrize("other", [{}, *OTHERS], ids=str)
def test_a_handle_follows_the_pointer_in_hundredths_up_to_the_limits(stage_for, trait, other):
    stage = stage_for(QuantileBand, **other)
    start, length = stage.state(), unit(stage.page)
    for dx, dy in ((40, 0), (-30, 60), (2000, 0), (-2000, -200)):
        drag(stage, centre(handle(stage, GRIPS[trait])), dx, dy)
        wanted = min(MOST, max(LEAST, start[trait] + dx / length))
        found = stage.state()[trait]
        assert found == pytest.approx(wanted, abs=0.005 + 1.1 / length)
        assert found in LADDER
        assert stage.state() == {**start, trait: found}
        stage.set_state(start)


@pytest.mark.parametrize("trait", ["low", "high"])
def test_keys_move_a_handle_by_a_hundredth_and_stop_at_the_limits(stage_for, trait):
    stage = stage_for(QuantileBand, low=0.5, high=0.5)
    start, grip = stage.state(), handle(stage, GRIPS[trait])
    for key, way in (("ArrowRight", 1), ("ArrowUp", 1), ("ArrowLeft", -1), ("ArrowDown", -1)):
        for stride, pressed in ((1, key), (4, f"Shift+{key}")):
            grip.press(pressed)
            assert stage.state() == {**start, trait: (50 + way * stride) / 100}, pressed
            stage.set_state(start)
    for key, limit in (("Shift+ArrowRight", MOST), ("Shift+ArrowLeft", LEAST)):
        for _ in range(26):
            grip.press(key)
        assert stage.state() == {**start, trait: limit}


def test_a_handle_passes_the_other_one_and_both_can_still_be_taken(stage_for):
    stage = stage_for(QuantileBand, low=0.5, high=0.5)
    length = unit(stage.page)
    gap = centre(handle(stage, GRIPS["high"]))[0] - centre(handle(stage, GRIPS["low"]))[0]
    assert gap == pytest.approx(18, abs=0.6), "handles of equal levels should stand side by side"
    drag(stage, centre(handle(stage, GRIPS["low"])), 0.2 * length, 0)
    state = stage.state()
    assert state["low"] == pytest.approx(0.7, abs=0.02)
    assert state["high"] == 0.5
    assert stage.root.locator(".nnx-finding").inner_text().endswith(say("exchanged"))
    drag(stage, centre(handle(stage, GRIPS["high"])), 0.3 * length, 0)
    assert stage.state()["high"] == pytest.approx(0.8, abs=0.02)
    assert say("exchanged") not in stage.root.locator(".nnx-finding").inner_text()


def test_the_menu_sets_how_many_points_are_taken(stage_for):
    stage = stage_for(QuantileBand, **OTHERS[0])
    for n in (400, 100, 25):
        stage.root.get_by_label(say("points")).select_option(str(n))
        assert stage.state() == {**OTHERS[0], "n": n}
        stage.frame()
        assert stage.root.locator(".nnx-layer-line :is(.nnx-held, .nnx-missed)").count() == n


def press(stage: Stage, name: str) -> None:
    stage.root.get_by_role("button", name=name, exact=True).click()


def test_the_button_goes_from_sample_to_sample_and_from_the_final_one_to_the_first(stage_for):
    stage = stage_for(QuantileBand, **OTHERS[0])
    for sample in (10, 11):
        before = stage.drawing()
        press(stage, say("next"))
        assert stage.state() == {**OTHERS[0], "sample": sample}
        assert stage.drawing() != before
    stage.set_state({"sample": 40})
    press(stage, say("next"))
    assert stage.state() == {**OTHERS[0], "sample": 1}
    press(stage, "Undo")
    assert stage.state() == {**OTHERS[0], "sample": 40}


def test_only_points_that_change_sides_are_drawn_anew(stage_for):
    """400 of them, of which a drag by a hundredth moves few over a line."""
    stage = stage_for(QuantileBand, n=400)
    stage.set_state({"low": 0.2})
    marks = stage.page.evaluate(
        "() => (window.marks = [...document.querySelector('.nnx-held').parentNode.children]).length"
    )
    stage.set_state({"low": 0.21})
    kept = stage.page.evaluate("() => marks.filter((one) => one.isConnected).length")
    assert 380 < kept < marks == 400
    assert not changes(stage, ".nnx-axes", {"low": 0.25}, {"low": 0.2}), "the axes should stand still"


def test_a_handle_follows_a_finger(opened):
    with opened("touch.html", html=stage_of(QuantileBand), **PHONE) as visit:
        visit.settle()
        page = visit.page
        length = unit(page)
        grip = page.get_by_role("button", name=GRIPS["high"], exact=True)
        swipe(page, centre(grip), -60, 5)
        visit.frame()
        assert page.evaluate(f"{MODEL}.get('high')") == pytest.approx(0.95 - 60 / length, abs=0.02)
        assert page.evaluate(f"{MODEL}.get('low')") == 0.05


def test_a_swipe_over_the_drawings_scrolls_and_sets_nothing(opened):
    html = stage_of(QuantileBand).replace("</main>", BELOW)
    with opened("touch.html", html=html, **PHONE) as visit:
        visit.settle()
        page = visit.page
        swipe(page, centre(page.locator(".nnx-shares")), 3, -150)
        page.wait_for_function("scrollY > 50")
        assert [page.evaluate(f"{MODEL}.get('{name}')") for name in ("low", "high")] == [0.05, 0.95]
