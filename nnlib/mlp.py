"""The multilayer perceptron: layers in a row, forward and backward."""

import copy
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnlib import _validate
from nnlib._layer import refuse_beside
from nnlib.activations import Activation
from nnlib.backprop import ForwardTrace, LayerGradients, Workspace, gather_parameters, with_ones
from nnlib.layers import Dense, Layer, Maxout
from nnlib.losses import LOSSES, Loss

__all__ = ["MLP", "Dense", "ForwardTrace", "LayerGradients", "Maxout"]

Floats = NDArray[np.floating[Any]]


class MLP:
    r"""Multilayer perceptron: a composition of layers.

    .. math:: a^{(0)} = X, \qquad a^{(k)} = f_k(a^{(k-1)} W_k + b_k), \qquad \hat y = a^{(N)}

    Parameters
    ----------
    layer_sizes : sequence of int, optional
        Number of units, input and output included: ``[2, 4, 1]`` has two
        layers with weights.
    hidden : str or Activation
        With `layer_sizes`: activation of all layers but the last.
    output : str or Activation
        With `layer_sizes`: activation of the last layer. Keep "identity" for losses that take
        logits or scores.
    layers : sequence of Dense and Maxout, optional
        The layers themselves, instead of sizes. They are copied.
    init : str, optional
        How weights are drawn: a name in `initializers.INITIALIZERS`. Unless
        given, as suits each layer's activation.
    rng : numpy.random.Generator, optional
        Source of the drawn weights; needed with `layer_sizes`.
    dtype : float32 or float64, optional
        Type of all numbers in the net; float64 unless given. Layers have their own.

    Attributes
    ----------
    layers : list of Dense and Maxout
        The layers from input to output.
    dtype : numpy.dtype
        Type of all numbers in the net.

    Raises
    ------
    ValueError
        If neither or both of `layer_sizes` and `layers` are given, or sizes,
        names or types do not fit.

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, ch. 6.

    Examples
    --------
    >>> net = MLP([2, 4, 1], hidden="tanh", output="identity", rng=np.random.default_rng(0))
    >>> net
    MLP([Dense(2, 4, 'tanh'), Dense(4, 1, 'identity')])
    >>> net.n_parameters
    17

    Two set threshold units and a third on top compute XOR:

    >>> xor = MLP(layers=[
    ...     Dense(W=[[1, -1], [1, -1]], b=[-0.5, 1.5], activation="step"),
    ...     Dense(W=[[1], [1]], b=[-1.5], activation="step"),
    ... ])
    >>> xor.predict([[0, 0], [0, 1], [1, 0], [1, 1]]).ravel()
    array([0., 1., 1., 0.])
    """

    def __init__(
        self,
        layer_sizes: Sequence[int] | None = None,
        hidden: str | Activation = "tanh",
        output: str | Activation = "identity",
        *,
        layers: Sequence[Layer] | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        if (layer_sizes is None) == (layers is None):
            raise ValueError(f"layer_sizes or layers must be given, and not both, got {layer_sizes!r} and {layers!r}")
        if layers is None:
            sizes = _layer_sizes(layer_sizes)
            activations = [hidden] * (len(sizes) - 2) + [output]
            self.layers: list[Layer] = [
                Dense(n_in, n_out, activation, init=init, rng=rng, dtype=dtype)
                for n_in, n_out, activation in zip(sizes, sizes[1:], activations, strict=False)
            ]
        else:
            refuse_beside("layers", init=init, rng=rng, dtype=dtype)
            self.layers = [copy.deepcopy(layer) for layer in _chain(layers)]
        gather_parameters(self.layers)

    def __deepcopy__(self, memo: dict[int, Any]) -> "MLP":
        """Copy the layers, and gather the copies."""
        return MLP(layers=self.layers)

    def __repr__(self) -> str:
        return f"MLP({self.layers})"

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of all numbers in the net."""
        return self.layers[0].W.dtype

    @property
    def n_parameters(self) -> int:
        """Number of weights and biases."""
        return sum(layer._Wb.size for layer in self.layers)

    def forward(self, X: ArrayLike) -> ForwardTrace:
        """Compute and record the pre-activations and activations of all layers.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs, converted to the net's type.

        Returns
        -------
        trace : ForwardTrace
            New arrays, ``trace.a[0]`` included; the net is not changed.

        Raises
        ------
        ValueError
            If `X` does not have two dimensions or the wrong number of columns.

        Notes
        -----
        Inputs that are nan or overflow give nan or inf, without a warning.

        Examples
        --------
        >>> net = MLP(layers=[Dense(W=[[2.0], [1.0]], b=[-3.0], activation="relu")])
        >>> trace = net.forward([[1, 2], [0, 1]])
        >>> trace.z[0].tolist(), trace.a[1].tolist()
        ([[1.0], [-2.0]], [[1.0], [0.0]])
        """
        X = self._check_input(X)
        workspace = Workspace(self.layers, len(X))
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            return workspace.forward(with_ones(X))

    def __call__(self, X: ArrayLike) -> Floats:
        """Return the raw outputs; one number to one number, the shape of `X`."""
        x = np.asarray(X, dtype=float)
        if self.layers[0].n_in == self.layers[-1].n_out == 1:
            return self.forward(x.reshape(-1, 1)).a[-1].reshape(x.shape)
        return self.forward(x).a[-1]

    def predict(self, X: ArrayLike) -> Floats:
        """Return the output layer's activation, shape (n_samples, n_out)."""
        return self.forward(X).a[-1]

    def loss_and_grads(self, X: ArrayLike, y: ArrayLike, loss: str | Loss) -> tuple[float, list[LayerGradients]]:
        r"""Mean loss over the samples, and its gradients by backpropagation.

        .. math:: \delta_N = \frac{\partial L}{\partial \hat y} \odot f_N'(z_N), \qquad
                  \delta_k = \delta_{k+1} W_{k+1}^T \odot f_k'(z_k)

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs.
        y : array_like
            Targets in the shape the loss wants: that of the prediction, or
            class indices (n_samples,) for "cross_entropy".
        loss : str or Loss
            A loss, or its name in `losses.LOSSES`.

        Returns
        -------
        value : float
            The loss under the reduction "mean".
        grads : list of LayerGradients
            One for each layer, with `W`, `b` and `delta`.

        Raises
        ------
        ValueError
            If `X` or `y` does not fit the net or the loss.

        References
        ----------
        .. [1] Rumelhart, Hinton, Williams, "Learning representations by
           back-propagating errors", Nature 323, 1986.

        Examples
        --------
        >>> net = MLP(layers=[Dense(W=[[2.0]])])
        >>> value, grads = net.loss_and_grads([[3.0]], [[5.0]], "half_mse")
        >>> value, grads[0].W.item(), grads[0].b.item()
        (0.5, 3.0, 1.0)
        """
        X, loss = self._check_input(X), find_loss(loss)
        workspace = Workspace(self.layers, len(X))
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            y_true, _ = loss._check(y, workspace.forward(with_ones(X)).a[-1])
            value = workspace.backward(y_true.astype(self.dtype), loss)
        return value, workspace.gradients

    def _check_input(self, X: ArrayLike) -> Floats:
        inputs = _validate.float_array("X", X, ndim=2)
        if inputs.shape[1] != self.layers[0].n_in:
            raise ValueError(f"X must have {self.layers[0].n_in} columns, got shape {inputs.shape}")
        with np.errstate(over="ignore"):
            return inputs.astype(self.dtype)


def find_loss(loss: str | Loss) -> Loss:
    """Return a loss given by itself or by its name."""
    if isinstance(loss, Loss):
        return loss
    if isinstance(loss, str):
        return LOSSES[_validate.choice("loss", loss, LOSSES)]
    raise ValueError(f"loss must be a name or a Loss, got {loss!r}")


def _layer_sizes(layer_sizes: Any) -> list[int]:
    if isinstance(layer_sizes, (str, bytes)) or not hasattr(layer_sizes, "__len__") or len(layer_sizes) < 2:
        raise ValueError(f"layer_sizes must be a sequence of at least two sizes, got {layer_sizes!r}")
    return [_validate.count("layer_sizes", size) for size in layer_sizes]


def _chain(layers: Sequence[Layer]) -> Sequence[Layer]:
    """Refuse layers that cannot follow one another."""
    if not isinstance(layers, (list, tuple)) or not layers:
        raise ValueError(f"layers must be a non-empty list of layers, got {layers!r}")
    for layer in layers:
        if not isinstance(layer, Layer):
            raise ValueError(f"layers must hold Dense and Maxout, got {layer!r}")
    for below, above in itertools.pairwise(layers):
        if below.n_out != above.n_in:
            raise ValueError(f"layers must fit: {above} expects {above.n_in} inputs, {below} has {below.n_out} outputs")
        if below.W.dtype != above.W.dtype:
            raise ValueError(f"layers must have one dtype, got {below.W.dtype} and {above.W.dtype}")
    return layers
