"""Checkers of the chapter on three views of hidden space: right answers pass, plausible mistakes are named."""

import numpy as np
import pytest

from nnlib import MLP, Dense
from nnlib.exercises import hidden_space

# -- a median with failures --------------------------------------------------------------------------------------------


def median_of_all(epochs, n_failed):
    in_order = [*sorted(epochs), *[np.inf] * n_failed]
    return in_order[len(in_order) // 2]


def test_a_median_of_all_runs_passes(verdict):
    told = verdict(hidden_space.median_of_all, median_of_all)
    assert told == "Correct. A median of all runs, and not of the lucky ones.\n"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda epochs, n_failed: float(np.median(epochs)),  # of the runs that succeeded
        lambda epochs, n_failed: [*epochs, *[np.inf] * n_failed][(len(epochs) + n_failed) // 2],  # not in order
        lambda epochs, n_failed: float(np.median([*epochs, *[1000] * n_failed])),  # large, and not infinite
        lambda epochs, n_failed: float(np.median([*epochs, *[0] * n_failed])),
        lambda epochs, n_failed: np.inf if n_failed else float(np.median(epochs)),
        lambda epochs, n_failed: [*sorted(epochs), *[np.inf] * n_failed][(len(epochs) + n_failed - 1) // 2],
        lambda epochs, n_failed: sorted(epochs)[(len(epochs) + n_failed) // 2],  # stops beyond the end
        lambda epochs, n_failed: None,
        lambda: 0,
        None,
    ],
)
def test_other_medians_are_not_yet_right(wrong, verdict):
    assert verdict(hidden_space.median_of_all, wrong).startswith("Not yet: ")


# -- the twin ----------------------------------------------------------------------------------------------------------


def sigmoid_twin(W0, b0, W1, b1):
    return 2 * W0, 2 * b0, 2 * W1, b1 - W1.sum(axis=0)


def other_sign(W0, b0, W1, b1):
    """Another right answer: tanh is odd, so all hidden units may be turned round."""
    return -2 * W0, -2 * b0, -2 * W1, b1 + W1.sum(axis=0)


@pytest.mark.parametrize("right", [sigmoid_twin, other_sign])
def test_a_twin_passes(right, verdict):
    told = verdict(hidden_space.sigmoid_twin, right)
    assert told == "Correct. Other weights and another activation function, the same function.\n"


def test_the_twin_says_what_the_network_says():
    rng = np.random.default_rng(0)
    net = MLP([3, 4, 2], hidden="tanh", rng=rng)
    W0, b0, W1, b1 = sigmoid_twin(net.layers[0].W, net.layers[0].b, net.layers[1].W, net.layers[1].b)
    twin = MLP(layers=[Dense(W=W0, b=b0, activation="sigmoid"), Dense(W=W1, b=b1)])
    X = rng.normal(size=(20, 3))
    np.testing.assert_allclose(twin(X), net(X), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, 2 * W1, b1), "with the sizes [1, 1, 1] the network should say"),
        (lambda W0, b0, W1, b1: (2 * W0, b0, 2 * W1, b1 - W1.sum(axis=0)), "with the sizes [1, 1, 1] the network"),
        (lambda W0, b0, W1, b1: (W0, b0, 2 * W1, b1 - W1.sum(axis=0)), "with the sizes [1, 1, 1] the network should"),
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, W1, b1 - W1.sum(axis=0)), "with the sizes [1, 1, 1] the network"),
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, 2 * W1, b1 - 2 * W1.sum(axis=0)), "with the sizes [1, 1, 1] the"),
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, 2 * W1, b1 - W1.sum()), "with the sizes [3, 5, 2] the network should"),
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, 2 * W1, b1 - W1.sum(axis=1)), "with the sizes [2, 2, 1] b1 should be"),
        (lambda W0, b0, W1, b1: (2 * W0, 2 * b0, 2 * W1), "return W0, b0, W1 and b1, yours are 3 things."),
        (
            lambda W0, b0, W1, b1: (2 * W0.T, 2 * b0, 2 * W1, b1 - W1.sum(axis=0)),
            "with the sizes [2, 2, 1] the network",
        ),
        (
            lambda W0, b0, W1, b1: (np.nan * W0, b0, W1, b1),
            "with the sizes [1, 1, 1] W0 should be numbers in the shape",
        ),
        (lambda W0, b0, W1, b1: None, "with the sizes [1, 1, 1] your code stops with TypeError"),
        (None, "with the sizes [1, 1, 1] your code stops with TypeError"),
    ],
)
def test_what_is_no_twin_is_not_yet_right(wrong, told, verdict):
    assert verdict(hidden_space.sigmoid_twin, wrong).startswith(f"Not yet: {told}")


# -- dead units --------------------------------------------------------------------------------------------------------


def dead(W0, b0, X):
    return np.sum(np.all(X @ W0 + b0 <= 0, axis=0))


def test_counted_dead_units_pass(verdict):
    told = verdict(hidden_space.dead, dead)
    assert told == "Correct. What is silent on every sample gets no gradient, and never comes back.\n"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda W0, b0, X: np.sum(X @ W0 + b0 <= 0),  # silent once
        lambda W0, b0, X: np.sum(np.any(X @ W0 + b0 <= 0, axis=0)),
        lambda W0, b0, X: np.sum(np.all(X @ W0 + b0 < 0, axis=0)),  # at 0 a unit is silent
        lambda W0, b0, X: np.sum(np.all(X @ W0 + b0 <= 0, axis=1)),  # samples that no unit sees
        lambda W0, b0, X: np.sum(np.all(X @ W0 <= 0, axis=0)),  # the biases forgotten
        lambda W0, b0, X: np.all(X @ W0 + b0 <= 0, axis=0),
        lambda W0, b0, X: np.all(X @ W0 + b0 <= 0),
        lambda W0, b0, X: np.sum(np.all(X @ W0 + b0 > 0, axis=0)),
        lambda W0, b0, X: None,
        lambda: 0,
        None,
    ],
)
def test_other_counts_are_not_yet_right(wrong, verdict):
    assert verdict(hidden_space.dead, wrong).startswith("Not yet: ")
