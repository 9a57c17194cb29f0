"""The fully connected layer, and the one that learns a slope of its activation."""

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnlib import _validate
from nnlib._floats import Floats
from nnlib.activations import Activation, LeakyReLU, Softmax, find_activation
from nnlib.layers._base import Layer, biases, draw, shaped


class Dense(Layer):
    r"""Fully connected layer: every output sees every input.

    .. math:: z = a_{in} W + b, \qquad a = f(z)

    Give the sizes and `rng` to draw the weights, or give `W` to set them.

    Parameters
    ----------
    n_in, n_out : int, optional
        Number of inputs and of units.
    activation : str or Activation
        f, or its name in `activations.ACTIVATIONS`, or "softmax".
    W : array_like, shape (n_in, n_out), optional
        Weights; column j holds the weights of unit j. Copied.
    b : array_like, shape (n_out,), optional
        Biases; zeros unless given. Copied.
    init : str, optional
        How `W` is drawn: a name in `initializers.INITIALIZERS`. Unless given,
        the activation's own: "he_uniform" for ReLU and its relatives,
        "glorot_uniform" for the others.
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
    PReLU : a layer that learns the slope of its activation function.
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

    activation: Activation | Softmax

    def __init__(
        self,
        n_in: int | None = None,
        n_out: int | None = None,
        activation: str | Activation | Softmax = "identity",
        *,
        W: ArrayLike | None = None,
        b: ArrayLike | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        self.activation = find_activation(activation)
        weights = _weights(n_in, n_out, W, init, rng, self.activation.init)
        super().__init__(dtype, weights, b=biases(b, weights))

    def activate(self, z: Floats) -> Floats:
        """Return f(z)."""
        a: Floats = _validate.returned(self.activation, "value", self.activation.value(z), z)
        return a

    def derivative(self, z: Floats) -> Floats:
        """Return f'(z), the Jacobian for softmax."""
        slope = self.activation.derivative(z)
        if isinstance(self.activation, Activation):  # softmax has a matrix for each sample
            _validate.returned(self.activation, "derivative", slope, z)
        return slope

    def __repr__(self) -> str:
        return f"Dense({self.n_in}, {self.n_out}, {_shown(self.activation)})"


class PReLU(Layer):
    r"""Fully connected layer of parametric ReLU units, which learn their slope on the negative side.

    .. math:: z = a_{in} W + b, \qquad a = z \text{ if } z > 0, \text{ else } \alpha z

    Parameters
    ----------
    n_in, n_out : int, optional
        Number of inputs and of units.
    alpha : float or array_like of shape (n_out,)
        Slope to start with, of any size; one number serves all units.
    shared : bool
        One slope for the whole layer, instead of one a unit.
    W : array_like, shape (n_in, n_out), optional
        Weights. Copied.
    b : array_like, shape (n_out,), optional
        Biases; zeros unless given. Copied.
    init : str, optional
        How `W` is drawn; "he_uniform" unless given.
    rng : numpy.random.Generator, optional
        Source of the drawn weights; needed with sizes.
    dtype : float32 or float64, optional
        Type of all numbers in the layer: unless given that of `W`, or float64.

    Attributes
    ----------
    W, b : ndarray
        The parameters, open to change.
    alpha : ndarray, shape (n_out,), or (1,) where shared
        The slopes, parameters like the others.

    Raises
    ------
    ValueError
        If neither or both of sizes and `W` are given, `rng` is missing, or a
        shape, type or name is wrong.

    See Also
    --------
    nnlib.activations.LeakyReLU : the same function with a slope that is set.

    Notes
    -----
    Gradients: as for `Dense`, with f'(z) = 1 for z > 0 and α for z ≤ 0, and

    .. math:: \frac{\partial L}{\partial \alpha} =
              \sum_n \frac{\partial L}{\partial a}\, \min(z, 0),

    summed over the samples, and over the units where they share it.

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.

    Examples
    --------
    >>> from nnlib import MLP
    >>> net = MLP(layers=[PReLU(W=[[1.0]], alpha=0.25)])
    >>> net([-2, 3])
    array([-0.5,  3. ])
    >>> value, grads = net.loss_and_grads([[-2.0]], [[-1.0]], "half_mse")
    >>> grads[0].alpha
    array([-1.])
    """

    alpha: Floats

    def __init__(
        self,
        n_in: int | None = None,
        n_out: int | None = None,
        *,
        alpha: ArrayLike = 0.25,
        shared: bool = False,
        W: ArrayLike | None = None,
        b: ArrayLike | None = None,
        init: str | None = None,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        weights = _weights(n_in, n_out, W, init, rng, "he_uniform")
        slopes = _validate.float_array("alpha", alpha)
        n_slopes = 1 if shared else weights.shape[1]
        slopes = np.full(n_slopes, slopes) if slopes.ndim == 0 else shaped("alpha", slopes, (n_slopes,))
        super().__init__(dtype, weights, b=biases(b, weights), alpha=slopes)

    def activate(self, z: Floats) -> Floats:
        """Return z where it is positive, else alpha z."""
        return LeakyReLU.bent(z, self.alpha)

    def derivative(self, z: Floats) -> Floats:
        """Return 1 where z is positive, else alpha."""
        return LeakyReLU.slope(z, self.alpha)

    def added_gradients(self, z: Floats, da: Floats) -> dict[str, Floats]:
        """Return dL/dalpha."""
        by_unit = (da * np.minimum(z, 0.0)).sum(axis=0)
        return {"alpha": by_unit if self.alpha.size == self.n_out else by_unit.sum(keepdims=True)}

    def __repr__(self) -> str:
        shared = ", shared=True" if self.alpha.size < self.n_out else ""
        return f"PReLU({self.n_in}, {self.n_out}{shared})"


def _weights(
    n_in: int | None,
    n_out: int | None,
    W: ArrayLike | None,
    init: str | None,
    rng: np.random.Generator | None,
    usual_init: str,
) -> Floats:
    """Return the weights given, or draw them."""
    if W is None:
        return draw(n_in, n_out, usual_init if init is None else init, rng)
    _validate.left_out("W", n_in=n_in, n_out=n_out, init=init, rng=rng)
    return _validate.float_array("W", W, ndim=2)


def _shown(activation: Activation | Softmax) -> str:
    """Return what a reader would write: the name where it says all."""
    try:
        known = find_activation(activation.name) == activation
    except ValueError:
        known = False
    return repr(activation.name) if known else repr(activation)
