"""PerceptronLearning: what it shows is computed with `nnlib`."""

from dataclasses import dataclass

import numpy as np
import pytest
from learning import GATES, say
from neurons import check_neuron
from states import STATES
from wording import about, say_shared, shown

from nnlib import Perceptron
from nnlib.explorers import PerceptronLearning
from nnlib.separability import max_margin

SCALE = 0.25  # an arrow is this many times as long as the weight vector
MAX_VISITS = 120
CHOSEN = [
    *({"points": points, "visits": visits} for points in GATES.values() for visits in (0, 1, 4, 30)),
    {"points": GATES["xor"], "visits": 120},
    {"points": [[2, 2, 1]], "visits": 0},
    {"points": [[2, 2, 0]], "visits": 1},
    {"points": [[-1, 2, 0], [2, -1, 0]], "visits": 120},
    {"points": [[0, 0, 0], [0, 0, 1]], "visits": 7},  # one place, two classes
    {"points": [[2, 0, 0], [2, 2, 1]], "visits": 12},  # long weights: the other drawing grows
    {"points": [[0.5, 0.5, 1 - k % 2] for k in range(12)], "visits": 5},
    {"points": GATES["and"][::-1], "visits": 9},  # no truth table: its rows are in another order
    {"points": GATES["or"][:3], "visits": 9},
]


@pytest.fixture(scope="module")
def views(views_of):
    rng = np.random.default_rng(42)
    return views_of(PerceptronLearning, CHOSEN + [STATES[PerceptronLearning](rng) for _ in range(40)])


@dataclass
class Run:
    """What `nnlib` says about samples and a number of visits."""

    X: np.ndarray
    y: np.ndarray
    trail: list[tuple[np.ndarray, float]]  # w and b before the first visit and after each
    mistakes: list[bool]  # at each visit
    index: int | None  # of the sample visited most recently
    n_right: int


def run_of(state) -> Run:
    triples = np.array(state["points"], dtype=float)
    X, y = triples[:, :2], triples[:, 2].astype(int)
    visits = state["visits"]
    perceptron = Perceptron(2)
    updates = {}
    if visits:
        order = np.arange(visits) % len(y)  # one long epoch that stops after any visit
        updates = {update.index: update for update in perceptron.fit(X[order], y[order], max_epochs=1).updates}
    trail = [(np.zeros(2), 0.0)]
    for visit in range(visits):
        trail.append((updates[visit].w_after, updates[visit].b_after) if visit in updates else trail[-1])
    n_right = int((perceptron.predict(X) == y).sum())
    mistakes = [visit in updates for visit in range(visits)]
    return Run(X, y, trail, mistakes, (visits - 1) % len(y) if visits else None, n_right)


def test_line_half_plane_and_arrow_after_the_visit(views):
    for state, view in views:
        with about(state):
            check_neuron(view.drawings[0], *run_of(state).trail[-1], scale=SCALE, without="nnx-before")
            assert [one.text for one in view.drawings[0].axes.names] == ["x1", "x2"]


def test_the_line_before_a_mistake_is_shown_and_no_other(views):
    for state, view in views:
        with about(state):
            run = run_of(state)
            w, b = run.trail[-2] if run.mistakes and run.mistakes[-1] else (np.zeros(2), 0.0)
            check_neuron(view.drawings[0], w, b, "nnx-before", scale=SCALE, shade=False)


def test_marks_are_the_samples(views):
    for state, view in views:
        with about(state):
            marks = view.drawings[0].marks()
            assert [label for _, label in marks] == [label for _, _, label in state["points"]]
            assert np.allclose([place for place, _ in marks], [point[:2] for point in state["points"]], atol=1e-4)


def test_the_ring_is_around_the_visited_sample_and_shows_a_mistake(views):
    for state, view in views:
        with about(state):
            run = run_of(state)
            rings = view.drawings[0].find("nnx-ring")
            assert len(rings) == (run.index is not None)
            for ring in rings:
                assert np.allclose(view.drawings[0].axes.data(ring.centre), run.X[run.index], atol=1e-4)
                assert ("nnx-miss" in ring.classes) == run.mistakes[-1]


def test_every_sample_has_a_handle_with_its_name(views):
    for state, view in views:
        with about(state):
            names = [
                say("sample", i=i + 1, y=y, x1=shown(x1), x2=shown(x2)) for i, (x1, x2, y) in enumerate(state["points"])
            ]
            assert [one["name"] for one in view.handles] == names
            for i, (name, (x1, x2, _)) in enumerate(zip(names, state["points"], strict=True)):
                if all((x1, x2) != (p, q) for p, q, _ in state["points"][:i]):
                    wanted = np.array(view.drawings[0].axes.pixels((x1, x2)))
                    assert np.allclose(view.drawings[0].axes.pixels(view.handle(name)), wanted, rtol=0, atol=0.5), name


def test_arrows_of_the_weights(views):
    for state, view in views:
        with about(state):
            drawing, trail = view.drawings[1], run_of(state).trail
            before, after, origin = trail[max(0, len(trail) - 2)][0], trail[-1][0], np.zeros(2)
            ways = {"nnx-old": (origin, before), "nnx-step": (before, after), "nnx-new": (origin, after)}
            for name, (start, end) in ways.items():
                arrow = drawing.arrow(name)
                if np.linalg.norm(end - start) * drawing.axes.x[0] < 0.99:
                    assert arrow is None, f"{name} has no length and is drawn"
                else:
                    assert arrow is not None, f"{name} is missing"
                    assert np.allclose(arrow, (start, end), atol=1e-3), name
            assert [one.text for one in drawing.axes.names] == ["w1", "w2"]
            longest = max(2, max(np.abs(w).max() for w, _ in trail)) * 1.05
            reach = drawing.axes.bounds[0][1]
            assert np.allclose(drawing.axes.bounds, [[-reach, reach]] * 2)
            assert longest <= reach + 1e-9 and reach < 2 * longest, "the drawing should be as large as the run needs"
            assert np.allclose(drawing.axes.ticks, [[-reach / 2, 0, reach / 2]] * 2, atol=0.05)


def test_the_strip_marks_each_mistake(views):
    for state, view in views:
        with about(state):
            strip = view.drawings[2]
            cells = strip.find(tag="rect")
            assert strip.size[0] == len(cells) == MAX_VISITS
            assert [int(cell.centre[0]) for cell in cells] == list(range(MAX_VISITS)), "one below the other"
            mistakes = run_of(state).mistakes
            wanted = ["nnx-miss" if mistake else "nnx-right" for mistake in mistakes]
            assert [cell.classes for cell in cells] == [[one] for one in wanted + ["nnx-ahead"] * (120 - len(wanted))]
            for cell, mistake in zip(cells, mistakes, strict=False):
                assert cell["height"] == (8 if mistake else 3), "a mistake stands out by its height too"
                assert cell["y"] + cell["height"] == 8


def test_numbers_and_meter(views):
    for state, view in views:
        with about(state):
            run = run_of(state)
            (w1, w2), b = run.trail[-1]
            margin = max_margin(run.X, run.y)
            n, key = sum(run.mistakes), "mistakes and bound" if margin.gamma > 0 else "mistakes without bound"
            counts = say(key, mistakes=n, bound=shown(margin.bound, 1))
            assert view.lines == [f"w = ({shown(w1)}, {shown(w2)}), b = {shown(b)}", counts]
            (meter,) = view.meters
            share = n / margin.bound if margin.gamma > 0 else 1
            assert meter["share"] == pytest.approx(share, abs=0.005)
            assert ("nnx-unbounded" in meter["classes"]) == (margin.gamma == 0)


def test_controls_show_the_state(views):
    for state, view in views:
        with about(state):
            visits = view.controls[say("number of visits")]
            assert visits["value"] == visits["shown"] == visits["text"] == str(state["visits"])
            gates = [name for name, points in GATES.items() if points == state["points"]]
            assert view.controls[say("samples")]["value"] == (gates or [""])[0]
            assert view.buttons[say("add")] == (len(state["points"]) < 12)
            assert view.buttons[say("remove")] == (len(state["points"]) > 1)


def test_sentence(views):
    for state, view in views:
        with about(state):
            assert view.finding == finding(state)
            for drawing in view.drawings:
                assert drawing.label == say_shared("drawing", title=say("title"), finding=view.finding)


def finding(state) -> str:
    run = run_of(state)
    visits, n_right, n_points, mistakes = state["visits"], run.n_right, len(run.y), sum(run.mistakes)
    if visits == 0:
        return say("start")
    if n_right == n_points:
        key = "all right after one" if mistakes == 1 else "all right after many"
        return say(key, visits=visits, mistakes=mistakes)
    key = "right" if not run.mistakes[-1] else f"mistake on class {run.y[run.index]}"
    said = say(key, visits=visits, i=run.index + 1, n_right=n_right, n_points=n_points)
    return said if max_margin(run.X, run.y).gamma > 0 else f"{said} {say('no line')}"
