"""GELU, with its own normal distribution, for which NumPy has no function."""

import numpy as np

from nnlib.activations._base import Activation, FloatArray


class GELU(Activation):
    r"""Gaussian error linear unit: z weighted by the chance that a normal variable is below it.

    .. math:: f(z) = z\,\Phi(z)

    Notes
    -----
    Gradient: :math:`\Phi(z) + z\,\varphi(z)`, with the normal distribution
    function Φ and its density φ; zero at z = -0.7518..., where the value is
    least.

    Numerics: with t = abs(z) and the Mills ratio
    :math:`M(t) = (1 - \Phi(t)) / \varphi(t)`, the value is
    :math:`\max(z, 0) - t M(t) \varphi(t)`, and the gradient is
    :math:`(M(t) - t)\,\varphi(t)` for z < 0 and 1 minus that for z ≥ 0.
    M is smooth and slow, so one polynomial in (t - 4) / (t + 4) serves every
    t; a second one, of (M(t) - t) / (t₀ - t), keeps the digits of the gradient
    at its zero. ``tools/fit_gelu.py`` derives both. The usual
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
    range = (-0.16997120747990369, np.inf)
    monotonic = False
    zero_centred = False

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        t = _distance(z)
        tail = _polynomial(_VALUE, t)
        tail *= t / (t + 1.0)
        tail *= _gauss(t)
        np.maximum(z, 0.0, out=out)
        out -= tail

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        t = _distance(z)
        slope = _polynomial(_GRAD, t)
        slope *= (_ZERO - t) + _ZERO_LOW
        slope *= _gauss(t)
        np.copyto(out, np.where(z < 0, slope, 1.0 - slope))


def _distance(z: FloatArray) -> FloatArray:
    """Return abs(z), but no more than 40, where the density is 0 in float64."""
    return np.minimum(np.abs(z), 40.0)


def _gauss(t: FloatArray) -> FloatArray:
    """Return exp(-t^2/2), which would magnify the rounding of t * t a thousandfold.

    So t is split: `head` has 24 bits, whose square is exact, and
    t^2 = head^2 + (t - head)(t + head).
    """
    head = t.astype(np.float32).astype(t.dtype)
    return np.exp(-0.5 * head * head) * np.exp(-0.5 * (t - head) * (t + head))


def _polynomial(coefficients: tuple[float, ...], t: FloatArray) -> FloatArray:
    """Evaluate by Horner's rule at u = (t - 4) / (t + 4)."""
    u = (t - 4.0) / (t + 4.0)
    total = np.full_like(u, coefficients[0])
    for c in coefficients[1:]:
        total *= u
        total += c
    return total


# Printed by tools/fit_gelu.py, highest power first; each is divided by sqrt(2 pi).
_ZERO, _ZERO_LOW = 0.7517915246935645, -1.4956759177009883e-17  # t0, where M(t) = t
_VALUE = (  # (t + 1) M(t)
    -6.763267210562454e-10, -1.5456221598143852e-09, 5.474708632048689e-09, 1.7442583764419795e-08,
    -1.7932121916642413e-08, -1.1022354013739079e-07, -1.237153366992197e-09, 5.507747965364098e-07,
    4.0671730125154447e-07, -2.6118464340168558e-06, -3.433372216853275e-06, 1.3626315192600401e-05,
    2.1250446856208376e-05, -8.785300442645791e-05, -9.443033944152223e-05, 0.0006948970692570495,
    -0.00028562308680939413, -0.0050023785870514665, 0.01793609747886859, -0.03219783742831453,
    0.02860036405357749, 0.013999634724430469, -0.09670347732652607, 0.47205320650984467,
)  # fmt: skip
_GRAD = (  # (M(t) - t) / (t0 - t)
    -6.05555302980959e-11, -1.4342854649355361e-10, 4.929166588724104e-10, 1.6753142712837635e-09,
    -1.6146802746525225e-09, -1.1345296843067405e-08, -9.534703665956023e-10, 6.325387210039118e-08,
    5.257210422572209e-08, -3.4935813863106715e-07, -4.922605230893777e-07, 2.2167310216509068e-06,
    3.5389305121446815e-06, -1.8034936190147354e-05, -1.7477220164239747e-05, 0.0001857757740166163,
    -0.00015461331219588406, -0.001788260541162668, 0.009504950375062741, -0.028083359953051716,
    0.06046293676785178, -0.10336589852195688, 0.4622112440495753,
)  # fmt: skip

gelu = GELU()
