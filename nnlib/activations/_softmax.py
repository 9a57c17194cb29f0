"""Softmax, its logarithm, and the logarithm of its normaliser."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import float_array
from nnlib.activations._base import FloatArray


def logsumexp(z: ArrayLike, axis: int = -1) -> FloatArray:
    array = float_array("z", z)
    top = array.max(axis=axis, keepdims=True)
    return np.squeeze(top + np.log(np.exp(array - top).sum(axis=axis, keepdims=True)), axis)


def log_softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    array = float_array("z", z)
    shifted = array - array.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    return np.exp(log_softmax(z, axis))
