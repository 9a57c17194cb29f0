"""Checkers of the chapter on how to choose an activation function."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnlib.activations import gelu
from nnlib.exercises._verdict import compare, correct, not_yet, numbers
from nnlib.mlp import MLP

#: The right choice for each task, and why.
OUTPUTS = {
    "will it rain tomorrow?": ("sigmoid", "a probability is between 0 and 1"),
    "tomorrow's temperature": ("identity", "it can be any number, below 0 as well"),
    "which of ten digits is it?": ("softmax", "it is one of ten, so the ten probabilities add up to 1"),
    "which of ten objects are in the picture, if any?": ("sigmoid", "objects do not exclude each other"),
    "how long until the bus comes": ("softplus", "a time is positive, and has no greatest value"),
    "how far to turn the wheel, from -1 to 1": ("tanh", "this is its range"),
}


def gelu_slope(answer: Callable[..., Any]) -> None:
    """Check a function ``gelu_slope(z)``: the derivative of GELU at one number."""
    cases = [((z,), float(gelu.grad(z))) for z in (0.0, 1.0, -1.0, 2.5, -3.0, 6.0)]
    compare(answer, cases, "It is negative left of -0.75, so GELU is not monotone, and above 1 from 0.75 on.")


def output(answer: Any) -> None:
    """Check a dict that names the activation function of the output units for each task."""
    if not isinstance(answer, Mapping):
        return not_yet(f"output should be a dict from tasks to names, yours is {answer!r}.")
    if answer.keys() != OUTPUTS.keys():
        return not_yet(f"output should have the {len(OUTPUTS)} tasks of the exercise, and no others.")
    wrong = [task for task, (name, _) in OUTPUTS.items() if str(answer[task]) != name]  # an activation says its name
    if wrong:
        reason = OUTPUTS[wrong[0]][1]
        return not_yet(f"{len(OUTPUTS) - len(wrong)} of {len(OUTPUTS)} are right. A hint for {wrong[0]!r}: {reason}.")
    correct("Each range is that of the right answers.")


def share_of_zeros(answer: Callable[..., Any]) -> None:
    """Check a function ``share_of_zeros(net, X)``: of all hidden activations, the share that is exactly 0."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((40, 3))
    X[:, 0] = 0  # inputs do not count
    for sizes, hidden in [([3, 6, 1], "relu"), ([3, 8, 4, 1], "relu"), ([3, 5, 2, 3, 2], "relu"), ([3, 6, 1], "gelu")]:
        net, case = MLP(sizes, hidden=hidden, rng=rng), f"for a net {sizes} with {hidden}"
        for layer in net.layers:
            layer.b[:] = rng.normal(size=layer.n_out)  # so that layers differ in their share
        activations = net.forward(X).a[1:-1]
        expected = sum(np.sum(a == 0) for a in activations) / sum(a.size for a in activations)
        try:
            given = answer(net, X.copy())
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        found = numbers(given, ())
        if found is None or abs(float(found) - expected) > 1e-9:
            return not_yet(f"{case} the share should be {expected:.4f}, yours is {_shown(found, given)}.")
    correct("Deep nets, layers of different widths, and a function that has no zeros: all counted.")


def _shown(found: Any, given: Any) -> str:
    return repr(given) if found is None else f"{float(found):.4f}"
