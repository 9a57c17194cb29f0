"""Small data sets to learn from, drawn within about [-1, 1].

Sets of two classes return points ``X`` of shape (n_samples, 2) and integer
labels ``y`` of shape (n_samples,) in {0, 1}. Sets for regression return
inputs ``X`` and targets ``y``, both of shape (n_samples, 1). The same
generator state gives the same data.
"""

from nnlib.datasets._gaussians import imbalanced
from nnlib.datasets._planes import gate, moons, rings, spirals, two_curves
from nnlib.datasets._regression import fan, line

__all__ = ["fan", "gate", "imbalanced", "line", "moons", "rings", "spirals", "two_curves"]
