"""Activations by their names."""

from nnlib._validate import choice
from nnlib.activations._base import Activation
from nnlib.activations._gelu import gelu
from nnlib.activations._logistic import sigmoid, softplus, tanh
from nnlib.activations._piecewise import identity, leaky_relu, relu, step
from nnlib.activations._smooth import elu, silu
from nnlib.activations._softmax import Softmax, softmax

ACTIVATIONS: dict[str, Activation] = {
    act.name: act for act in (step, identity, sigmoid, tanh, relu, leaky_relu, elu, softplus, gelu, silu)
}


def find_activation(activation: str | Activation | Softmax, argument: str = "activation") -> Activation | Softmax:
    """Return an activation given by itself or by its name.

    Parameters
    ----------
    activation : str, Activation or Softmax
        A name in `ACTIVATIONS`, "softmax", or the activation itself.
    argument : str
        What an error calls it.

    Returns
    -------
    activation : Activation or Softmax

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> find_activation("relu"), find_activation("softmax")
    (relu, softmax)
    """
    if isinstance(activation, str):
        named: dict[str, Activation | Softmax] = {**ACTIVATIONS, "softmax": softmax}
        return named[choice(argument, activation, named)]
    if not isinstance(activation, (Activation, Softmax)):
        raise ValueError(f"{argument} must be a name or an Activation, got {activation!r}")
    return activation
