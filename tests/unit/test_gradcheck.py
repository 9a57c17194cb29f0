import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import gradcheck

points = arrays(np.float64, st.integers(1, 4), elements=st.floats(-3, 3))


@given(points)
def test_right_gradients_pass(x):
    assert gradcheck.check(lambda v: np.sum(np.sin(v) * v), lambda v: np.cos(v) * v + np.sin(v), x) < 1e-8


@given(points, st.integers(0, 3), st.floats(0.01, 0.5))
def test_one_wrong_entry_is_found_and_measured(x, where, share):
    def wrong(v):
        gradient = np.exp(v)
        gradient[where % v.size] *= 1 - share
        return gradient

    assert gradcheck.check(lambda v: np.exp(v).sum(), wrong, x) == pytest.approx(share, rel=1e-6)


def test_a_wrong_sign_is_an_error_of_two():
    assert gradcheck.check(np.sum, [-1.0, 1.0], [3.0, 4.0]) == pytest.approx(2)


def test_a_small_wrong_entry_is_not_hidden_by_a_large_one():
    assert gradcheck.check(lambda v: 1000 * v[0] + v[1], [1000.0, 1.5], [0.0, 0.0]) > 0.3


def test_entries_under_a_thousandth_are_measured_against_that_thousandth():
    assert gradcheck.check(lambda v: 1e6 * v[0], [1e6, 1.0], [0.0, 0.0]) == pytest.approx(1e-3)


def test_the_claim_counts_for_the_scale_when_it_is_the_larger():
    assert gradcheck.check(lambda v: 0.0 * v, [4.0], [1.0]) == pytest.approx(1)
    assert gradcheck.check(lambda v: 4.0 * v, [0.0], [1.0]) == pytest.approx(1)


def test_an_elementwise_function_means_its_sum():
    x = np.linspace(-2, 2, 12).reshape(3, 4)
    assert gradcheck.check(np.tanh, lambda v: 1 - np.tanh(v) ** 2, x) < 1e-9


def test_elements_that_do_not_depend_on_an_entry_add_no_rounding_error():
    scale = np.array([1e12, 1.0])
    assert gradcheck.check(lambda v: scale * v**2, lambda v: 2 * scale * v, [1.0, 1e9]) < 1e-8


def test_the_formula_is_exact_for_polynomials_of_degree_four():
    error = gradcheck.check(lambda v: v**4 - 3 * v**3 + v, lambda v: 4 * v**3 - 9 * v**2 + 1, [0.7])
    assert error < 1e-11


def test_steps_grow_with_the_point():
    assert gradcheck.check(np.square, lambda v: 2 * v, [1e8]) < 1e-9


@given(points)
def test_a_right_gradient_passes_at_a_minimum(minimum):
    assert gradcheck.check(lambda v: np.sum((v - minimum) ** 2), lambda v: 2 * (v - minimum), minimum) < 1e-6
    assert gradcheck.check(lambda v: np.sum((v - minimum) ** 2), np.ones_like, minimum) == pytest.approx(1)


def test_vanishing_gradients_agree():
    assert gradcheck.check(lambda v: 0.0, [0.0, 0.0], [1.0, 2.0]) == 0
    assert gradcheck.check(lambda v: 5.0, [0.0, 0.0], [1.0, 2.0]) == 0


def test_slopes_under_a_thousandth_of_the_values_are_measured_against_that_thousandth():
    assert gradcheck.check(lambda v: 1e4 + v[0], [2.0], [0.0]) == pytest.approx(0.1, rel=1e-3)


def test_nan_is_not_agreement():
    assert np.isnan(gradcheck.check(np.sum, [np.nan, 1.0], [1.0, 2.0]))


@pytest.mark.parametrize("x", [2.0, [2], np.float32(2)])
def test_points_of_any_number_type(x):
    assert gradcheck.check(lambda v: v**3, lambda v: 3 * v**2, x) < 1e-9


def test_neither_the_point_nor_the_callers_arrays_change():
    def greedy(v):
        v *= 0
        return v.sum()

    x = np.array([1.0, 2.0])
    gradcheck.check(greedy, lambda v: np.multiply(v, 0, out=v), x)
    assert x.tolist() == [1, 2]
