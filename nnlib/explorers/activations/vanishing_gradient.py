"""How large the gradient is in each layer of a deep net, and the factors that make it so."""

import math
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib.activations import ACTIVATIONS
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, Whole, choice
from nnlib.layers import Dense
from nnlib.mlp import MLP

WIDTH = 8  # units in each layer, and inputs
DEEPEST = 12
N_SAMPLES = 16
FLAT = 0.05  # a unit is flat where |f'(z)| is below this; for the sigmoid that is within 5 % of 0 or of 1
#: All activations but the step, whose derivative is 0: no gradient passes it.
PASSING = tuple(name for name in ACTIVATIONS if name != "step")


def _draws(*shape: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw standard normal numbers with two decimals, of which the page gets whole hundredths."""
    return rng.standard_normal(shape).round(2)


def _hundredths(draws: NDArray[np.float64]) -> list[Any]:
    return list(np.rint(100 * draws).astype(int).tolist())


# With these draws no sample is lost: ReLU never silences a whole layer. At the scale 1 a linear net of them keeps its
# gradients nearly as they are, as wider nets do; other draws of so few units let them shrink or grow a little.
_RNG = np.random.default_rng(12)
WEIGHTS = _draws(DEEPEST, WIDTH, WIDTH, rng=_RNG)
X = _draws(N_SAMPLES, WIDTH, rng=_RNG)


class VanishingGradient(Explorer):
    """Follow the gradient back through `depth` layers of 8 units, whose weights are drawn once and scaled.

    The loss is the sum of the final layer's activations, so that each of its
    units begins with dL/da = 1. Sizes are lengths of vectors, and their
    geometric mean over 16 samples: so the product of the factors is exact.

    Parameters
    ----------
    activation : str
        Name of the activation of all layers: each of `nnlib.activations.ACTIVATIONS` but the step.
    depth : int, 1 to 12
        How many layers there are.
    scale : float in [0.25, 32]
        Standard deviation of the weights, times the square root of the number
        of inputs, 8. There are no biases. Glorot's is 1, and He's the square root of 2.

    Examples
    --------
    >>> numbers = VanishingGradient(activation="sigmoid", depth=12, scale=1).readouts()
    >>> f"{numbers['gradient_1']:.0e}", round(numbers["weights"], 2), round(numbers["slope"], 2)
    ('1e-07', 1.02, 0.23)
    """

    activation = traitlets.Enum(PASSING, "sigmoid").tag(sync=True, limits=choice(*PASSING))
    depth = Whole(8, min=1, max=DEEPEST)
    scale = Number(1.0, min=0.25, max=32)

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the draws, in hundredths, and from where on a unit is flat."""
        return {"WEIGHTS": _hundredths(WEIGHTS), "X": _hundredths(X), "FLAT": FLAT}

    def net(self) -> MLP:
        """Return the net: `depth` layers of 8 units without biases."""
        spread = self.scale / math.sqrt(WIDTH)
        return MLP(layers=[Dense(W=spread * W, activation=self.activation) for W in WEIGHTS[: self.depth]])

    def readouts(self) -> dict[str, Any]:
        """Sizes in all layers, and the factors on each step back.

        `spread` is the standard deviation of the weights. `gradient_k` is the length of delta^(k), divided by that of
        the final layer, and `activation_k` the root of the mean square of a^(k). On the step from layer k + 1 to layer
        k, the product with W^(k) changes the length by `weights_k` and f'(z^(k)) by `slope_k`; `weights`, `slope` and
        their product `factor` are the geometric means of all steps, None where there is none. `flat` is the share of
        units, in all layers and for all samples, with abs(f'(z)) < 0.05.
        """
        net = self.net()
        trace = net.forward(X)
        slopes = [layer.derivative(z) for layer, z in zip(net.layers, trace.z, strict=True)]
        delta = slopes[-1]  # times dL/da = 1
        sizes, by_weights, by_slope = [_length(delta)], list[float](), list[float]()
        for layer, slope in zip(net.layers[:0:-1], slopes[-2::-1], strict=True):
            da = delta @ layer.W.T
            by_weights.insert(0, _length(da) / _length(delta))
            delta = da * slope
            by_slope.insert(0, _length(delta) / _length(da))
            sizes.insert(0, _length(delta))
        one_variance = 1 / WIDTH  # of the weights, for the scale 1
        numbers: dict[str, Any] = {
            "spread": self.scale / math.sqrt(WIDTH),
            "glorot": math.sqrt(2 / (WIDTH + WIDTH) / one_variance),
            "he": math.sqrt(2 / WIDTH / one_variance),
            "weights": _mean(by_weights),
            "slope": _mean(by_slope),
            "factor": _mean([w * s for w, s in zip(by_weights, by_slope, strict=True)]),
            "flat": float(np.mean(np.abs(slopes) < FLAT)),
        }
        numbers |= {f"gradient_{k}": size / sizes[-1] for k, size in enumerate(sizes, start=1)}
        numbers |= {f"activation_{k}": _length(a) / math.sqrt(WIDTH) for k, a in enumerate(trace.a[1:], start=1)}
        numbers |= {f"weights_{k}": factor for k, factor in enumerate(by_weights, start=1)}
        return numbers | {f"slope_{k}": factor for k, factor in enumerate(by_slope, start=1)}


def _length(rows: NDArray[np.floating[Any]]) -> float:
    """Return the length of the vector of a sample: the geometric mean over all samples."""
    return math.exp(float(np.mean(np.log(np.linalg.norm(rows, axis=1)))))


def _mean(factors: list[float]) -> float | None:
    """Return the geometric mean."""
    return math.exp(math.fsum(map(math.log, factors)) / len(factors)) if factors else None
