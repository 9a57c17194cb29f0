"""Focal loss, and with it balanced cross-entropy, for two classes and for many."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats
from nnlib._validate import labels, number
from nnlib.activations import log_softmax, sigmoid, softmax, softplus
from nnlib.losses._base import Loss
from nnlib.losses._cross_entropy import class_rows


class Focal(Loss):
    r"""Binary cross-entropy that turns away from samples already classified well.

    .. math:: \ell(y, z) = -\alpha_t (1 - p_t)^\gamma \log p_t, \quad
        p_t = \sigma(z) \text{ for } y = 1, \; 1 - \sigma(z) \text{ for } y = 0

    Parameters
    ----------
    gamma : float
        Focus, at least 0; 0 gives plain (or balanced) cross-entropy.
    alpha : float or None
        Weight of class 1, in (0, 1); class 0 weighs 1 - alpha. None weighs
        both 1.

    Raises
    ------
    ValueError
        If `gamma` is negative or `alpha` outside (0, 1).

    See Also
    --------
    MulticlassFocal : the same for any number of classes.

    Notes
    -----
    `y_true` holds 0 and 1, `y_pred` logits z.

    Gradient: with s = z for y = 1 and -z for y = 0, and u = σ(-s) = 1 - pₜ,
    :math:`\mp\alpha_t u^\gamma (u + \gamma\,\sigma(s)\,\mathrm{softplus}(-s))`,
    minus for y = 1.

    Numerics: u and -log pₜ = softplus(-s) come from logits; 1 - pₜ is never
    formed. The relative error grows with gamma, as that of any power.

    References
    ----------
    .. [1] Lin, Goyal, Girshick, He, Dollár, "Focal loss for dense object
       detection", ICCV 2017.

    Examples
    --------
    >>> from nnlib.losses import Focal
    >>> Focal(gamma=2.0)([1, 1], [3, -3], reduction="none").round(6)
    array([1.09000e-04, 2.76628e+00])
    """

    name = "focal"
    latex = r"-\alpha_t (1 - p_t)^\gamma \log p_t"
    labels = (0, 1)

    def __init__(self, gamma: float = 2.0, alpha: float | None = None) -> None:
        self.gamma = number("gamma", gamma, at_least=0)
        self.alpha = None if alpha is None else number("alpha", alpha, above=0, below=1)
        self.convex = self.gamma == 0
        self.calibrated = self.alpha in (None, 0.5)  # other weights move the border

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"Focal(gamma={self.gamma}, alpha={self.alpha})"

    def value(self, y: Floats, z: Floats) -> Floats:
        s = np.where(y == 1, z, -z)
        return self._alpha(y) * sigmoid.value(-s) ** self.gamma * softplus.value(-s)

    def derivative(self, y: Floats, z: Floats) -> Floats:
        sign = np.where(y == 1, np.ones_like(z), -1.0)
        s = sign * z
        u = sigmoid.value(-s)
        # At -800 sigmoid is 0 already; going on to 0 * inf would give nan.
        bracket = u + self.gamma * sigmoid.value(s) * softplus.value(np.minimum(-s, 800.0))
        return -sign * self._alpha(y) * u**self.gamma * bracket

    def _alpha(self, y: Floats) -> Floats | float:
        if self.alpha is None:
            return 1.0
        return np.where(y == 1, self.alpha, 1.0 - self.alpha).astype(y.dtype)


class MulticlassFocal(Loss):
    r"""Cross-entropy that turns away from samples already classified well.

    .. math:: \ell(t, z) = -(1 - p_t)^\gamma \log p_t, \quad p = \mathrm{softmax}(z)

    Parameters
    ----------
    gamma : float
        Focus, at least 0; 0 gives `cross_entropy`.

    Raises
    ------
    ValueError
        If `gamma` is negative.

    See Also
    --------
    Focal : for two classes and one logit, with the weight alpha.

    Notes
    -----
    `y_pred` holds logits, shape (n_samples, n_classes). `y_true` holds class
    indices t, shape (n_samples,), or one-hot rows, shape (n_samples, n_classes).
    "mean" averages over samples; "none" gives shape (n_samples,). For weights
    of the classes, give each sample the weight of its class as `sample_weight`.

    Gradient: with u = 1 - pₜ,

    .. math:: \frac{\partial \ell}{\partial z_k} =
        u^\gamma (u - \gamma\,p_t \log p_t) \cdot
        \begin{cases} -1 & k = t \\ p_k / u & k \ne t \end{cases}

    Numerics: u is the sum of the other probabilities, never 1 - pₜ.

    References
    ----------
    .. [1] Lin, Goyal, Girshick, He, Dollár, "Focal loss for dense object
       detection", ICCV 2017.

    Examples
    --------
    >>> from nnlib.losses import MulticlassFocal
    >>> MulticlassFocal(gamma=2.0)([0, 0], [[3, 0, 0], [0, 3, 0]], reduction="none").round(4)
    array([8.000e-04, 2.821e+00])
    """

    name = "multiclass_focal"
    latex = r"-(1 - p_t)^\gamma \log p_t"
    per_sample = True
    calibrated = True

    def __init__(self, gamma: float = 2.0) -> None:
        self.gamma = number("gamma", gamma, at_least=0)
        self.convex = self.gamma == 0

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"MulticlassFocal(gamma={self.gamma})"

    def check(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Floats, Floats]:
        """Return one row with a single 1 and one of logits a sample."""
        y, z = class_rows(y_true, y_pred)
        labels("y_true", y, (0, 1))
        off = y.sum(axis=1)[y.sum(axis=1) != 1]
        if off.size:
            raise ValueError(f"y_true must have a single 1 in each row, got a row with {off[0]:g}")
        return y, z

    def value(self, y: Floats, z: Floats) -> Floats:
        u = np.where(y == 1, 0.0, softmax.value(z)).sum(axis=1)
        losses: Floats = u**self.gamma * np.where(y == 1, -log_softmax(z), 0.0).sum(axis=1)
        return losses

    def derivative(self, y: Floats, z: Floats) -> Floats:
        p, log_p = softmax.value(z), log_softmax(z)
        others = np.where(y == 1, 0.0, p)
        u = others.sum(axis=1, keepdims=True)
        # At -800 the probability is 0 already; going on to 0 * inf would give nan.
        p_log_p = np.where(y == 1, p * np.maximum(log_p, -800.0), 0.0).sum(axis=1, keepdims=True)
        shares = np.where(y == 1, -1.0, np.divide(others, u, where=u > 0, out=np.zeros_like(p)))
        slopes: Floats = u**self.gamma * (u - self.gamma * p_log_p) * shares
        return slopes


focal = Focal()
multiclass_focal = MulticlassFocal()
