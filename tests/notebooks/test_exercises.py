"""Each exercise with code: its checker refuses the stub and accepts the solution that the chapter shows."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
import record
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

STUB, CHECK = "exercise", "check"
SOLUTION = re.compile(
    r"^(`{3,}|:{3,})\{solution(?:-start)?\}.*?^```(?:python|ipython3?)\n(.*?)^```", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Exercise:
    """The cells of one exercise, by their position in the notebook."""

    path: Path
    stub: int
    check: int
    solution: str | None


def has_tag(cell, tag: str) -> bool:
    return cell.cell_type == "code" and tag in cell.metadata.get("tags", [])


def exercises_of(path: Path) -> list[Exercise]:
    cells = nbformat.read(path, as_version=4).cells
    stubs = [i for i, cell in enumerate(cells) if has_tag(cell, STUB)]
    found = []
    for stub, end in pairwise([*stubs, len(cells)]):
        check = next((i for i in range(stub + 1, end) if cells[i].cell_type == "code"), end)
        texts = [cell.source for cell in cells[check + 1 : end] if cell.cell_type == "markdown"]
        solutions = [match[2] for text in texts if (match := SOLUTION.search(text))]
        found.append(Exercise(path, stub, check, solutions[0] if solutions else None))
    return found


EXERCISES = [exercise for path in record.notebooks() for exercise in exercises_of(path)]


@cache
def verdicts(path: Path) -> dict[int, tuple[str, str]]:
    """Run a notebook up to its last check; return what each check prints after the stub, and after the solution."""
    exercises = {exercise.stub: exercise for exercise in exercises_of(path)}
    cells = nbformat.read(path, as_version=4).cells
    last = max(exercise.check for exercise in exercises.values())
    run, checks = [], {}
    for i, cell in enumerate(cells[: last + 1]):
        if cell.cell_type != "code" or any(i == exercise.check for exercise in exercises.values()):
            continue
        run.append(new_code_cell(cell.source))
        if i in exercises:
            check = cells[exercises[i].check].source
            with_stub, with_solution = new_code_cell(check), new_code_cell(check)
            run += [with_stub, new_code_cell(exercises[i].solution or ""), with_solution, new_code_cell(cell.source)]
            checks[i] = with_stub, with_solution
    notebook = new_notebook(cells=run)
    NotebookClient(
        notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return {stub: (printed(before), printed(after)) for stub, (before, after) in checks.items()}


def printed(cell) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.fixture(params=EXERCISES, ids=lambda exercise: f"{exercise.path.stem}-cell-{exercise.stub}")
def exercise(request):
    return request.param


def test_a_check_follows_each_stub(exercise):
    cells = nbformat.read(exercise.path, as_version=4).cells
    assert exercise.check < len(cells)
    assert has_tag(cells[exercise.check], CHECK)


def test_the_chapter_shows_a_solution(exercise):
    assert exercise.solution


def test_the_stub_is_not_yet_right(exercise):
    assert verdicts(exercise.path)[exercise.stub][0].startswith("Not yet")


def test_the_solution_is_right(exercise):
    assert verdicts(exercise.path)[exercise.stub][1].startswith("Correct")


def test_no_exercise_is_overlooked():
    """A check without a stub before it, or a book that asks for code and checks none of it."""
    cells = [cell for path in record.notebooks() for cell in nbformat.read(path, as_version=4).cells]
    assert len(EXERCISES) == sum(has_tag(cell, CHECK) for cell in cells)
    asked = any("{exercise" in cell.source for cell in cells if cell.cell_type == "markdown")
    assert EXERCISES or not asked
