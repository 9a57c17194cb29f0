"""Checkers of exercises: what is not an answer is not yet right, and never an error."""

import pytest

from nnlib.exercises import mlp, perceptron

NAN = float("nan")


@pytest.mark.parametrize(
    "check",
    [
        lambda: mlp.forward_on_paper(*[NAN] * 6),
        lambda: mlp.forward_on_paper(*["a"] * 6),
        lambda: mlp.step_to_order(NAN, 1.0),
        lambda: mlp.step_to_order("a", [1]),
        lambda: mlp.pulse([[100, 100]], [NAN, 0], [[1], [1]]),
        lambda: mlp.pulse([[1, [2]]], [1, 2], "x"),
        lambda: perceptron.certificate([1e-9, 0, 0, 0]),
        lambda: perceptron.certificate("abc"),
        lambda: perceptron.majority([1, 1, NAN], -1.5),
        lambda: perceptron.majority("abc", None),
    ],
)
def test_no_answer_is_not_yet_right(check, capsys):
    check()
    assert capsys.readouterr().out.startswith("Not yet: ")


def test_multipliers_may_be_of_any_size(capsys):
    perceptron.certificate([3e-9] * 4)
    assert capsys.readouterr().out.startswith("Correct.")
