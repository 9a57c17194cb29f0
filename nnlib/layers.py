"""Layers of a multilayer perceptron: weights, and one step forward and backward.

Outside, samples are rows: ``z = a_in @ W + b``. Inside, samples are columns
and the bias is one more weight, of an input that is always 1:

    z.T = [W; b].T @ [a_in.T; 1]

So one matrix product applies weights and bias, one gives both gradients, and
operations run along many samples instead of a few units. `W` and `b` are views
of ``_Wb``, which holds both. The private methods take arrays laid out in this
way and write into arrays they are given, which training uses again and again.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnlib import _validate, initializers
from nnlib.activations import ACTIVATIONS, Activation

__all__ = ["Dense", "Layer", "Maxout"]

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
    def W(self) -> Floats:
        """Weights."""
        return self._Wb[..., :-1, :]

    @W.setter
    def W(self, value: ArrayLike) -> None:
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
    init : {"glorot", "he"}, optional
        How `W` is drawn. Unless given, "he" for activations that are zero or
        small for all negative z (ReLU and its relatives), "glorot" for the others.
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
            init = init or ("he" if activation.name in _RECTIFIERS else "glorot")
            W = _draw((_validate.count("n_in", n_in), _validate.count("n_out", n_out)), init, rng)
        else:
            _refuse_both(n_in=n_in, n_out=n_out, init=init, rng=rng)
        super().__init__(W, b, dtype, ndim=2)

    def __repr__(self) -> str:
        return f"Dense({self.n_in}, {self.n_out}, {self.activation.name!r})"

    def _z_shape(self, n_samples: int) -> tuple[int, ...]:
        return self.n_out, n_samples

    def _forward(self, inputs: Floats, z: Floats, a: Floats) -> None:
        self._Wb.T.dot(inputs, out=z)
        self.activation._value(z, a)

    def _backward(self, inputs: Floats, z: Floats, a: Floats, da: Floats, delta: Floats, dWb: Floats) -> None:
        self.activation._grad_from(z, a, delta)
        np.multiply(delta, da, out=delta)
        inputs.dot(delta.T, out=dWb)

    def _pass_back(self, delta: Floats, da: Floats) -> None:
        self.W.dot(delta, out=da)


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
    init : {"glorot", "he"}, optional
        How `W` is drawn; "glorot" unless given.
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
            sizes = _validate.count("n_in", n_in), _validate.count("n_out", n_out)
            W = np.stack([_draw(sizes, init or "glorot", rng) for _ in range(n_pieces)])
        else:
            _refuse_both(n_in=n_in, n_out=n_out, n_pieces=n_pieces, init=init, rng=rng)
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


# Roughly half of the signal's variance is lost in these: He's variance is twice Glorot's.
_RECTIFIERS = {"relu", "leaky_relu", "elu", "softplus", "gelu", "silu"}


def _draw(sizes: tuple[int, int], init: str, rng: np.random.Generator | None) -> Floats:
    draw = initializers.INITIALIZERS[_validate.choice("init", init, initializers.INITIALIZERS)]
    return draw(*sizes, rng=_validate.generator("rng", rng))


def _refuse_both(**settings: Any) -> None:
    """Refuse what would be ignored because W is given."""
    for name, value in settings.items():
        if value is not None:
            raise ValueError(f"{name} must be left out when W is given, got {value!r}")


def _shaped(name: str, value: ArrayLike, shape: tuple[int, ...]) -> Floats:
    array = _validate.float_array(name, value)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")
    return array
