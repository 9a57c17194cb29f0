"""GELU, with its own normal distribution function."""

import math

import numpy as np

from nnlib.activations._base import Activation, FloatArray

_erf = np.vectorize(math.erf, otypes=[float])


class GELU(Activation):
    name = "gelu"
    latex = r"z\,\Phi(z)"
    range = (-0.16997120747990369, np.inf)
    monotonic = False
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        out[...] = z * (0.5 + 0.5 * _erf(z / math.sqrt(2)))

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        phi = np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
        out[...] = 0.5 + 0.5 * _erf(z / math.sqrt(2)) + z * phi


gelu = GELU()
