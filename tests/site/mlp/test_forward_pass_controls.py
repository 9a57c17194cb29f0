"""What the controls of ForwardPass do: buttons, menus, typed numbers, lines and nodes; and while it runs."""

from itertools import pairwise

import pytest
from drawing import look
from graphs import Graph
from hands import assert_slider, number_at, slider, with_number
from local_site import stage_of
from visits import MODEL, Stage
from wording import say_shared, words_of

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import ForwardPass

say = words_of(ForwardPass)
CHOSEN_NUMBER = "value of the weight or bias"


def press(stage, word: str) -> None:
    stage.page.get_by_role("button", name=say(word), exact=True).click()


def choose(stage, menu: str, option: str, **by) -> None:
    stage.page.get_by_label(menu, exact=True).select_option(option, **by)
    stage.frame()


@pytest.mark.parametrize("mode, ends", [("forward", [6, 10]), ("backward", [4, 10])])
def test_step_layer_and_start_again(stage_for, mode, ends):
    stage = stage_for(ForwardPass, layer_sizes=[2, 3, 2])
    stage.set_state({"mode": mode, "position": 0})
    start = stage.state()
    for position in range(11):
        for button, goal in (
            ("step", min(position + 1, 10)),
            ("layer", next((end for end in ends if end > position), 10)),
            ("start again", 0),
        ):
            stage.set_state({"position": position})
            press(stage, button)
            assert stage.state() == {**start, "position": goal}, f"{button} after {position} steps"


@pytest.fixture
def timed(opened):
    """Return a stage whose time passes only when the test lets it."""
    with opened("timed.html", html=stage_of(ForwardPass), viewport={"width": 900, "height": 1100}) as visit:
        visit.settle()
        visit.page.clock.install()
        visit.page.clock.pause_at(visit.page.evaluate("Date.now() + 1000"))
        yield Stage(**vars(visit), explorer=ForwardPass)


def position_after(stage: Stage, milliseconds: int) -> int:
    stage.page.clock.run_for(milliseconds)
    return stage.state()["position"]


def is_running(stage: Stage) -> bool:
    return stage.page.get_by_role("button", name=say("pause"), exact=True).is_visible()


def restart(stage: Stage, **state) -> None:
    """Set a state while nothing runs."""
    if is_running(stage):
        press(stage, "pause")
    stage.page.evaluate(f"state => {{ for (const n in state) {MODEL}.set(n, state[n]); }}", state)
    stage.page.clock.run_for(50)


@pytest.mark.parametrize("mode", ["forward", "backward"])
def test_run_does_a_step_every_900_ms_to_the_end_and_stops(timed, mode):
    restart(timed, mode=mode, position=0)
    press(timed, "run")
    assert is_running(timed)
    assert position_after(timed, 850) == 0
    assert [position_after(timed, 900) for _ in range(6)] == [1, 2, 3, 4, 5, 6]
    assert not is_running(timed), "nothing is left to do"
    restart(timed, position=3)
    assert position_after(timed, 5000) == 3, "it steps though it has stopped"


def test_run_pauses_and_goes_on_and_begins_anew_at_the_end(timed):
    restart(timed, position=0)
    press(timed, "run")
    assert position_after(timed, 1900) == 2
    press(timed, "pause")
    assert not is_running(timed)
    assert position_after(timed, 5000) == 2
    press(timed, "run")
    assert position_after(timed, 1000) == 3
    restart(timed, position=6)
    press(timed, "run")
    assert position_after(timed, 0) == 0, "at the end it begins anew"
    assert position_after(timed, 1000) == 1


def test_other_controls_stop_a_run_or_leave_it(timed):
    stops = {
        "step": (lambda: press(timed, "step"), 2),
        "layer": (lambda: press(timed, "layer"), 4),
        "start again": (lambda: press(timed, "start again"), 0),
        "direction": (lambda: timed.page.get_by_label(say("direction"), exact=True).select_option("backward"), 0),
        "network": (lambda: timed.page.get_by_label(say("network"), exact=True).select_option("2-3-2"), 0),
    }
    for name, (use, position) in stops.items():
        restart(timed, position=0)
        press(timed, "run")
        assert position_after(timed, 1000) == 1
        use()
        timed.page.clock.run_for(50)
        assert not is_running(timed), f"{name} leaves it running"
        assert position_after(timed, 3000) == position, name
    restart(timed, position=0)
    press(timed, "run")
    timed.page.get_by_label("input x1", exact=True).press("ArrowRight")
    timed.page.get_by_label(say("function of layer", k=1), exact=True).select_option("tanh")
    assert position_after(timed, 1000) == 1, "a number or a function can be set while it runs"


def test_run_goes_to_the_end_at_once_where_motion_is_unwelcome(stage_for):
    stage = stage_for(ForwardPass, position=1)
    stage.page.emulate_media(reduced_motion="reduce")
    press(stage, "run")
    assert stage.state()["position"] == 6
    assert stage.page.get_by_role("button", name=say("run"), exact=True).is_visible()


def test_the_direction_begins_anew(stage_for):
    stage = stage_for(ForwardPass, position=4)
    start = stage.state()
    for mode in ("backward", "forward"):
        stage.set_state({"position": 4})
        choose(stage, say("direction"), None, label=say(mode))
        assert stage.state() == {**start, "mode": mode, "position": 0}


def test_a_network_brings_its_numbers(stage_for):
    stage = stage_for(ForwardPass, mode="backward", position=6, x=[2, 2])
    menu = stage.page.get_by_label(say("network"), exact=True)
    assert menu.locator("option").all_inner_texts() == ["2-2-1", "2-3-2", "3-4-2", "2-2-2-1"]
    for sizes in ([2, 3, 2], [3, 4, 2], [2, 2, 2, 1], [2, 2, 1]):
        stage.set_state({"position": 3})
        choose(stage, say("network"), None, label="-".join(map(str, sizes)))
        assert stage.state() == ForwardPass(layer_sizes=sizes, mode="backward", position=0).state()


@pytest.mark.parametrize("sizes", [[1, 1], [4, 4, 4, 4], [3, 2]])
def test_sizes_alone_bring_numbers_that_fit(stage_for, sizes):
    """What a link in the text may set: the rest is as in Python."""
    stage = stage_for(ForwardPass, mode="backward", position=6)
    explorer = ForwardPass(mode="backward", position=6)
    explorer.layer_sizes = sizes
    stage.set_state({"layer_sizes": sizes})
    assert stage.state() == explorer.state()
    assert Graph(*look(stage.page, [{}])[0].drawings).sizes == sizes


def test_a_function_for_each_layer(stage_for):
    stage = stage_for(ForwardPass, position=3)
    start = stage.state()
    for k, name in ((1, "relu"), (2, "tanh")):
        menu = stage.page.get_by_label(say("function of layer", k=k), exact=True)
        options = menu.locator("option").evaluate_all("all => all.map((one) => [one.value, one.textContent])")
        assert options == [[one, say_shared(f"{one} function")] for one in ACTIVATIONS]
        choose(stage, say("function of layer", k=k), name)
        start["activations"][k - 1] = name
        assert stage.state() == start


NUMBERS = {
    "input x1": ("x.0", 2),
    "input x2": ("x.1", 2),
    "target y": ("y_true.0", 2),
    CHOSEN_NUMBER: ("weights.0.0", 3),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_sliders_of_numbers(stage_for, name):
    stage = stage_for(ForwardPass, mode="backward")
    path, limit = NUMBERS[name]
    assert_slider(stage, name, path, 0.25, (-limit, limit))


@pytest.mark.parametrize("name", NUMBERS)
def test_typed_numbers_count_when_they_are_complete_and_are_kept_inside_the_limits(stage_for, name):
    stage = stage_for(ForwardPass, mode="backward")
    path, limit = NUMBERS[name]
    start = stage.state()
    field = stage.page.get_by_label(f"{name}, typed", exact=True)
    field.fill("-1.3")
    assert stage.state() == with_number(start, path, -1.3), "a complete number counts at once"
    for text, clamped in (("17", limit), ("-3.5", -limit), (str(limit), limit)):
        stage.set_state(with_number(start, path, -1.3))
        field.fill(text)
        if abs(float(text)) > limit:
            assert stage.state() == with_number(start, path, -1.3), f"{text} is set while it is typed"
        field.press("Enter")
        assert stage.state() == with_number(start, path, clamped)
        stage.frame()
        assert float(field.input_value()) == clamped
    field.fill("")
    stage.frame()
    assert (stage.state(), field.input_value()) == (with_number(start, path, limit), ""), "an empty field sets nothing"
    field.blur()
    assert float(field.input_value()) == limit, "what was not completed is forgotten"
    field.fill("0.123456")
    field.press("ArrowUp")  # the browser's: to the next step
    assert number_at(stage.state(), path) == 0.25


def chosen(stage) -> tuple[str, str, set[tuple[int, int, int]], set[tuple[int, int]]]:
    """Return what is chosen: in the list, at the slider, and in the drawing, its lines and its nodes."""
    stage.frame()
    drawn = Graph(*look(stage.page, [{}])[0].drawings)
    menu = stage.page.get_by_label("Weight or bias", exact=True)
    return (
        menu.evaluate("one => one.selectedOptions[0].textContent"),
        stage.root.locator(".nnx-editor .nnx-label").inner_text(),
        {at for at, edge in drawn.edges.items() if edge.is_selected},
        {at for at, node in drawn.nodes.items() if "nnx-chosen" in node.circle.classes},
    )


def parameters_of(stage) -> list[tuple[str, str, str, tuple[int, ...], tuple[int, ...]]]:
    """Return each parameter of a 2-3-2 network: its option, its symbol, its path, and its line or node."""
    found = []
    for k, (n_in, n_out) in enumerate(pairwise([2, 3, 2])):
        for j in range(n_out):
            for i in range(n_in):
                name = f"weight w{i + 1}{j + 1} into layer {k + 1}"
                found.append((name, f"w{i + 1}{j + 1}({k})", f"weights.{k}.{i * n_out + j}", (k, i, j), ()))
            found.append((f"bias b{j + 1} into layer {k + 1}", f"b{j + 1}({k})", f"biases.{k}.{j}", (), (k + 1, j)))
    return found


def test_a_weight_or_bias_is_chosen_from_the_list(stage_for):
    stage = stage_for(ForwardPass, layer_sizes=[2, 3, 2])
    menu = stage.page.get_by_label("Weight or bias", exact=True)
    wanted = parameters_of(stage)
    assert sorted(menu.locator("option").all_inner_texts()) == sorted(name for name, *_ in wanted)
    for name, symbol, path, line, node in wanted:
        choose(stage, "Weight or bias", None, label=name)
        assert chosen(stage) == (name, symbol, {line} - {()}, {node} - {()})
        before = stage.state()
        slider(stage, CHOSEN_NUMBER).press("ArrowRight")
        assert stage.state() == with_number(before, path, number_at(before, path) + 0.25)


def test_a_click_on_a_line_or_a_node_chooses_its_weight_or_bias(stage_for):
    stage = stage_for(ForwardPass, layer_sizes=[2, 3, 2])
    drawn = Graph(*look(stage.page, [{}])[0].drawings)
    area = stage.root.locator("svg").first.bounding_box()
    scale = area["width"] / drawn.drawing.size[0]
    for name, symbol, path, line, node in parameters_of(stage):
        if line:
            start, end = drawn.edges[line].ends
            x, y = start + 0.8 * (end - start)  # where no other line crosses
        else:
            x, y = drawn.nodes[node].circle["cx"], drawn.nodes[node].circle["cy"]
        stage.page.mouse.click(area["x"] + scale * x, area["y"] + scale * y)
        assert chosen(stage) == (name, symbol, {line} - {()}, {node} - {()})
        assert float(slider(stage, CHOSEN_NUMBER).input_value()) == number_at(stage.state(), path)


def test_another_network_forgets_what_was_chosen(stage_for):
    stage = stage_for(ForwardPass, layer_sizes=[2, 3, 2])
    choose(stage, "Weight or bias", None, label="weight w32 into layer 2")
    choose(stage, say("network"), None, label="2-2-1")
    assert chosen(stage) == ("weight w11 into layer 1", "w11(0)", {(0, 0, 0)}, set())
