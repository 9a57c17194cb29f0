"""The straight line that suits given points best, under each of the regression losses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib._floats import Floats, quiet
from nnlib._validate import finite, float_array, same_shape
from nnlib.losses import Loss, find_loss, mae

__all__ = ["Line", "fit_line"]

FEW_STEPS, MOST_STEPS = 50, 1_000
FEW_POINTS = 40  # of so many, all pairs are tried
EQUAL = 1e-12  # totals that differ by less, a point and a unit of the targets' range, count as equal


@dataclass(frozen=True)
class Line:
    """A straight line, called as a function: ``line(x)`` is ``slope * x + intercept``.

    Attributes
    ----------
    slope : float
        How much the line rises from x to x + 1.
    intercept : float
        Its height at x = 0.
    """

    slope: float
    intercept: float

    def __call__(self, x: ArrayLike) -> Any:
        """Return the heights of the line at `x`, in the shape of `x`."""
        return (self.slope * float_array("x", x) + self.intercept)[()]


def fit_line(x: ArrayLike, y: ArrayLike, loss: str | Loss = "mse") -> Line:
    r"""Find the line of least total loss through points of the plane.

    .. math:: \min_{w, b} \sum_i \ell(y_i, w x_i + b)

    Parameters
    ----------
    x : array_like, shape (n_samples,)
        Places of the points, at least two of them different.
    y : array_like, shape (n_samples,)
        Targets.
    loss : str or Loss
        One of the losses "mse", "half_mse", "rmse", "mae", "quantile", "huber"
        and "log_cosh", by its name or by itself, such as ``Huber(delta=2)``.

    Returns
    -------
    line : Line
        Its `slope` is w, its `intercept` b.

    Raises
    ------
    ValueError
        If an array has another shape or holds nan or infinity, if all x are
        equal, or if the loss is none of these.

    Notes
    -----
    How the line is found depends on the loss:

    * **mse, half_mse, rmse**: one line is best for all three. With the means
      :math:`\bar x` and :math:`\bar y`, its slope is
      :math:`\sum_i (x_i - \bar x)(y_i - \bar y) / \sum_i (x_i - \bar x)^2`,
      and it goes through :math:`(\bar x, \bar y)`.
    * **mae, quantile**: the total is convex and made of flat pieces that meet
      where the line goes through a point. So a lowest corner is a line through
      two points [1]. Of up to 40 points all pairs are tried; if several lines
      are best, the answer is that through the points i < j with the least i,
      then the least j. Through more points the line turns about one of its
      points until no other slope is better, then about the next one, until
      there is none to gain: as the total is convex, the line is best then. If
      several are, the answer is the one that it comes to.
    * **huber, log_cosh**: steps s, from the least-squares line, that solve
      :math:`H s = -g` with the gradient g. In Newton's step the matrix H
      weights each point with the curvature of its loss; in that of iteratively
      reweighted least squares [2] with slope over residual, which is at least
      the curvature, and never raises the total. Newton's step is taken where
      it leaves less than half of the least gradient so far, the other one
      elsewhere: so the steps converge, and fast in the end. If 50 are not
      enough, they start again at the line of mae. If several lines are best,
      the answer is the one that they reach.

    Numerics: totals closer than 1e-12 of the targets' range a point count as
    equal. The steps end when the gradient is at most 1e-13 of its terms, and
    what rounding leaves of them.

    References
    ----------
    .. [1] Koenker, Bassett, "Regression quantiles", Econometrica 46, 1978.
    .. [2] Holland, Welsch, "Robust regression using iteratively reweighted
       least-squares", Communications in Statistics 6, 1977.

    Examples
    --------
    Four points on a line, and one that is off:

    >>> x, y = [0, 1, 2, 3, 4], [1, 3, 5, 7, 19]
    >>> fit_line(x, y, "mse")
    Line(slope=4.0, intercept=-1.0)
    >>> line = fit_line(x, y, "mae")
    >>> line
    Line(slope=2.0, intercept=1.0)
    >>> line([0, 10])
    array([ 1., 21.])
    >>> from nnlib.losses import Huber
    >>> line = fit_line(x, y, Huber(delta=1))
    >>> round(line.slope, 4), round(line.intercept, 4)
    (2.5, 0.5)
    """
    xs, ys = float_array("x", x, ndim=1), float_array("y", y, ndim=1)
    same_shape("x", xs, "y", ys)
    xs, ys = finite("x", xs).astype(np.float64), finite("y", ys).astype(np.float64)
    loss = find_loss(loss)
    if loss.name not in METHODS:
        raise ValueError(f"loss must be one of {list(METHODS)}, got {loss!r}")
    if (xs == xs[0]).all():
        raise ValueError(f"x must hold at least two different places, got only {xs[0]}")
    centre = xs.mean()
    width = np.abs(xs - centre).max()
    slope, height = METHODS[loss.name]((xs - centre) / width, ys, loss)  # places from -1 to 1: sums keep their digits
    slope = float(slope / width)
    return Line(slope, float(height - slope * centre))


def _least_squares(u: Floats, y: Floats, _: Loss | None = None) -> NDArray[np.float64]:
    """Return slope and intercept of the least-squares line."""
    du, dy = u - u.mean(), y - y.mean()
    slope = (du @ dy) / (du @ du)
    return np.array([slope, y.mean() - slope * u.mean()])


def _through_two_points(u: Floats, y: Floats, loss: Loss) -> NDArray[np.float64]:
    """Return slope and intercept of the best line among those through two points."""
    return (_of_all_pairs if len(u) <= FEW_POINTS else _by_turning)(u, y, loss)


def _of_all_pairs(u: Floats, y: Floats, loss: Loss) -> NDArray[np.float64]:
    """Return slope and intercept of the best line, and of equals of the first one."""
    best, least, margin = np.zeros(2), np.inf, EQUAL * len(y) * np.ptp(y)
    for i in range(len(u) - 1):
        js = np.flatnonzero(u[i + 1 :] != u[i]) + i + 1
        if not js.size:
            continue
        slopes = (y[js] - y[i]) / (u[js] - u[i])
        residuals = np.outer(slopes, u - u[i]) - (y - y[i])
        residuals[:, i] = residuals[np.arange(len(js)), js] = 0.0  # exactly, whatever rounding says
        totals = loss.value(np.zeros_like(residuals), residuals).sum(axis=1)
        if totals.min() < least - margin:
            least = float(totals.min())
            slope = slopes[np.flatnonzero(totals <= least + margin)[0]]
            best = np.array([slope, y[i] - slope * u[i]])
    return best


def _by_turning(u: Floats, y: Floats, loss: Loss) -> NDArray[np.float64]:
    """Return slope and intercept of the line that no turn about one of its points makes better."""
    below, above = loss.derivative(np.zeros(2), np.array([-1.0, 1.0]))
    slope, _ = _least_squares(u, y)
    ranks = np.argsort(y - slope * u, kind="stable")
    pivots = [int(ranks[int(len(u) * below / (below - above))])]  # a quantile line passes near it
    best, least, margin = np.zeros(2), np.inf, EQUAL * len(y) * np.ptp(y)
    while pivots:
        i = pivots.pop()
        du, dy = u - u[i], y - y[i]
        others = np.flatnonzero(du)
        slopes, weights = dy[others] / du[others], np.abs(du[others])
        order = np.argsort(slopes, kind="stable")
        # Where the line passes a point, the total's slope rises: from what it is for a line that falls steeply, to 0.
        start = np.where(du > 0, below * du, above * du).sum()
        n_passed = np.searchsorted(np.cumsum(weights[order]), -start / (above - below))
        turned = slopes[order[min(n_passed, len(order) - 1)]]
        residuals = turned * du - dy
        on_line = np.abs(residuals) <= EQUAL * np.ptp(y)
        total = float(loss.value(np.zeros_like(y), np.where(on_line, 0.0, residuals)).sum())
        if total < least - margin:
            best, least = np.array([turned, y[i] - turned * u[i]]), total
            pivots = [int(k) for k in np.flatnonzero(on_line) if k != i]
    return best


def _by_steps(u: Floats, y: Floats, loss: Loss) -> NDArray[np.float64]:
    """Return slope and intercept, by the steps of Newton or of reweighted least squares."""
    centre = y.mean()
    line, arrived = _descend(_least_squares(u, y - centre), FEW_STEPS, u, y - centre, loss)
    if not arrived:
        line, _ = _descend(_through_two_points(u, y - centre, mae), MOST_STEPS, u, y - centre, loss)
    return np.array([line[0], line[1] + centre])


def _descend(
    line: NDArray[np.float64], steps: int, u: Floats, y: Floats, loss: Loss
) -> tuple[NDArray[np.float64], bool]:
    """Return where the steps lead from a line, and whether that is the end."""
    columns = np.stack([u, np.ones_like(u)])

    def at(line: Floats) -> tuple[Floats, Floats, Floats, float]:
        """Residuals, their slopes, the gradient, and its length."""
        residuals = line @ columns - y
        slopes = loss.derivative(np.zeros_like(y), residuals)
        gradient = columns @ slopes
        return residuals, slopes, gradient, float(np.hypot(*gradient))

    least = np.inf
    rounding = 1e-15 * np.abs(y).sum()  # of residuals, and so of slopes, as no curvature is above 1
    for _ in range(steps):
        residuals, slopes, gradient, length = at(line)
        if length <= 1e-13 * np.abs(slopes).sum() + rounding:
            return line, True
        least = min(least, length)
        with quiet(), np.errstate(divide="ignore"):
            newton = line + _step(CURVATURE[loss.name](residuals, slopes, loss), columns, gradient)
            weights = np.where(residuals == 0, 1.0, slopes / residuals)
        falls = np.isfinite(newton).all() and at(newton)[3] < least / 2
        following = newton if falls else line + _step(weights, columns, gradient)
        if np.array_equal(following, line):
            return line, True
        line = following
    return line, False


def _step(weights: Floats, columns: Floats, gradient: Floats) -> NDArray[np.float64]:
    """Solve H s = -gradient, where H adds up the points with these weights (nan or inf if they leave it open)."""
    uu, u1, one = (weights * columns[0]) @ columns[0], weights @ columns[0], weights.sum()
    determinant = uu * one - u1 * u1
    with quiet(), np.errstate(divide="ignore"):
        along, across = u1 * gradient[1] - one * gradient[0], u1 * gradient[0] - uu * gradient[1]
        return np.array([along / determinant, across / determinant])


METHODS: dict[str, Callable[[Floats, Floats, Loss], NDArray[np.float64]]] = {
    "mse": _least_squares,
    "half_mse": _least_squares,
    "rmse": _least_squares,
    "mae": _through_two_points,
    "quantile": _through_two_points,
    "huber": _by_steps,
    "log_cosh": _by_steps,
}

#: Second derivative of a loss, from residuals and slopes.
CURVATURE: dict[str, Callable[[Floats, Floats, Any], Floats]] = {
    "huber": lambda residuals, slopes, loss: (np.abs(residuals) <= loss.delta).astype(np.float64),
    "log_cosh": lambda residuals, slopes, loss: 1.0 - slopes * slopes,
}
