"""Activations made of straight pieces: step, identity, ReLU and leaky ReLU."""

import numpy as np

from nnlib._validate import number
from nnlib.activations._base import Activation, FloatArray


class Step(Activation):
    name = "step"
    latex = r"1\ \text{if}\ z \ge 0\ \text{else}\ 0"
    range = (0.0, 1.0)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.heaviside(z, 1.0, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        _fill(out, 0.0, z)


class Identity(Activation):
    name = "identity"
    latex = "z"
    range = (-np.inf, np.inf)
    monotonic = True
    zero_centred = True

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.copyto(out, z)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        _fill(out, 1.0, z)


class ReLU(Activation):
    name = "relu"
    latex = r"\max(0, z)"
    range = (0.0, np.inf)
    monotonic = True
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.maximum(z, 0.0, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        np.heaviside(z, 0.0, out=out)

    def _grad_from(self, z: FloatArray, a: FloatArray, out: FloatArray) -> None:
        np.sign(a, out=out)


class LeakyReLU(Activation):
    name = "leaky_relu"
    latex = r"\max(\alpha z, z)"
    range = (-np.inf, np.inf)
    monotonic = True
    zero_centred = False

    def __init__(self, alpha: float = 0.01) -> None:
        self.alpha = number("alpha", alpha, above=0, at_most=1)

    def __repr__(self) -> str:
        return f"LeakyReLU(alpha={self.alpha})"

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.multiply(z, self.alpha, out=out)
        np.maximum(z, out, out=out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        np.heaviside(z, 0.0, out=out)
        np.maximum(out, self.alpha, out=out)


def _fill(out: FloatArray, value: float, z: FloatArray) -> None:
    """Write the constant `value`, but nan where `z` is nan."""
    out.fill(value)
    np.copyto(out, z, where=np.isnan(z))


step = Step()
identity = Identity()
relu = ReLU()
leaky_relu = LeakyReLU()
