"""Checkers of the chapter on which loss to choose: right answers pass, mistakes are named with what they cost."""

import numpy as np
import pytest

from nnlib import losses
from nnlib.exercises import which_loss
from nnlib.fitting import fit_line

RIGHT = {"deliveries": losses.mae, "rolls": losses.Quantile(gamma=0.9), "alarms": losses.binary_cross_entropy}

# -- which loss --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"deliveries": "mae"},
        {"deliveries": losses.Huber(delta=1)},
        {"deliveries": "log_cosh", "alarms": "logistic"},
        {"rolls": losses.Quantile(gamma=0.88)},
        {"alarms": losses.Focal(gamma=0)},
    ],
)
def test_losses_that_suit_pass(changed, verdict):
    told = verdict(which_loss.choice, RIGHT | changed)
    assert told == "Correct. Each of your losses costs within a tenth of the least on fresh samples.\n"


@pytest.mark.parametrize(
    "changed, told",
    [
        (
            {"deliveries": losses.mse},
            "for deliveries your loss mse costs 14.09 minutes of error a delivery, and another",
        ),
        ({"deliveries": losses.Huber(delta=50)}, "for deliveries your loss Huber(delta=50.0) costs "),
        ({"deliveries": losses.Quantile(gamma=0.9)}, "for deliveries your loss Quantile(gamma=0.9) costs "),
        ({"rolls": "mae"}, "for rolls your loss mae costs 35.90 for each day, and another one 24.13."),
        ({"rolls": losses.Quantile(gamma=0.1)}, "for rolls your loss Quantile(gamma=0.1) costs "),
        ({"rolls": losses.mse}, "for rolls your loss mse costs "),
        (
            {"alarms": losses.hinge},
            "for alarms your loss hinge costs 0.23 nats of surprise a sample, and another one 0.2",
        ),
        ({"alarms": losses.focal}, "for alarms your loss Focal(gamma=2.0, alpha=None) costs "),
        ({"alarms": losses.exponential}, "for alarms your loss exponential costs "),
        ({"alarms": losses.zero_one}, "for alarms your loss zero_one costs "),
        ({"alarms": losses.mse}, "for alarms your loss mse costs "),
        ({"rolls": losses.hinge}, "for rolls your loss hinge stops with ValueError: loss must be one of ['mse', "),
        ({"alarms": "cross_entropy"}, "for alarms your loss 'cross_entropy' stops with ValueError: y_pred must have a"),
        ({"rolls": "pinball"}, "for rolls your loss 'pinball' stops with ValueError: loss must be one of ["),
        ({"deliveries": losses.Huber}, "for deliveries your loss <class "),
        ({"deliveries": None}, "for deliveries your loss None stops with ValueError: loss must be a name or a Loss"),
    ],
)
def test_losses_that_do_not_suit_are_told_their_price(changed, told, verdict):
    assert verdict(which_loss.choice, RIGHT | changed).startswith(f"Not yet: {told}")


@pytest.mark.parametrize("wrong", [{}, None, ["mae"], RIGHT | {"more": "mae"}, {"rolls": "mae"}])
def test_what_is_no_choice_is_refused(wrong, verdict):
    told = verdict(which_loss.choice, wrong)
    assert told.startswith(
        "Not yet: choice should be a dict with a loss for each of deliveries, rolls, alarms, yours is "
    )


def test_a_loss_of_the_reader_s_own_that_fails_is_told(verdict):
    class Broken(losses.Loss):
        def value(self, y, y_pred):
            return y_pred[0]

    told = verdict(which_loss.choice, RIGHT | {"alarms": Broken()})
    assert told.startswith("Not yet: for alarms your loss broken stops with ")


def test_no_other_loss_of_the_package_is_much_better_than_the_one_that_suits():
    for task, (suitable, _) in which_loss.TASKS.items():
        least = which_loss.price(task, suitable)
        for loss in losses.LOSSES.values():
            try:
                assert which_loss.price(task, loss) > 0.98 * least
            except ValueError:  # a loss of other targets
                assert loss.per_sample or loss.calibrated is not None


def test_deliveries_are_minutes_and_four_have_a_zero_too_many():
    x, y = which_loss.samples("deliveries")
    typed = np.abs(y / 10 - 5 - 3 * x) < 5
    assert x.shape == y.shape == (40,)
    assert np.flatnonzero(typed).size == 4
    assert np.abs(y - 5 - 3 * x)[~typed].max() < 5


def test_the_price_of_rolls_is_that_of_the_exercise():
    x, y = which_loss.samples("rolls")
    line = fit_line(x, y, losses.mae)
    fresh_x, fresh_y = which_loss._DRAWS["rolls"](4000, np.random.default_rng(1))
    missing, left = np.maximum(fresh_y - line(fresh_x), 0), np.maximum(line(fresh_x) - fresh_y, 0)
    assert which_loss.price("rolls", losses.mae) == pytest.approx(np.mean(9 * missing + left))


def test_samples_are_the_same_each_time():
    for task, shapes in [("rolls", [(40,), (40,)]), ("alarms", [(400, 2), (400,)])]:
        first, again = which_loss.samples(task), which_loss.samples(task)
        assert [a.shape for a in first] == shapes
        assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert set(which_loss.samples("alarms")[1]) == {0, 1}


# -- when to raise an alarm --------------------------------------------------------------------------------------------


def alarm(logits, missed, false):
    return missed * np.exp(np.minimum(logits, 500)) > false


def test_the_right_alarm_passes(verdict):
    assert verdict(which_loss.alarm, alarm) == "Correct. One network for every price: only the border moves.\n"


def test_the_alarm_by_probabilities_passes(verdict):
    def by_probability(logits, missed, false):
        p = np.where(logits > 0, 1, np.exp(np.minimum(logits, 0))) / (1 + np.exp(-np.abs(logits)))
        return p * missed > (1 - p) * false

    assert verdict(which_loss.alarm, by_probability).startswith("Correct. ")


EQUAL, UNEQUAL = "where a missed one costs 1 and a false one 1,", "where a missed one costs 9 and a false one 1,"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda logits, missed, false: logits > 0, f"{UNEQUAL} there should be an alarm at the logit -2."),
        (lambda logits, missed, false: logits < 0, f"{EQUAL} there should be no alarm at the logit -800."),
        (lambda logits, missed, false: logits > -1, f"{EQUAL} there should be no alarm at the logit -0.5."),
        (
            lambda logits, missed, false: alarm(logits, false, missed),
            f"{UNEQUAL} there should be an alarm at the logit",
        ),
        (
            lambda logits, missed, false: alarm(logits, max(missed, false), 1),
            "where a missed one costs 1 and a false one 9, there should be no alarm at the logit -2.",
        ),
        (lambda logits, missed, false: logits > missed, f"{EQUAL} there should be an alarm at the logit 0.5."),
        (
            lambda logits, missed, false: alarm(logits, missed, false)[:2],
            f"{EQUAL} the answer should be an array with a",
        ),
        (lambda logits, missed, false: logits, f"{EQUAL} the answer should be an array with a truth value for each"),
        (lambda logits, missed, false: None, f"{EQUAL} the answer should be an array with a truth value for each"),
        (lambda logits, missed, false: 1 / 0, f"{EQUAL} your code stops with ZeroDivisionError: division by zero"),
    ],
)
def test_another_alarm_is_not_yet_right(wrong, told, verdict):
    assert verdict(which_loss.alarm, wrong).startswith(f"Not yet: {told}")
