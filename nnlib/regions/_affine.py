"""Which hidden units of a ReLU net are active at an input, and the affine map that they make."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import _validate
from nnlib.activations import identity, relu
from nnlib.layers import Dense, Layer
from nnlib.mlp import MLP

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]


class AffineMap(NamedTuple):
    """The map x W + b.

    Attributes
    ----------
    W : ndarray, shape (n_in, n_out)
        Slopes; column j belongs to output j.
    b : ndarray, shape (n_out,)
        Values at x = 0, were the map to hold there.
    """

    W: Array
    b: Array


def active_units(net: MLP, x: ArrayLike) -> Bools:
    """Say which hidden units of a ReLU net are active: z > 0.

    Parameters
    ----------
    net : MLP
        Dense layers, with ReLU but for the final one, whose activation is the identity.
    x : array_like, shape (n_in,) or (n_samples, n_in)
        One input, or a batch.

    Returns
    -------
    active : ndarray of bool, shape (n_hidden,) or (n_samples, n_hidden)
        All hidden units, layer after layer.

    Raises
    ------
    ValueError
        If the net is of another kind, or `x` does not fit it.

    Examples
    --------
    >>> net = MLP(layers=[Dense(W=[[1, 0], [0, 1]], activation="relu"), Dense(W=[[1], [2]])])
    >>> active_units(net, [3, -1])
    array([ True, False])
    """
    hidden = relu_layers(net)
    inputs = _validate.float_array("x", x)
    if inputs.ndim not in (1, 2) or inputs.shape[-1] != net.layers[0].n_in:
        wanted = f"({net.layers[0].n_in},) or (n_samples, {net.layers[0].n_in})"
        raise ValueError(f"x must have shape {wanted}, got shape {inputs.shape}")
    _validate.finite("x", inputs)
    trace = net.forward(np.atleast_2d(inputs))
    n_samples = len(trace.a[0])
    active = np.concatenate([np.empty((n_samples, 0), bool), *(z > 0 for z in trace.z[: len(hidden)])], axis=1)
    return active if inputs.ndim == 2 else active[0]


def affine_map(net: MLP, x: ArrayLike) -> AffineMap:
    r"""Strike out the inactive units of a ReLU net, and multiply what is left.

    .. math:: W = W^{(0)} D_1 W^{(1)} D_2 \cdots W^{(N-1)},

    where :math:`D_k` is diagonal, with 1 for each unit of layer k that is active
    at x, and else 0; b likewise.

    Parameters
    ----------
    net : MLP
        Dense layers, with ReLU but for the final one, whose activation is the identity.
    x : array_like, shape (n_in,)
        One input.

    Returns
    -------
    map : AffineMap
        W and b with ``net(x) = x @ W + b``, at this input and at each other with the same active units.

    Raises
    ------
    ValueError
        If the net is of another kind, or `x` is not one input of it.

    Notes
    -----
    W is the Jacobian of the net at x, unless x lies on a border between regions.

    Examples
    --------
    >>> net = MLP(layers=[Dense(W=[[1, 0], [0, 1]], activation="relu"), Dense(W=[[1], [2]])])
    >>> W, b = affine_map(net, [3, -1])
    >>> W.tolist(), b.tolist()
    ([[1.0], [0.0]], [0.0])
    """
    hidden = relu_layers(net)
    active = active_units(net, _validate.float_array("x", x, ndim=1))
    so_far = unchanged(net.layers[0].n_in)
    for layer, mask in zip(hidden, _by_layer(active, hidden), strict=True):
        W, b = then(so_far, layer)
        so_far = AffineMap(W * mask, b * mask)
    return then(so_far, net.layers[-1])


def relu_layers(net: Any) -> list[Layer]:
    """Return the hidden layers, if all of the net is affine but for ReLU."""
    if not isinstance(net, MLP):
        raise ValueError(f"net must be an MLP, got {net!r}")
    *hidden, final = net.layers
    wanted = [*((layer, relu) for layer in hidden), (final, identity)]
    if not all(type(layer) is Dense and type(layer.activation) is type(kind) for layer, kind in wanted):
        raise ValueError(f"net must have Dense layers, hidden ones with ReLU and the final one without, got {net}")
    return hidden


def _by_layer(active: Bools, layers: list[Layer]) -> list[Bools]:
    return np.split(active, np.cumsum([layer.n_out for layer in layers])[:-1]) if layers else []


def unchanged(n_in: int) -> AffineMap:
    return AffineMap(np.eye(n_in), np.zeros(n_in))


def then(first: AffineMap, layer: Layer) -> AffineMap:
    """Return the map that `first` and then the weights of a layer make."""
    return AffineMap(first.W @ layer.W, first.b @ layer.W + layer.b)
