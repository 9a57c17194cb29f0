"""What an explorer's two halves say of the same states: `readouts` in the browser, and `readouts` in Python."""

import math
from collections.abc import Iterable
from typing import Any


def _same(shown: Any, computed: Any) -> bool:
    if isinstance(computed, float):
        return math.isclose(shown, computed, rel_tol=1e-9)
    return shown == computed


def differences(made: Iterable[Any], shown: Iterable[dict[str, Any]]) -> list[str]:
    """Say where the numbers that the browser shows for some explorers are not Python's, to nine digits."""
    found = []
    for explorer, numbers in zip(made, shown, strict=True):
        computed = explorer.readouts()
        assert list(numbers) == list(computed)
        found += [
            f"{explorer.state()}: {name} is {numbers[name]!r}, Python says {value!r}"
            for name, value in computed.items()
            if not _same(numbers[name], value)
        ]
    return found
