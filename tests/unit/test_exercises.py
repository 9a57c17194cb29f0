"""Checkers of exercises that ask for a function: a right one passes, the first wrong result is shown.

Just inside a tolerance is right, just outside is not.
"""

import itertools

import numpy as np
import pytest

from nnlib.exercises import mlp, perceptron
from nnlib.exercises._verdict import compare

NAN = float("nan")
at_the_tolerance = pytest.mark.parametrize("part", [0.95, -0.95, 1.05, -1.05])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# -- right answers, as a reader writes them ----------------------------------------------------------------------------


def count_parameters(layer_sizes):
    return sum((n_in + 1) * n_out for n_in, n_out in itertools.pairwise(layer_sizes))


def forward(X, weights, biases):
    for W, b in zip(weights, biases, strict=True):
        X = sigmoid(X @ W + b)
    return X


def backward(a, W, delta):
    return a.T @ delta, delta.sum(axis=0), delta @ W.T


def update(w, b, x, y):
    error = y - (w @ x + b >= 0)
    return w + error * x, b + error


def xnor(x1, x2):
    return 1 if x1 == x2 else 0


def parity(x):
    return x[0] ^ x[1] ^ x[2] ^ x[3]


def average(X, y, epochs):
    w, b, sum_w, sum_b = np.zeros(X.shape[1]), 0.0, np.zeros(X.shape[1]), 0.0
    for x, target in [*zip(X, y, strict=True)] * epochs:
        w, b = update(w, b, x, target)
        sum_w, sum_b = sum_w + w, sum_b + b
    return sum_w, sum_b


def final(X, y, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for x, target in [*zip(X, y, strict=True)] * epochs:
        w, b = update(w, b, x, target)
    return w, b


FUNCTIONS = [  # checker, right answer, how many cases the checker tries
    (mlp.count_parameters, count_parameters, 4),
    (mlp.forward, forward, 3),
    (mlp.backward, backward, 3),
    (perceptron.update, update, 4),
    (perceptron.xnor, xnor, 4),
    (perceptron.parity, parity, 16),
    (perceptron.average, average, 4),
]
every_function = pytest.mark.parametrize(
    "check, answer, n_cases", FUNCTIONS, ids=lambda one: getattr(one, "__name__", "")
)


def scaled(result, factor):
    """Multiply a number, an array, or each of several arrays."""
    return tuple(array * factor for array in result) if isinstance(result, tuple) else result * factor


def spoilt(result):
    """Spoil a result without changing its shape."""
    return tuple(np.asarray(array) + 1.0 for array in result) if isinstance(result, tuple) else result + 1


@every_function
def test_a_right_function_passes(check, answer, n_cases, verdict):
    calls = []
    assert verdict(check, lambda *arguments: calls.append(0) or answer(*arguments)).startswith("Correct. ")
    assert len(calls) == n_cases


@every_function
def test_a_function_that_is_wrong_in_one_case_does_not_pass(check, answer, n_cases, verdict):
    for wrong in range(n_cases):
        calls = itertools.count()

        def once_wrong(*arguments, calls=calls, wrong=wrong):
            result = answer(*arguments)
            return spoilt(result) if next(calls) == wrong else result

        assert verdict(check, once_wrong).startswith("Not yet: "), f"case {wrong}"
        assert next(calls) == wrong + 1, "the first wrong case is the one that is shown"


@at_the_tolerance
@every_function
def test_a_function_may_be_wrong_by_the_tolerance(check, answer, n_cases, part, verdict):
    factor = 1 + part * (1e-5 if check is mlp.backward else 1e-9)
    told = verdict(check, lambda *arguments: scaled(answer(*arguments), factor))
    assert told.startswith("Correct" if abs(part) < 1 else "Not yet")


@every_function
def test_what_a_function_should_not_do_is_not_yet_right(check, answer, n_cases, verdict):
    def stops(*_):
        raise KeyError("w3")

    assert "your code stops with KeyError: 'w3'" in verdict(check, stops)
    for wrong in (lambda *_: None, lambda *_: "a", lambda *_: NAN, lambda *_: [[1, 2], [3]], lambda: 0, None):
        assert verdict(check, wrong).startswith("Not yet: ")


@pytest.mark.parametrize(
    "check, wrong",
    [
        (mlp.count_parameters, lambda sizes: sum(n_in * n_out for n_in, n_out in itertools.pairwise(sizes))),  # no bias
        (mlp.count_parameters, lambda sizes: sum(n_in * (n_out + 1) for n_in, n_out in itertools.pairwise(sizes))),
        (mlp.count_parameters, lambda sizes: count_parameters(sizes[:3])),  # one hidden layer
        (mlp.count_parameters, lambda sizes: count_parameters([*sizes[:-1], 1])),  # one output
        (mlp.forward, lambda X, weights, biases: forward(X, weights[:1], biases[:1])),  # one layer
        (mlp.forward, lambda X, weights, biases: forward(X, weights[:2], biases[:2])),  # two layers
        (mlp.forward, lambda X, weights, biases: forward(X, weights, [0 * b for b in biases])),
        (mlp.forward, lambda X, weights, biases: forward(X[:1], weights, biases)),  # one sample
        (mlp.forward, lambda X, weights, biases: forward(X, weights[::-1], biases[::-1])),
        (mlp.forward, lambda X, weights, biases: np.tanh(forward(X, weights, biases))),
        (mlp.backward, lambda a, W, delta: (a.T @ delta, delta.mean(axis=0), delta @ W.T)),
        (mlp.backward, lambda a, W, delta: (a.T @ delta / len(a), delta.sum(axis=0), delta @ W.T)),
        (mlp.backward, lambda a, W, delta: (delta.T @ a, delta.sum(axis=0), delta @ W.T)),
        (mlp.backward, lambda a, W, delta: (a.T @ delta, delta.sum(axis=0, keepdims=True), delta @ W.T)),
        (mlp.backward, lambda a, W, delta: (a.T @ delta, delta.sum(axis=0), delta @ W.T * a)),
        (mlp.backward, lambda a, W, delta: (a.T @ delta, delta.sum(axis=0))),
        (mlp.backward, lambda a, W, delta: (*backward(a, W, delta), 0)),
        (perceptron.update, lambda w, b, x, y: (w, b)),
        (perceptron.update, lambda w, b, x, y: (update(w, b, x, y)[0], b)),  # forgets the bias
        (perceptron.update, lambda w, b, x, y: (w - (w @ x + b >= 0) * x, b - (w @ x + b >= 0))),  # always
        (perceptron.update, lambda w, b, x, y: (w + (y - (w @ x + b > 0)) * x, b + (y - (w @ x + b > 0)))),  # z = 0
        (perceptron.update, lambda w, b, x, y: update(w, b, -x, y)),
        (perceptron.update, lambda w, b, x, y: update(w, b, y * x, y)),  # silent neurons learn, others only their bias
        (perceptron.xnor, lambda x1, x2: int(x1 != x2)),
        (perceptron.xnor, lambda x1, x2: int(x1 and x2)),
        (perceptron.parity, lambda x: int(sum(x) == 1)),
        (perceptron.parity, lambda x: (sum(x) + 1) % 2),
        (perceptron.average, lambda X, y, epochs: final(X, y, epochs)),  # the weights at the end
        (perceptron.average, lambda X, y, epochs: (average(X, y, epochs)[0], final(X, y, epochs)[1])),  # not the bias
        (perceptron.average, lambda X, y, epochs: average(X, y, 1)),
        (perceptron.average, lambda X, y, epochs: average(X, y, epochs + 1)),
        (perceptron.average, lambda X, y, epochs: [total - one for total, one in zip(
            average(X, y, epochs), final(X, y, epochs), strict=True)]),  # before the correction
        (perceptron.average, lambda X, y, epochs: [total / epochs / len(X) for total in average(X, y, epochs)]),
    ],
)  # fmt: skip
def test_plausible_mistakes_are_found(check, wrong, verdict):
    assert verdict(check, wrong).startswith("Not yet: ")


# -- what is compared, and what is shown -------------------------------------------------------------------------------


@at_the_tolerance
@pytest.mark.parametrize("expected, tolerance", [(1e6, 1e-3), (-1e6, 1e-3), (0.0, 1e-12)])
def test_results_are_compared_to_nine_digits(expected, tolerance, part, verdict):
    told = verdict(compare, lambda: expected + part * tolerance, [((), expected)], "Fine.")
    assert told.startswith("Correct. Fine." if abs(part) < 1 else "Not yet: ")


@pytest.mark.parametrize("given, expected", [([1.0], 1.0), (1.0, [1.0]), (np.ones((2, 1)), np.ones(2)), ([], 0)])
def test_results_must_have_the_right_shape(given, expected, verdict):
    assert verdict(compare, lambda: given, [((), expected)], "Fine.").startswith("Not yet: ")


@pytest.mark.parametrize(
    "arguments, given, expected, text",
    [
        ((0.12345678,), 0.12345678, 0.5, "for 0.123457 the result should be 0.5, yours is 0.123457."),
        (((0, 1),), None, 1, "for (0, 1) the result should be 1, yours is None."),
        ((0, 1), 2, 1, "for (0, 1) the result should be 1, yours is 2."),
        ((np.array([1.0, 2.0]), 0.5), "a", 1, "for ([1.0, 2.0], 0.5) the result should be 1, yours is 'a'."),
        (([2, 1],), [np.float64(0.1 + 0.2), 1], (0, 1), "for (2, 1) the result should be (0, 1), yours is (0.3, 1)."),
    ],
)
def test_the_first_wrong_case_is_shown(arguments, given, expected, text, verdict):
    results = iter([7, given, "not asked for"])
    cases = [((1,), 7), (arguments, expected), ((1,), 7)]
    assert verdict(compare, lambda *_: next(results), cases, "Fine.") == f"Not yet: {text}\n"


@at_the_tolerance
@pytest.mark.parametrize("which, name", [(0, "W"), (1, "b"), (2, "a")])
def test_each_derivative_is_checked_and_named(which, name, part, verdict):
    def answer(a, W, delta):
        arrays = list(backward(a, W, delta))
        arrays[which].flat[-1] *= 1 + part * 1e-5
        return arrays

    told = verdict(mlp.backward, answer)
    assert told.startswith("Correct" if abs(part) < 1 else f"Not yet: the derivative for {name} should be [")


def test_the_arguments_are_shown_as_they_were_given(verdict):
    def answer(a, W, delta):
        wrong = a.T @ delta + 1, delta.sum(axis=0), delta @ W.T
        a[:], W[:], delta[:] = 0, 0, 0
        return wrong

    told = verdict(mlp.backward, answer)
    assert "(for a = [[" in told
    assert "[[0.0" not in told


# -- the half adder ----------------------------------------------------------------------------------------------------


def half_adder(p, q, nand):
    n = nand(p, q)
    return nand(nand(p, n), nand(q, n)), nand(n, n)


def or_and(p, q, nand):
    n = nand(p, q)
    return nand(nand(p, p), nand(q, q)), nand(n, n)


def six_copies(p, q, nand):
    n, once_more = nand(p, q), nand(p, q)
    return nand(nand(p, n), nand(q, n)), nand(once_more, once_more)


def with_a_constant(p, q, nand):
    n = nand(p, q)
    return [nand(nand(p, n), nand(q, n)), nand(n, 1)]


@pytest.mark.parametrize("answer", [half_adder, with_a_constant])
def test_a_half_adder_of_five_copies_passes(answer, verdict):
    assert verdict(perceptron.half_adder, answer) == "Correct. Five copies of one neuron add two bits.\n"


@pytest.mark.parametrize("copies", range(5))
def test_no_half_adder_has_fewer_than_five_copies(copies):
    def circuits(n, signals):
        if n == 0:
            yield signals
            return
        for p, q in itertools.combinations_with_replacement(signals, 2):
            yield from circuits(n - 1, [*signals, tuple(1 - a * b for a, b in zip(p, q, strict=True))])

    inputs_and_constants = [(0, 0, 1, 1), (0, 1, 0, 1), (0, 0, 0, 0), (1, 1, 1, 1)]
    sum_and_carry = {(0, 1, 1, 0), (0, 0, 0, 1)}
    assert not any(sum_and_carry <= set(signals) for signals in circuits(copies, inputs_and_constants))


@pytest.mark.parametrize(
    "answer, told",
    [
        (or_and, "for (1, 1) the result should be (0, 1), yours is (1, 1)."),
        (six_copies, "for (0, 0) your code stops with ValueError: this is the sixth copy of NAND, and five are enough"),
        (lambda p, q, nand: half_adder(p, q, nand)[::-1], "for (0, 1) the result should be (1, 0), yours is (0, 1)."),
        (lambda p, q, nand: half_adder(p, q, nand)[:1], "for (0, 0) the result should be (0, 0), yours is (0)."),
        (lambda p, q, nand: (0, 0), "for (0, 1) the result should be (1, 0), yours is (0, 0)."),
        (lambda p, q, nand: None, "for (0, 0) your code stops with TypeError: "),
        (lambda p, q, nand: (p ^ q, p & q), "for (0, 0) your code stops with TypeError: "),
        (lambda p, q, nand: (nand("p", q), nand(p, q)), "for (0, 0) your code stops with TypeError: "),
        (lambda p, q: (0, 0), "for (0, 0) your code stops with TypeError: "),
    ],
)
def test_what_is_no_half_adder_of_five_copies_is_not_yet_right(answer, told, verdict):
    assert verdict(perceptron.half_adder, answer).startswith(f"Not yet: {told}")


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize("output", range(2))
def test_a_half_adder_is_checked_in_every_row_and_output(row, output, verdict):
    calls = itertools.count()

    def once_wrong(p, q, nand):
        result = list(half_adder(p, q, nand))
        if next(calls) == row:
            result[output] = 1 - result[output].bit
        return result

    assert verdict(perceptron.half_adder, once_wrong).startswith("Not yet: ")
    assert next(calls) == row + 1


# -- the gradients of all layers ---------------------------------------------------------------------------------------


def gradients(X, Y, weights, biases):
    a = [X]
    for W, b in zip(weights, biases, strict=True):
        a.append(sigmoid(a[-1] @ W + b))
    delta = (a[-1] - Y) / Y.size * a[-1] * (1 - a[-1])
    dW, db = [], []
    for k in range(len(weights) - 1, -1, -1):
        dW.insert(0, a[k].T @ delta)
        db.insert(0, delta.sum(axis=0))
        delta = delta @ weights[k].T * a[k] * (1 - a[k])
    return dW, db


def test_right_gradients_of_one_two_and_three_layers_pass(verdict):
    depths = []
    told = verdict(mlp.gradients, lambda *given: depths.append(len(given[2])) or gradients(*given))
    assert told == "Correct. Your gradients agree with nnlib's for one, two and three layers.\n"
    assert depths == [1, 2, 3]


@at_the_tolerance
@pytest.mark.parametrize("depth, k", [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)])
@pytest.mark.parametrize("which, name", [(0, "W"), (1, "b")])
def test_each_of_the_gradients_is_checked_and_named(which, name, depth, k, part, verdict):
    def answer(X, Y, weights, biases):
        both = gradients(X, Y, weights, biases)
        if len(weights) == depth:
            both[which][k].flat[-1] *= 1 + part * 1e-5
        return both

    told = verdict(mlp.gradients, answer)
    if abs(part) < 1:
        assert told.startswith("Correct")
    else:
        assert told.startswith("Not yet: with the sizes ")
        assert f" the derivative for {name}{k} should be [" in told


@pytest.mark.parametrize(
    "wrong",
    [
        lambda X, Y, weights, biases: gradients(X, Y, weights, [0 * b for b in biases]),
        lambda X, Y, weights, biases: [
            [len(X) * d for d in part] for part in gradients(X, Y, weights, biases)
        ],  # a sum
        lambda X, Y, weights, biases: [
            [Y.shape[1] * d for d in part] for part in gradients(X, Y, weights, biases)
        ],  # a mean over samples only
        lambda X, Y, weights, biases: [[-d for d in part] for part in gradients(X, Y, weights, biases)],
        lambda X, Y, weights, biases: [part[::-1] for part in gradients(X, Y, weights, biases)],  # from back to front
        lambda X, Y, weights, biases: [part[:2] for part in gradients(X, Y, weights, biases)],  # two layers
        lambda X, Y, weights, biases: gradients(X, Y, weights, biases)[0],
        lambda X, Y, weights, biases: [[d.T for d in part] for part in gradients(X, Y, weights, biases)],
        lambda X, Y, weights, biases: gradients(X, Y, weights, biases)[::-1],
        lambda *_: None,
        lambda *_: ("a", "b"),
        lambda *_: (NAN, NAN),
        lambda: 0,
        None,
    ],
)
def test_plausible_mistakes_in_the_gradients_are_found(wrong, verdict):
    assert verdict(mlp.gradients, wrong).startswith("Not yet: with the sizes ")


# -- steps of gradient descent -----------------------------------------------------------------------------------------


def descend(gradient, theta, eta, n_steps):
    for _ in range(n_steps):
        theta = theta - eta * gradient(theta)
    return theta


def descend_in_place(gradient, theta, eta, n_steps):
    for _ in range(n_steps):
        theta -= eta * gradient(theta)
    return theta


def test_a_right_descent_passes(verdict):
    assert verdict(mlp.descend, descend) == "Correct. Your steps go downhill, and leave the start as it was.\n"


def test_a_descent_must_not_change_the_array_that_it_was_given(verdict):
    told = verdict(mlp.descend, descend_in_place)
    assert told.startswith(
        "Not yet: for the gradient 2 theta, theta = [1.0], eta = 0.25 and 1 steps the result is right"
    )


@at_the_tolerance
@pytest.mark.parametrize("case", range(4))
def test_each_descent_is_checked(case, part, verdict):
    calls = itertools.count()

    def answer(*arguments):
        return descend(*arguments) * (1 + part * 1e-9 * (next(calls) == case))

    assert verdict(mlp.descend, answer).startswith("Correct" if abs(part) < 1 else "Not yet: for the gradient ")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda gradient, theta, eta, n_steps: theta - eta * gradient(theta),  # one step
        lambda gradient, theta, eta, n_steps: theta - n_steps * eta * gradient(theta),  # one long step
        lambda gradient, theta, eta, n_steps: descend(gradient, theta, -eta, n_steps),  # uphill
        lambda gradient, theta, eta, n_steps: descend(gradient, theta, eta, max(n_steps, 1)),
        lambda gradient, theta, eta, n_steps: descend(gradient, theta, 1.0, n_steps),
        lambda gradient, theta, eta, n_steps: descend(gradient, theta, eta, n_steps)[:1],
        lambda *_: None,
        lambda *_: "a",
        lambda *_: NAN,
        lambda: 0,
        None,
    ],
)
def test_plausible_mistakes_in_a_descent_are_found(wrong, verdict):
    assert verdict(mlp.descend, wrong).startswith("Not yet: for the gradient ")


# -- classes that no neuron can do -------------------------------------------------------------------------------------


def impossible(X):
    """Class 1 where a multiplier of the dependence between the samples, each with a constant 1, is positive."""
    alpha = np.linalg.svd(np.column_stack([X, np.ones(len(X))]).T)[2][-1]
    return (alpha > 0).astype(int)


@pytest.mark.parametrize(
    "answer",
    [impossible, lambda X: 1 - impossible(X), lambda X: impossible(X).tolist(), lambda X: impossible(X).astype(float)],
    ids=["classes", "opposite", "list", "floats"],
)
def test_classes_that_no_neuron_can_do_are_right(answer, verdict):
    assert verdict(perceptron.impossible, answer).startswith("Correct. ")


def test_classes_are_asked_for_in_several_dimensions(verdict):
    sizes = []
    verdict(perceptron.impossible, lambda X: sizes.append(X.shape) or impossible(X))
    assert len(sizes) == 6 and {n for _, n in sizes} == {1, 2, 3, 6}
    assert all(m == n + 2 for m, n in sizes)


@pytest.mark.parametrize("wrong", range(6))
def test_classes_that_a_neuron_can_do_are_not_yet_right(wrong, verdict):
    calls = itertools.count()

    def once_wrong(X):
        classes = impossible(X)
        return (X[:, 0] > np.median(X[:, 0])).astype(int) if next(calls) == wrong else classes

    told = verdict(perceptron.impossible, once_wrong)
    assert told.startswith("Not yet: for X = [[") and "a neuron can do your classes, [" in told
    assert next(calls) == wrong + 1


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda X: None, "there should be 4 classes, 0 or 1, yours are None."),
        (lambda X: [0, 1], "there should be 4 classes, 0 or 1, yours are [0, 1]."),
        (lambda X: 2 * impossible(X) - 1, "there should be 4 classes, 0 or 1, yours are array("),
        (lambda X: impossible(X)[:, np.newaxis], "there should be 4 classes, 0 or 1, yours are array("),
        (lambda X: 1 / 0, "your code stops with ZeroDivisionError: division by zero"),
        (lambda: 0, "your code stops with TypeError: "),
    ],
    ids=["none", "too few", "signs", "column", "stops", "no argument"],
)
def test_what_are_no_classes_is_not_yet_right(answer, told, verdict):
    assert told in verdict(perceptron.impossible, answer)
