"""Every explorer answers to keyboard and pointer."""

import pytest
from visits import Stage

THUMB = 16  # pixels: a slider's knob stays inside its track
KEYS = ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown")
NAME_OF_FOCUSED = """() => {
    const focused = document.activeElement.closest('.nnx *');
    return focused && (focused.ariaLabel ?? focused.innerText);
}"""


def sliders(stage: Stage):
    return stage.root.locator("input[type=range]:visible").all()


def handles(stage: Stage):
    return stage.root.locator(".nnx-handle:visible").all()


def first_control(stage: Stage):
    """Return the first slider, or the first handle where there is none, and keys that move it to and fro."""
    found = sliders(stage)
    return (found[0], ("End", "Home")) if found else (handles(stage)[0], ("ArrowRight", "ArrowLeft"))


def value(stage: Stage, path: str) -> float:
    """Look up the number that a slider sets: "w1", or "weights.0.3" for one in a list of lists."""
    name, *indices = path.split(".")
    found = stage.state()[name]
    for index in indices:
        found = found[int(index)]
    return found


def place(stage: Stage, slider) -> float:
    """Look up the number that a slider sets as its own track counts: on a ladder by rungs."""
    number = value(stage, slider.get_attribute("data-trait"))
    ladder = slider.get_attribute("data-ladder")
    return [float(rung) for rung in ladder.split(",")].index(number) if ladder else number


def centre(control) -> tuple[float, float]:
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_it_is_drawn(stage):
    assert stage.page.locator(".nnx svg[role=img]").count() >= 1
    assert stage.page.locator(".nnx-mount table caption").count() == 0, "the table is only for pages without scripts"
    assert stage.root.locator(".nnx-finding").inner_text()


def test_every_control_has_a_name_and_is_reached_by_tab(stage):
    wanted = stage.root.locator("input:visible, select:visible, button:visible").count()
    stage.page.locator("h1").click()
    names = []
    for _ in range(wanted):
        stage.page.keyboard.press("Tab")
        names.append(stage.page.evaluate(NAME_OF_FOCUSED))
    assert all(names), names
    assert len(set(names)) == wanted, f"two controls of one name: {sorted(names)}"


def test_sliders_move_by_arrow_keys(stage):
    for slider in sliders(stage):
        trait = slider.get_attribute("data-trait")
        step = float(slider.get_attribute("step"))
        for key, way in (("ArrowRight", 1), ("ArrowLeft", -1)):
            before, drawing = place(stage, slider), stage.drawing()
            slider.press(key)
            assert stage.drawing() != drawing, f"{trait} changed no drawing"
            assert place(stage, slider) == before + way * step


def test_sliders_move_by_pointer(stage):
    for slider in sliders(stage):
        trait = slider.get_attribute("data-trait")
        low, high = (float(slider.get_attribute(name)) for name in ("min", "max"))
        x, y = centre(slider)
        width = slider.bounding_box()["width"]
        for part in (0.2, 0.8):
            drawing = stage.drawing()
            stage.page.mouse.click(x + (part - 0.5) * width, y)
            assert stage.drawing() != drawing, f"{trait} changed no drawing"
            way = (part * width - THUMB / 2) / (width - THUMB)  # of the thumb's centre
            near = max(0.05 * (high - low), float(slider.get_attribute("step")) / 2)
            assert place(stage, slider) == pytest.approx(low + way * (high - low), abs=near)
            assert slider.evaluate("(one) => one === document.activeElement"), f"keys do not go on with {trait}"


def test_handles_follow_the_pointer(stage):
    for i, handle in enumerate(handles(stage)):
        x, y = centre(handle)
        state, drawing = stage.state(), stage.drawing()
        stage.page.mouse.move(x, y)
        stage.page.mouse.down()
        stage.page.mouse.move(x - 12, y - 9, steps=3)
        stage.page.mouse.up()
        label = handle.get_attribute("aria-label")
        assert stage.drawing() != drawing, f"handle {i}, {label}: dragged, and the drawing stays"
        assert stage.state() != state
        moved = stage.drawing()
        stage.page.mouse.move(x + 40, y + 40)
        assert stage.drawing() == moved, f"{label} follows the pointer after it is let go"
        stage.set_state(state)


def test_handles_move_by_arrow_keys(stage):
    for handle in handles(stage):
        for key in KEYS:
            state, drawing = stage.state(), stage.drawing()
            handle.press(key)
            assert stage.drawing() != drawing, f"{handle.get_attribute('aria-label')} does not answer to {key}"
            assert stage.state() != state
            stage.set_state(state)


def test_keys_with_alt_ctrl_or_meta_are_the_browsers(stage):
    """Alt+Left goes back, whatever has the focus."""
    press = """(handle, [key, modifier]) => handle.dispatchEvent(
        new KeyboardEvent('keydown', { key, [modifier]: true, bubbles: true, cancelable: true }))"""
    state = stage.state()
    for handle in handles(stage):
        for key in (*KEYS, "Delete"):
            for modifier in ("altKey", "ctrlKey", "metaKey"):
                assert handle.evaluate(press, [key, modifier]), f"{modifier} and {key} should be left to the browser"
                assert stage.state() == state


def test_states_reached_by_hand_are_valid_in_python(stage):
    for slider in sliders(stage):
        for key in ("Home", "End"):
            slider.press(key)
            stage.explorer(**stage.state())
    for handle in handles(stage):
        for key in KEYS:
            for _ in range(3):
                handle.press(f"Shift+{key}")
            stage.explorer(**stage.state())


def test_the_finding_is_the_label_of_the_drawing(stage):
    control, keys = first_control(stage)
    for key in keys:  # one of the two changes the sentence
        control.press(key)
        stage.frame()
    finding = stage.root.locator(".nnx-finding").inner_text()
    assert finding in stage.root.locator("svg[role=img]").first.get_attribute("aria-label")
    stage.page.wait_for_function("text => document.querySelector('[aria-live]').textContent === text", arg=finding)


def test_setting_the_state_draws_it(stage):
    """From the state to the controls: what a kernel or a link in the text does."""
    default = stage.drawing()
    control, (key, _) = first_control(stage)
    control.press(key)
    state = stage.state()
    drawing = stage.drawing()
    stage.set_state(stage.explorer().state())
    assert stage.drawing() == default
    stage.set_state(state)
    assert stage.drawing() == drawing
    if sliders(stage):
        assert float(control.input_value()) == place(stage, control)


def test_buttons_answer_where_motion_is_unwelcome(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    for button in stage.root.locator("button:not(.nnx-handle)").all():
        if button.is_enabled():
            button.click()
            stage.frame()
            assert stage.page.evaluate("document.getAnimations().length") == 0
            stage.explorer(**stage.state())
