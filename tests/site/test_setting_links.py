"""Links that set an explorer: what is theirs, and what is the browser's."""

import pytest
from local_site import stage_of
from visits import Stage

from nnlib.explorers import ThresholdNeuron

LINK = "#ThresholdNeuron?w1=2&w2=-1"
FAR_AWAY = "<div style='height: 5000px'></div>"
# Click, let the page answer, and keep the browser from following the link; True if the browser would have.
LEFT_TO_THE_BROWSER = """(link, options) => {
    let left;
    const listener = (event) => { left = !event.defaultPrevented; event.preventDefault(); };
    window.addEventListener('click', listener, { once: true });
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...options }));
    window.removeEventListener('click', listener);
    return left;
}"""


@pytest.fixture(params=["", FAR_AWAY], ids=["drawn", "waiting"])
def beside(request, opened):
    """A page with one explorer and links to it; where the explorer is far away, it waits to be drawn."""
    links = f'<a href="{LINK}">set</a><a href="#100%">all of it</a>{request.param}'
    with opened("stage.html", html=stage_of(ThresholdNeuron).replace("</h1>", f"</h1>{links}")) as visit:
        visit.page.wait_for_function("() => nnx.first_drawn.then(() => true)")
        assert visit.page.locator(".nnx").count() == (0 if request.param else 1)
        yield Stage(**vars(visit), explorer=ThresholdNeuron)


def test_a_plain_click_sets_the_explorer(beside):
    beside.page.locator("a").first.click()
    beside.page.wait_for_selector(".nnx")
    assert beside.state() == {"w1": 2, "w2": -1, "b": -1.5}
    assert beside.page.url.endswith(LINK)


@pytest.mark.parametrize(
    "options", [{"ctrlKey": True}, {"metaKey": True}, {"shiftKey": True}, {"altKey": True}, {"button": 1}], ids=str
)
def test_other_clicks_are_the_browsers(beside, options):
    assert beside.page.locator("a").first.evaluate(LEFT_TO_THE_BROWSER, options)
    beside.settle()
    assert beside.state() == ThresholdNeuron().state()


def test_a_click_that_was_handled_is_left_alone(beside):
    beside.page.evaluate("window.addEventListener('click', (event) => event.preventDefault(), true)")
    beside.page.locator("a").first.click()
    beside.settle()
    assert beside.state() == ThresholdNeuron().state()


def test_a_link_that_cannot_be_decoded_is_any_other_link(beside):
    assert beside.page.locator("a").last.evaluate(LEFT_TO_THE_BROWSER, {})
    beside.page.locator("a").last.click()
    beside.settle()
    assert beside.state() == ThresholdNeuron().state()
