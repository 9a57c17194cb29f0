"""Compile the pins anew from `pyproject.toml`, each with the checksums of its files: `make pins`.

`requirements.txt` pins the newest versions within the ranges, for every
supported Python and system; `requirements-tools.txt` what `make mutants` and
`make pins` take beside them. Neither names the index that it came from: pip
asks the reader's own.
"""

import subprocess
import sys
import tomllib

import contents

BOOK, TOOLS = "requirements.txt", "requirements-tools.txt"
OF_TOOLS = "tools"  # the extra that is in the second file
OPTIONS = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet", "--upgrade")
PROJECT = tomllib.loads((contents.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def compile_pins(file: str, extras: list[str], *options: str) -> None:
    """Write one file of pins, for the package itself and some extras."""
    oldest = PROJECT["requires-python"].removeprefix(">=")
    asked = [f"--python-version={oldest}", *(f"--extra={extra}" for extra in extras), f"--output-file={file}"]
    command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *options, *asked, "pyproject.toml"]
    subprocess.run(command, cwd=contents.ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"{file}: {(contents.ROOT / file).read_text(encoding='utf-8').count('==')} pins")


if __name__ == "__main__":
    compile_pins(BOOK, [extra for extra in PROJECT["optional-dependencies"] if extra != OF_TOOLS])
    compile_pins(TOOLS, [OF_TOOLS], f"--constraints={BOOK}")
