"""GELU, by SciPy's normal distribution, for which NumPy has no function."""

import math

import numpy as np

from nnlib._floats import Floats
from nnlib.activations._base import Activation


class GELU(Activation):
    r"""Gaussian error linear unit: z weighted by the chance that a normal variable is below it.

    .. math:: f(z) = z\,\Phi(z)

    Notes
    -----
    Gradient: :math:`\Phi(z) + z\,\varphi(z)`, with the normal distribution
    function Φ and its density φ; zero at z = -0.7518..., where the value is
    least.

    Numerics: Φ is `scipy.special.ndtr`, imported when GELU is first used. The
    relative error is below 1e-12 for z > -37.5; further out, below 2e-306, the
    digits run out. The gradient loses digits next to its zero, where two terms
    cancel. The usual
    ``0.5 * z * (1 + erf(z / sqrt(2)))`` loses all digits for ``z < -8``.

    References
    ----------
    .. [1] Hendrycks, Gimpel, "Gaussian error linear units (GELUs)", 2016,
       arXiv:1606.08415.

    Examples
    --------
    >>> from nnlib.activations import gelu
    >>> gelu([-1, 0, 3]).round(4)
    array([-0.1587,  0.    ,  2.996 ])
    >>> gelu([-30])
    array([-1.47201418e-196])
    """

    name = "gelu"
    latex = r"z\,\Phi(z)"
    latex_derivative = r"\Phi(z) + z\,\varphi(z)"
    range = (-0.16997120747990369, np.inf)
    monotonic = False
    zero_centred = False
    init = "he_uniform"

    def value(self, z: Floats) -> Floats:
        z = np.maximum(z, -_FAR)  # -inf * 0 would be nan
        return z * _normal_cdf(z)

    def derivative(self, z: Floats) -> Floats:
        z = np.clip(z, -_FAR, _FAR)
        density = np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
        return _normal_cdf(z) + z * density


_FAR = 40.0  # beyond, the normal distribution is 0 or 1 and its density 0 in float64


def _normal_cdf(z: Floats) -> Floats:
    from scipy.special import ndtr  # here: whoever does without GELU need not load SciPy

    probability: Floats = ndtr(z)
    return probability


gelu = GELU()
