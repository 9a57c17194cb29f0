"""Activations made of straight pieces: step, identity, ReLU and leaky ReLU."""

import numpy as np

from nnlib._floats import Floats
from nnlib._validate import number
from nnlib.activations._base import Activation


class Step(Activation):
    r"""Heaviside step, the all-or-nothing firing of the first artificial neurons.

    .. math:: f(z) = 1 \text{ if } z \ge 0, \text{ else } 0

    Notes
    -----
    Gradient: 0 wherever it exists; `grad` is 0 at ``z = 0`` too, so gradient
    descent cannot train through a step.

    Kink: ``step(0)`` is 1: a neuron fires when its threshold is reached.

    References
    ----------
    .. [1] McCulloch, Pitts, "A logical calculus of the ideas immanent in
       nervous activity", Bulletin of Mathematical Biophysics 5, 1943.

    Examples
    --------
    >>> from nnlib.activations import step
    >>> step([-0.5, 0, 2])
    array([0., 1., 1.])
    """

    name = "step"
    latex = r"1\ \text{if}\ z \ge 0,\ \text{else}\ 0"
    latex_derivative = "0"
    range = (0.0, 1.0)
    monotonic = True
    zero_centred = False
    kinks = (0.0,)

    def value(self, z: Floats) -> Floats:
        return np.heaviside(z, 1.0)

    def derivative(self, z: Floats) -> Floats:
        return _constant(0.0, z)


class Identity(Activation):
    r"""The activation that does nothing, used at the output of a regression.

    .. math:: f(z) = z

    Notes
    -----
    Gradient: 1 everywhere. Layers that use only this one collapse into a
    single linear layer.

    Examples
    --------
    >>> from nnlib.activations import identity
    >>> identity([-2, 3])
    array([-2.,  3.])
    """

    name = "identity"
    latex = "z"
    latex_derivative = "1"
    range = (-np.inf, np.inf)
    monotonic = True
    zero_centred = True

    def value(self, z: Floats) -> Floats:
        return z.copy()

    def derivative(self, z: Floats) -> Floats:
        return _constant(1.0, z)


class ReLU(Activation):
    r"""Rectified linear unit.

    .. math:: f(z) = \max(0, z)

    Notes
    -----
    Gradient: 1 for z > 0, 0 for z < 0. Kink: 0 at ``z = 0``, a convention
    (any number in [0, 1] is a subgradient).

    References
    ----------
    .. [1] Glorot, Bordes, Bengio, "Deep sparse rectifier neural networks",
       AISTATS 2011.

    Examples
    --------
    >>> from nnlib.activations import relu
    >>> relu([-2, 0, 3]), relu.grad([-2, 0, 3])
    (array([0., 0., 3.]), array([0., 0., 1.]))

    In a layer, each sample switches some units on; a unit that no sample
    switches on is dead:

    >>> from nnlib import MLP, Dense
    >>> net = MLP(layers=[Dense(W=[[1.0, -1.0, 1.0]], b=[0.0, 0.0, -9.0], activation="relu")])
    >>> active = net.forward([[-1.0], [2.0]]).z[0] > 0
    >>> active.tolist(), (~active.any(axis=0)).tolist()
    ([[False, True, False], [True, False, False]], [False, False, True])
    """

    name = "relu"
    latex = r"\max(0, z)"
    latex_derivative = r"1\ \text{if}\ z > 0,\ \text{else}\ 0"
    range = (0.0, np.inf)
    monotonic = True
    zero_centred = False
    kinks = (0.0,)
    init = "he_uniform"

    def value(self, z: Floats) -> Floats:
        return np.maximum(z, 0.0)

    def derivative(self, z: Floats) -> Floats:
        return np.sign(np.maximum(z, 0.0))


class LeakyReLU(Activation):
    r"""ReLU that lets a fraction of the negative side through.

    .. math:: f(z) = \max(\alpha z, z)

    Parameters
    ----------
    alpha : float
        Slope for z < 0, in (0, 1]: 0 would be ReLU, 1 is the identity.

    Raises
    ------
    ValueError
        If `alpha` is not a number in (0, 1].

    Notes
    -----
    Gradient: 1 for z > 0, `alpha` for z < 0. Kink: `alpha` at ``z = 0``.

    Here `alpha` is fixed; the layer `PReLU` learns it [2], with the same two
    formulas.

    References
    ----------
    .. [1] Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network
       acoustic models", ICML workshop, 2013.
    .. [2] He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.

    Examples
    --------
    >>> from nnlib.activations import LeakyReLU
    >>> LeakyReLU(alpha=0.1)([-2, 0, 3])
    array([-0.2,  0. ,  3. ])
    """

    name = "leaky_relu"
    latex = r"\max(\alpha z, z)"
    latex_derivative = r"1\ \text{if}\ z > 0,\ \text{else}\ \alpha"
    range = (-np.inf, np.inf)
    monotonic = True
    init = "he_uniform"

    def __init__(self, alpha: float = 0.01) -> None:
        self.alpha = number("alpha", alpha, above=0, at_most=1)
        self.kinks = () if self.alpha == 1 else (0.0,)
        self.zero_centred = self.alpha == 1

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"LeakyReLU(alpha={self.alpha})"

    def value(self, z: Floats) -> Floats:
        return self.bent(z, self.alpha)

    def derivative(self, z: Floats) -> Floats:
        return self.slope(z, self.alpha)

    @staticmethod
    def bent(z: Floats, alpha: float | Floats) -> Floats:
        """Return z where it is positive, else alpha z, for slopes of any size."""
        return np.where(z > 0, z, alpha * z)

    @staticmethod
    def slope(z: Floats, alpha: float | Floats) -> Floats:
        """Return 1 where z is positive, else alpha."""
        return np.where(z > 0, 1.0, np.where(np.isnan(z), z, alpha))


def _constant(value: float, z: Floats) -> Floats:
    """Return `value` everywhere, but nan where `z` is nan."""
    return np.minimum(np.maximum(z, value), value)


step = Step()
identity = Identity()
relu = ReLU()
leaky_relu = LeakyReLU()
