"""Sliders are the page's only controls that each engine draws in its own way."""

import io

import pytest
from figures import opened
from matplotlib import pyplot as plt

KNOB = """(input, { left, top, height, width } = input.getBoundingClientRect()) => [
    Math.round(left + 8 + (input.value - input.min) / (input.max - input.min) * (width - 16)),
    Math.round(top + height / 2),
    getComputedStyle(input).getPropertyValue("--nnx-blue")]"""


@pytest.mark.parametrize("engine", ["firefox"], indirect=True, scope="session")  # WebKit's knobs are the system's
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_knob_is_blue_and_where_the_marks_say(tab, server, theme):
    figure = opened("ThresholdNeuron", tab, server)
    pixels = plt.imread(io.BytesIO(figure.look(theme)))
    x, y, blue = tab.run(f"() => ({KNOB})({figure.control})")
    painted = ["#" + "".join(f"{round(255 * part):02x}" for part in pixels[y, x + dx, :3]) for dx in (-6, 0, 6, 12)]
    assert painted[:3] == [blue] * 3, "the knob is 16 pixels wide, and its middle is at the value"
    assert painted[3] != blue, "to the right of the knob is the empty part of the track"
