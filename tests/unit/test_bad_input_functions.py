"""Wrong calls: every error names the argument, what came and what was expected."""

from fractions import Fraction

import numpy as np
import pytest

from nnlib import activations, initializers, losses

RNG = np.random.default_rng(0)
logits = [[1.0, 2.0, 3.0]]

# call, what the message must contain
WRONG = {
    # activations: z
    "empty": (lambda: activations.relu([]), "z must not be empty, got shape (0,)"),
    "empty rows": (lambda: activations.tanh.grad(np.ones((3, 0))), "z must not be empty, got shape (3, 0)"),
    "text": (lambda: activations.sigmoid("high"), "z must hold real numbers, got dtype <U4"),
    "text array": (lambda: activations.gelu(["1", "2"]), "z must hold real numbers, got dtype <U1"),
    "complex": (lambda: activations.tanh([1j]), "z must hold real numbers, got dtype complex128"),
    "None": (lambda: activations.silu(None), "z must hold real numbers, got dtype object"),
    "ragged": (lambda: activations.softplus.grad([[1], [1, 2]]), "z must be a rectangular array"),
    "log_sigmoid": (lambda: activations.log_sigmoid([]), "z must not be empty, got shape (0,)"),
    "masked": (
        lambda: activations.relu(np.ma.array([1.0, -2.0], mask=[0, 1])),
        "z must not have masked entries, got masked_array",
    ),
    # activations: parameters
    "leak 0": (lambda: activations.LeakyReLU(0), "alpha must be a finite number > 0 and <= 1, got 0"),
    "leak < 0": (lambda: activations.LeakyReLU(-0.1), "alpha must be a finite number > 0 and <= 1, got -0.1"),
    "leak > 1": (lambda: activations.LeakyReLU(1.5), "alpha must be a finite number > 0 and <= 1, got 1.5"),
    "leak nan": (
        lambda: activations.LeakyReLU(np.nan),
        "alpha must be a finite number > 0 and <= 1, got nan",
    ),
    "leak text": (lambda: activations.LeakyReLU("a"), "alpha must be a finite number > 0 and <= 1, got 'a'"),
    "leak flag": (
        lambda: activations.LeakyReLU(True),
        "alpha must be a finite number > 0 and <= 1, got True",
    ),
    "elu 0": (lambda: activations.ELU(0.0), "alpha must be a finite number > 0, got 0.0"),
    "elu inf": (lambda: activations.ELU(np.inf), "alpha must be a finite number > 0, got inf"),
    "elu fraction": (
        lambda: activations.ELU(Fraction(1, 2)),
        "alpha must be a finite number > 0, got Fraction(1, 2)",
    ),
    "elu complex": (
        lambda: activations.ELU(np.complex64(1)),
        "alpha must be a finite number > 0, got np.complex64(1+0j)",
    ),
    "elu 1e400": (lambda: activations.ELU(10**400), "alpha must be a finite number > 0, got 1000"),
    "elu list": (lambda: activations.ELU([1.0]), "alpha must be a finite number > 0, got [1.0]"),
    # softmax and relatives
    "number": (
        lambda: activations.softmax(3),
        "z must have at least one dimension, got the single number 3.0",
    ),
    "axis 1": (
        lambda: activations.softmax([1, 2], axis=1),
        "axis must be an integer that z of shape (2,) has, got 1",
    ),
    "axis -3": (
        lambda: activations.log_softmax(logits, axis=-3),
        "axis must be an integer that z of shape (1, 3) has, got -3",
    ),
    "axis 0.0": (
        lambda: activations.logsumexp(logits, axis=0.0),
        "axis must be an integer that z of shape (1, 3) has, got 0.0",
    ),
    "axis True": (
        lambda: activations.logsumexp(logits, axis=True),
        "axis must be an integer that z of shape (1, 3) has, got True",
    ),
    "axis None": (
        lambda: activations.softmax(logits, axis=None),
        "axis must be an integer that z of shape (1, 3) has, got None",
    ),
    "empty logits": (lambda: activations.logsumexp([]), "z must not be empty, got shape (0,)"),
    # losses: arrays
    "column": (
        lambda: losses.mse([1, 2], [[1], [2]]),
        "y_true and y_pred must have the same shape, got (2,) and (2, 1)",
    ),
    "broadcast": (
        lambda: losses.mae(1.0, [1, 2]),
        "y_true and y_pred must have the same shape, got () and (2,)",
    ),
    "length": (
        lambda: losses.hinge.grad([1, -1], [1.0]),
        "y_true and y_pred must have the same shape, got (2,) and (1,)",
    ),
    "no targets": (lambda: losses.rmse([], []), "y_true must not be empty, got shape (0,)"),
    "no predictions": (lambda: losses.rmse([1], []), "y_pred must not be empty, got shape (0,)"),
    "text targets": (lambda: losses.mse(["cat"], [1.0]), "y_true must hold real numbers, got dtype <U3"),
    "object": (lambda: losses.log_cosh([1], [None]), "y_pred must hold real numbers, got dtype object"),
    # losses: reductions
    "average": (
        lambda: losses.mse([1], [1], reduction="average"),
        "reduction must be one of ['mean', 'sum', 'none'], got 'average'",
    ),
    "no reduction": (
        lambda: losses.mae.grad([1], [1], reduction=None),
        "reduction must be one of ['mean', 'sum', 'none'], got None",
    ),
    "rmse sum": (lambda: losses.rmse([1], [1], "sum"), "reduction must be one of ['mean'], got 'sum'"),
    "rmse none": (
        lambda: losses.rmse.grad([1], [1], "none"),
        "reduction must be one of ['mean'], got 'none'",
    ),
    # losses: labels
    "0 for hinge": (lambda: losses.hinge([0, 1], [1.0, 1.0]), "y_true must hold only labels (-1, 1), got 0.0"),
    "0 for logistic": (lambda: losses.logistic([0], [1.0]), "y_true must hold only labels (-1, 1), got 0.0"),
    "2 for exponential": (
        lambda: losses.exponential([2], [1.0]),
        "y_true must hold only labels (-1, 1), got 2.0",
    ),
    "0.5 for perceptron": (
        lambda: losses.perceptron.grad([0.5], [1.0]),
        "y_true must hold only labels (-1, 1), got 0.5",
    ),
    "nan for zero_one": (lambda: losses.zero_one([np.nan], [1.0]), "y_true must hold only labels (-1, 1), got nan"),
    "-1 for focal": (lambda: losses.Focal()([-1], [1.0]), "y_true must hold only labels (0, 1), got -1.0"),
    "0.5 for focal": (lambda: losses.Focal().grad([0.5], [1.0]), "y_true must hold only labels (0, 1), got 0.5"),
    "-1 for bce": (lambda: losses.binary_cross_entropy([-1], [1.0]), "y_true must lie in [0, 1], got -1.0"),
    "1.5 for bce": (lambda: losses.binary_cross_entropy([1.5], [1.0]), "y_true must lie in [0, 1], got 1.5"),
    "nan for bce": (lambda: losses.binary_cross_entropy([np.nan], [1.0]), "y_true must lie in [0, 1], got"),
    # losses: classes
    "no classes": (lambda: losses.cross_entropy([], logits), "y_true must not be empty, got shape (0,)"),
    "no logits": (lambda: losses.cross_entropy([0], []), "y_pred must not be empty, got shape (0,)"),
    "class 3 of 3": (
        lambda: losses.cross_entropy([3], logits),
        "y_true must hold class indices from 0 to 2, got",
    ),
    "class -1": (
        lambda: losses.cross_entropy([-1], logits),
        "y_true must hold class indices from 0 to 2, got",
    ),
    "class 0.5": (lambda: losses.cross_entropy([0.5], logits), "y_true must hold class indices from 0 to 2"),
    "class nan": (
        lambda: losses.cross_entropy([np.nan], logits),
        "y_true must hold class indices from 0 to 2",
    ),
    "two classes, one row": (
        lambda: losses.cross_entropy([0, 1], logits),
        "y_true must hold one class index for each of the 1 rows of y_pred, got 2",
    ),
    "index column": (
        lambda: losses.cross_entropy([[0]], logits),
        "y_true and y_pred must have the same shape, got (1, 1) and (1, 3)",
    ),
    "soft nan": (
        lambda: losses.cross_entropy([[np.nan, 0.5, 0.5]], logits),
        "y_true must hold probabilities, got nan",
    ),
    "soft labels for focal": (
        lambda: losses.multiclass_focal([[0.5, 0.5, 0]], logits),
        "y_true must hold only labels (0, 1), got 0.5",
    ),
    "two ones for focal": (
        lambda: losses.multiclass_focal([[1, 1, 0]], logits),
        "y_true must have a single 1 in each row, got a row with 2",
    ),
    "gamma of multiclass focal": (lambda: losses.MulticlassFocal(-1), "gamma must be a finite number >= 0, got -1"),
    "scores of one sample": (
        lambda: losses.cross_entropy([0], [1.0, 2.0]),
        "y_pred must have 2 dimension(s), got shape (2,)",
    ),
    "one column": (
        lambda: losses.cross_entropy([0], [[1.0]]),
        "y_pred must have a column for each of at least 2 classes, got shape (1, 1)",
    ),
    "row sums to 2": (
        lambda: losses.cross_entropy([[1, 1, 0]], logits),
        "y_true must sum to 1 along its last axis, got the sum",
    ),
    "negative row": (
        lambda: losses.cross_entropy([[2, -1, 0]], logits),
        "y_true must hold probabilities, got",
    ),
    # losses: parameters
    "delta 0": (lambda: losses.Huber(0), "delta must be a finite number > 0, got 0"),
    "delta -1": (lambda: losses.Huber(delta=-1), "delta must be a finite number > 0, got -1"),
    "gamma 0": (lambda: losses.Quantile(0), "gamma must be a finite number > 0 and < 1, got 0"),
    "gamma 1": (lambda: losses.Quantile(1), "gamma must be a finite number > 0 and < 1, got 1"),
    "focus -1": (lambda: losses.Focal(gamma=-1), "gamma must be a finite number >= 0, got -1"),
    "focus None": (lambda: losses.Focal(gamma=None), "gamma must be a finite number >= 0, got None"),
    "balance 0": (lambda: losses.Focal(alpha=0), "alpha must be a finite number > 0 and < 1, got 0"),
    "balance 1": (lambda: losses.Focal(alpha=1.0), "alpha must be a finite number > 0 and < 1, got 1.0"),
    # entropy and divergence
    "number p": (lambda: losses.entropy(1.0), "p must hold a distribution along its last axis, got 1.0"),
    "sums to 0.9": (lambda: losses.entropy([0.5, 0.4]), "p must sum to 1 along its last axis, got the sum"),
    "second row": (lambda: losses.entropy([[0.5, 0.5], [1, 1]]), "p must sum to 1 along its last axis"),
    "negative q": (lambda: losses.kl_divergence([0.5, 0.5], [1.5, -0.5]), "q must hold probabilities, got"),
    "lengths": (
        lambda: losses.kl_divergence([0.5, 0.5], [1.0]),
        "p and q must have the same shape, got (2,) and (1,)",
    ),
    "text p": (lambda: losses.kl_divergence(["a"], [1]), "p must hold real numbers, got dtype <U1"),
    "q sums to 2": (lambda: losses.kl_divergence([1.0], [2.0]), "q must sum to 1 along its last axis, got"),
    "p sums to 2": (lambda: losses.kl_divergence([2.0], [1.0]), "p must sum to 1 along its last axis, got"),
    "empty p": (lambda: losses.entropy([]), "p must not be empty, got shape (0,)"),
    # initializers
    "n_in 0": (lambda: initializers.he_normal(0, 2, rng=RNG), "n_in must be an integer >= 1, got 0"),
    "n_out -1": (lambda: initializers.he_uniform(2, -1, rng=RNG), "n_out must be an integer >= 1, got -1"),
    "n_in 2.0": (
        lambda: initializers.glorot_normal(2.0, 2, rng=RNG),
        "n_in must be an integer >= 1, got 2.0",
    ),
    "n_out True": (
        lambda: initializers.he_normal(2, True, rng=RNG),
        "n_out must be an integer >= 1, got True",
    ),
    "n_out 0": (lambda: initializers.glorot_uniform(2, 0, rng=RNG), "n_out must be an integer >= 1, got 0"),
    "seed": (lambda: initializers.he_normal(2, 2, rng=0), "rng must be a Generator"),
    "seed for uniform": (lambda: initializers.he_uniform(2, 2, rng=1), "rng must be a Generator"),
    "no rng": (lambda: initializers.glorot_normal(2, 2, rng=None), "rng must be a Generator"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_call(case):
    call, message = WRONG[case]
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    "call",
    [
        lambda: initializers.he_normal(2, 2),
        lambda: initializers.he_normal(2, 2, RNG),
        lambda: activations.relu(),
        lambda: losses.mse([1.0]),
        lambda: losses.Huber(1.0, 2.0),
    ],
)
def test_missing_or_surplus_arguments(call):
    with pytest.raises(TypeError, match="argument"):
        call()
