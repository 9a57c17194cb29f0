"""What ForwardPass draws and says is computed with nnlib."""

import math
from itertools import pairwise

import numpy as np
import pytest
from drawing import View, look
from graphs import Graph
from hands import assert_slider, number_at, slider, with_number
from local_site import stage_of
from networks import Pass, unit_name
from shown import colour, equation, in_every_state, shown, speaker
from states import forward_pass
from visits import MODEL, Stage

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import ForwardPass
from nnlib.plotting import PALETTE

say = speaker("forward_pass")
CHOSEN_NUMBER = "value of the weight or bias"
EVERY_STEP = [
    *({"position": n} for n in range(7)),
    *({"mode": "backward", "position": n} for n in range(7)),
    *({"layer_sizes": [2, 3, 2], "mode": mode, "position": n} for mode in ("forward", "backward") for n in range(11)),
]
CHOSEN = [
    {"layer_sizes": [1, 1], "activations": ["relu"], "weights": [[1]], "biases": [[-1]], "x": [1], "mode": "backward", "position": 2},
    {"activations": ["relu", "identity"], "biases": [[-3, -3], [0]], "mode": "backward", "position": 6},
    {"activations": ["step", "identity"], "mode": "backward", "position": 3},
    {"layer_sizes": [4, 4, 4, 4], "mode": "backward", "position": 24},
    {"layer_sizes": [4, 4, 4, 4], "position": 24},
    {"layer_sizes": [4, 1], "mode": "backward", "position": 2},
    {"weights": [[0, 0, 0, 0], [0, 0]], "biases": [[0, 0], [0]], "position": 6},
]  # fmt: skip


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(3)
    return views_of(ForwardPass, [*EVERY_STEP, *CHOSEN, *(forward_pass(rng) for _ in range(30))])


def graph(view: View) -> Graph:
    if not hasattr(view, "graph"):  # reading it takes longer than looking at it
        view.graph = Graph(*view.drawings)
    return view.graph


def unspaced(text: str) -> str:
    return "".join(text.split())


@in_every_state
def test_a_node_for_each_unit_and_a_line_for_each_weight(state, view):
    drawn = graph(view)
    assert drawn.sizes == state["layer_sizes"]
    for (k, j), node in drawn.nodes.items():
        assert node.name == unit_name(state["layer_sizes"], k, j)


@in_every_state
def test_nodes_show_what_their_steps_have_computed(state, view):
    of = Pass(state)
    for (k, j), node in graph(view).nodes.items():
        a = shown(of.a[k][j], 2 if k == 0 else 3) if of.knows("a", k, j) else ""
        z = f"z {shown(of.z[k][j], 3)}" if of.knows("z", k, j) else ""
        delta = f"δ {shown(of.delta[k][j], 3)}" if of.knows("delta", k, j) else ""
        assert (node.a, node.z, node.delta) == (a, z, delta), f"unit {j + 1} of layer {k}"


@in_every_state
def test_the_current_unit_is_marked_and_those_not_yet_known(state, view):
    of = Pass(state)
    for (k, j), node in graph(view).nodes.items():
        classes = {*node.circle.classes}
        is_current = of.current is not None and of.current[1:] == (k, j)
        assert ("nnx-current" in classes) == is_current, f"unit {j + 1} of layer {k}"
        assert (f"nnx-{state['mode']}" in classes) == is_current
        assert ("nnx-unknown" in classes) == (not of.knows("a", k, j))


@in_every_state
def test_lines_show_sign_and_size_of_their_weights(state, view):
    of = Pass(state)
    for (k, i, j), edge in graph(view).edges.items():
        w = of.net.layers[k].W[i, j]
        sign = "positive" if w > 0 else "negative" if w < 0 else "none"
        assert [one for one in ("positive", "negative", "none") if f"nnx-{one}" in edge.line.classes] == [sign]
        assert edge.line["stroke-width"] == pytest.approx(1 + 1.5 * abs(w), abs=0.0051)


@in_every_state
def test_arrows_show_what_flows_and_where(state, view):
    """Forward, into the current unit. Backward, delta comes out of it through what it feeds; its gradients are those of what enters it."""
    of = Pass(state)
    for (k, i, j), edge in graph(view).edges.items():
        what, *unit = of.current or ("", None, None)
        flows = (k, i) == tuple(unit) if what == "delta" else (k + 1, j) == tuple(unit)
        way = state["mode"] if flows else ""
        assert edge.way == way, f"from unit {i + 1} of layer {k} to unit {j + 1}: {edge.way!r} in place of {way!r}"
        assert ("nnx-active" in edge.line.classes) == flows
        for shape in (edge.line, edge.head) if flows else ():
            assert [one for one in ("forward", "backward") if f"nnx-{one}" in shape.classes] == [way]
            assert [one for one in ("positive", "negative", "none") if f"nnx-{one}" in shape.classes] == [
                one for one in ("positive", "negative", "none") if f"nnx-{one}" in edge.line.classes
            ]


@in_every_state
def test_numbers_on_lines_are_weights(state, view):
    of = Pass(state)
    for (k, i, j), edge in graph(view).edges.items():
        w = shown(of.net.layers[k].W[i, j])
        is_named = edge.way or edge.is_selected or state["layer_sizes"] == [2, 2, 1]
        assert w in (edge.labels or ["" if is_named else w]), f"w{i + 1}{j + 1} of layer {k} is {w}, not {edge.labels}"
        assert edge.is_selected == ((k, i, j) == (0, 0, 0))


@in_every_state
def test_shapes_stand_below(state, view):
    sizes = state["layer_sizes"]
    vectors = [f"{unit_name(sizes, k, None)}({n},)" for k, n in enumerate(sizes)]
    matrices = [f"W({k})({n_in}, {n_out})" for k, (n_in, n_out) in enumerate(pairwise(sizes))]
    texts = [one for one in view.drawings[0].find("nnx-shapes", tag="text")]
    assert [one.text for one in texts] == vectors + matrices
    columns = [graph(view).nodes[k, 0].circle["cx"] for k in range(len(sizes))]
    assert np.allclose([one["x"] for one in texts], [*columns, *np.add(columns[1:], columns[:-1]) / 2])


@in_every_state
def test_the_working_holds_each_number(state, view):
    assert [unspaced(line) for line in view.lines][: len(Pass(state).working())] == [
        unspaced(line) for line in Pass(state).working()
    ]
    what = Pass(state).current and Pass(state).current[0]
    assert len(view.lines) == len(Pass(state).working()) + (what == "a"), "lines too many or too few"
    if what == "a":  # the last line is the activation function, of the number that the line before it ends with
        _, k, j = Pass(state).current
        name, formula, result = unspaced(view.lines[-1]).split("=")
        assert name == unit_name(state["layer_sizes"], k, j)
        assert result == shown(Pass(state).a[k][j], 4)
        z = shown(Pass(state).z[k][j], 4)
        assert evaluated(formula, f"z{j + 1}({k})", z) == pytest.approx(
            float(ACTIVATIONS[state["activations"][k - 1]](float(z.replace("−", "-")))), abs=1e-3
        ), f"{formula} is another function"


def evaluated(formula: str, name: str, z: str) -> float:
    """Compute a formula in the signs of the working."""
    python = {
        "σ": lambda x: 1 / (1 + math.exp(-x)), "Φ": lambda x: math.erfc(-x / math.sqrt(2)) / 2,
        "step": lambda x: float(x >= 0), "tanh": math.tanh, "max": max, "exp": math.exp, "log": math.log,
    }  # fmt: skip
    assert name in formula or z in formula, f"{formula} does not hold {z}"
    return eval(formula.replace(name, z).replace("−", "-").replace("·", "*"), python)


@in_every_state
def test_the_table_holds_the_gradients_of_the_current_unit(state, view):
    of = Pass(state)
    if state["mode"] == "forward":
        assert not view.tables
        return
    head, *rows = view.tables[0]
    assert [unspaced(cell) for cell in head["cells"]] == ["", "∂L/∂w=a·δ", "ΔL/Δw", unspaced(say("equal"))]
    visible = [row for row in rows if "nnx-hidden" not in row["classes"]]
    assert [row["cells"] for row in visible] == of.table(say("not equal"))
    for row in visible:
        assert ("nnx-unequal" in row["classes"]) == (row["cells"][3] != "✓")
    for row in rows:
        assert row in visible or [unspaced(cell) for cell in row["cells"]] == [""] * 4, f"left over: {row['cells']}"


@in_every_state
def test_the_sentence(state, view):
    assert view.finding == sentence(Pass(state))
    assert view.drawings[0].label == f"{say('title')}: {view.finding}"


def sentence(of: Pass) -> str:
    """Say what the step that was done last did."""
    prediction = ", ".join(shown(value, 4) for value in of.a[-1])
    if of.current is None:
        return say(f"{of.mode} start", predictions=prediction, loss=shown(of.loss, 4))
    what, k, j = of.current
    n_layers = len(of.net.layers)
    kind = "output unit" if k == n_layers else "hidden unit of layer" if n_layers > 2 else "hidden unit"
    unit = say(kind, j=j + 1, k=k)
    z = equation("z", of.z[k][j], 4)
    if what == "z":
        return say("sum", unit=unit, z=z)
    if what == "delta":
        said = say("delta", unit=unit, delta=equation("δ", of.delta[k][j], 4))
        return f"{said} {say('blocked')}" if of.slope(k, j) == 0 else said
    if what == "a":
        said = say("activation", unit=unit, z=z, a=equation("a", of.a[k][j], 4))
        complete = say("forward complete", predictions=prediction)
    else:
        checks = [one.agrees for one in of.gradients(k, j)]
        n = {0: "gradients agree", 1: "one gradient differs"}.get(checks.count(False), "gradients differ")
        said = say(n, unit=unit, n=len(checks), n_different=checks.count(False), z=z)
        complete = say("backward complete")
    return f"{said} {complete}" if of.is_complete else said


@in_every_state
def test_controls_show_the_state(state, view):
    wanted = {say("direction"): state["mode"], say("network"): str(state["layer_sizes"]).replace(" ", "")}
    wanted |= {say("function of layer", k=k): name for k, name in enumerate(state["activations"], start=1)}
    assert {name: view.controls[name]["value"] for name in wanted} == wanted
    numbers = {say("input", name=f"x{i}"): value for i, value in enumerate(state["x"], start=1)}
    if state["mode"] == "backward":
        one = len(state["y_true"]) == 1
        numbers |= {say("target", name=f"y{'' if one else j}"): value for j, value in enumerate(state["y_true"], start=1)}
    numbers[CHOSEN_NUMBER] = state["weights"][0][0]
    for name, value in numbers.items():
        assert float(view.controls[name]["value"]) == pytest.approx(value, abs=0.125)  # the step of the slider is 1/4
        assert float(view.controls[f"{name}, typed"]["value"]) == pytest.approx(value, abs=5.1e-5)
    fields = {name.removesuffix(", typed") for name in view.controls if name.endswith(", typed")}
    assert fields == {*numbers}, "targets are there for the backward pass only"


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(ForwardPass, position=2)
    positive, negative = ".nnx-edge.nnx-positive", ".nnx-edge.nnx-negative"
    dashed = "node => getComputedStyle(node).strokeDasharray !== 'none'"
    for shape, name, is_dashed in ((positive, "blue", False), (negative, "orange", True)):
        assert colour(stage, shape, "stroke") == PALETTE[name]
        assert stage.root.locator(shape).first.evaluate(dashed) is is_dashed
    assert colour(stage, ".nnx-head.nnx-forward", "fill") == PALETTE["blue"]
    assert colour(stage, ".nnx-node.nnx-current", "stroke") == PALETTE["blue"]
    stage.set_state({"mode": "backward"})
    assert colour(stage, ".nnx-edge.nnx-active", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-head.nnx-backward", "fill") == PALETTE["purple"]
    assert colour(stage, ".nnx-node.nnx-current", "stroke") == PALETTE["purple"]
    assert colour(stage, ".nnx-delta", "fill") == PALETTE["purple"]
    assert colour(stage, ".nnx-thinvalue", "fill") == PALETTE["grey"]
    assert colour(stage, ".nnx-strongvalue", "fill") == PALETTE["ink"]
    assert colour(stage, ".nnx-loss", "color") == PALETTE["vermilion"]


# -- controls --------------------------------------------------------------------------------------------------------


def press(stage, word: str) -> None:
    stage.page.get_by_role("button", name=say(word), exact=True).click()


def choose(stage, menu: str, option: str, **by) -> None:
    stage.page.get_by_label(menu, exact=True).select_option(option, **by)
    stage.frame()


@pytest.mark.parametrize("mode, ends", [("forward", [6, 10]), ("backward", [4, 10])])
def test_step_layer_and_reset(stage_for, mode, ends):
    stage = stage_for(ForwardPass, layer_sizes=[2, 3, 2])
    stage.set_state({"mode": mode, "position": 0})
    start = stage.state()
    for position in range(11):
        for button, goal in (
            ("step", min(position + 1, 10)),
            ("layer", next((end for end in ends if end > position), 10)),
            ("reset", 0),
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
    timed.page.clock.run_for(900)
    assert not is_running(timed), "it goes on at the end"
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
        "reset": (lambda: press(timed, "reset"), 0),
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
        assert options == [[one, say(f"{one} function")] for one in ACTIVATIONS]
        choose(stage, say("function of layer", k=k), name)
        start["activations"][k - 1] = name
        assert stage.state() == start


NUMBERS = {"input x1": ("x.0", 2), "input x2": ("x.1", 2), "target y": ("y_true.0", 2), CHOSEN_NUMBER: ("weights.0.0", 3)}


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
