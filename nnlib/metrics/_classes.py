"""How good predicted classes are. These metrics take classes, not logits or probabilities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate


def accuracy(y_true: ArrayLike, y_pred: ArrayLike, *, sample_weight: ArrayLike | None = None) -> float:
    r"""Share of samples whose predicted class is right.

    .. math:: \text{accuracy} = \frac{\sum_i w_i\,[\hat y_i = y_i]}{\sum_i w_i}

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        Classes: indices 0, 1, 2, ..., or the labels -1 and 1.
    y_pred : array_like, shape (n_samples,)
        Predicted classes, named alike.
    sample_weight : array_like, shape (n_samples,), optional
        Weights :math:`w_i \ge 0`, not all 0; each sample counts 1 unless given.

    Returns
    -------
    accuracy : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a shape is wrong, a class is not a whole number, a weight is
        negative or not finite, or -1 meets a class other than -1 and 1.

    Examples
    --------
    >>> accuracy([0, 1, 1, 0], [0, 1, 0, 0])
    0.75
    >>> accuracy([0, 1, 1, 0], [0, 1, 0, 0], sample_weight=[1, 1, 2, 1])
    0.6
    """
    true, predicted = _pair_of_classes(y_true, y_pred)
    if min(true.min(), predicted.min()) < 0:
        _validate.labels("y_true", true, (-1, 1))
        _validate.labels("y_pred", predicted, (-1, 1))
    weights = None if sample_weight is None else _validate.sample_weights(sample_weight, true.shape).astype(np.float64)
    return float(np.average(true == predicted, weights=weights))


def confusion_matrix(
    y_true: ArrayLike, y_pred: ArrayLike, *, n_classes: int | None = None, sample_weight: ArrayLike | None = None
) -> NDArray[Any]:
    r"""Count which classes are taken for which: true classes in rows, predicted ones in columns.

    .. math:: C_{jk} = \sum_i w_i\,[y_i = j]\,[\hat y_i = k]

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        Class indices 0, ..., K - 1.
    y_pred : array_like, shape (n_samples,)
        Predicted class indices.
    n_classes : int, optional
        Number K of classes; 1 more than the largest index met unless given.
    sample_weight : array_like, shape (n_samples,), optional
        Weights :math:`w_i \ge 0`, not all 0; each sample counts 1 unless given.

    Returns
    -------
    matrix : ndarray, shape (n_classes, n_classes)
        Numbers of samples, as integers; sums of weights, as floats, with
        `sample_weight`. The diagonal holds what is right.

    Raises
    ------
    ValueError
        If a shape is wrong, a class is not an index below `n_classes`, or a
        weight is negative or not finite.

    Examples
    --------
    >>> confusion_matrix([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 0])
    array([[2, 1, 0],
           [0, 2, 0],
           [1, 0, 0]])
    """
    true, predicted = _pair_of_classes(y_true, y_pred)
    if n_classes is None:
        n_classes = 1 + max(int(true.max()), int(predicted.max()), 0)
    n_classes = _validate.count("n_classes", n_classes)
    for name, classes in (("y_true", true), ("y_pred", predicted)):
        wrong = classes[(classes < 0) | (classes >= n_classes)]
        if wrong.size:
            raise ValueError(f"{name} must hold class indices >= 0 and < {n_classes}, got {wrong[0]:g}")
    weights = None if sample_weight is None else _validate.sample_weights(sample_weight, true.shape).astype(np.float64)
    cells = (true * n_classes + predicted).astype(np.int64)
    return np.bincount(cells, weights, minlength=n_classes**2).reshape(n_classes, n_classes)


@dataclass(frozen=True)
class PrecisionRecall:
    """What `precision_recall` returns.

    Attributes
    ----------
    precision : float
        Share of class 1 among the samples that are called class 1.
    recall : float
        Share of the samples of class 1 that are called so.
    f1 : float
        Harmonic mean of both.
    """

    precision: float
    recall: float
    f1: float


def precision_recall(y_true: ArrayLike, y_pred: ArrayLike) -> PrecisionRecall:
    r"""Count how many alarms are true, and how many samples of class 1 raise one.

    .. math:: \text{precision} = \frac{|\hat y = 1,\ y = 1|}{|\hat y = 1|}, \quad
        \text{recall} = \frac{|\hat y = 1,\ y = 1|}{|y = 1|}, \quad
        F_1 = \frac{2\,|\hat y = 1,\ y = 1|}{|\hat y = 1| + |y = 1|}

    Parameters
    ----------
    y_true : array_like, shape (n_samples,)
        Classes 0 and 1, at least one of them 1.
    y_pred : array_like, shape (n_samples,)
        Predicted classes.

    Returns
    -------
    measured : PrecisionRecall
        Its `precision`, `recall` and `f1`. If nothing is called class 1, the
        precision is 0 / 0, and given as 0.

    Raises
    ------
    ValueError
        If a shape is wrong, a class is neither 0 nor 1, or `y_true` has no 1.

    See Also
    --------
    average_precision : the precision at every threshold, in one number.

    Examples
    --------
    >>> precision_recall([1, 1, 1, 0, 0, 0], [1, 1, 0, 1, 0, 0])
    PrecisionRecall(precision=0.6666666666666666, recall=0.6666666666666666, f1=0.6666666666666666)
    """
    true, predicted = _pair_of_classes(y_true, y_pred)
    _validate.labels("y_true", true, (0, 1))
    _validate.labels("y_pred", predicted, (0, 1))
    found, alarms, rare = float(true @ predicted), float(predicted.sum()), float(true.sum())
    if rare == 0:
        raise ValueError("y_true must hold a sample of class 1, got only 0")
    return PrecisionRecall(found / max(alarms, 1.0), found / rare, 2 * found / (alarms + rare))


def _pair_of_classes(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    true, predicted = _classes("y_true", y_true), _classes("y_pred", y_pred)
    _validate.same_shape("y_true", true, "y_pred", predicted)
    return true, predicted


def _classes(name: str, value: ArrayLike) -> NDArray[np.floating]:
    """Refuse what is not one whole number a sample: above all the outputs of a net."""
    hint = "; use net.predict(X) for classes" if name == "y_pred" else ""
    classes = _validate.float_array(name, value)
    if classes.ndim != 1:
        raise ValueError(f"{name} must hold one class a sample, shape (n_samples,), got shape {classes.shape}{hint}")
    wrong = classes[~np.isfinite(classes) | (np.rint(classes) != classes)]
    if wrong.size:
        raise ValueError(f"{name} must hold classes, that is whole numbers, got {wrong[0]:g}{hint}")
    return classes
