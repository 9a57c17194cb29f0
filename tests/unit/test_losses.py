"""What every loss in the registry owes its user, and what each is known for."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import losses
from nnlib.losses import LOSSES, Focal, Huber, Loss, Quantile

INF = np.inf
EVERY = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
REDUCIBLE = [loss for loss in LOSSES.values() if "none" in loss.reductions]
REGRESSION = ["mse", "half_mse", "mae", "rmse", "log_cosh", "huber", "quantile"]
scores = arrays(float, 5, elements=st.floats(-50, 50))


def example(loss, seed=0, n=12):
    """Targets that the loss takes, and predictions that hit no kink."""
    rng = np.random.default_rng(seed)
    y_pred = rng.normal(size=(n, 3)) * 2
    if loss.name == "cross_entropy":
        return rng.integers(3, size=n), y_pred
    if loss.labels:
        return rng.choice(loss.labels, size=(n, 3)), y_pred
    return rng.uniform(size=(n, 3)), y_pred


def perfect(loss):
    """Targets, and predictions that cannot be better."""
    if loss.name == "cross_entropy":
        return [0, 1], [[INF, 0], [0, INF]]
    y = np.array(loss.labels or (0, 1))
    return y, np.where(y == 1, INF, -INF) if loss.labels or loss.name == "binary_cross_entropy" else y


# The sum over all elements as a textbook writes it, for complex predictions
TEXTBOOK = {
    "mse": lambda y, p: (p - y) ** 2,
    "half_mse": lambda y, p: (p - y) ** 2 / 2,
    "mae": lambda y, p: np.where(p.real > y, p - y, y - p),
    "rmse": lambda y, p: np.sqrt(np.mean((p - y) ** 2)),
    "log_cosh": lambda y, p: np.log(np.cosh(p - y)),
    "huber": lambda y, p: np.where(abs((p - y).real) < 1, (p - y) ** 2 / 2, np.where(p.real > y, p - y, y - p) - 0.5),
    "quantile": lambda y, p: 0.5 * np.where(p.real > y, p - y, y - p),
    "binary_cross_entropy": lambda y, p: -y * np.log(1 / (1 + np.exp(-p))) - (1 - y) * np.log(1 - 1 / (1 + np.exp(-p))),
    "cross_entropy": lambda y, p: -np.log((np.exp(p) / np.exp(p).sum(axis=1, keepdims=True))[np.arange(len(y)), y]),
    "focal": lambda y, p: np.where(
        y == 1,
        -((1 - 1 / (1 + np.exp(-p))) ** 2) * np.log(1 / (1 + np.exp(-p))),
        -((1 / (1 + np.exp(-p))) ** 2) * np.log(1 - 1 / (1 + np.exp(-p))),
    ),
    "hinge": lambda y, p: np.where((y * p).real < 1, 1 - y * p, 0),
    "logistic": lambda y, p: np.log(1 + np.exp(-y * p)),
    "exponential": lambda y, p: np.exp(-y * p),
    "perceptron": lambda y, p: np.where((y * p).real < 0, -y * p, 0),
    "zero_one": lambda y, p: 1.0 * ((y * p).real < 0),
}


@EVERY
def test_registry_key_is_the_name_and_the_module_has_it(loss):
    assert LOSSES[loss.name] is loss
    assert getattr(losses, loss.name, loss) is loss
    assert loss.latex and "$" not in loss.latex


@EVERY
def test_value_and_gradient_agree_with_the_textbook_by_complex_step(loss):
    y, p = example(loss)
    formula = TEXTBOOK[loss.name]
    assert loss(y, p) == pytest.approx(np.mean(formula(y, p + 0j)).real, rel=1e-13)
    slope = np.empty_like(p)
    for index in np.ndindex(p.shape):
        moved = p.astype(complex)
        moved[index] += 1e-30j
        slope[index] = np.imag(np.mean(formula(y, moved))) / 1e-30
    np.testing.assert_allclose(loss.grad(y, p), slope, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("loss", "reduction"),
    [(loss, reduction) for loss in LOSSES.values() for reduction in loss.reductions if reduction != "none"],
    ids=str,
)
def test_gradient_is_the_slope_of_the_value(loss, reduction):
    y, p = example(loss, seed=1)
    slope = np.empty_like(p)
    h = 1e-4
    for index in np.ndindex(p.shape):
        step = np.zeros_like(p)
        step[index] = h
        near = loss(y, p + step, reduction) - loss(y, p - step, reduction)
        far = loss(y, p + 2 * step, reduction) - loss(y, p - 2 * step, reduction)
        slope[index] = (8 * near - far) / (12 * h)
    np.testing.assert_allclose(loss.grad(y, p, reduction), slope, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("loss", REDUCIBLE, ids=str)
def test_reductions_agree(loss):
    y, p = example(loss)
    each = loss(y, p, reduction="none")
    assert each.shape == ((len(p),) if loss.name == "cross_entropy" else p.shape)
    assert loss(y, p, reduction="sum") == pytest.approx(each.sum(), rel=1e-15)
    assert loss(y, p, reduction="mean") == loss(y, p) == pytest.approx(each.mean(), rel=1e-15)
    slopes = loss.grad(y, p, reduction="none")
    np.testing.assert_array_equal(loss.grad(y, p, reduction="sum"), slopes)
    np.testing.assert_array_equal(loss.grad(y, p, reduction="mean"), slopes / each.size)
    np.testing.assert_array_equal(loss.grad(y, p), loss.grad(y, p, "mean"))


@EVERY
def test_reduced_loss_is_a_float_and_arrays_keep_their_precision(loss):
    y, p = example(loss)
    narrow = p.astype(np.float32)
    for reduction in set(loss.reductions) - {"none"}:
        assert type(loss(y, p, reduction)) is float
        assert loss(y, narrow, reduction) == pytest.approx(loss(y, p, reduction), rel=1e-6)
    for reduction in loss.reductions:
        gradient = loss.grad(y, narrow, reduction)
        assert gradient.dtype == np.float32
        assert gradient.shape == p.shape
        wide = loss.grad(y, narrow.astype(float), reduction)
        np.testing.assert_array_equal(gradient, wide.astype(np.float32))
        assert wide.dtype == np.float64
    both = y.astype(np.float32)  # in float32 1 - y would be rounded
    assert loss(both, narrow) == loss(both.astype(float), narrow.astype(float))
    same = loss.grad(both.astype(float), narrow.astype(float)).astype(np.float32)
    np.testing.assert_array_equal(loss.grad(both, narrow), same)
    if "none" in loss.reductions:
        each = loss(y, narrow, "none")
        assert each.dtype == np.float32
        np.testing.assert_array_equal(each, loss(y, narrow.astype(float), "none").astype(np.float32))


@EVERY
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_training_kernel_agrees_with_the_public_calls(loss, dtype):
    y, p = example(loss)
    p[:2] *= 20
    target, p = loss._check(y, p.astype(dtype))
    target = target.astype(dtype)
    eps = float(np.finfo(dtype).eps)
    value, gradient = loss._mean_and_grad(target, p)
    assert type(value) is float
    assert value == pytest.approx(loss(y, p), rel=8 * eps)
    assert gradient.dtype == dtype
    largest = abs(loss.grad(y, p)).max()
    np.testing.assert_allclose(gradient, loss.grad(y, p), rtol=8 * eps, atol=4 * eps * largest)


@pytest.mark.parametrize("size", [100.0, 1e4])
def test_training_kernel_of_saturated_logits(size):
    y = np.array([[1.0], [0.0], [1.0], [0.0]])
    p = np.array([[size], [-size], [-size], [size]])
    for loss, target, logits in (
        (losses.binary_cross_entropy, y, p),
        (losses.cross_entropy, np.hstack([y, 1 - y]), np.hstack([p, 0 * p])),
    ):
        value, gradient = loss._mean_and_grad(target, logits)
        assert value == pytest.approx(size / 2, rel=1e-15)
        np.testing.assert_allclose(gradient, loss.grad(target, logits), rtol=0, atol=1e-16)
    assert losses.binary_cross_entropy._mean_and_grad(np.ones((1, 1)), np.full((1, 1), 700.0))[0] > 0


@EVERY
def test_rows_of_checked_targets_make_a_batch(loss):
    y, p = example(loss)
    target, _ = loss._check(y, p)
    rows = [4, 1, 7]
    value, gradient = loss._mean_and_grad(target[rows], p[rows])
    assert value == pytest.approx(loss(y[rows], p[rows]), rel=1e-14)
    np.testing.assert_allclose(gradient, loss.grad(y[rows], p[rows]), rtol=1e-13, atol=1e-16)


@EVERY
def test_arguments_are_left_alone(loss):
    y, p = example(loss)
    y_before, p_before = y.copy(), p.copy()
    loss(y, p)
    loss.grad(y, p)
    loss._mean_and_grad(*loss._check(y, p))
    np.testing.assert_array_equal(y, y_before)
    np.testing.assert_array_equal(p, p_before)


@EVERY
def test_lists_and_integers_are_fine(loss):
    y, p = example(loss)
    p = np.round(p * 4)
    assert loss(y.tolist(), p.astype(int).tolist()) == loss(y, p)


@EVERY
def test_never_negative_and_zero_for_perfect_predictions(loss):
    y, p = perfect(loss)
    with np.errstate(all="raise"):
        assert loss(y, p) == 0
        assert np.all(loss.grad(y, p) == 0)
    y, p = example(loss)
    assert np.all(np.asarray(loss(y, p, loss.reductions[-1])) >= 0)


@EVERY
def test_nan_gives_nan(loss):
    y, p = example(loss)
    p[1, 1] = np.nan
    with np.errstate(all="raise"):
        assert np.isnan(loss(y, p))
        gradient = loss.grad(y, p)
    assert np.isnan(gradient[1, 1])
    if loss.name != "rmse":  # there all elements depend on all
        assert np.all(np.isfinite(np.delete(gradient, 1, axis=0)))


@pytest.mark.parametrize("name", REGRESSION)
@pytest.mark.parametrize("r", [INF, -INF])
def test_infinite_residual(name, r):
    slope = {"mse": 2 * r, "half_mse": r, "quantile": np.sign(r) / 2}.get(name, np.sign(r))
    with np.errstate(all="raise"):
        assert LOSSES[name]([0.0], [r]) == INF
        np.testing.assert_array_equal(LOSSES[name].grad([0.0], [r]), [slope])


@pytest.mark.parametrize("name", REGRESSION)
def test_residual_of_two_infinities_is_nan_and_silent(name):
    with np.errstate(all="raise"):
        assert np.isnan(LOSSES[name]([INF], [INF]))
        assert np.isnan(LOSSES[name].grad([INF], [INF]))


@pytest.mark.parametrize(
    ("loss", "y", "slope"),
    [
        (losses.hinge, 1, -1),
        (losses.logistic, 1, -1),
        (losses.exponential, 1, -INF),
        (losses.perceptron, 1, -1),
        (losses.binary_cross_entropy, 1, -1),
        (losses.binary_cross_entropy, 0.5, -0.5),
        (LOSSES["focal"], 1, -1),
        (Focal(gamma=0.0, alpha=0.5), 1, -0.5),
    ],
    ids=str,
)
def test_infinitely_wrong_score(loss, y, slope):
    with np.errstate(all="raise"):
        assert loss([y], [-INF]) == INF
        assert loss.grad([y], [-INF]).tolist() == [slope]
        other = 1 - y if 0 in (loss.labels or (0,)) else -y
        assert loss([other], [INF]) == INF
        assert loss.grad([other], [INF]).tolist() == [-slope]


def test_infinitely_wrong_logit_among_many():
    with np.errstate(all="raise"):
        assert losses.cross_entropy([0], [[-INF, 0, 0]]) == INF
        assert losses.cross_entropy.grad([0], [[-INF, 0, 0]]).tolist() == [[-1, 0.5, 0.5]]
        assert losses.cross_entropy([1], [[-INF, 0, 0]]) == np.log(2)


def test_overflow_is_infinite_and_silent():
    with np.errstate(all="raise"):
        assert losses.exponential([1], [-710]) == INF
        assert losses.exponential.grad([-1], [710]) == INF
        assert losses.exponential([1], [-709]) == pytest.approx(float(mp.exp(709)))
        assert losses.mse([0], [1e200]) == INF
        assert losses.mse.grad([0], [1e200]) == 2e200
        assert losses.half_mse([0], [1.8e154]) == pytest.approx(1.62e308)
        assert losses.mse([0], np.float32([1e30]), "none").tolist() == [INF]


@pytest.mark.parametrize("loss", [loss for loss in REDUCIBLE if loss.name != "cross_entropy"], ids=str)
def test_single_numbers(loss):
    y = 1.0
    assert loss(y, 0.3) == loss([y], [0.3])
    assert loss.grad(y, 0.3) == loss.grad([y], [0.3])[0]
    assert isinstance(loss(y, 0.3, "none"), float)
    assert isinstance(loss.grad(y, 0.3), float)


def test_hand_values():
    y, p = [1.0, 2.0, 3.0, 4.0], [1.0, 0.0, 3.5, 7.0]  # residuals 0, -2, 0.5, 3
    assert losses.mse(y, p) == 13.25 / 4
    assert losses.half_mse(y, p) == 13.25 / 8
    assert losses.mae(y, p) == 5.5 / 4
    assert losses.rmse(y, p) == pytest.approx(np.sqrt(13.25 / 4), rel=1e-15)
    assert Huber(1.0)(y, p, "none").tolist() == [0, 1.5, 0.125, 2.5]
    assert Huber(2.0)(y, p, "none").tolist() == [0, 2, 0.125, 4]
    assert Huber(2.0).grad(y, p, "none").tolist() == [0, -2, 0.5, 2]
    assert Quantile(0.75)(y, p, "none").tolist() == [0, 1.5, 0.125, 0.75]
    assert Quantile(0.75).grad(y, p, "none").tolist() == [0, -0.75, 0.25, 0.25]
    assert losses.log_cosh([0], [1]) == pytest.approx(np.log((np.e + 1 / np.e) / 2), rel=1e-15)
    assert losses.hinge([1, 1, -1, -1], [2, 0.25, 0.25, -1], "none").tolist() == [0, 0.75, 1.25, 0]
    assert losses.perceptron([1, 1, -1, -1], [2, -3, 0.25, -1], "none").tolist() == [0, 3, 0.25, 0]
    assert losses.logistic([-1], [0]) == np.log(2)
    assert losses.exponential([1, -1], [0, 1], "none").tolist() == [1, np.e]
    assert losses.binary_cross_entropy([1], [np.log(3)]) == pytest.approx(np.log(4 / 3), rel=1e-15)
    assert losses.binary_cross_entropy.grad([1], [np.log(3)]) == pytest.approx(-0.25, rel=1e-15)
    third = np.log([[1, 2, 5]])
    assert losses.cross_entropy([1], third) == pytest.approx(np.log(4), rel=1e-15)
    np.testing.assert_allclose(losses.cross_entropy.grad([1], third), [[0.125, -0.75, 0.625]], rtol=1e-14)
    assert Focal(2.0)([1], [np.log(3)]) == pytest.approx(np.log(4 / 3) / 16, rel=1e-15)
    assert Focal(2.0, alpha=0.75)([1], [np.log(3)]) == pytest.approx(np.log(4 / 3) * 3 / 64, rel=1e-15)
    assert Focal(2.0, alpha=0.75)([0], [-np.log(3)]) == pytest.approx(np.log(4 / 3) / 64, rel=1e-15)


def test_kinks():
    """Slope 0 at every kink of a loss, as relu'(0) = 0; Huber has none."""
    assert losses.mae.grad([2], [2]) == 0
    assert losses.rmse.grad([2, 3], [2, 3]).tolist() == [0, 0]
    assert Quantile(0.9).grad([2], [2]) == 0
    assert losses.hinge.grad([1, -1], [1, -1]).tolist() == [0, 0]
    assert losses.perceptron.grad([1, -1], [0, 0]).tolist() == [0, 0]
    assert Huber(1.35).grad([0, 0], [1.35, -1.35], "sum").tolist() == [1.35, -1.35]


def test_no_negative_zero_to_print():
    for loss in (losses.hinge, losses.perceptron, losses.logistic, losses.exponential):
        assert not np.signbit(loss.grad([1, 1], [1e5, 1e5])).any()


def test_a_score_of_zero_predicts_plus_one():
    assert losses.zero_one([1, -1, 1, -1], [0.0, 0.0, -0.0, -0.0], "none").tolist() == [0, 1, 0, 1]
    assert losses.zero_one([1, -1, 1, -1], [2, 2, -2, -2], "none").tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("soft", [False, True])
def test_cross_entropy_takes_rows_of_probabilities(soft):
    z = np.random.default_rng(0).normal(size=(4, 3))
    y = np.array([2, 0, 1, 1])
    rows = np.eye(3)[y]
    if soft:
        mixed = 0.9 * rows + 0.1 / 3
        expected = 0.9 * losses.cross_entropy(y, z) + 0.1 / 3 * sum(losses.cross_entropy([k] * 4, z) for k in range(3))
        assert losses.cross_entropy(mixed, z) == pytest.approx(expected, rel=1e-14)
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(losses.cross_entropy.grad(mixed, z), (p - mixed) / 4, rtol=1e-12)
    else:
        assert losses.cross_entropy(rows, z) == losses.cross_entropy(y, z)
        np.testing.assert_array_equal(losses.cross_entropy.grad(rows, z), losses.cross_entropy.grad(y, z))


def test_cross_entropy_of_two_classes_is_binary():
    z = np.linspace(-30, 30, 13)
    for y in (0, 1):
        two = losses.cross_entropy(np.full(13, y), np.stack([np.zeros(13), z], axis=1), "none")
        np.testing.assert_allclose(two, losses.binary_cross_entropy(np.full(13, y), z, "none"), rtol=1e-15)


def test_focal_without_focus_is_cross_entropy():
    y, z = np.array([0, 1, 1, 0]), np.array([-3.0, 0.5, -40.0, 800.0])
    np.testing.assert_array_equal(Focal(0)(y, z, "none"), losses.binary_cross_entropy(y, z, "none"))
    half = 0.5 * losses.binary_cross_entropy(y, z, "none")
    np.testing.assert_array_equal(Focal(0, alpha=0.5)(y, z, "none"), half)


def test_parameters_are_kept_and_shown():
    assert (Huber().delta, Quantile().gamma, Focal().gamma) == (1.0, 0.5, 2.0)
    assert (Huber(2).delta, Quantile(0.25).gamma) == (2, 0.25)
    assert (Focal(1, 0.25).gamma, Focal(1, 0.25).alpha, Focal().alpha) == (1, 0.25, None)
    assert repr(Huber(2)) == "Huber(delta=2.0)"
    assert repr(Quantile(0.25)) == "Quantile(gamma=0.25)"
    assert repr(Focal()) == "Focal(gamma=2.0, alpha=None)"
    assert repr(losses.mse) == "mse"
    assert (LOSSES["huber"].delta, LOSSES["quantile"].gamma) == (1.0, 0.5)


def test_median_is_half_the_absolute_error():
    y, p = example(losses.mae)
    np.testing.assert_array_equal(2 * Quantile(0.5)(y, p, "none"), losses.mae(y, p, "none"))


def test_quantile_loss_is_least_at_the_quantile():
    y = np.arange(101.0)
    cost = [Quantile(0.9)(y, np.full(101, c)) for c in y]
    assert y[np.argmin(cost)] == 90


def test_a_new_loss_must_say_what_it_computes():
    for call in (Loss(), Loss().grad):
        with pytest.raises(NotImplementedError):
            call([1.0], [2.0])


@given(scores, arrays(float, 5, elements=st.sampled_from([-1.0, 1.0])))
def test_surrogates_bound_the_errors_from_above(s, y):
    errors = losses.zero_one(y, s, "none")
    for loss in (losses.hinge, losses.exponential):
        assert np.all(loss(y, s, "none") >= errors)
    assert np.all(losses.logistic(y, s, "none") / np.log(2) >= errors * (1 - 1e-15))


@given(scores, scores, st.floats(0, 1))
def test_every_loss_but_focal_and_zero_one_is_convex(a, b, t):
    for name in LOSSES.keys() - {"focal", "zero_one"}:
        loss = LOSSES[name]
        y = [2] if name == "cross_entropy" else np.ones((1, 5))
        between = loss(y, [t * a + (1 - t) * b])
        chord = t * loss(y, [a]) + (1 - t) * loss(y, [b])
        assert between <= chord * (1 + 1e-12) + 1e-12


@given(scores, scores)
def test_rmse_is_the_root_of_mse(y, p):
    assert losses.rmse(y, p) ** 2 == pytest.approx(losses.mse(y, p), rel=1e-14, abs=1e-300)


@pytest.mark.parametrize("loss", [losses.mae, losses.hinge, losses.mse], ids=repr)
def test_a_mean_is_finite_though_the_sum_is_not(loss):
    y, p = ([-1, -1], [1.2e308, 1e308]) if loss is losses.hinge else ([0, 0], [1.2e308, 1e308])
    if loss is losses.mse:
        p = np.sqrt(p)
    with np.errstate(all="raise", under="ignore"):
        assert loss(y, p, reduction="sum") == INF
        assert loss(y, p) == pytest.approx(1.1e308)


def test_beside_infinite_residuals_the_slopes_of_rmse_vanish():
    with np.errstate(all="raise"):
        np.testing.assert_allclose(losses.rmse.grad([0, 0], [INF, 1]), [np.sqrt(0.5), 0], rtol=1e-15)
        assert np.isnan(losses.rmse.grad([0, 0], [INF, np.nan])).all()


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_distribution_in_float32_is_one_in_any_memory_order(order):
    y = np.full((3, 1000), 1e-3, np.float32, order=order)
    assert losses.cross_entropy(y, np.zeros((3, 1000))) == pytest.approx(np.log(1000))
