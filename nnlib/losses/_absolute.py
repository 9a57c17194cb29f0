"""Losses that grow linearly for large residuals: MAE, Huber, log-cosh and quantile."""

import math

import numpy as np

from nnlib._floats import Floats
from nnlib._validate import number
from nnlib.losses._base import Loss


class MAE(Loss):
    r"""Mean absolute error, which an outlier moves no more than any other point.

    .. math:: \ell(y, \hat y) = |\hat y - y|

    Notes
    -----
    Gradient: the sign of :math:`\hat y - y`. Kink: 0 at ``y_pred == y_true``.

    Examples
    --------
    >>> from nnlib.losses import mae
    >>> mae([1, 2, 3], [1, 2, 6])
    1.0
    >>> mae.grad([1, 2, 3], [1, 2, 6], reduction="none")
    array([0., 0., 1.])
    """

    name = "mae"
    latex = r"|\hat y - y|"
    convex = True
    minimiser = "median"

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        return np.abs(y_pred - y)

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        return np.sign(y_pred - y)


class Huber(Loss):
    r"""Squared near the target, absolute far from it.

    .. math:: \ell(y, \hat y) = \begin{cases}
        \tfrac12 r^2 & |r| \le \delta \\
        \delta (|r| - \tfrac12 \delta) & |r| > \delta
        \end{cases}, \quad r = \hat y - y

    Parameters
    ----------
    delta : float
        Where the two parts meet, positive.

    Raises
    ------
    ValueError
        If `delta` is not a positive number.

    Notes
    -----
    Gradient: r clipped to [-δ, δ]; continuous, also where the parts meet.

    Numerics: with m = min(abs(r), δ) both parts are m(abs(r) - m/2), so r² is
    never formed where it could overflow.

    References
    ----------
    .. [1] Huber, "Robust estimation of a location parameter", Annals of
       Mathematical Statistics 35, 1964.

    Examples
    --------
    >>> from nnlib.losses import Huber
    >>> Huber(delta=2.0)([0, 0], [1, 3], reduction="none")
    array([0.5, 4. ])
    """

    name = "huber"
    latex = r"\tfrac12 r^2\ \text{if}\ |r| \le \delta,\ \text{else}\ \delta (|r| - \tfrac12 \delta)"
    convex = True

    def __init__(self, delta: float = 1.0) -> None:
        self.delta = number("delta", delta, above=0)

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"Huber(delta={self.delta})"

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        distance = np.abs(y_pred - y)
        m = np.minimum(distance, self.delta)
        return m * (distance - 0.5 * m)

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        return np.clip(y_pred - y, -self.delta, self.delta)


class LogCosh(Loss):
    r"""Logarithm of the hyperbolic cosine: a smooth relative of `Huber`.

    .. math:: \ell(y, \hat y) = \log\cosh(\hat y - y)

    Notes
    -----
    Gradient: :math:`\tanh(\hat y - y)`.

    Numerics: cosh overflows at 710, and its logarithm loses the digits of
    small residuals r. So with a = abs(r): below 1,
    :math:`\log(1 + 2\sinh^2(a/2))`; above,
    :math:`a - \log 2 + \log(1 + e^{-2a})`.

    Examples
    --------
    >>> from nnlib.losses import log_cosh
    >>> log_cosh([0, 0], [1e-6, 1000], reduction="none").round(13)
    array([5.00000000e-13, 9.99306853e+02])
    """

    name = "log_cosh"
    latex = r"\log\cosh(\hat y - y)"
    convex = True

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        a = np.abs(y_pred - y)
        near = np.log1p(2.0 * np.square(np.sinh(0.5 * np.minimum(a, 1.0))))
        far = (a - math.log(2.0)) + np.log1p(np.exp(-2.0 * a))
        return np.where(a < 1.0, near, far)

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        return np.tanh(y_pred - y)


class Quantile(Loss):
    r"""Quantile (pinball) loss, least when a share γ of the targets lies below the prediction.

    .. math:: \ell(y, \hat y) = \max(\gamma u, (\gamma - 1) u), \quad u = y - \hat y

    Parameters
    ----------
    gamma : float
        The quantile, in (0, 1); 0.5 is the median and half of `mae`.

    Raises
    ------
    ValueError
        If `gamma` is not a number in (0, 1).

    Notes
    -----
    Predicting too low costs γ a unit, too high 1 - γ.

    Gradient: -γ where the prediction is too low, 1 - γ where it is too high.
    Kink: 0 at ``y_pred == y_true``.

    References
    ----------
    .. [1] Koenker, Bassett, "Regression quantiles", Econometrica 46, 1978.

    Examples
    --------
    >>> from nnlib.losses import Quantile
    >>> Quantile(gamma=0.9)([0, 0], [-1, 1], reduction="none").round(4)
    array([0.9, 0.1])
    """

    name = "quantile"
    latex = r"\max(\gamma u, (\gamma - 1) u),\ u = y - \hat y"
    convex = True
    minimiser = "quantile"

    def __init__(self, gamma: float = 0.5) -> None:
        self.gamma = number("gamma", gamma, above=0, below=1)

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"Quantile(gamma={self.gamma})"

    def value(self, y: Floats, y_pred: Floats) -> Floats:
        u = y - y_pred
        return np.maximum(self.gamma * u, (self.gamma - 1.0) * u)

    def derivative(self, y: Floats, y_pred: Floats) -> Floats:
        r = y_pred - y
        return np.sign(r) * np.where(r < 0, self.gamma, 1.0 - self.gamma).astype(r.dtype)


mae = MAE()
huber = Huber()
log_cosh = LogCosh()
quantile = Quantile()
