"""Each exercise with code: its checker refuses the stub and accepts the solution that the chapter shows.

A student can do an exercise without the experiments before it: what it uses of
the chapter is imported or defined there, by ``def`` or ``class``.
"""

import ast
import re
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
import record

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


def define(source: str, names: dict[str, Any]) -> None:
    """Do of a cell only what imports and defines."""
    for one in ast.parse(source).body:
        if isinstance(one, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
            with suppress(NameError):  # a default that an experiment found: no exercise may ask for such a function
                exec(compile(ast.Module([one], []), "<chapter>", "exec"), names)


def printed(names: dict[str, Any], *sources: str) -> str:
    """What some cells print, run one after the other; what they bind is forgotten."""
    own = dict(names)
    with redirect_stdout(StringIO()) as out:
        for source in sources:
            exec(compile(source, "<exercise>", "exec"), own)
    return out.getvalue()


@cache
def verdicts(path: Path) -> dict[int, tuple[str, str]]:
    """What each check of a notebook prints after the stub, and after the solution, by the stub's position."""
    cells = nbformat.read(path, as_version=4).cells
    exercises = {exercise.stub: exercise for exercise in exercises_of(path)}
    names: dict[str, Any] = {}
    found = {}
    for i, cell in enumerate(cells):
        if i in exercises:
            stub, solution, check = cell.source, exercises[i].solution or "", cells[exercises[i].check].source
            found[i] = printed(names, stub, check), printed(names, stub, solution, check)
        elif cell.cell_type == "code":
            define(cell.source, names)
    return found


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
