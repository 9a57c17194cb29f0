"""Neural-network foundations in NumPy: small, exact, and written to be read.

Read it in this order: `activations` and `losses` are functions with their
derivatives; `Perceptron` is one neuron that learns; `MLP` stacks layers and
computes gradients; `train` changes weights, and nothing else does;
`approximation` builds networks whose weights are set by hand; `regions` finds
the flat pieces of a net with ReLU. `datasets`, `initializers`, `metrics` and
`gradcheck` help, `separability` decides whether a line is enough, `fitting` finds
the best line under a loss of regression. `plotting` and `explorers` draw,
`experiments` repeats a run over seeds; they are loaded only when you ask.

Examples
--------
>>> import numpy as np
>>> X, y = datasets.moons(200, rng=np.random.default_rng(0))
>>> net = MLP([2, 8, 1], hidden="tanh", rng=np.random.default_rng(1))
>>> history = train(net, X, y[:, np.newaxis], loss="binary_cross_entropy",
...                 optimizer=Adam(learning_rate=0.05), epochs=400)
>>> metrics.accuracy(y, net.predict(X))
1.0
"""

from nnlib import (
    activations,
    approximation,
    datasets,
    fitting,
    gradcheck,
    initializers,
    losses,
    metrics,
    regions,
    separability,
)
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.mlp import MLP
from nnlib.optimizers import SGD, Adam
from nnlib.perceptron import Perceptron
from nnlib.training import train

__all__ = [
    "MLP",
    "SGD",
    "Adam",
    "Dense",
    "Maxout",
    "PReLU",
    "Perceptron",
    "activations",
    "approximation",
    "datasets",
    "fitting",
    "gradcheck",
    "initializers",
    "losses",
    "metrics",
    "regions",
    "separability",
    "train",
]
