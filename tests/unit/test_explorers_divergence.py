"""The numbers of DivergenceBars, found otherwise: by the definitions with many digits, by hand, by what must hold."""

import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
import traitlets

from nnlib.explorers import DivergenceBars

PAIRS = DivergenceBars.constants()["PAIRS"]
WAYS = (("p", "q"), ("q", "p"))
EXTREMES = [
    {"p": [1, 0], "q": [0, 1]},
    {"p": [0, 0, 0], "q": [0, 0, 1]},
    {"p": [5e-324, 1], "q": [1, 5e-324]},
    {"p": [5e-324, 5e-324], "q": [1e-320, 0]},
    {"p": [1, 1e-300, 1e-12], "q": [1e-12, 1e-300, 1]},
    {"p": [1e-9, 1, 1, 1, 1, 0], "q": [1, 1, 1, 1, 1, 0]},
    {"p": [0.5, 0.25, 0.125], "q": [1, 0.5, 0.25]},
]


def random_states(n):
    rng = np.random.default_rng(6)
    states = []
    for _ in range(n):
        size = rng.integers(2, 7)
        heights = [rng.uniform(0, 1, size).round(rng.integers(1, 4)) for _ in "pq"]
        states.append(dict(zip("pq", (one.tolist() for one in heights), strict=True)))
    return states


STATES = [*PAIRS.values(), *EXTREMES, *random_states(80)]
every_state = pytest.mark.parametrize("state", STATES, ids=str)


def exact(heights):
    """Return the distribution of these heights, with 60 digits."""
    heights = [mpmath.mpf(one) for one in heights] if any(heights) else [mpmath.mpf(1)] * len(heights)
    return [one / mpmath.fsum(heights) for one in heights]


def listed(numbers, name):
    return [value for key, value in numbers.items() if key.startswith(f"{name}_")]


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(60):
        yield


@every_state
def test_distributions_are_heights_divided_by_their_sum(state):
    numbers = DivergenceBars(**state).readouts()
    for name in "pq":
        assert listed(numbers, name) == pytest.approx([float(one) for one in exact(state[name])], rel=1e-12, abs=0)
        assert sum(listed(numbers, name)) == pytest.approx(1, rel=1e-12)


@every_state
def test_entropies_cross_entropies_and_divergences_are_those_of_the_definition(state):
    numbers, of = DivergenceBars(**state).readouts(), {name: exact(state[name]) for name in "pq"}
    for one, other in WAYS:
        way, pairs = one + other, list(zip(of[one], of[other], strict=True))
        own = mpmath.fsum(-t * mpmath.log(t) for t in of[one] if t > 0)
        assert numbers[f"entropy_{one}"] == pytest.approx(float(own), abs=2e-12)
        if any(t > 0 and m == 0 for t, m in pairs):
            assert numbers[f"kl_{way}"] == numbers[f"cross_entropy_{way}"] == numbers[f"more_{way}"] == math.inf
            continue
        terms = [t * mpmath.log(t / m) if t > 0 else mpmath.mpf(0) for t, m in pairs]
        crossed = mpmath.fsum(-t * mpmath.log(m) for t, m in pairs if t > 0)
        assert listed(numbers, f"term_{way}") == pytest.approx([float(one) for one in terms], rel=1e-9, abs=1e-15)
        assert numbers[f"kl_{way}"] == pytest.approx(float(mpmath.fsum(terms)), rel=1e-9, abs=2e-12)
        assert numbers[f"cross_entropy_{way}"] == pytest.approx(float(crossed), rel=1e-9, abs=2e-12)
        assert numbers[f"more_{way}"] == pytest.approx(float(sum(one for one in terms if one > 0)), rel=1e-9, abs=1e-15)
        assert numbers[f"less_{way}"] == pytest.approx(
            float(-sum(one for one in terms if one < 0)), rel=1e-9, abs=1e-15
        )


@every_state
def test_the_sums_that_are_drawn_hold(state):
    """H(p, q) = H(p) + D, and D is what is added without what is saved."""
    numbers = DivergenceBars(**state).readouts()
    for one, other in WAYS:
        total, own = numbers[f"cross_entropy_{one}{other}"], numbers[f"entropy_{one}"]
        divergence, more, less = (numbers[f"{name}_{one}{other}"] for name in ("kl", "more", "less"))
        assert total == pytest.approx(own + divergence, abs=1e-11)
        assert divergence == pytest.approx(more - less, abs=1e-11)
        assert min(total, own, divergence, more, less) >= 0
        assert not any(np.signbit([total, own, divergence, more, less]))


def test_by_hand():
    """Halves and quarters: H = 1.5 log 2 and log 2, and the terms are multiples of log 2 as well."""
    numbers = DivergenceBars(p=[1, 0.5, 0.5], q=[0.25, 0.25, 0.5]).readouts()
    log2 = math.log(2)
    assert listed(numbers, "p") == [0.5, 0.25, 0.25]
    assert listed(numbers, "q") == [0.25, 0.25, 0.5]
    assert numbers["entropy_p"] == numbers["entropy_q"] == pytest.approx(1.5 * log2)
    assert listed(numbers, "term_pq") == pytest.approx([0.5 * log2, 0, -0.25 * log2])
    assert listed(numbers, "term_qp") == pytest.approx([-0.25 * log2, 0, 0.5 * log2])
    assert [numbers[name] for name in ("more_pq", "less_pq", "kl_pq")] == pytest.approx(
        [0.5 * log2, 0.25 * log2, 0.25 * log2]
    )
    assert numbers["cross_entropy_pq"] == numbers["cross_entropy_qp"] == pytest.approx(1.75 * log2)


def test_what_the_untouched_state_teaches():
    """Both divergences are large enough to be seen, and not alike; outcome 2 adds nothing."""
    numbers = DivergenceBars().readouts()
    assert (round(numbers["kl_pq"], 3), round(numbers["kl_qp"], 3)) == (0.722, 0.462)
    assert numbers["term_pq_2"] == numbers["term_qp_2"] == 0
    assert numbers["term_pq_1"] < 0 < numbers["term_pq_3"]
    assert numbers["term_qp_3"] < 0 < numbers["term_qp_1"]


def test_pairs_show_what_they_are_called():
    found = {name: DivergenceBars(**pair).readouts() for name, pair in PAIRS.items()}
    assert DivergenceBars().state() == PAIRS["missed"]
    assert found["equal"]["kl_pq"] == found["equal"]["kl_qp"] == 0
    assert found["equal"]["cross_entropy_pq"] == found["equal"]["entropy_p"]
    assert found["sure"]["entropy_p"] == 0
    assert found["sure"]["kl_pq"] == found["sure"]["cross_entropy_pq"] == pytest.approx(-math.log(0.7), abs=1e-12)
    assert found["sure"]["kl_qp"] == found["ruled_out"]["kl_pq"] == math.inf
    assert found["ruled_out"]["kl_qp"] < math.inf
    assert PAIRS["covers"]["p"] == PAIRS["one_hump"]["p"]
    # Each direction prefers the other one of the two models.
    assert found["covers"]["kl_pq"] < found["one_hump"]["kl_pq"] / 2
    assert found["one_hump"]["kl_qp"] < found["covers"]["kl_qp"]


def test_preset_hands_out_copies_and_refuses_other_names():
    DivergenceBars.preset("sure")["p"][0] = 0.5
    assert DivergenceBars.preset("sure") == {"p": [1, 0, 0], "q": [0.7, 0.2, 0.1]}
    with pytest.raises(ValueError, match=r"a pair must be one of missed, equal, .*, got 'unknown'"):
        DivergenceBars.preset("unknown")


def test_the_divergence_grows_as_the_model_leaves_the_truth():
    values = [
        DivergenceBars(p=[0.5, 0.5], q=[share, 1 - share]).readouts()["kl_pq"] for share in np.arange(0.5, 1, 0.05)
    ]
    assert values[0] == 0
    assert all(before < after for before, after in pairwise(values))


@pytest.mark.parametrize("name", ["p", "q"])
@pytest.mark.parametrize(
    "heights",
    [[], [1], [1] * 7, [0, 1.001, 0], [0, -1e-9, 1], [0, math.nan, 1], [math.inf, 0, 1], [0, "a", 1], [0, None, 1], 1,
     [[0, 1, 0]]],
)  # fmt: skip
def test_ill_formed_heights_are_refused(name, heights):
    with pytest.raises(traitlets.TraitError, match=name):
        DivergenceBars(**{name: heights})


def test_both_are_equally_long_and_are_set_together():
    with pytest.raises(traitlets.TraitError, match="p and q must be equally long, got 2 numbers for p and 3 for q"):
        DivergenceBars(p=[0.5, 0.5])
    bars = DivergenceBars()
    with pytest.raises(ValueError, match="p and q must be equally long, got 3 numbers for p and 4 for q"):
        bars.q = [1, 1, 1, 1]
    with bars.hold_trait_notifications():
        bars.p, bars.q = [1, 0], [0.5, 0.5]
    assert bars.readouts()["kl_pq"] == pytest.approx(math.log(2))


def test_explorers_do_not_share_their_heights():
    DivergenceBars().p[0] = 1
    assert DivergenceBars().p == [0.35, 0.2, 0.45]
