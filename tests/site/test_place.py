"""A link that sets an explorer does not take the reader away from their sentence."""

from contextlib import contextmanager

import pytest
from texts import section, text_with
from visits import Stage

from nnlib.explorers import ThresholdNeuron

LINK = "#ThresholdNeuron?w1=2&w2=-1&b=0.5"
OTHER = "#ThresholdNeuron?w1=-2&w2=-1&b=0.5"
WIDE = {"width": 1280, "height": 720}
NARROW = {"width": 390, "height": 844}
# Explorer, a link beside it, and a link far below it in a section of its own.
TEXT = text_with(ThresholdNeuron, before=section(6), after=section(1, LINK) + section(12, OTHER) + section(12))
PLACES = """() => [...document.querySelectorAll('main > :is(section, .nnx-mount), section p')].map(
    (one) => one.getBoundingClientRect().top + scrollY)"""


@contextmanager
def reading(opened, size, which, where="center"):
    """A reader who has one of the links in the middle of the window, or elsewhere in it."""
    with opened("stage.html", html=TEXT, viewport=size) as visit:
        stage = Stage(**vars(visit), explorer=ThresholdNeuron)
        stage.settle()
        link = stage.page.locator("section a").nth(which)
        link.evaluate("(one, block) => one.scrollIntoView({ block })", where)
        stage.frame()
        yield stage, link
        assert stage.complaints == []


@pytest.fixture
def beside(opened):
    with reading(opened, WIDE, 1) as found:
        yield found


@pytest.fixture
def away(opened):
    with reading(opened, NARROW, 1) as found:
        yield found


def scroll(stage: Stage) -> float:
    return stage.page.evaluate("scrollY")


def scroll_to(stage: Stage, y: float) -> None:
    stage.page.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", y)
    stage.frame()


def is_pinned(stage: Stage) -> bool:
    return stage.root.evaluate("(one) => getComputedStyle(one).position") == "fixed"


def way(stage: Stage, name: str):
    return stage.root.get_by_role("button", name=name, exact=True)


def has_focus(link) -> bool:
    return link.evaluate("(one) => one === document.activeElement")


# -- wide: beside the text ---------------------------------------------------------------------------------------------
def test_beside_the_text_the_explorer_comes_to_the_link(beside):
    stage, link = beside
    y, places, entries = scroll(stage), stage.page.evaluate(PLACES), stage.page.evaluate("history.length")
    link.click()
    stage.frame()
    assert is_pinned(stage)
    assert scroll(stage) == y
    assert stage.page.evaluate(PLACES) == places, "the text moved"
    assert has_focus(link)
    assert stage.page.evaluate("history.length") == entries, "Back should leave the page as before the click"
    box, drawing = stage.root.bounding_box(), stage.root.locator(".nnx-drawings").bounding_box()
    text = stage.page.locator("main").bounding_box()
    assert text["x"] + text["width"] < box["x"], "it lies on the text"
    assert box["x"] + box["width"] < WIDE["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= WIDE["height"]
    assert drawing["y"] + drawing["height"] <= WIDE["height"], "the drawing is cut off"
    stage.root.locator("input[data-trait=b]").press("Home")
    stage.page.wait_for_function("() => location.hash.endsWith('b=-3')")


def test_what_is_pinned_goes_home_at_a_press(beside):
    stage, link = beside
    y, places, home = scroll(stage), stage.page.evaluate(PLACES), stage.root.bounding_box()
    link.click()
    way(stage, "Unpin").click()
    assert not is_pinned(stage)
    assert has_focus(link)
    link.click()
    stage.page.keyboard.press("Escape")
    assert not is_pinned(stage)
    assert has_focus(link)
    assert way(stage, "Unpin").count() == 0
    assert [scroll(stage), stage.page.evaluate(PLACES), stage.root.bounding_box()] == [y, places, home]


def test_what_is_pinned_goes_home_when_its_place_comes_into_view(opened):
    with reading(opened, {"width": 1280, "height": 1100}, 1) as (stage, link):
        link.click()
        scroll_to(stage, scroll(stage) - 100)
        assert is_pinned(stage), "its place is not in view yet"
        stage.page.locator(".nnx-mount").evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
        stage.frame()
        section = link.evaluate("(one) => one.closest('section').getBoundingClientRect().top")
        assert section < 1100, "the section of the link is still in view"
        assert not is_pinned(stage)


def test_what_is_pinned_goes_home_when_the_section_is_read(beside):
    stage, link = beside
    link.click()
    scroll_to(stage, scroll(stage) + 300)
    assert is_pinned(stage), "the section is still being read"
    bottom = link.evaluate("(one) => one.closest('section').getBoundingClientRect().bottom")
    scroll_to(stage, scroll(stage) + bottom + 10)
    assert not is_pinned(stage)


def test_without_room_beside_the_text_nothing_stays_pinned(beside):
    stage, link = beside
    link.click()
    stage.resize(900, 720)
    assert not is_pinned(stage)
    assert stage.root.evaluate("(one) => one.style.width") == ""


def test_where_the_drawing_is_in_view_nothing_moves(opened):
    with reading(opened, {"width": 1280, "height": 900}, 0, "end") as (stage, link):
        y, box = scroll(stage), stage.root.bounding_box()
        link.click()
        stage.page.wait_for_url(f"**{LINK}")
        assert [scroll(stage), stage.root.bounding_box()] == [y, box]
        assert has_focus(link)


def test_what_is_pinned_is_printed_in_its_place(beside):
    stage, link = beside
    link.click()
    stage.page.emulate_media(media="print")
    assert stage.root.evaluate("(one) => getComputedStyle(one).position") == "static"
    assert not way(stage, "Unpin").is_visible()


# -- narrow: to the explorer, and back ---------------------------------------------------------------------------------
def place(link) -> float:
    """Return where in the window a link is."""
    return link.bounding_box()["y"]


def returns(stage: Stage, link, y: float) -> None:
    stage.page.wait_for_function("() => document.activeElement.matches('section a')")
    stage.frame()
    assert place(link) == pytest.approx(y, abs=1)
    assert has_focus(link)
    assert way(stage, "Back to the text").count() == 0
    assert stage.state() == {"w1": -2, "w2": -1, "b": 0.5}, "who goes back to the text keeps what the link set"


def test_the_page_goes_to_the_explorer_and_back_with_the_browser(away):
    stage, link = away
    y, page = place(link), stage.page.url
    link.click()
    stage.page.wait_for_url(f"**{OTHER}")
    assert -1 <= stage.root.bounding_box()["y"] < 100
    assert not is_pinned(stage)
    assert has_focus(way(stage, "Back to the text"))
    stage.page.go_back()
    returns(stage, link, y)
    assert stage.page.url.partition("#")[0] == page.partition("#")[0]
    stage.page.wait_for_url(f"**{OTHER}")


def test_a_button_on_the_explorer_goes_back_to_the_text(away):
    stage, link = away
    y = place(link)
    link.click()
    stage.page.wait_for_url(f"**{OTHER}")
    way(stage, "Back to the text").click()
    returns(stage, link, y)


def test_after_a_look_elsewhere_the_button_still_goes_back_to_the_text(away):
    stage, link = away
    y = place(link)
    link.click()
    stage.page.wait_for_url(f"**{OTHER}")
    stage.page.evaluate("location.hash = '#elsewhere'")
    way(stage, "Back to the text").click()
    returns(stage, link, y)


def test_on_a_narrow_window_too_nothing_moves_where_both_are_in_view(opened):
    with reading(opened, {"width": 390, "height": 1400}, 0, "end") as (stage, link):
        y, entries = scroll(stage), stage.page.evaluate("history.length")
        link.click()
        stage.page.wait_for_url(f"**{LINK}")
        assert [scroll(stage), stage.page.evaluate("history.length")] == [y, entries]
        assert way(stage, "Back to the text").count() == 0


def test_a_refused_link_shows_its_reason_and_keeps_the_place(beside):
    stage, link = beside
    y = scroll(stage)
    link.evaluate("(one) => one.setAttribute('href', '#ThresholdNeuron?w1=7')")
    link.click()
    stage.frame()
    message = stage.root.locator(".nnx-message[role=status]")
    assert message.inner_text() == "w1 must be a number from −3 to 3; the link says 7."
    assert 0 <= message.bounding_box()["y"] < WIDE["height"]
    assert scroll(stage) == y


# -- a chapter ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
def test_in_a_chapter(opened, size):
    with opened("chapters/2_mlp/4_steps_and_pulses.html", viewport=size) as visit:
        visit.settle()
        page = visit.page
        link = page.get_by_role("link", name="pulse mode")
        link.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        visit.frame()
        y, top = page.evaluate("scrollY"), place(link)
        link.click()
        page.wait_for_url("**pulse=true")
        drawings = page.locator(".nnx-drawings").bounding_box()
        assert 0 <= drawings["y"] < 200, "the drawing should be seen"
        if size == WIDE:
            text = page.locator("article").bounding_box()
            assert page.evaluate("scrollY") == y
            assert page.locator(".nnx").bounding_box()["x"] > link.bounding_box()["x"] + link.bounding_box()["width"]
            assert page.locator(".nnx").bounding_box()["x"] > text["x"] + text["width"] - 40
        else:
            page.go_back()
            page.wait_for_function("() => document.activeElement.matches('a.nnx-set')")
            visit.frame()
            assert has_focus(link)
            assert place(link) == pytest.approx(top, abs=1)
        assert visit.complaints == []
