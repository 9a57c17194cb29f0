"""What every loss offers: a value and a gradient, each under a reduction."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import choice, float_array, labels, same_shape
from nnlib.activations._base import FloatArray


class Loss:
    r"""A price for predicting `y_pred` where the truth is `y_true`.

    An instance is called as ``loss(y_true, y_pred)``; ``loss.grad(y_true,
    y_pred)`` is the gradient with respect to `y_pred`.

    Attributes
    ----------
    name : str
        Key in `LOSSES`.
    latex : str
        Formula of one element's loss, without dollar signs.
    reductions : tuple of str
        The reductions that have a meaning for this loss.

    Notes
    -----
    A training step checks its arrays once and then calls the kernels
    underneath, which check nothing and silence no warning:

    * ``y, p = loss._check(y_true, y_pred)`` validates, and returns arrays of
      the same shape (class indices become one-hot rows). Rows of `y` may be
      picked for a mini-batch;
    * ``value, grad = loss._mean_and_grad(y, p)`` is the mean as a float and
      its gradient, shaped and typed like `p`.

    A new loss defines `_losses` and `_slopes`, both element by element.
    """

    name: str
    latex: str
    reductions: tuple[str, ...] = ("mean", "sum", "none")
    labels: tuple[int, ...] | None = None

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike, reduction: str = "mean") -> Any:
        """Return the reduced loss: a float, or an array for "none"."""
        choice("reduction", reduction, self.reductions)
        y, p = self._check(y_true, y_pred)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            losses = self._losses(y.astype(np.float64, copy=False), p.astype(np.float64, copy=False))
            if reduction == "none":
                return losses.astype(p.dtype, copy=False)[()]
            total = float(losses.sum())
            return total / losses.size if reduction == "mean" else total

    def grad(self, y_true: ArrayLike, y_pred: ArrayLike, reduction: str = "mean") -> FloatArray:
        """Return the gradient of the reduced loss, shaped like `y_pred`."""
        choice("reduction", reduction, self.reductions)
        y, p = self._check(y_true, y_pred)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            slopes = self._slopes(y.astype(np.float64, copy=False), p.astype(np.float64, copy=False))
            if reduction == "mean":
                slopes = slopes / self._count(p)
            result: FloatArray = slopes.astype(p.dtype, copy=False)
        return result[()]

    def __repr__(self) -> str:
        return self.name

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        y, p = float_array("y_true", y_true), float_array("y_pred", y_pred)
        same_shape("y_true", y, "y_pred", p)
        if self.labels is not None:
            labels("y_true", y, self.labels)
        return y, p

    def _count(self, p: FloatArray) -> int:
        """How many losses the mean averages."""
        return p.size

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        raise NotImplementedError

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        raise NotImplementedError

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        return float(np.mean(self._losses(y, p))), self._slopes(y, p) / self._count(p)
