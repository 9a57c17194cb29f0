"""What pages complain about is heard, and a stage is as new for each test."""

import pytest
from visits import Visit

from nnlib.explorers import SigmoidNeuron, ThresholdNeuron

PAGE = "<!doctype html><html lang='en'><link rel='icon' href='data:,'><h1>Page</h1>{}</html>"
COMPLAINTS = {
    "it said: oh": "<script>console.warn('oh')</script>",
    "it said: no": "<script>console.error('no')</script>",
    "it said: broken": "<script>throw new Error('broken')</script>",
    "gone.png did not arrive": "<img src='gone.png' alt=''>",
    "it asked another site for http://example.org/a.png": "<img src='http://example.org/a.png' alt=''>",
    "it asked another site for http://192.0.2.1/b.png": "<img src='http://192.0.2.1/b.png' alt=''>",
}


@pytest.mark.parametrize("complaint", COMPLAINTS)
def test_a_complaint_is_heard_once(opened, complaint):
    with opened("page.html", html=PAGE.format(COMPLAINTS[complaint])) as visit:
        visit.page.wait_for_load_state("networkidle")
        assert complaint in "\n".join(visit.heard())
        assert visit.heard() == []


def test_a_page_of_a_folder_may_not_ask_a_server(opened, tmp_path, server):
    (tmp_path / "page.html").write_text(PAGE.format(f"<img src='{server}_static/favicon.svg' alt=''>"))
    with opened("page.html", base=f"{tmp_path.as_uri()}/") as visit:
        assert "it asked another site" in "\n".join(visit.heard())


def test_a_complaint_is_remembered_when_its_page_is_closed(opened, visits: list[Visit]):
    with opened("page.html", html=PAGE.format("<script>console.warn('oh')</script>")):
        pass
    assert "it said: oh" in visits[-1].heard()[0]


def test_a_stage_keeps_nothing_of_the_test_before(stage_for):
    def seen(stage):
        return stage.page.evaluate(
            "[location.hash, innerWidth, scrollY, document.activeElement.tagName, history.state,"
            " matchMedia('print').matches, matchMedia('(prefers-reduced-motion)').matches,"
            " document.documentElement.dataset.theme, document.querySelector('.nnx').matches(':hover')]"
        )

    stage = stage_for(ThresholdNeuron)
    at_first = seen(stage), stage.state(), stage.drawing()
    stage.root.locator(".nnx-track").last.hover()
    stage.page.set_viewport_size({"width": 400, "height": 300})
    stage.page.emulate_media(media="print", reduced_motion="reduce")
    stage.page.evaluate(
        "() => { location.hash = '#ThresholdNeuron?w1=2'; document.documentElement.dataset.theme = 'dark'; }"
    )
    stage.root.locator("input").last.evaluate("(one) => one.focus()")
    stage.frame()
    assert seen(stage) != at_first[0]
    stage = stage_for(ThresholdNeuron)
    assert (seen(stage), stage.state(), stage.drawing()) == at_first


def test_a_stage_is_set_and_another_takes_its_place(stage_for):
    assert stage_for(ThresholdNeuron, w1=2).state() == ThresholdNeuron(w1=2).state()
    stage = stage_for(SigmoidNeuron, w=20)
    assert stage.state() == SigmoidNeuron(w=20).state()
    assert stage.page.locator(".nnx").count() == 1
