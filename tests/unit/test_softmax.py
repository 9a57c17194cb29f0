"""The softmax family: exact far apart and close together, right at infinity."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib.activations import Softmax, log_softmax, logsumexp, sigmoid, softmax

INF = np.inf
TINY = np.finfo(float).tiny
logits = arrays(float, st.integers(1, 6), elements=st.floats(-1e5, 1e5))


def rows():
    rng = np.random.default_rng(3)
    for n_classes in (1, 2, 3, 10, 100):
        for scale in (1e-8, 1.0, 10.0, 100.0, 400.0, 1e5):
            for offset in (0.0, 3.7, 1e5):
                yield offset + scale * rng.uniform(-0.5, 0.5, n_classes)


def relative(got, true):
    return max(
        float(abs((mp.mpf(float(g)) - t) / t)) if abs(t) > TINY else abs(g)
        for g, t in zip(np.ravel(got), true, strict=True)
        if t
    )


def test_softmax_and_log_softmax_are_exact():
    for z in rows():
        with mp.workdps(120):
            e = [mp.exp(mp.mpf(float(v))) for v in z]
            total = mp.fsum(e)
            p = [v / total for v in e]
            log_p = [
                # log p = log(1 - the others), without losing others far below 1e-120
                mp.log(v) if v < 0.9 else mp.log1p(-mp.fsum(w for j, w in enumerate(p) if j != i))
                for i, v in enumerate(p)
            ]
        with np.errstate(all="raise"):
            assert relative(softmax(z), p) <= 1e-15
            if len(z) > 1:
                assert relative(log_softmax(z), log_p) <= 1e-15


def test_logsumexp_is_exact_against_the_larger_of_its_terms():
    for z in rows():
        with mp.workdps(120):
            true = mp.log(mp.fsum(mp.exp(mp.mpf(float(v))) for v in z))
        with np.errstate(all="raise"):
            got = logsumexp(z)
        assert float(abs(mp.mpf(float(got)) - true)) <= 4e-16 * max(abs(z).max(), float(abs(true)), 1.0)


@pytest.mark.parametrize(
    ("z", "p", "log_p", "lse"),
    [
        ([INF, 0], [1, 0], [0, -INF], INF),
        ([INF, -INF], [1, 0], [0, -INF], INF),
        ([-INF, 0], [0, 1], [-INF, 0], 0),
        ([0, -INF, 0], [0.5, 0, 0.5], [-np.log(2), -INF, -np.log(2)], np.log(2)),
        ([INF, INF], [0.5, 0.5], [-np.log(2)] * 2, INF),
        ([-INF, -INF], [0.5, 0.5], [-np.log(2)] * 2, -INF),
        ([INF, 3, INF], [0.5, 0, 0.5], [-np.log(2), -INF, -np.log(2)], INF),
        ([np.nan, 0], [np.nan] * 2, [np.nan] * 2, np.nan),
        ([np.nan, INF], [np.nan] * 2, [np.nan] * 2, np.nan),
        ([-INF], [1], [0], -INF),
        ([INF], [1], [0], INF),
        ([np.nan], [np.nan], [np.nan], np.nan),
        ([7], [1], [0], 7),
        ([1.7e308, -1.7e308], [1, 0], [0, -INF], 1.7e308),
    ],
)
def test_limits(z, p, log_p, lse):
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(softmax(z), p)
        np.testing.assert_array_equal(log_softmax(z), log_p)
        np.testing.assert_array_equal(logsumexp(z), lse)


@pytest.mark.parametrize(("dtype", "gap"), [(np.float64, 740.3), (np.float32, 95.3)])
def test_nothing_warns_on_the_way_to_zero(dtype, gap):
    z = np.array([0.0, -gap, -0.5, -(2.0**-60)], dtype=dtype)
    with np.errstate(all="raise"):
        assert 0 < softmax(z)[1] < np.finfo(dtype).tiny
        assert 0 > log_softmax(z[:2])[0] > -np.finfo(dtype).tiny
        assert 0 < logsumexp(z[:2]) < np.finfo(dtype).tiny


def test_infinity_in_one_row_leaves_the_others_alone():
    z = np.array([[INF, 0.0], [1.0, 3.0]])
    np.testing.assert_array_equal(softmax(z)[1], softmax(z[1]))


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -3])
def test_axis(axis):
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    for f in (softmax, log_softmax):
        moved = np.moveaxis(f(np.moveaxis(z, axis, -1)), -1, axis)
        np.testing.assert_array_equal(f(z, axis=axis), moved)
    np.testing.assert_array_equal(logsumexp(z, axis=axis), logsumexp(np.moveaxis(z, axis, -1)))
    assert logsumexp(z[:1, :, :1], axis=1).shape == (1, 1)


def test_float32_is_computed_by_the_same_code_and_the_argument_left_alone():
    z = (5 * np.random.default_rng(2).normal(size=(50, 6))).astype(np.float32)
    before = z.copy()
    for f in (softmax, log_softmax, logsumexp):
        narrow = f(z)
        assert narrow.dtype == np.float32
        np.testing.assert_allclose(narrow, f(z.astype(np.float64)), rtol=2e-6, atol=1e-7 if f is logsumexp else 0)
        assert f([[1, 2]]).dtype == np.float64
    np.testing.assert_array_equal(z, before)


def test_digits_that_subtracting_the_largest_rounds_away_are_put_back():
    """Without them the relative error would be 5e-14 here."""
    z = np.array([700.0, 0.1, 0.3])
    with mp.workdps(60):
        true = mp.exp(mp.mpf(0.1) - 700)
        assert abs(mp.mpf(float(softmax(z)[1])) / true - 1) < 1e-15


def test_jacobian_by_hand_and_by_complex_step():
    assert softmax.jacobian([0, 0]).tolist() == [[0.25, -0.25], [-0.25, 0.25]]
    z = np.random.default_rng(5).normal(size=(3, 4))
    jacobian = softmax.jacobian(z)
    assert jacobian.shape == (3, 4, 4)
    assert softmax.jacobian(z.astype(np.float32)).dtype == np.float32
    for j in range(4):
        moved = z.astype(complex)
        moved[:, j] += 1e-30j
        e = np.exp(moved)
        np.testing.assert_allclose(
            jacobian[:, :, j], (e / e.sum(axis=1, keepdims=True)).imag / 1e-30, rtol=1e-13, atol=1e-17
        )


def test_jacobian_keeps_its_digits_where_one_class_is_certain():
    jacobian = softmax.jacobian([0.0, 50.0])
    np.testing.assert_allclose(jacobian, np.exp(-50) * np.array([[1, -1], [-1, 1]]), rtol=1e-14)


def test_there_is_one_softmax():
    assert Softmax() == softmax != "softmax" and hash(Softmax()) == hash(softmax)
    assert (softmax.name, repr(softmax)) == ("softmax", "softmax")


@pytest.mark.parametrize("z", [1.0, [], ["a"]])
def test_jacobian_refuses_what_is_no_row_of_logits(z):
    with pytest.raises(ValueError, match="z must"):
        softmax.jacobian(z)


def test_every_row_is_shifted_by_its_own_largest_logit():
    z = np.array([[0.0, 0.0], [1000.0, 1000.0]])
    np.testing.assert_allclose(logsumexp(z), [np.log(2), 1000 + np.log(2)], rtol=1e-15)
    np.testing.assert_allclose(logsumexp(z, axis=0), [1000, 1000], rtol=1e-15)
    np.testing.assert_array_equal(softmax(z), 0.5 * np.ones((2, 2)))


def test_hand_values():
    np.testing.assert_allclose(softmax(np.log([1, 2, 5])), [0.125, 0.25, 0.625], rtol=1e-15)
    assert logsumexp(np.log([1, 2, 5])) == pytest.approx(np.log(8), rel=1e-15)


def test_two_classes_are_a_sigmoid():
    z = np.linspace(-30, 30, 61)
    two = softmax(np.stack([z, np.zeros_like(z)]), axis=0)
    np.testing.assert_allclose(two[0], sigmoid(z), rtol=1e-15)


def test_gradient_of_logsumexp_is_softmax_by_complex_step():
    z = np.random.default_rng(1).normal(size=5)
    for i in range(5):
        moved = z.astype(complex)
        moved[i] += 1e-30j
        assert np.log(np.exp(moved).sum()).imag / 1e-30 == pytest.approx(softmax(z)[i], rel=1e-14)


@given(logits)
def test_softmax_is_a_distribution_that_log_softmax_is_the_log_of(z):
    p = softmax(z)
    assert np.all((p >= 0) & (p <= 1))
    assert p.sum() == pytest.approx(1, abs=1e-15)
    assert np.all(log_softmax(z) <= 0)
    np.testing.assert_allclose(np.exp(log_softmax(z)), p, rtol=1e-12, atol=1e-300)


@given(logits, st.integers(-1000, 1000))
def test_shifting_all_logits_changes_nothing(z, shift):
    z = np.round(z)  # so that adding the shift is exact
    np.testing.assert_array_equal(softmax(z + shift), softmax(z))
    np.testing.assert_array_equal(log_softmax(z + shift), log_softmax(z))


@given(logits, st.randoms(use_true_random=False))
def test_order_of_classes_does_not_matter(z, random):
    order = list(range(len(z)))
    random.shuffle(order)
    np.testing.assert_allclose(softmax(z[order]), softmax(z)[order], rtol=1e-15)


@given(logits)
def test_logsumexp_lies_between_the_maximum_and_log_n_above(z):
    value = logsumexp(z)
    assert value >= z.max()
    assert value <= z.max() + np.log(len(z)) + 1e-15 * max(1, abs(z.max()))


def test_the_axis_may_be_an_integer_of_numpy():
    assert (softmax(np.eye(3), axis=np.int64(0)) == softmax(np.eye(3), axis=0)).all()
