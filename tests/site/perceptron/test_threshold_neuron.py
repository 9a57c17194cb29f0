"""ThresholdNeuron: what it shows is computed with `nnlib`, and every control does what it says."""

import numpy as np
import pytest
from neurons import CORNERS, check_handles, check_neuron
from states import STATES
from wording import about, say_shared, shown, signed, words_of

from nnlib import activations, datasets
from nnlib.explorers import ThresholdNeuron

say = words_of(ThresholdNeuron)
SCALE = 0.3  # the arrow is this many times as long as the weight vector
CHOSEN = [
    {"w1": 1, "w2": 1, "b": -1.5},
    {"w1": 0, "w2": 0, "b": 0},
    {"w1": 0, "w2": 0, "b": -1},
    {"w1": 0, "w2": 0, "b": 3},
    {"w1": 1 / 32, "w2": 0, "b": 0},
    {"w1": -0.001, "w2": 0, "b": -0.002},  # zeros, but for digits that are not shown
    {"w1": 0, "w2": -1, "b": 0.5},  # level, and fires below
    {"w1": 1, "w2": 0, "b": -1},  # upright, through two corners
    {"w1": 3, "w2": 3, "b": 3},  # outside the drawing
    {"w1": -3, "w2": -3, "b": 3},
    {"w1": 2, "w2": -2, "b": 0},
    {"w1": -1, "w2": -1, "b": 1.5},
    *({"w1": w1, "w2": w2, "b": b} for w1 in (-3, 3) for w2 in (-3, 0.125, 3) for b in (-3, 0, 3)),
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(40)
    return views_of(ThresholdNeuron, CHOSEN + [STATES[ThresholdNeuron](rng) for _ in range(40)])


def outputs(state) -> tuple[np.ndarray, np.ndarray]:
    """Return z and ŷ at the four corners."""
    X, _ = datasets.gate("and")
    z = X @ [state["w1"], state["w2"]] + state["b"]
    return z, activations.step(z).astype(int)


def test_line_arrow_and_half_plane(views):
    for state, view in views:
        with about(state):
            check_neuron(view.drawings[0], (state["w1"], state["w2"]), state["b"], scale=SCALE)
            assert [one.text for one in view.drawings[0].axes.names] == ["x1", "x2"]


def test_handles_lie_at_both_ends_of_the_arrow(views):
    names = [say_shared(key, neuron=say("neuron")) for key in ("shift the line", "turn the line")]
    for state, view in views:
        with about(state):
            assert [one["name"] for one in view.handles] == names
            arrow = view.drawings[0].arrow("nnx-normal")
            shift, turn = (view.handle(name) for name in names)
            check_handles(view.drawings[0], shift, turn, arrow)


def test_marks_and_table_show_the_outputs(views):
    for state, view in views:
        with about(state):
            z, y = outputs(state)
            marks = [(tuple(np.round(place, 4) + 0.0), label) for place, label in view.drawings[0].marks()]
            assert sorted(marks) == list(zip(CORNERS, y, strict=True))
            assert view.tables[0][0]["cells"] == ["x1", "x2", "z", "ŷ"]
            assert view.cells() == [
                [str(x1), str(x2), shown(z_corner), str(y_corner)]
                for (x1, x2), z_corner, y_corner in zip(CORNERS, z, y, strict=True)
            ]
            assert [row["classes"] == ["nnx-fired"] for row in view.tables[0][1:]] == (y == 1).tolist()


def test_formula_sliders_and_sentence(views):
    for state, view in views:
        with about(state):
            w1, w2, b = state.values()
            assert view.lines == [f"z = {shown(w1)} x1 {signed(w2)} x2 {signed(b)}"]
            for name, value in zip(("weight w1", "weight w2", "bias b"), (w1, w2, b), strict=True):
                slider = view.controls[name]
                assert abs(float(slider["value"]) - value) <= 1 / 64, name
                assert slider["text"] == slider["shown"] == shown(value), name
            assert view.finding == finding(state)
            assert view.drawings[0].label == say_shared("drawing", title=say("title"), finding=view.finding)


def finding(state) -> str:
    _, y = outputs(state)
    fired = [f"({x1}, {x2})" for (x1, x2), fires in zip(CORNERS, y, strict=True) if fires]
    where = {0: say("no corner"), 4: say("all corners")}.get(len(fired), ", ".join(fired))
    gates = [name.upper() for name in ("and", "or", "nand", "xor") if np.array_equal(datasets.gate(name)[1], y)]
    return say("finding with gate", where=where, gate=gates[0]) if gates else say("finding", where=where)
