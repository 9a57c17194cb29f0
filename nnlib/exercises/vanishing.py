"""Checkers of the chapter on sigmoid, tanh and the vanishing gradient."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.activations import tanh
from nnlib.exercises._verdict import compare, correct, not_yet
from nnlib.layers import Dense
from nnlib.mlp import MLP


def as_tanh(answer: Callable[..., Any]) -> None:
    """Check a function ``as_tanh(net)``: the net of tanh units that computes what a net of sigmoid units does."""
    rng = np.random.default_rng(0)
    X = 3 * rng.standard_normal((50, 2))
    for sizes in ([2, 3, 1], [2, 3, 4, 1], [2, 5, 4, 3, 2]):
        net = MLP(sizes, hidden="sigmoid", rng=rng)
        for layer in net.layers:
            layer.W *= 3
            layer.b[:] = rng.standard_normal(layer.n_out)
        before = net.theta.copy()
        try:
            translated = answer(net)
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"for a net {sizes} your code stops with {type(error).__name__}: {error}")
        if not np.array_equal(net.theta, before):
            return not_yet(f"for a net {sizes} your code changes the net that it is given; make new arrays.")
        if not isinstance(translated, MLP):
            return not_yet(f"for a net {sizes} the result should be an MLP, yours is {translated!r}.")
        layers = translated.layers
        if [layers[0].n_in, *(layer.n_out for layer in layers)] != sizes:
            return not_yet(f"for a net {sizes} the result should have the same sizes, yours is {translated!r}.")
        if not all(isinstance(layer, Dense) and layer.activation == tanh for layer in layers[:-1]):
            return not_yet(f"for a net {sizes} the hidden units should be tanh, yours is {translated!r}.")
        if (off := np.abs(translated(X) - net(X)).max()) > 1e-9:
            return not_yet(f"for a net {sizes} the two outputs differ by up to {off:.2g}.")
    correct("Your tanh nets say what the sigmoid nets say, for 150 inputs to nine digits.")


def leaky_variance(answer: Callable[..., Any]) -> None:
    """Check a function ``leaky_variance(n_in, alpha)``: the variance of weights that suits leaky ReLU."""
    cases = [((n_in, alpha), 2 / (n_in * (1 + alpha**2))) for n_in, alpha in [(8, 0), (8, 1), (10, 0.5), (100, 0.01)]]
    compare(answer, cases, "It leads from He's variance at alpha = 0 to the one of a linear layer at alpha = 1.")


def open_inputs(answer: Callable[..., Any]) -> None:
    """Check a function ``open_inputs(w)``: for how long a stretch of inputs the factor w * slope is at least 1."""
    cases = [((w,), _stretch(w)) for w in (4.0, 5.0, 6.9, 20.0, 1.0, 0.0, -6.9)]
    compare(answer, cases, "The stretch is longest, 0.45, for weights of about 6.9, and shrinks again beyond.")


def _stretch(w: float) -> float:
    size = abs(w)
    if size <= 4:
        return 0.0
    a = (1 + math.sqrt(1 - 4 / size)) / 2  # where a (1 - a) = 1 / size
    return 2 * math.log(a / (1 - a)) / size
