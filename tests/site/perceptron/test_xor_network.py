"""XorNetwork: what it shows is computed with `nnlib`, and every control does what it says."""

from collections import defaultdict

import numpy as np
import pytest
from neurons import CORNERS, check_handles, check_neuron
from states import STATES
from wording import about, say_shared, shown, words_of

from nnlib import activations, datasets
from nnlib.explorers import XorNetwork

say = words_of(XorNetwork)
SCALE = 0.25  # an arrow is this many times as long as the weight vector
NEURONS = {  # weights and bias of each
    "a1_1": ("W0_11", "W0_21", "b0_1"),
    "a1_2": ("W0_12", "W0_22", "b0_2"),
    "a2_1": ("W1_11", "W1_21", "b1_1"),
}
SPOKEN = {
    "a1_1": say("hidden neuron", name=1),
    "a1_2": say("hidden neuron", name=2),
    "a2_1": say("output neuron", name="ŷ"),
}
SHOWN = {"a1_1": "a1(1)", "a1_2": "a2(1)", "a2_1": "ŷ"}
CLASSES = {"a1_1": "nnx-first", "a1_2": "nnx-second"}
SOLUTION = {
    "W0_11": 1, "W0_21": 1, "b0_1": -0.5, "W0_12": -1, "W0_22": -1, "b0_2": 1.5, "W1_11": 1, "W1_21": 1, "b1_1": -1.5,
}  # fmt: skip
CHOSEN = [
    SOLUTION,
    SOLUTION | {"W1_21": 0, "b1_1": -0.5},
    SOLUTION | {"W0_12": 1, "W0_22": 1, "b0_2": -0.5},  # two lines coincide, and places hold both classes
    SOLUTION | {"b0_1": 3, "b0_2": 3},  # all corners land at (1, 1)
    SOLUTION | {"b0_1": -3, "b0_2": -3},  # all corners land at (0, 0)
    SOLUTION | {"W0_11": 0, "W0_21": 0, "b0_1": 0},
    dict.fromkeys(SOLUTION, 0),
    dict.fromkeys(SOLUTION, 3),
    SOLUTION | {"W0_21": -1, "W0_22": 1, "b0_2": -0.5, "b1_1": -0.5},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(41)
    return views_of(XorNetwork, CHOSEN + [STATES[XorNetwork](rng) for _ in range(40)])


def neuron(state, name) -> tuple[tuple[float, float], float]:
    """Return weights and bias of one of the three neurons."""
    w1, w2, b = (state[trait] for trait in NEURONS[name])
    return (w1, w2), b


def outputs(state) -> dict[str, np.ndarray]:
    """Return what each neuron puts out at the four corners."""
    X, _ = datasets.gate("xor")

    def fire(name, inputs):
        w, b = neuron(state, name)
        return activations.step(inputs @ w + b).astype(int)

    a1, a2 = fire("a1_1", X), fire("a1_2", X)
    return {"a1_1": a1, "a1_2": a2, "a2_1": fire("a2_1", np.column_stack([a1, a2]))}


def test_lines_arrows_and_half_planes(views):
    for state, view in views:
        with about(state):
            inputs, hidden = view.drawings
            for name, classes in CLASSES.items():
                w, b = neuron(state, name)
                check_neuron(inputs, w, b, classes, scale=SCALE)
            check_neuron(hidden, *neuron(state, "a2_1"), scale=SCALE)
            assert [one.text for one in inputs.axes.names] == ["x1", "x2"]
            assert [one.text for one in hidden.axes.names] == ["a1(1)", "a2(1)"]


def test_each_arrow_has_its_name_and_its_handles(views):
    for state, view in views:
        for name in NEURONS:
            with about(state | {"neuron": name}):
                drawing = view.drawings[name == "a2_1"]
                arrow = drawing.arrow("nnx-normal", *([CLASSES[name]] if name in CLASSES else []))
                shift = view.handle(say_shared("shift the line", neuron=SPOKEN[name]))
                turn = view.handle(say_shared("turn the line", neuron=SPOKEN[name]))
                check_handles(drawing, shift, turn, arrow)
                if arrow is not None and name in CLASSES:
                    tail, tip = (np.array(drawing.axes.pixels(place)) for place in arrow)
                    label = drawing.one("nnx-symbol", CLASSES[name], tag="text")
                    assert label.text == SHOWN[name]
                    beyond = tip + 24 * (tip - tail) / np.linalg.norm(tip - tail)
                    assert np.linalg.norm(label.centre - beyond) < 8, "its name should stand before the arrow's head"


def test_lines_that_coincide_have_handles_apart(views):
    for state, view in views:
        lines = view.drawings[0].find("nnx-boundary", "nnx-first")
        if neuron(state, "a1_1") == neuron(state, "a1_2") and lines and np.hypot(*np.subtract(*lines[0].ends)) > 100:
            with about(state):
                first, second = (np.array(one["place"]) for one in view.handles[::2][:2])
                assert np.abs(first - second).max() > 24


def test_marks_in_input_space_are_xor(views):
    _, y = datasets.gate("xor")
    for state, view in views:
        with about(state):
            marks = [(tuple(np.round(place, 4) + 0.0), label) for place, label in view.drawings[0].marks()]
            assert sorted(marks) == list(zip(CORNERS, y, strict=True))


def test_marks_in_hidden_space_stand_where_the_corners_land(views):
    _, xor = datasets.gate("xor")
    for state, view in views:
        with about(state):
            landed = list(zip(*(outputs(state)[name] for name in ("a1_1", "a1_2")), strict=True))
            marks = [(tuple(np.round(place, 4) + 0.0), label) for place, label in view.drawings[1].marks()]
            assert sorted(marks) == sorted(set(zip(landed, xor, strict=True)))
            for place in {*landed}:
                if {(place, 0), (place, 1)} <= {*marks}:
                    assert marks.index((place, 0)) < marks.index((place, 1)), "the circle lies below the square"
                    circle, square = (
                        next(one for one in view.drawings[1].find(name) if near(view.drawings[1], one) == place)
                        for name in ("nnx-zero", "nnx-one")
                    )
                    assert circle["r"] > square["width"] / 2 + 2, "the circle is seen around the square"


def near(drawing, shape) -> tuple[int, int]:
    """Return the corner that a shape is nearest to."""
    x, y = np.clip(np.round(drawing.axes.data(shape.centre)), 0, 1)
    return int(x), int(y)


def test_notes_in_hidden_space_name_the_corners_that_landed(views):
    for state, view in views:
        with about(state):
            wanted = defaultdict(list)
            for corner, a1, a2 in zip(CORNERS, outputs(state)["a1_1"], outputs(state)["a1_2"], strict=True):
                wanted[a1, a2].append("({}, {})".format(*corner))
            found = defaultdict(list)
            notes = view.drawings[1].find("nnx-note", tag="text")
            for note in sorted(notes, key=lambda note: note.text):
                found[near(view.drawings[1], note)].append(note.text)
            assert found == wanted
            solid = notes + view.drawings[1].find("nnx-one") + view.drawings[1].find("nnx-zero")
            for note in notes:
                left, top, width, height = note.box
                assert left >= 0 and left + width <= view.drawings[1].size[0], f"{note.text} is cut off"
                for other in solid:
                    if other is not note:
                        x, y = other.centre
                        assert not (left < x < left + width and top < y < top + height), f"{note.text} covers something"


def test_table_sliders_and_sentence(views):
    _, xor = datasets.gate("xor")
    for state, view in views:
        with about(state):
            columns = outputs(state)
            assert view.tables[0][0]["cells"] == ["x1", "x2", "a1(1)", "a2(1)", "ŷ", "y"]
            rows = np.column_stack([CORNERS, *columns.values(), xor])
            assert view.cells() == [[str(value) for value in row] for row in rows]
            right = columns["a2_1"] == xor
            assert [row["classes"] == ["nnx-wrong"] for row in view.tables[0][1:]] == (~right).tolist()
            for trait, name in slider_names().items():
                slider = view.controls[name]
                assert abs(float(slider["value"]) - state[trait]) <= 1 / 64, name
                assert slider["text"] == slider["shown"] == shown(state[trait]), name
            first, second, output = (gate_of(column) for column in columns.values())
            assert view.finding == say("finding", n_correct=right.sum(), first=first, second=second, output=output)
            for drawing in view.drawings:
                assert drawing.label == say_shared("drawing", title=say("title"), finding=view.finding)


def slider_names() -> dict[str, str]:
    """Name each slider by its neuron and the parameter's own letter: "Hidden neuron 1, w21" for W0_21."""
    return {
        trait: say("parameter", neuron=SPOKEN[name], name=trait[0].lower() + trait[3:])
        for name, traits in NEURONS.items()
        for trait in traits
    }


def gate_of(column) -> str:
    gates = [name.upper() for name in ("and", "or", "nand", "xor") if np.array_equal(datasets.gate(name)[1], column)]
    return gates[0] if gates else say("no gate")


def test_each_button_sets_every_parameter(stage_for):
    stage = stage_for(XorNetwork)
    rng = np.random.default_rng(43)
    names = {say("solution"): SOLUTION, say("one hidden neuron", name="a1(1)"): SOLUTION | {"W1_21": 0, "b1_1": -0.5}}
    for name, wanted in names.items():
        stage.set_state(STATES[XorNetwork](rng))
        stage.root.get_by_role("button", name=name, exact=True).click()
        assert stage.state() == wanted, name
    columns = outputs(SOLUTION)
    assert [gate_of(columns[name]) for name in NEURONS] == ["OR", "NAND", "XOR"], "so says the button"
    follows = outputs(SOLUTION | {"W1_21": 0, "b1_1": -0.5})
    assert (follows["a2_1"] == follows["a1_1"]).all(), "so says the other"
