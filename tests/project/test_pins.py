"""The pins follow `pyproject.toml`, hold the checksums of every file, and name no index."""

import re

import pytest
from contents import ROOT
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pins import BOOK, OF_TOOLS, PROJECT, TOOLS

EXTRAS = PROJECT["optional-dependencies"]
CHECKSUMS = r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
PIN = re.compile(rf"^([\w.-]+)==([^ ;]+)(?: ; ([^\\]+?))? \\\n{CHECKSUMS}", re.MULTILINE)
FILES = {BOOK: [name for name in EXTRAS if name != OF_TOOLS], TOOLS: [OF_TOOLS]}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def pins(file):
    """Return name, version and marker of each pin of a file."""
    return PIN.findall((ROOT / file).read_text(encoding="utf-8"))


def pinned(file, python):
    """Return the version of each package on one Python."""
    where = {"python_version": python, "python_full_version": f"{python}.0"}
    return {name: version for name, version, marker in pins(file) if not marker or Marker(marker).evaluate(where)}


@pytest.mark.parametrize("file", FILES)
def test_a_file_holds_pins_with_checksums_and_nothing_else(file):
    assert PIN.sub("", (ROOT / file).read_text(encoding="utf-8")) == ""
    assert len(pins(file)) > 20


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_has_a_pin_within_its_range(file, python):
    versions = pinned(file, python)
    for text in PROJECT["dependencies"] + [one for extra in FILES[file] for one in EXTRAS[extra]]:
        wanted = Requirement(text)
        version = versions.get(canonicalize_name(wanted.name))
        assert version, f"{file} has no pin for {wanted.name}: run `make pins`"
        assert wanted.specifier.contains(version), f"{file} pins {wanted.name} {version}, not {text}: run `make pins`"


@pytest.mark.parametrize("python", PYTHONS)
def test_the_tools_fit_what_is_installed(python):
    book, tools = pinned(BOOK, python), pinned(TOOLS, python)
    assert {name: version for name, version in tools.items() if book.get(name, version) != version} == {}


def test_what_the_package_is_built_with_is_pinned():
    assert {"setuptools", "wheel"} <= {name for name, *_ in pins(BOOK)}
