"""How good predicted classes are. Metrics take classes, not logits or probabilities."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate

__all__ = ["accuracy", "confusion_matrix"]


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
        n_classes = 1 + int(max(true.max(), predicted.max(), 0))
    n_classes = _validate.count("n_classes", n_classes)
    for name, classes in (("y_true", true), ("y_pred", predicted)):
        wrong = classes[(classes < 0) | (classes >= n_classes)]
        if wrong.size:
            raise ValueError(f"{name} must hold class indices >= 0 and < {n_classes}, got {wrong[0]:g}")
    weights = None if sample_weight is None else _validate.sample_weights(sample_weight, true.shape).astype(np.float64)
    cells = (true * n_classes + predicted).astype(np.int64)
    return np.bincount(cells, weights, minlength=n_classes**2).reshape(n_classes, n_classes)


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
