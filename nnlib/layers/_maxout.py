"""Units that take the largest of several affine functions."""

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnlib import _validate
from nnlib._floats import Floats
from nnlib.layers._base import Layer, biases, draw


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
    >>> net([-2, 0, 3])
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
            weights = np.stack([draw(n_in, n_out, init, rng) for _ in range(n_pieces)])
        else:
            _validate.left_out("W", n_in=n_in, n_out=n_out, n_pieces=n_pieces, init=init, rng=rng)
            weights = _validate.float_array("W", W, ndim=3)
        super().__init__(dtype, weights, b=biases(b, weights))

    @property
    def n_pieces(self) -> int:
        """Number of affine pieces a unit."""
        return int(self.W.shape[0])

    def __repr__(self) -> str:
        return f"Maxout({self.n_in}, {self.n_out}, n_pieces={self.n_pieces})"

    def activate(self, z: Floats) -> Floats:
        """Return the largest piece of each unit."""
        a: Floats = z.max(axis=0)
        return a

    def derivative(self, z: Floats) -> Floats:
        """Return 1 at the winning piece of each unit, 0 at the others."""
        pieces = np.arange(self.n_pieces)[:, np.newaxis, np.newaxis]
        wins: Floats = np.equal(pieces, z.argmax(axis=0)).astype(z.dtype)
        return wins
