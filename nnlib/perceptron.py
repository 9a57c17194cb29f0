"""Rosenblatt's perceptron and its learning rule."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import activations
from nnlib._validate import count, float_array, number, two_classes


@dataclass(frozen=True, eq=False)
class Update:
    """One correction of the weights, made because one sample was classified wrongly.

    Attributes
    ----------
    epoch : int
        Round over the samples, from 1.
    index : int
        Row of the sample in `X`.
    x : ndarray, shape (n_features,)
        The sample.
    y_true, y_pred : int
        Its class and the wrong prediction.
    w_before, w_after : ndarray, shape (n_features,)
        Weights before and after.
    b_before, b_after : float
        Bias before and after.
    mistakes : int
        Mistakes so far, this one included.
    """

    epoch: int
    index: int
    x: NDArray[np.floating]
    y_true: int
    y_pred: int
    w_before: NDArray[np.float64]
    w_after: NDArray[np.float64]
    b_before: float
    b_after: float
    mistakes: int


@dataclass(eq=False)
class PerceptronHistory:
    """What happened during `Perceptron.fit`.

    Attributes
    ----------
    updates : list of Update
        Every correction, in order.
    n_epochs : int
        Rounds made over the samples.
    converged : bool
        Whether the last round had no mistake.
    """

    updates: list[Update] = field(default_factory=list)
    n_epochs: int = 0
    converged: bool = False

    @property
    def mistakes(self) -> int:
        """Mistakes made in all rounds together: one for each update."""
        return len(self.updates)


class Perceptron:
    r"""A threshold neuron that learns its weights from its mistakes.

    .. math:: \hat y = \operatorname{step}(w \cdot x + b)

    Parameters
    ----------
    n_features : int
        Number of inputs.

    Attributes
    ----------
    w : ndarray, shape (n_features,)
        Weights, 0 at first. You may set them by hand.
    b : float
        Bias, 0 at first: minus the threshold.

    Notes
    -----
    The rule: visit the samples in the order given; after a mistake,

    .. math:: w \leftarrow w + (y - \hat y)\,x, \qquad b \leftarrow b + (y - \hat y).

    If a line (in more dimensions, a hyperplane) separates the classes, the
    number of mistakes is at most :math:`(R/\gamma)^2` [2]; see
    `nnlib.separability.max_margin`. A learning rate would only scale `w` and
    `b` together, which changes no prediction, so there is none.

    Numerics: only the sign of a sum matters, so one that overflows is added
    up again with all its terms :math:`2^{1200}` times smaller.

    References
    ----------
    .. [1] F. Rosenblatt, "The perceptron: a probabilistic model for information storage and
       organization in the brain", Psychological Review 65 (1958).
    .. [2] A. B. J. Novikoff, "On convergence proofs for perceptrons", Symposium on the
       Mathematical Theory of Automata (1962).

    Examples
    --------
    >>> from nnlib import datasets
    >>> X, y = datasets.gate("and")
    >>> perceptron = Perceptron(2)
    >>> history = perceptron.fit(X, y)
    >>> history.converged, history.mistakes
    (True, 11)
    >>> perceptron.predict(X)
    array([0, 0, 0, 1])
    """

    def __init__(self, n_features: int) -> None:
        self.n_features = count("n_features", n_features)
        self.w = np.zeros(self.n_features)
        self.b = 0.0

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        """Predict the class, 0 or 1, of each sample.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
            Samples.

        Returns
        -------
        y_pred : ndarray of int, shape (n_samples,)
            1 where ``X @ w + b >= 0``.

        Raises
        ------
        ValueError
            If `X` is not of that shape, or `w` or `b` was set to something else than finite numbers.
        """
        samples = self._samples(X)
        w, b = float_array("w", self.w), number("b", self.b)
        if w.shape != (self.n_features,) or not np.isfinite(w).all():
            raise ValueError(f"w must hold {self.n_features} finite numbers, got {self.w!r}")
        return activations.step(_sums(samples, w, b)).astype(np.int64)

    def fit(self, X: ArrayLike, y: ArrayLike, max_epochs: int = 100) -> PerceptronHistory:
        """Learn from zero weights until a round has no mistake, or `max_epochs` rounds are made.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
            Samples, visited in this order in every round.
        y : array_like, shape (n_samples,)
            Classes, 0 or 1.
        max_epochs : int
            Largest number of rounds over the samples.

        Returns
        -------
        history : PerceptronHistory
            Every update, and whether the last round had no mistake.

        Raises
        ------
        ValueError
            If a shape is wrong, a value is not finite, a class is neither 0
            nor 1, or `max_epochs` is below 1.
        FloatingPointError
            If a weight becomes infinite. The message names the epoch; the
            weights stay as they were before that update.
        """
        X = self._samples(X)
        targets = two_classes("y", y, len(X))
        count("max_epochs", max_epochs)
        self.w, self.b = np.zeros(self.n_features), 0.0
        history = PerceptronHistory()
        while history.n_epochs < max_epochs and not history.converged:
            history.n_epochs += 1
            mistakes_before = history.mistakes
            for index, (x, y_true) in enumerate(zip(X, targets, strict=True)):
                self._visit(index, x, int(y_true), history)
            history.converged = history.mistakes == mistakes_before
        return history

    def _visit(self, index: int, x: NDArray[np.floating], y_true: int, history: PerceptronHistory) -> None:
        y_pred = int(activations.step(_sums(x, self.w, self.b)))
        if y_pred == y_true:
            return
        w_before, b_before = self.w, self.b
        error = y_true - y_pred
        with np.errstate(over="ignore"):
            w_after = w_before + error * x
        if not np.isfinite(w_after).all():
            raise FloatingPointError(
                f"a weight became infinite in epoch {history.n_epochs}, after the mistake on row {index} of X: "
                "scale X, for example to X / np.abs(X).max()"
            )
        self.w, self.b = w_after, b_before + error
        history.updates.append(
            Update(
                history.n_epochs, index, x.copy(), y_true, y_pred,
                w_before.copy(), self.w.copy(), b_before, self.b, history.mistakes + 1,
            )
        )  # fmt: skip

    def _samples(self, X: ArrayLike) -> NDArray[np.floating]:
        samples = float_array("X", X, ndim=2)
        if samples.shape[1] != self.n_features:
            raise ValueError(f"X must have {self.n_features} columns (n_features), got shape {samples.shape}")
        if not np.isfinite(samples).all():
            raise ValueError("X must hold finite numbers, got nan or inf")
        return samples


def _sums(x: NDArray[np.floating], w: NDArray[np.floating], b: float) -> NDArray[np.floating]:
    """Return ``x @ w + b``, or a number of the same sign where that overflows."""
    with np.errstate(all="ignore"):
        z = np.asarray(x @ w + b)
        if np.isfinite(z).all():
            return z
        x, w = np.ldexp(x.astype(np.float64), -600), np.ldexp(w.astype(np.float64), -600)
        return np.where(np.isfinite(z), z, x @ w + np.ldexp(b, -1200))
