"""The best line under each loss: known lines, and judges that find it in other ways."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from nnlib import fitting, losses
from nnlib.fitting import METHODS, Line, fit_line
from nnlib.losses import Huber, Quantile

REGRESSION = [losses.LOSSES[name] for name in METHODS]
SMOOTH = [Huber(0.1), Huber(1.0), Huber(4.0), losses.log_cosh]
FLAT = [losses.mae, Quantile(0.1), Quantile(0.5), Quantile(0.8)]

coordinate = st.integers(-160, 160).map(lambda whole: whole / 32)
points = (
    st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=12)
    .filter(lambda pairs: len({x for x, _ in pairs}) > 1)
    .map(lambda pairs: np.array(pairs).T)
)
ON_A_LINE = np.array([[0.0, 1, 2, 3], [1.0, 3, 5, 7]])
RECTANGLE = np.array([[0.0, 0, 1, 1], [0.0, 4, 0, 4]])  # many lines are best for mae, huber(1) and quantile(0.5)


def total(line, x, y, loss):
    return loss(y, line(x), reduction="sum") if loss is not losses.rmse else loss(y, line(x))


def least_by_linear_programme(x, y, gamma):
    """The least total of the quantile loss: the residual is up - down, both at least 0."""
    n = len(x)
    price = np.concatenate([np.zeros(2), np.full(n, gamma), np.full(n, 1 - gamma)])
    equations = np.column_stack([x, np.ones(n), np.eye(n), -np.eye(n)])
    bounds = [(None, None)] * 2 + [(0, None)] * 2 * n
    return linprog(price, A_eq=equations, b_eq=y, bounds=bounds).fun


# -- known lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", REGRESSION, ids=repr)
def test_points_on_a_line_give_that_line(loss):
    line = fit_line(*ON_A_LINE, loss)
    np.testing.assert_allclose([line.slope, line.intercept], [2, 1], rtol=1e-12)


@pytest.mark.parametrize("loss", REGRESSION, ids=repr)
def test_two_points_give_the_line_through_them(loss):
    line = fit_line([3, -1], [10, 2], loss)
    np.testing.assert_allclose([line.slope, line.intercept], [2, 4], rtol=1e-12)


@pytest.mark.parametrize("loss", REGRESSION, ids=repr)
def test_equal_targets_give_a_level_line(loss):
    line = fit_line([3, -1, 2, 2], [7, 7, 7, 7], loss)
    np.testing.assert_allclose([line.slope, line.intercept], [0, 7], atol=1e-12)


def test_a_loss_is_given_by_name_or_by_itself():
    x, y = [0, 1, 2, 3], [0, 5, 1, 2]
    for loss in REGRESSION:
        assert fit_line(x, y, loss.name) == fit_line(x, y, loss)
    assert fit_line(x, y) == fit_line(x, y, "mse") == fit_line(x, y, "half_mse") == fit_line(x, y, "rmse")
    assert fit_line(x, y, "quantile") == fit_line(x, y, Quantile(0.5)) == fit_line(x, y, "mae")


def test_integers_and_short_floats_give_doubles():
    line = fit_line(np.array([0, 1, 2], np.float32), np.array([0, 1, 1]), "mae")
    assert type(line.slope) is type(line.intercept) is float


def test_ties_go_to_the_first_pair_of_points():
    assert fit_line(*RECTANGLE, "mae") == Line(0.0, 0.0)  # points 0 and 2, before 0 and 3, 1 and 2, 1 and 3
    assert fit_line(*RECTANGLE[:, ::-1], "mae") == Line(0.0, 4.0)
    assert fit_line([0, 1, 0, 1], [0, 4, 4, 0], "mae") == Line(4.0, 0.0)


def test_ties_are_seen_through_rounding():
    """Both 0 and 1, and 1 and 3, have the total 0.1, but rounded the second is smaller by an ulp."""
    line = fit_line([0.3, 0.2, 0.2, 0.1], [0.2, 0.1, 0.1, 0.1], "mae")
    np.testing.assert_allclose([line.slope, line.intercept], [1, -0.1], atol=1e-12)


# -- other ways to the same lines --------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(points)
@example(RECTANGLE)
def test_squared_losses_agree_with_polyfit(data):
    x, y = data
    for name in ["mse", "half_mse", "rmse"]:
        line = fit_line(x, y, name)
        np.testing.assert_allclose([line.slope, line.intercept], np.polyfit(x, y, 1), rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(points)
@example(RECTANGLE)
@example(ON_A_LINE)
def test_flat_losses_reach_the_optimum_of_a_linear_programme(data):
    x, y = data
    for loss in FLAT:
        gamma, scale = (0.5, 2) if loss is losses.mae else (loss.gamma, 1)
        line = fit_line(x, y, loss)
        assert total(line, x, y, loss) == pytest.approx(scale * least_by_linear_programme(x, y, gamma), abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(points)
def test_their_line_goes_through_two_points(data):
    x, y = data
    for loss in FLAT:
        on = np.abs(fit_line(x, y, loss)(x) - y) < 1e-9
        assert len(set(x[on])) >= 2


@settings(max_examples=40, deadline=None)
@given(points)
@example(RECTANGLE)
@example(ON_A_LINE)
def test_smooth_losses_are_not_beaten_by_another_minimiser(data):
    x, y = data
    for loss in SMOOTH:
        line = fit_line(x, y, loss)

        def price(theta, loss=loss):
            return total(Line(*theta), x, y, loss)

        for start in ([0.0, 0.0], [line.slope, line.intercept]):
            found = minimize(price, start, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13})
            assert total(line, x, y, loss) <= found.fun + 1e-9


@settings(max_examples=100, deadline=None)
@given(points, st.sampled_from([1e-6, 1e-3, 1.0, 1e3, 1e6]), st.sampled_from([0.0, 1e6]))
@example(np.array([[1.40625, 1.40625, 1.4375], [0.0, 0.0, 0.03125]]), 1e-6, 0.0)  # slope · x is far larger than y
def test_the_gradient_of_smooth_losses_is_zero_at_any_scale(data, scale, offset):
    """Convex, so this is the optimum."""
    x, y = data * [[1.0], [scale]]
    for loss in SMOOTH:
        line = fit_line(x, y + offset, loss)
        slopes = loss.grad(y + offset, line(x), reduction="sum")
        rounding = 1e-15 * len(x) * max(np.abs(y).max() + offset, abs(line.slope) * np.abs(x).max()) * 5
        assert abs(slopes.sum()) <= rounding + 1e-12 * np.abs(slopes).sum()
        assert abs(slopes @ x) <= 5 * (rounding + 1e-12 * np.abs(slopes).sum())


@settings(max_examples=60, deadline=None)
@given(points, st.sampled_from(REGRESSION), st.floats(-3, 3), st.floats(-10, 10))
def test_a_line_added_to_the_targets_is_added_to_the_fit(data, loss, slope, intercept):
    """Seen in the total, as several lines may be best."""
    x, y = data
    raised = y + slope * x + intercept
    line = fit_line(x, raised, loss)
    back = Line(line.slope - slope, line.intercept - intercept)
    assert total(back, x, y, loss) == pytest.approx(total(fit_line(x, y, loss), x, y, loss), rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("loss", REGRESSION, ids=repr)
@pytest.mark.parametrize("scale", [1e-150, 1e150])
def test_places_of_any_size_do(loss, scale):
    x, y = np.array([0.0, 1, 2, 3, 5]), np.array([1.0, 0, 4, 2, 9])
    line, scaled = fit_line(x, y, loss), fit_line(scale * x, y, loss)
    np.testing.assert_allclose([scaled.slope * scale, scaled.intercept], [line.slope, line.intercept], rtol=1e-9)


@pytest.mark.parametrize("loss", SMOOTH, ids=repr)
def test_a_few_steps_are_enough(loss, monkeypatch):
    """Newton's, with the true curvature; those of reweighted least squares alone would need more."""
    monkeypatch.setattr(fitting, "FEW_STEPS", 25)
    monkeypatch.setattr(fitting, "MOST_STEPS", 0)
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, 100)
    y = 2 * x + rng.standard_t(2, 100)
    slopes = loss.grad(y, fit_line(x, y, loss)(x), reduction="sum")
    assert abs(slopes.sum()) < 1e-10 and abs(slopes @ x) < 1e-10


def draw_many(n, kind, rng):
    """Points anywhere, in a grid with many ties, in few columns, or all but some on one line."""
    x = rng.uniform(-1, 1, n)
    y = x / 2 + (0.3 + 0.2 * x) * (rng.exponential(size=n) - 1)
    if kind == "grid":
        x, y = np.rint(4 * x) / 4, np.rint(8 * y) / 8
    if kind == "columns":
        x = np.rint(10 * x)
    if kind == "line":
        y = np.where(rng.random(n) < 0.8, 2 * x + 1, y)
    return x, y


@pytest.mark.parametrize("kind", ["anywhere", "grid", "columns", "line"])
def test_a_turning_line_is_as_good_as_the_best_of_all_pairs(kind, monkeypatch):
    """More than 40 points: the line turns about one of them after the other."""
    rng = np.random.default_rng(4)
    for _ in range(25):
        x, y = draw_many(int(rng.integers(41, 90)), kind, rng)
        for loss in [losses.mae, Quantile(float(rng.uniform(0.03, 0.97))), Quantile(0.25), Quantile(0.05)]:
            turned = fit_line(x, y, loss)
            with monkeypatch.context() as patch:
                patch.setattr(fitting, "FEW_POINTS", 100)
                best = fit_line(x, y, loss)
            assert total(turned, x, y, loss) == pytest.approx(total(best, x, y, loss), rel=1e-9, abs=1e-9)
            if kind == "anywhere":
                np.testing.assert_allclose([turned.slope, turned.intercept], [best.slope, best.intercept], rtol=1e-9)
            assert len(set(x[np.abs(turned(x) - y) < 1e-9])) >= 2


def test_a_turning_line_reaches_the_optimum_of_a_linear_programme():
    rng = np.random.default_rng(5)
    for n, gamma in [(41, 0.5), (41, 1 / 41), (100, 0.05), (100, 0.95), (200, 0.3), (400, 0.9)]:
        x, y = draw_many(n, "anywhere", rng)
        found = total(fit_line(x, y, Quantile(gamma)), x, y, Quantile(gamma))
        assert found == pytest.approx(least_by_linear_programme(x, y, gamma), rel=1e-9)


def test_many_points():
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, 300)
    y = 2 * x + 1 + rng.standard_t(2, 300) / 5
    for loss in REGRESSION:
        line = fit_line(x, y, loss)
        np.testing.assert_allclose([line.slope, line.intercept], [2, 1], atol=0.15)


# -- the line, and what is refused -------------------------------------------------------------------------------------


def test_a_line_is_called_in_any_shape():
    line = Line(2.0, 1.0)
    assert line(3) == 7.0
    np.testing.assert_array_equal(line([[0, 1], [2, 3]]), [[1, 3], [5, 7]])
    with pytest.raises(ValueError, match="x must hold real numbers"):
        line("here")


@pytest.mark.parametrize(
    "x, y, loss, told",
    [
        ([1, 1, 1], [1, 2, 3], "mse", "x must hold at least two different places, got only 1.0"),
        ([1], [1], "mae", "x must hold at least two different places, got only 1.0"),
        ([0, 1, 2], [1, 2], "mse", "x and y must have the same shape, got (3,) and (2,)"),
        ([[0], [1]], [1, 2], "mse", "x must have 1 dimension(s), got shape (2, 1)"),
        ([0, 1], [[1], [2]], "mse", "y must have 1 dimension(s), got shape (2, 1)"),
        ([], [], "mse", "x must not be empty, got shape (0,)"),
        ([0, np.nan], [1, 2], "mae", "x must hold finite numbers, got nan"),
        ([0, 1], [1, np.inf], "huber", "y must hold finite numbers, got inf"),
        (["a", "b"], [1, 2], "mse", "x must hold real numbers, got dtype <U1"),
        ([0, 1], [1, 2], "hinge", f"loss must be one of {list(METHODS)}, got hinge"),
        ([0, 1], [1, 2], "squared", "loss must be one of ['mse', "),
        ([0, 1], [1, 2], 3, "loss must be a name or a Loss, got 3"),
    ],
)
def test_a_wrong_call_says_what_was_expected(x, y, loss, told):
    with pytest.raises(ValueError) as error:
        fit_line(x, y, loss)
    assert str(error.value).startswith(told)
