"""The scores of the imbalanced set that FocalLoss splits: how they are made, stored and read.

``python tools/trainings.py`` makes them and writes the file; a test makes them
again. Python and the browser both read it. A logit is stored as the middle of
its eighth, so that every sample keeps its side of 0: the file holds, for each
class, pairs of a whole number k and how many samples have a logit between k/8
and (k + 1)/8.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnlib import MLP, SGD, datasets
from nnlib.training import train

FILE = Path(__file__).with_name("focal_loss.recording.json")
CLASSES = ("common", "rare")  # by y
N_TRAINING, TRAINING_SHARE = 400, 1 / 4
EPOCHS, LEARNING_RATE = 100, 1.0
N_SAMPLES, SHARE = 10_100, 1 / 101  # one rare sample to a hundred common ones
SCALE = 8  # logits are stored in eighths

Scores = dict[str, list[list[int]]]


def logits() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Train the logistic model from zero weights, and return the classes of the set and the logits it gives them."""
    rng = np.random.default_rng(0)
    X, y = datasets.imbalanced(N_TRAINING, rng=rng, share=TRAINING_SHARE)
    model = MLP([2, 1], rng=rng)
    model.theta[:] = 0
    train(
        model, X, y[:, np.newaxis], loss="binary_cross_entropy", optimizer=SGD(learning_rate=LEARNING_RATE),
        epochs=EPOCHS,
    )  # fmt: skip
    X, y = datasets.imbalanced(N_SAMPLES, rng=rng, share=SHARE)
    return y, np.asarray(model(X)[:, 0], dtype=np.float64)


def record() -> Scores:
    """Make the scores, and return what the file holds."""
    y, z = logits()
    eighths = np.floor(SCALE * z).astype(int)
    return {
        name: np.stack(np.unique(eighths[y == label], return_counts=True), axis=1).tolist()
        for label, name in enumerate(CLASSES)
    }


def load() -> Scores:
    """Read the file."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def store() -> None:
    """Make the scores, and write the file."""
    FILE.write_text(json.dumps(record(), separators=(",", ":")) + "\n", encoding="utf-8")
