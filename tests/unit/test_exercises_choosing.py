"""Checkers of the chapter on how to choose an activation function: right answers pass, mistakes are named."""

import math

import numpy as np
import pytest

from nnlib.activations import ACTIVATIONS, gelu, softmax
from nnlib.exercises import choosing

NAN = float("nan")

# -- the slope of GELU -------------------------------------------------------------------------------------------------


def chance(z):
    return (1 + math.erf(z / math.sqrt(2))) / 2


def density(z):
    return math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def test_the_right_slope_passes(verdict):
    told = verdict(choosing.gelu_slope, lambda z: chance(z) + z * density(z))
    assert told == "Correct. It is negative left of -0.75, so GELU is not monotone, and above 1 from 0.75 on.\n"


def test_the_praise_of_the_slope_is_true():
    z = np.linspace(-5, 5, 10_001)
    slope = gelu.grad(z)
    assert z[slope < 0].max() == pytest.approx(-0.75, abs=0.005)
    assert z[slope > 1].min() == pytest.approx(0.75, abs=0.005)
    assert (slope[z > 0.755] >= 1).all()


@pytest.mark.parametrize(
    "wrong, told",
    [
        (chance, "for 1.0 the result should be 1.083315, yours is 0.841345."),
        (lambda z: chance(z) - z * density(z), "for 1.0 the result should be 1.083315, yours is 0.599374."),
        (lambda z: chance(z) + density(z), "for 0.0 the result should be 0.5, yours is 0.898942."),
        (lambda z: chance(abs(z)) + abs(z) * density(z), "for -1.0 the result should be -0.083315, yours is 1.083315."),
        (lambda z: z * chance(z), "for 0.0 the result should be 0.5, yours is 0.0."),
        (lambda z: [0.5], "for 0.0 the result should be 0.5, yours is (0.5)."),
        (lambda z: NAN, "for 0.0 the result should be 0.5, yours is nan."),
        (lambda z: None, "for 0.0 the result should be 0.5, yours is None."),
        (lambda z: 1 / z, "for 0.0 your code stops with ZeroDivisionError: "),
    ],
)
def test_another_slope_is_not_yet_right(wrong, told, verdict):
    assert verdict(choosing.gelu_slope, wrong).startswith(f"Not yet: {told}")


# -- the activation function of the output -----------------------------------------------------------------------------

RIGHT = {task: name for task, (name, _) in choosing.OUTPUTS.items()}


def test_the_right_outputs_pass(verdict):
    assert verdict(choosing.output, RIGHT) == "Correct. Each range is that of the right answers.\n"


def test_the_functions_themselves_will_do(verdict):
    functions = {**ACTIVATIONS, "softmax": softmax}
    assert verdict(choosing.output, {task: functions[name] for task, name in RIGHT.items()}).startswith("Correct. ")


def test_the_right_outputs_are_in_the_package_and_use_each_function():
    assert set(RIGHT.values()) == {"identity", "sigmoid", "softplus", "softmax", "tanh"}
    assert set(RIGHT.values()) <= {*ACTIVATIONS, softmax.name}


@pytest.mark.parametrize("task", RIGHT)
def test_each_wrong_output_gets_its_own_hint(task, verdict):
    told = verdict(choosing.output, {**RIGHT, task: "relu"})
    assert told == f"Not yet: 5 of 6 are right. A hint for {task!r}: {choosing.OUTPUTS[task][1]}.\n"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (dict.fromkeys(RIGHT, "sigmoid"), '2 of 6 are right. A hint for "tomorrow\'s temperature": it can be any'),
        (dict.fromkeys(RIGHT), "0 of 6 are right. A hint for 'will it rain tomorrow?': "),
        (dict.fromkeys(RIGHT, np.array([1, 2])), "0 of 6 are right. "),
        ({}, "output should have the 6 tasks of the exercise, and no others."),
        ({**RIGHT, "more": "tanh"}, "output should have the 6 tasks of the exercise, and no others."),
        (list(RIGHT.values()), "output should be a dict from tasks to names, yours is ['sigmoid', "),
        (None, "output should be a dict from tasks to names, yours is None."),
    ],
)
def test_other_outputs_are_not_yet_right(wrong, told, verdict):
    assert verdict(choosing.output, wrong).startswith(f"Not yet: {told}")


# -- the share of zeros ------------------------------------------------------------------------------------------------


def zeros(net, X, *, first=1, end=-1):
    return np.mean(np.hstack(net.forward(X).a[first:end]) == 0)


def changes_inputs(net, X):
    X[:] = 0
    return zeros(net, X)


def test_the_right_share_passes(verdict):
    told = verdict(choosing.share_of_zeros, zeros)
    assert told == "Correct. Deep nets, layers of different widths, and a function that has no zeros: all counted.\n"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda net, X: zeros(net, X, first=0), "for a net [3, 6, 1] with relu the share should be "),
        (lambda net, X: zeros(net, X, end=None), "for a net [3, 6, 1] with relu the share should be "),
        (lambda net, X: np.mean(net.forward(X).a[1] == 0), "for a net [3, 8, 4, 1] with relu the share should be "),
        (
            lambda net, X: np.mean([np.mean(a == 0) for a in net.forward(X).a[1:-1]]),
            "for a net [3, 8, 4, 1] with relu the share should be ",
        ),
        (lambda net, X: np.mean(np.hstack(net.forward(X).z[:-1]) <= 0), "for a net [3, 6, 1] with gelu the share "),
        (lambda net, X: 1 - zeros(net, X), "for a net [3, 6, 1] with relu the share should be "),
        (lambda net, X: 100 * zeros(net, X), "for a net [3, 6, 1] with relu the share should be "),
        (changes_inputs, "for a net [3, 6, 1] with relu the share should be "),
        (lambda net, X: NAN, "for a net [3, 6, 1] with relu the share should be "),
        (lambda net, X: None, "for a net [3, 6, 1] with relu the share should be "),
        (
            lambda net, X: 1 / 0,
            "for a net [3, 6, 1] with relu your code stops with ZeroDivisionError: division by zero",
        ),
    ],
)
def test_another_share_is_not_yet_right(wrong, told, verdict):
    assert verdict(choosing.share_of_zeros, wrong).startswith(f"Not yet: {told}")


@pytest.mark.parametrize("given, shown", [(None, "None"), (NAN, "nan"), (0.25, "0.2500"), ([0.25], "[0.25]")])
def test_what_was_given_is_shown(given, shown, verdict):
    assert verdict(choosing.share_of_zeros, lambda net, X: given).endswith(f", yours is {shown}.\n")
