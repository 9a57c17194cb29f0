"""What Binder, a JupyterHub and Codespaces are told is what the project is tested with."""

import json
import os
import re
import subprocess
import sys

import check_python
import pytest
import yaml
from contents import ROOT
from pins import BOOK
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

BINDER = ROOT / "binder"
CONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8"))
TESTED = [version for version in WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]]
POST_BUILD = (BINDER / "postBuild").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("told", "pattern"),
    [
        ((BINDER / "runtime.txt").read_text(encoding="utf-8").strip(), r"python-(\d+\.\d+)"),
        (CONTAINER["image"], r"mcr\.microsoft\.com/devcontainers/python:(\d+\.\d+)"),
    ],
)
def test_the_python_is_one_that_is_tested(told, pattern):
    version = re.fullmatch(pattern, told)[1]
    assert version in TESTED
    assert tuple(map(int, version.split("."))) >= check_python.OLDEST


def test_binder_installs_all_pins_and_no_other():
    (line,) = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert (BINDER / line.removeprefix("-r ")).resolve() == ROOT / BOOK


def test_the_package_is_installed_as_make_does():
    options = re.search(r"\$\(INSTALL\) (--no-deps .* --editable \.)", MAKEFILE)[1]
    assert f"python -m pip install {options}\n" in POST_BUILD


def test_the_codespace_is_made_by_make():
    made = CONTAINER["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{re.escape(made)}:", MAKEFILE, re.MULTILINE)
    python = CONTAINER["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert python == "${containerWorkspaceFolder}/.venv/bin/python"
    assert "ms-toolsai.jupyter" in CONTAINER["customizations"]["vscode"]["extensions"]
    assert int(re.search(r"^PORT \?= (\d+)", MAKEFILE, re.MULTILINE)[1]) in CONTAINER["forwardPorts"]


@pytest.mark.skipif(sys.platform == "win32", reason="Binder is Linux")
def test_binder_s_jupyterlab_saves_chapters_as_make_lab_does(tmp_path):
    """The script runs, with a pip that only writes down what it is asked; Jupyter can read what it leaves."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n')
    python.chmod(0o755)
    clean = os.environ | {"HOME": str(tmp_path), "PATH": f"{python.parent}:{os.environ['PATH']}"}
    subprocess.run([BINDER / "postBuild"], cwd=ROOT, env=clean, check=True)
    assert "--editable ." in (tmp_path / "asked").read_text()
    read = PyFileConfigLoader("jupyter_server_config.py", str(tmp_path / ".jupyter")).load_config()
    assert isinstance(read, Config)
    notebook = {
        "type": "notebook",
        "content": {"nbformat": 4, "nbformat_minor": 5, "metadata": {"extra": 1}, "cells": []},
    }
    read.ContentsManager.pre_save_hook(notebook)
    assert "extra" not in notebook["content"]["metadata"]
