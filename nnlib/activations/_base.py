"""What every activation function offers."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib._validate import float_array

FloatArray: TypeAlias = NDArray[np.floating]


class Activation:
    r"""A function applied to each pre-activation, together with its derivative.

    An instance `act` is called as ``act(z)``; ``act.grad(z)`` is the
    derivative at the same `z`. Both take any array_like of any shape and give
    float64, or float32 for float32.

    Attributes
    ----------
    name : str
        Key in `ACTIVATIONS`.
    latex : str
        Formula in terms of z, without dollar signs.
    range : tuple of float
        Infimum and supremum of the values.
    monotonic : bool
        Whether a larger z never gives a smaller value.
    zero_centred : bool
        Whether f(-z) = -f(z), so that inputs balanced about 0 stay balanced.

    Notes
    -----
    Numerics: float32 is widened to float64 and the result rounded once; a
    class that computes in more digits says so. Nothing warns; infinite `z`
    gives the limit, nan gives nan.

    A training step checks its arrays once and then calls the kernels
    underneath, which work in the precision of `z`, write into `out`, allocate
    little and check nothing. All arrays have the same shape (at least one
    dimension) and the same float dtype, and `out` is apart from the others:

    * ``act._value(z, out)`` writes f(z);
    * ``act._grad(z, out)`` writes f'(z);
    * ``act._pull_back(z, a, da, out)`` writes dL/dz = da f'(z), given
      ``a = f(z)`` and da = dL/da. Where `a` makes f'(z) cheap, the error is
      small against `da`, not always against the product.

    A new activation defines the attributes, `_value` and `_grad`.

    Examples
    --------
    >>> from nnlib.activations import ACTIVATIONS
    >>> relu = ACTIVATIONS["relu"]
    >>> relu([-2, 0, 3]), relu.grad([-2, 0, 3])
    (array([0., 0., 3.]), array([0., 0., 1.]))
    """

    name: str
    latex: str
    range: tuple[float, float]
    monotonic: bool
    zero_centred: bool
    _precision: type[np.floating] = np.float64  # of a call; a layer has that of its weights

    def __call__(self, z: ArrayLike) -> FloatArray:
        """Return f(z), element by element.

        Parameters
        ----------
        z : array_like, any shape
            Pre-activations.

        Returns
        -------
        a : ndarray, same shape as `z`
            Activations.

        Raises
        ------
        ValueError
            If `z` is empty or does not hold real numbers.
        """
        return apply(self._value, z, self._precision)

    def grad(self, z: ArrayLike) -> FloatArray:
        """Return the derivative f'(z), element by element.

        Parameters
        ----------
        z : array_like, any shape
            Pre-activations.

        Returns
        -------
        da_dz : ndarray, same shape as `z`
            Derivatives; the class says which value a kink gets.

        Raises
        ------
        ValueError
            If `z` is empty or does not hold real numbers.
        """
        return apply(self._grad, z, self._precision)

    def __repr__(self) -> str:
        """Return the name."""
        return self.name

    def _value(self, z: FloatArray, out: FloatArray) -> None:
        raise NotImplementedError

    def _grad(self, z: FloatArray, out: FloatArray) -> None:
        raise NotImplementedError

    def _pull_back(self, z: FloatArray, a: FloatArray, da: FloatArray, out: FloatArray) -> None:
        self._grad(z, out)
        np.multiply(out, da, out=out)


def apply(
    kernel: Callable[[FloatArray, FloatArray], None], z: ArrayLike, precision: type[np.floating] = np.float64
) -> FloatArray:
    """Run ``kernel(z, out)`` in `precision` and without warnings, whatever `z` is."""
    given = float_array("z", z)
    wide = np.atleast_1d(np.asarray(given, precision))
    out = np.empty_like(wide)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        kernel(wide, out)
        result: FloatArray = np.asarray(out.reshape(given.shape), given.dtype)[()]
    return result
