"""Checkers of the chapter on why activation functions are not linear: right answers pass, mistakes are named."""

import numpy as np
import pytest

from nnlib.exercises import nonlinear

# -- one layer for many ------------------------------------------------------------------------------------------------


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


def from_the_back(weights, biases):
    """The formula of the theorem, in the other order."""
    W, b = np.eye(len(biases[-1])), np.zeros(len(biases[-1]))
    for layer_W, layer_b in zip(reversed(weights), reversed(biases), strict=True):
        b = b + layer_b @ W
        W = layer_W @ W
    return W, b


@pytest.mark.parametrize("right", [collapse, from_the_back, lambda w, b: [a.tolist() for a in collapse(w, b)]])
def test_one_layer_for_many_passes(right, verdict):
    told = verdict(nonlinear.collapse, right)
    assert told == "Correct. However many layers there are, W and b are all that is left of them.\n"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda w, b: (w[0], b[0]), "with the sizes [2, 3, 1] W should be numbers in the shape (2, 1)."),
        (lambda w, b: (np.linalg.multi_dot([*w, np.eye(len(b[-1]))]), b[-1]), "with the sizes [2, 3, 1] b should be"),
        (lambda w, b: (collapse(w, b)[0], sum(v.sum() for v in b)), "with the sizes [2, 1] b should be numbers in"),
        (lambda w, b: (collapse(w, b)[0].T, collapse(w, b)[1]), "with the sizes [2, 1] W should be numbers in"),
        (lambda w, b: (-collapse(w, b)[0], collapse(w, b)[1]), "with the sizes [2, 1] W should be"),
        (lambda w, b: collapse(w[:2], b[:2]), "with the sizes [1, 2, 2, 3] W should be numbers in the shape (1, 3)."),
        (lambda w, b: (w[0] @ w[-1], b[0] @ w[-1] + b[-1]), "with the sizes [2, 1] your code stops with ValueError"),
        (lambda w, b: (*collapse(w, b), 1), "return W and b, yours are 3 things."),
        (lambda w, b: (np.nan * collapse(w, b)[0], b[-1]), "with the sizes [2, 1] W should be numbers in"),
        (lambda w, b: None, "with the sizes [2, 1] your code stops with TypeError"),
        (lambda w, b: 1 / 0, "with the sizes [2, 1] your code stops with ZeroDivisionError: division by zero"),
        (None, "with the sizes [2, 1] your code stops with TypeError"),
    ],
)
def test_what_is_not_the_one_layer_is_not_yet_right(wrong, told, verdict):
    assert verdict(nonlinear.collapse, wrong).startswith(f"Not yet: {told}")


def test_the_answer_cannot_change_what_is_compared(verdict):
    def spoil(weights, biases):
        W, b = collapse([W.copy() for W in weights], [b.copy() for b in biases])
        for array in [*weights, *biases]:
            array[:] = 7
        return W, b

    assert verdict(nonlinear.collapse, spoil).startswith("Correct. ")


# -- one unit for equal ones -------------------------------------------------------------------------------------------


def merge(W0, b0, W1):
    kept, outgoing = [], []
    for unit, weights in zip(np.vstack([W0, b0]).T.tolist(), W1, strict=True):
        if unit in kept:
            outgoing[kept.index(unit)] = outgoing[kept.index(unit)] + weights
        else:
            kept.append(unit)
            outgoing.append(weights)
    units = np.array(kept).T
    return units[:-1], units[-1], np.array(outgoing)


def by_weights_alone(W0, b0, W1):
    W, _, outgoing = merge(W0, np.zeros_like(b0), W1)
    return W, b0[: W.shape[1]], outgoing


def sorted_units(W0, b0, W1):
    W, b, outgoing = merge(W0, b0, W1)
    order = np.lexsort(np.vstack([b, W]))
    return W[:, order], b[order], outgoing[order]


def without_adding(W0, b0, W1):
    _, first = np.unique(np.vstack([W0, b0]), axis=1, return_index=True)
    first.sort()
    return W0[:, first], b0[first], W1[first]


def test_merged_units_pass(verdict):
    assert verdict(nonlinear.merge, merge) == "Correct. Fewer units, the same function.\n"


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda W0, b0, W1: (W0, b0, W1), "for equal units W0 should be numbers in the shape (2, 1)."),
        (lambda W0, b0, W1: (W0[:, :1], b0[:1], W1[:1]), "for equal units W1 should be [[5.0]], yours is [[1.0]]."),
        (
            lambda W0, b0, W1: (W0[:, :1], b0[:1], W1.sum(axis=0, keepdims=True)),
            "for different units W0 should be numbers in the shape (2, 2).",
        ),
        (by_weights_alone, "for units that differ in the bias only W0 should be numbers in the shape (2, 2)."),
        (sorted_units, "for different units W0 should be [[1.0, -1.0], [2.0, 2.0]]"),
        (without_adding, "for equal units W1 should be [[5.0]], yours is [[1.0]]."),
        (lambda W0, b0, W1: merge(W0, b0, W1)[:2], "return W0, b0 and W1, yours are 2 things."),
        (lambda W0, b0, W1: merge(W0, b0, W1)[::-1], "for equal units W0 should be numbers in the shape (2, 1)."),
        (lambda W0, b0, W1: None, "for equal units your code stops with TypeError"),
        (None, "for equal units your code stops with TypeError"),
    ],
)
def test_what_does_not_merge_is_not_yet_right(wrong, told, verdict):
    assert verdict(nonlinear.merge, wrong).startswith(f"Not yet: {told}")


def test_each_group_counts(verdict):
    """Only the first two equal units become one."""

    def pairs_only(W0, b0, W1):
        units = np.vstack([W0, b0]).T.tolist()
        if units[0] == units[1]:
            keep = [0, *range(2, len(units))]
            return W0[:, keep], b0[keep], np.vstack([W1[:1] + W1[1:2], W1[2:]])
        return W0, b0, W1

    assert verdict(nonlinear.merge, pairs_only).startswith("Not yet: for three groups and two outputs W0 should be")
