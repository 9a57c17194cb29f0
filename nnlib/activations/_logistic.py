"""The logistic family: sigmoid, tanh, softplus and log-sigmoid."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats
from nnlib._validate import float_array
from nnlib.activations._base import Activation


class Sigmoid(Activation):
    r"""Logistic sigmoid, which squashes the real line into (0, 1).

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Notes
    -----
    Gradient: :math:`\sigma'(z) = \sigma(z)\,(1 - \sigma(z))`, at most 1/4, at
    ``z = 0``.

    Numerics: only exponentials of negative numbers are taken, so nothing
    overflows; ``1 / (1 + np.exp(-z))`` warns at ``z = -1000``. Value and slope
    come from the smaller of σ(z) and 1 - σ(z), the `tail`, which has all its
    digits; ``s * (1 - s)`` loses all for ``z > 37``. The tail e / (1 + e) with
    :math:`e = e^{-|z|}` is computed as :math:`e - e\,\frac{e}{1 + e}`:
    subtracting the smaller product rounds less than a division does.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, sec. 3.10.

    Examples
    --------
    >>> from nnlib.activations import sigmoid
    >>> sigmoid([-2, 0, 2]).round(4)
    array([0.1192, 0.5   , 0.8808])
    >>> sigmoid([-700])
    array([9.85967654e-305])
    """

    name = "sigmoid"
    latex = r"\frac{1}{1 + e^{-z}}"
    latex_derivative = r"\sigma(z)\,(1 - \sigma(z))"
    range = (0.0, 1.0)
    monotonic = True
    zero_centred = False

    def value(self, z: Floats) -> Floats:
        tail = self.tail(z)
        return np.where(z < 0, tail, 1.0 - tail)

    def derivative(self, z: Floats) -> Floats:
        tail = self.tail(z)
        return tail * (1.0 - tail)

    @staticmethod
    def tail(z: Floats) -> Floats:
        """Return the smaller of σ(z) and 1 - σ(z)."""
        e = np.exp(-np.abs(z))
        return e - e * (e / (1.0 + e))


class Tanh(Activation):
    r"""Hyperbolic tangent: a sigmoid stretched to (-1, 1).

    .. math:: \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1

    Notes
    -----
    Gradient: :math:`1 - \tanh^2 z = 1 / \cosh^2 z`, at most 1, at ``z = 0``.

    Numerics: ``1 - np.tanh(z)**2`` loses all digits for ``abs(z) > 19``. With
    :math:`e = e^{-2|z|}` the slope is :math:`4e / (1 + e)^2`, where nothing
    cancels and nothing overflows.

    References
    ----------
    .. [1] LeCun, Bottou, Orr, Müller, "Efficient BackProp", in *Neural
       Networks: Tricks of the Trade*, 1998.

    Examples
    --------
    >>> from nnlib.activations import tanh
    >>> tanh([-1, 0, 1]).round(4), tanh.grad([-1, 0, 1]).round(4)
    (array([-0.7616,  0.    ,  0.7616]), array([0.42, 1.  , 0.42]))
    """

    name = "tanh"
    latex = r"\tanh z"
    latex_derivative = r"1 - \tanh^2 z"
    range = (-1.0, 1.0)
    monotonic = True
    zero_centred = True

    def value(self, z: Floats) -> Floats:
        return np.tanh(z)

    def derivative(self, z: Floats) -> Floats:
        e = np.exp(-2.0 * np.abs(z))
        return 4.0 * e / np.square(1.0 + e)


class Softplus(Activation):
    r"""Smooth ReLU, whose derivative is the sigmoid.

    .. math:: f(z) = \log(1 + e^z)

    Notes
    -----
    Gradient: :math:`\sigma(z)`.

    Numerics: computed as :math:`\max(z, 0) + \log(1 + e^{-|z|})`, which never
    overflows and keeps its digits where the value is tiny.

    References
    ----------
    .. [1] Dugas, Bengio, Bélisle, Nadeau, Garcia, "Incorporating second-order
       functional knowledge for better option pricing", NIPS 2000.

    Examples
    --------
    >>> from nnlib.activations import softplus
    >>> softplus([-40, 0, 1000])
    array([4.24835426e-18, 6.93147181e-01, 1.00000000e+03])
    """

    name = "softplus"
    latex = r"\log(1 + e^z)"
    latex_derivative = r"\sigma(z)"
    range = (0.0, np.inf)
    monotonic = True
    zero_centred = False
    init = "he_uniform"

    def value(self, z: Floats) -> Floats:
        return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))

    def derivative(self, z: Floats) -> Floats:
        return sigmoid.value(z)


def log_sigmoid(z: ArrayLike) -> Floats:
    r"""Logarithm of the sigmoid, the log-likelihood of a positive label.

    .. math:: \log\sigma(z) = -\log(1 + e^{-z})

    Parameters
    ----------
    z : array_like, any shape
        Pre-activations.

    Returns
    -------
    log_a : ndarray, same shape as `z`
        Values in (-inf, 0].

    Raises
    ------
    ValueError
        If `z` is empty or does not hold real numbers.

    Notes
    -----
    Gradient: :math:`\sigma(-z)`.

    Numerics: :math:`-\mathrm{softplus}(-z)`; ``np.log(sigmoid(z))`` is -inf
    for ``z < -746``.

    Examples
    --------
    >>> from nnlib.activations import log_sigmoid
    >>> log_sigmoid([-1000, 0])
    array([-1.00000000e+03, -6.93147181e-01])
    """
    log_a: Floats = -softplus(-float_array("z", z))
    return log_a


sigmoid = Sigmoid()
tanh = Tanh()
softplus = Softplus()
