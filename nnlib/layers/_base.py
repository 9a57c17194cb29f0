"""What all layers have in common: named parameters in one vector."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnlib import _validate
from nnlib._floats import Floats
from nnlib.initializers import INITIALIZERS


class Layer:
    """A layer of units: parameters W (..., n_in, n_out), b (..., n_out), and what a kind of layer adds.

    All of them are views of one `vector`, one after the other, so that an
    optimizer changes them together. A net makes this vector a part of its own.
    Assigning to a parameter copies the numbers into it.

    Attributes
    ----------
    parameters : dict of str to ndarray
        The arrays by their names; each is an attribute too.
    vector : ndarray, one dimension
        All their numbers.
    """

    parameters: Mapping[str, Floats]
    vector: Floats
    W: Floats
    b: Floats

    def __init__(self, dtype: DTypeLike | None, W: Floats, **others: Floats) -> None:
        arrays = {"W": W, **others}
        wanted = W.dtype if dtype is None else _validate.float_type("dtype", dtype)
        self._shapes = {name: array.shape for name, array in arrays.items()}
        self.hold(np.concatenate([_validate.cast(name, array, wanted).ravel() for name, array in arrays.items()]))

    def hold(self, vector: Floats) -> None:
        """Let the parameters be views of `vector`, whose numbers they take over."""
        self.vector = vector
        self.parameters = self.cut(vector)
        vars(self).update(self.parameters)

    def __setattr__(self, name: str, value: Any) -> None:
        array = vars(self).get("parameters", {}).get(name)
        if array is None:
            super().__setattr__(name, value)
        else:
            array[...] = _validate.cast(name, shaped(name, value, array.shape), array.dtype)

    def cut(self, vector: Floats) -> dict[str, Floats]:
        """Return views of a vector of this layer's size, shaped and named like the parameters."""
        ends = np.cumsum([math.prod(shape) for shape in self._shapes.values()])
        parts = np.split(vector, ends[:-1])
        return {name: part.reshape(self._shapes[name]) for name, part in zip(self._shapes, parts, strict=True)}

    @property
    def n_in(self) -> int:
        """Number of inputs."""
        return int(self.W.shape[-2])

    @property
    def n_out(self) -> int:
        """Number of units."""
        return int(self.W.shape[-1])

    def activate(self, z: Floats) -> Floats:
        """Compute the activation a = f(z)."""
        raise NotImplementedError

    def derivative(self, z: Floats) -> Floats:
        """Compute the slope f'(z), shaped like `z`, or a Jacobian for each sample."""
        raise NotImplementedError

    def added_gradients(self, z: Floats, da: Floats) -> dict[str, Floats]:
        """Compute dL/d of the parameters that a kind of layer adds to W and b, from da = dL/da."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the views: a copy makes its own."""
        views = {"parameters", *self.parameters}
        return {name: value for name, value in vars(self).items() if name not in views}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.hold(self.vector.copy())


def draw(n_in: int | None, n_out: int | None, init: str, rng: np.random.Generator | None) -> Floats:
    """Return random weights (n_in, n_out)."""
    initializer = INITIALIZERS[_validate.choice("init", init, INITIALIZERS)]
    sizes = _validate.count("n_in", n_in), _validate.count("n_out", n_out)
    return initializer(*sizes, rng=_validate.generator("rng", rng))


def shaped(name: str, value: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """Return `value` as an array if it has the given shape."""
    array = _validate.float_array(name, value)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")
    return array


def biases(b: ArrayLike | None, W: Floats) -> Floats:
    """Return biases that fit the weights: zeros unless given."""
    shape = (*W.shape[:-2], W.shape[-1])
    return np.zeros(shape) if b is None else shaped("b", b, shape)
