"""Forward and backward through a row of layers, in memory that can be used again.

See `nnlib._layer` for the layout of the arrays inside; the records show views
of them with samples as rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlib.layers import Layer
from nnlib.losses import Loss

__all__ = ["ForwardTrace", "LayerGradients", "Workspace", "gather_parameters", "with_ones"]

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class ForwardTrace:
    """What a forward pass computed, layer by layer.

    Attributes
    ----------
    z : list of ndarray
        Pre-activations; ``z[k]`` belongs to ``layers[k]`` and has shape
        (n_samples, n_out), or (n_pieces, n_samples, n_out) for `Maxout`.
    a : list of ndarray
        Activations, shape (n_samples, n_out). ``a[0]`` is the input X, so
        ``a[k + 1]`` belongs to ``z[k]``, and ``a[-1]`` is the prediction.
    """

    z: list[Floats]
    a: list[Floats]


@dataclass(frozen=True, eq=False)
class LayerGradients:
    """Gradients of a loss with respect to the numbers of one layer.

    Attributes
    ----------
    W, b : ndarray
        dL/dW and dL/db, shaped like the layer's `W` and `b`.
    delta : ndarray
        dL/dz, shaped like the layer's pre-activations.
    """

    W: Floats
    b: Floats
    delta: Floats


class Workspace:
    """The arrays of one forward and backward pass over `n_samples`.

    The public methods of `MLP` make a new one at each call; training keeps
    one, so that its steps allocate little.
    """

    def __init__(self, layers: Sequence[Layer], n_samples: int) -> None:
        dtype = layers[0].W.dtype
        self.layers = layers
        self.z = [np.empty(layer._z_shape(n_samples), dtype) for layer in layers]
        self.delta = [np.empty_like(z) for z in self.z]
        self.da = [np.empty((layer.n_out, n_samples), dtype) for layer in layers]
        # Activations carry the row of ones that the next layer's bias multiplies.
        self.inputs = [np.ones((layer.n_in + 1, n_samples), dtype) for layer in layers]
        self.a = [inputs[:-1] for inputs in self.inputs[1:]]
        self.a.append(np.empty((layers[-1].n_out, n_samples), dtype))

        self.gradient_vector = np.empty(sum(layer._Wb.size for layer in layers), dtype)
        self.dWb = _views(self.gradient_vector, layers)

        self.trace = ForwardTrace(z=[z.mT for z in self.z], a=[a.T for a in (self.inputs[0], *self.a)])
        self.gradients = [
            LayerGradients(W=dWb[..., :-1, :], b=dWb[..., -1, :], delta=delta.mT)
            for dWb, delta in zip(self.dWb, self.delta, strict=True)
        ]

    def forward(self, X_with_ones: Floats) -> ForwardTrace:
        """Fill the trace; its first entry and the first input are replaced, not copied into."""
        self.inputs[0] = X_with_ones.T
        self.trace.a[0] = X_with_ones[:, :-1]
        for layer, inputs, z, a in zip(self.layers, self.inputs, self.z, self.a, strict=True):
            layer._forward(inputs, z, a)
        return self.trace

    def backward(self, y_true: Floats, loss: Loss) -> float:
        """Fill the gradients after `forward`; return the mean loss."""
        value, slope = loss._mean_and_grad(y_true, self.trace.a[-1])
        da = slope.T
        for k in reversed(range(len(self.layers))):
            layer, delta = self.layers[k], self.delta[k]
            layer._backward(self.inputs[k], self.z[k], self.a[k], da, delta, self.dWb[k])
            if k > 0:
                da = self.da[k - 1]
                layer._pass_back(delta, da)
        return value


def with_ones(X: Floats) -> Floats:
    """Return a copy of X (n_samples, n_in) with a last column of ones."""
    X_with_ones = np.ones((X.shape[0], X.shape[1] + 1), X.dtype)
    X_with_ones[:, :-1] = X
    return X_with_ones


def gather_parameters(layers: Sequence[Layer]) -> Floats:
    """Move all parameters into one vector, of which each layer's become views.

    An optimizer then changes the whole net in a handful of array operations.
    Where the layers are views of one vector already, that vector is returned,
    so that arrays taken from them before stay theirs.
    """
    gathered = layers[0]._Wb.base
    if gathered is not None and gathered.size == sum(layer._Wb.size for layer in layers):
        views = _views(gathered, layers)
        if all(layer._Wb.ctypes.data == Wb.ctypes.data for layer, Wb in zip(layers, views, strict=True)):
            return gathered
    theta = np.concatenate([layer._Wb.ravel() for layer in layers])
    for layer, Wb in zip(layers, _views(theta, layers), strict=True):
        layer._Wb = Wb
    return theta


def _views(vector: Floats, layers: Sequence[Layer]) -> list[Floats]:
    """Cut a vector into arrays shaped like each layer's parameters."""
    ends = np.cumsum([layer._Wb.size for layer in layers])
    pieces = np.split(vector, ends[:-1])
    return [piece.reshape(layer._Wb.shape) for piece, layer in zip(pieces, layers, strict=True)]
