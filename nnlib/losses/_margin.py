"""Losses of the margin m = y * score, for labels y in {-1, +1}."""

import numpy as np

from nnlib.activations import sigmoid, softplus
from nnlib.activations._base import FloatArray
from nnlib.losses._base import Loss


class MarginLoss(Loss):
    labels = (-1, 1)


class Hinge(MarginLoss):
    name = "hinge"
    latex = r"\max(0, 1 - m)"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.maximum(1.0 - y * p, 0.0)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return -y * np.heaviside(1.0 - y * p, 0.0)


class Logistic(MarginLoss):
    name = "logistic"
    latex = r"\log(1 + e^{-m})"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return softplus(-y * p)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return -y * sigmoid(-y * p)


class Exponential(MarginLoss):
    name = "exponential"
    latex = "e^{-m}"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.exp(-y * p)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return -y * np.exp(-y * p)


class Perceptron(MarginLoss):
    name = "perceptron"
    latex = r"\max(0, -m)"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.maximum(-y * p, 0.0)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return -y * np.heaviside(-y * p, 0.0)


class ZeroOne(MarginLoss):
    name = "zero_one"
    latex = r"1\ \text{if}\ m < 0\ \text{else}\ 0"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.abs(np.heaviside(y, 1.0) - np.heaviside(p, 1.0))

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return np.where(np.isnan(p), p, 0.0)


hinge = Hinge()
logistic = Logistic()
exponential = Exponential()
perceptron = Perceptron()
zero_one = ZeroOne()
