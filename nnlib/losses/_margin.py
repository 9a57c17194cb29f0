"""Losses of the margin m = y * score, for labels y in {-1, +1}.

All but `zero_one` are convex surrogates for it.
"""

import numpy as np

from nnlib._floats import Floats
from nnlib.activations import sigmoid, softplus, step
from nnlib.losses._base import Loss


class Hinge(Loss):
    r"""Hinge loss of the support vector machine: a margin of 1 costs nothing.

    .. math:: \ell(y, s) = \max(0, 1 - y s)

    Notes
    -----
    `y_true` holds -1 and +1, `y_pred` scores s.

    Gradient: -y where y s < 1, else 0. Kink: 0 at ``y * s == 1``.

    References
    ----------
    .. [1] Cortes, Vapnik, "Support-vector networks", Machine Learning 20,
       1995.

    Examples
    --------
    >>> from nnlib.losses import hinge
    >>> hinge([1, 1, -1], [2, 0.5, 1], reduction="none")
    array([0. , 0.5, 2. ])
    """

    name = "hinge"
    latex = r"\max(0, 1 - y s)"
    labels = (-1, 1)
    convex = True
    calibrated = True
    minimiser = "majority"

    def value(self, y: Floats, s: Floats) -> Floats:
        return np.maximum(1.0 - y * s, 0.0)

    def derivative(self, y: Floats, s: Floats) -> Floats:
        return -y * np.heaviside(1.0 - y * s, 0.0)


class Logistic(Loss):
    r"""Logistic loss: `binary_cross_entropy` for labels -1 and +1.

    .. math:: \ell(y, s) = \log(1 + e^{-y s})

    Notes
    -----
    `y_true` holds -1 and +1, `y_pred` scores s. The logarithm is natural:
    log 2 at ``s = 0``; divided by log 2 it bounds `zero_one` from above.

    Gradient: :math:`-y\,\sigma(-y s)`.

    Numerics: those of `softplus` and `sigmoid`.

    Examples
    --------
    >>> from nnlib.losses import logistic
    >>> logistic([1, -1], [0, 1000], reduction="none").round(4)
    array([6.931e-01, 1.000e+03])
    """

    name = "logistic"
    latex = r"\log(1 + e^{-y s})"
    labels = (-1, 1)
    convex = True
    calibrated = True
    minimiser = "log odds"

    def value(self, y: Floats, s: Floats) -> Floats:
        return softplus.value(-y * s)

    def derivative(self, y: Floats, s: Floats) -> Floats:
        return -y * sigmoid.value(-y * s)


class Exponential(Loss):
    r"""Exponential loss of AdaBoost: the price of a mistake has no bound on its growth.

    .. math:: \ell(y, s) = e^{-y s}

    Notes
    -----
    `y_true` holds -1 and +1, `y_pred` scores s.

    Gradient: :math:`-y e^{-y s}`.

    Numerics: for ``y * s < -709.79`` the true value is beyond float64: the
    loss is inf and its gradient infinite, without a warning.

    References
    ----------
    .. [1] Friedman, Hastie, Tibshirani, "Additive logistic regression",
       Annals of Statistics 28, 2000.

    Examples
    --------
    >>> from nnlib.losses import exponential
    >>> exponential([1, 1], [0, -1000], reduction="none")
    array([ 1., inf])
    """

    name = "exponential"
    latex = "e^{-y s}"
    labels = (-1, 1)
    convex = True
    calibrated = True
    minimiser = "half the log odds"

    def value(self, y: Floats, s: Floats) -> Floats:
        return np.exp(-y * s)

    def derivative(self, y: Floats, s: Floats) -> Floats:
        return -y * np.exp(-y * s)


class PerceptronLoss(Loss):
    r"""Perceptron loss: correct is enough, no margin is asked for.

    .. math:: \ell(y, s) = \max(0, -y s)

    Notes
    -----
    `y_true` holds -1 and +1, `y_pred` scores s.

    Gradient: -y where y s < 0, else 0. Kink: 0 at ``s == 0``.

    Examples
    --------
    >>> from nnlib.losses import perceptron
    >>> perceptron([1, 1, -1], [2, 0.5, 1], reduction="none")
    array([0., 0., 1.])
    """

    name = "perceptron"
    latex = r"\max(0, -y s)"
    labels = (-1, 1)
    convex = True
    calibrated = False
    minimiser = "0"

    def value(self, y: Floats, s: Floats) -> Floats:
        return np.maximum(-y * s, 0.0)

    def derivative(self, y: Floats, s: Floats) -> Floats:
        return -y * np.heaviside(-y * s, 0.0)


class ZeroOne(Loss):
    r"""Zero-one loss: its mean is the error rate.

    .. math:: \ell(y, s) = 0 \text{ if } \hat y(s) = y, \text{ else } 1,
        \quad \hat y(s) = +1 \text{ if } s \ge 0, \text{ else } -1

    Notes
    -----
    `y_true` holds -1 and +1, `y_pred` scores s. A score of 0 predicts +1, as
    `step` fires at 0: right for y = +1, wrong for y = -1.

    Gradient: 0 wherever it exists, and given as 0 everywhere; this is why
    training needs a surrogate.

    Examples
    --------
    >>> from nnlib.losses import zero_one
    >>> zero_one([1, 1, -1, -1], [2, -0.5, 1, -3])
    0.5
    """

    name = "zero_one"
    latex = r"1\ \text{if}\ \hat y(s) \ne y,\ \text{else}\ 0"
    labels = (-1, 1)
    convex = False
    calibrated = True
    minimiser = "majority"

    def value(self, y: Floats, s: Floats) -> Floats:
        return np.abs(step.value(s) - step.value(y))

    def derivative(self, y: Floats, s: Floats) -> Floats:
        return np.where(np.isnan(s), s, 0.0)


hinge = Hinge()
logistic = Logistic()
exponential = Exponential()
perceptron = PerceptronLoss()
zero_one = ZeroOne()
