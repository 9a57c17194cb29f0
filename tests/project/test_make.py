"""What the Makefile says to those whose Python, place or browser does not fit."""

import os
import shutil
import subprocess
import sys

import check_python
import pytest
from contents import ROOT


@pytest.fixture
def checkout(tmp_path):
    """A folder with the Makefile and what it needs to make `.venv`, but no pins."""
    for name in ("Makefile", "pyproject.toml", "tools"):
        place = tmp_path / "book" / name
        place.parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, place)
    (tmp_path / "book" / "requirements.txt").touch()
    return tmp_path / "book"


def make(folder, *words):
    """Run make as one does in a terminal, not as a part of the make that runs these tests."""
    clean = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    run = subprocess.run(["make", "-C", folder, *words], capture_output=True, text=True, check=False, env=clean)
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 9, 18), (3, 10, 14)])
def test_a_python_that_is_too_old_is_told_so(version, monkeypatch):
    monkeypatch.setattr(check_python.sys, "version_info", version)
    said = check_python.complaint()
    assert f"needs Python 3.11 or newer, found {version[0]}.{version[1]} ({sys.executable})" in said
    assert "make PYTHON=python3.11" in said


def test_this_python_is_fine():
    assert check_python.complaint() is None


def test_a_python_without_venv_is_told_debian_s_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt install python3-venv" in check_python.complaint()


def test_the_oldest_python_is_the_one_of_the_project():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">={}.{}"'.format(*check_python.OLDEST) in settings


def test_make_asks_first(checkout):
    """Before it makes anything: with a Python whose check fails, there is no .venv."""
    python = checkout / "python"
    python.write_text("#!/bin/sh\n[ $1 = tools/check_python.py ] && echo too old >&2 && exit 1\n")
    python.chmod(0o755)
    code, said = make(checkout, ".venv/ready", f"PYTHON={python}")
    assert code == 2 and "too old" in said
    assert not (checkout / ".venv").exists()


def test_a_folder_that_was_moved_is_noticed(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "ready").write_text("/home/me/elsewhere/.venv\n")
    code, said = make(checkout, "lab")
    assert code == 2
    assert "was moved or copied from /home/me/elsewhere: its .venv works in its old place only." in said
    assert "rm -r .venv" in said
    assert "jupyter" not in said


def test_a_folder_in_its_place_is_left_alone(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "ready").write_text(f"{(checkout / '.venv').resolve()}\n")
    assert make(checkout, ".venv/ready")[0] == 0


def test_only_the_tests_of_the_site_need_a_browser(checkout):
    """What `make` would do, in its order."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "ready").touch()
    package, site = (make(checkout, "--dry-run", target)[1] for target in ("test-package", "test-site"))
    assert "browser.py" not in package and "tests/site" not in package
    assert all(f"tests/{part}" in package for part in ("project", "unit", "notebooks"))
    assert site.index("jupyter-book build") < site.index("browser.py") < site.index("tests/site")
    others = make(checkout, "--dry-run", "browsers")[1]
    assert others.index("jupyter-book build") < others.index("browser.py others") < others.index("tests/engines")
    both = make(checkout, "--dry-run", "test")[1]
    assert "tests/engines" not in both
    assert both.index("tests/notebooks") < both.index("browser.py")
