"""The browser that the site's tests, stills and measurements use: `python tools/browser.py` finds or installs one.

The variable CHROMIUM, where it is set, is the browser's path or name, and
nothing else is tried. Otherwise it is the system's Chromium or Chrome; tests
and stills take Chromium without windows, where it is: in a third less time.

`python tools/browser.py others` does the same for what `make browsers` needs:
Firefox and WebKit.
"""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SHELL = "chromium-headless-shell"  # Chromium without windows, and Debian's package of that name
#: Programs of the other browsers, and Debian's packages that bring them.
OTHERS = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
NONE = "there is no browser here: install Chromium or Chrome, or set the variable CHROMIUM to its path"


def found() -> str | None:
    """Return the browser's path; None where there is none.

    Raises
    ------
    FileNotFoundError
        If CHROMIUM names no program.
    """
    wish = os.environ.get("CHROMIUM", "")
    path = next(filter(None, map(shutil.which, [wish] if wish else NAMES)), None)
    if wish and path is None:
        raise FileNotFoundError(f"the variable CHROMIUM says {wish!r}, and there is no such program")
    return path


def chromium() -> str:
    """Return the browser's path.

    Raises
    ------
    FileNotFoundError
        If there is none, or CHROMIUM names no program.
    """
    path = found()
    if path is None:
        raise FileNotFoundError(NONE)
    return path


def for_tests() -> str:
    """Return the path of the browser for tests and stills: without windows, where there is one, and no other is named.

    Raises
    ------
    FileNotFoundError
        As for `chromium`.
    """
    shell = None if os.environ.get("CHROMIUM") else shutil.which(SHELL)
    return shell or chromium()


def other(program: str) -> str:
    """Return the path of a program of `OTHERS`.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    path = shutil.which(program)
    if path is None:
        raise FileNotFoundError(f"there is no {program} here: install it, as Debian's package {OTHERS[program]} does")
    return path


def install(*packages: str) -> None:
    """Install packages of Debian, where there are any: on Debian, Ubuntu and their kin."""
    if shutil.which("apt-get") is None:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and shutil.which("sudo") is None:
        return
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([*as_root, "apt-get", *command], stdout=sys.stderr, check=False)


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["others"]:
            if missing := [package for program, package in OTHERS.items() if shutil.which(program) is None]:
                install(*missing)
            print(*map(other, OTHERS), sep="\n")
        else:
            if found() is None:
                install("chromium")
            lacks_shell = not os.environ.get("CHROMIUM") and shutil.which(SHELL) is None
            if lacks_shell and os.geteuid() == 0:  # others would be asked for a password, and can do without
                install(SHELL)
            print(for_tests())
    except FileNotFoundError as error:
        sys.exit(f"{error}. (The tests of the package, `make test-package`, need none.)")
