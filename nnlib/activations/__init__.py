"""Activation functions: each maps a pre-activation z to an activation a, element by element.

The softmax family maps a whole vector of logits.
"""

from nnlib.activations._base import Activation
from nnlib.activations._gelu import gelu
from nnlib.activations._logistic import log_sigmoid, sigmoid, softplus, tanh
from nnlib.activations._piecewise import LeakyReLU, identity, leaky_relu, relu, step
from nnlib.activations._registry import ACTIVATIONS, find_activation
from nnlib.activations._smooth import ELU, elu, silu
from nnlib.activations._softmax import Softmax, log_softmax, logsumexp, softmax

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "Activation",
    "LeakyReLU",
    "Softmax",
    "elu",
    "find_activation",
    "gelu",
    "identity",
    "leaky_relu",
    "log_sigmoid",
    "log_softmax",
    "logsumexp",
    "relu",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "step",
    "tanh",
]
