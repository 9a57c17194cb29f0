r"""Networks that approximate a function by construction, not by training.

Two steep sigmoid units make a pulse, pulses side by side follow a curve, and
pulses in two directions make a tower. ReLU units follow a curve with straight
lines, which can be counted. All are MLPs whose weights are set. With
:math:`\sigma` the sigmoid, a unit with weight k and bias -ks is a smooth step
of steepness k at s.
"""

from nnlib.approximation._bounds import bound_terms, error_bound, modulus_of_continuity
from nnlib.approximation._compose import compose
from nnlib.approximation._curve import approximate
from nnlib.approximation._interpolant import interpolant
from nnlib.approximation._knots import knots
from nnlib.approximation._pulses import bump, staircase
from nnlib.approximation._surface import approximate_2d
from nnlib.approximation._towers import tower, towers

__all__ = [
    "approximate",
    "approximate_2d",
    "bound_terms",
    "bump",
    "compose",
    "error_bound",
    "interpolant",
    "knots",
    "modulus_of_continuity",
    "staircase",
    "tower",
    "towers",
]
