"""What every loss offers: a value and a gradient, each under a reduction."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats, quiet
from nnlib._validate import cast, choice, float_array, labels, returned, same_shape, sample_weights


class Loss:
    r"""The price of predicting `y_pred` where the truth is `y_true`.

    An instance `loss` is called as ``loss(y_true, y_pred)``;
    ``loss.grad(y_true, y_pred)`` is the gradient with respect to `y_pred`.
    Both compute in the type of `y_pred`, float64 or float32. Training computes
    with the same methods, `mean` and `mean_grad`, and so gives the same bits.

    Attributes
    ----------
    name : str
        Key in `LOSSES`; the name of the class in small letters unless given.
    latex : str
        Formula of one loss, without dollar signs.
    labels : tuple of int or None
        The values that `y_true` may hold; None for real targets.
    per_sample : bool
        Whether there is one loss for each row of `y_pred`, not one for each element.
    reductions : tuple of str
        The reductions that have a meaning for this loss.
    convex : bool
        Whether it is convex in `y_pred`.
    calibrated : bool or None
        For losses of two classes or more: whether the prediction of least
        expected loss always has the sign, or the order, of the likeliest
        class. None for real targets.
    minimiser : str or None
        What the best constant prediction is for given targets, where it has a
        name: "mean", "median", "log odds", and so on.

    Notes
    -----
    Numerics: nothing warns; a loss beyond the range of floats is inf, and nan
    gives nan. Sums add up in float64.

    To write a new loss, subclass and define ``value(y_true, y_pred)``, the
    losses before any reduction, and ``derivative(y_true, y_pred)``, the slope
    of each in its prediction. Both get two checked arrays of one shape and
    type, and return a new array of that shape and type (`value` of a loss
    that is `per_sample`: one number a row); anything else is refused with an
    error that names the class. To enter the registry it also needs the
    attributes above.

    Examples
    --------
    >>> class Cubic(Loss):
    ...     def value(self, y, y_pred):
    ...         return np.abs(y_pred - y) ** 3
    ...     def derivative(self, y, y_pred):
    ...         return 3 * (y_pred - y) * np.abs(y_pred - y)
    >>> cubic = Cubic()
    >>> cubic([1, 2], [1, 4]), cubic.grad([1, 2], [1, 4])
    (4.0, array([0., 6.]))
    >>> cubic([1, 2], [1, 4], sample_weight=[3, 1])
    2.0
    """

    name: str
    latex: str
    labels: tuple[int, ...] | None = None
    per_sample: bool = False
    reductions: tuple[str, ...] = ("mean", "sum", "none")
    convex: bool
    calibrated: bool | None = None
    minimiser: str | None = None

    def __init_subclass__(cls) -> None:
        if not hasattr(cls, "name"):
            cls.name = cls.__name__.lower()

    def __call__(
        self,
        y_true: ArrayLike,
        y_pred: ArrayLike,
        reduction: str = "mean",
        *,
        sample_weight: ArrayLike | None = None,
    ) -> Any:
        r"""Return the loss.

        Parameters
        ----------
        y_true : array_like, any shape
            Targets. The class says which values and shapes it takes.
        y_pred : array_like, same shape as `y_true`
            Predictions, scores or logits.
        reduction : {"mean", "sum", "none"}
            "mean" averages over all elements (a loss that is `per_sample`: over samples).
        sample_weight : array_like, shape (n_samples,), optional
            Weights >= 0 of the samples, the first axis of `y_pred`. They
            multiply the losses; "mean" is :math:`\sum_i w_i \ell_i / \sum_i w_i`.

        Returns
        -------
        loss : float, or ndarray shaped like `y_pred` for "none"
            The reduced loss (a loss that is `per_sample` gives one entry a sample).

        Raises
        ------
        ValueError
            If an array is empty or not real, the shapes differ (nothing is
            broadcast), a target is not allowed, a weight is negative or not
            finite, all weights are 0, or `reduction` is unknown.
        """
        choice("reduction", reduction, self.reductions)
        y, p = self.check(y_true, y_pred)
        with quiet():
            if reduction == "mean":
                return self.mean(y, p, mean_weights(sample_weight, p))
            losses = weighted(self._checked_value(y, p), checked_weights(sample_weight, p))
            return losses[()] if reduction == "none" else float(losses.sum(dtype=np.float64))

    def grad(
        self,
        y_true: ArrayLike,
        y_pred: ArrayLike,
        reduction: str = "mean",
        *,
        sample_weight: ArrayLike | None = None,
    ) -> Floats:
        """Return the gradient of the reduced loss with respect to `y_pred`.

        Parameters
        ----------
        y_true, y_pred
            As for the loss itself.
        reduction, sample_weight
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
        y, p = self.check(y_true, y_pred)
        with quiet():
            if reduction == "mean":
                gradient = self.mean_grad(y, p, mean_weights(sample_weight, p))
            else:
                gradient = weighted(self._checked_derivative(y, p), checked_weights(sample_weight, p)) + 0.0
            result: Floats = np.asarray(gradient)[()]
        return result

    def value(self, y_true: Floats, y_pred: Floats) -> Floats:
        """Compute the losses of checked arrays: what a subclass defines."""
        raise NotImplementedError(f"{type(self).__name__} must define value(y_true, y_pred)")

    def derivative(self, y_true: Floats, y_pred: Floats) -> Floats:
        """Compute the slopes of the losses of checked arrays: what a subclass defines."""
        raise NotImplementedError(f"{type(self).__name__} must define derivative(y_true, y_pred)")

    def check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Floats, Floats]:
        """Return targets and predictions as arrays of one shape and type; refuse what does not fit.

        Rows of the targets may be picked for a mini-batch. (Class indices
        become rows of zeros and a one.)
        """
        y, p = float_array("y_true", y_true), float_array("y_pred", y_pred)
        same_shape("y_true", y, "y_pred", p)
        if self.labels is not None:
            labels("y_true", y, self.labels)
        return cast("y_true", y, p.dtype), p

    def mean(self, y_true: Floats, y_pred: Floats, weights: Floats | None = None) -> float:
        """Compute the mean loss of checked arrays, with weights of mean 1; callers silence warnings."""
        losses = weighted(self._checked_value(y_true, y_pred), weights)
        mean = float(np.add.reduce(losses, axis=None, dtype=np.float64)) / losses.size
        if math.isinf(mean) and np.isfinite(losses).all():  # only the sum is too large
            mean = float((losses / losses.size).sum(dtype=np.float64))
        return mean

    def mean_grad(self, y_true: Floats, y_pred: Floats, weights: Floats | None = None) -> Floats:
        """Compute the gradient of `mean`."""
        slopes = weighted(self._checked_derivative(y_true, y_pred), weights)
        return slopes / (len(slopes) if self.per_sample else slopes.size) + 0.0  # + 0.0 turns -0.0 into 0.0

    def _checked_value(self, y: Floats, p: Floats) -> Floats:
        losses = np.asarray(self.value(y, p))  # a ufunc gives a number for arrays without dimensions
        returned(self, "value", losses, p[:, 0] if self.per_sample else p)
        return losses

    def _checked_derivative(self, y: Floats, p: Floats) -> Floats:
        slopes = np.asarray(self.derivative(y, p))
        returned(self, "derivative", slopes, p)
        return slopes

    def __repr__(self) -> str:
        """Return the name."""
        return self.name


def checked_weights(sample_weight: ArrayLike | None, y_pred: Floats) -> Floats | None:
    """Return weights, one for each row of `y_pred` and in its type; None stands for equal weights."""
    if sample_weight is None:
        return None
    return cast("sample_weight", sample_weights(sample_weight, y_pred.shape[:1]), y_pred.dtype)


def mean_weights(sample_weight: ArrayLike | None, y_pred: Floats) -> Floats | None:
    """Scale weights of samples to the mean 1.

    Then the mean of w l is the weighted mean of the losses l, and rows may be
    picked for a mini-batch, whose mean estimates that of all samples.

    Parameters
    ----------
    sample_weight : array_like, shape (n_samples,), or None
        Weights >= 0; None stands for equal weights.
    y_pred : ndarray, shape (n_samples, ...)
        The predictions they belong to.

    Returns
    -------
    weights : ndarray, shape (n_samples,), or None
        In the type of `y_pred`; None for None.

    Raises
    ------
    ValueError
        If there is not one weight a sample, a weight is negative or not
        finite, or all are 0.

    Examples
    --------
    >>> mean_weights([1, 3], np.zeros((2, 1)))
    array([0.5, 1.5])
    """
    weights = checked_weights(sample_weight, y_pred)
    if weights is None:
        return None
    weights = weights / weights.max()  # the sum of weights as they came could overflow
    scaled: Floats = weights / weights.mean()
    return scaled


def weighted(losses: Floats, weights: Floats | None) -> Floats:
    """Multiply losses, or their slopes, by the weight of their sample."""
    if weights is None:
        return losses
    w = weights.reshape(-1, *[1] * (losses.ndim - 1))
    return np.where(w == 0, 0.0, w * losses)  # a sample of weight 0 does not count, even if its loss is infinite
