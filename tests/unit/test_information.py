"""Entropy and Kullback-Leibler divergence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import rel_entr

from nnlib.losses import cross_entropy, cross_entropy_between, entropy, kl_divergence, kl_terms

weights = arrays(float, 4, elements=st.floats(0, 1)).filter(lambda w: w.sum() > 1e-3)
positive = arrays(float, 4, elements=st.floats(1e-6, 1))


def test_entropy_by_hand():
    assert entropy([0.5, 0.25, 0.25]) == pytest.approx(1.5 * np.log(2), rel=1e-15)
    assert entropy([1.0, 0.0]) == 0
    assert not np.signbit([entropy([1.0, 0.0]), entropy([1])]).any()
    assert entropy(np.full(8, 0.125)) == pytest.approx(np.log(8), rel=1e-15)


def test_divergence_by_hand():
    assert kl_divergence([0.5, 0.5], [0.25, 0.75]) == pytest.approx(0.5 * np.log(4 / 3), rel=1e-14)
    assert kl_divergence([0.25, 0.75], [0.5, 0.5]) == pytest.approx(0.75 * np.log(3) - np.log(2), rel=1e-14)
    assert kl_divergence([0.0, 1.0], [0.5, 0.5]) == pytest.approx(np.log(2), rel=1e-15)
    assert kl_divergence([0.0, 1.0], [0.0, 1.0]) == 0


def test_terms_of_the_divergence_by_hand():
    assert kl_terms([0.5, 0.5], [0.25, 0.75]) == pytest.approx([0.5 * np.log(2), 0.5 * np.log(2 / 3)], rel=1e-15)
    assert kl_terms([0.0, 1.0], [0.5, 0.5]).tolist() == [0, np.log(2)]
    assert kl_terms([0.5, 0.5], [0, 1]).tolist() == [np.inf, 0.5 * np.log(0.5)]
    assert kl_terms([[1, 0], [0.5, 0.5]], [[1, 0], [0.5, 0.5]]).tolist() == [[0, 0], [0, 0]]
    with pytest.raises(ValueError, match=r"p and q must have the same shape, got \(2,\) and \(1,\)"):
        kl_terms([0.5, 0.5], [1.0])


def test_nothing_warns():
    with np.errstate(all="raise"):
        assert kl_divergence([0.5, 0.5], [0, 1]) == np.inf
        assert kl_divergence([1, 0], [0, 1]) == np.inf
        assert kl_divergence([1, 0], [5e-324, 1]) == pytest.approx(744.4400719213812, rel=1e-15)
        assert entropy([5e-324, 1]) < 1e-320
        assert kl_divergence([1e-320, 1], [1e-322, 1]) == pytest.approx(4.6e-320, abs=1e-321)
        assert cross_entropy_between([0.5, 0.5], [0, 1]) == np.inf
        assert cross_entropy_between([0, 1], [0, 1]) == cross_entropy_between([1, 0], [1, 0]) == 0
        assert cross_entropy_between([0, 1], [1, 0]) == np.inf


@pytest.mark.parametrize("function", [kl_divergence, kl_terms, cross_entropy_between])
def test_nan_is_no_probability(function):
    for p, q, name in (([np.nan, 1], [0.5, 0.5], "p"), ([0.5, 0.5], [np.nan, 1], "q"), ([0, 1], [np.nan, 1], "q")):
        with pytest.raises(ValueError, match=f"{name} must hold probabilities, got nan"):
            function(p, q)
    with pytest.raises(ValueError, match="p must hold probabilities, got nan"):
        entropy([np.nan, 0.5])


@pytest.mark.parametrize("off", [2e-6, -2e-6])
def test_sums_may_be_off_by_a_millionth_and_no_more(off):
    assert entropy([0.5, 0.5 + off / 4]) > 0
    for call in (lambda p: entropy(p), lambda p: cross_entropy([p], [[0, 0]])):
        with pytest.raises(ValueError, match="must sum to 1 along its last axis, got the sum"):
            call([0.5, 0.5 + off])


def test_cross_entropy_of_distributions_by_hand():
    assert cross_entropy_between([0.5, 0.5], [0.25, 0.75]) == pytest.approx(np.log(4) - 0.5 * np.log(3), rel=1e-15)
    assert cross_entropy_between([0.0, 1.0], [0.5, 0.5]) == np.log(2)
    assert cross_entropy_between([[1, 0], [0, 1]], [[0.5, 0.5], [0.25, 0.75]]).tolist() == [np.log(2), -np.log(0.75)]
    with pytest.raises(ValueError, match=r"p and q must have the same shape, got \(2,\) and \(1,\)"):
        cross_entropy_between([0.5, 0.5], [1.0])


def test_rows_give_an_array_and_one_row_a_float():
    p, q = np.array([[0.5, 0.5], [1, 0]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    assert entropy(p).tolist() == [entropy(p[0]), entropy(p[1])]
    assert kl_divergence(p, q).tolist() == [kl_divergence(p[0], q[0]), kl_divergence(p[1], q[1])]
    assert type(entropy(p[0])) is type(kl_divergence(p[0], q[0])) is float
    assert entropy(p[None]).shape == (1, 2)
    assert entropy(p.astype(np.float32)).dtype == np.float64


def test_single_precision_probabilities_are_close_enough_to_one():
    p = np.full(10, 0.1, dtype=np.float32)
    assert entropy(p) == pytest.approx(np.log(10), rel=1e-6)


@given(weights)
def test_entropy_lies_between_zero_and_log_n(w):
    p = w / w.sum()
    assert 0 <= entropy(p) <= np.log(4) + 1e-15


@given(weights, weights)
def test_divergence_agrees_with_scipy_and_is_never_negative(v, w):
    p, q = v / v.sum(), w / w.sum()
    value = kl_divergence(p, q)
    assert value >= 0
    assert value == pytest.approx(max(rel_entr(p, q).sum(), 0.0), rel=1e-12, abs=1e-15)
    assert kl_divergence(p, p) == 0
    assert kl_terms(p, q) == pytest.approx(rel_entr(p, q), rel=1e-9, abs=1e-15)


@given(positive, positive)
def test_cross_entropy_is_entropy_plus_divergence(v, w):
    p, q = v / v.sum(), w / w.sum()
    total = entropy(p) + kl_divergence(p, q)
    assert cross_entropy(p[None], np.log(q)[None]) == pytest.approx(total, rel=1e-12)
    assert cross_entropy_between(p, q) == pytest.approx(total, rel=1e-12)
