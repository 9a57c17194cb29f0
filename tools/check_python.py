"""Say in words why a Python cannot make `.venv`. Any Python can read this file, however old."""

import sys

OLDEST = (3, 11)


def complaint():
    """Return what is wrong with this Python, or None."""
    if sys.version_info < OLDEST:
        needed, found = (".".join(str(part) for part in version[:2]) for version in (OLDEST, sys.version_info))
        return (
            "this book needs Python " + needed + " or newer, found " + found + " (" + sys.executable + "). "
            "Name another one: make PYTHON=python" + needed
        )
    try:
        import ensurepip  # noqa: F401  a part of Python that Debian's python3 leaves out
        import venv  # noqa: F401
    except ImportError:
        return "this Python makes no virtual environments. On Debian and Ubuntu: apt install python3-venv"
    return None


if __name__ == "__main__":
    sys.exit(complaint())
