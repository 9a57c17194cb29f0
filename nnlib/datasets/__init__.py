"""Small two-class data sets in the plane.

Every function returns ``X`` of shape (n_samples, 2) and integer labels ``y``
of shape (n_samples,) in {0, 1}. The same generator state gives the same data.
"""

from nnlib.datasets._planes import gate, moons, rings, spirals, two_curves

__all__ = ["gate", "moons", "rings", "spirals", "two_curves"]
