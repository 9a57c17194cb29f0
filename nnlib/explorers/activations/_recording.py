"""Trainings that FeatureSpace replays: how they are made, stored and read.

``python tools/trainings.py`` trains all of them and writes the file. Python and
the browser both read the weights in it, so what they compute of them is the
same; a test trains again and compares.

In the file a training is one text, to keep pages small. For one parameter
after the other it says, in thirty-seconds, what the parameter is at the start, and
by how much each epoch changes it: a letter for a small step, such as ``@`` for
1, ``?`` for 0 and ``>`` for -1; the number between two ``~`` for a great one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib import MLP, Adam, Dense, datasets
from nnlib.training import train

FILE = Path(__file__).with_name("feature_space.recording.json")
ACTIVATIONS = ("sigmoid", "tanh", "relu")
EPOCHS = 50
N_SAMPLES = 60
BATCH_SIZE = 3
LEARNING_RATE = 0.06
SCALE = 32  # stored weights are whole thirty-seconds
PLACES = 1000  # and coordinates of samples thousandths
MIDDLE = ord("?")  # the letter of a step of 0
FARTHEST = 28  # steps that have a letter: from # to [, between which no letter needs a \\ in a text


@dataclass(frozen=True)
class Plan:
    """Sizes of the net that learns a data set, and the seeds of its runs; all activations share a run's seed."""

    layer_sizes: tuple[int, ...]
    seeds: tuple[int, ...]


PLANS = {"two_curves": Plan((2, 2, 1), (8, 10)), "rings": Plan((2, 4, 2, 1), (5, 2))}
RUNS = tuple(range(1, 1 + len(PLANS["rings"].seeds)))


def samples(data: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Draw the samples of a data set, to three decimals."""
    X, y = getattr(datasets, data)(N_SAMPLES, rng=np.random.default_rng(0))
    return X.round(3), y


def parameters(data: str, activation: str, seed: int) -> NDArray[np.float64]:
    """Train a net, and return its parameters before the first epoch and after each: a row an epoch."""
    X, y = samples(data)
    rng = np.random.default_rng(seed)
    net = MLP(PLANS[data].layer_sizes, hidden=activation, rng=rng)
    rows = [net.theta.copy()]
    train(
        net, X, y[:, np.newaxis], loss="binary_cross_entropy", optimizer=Adam(learning_rate=LEARNING_RATE),
        epochs=EPOCHS, batch_size=BATCH_SIZE, rng=rng, callback=lambda epoch, net, loss: rows.append(net.theta.copy()),
    )  # fmt: skip
    return np.array(rows)


def record() -> dict[str, Any]:
    """Train all nets, and return what the file holds."""
    return {
        data: {
            "layer_sizes": plan.layer_sizes,
            "X": (samples(data)[0] * PLACES).round().astype(int).tolist(),
            "y": samples(data)[1].tolist(),
            "runs": [
                {activation: packed(parameters(data, activation, seed)) for activation in ACTIVATIONS}
                for seed in plan.seeds
            ],
        }
        for data, plan in PLANS.items()
    }


def packed(rows: NDArray[np.float64]) -> str:
    """Return parameters, a row an epoch, as a text."""
    whole = (rows * SCALE).round().astype(int)
    steps = np.diff(whole, axis=0, prepend=0).T.ravel().tolist()
    return "".join(chr(MIDDLE + step) if abs(step) <= FARTHEST else f"~{step}~" for step in steps)


def unpacked(text: str) -> NDArray[np.float64]:
    """Return the parameters that such a text holds."""
    letters = re.findall(r"~(-?\d+)~|([^~])", text)
    steps = [int(number) if number else ord(letter) - MIDDLE for number, letter in letters]
    return np.reshape(steps, (-1, EPOCHS + 1)).T.cumsum(axis=0) / SCALE


def net_of(layer_sizes: tuple[int, ...], activation: str, theta: NDArray[np.float64]) -> MLP:
    """Return the net with these parameters; `theta` holds W and b of each layer, one after the other."""
    names = [activation] * (len(layer_sizes) - 2) + ["identity"]
    layers, rest = [], theta
    for (n_in, n_out), name in zip(pairwise(layer_sizes), names, strict=True):
        W, b, rest = np.split(rest, [n_in * n_out, (n_in + 1) * n_out])
        layers.append(Dense(W=W.reshape(n_in, n_out), b=b, activation=name))
    return MLP(layers=layers)


def nets(stored: dict[str, Any], run: int, activation: str) -> Iterator[MLP]:
    """Yield the net before the first epoch and after each, from what is stored of a data set."""
    for theta in unpacked(stored["runs"][run - 1][activation]):
        yield net_of(stored["layer_sizes"], activation, theta)


def load() -> dict[str, Any]:
    """Read the file."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def store() -> None:
    """Train all nets, and write the file."""
    text = json.dumps(record(), separators=(",", ":")).replace('"runs"', '\n"runs"')
    FILE.write_text(text + "\n", encoding="utf-8")
