"""The multilayer perceptron: forward and backward through a row of layers.

`forward` and `backward` are the chapters' formulas, for a batch of samples:
row n of X, z, a and delta belongs to sample n. ``layers[k]`` reads the
activations of layer k: it holds W^(k) and b^(k), and with them stand a^(k) in
``trace.a[k]`` and z^(k+1) in ``trace.z[k]``. `MLP` checks what comes from
outside and calls the two functions; `train` calls them again and again.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnlib import _validate
from nnlib._floats import Floats, quiet
from nnlib.activations import Activation, Softmax, find_activation
from nnlib.layers import Dense, ForwardTrace, Layer, LayerGradients, Maxout, Stack
from nnlib.losses import Loss, find_loss, mean_weights

__all__ = ["MLP", "ForwardTrace", "LayerGradients", "backward", "forward"]


def forward(layers: Sequence[Layer], X: Floats) -> ForwardTrace:
    """Go from the input to the prediction, layer by layer.

    `Maxout` has a W and a b for each piece; ``@`` works piece by piece.
    """
    z: list[Floats] = []
    a: list[Floats] = [X]
    for layer in layers:
        b = layer.b[..., np.newaxis, :]  # one row, the same for every sample
        z.append(a[-1] @ layer.W + b)
        a.append(layer.activate(z[-1]))
    return ForwardTrace(z, a)


def backward(
    layers: Sequence[Layer],
    trace: ForwardTrace,
    da: Floats,
    gradients: Sequence[LayerGradients],
) -> None:
    """Go back by the chain rule from dL/da of the prediction, and fill `gradients`."""
    for k in reversed(range(len(layers))):
        layer, gradient = layers[k], gradients[k]
        a, z = trace.a[k], trace.z[k]
        slope = layer.derivative(z)  # f'(z)
        if slope.ndim == z.ndim:
            delta = da * slope
        else:  # each output of softmax depends on all of z: a Jacobian a sample
            delta = np.einsum("ni,nij->nj", da, slope)
        gradient.delta = delta
        np.matmul(a.T, delta, out=gradient.W)
        np.add.reduce(delta, axis=-2, out=gradient.b)  # over the samples
        for name, value in layer.added_gradients(z, da).items():
            getattr(gradient, name)[...] = value
        if k > 0:
            da = delta @ layer.W.mT  # dL/da of the layer below
            if da.ndim == 3:  # all pieces of a maxout unit read the same inputs
                da = da.sum(axis=0)


class MLP(Stack):
    r"""Multilayer perceptron: a composition of layers.

    .. math::
        z^{(k+1)} &= a^{(k)} W^{(k)} + b^{(k)}, & \quad a^{(0)} &= X, \\
        a^{(k+1)} &= f_{k+1}(z^{(k+1)}), & \quad \hat y &= a^{(N)}

    A net is a function: ``net(X)`` is its output. `predict` gives classes, as
    everywhere in this package.

    Parameters
    ----------
    layer_sizes : sequence of int, optional
        Number of units, input and output included: ``[2, 4, 1]`` has two
        layers with weights.
    hidden : str or Activation, optional
        With `layer_sizes`: activation of all layers but the final one; "tanh" unless given.
    output : str or Activation, optional
        With `layer_sizes`: activation of the final layer; "identity" unless
        given. Keep that for losses that take logits or scores.
    layers : sequence of Layer, optional
        The layers themselves, instead of sizes: `Dense`, `PReLU`, `Maxout`. They are copied.
    init : str, optional
        How weights are drawn: a name in `initializers.INITIALIZERS`. Unless
        given, as suits each layer's activation.
    rng : numpy.random.Generator, optional
        Source of the drawn weights; needed with `layer_sizes`.
    dtype : float32 or float64, optional
        Type of all numbers in the net; float64 unless given. Layers have their own.

    Attributes
    ----------
    layers : tuple of Layer
        The layers from input to output. Their parameters are open to change;
        for other layers, make another net.
    theta : ndarray, one dimension
        All parameters in one vector, of which those of the layers are views.

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
    >>> net = MLP([2, 4, 1], hidden="tanh", rng=np.random.default_rng(0))
    >>> net
    MLP([Dense(2, 4, 'tanh'), Dense(4, 1, 'identity')])
    >>> net.n_parameters
    17

    Two set threshold units and a third on top compute XOR:

    >>> xor = MLP(layers=[
    ...     Dense(W=[[1, -1], [1, -1]], b=[-0.5, 1.5], activation="step"),
    ...     Dense(W=[[1], [1]], b=[-1.5], activation="step"),
    ... ])
    >>> xor.predict([[0, 0], [0, 1], [1, 0], [1, 1]])
    array([0, 1, 1, 0])
    """

    def __init__(
        self,
        layer_sizes: Sequence[int] | None = None,
        hidden: str | Activation | Softmax | None = None,
        output: str | Activation | Softmax | None = None,
        *,
        layers: Sequence[Layer] | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        if (layer_sizes is None) == (layers is None):
            raise ValueError(f"layer_sizes or layers must be given, and not both, got {layer_sizes!r} and {layers!r}")
        if layers is None:
            sizes = _validate.sizes("layer_sizes", layer_sizes)
            hidden = find_activation("tanh" if hidden is None else hidden, "hidden")
            output = find_activation("identity" if output is None else output, "output")
            activations = [hidden] * (len(sizes) - 2) + [output]
            layers = [
                Dense(n_in, n_out, activation, init=init, rng=rng, dtype=dtype)
                for (n_in, n_out), activation in zip(itertools.pairwise(sizes), activations, strict=True)
            ]
        else:
            _validate.left_out("layers", hidden=hidden, output=output, init=init, rng=rng, dtype=dtype)
        super().__init__(layers)

    def __call__(self, X: ArrayLike) -> Any:
        """Return the output of the net: the activation of its final layer.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs. A net from one number to one number takes any shape.

        Returns
        -------
        y_pred : ndarray, shape (n_samples, n_out)
            Outputs; from one number to one number, in the shape of `X`.

        Raises
        ------
        ValueError
            If `X` has another shape or does not fit the net's type.

        Examples
        --------
        >>> double = MLP(layers=[Dense(W=[[2.0]])])
        >>> double([1, 2]), double([[1], [2]]).shape
        (array([2., 4.]), (2, 1))
        >>> print(double(3))
        6.0
        """
        if self.layers[0].n_in == self.layers[-1].n_out == 1:
            x = _validate.float_array("X", X)
            return self.forward(x.reshape(-1, 1)).a[-1].reshape(x.shape)[()]
        return self.forward(X).a[-1]

    def predict(self, X: ArrayLike) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return the class of each sample.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs.

        Returns
        -------
        y_pred : ndarray of int, shape (n_samples,)
            With one output unit, 1 where its pre-activation is at least 0, as
            for `Perceptron`: where a sigmoid is at least 1/2. With several,
            the index of the largest output, the first of them where some tie.

        Raises
        ------
        ValueError
            If `X` does not fit the net, or an output is nan.
        """
        trace = self.forward(X)
        logits = trace.a[-1] if isinstance(self.layers[-1], Maxout) else trace.z[-1]
        if np.isnan(logits).any():
            raise ValueError(f"X must give every sample a class, got nan for row {np.isnan(logits).any(1).argmax()}")
        classes = logits.argmax(axis=1) if logits.shape[1] > 1 else logits[:, 0] >= 0
        return classes.astype(np.int64)

    def forward(self, X: ArrayLike) -> ForwardTrace:
        """Compute and record the pre-activations and activations of all layers.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs, converted to the net's type.

        Returns
        -------
        trace : ForwardTrace
            New arrays, ``trace.a[0]`` included; the net is not changed. Sums
            that overflow are inf or nan, without a warning.

        Raises
        ------
        ValueError
            If `X` does not have two dimensions or the wrong number of columns.

        Examples
        --------
        >>> net = MLP(layers=[Dense(W=[[2.0], [1.0]], b=[-3.0], activation="relu")])
        >>> trace = net.forward([[1, 2], [0, 1]])
        >>> trace.z[0].tolist(), trace.a[1].tolist()
        ([[1.0], [-2.0]], [[1.0], [0.0]])
        """
        X = self.check_inputs(X)
        with quiet():
            return forward(self.layers, X)

    def loss_and_grads(
        self, X: ArrayLike, y: ArrayLike, loss: str | Loss, *, sample_weight: ArrayLike | None = None
    ) -> tuple[float, list[LayerGradients]]:
        r"""Mean loss over the samples, and its gradients by backpropagation.

        .. math::
            \delta^{(N)} &= \frac{\partial L}{\partial \hat y} \odot f_N'(z^{(N)}) & \quad
            \frac{\partial L}{\partial W^{(k)}} &= {a^{(k)}}^T \delta^{(k+1)} \\
            \delta^{(k)} &= \bigl(\delta^{(k+1)} {W^{(k)}}^T\bigr) \odot f_k'(z^{(k)}) & \quad
            \frac{\partial L}{\partial b^{(k)}} &= \sum\nolimits_n \delta_n^{(k+1)}

        Parameters
        ----------
        X : array_like, shape (n_samples, n_in)
            Inputs.
        y : array_like
            Targets as the loss wants them: shaped like the prediction, or class indices (n_samples,).
        loss : str or Loss
            A loss, or its name in `losses.LOSSES`.
        sample_weight : array_like, shape (n_samples,), optional
            Weights >= 0 of the samples in the mean.

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
        loss = find_loss(loss)
        trace = self.forward(X)
        y_true, y_pred = loss.check(y, trace.a[-1])
        weights = mean_weights(sample_weight, y_pred)
        _, gradients = self.empty_gradients()
        with quiet():
            value = loss.mean(y_true, y_pred, weights)
            backward(self.layers, trace, loss.mean_grad(y_true, y_pred, weights), gradients)
        return value, gradients
