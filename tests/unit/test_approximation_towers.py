import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.activations import sigmoid
from nnlib.approximation import approximate_2d, tower, towers

numbers = st.floats(-5, 5)


def grid(low, high, n):
    line = np.linspace(low, high, n)
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


def pulse(t, width, steepness):
    return sigmoid(steepness * (t + width / 2)) - sigmoid(steepness * (t - width / 2))


def tower_formula(X, center, width, height, steepness):
    both = pulse(X[:, 0] - center[0], width, steepness) + pulse(X[:, 1] - center[1], width, steepness)
    return height * sigmoid(steepness * (both - 1.5))


@given(c1=numbers, c2=numbers, width=st.floats(0.1, 3), height=numbers, steepness=st.floats(0.5, 100))
def test_tower_is_its_formula(c1, c2, width, height, steepness):
    net = tower((c1, c2), width, height, steepness)
    X = np.add(grid(-width, width, 9), (c1, c2))
    formula = tower_formula(X, (c1, c2), width, height, steepness)
    assert net(X)[:, 0] == pytest.approx(formula, rel=1e-9, abs=1e-12)


def test_tower_stands_on_its_square_only():
    net = tower((1, 2), width=1, height=5, steepness=40)
    assert [layer.W.shape for layer in net.layers] == [(2, 4), (4, 1), (1, 1)]
    inside, strip, outside = net([[1.3, 1.7], [1.3, 3.0], [3.0, 4.0]])[:, 0]
    assert inside == pytest.approx(5, rel=1e-4)
    assert strip == pytest.approx(0, abs=1e-4) and outside == pytest.approx(0, abs=1e-4)


def test_the_weights_of_a_tower_are_the_ones_on_paper():
    steps, threshold, output = tower((1, 2), width=1, height=5, steepness=40).layers
    assert steps.W.tolist() == [[40, 40, 0, 0], [0, 0, 40, 40]]
    assert steps.b.tolist() == [-20, -60, -60, -100]
    assert threshold.W.tolist() == [[40], [-40], [40], [-40]] and threshold.b.tolist() == [-60]
    assert output.W.tolist() == [[5]] and output.b.tolist() == [0]


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=5), st.floats(0.1, 3), st.floats(0.5, 100))
def test_towers_add_up(rows, width, steepness):
    centers, heights = [row[:2] for row in rows], [row[2] for row in rows]
    net = towers(centers, width, heights, steepness)
    X = grid(-6, 6, 25)
    formula = sum(tower_formula(X, *tower, steepness) for tower in zip(centers, [width] * 5, heights, strict=False))
    assert net(X)[:, 0] == pytest.approx(formula, rel=1e-9, abs=1e-11)
    assert [layer.n_out for layer in net.layers] == [4 * len(rows), len(rows), 1]


def plane_wave(X):
    return np.sin(3 * X[:, 0] - 2 * X[:, 1])


@given(n=st.integers(1, 6), steepness=st.floats(20, 200))
def test_a_surface_is_towers_that_share_their_steps(n, steepness):
    """With parts one wide, and towers in place of the outer half towers, the formulas agree; so inside."""
    net = approximate_2d(plane_wave, n, (0, n), steepness=steepness)
    middles = np.array([(i + 0.5, j + 0.5) for i in range(n) for j in range(n)])
    apart = towers(middles, 1, plane_wave(middles), steepness)
    X = middles + np.random.default_rng(n).uniform(-0.2, 0.2, middles.shape)
    assert net(X) == pytest.approx(apart(X), abs=3 * n * n * np.exp(-0.3 * steepness) * steepness + 1e-9)


@given(n=st.integers(1, 6), sharpness=st.floats(20, 300), low=numbers, length=st.floats(0.1, 10))
def test_a_surface_is_its_formula(n, sharpness, low, length):
    width = length / n
    k = sharpness / width
    edges = low + width * np.array([-1, *range(1, n), n + 1])
    X = low + length * np.random.default_rng(n).uniform(0, 1, (50, 2))
    steps = sigmoid(k * (X[:, :, np.newaxis] - edges))
    p1, p2 = (steps[..., :-1] - steps[..., 1:]).transpose(1, 0, 2)
    m = low + width * (np.arange(n) + 0.5)
    heights = plane_wave(np.array([(a, b) for a in m for b in m])).reshape(n, n)
    weights = sigmoid(sharpness * (p1[:, :, np.newaxis] + p2[:, np.newaxis] - 1.5))
    net = approximate_2d(plane_wave, n, (low, low + length), steepness=k)
    assert net(X)[:, 0] == pytest.approx((weights * heights).sum(axis=(1, 2)), rel=1e-8, abs=1e-8)


def test_neighbours_share_their_steps():
    net = approximate_2d(plane_wave, 20)
    assert [layer.W.shape for layer in net.layers] == [(2, 42), (42, 400), (400, 1)]
    steps, thresholds, _ = net.layers
    assert ((thresholds.W != 0).sum(axis=0) == 4).all()
    assert steps.W.max() == 2000, "100 / w"
    assert thresholds.W.max() == pytest.approx(100), "k w"


def test_a_surface_sees_samples_of_two_columns_in_the_middles():
    seen = []
    approximate_2d(lambda X: seen.append(X) or X[:, 0], 2, (0, 4))
    assert seen[0].tolist() == [[1, 1], [1, 3], [3, 1], [3, 3]]


@given(
    n=st.integers(1, 8), sharpness=st.floats(30, 300), near=st.floats(0.15, 0.49), a=numbers, b=numbers, offset=numbers
)
def test_away_from_edges_the_error_stays_below_its_bound(n, sharpness, near, a, b, offset):
    """The wave changes by at most |a| w / 2 + |b| w / 2 from a middle to the border of its part."""

    def f(X):
        return np.sin(a * X[:, 0] + b * X[:, 1]) + offset

    width = 1 / n
    net = approximate_2d(f, n, steepness=sharpness / width)
    rng = np.random.default_rng(0)
    parts = rng.integers(0, n, (400, 2))
    shares = rng.uniform(near, 1 - near, (400, 2))
    shares[(parts == 0) & (rng.random((400, 2)) < 0.3)] = 0  # the border of the square is no edge
    X = (parts + shares) * width
    omega = (abs(a) + abs(b)) * width / 2
    rest = n**2 * (1 + abs(offset)) * np.exp(-sharpness * (0.5 - 4 * np.exp(-sharpness * near)))
    assert np.abs(net(X)[:, 0] - f(X)).max() <= omega + rest + 1e-12


def test_the_last_term_of_the_bound_is_needed():
    """A constant has no omega: what is left is that of soft thresholds."""
    n, sharpness = 3, 20.0
    net = approximate_2d(lambda X: np.ones(len(X)), n, steepness=sharpness * n)
    X = np.array([[0.5, 0.5]])
    error = abs(net(X).item() - 1)
    bound = n**2 * np.exp(-sharpness * (0.5 - 4 * np.exp(-sharpness / 2)))
    assert bound / 30 < error < bound


def test_along_an_edge_the_net_is_an_average_of_both_heights():
    net = approximate_2d(lambda X: np.where(X[:, 0] < 0.5, 2.0, 6.0), 2)
    across = np.linspace(0.4, 0.6, 2001)
    for along in (0.0, 0.25, 0.9, 1.0):
        heights = net(np.column_stack([across, np.full_like(across, along)]))[:, 0]
        assert (np.diff(heights) > -1e-9).all() and heights[[0, -1]] == pytest.approx([2, 6])
        assert heights[1000] == pytest.approx(4)


def test_a_constant_is_kept_along_edges_and_at_the_border():
    net = approximate_2d(lambda X: np.ones(len(X)), 3)
    anywhere, inside = np.linspace(0, 1, 601), np.array([0, 0.1, 0.2, 0.5, 0.8, 1])
    X = np.stack(np.meshgrid(anywhere, inside), axis=-1).reshape(-1, 2)
    assert net(X) == pytest.approx(1, abs=1e-5)
    assert net(X[:, ::-1]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("n", [2, 5, 10])
def test_where_four_towers_meet_there_is_a_hole(n):
    net = approximate_2d(lambda X: np.full(len(X), 7.0), n)
    inner = np.linspace(0, 1, n + 1)[1:-1]
    corners = np.stack(np.meshgrid(inner, inner), axis=-1).reshape(-1, 2)
    assert np.abs(net(corners)).max() < 1e-9


def test_the_holes_are_small():
    """For thresholds without slope a hole is where the parts s, t of two sharp pulses have |s - 1/2| + |t - 1/2| < 1/2.

    Its area is 4 (2/k)² times the integral of artanh(1 - tanh u) over u > 0.
    """
    mpmath = pytest.importorskip("mpmath")
    area = 16 * mpmath.quad(lambda t: mpmath.atanh(1 - t) / (1 - t * t), [0, 0.5, 1])
    assert float(area) == pytest.approx(14.337, abs=1e-3)
    k, reach = 400.0, 0.03
    net = approximate_2d(lambda X: np.ones(len(X)), 2, (-1, 1), steepness=k)
    hole = (net(grid(-reach, reach, 401)) < 0.5).mean() * (2 * reach) ** 2
    assert 0.97 * area < hole * k**2 < area
