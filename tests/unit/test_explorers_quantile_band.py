"""The numbers of QuantileBand: lines by a linear programme, shares by counting, by adaptive integrals, by hand."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import traitlets
from scipy.integrate import quad
from scipy.optimize import linprog
from scipy.stats import norm

import nnlib
from nnlib.explorers import QuantileBand
from nnlib.explorers.losses._lopsided import N_SAMPLES, SIZES, fresh_shares, sample_of
from nnlib.explorers.losses.quantile_band import bands
from nnlib.fitting import Line

CHAPTER = Path(nnlib.__file__).parents[1] / "chapters" / "5_losses" / "2_regression.ipynb"
PARTS = ("below", "inside", "above")


def random_states(n: int) -> list[dict]:
    rng = np.random.default_rng(71)
    return [
        {
            **dict(zip(("low", "high"), rng.uniform(1 / 32, 31 / 32, 2).tolist(), strict=True)),
            "sample": int(rng.integers(1, 41)),
            "n": int(rng.choice(SIZES)),
        }
        for _ in range(n)
    ]


def chapter_sample():
    """The function with which the chapter draws its samples."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    (cell,) = [cell for cell in cells if cell["id"] == "interval-cell"]
    names: dict = {"np": np}
    exec("".join(cell["source"]).replace("from nnlib.losses import Quantile", "Quantile = None"), names)
    return names["sample"]


def pinball(line: np.ndarray, x: np.ndarray, y: np.ndarray, gamma: float) -> float:
    short = y - (line[0] * x + line[1])
    return np.maximum(gamma * short, (gamma - 1) * short).sum()


def least_pinball(x: np.ndarray, y: np.ndarray, gamma: float) -> float:
    """The least total quantile loss of a line, as a linear programme: y = w x + b + short - long."""
    n = len(x)
    equations = np.column_stack([x, np.ones(n), np.eye(n), -np.eye(n)])
    price = np.r_[0, 0, np.full(n, gamma), np.full(n, 1 - gamma)]
    return linprog(price, A_eq=equations, b_eq=y, bounds=[(None, None)] * 2 + [(0, None)] * 2 * n).fun


def by_quad(one: Line, other: Line) -> tuple[float, float]:
    """The shares below and above, by an adaptive integral over x of the distribution of the noise."""

    def chance(x: float, choose) -> float:
        least = choose(line.slope * x + line.intercept for line in (one, other))
        noise = (least - x / 2) / (0.3 + 0.2 * x) + 1
        return 1 - np.exp(-noise) if noise > 0 else 0.0

    grid = np.linspace(-1, 1, 41)
    below = sum(quad(chance, p, q, (min,), epsabs=1e-13)[0] for p, q in pairwise(grid)) / 2
    above = 1 - sum(quad(chance, p, q, (max,), epsabs=1e-13)[0] for p, q in pairwise(grid)) / 2
    return below, above


# -- samples -----------------------------------------------------------------------------------------------------------


def test_the_samples_follow_the_law_of_the_chapter():
    """Their inputs are uniform, and what is left of the targets is exponential: so are those that the chapter draws."""
    x, y = np.concatenate([sample_of(k, 400) for k in range(1, N_SAMPLES + 1)], axis=1)
    far_x, far_y = chapter_sample()(x.size, np.random.default_rng(0))
    for places, targets in ((x, y), (far_x, far_y)):
        noise = (targets - places / 2) / (0.3 + 0.2 * places) + 1
        assert np.all((places >= -1) & (places < 1) & (noise >= 0))
        levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
        assert np.quantile(places, levels) == pytest.approx(2 * levels - 1, abs=0.03)
        assert np.quantile(noise, levels) == pytest.approx(-np.log(1 - levels), abs=0.06)
        assert abs(np.corrcoef(places, noise)[0, 1]) < 0.03


def test_samples_are_different_and_a_small_one_begins_a_larger_one():
    small, large = np.array(sample_of(3, 25)), np.array(sample_of(3, 400))
    assert np.array_equal(small, large[:, :25])
    firsts = {tuple(np.round(sample_of(k, 25)[0][:2], 6)) for k in range(1, N_SAMPLES + 1)}
    assert len(firsts) == N_SAMPLES


def test_no_target_is_above_the_drawing():
    assert max(sample_of(k, 400)[1].max() for k in range(1, N_SAMPLES + 1)) < 3.6


# -- lines -------------------------------------------------------------------------------------------------------------


def test_quantile_lines_solve_a_linear_programme():
    for state in random_states(10):
        one = QuantileBand(**state)
        numbers, (x, y) = one.readouts(), one.points()
        for name in ("low", "high"):
            line = np.array([numbers[f"{name}_slope"], numbers[f"{name}_intercept"]])
            gamma = state[name]
            assert pinball(line, x, y, gamma) == pytest.approx(least_pinball(x, y, gamma), rel=1e-8)
            short = (y > line[0] * x + line[1] + 1e-9).sum()
            assert short <= (1 - gamma) * len(x) + 1e-9, "more are above than the level allows"


def test_the_rivals_lines_are_those_of_polyfit_and_the_normal_distribution():
    for state in random_states(15):
        one = QuantileBand(**state)
        numbers, (x, y) = one.readouts(), one.points()
        slope, intercept = np.polyfit(x, y, 1)
        deviation = np.sqrt(np.var(y - slope * x - intercept) * len(x) / (len(x) - 2))
        for name in ("low", "high"):
            wanted = [slope, intercept + norm.ppf(state[name]) * deviation]
            assert [numbers[f"gaussian_{name}_{part}"] for part in ("slope", "intercept")] == pytest.approx(wanted)


# -- shares ------------------------------------------------------------------------------------------------------------


def test_counts_of_the_sample_are_those_of_its_points():
    for state in random_states(25):
        one = QuantileBand(**state)
        numbers, (x, y) = one.readouts(), one.points()
        for prefix in ("", "gaussian_"):
            heights = [
                numbers[f"{prefix}{name}_slope"] * x + numbers[f"{prefix}{name}_intercept"] for name in ("low", "high")
            ]
            below = sum(target < min(pair) - 1e-9 for target, *pair in zip(y, *heights, strict=True))
            above = sum(target > max(pair) + 1e-9 for target, *pair in zip(y, *heights, strict=True))
            assert [numbers[f"{prefix}{part}"] for part in PARTS] == [below, len(x) - below - above, above]
        if state["n"] == 400 and abs(state["high"] - state["low"]) > 0.1:
            assert numbers["inside"] / 400 == pytest.approx(numbers["promise"], abs=0.01), "the promise is broken"


def test_shares_of_fresh_targets_are_those_of_an_adaptive_integral():
    chosen = [(Line(0.3, -0.3), Line(0.5, 0.0)), (Line(2.0, 0.0), Line(-1.0, 0.1)), (Line(0.0, -2.0), Line(0.0, 9.0))]
    chosen += [
        (Line(0.5, 0.1), Line(0.5, 0.1)),
        (Line(-1.5, -1.0), Line(1.9, -1.2)),
        (Line(0.3, -0.3), Line(0.3, -0.3)),
    ]
    rng = np.random.default_rng(3)
    chosen += [tuple(Line(*rng.normal(0, 1, 2)) for _ in range(2)) for _ in range(20)]
    for pair in chosen:
        assert fresh_shares(*pair) == pytest.approx(by_quad(*pair), abs=1e-9), pair
        assert fresh_shares(*pair) == pytest.approx(fresh_shares(*reversed(pair)), abs=1e-15)


def test_shares_of_fresh_targets_are_those_of_fresh_samples_of_the_chapter():
    x, y = chapter_sample()(400_000, np.random.default_rng(5))
    for state in random_states(6):
        numbers = QuantileBand(**state).readouts()
        for prefix in ("", "gaussian_"):
            heights = np.sort(
                [
                    numbers[f"{prefix}{name}_slope"] * x + numbers[f"{prefix}{name}_intercept"]
                    for name in ("low", "high")
                ],
                axis=0,
            )
            below, above = (y < heights[0]).mean(), (y > heights[1]).mean()
            found = [numbers[f"{prefix}fresh_{part}"] for part in PARTS]
            assert found == pytest.approx([below, 1 - below - above, above], abs=0.004)
            assert sum(found) == pytest.approx(1)


def test_a_band_by_hand():
    """Below y = 0.3 x - 0.3 there is nothing; above the line of noise 1, y = x/2, a share of 1/e."""
    assert fresh_shares(Line(0.3, -0.3), Line(0.5, 0.0)) == pytest.approx((0, np.exp(-1)), abs=1e-15)


def test_quartiles_are_those_of_all_samples():
    state = {"low": 0.1, "high": 0.8, "n": 25}
    each = [QuantileBand(**state, sample=k).readouts() for k in range(1, N_SAMPLES + 1)]
    for prefix in ("", "gaussian_"):
        inside = np.sort([one[f"{prefix}fresh_inside"] for one in each])
        assert {one[f"{prefix}median"] for one in each} == {each[0][f"{prefix}median"]}
        wanted = [inside[9] + 0.75 * (inside[10] - inside[9]), (inside[19] + inside[20]) / 2]
        wanted += [inside[29] + 0.25 * (inside[30] - inside[29])]
        assert [each[0][f"{prefix}{name}"] for name in ("quartile_1", "median", "quartile_3")] == pytest.approx(wanted)


# -- what is to be learnt ----------------------------------------------------------------------------------------------


def test_fresh_targets_are_held_less_the_smaller_the_sample_and_the_rival_misses_on_one_side():
    numbers = [QuantileBand(n=n).readouts() for n in SIZES]
    medians = [one["median"] for one in numbers]
    assert medians[0] < 0.87 < medians[1] < 0.89 < medians[2] < 0.9
    for one in numbers:
        assert one["inside"] / (one["below"] + one["inside"] + one["above"]) >= one["promise"]
        assert one["fresh_inside"] < one["promise"]
        assert one["gaussian_fresh_below"] < 1e-6 < 0.07 < one["gaussian_fresh_above"]
    assert numbers[1]["gaussian_fresh_inside"] == pytest.approx(0.9, abs=0.01)


def test_the_40_bands_agree_with_the_chapters_forty_runs():
    """It measures 89 (87, 91) % for two quantiles, and 94 (92, 95) % for the rival."""
    numbers = QuantileBand().readouts()
    for prefix, wanted in (("", [87, 89, 91]), ("gaussian_", [92, 94, 95])):
        found = [100 * numbers[f"{prefix}{name}"] for name in ("quartile_1", "median", "quartile_3")]
        assert found == pytest.approx(wanted, abs=1)


# -- levels in any order -----------------------------------------------------------------------------------------------


def test_exchanged_levels_exchange_the_lines_and_change_no_share():
    for state in random_states(10):
        one = QuantileBand(**state).readouts()
        other = QuantileBand(**{**state, "low": state["high"], "high": state["low"]}).readouts()
        for name, value in one.items():
            there = name.replace("low_", "?").replace("high_", "low_").replace("?", "high_")
            assert other[there] == pytest.approx(value, rel=1e-12), name


def test_equal_levels_hold_the_points_on_the_line_and_nothing_fresh():
    numbers = QuantileBand(low=0.5, high=0.5).readouts()
    assert (numbers["promise"], numbers["inside"]) == (0, 2)
    assert numbers["fresh_inside"] == pytest.approx(0, abs=1e-11)
    assert numbers["low_slope"] == numbers["high_slope"]


def test_every_size_is_one_of_three():
    for n in (0, 50, 24, "100", None):
        with pytest.raises(traitlets.TraitError):
            QuantileBand(n=n)
    with pytest.raises(traitlets.TraitError):
        QuantileBand(low=0.0)


def test_bands_have_one_line_for_each_sample():
    assert len(bands("quantile", 0.5, 25)) == len(bands("gaussian", 0.5, 25)) == N_SAMPLES
