"""Links that set an explorer: what is theirs, what is the browser's, and how the change is seen."""

import functools
import json
from contextlib import ExitStack

import numpy as np
import pytest
from book import PAGES, SETTING_LINK, parsed, state_in
from local_site import stage_of
from states import STATES
from visits import CLICK, MODEL, Stage

from nnlib.explorers import ForwardPass, HiddenPair, PerceptronLearning, ThresholdNeuron

LINK = "#ThresholdNeuron?w1=2&w2=-1&b=0.5"
STATE = {"w1": 2, "w2": -1, "b": 0.5}
FAR_AWAY = "<div style='height: 5000px'></div>"
GLIDE = 0.3  # seconds
# Click, let the page answer, and keep the browser from following the link; True if the browser would have.
LEFT_TO_THE_BROWSER = """(link, options) => {
    let left;
    const listener = (event) => { left = !event.defaultPrevented; event.preventDefault(); };
    window.addEventListener('click', listener, { once: true });
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...options }));
    window.removeEventListener('click', listener);
    return left;
}"""
# Click, and note w1, b and the time in each frame until nothing changes any more.
FILM = f"""async (link) => {{
    const model = {MODEL};
    const start = performance.now();
    const film = [];
    link.click();
    for (let still = 0; still < 10; still += 1) {{
        await new Promise(requestAnimationFrame);
        const [w1, w2, b] = ['w1', 'w2', 'b'].map((name) => model.get(name));
        if (film.length > 0 && w1 !== film.at(-1).w1) still = 0;
        film.push({{ w1, w2, b, time: (performance.now() - start) / 1000 }});
    }}
    return film;
}}"""


@functools.cache
def setting_links() -> list[str]:
    """List all links of the book that set an explorer."""
    return sorted({a["href"] for page in ("index.html", *PAGES) for a in parsed(page).select(SETTING_LINK)})


@pytest.fixture
def page_of(opened):
    """Open a page with one explorer and links above it."""
    with ExitStack() as pages:

        def open_page(explorer, *links, far="", **options):
            anchors = "".join(f"<a href='{link}'>set</a> " for link in links)
            html = stage_of(explorer).replace("</h1>", f"</h1>{anchors}{far}")
            size = {"width": 900, "height": 1100}
            visit = pages.enter_context(opened("stage.html", html=html, viewport=size, **options))
            visit.page.wait_for_function("() => nnx.first_drawn.then(() => true)")
            return Stage(**vars(visit), explorer=explorer)

        yield open_page


@pytest.fixture(params=["", FAR_AWAY], ids=["drawn", "waiting"])
def beside(request, page_of):
    """A page with one explorer and links to it; where the explorer is far away, it waits to be drawn."""
    stage = page_of(ThresholdNeuron, LINK, "#100%", far=request.param, reduced_motion="reduce")
    assert stage.page.locator(".nnx").count() == (0 if request.param else 1)
    yield stage
    assert stage.complaints == []


def test_a_plain_click_sets_the_explorer(beside):
    beside.page.locator("a").first.click()
    beside.page.wait_for_selector(".nnx")
    assert beside.state() == STATE
    beside.page.wait_for_url(f"**{LINK}")


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


def test_links_of_the_chapters_show_the_same_from_any_state(stage):
    """A reader has changed this and that before the click."""
    stage.page.emulate_media(reduced_motion="reduce")
    name, rng = stage.explorer.__name__, np.random.default_rng(5)
    links = [href for href in setting_links() if state_in(href)[0] == name]
    assert links, f"no link of the book sets {name}"
    for href in links:
        wanted = stage.explorer(**state_in(href)[1]).state()
        for _ in range(3):
            scrambled = stage.explorer(**STATES[stage.explorer](rng)).state()
            stage.set_state(scrambled)
            stage.page.evaluate(CLICK, href)
            stage.frame()
            assert stage.state() == wanted, f"{href} shows something else after {scrambled}"


def test_numbers_glide_to_where_a_link_wants_them(page_of):
    stage = page_of(ThresholdNeuron, LINK)
    film = stage.page.locator("a").first.evaluate(FILM)
    w1 = [shot["w1"] for shot in film]
    assert w1 == sorted(w1), "w1 should go from 1 to 2 without turning back"
    assert len({value for value in w1 if 1 < value < 2}) >= 3, f"w1 should pass through what is between: {w1}"
    assert {name: film[-1][name] for name in STATE} == STATE, "the final state is the link's own, to the digit"
    done = next(shot["time"] for shot in film if shot["w1"] == 2)
    assert GLIDE <= done < 3 * GLIDE, f"it took {done} s"


def test_nothing_glides_where_motion_is_unwelcome(page_of):
    stage = page_of(ThresholdNeuron, LINK, reduced_motion="reduce")
    assert {shot["w1"] for shot in stage.page.locator("a").first.evaluate(FILM)} == {2}


def test_who_takes_over_during_a_glide_wins(page_of):
    stage = page_of(ThresholdNeuron, LINK)
    w1 = stage.page.locator("input[data-trait=w1]")
    w1.focus()
    stage.page.locator("a").first.evaluate("(link) => link.click()")
    w1.press("Home")
    assert stage.state() == {**STATE, "w1": -3}
    stage.page.wait_for_timeout(1000 * 2 * GLIDE)
    assert stage.state() == {**STATE, "w1": -3}, "the glide goes on against the reader"


def test_while_numbers_glide_the_kernel_and_the_address_wait(page_of):
    stage = page_of(ThresholdNeuron, LINK)
    stage.page.evaluate(
        f"""() => {{
            const model = {MODEL};
            window.told = [];
            model.save_changes = () => told.push(model.get('w1'));
            history.replaceState = (_, __, url) => told.push(url);
        }}"""
    )
    # The timers of the page keep their order however slow the machine is: the address is written, the link is followed,
    # and then the time has come to tell the kernel of the slider.
    stage.page.locator("input[data-trait=w2]").evaluate(
        """async (slider) => {
            slider.stepDown();
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            await new Promise((resolve) => setTimeout(resolve, 20));
            document.querySelector('a').click();
        }"""
    )
    stage.page.wait_for_timeout(1000 * 4 * GLIDE)
    told = stage.page.evaluate("told")
    assert told[0] == "#ThresholdNeuron?w1=1&w2=0.96875&b=-1.5"
    assert told[1:], "nobody is told the final state"
    assert set(told[1:]) == {2, LINK}


def test_tied_traits_glide_into_pulse_mode_and_out_of_it(page_of):
    pulse = {"s1": 0, "s2": 1, "w1": 0.5, "w2": -0.5, "steepness": 50, "pulse": True}
    free = {"s1": 0.5, "s2": 0.25, "w1": 1, "w2": 0.75, "steepness": 150, "pulse": False}
    links = [f"#HiddenPair?{'&'.join(f'{k}={json.dumps(v)}' for k, v in state.items())}" for state in (pulse, free)]
    stage = page_of(HiddenPair, *links)
    for link, wanted in zip(stage.page.locator("a").all(), (pulse, free), strict=True):
        link.evaluate("(link) => link.click()")
        stage.page.wait_for_timeout(1000 * 2 * GLIDE)
        assert stage.state() == wanted
    assert stage.complaints == []


@pytest.mark.parametrize(
    ("explorer", "name"),
    [(PerceptronLearning, "Play"), (ForwardPass, "Run")],
    ids=["PerceptronLearning", "ForwardPass"],
)
@pytest.mark.parametrize("what", ["link", "Undo", "Reset"])
def test_what_runs_by_itself_stops(page_of, explorer, name, what):
    state = explorer().state()
    wanted = {**state, "visits": 2} if "visits" in state else {**state, "position": 1}
    pairs = (f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in wanted.items())
    stage = page_of(explorer, f"#{explorer.__name__}?{'&'.join(pairs)}")
    run = stage.root.get_by_role("button", name=name)
    run.click()
    stage.page.wait_for_function(f"(state) => JSON.stringify({MODEL}.get(state[0])) !== state[1]", arg=[
        "visits" if "visits" in state else "position", str(state.get("visits", state.get("position"))),
    ])  # fmt: skip
    button = stage.root.get_by_role("button", name=what)
    (stage.page.locator("main > a") if what == "link" else button).click()
    after = wanted if what == "link" else state
    assert stage.state() == after
    stage.page.wait_for_timeout(1100)  # longer than from one step to the next
    assert stage.state() == after, f"{name} goes on"
    assert run.inner_text() == name
