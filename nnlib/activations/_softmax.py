"""Softmax, its logarithm, and the logarithm of its normaliser."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlib._validate import float_array
from nnlib.activations._base import FloatArray


@np.errstate(over="ignore", under="ignore", invalid="ignore")
def softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    r"""Turn logits into probabilities.

    .. math:: \mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}

    Parameters
    ----------
    z : array_like, at least one dimension
        Logits.
    axis : int
        The axis whose entries become one distribution.

    Returns
    -------
    p : ndarray, same shape as `z`
        Probabilities in [0, 1] that sum to 1 along `axis`.

    Raises
    ------
    ValueError
        If `z` is empty, a single number or not real, or has no such `axis`.

    Notes
    -----
    Gradient: :math:`\partial p_i / \partial z_j = p_i([i = j] - p_j)`.

    Numerics: adding a constant to all logits changes nothing, so the largest
    is subtracted first and nothing overflows; what that subtraction rounds
    away is put back. Logits of minus infinity get 0; a single plus infinity
    gets 1; where the limit does not exist (two of plus infinity, or minus
    infinity only) the result is nan.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, sec. 6.2.2.3.

    Examples
    --------
    >>> from nnlib.activations import softmax
    >>> softmax([1, 2, 3]).round(4)
    array([0.09  , 0.2447, 0.6652])
    >>> softmax([1001, 1002, 1003]).round(4)
    array([0.09  , 0.2447, 0.6652])
    """
    array, axis = _check(z, axis)
    shifted = shift(array, axis)
    return np.asarray(shifted.e / (1.0 + shifted.rest), array.dtype)


@np.errstate(over="ignore", under="ignore", invalid="ignore")
def log_softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    r"""Logarithm of softmax, finite where softmax itself is rounded to 0.

    .. math:: \log\mathrm{softmax}(z)_i = z_i - \log\sum_j e^{z_j}

    Parameters
    ----------
    z : array_like, at least one dimension
        Logits.
    axis : int
        The axis whose entries are one distribution.

    Returns
    -------
    log_p : ndarray, same shape as `z`
        Log-probabilities, at most 0.

    Raises
    ------
    ValueError
        If `z` is empty, a single number or not real, or has no such `axis`.

    Notes
    -----
    Gradient: :math:`\partial \log p_i / \partial z_j = [i = j] - p_j`.

    Numerics: with d the logits minus the largest, :math:`d_i - \log(1 + s)`,
    where s sums the exponentials of the *other* d: a sum that held the 1 of
    the largest would lose an s below 1e-16. Infinite logits as in `softmax`.

    Examples
    --------
    >>> from nnlib.activations import log_softmax
    >>> log_softmax([0, -50, -1000])
    array([-1.92874985e-22, -5.00000000e+01, -1.00000000e+03])
    """
    array, axis = _check(z, axis)
    shifted = shift(array, axis)
    return np.asarray(shifted.d - np.log1p(shifted.rest), array.dtype)


@np.errstate(over="ignore", under="ignore", invalid="ignore")
def logsumexp(z: ArrayLike, axis: int = -1) -> FloatArray:
    r"""Logarithm of a sum of exponentials: a smooth maximum.

    .. math:: \log\sum_j e^{z_j}

    Parameters
    ----------
    z : array_like, at least one dimension
        Logits.
    axis : int
        The axis to sum over; it is dropped.

    Returns
    -------
    lse : ndarray, shape of `z` without `axis`
        At least the largest logit, at most log n above it.

    Raises
    ------
    ValueError
        If `z` is empty, a single number or not real, or has no such `axis`.

    Notes
    -----
    Gradient: softmax of `z`.

    Numerics: the largest logit plus :math:`\log(1 + s)` as in `log_softmax`.
    Where these two cancel, the error is small against either, not against
    the result. Minus infinity everywhere gives minus infinity.

    Examples
    --------
    >>> from nnlib.activations import logsumexp
    >>> logsumexp([1000, 1000]).round(4)
    np.float64(1000.6931)
    """
    array, axis = _check(z, axis)
    shifted = shift(array, axis)
    total = np.where(np.isinf(shifted.top), shifted.top, shifted.top + np.log1p(shifted.rest))
    result: FloatArray = np.asarray(total.squeeze(axis), array.dtype)[()]
    return result


class Shifted(NamedTuple):
    """Logits minus the largest, `top`, along one axis: the difference `d` and its exponential `e`.

    `rest` adds up `e` over all entries but the largest, whose `e` is 1.
    """

    top: FloatArray
    d: FloatArray
    e: FloatArray
    rest: FloatArray


def shift(z: FloatArray, axis: int) -> Shifted:
    """Compute what softmax and its relatives are made of, in float64; callers silence warnings."""
    z = np.asarray(z, np.float64)
    where = np.expand_dims(z.argmax(axis), axis)
    top = np.take_along_axis(z, where, axis)
    d = z - top
    np.put_along_axis(d, where, np.where(np.isnan(top), top, 0.0), axis)  # inf - inf is 0 here
    back = d - z
    rounded_off = (z - (d - back)) - (top + back)  # Knuth: exactly (z - top) - d
    rounded_off[~np.isfinite(rounded_off)] = 0.0
    e = np.exp(d)
    e += e * rounded_off
    others = e.copy()
    np.put_along_axis(others, where, 0.0, axis)
    rest = others.sum(axis, keepdims=True)
    return Shifted(top, d, e, rest)


def _check(z: ArrayLike, axis: int) -> tuple[FloatArray, int]:
    array = float_array("z", z)
    if array.ndim == 0:
        raise ValueError(f"z must have at least one dimension, got the single number {array}")
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)) or not -array.ndim <= axis < array.ndim:
        raise ValueError(f"axis must be an integer that z of shape {array.shape} has, got {axis!r}")
    return array, int(axis)
