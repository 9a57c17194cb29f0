"""Entropy, cross-entropy and Kullback-Leibler divergence of distributions, in nats."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats, quiet
from nnlib._validate import distribution, float_array, same_shape


def entropy(p: ArrayLike) -> Any:
    r"""Entropy of a distribution: the least mean price of coding its outcomes.

    .. math:: H(p) = -\sum_k p_k \log p_k, \quad 0 \log 0 = 0

    Parameters
    ----------
    p : array_like, shape (n_classes,) or (..., n_classes)
        Probabilities that sum to 1 along the last axis.

    Returns
    -------
    h : float, or ndarray of shape (...)
        Between 0 and log n_classes.

    Raises
    ------
    ValueError
        If `p` is empty or does not hold distributions.

    References
    ----------
    .. [1] Cover, Thomas, *Elements of Information Theory*, 2nd ed., 2006,
       sec. 2.1.

    Examples
    --------
    >>> from nnlib.losses import entropy
    >>> round(entropy([0.5, 0.5]), 4), entropy([1, 0])
    (0.6931, 0.0)
    """
    array = _distribution("p", p)
    return _cross_entropy(array, array)


def cross_entropy_between(p: ArrayLike, q: ArrayLike) -> Any:
    r"""Cross-entropy of two distributions: the mean price of coding p as if it were q.

    .. math:: H(p, q) = -\sum_k p_k \log q_k = H(p) + D(p \| q), \quad 0 \log 0 = 0

    The loss `cross_entropy` takes logits; this takes probabilities.

    Parameters
    ----------
    p : array_like, shape (n_classes,) or (..., n_classes)
        True probabilities, summing to 1 along the last axis.
    q : array_like, same shape as `p`
        Assumed probabilities.

    Returns
    -------
    h : float, or ndarray of shape (...)
        At least the entropy of p; inf where some q is 0 and its p is not.

    Raises
    ------
    ValueError
        If an array is empty or does not hold distributions, or the shapes
        differ.

    See Also
    --------
    entropy, kl_divergence : the two parts of the sum.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, sec. 3.13.

    Examples
    --------
    >>> from nnlib.losses import cross_entropy_between
    >>> round(cross_entropy_between([0.5, 0.5], [0.9, 0.1]), 4), cross_entropy_between([1, 0], [0, 1])
    (1.204, inf)
    """
    a, b = _distribution("p", p), _distribution("q", q)
    same_shape("p", a, "q", b)
    return _cross_entropy(a, b)


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Any:
    r"""Kullback-Leibler divergence: the extra price of coding p as if it were q.

    .. math:: D(p \| q) = \sum_k p_k \log \frac{p_k}{q_k}, \quad 0 \log 0 = 0

    Parameters
    ----------
    p : array_like, shape (n_classes,) or (..., n_classes)
        True probabilities, summing to 1 along the last axis.
    q : array_like, same shape as `p`
        Assumed probabilities.

    Returns
    -------
    d : float, or ndarray of shape (...)
        At least 0; inf where some q is 0 and its p is not.

    Raises
    ------
    ValueError
        If an array is empty or does not hold distributions, or the shapes
        differ.

    Notes
    -----
    Numerics: each of its terms, `kl_terms`, keeps its digits. The sum of terms
    of both signs has an error near 1e-16, so a divergence as small as that, of
    p and q equal to eight digits, has no correct digit left. A sum that
    rounding made negative is 0.

    References
    ----------
    .. [1] Cover, Thomas, *Elements of Information Theory*, 2nd ed., 2006,
       sec. 2.3.

    Examples
    --------
    >>> from nnlib.losses import kl_divergence
    >>> round(kl_divergence([0.5, 0.5], [0.9, 0.1]), 4), kl_divergence([1, 0], [0, 1])
    (0.5108, inf)
    """
    return _not_negative(kl_terms(p, q).sum(axis=-1))


def kl_terms(p: ArrayLike, q: ArrayLike) -> Floats:
    r"""Terms of the Kullback-Leibler divergence: what each outcome adds to it.

    .. math:: p_k \log \frac{p_k}{q_k}, \quad 0 \log 0 = 0

    A term is positive where q is too small and negative where it is too large;
    their sum, `kl_divergence`, is never negative.

    Parameters
    ----------
    p : array_like, shape (n_classes,) or (..., n_classes)
        True probabilities, summing to 1 along the last axis.
    q : array_like, same shape as `p`
        Assumed probabilities.

    Returns
    -------
    terms : ndarray, same shape as `p`
        inf where q is 0 and p is not.

    Raises
    ------
    ValueError
        If an array is empty or does not hold distributions, or the shapes
        differ.

    Notes
    -----
    Numerics: each term keeps its digits: for p near q the logarithm is taken
    of 1 + (p - q)/q.

    Examples
    --------
    >>> from nnlib.losses import kl_terms
    >>> kl_terms([0.5, 0.5, 0], [0.9, 0.05, 0.05]).round(4).tolist()
    [-0.2939, 1.1513, 0.0]
    """
    a, b = _distribution("p", p), _distribution("q", q)
    same_shape("p", a, "q", b)
    with quiet(), np.errstate(divide="ignore"):
        ratio = a / b
        log_ratio = np.where(np.abs(ratio - 1.25) < 0.75, np.log1p((a - b) / b), np.log(ratio))
        log_ratio = np.where(np.isinf(ratio), np.log(a) - np.log(b), log_ratio)
        terms: Floats = np.where(a == 0, 0.0 * b, a * log_ratio)
    return terms


def _distribution(name: str, value: ArrayLike) -> Floats:
    array: Floats = np.asarray(float_array(name, value), np.float64)
    if array.ndim == 0:
        raise ValueError(f"{name} must hold a distribution along its last axis, got {array}")
    distribution(name, array)
    return array


def _cross_entropy(p: Floats, q: Floats) -> Any:
    """Return -sum p log q, where a p of 0 costs nothing."""
    with quiet(), np.errstate(divide="ignore"):
        terms = np.where(p == 0, 0.0, -p * np.log(q))
    return _not_negative(terms.sum(axis=-1))


def _not_negative(total: Floats) -> Any:
    """Undo what rounding may have done to a sum that is truly at least 0."""
    total = np.maximum(total, 0.0)
    return float(total) if total.ndim == 0 else total
