import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

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


# ---- regression


@pytest.mark.parametrize("draw", [datasets.line, datasets.fan])
@given(n=st.integers(1, 60), seed=st.integers(0, 1000))
def test_regression_sets_are_two_columns_of_the_same_length(draw, n, seed):
    X, y = draw(n, rng=np.random.default_rng(seed))
    assert X.shape == y.shape == (n, 1)
    assert X.dtype == y.dtype == np.float64
    assert (np.abs(X) <= 1).all()
    again = draw(n, rng=np.random.default_rng(seed))
    assert (again[0] == X).all() and (again[1] == y).all()
    assert (draw(n, rng=np.random.default_rng(seed + 1))[0] != X).all()


@pytest.mark.parametrize("draw", [datasets.line, datasets.fan])
def test_inputs_fill_the_interval_evenly(draw):
    X, _ = draw(8000, rng=np.random.default_rng(0))
    assert np.histogram(X, bins=8, range=(-1, 1))[0] == pytest.approx([1000] * 8, rel=0.12)


def test_a_line_without_noise_has_slope_one_half():
    X, y = datasets.line(50, rng=np.random.default_rng(0), noise=0.0)
    assert (y == X / 2).all()


def test_noise_is_around_the_line_and_gaussian():
    X, y = datasets.line(8000, rng=np.random.default_rng(0), noise=0.3)
    X_default, y_default = datasets.line(8000, rng=np.random.default_rng(0))
    residuals = y - X / 2
    assert (y_default - X_default / 2).std() == pytest.approx(0.1, rel=0.03)
    assert np.quantile(residuals, [0.1, 0.5, 0.9]) == pytest.approx(0.3 * ndtri([0.1, 0.5, 0.9]), abs=0.015)
    assert np.corrcoef(residuals.ravel(), X.ravel())[0, 1] == pytest.approx(0, abs=0.03)


@given(n=st.integers(1, 40), seed=st.integers(0, 1000), data=st.data())
def test_outliers_are_raised_by_one_and_nothing_else_moves(n, seed, data):
    few = data.draw(st.integers(0, n))
    many = data.draw(st.integers(few, n))
    (X, y), (X_few, y_few), (X_many, y_many) = (
        datasets.line(n, rng=np.random.default_rng(seed), n_outliers=n_outliers) for n_outliers in (0, few, many)
    )
    assert (X == X_few).all() and (X == X_many).all()
    raised_few, raised_many = y_few != y, y_many != y
    assert (raised_few.sum(), raised_many.sum()) == (few, many)
    assert (y_many[raised_many] == y[raised_many] + 1).all()
    assert (raised_few <= raised_many).all()


def test_any_sample_may_be_an_outlier():
    rows = set()
    for seed in range(60):
        clean, raised = (datasets.line(5, rng=np.random.default_rng(seed), n_outliers=k)[1] for k in (0, 1))
        rows |= {int(np.flatnonzero(clean != raised).item())}
    assert rows == set(range(5))


@pytest.mark.parametrize("level", [0.05, 0.25, 0.5, 0.9])
def test_targets_of_the_fan_stay_below_their_quantile_as_often_as_it_says(level):
    X, y = datasets.fan(40_000, rng=np.random.default_rng(0))
    quantile = np.sin(np.pi * X) / 2 + (0.15 + 0.1 * X) * ndtri(level)
    for left in (-1, -0.5, 0, 0.5):
        part = (left <= X) & (left + 0.5 > X)
        assert (y <= quantile)[part].mean() == pytest.approx(level, abs=0.015)


def test_the_fan_opens_five_times_as_wide():
    X, y = datasets.fan(200_000, rng=np.random.default_rng(0))
    residuals = y - np.sin(np.pi * X) / 2
    spread = [residuals[part].std() for part in (X < -0.99, X > 0.99)]
    assert spread == pytest.approx([0.05, 0.25], rel=0.06)


# ---- a rare class


@given(n=st.integers(2, 200), seed=st.integers(0, 1000), share=st.floats(0.01, 0.5))
def test_the_rare_class_has_exactly_its_share(n, seed, share):
    if round(n * share) == 0:
        with pytest.raises(ValueError, match="share must leave class 1 a sample, got round"):
            datasets.imbalanced(n, rng=np.random.default_rng(seed), share=share)
        return
    X, y = datasets.imbalanced(n, rng=np.random.default_rng(seed), share=share)
    assert X.shape == (n, 2) and X.dtype == np.float64
    assert y.shape == (n,) and y.dtype == np.int64
    assert np.bincount(y, minlength=2).tolist() == [n - round(n * share), round(n * share)]
    again = datasets.imbalanced(n, rng=np.random.default_rng(seed), share=share)
    assert (again[0] == X).all() and (again[1] == y).all()


def test_one_sample_in_ten_is_rare_and_comes_anywhere():
    _, y = datasets.imbalanced(2000, rng=np.random.default_rng(0))
    assert y.sum() == 200
    assert y.reshape(4, 500).sum(axis=1) == pytest.approx([50] * 4, abs=20)


def test_the_probability_of_the_rare_class_is_what_the_docstring_says():
    share = 0.2
    X, y = datasets.imbalanced(100_000, rng=np.random.default_rng(0), share=share)
    logits = 8 * X.sum(axis=1) + np.log(share / (1 - share))
    probability = 1 / (1 + np.exp(-logits))
    for low in np.arange(0, 1, 0.1):
        part = (low <= probability) & (probability < low + 0.1)
        assert y[part].mean() == pytest.approx(probability[part].mean(), abs=0.03)


def test_the_rare_class_differs_in_its_mean_only():
    X, y = datasets.imbalanced(40_000, rng=np.random.default_rng(0), share=0.5)
    for label, mean in ((0, -0.25), (1, 0.25)):
        assert X[y == label].mean(axis=0) == pytest.approx([mean, mean], abs=0.01)
        assert np.cov(X[y == label].T) == pytest.approx(np.eye(2) / 16, abs=0.002)


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: datasets.line(0, rng=rng()), "n must be an integer >= 1, got 0"),
        (lambda: datasets.line(5, rng=0), "rng must be a Generator"),
        (lambda: datasets.line(5, rng=rng(), noise=-1), "noise must be a finite number >= 0, got -1"),
        (lambda: datasets.line(5, rng=rng(), n_outliers=-1), "n_outliers must be an integer >= 0, got -1"),
        (lambda: datasets.line(5, rng=rng(), n_outliers=True), "n_outliers must be an integer >= 0, got True"),
        (lambda: datasets.line(5, rng=rng(), n_outliers=6), "n_outliers must be at most n = 5, got 6"),
        (lambda: datasets.fan(0, rng=rng()), "n must be an integer >= 1, got 0"),
        (lambda: datasets.fan(5, rng=None), "rng must be a Generator"),
        (lambda: datasets.imbalanced(1, rng=rng()), "n must be an integer >= 2, got 1"),
        (lambda: datasets.imbalanced(20, rng=7), "rng must be a Generator"),
        (lambda: datasets.imbalanced(20, rng=rng(), share=0), "share must be a finite number > 0 and <= 0.5, got 0"),
        (lambda: datasets.imbalanced(20, rng=rng(), share=0.6), "share must be a finite number > 0 and <= 0.5, got"),
        (lambda: datasets.imbalanced(4, rng=rng()), "share must leave class 1 a sample, got round(4 * 0.1) = 0"),
    ],
)
def test_wrong_calls_say_what_was_expected(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
