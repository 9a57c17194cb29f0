"""A small network, computed unit by unit: forward, and backward with every gradient checked."""

from itertools import pairwise
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib.activations import ACTIVATIONS
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Description, choice, listing, number, whole
from nnlib.layers import Dense
from nnlib.losses import half_mse
from nnlib.mlp import MLP

MIN_LAYERS, MAX_LAYERS = 2, 4  # the input included
MAX_UNITS = 4  # of a layer
PARAMETER_LIMIT = 3  # of the size of weights and biases
VALUE_LIMIT = 2  # of the size of inputs and targets
STEP = 2.0**-17  # of a finite difference; adding it to a quarter is exact
MODES = ("forward", "backward")
TOLERANCE = 1e-5  # far above the error of a difference, far below what a kink does

# What a network starts with, whatever its sizes: these numbers in turn, each layer further on in the row.
_WEIGHTS = (0.5, 1.5, -1.0, 0.5, -0.75, 1.0, -1.5, 0.75, 1.25, -0.5, -1.25)
_BIASES = (0.25, -1.0, 0.5, -0.5)
_INPUTS = (1.0, 0.5, -0.5, 0.75)
_TARGETS = (1.0, 0.0, 0.5, -0.5)


def _turn(row: tuple[float, ...], start: int, n: int) -> list[float]:
    return [row[(start + i) % len(row)] for i in range(n)]


def default_parameters(layer_sizes: list[int]) -> dict[str, list[Any]]:
    """Return the activations, parameters, inputs and targets that a network of these sizes starts with."""
    layers = list(enumerate(pairwise(layer_sizes)))
    return {
        "activations": ["sigmoid"] * (len(layers) - 1) + ["identity"],
        "weights": [_turn(_WEIGHTS, 5 * k, n_in * n_out) for k, (n_in, n_out) in layers],
        "biases": [_turn(_BIASES, 2 * k, n_out) for k, (_, n_out) in layers],
        "x": _turn(_INPUTS, 0, layer_sizes[0]),
        "y_true": _turn(_TARGETS, 0, layer_sizes[-1]),
    }


_DEFAULT = default_parameters([2, 2, 1])
_PARAMETER = number(-PARAMETER_LIMIT, PARAMETER_LIMIT)
_VALUE = number(-VALUE_LIMIT, VALUE_LIMIT)


def _by_layer(item: Description) -> Description:
    return listing(item, MIN_LAYERS - 1, MAX_LAYERS - 1)


def _by_unit(item: Description) -> Description:
    return listing(item, 1, MAX_UNITS)


class ForwardPass(Explorer):
    """Step through a network: each unit's sum and activation, or each unit's delta and gradients.

    Setting `layer_sizes` alone replaces what no longer fits by numbers to
    start with.

    Parameters
    ----------
    layer_sizes : list of 2 to 4 int from 1 to 4
        Number of units, input and output included.
    activations : list of str
        One for each layer with weights: a name in `activations.ACTIVATIONS`.
    weights : list of lists of float in [-3, 3]
        The matrix W (n_in, n_out) of each layer, row by row in one list.
    biases : list of lists of float in [-3, 3]
        One list a layer.
    x, y_true : list of float in [-2, 2]
        Inputs, and targets for half the mean squared error.
    mode : {"forward", "backward"}
        Which way the steps go.
    position : int
        Steps done, two for each unit: its sum and its activation, or its
        delta and its gradients.

    Examples
    --------
    >>> ForwardPass(x=[1, 0.5]).readouts()["z1_1"]
    0.25
    """

    layer_sizes = traitlets.List(traitlets.Int(), [2, 2, 1]).tag(
        sync=True, limits=listing(whole(1, MAX_UNITS), MIN_LAYERS, MAX_LAYERS)
    )
    activations = traitlets.List(traitlets.Unicode(), _DEFAULT["activations"]).tag(
        sync=True, limits=_by_layer(choice(*ACTIVATIONS))
    )
    weights = traitlets.List(traitlets.List(traitlets.Float()), _DEFAULT["weights"]).tag(
        sync=True, limits=_by_layer(listing(_PARAMETER, 1, MAX_UNITS**2))
    )
    biases = traitlets.List(traitlets.List(traitlets.Float()), _DEFAULT["biases"]).tag(
        sync=True, limits=_by_layer(_by_unit(_PARAMETER))
    )
    x = traitlets.List(traitlets.Float(), _DEFAULT["x"]).tag(sync=True, limits=_by_unit(_VALUE))
    y_true = traitlets.List(traitlets.Float(), _DEFAULT["y_true"]).tag(sync=True, limits=_by_unit(_VALUE))
    mode = traitlets.Enum(MODES, "forward").tag(sync=True, limits=choice(*MODES))
    position = traitlets.Int(2).tag(sync=True, limits=whole(0))

    @traitlets.validate("layer_sizes")
    def _check_sizes(self, proposal: dict[str, Any]) -> list[int]:
        sizes: list[int] = proposal["value"]
        if not (MIN_LAYERS <= len(sizes) <= MAX_LAYERS and all(1 <= size <= MAX_UNITS for size in sizes)):
            raise traitlets.TraitError(
                f"layer_sizes must be {MIN_LAYERS} to {MAX_LAYERS} sizes from 1 to {MAX_UNITS}, got {sizes!r}"
            )
        return sizes

    @traitlets.validate("activations")
    def _check_activations(self, proposal: dict[str, Any]) -> list[str]:
        names: list[str] = proposal["value"]
        if len(names) != len(self.layer_sizes) - 1 or not set(names) <= set(ACTIVATIONS):
            raise traitlets.TraitError(
                f"activations must be {len(self.layer_sizes) - 1} of {', '.join(ACTIVATIONS)}, got {names!r}"
            )
        return names

    @traitlets.validate("weights", "biases", "x", "y_true")
    def _check_numbers(self, proposal: dict[str, Any]) -> list[Any]:
        name, value = proposal["trait"].name, proposal["value"]
        nested = name in ("weights", "biases")
        limit = PARAMETER_LIMIT if nested else VALUE_LIMIT
        lengths = [len(part) for part in value] if nested else len(value)
        numbers = [number for part in value for number in part] if nested else value
        wanted = self._lengths()[name]
        if lengths != wanted or not all(-limit <= number <= limit for number in numbers):
            raise traitlets.TraitError(
                f"{name} for layer_sizes {self.layer_sizes} must hold {wanted} numbers in [-{limit}, {limit}], "
                f"got {value!r}"
            )
        return list(value)

    @traitlets.validate("position")
    def _check_position(self, proposal: dict[str, Any]) -> int:
        position, last = int(proposal["value"]), 2 * sum(self.layer_sizes[1:])
        if not 0 <= position <= last:
            raise traitlets.TraitError(
                f"position for layer_sizes {self.layer_sizes} must be 0 to {last}, got {position}"
            )
        return position

    @traitlets.observe("layer_sizes")
    def _fit(self, _: dict[str, Any]) -> None:
        lengths = self._lengths()
        for name, value in default_parameters(self.layer_sizes).items():
            current = getattr(self, name)
            nested = name in ("weights", "biases")
            if ([len(part) for part in current] if nested else len(current)) != lengths[name]:
                setattr(self, name, value)
        self.position = min(self.position, 2 * sum(self.layer_sizes[1:]))

    def _lengths(self) -> dict[str, Any]:
        """How many numbers each list must hold."""
        sizes = self.layer_sizes
        return {
            "activations": len(sizes) - 1,
            "weights": [n_in * n_out for n_in, n_out in pairwise(sizes)],
            "biases": sizes[1:],
            "x": sizes[0],
            "y_true": sizes[-1],
        }

    def network(self) -> MLP:
        """Return the network as an `MLP`."""
        shapes = pairwise(self.layer_sizes)
        parts = zip(shapes, self.weights, self.biases, self.activations, strict=True)
        return MLP(
            layers=[
                Dense(W=np.reshape(np.array(W, dtype=float), shape), b=b, activation=activation)
                for shape, W, b, activation in parts
            ]
        )

    def readouts(self) -> dict[str, Any]:
        """All pre-activations, activations, deltas and gradients, the loss, and how many gradients agree.

        Like the weights themselves, ``dW0_21`` is numbered by the layer that
        the weight reads from, and then from unit 2 to unit 1.

        A gradient agrees when it equals its finite difference to 1e-5. The
        differences themselves are left out: half of their digits are noise.
        """
        net = self.network()
        trace = net.forward([self.x])
        loss, gradients = net.loss_and_grads([self.x], [self.y_true], half_mse)
        numbers: dict[str, Any] = {}
        for k, (z, a) in enumerate(zip(trace.z, trace.a[1:], strict=True), start=1):
            for j in range(z.shape[1]):
                numbers |= {f"z{k}_{j + 1}": float(z[0, j]), f"a{k}_{j + 1}": float(a[0, j])}
        numbers["loss"] = loss
        n_agree = 0
        for k, (layer, of_layer) in enumerate(zip(net.layers, gradients, strict=True)):
            for j in range(layer.n_out):
                numbers[f"delta{k + 1}_{j + 1}"] = float(of_layer.delta[0, j])
            for name, gradient in (("W", of_layer.W), ("b", of_layer.b)):
                for index in np.ndindex(gradient.shape):
                    unit = "".join(str(i + 1) for i in index)
                    numbers[f"d{name}{k}_{unit}"] = value = float(gradient[index])
                    n_agree += self._agrees(value, net, getattr(layer, name), index)
        return {**numbers, "n_parameters": net.n_parameters, "n_agree": n_agree}

    def _agrees(self, gradient: float, net: MLP, parameters: NDArray[Any], index: tuple[int, ...]) -> bool:
        """Compare a gradient with (L(w + h) - L(w - h)) / 2h."""
        kept = parameters[index]
        losses = []
        for moved in (kept + STEP, kept - STEP):
            parameters[index] = moved
            losses.append(half_mse([self.y_true], net([self.x])))
        parameters[index] = kept
        difference = (losses[0] - losses[1]) / (2 * STEP)
        return bool(abs(gradient - difference) <= TOLERANCE * max(1.0, abs(gradient), abs(difference)))
