"""Squared losses of a real target: MSE, half MSE and RMSE."""

import numpy as np

from nnlib.activations._base import FloatArray
from nnlib.losses._base import Loss


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

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.square(p - y)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return 2.0 * (p - y)

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        r = p - y
        value = float(np.vdot(r, r)) / r.size
        r *= 2.0 / r.size
        return value, r


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

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        r = p - y
        return 0.5 * r * r  # half first: r * r may overflow alone

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return p - y

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        r = p - y
        value = 0.5 * float(np.vdot(r, r)) / r.size
        r /= r.size
        return value, r


class RMSE(Loss):
    r"""Root mean squared error, in the units of the target.

    .. math:: L(y, \hat y) = \sqrt{\frac1N \sum_{i=1}^N (\hat y_i - y_i)^2}

    Notes
    -----
    One number for all N elements, so "mean" is its only reduction.

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

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        _, root, exponent = self._scaled(p - y)
        return np.ldexp(root, exponent)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        r: FloatArray = p - y
        if np.isinf(r).any():  # the limit: beside infinite residuals the finite ones vanish
            r = np.sign(np.where(np.isfinite(r), 0.0, r))
        r, root, _ = self._scaled(r)
        return r / root if root else r  # without residuals, r is 0

    def _scaled(self, r: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return residuals and their root mean square, both over 2^exponent, and the exponent."""
        _, exponent = np.frexp(np.abs(r).max())
        r = np.ldexp(r, -exponent)
        return r, np.sqrt(np.mean(r * r)), exponent


mse = MSE()
half_mse = HalfMSE()
rmse = RMSE()
