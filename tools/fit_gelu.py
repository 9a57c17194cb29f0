"""Print the polynomials of nnlib/activations/_gelu.py, from 50-digit Chebyshev fits.

Needs mpmath. Run as ``python tools/fit_gelu.py``.
"""

from collections.abc import Callable

from mpmath import cos, erfc, exp, findroot, fsum, mp, mpf, pi, sqrt, taylor

mp.dps = 50


def mills(t: mpf) -> mpf:
    """Return the Mills ratio (1 - Phi(t)) / phi(t) of the normal distribution."""
    return sqrt(pi / 2) * exp(t * t / 2) * erfc(t / sqrt(2))


ZERO = findroot(lambda t: mills(t) - t, 0.75)  # where the gradient of GELU is 0, at z = -ZERO


def scaled_value(t: mpf) -> mpf:
    """Return (t + 1) mills(t) / sqrt(2 pi), which stays between 0.39 and 0.53."""
    return (t + 1) * mills(t) / sqrt(2 * pi)


def scaled_grad(t: mpf) -> mpf:
    """Return (mills(t) - t) / (ZERO - t) / sqrt(2 pi), between 0.39 and 0.67."""
    return (mills(t) - t) / (ZERO - t) / sqrt(2 * pi)


def fit(f: Callable[[mpf], mpf], degree: int) -> list[float]:
    """Return the coefficients in u = (t - 4) / (t + 4), highest first, of f on [0, inf)."""
    n = 2 * degree
    angles = [pi * (j + mpf(1) / 2) / n for j in range(n)]
    values = [f(4 * (1 + cos(a)) / (1 - cos(a))) for a in angles]
    total = [mpf(0)] * (degree + 1)
    for k in range(degree + 1):
        weight = (1 if k == 0 else 2) * fsum(v * cos(k * a) for v, a in zip(values, angles, strict=True)) / n
        for power, c in enumerate(taylor(lambda u, k=k: mp.chebyt(k, u), 0, k)):
            total[power] += weight * c
    return [float(c) for c in reversed(total)]


if __name__ == "__main__":
    print("ZERO:", float(ZERO), float(ZERO - float(ZERO)))
    for name, f, degree in (("VALUE", scaled_value, 23), ("GRAD", scaled_grad, 22)):
        print(name, *map(repr, fit(f, degree)), sep="\n")
