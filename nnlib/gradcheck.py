"""Compare a gradient with finite differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate

__all__ = ["check"]

# The error of the five-point formula, h^4, balances its rounding error, eps / h, at about this step.
_STEP = float(np.finfo(np.float64).eps ** 0.2)


def check(
    f: Callable[[NDArray[np.float64]], Any],
    grad: Callable[[NDArray[np.float64]], ArrayLike] | ArrayLike,
    x: ArrayLike,
) -> float:
    r"""Largest relative error of a gradient, measured against finite differences.

    Each partial derivative is estimated from four values of `f`,

    .. math:: \frac{\partial f}{\partial x_i} \approx
              \frac{8\,[f(x + h e_i) - f(x - h e_i)] - [f(x + 2h e_i) - f(x - 2h e_i)]}{12\,h},

    with an error of order :math:`h^4`.

    Parameters
    ----------
    f : callable
        Takes an array shaped like `x`. Returns a number, or an array whose sum
        is then meant: for a function applied element by element the gradient
        of the sum is the derivative at each element.
    grad : callable or array_like
        The gradient to be checked: ``grad(x)``, or its value at `x`. Same
        shape as `x`.
    x : array_like, any shape
        The point at which to compare, in float64.

    Returns
    -------
    error : float
        The largest :math:`|g_i - d_i| / \max(|g_i|, |d_i|, 10^{-3} m)` over all
        entries, with `g` the given gradient, `d` the differences and `m` the
        largest magnitude among them and the values of `f`. Below 1e-8 for a
        right gradient of a smooth, well-scaled function; nan if a nan is met.

    Raises
    ------
    ValueError
        If `f` or `grad` cannot be what is described, or `x` is empty or not finite.

    Notes
    -----
    The step is :math:`h = \epsilon^{1/5} \max(1, |x_i|)`, about 7e-4: a kink
    of `f` nearer than 2h to `x` makes the comparison meaningless.

    The part :math:`10^{-3} m` is there because differences carry the rounding
    error of `f`: slopes far smaller than its values, as at a minimum, drown in it.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0])
    >>> check(lambda x: np.sum(x**3), lambda x: 3 * x**2, x) < 1e-8
    True
    >>> round(check(np.sin, [1.0], [0.0]), 6), round(check(np.sin, [0.9], [0.0]), 6)
    (0.0, 0.1)
    """
    if not callable(f):
        raise ValueError(f"f must be callable, got {f!r}")
    point = np.array(_validate.float_array("x", x), dtype=np.float64)
    if not np.isfinite(point).all():
        raise ValueError(f"x must be finite, got {point!r}")
    claimed = _validate.float_array("grad", grad(point.copy()) if callable(grad) else grad)
    _validate.same_shape("grad", claimed, "x", point)

    measured, scale = np.empty_like(point), np.empty_like(point)
    for index in np.ndindex(point.shape):
        measured[index], scale[index] = _partial_derivative(f, point, index)
    magnitude = np.maximum(np.abs(claimed), np.abs(measured))
    largest = max(magnitude.max(), scale.max())
    if largest == 0:
        return 0.0
    return float(np.max(np.abs(claimed - measured) / np.maximum(magnitude, 1e-3 * largest)))


def _partial_derivative(
    f: Callable[[NDArray[np.float64]], Any], point: NDArray[np.float64], index: tuple[int, ...]
) -> tuple[float, float]:
    """Five-point difference of the sum of `f` along one entry of `point`, and the largest value met."""
    step = _STEP * max(1.0, abs(point[index]))

    def value_at(steps: int) -> NDArray[np.floating[Any]]:
        moved = point.copy()
        moved[index] += steps * step
        return _validate.float_array("f(x)", f(moved))

    values = np.array([value_at(steps) for steps in (-2, -1, 1, 2)])
    # Differences before the sum: elements that do not depend on this entry cancel exactly.
    difference = 8 * (values[2] - values[1]) - (values[3] - values[0])
    return float(np.sum(difference) / (12 * step)), float(np.abs(values).max())
