"""A row of layers whose parameters are one vector."""

import copy
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import _validate
from nnlib._floats import Floats
from nnlib.layers._base import Layer
from nnlib.layers._records import LayerGradients


class Stack:
    """What a net is made of: layers, copied in, and all their parameters in one vector.

    An optimizer changes the whole net in a handful of operations on `theta`;
    the arrays of the layers are views of it and change with it.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = tuple(copy.deepcopy(layer) for layer in _chain(layers))
        self._gather()

    def _gather(self) -> None:
        self._theta = np.concatenate([layer.vector for layer in self._layers])
        for layer, part in self._parts(self._theta):
            layer.hold(part)

    def _parts(self, vector: Floats) -> list[tuple[Layer, Floats]]:
        """Give each layer its part of a vector shaped like `theta`."""
        ends = np.cumsum([layer.vector.size for layer in self._layers])
        return list(zip(self._layers, np.split(vector, ends[:-1]), strict=True))

    def empty_gradients(self) -> tuple[Floats, list[LayerGradients]]:
        """Return an empty vector shaped like `theta`, and one record a layer whose arrays are views of it."""
        vector = np.empty_like(self._theta)
        return vector, [LayerGradients(**layer.cut(part)) for layer, part in self._parts(vector)]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers from input to output."""
        return self._layers

    @property
    def theta(self) -> Floats:
        """All parameters in one vector."""
        return self._theta

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of all numbers in the net."""
        return self._theta.dtype

    @property
    def n_parameters(self) -> int:
        """Number of weights, biases and other parameters."""
        return self._theta.size

    def check_inputs(self, X: ArrayLike) -> Floats:
        """Return a copy of `X` in the net's type; refuse what does not fit."""
        inputs = _validate.float_array("X", X, ndim=2)
        if inputs.shape[1] != self._layers[0].n_in:
            raise ValueError(f"X must have {self._layers[0].n_in} columns, got shape {inputs.shape}")
        return _validate.cast("X", inputs, self.dtype)

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._gather()

    def __copy__(self) -> "Stack":
        return copy.deepcopy(self)  # two nets with one set of layers would lose track of their parameters

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._layers)})"


def _chain(layers: Sequence[Layer]) -> Sequence[Layer]:
    """Refuse layers that cannot follow one another."""
    if not isinstance(layers, (list, tuple)) or not layers:
        raise ValueError(f"layers must be a non-empty list of layers, got {layers!r}")
    for layer in layers:
        if not isinstance(layer, Layer):
            raise ValueError(f"layers must hold Dense, PReLU and Maxout, got {layer!r}")
    for below, above in itertools.pairwise(layers):
        if below.n_out != above.n_in:
            raise ValueError(f"layers must fit: {above} expects {above.n_in} inputs, {below} has {below.n_out} outputs")
        if below.vector.dtype != above.vector.dtype:
            raise ValueError(f"layers must have one dtype, got {below.vector.dtype} and {above.vector.dtype}")
    return layers
