"""What every explorer shares: its module for the browser, its state, and the numbers it shows as text."""

import html
import json
from typing import Any

import anywidget
import traitlets

from nnlib.explorers._modules import DECLARED, FOLDER, STYLE_SHEETS, in_one_text
from nnlib.explorers._stills import image, room


def _javascript(**constants: Any) -> str:
    """Return a module that exports constants."""
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in constants.items()
    )


def _words(stem: str) -> Any:
    """Return a table of words by the path of its file, without its ending."""
    return json.loads((FOLDER / f"{stem}.words.json").read_text(encoding="utf-8"))


SHARED_WORDS = _words("shared/shared")
DECLARED["shared/declared.js"] = _javascript(WORDS=SHARED_WORDS)


class Explorer(anywidget.AnyWidget):
    """An interactive figure: traits in, numbers out.

    A subclass lives in a file of its own, in the folder of its part, beside a
    JavaScript module of the same stem. It declares its traits, each with its
    limits, and computes in `readouts` every number the figure shows, with
    `nnlib`. The module's ``readouts(state)`` returns the same numbers by the
    same names. What it says stands in a table of words of the same stem.
    """

    _css = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "_esm" not in cls.__dict__:  # anywidget derives a class with the trait _esm for each instance
            stem = "/".join(cls.__module__.split(".")[-2:])  # of the module's files: "perceptron/threshold_neuron"
            cls._module = f"{stem}.js"
            DECLARED[f"{stem}.declared.js"] = _javascript(
                NAME=cls.__name__, LIMITS=cls.limits(), WORDS=_words(stem), **cls.constants()
            )
            cls._esm = in_one_text(cls._module)
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

    @classmethod
    def limits(cls) -> dict[str, Any]:
        """Return what each trait of the state may hold, as `_traits` describes it."""
        return {name: getattr(cls, name).metadata["limits"] for name in cls.state_names()}

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return what else the module gets from Python, by the names of its constants."""
        return {}

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
        """Return what a page mounts without a kernel; where no script runs it shows a still, and numbers in a table."""
        name, state = type(self).__name__, self.state()
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(key)}</th><td>{html.escape(_rounded(value))}</td></tr>"
            for key, value in {**state, **self.readouts()}.items()
        )
        caption = SHARED_WORDS["state and readouts"].format(explorer=name)
        table = f"<table><caption>{caption}</caption><tbody>{rows}</tbody></table>"
        still, heights = image(self._module, state), room(self._module, state)
        reserved = f' style="{heights}"' if heights else ""
        folded = f"<details><summary>{SHARED_WORDS['numbers']}</summary>{table}</details>"
        return (
            f'<div class="nnx-mount" data-explorer="{name}" data-module="{self._module}" '
            f'data-state="{html.escape(json.dumps(state))}"{reserved}>'
            f"{still + folded if still else table}</div>"
        )


def _rounded(value: Any) -> str:
    """Six digits: enough to notice a change, few enough to be the same on every machine."""
    if isinstance(value, float):
        return f"{value + 0.0:.6g}"
    return str(value)
