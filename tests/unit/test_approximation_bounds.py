import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib.approximation import approximate, bound_terms, error_bound, modulus_of_continuity
from nnlib.approximation._bounds import largest_spread


@given(arrays(float, st.integers(2, 40), elements=st.floats(-5, 5)), st.integers(1, 60))
def test_largest_spread_is_that_of_all_pairs(values, steps):
    steps = min(steps, values.size - 1)
    pairs = [abs(u - v) for i, u in enumerate(values) for v in values[i : i + steps + 1]]
    assert largest_spread(values, steps) == max(pairs)


@pytest.mark.parametrize("distance", [1e-5, 0.001, 0.0123, 0.2, 0.7, 1, 5])
@pytest.mark.parametrize(
    ("f", "omega"),
    [
        (lambda x: 3 - 2 * x, lambda t: 2 * t),
        (np.sqrt, np.sqrt),
        (lambda x: np.sin(2 * np.pi * x), lambda t: 2 * np.sin(np.pi * min(t, 0.5))),
        (lambda x: x**2, lambda t: 1 - (1 - t) ** 2),
        (lambda x: 0 * x + 7, lambda t: 0),
    ],
)
def test_modulus_of_known_functions(f, omega, distance):
    known = omega(min(distance, 1))
    assert modulus_of_continuity(f, distance) == pytest.approx(known, rel=1e-5, abs=1e-10)


def test_a_jump_stays_however_short_the_distance():
    assert modulus_of_continuity(lambda x: (x > 0.3) * 4.0, 1e-5) == 4


@given(center=st.floats(-2, 3), power=st.floats(0.1, 1), distance=st.floats(1e-4, 8))
def test_the_estimate_is_low_by_twice_the_modulus_of_half_a_step_at_most(center, power, distance):
    """|x - c|**p changes by t**p over a distance t that ends at c; a grid may miss c by half a step."""
    low, high = center - 1.2345, center + 4
    longest = min(distance, 4)
    estimate = modulus_of_continuity(lambda x: np.abs(x - center) ** power, distance, (low, high))
    steps = max(10, np.ceil(distance / (high - low) * 1e5))
    missed = 2 * (min(distance, high - low) / steps / 2) ** power
    assert longest**power - missed - 1e-9 <= estimate <= longest**power + 1e-9


def test_the_function_is_asked_inside_the_interval_only():
    for distance in (0.3, 1 / 3, 0.0123, 9):
        modulus_of_continuity(lambda x: np.sqrt(np.pi - x) + np.sqrt(x - 0.1), distance, (0.1, np.pi))


FAMILIES = {
    "Lipschitz": lambda a, c: lambda x: np.sin(a * x + c),
    "kink": lambda a, c: lambda x: a * np.abs(x - c),
    "root": lambda a, c: lambda x: a * np.sqrt(np.abs(x - c)),
    "cube root": lambda a, c: lambda x: a * np.cbrt(x - c),
}


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=40)
@given(
    a=st.floats(0.1, 10),
    share=st.floats(0, 1),
    n_bumps=st.integers(1, 60),
    low=st.floats(-5, 5),
    length=st.floats(0.1, 5),
    sharpness=st.floats(0.05, 300),
)
def test_the_error_stays_below_the_bound(family, a, share, n_bumps, low, length, sharpness):
    interval, width = (low, low + length), length / n_bumps
    f = FAMILIES[family](a, low + share * length)
    edges = low + width * np.arange(n_bumps + 1)
    near = np.concatenate([edges, edges - width / sharpness, edges + width / sharpness, [low + share * length]])
    x = np.concatenate([np.linspace(*interval, 1001), np.clip(near, *interval)])
    for options in ({"steepness": sharpness / width}, {}, {"kind": "relu"}):
        error = np.abs(approximate(f, n_bumps, interval, **options)(x) - f(x)).max()
        assert error <= error_bound(f, n_bumps, interval, **options) * (1 + 1e-9) + 1e-10


def largest_error(net, f):
    x = np.linspace(0, 1, 10_001)
    return np.abs(net(x) - f(x)).max()


@pytest.mark.parametrize("sharpness", [5, 20, 100, 1000])
@pytest.mark.parametrize("n_bumps", [3, 30, 300])
def test_for_a_line_the_bound_for_pulses_is_at_most_four_times_the_error(n_bumps, sharpness):
    def line(x):
        return x - 0.5

    steepness = sharpness * n_bumps
    error = largest_error(approximate(line, n_bumps, steepness=steepness), line)
    assert error < error_bound(line, n_bumps, steepness=steepness) < 4 * error


@pytest.mark.parametrize("n_bumps", [3, 31])
def test_for_a_kink_the_bound_for_straight_lines_is_one_and_a_half_times_the_error(n_bumps):
    def kink(x):
        return np.abs(x - 0.5)

    error = largest_error(approximate(kink, n_bumps, kind="relu"), kink)
    assert error_bound(kink, n_bumps, kind="relu") == pytest.approx(1.5 * error)


def test_one_and_a_half_is_needed_for_straight_lines():
    """Points half a part apart differ by 1 at most, and yet the line from 1 to 2 passes 1.499 above the dip."""

    def dip(x):
        return np.interp(x, [0.498, 0.499, 0.4995, 0.9999, 1], [1, 0, 1, 1, 2])

    assert modulus_of_continuity(dip, 0.5) == pytest.approx(1)
    assert largest_error(approximate(dip, 1, kind="relu"), dip) == pytest.approx(1.499)
    assert error_bound(dip, 1, kind="relu") == pytest.approx(1.5)


def test_the_bound_is_its_formula():
    steepness, width = 60.0, 1 / 12
    terms = [modulus_of_continuity(np.exp, width / 2), 2 * modulus_of_continuity(np.exp, 1 / steepness)]
    rest = 2 * np.exp(-steepness * width) * np.e
    assert error_bound(np.exp, 12, steepness=steepness) == pytest.approx(sum(terms) + rest, rel=1e-12)
    assert error_bound(np.exp, 12, kind="relu") == pytest.approx(1.5 * terms[0], rel=1e-12)


def test_the_weights_of_far_pulses_are_as_in_the_proof():
    """2 (1/2 + sigma(-1) + sigma(-2) + ...) is less than 2."""
    assert 2 * (1 / (1 + np.exp(np.arange(60.0)))).sum() == pytest.approx(1.9283, abs=1e-4)


def test_distances_too_short_to_measure_make_the_bound_larger():
    bounds = [error_bound(np.sqrt, 10, steepness=k) for k in (1e5, 1e6, 1e9)]
    assert bounds[0] == bounds[1] == bounds[2] == pytest.approx(np.sqrt(0.05) + 2 * np.sqrt(1e-5), rel=1e-4)
    assert error_bound(np.sqrt, 100_000) == pytest.approx(3 * np.sqrt(1e-5), rel=1e-4)


@pytest.mark.parametrize("interval", [(0.0, 3.0), (-0.005, 0.005), (3.0, 4.0)])
def test_the_grid_has_a_hundred_thousand_steps_whatever_the_interval(interval):
    sizes = []

    def f(x):
        sizes.append(len(x) - 1)
        return x

    modulus_of_continuity(f, 0.01 * (interval[1] - interval[0]), interval)
    assert 100_000 <= min(sizes) <= max(sizes) <= 101_000


@pytest.mark.parametrize("interval", [(0.0, 3.0), (-1.0, 1.0), (-0.005, 0.005)])
def test_steps_too_steep_to_measure_are_bounded_by_the_shortest_distance_measured(interval):
    width = interval[1] - interval[0]
    bound = error_bound(lambda x: x / width, 5, interval, steepness=1e9 / width)
    assert bound == pytest.approx(0.1 + 2e-5, rel=1e-6)


@pytest.mark.parametrize(
    "options", [{}, {"steepness": 30.0}, {"kind": "relu"}, {"spacing": "free"}, {"resolution": 50}]
)
def test_the_terms_add_up_to_the_bound(options):
    terms = bound_terms(np.sqrt, 7, **options)
    assert terms.width + terms.edges + terms.ends == error_bound(np.sqrt, 7, **options)
    assert min(terms.width, terms.edges, terms.ends) >= 0
    assert (terms.edges, terms.ends) == (0, 0) or "kind" not in options


def test_each_term_is_for_what_its_name_says():
    few, many = bound_terms(np.exp, 5, steepness=40), bound_terms(np.exp, 10, steepness=40)
    assert many.width < 0.52 * few.width
    assert many.edges == few.edges == pytest.approx(2 * np.e * (1 - np.exp(-1 / 40)), rel=1e-3)
    assert (few.ends, many.ends) == (pytest.approx(2 * np.e * np.exp(-8)), pytest.approx(2 * np.e * np.exp(-4)))


@pytest.mark.parametrize("resolution", [1, 100, 2500])
def test_a_grid_has_ten_times_as_many_steps_as_the_resolution_says(resolution):
    sizes = []

    def f(x):
        sizes.append(len(x) - 1)
        return x

    modulus_of_continuity(f, 0.1 / resolution, resolution=resolution)
    assert sizes == [100 * resolution], "ten over the shortest distance"
    modulus_of_continuity(f, 1, resolution=resolution)
    assert sizes[1] == 10 * resolution
    with pytest.raises(ValueError, match="distance must be a finite number >="):
        modulus_of_continuity(f, 0.099 / resolution, resolution=resolution)


@given(
    n_bumps=st.integers(1, 30),
    resolution=st.integers(200, 2000),
    kind=st.sampled_from(["sigmoid", "relu"]),
    spacing=st.sampled_from(["equal", "free"]),
)
@example(n_bumps=12, resolution=201, kind="sigmoid", spacing="free")  # steps are shorter than what is measured
def test_a_coarser_grid_hardly_changes_a_bound(n_bumps, resolution, kind, spacing):
    """Distances that it does not measure make it larger; free parts lie a little elsewhere."""
    coarse, fine = (
        error_bound(np.cos, n_bumps, kind=kind, spacing=spacing, resolution=one) for one in (resolution, 10_000)
    )
    assert 0.97 * fine - 0.002 < coarse < 1.03 * fine + 3 / (10 * resolution)
