import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.approximation import interpolant

# At least 0.01 apart and at most 100 away, where the hundredths are far above rounding.
places = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=30, unique=True).map(
    lambda hundredths: np.sort(hundredths) / 100
)


@given(places, st.data())
def test_the_net_is_the_interpolant_of_numpy(knots, data):
    values = np.array(data.draw(st.lists(st.floats(-10, 10), min_size=knots.size, max_size=knots.size)))
    net = interpolant(knots, values)
    x = np.concatenate([knots, np.linspace(knots[0] - 5, knots[-1], 101)])
    assert net(x) == pytest.approx(np.interp(x, knots, values), abs=1e-8)


def test_beyond_the_final_knot_the_final_line_goes_on():
    net = interpolant([1, 2, 4], [5, 0, 1])
    assert net([-10, 0, 1, 4, 6, 104]) == pytest.approx([5, 5, 5, 1, 2, 51])


def test_one_unit_starts_at_each_knot_but_the_final():
    hidden, output = interpolant([-1, 0, 2], [3, 4, 0]).layers
    assert hidden.W.tolist() == [[1, 1]] and hidden.b.tolist() == [1, 0]
    assert output.W.tolist() == [[1], [-3]] and output.b.tolist() == [3]
    assert (hidden.activation.name, output.activation.name) == ("relu", "identity")


@given(exponent=st.floats(-9, 3))
def test_what_is_accepted_is_met_to_a_millionth(exponent):
    """A ramp far left and steep; the hardest that is accepted."""
    knots = [-(10**exponent), 0, 1]
    assert interpolant(knots, [0, 1, -1])(knots) == pytest.approx([0, 1, -1], abs=1e-6)


def test_a_ramp_that_rounding_would_lose_is_refused():
    """All weights are finite, but 1e300 (x + 1e-300) - 1e300 x is 0 for x = 1."""
    with pytest.raises(ValueError, match=r"values must change more slowly .* got values up to 1 on knots 1e-300 apart"):
        interpolant([-1e-300, 0, 1], [0, 1, 1])


def test_arrays_given_are_copied():
    knots, values = np.array([0.0, 1.0]), np.array([2.0, 3.0])
    net = interpolant(knots, values)
    knots[:], values[:] = 7, 7
    assert net([0.0, 1.0]).tolist() == [2, 3]
