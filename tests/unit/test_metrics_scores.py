"""Precision and recall, average precision and calibration error, against their definitions in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.metrics import PrecisionRecall, average_precision, calibration_error, confusion_matrix, precision_recall

CLASSES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)
SCORED = st.lists(st.tuples(st.booleans(), st.integers(-5, 5)), min_size=1, max_size=30)  # many equal scores
EIGHTHS = st.lists(st.tuples(st.booleans(), st.integers(0, 8)), min_size=1, max_size=30)
NAN, INF = float("nan"), float("inf")


def with_class_1(samples):
    """Samples of which the first is of class 1, as classes and numbers."""
    y, values = zip(*[(True, samples[0][1]), *samples], strict=True)
    return [int(label) for label in y], [float(value) for value in values]


# ---- by hand


def test_two_of_three_alarms_and_two_of_four():
    measured = precision_recall([1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0])
    assert measured == PrecisionRecall(precision=2 / 3, recall=0.5, f1=4 / 7)


def test_without_an_alarm_precision_is_0():
    assert precision_recall([1, 0], [0, 0]) == PrecisionRecall(0.0, 0.0, 0.0)


def test_all_right():
    assert precision_recall([0, 1], np.array([False, True])) == PrecisionRecall(1.0, 1.0, 1.0)


def test_average_precision_of_four():
    assert average_precision([1, 0, 1, 0], [4, 3, 2, 1]) == pytest.approx((1 + 2 / 3) / 2, rel=1e-15)
    assert average_precision([0, 0, 1], [3, 2, 1]) == pytest.approx(1 / 3, rel=1e-15)
    assert average_precision([1, 1, 0], [INF, 0, -INF]) == 1


def test_scores_that_all_are_equal_have_the_share_of_class_1():
    assert average_precision([1, 0, 0, 0], [7, 7, 7, 7]) == 0.25


def test_a_bin_of_its_own_for_each_tenth():
    assert calibration_error([1, 0, 0, 0], [0.25] * 4) == 0
    assert calibration_error([1, 1], [0.9, 0.8]) == pytest.approx(0.15, rel=1e-12)
    assert calibration_error([0, 1], [0, 1]) == 0


def test_errors_of_one_bin_cancel_and_those_of_two_do_not():
    y, q = [1, 0], [0.3, 0.7]
    assert calibration_error(y, q, n_bins=1) == 0
    assert calibration_error(y, q, n_bins=2) == pytest.approx(0.7, rel=1e-15)


def test_an_edge_belongs_to_the_upper_bin():
    assert calibration_error([0, 1], [0.5, 0.75], n_bins=2) == pytest.approx(0.125, rel=1e-15)
    assert calibration_error([0, 1], [0.3, 0.35], n_bins=10) == pytest.approx(0.175, rel=1e-12)
    assert calibration_error([0, 1], [0.3, 0.39]) == pytest.approx(0.155, rel=1e-12)  # ten bins: both in one
    assert calibration_error([0, 1], [0.3, 0.4]) == pytest.approx(0.45, rel=1e-12)


# ---- for all inputs


@given(CLASSES)
def test_counts_are_those_of_the_confusion_matrix(samples):
    y_true, y_pred = with_class_1(samples)
    (_, false), (missed, found) = confusion_matrix(y_true, y_pred, n_classes=2).tolist()
    measured = precision_recall(y_true, y_pred)
    precision = Fraction(found, found + false) if found + false else Fraction(0)
    recall = Fraction(found, found + missed)
    f1 = 2 * precision * recall / (precision + recall) if found else Fraction(0)
    assert measured.precision == pytest.approx(float(precision), rel=1e-15)
    assert measured.recall == pytest.approx(float(recall), rel=1e-15)
    assert measured.f1 == pytest.approx(float(f1), rel=1e-15)


@given(SCORED)
def test_average_precision_is_what_the_definition_says(samples):
    y, z = with_class_1(samples)
    precisions = []
    for label, threshold in zip(y, z, strict=True):
        if label:
            passed = [other for other, score in zip(y, z, strict=True) if score >= threshold]
            precisions.append(Fraction(sum(passed), len(passed)))
    assert average_precision(y, z) == pytest.approx(float(sum(precisions) / len(precisions)), rel=1e-14)


@given(SCORED)
def test_average_precision_is_the_area_of_the_steps(samples):
    """By `precision_recall` at every threshold: the precision, times what the recall gains."""
    y, z = with_class_1(samples)
    area, before = 0.0, 0.0
    for threshold in sorted(set(z), reverse=True):
        measured = precision_recall(y, np.array(z) >= threshold)
        area += measured.precision * (measured.recall - before)
        before = measured.recall
    assert average_precision(y, z) == pytest.approx(area, rel=1e-12)


@given(SCORED, st.randoms(use_true_random=False))
def test_the_order_of_samples_and_the_scale_of_scores_do_not_count(samples, random):
    y, z = with_class_1(samples)
    pairs = list(zip(y, z, strict=True))
    random.shuffle(pairs)
    shuffled_y, shuffled_z = zip(*pairs, strict=True)
    again = average_precision(shuffled_y, np.exp(np.array(shuffled_z) / 2))
    assert average_precision(y, z) == pytest.approx(again, rel=1e-14)


@given(EIGHTHS, st.integers(1, 12))
def test_calibration_error_is_what_the_definition_says(samples, n_bins):
    y, q = zip(*[(int(label), Fraction(value, 8)) for label, value in samples], strict=True)
    error = Fraction(0)
    for k in range(n_bins):
        above, end = Fraction(k, n_bins), Fraction(k + 1, n_bins)
        inside = [i for i in range(len(q)) if above <= q[i] < end or (q[i] == end == 1)]
        if inside:
            gap = sum(q[i] for i in inside) / len(inside) - Fraction(sum(y[i] for i in inside), len(inside))
            error += Fraction(len(inside), len(q)) * abs(gap)
    assert calibration_error(y, [float(p) for p in q], n_bins=n_bins) == pytest.approx(float(error), abs=1e-14)


def test_arguments_are_not_changed():
    y, z = np.array([0, 1, 1]), np.array([0.3, 0.2, 0.9])
    average_precision(y, z)
    calibration_error(y, z)
    assert (y.tolist(), z.tolist()) == ([0, 1, 1], [0.3, 0.2, 0.9])


# ---- wrong calls


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: precision_recall([0, 0], [0, 1]), "y_true must hold a sample of class 1, got only 0"),
        (lambda: precision_recall([0, 2], [0, 1]), "y_true must hold only labels (0, 1), got 2"),
        (lambda: precision_recall([0, 1], [-1, 1]), "y_pred must hold only labels (0, 1), got -1"),
        (lambda: precision_recall([0, 1], [0.2, 1]), "y_pred must hold classes, that is whole numbers, got 0.2"),
        (lambda: precision_recall([0, 1], [1]), "y_true and y_pred must have the same shape, got (2,) and (1,)"),
        (lambda: average_precision([0, 0], [1, 2]), "y_true must hold a sample of class 1, got only 0"),
        (lambda: average_precision([-1, 1], [1, 2]), "y_true must hold only labels (0, 1), got -1"),
        (lambda: average_precision([0, 1], [1, NAN]), "y_score must not hold nan"),
        (lambda: average_precision([[0], [1]], [1, 2]), "y_true must have 1 dimension(s), got shape (2, 1)"),
        (lambda: average_precision([0, 1], [[1], [2]]), "y_score must have 1 dimension(s), got shape (2, 1)"),
        (lambda: average_precision([0, 1], [1]), "y_true and y_score must have the same shape, got (2,) and (1,)"),
        (lambda: average_precision([], []), "y_true must not be empty, got shape (0,)"),
        (lambda: calibration_error([0, 1], [0.5, 1.5]), "y_prob must hold probabilities, got 1.5"),
        (lambda: calibration_error([0, 1], [-0.5, 1]), "y_prob must hold probabilities, got -0.5"),
        (lambda: calibration_error([0, 1], [NAN, 1]), "y_prob must hold probabilities, got nan"),
        (lambda: calibration_error([0, 2], [0, 1]), "y_true must hold only labels (0, 1), got 2"),
        (lambda: calibration_error([0, 1], [0, 1], n_bins=0), "n_bins must be an integer >= 1, got 0"),
        (lambda: calibration_error([0, 1], [1]), "y_true and y_prob must have the same shape, got (2,) and (1,)"),
    ],
)
def test_what_has_no_answer_is_refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
