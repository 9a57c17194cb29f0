"""Fingers on BumpApproximator: to the side they draw, up and down they scroll, and handles follow them anywhere."""

from contextlib import ExitStack

import pytest
from drawing import look
from hands import BELOW, PHONE, swipe
from local_site import stage_of
from wording import words_of

from nnlib.explorers import BumpApproximator

say = words_of(BumpApproximator)
FLAT = [0.5] * 33


@pytest.fixture
def touched(opened):
    """Open it on a phone with a long page below; returns the page, and where a place of the plot is."""
    with ExitStack() as pages:

        def show(**state):
            html = stage_of(BumpApproximator, **state).replace("</main>", BELOW)
            visit = pages.enter_context(opened("bumps-touched.html", html=html, **PHONE))
            visit.settle()

            def place(x, y):
                axes = look(visit.page, [{}])[0].drawings[0].axes
                box = visit.page.locator(".nnx svg").first.bounding_box()
                return box["x"] + axes.x[0] * x + axes.x[1], box["y"] + axes.y[0] * y + axes.y[1]

            return visit, place

        yield show


def trait(visit, name):
    return visit.page.evaluate(f"document.querySelector('.nnx-mount').explorer.model.get('{name}')")


def centre(visit, name):
    box = visit.page.get_by_role("button", name=name, exact=True).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_to_the_side_draws(touched):
    visit, place = touched(target="drawn", drawn=FLAT)
    start, end = place(0.25, 0.2), place(0.75, 0.8)
    swipe(visit.page, start, end[0] - start[0], end[1] - start[1])
    drawn = trait(visit, "drawn")
    assert drawn[8:25] == pytest.approx([0.2 + 0.6 * i / 16 for i in range(17)], abs=0.03)
    assert drawn[:8] + drawn[25:] == [0.5] * 16
    assert visit.page.evaluate("scrollY") == 0


def test_a_finger_up_and_down_scrolls_and_draws_nothing(touched):
    visit, place = touched(target="drawn", drawn=FLAT)
    swipe(visit.page, place(0.3, 0.1), 5, -150)
    assert visit.page.evaluate("scrollY") > 60
    assert trait(visit, "drawn") == FLAT


def test_a_tap_draws_a_point(touched):
    visit, place = touched(target="drawn", drawn=FLAT)
    visit.page.touchscreen.tap(*place(0.25, 0.9))
    visit.page.wait_for_timeout(50)
    assert trait(visit, "drawn")[8] == pytest.approx(0.9, abs=0.02)


def test_the_pen_draws_in_any_direction(touched):
    visit, _ = touched(target="drawn", drawn=FLAT)
    swipe(visit.page, centre(visit, say("pen")), 0, -60)
    drawn = trait(visit, "drawn")
    assert drawn[16] > 0.7
    assert drawn[:16] + drawn[17:] == [0.5] * 32
    assert visit.page.evaluate("scrollY") == 0


def test_pulses_are_moved_by_a_finger(touched):
    visit, _ = touched(by_hand=True)
    swipe(visit.page, centre(visit, say("top", i=3)), 0, -50)
    assert trait(visit, "heights")[2] > 0.65
    swipe(visit.page, centre(visit, say("edge", i=1)), -20, 3)
    assert trait(visit, "edges")[0] < 0.17
    assert visit.page.evaluate("scrollY") == 0


@pytest.mark.parametrize("state", [{}, {"by_hand": True}, {"kind": "relu"}], ids=str)
def test_a_swipe_over_the_plot_scrolls(touched, state):
    visit, place = touched(**state)
    before = [trait(visit, name) for name in BumpApproximator.state_names()]
    swipe(visit.page, place(0.3, 0.1), 5, -150)
    assert visit.page.evaluate("scrollY") > 60
    assert [trait(visit, name) for name in BumpApproximator.state_names()] == before
