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
        (view,) = look(stage.page, [self.state(values)])
        return view.drawings[self.drawing].arrow("nnx-normal", *self.classes) or ((0.5, 0.5), (0.5, 0.5))

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
    "a1": Neuron(XorNetwork, ("w11", "w21", "b1"), in_words("neuron", name="a1"), 0.25, ("nnx-first",)),
    "a2": Neuron(XorNetwork, ("w12", "w22", "b2"), in_words("neuron", name="a2"), 0.25, ("nnx-second",)),
    "y": Neuron(XorNetwork, ("v1", "v2", "c"), in_words("neuron", name="y"), 0.25, (), 1),
}


@pytest.fixture(params=NEURONS.values(), ids=NEURONS)
def neuron(request) -> Neuron:
    return request.param


@pytest.fixture
def stage(stage_for, neuron) -> Stage:
    return stage_for(neuron.explorer)


def test_keys_shift_the_line(stage, neuron):
    """An arrow key by 1/16 of a unit of the drawing; with Shift, by four times that."""
    for values in STATES:
        foot, _ = neuron.arrow(stage, values)
        neuron.handle(stage, "shift the line").focus()
        for key, way in WAYS.items():
            for prefix, step in (("", 1 / 16), ("Shift+", 1 / 4)):
                with about({"before": values, "key": prefix + key}):
                    stage.set_state(neuron.state(values))
                    stage.page.keyboard.press(prefix + key)
                    check_shifted([*values], neuron.read(stage), np.array(foot) + step * np.array(way))


def test_keys_turn_the_arrow(stage, neuron):
    """An arrow key changes one weight by 1/16; with Shift, by four times that."""
    for values in STATES:
        foot, _ = neuron.arrow(stage, values)
        tip = np.array(foot) + neuron.scale * np.array(values[:2])
        neuron.handle(stage, "turn the line").focus()
        for key, way in WAYS.items():
            for prefix, step in (("", 1 / 16), ("Shift+", 1 / 4)):
                with about({"before": values, "key": prefix + key}):
                    stage.set_state(neuron.state(values))
                    stage.page.keyboard.press(prefix + key)
                    check_turned(neuron.read(stage), foot, tip + step * neuron.scale * np.array(way), neuron.scale)


def drag(stage: Stage, neuron: Neuron, key: str, way: tuple[int, int]):
    """Drag a handle by some pixels, and return how far that is in the drawing, before it is let go."""
    box = neuron.handle(stage, key).bounding_box()
    x, y = round(box["x"] + box["width"] / 2) + 3, round(box["y"] + box["height"] / 2) - 2  # not at its very middle
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x + way[0], y + way[1], steps=2)
    (view,) = look(stage.page, [{}])
    drawing = view.drawings[neuron.drawing]
    unit = drawing.axes.x[0] * stage.root.locator("svg").nth(neuron.drawing).bounding_box()["width"] / drawing.size[0]
    return np.array(way) / unit * (1, -1)


def test_the_pointer_shifts_the_line(stage, neuron):
    for values in STATES[:4]:
        for way in ((40, 25), (-60, -10), (170, -170), (-170, 170)):
            with about({"before": values, "way": way}):
                foot, _ = neuron.arrow(stage, values)
                moved = drag(stage, neuron, "shift the line", way)
                after = neuron.read(stage)
                check_shifted([*values], after, np.array(foot) + moved)
                stage.page.mouse.up()
                stage.page.mouse.move(300, 300)
                assert neuron.read(stage) == after, "the line follows a pointer that let it go"


def test_the_pointer_turns_the_arrow(stage, neuron):
    for values in STATES[:4]:
        for way in ((40, 25), (-60, -10), (20, -300), (-300, 20)):
            with about({"before": values, "way": way}):
                foot, tip = neuron.arrow(stage, values)
                moved = drag(stage, neuron, "turn the line", way)
                after = neuron.read(stage)
                check_turned(after, foot, np.array(tip) + moved, neuron.scale)
                stage.page.mouse.up()
                stage.page.mouse.move(300, 300)
                assert neuron.read(stage) == after, "the arrow follows a pointer that let it go"


def test_handles_stop_at_the_limits(stage, neuron):
    """Held down, each key ends where no state of the explorer lies beyond."""
    for key in ("shift the line", "turn the line"):
        for press in WAYS:
            stage.set_state(neuron.state((3, -3, 2.5)))
            neuron.handle(stage, key).focus()
            for _ in range(12):
                stage.page.keyboard.press(f"Shift+{press}")
                assert all(abs(value) <= LIMIT for value in neuron.read(stage))
            neuron.explorer(**stage.state())


def test_sliders(stage, neuron):
    """An arrow key by 1/32, Home and End to the limits, the pointer to where it is; no slider sets more than its own."""
    for i, trait in enumerate(neuron.traits):
        slider = stage.root.locator(f"input[data-trait={trait}]")
        before = neuron.read(stage)

        def sets(press: str, value: float, slider=slider, before=before, i=i, trait=trait) -> None:
            slider.press(press)
            wanted = [*before[:i], value, *before[i + 1 :]]
            assert neuron.read(stage) == wanted, f"{press} on the slider of {trait}"

        sets("ArrowRight", before[i] + 1 / 32)
        sets("ArrowUp", before[i] + 2 / 32)
        sets("ArrowLeft", before[i] + 1 / 32)
        sets("ArrowDown", before[i])
        sets("End", LIMIT)
        sets("ArrowRight", LIMIT)
        sets("Home", -LIMIT)
        sets("ArrowLeft", -LIMIT)
        sets("ArrowRight", -LIMIT + 1 / 32)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        for share in (0.2, 0.5, 0.9):
            x = round(box["x"] + share * box["width"])
            stage.page.mouse.click(x, box["y"] + box["height"] / 2)
            value = neuron.read(stage)[i]
            knob = 16  # its middle stays half its width inside the track
            wanted = -LIMIT + 2 * LIMIT * (x - box["x"] - knob / 2) / (box["width"] - knob)
            assert abs(value - wanted) < 1 / 16 and value * 32 == round(value * 32), f"{trait} by pointer at {share}"
        stage.set_state(neuron.explorer().state())
