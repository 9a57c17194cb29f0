"""The numbers of RegressionLosses, by hand, by differences, by areas, and by attributes of the registry."""

import inspect
import math

import numpy as np
import pytest
import traitlets

from nnlib.explorers import RegressionLosses
from nnlib.explorers.losses.regression_losses import NAMES, WITH_DELTA, WITH_GAMMA, loss_of
from nnlib.losses import LOSSES, Huber, Quantile

KINKED = ("mae", "quantile")
ERRORS = [-4, -2.5, -1, -0.3, 0.2, 0.75, 1.5, 4]
DELTAS, GAMMAS = [0.1, 0.6, 1.25, 4], [0.05, 0.3, 0.5, 0.95]
CASES = [
    (name, delta, gamma)
    for name in NAMES
    for delta in (DELTAS if name == "huber" else [1])
    for gamma in (GAMMAS if name == "quantile" else [0.8])
]
each_case = pytest.mark.parametrize("name, delta, gamma", CASES)


def of(name: str, error: float, delta: float = 1, gamma: float = 0.8, other: str = "none") -> dict:
    return RegressionLosses(loss=name, other=other, delta=delta, gamma=gamma, error=error).readouts()


def test_the_untouched_state_by_hand():
    """An error of 1.5: squared 2.25, with the slope 2 · 1.5; absolute 1.5, with the slope 1."""
    assert RegressionLosses().readouts() == {
        "value": 2.25, "slope": 3, "has_slope": True, "curvature": 2, "steepest": math.inf, "minimiser": "mean",
        "other_value": 1.5, "other_slope": 1, "other_has_slope": True, "other_curvature": 0, "other_steepest": 1,
        "other_minimiser": "median", "pull": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name, error, value, slope, curvature",
    [
        ("mse", -3, 9, -6, 2),
        ("half_mse", -3, 4.5, -3, 1),
        ("mae", -3, 3, -1, 0),
        ("huber", 0.5, 0.125, 0.5, 1),
        ("huber", -3, 2.5, -1, 0),
        ("huber", 1, 0.5, 1, None),
        ("huber", -1, 0.5, -1, None),
        ("log_cosh", math.log(2), math.log(1.25), 0.6, 0.64),  # cosh is 5/4, tanh 3/5
        ("log_cosh", 0, 0, 0, 1),
        ("quantile", 2, 0.4, 0.2, 0),
        ("quantile", -2, 1.6, -0.8, 0),
        ("mae", 0, 0, 0, None),
        ("quantile", 0, 0, 0, None),
    ],
)
def test_by_hand(name, error, value, slope, curvature):
    numbers = of(name, error)
    assert [numbers[key] for key in ("value", "slope", "curvature")] == pytest.approx([value, slope, curvature])


def test_both_menus_offer_all_losses_of_a_real_target():
    """Those that have a value for each error: RMSE has not. A new one is missed here."""
    targets = ("mse", "half_mse", "mae", "log_cosh", "huber", "quantile")
    real = [name for name, loss in LOSSES.items() if loss.labels is None and loss.calibrated is None]
    assert {*NAMES} == {*targets} == {name for name in real if "none" in LOSSES[name].reductions}
    limits = RegressionLosses.limits()
    assert limits["loss"]["options"] == list(NAMES)
    assert limits["other"]["options"] == ["none", *NAMES]


def test_those_with_a_parameter_are_found_and_take_the_whole_of_its_range():
    assert (WITH_DELTA, WITH_GAMMA) == (["huber"], ["quantile"])
    for name in NAMES:
        parameters = {*inspect.signature(type(LOSSES[name])).parameters}
        assert ("delta" in parameters, "gamma" in parameters) == (name in WITH_DELTA, name in WITH_GAMMA)
    limits = RegressionLosses.limits()
    for end in ("min", "max"):
        delta, gamma = limits["delta"][end], limits["gamma"][end]
        assert repr(loss_of("huber", delta, gamma)) == repr(Huber(delta=delta))
        assert repr(loss_of("quantile", delta, gamma)) == repr(Quantile(gamma=gamma))


def test_the_browser_is_told_what_the_registry_says():
    facts = RegressionLosses.constants()["FACTS"]
    assert list(facts) == list(NAMES)
    for name in NAMES:
        assert facts[name] == {
            "minimiser": LOSSES[name].minimiser, "has_delta": name == "huber", "has_gamma": name == "quantile",
        }  # fmt: skip


@each_case
@pytest.mark.parametrize("error", ERRORS)
def test_slope_and_curvature_are_those_of_the_values(name, delta, gamma, error):
    h = 1e-4
    numbers = of(name, error, delta, gamma)
    low, here, high = (of(name, 0.93 * error + way * h, delta, gamma) for way in (-1, 0, 1))  # no bend is near
    assert here["slope"] == pytest.approx((high["value"] - low["value"]) / (2 * h), abs=1e-7)
    assert here["curvature"] == pytest.approx((high["slope"] - low["slope"]) / (2 * h), abs=1e-6)
    assert numbers["has_slope"]
    assert numbers["value"] == loss_of(name, delta, gamma)([0.0], [error])
    assert numbers["slope"] == loss_of(name, delta, gamma).grad([0.0], [error])[0]


@each_case
def test_only_the_error_counts(name, delta, gamma):
    """Not the truth: a prediction of 7.5 for 9 costs what one of -1.5 for 0 does."""
    assert of(name, -1.5, delta, gamma)["value"] == loss_of(name, delta, gamma)(9, 7.5)
    assert of(name, -1.5, delta, gamma)["slope"] == loss_of(name, delta, gamma).grad(9, 7.5)


@each_case
def test_the_value_is_the_area_under_the_slope(name, delta, gamma):
    """By the trapezoidal rule, over places none of which is a kink, and up to both sides of 0."""
    places = np.linspace(0, 3, 60_001)
    for way in (-1, 1):
        slopes = loss_of(name, delta, gamma).grad(np.zeros_like(places), way * np.maximum(places, 1e-12), "none")
        area = np.trapezoid(slopes, way * places)
        assert of(name, 3 * way, delta, gamma)["value"] == pytest.approx(area, abs=1e-6)


@each_case
def test_at_a_kink_there_is_no_slope(name, delta, gamma):
    numbers = of(name, 0, delta, gamma)
    assert numbers["has_slope"] == (name not in KINKED)
    assert (numbers["slope"], numbers["value"]) == (0, 0)
    for beside in (1e-9, -1e-9, 5e-324):
        assert of(name, beside, delta, gamma)["has_slope"]


@pytest.mark.parametrize("delta", DELTAS)
def test_where_huber_bends_there_is_a_slope_and_no_curvature(delta):
    for error in (delta, -delta):
        numbers = of("huber", error, delta)
        assert (numbers["has_slope"], numbers["slope"], numbers["curvature"]) == (True, error, None)
        assert of("huber", np.nextafter(error, 0), delta)["curvature"] == 1
        if delta < 4:
            assert of("huber", np.nextafter(error, 9 * error), delta)["curvature"] == 0


@each_case
def test_the_steepest_slope_is_a_bound_that_is_reached(name, delta, gamma):
    bound = of(name, 1, delta, gamma)["steepest"]
    slopes = np.abs(loss_of(name, delta, gamma).grad(np.zeros(4), [-1e9, 1e9, -3, 3], "none"))
    if name in ("mse", "half_mse"):
        assert bound == math.inf
        assert slopes.max() >= 1e9
    else:
        assert slopes.max() == bound == {"huber": delta, "quantile": max(gamma, 1 - gamma)}.get(name, 1)


@pytest.mark.parametrize("name", NAMES)
def test_without_another_one_its_numbers_are_none(name):
    numbers = of(name, 1)
    assert numbers["pull"] is None
    others = {key: value for key, value in numbers.items() if key.startswith("other_")}
    assert others == {f"other_{key}": None for key in numbers if key not in others and key != "pull"}
    assert len(others) == 6


@each_case
def test_the_other_one_has_the_numbers_that_it_has_alone(name, delta, gamma):
    alone, beside = of(name, -0.7, delta, gamma), of("mse", -0.7, delta, gamma, name)
    for key, value in alone.items():
        if not key.startswith("other_") and key != "pull":
            assert beside[f"other_{key}"] == value


@pytest.mark.parametrize(
    "loss, other, error, pull",
    [
        ("mse", "mae", 4, 8),
        ("mae", "mse", 4, 8),
        ("mse", "mae", -0.25, 2),  # 0.5 against 1: the absolute loss is the steeper one
        ("mse", "half_mse", 0.3, 2),
        ("quantile", "mae", 1, 5),
        ("quantile", "mae", -1, 1.25),
        ("huber", "half_mse", 0.5, 1),
        ("mse", "half_mse", 0, None),
        ("mse", "mae", 0, None),
    ],
)
def test_pull_is_the_steeper_slope_over_the_other_one(loss, other, error, pull):
    assert of(loss, error, other=other)["pull"] == (None if pull is None else pytest.approx(pull))


@pytest.mark.parametrize("trait", ["loss", "other"])
@pytest.mark.parametrize("value", ["rmse", "hinge", "MSE", "", None, 3])
def test_other_losses_are_refused(trait, value):
    with pytest.raises(traitlets.TraitError, match=trait):
        RegressionLosses(**{trait: value})


def test_none_is_for_the_other_one_only():
    assert RegressionLosses(other="none").other == "none"
    with pytest.raises(traitlets.TraitError):
        RegressionLosses(loss="none")
