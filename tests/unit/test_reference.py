"""The reference in the book's back matter names everything that the package exports."""

import re
from pathlib import Path

import pytest

import nnlib
from nnlib import activations, datasets, experiments, losses, metrics

PAGES = (Path(__file__).parents[2] / "chapters" / "back").glob("api*.md")
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize(
    "package", [nnlib, activations, datasets, experiments, losses, metrics], ids=lambda package: package.__name__
)
def test_every_exported_name_is_in_the_reference(package) -> None:
    documented = set(re.findall(rf"auto\w+:: {re.escape(package.__name__)}\.(\w+)", TEXT))
    assert set(package.__all__) - {"activations", "losses"} <= documented
