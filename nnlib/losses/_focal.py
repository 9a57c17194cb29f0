"""Focal loss, and with it balanced cross-entropy."""

import numpy as np

from nnlib._validate import number
from nnlib.activations import sigmoid, softplus
from nnlib.activations._base import FloatArray
from nnlib.losses._base import Loss


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

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"Focal(gamma={self.gamma}, alpha={self.alpha})"

    def _losses(self, y: FloatArray, p: FloatArray) -> FloatArray:
        s = np.where(y == 1, p, -p)
        return self._weight(y) * sigmoid(-s) ** self.gamma * softplus(-s)

    def _slopes(self, y: FloatArray, p: FloatArray) -> FloatArray:
        sign = np.where(y == 1, 1.0, -1.0)
        s = sign * p
        u = sigmoid(-s)
        # At -800 sigmoid is 0 already; going on to 0 * inf would give nan.
        bracket = u + self.gamma * sigmoid(s) * softplus(np.minimum(-s, 800.0))
        return -sign * self._weight(y) * u**self.gamma * bracket

    def _weight(self, y: FloatArray) -> FloatArray | float:
        if self.alpha is None:
            return 1.0
        return np.where(y == 1, self.alpha, 1.0 - self.alpha)
