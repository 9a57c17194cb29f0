"""What every activation function offers."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._floats import Floats, quiet
from nnlib._validate import float_array, returned


class Activation:
    r"""A function applied to each pre-activation, together with its derivative.

    An instance `act` is called as ``act(z)``; ``act.grad(z)`` is the
    derivative at the same `z`. Both take any array_like of any shape and give
    float64, or float32 for float32. Layers compute with the same two methods,
    `value` and `derivative`, so a call and a layer give the same bits.

    Attributes
    ----------
    name : str
        Key in `ACTIVATIONS`; the name of the class in small letters unless given.
    latex, latex_derivative : str
        Formulas in terms of z, without dollar signs.
    range : tuple of float
        Infimum and supremum of the values.
    monotonic : bool
        Whether a larger z never gives a smaller value.
    zero_centred : bool
        Whether f(-z) = -f(z), so that inputs balanced about 0 stay balanced.
    kinks : tuple of float
        Where f has no derivative; the class says which number `grad` gives there.
    init : str
        How a layer draws its weights unless told: a name in `initializers.INITIALIZERS`.

    Notes
    -----
    To write a new activation, subclass and define ``value(z)`` and
    ``derivative(z)``. Each gets an array of at least one dimension, float32 or
    float64, and returns a new array of the same shape and type; anything else
    is refused with an error that names the class. Floating-point warnings are
    off meanwhile. An infinite `z` should give the limit, and nan should give
    nan. To enter the registry it also needs the attributes above.

    Examples
    --------
    >>> class Cube(Activation):
    ...     def value(self, z):
    ...         return z**3
    ...     def derivative(self, z):
    ...         return 3 * z**2
    >>> cube = Cube()
    >>> cube([-2, 3]), cube.grad([-2, 3])
    (array([-8., 27.]), array([12., 27.]))
    >>> from nnlib import Dense
    >>> Dense(W=[[1.0]], activation=cube)
    Dense(1, 1, cube)
    """

    name: str
    latex: str
    latex_derivative: str
    range: tuple[float, float]
    monotonic: bool
    zero_centred: bool
    kinks: tuple[float, ...] = ()
    init: str = "glorot_uniform"

    def __init_subclass__(cls) -> None:
        if not hasattr(cls, "name"):
            cls.name = cls.__name__.lower()

    def __call__(self, z: ArrayLike) -> Floats:
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
        return self._at(z, "value")

    def grad(self, z: ArrayLike) -> Floats:
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
        return self._at(z, "derivative")

    def value(self, z: Floats) -> Floats:
        """Compute f(z) of a checked array: what a subclass defines."""
        raise NotImplementedError(f"{type(self).__name__} must define value(z)")

    def derivative(self, z: Floats) -> Floats:
        """Compute f'(z) of a checked array: what a subclass defines."""
        raise NotImplementedError(f"{type(self).__name__} must define derivative(z)")

    @property
    def differentiable(self) -> bool:
        """Whether f has a derivative everywhere."""
        return not self.kinks

    @property
    def saturates(self) -> tuple[str, ...]:
        """The sides, "left" or "right", on which f flattens out: its derivative goes to 0 there."""
        limits = zip(("left", "right"), self.grad([-np.inf, np.inf]), strict=True)
        return tuple(side for side, slope in limits if slope == 0)

    def _at(self, z: ArrayLike, method: str) -> Floats:
        given = float_array("z", z)
        array = np.atleast_1d(given)
        with quiet():
            result = returned(self, method, getattr(self, method)(array), array)
        shaped: Floats = result.reshape(given.shape)[()]
        return shaped

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *sorted(vars(self).items())))

    def __repr__(self) -> str:
        """Return the name."""
        return self.name
