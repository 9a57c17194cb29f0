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
        largest magnitude in both. Below 1e-8 for a right gradient of a smooth,
        well-scaled function; 0 if both vanish; nan if either holds a nan.

    Raises
    ------
    ValueError
        If `f` or `grad` cannot be what is described, or `x` is empty or not finite.

    Notes
    -----
    The step is :math:`h = \epsilon^{1/5} \max(1, |x_i|)`, about 7e-4: a kink
    of `f` nearer than 2h to `x` makes the comparison meaningless.

    The part :math:`10^{-3} m` is there because differences carry an absolute
    rounding error: entries far smaller than the largest drown in it.

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

    measured = np.empty_like(point)
    for index in np.ndindex(point.shape):
        measured[index] = _partial_derivative(f, point, index)
    magnitude = np.maximum(np.abs(claimed), np.abs(measured))
    largest = magnitude.max()
    if largest == 0:
        return 0.0
    return float(np.max(np.abs(claimed - measured) / np.maximum(magnitude, 1e-3 * largest)))


def _partial_derivative(
    f: Callable[[NDArray[np.float64]], Any], point: NDArray[np.float64], index: tuple[int, ...]
) -> float:
    """Five-point difference of the sum of `f` along one entry of `point`."""
    step = _STEP * max(1.0, abs(point[index]))

    def value_at(steps: int) -> NDArray[np.floating]:
        moved = point.copy()
        moved[index] += steps * step
        return _validate.float_array("f(x)", f(moved))

    # Differences before the sum: elements that do not depend on this entry cancel exactly.
    near = value_at(1) - value_at(-1)
    far = value_at(2) - value_at(-2)
    return float(np.sum(8 * near - far) / (12 * step))
