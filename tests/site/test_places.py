"""The place of an explorer before it is drawn: a still, in as much room as the explorer will take."""

from contextlib import ExitStack

import pytest
from book import holding, parsed
from local_site import SITE

# Explorers are drawn when they open the page, or when the browser says that they are near: here neither is so before a
# test asks for it.
NOTHING_IS_NEAR = """(() => {
    let nnx;
    Object.defineProperty(window, "nnx", { get: () => nnx, set: (given) => { nnx = { ...given, arrived() {} }; } });
    const waiting = [];
    window.IntersectionObserver = class {
        constructor(tell) { this.tell = tell; }
        observe(target) {
            if (target.matches(".nnx-mount")) waiting.push(() => this.tell([{ isIntersecting: true, target }]));
        }
        unobserve() {}
        disconnect() {}
    };
    window.allIsNear = () => { for (const tell of waiting) tell(); };
})();"""
NO_WORD_OF_WHAT_IS_NEAR = "window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} }"
HEIGHTS = """() => [...document.querySelectorAll(".nnx-mount")].map((place) =>
    [place.dataset.explorer, place.getBoundingClientRect().height])"""
# Where the parts of one more explorer are as soon as it is drawn, and two frames later.
PARTS = """async (width) => {
    const place = document.querySelector(".nnx-mount").cloneNode();
    place.className = "nnx-mount";
    place.style = `width: ${width}px`;
    document.querySelector(".nnx-mount").after(place);
    await nnx.mount_all(place.parentNode);
    const parts = () => [...place.querySelectorAll(".nnx > *, .nnx-view *")].map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return [`${part.localName}.${part.getAttribute("class")}`, x, y, width, height];
    });
    const at_once = parts();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const later = parts();
    place.remove();
    return [at_once, later];
}"""
SHOWN = """(still) => still.getClientRects().length > 0 && getComputedStyle(still).visibility === "visible" """
STILL = """document.head.append(Object.assign(document.createElement("style"),
    { textContent: "*, ::before, ::after { transition: none !important; animation: none !important; }" }))"""
WINDOWS = [{"width": width, "height": 900} for width in (1280, 390, 360)]
BLANK = "<!doctype html><title>Blank</title><link rel='icon' href='data:,'>"
WITH_EXPLORERS = holding(' class="nnx-mount"')


@pytest.fixture
def waiting(opened):
    """Open a page whose explorers are not drawn before someone asks for it."""
    with ExitStack() as contexts:

        def open_page(page, **options):
            visit = contexts.enter_context(opened("blank.html", html=BLANK, **options))
            visit.page.add_init_script(NOTHING_IS_NEAR)
            visit.page.goto(visit.base + page)
            assert visit.page.locator(".nnx-mounted").count() == 0
            return visit

        yield open_page


def heights(visit) -> list[tuple[str, int, float]]:
    """Return each explorer of a page, the width of a window, and how high the explorer's place is there."""
    found = []
    for window in WINDOWS:
        visit.resize(**window)
        found += [(explorer, window["width"], height) for explorer, height in visit.page.evaluate(HEIGHTS)]
    return found


@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_nothing_moves_when_an_explorer_is_drawn(page, waiting):
    visit = waiting(page)
    visit.page.evaluate(STILL)  # the theme's side bar slides in and out
    before = heights(visit)
    visit.page.evaluate("allIsNear()")
    visit.settle()
    after = heights(visit)
    for (explorer, width, reserved), (_, _, taken) in zip(before, after, strict=True):
        assert reserved == pytest.approx(taken, abs=4), (
            f"where the window is {width} px wide, {explorer} takes {taken} px and has {reserved}: run `make stills`"
        )


def test_nothing_in_an_explorer_moves_after_it_is_drawn(stage):
    for width in (328, 398, 704):
        at_once, later = stage.page.evaluate(PARTS, width)
        assert len(at_once) > 5
        assert at_once == later, f"{width} px wide"


@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_what_cells_show_has_a_still(page):
    for place in parsed(page).select(".nnx-mount"):
        assert len(place.select("img.nnx-still[alt]")) == 1, f"{place['data-explorer']} has none: `make stills`"
        assert "state and readouts" in place.select_one("details:not([open]) table caption").get_text()


def test_white_paper_does_not_flash_in_the_dark(waiting):
    visit = waiting(WITH_EXPLORERS[0], color_scheme="dark")
    still = visit.page.locator(".nnx-still").first
    assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not still.evaluate(SHOWN)
    visit.page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert still.evaluate(SHOWN)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_what_was_never_drawn_prints_as_its_still(color_scheme, waiting):
    visit = waiting(WITH_EXPLORERS[0], color_scheme=color_scheme)
    visit.page.emulate_media(media="print")
    still = visit.page.locator(".nnx-still").first
    assert still.evaluate(SHOWN)
    height = "(one) => [one.getBoundingClientRect().height, one.naturalHeight * one.width / one.naturalWidth]"
    printed, own = still.evaluate(height)
    assert printed == pytest.approx(own, abs=2), "on paper it needs no room for controls"
    assert not visit.page.locator(".nnx-mount summary").first.is_visible()


@pytest.mark.parametrize("page", ["chapters/index.html", "chapters/1_perceptron/1_neuron.html"])
def test_an_explorer_in_view_is_drawn_while_the_rest_of_the_page_is_read(page, opened):
    """Whether it opens the page or not. The end of the page waits for a script that is not sent before."""
    held = []
    with opened("blank.html", html=BLANK, viewport={"width": 1280, "height": 20_000}) as visit:
        visit.page.route("**/late.js", lambda route: held.append(route))
        whole = (SITE / page).read_text(encoding="utf-8")
        late = whole.replace("</article>", "<script src='late.js'></script></article>", 1)
        visit.page.route(f"**/{page}", lambda route: route.fulfill(body=late, content_type="text/html"))
        visit.page.goto(visit.base + page, wait_until="commit")
        visit.page.wait_for_function("() => document.querySelector('.nnx-mounted svg')")
        assert visit.page.evaluate("document.readyState") == "loading"
        assert len(held) == 1
        held.pop().fulfill(body="", content_type="text/javascript")
        visit.settle()


@pytest.mark.parametrize(
    ("page", "drawn"),
    [("index", 1), ("5_losses/4_margins_and_imbalance", 1), ("1_perceptron/1_neuron", 0)],
    ids=["one, which opens it", "one of two opens it", "none opens it"],
)
def test_the_explorer_that_opens_a_page_does_not_wait_until_it_is_near(page, drawn, opened):
    """It is in the first section."""
    with opened("blank.html", html=BLANK) as visit:
        visit.page.add_init_script(NO_WORD_OF_WHAT_IS_NEAR)
        visit.page.goto(f"{visit.base}chapters/{page}.html")
        assert visit.page.locator(".nnx-mounted").count() == drawn


@pytest.mark.parametrize("page", WITH_EXPLORERS)
def test_each_explorer_says_that_it_has_arrived(page):
    """Right behind its place: where it is whole, and still the final one of what was read."""
    parts = [node for node in parsed(page).select(".nnx-mount, script") if "arrived" in node.text or node.name == "div"]
    assert [node.name for node in parts] == ["div", "script"] * (len(parts) // 2)
