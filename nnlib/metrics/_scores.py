"""How good scores and probabilities of two classes are, whatever the threshold."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate


def average_precision(y_true: ArrayLike, y_score: ArrayLike) -> float:
    r"""Precision at each sample of class 1, with the threshold at its score; the mean of these.

    .. math:: \text{AP} = \frac1{|y = 1|} \sum_{i:\ y_i = 1}
        \frac{|z \ge z_i,\ y = 1|}{|z \ge z_i|}

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        Classes 0 and 1, at least one of them 1.
    y_score : array_like, shape (n_samples,)
        Scores z: the larger, the more for class 1. Logits and probabilities
        give the same, as only the order counts.

    Returns
    -------
    average : float
        1 if all of class 1 come first. Scores without any knowledge give
        about the share of class 1.

    Raises
    ------
    ValueError
        If a shape is wrong, a class is neither 0 nor 1, `y_true` has no 1, or
        a score is nan.

    See Also
    --------
    precision_recall : at one threshold.

    Notes
    -----
    Equal scores pass a threshold together. The sum is the area under the
    steps of precision over recall.

    References
    ----------
    .. [1] Saito, Rehmsmeier, "The precision-recall plot is more informative
       than the ROC plot when evaluating binary classifiers on imbalanced
       datasets", PLOS ONE 10, 2015.

    Examples
    --------
    The samples of class 1 are first and third, with the precisions 1/1 and 2/3:

    >>> round(average_precision([1, 0, 1, 0], [4, 3, 2, 1]), 4)
    0.8333
    """
    y, z = _pair("y_score", y_true, y_score)
    if not y.any():
        raise ValueError("y_true must hold a sample of class 1, got only 0")
    if np.isnan(z).any():
        raise ValueError("y_score must not hold nan")
    order = np.argsort(-z, kind="stable")
    y, z = y[order], z[order]
    ends = np.append(np.flatnonzero(z[1:] != z[:-1]), len(z) - 1)  # where a group of equal scores ends
    found = np.cumsum(y)[ends]
    new = np.diff(found, prepend=0.0)
    return float(new @ (found / (ends + 1.0)) / found[-1])


def calibration_error(y_true: ArrayLike, y_prob: ArrayLike, *, n_bins: int = 10) -> float:
    r"""How far probabilities are from frequencies: the expected calibration error.

    .. math:: \sum_k \frac{m_k}{m} \left| \bar q_k - \bar y_k \right|

    Bin k holds the :math:`m_k` samples whose probability is in its part of
    [0, 1]; :math:`\bar q_k` is their mean probability, and :math:`\bar y_k`
    the share of class 1 among them.

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        Classes 0 and 1.
    y_prob : array_like, shape (n_samples,)
        Predicted probabilities of class 1.
    n_bins : int
        Number of equal parts of [0, 1]; a probability on an edge counts in
        the upper part.

    Returns
    -------
    error : float
        Between 0 and 1; 0 if each bin has as many of class 1 as predicted.

    Raises
    ------
    ValueError
        If a shape is wrong, a class is neither 0 nor 1, a probability is
        outside [0, 1], or `n_bins` is less than 1.

    References
    ----------
    .. [1] Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural
       networks", ICML 2017.

    Examples
    --------
    Two samples in each of two bins: 0.25 was said where none came, and 0.75
    where one of two did.

    >>> calibration_error([0, 0, 1, 0], [0.25, 0.25, 0.75, 0.75], n_bins=2)
    0.25
    """
    y, q = _pair("y_prob", y_true, y_prob)
    wrong = q[~((q >= 0) & (q <= 1))]
    if wrong.size:
        raise ValueError(f"y_prob must hold probabilities, got {wrong[0]:g}")
    n_bins = _validate.count("n_bins", n_bins)
    inner = np.arange(1, n_bins) / n_bins
    bins = np.searchsorted(inner, q, side="right")
    return float(np.abs(np.bincount(bins, q - y)).sum() / len(y))


def _pair(name: str, y_true: ArrayLike, values: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return classes and one number a sample, checked."""
    y, v = _validate.float_array("y_true", y_true, ndim=1), _validate.float_array(name, values, ndim=1)
    _validate.same_shape("y_true", y, name, v)
    _validate.labels("y_true", y, (0, 1))
    return y.astype(np.float64), v.astype(np.float64)
