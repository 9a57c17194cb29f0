"""Checks on arguments: every error names the argument, what came and what was expected."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Python counts truth values among the integers, NumPy durations too.
_NO_NUMBERS = (bool, np.timedelta64)


def float_array(name: str, value: Any, *, ndim: int | None = None) -> NDArray[np.floating]:
    """Return `value` as a non-empty array of floats.

    float32 and float64 arrays keep their type and are not copied; integers
    and booleans become float64. nan and inf pass through.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a rectangular array of numbers, got ragged {value!r}") from None
    if np.ma.is_masked(value):
        raise ValueError(f"{name} must not have masked entries, got {value!r}")
    if array.dtype not in (np.float32, np.float64):
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
        array = array.astype(np.float64)
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension(s), got shape {array.shape}")
    return array


def same_shape(name: str, value: NDArray[Any], other_name: str, other: NDArray[Any]) -> None:
    """Refuse arrays of different shapes; in particular (n,) against (n, 1)."""
    if value.shape != other.shape:
        raise ValueError(f"{name} and {other_name} must have the same shape, got {value.shape} and {other.shape}")


def labels(name: str, value: NDArray[Any], allowed: tuple[int, ...]) -> None:
    """Refuse an array that holds anything but the allowed labels."""
    wrong = value[~np.isin(value, allowed)]
    if wrong.size:
        raise ValueError(f"{name} must hold only labels {allowed}, got {wrong.flat[0]}")


def number(
    name: str,
    value: Any,
    *,
    above: float = -np.inf,
    below: float = np.inf,
    at_least: float = -np.inf,
    at_most: float = np.inf,
) -> float:
    """Return `value` as a finite float inside the open and closed bounds given."""
    wanted = " and ".join(
        f"{sign} {bound:g}"
        for sign, bound in ((">", above), (">=", at_least), ("<", below), ("<=", at_most))
        if np.isfinite(bound)
    )
    expected = f"a finite number {wanted}".strip()
    if isinstance(value, _NO_NUMBERS) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ValueError(f"{name} must be {expected}, got {value!r}")
    try:
        number = float(value)
    except OverflowError:  # an integer of 400 digits
        raise ValueError(f"{name} must be {expected}, got {value!r}") from None
    if not (np.isfinite(number) and above < number < below and at_least <= number <= at_most):
        raise ValueError(f"{name} must be {expected}, got {value!r}")
    return number


def count(name: str, value: Any, *, at_least: int = 1) -> int:
    """Return `value` as an int that is at least `at_least`."""
    if isinstance(value, _NO_NUMBERS) or not isinstance(value, (int, np.integer)) or value < at_least:
        raise ValueError(f"{name} must be an integer >= {at_least}, got {value!r}")
    return int(value)


def choice(name: str, value: Any, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of the allowed names, as a `str`."""
    names = list(allowed)
    if not isinstance(value, str) or value not in names:  # an array would compare each of its elements
        raise ValueError(f"{name} must be one of {names}, got {value!r}")
    return str(value)


def generator(name: str, value: Any) -> np.random.Generator:
    """Return `value` if it is a NumPy random generator; seeds and None are refused."""
    if not isinstance(value, np.random.Generator):
        raise ValueError(f"{name} must be a Generator such as numpy.random.default_rng(0), got {value!r}")
    return value


def float_type(name: str, value: Any) -> np.dtype[Any]:
    """Return `value` as a dtype if it is float32 or float64."""
    try:
        dtype: np.dtype[Any] | None = np.dtype(value)
    except TypeError:
        dtype = None
    if dtype is None or dtype not in (np.float32, np.float64):
        raise ValueError(f"{name} must be float32 or float64, got {value!r}")
    return dtype
