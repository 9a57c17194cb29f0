"""The reference in the book's back matter names everything that the package exports."""

import pkgutil
import re
from pathlib import Path

import pytest

import nnlib
from nnlib import activations, datasets, experiments, fitting, losses, metrics, plotting, regions

PAGES = (Path(__file__).parents[2] / "chapters" / "back").glob("api*.md")
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize(
    "package",
    [nnlib, activations, datasets, experiments, fitting, losses, metrics, regions],
    ids=lambda package: package.__name__,
)
def test_every_exported_name_is_in_the_reference(package) -> None:
    documented = set(re.findall(rf"auto\w+:: {re.escape(package.__name__)}\.(\w+)", TEXT))
    assert set(package.__all__) - {"activations", "losses"} <= documented


def test_every_module_of_plotting_is_in_the_reference() -> None:
    modules = {module.name for module in pkgutil.iter_modules(plotting.__path__) if not module.name.startswith("_")}
    assert not modules & set(plotting.__all__), "a module would hide the function of its name"
    assert modules == set(re.findall(r"automodule:: nnlib\.plotting\.(\w+)", TEXT))
