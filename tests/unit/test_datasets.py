import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import datasets

CLOUDS = [datasets.two_curves, datasets.rings, datasets.moons, datasets.spirals]


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("and", lambda p, q: p and q),
        ("or", lambda p, q: p or q),
        ("nand", lambda p, q: not (p and q)),
        ("xor", lambda p, q: p != q),
    ],
)
def test_gate_is_its_truth_table(name, truth):
    X, y = datasets.gate(name)
    assert X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert X.dtype == np.float64 and y.dtype == np.int64
    assert y.tolist() == [int(truth(bool(p), bool(q))) for p, q in X]


def test_gate_returns_new_arrays():
    datasets.gate("and")[0][:] = 7
    assert datasets.gate("and")[0].max() == 1


@pytest.mark.parametrize("cloud", CLOUDS)
@given(n=st.integers(2, 60), seed=st.integers(0, 1000))
def test_shapes_types_and_balance(cloud, n, seed):
    X, y = cloud(n, rng=np.random.default_rng(seed))
    assert X.shape == (n, 2) and X.dtype == np.float64
    assert y.shape == (n,) and y.dtype == np.int64
    assert np.bincount(y, minlength=2).tolist() == [n - n // 2, n // 2]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_generator_decides(cloud):
    def draw(seed):
        return cloud(50, rng=np.random.default_rng(seed))

    (X, y), (X_again, y_again), (X_other, y_other) = draw(1), draw(1), draw(2)
    assert (X == X_again).all() and (y == y_again).all()
    assert (X != X_other).any() and (y != y_other).any()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_classes_come_mixed(cloud):
    _, y = cloud(200, rng=np.random.default_rng(0))
    assert 70 < np.count_nonzero(np.diff(y)) < 130


@pytest.mark.parametrize("cloud", CLOUDS)
def test_noise_moves_points_by_its_standard_deviation(cloud):
    clean, _ = cloud(4000, rng=np.random.default_rng(0), noise=0.0)
    noisy, _ = cloud(4000, rng=np.random.default_rng(0), noise=0.2)
    default, _ = cloud(4000, rng=np.random.default_rng(0))
    assert (noisy - clean).std(axis=0) == pytest.approx([0.2, 0.2], rel=0.05)
    assert (noisy - clean).mean(axis=0) == pytest.approx([0, 0], abs=0.01)
    assert (default - clean).std(axis=0) == pytest.approx([0.03, 0.03], rel=0.05)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_curves_keep_their_distance_and_fill_the_plane(cloud):
    """Six standard deviations of the default noise lie between the classes."""
    X, y = cloud(2000, rng=np.random.default_rng(0), noise=0.0)
    between = np.linalg.norm(X[y == 0][:, np.newaxis] - X[y == 1], axis=2)
    assert between.min() > 6 * 0.03
    assert np.abs(X).max() <= 1
    assert np.ptp(X, axis=0).min() > 0.7


def test_two_curves_lie_on_their_curves():
    X, y = datasets.two_curves(400, rng=np.random.default_rng(0), noise=0.0)
    assert X[:, 1] == pytest.approx(np.cos(np.pi * X[:, 0]) / 2 + np.where(y == 1, 0.3, -0.3))
    assert X[:, 0].min() == pytest.approx(-1, abs=0.02) and X[:, 0].max() == pytest.approx(1, abs=0.02)


def test_rings_have_their_radii_and_go_all_round():
    X, y = datasets.rings(400, rng=np.random.default_rng(0), noise=0.0)
    assert np.linalg.norm(X, axis=1) == pytest.approx(np.where(y == 1, 0.5, 1.0))
    quadrants = np.floor(np.arctan2(X[:, 1], X[:, 0]) / (np.pi / 2))
    assert np.unique(quadrants, return_counts=True)[1] == pytest.approx([100] * 4, abs=25)


def test_moons_are_half_circles_and_mirror_images():
    X, y = datasets.moons(400, rng=np.random.default_rng(0), noise=0.0)
    for label, centre, side in ((0, (-0.25, -0.125), 1), (1, (0.25, 0.125), -1)):
        arm = side * (X[y == label] - centre)
        assert np.linalg.norm(arm, axis=1) == pytest.approx(0.5)
        assert arm[:, 1].min() >= 0
        assert arm[:, 0].min() < -0.49 and arm[:, 0].max() > 0.49


def test_spirals_wind_one_and_a_half_turns():
    X, y = datasets.spirals(400, rng=np.random.default_rng(0), noise=0.0)
    radius = np.linalg.norm(X, axis=1)
    assert radius.min() == pytest.approx(0.1, abs=0.02) and radius.max() == pytest.approx(1, abs=0.02)
    direction = np.column_stack([np.cos(3 * np.pi * radius), np.sin(3 * np.pi * radius)])
    assert pytest.approx(radius[:, np.newaxis] * direction) == X * np.where(y == 1, 1, -1)[:, np.newaxis]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_no_straight_line_separates_the_classes(cloud):
    """A least-squares line, refitted to its worst mistakes, never gets all points right."""
    X, y = cloud(200, rng=np.random.default_rng(0))
    inputs, side = np.column_stack([X, np.ones(len(X))]), np.where(y == 1, 1.0, -1.0)
    w = np.zeros(3)
    for _ in range(20):  # perceptron epochs: enough for data as wide apart as these, if it could be done
        for row, target in zip(inputs, side, strict=True):
            if target * (row @ w) <= 0:
                w += target * row
        assert (side * (inputs @ w) <= 0).any()
