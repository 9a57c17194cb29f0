"""The address of a page holds an explorer and its state: it follows the reader, and it can be handed on."""

from contextlib import ExitStack

import numpy as np
import pytest
from local_site import SITE, stage_of
from states import STATES
from texts import section, text_with
from visits import MODEL, Stage

from nnlib.explorers import SigmoidNeuron, ThresholdNeuron

LINK = "#ThresholdNeuron?w1=2&w2=-1&b=0.5"
STATE = {"w1": 2, "w2": -1, "b": 0.5}
DEFAULT = ThresholdNeuron().state()
TEXT = text_with(ThresholdNeuron, before=section(20, LINK), after=section(20))
NOTE = "Set from the link. Reset returns to the state of the text."
SIZES = [{"width": 1280, "height": 720}, {"width": 390, "height": 844}]
HASH_IS = "(hash) => location.hash === hash"


@pytest.fixture
def page_of(opened):
    """Open a page of a text with an explorer in it, far below its beginning."""
    with ExitStack() as pages:

        def open_page(hash="", *, html=TEXT, **options):
            visit = pages.enter_context(opened(f"stage.html{hash}", html=html, **options))
            stage = Stage(**vars(visit), explorer=ThresholdNeuron)
            stage.settle()
            return stage

        yield open_page


def message(stage: Stage) -> str:
    return stage.root.first.locator(".nnx-message[role=status]").inner_text()


def is_in_view(stage: Stage) -> bool:
    box = stage.root.first.bounding_box()
    return -1 <= box["y"] < stage.page.viewport_size["height"] / 2


# -- it follows --------------------------------------------------------------------------------------------------------
def test_it_follows_the_explorer_that_was_touched_most_recently(page_of):
    other = SigmoidNeuron()._repr_mimebundle_()[0]["text/html"]
    scripts = stage_of(SigmoidNeuron).partition("mount.js")[2].partition("</script>")[2].partition("<main>")[0]
    stage = page_of(html=text_with(ThresholdNeuron, after=scripts + other))
    assert "#" not in stage.page.url, "nobody has touched anything yet"
    entries = stage.page.evaluate("history.length")
    stage.page.locator("input[data-trait=w1]").press("Home")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=-3&w2=1&b=-1.5")
    stage.page.locator("input[data-trait=w]").press("End")
    stage.page.wait_for_function(HASH_IS, arg="#SigmoidNeuron?w=50&b=0")
    stage.page.locator("input[data-trait=w2]").press("End")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=-3&w2=3&b=-1.5")
    assert stage.page.evaluate("history.length") == entries, "Back should leave the page, not step through states"


def test_it_changes_seldom_enough_for_browsers(page_of):
    stage = page_of()
    changes = stage.page.evaluate(
        f"""async () => {{
            let count = 0;
            const replace = history.replaceState;
            history.replaceState = (...rest) => {{ count += 1; replace.apply(history, rest); }};
            for (let i = 0; i < 100; i += 1) {{
                {MODEL}.set('w1', i / 100);
                await new Promise((done) => setTimeout(done, 10));
            }}
            return count;
        }}"""
    )
    assert 1 <= changes <= 8, f"{changes} changes of the address in a second or two"
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=0.99&w2=1&b=-1.5")


def test_reload_keeps_state_and_place(page_of):
    stage = page_of()
    stage.page.locator("input[data-trait=b]").press("End")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=1&w2=1&b=3")
    stage.page.evaluate("scrollTo({ top: 100, behavior: 'instant' })")
    stage.page.reload()
    stage.settle()
    assert stage.state() == {**DEFAULT, "b": 3}
    assert stage.page.evaluate("scrollY") == 100, "who reloads is not thrown to the explorer"


def test_on_a_page_opened_as_a_file(browser, site):
    with browser.new_context() as context:
        page = context.new_page()
        complaints = []
        page.on("console", lambda said: said.type in ("warning", "error") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{(SITE / 'chapters' / 'index.html').as_uri()}{LINK}")
        page.wait_for_function("() => document.querySelector('input[data-trait=w1]')?.value === '2'")
        page.locator("input[data-trait=w1]").press("Home")
        page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=-3&w2=-1&b=0.5")
        assert complaints == []


# -- it is opened, or pasted into an open page -------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_shared_link_opens_at_its_explorer(page_of, size):
    stage = page_of(LINK, viewport=size)
    assert stage.state() == STATE
    assert is_in_view(stage)
    assert message(stage) == NOTE
    stage.page.locator("input[data-trait=w1]").press("ArrowLeft")
    assert message(stage) == "", "the state is the reader's own now"


def test_one_that_is_refused_says_why(page_of):
    stage = page_of("#ThresholdNeuron?w1=7&b=1")
    assert stage.state() == DEFAULT
    assert is_in_view(stage)
    assert message(stage) == "w1 must be a number from −3 to 3; the link says 7."


@pytest.mark.parametrize("hash", ["#ThresholdNeuron?", "#ThresholdNeuron?%", "#XorNetwork?W1_11=1", "#nowhere"])
def test_any_other_address_changes_nothing(page_of, hash):
    stage = page_of(hash)
    assert stage.state() == DEFAULT
    assert message(stage) == ""
    assert stage.complaints == []


def test_one_that_is_pasted_into_an_open_page_acts(page_of):
    stage = page_of()
    stage.page.evaluate("(hash) => { location.hash = hash; }", LINK)
    stage.page.wait_for_function("(note) => document.querySelector('.nnx-message').textContent === note", arg=NOTE)
    assert stage.state() == STATE
    assert is_in_view(stage)
    stage.root.get_by_role("button", name="Undo").click()
    stage.page.wait_for_function(f"() => {MODEL}.get('w1') === 1")


def test_one_that_is_pasted_while_the_address_is_about_to_follow_acts(page_of):
    """The pause of the address ends before the page hears of the new one."""
    stage = page_of()
    stage.page.evaluate(
        f"""async (hash) => {{
            const waiting = [];
            window.setTimeout = (call) => waiting.push(call);
            {MODEL}.set('w1', -3);
            await new Promise(requestAnimationFrame);
            if (waiting.length === 0) throw new Error("the address was not about to follow");
            location.hash = hash;
            for (const call of waiting) call();
        }}""",
        LINK,
    )
    stage.page.wait_for_function("(note) => document.querySelector('.nnx-message').textContent === note", arg=NOTE)
    assert stage.state() == STATE


def test_who_comes_back_to_an_address_has_not_followed_it(page_of):
    """From a section the reader goes back to where they were, and finds the explorer as they left it."""
    stage = page_of(LINK)
    stage.page.evaluate("scrollTo({ top: 50, behavior: 'instant' })")
    stage.page.evaluate("location.hash = '#section'")
    stage.page.locator("input[data-trait=b]").press("Home")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=2&w2=-1&b=-3")
    stage.page.evaluate("scrollTo({ top: 50, behavior: 'instant' })")
    stage.page.go_back()
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=2&w2=-1&b=-3")
    stage.frame()
    assert stage.state() == {**STATE, "b": -3}
    assert stage.page.evaluate("scrollY") == 50
    assert message(stage) == ""


def test_of_two_explorers_of_a_kind_it_means_the_first_and_a_link_the_nearest(page_of):
    first, second = (ThresholdNeuron(b=b)._repr_mimebundle_()[0]["text/html"] for b in (1, 2))
    links = [section(10, LINK), section(10, LINK.replace("w1=2", "w1=0"))]
    html = stage_of(ThresholdNeuron, b=1).replace(first, f"{section(2)}{first}{links[0]}{links[1]}{second}")
    stage = page_of(LINK, html=html, viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
    sliders = stage.page.locator("input[data-trait=w1]").all()
    assert [float(one.input_value()) for one in sliders] == [2, 1]
    stage.page.locator("section a").last.click()
    stage.frame()
    assert [float(one.input_value()) for one in sliders] == [2, 0]


def test_of_two_explorers_of_a_kind_the_second_has_an_address_of_its_own(page_of):
    """Copied there, opened, pasted, and as a link in the text."""
    first, second = (ThresholdNeuron(b=b)._repr_mimebundle_()[0]["text/html"] for b in (1, 2))
    its_own = LINK.replace("?", ":2?")
    links = section(10, its_own.replace("w1=2", "w1=0"), LINK.replace("?", ":3?").replace("w1=2", "w1=-2"))
    html = stage_of(ThresholdNeuron, b=1).replace(first, f"{section(2)}{first}{links}{section(20)}{second}")
    options = {"viewport": {"width": 1000, "height": 900}, "reduced_motion": "reduce"}
    stage = page_of(its_own, html=html, **options)
    sliders = stage.page.locator("input[data-trait=w1]").all()

    def w1() -> list[float]:
        stage.frame()
        return [float(one.input_value()) for one in sliders]

    assert w1() == [1, 2]
    assert -1 <= stage.root.last.bounding_box()["y"] < 450, "the page should open at the second"
    sliders[1].press("Home")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron:2?w1=-3&w2=-1&b=0.5")
    sliders[0].press("End")
    stage.page.wait_for_function(HASH_IS, arg="#ThresholdNeuron?w1=3&w2=1&b=1")
    stage.page.evaluate("(hash) => { location.hash = hash; }", its_own)
    stage.page.wait_for_function("() => document.querySelectorAll('.nnx-message')[1].textContent !== ''")
    assert w1() == [3, 2]
    stage.page.locator("section a").first.click()
    assert w1() == [3, 0], "the link names the second, though the first is nearer"
    stage.page.locator("section a").last.click()
    assert w1() == [-2, 0], "there is no third, so it is the nearest"


# -- it is copied ------------------------------------------------------------------------------------------------------
def test_copy_link_hands_out_the_state(page_of):
    stage = page_of(permissions=["clipboard-read", "clipboard-write"])
    stage.page.locator("input[data-trait=w2]").press("Home")
    stage.root.get_by_role("button", name="Copy link").click()
    stage.root.get_by_role("button", name="Copied").wait_for()
    copied = stage.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{stage.base}stage.html#ThresholdNeuron?w1=1&w2=-3&b=-1.5" == stage.page.url
    stage.root.get_by_role("button", name="Copy link").wait_for()


def test_where_the_browser_refuses_to_copy_the_address_can_be(page_of):
    stage = page_of()
    stage.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    stage.root.get_by_role("button", name="Copy link").click()
    stage.page.wait_for_function("() => document.querySelector('.nnx-message').textContent !== ''")
    assert message(stage) == "The link is in the address bar: copy it there."
    assert stage.page.url.endswith("#ThresholdNeuron?w1=1&w2=1&b=-1.5")


def test_every_state_goes_through_an_address(stage):
    """Lists, words and truth values come back as they were."""
    stage.page.emulate_media(reduced_motion="reduce")
    rng = np.random.default_rng(8)
    addresses = []
    for _ in range(3):
        wanted = stage.explorer(**STATES[stage.explorer](rng)).state()
        stage.set_state(wanted)
        stage.root.get_by_role("button", name="Copy link").click()
        addresses.append((wanted, stage.page.evaluate("location.hash")))
    for wanted, address in addresses:
        assert not set(address) & set('[]"'), "programs that make links of text stop at brackets and quotes"
        stage.page.evaluate("(hash) => { location.hash = hash; }", address)
        stage.page.wait_for_function("(note) => document.querySelector('.nnx-message').textContent === note", arg=NOTE)
        assert stage.state() == wanted
        stage.root.get_by_role("button", name="Reset").click()
        assert stage.state() == stage.explorer().state()
