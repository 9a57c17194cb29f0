"""Imports point one way, modules stay small, and `import nnlib` loads NumPy and nothing else."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nnlib

PACKAGE = Path(nnlib.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted((PACKAGE / "explorers").rglob("*.js"))

# Each part of the package, and the parts it may import; every part may import itself and private helpers.
LEAVES = {"activations", "initializers", "datasets", "gradcheck", "metrics", "optimizers"}
MAY_IMPORT: dict[str, set[str]] = {
    **{leaf: set() for leaf in LEAVES},
    "losses": {"activations"},  # losses of logits are written with softplus and softmax
    "perceptron": LEAVES,
    "separability": LEAVES,
    "fitting": LEAVES | {"losses"},
    "layers": LEAVES,
    "mlp": LEAVES | {"layers", "losses"},
    "training": LEAVES | {"layers", "losses", "mlp"},
    "approximation": LEAVES | {"layers", "mlp"},
    "regions": LEAVES | {"layers", "mlp"},
}
NUMPY_ONLY = MAY_IMPORT.keys() - {"training"}  # training shows a progress bar
LATE = {"_gelu.py": {"scipy"}}  # imported when first used
EVERYTHING = {"nnlib", *MAY_IMPORT}
MAY_IMPORT |= {
    "experiments": set(),
    "tables": set(),
}  # one repeats any function, one shows any numbers: they know no model
MAY_IMPORT |= {"plotting": set(), "explorers": EVERYTHING, "exercises": EVERYTHING}


def part_of(path: Path) -> str:
    """ "activations" for nnlib/activations/_base.py; "nnlib" for its __init__."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    return "nnlib" if inside == ("__init__",) else inside[0]


def imports(path: Path) -> set[str]:
    """Full names of what a module imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def parts_imported(path: Path) -> set[str]:
    """Parts behind those names; a class, as in ``from nnlib import Perceptron``, stands for the package itself."""
    own = {name.split(".")[1] for name in imports(path) if name.startswith("nnlib.")}
    parts = {"nnlib" if name[0].isupper() else name for name in own}
    return {name for name in parts if not name.startswith("_")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    part = part_of(path)
    if part == "nnlib" or part.startswith("_"):
        return
    assert part in MAY_IMPORT, f"say in this test what nnlib.{part} may import"
    assert parts_imported(path) - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_needs_numpy_only(path):
    if part_of(path) in NUMPY_ONLY:
        packages = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names
        assert packages <= {"numpy", "nnlib"} | LATE.get(path.name, set())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_private_names_stay_in_their_module(path):
    """What one module uses of another is public, or lies in a private module of the same part or of the whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            inherited = isinstance(node.value, ast.Call) and ast.unparse(node.value) == "super()"
            assert own or inherited, f"line {node.lineno}: {ast.unparse(node)}"
    for name in imports(path):
        *modules, last = name.split(".")[1:] if name.startswith("nnlib.") else ["", ""]
        private = [module for module in modules if module.startswith("_")]
        assert not last.startswith("_") or name in {"nnlib._validate", "nnlib._floats"}, name
        assert not private or private[0] in {"_validate", "_floats"} or modules[0] == part_of(path), name


def test_only_experiments_need_pandas_and_joblib():
    for path in MODULES:
        if part_of(path) != "experiments":
            assert not {name.split(".")[0] for name in imports(path)} & {"pandas", "joblib", "dask", "distributed"}


def test_plotting_and_explorers_do_not_know_each_other():
    for path in MODULES:
        if part_of(path) == "plotting":
            assert "explorers" not in parts_imported(path)
        if part_of(path) == "explorers":
            assert "plotting" not in parts_imported(path)


def test_importing_the_package_loads_numpy_and_nothing_else():
    code = "import sys, nnlib; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"scipy", "matplotlib", "tqdm", "ipywidgets", "anywidget", "traitlets", "IPython", "torch"}
    assert not loaded & {"pandas", "joblib", "dask", "distributed"}
    assert "numpy" in loaded


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=lambda path: path.name)
def test_a_module_holds_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, "above 300 lines it holds two"


def test_every_package_is_installed():
    """Setuptools takes the packages it is told, and forgets a new one in silence."""
    settings = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    told = ast.literal_eval(re.search(r"^packages = (\[.*?\])", settings, re.DOTALL | re.MULTILINE).group(1))
    there = {".".join(path.parent.relative_to(PACKAGE.parent).parts) for path in PACKAGE.rglob("__init__.py")}
    assert set(told) == there
