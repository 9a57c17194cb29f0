"""Values of a callable that is to be drawn, checked."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from nnlib._floats import Floats
from nnlib._validate import count, finite, float_array

Function = Callable[[NDArray[np.float64]], ArrayLike]


def values_at(name: str, f: Function, x: NDArray[np.float64]) -> Floats:
    """Return ``f(x)``: a number for each row of `x`, shape (n,). `f` may return a column, shape (n, 1)."""
    if not callable(f):
        raise ValueError(f"{name} must be callable with an array, got {f!r}")
    values = float_array(f"what {name} returns", f(x.copy()))  # a copy: f may work in place
    n = len(x)
    if values.shape not in ((n,), (n, 1)):
        raise ValueError(f"{name} must return {n} numbers for an array of shape {x.shape}, got shape {values.shape}")
    return values.ravel()


def values_on_grid(name: str, f: Function, ax: Axes, resolution: int) -> tuple[Floats, Floats, Floats]:
    """Return x1, x2, and `f` on their grid between the limits of `ax`: a row for each x2, a column for each x1."""
    n = count("resolution", resolution, at_least=2)
    x1, x2 = np.linspace(*ax.get_xlim(), n), np.linspace(*ax.get_ylim(), n)
    samples = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    return x1, x2, finite(f"what {name} returns", values_at(name, f, samples)).reshape(n, n)
