"""What explorers say: their words, and numbers as they write them."""

import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from nnlib import explorers


def words_of(explorer: type) -> Callable[..., str]:
    """Return say(key, name=value): a text of the explorer's table of words with its places filled in."""
    return _speaker(Path(inspect.getfile(explorer)).with_suffix(".words.json"))


def _speaker(table: Path) -> Callable[..., str]:
    words = json.loads(table.read_text(encoding="utf-8"))

    def say(key: str, **values: Any) -> str:
        return words[key].format(**values)

    return say


#: The words that all explorers share.
say_shared = _speaker(Path(inspect.getfile(explorers)).parent / "shared" / "shared.words.json")


def shown(value: float, decimals: int = 2) -> str:
    """Return a number as explorers write it: a true minus, halves away from zero, no minus before zero."""
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "−∞"
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded + 0:.{decimals}f}".replace("-", "−")


def equation(name: str, value: float, decimals: int = 2) -> str:
    """Return "x = 0.50" that is never broken at the end of a line."""
    return f"{name}\u00a0=\u00a0{shown(value, decimals)}"


def signed(value: float) -> str:
    """Return a number as a term of a sum: "+ 1.50" or "− 1.50"."""
    return f"{'−' if value < 0 else '+'} {shown(abs(value))}"


@contextmanager
def about(state: dict[str, Any]) -> Iterator[None]:
    """Say which state a failed assertion is about."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{error}\nin the state {state}") from error
