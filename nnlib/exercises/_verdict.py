"""The two verdicts, and what leads to them."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def correct(message: str) -> None:
    """Print that the answer is right."""
    print(f"Correct. {message}")


def not_yet(message: str) -> None:
    """Print what is wrong."""
    print(f"Not yet: {message}")


def compare(answer: Callable[..., Any], cases: Iterable[tuple[tuple[Any, ...], Any]], praise: str) -> None:
    """Call `answer` on each case and print the verdict; the first wrong case is shown."""
    for arguments, expected in cases:
        shown = _text(arguments[0] if len(arguments) == 1 else arguments)
        try:
            given = answer(*arguments)
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"for {shown} your code stops with {type(error).__name__}: {error}")
        try:
            right = np.shape(given) == np.shape(expected) and np.allclose(given, expected, rtol=1e-9, atol=1e-12)
        except (TypeError, ValueError):  # None, ragged or not numbers
            right = False
        if not right:
            return not_yet(f"for {shown} the result should be {_text(expected)}, yours is {_text(given)}.")
    correct(praise)


def arrays(
    answer: Callable[..., Any], arguments: Iterable[Any], shapes: dict[str, tuple[int, ...]], case: str
) -> list[NDArray[np.float64]] | None:
    """Return the arrays that `answer` gives, one for each name in `shapes`; None if it does not, and then say why."""
    names = f"{', '.join(list(shapes)[:-1])} and {list(shapes)[-1]}"
    try:
        given = list(answer(*arguments))
    except Exception as error:  # the reader's code may fail in any way
        not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        return None
    if len(given) != len(shapes):
        not_yet(f"return {names}, yours are {len(given)} things.")
        return None
    found = []
    for (name, shape), yours in zip(shapes.items(), given, strict=True):
        array = numbers(yours, shape)
        if array is None:
            not_yet(f"{case} {name} should be numbers in the shape {shape}.")
            return None
        found.append(array)
    return found


def equal(yours: NDArray[np.float64], right: NDArray[np.float64], name: str, case: str) -> bool:
    """Return whether two arrays are equal, and say so if they are not."""
    if np.allclose(yours, right, rtol=1e-9, atol=1e-12):
        return True
    not_yet(f"{case} {name} should be {right.round(6).tolist()}, yours is {yours.round(6).tolist()}.")
    return False


def numbers(value: Any, shape: tuple[int, ...]) -> NDArray[np.float64] | None:
    """Return `value` as an array of finite numbers, or None if it is none of this shape."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return array if array.shape == shape and np.isfinite(array).all() else None


def _text(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return f"({', '.join(_text(item) for item in value)})"
    if isinstance(value, (float, np.ndarray, np.number)):
        array = np.asarray(value)
        return str((array.round(6) if array.dtype.kind == "f" else array).tolist())  # truth values cannot be rounded
    return repr(value)
