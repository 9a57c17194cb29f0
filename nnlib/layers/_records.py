"""What the passes through a net record."""

from dataclasses import dataclass
from types import SimpleNamespace

from nnlib._floats import Floats


@dataclass(frozen=True, eq=False)
class ForwardTrace:
    """What a forward pass computed, layer by layer.

    Attributes
    ----------
    z : list of ndarray
        Pre-activations; ``z[k]`` belongs to ``layers[k]`` and has shape
        (n_samples, n_out), or (n_pieces, n_samples, n_out) for `Maxout`.
    a : list of ndarray
        Activations, shape (n_samples, n_out). ``a[0]`` is the input X, so
        ``a[k + 1]`` belongs to ``z[k]``, and ``a[-1]`` is the prediction.
    """

    z: list[Floats]
    a: list[Floats]


class LayerGradients(SimpleNamespace):
    """Gradients of a loss with respect to the numbers of one layer.

    Attributes
    ----------
    W, b : ndarray
        dL/dW and dL/db, shaped like the layer's `W` and `b`. A layer with
        further parameters has their gradients beside these: `alpha` of `PReLU`.
    delta : ndarray
        dL/dz, shaped like the layer's pre-activations.
    """
