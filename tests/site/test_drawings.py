"""What the drawings show in states that readers reach rarely."""

import pytest

from nnlib.explorers import ThresholdNeuron, XorNetwork


@pytest.mark.parametrize("w1", [-3, 3])
@pytest.mark.parametrize("w2", [-3, 0.125, 3])
@pytest.mark.parametrize("b", [-3, 0, 3])
def test_handles_stay_in_the_drawing_and_the_dot_on_its_line(stage_for, w1, w2, b):
    stage = stage_for(ThresholdNeuron, w1=w1, w2=w2, b=b)
    plane = stage.root.locator("svg.nnx-plane").bounding_box()
    centres = []
    for handle in stage.root.locator(".nnx-handle").all():
        box = handle.bounding_box()
        centres.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
        assert plane["x"] <= centres[-1][0] <= plane["x"] + plane["width"]
        assert plane["y"] <= centres[-1][1] <= plane["y"] + plane["height"]
    line = stage.root.locator("line.nnx-boundary")
    if line.is_visible():
        x1, y1, x2, y2 = (float(line.get_attribute(name)) for name in ("x1", "y1", "x2", "y2"))
        x, y = ((c - plane[side]) * 300 / plane["width"] for c, side in zip(centres[0], "xy", strict=True))
        distance = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / max(1, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        assert distance < 1


def test_lines_that_coincide_have_handles_apart(stage_for):
    stage = stage_for(XorNetwork, w12=1, w22=1, b2=-0.5)
    first, second = (box.bounding_box() for box in stage.root.locator(".nnx-shift").all()[:2])
    assert max(abs(first["x"] - second["x"]), abs(first["y"] - second["y"])) > 24


def test_a_place_of_both_classes_shows_both_marks(stage_for):
    stage = stage_for(XorNetwork, w12=1, w22=1, b2=-0.5)
    marks = stage.root.locator("svg").nth(1).locator("g[data-landed] > :is(rect, circle)")
    shown = marks.evaluate_all(
        "all => all.map((one) => [one.tagName, one.getAttribute('r') ?? one.getAttribute('width')])"
    )
    assert ["circle", "11"] in shown
    assert shown.index(["circle", "11"]) < shown.index(["rect", "14"]), "the wider circle lies below the square"
