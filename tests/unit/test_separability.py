"""The widest margin: known values, its certificate, and a linear programme as an independent judge."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog, minimize

from nnlib import datasets
from nnlib.separability import max_margin


def signed(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.where(y == 1, 1, -1)[:, None] * np.column_stack([X, np.ones(len(X))])


@pytest.mark.parametrize(("gate", "bound"), [("and", 51), ("or", 27), ("nand", 51)])
def test_margins_of_the_gates(gate: str, bound: int) -> None:
    margin = max_margin(*datasets.gate(gate))
    assert margin.bound == pytest.approx(bound, rel=1e-12)  # AND: R² = 3, γ² = 1/17; OR: γ² = 1/9
    assert margin.radius == np.sqrt(3)


def test_xor_has_the_certificate_of_the_text() -> None:
    margin = max_margin(*datasets.gate("xor"))
    assert (margin.gamma, margin.bound, margin.b) == (0, np.inf, 0)
    assert margin.radius == np.sqrt(3)
    assert not margin.w.any()
    np.testing.assert_allclose(margin.multipliers, 0.25, rtol=1e-12)


def test_one_sample_is_its_own_margin() -> None:
    margin = max_margin([[3.0, 4.0]], [0])
    assert margin.gamma == pytest.approx(np.sqrt(26), rel=1e-15)
    np.testing.assert_allclose(-np.array([*margin.w, margin.b]) * np.sqrt(26), [3, 4, 1], rtol=1e-15)


@pytest.mark.parametrize("gap", [1.0, 1e-4, 1e-8, 1e-11])
def test_tiny_margins_keep_their_digits(gap: float) -> None:
    """The hull is the line from (0, -1) to (gap, 1), at the distance gap / |(gap, 2)| from the origin."""
    margin = max_margin([[0.0], [gap]], [0, 1])
    assert margin.gamma == pytest.approx(gap / np.hypot(gap, 2), rel=1e-12)
    assert max_margin([[0.0], [gap], [0.0]], [0, 1, 1]).gamma == 0


def test_a_margin_too_small_for_the_radius_counts_as_none() -> None:
    X, y = [[0.0], [1e-8], [1e6]], [0, 1, 1]
    assert max_margin(X[:2], y[:2]).gamma > 0
    assert max_margin(X, y).gamma == 0


cases = st.integers(1, 9).flatmap(
    lambda n: st.tuples(
        hnp.arrays(float, (n, 2), elements=st.floats(-4, 4, width=16)),
        hnp.arrays(int, n, elements=st.integers(0, 1)),
    )
)


def check_answer(X: np.ndarray, y: np.ndarray) -> None:
    """A line with its margin and a convex combination as long, or a convex combination that vanishes."""
    U, margin = signed(X, y), max_margin(X, y)
    assert margin.multipliers.sum() == pytest.approx(1)
    assert (margin.multipliers >= 0).all()
    if margin.gamma > 0:
        unit = np.array([*margin.w, margin.b])
        assert np.linalg.norm(unit) == pytest.approx(1)
        assert (U @ unit).min() == pytest.approx(margin.gamma, rel=1e-9)
        # Weak duality: no unit vector can beat the length of a convex combination of the signed samples.
        assert np.linalg.norm(margin.multipliers @ U) == pytest.approx(margin.gamma, rel=1e-6, abs=1e-9)
    else:
        np.testing.assert_allclose(margin.multipliers @ U, 0, atol=1e-9)


@settings(deadline=None, max_examples=200)
@given(cases)
@example((np.array([[2.0**-23, 0.0], [0.0, 0.0], [0.0, 0.0]]), np.array([1, 0, 1])))
def test_line_or_certificate(case: tuple[np.ndarray, np.ndarray]) -> None:
    check_answer(*case)


@pytest.mark.parametrize("n_features", [3, 6, 12])
@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_line_or_certificate_in_many_dimensions(n_features: int, noise: float) -> None:
    rng = np.random.default_rng(n_features)
    for _ in range(20):
        X = rng.normal(size=(40, n_features))
        scores = X @ rng.normal(size=n_features) + noise * rng.normal(size=40)
        check_answer(X, (scores > 0).astype(int))


@settings(deadline=None, max_examples=100)
@given(cases)
def test_agrees_with_a_linear_programme(case: tuple[np.ndarray, np.ndarray]) -> None:
    """The widest margin in a cube, which holds the unit ball and lies in one of radius sqrt(3)."""
    X, y = case
    U = signed(X, y)
    # Variables (w, b, t): greatest t with u (w, b) >= t for every signed sample u.
    in_cube = -linprog([0, 0, 0, -1], np.column_stack([-U, np.ones(len(U))]), np.zeros(len(U)),
                       bounds=[(-1, 1)] * 3 + [(0, None)]).fun  # fmt: skip
    gamma = max_margin(X, y).gamma
    assert in_cube / np.sqrt(3) - 1e-6 <= gamma <= in_cube + 1e-6  # the solver's tolerance is 1e-7


def test_it_ends_where_the_constant_input_is_lost_in_rounding() -> None:
    rng = np.random.default_rng(0)
    for _ in range(300):
        n, n_features = rng.integers(2, 25), rng.integers(1, 6)
        X = 1e9 * rng.integers(-2, 3, (n, n_features))
        y = (X @ rng.normal(size=n_features) > 0).astype(int)
        margin = max_margin(X, y)
        assert np.linalg.norm(margin.multipliers @ signed(X, y)) <= margin.gamma + 1e-6 * margin.radius


def test_agrees_with_a_general_optimiser_in_four_dimensions() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 3))
    y = (X @ [1, -2, 0.5] + 0.2 >= 0).astype(int)
    U = signed(X, y)
    nearest = minimize(
        lambda p: p @ U @ U.T @ p, np.full(30, 1 / 30), jac=lambda p: 2 * U @ (U.T @ p), method="SLSQP",
        bounds=[(0, 1)] * 30, constraints={"type": "eq", "fun": lambda p: p.sum() - 1}, options={"ftol": 1e-15},
    )  # fmt: skip
    assert max_margin(X, y).gamma == pytest.approx(np.sqrt(nearest.fun), rel=1e-5)


def test_known_counts_of_separable_functions() -> None:
    for n, expected in [(1, 4), (2, 14), (3, 104)]:
        X = np.array(list(itertools.product((0, 1), repeat=n)))
        tables = itertools.product((0, 1), repeat=2**n)
        assert sum(max_margin(X, table).gamma > 0 for table in tables) == expected


@pytest.mark.parametrize("scale", [1e150, 1e300])
def test_samples_may_be_huge(scale: float) -> None:
    margin = max_margin([[scale], [-scale]], [1, 0])
    assert margin.gamma == pytest.approx(scale, rel=1e-12)
    assert margin.radius == pytest.approx(scale, rel=1e-12)
