"""One net after another."""

import numpy as np

from nnlib.layers import Dense, Layer, Maxout, PReLU
from nnlib.mlp import MLP

__all__ = ["compose"]


def compose(outer: MLP, inner: MLP) -> MLP:
    r"""Net that computes outer(inner(x)).

    Where the output layer of `inner` is linear, that is, a `Dense` with the activation "identity",
    it is merged into the first layer of `outer`, as a linear map of a linear map is one linear map:

    .. math:: (a W_{in} + b_{in})\,W_{out} + b_{out} = a\,(W_{in} W_{out}) + (b_{in} W_{out} + b_{out})

    Otherwise the layers are stacked.

    Parameters
    ----------
    outer, inner : MLP
        The nets; `inner` has as many outputs as `outer` has inputs, and both have one dtype.

    Returns
    -------
    net : MLP
        A net of its own, with copies of the weights.

    Raises
    ------
    ValueError
        If the nets do not fit, or a product of their weights overflows.

    References
    ----------
    .. [1] Telgarsky, "Benefits of depth in neural networks", COLT 2016: composed tents.

    Examples
    --------
    A tent goes up and down once. Each tent more folds the interval once more, so L tents
    have :math:`2^L` straight pieces, with two units in each of L hidden layers:

    >>> from nnlib.approximation import interpolant, knots
    >>> tent = interpolant([0, 0.5, 1], [0, 1, 0])
    >>> net = tent
    >>> for _ in range(2):
    ...     net = compose(tent, net)
    >>> net
    MLP([Dense(1, 2, 'relu'), Dense(2, 2, 'relu'), Dense(2, 2, 'relu'), Dense(2, 1, 'identity')])
    >>> net([0, 0.125, 0.25, 0.375, 0.5])
    array([0., 1., 0., 1., 0.])
    >>> len(knots(net)) + 1
    8
    """
    for name, net in (("outer", outer), ("inner", inner)):
        if not isinstance(net, MLP):
            raise ValueError(f"{name} must be an MLP, got {net!r}")
    first, last = outer.layers[0], inner.layers[-1]
    if first.n_in != last.n_out:
        raise ValueError(f"outer must take the {last.n_out} output(s) of inner, got a net of {first.n_in} input(s)")
    if outer.dtype != inner.dtype:
        raise ValueError(f"outer and inner must have one dtype, got {outer.dtype} and {inner.dtype}")
    if isinstance(last, Dense) and last.activation.name == "identity":
        return MLP(layers=[*inner.layers[:-1], merged(first, last), *outer.layers[1:]])
    return MLP(layers=[*inner.layers, *outer.layers])


def merged(layer: Layer, linear: Dense) -> Layer:
    """Return one layer that does what `linear` and then `layer` do."""
    with np.errstate(over="ignore", invalid="ignore"):
        W, b = linear.W @ layer.W, linear.b @ layer.W + layer.b
    if not (np.isfinite(W).all() and np.isfinite(b).all()):
        raise ValueError("outer and inner must have weights whose products are finite, got a product that overflows")
    if isinstance(layer, Maxout):
        return Maxout(W=W, b=b)
    if isinstance(layer, PReLU):
        return PReLU(W=W, b=b, alpha=layer.alpha, shared=layer.alpha.size < layer.n_out)
    assert isinstance(layer, Dense)
    return Dense(W=W, b=b, activation=layer.activation)
