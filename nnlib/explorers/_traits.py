"""Traits of explorers, each with a description of what it may hold that the browser can read.

A description is a dict such as ``{"kind": "number", "min": -3, "max": 3}``;
``shared/limits.js`` makes a test of it.
"""

from typing import Any

import traitlets

Description = dict[str, Any]


def number(low: float, high: float) -> Description:
    """Describe a finite number within bounds."""
    return {"kind": "number", "min": low, "max": high}


def whole(low: int, high: int | None = None) -> Description:
    """Describe a whole number within bounds; without `high`, another trait sets the upper one."""
    return {"kind": "whole", "min": low} | ({} if high is None else {"max": high})


def choice(*options: Any) -> Description:
    """Describe one of some values."""
    return {"kind": "choice", "options": list(options)}


def listing(item: Description, shortest: int, longest: int) -> Description:
    """Describe a list of like items; the lengths count for the outermost list."""
    return {"kind": "list", "item": item, "shortest": shortest, "longest": longest}


def row(*items: Description) -> Description:
    """Describe a list with one item of each description."""
    return {"kind": "row", "items": list(items)}


class RefusedListError(traitlets.TraitError, ValueError):
    """A list that does not fit its description, or the other list beside it."""


def equally_long(explorer: traitlets.HasTraits, proposal: dict[str, Any], one: str, other: str) -> list[float]:
    """Return the numbers proposed for one of two lists, named `one` and `other`; refuse what does not fit them.

    Traitlets calls this for each of both when both are set at once, and only then can their length change.
    """
    name, value = proposal["trait"].name, proposal["value"]
    limits = proposal["trait"].metadata["limits"]
    fewest, most, low, high = limits["shortest"], limits["longest"], limits["item"]["min"], limits["item"]["max"]
    if not (fewest <= len(value) <= most and all(low <= entry <= high for entry in value)):
        raise RefusedListError(f"{name} must hold {fewest} to {most} numbers in [{low:g}, {high:g}], got {value!r}")
    n_one, n_other = (len(value if name == which else getattr(explorer, which)) for which in (one, other))
    if n_one != n_other:
        raise RefusedListError(
            f"{one} and {other} must be equally long, got {n_one} numbers for {one} and {n_other} for {other}"
        )
    return list(value)


class Number(traitlets.Float[float, float]):
    """A finite number within bounds; `traitlets.Float` lets nan pass, which no page could read back."""

    def __init__(self, default: float, *, min: float, max: float) -> None:
        super().__init__(default, min=min, max=max)
        self.tag(sync=True, limits=number(min, max))

    def validate(self, obj: Any, value: Any) -> float:
        """Refuse nan beside what is out of bounds."""
        checked: float = super().validate(obj, value)
        if checked != checked:
            self.error(obj, value)
        return checked


class Whole(traitlets.Int[int, int]):
    """A whole number within bounds."""

    def __init__(self, default: int, *, min: int, max: int) -> None:
        super().__init__(default, min=min, max=max)
        self.tag(sync=True, limits=whole(min, max))


def truth(default: bool) -> traitlets.Bool[bool, bool | int]:
    """Return a trait that is True or False."""
    return traitlets.Bool(default).tag(sync=True, limits={"kind": "truth"})
