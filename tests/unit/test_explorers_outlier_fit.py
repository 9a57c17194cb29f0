"""The numbers of OutlierFit, by hand, by other searches, and by what is true of every best line."""

import numpy as np
import pytest
import traitlets
from scipy.optimize import linprog, minimize

from nnlib.explorers import OutlierFit
from nnlib.losses import Huber, Quantile, log_cosh, mae, mse

LINES = ("mse", "mae", "huber", "log_cosh", "quantile")
ROUNDING = 2.0**-27


def random_states(n: int, seed: int = 8):
    """Draw points anywhere, or on a grid, where several stand above one another and several lines may be best."""
    rng = np.random.default_rng(seed)
    for _ in range(n):
        k = int(rng.integers(3, 13))
        x, y = rng.uniform(-5, 5, k), rng.uniform(-5, 5, k)
        if rng.random() < 0.4:
            x, y = rng.integers(-3, 4, k).astype(float), rng.integers(-8, 9, k) / 2
        if (x == x[0]).all():
            x[0] = 4.5
        yield {
            "x": x.tolist(),
            "y": y.tolist(),
            "delta": float(rng.uniform(0.1, 4)),
            "gamma": float(rng.uniform(0.05, 0.95)),
            "point": int(rng.integers(1, 13)),
        }


def losses_of(state: dict) -> dict:
    own = {"huber": Huber(state.get("delta", 1.0)), "quantile": Quantile(state.get("gamma", 0.5))}
    return {"mse": mse, "mae": mae, "log_cosh": log_cosh, **own}


def loss_of(state: dict, line: np.ndarray, name: str) -> float:
    x, y = np.array(state["x"]), np.array(state["y"])
    return losses_of(state)[name](y, line[0] * x + line[1])


def line_of(numbers: dict, name: str) -> np.ndarray:
    return np.array([numbers[f"slope_{name}"], numbers[f"intercept_{name}"]])


def least_pinball(x: np.ndarray, y: np.ndarray, gamma: float) -> float:
    """Return the least mean quantile loss of a line, as a linear programme: y = w x + b + above - below."""
    n = len(x)
    A = np.hstack([np.c_[x, np.ones(n)], np.eye(n), -np.eye(n)])
    price = np.r_[0, 0, np.full(n, gamma), np.full(n, 1 - gamma)]
    return linprog(price, A_eq=A, b_eq=y, bounds=[(None, None)] * 2 + [(0, None)] * (2 * n)).fun / n


def test_four_points_on_a_line_and_one_below_it_by_hand():
    """With x² and x y adding up to 10 and 0, least squares is level; MAE and the quantile stay where the four are."""
    numbers = OutlierFit(x=[-2, -1, 0, 1, 2], y=[-2, -1, 0, 1, -3], gamma=0.75).readouts()
    assert [numbers[name] for name in ("n_points", "marked", "n_pairs")] == [5, 5, 10]
    assert line_of(numbers, "mse") == pytest.approx([0, -1], abs=ROUNDING)
    assert line_of(numbers, "mae").tolist() == line_of(numbers, "quantile").tolist() == [1, 0]
    pulls = [numbers[f"pull_{name}"] for name in ("mse", "mae", "quantile")]
    assert pulls == [-3, 0, 0]
    assert [numbers[f"{loss}_of_mae"] for loss in ("mse", "mae", "huber", "quantile")] == pytest.approx(
        [5, 1, 0.9, 0.25], abs=ROUNDING
    )
    assert [numbers[f"{loss}_of_mse"] for loss in ("mse", "mae")] == pytest.approx([2, 1.2], abs=ROUNDING)


def test_the_untouched_outlier_pulls_least_squares_only():
    one = OutlierFit()
    numbers = one.readouts()
    x, y = np.array(one.x), np.array(one.y)
    assert line_of(numbers, "mse") == pytest.approx(np.polyfit(x, y, 1), abs=1e-7)
    without = np.polyval(np.polyfit(x[:-1], y[:-1], 1), 4)
    assert numbers["pull_mse"] == pytest.approx(np.polyval(np.polyfit(x, y, 1), 4) - without, abs=1e-7)
    assert numbers["pull_mse"] < -2.5
    assert numbers["pull_mae"] == 0
    assert -0.7 < numbers["pull_huber"] < 0
    assert numbers["slope_mse"] < 0.5 * numbers["slope_huber"]


def test_least_squares_is_that_of_numpy():
    for state in random_states(200):
        numbers = OutlierFit(**state).readouts()
        assert line_of(numbers, "mse") == pytest.approx(np.polyfit(state["x"], state["y"], 1), abs=1e-6)


def test_the_lines_of_mae_and_of_the_quantile_solve_a_linear_programme():
    for state in random_states(150):
        numbers = OutlierFit(**state).readouts()
        x, y = np.array(state["x"]), np.array(state["y"])
        assert numbers["mae_of_mae"] == pytest.approx(2 * least_pinball(x, y, 0.5), abs=1e-7)
        assert numbers["quantile_of_quantile"] == pytest.approx(least_pinball(x, y, state["gamma"]), abs=1e-7)


def test_the_lines_of_huber_and_log_cosh_are_best():
    """No other search finds a lower loss, and it rises to all sides."""
    for state in random_states(60):
        numbers = OutlierFit(**state).readouts()
        for name in ("huber", "log_cosh"):
            line, least = line_of(numbers, name), numbers[f"{name}_of_{name}"]
            start = np.polyfit(state["x"], state["y"], 1)
            found = minimize(lambda w, state=state, name=name: loss_of(state, w, name), start, method="Nelder-Mead")
            assert least <= found.fun + 1e-8
            for angle in np.linspace(0, 2 * np.pi, 12, endpoint=False):
                beside = line + 1e-2 * np.array([np.cos(angle), np.sin(angle)])
                assert loss_of(state, beside, name) >= least - 1e-8


def test_the_least_of_each_column_lies_on_the_diagonal():
    for state in random_states(200):
        numbers = OutlierFit(**state).readouts()
        for loss in LINES:
            own = numbers[f"{loss}_of_{loss}"]
            assert own == pytest.approx(loss_of(state, line_of(numbers, loss), loss), rel=1e-6, abs=1e-6)
            for line in LINES:
                assert numbers[f"{loss}_of_{line}"] >= own - ROUNDING


def test_a_pull_is_what_the_fit_without_the_point_says_and_goes_towards_the_point():
    for state in random_states(200):
        numbers = OutlierFit(**state).readouts()
        i = numbers["marked"] - 1
        assert i == min(state["point"], len(state["x"])) - 1
        rest = {name: state[name][:i] + state[name][i + 1 :] for name in ("x", "y")}
        if len({*rest["x"]}) == 1:
            assert {numbers[f"pull_{name}"] for name in LINES} == {None}
            continue
        if len(rest["x"]) < 3:  # too few for an explorer: the line through both
            w, b = np.polyfit(rest["x"], rest["y"], 1)
            others = {f"{kind}_{name}": value for name in LINES for kind, value in (("slope", w), ("intercept", b))}
        else:
            others = OutlierFit(**{**state, **rest}).readouts()
        for name in LINES:
            (w, b), (w_before, b_before) = line_of(numbers, name), line_of(others, name)
            before, after = w_before * state["x"][i] + b_before, w * state["x"][i] + b
            assert numbers[f"pull_{name}"] == pytest.approx(after - before, rel=1e-6, abs=1e-6)
            above, pull = state["y"][i] - before, after - before
            assert -1e-6 <= pull * np.sign(above) <= abs(above) + 1e-6, f"{name}: pulled by {pull}, away by {above}"


@pytest.mark.parametrize("x", [[1, 1, 1], [-5] * 12, [0.1] * 5])
def test_where_all_x_are_equal_there_is_no_line(x):
    numbers = OutlierFit(x=x, y=[*range(-2, 3), *[0] * 7][: len(x)]).readouts()
    assert numbers.pop("n_points") == numbers.pop("marked") == len(x)
    assert numbers.pop("n_pairs") == 0
    assert {*numbers.values()} == {None}


def test_where_only_the_marked_point_has_another_x_it_pulls_nothing():
    numbers = OutlierFit(x=[1, 1, 1, 3], y=[0, 1, 2, 3]).readouts()
    assert numbers["n_pairs"] == 3
    assert {numbers[f"pull_{name}"] for name in LINES} == {None}
    assert line_of(numbers, "mae").tolist() == [1, 0]
    assert numbers["marked"] == 4
    assert OutlierFit(x=[1, 1, 1, 3], y=[0, 1, 2, 3], point=2).readouts()["pull_mae"] is not None


def test_numbers_are_rounded_so_that_nothing_stays_of_what_is_0():
    numbers = OutlierFit(x=[0.1, 0.2, 0.7], y=[0.3, 0.6, 2.1]).readouts()
    assert {numbers[f"{loss}_of_{line}"] for loss in LINES for line in LINES} == {0}
    for value in OutlierFit(delta=0.3, gamma=0.7).readouts().values():
        assert value * 2**27 == round(value * 2**27)


@pytest.mark.parametrize(
    "x, y",
    [
        ([0, 1], [0, 1]),
        ([0] * 13, [0] * 13),
        ([0, 1, 2], [0, 1]),
        ([0, 1, 2], [0, 1, 5.01]),
        ([0, 1, -5.01], [0, 1, 2]),
        ([0, 1, float("nan")], [0, 1, 2]),
        ([0, 1, "2"], [0, 1, 2]),
        ([], []),
    ],
    ids=str,
)
def test_ill_formed_points_are_refused(x, y):
    with pytest.raises(traitlets.TraitError):
        OutlierFit(x=x, y=y)


@pytest.mark.parametrize("lines", [["rmse"], "rmse", ["mse"] * 6, [1]], ids=str)
def test_other_lines_are_refused(lines):
    with pytest.raises(traitlets.TraitError):
        OutlierFit(lines=lines)


def test_another_number_of_points_is_set_at_once():
    one = OutlierFit()
    with pytest.raises(traitlets.TraitError, match="equally long"):
        one.x = [0.0, 1.0, 2.0]
    with one.hold_trait_notifications():
        one.x, one.y = [0.0, 1.0, 2.0], [1.0, 1.0, 4.0]
    assert one.readouts()["n_points"] == 3
