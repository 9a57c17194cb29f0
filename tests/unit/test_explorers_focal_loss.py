"""The numbers of FocalLoss: from the formula, by differences, and sample by sample; and its recording."""

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose

from nnlib import MLP, datasets
from nnlib.explorers import FocalLoss
from nnlib.explorers.losses._imbalance import CLASSES, FILE, N_SAMPLES, SCALE, load, logits, record
from nnlib.explorers.losses.focal_loss import PARTS
from nnlib.losses import Focal

STATES = [
    {},
    {"gamma": 0},
    {"gamma": 0, "alpha": 0.9375, "p_t": 0.5},
    {"gamma": 1, "alpha": 0.25, "p_t": 0.03125},
    {"gamma": 3.3, "alpha": 0.75, "p_t": 0.96875},
    {"gamma": 5, "alpha": 0.03125, "p_t": 0.3},
]
each_state = pytest.mark.parametrize("state", STATES, ids=str)


def of(**state) -> dict:
    return FocalLoss(**state).readouts()


def full(state: dict) -> tuple[float, float, float]:
    made = FocalLoss(**state)
    return made.gamma, made.alpha, made.p_t


def loss_at(p, gamma, weight):
    """The formula as the chapter writes it, in 40 digits."""
    with mpmath.workdps(40):
        p = mpmath.mpf(p)
        return -weight * (1 - p) ** gamma * mpmath.log(p)


def slope_at(p, gamma, weight):
    """Its size of the gradient in z: by a difference in z, where p = 1 / (1 + exp(-z))."""
    with mpmath.workdps(40):
        z = -mpmath.log(1 / mpmath.mpf(p) - 1)
        h = mpmath.mpf(10) ** -12
        low, high = (loss_at(1 / (1 + mpmath.exp(-z - way * h)), gamma, weight) for way in (-1, 1))
        return abs(high - low) / (2 * h)


# -- one sample --------------------------------------------------------------------------------------------------------


def test_the_untouched_state_by_hand():
    """(1 - 7/8)^2 is 1/64, and a weight of 1/2 doubles that."""
    numbers = of()
    assert numbers["is_easy"] is True
    assert numbers["cross_entropy"] == pytest.approx(np.log(8 / 7), rel=1e-14)
    assert numbers["cross_entropy_slope"] == pytest.approx(1 / 8, rel=1e-14)
    assert [numbers[f"{name}_times"] for name in ("focused", "rare", "common")] == pytest.approx([64, 128, 128])


@each_state
def test_one_sample_costs_what_the_formula_says(state):
    gamma, alpha, p = full(state)
    numbers = of(**state)
    for name, power, weight in (
        ("cross_entropy", 0, 1), ("focused", gamma, 1), ("rare", gamma, alpha), ("common", gamma, 1 - alpha),
    ):  # fmt: skip
        assert numbers[name] == pytest.approx(float(loss_at(p, power, weight)), rel=1e-12)
        assert numbers[f"{name}_slope"] == pytest.approx(float(slope_at(p, power, weight)), rel=1e-12)
    assert numbers["focused_times"] == pytest.approx((1 - p) ** -gamma, rel=1e-12)
    assert numbers["rare_times"] == pytest.approx((1 - p) ** -gamma / alpha, rel=1e-12)
    assert numbers["common_times"] == pytest.approx((1 - p) ** -gamma / (1 - alpha), rel=1e-12)


def test_a_sample_is_easy_from_a_half_on():
    assert [of(p_t=p)["is_easy"] for p in (0.03125, np.nextafter(0.5, 0), 0.5, 0.96875)] == [False, False, True, True]


# -- the set -----------------------------------------------------------------------------------------------------------


def every_sample() -> tuple[np.ndarray, np.ndarray]:
    """Return the class and the logit of each of the 10,100 samples, one by one."""
    y, z = [], []
    for label, name in enumerate(CLASSES):
        for k, count in load()[name]:
            y += [label] * count
            z += [(k + 0.5) / 8] * count
    return np.array(y), np.array(z)


@each_state
def test_shares_and_totals_add_up_sample_by_sample(state):
    gamma, alpha, _ = full(state)
    numbers = of(**state)
    y, z = every_sample()
    p = np.where(y == 1, 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z)))
    for name, power, weight in (("cross_entropy", 0, 1), ("focal", gamma, np.where(y == 1, alpha, 1 - alpha))):
        u = 1 - p
        values = {
            "loss": -weight * u**power * np.log(p),
            "gradient": weight * u**power * (u - power * p * np.log(p)),  # by the product rule, with dp/dz = p (1 - p)
        }
        for what, each in values.items():
            assert numbers[f"{name}_{what}"] == pytest.approx(each.sum(), rel=1e-11)
            shares = [
                each[(y == (kind == "rare")) & ((p >= 0.5) == (ease == "easy"))].sum() / each.sum()
                for kind, ease in (part.split("_") for part in PARTS)
            ]
            assert_allclose([numbers[f"{name}_{what}_{part}"] for part in PARTS], shares, rtol=1e-11)
            assert sum(shares) == pytest.approx(1)


def test_parts_hold_all_samples():
    numbers = of()
    assert [numbers[f"samples_{part}"] for part in PARTS] == [16, 235, 9765, 84]
    assert sum(numbers[f"samples_{part}"] for part in PARTS) == 10_100
    assert numbers["samples_rare_hard"] + numbers["samples_rare_easy"] == 100


def share(name: str, **state) -> float:
    return of(**state)[f"{name}_common_easy"]


def test_a_weight_of_a_half_changes_no_share():
    numbers = of(gamma=0, alpha=0.5)
    for what in ("loss", "gradient"):
        assert numbers[f"focal_{what}"] == pytest.approx(numbers[f"cross_entropy_{what}"] / 2, rel=1e-14)
        for part in PARTS:
            assert numbers[f"focal_{what}_{part}"] == pytest.approx(numbers[f"cross_entropy_{what}_{part}"], rel=1e-14)


def test_easy_common_samples_make_up_most_of_cross_entropy():
    assert share("cross_entropy_loss") > 0.8
    assert share("cross_entropy_gradient") > 0.85


@pytest.mark.parametrize("what", ["focal_loss", "focal_gradient"])
@pytest.mark.parametrize("alpha", [0.25, 0.5, 0.9375])
def test_gamma_moves_the_total_to_the_hard_samples(what, alpha):
    hard = [
        of(gamma=gamma, alpha=alpha)[f"{what}_rare_hard"] + of(gamma=gamma, alpha=alpha)[f"{what}_common_hard"]
        for gamma in np.linspace(0, 5, 21)
    ]
    assert np.all(np.diff(hard) > 0)


@pytest.mark.parametrize("what", ["focal_loss", "focal_gradient"])
@pytest.mark.parametrize("gamma", [0, 2, 5])
def test_alpha_only_weighs_the_classes(what, gamma):
    """Within a class, hard and easy samples keep their proportion; the rare class gains."""
    before, after = of(gamma=gamma, alpha=0.25), of(gamma=gamma, alpha=0.9375)
    for kind in CLASSES:
        ratios = [one[f"{what}_{kind}_hard"] / one[f"{what}_{kind}_easy"] for one in (before, after)]
        assert ratios[1] == pytest.approx(ratios[0], rel=1e-12)
    for part in ("rare_hard", "rare_easy"):
        assert after[f"{what}_{part}"] > before[f"{what}_{part}"]


def test_only_both_together_give_the_rare_class_the_greater_part():
    rare = {
        (gamma, alpha): sum(of(gamma=gamma, alpha=alpha)[f"focal_loss_rare_{ease}"] for ease in ("hard", "easy"))
        for gamma in (0, 2) for alpha in (0.5, 0.96875)
    }  # fmt: skip
    assert rare[0, 0.5] < 0.03
    assert rare[2, 0.5] < 0.06
    assert rare[0, 0.96875] < 0.5
    assert rare[2, 0.96875] > 0.6


def test_where_the_model_knows_the_share_the_rare_class_has_most_of_cross_entropy():
    """By Bayes' rule z = 8 (x1 + x2) + ln(share / (1 - share)), as the data set says: the caveat of the docstring."""
    X, y = datasets.imbalanced(10_100, rng=np.random.default_rng(0), share=1 / 101)
    z = 8 * X.sum(axis=1) - np.log(100)
    losses = Focal(gamma=0.0)(y, z, "none")
    assert losses[y == 1].sum() > 0.6 * losses.sum()


# -- the recording -----------------------------------------------------------------------------------------------------


def test_the_recording_is_what_the_model_gives():
    assert record() == load()


def test_every_logit_is_in_its_eighth():
    y, z = logits()
    assert len(y) == N_SAMPLES
    for label, name in enumerate(CLASSES):
        eighths = np.repeat(*np.array(load()[name]).T)
        assert np.all(np.sort(z[y == label]) >= eighths / SCALE)
        assert np.all(np.sort(z[y == label]) < (eighths + 1) / SCALE)


def test_the_model_is_the_one_of_the_docstring():
    """100 steps of gradient descent with learning rate 1, written out."""
    rng = np.random.default_rng(0)
    X, y = datasets.imbalanced(400, rng=rng, share=1 / 4)
    MLP([2, 1], rng=rng)  # takes its weights from the same generator
    w, b = np.zeros(2), 0.0
    for _ in range(100):
        error = 1 / (1 + np.exp(-(X @ w + b))) - y
        w, b = w - X.T @ error / 400, b - error.mean()
    X, y = datasets.imbalanced(10_100, rng=rng, share=1 / 101)
    classes, z = logits()
    assert np.array_equal(classes, y)
    assert_allclose(z, X @ w + b, rtol=1e-9, atol=1e-9)
    assert (y == 1).sum() == 100


def test_the_recording_is_small():
    assert FILE.stat().st_size < 1500
