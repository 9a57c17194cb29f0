"""Losses of a real target: squared, absolute, and those between."""

import numpy as np

from nnlib._validate import number
from nnlib.activations._base import FloatArray
from nnlib.losses._base import Loss


class MSE(Loss):
    name = "mse"
    latex = r"(\hat y - y)^2"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.square(p - y)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return 2.0 * (p - y)


class HalfMSE(Loss):
    name = "half_mse"
    latex = r"\tfrac12(\hat y - y)^2"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return 0.5 * np.square(p - y)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return p - y


class MAE(Loss):
    name = "mae"
    latex = r"|\hat y - y|"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.abs(p - y)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.sign(p - y)


class RMSE(Loss):
    name = "rmse"
    latex = r"\sqrt{\tfrac1N \sum_i (\hat y_i - y_i)^2}"
    reductions = ("mean",)

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.sqrt(np.mean(np.square(p - y), keepdims=True))

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        root = self._losses(y, p)
        return (p - y) / np.where(root > 0, root, 1.0)


class LogCosh(Loss):
    name = "log_cosh"
    latex = r"\log\cosh(\hat y - y)"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        a = np.abs(p - y)
        near = np.log1p(2.0 * np.square(np.sinh(0.5 * np.minimum(a, 1.0))))
        far = (a - np.log(2.0)) + np.log1p(np.exp(-2.0 * np.minimum(a, 400.0)))
        return np.where(a < 1, near, far)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.tanh(p - y)


class Huber(Loss):
    name = "huber"
    latex = r"\min(|r|, \delta)\,(|r| - \tfrac12\min(|r|, \delta)),\ r = \hat y - y"

    def __init__(self, delta: float = 1.0) -> None:
        self.delta = number("delta", delta, above=0)

    def __repr__(self) -> str:
        return f"Huber(delta={self.delta})"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        a = np.abs(p - y)
        m = np.minimum(a, self.delta)
        return m * (a - 0.5 * m)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.clip(p - y, -self.delta, self.delta)


class Quantile(Loss):
    name = "quantile"
    latex = r"\max(\gamma u, (\gamma - 1) u),\ u = y - \hat y"

    def __init__(self, gamma: float = 0.5) -> None:
        self.gamma = number("gamma", gamma, above=0, below=1)

    def __repr__(self) -> str:
        return f"Quantile(gamma={self.gamma})"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        u = y - p
        return np.maximum(self.gamma * u, (self.gamma - 1.0) * u)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        u = y - p
        return np.where(u > 0, -self.gamma, np.where(u < 0, 1.0 - self.gamma, u))


mse = MSE()
half_mse = HalfMSE()
mae = MAE()
rmse = RMSE()
log_cosh = LogCosh()
