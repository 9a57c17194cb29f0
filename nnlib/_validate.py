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


def finite(name: str, value: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return `value` if it holds neither nan nor inf."""
    wrong = value[~np.isfinite(value)]
    if wrong.size:
        raise ValueError(f"{name} must hold finite numbers, got {wrong.flat[0]}")
    return value


def returned(owner: Any, method: str, result: Any, like: NDArray[Any]) -> Any:
    """Return what a method of `owner` computed, if it is an array of the same shape and type as `like`."""
    if not isinstance(result, np.ndarray) or result.shape != like.shape or result.dtype != like.dtype:
        came = f"{result.dtype} {result.shape}" if isinstance(result, np.ndarray) else repr(result)
        wanted = f"an array of {like.dtype} {like.shape}"
        raise ValueError(f"{type(owner).__name__}.{method} must return {wanted}, got {came}")
    return result


def cast(name: str, array: NDArray[Any], dtype: Any) -> NDArray[Any]:
    """Return a copy in another float type; a finite number that is too large for it is refused."""
    with np.errstate(over="ignore", under="ignore"):
        copy = array.astype(dtype)
    if np.can_cast(array.dtype, dtype):
        return copy
    lost = np.isinf(copy) & np.isfinite(array)
    if lost.any():
        raise ValueError(f"{name} must fit {np.dtype(dtype)}, got {array[lost][0]}")
    return copy


def same_shape(name: str, value: NDArray[Any], other_name: str, other: NDArray[Any]) -> None:
    """Refuse arrays of different shapes; in particular (n,) against (n, 1)."""
    if value.shape != other.shape:
        raise ValueError(f"{name} and {other_name} must have the same shape, got {value.shape} and {other.shape}")


def labels(name: str, value: NDArray[Any], allowed: tuple[int, ...]) -> None:
    """Refuse an array that holds anything but the allowed labels."""
    wrong = value[~np.isin(value, allowed)]
    if wrong.size:
        raise ValueError(f"{name} must hold only labels {allowed}, got {wrong.flat[0]}")


def distribution(name: str, p: NDArray[Any]) -> None:
    """Refuse an array whose last axis does not hold probabilities that sum to 1, to within 1e-6."""
    wrong = p[~(p >= 0)]
    if wrong.size:
        raise ValueError(f"{name} must hold probabilities, got {wrong.flat[0]}")
    sums = p.sum(axis=-1, dtype=np.float64)
    off = sums[np.abs(sums - 1) > 1e-6]
    if off.size:
        raise ValueError(f"{name} must sum to 1 along its last axis, got the sum {off.flat[0]}")


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


def interval(name: str, value: Any, *, above: float = -np.inf) -> tuple[float, float]:
    """Return `value` as its two ends, the smaller one first, both finite and above the bound given."""
    ends = float_array(name, value)
    if ends.shape != (2,) or not np.isfinite(ends).all() or not above < ends[0] < ends[1]:
        bound = f" > {above:g}" if np.isfinite(above) else ""
        raise ValueError(f"{name} must be two increasing finite numbers{bound}, got {value!r}")
    return float(ends[0]), float(ends[1])


def count(name: str, value: Any, *, at_least: int = 1) -> int:
    """Return `value` as an int that is at least `at_least`."""
    if isinstance(value, _NO_NUMBERS) or not isinstance(value, (int, np.integer)) or value < at_least:
        raise ValueError(f"{name} must be an integer >= {at_least}, got {value!r}")
    return int(value)


def sizes(name: str, value: Any) -> list[int]:
    """Return a sequence of at least two counts as a list."""
    values = value.tolist() if isinstance(value, np.ndarray) else value
    if not isinstance(values, (list, tuple, range)) or len(values) < 2:
        raise ValueError(f"{name} must be a sequence of at least two sizes, got {value!r}")
    return [count(name, size) for size in values]


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


def left_out(given: str, **settings: Any) -> None:
    """Refuse what would be ignored because the argument `given` says it all."""
    for name, value in settings.items():
        if value is not None:
            raise ValueError(f"{name} must be left out when {given} is given, got {value!r}")


def two_classes(name: str, value: Any, n_samples: int) -> NDArray[np.floating]:
    """Return classes, 0 or 1, one for each row of X."""
    classes = float_array(name, value, ndim=1)
    if len(classes) != n_samples:
        raise ValueError(f"{name} must have one class for each of the {n_samples} rows of X, got {len(classes)}")
    labels(name, classes, (0, 1))
    return classes


def sample_weights(value: Any, shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Return weights >= 0 of samples, one each; `shape` is (n_samples,)."""
    weights = float_array("sample_weight", value)
    if len(shape) != 1 or weights.shape != shape:
        raise ValueError(f"sample_weight must hold one weight a sample, shape {shape}, got shape {weights.shape}")
    wrong = weights[~((weights >= 0) & np.isfinite(weights))]
    if wrong.size:
        raise ValueError(f"sample_weight must hold finite numbers >= 0, got {wrong[0]}")
    if not weights.any():
        raise ValueError("sample_weight must not be 0 for all samples, got only zeros")
    return weights
