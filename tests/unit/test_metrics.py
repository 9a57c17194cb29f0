import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import MLP, Perceptron, datasets
from nnlib.metrics import accuracy, confusion_matrix

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)
WEIGHTED = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0.001, 1000)), min_size=1, max_size=40)


# ---- by hand


def test_three_of_four_are_right():
    assert accuracy([0, 1, 2, 2], [0, 1, 2, 0]) == 0.75
    assert accuracy([5], [5]) == 1.0
    assert accuracy([0, 1], [1, 0]) == 0.0


def test_a_sample_of_weight_3_counts_three_times():
    assert accuracy([0, 1], [0, 0], sample_weight=[3, 1]) == 0.75
    assert accuracy([0, 1], [0, 0], sample_weight=[0, 1]) == 0.0
    assert accuracy([0, 1, 1], [0, 0, 1], sample_weight=[0.5, 0.25, 0.25]) == 0.75


def test_rows_are_true_classes_and_columns_predicted_ones():
    # class 0: two right, one taken for 2; class 1: one taken for 0; class 2: one right
    matrix = confusion_matrix([0, 0, 0, 1, 2], [0, 2, 0, 0, 2])
    assert matrix.tolist() == [[2, 0, 1], [1, 0, 0], [0, 0, 1]]
    assert matrix.dtype == np.int64


def test_classes_that_do_not_occur_have_rows_if_asked():
    assert confusion_matrix([0, 0], [0, 0]).tolist() == [[2]]
    assert confusion_matrix([0, 0], [0, 0], n_classes=2).tolist() == [[2, 0], [0, 0]]
    assert confusion_matrix([0, 0], [0, 3]).tolist() == [[1, 0, 0, 1]] + [[0] * 4] * 3


def test_cells_hold_sums_of_weights():
    matrix = confusion_matrix([0, 0, 1], [1, 1, 0], sample_weight=[0.5, 2, 0])
    assert matrix.tolist() == [[0.0, 2.5], [0.0, 0.0]]
    assert matrix.dtype == np.float64


def test_labels_of_either_sign_booleans_and_whole_floats_are_classes():
    assert accuracy([-1, 1, 1], [-1.0, 1.0, -1.0]) == pytest.approx(2 / 3, rel=1e-15)
    assert accuracy([0, 1], np.array([0.2, 0.9]) > 0.5) == 1.0
    assert accuracy(np.array([0, 1], dtype=np.uint8), np.float32([0, 1])) == 1.0


# ---- for all inputs


@given(PAIRS)
def test_counting_one_by_one_gives_the_same(pairs):
    y_true, y_pred = zip(*pairs, strict=True)
    assert accuracy(y_true, y_pred) == sum(true == pred for true, pred in pairs) / len(pairs)
    expected = [[pairs.count((true, pred)) for pred in range(5)] for true in range(5)]
    assert confusion_matrix(y_true, y_pred, n_classes=5).tolist() == expected


@given(PAIRS)
def test_the_matrix_is_as_large_as_the_largest_class_asks(pairs):
    y_true, y_pred = zip(*pairs, strict=True)
    n_classes = 1 + max(y_true + y_pred)
    matrix = confusion_matrix(y_true, y_pred)
    assert matrix.shape == (n_classes, n_classes)
    assert (matrix == confusion_matrix(y_true, y_pred, n_classes=5)[:n_classes, :n_classes]).all()


@given(WEIGHTED)
def test_accuracy_is_the_trace_over_the_sum(samples):
    y_true, y_pred, weights = zip(*samples, strict=True)
    matrix = confusion_matrix(y_true, y_pred, sample_weight=weights)
    share = accuracy(y_true, y_pred, sample_weight=weights)
    assert share == pytest.approx(np.trace(matrix) / matrix.sum(), rel=1e-12)
    assert 0 <= share <= 1
    assert accuracy(y_true, y_true, sample_weight=weights) == 1


@given(PAIRS, st.lists(st.integers(1, 3), min_size=40, max_size=40))
def test_whole_weights_repeat_samples(pairs, repeats):
    (y_true, y_pred), repeats = np.transpose(pairs), repeats[: len(pairs)]
    again = np.repeat(y_true, repeats), np.repeat(y_pred, repeats)
    assert accuracy(y_true, y_pred, sample_weight=repeats) == pytest.approx(accuracy(*again), rel=1e-14)
    weighted = confusion_matrix(y_true, y_pred, n_classes=5, sample_weight=repeats)
    assert (weighted == confusion_matrix(*again, n_classes=5)).all()


@given(PAIRS, st.permutations(range(5)))
def test_names_of_classes_do_not_matter(pairs, names):
    y_true, y_pred = np.transpose(pairs)
    renamed = np.array(names)[y_true], np.array(names)[y_pred]
    assert accuracy(*renamed) == accuracy(y_true, y_pred)
    matrix = confusion_matrix(*renamed, n_classes=5)
    assert (matrix[np.ix_(names, names)] == confusion_matrix(y_true, y_pred, n_classes=5)).all()


def test_a_perceptron_that_has_learned_and_is_right_everywhere():
    X, y = datasets.gate("and")
    perceptron = Perceptron(2)
    perceptron.fit(X, y)
    assert accuracy(y, perceptron.predict(X)) == 1
    assert confusion_matrix(y, perceptron.predict(X)).tolist() == [[3, 0], [0, 1]]


def test_arguments_are_not_changed():
    y_true, y_pred, weights = np.array([0, 1]), np.array([1, 1]), np.array([1.0, 2.0])
    accuracy(y_true, y_pred, sample_weight=weights)
    confusion_matrix(y_true, y_pred, sample_weight=weights)
    assert (y_true.tolist(), y_pred.tolist(), weights.tolist()) == ([0, 1], [1, 1], [1.0, 2.0])


# ---- wrong calls

OUTPUTS = MLP([2, 3, 1], rng=np.random.default_rng(0)).forward(np.eye(2)).a[-1]
BOTH = {
    "outputs of a net": (
        ([0, 1], OUTPUTS),
        "y_pred must hold one class a sample, shape (n_samples,), got shape (2, 1); use net.predict(X) for classes",
    ),
    "probabilities": (
        ([0, 1], [0.25, 0.75]),
        "y_pred must hold classes, that is whole numbers, got 0.25; use net.predict(X) for classes",
    ),
    "logits": (
        ([0, 1], OUTPUTS.ravel()),
        f"y_pred must hold classes, that is whole numbers, got {OUTPUTS[0, 0]:g}; use net.predict(X) for classes",
    ),
    "a column": (([[0], [1]], [0, 1]), "y_true must hold one class a sample, shape (n_samples,), got shape (2, 1)"),
    "soft targets": (([0.0, 0.5], [0, 1]), "y_true must hold classes, that is whole numbers, got 0.5"),
    "nan": (
        ([0, 1], [np.nan, 1]),
        "y_pred must hold classes, that is whole numbers, got nan; use net.predict(X) for classes",
    ),
    "infinity": (([0, np.inf], [0, 1]), "y_true must hold classes, that is whole numbers, got inf"),
    "one number": ((1, [1]), "y_true must hold one class a sample, shape (n_samples,), got shape ()"),
    "empty": (([], []), "y_true must not be empty, got shape (0,)"),
    "names": ((["cat"], ["dog"]), "y_true must hold real numbers, got dtype <U3"),
    "lengths": (([0, 1], [0, 1, 1]), "y_true and y_pred must have the same shape, got (2,) and (3,)"),
}
WEIGHTS = {
    "too few": ([1], "sample_weight must hold one weight a sample, shape (2,), got shape (1,)"),
    "one for all": (1.0, "sample_weight must hold one weight a sample, shape (2,), got shape ()"),
    "negative": ([1, -1], "sample_weight must hold finite numbers >= 0, got -1.0"),
    "nan": ([1, np.nan], "sample_weight must hold finite numbers >= 0, got nan"),
    "infinite": ([np.inf, 1], "sample_weight must hold finite numbers >= 0, got inf"),
    "all 0": ([0, 0], "sample_weight must not be 0 for all samples, got only zeros"),
}


def refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize("metric", [accuracy, confusion_matrix])
@pytest.mark.parametrize("case", BOTH)
def test_what_is_no_class_is_refused(metric, case):
    arguments, message = BOTH[case]
    refused(lambda: metric(*arguments), message)


@pytest.mark.parametrize("metric", [accuracy, confusion_matrix])
@pytest.mark.parametrize("case", WEIGHTS)
def test_wrong_weights_are_refused(metric, case):
    weights, message = WEIGHTS[case]
    refused(lambda: metric([0, 1], [0, 1], sample_weight=weights), message)


def test_classes_named_in_two_ways_are_refused():
    refused(lambda: accuracy([-1, 1], [0, 1]), "y_pred must hold only labels (-1, 1), got 0.0")
    refused(lambda: accuracy([0, 1], [-1, 1]), "y_true must hold only labels (-1, 1), got 0.0")
    refused(lambda: accuracy([-2, 1], [1, 1]), "y_true must hold only labels (-1, 1), got -2.0")


@pytest.mark.parametrize(
    ("arguments", "n_classes", "message"),
    [
        (([-1, 1], [1, 1]), None, "y_true must hold class indices >= 0 and < 2, got -1"),
        (([0, 1], [1, -1]), None, "y_pred must hold class indices >= 0 and < 2, got -1"),
        (([-1], [-1]), None, "y_true must hold class indices >= 0 and < 1, got -1"),
        (([0, 2], [0, 1]), 2, "y_true must hold class indices >= 0 and < 2, got 2"),
        (([0, 1], [0, 3]), 3, "y_pred must hold class indices >= 0 and < 3, got 3"),
        (([0, 1], [0, 1]), 0, "n_classes must be an integer >= 1, got 0"),
        (([0, 1], [0, 1]), 2.0, "n_classes must be an integer >= 1, got 2.0"),
    ],
)
def test_classes_outside_the_matrix_are_refused(arguments, n_classes, message):
    refused(lambda: confusion_matrix(*arguments, n_classes=n_classes), message)
