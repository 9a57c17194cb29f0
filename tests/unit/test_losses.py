"""What every loss in the registry owes its user, and what each is known for."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from oracles import OF_ALL_ELEMENTS, OF_RESIDUAL, REGRESSION, limit, of_one_number

from nnlib import losses
from nnlib.losses import LOSSES, Focal, Huber, Loss, MulticlassFocal, Quantile

INF = np.inf
EVERY = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
REDUCIBLE = [loss for loss in LOSSES.values() if "none" in loss.reductions]
scores = arrays(float, 5, elements=st.floats(-50, 50))


def example(loss, seed=0, n=12):
    """Targets that the loss takes, and predictions that hit no kink."""
    rng = np.random.default_rng(seed)
    y_pred = rng.normal(size=(n, 3)) * 2
    if loss.per_sample:
        return rng.integers(3, size=n), y_pred
    if loss.labels:
        return rng.choice(loss.labels, size=(n, 3)), y_pred
    return rng.uniform(size=(n, 3)), y_pred


def perfect(loss):
    """Targets, and predictions that cannot be better."""
    if loss.per_sample:
        return [0, 1], [[INF, 0], [0, INF]]
    y = np.array(loss.labels or (0, 1))
    return y, np.where(y == 1, INF, -INF) if loss.labels or loss.name == "binary_cross_entropy" else y


def definition(loss, y, p):
    """The loss and its gradient, from its oracle: complex steps where it is a function of all elements at once."""
    slope = np.empty_like(p)
    one = of_one_number(loss.name)
    if one is not None:
        f, df = one
        pairs = [(mp.mpf(float(a)), mp.mpf(float(b))) for a, b in zip(np.ravel(y), np.ravel(p), strict=True)]
        slope.flat = [float(df(*pair) / p.size) for pair in pairs]
        return float(mp.fsum(f(*pair) for pair in pairs) / p.size), slope
    formula = OF_ALL_ELEMENTS[loss.name]
    for index in np.ndindex(p.shape):
        moved = p.astype(complex)
        moved[index] += 1e-30j
        slope[index] = np.imag(np.mean(formula(y, moved))) / 1e-30
    return np.mean(formula(y, p + 0j)).real, slope


@EVERY
def test_registry_key_is_the_name_and_the_module_has_it(loss):
    assert LOSSES[loss.name] is loss
    assert getattr(losses, loss.name) is loss
    assert loss.latex and "$" not in loss.latex


@EVERY
def test_value_and_gradient_agree_with_the_definition(loss):
    y, p = example(loss)
    value, slope = definition(loss, y, p)
    assert loss(y, p) == pytest.approx(value, rel=1e-13)
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
    assert each.shape == ((len(p),) if loss.per_sample else p.shape)
    assert loss(y, p, reduction="sum") == pytest.approx(each.sum(), rel=1e-15)
    assert loss(y, p, reduction="mean") == loss(y, p) == pytest.approx(each.mean(), rel=1e-15)
    slopes = loss.grad(y, p, reduction="none")
    np.testing.assert_array_equal(loss.grad(y, p, reduction="sum"), slopes)
    np.testing.assert_array_equal(loss.grad(y, p, reduction="mean"), slopes / each.size)
    np.testing.assert_array_equal(loss.grad(y, p), loss.grad(y, p, "mean"))


@EVERY
def test_reduced_loss_is_a_float_and_all_is_computed_in_the_type_of_the_predictions(loss):
    y, p = example(loss)
    narrow = p.astype(np.float32)
    for reduction in set(loss.reductions) - {"none"}:
        assert type(loss(y, p, reduction)) is type(loss(y, narrow, reduction)) is float
        assert loss(y, narrow, reduction) == pytest.approx(loss(y, p, reduction), rel=1e-5)
    for reduction in loss.reductions:
        gradient = loss.grad(y, narrow, reduction)
        assert gradient.dtype == np.float32 and loss.grad(y, p, reduction).dtype == np.float64
        assert gradient.shape == p.shape
        np.testing.assert_allclose(gradient, loss.grad(y, narrow.astype(float), reduction), rtol=1e-4, atol=1e-7)
        np.testing.assert_array_equal(loss.grad(y.astype(np.float32), narrow, reduction), gradient)
    if "none" in loss.reductions:
        assert loss(y, narrow, "none").dtype == np.float32


@EVERY
def test_a_sum_in_float32_adds_up_in_float64(loss):
    y, p = example(loss, n=20000)
    rounded = p.astype(np.float32)
    each = loss(y, rounded, loss.reductions[-1])
    assert loss(y, rounded) == pytest.approx(
        np.mean(each, dtype=np.float64), rel=1e-6 if loss.name == "rmse" else 1e-15
    )
    if "sum" in loss.reductions:
        assert loss(y, rounded, "sum") == pytest.approx(np.sum(each, dtype=np.float64), rel=1e-15)


@EVERY
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_what_training_computes_has_the_bits_of_the_public_calls(loss, dtype):
    y, p = example(loss)
    p[:2] *= 40
    target, p = loss.check(y, p.astype(dtype))
    assert target.dtype == p.dtype == dtype
    assert loss.mean(target, p) == loss(y, p)
    np.testing.assert_array_equal(loss.mean_grad(target, p), loss.grad(y, p))
    w = np.arange(len(p)) % 4
    scaled = losses.mean_weights(w, p)
    assert loss.mean(target, p, scaled) == loss(y, p, sample_weight=w)
    np.testing.assert_array_equal(loss.mean_grad(target, p, scaled), loss.grad(y, p, sample_weight=w))
    rows = [4, 1, 7]
    assert loss.mean(target[rows], p[rows]) == loss(y[rows], p[rows])
    np.testing.assert_array_equal(loss.mean_grad(target[rows], p[rows]), loss.grad(y[rows], p[rows]))


class TestSampleWeight:
    @EVERY
    def test_whole_numbers_count_how_often_a_sample_occurs(self, loss):
        y, p = example(loss)
        w = np.array([0, 1, 2, 3] * 3)
        for reduction in set(loss.reductions) - {"none"}:
            often = loss(np.repeat(y, w, axis=0), np.repeat(p, w, axis=0), reduction)
            assert loss(y, p, reduction, sample_weight=w) == pytest.approx(often, rel=1e-14)

    @pytest.mark.parametrize(
        ("loss", "reduction"), [(loss, r) for loss in LOSSES.values() for r in loss.reductions if r != "none"], ids=str
    )
    def test_gradient_is_the_slope_of_the_value(self, loss, reduction):
        y, p = example(loss, n=4)
        w = np.array([0.5, 0.0, 3.0, 1.0])
        slope = np.empty_like(p)
        for index in np.ndindex(p.shape):
            step = np.zeros_like(p)
            step[index] = 1e-4
            near = loss(y, p + step, reduction, sample_weight=w) - loss(y, p - step, reduction, sample_weight=w)
            far = loss(y, p + 2 * step, reduction, sample_weight=w) - loss(y, p - 2 * step, reduction, sample_weight=w)
            slope[index] = (8 * near - far) / (12e-4)
        np.testing.assert_allclose(loss.grad(y, p, reduction, sample_weight=w), slope, rtol=1e-8, atol=1e-8)

    @pytest.mark.parametrize("loss", REDUCIBLE, ids=str)
    def test_multiplies_each_loss(self, loss):
        y, p = example(loss, n=3)
        w = np.array([2.0, 0.0, 0.5])
        column = w if loss.per_sample else w[:, None]
        np.testing.assert_array_equal(loss(y, p, "none", sample_weight=w), column * loss(y, p, "none"))
        np.testing.assert_array_equal(loss.grad(y, p, "none", sample_weight=w), w[:, None] * loss.grad(y, p, "none"))

    @EVERY
    def test_of_one_size_changes_nothing_however_large(self, loss):
        y, p = example(loss)
        for size in (1e-300, 1.0, 1e308):
            with np.errstate(all="raise"):
                assert loss(y, p, sample_weight=np.full(len(p), size)) == pytest.approx(loss(y, p), rel=1e-14)

    def test_of_zero_leaves_out_even_an_infinite_loss(self):
        for loss in (losses.mse, losses.rmse):
            assert loss([0.0, 0.0], [INF, 2.0], sample_weight=[0, 1]) == (4 if loss is losses.mse else 2)
        np.testing.assert_array_equal(losses.mse.grad([0.0, 0.0], [INF, 2.0], sample_weight=[0, 1]), [0, 4])

    @pytest.mark.parametrize(
        ("weight", "message"),
        [
            ([1.0], r"one weight a sample, shape \(2,\), got shape \(1,\)"),
            ([[1.0], [1.0]], r"shape \(2,\), got shape \(2, 1\)"),
            (2.0, r"shape \(2,\), got shape \(\)"),
            ([1.0, -1.0], "finite numbers >= 0, got -1.0"),
            ([1.0, np.nan], "finite numbers >= 0, got nan"),
            ([1.0, INF], "finite numbers >= 0, got inf"),
            ([0, 0], "must not be 0 for all samples"),
            (["a", "b"], "must hold real numbers"),
        ],
    )
    def test_that_makes_no_sense_is_refused(self, weight, message):
        for call in (losses.mse, losses.mse.grad, losses.rmse):
            with pytest.raises(ValueError, match=f"^sample_weight .*{message}"):
                call([0.0, 0.0], [1.0, 2.0], sample_weight=weight)
        with pytest.raises(ValueError, match="sample_weight must hold one weight a sample"):
            losses.mse(0.0, 1.0, sample_weight=[1.0])


@EVERY
def test_arguments_are_left_alone(loss):
    y, p = example(loss)
    y_before, p_before = y.copy(), p.copy()
    loss(y, p)
    loss.grad(y, p)
    loss.mean_grad(*loss.check(y, p))
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
    slope = np.sign(r) if name == "rmse" else limit(OF_RESIDUAL[name][2], np.sign(r) * 1e300)
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


@pytest.mark.parametrize("loss", [loss for loss in REDUCIBLE if not loss.per_sample], ids=str)
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
    assert [Focal(2, alpha).calibrated for alpha in (None, 0.5, 0.25)] == [True, True, False]
    assert [(Focal(gamma).convex, MulticlassFocal(gamma).convex) for gamma in (0, 2)] == [(True, True), (False, False)]
    assert MulticlassFocal().gamma == 2
    assert (LOSSES["huber"].delta, LOSSES["quantile"].gamma) == (1.0, 0.5)
    assert repr(MulticlassFocal(1)) == "MulticlassFocal(gamma=1.0)"


def test_median_is_half_the_absolute_error():
    y, p = example(losses.mae)
    np.testing.assert_array_equal(2 * Quantile(0.5)(y, p, "none"), losses.mae(y, p, "none"))


def test_quantile_loss_is_least_at_the_quantile():
    y = np.arange(101.0)
    cost = [Quantile(0.9)(y, np.full(101, c)) for c in y]
    assert y[np.argmin(cost)] == 90


class TestANewLoss:
    def test_must_say_what_it_computes(self):
        class Nothing(Loss): ...

        with pytest.raises(NotImplementedError, match="Nothing must define value"):
            Nothing()([1.0], [2.0])
        with pytest.raises(NotImplementedError, match="Nothing must define derivative"):
            Nothing().grad([1.0], [2.0])
        assert (Nothing().name, repr(Nothing())) == ("nothing", "nothing")

    def test_may_say_its_own_name(self):
        class Cubic(Loss):
            name = "third_power"

        assert (Cubic().name, repr(Cubic())) == ("third_power", "third_power")

    @pytest.mark.parametrize(
        ("result", "came"),
        [
            (lambda p: None, r"object \(\)"),
            (lambda p: 1.0, r"float64 \(\)"),
            (lambda p: p[0], r"float64 \(3,\)"),
            (lambda p: p.astype(np.float32), r"float32 \(2, 3\)"),
        ],
    )
    @pytest.mark.parametrize("reduction", ["mean", "none"])
    def test_is_refused_by_name_if_it_returns_something_else(self, result, came, reduction):
        class Wrong(Loss):
            def value(self, y, p):
                return result(p)

            derivative = value

        p = np.ones((2, 3))
        for method, call in (("value", Wrong()), ("derivative", Wrong().grad)):
            wanted = rf"Wrong.{method} must return an array of float64 \(2, 3\), got {came}"
            with pytest.raises(ValueError, match=wanted):
                call(p, p, reduction)

    def test_of_a_whole_sample_gives_one_number_a_row(self):
        class Norm(Loss):
            per_sample = True

            def value(self, y, p):
                return np.linalg.norm(p - y, axis=1)

            def derivative(self, y, p):
                return (p - y) / self.value(y, p)[:, None]

        y, p = np.zeros((2, 2)), np.array([[3.0, 4.0], [0.0, 1.0]])
        assert Norm()(y, p) == 3 and Norm()(y, p, "none").tolist() == [5, 1]
        np.testing.assert_allclose(Norm().grad(y, p), [[0.3, 0.4], [0, 0.5]])


@given(scores, arrays(float, 5, elements=st.sampled_from([-1.0, 1.0])))
def test_surrogates_bound_the_errors_from_above(s, y):
    errors = losses.zero_one(y, s, "none")
    for loss in (losses.hinge, losses.exponential):
        assert np.all(loss(y, s, "none") >= errors)
    assert np.all(losses.logistic(y, s, "none") / np.log(2) >= errors * (1 - 1e-15))


@given(scores, scores, st.floats(0, 1))
def test_convex_means_below_every_chord(a, b, t):
    for loss in LOSSES.values():
        if loss.convex:
            y = [2] if loss.per_sample else np.ones((1, 5))
            between = loss(y, [t * a + (1 - t) * b])
            chord = t * loss(y, [a]) + (1 - t) * loss(y, [b])
            assert between <= chord * (1 + 1e-12) + 1e-12


def test_a_loss_that_is_not_convex_rises_above_a_chord():
    z = np.linspace(-30, 30, 601)
    for loss in LOSSES.values():
        if loss.convex:
            continue
        rows = np.stack([z, 0 * z], axis=1) if loss.per_sample else z[:, None]
        y = np.ones(len(z), int) if loss.per_sample else np.ones((len(z), 1))
        value = np.ravel(loss(y, rows, "none"))
        assert (value[1:-1] > (value[2:] + value[:-2]) / 2 + 1e-9).any(), loss
    assert Focal(0).convex and MulticlassFocal(0).convex


def best_constant(loss, y, w):
    """The number that the loss likes best as a prediction for all targets."""
    c = np.linspace(-6, 6, 24001)
    costs = sum(weight * loss(np.full(len(c), target), c, "none") for target, weight in zip(y, w, strict=True))
    return c[np.argmin(costs)], costs


MINIMISERS = {
    "mean": lambda y, w, loss: np.average(y, weights=w),
    "median": lambda y, w, loss: np.repeat(y, w)[w.sum() // 2],
    "quantile": lambda y, w, loss: np.quantile(np.repeat(y, w), loss.gamma, method="inverted_cdf"),
    "log odds": lambda y, w, loss: np.log(w[1] / w[0]),
    "half the log odds": lambda y, w, loss: np.log(w[1] / w[0]) / 2,
    "majority": lambda y, w, loss: np.sign(w[1] - w[0]),
    "0": lambda y, w, loss: 0.0,
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "loss", [*(loss for loss in REDUCIBLE if loss.minimiser and not loss.per_sample), Quantile(0.9)], ids=repr
)
def test_minimiser_is_the_best_constant(loss, seed):
    rng = np.random.default_rng(seed)
    if loss.name in REGRESSION:
        y, w = np.sort(rng.uniform(-5, 5, 7)), rng.integers(1, 9, 7)
        w[0] += w.sum() % 2 == 0  # an odd number has one median
    else:
        y, w = np.array(loss.labels or (0, 1)), rng.permutation(9)[:2] + 1
    found, costs = best_constant(loss, y, w)
    expected = MINIMISERS[loss.minimiser](y, w, loss)
    if loss.name == "zero_one":  # any score of the right sign
        assert np.sign(found) == expected or found == 0 < expected
    else:
        assert found == pytest.approx(expected, abs=2e-3)
        assert costs.min() == pytest.approx(np.interp(expected, np.linspace(-6, 6, 24001), costs), rel=1e-4, abs=1e-4)


def test_minimiser_of_cross_entropy_is_the_logarithm_of_the_frequencies():
    counts = np.array([1, 2, 5])
    y = np.repeat([0, 1, 2], counts)
    gradient = losses.cross_entropy.grad(y, np.tile(np.log(counts / 8), (8, 1)), "sum").sum(axis=0)
    np.testing.assert_allclose(gradient, 0, atol=1e-15)
    assert losses.cross_entropy.minimiser == "log frequencies"


OF_TWO_CLASSES = [loss for loss in LOSSES.values() if loss.calibrated is not None and not loss.per_sample]


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.9])
@pytest.mark.parametrize("loss", [*OF_TWO_CLASSES, Focal(2, 0.25)], ids=repr)
def test_calibrated_means_that_the_best_score_has_the_sign_of_the_likelier_class(loss, share):
    """The cheapest score of the wrong sign (or 0) costs more than the best; for what is not calibrated, not always."""
    y = np.array(loss.labels or (0, 1))
    c = np.linspace(-6, 6, 24001)
    cost = sum(p * loss(np.full(len(c), t), c, "none") for t, p in zip(y, (1 - share, share), strict=True))
    right = c > 0 if share > 0.5 else c < 0
    wrong = c < 0 if share > 0.5 else c > 0
    if loss.calibrated:
        assert cost[right].min() < cost[wrong].min() - 1e-5
    elif loss.name == "perceptron":
        assert cost[right].min() == pytest.approx(cost[wrong].min(), abs=1e-3) == 0
    elif share == 0.6:  # a quarter of the weight: the border moves to 3/4
        assert cost[wrong].min() < cost[right].min()


@pytest.mark.parametrize("loss", [losses.cross_entropy, losses.multiclass_focal], ids=repr)
def test_calibrated_for_many_classes_means_that_the_best_logits_have_the_order_of_the_classes(loss):
    shares, z = np.array([0.5, 0.3, 0.2]), np.zeros((3, 3))
    for _ in range(3000):  # gradient descent on the expected loss of one row of logits
        z -= 0.5 * (shares[:, None] * loss.grad([0, 1, 2], z, "sum")).sum(axis=0)
    assert loss.calibrated and z[0, 0] > z[0, 1] + 0.1 > z[0, 2] + 0.2


@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0, 5.0])
def test_multiclass_focal_of_two_classes_is_focal(gamma):
    z = np.linspace(-30, 30, 61)
    for label in (0, 1):
        y = np.full(len(z), label)
        pair = np.stack([0 * z, z], axis=1)
        two = MulticlassFocal(gamma)(y, pair, "none")
        np.testing.assert_allclose(two, Focal(gamma)(y, z, "none"), rtol=1e-13)
        slopes = MulticlassFocal(gamma).grad(y, pair, "none")
        np.testing.assert_allclose(slopes[:, 1], Focal(gamma).grad(y, z, "none"), rtol=1e-13)
        np.testing.assert_allclose(slopes[:, 0], -slopes[:, 1], rtol=1e-13)


def test_multiclass_focal_without_focus_is_cross_entropy():
    y, z = example(losses.cross_entropy)
    np.testing.assert_allclose(MulticlassFocal(0)(y, z, "none"), losses.cross_entropy(y, z, "none"), rtol=1e-14)
    np.testing.assert_allclose(MulticlassFocal(0).grad(y, z), losses.cross_entropy.grad(y, z), rtol=1e-13)
    rows = np.eye(3)[y]
    assert MulticlassFocal()(rows, z) == MulticlassFocal()(y, z)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
def test_multiclass_focal_of_certain_logits(gamma):
    with np.errstate(all="raise"):
        assert MulticlassFocal(gamma)([0, 0], [[INF, 0], [-INF, 0]], "none").tolist() == [0, INF]
        assert MulticlassFocal(gamma).grad([0, 0], [[INF, 0], [-INF, 0]], "none").tolist() == [[0, 0], [-1, 1]]


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
