import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import approximation
from nnlib.activations import sigmoid


def largest_error(net, f, low, high):
    x = np.linspace(low, high, 1001)
    return np.abs(net(x) - f(x)).max()


numbers = st.floats(-5, 5)


@given(left=numbers, width=st.floats(0.01, 5), height=numbers, steepness=st.floats(0.1, 200))
def test_bump_is_its_formula(left, width, height, steepness):
    right = left + width
    net = approximation.bump(left, right, height, steepness)
    x = np.linspace(left - width, right + width, 31)
    formula = height * (sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)))
    assert net(x) == pytest.approx(formula, rel=1e-9, abs=1e-12)


def test_bump_is_a_net_with_two_steps():
    net = approximation.bump(0.2, 0.7, height=3, steepness=40)
    hidden, output = net.layers
    assert hidden.W.tolist() == [[40, 40]] and hidden.b == pytest.approx([-8, -28])
    assert output.W.tolist() == [[3], [-3]] and output.b.tolist() == [0]
    assert (hidden.activation.name, output.activation.name) == ("sigmoid", "identity")


@given(
    frequency=st.floats(0.1, 10),
    n_bumps=st.integers(1, 60),
    low=numbers,
    length=st.floats(0.1, 5),
    sharpness=st.floats(1, 300),
)
def test_pulses_stay_within_the_bound(frequency, n_bumps, low, length, sharpness):
    high, width = low + length, length / n_bumps
    steepness = sharpness / width
    net = approximation.approximate(lambda x: np.sin(frequency * x), n_bumps, interval=(low, high), steepness=steepness)
    bound = frequency * (width / 2 + 2 * np.log(2) / steepness) + 2 * np.exp(-sharpness)
    assert largest_error(net, lambda x: np.sin(frequency * x), low, high) <= bound * (1 + 1e-9) + 1e-12


def test_the_bound_for_pulses_is_nearly_reached():
    """A straight line is the worst of all functions with slope 1."""
    error = largest_error(approximation.approximate(lambda x: x, 10), lambda x: x, 0, 1)
    assert 0.98 * 0.05 < error < 0.05 + 2 * np.log(2) / 1000


def test_pulses_without_steepness_have_a_hundred_to_their_width():
    given, default = (approximation.approximate(np.cos, 4, (1, 3), steepness=steepness) for steepness in (200, None))
    assert (given.layers[0].W == default.layers[0].W).all()
    assert default.layers[0].W.shape == (1, 8)


def test_each_pair_of_units_is_one_pulse():
    net = approximation.approximate(lambda x: x**2, 4, (0, 2))
    hidden, output = net.layers
    assert (-hidden.b / hidden.W[0]) == pytest.approx([-0.5, 0.5, 0.5, 1, 1, 1.5, 1.5, 2.5])
    assert output.W.ravel() == pytest.approx(
        [0.25**2, -(0.25**2), 0.75**2, -(0.75**2), 1.25**2, -(1.25**2), 1.75**2, -(1.75**2)]
    )


def test_a_constant_is_reached_up_to_the_ends():
    net = approximation.approximate(lambda x: 0 * x + 3, 5)
    assert largest_error(net, lambda x: 0 * x + 3, 0, 1) < 1e-12


@given(frequency=st.floats(0.1, 10), n_bumps=st.integers(1, 60), low=numbers, length=st.floats(0.1, 5))
def test_interpolant_stays_within_the_bound(frequency, n_bumps, low, length):
    high, width = low + length, length / n_bumps
    net = approximation.approximate(lambda x: np.sin(frequency * x), n_bumps, (low, high), kind="relu")
    error = largest_error(net, lambda x: np.sin(frequency * x), low, high)
    assert error <= (frequency * width) ** 2 / 8 * (1 + 1e-9) + 1e-11


def test_the_relu_net_is_the_interpolant_of_the_function():
    net = approximation.approximate(np.exp, 7, (-1, 2), kind="relu")
    ends = np.linspace(-1, 2, 8)
    given = approximation.interpolant(ends, np.exp(ends))
    for layer, expected in zip(net.layers, given.layers, strict=True):
        assert (layer.W == expected.W).all() and (layer.b == expected.b).all()


@pytest.mark.parametrize(("kind", "order"), [("sigmoid", 1), ("relu", 2)])
def test_errors_fall_like_a_power_of_the_number_of_bumps(kind, order):
    def f(x):
        return np.sin(2 * np.pi * x)

    counts = np.array([20, 40, 80, 160])
    errors = [largest_error(approximation.approximate(f, int(n), kind=kind), f, 0, 1) for n in counts]
    slope = np.polyfit(np.log(counts), np.log(errors), 1)[0]
    assert slope == pytest.approx(-order, abs=0.05)


def test_the_function_gets_arrays_of_its_own() -> None:
    def shifts(x):
        x -= 0.5
        return x * x

    net = approximation.approximate(shifts, 4, kind="relu")
    np.testing.assert_allclose(net([0.0, 0.5, 1.0]), [0.25, 0, 0.25], atol=1e-15)


def test_the_interval_may_be_an_array() -> None:
    net = approximation.approximate(np.cos, 4, np.array([1.0, 3.0]))
    assert (net.layers[0].b == approximation.approximate(np.cos, 4, (1, 3)).layers[0].b).all()


@pytest.mark.parametrize("kind", ["sigmoid", "relu"])
def test_the_function_may_return_float32_and_integers(kind):
    for dtype in (np.float32, int):
        net = approximation.approximate(lambda x, dtype=dtype: (4 * x).astype(dtype), 4, kind=kind)
        assert net.dtype == np.float64
        assert net([0.0]) == pytest.approx([0.5 if (kind, dtype) == ("sigmoid", np.float32) else 0], abs=1e-9)


def test_middles_of_a_far_interval_do_not_overflow():
    seen = []
    approximation.approximate(lambda x: seen.append(x) or 0 * x, 2, (1e308, 1.4e308), steepness=1e-10)
    assert seen[0] == pytest.approx([1.1e308, 1.3e308], rel=1e-12)
