"""Points that cover float64, and errors measured in units in the last place against mpmath."""

from collections.abc import Callable, Sequence

import mpmath as mp
import numpy as np

mp.mp.dps = 50
TINY = np.finfo(np.float64).tiny

# Where some formula changes branch, or some derivative is 0.
_BRANCHES = (0.0, 0.5, 1.0, 20.0, 36.0, 37.0, 37.6, 40.0, 700.0, 708.0, 710.0, 745.0, 800.0)
_ZEROS = (-1.2784645427610737, -0.7517915246935645)


def sweep(seed: int = 20) -> np.ndarray:
    """About 2,800 points: every scale of float64, both signs, and dense where functions are interesting."""
    rng = np.random.default_rng(seed)
    scales = 10 ** rng.uniform(-320, 308.2, 150)
    branches = np.array(_BRANCHES)
    branches = np.concatenate([branches, np.nextafter(branches, np.inf), np.nextafter(branches, -np.inf)])
    near_zeros = [zero + 10 ** rng.uniform(-16, -1, 40) * rng.choice([-1, 1], 40) for zero in _ZEROS]
    positive = np.concatenate([scales, branches, [1e-320, 1.7e308, 2.0**-500, 2.0**500]])
    return np.concatenate(
        [
            positive,
            -positive,
            rng.uniform(-4, 4, 1000),
            rng.uniform(-40, 40, 1000),
            rng.uniform(-750, -690, 100),
            rng.uniform(690, 750, 100),
            *near_zeros,
            _ZEROS,
        ]
    )


def exact(f: Callable[[mp.mpf], mp.mpf], points: np.ndarray) -> list[mp.mpf]:
    """Evaluate `f` at each point with 50 digits."""
    return [f(mp.mpf(float(x))) for x in points]


def worst(got: np.ndarray, true: Sequence[mp.mpf]) -> tuple[float, int]:
    """Return the largest error in ulp over the normal results, and where it is.

    A result beyond float64 must be inf of the right sign; a subnormal one may
    be off by a few of the smallest numbers.
    """
    errors = []
    for g, t in zip(np.ravel(got), true, strict=True):
        nearest = float(t)
        if np.isinf(nearest):
            errors.append(0.0 if g == nearest or abs(g) > 1.79e308 else np.inf)
        elif not np.isfinite(g):
            errors.append(0.0 if abs(t) > 1.79e308 else np.inf)
        else:
            spacing = max(np.spacing(abs(nearest)), 16 * 5e-324 if abs(nearest) < TINY else 0.0)
            errors.append(float(abs(mp.mpf(float(g)) - t) / mp.mpf(float(spacing))))
    index = int(np.argmax(errors))
    return errors[index], index


def assert_exact(got: np.ndarray, true: Sequence[mp.mpf], points: np.ndarray, limit: float) -> None:
    """Fail if any error exceeds `limit` ulp, naming the point."""
    error, i = worst(got, true)
    found = f"{np.ravel(got)[i]!r} instead of {mp.nstr(true[i], 20)}"
    assert error <= limit, f"{error:.3g} ulp at {points[i]!r}: {found}"
