"""Checkers of the chapter on which loss to choose: what a choice costs on fresh samples, and when to raise an alarm."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnlib import datasets
from nnlib._floats import Floats
from nnlib.exercises._verdict import correct, not_yet
from nnlib.fitting import fit_line
from nnlib.losses import Loss, Quantile, binary_cross_entropy, find_loss, mae
from nnlib.mlp import MLP
from nnlib.optimizers import Adam
from nnlib.training import train

#: For each task a loss that suits it, and what its price on fresh samples is counted in.
TASKS: dict[str, tuple[Loss, str]] = {
    "deliveries": (mae, "minutes of error a delivery"),
    "rolls": (Quantile(gamma=0.9), "for each day"),
    "alarms": (binary_cross_entropy, "nats of surprise a sample"),
}
ENOUGH = 1.1  # a choice passes if it costs at most this many times as much as the loss that suits


def samples(task: str) -> tuple[Floats, Floats]:
    """Return the samples of a task: 40 deliveries, four of them typed with a zero too many, 40 days, or 400 alarms.

    Parameters
    ----------
    task : {"deliveries", "rolls", "alarms"}
        For the first two the inputs are numbers, for the third pairs of numbers.

    Returns
    -------
    x : ndarray, shape (40,) or (400, 2)
        Inputs.
    y : ndarray, shape (40,) or (400,)
        Targets: minutes, rolls, or 0 and 1.

    Raises
    ------
    KeyError
        If there is no such task.

    Examples
    --------
    >>> X, y = samples("alarms")
    >>> X.shape, y.shape
    ((400, 2), (400,))
    """
    rng = np.random.default_rng(5)
    x, y = _DRAWS[task](400 if task == "alarms" else 40, rng)
    if task == "deliveries":
        y[rng.permutation(40)[:4]] *= 10
    return x, y


def choice(answer: Any) -> None:
    """Check a dict that gives a loss, or its name, for each task: it is trained with, and judged on fresh samples."""
    if not isinstance(answer, Mapping) or answer.keys() != TASKS.keys():
        return not_yet(f"choice should be a dict with a loss for each of {', '.join(TASKS)}, yours is {answer!r}.")
    for task, (suitable, unit) in TASKS.items():
        try:
            loss = find_loss(answer[task])
            yours = price(task, loss)
        except Exception as error:  # a loss of other targets, or one of the reader's own
            return not_yet(f"for {task} your loss {answer[task]!r} stops with {type(error).__name__}: {error}")
        least = price(task, suitable)
        if not yours <= ENOUGH * least:
            return not_yet(f"for {task} your loss {loss!r} costs {yours:.2f} {unit}, and another one {least:.2f}.")
    correct("Each of your losses costs within a tenth of the least on fresh samples.")


def price(task: str, loss: Loss) -> float:
    """Train with a loss on the samples of a task; return what the answers cost on 4000 fresh ones, typed rightly."""
    x, y = samples(task)
    fresh_x, fresh_y = _DRAWS[task](4000, np.random.default_rng(1))
    if task == "alarms":
        targets = 2 * y - 1 if loss.labels == (-1, 1) else y
        neuron = MLP([2, 1], rng=np.random.default_rng(0))
        train(neuron, x, targets[:, np.newaxis], loss=loss, optimizer=Adam(0.1), epochs=300)
        return float(binary_cross_entropy(fresh_y, neuron(fresh_x)[:, 0]))
    r = fit_line(x, y, loss)(fresh_x) - fresh_y
    return float(np.mean(np.abs(r) if task == "deliveries" else np.maximum(-9 * r, r)))


def alarm(answer: Callable[..., Any]) -> None:
    """Check a function ``alarm(logits, missed, false)``: for which logits the alarm costs less than silence."""
    logits = np.array([-800, -6, -2, -0.5, 0.5, 2, 6, 800])
    for missed, false in [(1, 1), (9, 1), (1, 9), (100, 1), (90, 10)]:
        case = f"where a missed one costs {missed} and a false one {false},"
        try:
            given = np.asarray(answer(logits.copy(), missed, false))
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops with {type(error).__name__}: {error}")
        if given.dtype != np.bool or given.shape != logits.shape:
            return not_yet(f"{case} the answer should be an array with a truth value for each logit.")
        expected = logits > np.log(false / missed)
        if np.any(given != expected):
            wrong = logits[given != expected][0]
            told = "an alarm" if wrong > np.log(false / missed) else "no alarm"
            return not_yet(f"{case} there should be {told} at the logit {wrong:g}.")
    correct("One network for every price: only the border moves.")


def _deliveries(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    x = rng.uniform(1, 10, n)
    return x, 5 + 3 * x + rng.standard_normal(n)


def _rolls(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    x = rng.uniform(-1, 1, n)
    return x, 60 + 20 * x + rng.exponential(10, n)


def _alarms(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    X, y = datasets.imbalanced(n, rng=rng, share=0.5)
    return X, y.astype(np.float64)


_DRAWS = {"deliveries": _deliveries, "rolls": _rolls, "alarms": _alarms}
