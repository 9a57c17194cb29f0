"""Which browser is taken, and what is said where there is none."""

import os
import subprocess
import sys

import browser
import pytest
from contents import ROOT


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A system with these programs and no others; the value makes one and returns its path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "NAMES", [name for name in browser.NAMES if not name.startswith("/")])

    def make(name):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        return str(tmp_path / name)

    return make


def test_the_first_of_the_system_s_own_is_taken(programs):
    assert browser.found() is None
    chrome = programs("google-chrome")
    assert browser.chromium() == chrome
    assert browser.chromium() == chrome != programs("chromium") == browser.chromium()


def test_the_variable_wins(programs, monkeypatch):
    programs("chromium")
    other = programs("my-browser")
    for wish in (other, "my-browser"):
        monkeypatch.setenv("CHROMIUM", wish)
        assert browser.chromium() == other


def test_tests_take_the_browser_without_windows_unless_another_is_named(programs, monkeypatch):
    with pytest.raises(FileNotFoundError, match="install Chromium"):
        browser.for_tests()
    chromium = programs("chromium")
    assert browser.for_tests() == chromium
    shell = programs("chromium-headless-shell")
    assert browser.for_tests() == shell
    assert browser.chromium() == chromium
    monkeypatch.setenv("CHROMIUM", "chromium")
    assert browser.for_tests() == chromium


@pytest.mark.parametrize(
    ("there", "variable", "installed"),
    [
        ([], "", ["chromium", "chromium-headless-shell"]),
        (["chromium"], "", ["chromium-headless-shell"]),
        (["chromium", "chromium-headless-shell"], "", []),
        (["google-chrome"], "google-chrome", []),
    ],
)
@pytest.mark.skipif(os.geteuid() != 0, reason="others are not asked for their password")
def test_what_tests_lack_is_installed(programs, tmp_path, there, variable, installed):
    asked = tmp_path / "asked"
    for name in (*there, "apt-get"):
        programs(name)
    (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    run = [sys.executable, ROOT / "tools" / "browser.py"]
    environment = {"PATH": str(tmp_path), "CHROMIUM": variable}
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    said = asked.read_text().splitlines() if asked.exists() else []
    assert [line.split()[-1] for line in said if line.startswith("install")] == installed
    assert done.returncode == (0 if there else 1)


def test_a_variable_that_names_no_program_is_not_passed_over(programs, monkeypatch):
    programs("chromium")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(FileNotFoundError, match="CHROMIUM says '/nowhere/chromium', and there is no such program"):
        browser.chromium()


def test_no_browser_is_said_in_words_and_leaves_nothing_behind(programs, tmp_path):
    with pytest.raises(FileNotFoundError, match="install Chromium or Chrome, or set the variable CHROMIUM"):
        browser.chromium()
    run = [sys.executable, ROOT / "tools" / "browser.py"]
    before = sorted(ROOT.glob(".venv/*"))
    done = subprocess.run(run, env=os.environ | {"CHROMIUM": "nowhere"}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "the variable CHROMIUM says 'nowhere', and there is no such program. "
        "(The tests of the package, `make test-package`, need none.)\n"
    )
    assert sorted(ROOT.glob(".venv/*")) == before


def test_debian_s_package_is_installed_where_there_is_apt(programs, monkeypatch):
    asked = []
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **_: asked.append(command))
    browser.install("chromium")
    assert asked == []
    programs("apt-get")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    browser.install("chromium")
    assert asked == [], "without sudo nobody but root can"
    programs("sudo")
    browser.install("chromium", "xvfb")
    assert [command[:3] for command in asked] == [["sudo", "apt-get", "update"], ["sudo", "apt-get", "install"]]
    assert asked[1][-2:] == ["chromium", "xvfb"]


def test_the_other_browsers_are_found_by_their_programs(programs):
    for program, package in browser.OTHERS.items():
        with pytest.raises(FileNotFoundError, match=f"there is no {program} here: .*Debian's package {package}"):
            browser.other(program)
        assert programs(program) == browser.other(program)


def test_what_is_missing_of_the_others_is_installed_and_nothing_else(programs, tmp_path):
    """Where the packages bring nothing, that is said in words."""
    asked = tmp_path / "asked"
    for name in ("WebKitWebDriver", "Xvfb", "sudo", "apt-get"):
        programs(name)
    for name in ("sudo", "apt-get"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    run = [sys.executable, ROOT / "tools" / "browser.py", "others"]
    done = subprocess.run(run, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("there is no firefox-esr here")
    assert asked.read_text().splitlines()[1].endswith("--no-install-recommends firefox-esr")
