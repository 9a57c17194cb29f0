"""BumpApproximator: its numbers against formulas that are written out here, and against what the chapter proves."""

import numpy as np
import pytest
import traitlets

from nnlib.approximation import approximate, error_bound
from nnlib.explorers import BumpApproximator

X = np.arange(2001) / 2000
FUNCTIONS = {
    "wave": lambda x: np.sin(np.pi * x) ** 2,
    "root": lambda x: x**0.5,
    "kink": lambda x: np.where(x < 0.4, 0.4 - x, x - 0.4) / 0.6,
    "jump": lambda x: 0.2 + 0.6 * (x >= 0.5),
}


def step(z):
    return 0.5 * (1 + np.tanh(z / 2))


def random_state(rng: np.random.Generator) -> dict:
    return {
        "target": str(rng.choice([*FUNCTIONS, "drawn"])),
        "drawn": rng.random(33).round(2).tolist(),
        "n_bumps": int(rng.integers(1, 51)),
        "kind": str(rng.choice(["sigmoid", "relu"])),
        "spacing": str(rng.choice(["equal", "free"])),
        "steepness": float(10 ** rng.uniform(1, 5)),
    }


@pytest.mark.parametrize("target", FUNCTIONS)
def test_each_target_is_its_formula(target):
    assert BumpApproximator(target=target).function(X) == pytest.approx(FUNCTIONS[target](X), abs=1e-12)


def test_a_drawn_target_goes_straight_from_height_to_height():
    drawn = [i % 2 for i in range(33)]
    f = BumpApproximator(target="drawn", drawn=drawn).function
    assert f(np.array([0, 1 / 32, 1 / 64, 3 / 128, 1])) == pytest.approx([0, 1, 0.5, 0.75, 0])


def test_the_untouched_state_by_hand():
    """Eight pulses of width 1/8; where the wave is steepest it rises by pi a unit."""
    numbers = BumpApproximator().readouts()
    middles = (np.arange(8) + 0.5) / 8
    edges = np.array([-1, 1, 2, 3, 4, 5, 6, 7, 9]) / 8
    pulses = [
        FUNCTIONS["wave"](m) * (step(200 * (X - a)) - step(200 * (X - b)))
        for m, a, b in zip(middles, edges[:-1], edges[1:], strict=True)
    ]
    errors = np.abs(sum(pulses) - FUNCTIONS["wave"](X))
    assert (numbers["n_units"], numbers["width"], numbers["kw"]) == (9, 0.125, 25)
    assert numbers["error"] == pytest.approx(errors.max())
    assert numbers["x_error"] == X[errors.argmax()] or errors[round(numbers["x_error"] * 2000)] == pytest.approx(
        errors.max()
    )
    assert numbers["bound_width"] == pytest.approx(np.sin(np.pi / 16), rel=1e-3), "from 1/4 - 1/32 to 1/4 + 1/32"
    assert numbers["bound_edges"] == pytest.approx(2 * np.sin(np.pi / 200), rel=1e-3)
    assert numbers["bound_ends"] == pytest.approx(2 * np.exp(-25))
    assert numbers["reference"] is None


@pytest.mark.parametrize("seed", range(60))
def test_the_error_is_below_the_bound_and_both_are_those_of_nnlib(seed):
    state = random_state(np.random.default_rng(seed))
    explorer = BumpApproximator(**state)
    numbers = explorer.readouts()
    options = {name: state[name] for name in ("n_bumps", "kind", "spacing")} | {"resolution": 1000}
    if state["kind"] == "sigmoid":
        options["steepness"] = state["steepness"]
    f = explorer.function
    errors = np.abs(approximate(f, **options)(X) - f(X))
    assert numbers["error"] == pytest.approx(errors.max(), abs=1e-9)
    assert errors[round(numbers["x_error"] * 2000)] == pytest.approx(numbers["error"], abs=2e-9)
    assert numbers["bound"] == pytest.approx(error_bound(f, **options), rel=1e-12)
    assert numbers["bound"] == numbers["bound_width"] + numbers["bound_edges"] + numbers["bound_ends"]
    assert numbers["error"] <= numbers["bound"] * (1 + 1e-3)
    assert numbers["n_units"] == state["n_bumps"] + (state["kind"] == "sigmoid")


@pytest.mark.parametrize("kind, spacing", [("sigmoid", "equal"), ("sigmoid", "free"), ("relu", "equal")])
@pytest.mark.parametrize("n_bumps", [1, 6, 7, 50])
def test_no_continuous_function_is_closer_to_a_jump_than_half_of_it(kind, spacing, n_bumps):
    """On the grid, whose places near the jump are 1/2000 apart, nothing rises by more than this lets it."""
    explorer = BumpApproximator(target="jump", kind=kind, spacing=spacing, n_bumps=n_bumps, steepness=1000)
    numbers = explorer.readouts()
    assert numbers["error"] >= 0.3 - 1e-9 or numbers["width"] < 1 / 2000
    assert numbers["bound"] >= 0.6


def test_at_a_fixed_steepness_more_pulses_cease_to_help():
    errors = [BumpApproximator(n_bumps=n, steepness=50).readouts()["error"] for n in (5, 10, 25, 50)]
    assert errors[0] > 2 * errors[1]
    assert errors[2] == pytest.approx(errors[3], rel=0.1)


def test_narrow_parts_where_it_is_hard_help_a_root():
    equal, free = (
        BumpApproximator(target="root", n_bumps=30, spacing=spacing, steepness=50_000).readouts()["error"]
        for spacing in ("equal", "free")
    )
    assert free < equal / 4


@pytest.mark.parametrize("state", [{"target": "kink", "n_bumps": 5}, {"target": "drawn", "n_bumps": 32}])
def test_lines_with_knots_at_every_kink_leave_no_error(state):
    numbers = BumpApproximator(kind="relu", **state).readouts()
    assert (numbers["error"], numbers["x_error"], numbers["kw"]) == (0, 0, None)
    assert numbers["bound_edges"] == numbers["bound_ends"] == 0


BY_HAND = {"by_hand": True, "edges": [0.1, 0.25, 0.5, 0.9], "heights": [0.1, 0.3, 0.9, 0.4, 0.0], "steepness": 80}


class TestByHand:
    def test_the_error_is_that_of_the_five_pulses(self):
        numbers = BumpApproximator(**BY_HAND).readouts()
        edges = [-1, *BY_HAND["edges"], 2]
        pulses = [
            h * (step(80 * (X - a)) - step(80 * (X - b)))
            for h, a, b in zip(BY_HAND["heights"], edges[:-1], edges[1:], strict=True)
        ]
        assert numbers["error"] == pytest.approx(np.abs(sum(pulses) - FUNCTIONS["wave"](X)).max())
        assert (numbers["n_units"], numbers["width"], numbers["kw"]) == (6, pytest.approx(0.1), pytest.approx(8))
        assert [numbers[name] for name in ("bound", "bound_width", "bound_edges", "bound_ends")] == [None] * 4

    @pytest.mark.parametrize("spacing", ["equal", "free"])
    def test_the_reference_is_the_construction_with_five_pulses(self, spacing):
        options = {"target": "root", "spacing": spacing, "steepness": 300}
        by_hand = BumpApproximator(**BY_HAND | options).readouts()
        assert by_hand["reference"] == BumpApproximator(n_bumps=5, **options).readouts()["error"]

    def test_kind_and_number_of_the_construction_count_for_nothing(self):
        numbers = BumpApproximator(**BY_HAND).readouts()
        assert BumpApproximator(**BY_HAND, kind="relu", n_bumps=33).readouts() == numbers

    def test_half_of_a_jump_is_reached(self):
        state = {"edges": [0.1, 0.2, 0.3, 0.5], "heights": [0.2] * 4 + [0.8], "steepness": 100_000}
        numbers = BumpApproximator(target="jump", by_hand=True, **state).readouts()
        assert (numbers["error"], numbers["x_error"]) == (pytest.approx(0.3), 0.5)


@pytest.mark.parametrize(
    "state",
    [
        {"drawn": [0.5] * 32}, {"drawn": [0.5] * 34}, {"drawn": [*[0.5] * 32, 1.01]}, {"drawn": [-0.01, *[0.5] * 32]},
        {"drawn": [float("nan")] * 33}, {"drawn": "flat"}, {"drawn": ["a"] * 33},
        {"edges": [0.1, 0.2, 0.3]}, {"edges": [0.1, 0.2, 0.3, 0.4, 0.5]}, {"edges": [0.2, 0.1, 0.3, 0.4]},
        {"edges": [0.1, 0.1, 0.3, 0.4]}, {"edges": [0.1, 0.104, 0.3, 0.4]}, {"edges": [0.004, 0.1, 0.3, 0.4]},
        {"edges": [0.1, 0.2, 0.3, 0.996]}, {"edges": [0.1, float("nan"), 0.3, 0.4]},
        {"heights": [0.5] * 4}, {"heights": [0.5] * 6}, {"heights": [0, 0, 0, 0, 1.1]}, {"heights": [-0.1, 0, 0, 0, 0]},
        {"target": "sine"}, {"kind": "tanh"}, {"spacing": "log"}, {"by_hand": "yes"},
    ],
    ids=str,
)  # fmt: skip
def test_states_out_of_bounds_are_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        BumpApproximator(**state)


def test_lists_go_up_to_their_bounds():
    explorer = BumpApproximator(drawn=[0, 1, *[0.5] * 31], edges=[0.005, 0.01, 0.99, 0.995], heights=[0, 1, 0, 1, 0])
    assert explorer.edges == [0.005, 0.01, 0.99, 0.995]
    assert explorer.drawn[:3] == [0, 1, 0.5]
    assert explorer.heights == [0, 1, 0, 1, 0]
