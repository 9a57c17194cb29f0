"""The perceptron: hand-computed runs, Rosenblatt's rule as a property, Novikoff's bound, and refused input."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnlib import Perceptron, datasets
from nnlib.separability import max_margin

# The first updates on AND, computed by hand: (epoch, index, y_pred, w after, b after).
AND_BY_HAND = [
    (1, 0, 1, (0, 0), -1),
    (1, 3, 0, (1, 1), 0),
    (2, 0, 1, (1, 1), -1),
    (2, 1, 1, (1, 0), -2),
    (2, 3, 0, (2, 1), -1),
    (3, 1, 1, (2, 0), -2),
]

samples = hnp.arrays(float, st.tuples(st.integers(1, 8), st.just(2)), elements=st.integers(-8, 8).map(lambda k: k / 4))


def test_first_updates_on_and_by_hand() -> None:
    updates = Perceptron(2).fit(*datasets.gate("and")).updates
    for update, (epoch, index, y_pred, w, b) in zip(updates, AND_BY_HAND, strict=False):
        assert (update.epoch, update.index, update.y_pred, tuple(update.w_after), update.b_after) == (
            epoch, index, y_pred, w, b,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("gate", "w", "b", "mistakes", "epochs"), [("and", (2, 1), -3, 11, 6), ("or", (1, 1), -1, 5, 4)]
)
def test_learnt_gates(gate: str, w: tuple[int, int], b: int, mistakes: int, epochs: int) -> None:
    X, y = datasets.gate(gate)
    perceptron = Perceptron(2)
    history = perceptron.fit(X, y)
    assert (tuple(perceptron.w), perceptron.b) == (w, b)
    assert (history.mistakes, history.n_epochs, history.converged) == (mistakes, epochs, True)
    assert perceptron.predict(X).tolist() == y.tolist()


def test_xor_never_converges_and_cycles() -> None:
    history = Perceptron(2).fit(*datasets.gate("xor"), max_epochs=50)
    assert not history.converged
    assert history.n_epochs == 50
    assert Perceptron(2).fit(*datasets.gate("xor")).n_epochs == 100  # unless max_epochs says otherwise
    ends = [(*u.w_after, u.b_after) for u in history.updates if u.epoch > 2 and u.index == 3]
    assert set(ends) == {(-1.0, 0.0, 0.0)}


def test_a_point_on_the_line_fires() -> None:
    perceptron = Perceptron(1)
    perceptron.w[:], perceptron.b = 1, -1
    assert perceptron.predict([[1.0], [np.nextafter(1.0, 0)]]).tolist() == [1, 0]


@given(samples, st.data())
def test_every_update_follows_the_rule(X: np.ndarray, data: st.DataObject) -> None:
    y = np.array(data.draw(st.lists(st.integers(0, 1), min_size=len(X), max_size=len(X))))
    history = Perceptron(2).fit(X, y, max_epochs=5)
    w, b = np.zeros(2), 0.0
    for k, update in enumerate(history.updates, start=1):
        np.testing.assert_array_equal(update.w_before, w)
        assert update.b_before == b
        assert update.mistakes == k
        np.testing.assert_array_equal(update.x, X[update.index])
        assert update.y_true == y[update.index] != update.y_pred
        assert update.y_pred == (1 if X[update.index] @ w + b >= 0 else 0)
        w, b = w + (1 if update.y_true else -1) * X[update.index], b + (1 if update.y_true else -1)
        np.testing.assert_array_equal(update.w_after, w)
        assert update.b_after == b


@settings(deadline=None)
@given(samples, st.data())
def test_mistakes_stay_within_the_bound(X: np.ndarray, data: st.DataObject) -> None:
    normal = np.array(data.draw(st.tuples(st.integers(-4, 4), st.integers(-4, 4))))
    y = (X @ normal + data.draw(st.integers(-4, 4)) / 3 >= 0).astype(int)
    margin = max_margin(X, y)
    if margin.gamma > 0.05:  # so that the bound is small enough to run
        history = Perceptron(2).fit(X, y, max_epochs=10_000)
        assert history.converged
        assert history.mistakes <= margin.bound * (1 + 1e-12)


def test_fit_starts_from_zero_and_leaves_its_input_alone() -> None:
    X, y = datasets.gate("nand")
    X_before, perceptron = X.copy(), Perceptron(2)
    first, second = perceptron.fit(X, y), perceptron.fit(X, y)
    assert first.mistakes == second.mistakes
    np.testing.assert_array_equal(X, X_before)


def test_history_keeps_the_old_weights() -> None:
    updates = Perceptron(2).fit(*datasets.gate("or")).updates
    for earlier, later in itertools.pairwise(updates):
        np.testing.assert_array_equal(earlier.w_after, later.w_before)


def with_weights(w: list[float], b: float = 0.0) -> Perceptron:
    perceptron = Perceptron(len(w))
    perceptron.w, perceptron.b = np.array(w), b
    return perceptron


class TestHugeNumbers:
    """Signs are right however large the terms are, nothing warns, and a weight that overflows is an error."""

    @pytest.fixture(autouse=True)
    def strict(self):
        with np.errstate(all="raise"):
            yield

    @pytest.mark.parametrize("size", [1e155, 1e200, 1e308])
    def test_separable_samples_are_learnt(self, size: float) -> None:
        X, y = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, 0.5], [-0.25, -1.0]]) * size, [1, 0, 1, 0]
        perceptron = Perceptron(2)
        assert perceptron.fit(X, y).converged
        assert perceptron.predict(X).tolist() == y

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_the_largest_numbers_of_a_type_are_learnt(self, dtype: type[np.floating]) -> None:
        X = np.array([[np.finfo(dtype).max, 1.0], [np.finfo(dtype).min, 1.0]], dtype)
        perceptron = Perceptron(2)
        assert perceptron.fit(X, [1, 0]).converged
        assert perceptron.predict(X).tolist() == [1, 0]

    @pytest.mark.parametrize(
        ("x", "w", "b", "y"),
        [
            ([1e308, 1e308], [1e308, 1.0], 0.0, 1),
            ([1e308, 1e308], [-1e308, 1.0], 0.0, 0),
            ([1e308, -1e308], [1e308, 0.999e308], 0.0, 1),  # inf - inf
            ([1e308, -1e308], [0.999e308, 1e308], 0.0, 0),
            ([1e200, 1e308], [-1e200, 1e91], 0.0, 0),
            ([1e200, 1e308], [-1e200, 1e93], 0.0, 1),
            ([2.0**1000, -(2.0**1000)], [2.0**1000] * 2, 0.0, 1),  # exactly 0 fires
            ([1.2e308, 1.2e308, -1.7e308, -1.7e308], [1.0] * 4, 0.0, 0),  # overflows only on the way
            ([-1.2e308, -1.2e308, 1.7e308, 1.7e308], [1.0] * 4, 0.0, 1),
            ([1.2e308, 1.2e308, -1e308], [1.0] * 3, -1.7e308, 0),  # the bias is part of the sum
            ([1e308, -1e308], [3.0, 4.0], 0.5e308, 0),
            ([1e308, -1e308], [3.0, 4.0], 1.5e308, 1),
            ([1.7e308] * 4, [1.7e308] * 4, -1.7e308, 1),
            ([-1e-200, 1e-200], [1e-200, 1e-200], -5e-324, 0),  # underflow
        ],
    )
    def test_predictions_have_the_sign_of_the_sum(self, x, w, b: float, y: int) -> None:
        one, other = [0.5] + [0.0] * (len(w) - 1), [-0.5] + [0.0] * (len(w) - 1)
        assert with_weights(w, b).predict([x]).tolist() == [y]
        ordinary = with_weights(w, b).predict([one, other]).tolist()
        assert with_weights(w, b).predict([one, x, other]).tolist() == [ordinary[0], y, ordinary[1]]

    def test_a_huge_sample_does_not_change_how_its_neighbours_are_classified(self) -> None:
        assert with_weights([1.0, 1e10], -1e-3).predict([[1e-2, 0], [1e308, 0], [1e-4, 0], [0, -1e308]]).tolist() == [
            1, 1, 0, 0,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "w", [[1.2e308, 1.1e308], np.array([1.2e38, 1.1e38], np.float32)], ids=["float64", "float32"]
    )
    def test_float32_samples_meet_huge_weights(self, w) -> None:
        X = np.array([[1e38, -1e38], [-1e38, 1e38]], np.float32)
        perceptron = Perceptron(2)
        perceptron.w = w
        assert perceptron.predict(X).tolist() == [1, 0]

    def test_an_infinite_weight_is_an_error_that_names_the_epoch(self) -> None:
        X, y = (
            [[1e308, 1.5e308], [-1e308, 1e308]],
            [1, 0],
        )  # right; wrong, so w = (1e308, -1e308); and then row 0 is wrong
        perceptron = Perceptron(2)
        with pytest.raises(FloatingPointError, match=r"^a weight became infinite in epoch 2, .* row 0 of X: scale X"):
            perceptron.fit(X, y)
        assert (perceptron.w.tolist(), perceptron.b) == ([1e308, -1e308], -1.0)
        perceptron.predict(X)
        assert Perceptron(2).fit(np.array(X) / np.abs(X).max(), y).converged


X2, Y2 = [[0.0, 1.0], [1.0, 0.0]], [0, 1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Perceptron(0), "n_features must be an integer >= 1, got 0"),
        (lambda: Perceptron(2.0), "n_features must be an integer >= 1, got 2.0"),
        (lambda: Perceptron(True), "n_features must be an integer >= 1, got True"),
        (lambda: Perceptron(2).fit([0.0, 1.0], Y2), "X must have 2 dimension(s), got shape (2,)"),
        (lambda: Perceptron(3).fit(X2, Y2), "X must have 3 columns (n_features), got shape (2, 2)"),
        (lambda: Perceptron(2).fit(X2, [0]), "y must have one class for each of the 2 rows of X, got 1"),
        (lambda: Perceptron(2).fit(X2, [[0], [1]]), "y must have 1 dimension(s), got shape (2, 1)"),
        (lambda: Perceptron(2).fit(X2, ["a", "b"]), "y must hold real numbers, got dtype <U1"),
        (lambda: Perceptron(2).fit(X2, [-1, 1]), "y must hold only labels (0, 1), got -1.0"),
        (lambda: Perceptron(2).fit([[np.nan, 0.0], [1.0, 1.0]], Y2), "X must hold finite numbers, got nan or inf"),
        (lambda: Perceptron(2).fit(X2, Y2, max_epochs=0), "max_epochs must be an integer >= 1, got 0"),
        (lambda: Perceptron(2).predict([["a", "b"]]), "X must hold real numbers, got dtype <U1"),
        (lambda: Perceptron(2).predict(np.empty((0, 2))), "X must not be empty, got shape (0, 2)"),
        (lambda: Perceptron(2).predict([[1.0, 2.0, 3.0]]), "X must have 2 columns (n_features), got shape (1, 3)"),
        (lambda: max_margin(X2, [0]), "y must have one class for each of the 2 rows of X, got 1"),
        (lambda: max_margin(X2, [[0], [1]]), "y must have 1 dimension(s), got shape (2, 1)"),
        (lambda: max_margin(X2, ["a", "b"]), "y must hold real numbers, got dtype <U1"),
        (lambda: max_margin(X2, [0, 2]), "y must hold only labels (0, 1), got 2.0"),
        (lambda: max_margin([1.0], [0]), "X must have 2 dimension(s), got shape (1,)"),
        (lambda: max_margin([[np.inf]], [0]), "X must hold finite numbers, got nan or inf"),
    ],
)
def test_bad_input_is_named(call, message: str) -> None:
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def test_history_does_not_change_with_the_samples_or_the_weights() -> None:
    X, y = datasets.gate("and")
    X = X.astype(float)
    p = Perceptron(2)
    history = p.fit(X, y)
    kept = [(u.x.copy(), u.w_after.copy()) for u in history.updates]
    X[:] = 99
    p.w[0] = -5
    assert all((u.x == x).all() and (u.w_after == w).all() for u, (x, w) in zip(history.updates, kept, strict=True))


@pytest.mark.parametrize("w", [[np.nan, 1.0], np.ones(3), np.ones((2, 1)), "ab"])
def test_weights_set_by_hand_are_checked(w) -> None:
    p = Perceptron(2)
    p.w = w
    with pytest.raises(ValueError, match=r"^w must "):
        p.predict([[0, 1]])


def test_a_bias_set_by_hand_is_checked() -> None:
    p = Perceptron(2)
    p.b = np.nan
    with pytest.raises(ValueError, match=r"^b must be a finite number, got nan$"):
        p.predict([[0, 1]])


def test_records_can_be_compared() -> None:
    X, y = datasets.gate("and")
    first, second = Perceptron(2).fit(X, y), Perceptron(2).fit(X, y)
    assert first == first and first != second
    assert len({max_margin(X, y), max_margin(X, y)}) == 2
