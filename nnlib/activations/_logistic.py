"""The logistic family: sigmoid, tanh, softplus and log-sigmoid."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations._base import Activation, FloatArray


class Sigmoid(Activation):
    name = "sigmoid"
    latex = r"\frac{1}{1 + e^{-z}}"
    range = (0.0, 1.0)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        e = np.exp(-np.abs(z))
        np.divide(np.where(z < 0, e, 1.0), 1.0 + e, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        e = np.exp(-np.abs(z))
        np.divide(e, (1.0 + e) ** 2, out=out)

    def _grad_from(self, z: FloatArray, a: FloatArray, out: FloatArray) -> None:
        np.multiply(a, 1.0 - a, out=out)


class Tanh(Activation):
    name = "tanh"
    latex = r"\tanh z"
    range = (-1.0, 1.0)
    monotonic = True
    zero_centred = True

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.tanh(z, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        e = np.exp(-2.0 * np.abs(z))
        np.divide(4.0 * e, (1.0 + e) ** 2, out=out)

    def _grad_from(self, z: FloatArray, a: FloatArray, out: FloatArray) -> None:
        np.multiply(a, a, out=out)
        np.subtract(1.0, out, out=out)


class Softplus(Activation):
    name = "softplus"
    latex = r"\log(1 + e^z)"
    range = (0.0, np.inf)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.maximum(z, 0.0, out=out)
        out += np.log1p(np.exp(-np.abs(z)))

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        sigmoid._value(z, out)


sigmoid = Sigmoid()
tanh = Tanh()
softplus = Softplus()


def log_sigmoid(z: ArrayLike) -> FloatArray:
    return -softplus(-np.asarray(z))
