"""What the layers of a multilayer perceptron have in common.

Outside, samples are rows: ``z = a_in @ W + b``. Inside, samples are columns
and the bias is one more weight, of an input that is always 1:

    z.T = [W; b].T @ [a_in.T; 1]

So one matrix product applies weights and bias, one gives both gradients, and
operations run along many samples instead of a few units. `W` and `b` are views
of ``_Wb``, which holds both. The private methods take arrays laid out in this
way and write into arrays they are given, which training uses again and again.
"""

import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnlib import _validate
from nnlib.initializers import INITIALIZERS

Floats = NDArray[np.floating[Any]]


class Layer:
    """What layers have in common: the parameters W (..., n_in, n_out) and b (..., n_out).

    Assigning to `W` or `b` copies the values into the layer's own memory.
    """

    def __init__(self, W: ArrayLike, b: ArrayLike | None, dtype: DTypeLike | None, ndim: int) -> None:
        weights = _validate.float_array("W", W, ndim=ndim)
        dtype = weights.dtype if dtype is None else _validate.float_type("dtype", dtype)
        *pieces, n_in, n_out = weights.shape
        self._Wb = np.zeros((*pieces, n_in + 1, n_out), dtype)
        self.W = weights
        if b is not None:
            self.b = b

    @property
    def W(self) -> Floats:  # noqa: N802 (the field's name)
        """Weights."""
        return self._Wb[..., :-1, :]

    @W.setter
    def W(self, value: ArrayLike) -> None:  # noqa: N802
        self.W[...] = _shaped("W", value, self.W.shape)

    @property
    def b(self) -> Floats:
        """Biases."""
        return self._Wb[..., -1, :]

    @b.setter
    def b(self, value: ArrayLike) -> None:
        self.b[...] = _shaped("b", value, self.b.shape)

    @property
    def n_in(self) -> int:
        """Number of inputs."""
        return int(self.W.shape[-2])

    @property
    def n_out(self) -> int:
        """Number of units."""
        return int(self.W.shape[-1])

    def __deepcopy__(self, memo: dict[int, Any]) -> "Layer":
        """Copy the numbers; the activation, which nothing changes, is shared."""
        twin = copy.copy(self)
        twin._Wb = self._Wb.copy()
        return twin

    def _z_shape(self, n_samples: int) -> tuple[int, ...]:
        raise NotImplementedError

    def _forward(self, inputs: Floats, z: Floats, a: Floats) -> None:
        """Write the pre-activation and the activation."""
        raise NotImplementedError

    def _backward(self, inputs: Floats, z: Floats, a: Floats, da: Floats, delta: Floats, dWb: Floats) -> None:
        """From da = dL/da write delta = dL/dz and dL/d[W; b]."""
        raise NotImplementedError

    def _pass_back(self, delta: Floats, da: Floats) -> None:
        """Write dL/da of the layer below."""
        raise NotImplementedError


def draw(n_in: int | None, n_out: int | None, init: str, rng: np.random.Generator | None) -> Floats:
    """Return random weights (n_in, n_out)."""
    initializer = INITIALIZERS[_validate.choice("init", init, INITIALIZERS)]
    sizes = _validate.count("n_in", n_in), _validate.count("n_out", n_out)
    return initializer(*sizes, rng=_validate.generator("rng", rng))


def refuse_beside(given: str, **settings: Any) -> None:
    """Refuse what would be ignored because the argument `given` says it all."""
    for name, value in settings.items():
        if value is not None:
            raise ValueError(f"{name} must be left out when {given} is given, got {value!r}")


def _shaped(name: str, value: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """Return `value` as an array if it has the given shape."""
    array = _validate.float_array(name, value)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")
    return array
