"""Every explorer of the book in Firefox and in WebKit: mounted on a page, moved by keys, set by a link, compared."""

import json
import time

import numpy as np
import pytest
from agreement import differences
from book import state_in
from figures import DESK, PAINTED, assert_drawn, links_of, opened
from states import STATES

from nnlib import explorers

N_STATES = 20
GLIDE = 10  # seconds, on a busy machine
NARROW = (460, 1500)  # WebKit's window cannot be narrower


@pytest.fixture(scope="module", params=explorers.__all__)
def figure(request, tab, server):
    """Each explorer in turn, on its page."""
    return opened(request.param, tab, server)


def test_it_is_drawn(figure):
    assert_drawn(figure)


def test_its_first_control_follows_an_arrow_key(figure):
    before, [state, *_] = figure.tab.run(figure.drawn), figure.states()
    at_its_end = figure.tab.run(f"() => {{ const one = {figure.control}; one.focus(); return one.value === one.max; }}")
    figure.tab.press("ArrowLeft" if at_its_end else "ArrowRight")
    figure.tab.run(PAINTED)
    now = figure.states()[0]
    assert now != state
    assert figure.tab.run(figure.drawn) != before
    assert differences([figure.explorer(**now)], figure.readouts([now])) == []


def test_a_link_of_the_text_sets_it(figure):
    href = links_of(figure.explorer.__name__, figure.page)[0]
    wanted = figure.explorer(**state_in(href)[1]).state()
    figure.tab.click(f"[...document.links].find((one) => one.getAttribute('href') === {json.dumps(href)})")
    end = time.monotonic() + GLIDE
    while wanted not in figure.states() and time.monotonic() < end:
        time.sleep(0.1)
    assert wanted in figure.states(), f"{href} sets something else"


def test_its_numbers_are_those_of_python(figure):
    rng = np.random.default_rng(21)
    made = [figure.explorer(**STATES[figure.explorer](rng)) for _ in range(N_STATES)]
    found = differences(made, figure.readouts([one.state() for one in made]))
    assert not found, "\n".join(found[:5])


def test_it_has_its_picture_taken(figure, pictures):
    """For a person to look at."""
    for name, size, theme in (("light", DESK, "light"), ("dark", DESK, "dark"), ("narrow", NARROW, "light")):
        figure.tab.resize(*size)
        (pictures / f"{figure.explorer.__name__}_{name}.png").write_bytes(figure.look(theme))
