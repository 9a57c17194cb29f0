"""Every wrong call is refused with a message that names the argument and what came."""

import numpy as np
import pytest

from nnlib import approximation
from nnlib.approximation import (
    approximate,
    approximate_2d,
    bound_terms,
    bump,
    compose,
    error_bound,
    interpolant,
    knots,
    modulus_of_continuity,
    staircase,
    tower,
    towers,
)
from nnlib.layers import Dense
from nnlib.mlp import MLP


def net(*sizes, **settings):
    return MLP(list(sizes), rng=np.random.default_rng(0), **settings)


def constant(value):
    return lambda x: np.full(len(x), value)


def linear(W, dtype=float):
    return MLP(layers=[Dense(W=np.array([[W]], dtype))])


WRONG_ARGUMENTS = [
    (lambda: bump(0.5, 0.5, 1, 10), "right must be a finite number > 0.5, got 0.5"),
    (lambda: bump(np.nan, 1, 1, 10), "left must be a finite number, got nan"),
    (lambda: bump(0, 1, [1], 10), "height must be a finite number, got [1]"),
    (lambda: bump(0, 1, 1, 0), "steepness must be a finite number > 0, got 0"),
    (lambda: approximate(3, 5), "f must be callable, got 3"),
    (lambda: approximate(np.sin, 0), "n_bumps must be an integer >= 1, got 0"),
    (lambda: approximate(lambda x: "a", 5), "f(x) must hold real numbers, got dtype <U1"),
    (lambda: approximate(lambda x: 1.0, 5), "f(x) must have shape (5,), got shape ()"),
    (lambda: approximate(lambda x: x[:, None], 5), "f(x) must have shape (5,), got shape (5, 1)"),
    (lambda: approximate(lambda x: np.where(x == x[0], np.nan, x), 5), "f(x) must hold finite numbers, got nan"),
    (lambda: approximate(np.sin, 5, (1, 0)), "interval[1] must be a finite number > 1, got 0"),
    (lambda: approximate(np.sin, 5, (np.inf, 0)), "interval[0] must be a finite number, got inf"),
    (lambda: approximate(np.sin, 5, 3), "interval must be two numbers (low, high), got 3"),
    (lambda: approximate(np.sin, 5, (1, 2, 3)), "interval must be two numbers (low, high), got (1, 2, 3)"),
    (lambda: approximate(np.sin, 5, kind="step"), "kind must be one of ['sigmoid', 'relu'], got 'step'"),
    (lambda: approximate(np.sin, 5, steepness=0), "steepness must be a finite number > 0, got 0"),
    (
        lambda: approximate(np.sin, 5, kind="relu", steepness=9),
        "steepness must be left out for kind 'relu', got 9",
    ),
    (lambda: approximate(np.sin, 5, spacing="best"), "spacing must be one of ['equal', 'free'], got 'best'"),
    (lambda: error_bound(np.sin, 5, spacing=None), "spacing must be one of ['equal', 'free'], got None"),
    (lambda: staircase([0, 0], [1], 10), "edges must increase strictly, got [0, 0]"),
    (lambda: staircase([0, np.nan], [1], 10), "edges must hold finite numbers, got nan"),
    (lambda: staircase(0, [], 10), "edges must have 1 dimension(s), got shape ()"),
    (lambda: staircase([0, 1], [1, 2], 10), "heights must be one fewer than the 2 edges, got 2"),
    (lambda: staircase([0, 1], [np.inf], 10), "heights must hold finite numbers, got inf"),
    (lambda: staircase([0, 1, 2], [[1], [2]], 10), "heights must have 1 dimension(s), got shape (2, 1)"),
    (lambda: staircase([0, 1], [1], 0), "steepness must be a finite number > 0, got 0"),
    (lambda: tower(0.5, 1, 1, 10), "center must be two finite numbers, got 0.5"),
    (lambda: tower(("a", "b"), 1, 1, 10), "center must hold real numbers, got dtype <U1"),
    (lambda: tower((1, 2, 3), 1, 1, 10), "center must be two finite numbers, got (1, 2, 3)"),
    (lambda: tower((1, np.inf), 1, 1, 10), "center must be two finite numbers, got (1, inf)"),
    (lambda: tower((0, 0), 0, 1, 10), "width must be a finite number > 0, got 0"),
    (lambda: tower((0, 0), 1, None, 10), "height must be a finite number, got None"),
    (lambda: tower((0, 0), 1, 1, -1), "steepness must be a finite number > 0, got -1"),
    (lambda: towers((0, 0), 1, [1], 10), "centers must have 2 dimension(s), got shape (2,)"),
    (lambda: towers([(0, 0, 0)], 1, [1], 10), "centers must have 2 columns, got shape (1, 3)"),
    (lambda: towers([(0, np.nan)], 1, [1], 10), "centers must hold finite numbers, got nan"),
    (lambda: towers([(0, 0)], 1, 1, 10), "heights must have 1 dimension(s), got shape ()"),
    (lambda: towers([(0, 0)], 1, [1, 2], 10), "heights must have shape (1,), one a centre, got shape (2,)"),
    (lambda: towers([(0, 0)], 1, [np.inf], 10), "heights must hold finite numbers, got inf"),
    (lambda: towers([(0, 0)], -1, [1], 10), "width must be a finite number > 0, got -1"),
    (lambda: approximate_2d(3, 2), "f must be callable, got 3"),
    (lambda: approximate_2d(constant(1.0), 2.0), "n_towers must be an integer >= 1, got 2.0"),
    (lambda: approximate_2d(lambda X: X, 2), "f(x) must have shape (4,), got shape (4, 2)"),
    (lambda: approximate_2d(lambda X: X[:, :1], 2), "f(x) must have shape (4,), got shape (4, 1)"),
    (lambda: approximate_2d(constant(1.0), 2, ((0, 1), (0, 1))), "square[0] must be a finite number, got (0, 1)"),
    (lambda: approximate_2d(constant(1.0), 2, 1), "square must be two numbers (low, high), got 1"),
    (lambda: approximate_2d(constant(1.0), 2, steepness=-1), "steepness must be a finite number > 0, got -1"),
    (lambda: interpolant([0], [1]), "knots must be at least two, got 1"),
    (lambda: interpolant([0, 1], [1]), "knots and values must have the same shape, got (2,) and (1,)"),
    (lambda: interpolant([[0, 1]], [[0, 1]]), "knots must have 1 dimension(s), got shape (1, 2)"),
    (lambda: interpolant([0, 1], [[0], [1]]), "values must have 1 dimension(s), got shape (2, 1)"),
    (lambda: interpolant([0, 1, 1], [0, 0, 0]), "knots must increase strictly, got [0, 1, 1]"),
    (lambda: interpolant([1, 0], [0, 0]), "knots must increase strictly, got [1, 0]"),
    (lambda: interpolant([0, np.inf], [0, 0]), "knots must hold finite numbers, got inf"),
    (lambda: interpolant([0, 1], [0, np.nan]), "values must hold finite numbers, got nan"),
    (lambda: knots("net"), "net must be an MLP with one input, got 'net'"),
    (lambda: knots(net(2, 3, 1)), "net must be an MLP with one input, got MLP("),
    (lambda: knots(net(1, 3, 1), (1, 0)), "interval[1] must be a finite number > 1, got 0"),
    *(
        (
            lambda name=name: knots(net(1, 3, 1, hidden=name)),
            f"net must have layers that take the largest of straight lines, got Dense(1, 3, '{name}')",
        )
        for name in ("step", "sigmoid", "tanh", "elu", "softplus", "gelu", "silu")
    ),
    (lambda: compose(net(1, 1), np.sin), "inner must be an MLP, got <ufunc 'sin'>"),
    (lambda: compose(None, net(1, 1)), "outer must be an MLP, got None"),
    (lambda: compose(net(2, 1), net(1, 3)), "outer must take the 3 output(s) of inner, got a net of 2 input(s)"),
    (
        lambda: compose(linear(1, np.float32), linear(1)),
        "outer and inner must have one dtype, got float32 and float64",
    ),
    (lambda: modulus_of_continuity(3, 0.1), "f must be callable, got 3"),
    (lambda: modulus_of_continuity(np.sin, 0), "distance must be a finite number >= 1e-05, got 0"),
    (lambda: modulus_of_continuity(np.sin, 0.9, (0, 1e5)), "distance must be a finite number >= 1, got 0.9"),
    (lambda: modulus_of_continuity(np.sin, 1, 2), "interval must be two numbers (low, high), got 2"),
    (lambda: error_bound(np.sin, 5, resolution=0), "resolution must be an integer >= 1, got 0"),
    (lambda: bound_terms(np.sin, 5, resolution=2.5), "resolution must be an integer >= 1, got 2.5"),
    (lambda: bound_terms(np.sin, 0), "n_bumps must be an integer >= 1, got 0"),
    (lambda: approximate(np.sin, 5, resolution=-1), "resolution must be an integer >= 1, got -1"),
    (lambda: modulus_of_continuity(np.sin, 0.1, resolution=0), "resolution must be an integer >= 1, got 0"),
    (lambda: modulus_of_continuity(np.sin, 1e-4, resolution=100), "distance must be a finite number >= 0.001, got"),
    (lambda: error_bound(np.sin, 0), "n_bumps must be an integer >= 1, got 0"),
    (lambda: error_bound(np.sin, 1, kind="step"), "kind must be one of ['sigmoid', 'relu'], got 'step'"),
    (lambda: error_bound(np.sin, 1, kind="relu", steepness=1), "steepness must be left out for kind 'relu', got 1"),
    (lambda: error_bound(np.sin, 1, steepness=0), "steepness must be a finite number > 0, got 0"),
]

HUGE = 1.7e308
TOO_LARGE = [
    (lambda: bump(10, 20, 1, 1e308), "steepness times an edge must be finite, got 1e+308"),
    (lambda: approximate(np.sin, 4, (-1e308, 1e308)), "interval must be less than 1.7e308 wide"),
    (lambda: approximate(np.sin, 1, (0, HUGE)), "steepness times an edge must be finite"),
    (lambda: approximate(np.sin, 1, (0, 1e-320)), "steepness times an edge must be finite, got inf"),
    (lambda: approximate(np.sin, 4, (0, 5e-324)), "interval must have room for n_bumps = 4 parts"),
    (
        lambda: approximate(np.sin, 4, (1.0, 1.0 + 2.0**-52), kind="relu"),
        "interval must have room for n_bumps = 4 parts, got (1.0, 1.0000000000000002)",
    ),
    (
        lambda: approximate(np.sin, 4, (1.0, 1.0 + 2.0**-40), spacing="free"),
        "interval must have room for 10000 cells where spacing is 'free', got (1.0, 1.0000000000009",
    ),
    (
        lambda: approximate(lambda x: 1e308 * np.cos(4 * x), 5, spacing="free"),
        "f(x) must change more slowly where spacing is 'free', got values up to 1e+308",
    ),
    (
        lambda: approximate(lambda x: 1e308 * np.cos(4 * x), 5, kind="relu", spacing="free"),
        "f(x) must change more slowly",
    ),
    (
        lambda: staircase([0, 1e10], [1], 1e300),
        "steepness times an edge must be finite, got 1e+300 and edges up to 1e+10",
    ),
    (
        lambda: staircase([0, 1, 2], [HUGE, -HUGE], 9),
        "differences of heights must have a finite sum, got values up to inf",
    ),
    (lambda: approximate(constant(1e308), 5), "f(x) must have a finite sum, got values up to 1e+308"),
    (lambda: approximate(lambda x: 1e308 * np.cos(4 * x), 5, kind="relu"), "f(x) must change more slowly"),
    (lambda: approximate(lambda x: x / 1e-300, 5, (0, 1e-300), kind="relu"), None),
    (lambda: approximate(lambda x: x * 1e308, 5, (-0.5, 0.5), kind="relu"), None),
    (lambda: approximate(lambda x: x * 1e308, 5, (-1, 1), kind="relu"), "f(x) must change more slowly"),
    (lambda: approximate(lambda x: np.cos(x * 1e300), 9, (0, 1e-300), kind="relu"), None),
    (lambda: approximate(lambda x: 1e10 * np.cos(x * 1e300), 9, (0, 1e-300), kind="relu"), "f(x) must change more sl"),
    (
        lambda: interpolant([0, 1, 2], [HUGE, -HUGE, 0]),
        "values must change more slowly to be kept in float64, got values up",
    ),
    (lambda: interpolant([-1e308, 1e308], [0, 1]), "values must change more slowly"),
    (lambda: interpolant([0, 1e-300, 1], [0, 1, 0]), "values must change more slowly"),
    (lambda: interpolant([-1e-10, 0, 1], [0, 1, -1]), "values must change more slowly"),
    (lambda: interpolant([-1e-9, 0, 1], [0, 1, -1]), None),
    (lambda: interpolant([0, 1e-300], [0, 1e9]), "values must change more slowly"),
    (lambda: interpolant([0, 1], [HUGE, HUGE]), None),
    (lambda: tower((0, 0), 1, 1, 1e308), "steepness must leave the threshold units finite, got units of weight 1e+308"),
    (lambda: tower((0, 1e300), 1e299, 1, 1e9), "steepness times an edge must be finite, got 1000000000.0"),
    (lambda: tower((HUGE, 0), HUGE, 1, 1e-9), "steepness times an edge must be finite"),
    (lambda: tower((1e17, 0), 1, 1, 10), "width must be enough to tell left from right at the largest centre, got 1"),
    (lambda: tower((0, 0), 1, HUGE, 10), None),
    (lambda: towers([(0, 0), (1, 1)], 1, [HUGE, -HUGE], 10), "heights must have a finite sum, got values up to 1.7e"),
    (lambda: approximate_2d(constant(1e308), 2), "f(x) must have a finite sum, got values up to 1e+308"),
    (lambda: approximate_2d(constant(1.0), 2, (0, HUGE)), "steepness times an edge must be finite"),
    (lambda: approximate_2d(constant(1.0), 1, (0, 1), steepness=8e307), None),
    (lambda: approximate_2d(constant(1.0), 1, (-0.5, 0.5), steepness=1.1e308), "steepness must leave the threshold un"),
    (lambda: approximate_2d(constant(1.0), 2, (0, 5e-324)), "square must have room for n_towers = 2 parts"),
    (lambda: compose(linear(1e200), linear(1e200)), "outer and inner must have weights whose products are finite"),
    (lambda: knots(compose(net(1, 2, 1, hidden="relu"), linear(1e200))), "net must not overflow on the interval"),
    (lambda: modulus_of_continuity(lambda x: HUGE * np.cos(4 * x), 1), "f(x) must have finite differences"),
]


def test_all_names_are_tried():
    assert set(approximation.__all__) <= globals().keys()


@pytest.mark.parametrize(("call", "message"), WRONG_ARGUMENTS, ids=[message[:60] for _, message in WRONG_ARGUMENTS])
def test_wrong_calls_say_what_is_wrong(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(("call", "message"), TOO_LARGE)
def test_numbers_that_are_too_large_are_refused_and_no_larger_ones(call, message):
    """None stands for numbers that look too large and are not: the net works at the border."""
    if message is None:
        net = call()
        hidden = net.layers[0]
        edges = -hidden.b / hidden.W[0] if hidden.n_in == 1 else [[0.0, 0.0]]
        assert np.isfinite(net(edges)).all()
    else:
        with pytest.raises(ValueError) as error:
            call()
        assert str(error.value).startswith(message)
