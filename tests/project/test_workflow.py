"""What the workflow runs is pinned, ends in time, and runs on the Pythons that the project supports."""

import re

import check_python
import pytest
import yaml
from contents import ROOT

TEXT = (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]


def test_actions_are_pinned_to_a_commit_and_say_which_release_it_is():
    used = re.findall(r"uses: (.*)", TEXT)
    assert used
    assert not [one for one in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)]


@pytest.mark.parametrize("job", JOBS)
def test_every_job_has_a_time_limit(job):
    assert JOBS[job]["timeout-minutes"] <= 60


def test_the_oldest_python_is_tested():
    pythons = [tuple(map(int, version.split("."))) for version in JOBS["test"]["strategy"]["matrix"]["python"]]
    assert min(pythons) == check_python.OLDEST


def test_the_newest_versions_are_tried_each_month():
    (when,) = WORKFLOW[True]["schedule"]  # YAML reads "on" as a truth value
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", when["cron"])
    assert [step["run"] for step in JOBS["newest"]["steps"] if "run" in step] == ["make newest"]


def test_what_is_run_is_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    commands = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]
    assert {command.removeprefix("make ") for command in commands} <= targets
