"""What the README tells its readers to type is there."""

import re

import pytest
from contents import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"\b(?:tests|tools|nnlib|chapters|bench)/[\w./-]*\w/?", README)))


def test_every_target_that_is_named_exists_and_every_target_is_named():
    targets = set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)) - {"usable"}
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE))
    assert named == targets


@pytest.mark.parametrize(
    "file", sorted(set(re.findall(r"\b(?:tests|tools|nnlib|chapters|bench)/[\w./-]*\w/?", README)))
)
def test_every_file_that_is_named_exists(file):
    assert (ROOT / file).exists() or "my_figure" in file


def test_the_python_and_the_port_are_those_of_the_project():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    python = re.search(r'requires-python = ">=([0-9.]+)"', settings)[1]
    port = re.search(r"^PORT [?]= ([0-9]+)", MAKEFILE, re.MULTILINE)[1]
    assert f"Python {python} or newer" in README
    assert f"http://localhost:{port}>" in README


def test_nobody_is_told_to_install_somebody_else_s_package():
    assert not re.search(r"pip install (-\S+ )*nnlib", README + CONTRIBUTING)
