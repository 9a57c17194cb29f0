"""The arrays that this package computes with, and the setting under which it does."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]


def quiet() -> np.errstate:
    """Let arithmetic reach its limits without a warning: inf where it overflows, 0 where it underflows, or nan."""
    return np.errstate(over="ignore", under="ignore", invalid="ignore")
