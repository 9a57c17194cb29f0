"""Smooth relatives of ReLU: ELU and SiLU."""

import numpy as np

from nnlib._validate import number
from nnlib.activations._base import Activation, FloatArray
from nnlib.activations._logistic import sigmoid


class ELU(Activation):
    name = "elu"
    latex = r"z\ \text{if}\ z > 0\ \text{else}\ \alpha(e^z - 1)"
    monotonic = True
    zero_centred = False

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = number("alpha", alpha, above=0)
        self.range = (-self.alpha, np.inf)

    def __repr__(self) -> str:
        return f"ELU(alpha={self.alpha})"

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= self.alpha
        np.copyto(out, z, where=z > 0)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= self.alpha
        np.copyto(out, 1.0, where=z > 0)


class SiLU(Activation):
    name = "silu"
    latex = r"z\,\sigma(z)"
    range = (-0.2784645427610738, np.inf)
    monotonic = False
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        sigmoid._value(z, out)
        out *= z

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        sigmoid._value(z, out)
        out *= 1.0 + z * sigmoid(-z)


elu = ELU()
silu = SiLU()
