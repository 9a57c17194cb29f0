"""The numbers of SoftmaxBars, found otherwise: by the definition with many digits, by differences, in limits."""

import itertools
import math

import mpmath
import numpy as np
import pytest
import traitlets

from nnlib.explorers import SoftmaxBars
from nnlib.gradcheck import check

EXTREMES = [
    {"logits": [6, -6], "temperature": 0.1, "shift": 10},
    {"logits": [-6, 6, 6, -6, 0, 6], "temperature": 0.1, "shift": -10},
    {"logits": [6, -6, 1], "temperature": 10, "shift": 10},
    {"logits": [0, 0], "temperature": 10, "shift": 0},
    {"logits": [1e-9, 0, -1e-9], "temperature": 0.1, "shift": 1e-3},
]


def random_states(n):
    rng = np.random.default_rng(5)
    return [
        {
            "logits": rng.uniform(-6, 6, rng.integers(2, 7)).round(rng.integers(0, 4)).tolist(),
            "temperature": float(10 ** rng.uniform(-1, 1)),
            "shift": float(rng.uniform(-10, 10)),
        }
        for _ in range(n)
    ]


STATES = [{"logits": [2, 1, -1], "temperature": 1, "shift": 0}, *EXTREMES, *random_states(60)]
every_state = pytest.mark.parametrize("state", STATES, ids=str)


def exact(state):
    """Return the probabilities by their definition, with 60 digits, and without the shift."""
    powers = [mpmath.exp(mpmath.mpf(z) / mpmath.mpf(state["temperature"])) for z in state["logits"]]
    return [power / mpmath.fsum(powers) for power in powers]


def probabilities(numbers):
    return [value for name, value in numbers.items() if name.startswith("p_")]


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(60):
        yield


@every_state
def test_probabilities_and_their_entropy_are_those_of_the_definition(state):
    numbers, p = SoftmaxBars(**state).readouts(), exact(state)
    assert probabilities(numbers) == pytest.approx([float(one) for one in p], rel=1e-9, abs=0)
    assert numbers["entropy"] == pytest.approx(float(-mpmath.fsum(one * mpmath.log(one) for one in p)), abs=1e-12)
    assert numbers["max_entropy"] == pytest.approx(math.log(len(p)), rel=1e-15)
    assert 0 <= numbers["entropy"] <= numbers["max_entropy"] + 1e-12


@every_state
def test_the_jacobian_is_by_the_logits_themselves(state):
    """So it has the factor 1/T; on the diagonal no digit is lost where one class is nearly certain."""
    numbers, p, T = SoftmaxBars(**state).readouts(), exact(state), mpmath.mpf(state["temperature"])
    for i, one in enumerate(p, start=1):
        for j, other in enumerate(p, start=1):
            wanted = one * ((1 if i == j else 0) - other) / T
            assert numbers[f"dp_{i}_{j}"] == pytest.approx(float(wanted), rel=1e-9, abs=0)
    assert f"dp_{len(p)}_{len(p) + 1}" not in numbers
    assert numbers["row_sum"] == 0


@pytest.mark.parametrize("temperature", [0.5, 1, 3])
def test_the_jacobian_is_a_derivative(temperature):
    def values(z):
        return probabilities(SoftmaxBars(logits=z.tolist(), temperature=temperature, shift=2).readouts())

    z = np.array([1.5, -0.5, 0.25, 2.0])
    numbers = SoftmaxBars(logits=z.tolist(), temperature=temperature).readouts()
    for i in range(4):
        row = np.array([numbers[f"dp_{i + 1}_{j}"] for j in range(1, 5)])
        assert check(lambda z, i=i: values(z)[i], lambda _, row=row: row, z) < 1e-7


def test_no_entry_of_the_jacobian_exceeds_a_quarter_of_1_over_the_temperature():
    """What the darkest shades stand for."""
    for state in STATES:
        numbers = SoftmaxBars(**state).readouts()
        sizes = [abs(value) for name, value in numbers.items() if name.startswith("dp_")]
        assert max(sizes) <= (1 + 1e-12) / (4 * state["temperature"])
    assert SoftmaxBars(logits=[3, 3], temperature=0.5).readouts()["dp_1_2"] == -1 / (4 * 0.5)


@every_state
def test_the_shift_changes_nothing(state):
    with_it, without = (SoftmaxBars(**{**state, "shift": s}).readouts() for s in (state["shift"], 0))
    assert with_it["moved"] == 0
    for name, value in without.items():
        if value is not None:
            assert with_it[name] == pytest.approx(value, rel=1e-9, abs=0), name


def test_two_classes_are_a_sigmoid():
    for state in STATES:
        numbers, z = SoftmaxBars(**state).readouts(), state["logits"]
        if len(z) > 2:
            assert numbers["sigmoid"] is None
            continue
        assert numbers["sigmoid"] == pytest.approx(1 / (1 + math.exp((z[1] - z[0]) / state["temperature"])), rel=1e-12)
        assert numbers["sigmoid"] == pytest.approx(numbers["p_1"], rel=1e-9)


def test_a_small_temperature_gives_all_to_the_greatest_and_a_large_one_levels():
    numbers = [probabilities(SoftmaxBars(logits=[1, 3, 2], temperature=T).readouts()) for T in (0.1, 0.5, 1, 2, 5, 10)]
    assert numbers[0] == pytest.approx([0, 1, 0], abs=1e-4)
    assert numbers[-1] == pytest.approx([1 / 3] * 3, abs=0.04)
    assert all(before[1] > after[1] for before, after in itertools.pairwise(numbers))


@pytest.mark.parametrize(
    "logits, greatest, n_greatest",
    [([2, 1, -1], 1, 1), ([1, 2, 2], 2, 2), ([-3, -3], 1, 2), ([0, 0, 0, 5], 4, 1), ([0, 1, 0, 1, 1, -6], 2, 3)],
)
@pytest.mark.parametrize("temperature", [0.1, 1, 10])
def test_the_greatest_class_and_its_ties(logits, greatest, n_greatest, temperature):
    numbers = SoftmaxBars(logits=logits, temperature=temperature, shift=-3.7).readouts()
    assert (numbers["greatest"], numbers["n_greatest"]) == (greatest, n_greatest)
    assert numbers[f"p_{greatest}"] == max(probabilities(numbers))
    powers = np.exp(logits)
    assert numbers["greatest_at_1"] == pytest.approx(powers.max() / powers.sum(), rel=1e-12)


def test_by_hand():
    """exp(log 2), exp(log 1), exp(log 1): halves and quarters."""
    numbers = SoftmaxBars(logits=[math.log(2), 0, 0]).readouts()
    assert probabilities(numbers) == pytest.approx([0.5, 0.25, 0.25])
    assert [numbers[name] for name in ("dp_1_1", "dp_1_2", "dp_2_2", "dp_2_3")] == pytest.approx(
        [1 / 4, -1 / 8, 3 / 16, -1 / 16]
    )
    assert numbers["entropy"] == pytest.approx(1.5 * math.log(2))


@pytest.mark.parametrize(
    "logits",
    [[], [1], [0] * 7, [0, 6.001], [-6.001, 0], [0, math.nan], [math.inf, 0], [0, "a"], [0, None], 1, [[0, 1]]],
)
def test_ill_formed_logits_are_refused(logits):
    with pytest.raises(traitlets.TraitError, match="logits"):
        SoftmaxBars(logits=logits)


def test_explorers_do_not_share_their_logits():
    SoftmaxBars().logits[0] = 5
    assert SoftmaxBars().logits == [2, 1, -1]
