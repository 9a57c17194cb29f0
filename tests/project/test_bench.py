"""The benchmarks, which a person runs, find what they import from the project."""

import ast
import importlib

import pytest
from contents import ROOT

FOLDERS = [ROOT / "bench", ROOT / "tools", ROOT / "tests" / "unit"]
OWN = {"nnlib", *(file.stem for folder in FOLDERS for file in folder.glob("*.py"))}
IMPORTED = [
    (file.name, node.module, name.name)
    for file in sorted((ROOT / "bench").glob("*.py"))
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] in OWN
    for name in node.names
]


@pytest.mark.parametrize(("file", "module", "name"), IMPORTED)
def test_a_benchmark_finds_what_it_imports(file, module, name, monkeypatch):
    for folder in FOLDERS:
        monkeypatch.syspath_prepend(folder)
    if not hasattr(importlib.import_module(module), name):
        importlib.import_module(f"{module}.{name}")  # a part of a package
