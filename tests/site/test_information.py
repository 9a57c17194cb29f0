"""The browser's entropy, cross-entropy and divergence are nnlib's, also where probabilities are 0, tiny or alike."""

import numpy as np
import pytest
from mathematics import address_of

from nnlib.losses import cross_entropy_between, entropy, kl_divergence, kl_terms

MODULE = address_of("information")
COMPUTE = """async ([module, pairs]) => {
    const { crossEntropyBetween, entropy, klDivergence, klTerms } = await import(module);
    return pairs.map(([p, q]) => [entropy(p), crossEntropyBetween(p, q), klDivergence(p, q), klTerms(p, q)]);
}"""
CHOSEN = [
    ([1.0], [1.0]),
    ([1, 0], [0, 1]),
    ([0, 1], [0.5, 0.5]),
    ([0.5, 0.5], [0, 1]),
    ([0.5, 0.5], [0.5, 0.5]),
    ([1, 0], [5e-324, 1]),
    ([1e-320, 1], [1e-322, 1]),
    ([5e-324, 1], [1, 5e-324]),
    ([1 / 3, 2 / 3], [2 / 3, 1 / 3]),  # ratios 1/2 and 2, where the formula changes
]


def random_pair(rng):
    """Draw two distributions: far apart, close together, with small probabilities and with some that are 0."""
    n = rng.integers(1, 8)
    v = rng.uniform(0, 1, n) ** rng.uniform(0, 30)
    w = v * (1 + 10.0 ** rng.uniform(-12, 0) * rng.uniform(-1, 1, n)) if rng.random() < 0.4 else rng.uniform(0, 1, n)
    v, w = (np.where(rng.random(n) < rng.choice([0, 0.2]), 0, one) for one in (v, w))
    v, w = (one if one.any() else np.ones(n) for one in (v, w))
    return v / v.sum(), w / w.sum()


RNG = np.random.default_rng(4)
PAIRS = [(np.array(p, float), np.array(q, float)) for p, q in CHOSEN] + [random_pair(RNG) for _ in range(800)]


@pytest.fixture(scope="module")
def in_browser(opened):
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        return visit.page.evaluate(COMPUTE, [MODULE, [[p.tolist(), q.tolist()] for p, q in PAIRS]])


def close(wanted, size=0.0):
    """To nine digits; in a sum, of which little may be left, to what rounding leaves of its parts."""
    return pytest.approx(wanted, rel=1e-9, abs=1e-300 + 1e-15 * size)  # subnormal numbers have fewer digits


def test_entropies_and_cross_entropies_agree(in_browser):
    for (p, q), (own, crossed, _, _) in zip(PAIRS, in_browser, strict=True):
        assert own == close(entropy(p), size=1), p
        assert crossed == close(cross_entropy_between(p, q), size=1), (p, q)
        assert min(own, crossed) >= 0


def test_terms_of_the_divergence_agree(in_browser):
    for (p, q), (_, _, _, terms) in zip(PAIRS, in_browser, strict=True):
        assert terms == close(kl_terms(p, q).tolist()), (p, q)


def test_divergences_agree(in_browser):
    for (p, q), (_, _, divergence, _) in zip(PAIRS, in_browser, strict=True):
        sizes = np.abs(kl_terms(p, q)).sum()
        assert divergence == close(kl_divergence(p, q), size=sizes if np.isfinite(sizes) else 0), (p, q)
        assert divergence >= 0


def test_every_kind_of_pair_is_met():
    divergences = [kl_divergence(p, q) for p, q in PAIRS]
    assert sum(np.isinf(divergences)) > 3
    assert sum(0 < one < 1e-9 for one in divergences) > 20
    assert sum(one > 1 for one in divergences) > 50
    assert sum(bool((p == 0).any()) for p, _ in PAIRS) > 50
