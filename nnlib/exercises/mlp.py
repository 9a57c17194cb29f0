"""Checkers of the chapter on the multilayer perceptron."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import sigmoid
from nnlib.approximation import bump
from nnlib.exercises._verdict import compare, correct, not_yet, numbers
from nnlib.layers import Dense
from nnlib.mlp import MLP


def count_parameters(answer: Callable[..., Any]) -> None:
    """Check a function that counts the parameters of an MLP from its sizes."""
    rng = np.random.default_rng(0)
    cases = [((sizes,), MLP(sizes, rng=rng).n_parameters) for sizes in ([2, 1], [2, 2, 1], [4, 8, 8, 3], [10, 83, 1])]
    compare(answer, cases, "Your function counts what nnlib counts, biases included.")


def forward_on_paper(z1_1: float, a1_1: float, z1_2: float, a1_2: float, z2_1: float, y_pred: float) -> None:
    """Check the six numbers of a forward pass, computed with four digits."""
    hidden = Dense(W=[[2.0, 1.0], [0.5, -1.0]], b=[1.5, 0.5], activation="sigmoid")
    net = MLP(layers=[hidden, Dense(W=[[2.0], [-1.0]], b=[-0.5], activation="sigmoid")])
    trace = net.forward([[-1, 1]])
    (right_z1_1, right_z1_2), (right_a1_1, right_a1_2) = trace.z[0][0], trace.a[1][0]
    (right_z2_1,), (right_y,) = trace.z[1][0], trace.a[2][0]
    steps = [
        ("z1_1", z1_1, right_z1_1, "the weights 2 and 0.5, the inputs -1 and 1, the bias 1.5"),
        ("a1_1", a1_1, right_a1_1, "the sigmoid of z1_1"),
        ("z1_2", z1_2, right_z1_2, "the weights 1 and -1, the inputs -1 and 1, the bias 0.5"),
        ("a1_2", a1_2, right_a1_2, "the sigmoid of z1_2"),
        ("z2_1", z2_1, right_z2_1, "the weights 2 and -1, the activations a1_1 and a1_2, the bias -0.5"),
        ("y_pred", y_pred, right_y, "the sigmoid of z2_1"),
    ]
    for name, given, right, hint in steps:
        number = numbers(given, ())
        if number is None or abs(number - right) > 2e-4:
            return not_yet(f"look at {name} again: it comes from {hint}; yours is {given}.")
    correct("All six numbers agree with nnlib's to four digits.")


def forward(answer: Callable[..., Any]) -> None:
    """Check a function ``forward(X, weights, biases)`` with sigmoid units in every layer."""
    rng = np.random.default_rng(0)
    cases = []
    for n_samples, sizes in enumerate(([1, 1], [2, 2, 1], [3, 4, 3, 2]), start=1):
        net = MLP(sizes, hidden="sigmoid", output="sigmoid", rng=rng)
        for layer in net.layers:
            layer.W = rng.integers(1, 4, layer.W.shape).astype(float)
            layer.b = rng.integers(-4, 0, layer.b.shape).astype(float)
        X = rng.integers(-2, 3, (n_samples, sizes[0])).astype(float)
        arguments = (X, [layer.W for layer in net.layers], [layer.b for layer in net.layers])
        cases.append((arguments, net(X)))
    compare(answer, cases, "Your forward pass agrees with nnlib's for one, two and three layers.")


def step_to_order(w: float, b: float) -> None:
    """Check the weight and bias of a unit that rises from 5 % to 95 % between 0.3 and 0.5."""
    weight, bias = numbers(w, ()), numbers(b, ())
    if weight is None or bias is None:
        return not_yet("w and b should be one number each.")
    for x, expected in [(0.3, 0.05), (0.5, 0.95)]:
        given = float(sigmoid(weight * x + bias))
        if abs(given - expected) > 1e-3:
            return not_yet(f"at x = {x} the output should be {expected}, yours is {given:.3f}.")
    correct("Your unit says 5 % at 0.3 and 95 % at 0.5.")


def pulse(W0: ArrayLike, b0: ArrayLike, W1: ArrayLike) -> None:
    """Check the weights of a 1-2-1 network: a pulse of height 0.7 from 0.2 to 0.5, steepness 100."""
    hidden_weights, biases, output_weights = numbers(W0, (1, 2)), numbers(b0, (2,)), numbers(W1, (2, 1))
    if hidden_weights is None or biases is None or output_weights is None:
        return not_yet("W0, b0 and W1 should hold numbers in the shapes (1, 2), (2,) and (2, 1).")
    if not np.allclose(np.abs(hidden_weights), 100):
        return not_yet("both hidden units should have the steepness 100.")
    net = MLP(layers=[Dense(W=hidden_weights, b=biases, activation="sigmoid"), Dense(W=output_weights)])
    right = bump(0.2, 0.5, height=0.7, steepness=100)
    for x in (0.0, 0.35, 1.0, 0.2, 0.5):
        expected, given = float(right(x)), float(net(x))
        if abs(given - expected) > 1e-3:
            return not_yet(f"at x = {x} the output should be {expected + 0.0:.2f}, yours is {given:.2f}.")
    correct("Your network makes the pulse.")


def backward(answer: Callable[..., Any]) -> None:
    """Check a function ``backward(a, W, delta)`` that goes back through one layer."""
    rng = np.random.default_rng(0)
    for n_samples, n_in, n_out in [(1, 2, 1), (2, 1, 3), (4, 3, 2)]:
        shapes = [(n_samples, n_in), (n_in, n_out), (n_samples, n_out)]
        a, W, delta = (rng.integers(1, 6, shape).astype(float) for shape in shapes)
        expected = [a.T @ delta, delta.sum(axis=0), delta @ W.T]
        try:
            given = [np.asarray(array, dtype=float) for array in answer(a.copy(), W.copy(), delta.copy())]
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"your code stops with {type(error).__name__}: {error}")
        if len(given) != 3:
            return not_yet(f"return three arrays, yours are {len(given)}.")
        for name, right, yours in zip(("W", "b", "a"), expected, given, strict=True):
            if yours.shape != right.shape:
                return not_yet(f"the derivative for {name} should have shape {right.shape}, yours has {yours.shape}.")
            if not np.allclose(yours, right):
                return not_yet(
                    f"the derivative for {name} should be {right.tolist()}, yours is {yours.tolist()}\n"
                    f"(for a = {a.tolist()}, W = {W.tolist()} and delta = {delta.tolist()})."
                )
    correct("Weights, biases and inputs all get their derivatives.")


def l_shape(w: ArrayLike, b: float) -> None:
    """Check a unit that reads x1 <= 0.4, x1 <= 0.8, x2 <= 0.3 and x2 <= 0.9 and fires on the L that they border."""
    weights, bias = numbers(w, (4,)), numbers(b, ())
    if weights is None or bias is None:
        return not_yet("w should be four numbers, and b one.")
    for x1, x2 in product((0.2, 0.6, 0.9), (0.15, 0.6, 0.95)):  # the middle of each cell between the borders
        narrow, wide, low, high = x1 <= 0.4, x1 <= 0.8, x2 <= 0.3, x2 <= 0.9
        expected = int((narrow and high) or (wide and low))
        given = int(weights @ [narrow, wide, low, high] + bias >= 0)
        if given != expected:
            return not_yet(f"at x = ({x1}, {x2}) the unit should say {expected}, yours says {given}.")
    correct("One unit fires on the whole L and nowhere else.")


def backward_on_paper(dW0: ArrayLike, db0: ArrayLike, dW1: ArrayLike, db1: ArrayLike) -> None:
    """Check the nine derivatives of a backward pass, computed with four digits: the output unit's first."""
    hidden = Dense(W=[[2.0, 1.0], [0.5, -1.0]], b=[1.5, 0.5], activation="sigmoid")
    net = MLP(layers=[hidden, Dense(W=[[2.0], [-1.0]], b=[-0.5], activation="sigmoid")])
    _, (g0, g1) = net.loss_and_grads([[-1, 1]], [[0]], "half_mse")
    steps = [
        ("db1", db1, g1.b, "for a bias the derivative is the delta of its unit, (y_pred - y) y_pred (1 - y_pred)"),
        ("dW1", dW1, g1.W, "the hidden activations a1 and a2, times the delta of the output"),
        (
            "db0",
            db0,
            g0.b,
            "the delta of each hidden unit is its weight times the delta of the output, times a (1 - a)",
        ),
        ("dW0", dW0, g0.W, "the inputs -1 and 1, times the delta of each hidden unit"),
    ]
    for name, given, right, hint in steps:
        array = numbers(given, right.shape)
        if array is None:
            return not_yet(f"{name} should hold numbers in the shape {right.shape}, yours is {given!r}.")
        wrong = np.argwhere(np.abs(array - right) > 2e-4)
        if len(wrong):
            index = tuple(wrong[0])
            place = "".join(f"[{i}]" for i in index)
            return not_yet(f"look at {name}{place} again: {hint}; yours is {array[index]:g}.")
    correct("All nine derivatives agree with nnlib's to four digits.")


def gradients(answer: Callable[..., Any]) -> None:
    """Check a function ``gradients(X, Y, weights, biases)`` with sigmoid units and half the mean squared error."""
    rng = np.random.default_rng(0)
    for n_samples, sizes in [(1, [1, 1]), (1, [2, 2, 1]), (3, [2, 3, 2, 2])]:
        net = MLP(sizes, hidden="sigmoid", output="sigmoid", rng=rng)
        for layer in net.layers:
            layer.W = rng.integers(-2, 3, layer.W.shape).astype(float)
            layer.b = rng.integers(-2, 3, layer.b.shape).astype(float)
        X = rng.integers(-2, 3, (n_samples, sizes[0])).astype(float)
        Y = rng.integers(0, 2, (n_samples, sizes[-1])).astype(float)
        _, right = net.loss_and_grads(X, Y, "half_mse")
        weights, biases = [layer.W.copy() for layer in net.layers], [layer.b.copy() for layer in net.layers]
        case = f"with the sizes {sizes} and {n_samples} sample{'s' if n_samples > 1 else ''}"
        try:
            dW, db = answer(X.copy(), Y.copy(), weights, biases)
            pairs = list(zip(dW, db, right, strict=True))
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{case} your code stops, or returns too few or too many: {type(error).__name__}: {error}")
        for k, (given_W, given_b, expected) in reversed(list(enumerate(pairs))):
            for name, given, gradient in (("W", given_W, expected.W), ("b", given_b, expected.b)):
                array = numbers(given, gradient.shape)
                if array is None:
                    return not_yet(f"{case} the derivative for {name}{k} should be numbers in shape {gradient.shape}.")
                if not np.allclose(array, gradient, rtol=1e-5, atol=1e-12):
                    return not_yet(
                        f"{case} the derivative for {name}{k} should be {gradient.round(6).tolist()}, "
                        f"yours is {array.round(6).tolist()}."
                    )
    correct("Your gradients agree with nnlib's for one, two and three layers.")


def descend(answer: Callable[..., Any]) -> None:
    """Check a function ``descend(gradient, theta, eta, n_steps)`` that takes steps of gradient descent."""
    cases: list[tuple[str, Callable[..., Any], list[float], float, int]] = [
        ("2 theta", lambda theta: 2 * theta, [1.0], 0.25, 1),
        ("2 theta", lambda theta: 2 * theta, [4.0, -8.0], 0.25, 3),
        ("theta - (1, 2, 3)", lambda theta: theta - [1.0, 2.0, 3.0], [0.0, 0.0, 0.0], 0.5, 2),
        ("2 theta", lambda theta: 2 * theta, [1.0, 3.0], 0.5, 0),
    ]
    for formula, gradient, start, eta, n_steps in cases:
        right = np.array(start)
        for _ in range(n_steps):
            right = right - eta * gradient(right)
        shown = f"for the gradient {formula}, theta = {start}, eta = {eta} and {n_steps} steps"
        theta = np.array(start)
        try:
            given = answer(gradient, theta, eta, n_steps)
        except Exception as error:  # the reader's code may fail in any way
            return not_yet(f"{shown} your code stops with {type(error).__name__}: {error}")
        array = numbers(given, right.shape)
        if array is None or not np.allclose(array, right, rtol=1e-9, atol=1e-12):
            return not_yet(f"{shown} the result should be {right.tolist()}, yours is {given!r}.")
        if theta.tolist() != start:
            return not_yet(f"{shown} the result is right, but your code has changed the array that it was given.")
    correct("Your steps go downhill, and leave the start as it was.")


def largest_rate(eta: float) -> None:
    """Check the limit of the learning rate for the unit wx, the inputs 1, 2 and 3, and half the mean squared error."""
    given = numbers(eta, ())
    right = 2 / np.mean(np.square([1.0, 2.0, 3.0]))
    if given is None or abs(given - right) > 1e-3:
        return not_yet(f"the limit is 2 over the curvature, the derivative of the derivative of L; yours is {eta!r}.")
    correct("Just below it the steps zigzag into the valley, just above it out of it.")
