"""What every explorer shares: its module for the browser, its state, and the numbers it shows as text."""

import base64
import html
import json
import pathlib
import re
from typing import Any

import anywidget
import traitlets

FOLDER = pathlib.Path(__file__).parent
LOCAL_IMPORT = re.compile(r'from "\./(_\w+\.js)"')


def load_esm(name: str) -> str:
    """Return the source of a module of this folder with its local imports as ``data:`` URLs.

    A kernel sends a widget's module as one text, so a relative import has
    nothing to be relative to. The static site does the same with ``blob:``
    URLs, in ``mount.js``.
    """

    def data_url(match: re.Match[str]) -> str:
        source = base64.b64encode(load_esm(match[1]).encode()).decode()
        return f'from "data:text/javascript;base64,{source}"'

    return LOCAL_IMPORT.sub(data_url, (FOLDER / name).read_text(encoding="utf-8"))


def modules_of(name: str) -> set[str]:
    """Return the file names of a module of this folder and of all that it imports."""
    found = LOCAL_IMPORT.findall((FOLDER / name).read_text(encoding="utf-8"))
    return {name}.union(*map(modules_of, found))


class Number(traitlets.Float[float, float]):
    """A finite number within bounds; `traitlets.Float` lets nan pass, which no page could read back."""

    def __init__(self, default: float, *, min: float, max: float) -> None:
        super().__init__(default, min=min, max=max)
        self.tag(sync=True)

    def validate(self, obj: Any, value: Any) -> float:
        """Refuse nan beside what is out of bounds."""
        number: float = super().validate(obj, value)
        if number != number:
            self.error(obj, value)
        return number


class Explorer(anywidget.AnyWidget):
    """An interactive figure: traits in, numbers out.

    A subclass lives in a file of its own beside a JavaScript module of the
    same stem, declares its traits, and computes in `readouts` every number
    the figure shows, with `nnlib`. The module's ``readouts(state)`` returns
    the same numbers by the same names.
    """

    _css = FOLDER / "explorers.css"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "_esm" not in cls.__dict__:  # anywidget derives a class with the trait _esm for each instance
            cls._module = cls.__module__.rpartition(".")[2]
            cls._esm = load_esm(f"{cls._module}.js")
        super().__init_subclass__(**kwargs)

    def __init__(self, **traits: Any) -> None:
        for name in traits:
            if name not in self.state_names():
                raise TypeError(f"{type(self).__name__} has no trait {name!r}; its traits are {self.state_names()}")
        super().__init__(**traits)

    @classmethod
    def state_names(cls) -> list[str]:
        """Names of the traits that make up the state, in the order of their declaration."""
        declared = [vars(base).items() for base in reversed(cls.__mro__) if issubclass(base, Explorer)]
        return [
            name for items in declared for name, value in items
            if isinstance(value, traitlets.TraitType) and not name.startswith("_")
        ]  # fmt: skip

    def state(self) -> dict[str, Any]:
        """Return the values of all traits of the state."""
        return {name: getattr(self, name) for name in self.state_names()}

    def readouts(self) -> dict[str, Any]:
        """Return every number that the figure shows, by name."""
        raise NotImplementedError

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={value!r}" for name, value in self.state().items())
        numbers = "\n".join(f"  {name} = {_rounded(value)}" for name, value in self.readouts().items())
        return f"{type(self).__name__}({state})\n{numbers}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": repr(self), "text/html": self._static_html()}, metadata

    def _static_html(self) -> str:
        """Return what a page without a kernel mounts, and shows as a table where scripts do not run."""
        state = html.escape(json.dumps(self.state()), quote=True)
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(name)}</th><td>{html.escape(_rounded(value))}</td></tr>"
            for name, value in {**self.state(), **self.readouts()}.items()
        )
        return (
            f'<div class="nnx-mount" data-explorer="{self._module}" data-state="{state}">'
            f"<table><caption>{type(self).__name__}: state and readouts</caption><tbody>{rows}</tbody></table></div>"
        )


def _rounded(value: Any) -> str:
    """Six digits: enough to notice a change, few enough to be the same on every machine."""
    if isinstance(value, float):
        return f"{value + 0.0:.6g}"
    return str(value)
