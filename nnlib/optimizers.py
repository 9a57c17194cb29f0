"""Optimizers: how a gradient becomes a change of the parameters.

An optimizer object holds settings only. `start` returns a function with the
memory (velocity, moments) of one training run, so no run inherits from another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nnlib import _validate
from nnlib._floats import Floats

__all__ = ["SGD", "Adam", "Optimizer"]

Step = Callable[[Floats], None]


class Optimizer(Protocol):
    """What `train` asks of an optimizer."""

    def start(self, theta: Floats) -> Step:
        """Return ``step(gradient)``, which changes `theta` in place and must not change `gradient`."""


@dataclass(frozen=True)
class SGD:
    r"""Gradient descent, with momentum if asked.

    .. math:: v \leftarrow \mu v + \nabla L(\theta), \qquad \theta \leftarrow \theta - \eta v

    It is called stochastic when each gradient comes from a mini-batch.

    Parameters
    ----------
    learning_rate : float
        Step size :math:`\eta > 0`.
    momentum : float
        Share :math:`\mu` of the velocity kept at each step, in [0, 1).

    Raises
    ------
    ValueError
        If a setting lies outside its range.

    Notes
    -----
    The velocity is that of PyTorch: the learning rate multiplies the whole
    sum. With a constant rate this equals :math:`v \leftarrow \mu v - \eta\nabla L`.

    References
    ----------
    .. [1] Sutskever, Martens, Dahl, Hinton, "On the importance of
       initialization and momentum in deep learning", ICML 2013.

    Examples
    --------
    >>> theta = np.array([1.0, -2.0])
    >>> step = SGD(learning_rate=0.1, momentum=0.5).start(theta)
    >>> step(np.array([1.0, 0.0]))
    >>> step(np.array([1.0, 0.0]))
    >>> theta.round(4)
    array([ 0.75, -2.  ])
    """

    learning_rate: float = 0.1
    momentum: float = 0.0

    def __post_init__(self) -> None:
        _validate.number("learning_rate", self.learning_rate, above=0)
        _validate.number("momentum", self.momentum, at_least=0, below=1)

    def start(self, theta: Floats) -> Step:
        """Return ``step(gradient)``, which changes `theta` in place."""
        velocity, change = np.zeros_like(theta), np.empty_like(theta)

        def plain_step(gradient: Floats) -> None:
            np.multiply(gradient, self.learning_rate, out=change)
            np.subtract(theta, change, out=theta)

        def momentum_step(gradient: Floats) -> None:
            np.multiply(velocity, self.momentum, out=velocity)
            np.add(velocity, gradient, out=velocity)
            plain_step(velocity)

        return momentum_step if self.momentum else plain_step


@dataclass(frozen=True)
class Adam:
    r"""Adaptive moments: a step size for each parameter.

    .. math::
        m &\leftarrow \beta_1 m + (1 - \beta_1)\,g, \qquad
        v \leftarrow \beta_2 v + (1 - \beta_2)\,g^2, \\
        \theta &\leftarrow \theta - \eta\,
        \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    with :math:`g = \nabla L(\theta)` and t = 1, 2, ... counting the steps.

    Parameters
    ----------
    learning_rate : float
        Step size :math:`\eta > 0`; about the change of each parameter in the first steps.
    beta1, beta2 : float
        Shares of the two moving averages kept at each step, in [0, 1).
    epsilon : float
        Keeps the quotient finite where gradients vanish; > 0.

    Raises
    ------
    ValueError
        If a setting lies outside its range.

    References
    ----------
    .. [1] Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.

    Examples
    --------
    >>> theta = np.array([1.0, -2.0])
    >>> step = Adam(learning_rate=0.1).start(theta)
    >>> step(np.array([3.0, -0.5]))
    >>> theta.round(4)
    array([ 0.9, -1.9])
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _validate.number("learning_rate", self.learning_rate, above=0)
        _validate.number("beta1", self.beta1, at_least=0, below=1)
        _validate.number("beta2", self.beta2, at_least=0, below=1)
        _validate.number("epsilon", self.epsilon, above=0)

    def start(self, theta: Floats) -> Step:
        """Return ``step(gradient)``, which changes `theta` in place."""
        mean, mean_square = np.zeros_like(theta), np.zeros_like(theta)
        change, root = np.empty_like(theta), np.empty_like(theta)
        epsilon = max(self.epsilon, float(np.finfo(theta.dtype).tiny))  # not 0 in float32
        t = 0

        def step(gradient: Floats) -> None:
            nonlocal t
            t += 1
            np.multiply(mean, self.beta1, out=mean)
            np.multiply(gradient, 1 - self.beta1, out=change)
            np.add(mean, change, out=mean)

            np.multiply(mean_square, self.beta2, out=mean_square)
            np.multiply(gradient, gradient, out=root)
            np.multiply(root, 1 - self.beta2, out=root)
            np.add(mean_square, root, out=mean_square)

            # Both corrections are numbers: applied here they cost no pass over the moments.
            np.sqrt(mean_square, out=root)
            np.divide(root, (1 - self.beta2**t) ** 0.5, out=root)
            np.add(root, epsilon, out=root)
            np.multiply(mean, self.learning_rate / (1 - self.beta1**t), out=change)
            np.divide(change, root, out=change)
            np.subtract(theta, change, out=theta)

        return step
