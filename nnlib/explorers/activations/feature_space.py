"""Hidden space through the epochs of recorded trainings, for three activations side by side."""

from functools import cache
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib import MLP, losses
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Whole, choice
from nnlib.explorers.activations._recording import ACTIVATIONS, EPOCHS, MIDDLE, PLACES, PLANS, RUNS, SCALE, load, nets

RECORDING = load()
NEVER = -1


class FeatureSpace(Explorer):
    """Replay how nets with sigmoid, tanh and ReLU carry the plane into the space of their final two hidden units.

    Each drawing shows a grid of the input plane, and the samples, where the net
    of that activation puts them, and the line at which its output changes sides.

    Parameters
    ----------
    data : {"two_curves", "rings"}
        What is learnt: 60 samples of one of these data sets of `nnlib.datasets`.
    run : 1 or 2
        Which of two recorded runs: they start from other weights. In the first
        run all three activations separate the classes; in the second, ReLU does not.
    space : {"z", "a"}
        Whether the axes are the pre-activations z of the two units, or their
        activations a = f(z).
    epoch : int, 0 to 50
        After how many epochs; before the first one the weights are as drawn.

    Notes
    -----
    Two curves are learnt by a net 2-2-1, whose hidden layer is what is drawn:
    z is a linear map of the plane, so its grid stays straight, and a is bent.
    Rings need more units. No net 2-2-1 with an activation that never falls, such
    as these three, encloses the inner ring: from any point there is a direction
    along which neither term of ``w1 f(z1) + w2 f(z2) + b`` falls, so a ray from
    each point of the inner ring stays on its side, and crosses the outer ring.
    So their net is 2-4-2-1: four units enclose the inner ring, and the two units
    after them are drawn. The picture is then a plane with axes that the net
    itself has, and a line in it, as for the curves; the space of a single layer
    of three or four units could be shown from one side at a time only.

    The trainings are recorded with `nnlib.train`: Adam with learning rate 0.06,
    batches of 3, binary cross-entropy, weights drawn as `MLP` draws them for
    each activation, from one seed for all three. A single run proves nothing
    about an activation, and the second one shows how much runs differ.

    Examples
    --------
    >>> numbers = FeatureSpace(epoch=20).readouts()
    >>> [numbers[f"separated_{name}"] for name in ("sigmoid", "tanh", "relu")]
    [39, 19, 5]
    """

    data = traitlets.Enum(list(PLANS), "two_curves").tag(sync=True, limits=choice(*PLANS))
    run = traitlets.Enum(list(RUNS), RUNS[0]).tag(sync=True, limits=choice(*RUNS))
    space = traitlets.Enum(["z", "a"], "a").tag(sync=True, limits=choice("z", "a"))
    epoch = Whole(20, min=0, max=EPOCHS)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the recorded trainings, and how their numbers are packed."""
        return {"RECORDING": RECORDING, "EPOCHS": EPOCHS, "SCALE": SCALE, "PLACES": PLACES, "MIDDLE": MIDDLE}

    def samples(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return the samples and their classes."""
        stored = RECORDING[self.data]
        return np.array(stored["X"]) / PLACES, np.array(stored["y"])

    def net(self, activation: str) -> MLP:
        """Return the net of this activation after the epochs, with the weights that are stored."""
        return run_of(self.data, self.run, activation)[self.epoch]

    def hidden(self, activation: str, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where the net of this activation puts inputs in the space that is drawn."""
        trace = self.net(activation).forward(X)
        return np.asarray(trace.z[-2] if self.space == "z" else trace.a[-2], dtype=np.float64)

    def readouts(self) -> dict[str, Any]:
        """For each activation loss, samples on the right side, epoch of separation, and the extent of the samples.

        `separated` is the first epoch from which on all samples are on their side of the line,
        up to the final epoch, and -1 where not all are there in the end. `width` and `height` are
        how far the samples spread along the two axes.
        """
        X, y = self.samples()
        numbers: dict[str, Any] = {"n_samples": len(y)}
        for name in ACTIVATIONS:
            places = self.hidden(name, X)
            width, height = places.max(axis=0) - places.min(axis=0)
            net = self.net(name)
            numbers |= {
                f"loss_{name}": float(losses.binary_cross_entropy(y[:, np.newaxis], net(X))),
                f"right_{name}": int((net.predict(X) == y).sum()),
                f"separated_{name}": separated(self.data, self.run, name),
                f"width_{name}": float(width),
                f"height_{name}": float(height),
            }
        return numbers


@cache
def run_of(data: str, run: int, activation: str) -> list[MLP]:
    """Return the nets of a recorded run, epoch by epoch."""
    return list(nets(RECORDING[data], run, activation))


@cache
def separated(data: str, run: int, activation: str) -> int:
    """Return the first epoch from which on a run has all samples on their side, or `NEVER`."""
    X, y = FeatureSpace(data=data).samples()
    wrong = [epoch for epoch, net in enumerate(run_of(data, run, activation)) if (net.predict(X) != y).any()]
    first = wrong[-1] + 1 if wrong else 0
    return first if first <= EPOCHS else NEVER
