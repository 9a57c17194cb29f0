"""The numbers of MarginLosses: by hand, by differences, by a search for the least expected loss, and the registry."""

import math

import numpy as np
import pytest
import traitlets
from scipy.optimize import minimize_scalar

from nnlib.explorers import MarginLosses
from nnlib.explorers.losses.margin_losses import KINKS, NAMES, is_upper_bound, least_when_wrong
from nnlib.losses import LOSSES, Loss

# The losses by their formulas, written here once more, over the margin.
FORMULAS = {
    "hinge": lambda m: max(0, 1 - m),
    "logistic": lambda m: math.log(1 + math.exp(-m)),
    "exponential": lambda m: math.exp(-m),
    "perceptron": lambda m: max(0, -m),
    "zero_one": lambda m: float(m < 0),
}
MARGINS = [-3, -1.7, -0.5, -0.01, 0.01, 0.4, 1.3, 3]
CHANCES = [1 / 32, 0.2, 0.375, 0.45, 0.55, 0.75, 0.9, 31 / 32]
each_loss = pytest.mark.parametrize("name", NAMES)
each_chance = pytest.mark.parametrize("p", CHANCES)


def of(name: str, **state: float) -> dict:
    """Return the numbers of one loss."""
    numbers = MarginLosses(**state).readouts()
    return {key.removeprefix(f"{name}_"): value for key, value in numbers.items() if key.startswith(f"{name}_")}


def expected(name: str, p: float, score: float) -> float:
    """Return the expected loss by the formulas; a score of 0 predicts +1, so that it is wrong for -1."""
    if name == "zero_one":
        return 1 - p if score >= 0 else p
    return p * FORMULAS[name](score) + (1 - p) * FORMULAS[name](-score)


def test_the_untouched_state_by_hand():
    """A margin of -1/2, and +1 three times as likely as -1: log odds of log 3."""
    numbers = MarginLosses().readouts()
    root = math.sqrt(math.e)
    wanted = {
        "hinge": (1.5, -1, True, 1, 1, 1, 0.5),
        "logistic": (math.log(1 + root), -root / (1 + root), True, math.log(2), math.log(3), math.log(3),
                     0.75 * math.log(4 / 3) + 0.25 * math.log(4)),
        "exponential": (root, -root, True, 1, math.log(3) / 2, math.log(3) / 2, math.sqrt(3) / 2),
        "perceptron": (0.5, -1, True, 0, 0, 0, 0),
        "zero_one": (1, 0, True, 1, 0, math.inf, 0.25),
    }  # fmt: skip
    keys = ("value", "slope", "has_slope", "when_wrong", "best_from", "best_to", "least")
    assert list(numbers) == [f"{name}_{key}" for name in wanted for key in keys]
    for name, values in wanted.items():
        assert [numbers[f"{name}_{key}"] for key in keys] == pytest.approx(values)


def test_they_are_all_losses_of_classes_minus_1_and_1():
    """A new one is missed here."""
    assert {*NAMES} == {name for name, loss in LOSSES.items() if loss.labels == (-1, 1)}
    assert MarginLosses.limits()["loss"]["options"] == list(NAMES)


@each_loss
@pytest.mark.parametrize("margin", MARGINS)
def test_values_are_those_of_the_formulas_and_slopes_those_of_the_values(name, margin):
    h = 1e-4
    low, here, high = (of(name, margin=np.clip(margin, -2.99, 2.99) + way * h) for way in (-1, 0, 1))
    assert of(name, margin=margin)["value"] == pytest.approx(FORMULAS[name](margin), rel=1e-14)
    assert here["slope"] == pytest.approx((high["value"] - low["value"]) / (2 * h), rel=1e-7, abs=1e-12)
    assert here["has_slope"]


@each_loss
def test_only_the_margin_counts(name):
    """Class -1 with the score -m costs what class +1 with the score m does."""
    for margin in MARGINS:
        numbers = of(name, margin=margin)
        assert float(LOSSES[name](-1.0, -margin)) == numbers["value"]
        assert -float(LOSSES[name].grad(-1.0, -margin)) == numbers["slope"]


@each_loss
@pytest.mark.parametrize("margin", [0, 1])
def test_a_loss_has_no_slope_where_differences_on_both_sides_disagree(name, margin):
    h = 1e-6
    left, here, right = (of(name, margin=margin + way * h)["value"] for way in (-1, 0, 1))
    numbers = of(name, margin=margin)
    assert numbers["has_slope"] == (abs((here - left) / h - (right - here) / h) < 1e-3)
    assert numbers["has_slope"] == (KINKS.get(name) != margin)
    for beside in (np.nextafter(margin, -9), np.nextafter(margin, 9)):
        assert of(name, margin=beside)["has_slope"]
    if not numbers["has_slope"]:
        assert numbers["slope"] == 0


def test_a_score_of_0_predicts_the_class_of_the_sample():
    assert of("zero_one", margin=0)["value"] == 0
    assert of("zero_one", margin=-5e-324)["value"] == 1


# -- what is true of each loss whatever the margin ---------------------------------------------------------------------


@each_loss
def test_convex_is_what_chords_say(name):
    """No chord of a convex function runs below it; of the 0–1 loss some do."""
    f, rng = FORMULAS[name], np.random.default_rng(0)
    ends = rng.uniform(-3, 3, (2000, 2))
    below = [f((a + b) / 2) > (f(a) + f(b)) / 2 + 1e-12 for a, b in ends]
    assert MarginLosses.constants()["FACTS"][name]["convex"] == (not any(below))


@each_loss
def test_an_upper_bound_is_nowhere_below_the_0_1_loss(name):
    """For both signs of a wrong margin, and at 0, where class -1 is wrong."""
    margins = np.linspace(-3, 3, 6001)
    wrong = [FORMULAS[name](m) for m in margins if m <= 0] if name != "zero_one" else [1]
    facts = MarginLosses.constants()["FACTS"][name]
    assert facts["bounds"] == is_upper_bound(LOSSES[name]) == (min(wrong) >= 1)
    numbers = of(name)
    assert numbers["when_wrong"] == facts["when_wrong"] == pytest.approx(min(wrong), abs=1e-12)


def test_the_logistic_loss_bounds_only_when_divided_by_log_2():
    """In nats it is below 1 at m = 0; nothing greater than log 2 will do."""

    class Scaled(Loss):
        def __init__(self, divisor):
            self.divisor = divisor

        def value(self, y, s):
            return LOSSES["logistic"].value(y, s) / self.divisor

    assert not is_upper_bound(LOSSES["logistic"])
    assert least_when_wrong(LOSSES["logistic"]) == math.log(2)
    assert is_upper_bound(Scaled(math.log(2)))
    assert not is_upper_bound(Scaled(1.0001 * math.log(2)))


@each_loss
def test_calibrated_means_that_scores_which_predict_the_other_class_stay_worse(name):
    """Not only worse: none of them comes near the least expected loss, as scores near 0 do with the perceptron loss."""
    sizes = np.geomspace(1e-6, 5, 2000)
    gaps = []
    for p in CHANCES:
        risks = {sign: min(expected(name, p, sign * size) for size in sizes) for sign in (-1, 1)}
        likelier = 1 if p > 0.5 else -1
        gaps.append(risks[-likelier] - min(risks.values()))
    facts = MarginLosses.constants()["FACTS"][name]
    assert facts["calibrated"] == LOSSES[name].calibrated == (min(gaps) > 1e-3)


def test_the_browser_is_told_what_the_registry_says():
    facts = MarginLosses.constants()["FACTS"]
    assert list(facts) == list(NAMES)
    for name in NAMES:
        for key in ("convex", "calibrated", "minimiser"):
            assert facts[name][key] == getattr(LOSSES[name], key)
        assert facts[name]["kink"] == KINKS.get(name)


# -- the least expected loss -------------------------------------------------------------------------------------------


@each_chance
@pytest.mark.parametrize("name", ["hinge", "logistic", "exponential", "perceptron"])
def test_the_best_score_is_found_by_a_search(name, p):
    numbers = of(name, p=p)
    found = minimize_scalar(lambda s: expected(name, p, s), bounds=(-6, 6), method="bounded", options={"xatol": 1e-9})
    assert numbers["best_from"] == numbers["best_to"] == pytest.approx(found.x, abs=1e-5)
    assert numbers["least"] == pytest.approx(found.fun, abs=1e-5)


@each_loss
@pytest.mark.parametrize("p", [*CHANCES, 0.5])
def test_no_score_is_better_and_only_those_between_are_as_good(name, p):
    numbers = of(name, p=p)
    low, high = numbers["best_from"], numbers["best_to"]
    scores = np.concatenate([np.linspace(-6, 6, 2402), [low, high]])
    scores = scores[np.isfinite(scores)]
    risks = np.array([expected(name, p, s) for s in scores])
    as_good = risks <= numbers["least"] + 1e-12
    assert risks.min() >= numbers["least"] - 1e-12
    is_between = (scores >= low - 1e-9) & (scores <= high + 1e-9)
    if name == "zero_one" and p < 0.5:
        is_between &= scores != 0  # the end of the range predicts +1
    assert np.array_equal(as_good, is_between)


@pytest.mark.parametrize(
    "name, best, least",
    [("hinge", (-1, 1), 1), ("logistic", (0, 0), math.log(2)), ("exponential", (0, 0), 1), ("perceptron", (0, 0), 0),
     ("zero_one", (-math.inf, math.inf), 0.5)],
)  # fmt: skip
def test_where_both_classes_are_equally_likely(name, best, least):
    numbers = of(name, p=0.5)
    assert (numbers["best_from"], numbers["best_to"]) == best
    assert numbers["least"] == pytest.approx(least)


@each_loss
@each_chance
def test_the_classes_exchanged_turn_the_scores_round(name, p):
    one, other = of(name, p=p), of(name, p=1 - p)
    assert [other["best_from"], other["best_to"]] == pytest.approx([-one["best_to"], -one["best_from"]])
    assert other["least"] == pytest.approx(one["least"])


@pytest.mark.parametrize("value", ["mse", "zero-one", "", None, 3])
def test_other_losses_are_refused(value):
    with pytest.raises(traitlets.TraitError, match="loss"):
        MarginLosses(loss=value)
