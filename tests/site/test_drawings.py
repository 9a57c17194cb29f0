"""What the drawings show in states that readers reach rarely."""

import pytest

from nnlib.explorers import HiddenPair, SigmoidNeuron


def test_a_flat_curve_at_one_half_passes_it_everywhere(stage_for):
    assert "1/2 for every x" in stage_for(SigmoidNeuron, w=0, b=0).root.locator(".nnx-finding").inner_text()
    assert "1/2 nowhere" in stage_for(SigmoidNeuron, w=0, b=1).root.locator(".nnx-finding").inner_text()


def test_a_drawing_of_another_width_is_complete_without_another_frame(stage_for):
    """As on paper, where no frame follows the new layout."""
    stage = stage_for(HiddenPair)
    stage.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    stage.page.set_viewport_size({"width": 500, "height": 1100})
    stage.page.wait_for_timeout(300)
    width = float(stage.root.locator("svg.nnx-plot").first.get_attribute("viewBox").split()[2])
    path = stage.root.locator("path.nnx-curve").first.get_attribute("d")
    end = float(path.replace("M", "").split("L")[-1].split(",")[0])
    assert end == pytest.approx(width - 16, abs=0.2), "the curve ends at the right margin"
