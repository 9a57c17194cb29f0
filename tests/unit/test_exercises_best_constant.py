"""Checkers of the chapter on what a loss is: right answers pass, mistakes are named."""

import numpy as np
import pytest

from nnlib import losses
from nnlib.exercises import best_constant

NAN = float("nan")


def error(y_true, y_pred):
    return np.subtract(y_pred, y_true)


# -- three metrics -----------------------------------------------------------------------------------------------------


def right_metrics(y_true, y_pred):
    r = error(y_true, y_pred)
    return np.mean(np.abs(r)), np.mean(r**2), np.sqrt(np.mean(r**2))


def test_the_right_metrics_pass(verdict):
    told = verdict(best_constant.metrics, right_metrics)
    assert told == "Correct. Squares and absolute values, so that errors of different signs do not cancel.\n"


@pytest.mark.parametrize("form", [list, np.array])
def test_a_list_or_an_array_of_metrics_passes(form, verdict):
    assert verdict(best_constant.metrics, lambda y, p: form(right_metrics(y, p))).startswith("Correct.")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda r: (np.mean(r), np.mean(r**2), np.sqrt(np.mean(r**2))), "yours is (-1.0, 3.5, 1.870829)."),
        (lambda r: (abs(np.mean(r)), np.mean(r**2), np.sqrt(np.mean(r**2))), "yours is (1.0, 3.5, 1.870829)."),
        (lambda r: (np.mean(abs(r)), np.mean(r**2) / 2, np.sqrt(np.mean(r**2))), "yours is (1.5, 1.75, 1.870829)."),
        (lambda r: (np.mean(abs(r)), np.sum(r**2), np.sqrt(np.sum(r**2))), "yours is (1.5, 14, 3.741657)."),
        (lambda r: (np.mean(abs(r)), np.sqrt(np.mean(r**2)), np.mean(r**2)), "yours is (1.5, 1.870829, 3.5)."),
        (lambda r: (np.mean(abs(r)), np.mean(r**2)), "yours is (1.5, 3.5)."),
        (lambda r: NAN, "yours is nan."),
        (lambda r: None, "yours is None."),
    ],
)
def test_other_metrics_are_not_yet_right(wrong, told, verdict):
    shown = verdict(best_constant.metrics, lambda y, p: wrong(np.subtract([4, 3, 8, 7], [3, 5, 8, 10])))
    case = "for ((3.0, 5.0, 8.0, 10.0), (4.0, 3.0, 8.0, 7.0)) the result should be (1.5, 3.5, 1.870829)"
    assert shown == f"Not yet: {case}, {told}\n"


# -- the best constant of any convex loss ------------------------------------------------------------------------------


def halving(loss, y, *, further_right=lambda slope: slope < 0, steps=60):
    low, high = np.min(y), np.max(y)
    for _ in range(steps):
        middle = (low + high) / 2
        if further_right(np.sum(loss.grad(y, np.full(len(y), middle)))):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def test_halving_the_interval_passes(verdict):
    told = verdict(best_constant.constant, halving)
    assert told == "Correct. Means, medians, quantiles, and what has no name: all by one rule.\n"


def test_where_several_constants_are_best_any_passes(verdict):
    """Whether a slope of 0 leads to the left or to the right."""
    right = verdict(best_constant.constant, lambda loss, y: halving(loss, y, further_right=lambda slope: slope <= 0))
    assert right.startswith("Correct.")


def test_an_array_without_dimensions_passes(verdict):
    assert verdict(best_constant.constant, lambda loss, y: np.array(halving(loss, y))).startswith("Correct.")


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda loss, y: np.mean(y), "for mae and [9, 1, 2] the best constant is 2, yours is 4."),
        (lambda loss, y: np.median(y), "for mse and [2, 3, 7] the best constant is 4, yours is 3."),
        (
            lambda loss, y: np.median(y) if loss is losses.mae else np.mean(y),
            "for Quantile(gamma=0.75) and [1, 3, 4, 8, 20] the best constant is 8, yours is 7.2.",
        ),
        (
            lambda loss, y: halving(loss, y, further_right=lambda slope: slope > 0),
            "for mse and [2, 3, 7] the best constant is 4, yours is ",
        ),
        (lambda loss, y: halving(loss, y, steps=10), "for mse and [2, 3, 7] the best constant is 4, yours is "),
        (
            lambda loss, y: np.mean(y) if isinstance(loss, losses.Huber) else halving(loss, y),
            "for Huber(delta=1.0) and [0, 3, 4, 4, 9] the best constant is 3.66667, yours is 4.",
        ),
        (
            lambda loss, y: -1 if loss is losses.mae and len(y) == 4 else halving(loss, y),
            "for mae and [1, 2, 4, 9] the best constant is any from 2 to 4, yours is -1.",
        ),
        (lambda loss, y: [np.mean(y)], "for mse and [2, 3, 7] the best constant is 4, yours is [np.float64(4.0)]."),
        (lambda loss, y: NAN, "for mse and [2, 3, 7] the best constant is 4, yours is nan."),
        (lambda loss, y: None, "for mse and [2, 3, 7] the best constant is 4, yours is None."),
        (lambda loss, y: y["mean"], "for mse and [2, 3, 7] your code stops with IndexError: "),
    ],
)
def test_another_constant_is_not_yet_right(wrong, told, verdict):
    assert verdict(best_constant.constant, wrong).startswith(f"Not yet: {told}")


# -- how many rolls ----------------------------------------------------------------------------------------------------


def best_rolls(demand, missing, left, *, method="inverted_cdf"):
    return np.quantile(demand, missing / (missing + left), method=method)


def dearest_rolls(demand, missing, left):
    """The best by trying each demand."""

    def bill(baked):
        return sum(missing * max(0, d - baked) + left * max(0, baked - d) for d in demand)

    return min(demand, key=bill)


@pytest.mark.parametrize("right", [best_rolls, dearest_rolls])
def test_the_best_number_of_rolls_passes(right, verdict):
    told = verdict(best_constant.rolls, right)
    assert told == "Correct. A quantile of the demand: the dearer a missing roll, the higher.\n"


@pytest.mark.parametrize("method", ["averaged_inverted_cdf", "higher"])
def test_between_two_best_numbers_all_are_best(method, verdict):
    """For the days on which both ends of an interval cost the least."""

    def mixed(demand, missing, left):
        return best_rolls(demand, missing, left, method=method if len(demand) == 10 else "inverted_cdf")

    assert verdict(best_constant.rolls, mixed).startswith("Correct.")


DAYS = "for the demand [40, 10, 30, 50, 20], where a missing roll costs "


@pytest.mark.parametrize(
    "wrong, told",
    [
        (
            lambda demand, missing, left: np.median(demand),
            DAYS + "3 and one left over 1, 30 rolls a day cost 120 in all, and 40 cost 90.",
        ),
        (
            lambda demand, missing, left: np.max(demand),
            DAYS + "1 and one left over 1, 50 rolls a day cost 100 in all, and 30 cost 60.",
        ),
        (
            lambda demand, missing, left: best_rolls(demand, left, missing),
            DAYS + "3 and one left over 1, 20 rolls a day cost 190 in all, and 40 cost 90.",
        ),
        (
            lambda demand, missing, left: best_rolls(demand, missing, left, method="linear"),
            DAYS + "1 and one left over 9, 14 rolls a day cost 120 in all, and 10 cost 100.",
        ),
        (
            lambda demand, missing, left: demand[len(demand) // 2],
            DAYS + "3 and one left over 1, 30 rolls a day cost 120 in all, and 40 cost 90.",
        ),
        (
            lambda demand, missing, left: 11 if len(demand) == 10 else best_rolls(demand, missing, left),
            "for the demand [5, 6, 7, 8, 9, 10, 11, 12, 13, 14], where a missing roll costs 0.4 and one left over 0.1, "
            "11 rolls a day cost 4.5 in all, and any from 12 to 13 cost 4.",
        ),
        (lambda demand, missing, left: None, DAYS + "1 and one left over 1, return a number, yours is None."),
        (lambda demand, missing, left: NAN, DAYS + "1 and one left over 1, return a number, yours is nan."),
        (lambda demand, missing, left: [30], DAYS + "1 and one left over 1, return a number, yours is [30]."),
        (lambda demand, missing, left: 1 / 0, DAYS + "1 and one left over 1, your code stops with ZeroDivisionError: "),
    ],
)
def test_another_number_of_rolls_is_not_yet_right(wrong, told, verdict):
    assert verdict(best_constant.rolls, wrong).startswith(f"Not yet: {told}")


def test_changing_the_demand_changes_no_verdict(verdict):
    def sorts_in_place(demand, missing, left):
        demand.sort()
        return best_rolls(demand, missing, left)

    assert verdict(best_constant.rolls, sorts_in_place).startswith("Correct.")
