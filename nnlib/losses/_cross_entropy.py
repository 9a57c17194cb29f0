"""Cross-entropies from logits, for two classes and for many."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats
from nnlib._validate import cast, distribution, float_array, same_shape
from nnlib.activations import log_softmax, sigmoid, softmax
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

    Numerics: let v be the distance of y from the class, 1 or 0, that the sign
    of z votes for. The loss is :math:`v\,|z| + \log(1 + e^{-|z|})`, two
    positive terms, so nothing cancels. The gradient is
    :math:`\pm(v - \sigma(-|z|))` with the sign of z, exact for labels 0 and 1;
    between them, its error is small against 1. Clipping probabilities at
    1e-15 gives 34.5 at ``y = 0, z = 40``; the loss is 40.

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
    convex = True
    calibrated = True
    minimiser = "log odds"

    def check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Floats, Floats]:
        """Return targets and logits; refuse targets outside [0, 1]."""
        y, z = super().check(y_true, y_pred)
        wrong = y[~((y >= 0) & (y <= 1))]
        if wrong.size:
            raise ValueError(f"y_true must lie in [0, 1], got {wrong.flat[0]}")
        return y, z

    def value(self, y: Floats, z: Floats) -> Floats:
        v, size = np.abs(y - (z > 0)), np.abs(z)
        cost: Floats = np.fmax(v * size, 0.0)  # for a v of 0 also 0 where z is infinite, instead of nan
        return cost + np.log1p(np.exp(-size))

    def derivative(self, y: Floats, z: Floats) -> Floats:
        slope = np.abs(y - (z > 0)) - sigmoid.tail(z)
        return np.where(z > 0, slope, -slope)


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
    per_sample = True
    convex = True
    calibrated = True
    minimiser = "log frequencies"

    def check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Floats, Floats]:
        """Return one row of probabilities and one of logits a sample."""
        y, z = class_rows(y_true, y_pred)
        distribution("y_true", y)
        return y, z

    def value(self, y: Floats, z: Floats) -> Floats:
        losses: Floats = np.where(y == 0, 0.0, y * -log_softmax(z)).sum(axis=1)  # 0, not nan, for a share of 0
        return losses

    def derivative(self, y: Floats, z: Floats) -> Floats:
        p = softmax.value(z)
        others = p @ (1.0 - np.eye(p.shape[1], dtype=p.dtype))  # 1 - p, which keeps its digits
        return (1.0 - y) * p - y * others


def class_rows(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Floats, Floats]:
    """Return targets as rows, one-hot where they were class indices, and logits, both (n_samples, n_classes)."""
    z = float_array("y_pred", y_pred, ndim=2)
    y = float_array("y_true", y_true)
    n_samples, n_classes = z.shape
    if n_classes < 2:
        raise ValueError(f"y_pred must have a column for each of at least 2 classes, got shape {z.shape}")
    if y.ndim != 1:
        same_shape("y_true", y, "y_pred", z)
        return cast("y_true", y, z.dtype), z
    if len(y) != n_samples:
        raise ValueError(f"y_true must hold one class index for each of the {n_samples} rows of y_pred, got {len(y)}")
    wrong = y[~np.isin(y, np.arange(n_classes))]
    if wrong.size:
        raise ValueError(f"y_true must hold class indices from 0 to {n_classes - 1}, got {wrong[0]}")
    return np.eye(n_classes, dtype=z.dtype)[y.astype(np.intp)], z


binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
