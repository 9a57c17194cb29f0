"""Smooth relatives of ReLU: ELU and SiLU (GELU has its own file)."""

import numpy as np

from nnlib._validate import number
from nnlib.activations._base import Activation, FloatArray
from nnlib.activations._logistic import smaller_tail


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
    monotonic = True
    zero_centred = False

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = number("alpha", alpha, above=0)
        self.range = (-self.alpha, np.inf)

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"ELU(alpha={self.alpha})"

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        np.minimum(z, 0.0, out=out)
        np.expm1(out, out=out)
        out *= self.alpha
        out += np.maximum(z, 0.0)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= self.alpha
        np.copyto(out, 1.0, where=z > 0)

    def _pull_back(self, z: FloatArray, a: FloatArray, da: FloatArray, out: FloatArray) -> None:
        np.add(a, self.alpha, out=out)
        np.copyto(out, 1.0, where=z > 0)
        np.multiply(out, da, out=out)


class SiLU(Activation):
    r"""Sigmoid linear unit, also called swish.

    .. math:: f(z) = z\,\sigma(z)

    Notes
    -----
    Gradient: :math:`\sigma(z) + z\,\sigma'(z)`, zero at z = -1.278..., where
    the value is least.

    Numerics: with :math:`p = z e^{\min(z, 0)}` and :math:`q = \sigma(-|z|)` the
    value is :math:`p - pq`. Below -700 the exponential leaves the range of
    floats before the product does, so it is applied as two square roots. For
    z < 0 the gradient is :math:`\sigma'(z)(1 + z + e^z)`; the bracket cancels
    near its zero z₀ and is therefore written with d = z - z₀ as
    :math:`d + e^{z_0}(e^d - 1)`. A call computes this in ``np.longdouble``, as
    that of `tanh` does.

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
    range = (-0.27846454276107380, np.inf)
    monotonic = False
    zero_centred = False
    _precision = np.longdouble

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        q = smaller_tail(z)
        np.minimum(z, 0.0, out=out)
        np.exp(out, out=out)
        out *= z
        q *= np.minimum(out, 800.0)  # q is 0 there already; inf * 0 would be nan
        out -= q
        _redo_far_left(z, 0.0, out)

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        q = smaller_tail(z)
        sigmoid_slope = q - q * q
        right = (1.0 - q) + np.minimum(z, 800.0) * sigmoid_slope
        d = np.minimum(z, 0.0) - _ZERO - _ZERO_LOW
        left = (d + _EXP_ZERO * np.expm1(d)) * sigmoid_slope
        np.copyto(out, np.where(z < 0, left, right))
        _redo_far_left(z, 1.0, out)


# Where the gradient of SiLU is zero, as a sum of two floats, and e to that power.
_ZERO, _ZERO_LOW = -1.2784645427610737, -1.0946994183093437e-16
_EXP_ZERO = 0.2784645427610738


def _redo_far_left(z: FloatArray, plus: float, out: FloatArray) -> None:
    """Write (z + plus) e^z where z < -700, with the exponential in two factors."""
    far = z < -700.0
    if far.any():
        x = np.maximum(z[far], -1600.0)
        root = np.exp(0.5 * x)
        out[far] = (x + plus) * root * root


elu = ELU()
silu = SiLU()
