"""Layers of a multilayer perceptron: weights, and one step forward and backward."""

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnlib import _validate
from nnlib._layer import Floats, Layer, draw, refuse_beside
from nnlib.activations import ACTIVATIONS, Activation

__all__ = ["Dense", "Layer", "Maxout"]

# These let through about half of a signal centred at zero, which He's larger variance makes up for.
_RECTIFIERS = {"relu", "leaky_relu", "elu", "softplus", "gelu", "silu"}


class Dense(Layer):
    r"""Fully connected layer: every output sees every input.

    .. math:: z = a_{in} W + b, \qquad a = f(z)

    Give the sizes and `rng` to draw the weights, or give `W` to set them.

    Parameters
    ----------
    n_in, n_out : int, optional
        Number of inputs and of units.
    activation : str or Activation
        f, or its name in `activations.ACTIVATIONS`.
    W : array_like, shape (n_in, n_out), optional
        Weights; column j holds the weights of unit j. Copied.
    b : array_like, shape (n_out,), optional
        Biases; zeros unless given. Copied.
    init : str, optional
        How `W` is drawn: a name in `initializers.INITIALIZERS`. Unless given,
        "he_uniform" for ReLU and its relatives, "glorot_uniform" for the others.
    rng : numpy.random.Generator, optional
        Source of the drawn weights; needed with sizes.
    dtype : float32 or float64, optional
        Type of all numbers in the layer: unless given that of `W`, or float64.

    Attributes
    ----------
    W, b : ndarray
        The parameters, open to change.
    activation : Activation
        The activation function f.

    Raises
    ------
    ValueError
        If neither or both of sizes and `W` are given, `rng` is missing, or a
        shape, type or name is wrong.

    See Also
    --------
    Maxout : a layer that learns its activation function.

    Notes
    -----
    Gradients, with :math:`\delta = \partial L / \partial z`:

    .. math:: \frac{\partial L}{\partial W} = a_{in}^T \delta, \quad
              \frac{\partial L}{\partial b} = \sum_n \delta_n, \quad
              \frac{\partial L}{\partial a_{in}} = \delta W^T, \quad
              \delta = \frac{\partial L}{\partial a} \odot f'(z)

    References
    ----------
    .. [1] Goodfellow, Bengio, Courville, *Deep Learning*, 2016, sec. 6.5.

    Examples
    --------
    >>> Dense(2, 3, "tanh", rng=np.random.default_rng(0))
    Dense(2, 3, 'tanh')
    >>> Dense(W=[[1, 1], [1, 1]], b=[-0.5, -1.5], activation="step").W
    array([[1., 1.],
           [1., 1.]])
    """

    def __init__(
        self,
        n_in: int | None = None,
        n_out: int | None = None,
        activation: str | Activation = "identity",
        *,
        W: ArrayLike | None = None,
        b: ArrayLike | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        if isinstance(activation, str):
            activation = ACTIVATIONS[_validate.choice("activation", activation, ACTIVATIONS)]
        elif not isinstance(activation, Activation):
            raise ValueError(f"activation must be a name or an Activation, got {activation!r}")
        self.activation = activation
        if W is None:
            if init is None:
                init = "he_uniform" if activation.name in _RECTIFIERS else "glorot_uniform"
            W = draw(n_in, n_out, init, rng)
        else:
            refuse_beside("W", n_in=n_in, n_out=n_out, init=init, rng=rng)
        super().__init__(W, b, dtype, ndim=2)

    def __repr__(self) -> str:
        name = self.activation.name
        shown = repr(name) if ACTIVATIONS.get(name) is self.activation else repr(self.activation)
        return f"Dense({self.n_in}, {self.n_out}, {shown})"

    def _z_shape(self, n_samples: int) -> tuple[int, ...]:
        return self.n_out, n_samples

    def _forward(self, inputs: Floats, z: Floats, a: Floats) -> None:
        self._Wb.T.dot(inputs, out=z)
        self.activation._value(z, a)

    def _backward(self, inputs: Floats, z: Floats, a: Floats, da: Floats, delta: Floats, dWb: Floats) -> None:
        self.activation._pull_back(z, a, da, delta)
        inputs.dot(delta.T, out=dWb)

    def _pass_back(self, delta: Floats, da: Floats) -> None:
        self._Wb[:-1].dot(delta, out=da)


class Maxout(Layer):
    r"""Layer whose units take the largest of several affine functions.

    .. math:: z_p = a_{in} W_p + b_p, \qquad a = \max_p z_p

    Each unit is a convex, piecewise linear function of its inputs; ReLU is
    the case of two pieces of which one is zero.

    Parameters
    ----------
    n_in, n_out : int, optional
        Number of inputs and of units.
    n_pieces : int, optional
        Number of affine pieces a unit; 2 unless given.
    W : array_like, shape (n_pieces, n_in, n_out), optional
        Weights, one matrix a piece. Copied.
    b : array_like, shape (n_pieces, n_out), optional
        Biases; zeros unless given. Copied.
    init : str, optional
        How `W` is drawn; "glorot_uniform" unless given.
    rng : numpy.random.Generator, optional
        Source of the drawn weights; needed with sizes.
    dtype : float32 or float64, optional
        Type of all numbers in the layer: unless given that of `W`, or float64.

    Attributes
    ----------
    W, b : ndarray
        The parameters, open to change.

    Raises
    ------
    ValueError
        If neither or both of sizes and `W` are given, `rng` is missing, or a
        shape, type or name is wrong.

    See Also
    --------
    Dense : a layer with one affine function a unit.

    Notes
    -----
    Gradient: only the winning piece receives it; dL/dz is dL/da there and 0 at
    the other pieces. Where pieces tie, the first of them wins.

    References
    ----------
    .. [1] Goodfellow, Warde-Farley, Mirza, Courville, Bengio, "Maxout Networks", ICML 2013.

    Examples
    --------
    The absolute value is the larger of x and -x:

    >>> from nnlib.mlp import MLP
    >>> net = MLP(layers=[Maxout(W=[[[1.0]], [[-1.0]]])])
    >>> net.predict([[-2.0], [0.0], [3.0]]).ravel()
    array([2., 0., 3.])
    """

    def __init__(
        self,
        n_in: int | None = None,
        n_out: int | None = None,
        n_pieces: int | None = None,
        *,
        W: ArrayLike | None = None,
        b: ArrayLike | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        if W is None:
            n_pieces = 2 if n_pieces is None else _validate.count("n_pieces", n_pieces)
            init = "glorot_uniform" if init is None else init
            W = np.stack([draw(n_in, n_out, init, rng) for _ in range(n_pieces)])
        else:
            refuse_beside("W", n_in=n_in, n_out=n_out, n_pieces=n_pieces, init=init, rng=rng)
        super().__init__(W, b, dtype, ndim=3)

    @property
    def n_pieces(self) -> int:
        """Number of affine pieces a unit."""
        return int(self.W.shape[0])

    def __repr__(self) -> str:
        return f"Maxout({self.n_in}, {self.n_out}, n_pieces={self.n_pieces})"

    def _z_shape(self, n_samples: int) -> tuple[int, ...]:
        return self.n_pieces, self.n_out, n_samples

    def _forward(self, inputs: Floats, z: Floats, a: Floats) -> None:
        np.matmul(self._Wb.mT, inputs, out=z)
        np.maximum.reduce(z, axis=0, out=a)

    def _backward(self, inputs: Floats, z: Floats, a: Floats, da: Floats, delta: Floats, dWb: Floats) -> None:
        delta[...] = 0
        np.put_along_axis(delta, z.argmax(axis=0)[np.newaxis], da[np.newaxis], axis=0)
        np.matmul(inputs, delta.mT, out=dWb)

    def _pass_back(self, delta: Floats, da: Floats) -> None:
        np.add.reduce(np.matmul(self.W, delta), axis=0, out=da)
