"""Where an explorer cannot be drawn, the page keeps its still, its numbers and its links."""

import re

import pytest
from local_site import stage_of

from nnlib.explorers import ThresholdNeuron

OWN_SCRIPT = re.compile(r'<script async src="[^"]*/threshold_neuron.js"></script>')
BROKEN_MODULE = """() => ({ default: { render({ el }) { el.append("half of it"); throw new Error("it broke"); } } })"""
SETTLED = "() => nnx.first_drawn.then(() => true)"


def without_the_common_script(page: str) -> str:
    assert "scripts/common.js" in page
    return page.replace("scripts/common.js", "scripts/gone.js")


def without_its_own_script(page: str) -> str:
    return OWN_SCRIPT.sub('<script async src="gone.js"></script>', page)


def with_a_broken_module(page: str) -> str:
    return OWN_SCRIPT.sub(f"<script>nnx.module('perceptron/threshold_neuron.js', [], {BROKEN_MODULE})</script>", page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (without_the_common_script, "shared/controls.js did not arrive"),
        (without_its_own_script, "perceptron/threshold_neuron.js did not arrive"),
        (with_a_broken_module, "it broke"),
    ],
)
def test_the_still_comes_back(spoilt, reason, theme, opened):
    page = spoilt(stage_of(ThresholdNeuron)).replace('data-theme="light"', f'data-theme="{theme}"')
    with opened("stage.html", html=page) as visit:
        visit.page.wait_for_function(SETTLED)
        place = visit.page.locator(".nnx-mount")
        still = place.locator(".nnx-still")
        assert still.is_visible()
        assert "half of it" not in place.inner_text()
        height = "(one) => [one.getBoundingClientRect().height, one.naturalHeight * one.width / one.naturalWidth]"
        shown, own = still.evaluate(height)
        assert shown == pytest.approx(own, abs=2), "no room is kept for what does not come"
        place.locator("summary").click()
        assert place.locator("table").is_visible()
        assert reason in "\n".join(visit.heard())


def test_a_link_to_what_failed_is_any_other_link(opened):
    link = "#ThresholdNeuron?w1=2"
    page = with_a_broken_module(stage_of(ThresholdNeuron)).replace("</h1>", f'</h1><a href="{link}">set</a>')
    with opened("stage.html", html=page) as visit:
        visit.page.wait_for_function(SETTLED)
        visit.page.locator("a").click()
        assert visit.page.url.endswith(link)
        assert "it broke" in "\n".join(visit.heard())


def test_an_address_that_cannot_be_decoded_is_no_error(opened):
    with opened("chapters/1_perceptron/1_neuron.html#100%") as visit:
        visit.settle()
        assert visit.page.locator(".nnx").count() >= 1
