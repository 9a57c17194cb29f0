"""What ForwardPass draws and says is computed with nnlib."""

import math
from itertools import pairwise

import numpy as np
import pytest
from drawing import View, number
from graphs import Graph
from networks import Pass, unit_name
from seen import assert_same_at_width, colour, in_every_state, is_dashed
from states import forward_pass
from wording import equation, shown, words_of

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import ForwardPass
from nnlib.plotting import PALETTE

say = words_of(ForwardPass)
CHOSEN_NUMBER = "value of the weight or bias"
EVERY_STEP = [
    *({"position": n} for n in range(7)),
    *({"mode": "backward", "position": n} for n in range(7)),
    *({"layer_sizes": [2, 3, 2], "mode": mode, "position": n} for mode in ("forward", "backward") for n in range(11)),
]
GRADIENTS = {"mode": "backward", "position": 2}
CHOSEN = [
    {"layer_sizes": [1, 1], "activations": ["relu"], "weights": [[1]], "biases": [[-1]], "x": [1], **GRADIENTS},
    {"activations": ["relu", "identity"], "biases": [[-3, -3], [0]], "mode": "backward", "position": 6},
    {"activations": ["step", "identity"], "mode": "backward", "position": 3},
    {"layer_sizes": [4, 4, 4, 4], "mode": "backward", "position": 24},
    {"layer_sizes": [4, 4, 4, 4], "position": 24},
    {"layer_sizes": [4, 1], **GRADIENTS},
    {"weights": [[0, 0, 0, 0], [0, 0]], "biases": [[0, 0], [0]], "position": 6},
    *(
        {"layer_sizes": [1, 1], "activations": [name], "weights": [[1]], "biases": [[z]], "x": [0], "position": 2}
        for name in ACTIVATIONS
        for z in (-0.25, 0.75)
    ),
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
    """Forward into the current unit. Backward, delta comes from the units it feeds; then its inputs get gradients."""
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
    of = Pass(state)
    lines, wanted = ([unspaced(line) for line in one] for one in (view.lines, of.working()))
    assert lines[: len(wanted)] == wanted
    if not of.current or of.current[0] != "a":
        assert len(lines) == len(wanted)
        return
    _, k, j = of.current
    (line,) = lines[len(wanted) :]  # the activation function, of the number with which the line above ends
    name, formula, result = line.split("=")
    assert (name, result) == (unit_name(state["layer_sizes"], k, j), shown(of.a[k][j], 4))
    z = shown(of.z[k][j], 4)
    act = ACTIVATIONS[state["activations"][k - 1]]
    assert evaluated(formula, f"z{j + 1}({k})", z) == pytest.approx(float(act(number(z))), abs=1e-9), formula


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
        targets = enumerate(state["y_true"], start=1)
        numbers |= {say("target", name=f"y{'' if one else j}"): value for j, value in targets}
    numbers[CHOSEN_NUMBER] = state["weights"][0][0]
    for name, value in numbers.items():
        assert float(view.controls[name]["value"]) == pytest.approx(value, abs=0.125)  # the step of the slider is 1/4
        assert float(view.controls[f"{name}, typed"]["value"]) == pytest.approx(value, abs=5.1e-5)
    fields = {name.removesuffix(", typed") for name in view.controls if name.endswith(", typed")}
    assert fields == {*numbers}, "targets are there for the backward pass only"


def test_colours_are_those_of_the_palette(stage_for):
    stage = stage_for(ForwardPass, position=2)
    positive, negative = ".nnx-edge.nnx-positive", ".nnx-edge.nnx-negative"
    for shape, name in ((positive, "blue"), (negative, "orange")):
        assert colour(stage, shape, "stroke") == PALETTE[name]
        assert is_dashed(stage, shape) == (shape == negative)
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


def test_it_is_the_same_on_a_phone(views_of):
    states = [{}, *EVERY_STEP[11:14], *CHOSEN[:4]]
    checks = (
        test_a_node_for_each_unit_and_a_line_for_each_weight,
        test_nodes_show_what_their_steps_have_computed,
        test_arrows_show_what_flows_and_where,
        test_numbers_on_lines_are_weights,
    )
    assert_same_at_width(views_of, ForwardPass, states, 390, checks)
