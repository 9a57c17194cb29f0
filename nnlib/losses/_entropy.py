"""Losses that come from information: cross-entropies, focal loss, entropy and divergence."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import float_array, number, same_shape
from nnlib.activations import log_softmax, sigmoid, softmax, softplus
from nnlib.activations._base import FloatArray
from nnlib.losses._base import Loss


class BinaryCrossEntropy(Loss):
    name = "binary_cross_entropy"
    latex = r"\log(1 + e^z) - y z"

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        y, p = super()._check(y_true, y_pred)
        if np.any((y < 0) | (y > 1)):
            raise ValueError("y_true must lie in [0, 1]")
        return y, p

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.abs(p) * np.where(p > 0, 1.0 - y, y) + np.log1p(np.exp(-np.abs(p)))

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return (1.0 - y) * sigmoid(p) - y * sigmoid(-p)


class CrossEntropy(Loss):
    name = "cross_entropy"
    latex = r"-\sum_k y_k \log \mathrm{softmax}(z)_k"

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        p = float_array("y_pred", y_pred, ndim=2)
        y = float_array("y_true", y_true)
        if y.ndim == 1:
            y = np.eye(p.shape[1])[y.astype(int)]
        same_shape("y_true", y, "y_pred", p)
        return y, p

    def _count(self, p: FloatArray) -> int:
        return p.shape[0]

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return -np.sum(y * log_softmax(p), axis=1)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return softmax(p) - y


class Focal(Loss):
    name = "focal"
    latex = r"-\alpha_t (1 - p_t)^\gamma \log p_t"
    labels = (0, 1)

    def __init__(self, gamma: float = 2.0, alpha: float | None = None) -> None:
        self.gamma = number("gamma", gamma, at_least=0)
        self.alpha = None if alpha is None else number("alpha", alpha, above=0, below=1)

    def __repr__(self) -> str:
        return f"Focal(gamma={self.gamma}, alpha={self.alpha})"

    def _weight(self, y: FloatArray) -> FloatArray | float:
        return 1.0 if self.alpha is None else np.where(y == 1, self.alpha, 1.0 - self.alpha)

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        s = np.where(y == 1, p, -p)
        return self._weight(y) * softplus(-s) * sigmoid(-s) ** self.gamma

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        sign = np.where(y == 1, 1.0, -1.0)
        s = sign * p
        u = sigmoid(-s)
        inner = self.gamma * sigmoid(s) * softplus(np.minimum(-s, 800.0)) + u
        return -sign * self._weight(y) * u**self.gamma * inner


def entropy(p: ArrayLike) -> FloatArray:
    array = float_array("p", p)
    return -np.sum(np.where(array > 0, array * np.log(np.where(array > 0, array, 1.0)), 0.0), axis=-1)


def kl_divergence(p: ArrayLike, q: ArrayLike) -> FloatArray:
    a, b = float_array("p", p), float_array("q", q)
    same_shape("p", a, "q", b)
    with np.errstate(divide="ignore"):
        ratio = np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)
    return np.sum(a * np.log(ratio), axis=-1)


binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
