"""What the tests of PerceptronLearning share."""

from typing import Any

from visits import Stage
from wording import words_of

from nnlib import datasets
from nnlib.explorers import PerceptronLearning

say = words_of(PerceptronLearning)
GATES = {
    name: [[float(x1), float(x2), int(label)] for (x1, x2), label in zip(*datasets.gate(name), strict=True)]
    for name in ("and", "or", "nand", "xor")
}


def press(stage: Stage, key: str) -> None:
    """Press the button with these words of the table."""
    stage.root.get_by_role("button", name=say(key), exact=True).click()


def choose(stage: Stage, key: str, option: Any) -> None:
    """Choose from the menu with these words of the table."""
    stage.root.get_by_label(say(key), exact=True).select_option(str(option))


def points(stage: Stage) -> list[list[float]]:
    return stage.state()["points"]


def visits(stage: Stage) -> int:
    return stage.state()["visits"]
