"""What Lighthouse says of the home page and of the largest page, on its model of a phone with a slow network.

Run as ``make bench``, or ``python bench/lighthouse.py`` where the site is
built. Lighthouse comes from npm; where Node or npm is missing or out of reach,
this says so and measures nothing.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import contents
from browser import chromium
from local_site import CHROMIUM_ARGS, SITE, served
from table import report

LIGHTHOUSE = ["npx", "--yes", "lighthouse@12.8.2"]  # 13 needs a newer Node than Debian's
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100}
RUNS = 3  # of each page; the median counts


def missing() -> str:
    """Return why there is no Lighthouse here; an empty text where there is one."""
    try:
        asked = subprocess.run([*LIGHTHOUSE, "--version"], capture_output=True, text=True, timeout=600, check=False)
    except FileNotFoundError:
        return "there is no npx here, which Node brings"
    except subprocess.TimeoutExpired:
        return "npm did not answer within ten minutes"
    return "; ".join(asked.stderr.splitlines()[:4]) if asked.returncode else ""


def run(url: str) -> dict[str, float]:
    """Return the scores of a page in per cent, by category, and how far its content moved."""
    command = [
        *LIGHTHOUSE, url, "--output=json", "--quiet", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(CHROMIUM_ARGS)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium()}
    said = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    scores = {name: 100 * said["categories"][name]["score"] for name in CATEGORIES}
    return {**scores, "layout shift": said["audits"]["cumulative-layout-shift"]["numericValue"]}


def main() -> None:
    """Print the table, or what it lacks."""
    if why := missing():
        print(f"Lighthouse is left out, for it did not start: {why}")
        return
    home, *others = contents.names()
    largest = max(others, key=lambda name: (SITE / f"{name}.html").stat().st_size)
    with served(compressed=True) as address:
        for name in (home, largest):
            runs = [run(f"{address}{name}.html") for _ in range(RUNS)]
            medians = {what: statistics.median(one[what] for one in runs) for what in runs[0]}
            for what, budget in CATEGORIES.items():
                report(f"Lighthouse: {what}", medians[what], "%", budget, at_least=True, places=0, note=f"{name}.html")
            report("Lighthouse: layout shift", medians["layout shift"], "", 0.02, places=3, note=f"{name}.html")


if __name__ == "__main__":
    main()
