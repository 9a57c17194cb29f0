"""Squared losses of a real target: MSE, half MSE and RMSE."""

import numpy as np

from nnlib._floats import Floats
from nnlib.losses._base import Loss, weighted


class MSE(Loss):
    r"""Mean squared error, without a factor ½.

    .. math:: \ell(y, \hat y) = (\hat y - y)^2

    Notes
    -----
    Gradient: :math:`2(\hat y - y)`; "mean" divides by the number of elements.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, sec. 5.1.4.

    Examples
    --------
    >>> from nnlib.losses import mse
    >>> mse([1, 2, 3], [1, 2, 6])
    3.0
    >>> mse.grad([1, 2, 3], [1, 2, 6])
    array([0., 0., 2.])
    """

    name = "mse"
    latex = r"(\hat y - y)^2"
    convex = True
    minimiser = "mean"

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        return np.square(y_pred - y)

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        return 2.0 * (y_pred - y)


class HalfMSE(Loss):
    r"""Half the mean squared error, whose gradient is the plain residual.

    .. math:: \ell(y, \hat y) = \tfrac12 (\hat y - y)^2

    Notes
    -----
    Gradient: :math:`\hat y - y`; "mean" divides by the number of elements.

    Examples
    --------
    >>> from nnlib.losses import half_mse
    >>> half_mse([1, 2, 3], [1, 2, 6])
    1.5
    >>> half_mse.grad([1, 2, 3], [1, 2, 6])
    array([0., 0., 1.])
    """

    name = "half_mse"
    latex = r"\tfrac12 (\hat y - y)^2"
    convex = True
    minimiser = "mean"

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        r = y_pred - y
        return 0.5 * r * r  # half first: r * r may overflow alone

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        return y_pred - y


class RMSE(Loss):
    r"""Root mean squared error, in the units of the target.

    .. math:: L(y, \hat y) = \sqrt{\frac1N \sum_{i=1}^N (\hat y_i - y_i)^2}

    Notes
    -----
    One number for all N elements, so "mean" is its only reduction. Weights
    multiply the squares.

    Gradient: :math:`(\hat y_i - y_i) / (N L)`. Kink: 0 where all residuals
    are 0.

    Numerics: the residuals are scaled by a power of two, so that their
    squares neither overflow nor vanish.

    Examples
    --------
    >>> from nnlib.losses import rmse
    >>> rmse([0, 0], [3, -3])
    3.0
    >>> rmse([0, 0], [3e200, -3e200])
    3e+200
    """

    name = "rmse"
    latex = r"\sqrt{\tfrac1N \sum_i (\hat y_i - y_i)^2}"
    reductions = ("mean",)
    convex = True
    minimiser = "mean"

    def mean(self, y: Floats, y_pred: Floats, weights: Floats | None = None) -> float:
        """Compute the root; it is no mean of losses."""
        r, exponent = _scaled(y_pred - y)
        return float(np.ldexp(_root_mean_square(r, weights), exponent))

    def mean_grad(self, y: Floats, y_pred: Floats, weights: Floats | None = None) -> Floats:
        """Compute its gradient."""
        r: Floats = y_pred - y
        if np.isinf(r).any():  # the limit: beside infinite residuals the finite ones vanish
            r = np.sign(np.where(np.isfinite(r), 0.0, r))
        r, _ = _scaled(r)
        root = _root_mean_square(r, weights)
        return weighted(r, weights) / (r.size * root) + 0.0 if root else r  # without residuals, r is 0


def _scaled(r: Floats) -> tuple[Floats, Floats]:
    """Return residuals over 2^exponent, at most 1, and the exponent."""
    _, exponent = np.frexp(np.abs(r).max())
    return np.ldexp(r, -exponent), exponent


def _root_mean_square(r: Floats, weights: Floats | None) -> Floats:
    root: Floats = np.sqrt(np.mean(weighted(r * r, weights)))
    return root


mse = MSE()
half_mse = HalfMSE()
rmse = RMSE()
