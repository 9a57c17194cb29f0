"""Training: the one place where weights change."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import _validate
from nnlib._floats import Floats, quiet
from nnlib.losses import Loss, find_loss, mean_weights
from nnlib.mlp import MLP, backward, forward
from nnlib.optimizers import SGD, Adam, Optimizer

__all__ = ["SGD", "Adam", "History", "train"]


@dataclass(frozen=True)
class History:
    """What a training run recorded.

    Attributes
    ----------
    loss : list of float
        One number an epoch: the mean loss over the samples, each batch
        measured just before the step it leads to. For full batches
        ``loss[0]`` is thus the loss of the untrained net. ("rmse" is not a
        mean over samples: in batches, the mean of theirs is recorded.)
    """

    loss: list[float] = field(default_factory=list)


def train(
    net: MLP,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: str | Loss,
    epochs: int,
    optimizer: Optimizer | None = None,
    batch_size: int | None = None,
    sample_weight: ArrayLike | None = None,
    rng: np.random.Generator | None = None,
    callback: Callable[[int, MLP, float], Any] | None = None,
    progress: bool = False,
) -> History:
    r"""Train a net in place, by gradient steps on the mean loss.

    Parameters
    ----------
    net : MLP
        The net whose weights change.
    X : array_like, shape (n_samples, n_in)
        Inputs.
    y : array_like
        Targets in the shape the loss wants: that of the prediction, or class
        indices (n_samples,) for "cross_entropy".
    loss : str or Loss
        A loss, or its name in `losses.LOSSES`.
    epochs : int
        Number of passes over the samples, at least 1.
    optimizer : SGD or Adam, optional
        ``SGD(learning_rate=0.1)`` unless given.
    batch_size : int, optional
        Samples a step. Each epoch shuffles the samples and uses every one
        once; the last batch may be smaller. All samples at once unless given.
    sample_weight : array_like, shape (n_samples,), optional
        Weights >= 0 of the samples in the mean. They are scaled to the mean 1
        over all samples, so that the steps of an epoch together weigh each
        sample as told.
    rng : numpy.random.Generator, optional
        Source of the shuffling; needed with `batch_size`.
    callback : callable, optional
        Called as ``callback(epoch, net, loss)`` after each epoch, with epochs
        counted from 1. Training stops early if it returns False or raises
        StopIteration; anything else it returns, None included, goes on.
    progress : bool
        Show a progress bar; needs the package tqdm.

    Returns
    -------
    history : History
        The loss of each epoch run.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the loss or a weight becomes nan or infinite. The message names the
        epoch; the net keeps the weights it then had.

    Notes
    -----
    A callback that keeps weights has to copy them: training changes the
    arrays in place. Optimizers start afresh at each call.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, ch. 8.

    Examples
    --------
    >>> from nnlib import datasets
    >>> X, y = datasets.gate("xor")
    >>> net = MLP([2, 4, 1], rng=np.random.default_rng(0))
    >>> history = train(net, X, y[:, np.newaxis], loss="binary_cross_entropy",
    ...                 optimizer=Adam(learning_rate=0.1), epochs=100)
    >>> len(history.loss), history.loss[-1] < 0.01
    (100, True)
    >>> net.predict(X)
    array([0, 1, 1, 0])
    """
    if not isinstance(net, MLP):
        raise ValueError(f"net must be an MLP, got {net!r}")
    optimizer = SGD() if optimizer is None else optimizer
    if isinstance(optimizer, type) or not hasattr(optimizer, "start"):
        raise ValueError(f"optimizer must be an SGD or an Adam, e.g. SGD(learning_rate=0.1), got {optimizer}")
    if callback is not None and not callable(callback):
        raise ValueError(f"callback must be callable, got {callback!r}")
    loss = find_loss(loss)
    X = net.check_inputs(X)
    y, outputs = loss.check(y, np.zeros((len(X), net.layers[-1].n_out), net.dtype))
    weights = mean_weights(sample_weight, outputs)
    epochs = _validate.count("epochs", epochs)
    if batch_size is not None:
        batch_size = _validate.count("batch_size", batch_size)
    if batch_size is not None or rng is not None:
        rng = _validate.generator("rng", rng)

    step = optimizer.start(net.theta)
    gradient, gradients = net.empty_gradients()
    history = History()
    zeros = np.zeros_like(net.theta)
    for epoch in _epochs(epochs, progress):
        total = 0.0
        with quiet():
            for X_batch, y_batch, w_batch in _batches(X, y, weights, batch_size, rng):
                trace = forward(net.layers, X_batch)
                value = loss.mean(y_batch, trace.a[-1], w_batch)
                if not math.isfinite(value):
                    raise _diverged(f"the loss became {value}", epoch, optimizer)
                backward(net.layers, trace, loss.mean_grad(y_batch, trace.a[-1], w_batch), gradients)
                step(gradient)
                total += value * (len(y_batch) / len(X))
            finite = math.isfinite(net.theta.dot(zeros))  # 0 times inf or nan is nan, and a dot product is quick
        if not finite:
            raise _diverged("a weight became nan or infinite", epoch, optimizer)
        history.loss.append(total)
        if callback is not None and _stops(callback, epoch, net, history.loss[-1]):
            break
    return history


def _stops(callback: Callable[[int, MLP, float], Any], epoch: int, net: MLP, loss: float) -> bool:
    """Call back, and tell whether training is to stop."""
    try:
        answer = callback(epoch, net, loss)
    except StopIteration:
        return True
    return isinstance(answer, (bool, np.bool_)) and not answer


def _batches(
    X: Floats, y: Floats, weights: Floats | None, batch_size: int | None, rng: np.random.Generator | None
) -> Iterator[tuple[Floats, Floats, Floats | None]]:
    """Yield every sample once: all together, or shuffled and in batches."""
    if batch_size is None or rng is None:
        yield X, y, weights
        return
    order = rng.permutation(len(X))
    memory = np.empty_like(X[:batch_size])  # for the inputs of one batch after the other
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        X_batch = X.take(rows, axis=0, out=memory[: len(rows)], mode="clip")  # the mode "raise" would copy twice
        yield X_batch, y.take(rows, axis=0), None if weights is None else weights.take(rows)


def _epochs(epochs: int, progress: bool) -> Iterable[int]:
    numbers = range(1, epochs + 1)
    if not progress:
        return numbers
    from tqdm.auto import tqdm  # here: nnlib itself needs only NumPy

    bar: Iterable[int] = tqdm(numbers, unit="epoch")
    return bar


def _diverged(what: str, epoch: int, optimizer: Optimizer) -> FloatingPointError:
    return FloatingPointError(
        f"{what} in epoch {epoch} with {optimizer}: try a smaller learning rate, and check X and y for nan"
    )
