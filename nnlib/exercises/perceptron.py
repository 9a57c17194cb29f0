"""Checkers of the chapter on the perceptron and XOR."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import Perceptron
from nnlib.exercises._verdict import compare, correct, not_yet, numbers
from nnlib.separability import max_margin


def majority(w: ArrayLike, b: float) -> None:
    """Check weights of a neuron that fires when at least two of three inputs are 1."""
    weights, bias = numbers(w, (3,)), numbers(b, ())
    if weights is None or bias is None:
        return not_yet(f"w should be three numbers and b one number, yours are {w!r} and {b!r}.")
    neuron = Perceptron(3)
    neuron.w, neuron.b = weights, float(bias)
    for x in itertools.product((0, 1), repeat=3):
        expected, given = int(sum(x) >= 2), int(neuron.predict([x])[0])
        if given != expected:
            return not_yet(f"for {x} the neuron should say {expected}, yours says {given}.")
    correct("Your neuron agrees with the majority on all eight inputs.")


def line(w: ArrayLike, b: float) -> None:
    """Check weights of a neuron that fires at the origin and has its line through (1, 0) and (3, 4)."""
    weights, bias = numbers(w, (2,)), numbers(b, ())
    if weights is None or bias is None:
        return not_yet(f"w should be two numbers and b one number, yours are {w!r} and {b!r}.")
    length = np.linalg.norm(weights)
    if length == 0:
        return not_yet("with both weights 0 there is no line.")
    for point in [(1, 0), (3, 4)]:
        z = float(weights @ point + bias)
        if abs(z) > 1e-9 * length:  # the distance of the point from the line is |z| / |w|
            return not_yet(f"the point {point} should lie on the line, but there z = {z:g}.")
    if bias < 0:
        return not_yet(f"the line is right, but at (0, 0) the neuron should fire, and there z = {bias:g}.")
    correct("Your neuron has this line, and fires on the side of the origin.")


def update(answer: Callable[..., Any]) -> None:
    """Check a function ``update(w, b, x, y)`` that makes one step of the perceptron's rule."""
    cases = [
        ((np.array([0.0, 0.0]), 0.0, np.array([1.0, 2.0]), 0), (-1.0, -2.0, -1.0)),  # fires, should not
        ((np.array([1.0, -1.0]), -1.0, np.array([0.5, 1.0]), 1), (1.5, 0.0, 0.0)),  # silent, should fire
        ((np.array([1.0, 1.0]), -1.5, np.array([1.0, 1.0]), 1), (1.0, 1.0, -1.5)),  # right
        ((np.array([1.0, 1.0]), -1.5, np.array([0.0, 1.0]), 0), (1.0, 1.0, -1.5)),  # right
    ]

    def flat(w: Any, b: Any, x: Any, y: Any) -> list[float]:
        new_w, new_b = answer(w.copy(), b, x.copy(), y)
        return [*np.asarray(new_w, dtype=float), float(new_b)]

    compare(flat, cases, "Your rule corrects both kinds of mistake and leaves right answers alone.")


def certificate(multipliers: ArrayLike) -> None:
    """Check multipliers that prove that no line separates XNOR."""
    values = numbers(multipliers, (4,))
    if values is None:
        return not_yet(f"give one number for each of the four corners, yours are {multipliers!r}.")
    if not (values >= 0).all() or not values.any():
        return not_yet("the multipliers must not be negative, and not all 0.")
    total = values @ np.array([[0, 0, 1], [0, -1, -1], [-1, 0, -1], [1, 1, 1]])
    if not np.allclose(total / values.sum(), 0):
        return not_yet(f"the weighted sum of the signed corners should be (0, 0, 0), yours is {total.tolist()}.")
    correct("Added up with your multipliers, the four inequalities say 0 > 0.")


def xnor(answer: Callable[..., Any]) -> None:
    """Check a function of two inputs that says 1 where they are equal."""
    cases = [(x, int(x[0] == x[1])) for x in itertools.product((0, 1), repeat=2)]
    compare(answer, cases, "Three neurons agree with XNOR on all four rows.")


def parity(answer: Callable[[Sequence[int]], Any]) -> None:
    """Check a function that says 1 where an odd number of four inputs is 1."""
    cases = [((x,), sum(x) % 2) for x in itertools.product((0, 1), repeat=4)]
    compare(answer, cases, "Four hidden neurons compute the parity of four inputs; one for each row would need eight.")


@dataclass(frozen=True)
class Signal:
    """A bit that only the NAND neuron of `half_adder` can read."""

    bit: int


def half_adder(answer: Callable[..., Any]) -> None:
    """Check a function ``half_adder(p, q, nand)`` that returns sum and carry, made of at most five copies of `nand`."""

    def bits(p: int, q: int) -> tuple[Any, ...]:
        copies = itertools.count(1)

        def nand(left: Signal | int, right: Signal | int) -> Signal:
            if next(copies) > 5:
                raise ValueError("this is the sixth copy of NAND, and five are enough")
            return Signal(int(_bit(left) + _bit(right) < 2))

        return tuple(map(_bit, answer(Signal(p), Signal(q), nand)))

    cases = [((p, q), (p ^ q, p & q)) for p, q in itertools.product((0, 1), repeat=2)]
    compare(bits, cases, "Five copies of one neuron add two bits.")


def _bit(value: Any) -> Any:
    return value.bit if isinstance(value, Signal) else value


def impossible(answer: Callable[[Any], Any]) -> None:
    """Check a function that gives n + 2 points in n dimensions classes that no neuron can do."""
    plane = [[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [0.5, 0.5]]  # the fourth lies inside the triangle of the others
    aligned = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 2.0]]  # three on a line: the fourth may have either class
    random = [np.random.default_rng(n).normal(size=(n + 2, n)).round(2).tolist() for n in (1, 2, 3, 6)]
    for points in (plane, aligned, *random):
        try:
            given = answer(np.array(points))
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"for X = {points} your code stops with {type(error).__name__}: {error}")
        classes = numbers(given, (len(points),))
        if classes is None or not np.isin(classes, (0, 1)).all():
            return not_yet(f"for X = {points} there should be {len(points)} classes, 0 or 1, yours are {given!r}.")
        if max_margin(points, classes).gamma > 0:
            return not_yet(f"for X = {points} a neuron can do your classes, {classes.astype(int).tolist()}.")
    correct("No neuron can do your classes, so no n + 2 points allow all colourings.")


def average(answer: Callable[..., Any]) -> None:
    """Check a function that adds up the perceptron's weights and biases over all visits."""
    X = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, -0.5], [1.5, 0.5], [0.0, 1.0], [1.5, 1.5]])
    cases = [
        ((np.array([[1.0, 2.0]]), np.array([0]), 1), (-1.0, -2.0, -1.0)),
        ((np.array([[1.0], [3.0], [2.0]]), np.array([0, 1, 0]), 2), (5.0, -4.0)),
        ((X, np.array([0, 1, 0, 1, 0, 0]), 1), (3.0, 5.0, -7.0)),
        ((X, np.array([0, 1, 0, 1, 0, 0]), 20), (149.0, -4.0, -224.0)),
    ]

    def flat(X: Any, y: Any, epochs: Any) -> list[float]:
        sum_w, sum_b = answer(X.copy(), y.copy(), epochs)
        return [*np.asarray(sum_w, dtype=float), float(sum_b)]

    compare(flat, cases, "Your sums hold each weight as often as it faced a sample, and no history is needed.")
