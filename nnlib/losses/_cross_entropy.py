"""Cross-entropies from logits, for two classes and for many."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import float_array, same_shape
from nnlib.activations import sigmoid
from nnlib.activations._base import FloatArray
from nnlib.activations._softmax import shift
from nnlib.losses._base import Loss


class BinaryCrossEntropy(Loss):
    r"""Binary cross-entropy of a label and a logit z.

    .. math:: \ell(y, z) = -y \log\sigma(z) - (1 - y) \log(1 - \sigma(z))
        = \log(1 + e^z) - y z

    Notes
    -----
    `y_true` lies in [0, 1], usually at an end; `y_pred` holds logits, not
    probabilities.

    Gradient: :math:`\sigma(z) - y`.

    Numerics: computed as :math:`|z|\,w + \log(1 + e^{-|z|})`, where w is the
    weight 1 - y or y of the class that z speaks against; both terms are
    positive, so nothing cancels. The gradient is
    :math:`(1 - y)\,\sigma(z) - y\,\sigma(-z)`, exact for labels 0 and 1;
    between them, its error is small against 1. Clipping probabilities
    at 1e-15 gives 34.5 at ``y = 0, z = 40``; the loss is 40.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016,
       sec. 6.2.2.2.

    Examples
    --------
    >>> from nnlib.losses import binary_cross_entropy
    >>> binary_cross_entropy([1, 0], [0, 40], reduction="none").round(4)
    array([ 0.6931, 40.    ])
    """

    name = "binary_cross_entropy"
    latex = r"\log(1 + e^z) - y z"

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        y, p = super()._check(y_true, y_pred)
        wrong = y[~((y >= 0) & (y <= 1))]
        if wrong.size:
            raise ValueError(f"y_true must lie in [0, 1], got {wrong.flat[0]}")
        return y, p

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        distance = np.abs(p)
        against = np.where(p > 0, 1.0 - y, y)
        return _product(against, distance) + np.log1p(np.exp(-distance))

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        return (1.0 - y) * sigmoid(p) - y * sigmoid(-p)

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        positive = np.maximum(p, 0.0)
        negative = p - positive
        tail = np.log1p(np.exp(negative - positive))  # log(1 + exp(-|z|))
        losses = positive - y * p  # exactly 0 for a label and a logit that agree
        losses += tail
        negative -= tail  # now the logarithm of the sigmoid
        grad = np.exp(negative, out=negative)
        grad -= y
        grad /= p.size
        return float(np.add.reduce(losses, axis=None)) / p.size, grad


class CrossEntropy(Loss):
    r"""Cross-entropy of a class and a row of logits.

    .. math:: \ell(y, z) = -\sum_k y_k \log\mathrm{softmax}(z)_k

    Notes
    -----
    `y_pred` holds logits, shape (n_samples, n_classes). `y_true` holds class
    indices, shape (n_samples,), or one row of probabilities a sample, such as
    one-hot, shape (n_samples, n_classes). "mean" averages over samples;
    "none" gives shape (n_samples,).

    Gradient: :math:`\mathrm{softmax}(z) - y`, shape (n_samples, n_classes).

    Numerics: those of `log_softmax`. The gradient never forms p - 1: for the
    true class it is minus the probability of all others.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016,
       sec. 6.2.2.3.

    Examples
    --------
    >>> from nnlib.losses import cross_entropy
    >>> logits = [[2, 0, 0], [0, 0, 1000]]
    >>> cross_entropy([0, 1], logits, reduction="none").round(4)
    array([2.395e-01, 1.000e+03])
    >>> cross_entropy.grad([0, 1], logits, reduction="sum").round(4)
    array([[-0.213 ,  0.1065,  0.1065],
           [ 0.    , -1.    ,  1.    ]])
    """

    name = "cross_entropy"
    latex = r"-\sum_k y_k \log\mathrm{softmax}(z)_k"

    def _check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[FloatArray, FloatArray]:
        p = float_array("y_pred", y_pred, ndim=2)
        y = float_array("y_true", y_true)
        n_classes = p.shape[1]
        if n_classes < 2:
            raise ValueError(f"y_pred must have a column for each of at least 2 classes, got shape {p.shape}")
        if y.ndim == 1:
            y = _one_hot(y, n_classes)
        same_shape("y_true", y, "y_pred", p)
        check_distribution("y_true", y)
        return y, p

    def _count(self, p: FloatArray) -> int:
        return len(p)

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        shifted = shift(p, axis=1)
        losses: FloatArray = -_product(y, shifted.d - np.log1p(shifted.rest)).sum(axis=1)
        return losses

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        _, _, e, rest = shift(p, axis=1)
        others = (1.0 - e) + rest  # the sum of e over the other classes
        return ((1.0 - y) * e - y * others) / (1.0 + rest)

    def _mean_and_grad(self, y: FloatArray, p: FloatArray) -> tuple[float, FloatArray]:
        d = p - p.max(axis=1, keepdims=True)
        grad = np.exp(d)
        total = grad.sum(axis=1, keepdims=True)
        value = float(np.log(total).sum() - np.vdot(y, d)) / len(p)
        grad /= total  # now the softmax
        grad -= y
        grad /= len(p)
        return value, grad


def _product(weight: FloatArray, x: FloatArray) -> FloatArray:
    """Return weight * x, but 0 where the weight is 0, even if x is infinite."""
    return np.multiply(weight, x, where=weight != 0, out=np.zeros_like(x))


def _one_hot(y: FloatArray, n_classes: int) -> FloatArray:
    wrong = y[~np.isin(y, np.arange(n_classes))]
    if wrong.size:
        raise ValueError(f"y_true must hold class indices from 0 to {n_classes - 1}, got {wrong[0]}")
    return np.eye(n_classes)[y.astype(np.intp)]


def check_distribution(name: str, p: FloatArray) -> None:
    """Refuse an array whose last axis does not hold probabilities that sum to 1."""
    wrong = p[p < 0]
    if wrong.size:
        raise ValueError(f"{name} must hold probabilities, got {wrong.flat[0]}")
    sums = p.sum(axis=-1, dtype=np.float64)
    off = sums[np.abs(sums - 1) > 1e-6]
    if off.size:
        raise ValueError(f"{name} must sum to 1 along its last axis, got the sum {off.flat[0]}")


binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
