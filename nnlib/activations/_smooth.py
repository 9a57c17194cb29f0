"""Smooth relatives of ReLU: ELU and SiLU (GELU has its own file)."""

import numpy as np

from nnlib._floats import Floats
from nnlib._validate import number
from nnlib.activations._base import Activation


class ELU(Activation):
    r"""Exponential linear unit.

    .. math:: f(z) = z \text{ if } z > 0, \text{ else } \alpha(e^z - 1)

    Parameters
    ----------
    alpha : float
        Minus the limit at minus infinity, positive.

    Raises
    ------
    ValueError
        If `alpha` is not a positive number.

    Notes
    -----
    Gradient: 1 for z > 0, :math:`\alpha e^z` for z < 0. Kink, unless `alpha`
    is 1: `alpha` at ``z = 0``.

    Numerics: ``expm1`` keeps the digits near 0 that ``np.exp(z) - 1`` loses.

    References
    ----------
    .. [1] Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network
       learning by exponential linear units (ELUs)", ICLR 2016.

    Examples
    --------
    >>> from nnlib.activations import ELU
    >>> ELU(alpha=2.0)([-1, 0, 3]).round(4)
    array([-1.2642,  0.    ,  3.    ])
    """

    name = "elu"
    latex = r"z\ \text{if}\ z > 0,\ \text{else}\ \alpha(e^z - 1)"
    latex_derivative = r"1\ \text{if}\ z > 0,\ \text{else}\ \alpha e^z"
    monotonic = True
    zero_centred = False
    init = "he_uniform"

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = number("alpha", alpha, above=0)
        self.range = (-self.alpha, np.inf)
        self.kinks = () if self.alpha == 1 else (0.0,)

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"ELU(alpha={self.alpha})"

    def value(self, z: Floats) -> Floats:
        return np.where(z > 0, z, self.alpha * np.expm1(np.minimum(z, 0.0)))

    def derivative(self, z: Floats) -> Floats:
        return np.where(z > 0, 1.0, self.alpha * np.exp(np.minimum(z, 0.0)))


class SiLU(Activation):
    r"""Sigmoid linear unit, also called swish.

    .. math:: f(z) = z\,\sigma(z)

    Notes
    -----
    Gradient: :math:`\sigma(z) + z\,\sigma'(z)`, zero at z = -1.278..., where
    the value is least.

    Numerics: below -700 the exponential leaves the range of floats before the
    product :math:`z e^z` does, so it is applied as two factors
    :math:`h = e^{z/2}`. The gradient satisfies f'(z) + f'(-z) = 1, so it is
    computed at t = -abs(z), as :math:`\sigma'(t)(1 + t + e^t)`. The bracket
    cancels near its zero z₀ and is therefore written with d = t - z₀ as
    :math:`d + e^{z_0}(e^d - 1)`.

    References
    ----------
    .. [1] Hendrycks, Gimpel, "Gaussian error linear units (GELUs)", 2016,
       arXiv:1606.08415.
    .. [2] Ramachandran, Zoph, Le, "Searching for activation functions", 2017,
       arXiv:1710.05941.

    Examples
    --------
    >>> from nnlib.activations import silu
    >>> silu([-1000, -1, 0, 3]).round(4)
    array([-0.    , -0.2689,  0.    ,  2.8577])
    """

    name = "silu"
    latex = r"z\,\sigma(z)"
    latex_derivative = r"\sigma(z)\,(1 + z\,\sigma(-z))"
    range = (-0.27846454276107380, np.inf)
    monotonic = False
    zero_centred = False
    init = "he_uniform"

    def value(self, z: Floats) -> Floats:
        z = np.maximum(z, -_FAR)  # -inf * 0 would be nan
        h = np.exp(0.5 * np.minimum(z, 0.0))
        return z * h * h / (1.0 + np.exp(-np.abs(z)))

    def derivative(self, z: Floats) -> Floats:
        t = np.maximum(-np.abs(z), -_FAR)
        d = (t - _ZERO) - _ZERO_LOW
        bracket = d + _EXP_ZERO * np.expm1(d)  # 1 + t + e^t
        h = np.exp(0.5 * t)
        left = bracket * h * h / np.square(1.0 + np.exp(t))
        return np.where(z < 0, left, 1.0 - left)


_FAR = 1600.0  # beyond, the value is 0 or z, and the slope 0 or 1
# Where the gradient is zero, as a sum of two floats, and e to that power.
_ZERO, _ZERO_LOW = -1.2784645427610737, -1.0946994183093437e-16
_EXP_ZERO = 0.2784645427610738

elu = ELU()
silu = SiLU()
