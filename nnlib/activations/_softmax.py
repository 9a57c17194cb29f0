"""Softmax, its logarithm, and the logarithm of its normaliser."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats, quiet
from nnlib._validate import float_array


class Softmax:
    r"""Turn logits into probabilities: ``softmax(z, axis=-1)``.

    .. math:: \mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}

    As the activation of an output layer, ``Dense(n_in, n_classes, "softmax")``,
    it works along each sample's row.

    Notes
    -----
    Gradient: :math:`\partial p_i / \partial z_j = p_i([i = j] - p_j)`, a matrix
    for each row of logits (`jacobian`), since each probability depends on all
    logits.

    Numerics: adding a constant to all logits changes nothing, so the largest
    is subtracted first and nothing overflows; what that subtraction rounds
    away is put back. A logit of minus infinity gets 0, one of plus infinity 1.
    Equal logits get equal probabilities, infinite ones too.

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

    name = "softmax"
    latex = r"\frac{e^{z_i}}{\sum_j e^{z_j}}"
    init = "glorot_uniform"

    def __call__(self, z: ArrayLike, axis: int = -1) -> Floats:
        """Return the probabilities.

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
        """
        array, axis = _check(z, axis)
        with quiet():
            return self.value(array, axis)

    def jacobian(self, z: ArrayLike) -> Floats:
        """Return the derivative of every probability with respect to every logit.

        Parameters
        ----------
        z : array_like, shape (..., n_classes)
            Logits.

        Returns
        -------
        dp_dz : ndarray, shape (..., n_classes, n_classes)
            Row i, column j holds the derivative of probability i with respect
            to logit j. Each matrix is symmetric, and its rows sum to 0.

        Raises
        ------
        ValueError
            If `z` is empty, a single number or not real.

        Examples
        --------
        >>> softmax.jacobian([0, 0])
        array([[ 0.25, -0.25],
               [-0.25,  0.25]])
        """
        array, _ = _check(z, -1)
        with quiet():
            return self.derivative(array)

    def value(self, z: Floats, axis: int = -1) -> Floats:
        """Compute the probabilities of checked logits."""
        shifted = shift(z, axis)
        p: Floats = shifted.e / (1.0 + shifted.rest)
        return p

    def derivative(self, z: Floats) -> Floats:
        """Compute the Jacobian of checked logits."""
        p = self.value(z)
        one = np.eye(p.shape[-1], dtype=p.dtype)
        others = p[..., np.newaxis, :] * (1.0 - one)  # row i: all probabilities but p_i
        jacobian: Floats = p[..., np.newaxis] * (one * others.sum(axis=-1, keepdims=True) - others)
        return jacobian

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Softmax)

    def __hash__(self) -> int:
        return hash(Softmax)

    def __repr__(self) -> str:
        """Return the name."""
        return self.name


def log_softmax(z: ArrayLike, axis: int = -1) -> Floats:
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
    with quiet():
        shifted = shift(array, axis)
        log_p: Floats = shifted.d - np.log1p(shifted.rest)
    return log_p


def logsumexp(z: ArrayLike, axis: int = -1) -> Floats:
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
    with quiet():
        shifted = shift(array, axis)
        total = shifted.top + np.log1p(shifted.rest)
    result: Floats = total.squeeze(axis)[()]
    return result


class Shifted(NamedTuple):
    """Logits minus the largest, `top`, along one axis: the difference `d` and its exponential `e`.

    `rest` adds up `e` over all entries but one largest, whose `e` is 1.
    """

    top: Floats
    d: Floats
    e: Floats
    rest: Floats


def shift(z: Floats, axis: int) -> Shifted:
    """Compute what softmax and its relatives are made of; callers silence warnings."""
    top = z.max(axis, keepdims=True)
    is_top = z == top
    d = np.where(is_top, 0.0, z - top)  # 0 also for inf - inf
    # Knuth's exact sum: z - top = d + lost. A rounding error of d would be a relative error of e.
    back = d - z
    lost = (z - (d - back)) - (top + back)
    e = np.exp(d) * (1.0 + np.where(np.isfinite(lost), lost, 0.0))
    # Adding the 1 of a largest entry would drown what is small, so it stays apart.
    rest = (e * ~is_top).sum(axis, keepdims=True) + (is_top.sum(axis, keepdims=True, dtype=z.dtype) - 1.0)
    return Shifted(top, d, e, rest)


def _check(z: ArrayLike, axis: int) -> tuple[Floats, int]:
    array = float_array("z", z)
    if array.ndim == 0:
        raise ValueError(f"z must have at least one dimension, got the single number {array}")
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)) or not -array.ndim <= axis < array.ndim:
        raise ValueError(f"axis must be an integer that z of shape {array.shape} has, got {axis!r}")
    return array, int(axis)


softmax = Softmax()
