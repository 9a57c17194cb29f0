"""The logistic family: sigmoid, tanh, softplus and log-sigmoid."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations._base import Activation, FloatArray, apply


class Sigmoid(Activation):
    r"""Logistic sigmoid, which squashes the real line into (0, 1).

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Notes
    -----
    Gradient: :math:`\sigma'(z) = \sigma(z)\,\sigma(-z)`, at most 1/4, at
    ``z = 0``.

    Numerics: only exponentials of negative numbers are taken, so nothing
    overflows; ``1 / (1 + np.exp(-z))`` warns at ``z = -1000``. With
    :math:`q = \sigma(-|z|)`, the value is :math:`e^{\min(z, 0)}(1 - q)`,
    where subtracting the small product rounds less than a division does, and
    the gradient is :math:`q - q^2`; ``s * (1 - s)`` loses all digits for
    ``z > 37``.

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
    range = (0.0, 1.0)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        q = smaller_tail(z)
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        q *= out
        out -= q

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        q = smaller_tail(z)
        np.multiply(q, q, out=out)
        np.subtract(q, out, out=out)

    def _pull_back(self, z: FloatArray, a: FloatArray, da: FloatArray, out: FloatArray) -> None:
        np.multiply(a, a, out=out)
        np.subtract(a, out, out=out)
        np.multiply(out, da, out=out)


class Tanh(Activation):
    r"""Hyperbolic tangent: a sigmoid stretched to (-1, 1).

    .. math:: \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1

    Notes
    -----
    Gradient: :math:`1 - \tanh^2 z`, at most 1, at ``z = 0``.

    Numerics: ``1 - np.tanh(z)**2`` loses all digits for ``abs(z) > 19``, so
    `grad` is :math:`4\,\sigma'(2z)`. In float64, NumPy's tanh may be off by 1.1
    units in the last place; so a call computes in ``np.longdouble`` and rounds
    once. (On Windows and on Apple's processors that type is no wider.) Layers
    compute in the precision of their weights, which is much faster.

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
    range = (-1.0, 1.0)
    monotonic = True
    zero_centred = True
    _precision = np.longdouble

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.tanh(z, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        sigmoid._grad(2.0 * z, out)
        out *= 4.0

    def _pull_back(self, z: FloatArray, a: FloatArray, da: FloatArray, out: FloatArray) -> None:
        np.multiply(a, a, out=out)
        np.multiply(out, da, out=out)
        np.subtract(da, out, out=out)  # da (1 - a^2)


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
    range = (0.0, np.inf)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        tail = np.log1p(_exp_minus_abs(z))
        np.maximum(z, 0.0, out=out)
        out += tail

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        sigmoid._value(z, out)


def log_sigmoid(z: ArrayLike) -> FloatArray:
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

    def kernel(z: FloatArray, out: FloatArray) -> None:
        softplus._value(-z, out)
        np.negative(out, out=out)

    return apply(kernel, z)


def _exp_minus_abs(z: FloatArray) -> FloatArray:
    e = np.abs(z)
    np.negative(e, out=e)
    np.exp(e, out=e)
    return e


def smaller_tail(z: FloatArray) -> FloatArray:
    """Return the sigmoid of -|z|."""
    e = _exp_minus_abs(z)
    np.divide(e, 1.0 + e, out=e)
    return e


sigmoid = Sigmoid()
tanh = Tanh()
softplus = Softplus()
