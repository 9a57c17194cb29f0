"""The handles and sliders of a threshold neuron: what they set, by pointer and by keys, also at the limits."""

from dataclasses import dataclass

import numpy as np
import pytest
from drawing import Place, look
from neurons import LIMIT, check_shifted, check_turned
from visits import Stage
from wording import about, say_shared, words_of

from nnlib.explorers import ThresholdNeuron, XorNetwork

WAYS = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}
STATES = [  # w1, w2, b
    (1, 1, -1.5),
    (-2, 0.5, 1),
    (0.75, -1.25, 0.5),
    (-1.5, -1.75, 2.5),
    (0, 0, 0),  # no line and no arrow yet
    (3, -3, 0.25),
    (2.96875, 3, -3),
]
#: Presses keys on a handle, each in the same state, and returns the states they lead to.
PRESS = """(handle, [state, keys]) => keys.map((press) => {
  const { model } = document.querySelector(".nnx-mount").explorer;
  for (const name in state) model.set(name, state[name]);
  const [key, shiftKey] = [press.replace("Shift+", ""), press.startsWith("Shift+")];
  handle.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
  return Object.fromEntries(Object.keys(state).map((name) => [name, model.get(name)]));
})"""

#: Returns a pixel of a handle where no other handle covers it, and not its very middle.
GRIP = """(handle) => {
  const { x, y, width, height } = handle.getBoundingClientRect();
  const pixel = ([right, down]) => [Math.round(x + width / 2 + right), Math.round(y + height / 2 + down)];
  const pixels = [[3, -2], [8, -8], [-8, -8], [8, 8], [-8, 8]].map(pixel);
  return pixels.find((one) => document.elementFromPoint(...one) === handle);
}"""


@dataclass
class Neuron:
    """One neuron of an explorer: the names of its parameters, and the scale of its arrow."""

    explorer: type
    traits: tuple[str, str, str]
    name: str
    scale: float
    classes: tuple[str, ...] = ()
    drawing: int = 0

    def handle(self, stage: Stage, key: str):
        return stage.root.get_by_label(say_shared(key, neuron=self.name), exact=True)

    def arrow(self, stage: Stage, values: tuple[float, float, float]) -> tuple[Place, Place]:
        """Set the neuron and return foot and tip of its arrow; without weights both are the middle of the corners."""
        stage.set_state({**self.explorer().state(), **self.state(values)})
        return self.seen(stage)

    def seen(self, stage: Stage) -> tuple[Place, Place]:
        """Return foot and tip of the arrow as it is drawn now."""
        (view,) = look(stage.page, [{}])
        arrow = view.drawings[self.drawing].arrow("nnx-normal", *self.classes) or ((0.5, 0.5), (0.5, 0.5))
        return np.array(arrow[0]), np.array(arrow[1])

    def pixels(self, stage: Stage) -> float:
        """Return how many pixels of the screen a unit of the drawing is long."""
        (view,) = look(stage.page, [{}])
        drawing = view.drawings[self.drawing]
        width = stage.root.locator("svg").nth(self.drawing).bounding_box()["width"]
        return drawing.axes.x[0] * width / drawing.size[0]

    def state(self, values: tuple[float, float, float]) -> dict:
        return dict(zip(self.traits, values, strict=True))

    def read(self, stage: Stage) -> list[float]:
        """Return w1, w2 and b as they are now; all else must be as it was."""
        state = stage.state()
        default = self.explorer().state()
        assert all(state[name] == default[name] for name in state if name not in self.traits), "another neuron changed"
        return [state[name] for name in self.traits]


in_words = words_of(XorNetwork)
NEURONS = {
    "threshold": Neuron(ThresholdNeuron, ("w1", "w2", "b"), words_of(ThresholdNeuron)("neuron"), 0.3),
    "a1_1": Neuron(XorNetwork, ("W0_11", "W0_21", "b0_1"), in_words("hidden neuron", name=1), 0.25, ("nnx-first",)),
    "a1_2": Neuron(XorNetwork, ("W0_12", "W0_22", "b0_2"), in_words("hidden neuron", name=2), 0.25, ("nnx-second",)),
    "a2_1": Neuron(XorNetwork, ("W1_11", "W1_21", "b1_1"), in_words("output neuron", name="ŷ"), 0.25, (), 1),
}


@pytest.fixture(params=NEURONS.values(), ids=NEURONS)
def neuron(request) -> Neuron:
    return request.param


@pytest.fixture
def stage(stage_for, neuron) -> Stage:
    return stage_for(neuron.explorer)


@pytest.fixture
def states(neuron) -> list[Place]:
    """All states for the neuron that is alone; the others share its code, so two will do."""
    return STATES if neuron.explorer is ThresholdNeuron else STATES[1:3]


def after_keys(stage: Stage, neuron: Neuron, key: str, values) -> list[tuple[str, Place, list[float]]]:
    """Press each arrow key on a handle in the same state: the key, the way it points, what the neuron is then."""
    presses = [(prefix + press, way) for press, way in WAYS.items() for prefix in ("", "Shift+")]
    after = neuron.handle(stage, key).evaluate(PRESS, [neuron.state(values), [press for press, _ in presses]])
    neuron.read(stage)
    return [
        (press, np.array(way) * (4 if "Shift" in press else 1), [state[name] for name in neuron.traits])
        for (press, way), state in zip(presses, after, strict=True)
    ]


def test_keys_shift_the_line(stage, neuron, states):
    """An arrow key by 1/16 of a unit of the drawing; with Shift, by four times that."""
    for values in states:
        foot, _ = neuron.arrow(stage, values)
        for press, way, after in after_keys(stage, neuron, "shift the line", values):
            with about({"before": values, "key": press}):
                check_shifted([*values], after, foot + way / 16)


def test_keys_turn_the_arrow(stage, neuron, states):
    """An arrow key changes one weight by 1/16; with Shift, by four times that."""
    for values in states:
        foot, _ = neuron.arrow(stage, values)
        for press, way, after in after_keys(stage, neuron, "turn the line", values):
            with about({"before": values, "key": press}):
                check_turned(after, foot, foot + neuron.scale * (np.array(values[:2]) + way / 16), neuron.scale)


def drag(stage: Stage, neuron: Neuron, key: str, values, ways: list[tuple[int, int]]):
    """Drag a handle from a state to several places in turn, some pixels from the first; let go, and move away.

    Yields for each place the arrow before the handle was taken, how far the
    place is from the first one in data units, and what the neuron is then.
    """
    arrow = neuron.arrow(stage, values)
    x, y = neuron.handle(stage, key).evaluate(GRIP)
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    for way in ways:
        stage.page.mouse.move(x + way[0], y + way[1])
        after = neuron.read(stage)
        yield arrow, np.array(way) / neuron.pixels(stage) * (1, -1), after
    stage.page.mouse.up()
    stage.page.mouse.move(x, y)
    assert neuron.read(stage) == after, "the handle follows a pointer that let it go"


def test_the_pointer_shifts_the_line(stage, neuron, states):
    for values in states[:4]:
        foot, _ = neuron.arrow(stage, values)
        for _, moved, after in drag(stage, neuron, "shift the line", values, [(40, 25), (-60, -10), (-170, 170)]):
            with about({"before": values, "moved": moved}):
                check_shifted([*values], after, foot + moved)


def test_the_pointer_turns_the_arrow(stage, neuron, states):
    """The tip follows the pointer. The foot stays where the arrow started when it was taken."""
    for values in states[:4]:
        for (foot, tip), moved, after in drag(
            stage, neuron, "turn the line", values, [(40, 25), (20, -300), (-300, 20)]
        ):
            with about({"before": values, "moved": moved}):
                check_turned(after, foot, tip + moved, neuron.scale)


def test_a_turn_does_not_depend_on_the_speed_of_the_pointer(stage, neuron):
    """And while it lasts the arrow points to the pointer; let go, it starts beside the middle again."""
    values, way = (0.75, -1.25, 0.5), (-60, 35)
    foot, tip = neuron.arrow(stage, values)
    wanted = tip + np.array(way) / neuron.pixels(stage) * (1, -1)
    ends = []
    for n_moves in (1, 3, 40):
        stage.set_state(neuron.state(values))
        x, y = neuron.handle(stage, "turn the line").evaluate(GRIP)
        stage.page.mouse.move(x, y)
        stage.page.mouse.down()
        stage.page.mouse.move(x + way[0], y + way[1], steps=n_moves)
        stage.frame()
        turned = neuron.seen(stage)
        stage.page.mouse.up()
        let_go = neuron.seen(stage)
        ends.append(neuron.read(stage))
        assert np.abs(turned[0] - foot).max() < 1 / 64 + 1e-3, "the arrow should start where it was taken"
        assert np.abs(turned[1] - wanted).max() < 1 / 64 + neuron.scale / 64 + 1e-3, "it should follow the pointer"
        assert np.allclose(let_go, neuron.arrow(stage, ends[-1]), atol=1e-3), "let go, it should start as ever"
    assert ends[0] == ends[1] == ends[2], "a slow pointer and a quick one should turn the line alike"


def test_handles_stop_at_the_limits(stage, neuron):
    """However often a key is pressed, the state is one that the explorer may have."""
    for key in ("shift the line", "turn the line"):
        for press in WAYS:
            stage.set_state(neuron.state((2.5, -2.5, 2)))
            neuron.handle(stage, key).focus()
            for _ in range(6):
                stage.page.keyboard.press(f"Shift+{press}")
            assert all(abs(value) <= LIMIT for value in neuron.read(stage))
            neuron.explorer(**stage.state())


def test_sliders(stage, neuron):
    """An arrow key by 1/32, Home and End to the limits, the pointer to where it is; each slider sets its own trait."""
    for i, trait in enumerate(neuron.traits):
        slider = stage.root.locator(f"input[data-trait={trait}]")
        before = neuron.read(stage)
        first = before[i]
        presses = {
            "ArrowRight": first + 1 / 32, "ArrowUp": first + 2 / 32, "ArrowLeft": first + 1 / 32, "ArrowDown": first,
            "End": LIMIT, "Shift+ArrowRight": LIMIT, "Home": -LIMIT, "Shift+ArrowLeft": -LIMIT,
        }  # fmt: skip
        slider.focus()
        for press, value in presses.items():
            stage.page.keyboard.press(press)
            assert neuron.read(stage) == [*before[:i], value, *before[i + 1 :]], f"{press} on the slider of {trait}"
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        for share in (0.2, 0.9):
            x = round(box["x"] + share * box["width"])
            stage.page.mouse.click(x, box["y"] + box["height"] / 2)
            value = neuron.read(stage)[i]
            knob = 16  # its middle stays half its width inside the track
            wanted = -LIMIT + 2 * LIMIT * (x - box["x"] - knob / 2) / (box["width"] - knob)
            assert abs(value - wanted) < 1 / 16 and value * 32 == round(value * 32), f"{trait} by pointer at {share}"
        stage.set_state(neuron.explorer().state())
