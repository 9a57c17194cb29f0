"""What every loss offers: a value and a gradient, each under a reduction."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import choice, float_array, labels, same_shape
from nnlib.activations._base import FloatArray


class Loss:
    r"""The price of predicting `y_pred` where the truth is `y_true`.

    An instance `loss` is called as ``loss(y_true, y_pred)``;
    ``loss.grad(y_true, y_pred)`` is the gradient with respect to `y_pred`.

    Attributes
    ----------
    name : str
        Key in `LOSSES`.
    latex : str
        Formula of one loss, without dollar signs.
    labels : tuple of int or None
        The values that `y_true` may hold; None for real targets.
    reductions : tuple of str
        The reductions that have a meaning for this loss.

    Notes
    -----
    Numerics: computed in float64, whatever the inputs, and rounded once.
    Nothing warns; a loss beyond the range of floats is inf, and nan gives nan.

    A training step checks its arrays once and then calls the kernels
    underneath, which check nothing, silence no warning and want `y` and `p` in
    one precision:

    * ``y, p = loss._check(y_true, y_pred)`` validates and returns two arrays
      of one shape (class indices become one-hot rows). Rows of `y` may be
      picked for a mini-batch;
    * ``value, grad = loss._mean_and_grad(y, p)`` is the mean, a float, and
      its gradient, shaped and typed like `p`. Where plain formulas are faster
      they serve here: errors are small against the largest term.

    A new loss defines the attributes, `_losses` and `_slopes`.

    Examples
    --------
    >>> from nnlib.losses import LOSSES
    >>> mse = LOSSES["mse"]
    >>> mse([1, 2], [1, 4]), mse.grad([1, 2], [1, 4])
    (2.0, array([0., 2.]))
    """

    name: str
    latex: str
    labels: tuple[int, ...] | None = None
    reductions: tuple[str, ...] = ("mean", "sum", "none")

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike, reduction: str = "mean") -> Any:
        """Return the loss.

        Parameters
        ----------
        y_true : array_like, any shape
            Targets. The class says which values and shapes it takes.
        y_pred : array_like, same shape as `y_true`
            Predictions, scores or logits.
        reduction : {"mean", "sum", "none"}
            "mean" averages over all elements (`cross_entropy`: over samples).

        Returns
        -------
        loss : float, or ndarray shaped like `y_pred` for "none"
            The reduced loss (`cross_entropy` gives one entry a sample).

        Raises
        ------
        ValueError
            If an array is empty or not real, the shapes differ (nothing is
            broadcast), a target is not allowed, or `reduction` is unknown.
        """
        choice("reduction", reduction, self.reductions)
        y, p = self._check(y_true, y_pred)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            losses = self._losses(np.asarray(y, np.float64), np.asarray(p, np.float64))
            if reduction == "none":
                return np.asarray(losses, p.dtype)[()]
            if reduction == "sum":
                return float(losses.sum())
            mean = float(losses.mean())
            if np.isinf(mean) and np.isfinite(losses).all():  # only the sum is too large
                mean = float((losses / losses.size).sum())
            return mean

    def grad(self, y_true: ArrayLike, y_pred: ArrayLike, reduction: str = "mean") -> FloatArray:
        """Return the gradient of the reduced loss with respect to `y_pred`.

        Parameters
        ----------
        y_true, y_pred, reduction
            As for the loss itself. Each loss depends on its own prediction
            only, so "none" gives the same numbers as "sum": the slope of each.

        Returns
        -------
        gradient : ndarray, same shape as `y_pred`
            The class says which value a kink gets.

        Raises
        ------
        ValueError
            As for the loss itself.
        """
        choice("reduction", reduction, self.reductions)
        y, p = self._check(y_true, y_pred)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            slopes = self._slopes(np.asarray(y, np.float64), np.asarray(p, np.float64))
            if reduction == "mean":
                slopes = slopes / self._count(p)
            slopes = slopes + 0.0  # turns -0.0 into 0.0
            result: FloatArray = np.asarray(slopes, p.dtype)[()]
        return result

    def __repr__(self) -> str:
        """Return the name."""
        return self.name

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        y, p = float_array("y_true", y_true), float_array("y_pred", y_pred)
        same_shape("y_true", y, "y_pred", p)
        if self.labels is not None:
            labels("y_true", y, self.labels)
        return y, p

    def _count(self, p: FloatArray) -> int:
        """Return how many losses the mean averages."""
        return p.size

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        """Return the losses before any reduction."""
        raise NotImplementedError

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        """Return the gradient of the sum of the losses."""
        raise NotImplementedError

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        losses = self._losses(y, p)
        grad = np.asarray(self._slopes(y, p), p.dtype)
        return float(losses.sum()) / losses.size, grad / self._count(p)
