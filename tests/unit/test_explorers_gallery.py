"""The numbers of ActivationGallery, by hand, by differences, and by attributes of the registry."""

import math

import numpy as np
import pytest
import traitlets

from nnlib.activations import ACTIVATIONS, ELU, LeakyReLU
from nnlib.explorers import ActivationGallery
from nnlib.explorers.activations.activation_gallery import FLAT, WITH_ALPHA, activation_of, zones

NAMES = list(ACTIVATIONS)
ALPHAS = [0.01, 0.04, 0.05, 0.25, 0.7, 1.0]
CASES = [(name, alpha) for name in NAMES for alpha in (ALPHAS if name in WITH_ALPHA else [0.25])]
INF = math.inf
# |f'| < 0.05: solved by hand for sigmoid (s (1 - s) = 0.05), tanh (1 - t^2 = 0.05), softplus (its slope is the
# sigmoid), ELU (alpha e^z = 0.05); for GELU and SiLU with mpmath's findroot, to 9 decimals.
S, T = math.log((1 + math.sqrt(0.8)) / (1 - math.sqrt(0.8))), math.atanh(math.sqrt(0.95))
ZONES = {
    ("step", 0.25): (INF, -INF),
    ("identity", 0.25): (None, None),
    ("sigmoid", 0.25): (-S, S),
    ("tanh", 0.25): (-T, T),
    ("relu", 0.25): (0, None),
    ("softplus", 0.25): (-math.log(19), None),
    ("gelu", 0.25): (-2.348606332, None),
    ("silu", 0.25): (-4.082559352, None),
    **{("leaky_relu", alpha): (None, None) for alpha in ALPHAS},
    **{("elu", alpha): (min(0, math.log(0.05 / alpha)), None) for alpha in ALPHAS},
}


def zone(name: str, alpha: float) -> tuple[float | None, float | None]:
    """Return up to where an activation is flat on the left, and from where on the right: None if never."""
    assert (name, alpha) in ZONES, f"add to ZONES: ({name!r}, {alpha}): (…, …), where |f'| < 0.05 begins"
    return ZONES[name, alpha]


def of(activation: str, alpha: float, z: float, other: str = "none") -> dict:
    return ActivationGallery(activation=activation, other=other, alpha=alpha, z=z).readouts()


def test_the_untouched_state_by_hand():
    """At z = 1 the sigmoid is s = 1 / (1 + 1/e), with the slope s (1 - s); tanh is 2 s(2z) - 1."""
    numbers = ActivationGallery().readouts()
    s, t = 1 / (1 + math.exp(-1)), (math.e**2 - 1) / (math.e**2 + 1)
    assert [numbers[name] for name in ("a", "slope", "other_a", "other_slope")] == pytest.approx(
        [s, s * (1 - s), t, 1 - t * t], rel=1e-14
    )
    assert [numbers[name] for name in ("low", "high", "other_low", "other_high")] == [0, 1, -1, 1]
    assert [numbers[name] for name in ("monotonic", "zero_centred", "other_monotonic", "other_zero_centred")] == [
        True, False, True, True,
    ]  # fmt: skip
    assert not numbers["saturated"]
    assert not numbers["other_saturated"]


def test_both_menus_offer_the_whole_registry_in_its_order():
    limits = ActivationGallery.limits()
    assert limits["activation"]["options"] == NAMES
    assert limits["other"]["options"] == ["none", *NAMES]


def test_those_with_a_parameter_are_found_and_take_the_whole_of_its_range():
    """A function that takes less of it needs other limits."""
    assert WITH_ALPHA == ["leaky_relu", "elu"]
    low, high = (ActivationGallery.limits()["alpha"][end] for end in ("min", "max"))
    for name in WITH_ALPHA:
        for alpha in (low, high):
            assert activation_of(name, alpha) == type(ACTIVATIONS[name])(alpha=alpha)
    with pytest.raises(ValueError, match="alpha"):
        LeakyReLU(alpha=np.nextafter(high, 2))
    for kind in (LeakyReLU, ELU):
        with pytest.raises(ValueError, match="alpha"):
            kind(alpha=0)


def test_the_browser_is_told_what_the_registry_says():
    facts = ActivationGallery.constants()["FACTS"]
    assert list(facts) == NAMES
    for name, act in ACTIVATIONS.items():
        assert facts[name] == {
            "range": list(act.range), "monotonic": act.monotonic, "zero_centred": act.zero_centred,
            "kinks": list(act.kinks), "has_alpha": name in ("leaky_relu", "elu"),
        }  # fmt: skip


def test_without_another_one_its_numbers_are_none():
    numbers = of("sigmoid", 0.25, 1)
    others = {name: value for name, value in numbers.items() if name.startswith("other_")}
    assert others == {f"other_{name}": None for name in numbers if name not in others}
    assert len(others) == 11


@pytest.mark.parametrize("name, alpha", CASES)
def test_the_other_one_has_the_numbers_that_it_has_alone(name, alpha):
    alone, beside = of(name, alpha, -0.7), of("tanh", alpha, -0.7, name)
    assert {f"other_{key}": value for key, value in alone.items() if not key.startswith("other_")} == {
        key: value for key, value in beside.items() if key.startswith("other_")
    }


@pytest.mark.parametrize("name, alpha", CASES)
@pytest.mark.parametrize("z", [-4.3, -2, -0.75, -0.1, 0.2, 1, 2.5, 5])
def test_the_slope_is_that_of_the_values(name, alpha, z):
    h = 1e-5
    low, high = (activation_of(name, alpha)(z + way * h) for way in (-1, 1))
    numbers = of(name, alpha, z)
    assert numbers["slope"] == pytest.approx((high - low) / (2 * h), abs=1e-8)
    assert numbers["a"] == pytest.approx((high + low) / 2, abs=1e-8)
    assert numbers["has_slope"]


def test_elu_and_leaky_relu_by_hand():
    assert of("leaky_relu", 0.3, -2)["a"] == pytest.approx(-0.6)
    assert of("elu", 0.3, -2)["a"] == pytest.approx(0.3 * (math.exp(-2) - 1))
    assert of("elu", 0.3, -2)["low"] == -0.3
    assert [of("elu", alpha, 0)["kinks"] for alpha in (0.3, 1)] == [[0], []]
    assert [of("leaky_relu", alpha, 0)["zero_centred"] for alpha in (0.3, 1)] == [False, True]


def test_at_a_kink_there_is_no_slope():
    kinked = {name for name in NAMES if not of(name, 0.25, 0)["has_slope"]}
    assert kinked == {"step", "relu", "leaky_relu", "elu"}
    assert [of(name, 0.25, 0)["slope"] for name in ("step", "relu", "leaky_relu", "elu")] == [0, 0, 0.25, 0.25]
    assert all(of(name, 0.25, 1e-9)["has_slope"] for name in NAMES)
    assert of("elu", 1.0, 0)["has_slope"]


@pytest.mark.parametrize("name, alpha", CASES)
def test_zones_are_those_of_the_formulas(name, alpha):
    for found, wanted in zip(zones(name, alpha), zone(name, alpha), strict=True):
        assert found == wanted or found == pytest.approx(wanted, abs=6e-10)


@pytest.mark.parametrize("name, alpha", CASES)
def test_zones_are_as_defined(name, alpha):
    """On a side where f' goes to 0, and only there: flat outside, and steep just inside."""
    act = activation_of(name, alpha)
    until, since = zones(name, alpha)
    assert [side for side, edge in (("left", until), ("right", since)) if edge is not None] == list(act.saturates)
    for edge, way in ((until, -1), (since, 1)):
        if edge is not None and math.isfinite(edge):
            outside = edge + way * np.concatenate([[1e-8], np.geomspace(1e-6, 60, 4000)])
            assert np.all(np.abs(act.grad(outside)) < FLAT)
            assert abs(act.grad(edge - way * 1e-8)) >= FLAT


@pytest.mark.parametrize("name, alpha", CASES)
@pytest.mark.parametrize("z", [-5, -4.1, -2.4, -1, 0, 0.5, 2.5, 2.9, 5])
def test_saturated_says_whether_z_lies_in_a_zone(name, alpha, z):
    until, since = (edge if edge is not None else default for edge, default in zip(
        zone(name, alpha), (-INF, INF), strict=True
    ))  # fmt: skip
    assert of(name, alpha, z)["saturated"] == (z < until or z > since)


@pytest.mark.parametrize("trait", ["activation", "other"])
@pytest.mark.parametrize("value", ["softmax", "ReLU", "", None, 3])
def test_what_is_not_in_the_registry_is_refused(trait, value):
    with pytest.raises(traitlets.TraitError, match=trait):
        ActivationGallery(**{trait: value})


def test_none_is_for_the_other_one_only():
    assert ActivationGallery(other="none").other == "none"
    with pytest.raises(traitlets.TraitError):
        ActivationGallery(activation="none")
