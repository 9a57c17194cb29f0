"""The numbers of MaxoutPieces, by hand, by nnlib's own passes and searches, and by differences."""

import itertools

import numpy as np
import pytest
import traitlets

from nnlib import MLP, Maxout
from nnlib.activations import LeakyReLU, relu
from nnlib.approximation import knots
from nnlib.explorers import MaxoutPieces

GRID = np.linspace(-2, 2, 4001)
FAR = np.concatenate([np.linspace(-40, 40, 8001), GRID])
PRESETS = ["relu", "abs", "leaky_relu", "tangents", "closest"]


def random_states(n: int, seed: int = 5):
    """Draw pieces anywhere, or in 32nds, where they are often parallel or equal."""
    rng = np.random.default_rng(seed)
    for _ in range(n):
        k = rng.integers(2, 6)
        w, b, x = rng.uniform(-4, 4, k), rng.uniform(-3, 3, k), rng.uniform(-2, 2)
        if rng.random() < 0.5:
            w, b, x = rng.integers(-4, 5, k), rng.integers(-6, 7, k) / 2, rng.integers(-64, 65) / 32
        yield {"w": [*map(float, w)], "b": [*map(float, b)], "x": float(x), "target": "parabola"}


def net_of(state: dict) -> MLP:
    """Return the unit, built here: three dimensions of W are pieces, inputs and units."""
    return MLP(layers=[Maxout(W=[[[w]] for w in state["w"]], b=[[b] for b in state["b"]])])


def reaches_of(numbers: dict) -> list[tuple[float | None, float | None]]:
    return [(numbers[f"wins_from_{j}"], numbers[f"wins_until_{j}"]) for j in range(1, numbers["n_pieces"] + 1)]


def test_the_untouched_state_by_hand():
    """At 1.25 the pieces -1.5 x - 1, 0.5 x and 2 x - 1.5 are at -2.875, 0.625 and 1; they cross at -0.5 and at 1."""
    assert MaxoutPieces().readouts() == {
        "n_pieces": 3, "z_1": -2.875, "z_2": 0.625, "z_3": 1.0, "a": 1.0, "winner": 3, "tied": [3],
        "da_dw_1": 0, "da_dw_2": 0, "da_dw_3": 1.25, "da_db_1": 0, "da_db_2": 0, "da_db_3": 1,
        "wins_from_1": -np.inf, "wins_until_1": -0.5, "wins_from_2": -0.5, "wins_until_2": 1.0,
        "wins_from_3": 1.0, "wins_until_3": np.inf, "n_corners": 2, "n_parameters": 6,
        "error": None, "x_error": None, "least_error": None,
    }  # fmt: skip


def test_value_and_gradient_are_those_of_the_layer():
    """With the loss a itself, as the mean over three copies of one sample."""
    for state in random_states(300):
        numbers, net = MaxoutPieces(**state).readouts(), net_of(state)
        samples = [[state["x"]]] * 3
        assert numbers["a"] == pytest.approx(net(state["x"]), abs=1e-12)
        wanted = net(samples) - 1.0  # half the squared distance to it has the derivative 1
        _, [gradient] = net.loss_and_grads(samples, wanted, "half_mse")
        for j in range(numbers["n_pieces"]):
            assert numbers[f"z_{j + 1}"] == pytest.approx(state["w"][j] * state["x"] + state["b"][j], abs=1e-12)
            assert numbers[f"da_dw_{j + 1}"] == pytest.approx(gradient.W[j, 0, 0], abs=1e-9)
            assert numbers[f"da_db_{j + 1}"] == pytest.approx(gradient.b[j, 0], abs=1e-9)


def test_the_gradient_is_that_of_finite_differences():
    for state in random_states(60, seed=6):
        numbers, h = MaxoutPieces(**state).readouts(), 1e-6
        if sorted(numbers[f"z_{j + 1}"] for j in range(numbers["n_pieces"]))[-2] > numbers["a"] - 1e-3:
            continue  # next to a tie
        for trait, j in itertools.product(("w", "b"), range(numbers["n_pieces"])):
            moved = [net_of({**state, trait: [*state[trait]]}) for _ in range(2)]
            for net, way in zip(moved, (1, -1), strict=True):
                {"w": net.layers[0].W, "b": net.layers[0].b}[trait][j] += way * h
            difference = (moved[0](state["x"]) - moved[1](state["x"])) / (2 * h)
            assert numbers[f"da_d{trait}_{j + 1}"] == pytest.approx(difference, abs=1e-8)


@pytest.mark.parametrize(
    ("w", "b", "x", "winner", "tied"),
    [
        ([-1, 1], [0, 0], 0, 1, [1, 2]),
        ([1, -1], [0, 0], 0, 1, [1, 2]),
        ([1, -1, 0], [0, 0, 0], 0, 1, [1, 2, 3]),
        ([0, 2, -1, 2], [-1, 1, 0, 1], 1, 2, [2, 4]),
        ([0, 0], [1, 1], -2, 1, [1, 2]),
    ],
)
def test_of_pieces_that_tie_the_first_gets_the_gradient(w, b, x, winner, tied):
    numbers = MaxoutPieces(w=w, b=b, x=x).readouts()
    assert (numbers["winner"], numbers["tied"]) == (winner, tied)
    assert [numbers[f"da_db_{j}"] for j in range(1, len(w) + 1)] == [float(j == winner) for j in range(1, len(w) + 1)]
    assert [numbers[f"da_dw_{j}"] for j in range(1, len(w) + 1)] == [x * (j == winner) for j in range(1, len(w) + 1)]


def test_each_piece_wins_where_it_is_said_to_and_nowhere_else():
    for state in random_states(100, seed=7):
        z = np.outer(FAR, state["w"]) + state["b"]
        first = z.argmax(axis=1)
        second = np.sort(z, axis=1)[:, -2]
        is_clear = z.max(axis=1) - second > 1e-9
        for j, (start, end) in enumerate(reaches_of(MaxoutPieces(**state).readouts())):
            wins = (first == j) & is_clear
            assert wins.any() <= (start is not None)
            if start is not None:
                assert np.array_equal(wins, is_clear & (start < FAR) & (end > FAR))


def test_pieces_share_the_whole_line():
    for state in random_states(80, seed=8):
        reaches = sorted(one for one in reaches_of(MaxoutPieces(**state).readouts()) if one[0] is not None)
        assert (reaches[0][0], reaches[-1][1]) == (-np.inf, np.inf)
        assert [end for _, end in reaches[:-1]] == pytest.approx([start for start, _ in reaches[1:]], abs=1e-8)


def test_corners_are_where_nnlib_finds_them():
    for state in random_states(80, seed=9):
        numbers = MaxoutPieces(**state).readouts()
        starts = [start for start, _ in reaches_of(numbers) if start is not None and abs(start) < 2 - 1e-9]
        assert knots(net_of(state), (-2, 2)) == pytest.approx(sorted(starts), abs=1e-9)
        assert len(starts) == numbers["n_corners"]


def test_a_piece_that_only_touches_or_stands_twice_wins_nowhere():
    assert reaches_of(MaxoutPieces(w=[0, -1, 1], b=[0, 0, 0]).readouts())[0] == (None, None)
    assert reaches_of(MaxoutPieces(w=[-1, 1, -1], b=[0, 0, 0]).readouts())[2] == (None, None)
    assert reaches_of(MaxoutPieces(w=[1, 1], b=[0, 0.5]).readouts()) == [(None, None), (-np.inf, np.inf)]


def test_the_largest_error_is_that_of_a_fine_grid():
    for state in random_states(60, seed=10):
        numbers, net = MaxoutPieces(**state).readouts(), net_of(state)
        errors = np.abs(net(GRID) - GRID**2)
        assert errors.max() <= numbers["error"] + 1e-12
        assert errors.max() == pytest.approx(numbers["error"], abs=0.009)  # steps of 0.001, slopes up to 8
        x = numbers["x_error"]
        assert numbers["error"] - 1e-3 <= abs(net(x) - x**2) <= numbers["error"]
        assert errors[x - 1e-3 > GRID].max(initial=0) < numbers["error"]


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_tangents_and_what_comes_closest(n):
    """On an interval of length h a straight line stays h²/8 away from x² at best, a tangent h²/4; h = 4/n."""
    tangents = MaxoutPieces(**MaxoutPieces.preset("tangents", n)).readouts()
    closest = MaxoutPieces(**MaxoutPieces.preset("closest", n)).readouts()
    assert (tangents["x_error"], closest["x_error"]) == (-2, -2), "it is as large at each end and corner"
    assert tangents["least_error"] == closest["least_error"] == pytest.approx((4 / n) ** 2 / 8)
    assert tangents["error"] == pytest.approx(4 / n**2, abs=2e-4)  # presets have four decimals
    assert closest["error"] == pytest.approx(2 / n**2, abs=2e-4)
    unit = MaxoutPieces(**MaxoutPieces.preset("tangents", n))
    assert [round(w * w / 4 + b, 3) for w, b in zip(unit.w, unit.b, strict=True)] == [0] * n, (
        "a line that is no tangent"
    )


def test_no_unit_comes_closer_than_the_least_error():
    """Neither random ones nor those about the closest."""
    rng = np.random.default_rng(11)
    for n in (2, 3, 4, 5):
        best = MaxoutPieces.preset("closest", n)
        for _ in range(25):
            w = np.clip(np.array(best["w"]) + rng.normal(0, 0.05, n), -4, 4)
            b = np.clip(np.array(best["b"]) + rng.normal(0, 0.05, n), -3, 3)
            numbers = MaxoutPieces(w=w.tolist(), b=b.tolist(), target="parabola").readouts()
            assert numbers["error"] >= numbers["least_error"]
    assert all(
        numbers["error"] >= numbers["least_error"]
        for numbers in (MaxoutPieces(**state).readouts() for state in random_states(60, seed=12))
    )


@pytest.mark.parametrize(("name", "f"), [("relu", relu), ("abs", np.abs), ("leaky_relu", LeakyReLU(alpha=0.25))])
def test_presets_are_the_functions_that_they_are_named_after(name, f):
    state = MaxoutPieces.preset(name)
    assert np.array_equal(net_of(state)(GRID), f(GRID))
    assert state["target"] == "none"


def test_every_preset_is_allowed_and_its_pieces_stand_from_left_to_right():
    for name, n in itertools.product(PRESETS, (2, 3, 4, 5)):
        numbers = MaxoutPieces(**MaxoutPieces.preset(name, n)).readouts()
        starts = [start for start, _ in reaches_of(numbers)]
        assert starts == sorted(starts)
        assert numbers["n_pieces"] == (n if name in ("tangents", "closest") else 2)


@pytest.mark.parametrize(("name", "n"), [("elu", 2), ("tangents", 1), ("closest", 6), ("", 2)])
def test_what_is_no_preset_is_refused(name, n):
    with pytest.raises(ValueError, match=r"a preset must be one of relu, .*, of 2 to 5 pieces, got"):
        MaxoutPieces.preset(name, n)


def test_a_unit_of_n_pieces_has_n_times_the_parameters_of_a_relu_unit():
    relu_unit = MLP([1, 1], output="relu", rng=np.random.default_rng(0))
    for n in (2, 3, 4, 5):
        numbers = MaxoutPieces(w=[1.0] * n, b=[0.0] * n).readouts()
        assert numbers["n_parameters"] == n * relu_unit.n_parameters == 2 * n


@pytest.mark.parametrize(
    "pieces",
    [
        {"w": [1, 2]},
        {"b": [1, 2, 3, 0]},
        {"w": [1, 2], "b": [1, 2, 3]},
        {"w": [1], "b": [1]},
        {"w": [1] * 6, "b": [1] * 6},
        {"w": [], "b": []},
        {"w": [1, 4.001, 1]},
        {"w": [1, -4.001, 1]},
        {"b": [1, 3.001, 1]},
        {"b": [1, float("nan"), 1]},
        {"w": [1, "a", 1]},
        {"w": None},
    ],
    ids=str,
)
def test_what_are_no_pieces_is_refused(pieces):
    with pytest.raises(traitlets.TraitError, match=r"\b[wb]\b"):
        MaxoutPieces(**pieces)


def test_unequal_lengths_are_a_value_error_that_says_so_and_change_nothing():
    with pytest.raises(ValueError, match="w and b must be equally long, got 2 numbers for w and 3 for b"):
        MaxoutPieces(w=[1, 2], b=[1, 2, 3])
    unit = MaxoutPieces()
    before = unit.state()
    with pytest.raises(ValueError, match="equally long"):
        unit.w = [1.0, 2.0]
    with pytest.raises(ValueError, match="equally long"), unit.hold_trait_notifications():
        unit.w, unit.b = [1.0, 2.0], [1.0]
    assert unit.state() == before


def test_both_lists_are_set_at_once():
    unit = MaxoutPieces()
    with unit.hold_trait_notifications():
        unit.w, unit.b = [1.0, 2.0], [0.5, 0.0]
    assert (unit.w, unit.b) == ([1, 2], [0.5, 0])
    assert unit.readouts()["n_pieces"] == 2
    unit.set_state({"w": [1.0, 2.0, 3.0, 4.0], "b": [0.0] * 4})  # as the browser does
    assert unit.readouts()["n_pieces"] == 4
