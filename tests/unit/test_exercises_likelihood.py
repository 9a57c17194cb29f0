"""Checkers of the chapter on cross-entropy and divergence: right answers pass, mistakes are named."""

import math

import numpy as np
import pytest

from nnlib.activations import softmax
from nnlib.exercises import likelihood
from nnlib.losses import cross_entropy, cross_entropy_between, entropy

NAN = float("nan")

# -- the divergence, with zeros ----------------------------------------------------------------------------------------


def divergence(p, q):
    happens = p > 0
    p, q = p[happens], q[happens]
    return np.inf if np.any(q == 0) else np.sum(p * np.log(p / q))


def test_a_right_divergence_passes(verdict):
    told = verdict(likelihood.divergence, divergence)
    assert told == "Correct. Zeros of p cost nothing, and zeros of q everything.\n"


@pytest.mark.parametrize(
    "other",
    [
        lambda p, q: cross_entropy_between(p, q) - entropy(p),
        lambda p, q: np.where(p > 0, p * (np.log(p) - np.log(q)), 0).sum(),  # warns, and is right
        lambda p, q: sum(a * math.log(a / b) if b else math.inf for a, b in zip(p, q, strict=True) if a),
    ],
)
def test_other_ways_to_the_divergence_pass(other, verdict, recwarn):
    assert verdict(likelihood.divergence, other).startswith("Correct. ")
    assert not recwarn.list


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda p, q: -np.sum(p * np.log(q)), "for ([0.5, 0.5], [0.9, 0.1]) the result should be 0.510826"),
        (lambda p, q: divergence(q, p), "for ([0.5, 0.5], [0.9, 0.1]) the result should be 0.510826, yours is 0.368"),
        (lambda p, q: np.sum(p * np.log2(p / q)), "for ([0.5, 0.5], [0.9, 0.1]) "),
        (lambda p, q: np.sum(p * np.log(p / q)), "for ([0.0, 1.0], [0.5, 0.5]) the result should be 0.693147"),
        (lambda p, q: np.nansum(p * np.log(p / np.maximum(q, 1e-15))), "for ([0.9, 0.1], [1.0, 0.0]) "),
        (lambda p, q: divergence(p[q > 0], q[q > 0]), "for ([0.9, 0.1], [1.0, 0.0]) the result should be inf"),
        (lambda p, q: np.inf if np.any(q == 0) else divergence(p, q), "for ([0.75, 0.25, 0.0], [0.5, 0.5, 0.0]) "),
        (lambda p, q: p * np.log(p / q), "for ([0.5, 0.5], [0.9, 0.1]) "),
        (lambda p, q: None, "for ([0.5, 0.5], [0.9, 0.1]) "),
        (lambda p: 0, "for ([0.5, 0.5], [0.9, 0.1]) your code stops with TypeError"),
    ],
)
def test_what_is_no_divergence_is_not_yet_right(wrong, told, verdict):
    assert verdict(likelihood.divergence, wrong).startswith(f"Not yet: {told}")


# -- binary cross-entropy from a logit ---------------------------------------------------------------------------------


def loss_from_logit(y, z):
    return max(z, 0) - y * z + math.log1p(math.exp(-abs(z)))


def test_a_right_loss_passes(verdict):
    told = verdict(likelihood.loss_from_logit, loss_from_logit)
    assert told == "Correct. Every logit has its price, and no exponential overflows.\n"


@pytest.mark.parametrize("other", [lambda y, z: np.logaddexp(0, z) - y * z])
def test_other_ways_to_the_loss_pass(other, verdict):
    assert verdict(likelihood.loss_from_logit, other).startswith("Correct. ")


def clipped(y, z):
    y_pred = min(max(1 / (1 + np.exp(-z)), 1e-15), 1 - 1e-15)
    return -y * math.log(y_pred) - (1 - y) * math.log(1 - y_pred)


@pytest.mark.parametrize(
    "wrong, told",
    [
        (clipped, "for (0, 40.0) the result should be 40.0, yours is 34.539576."),
        (lambda y, z: math.log(1 + math.exp(z)) - y * z, "for (1, 800.0) your code stops with OverflowError"),
        (lambda y, z: np.log(1 + np.exp(z)) - y * z, "for (1, 800.0) the result should be 0.0, yours is inf."),
        (lambda y, z: loss_from_logit(1 - y, z), "for (0, 2.0) the result should be 2.126928, yours is 0.126928."),
        (lambda y, z: loss_from_logit(round(y), z), "for (0.9, 5.0) the result should be 0.506715"),
        (lambda y, z: max(z, 0) - y * z, "for (1, 0.0) the result should be 0.693147, yours is 0.0."),
        (lambda y, z: loss_from_logit(y, z) / math.log(2), "for (1, 0.0) the result should be 0.693147, yours is 1.0."),
        (lambda y, z: NAN, "for (1, 0.0) the result should be 0.693147, yours is nan."),
        (lambda y, z: None, "for (1, 0.0) the result should be 0.693147, yours is None."),
        (None, "for (1, 0.0) your code stops with TypeError"),
    ],
)
def test_other_losses_are_not_yet_right(wrong, told, verdict):
    assert verdict(likelihood.loss_from_logit, wrong).startswith(f"Not yet: {told}")


# -- smoothing for an answer that is sure to a degree ------------------------------------------------------------------


def epsilon_for(sure, n_classes):
    return (1 - sure) * n_classes / (n_classes - 1)


def test_a_right_epsilon_passes(verdict):
    told = verdict(likelihood.epsilon_for, epsilon_for)
    assert told == "Correct. From labels that are sure to labels that say nothing.\n"


@pytest.mark.parametrize("sure, n", [(0.9, 2), (0.95, 10), (0.5, 3)])
def test_the_smoothed_label_is_best_answered_that_sure(sure, n):
    """By descent: no formula for the best logits is needed."""
    epsilon = epsilon_for(sure, n)
    label = (1 - epsilon) * np.eye(n)[:1] + epsilon / n
    z = np.zeros((1, n))
    for _ in range(2000):
        z -= cross_entropy.grad(label, z)
    assert softmax(z)[0, 0] == pytest.approx(sure, abs=1e-6)


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda sure, n: 1 - sure, "for (0.9, 2) the result should be 0.2, yours is 0.1."),
        (lambda sure, n: (1 - sure) * n, "for (0.95, 10) the result should be 0.055556, yours is 0.5."),
        (lambda sure, n: 2 * (1 - sure), "for (0.95, 10) the result should be 0.055556, yours is 0.1."),
        (lambda sure, n: (1 - sure) * (n - 1) / n, "for (0.9, 2) "),
        (lambda sure, n: [epsilon_for(sure, n)], "for (0.9, 2) "),
        (lambda sure, n: NAN, "for (0.9, 2) "),
        (lambda sure, n: 1 / 0, "for (0.9, 2) your code stops with ZeroDivisionError"),
    ],
)
def test_other_epsilons_are_not_yet_right(wrong, told, verdict):
    assert verdict(likelihood.epsilon_for, wrong).startswith(f"Not yet: {told}")
