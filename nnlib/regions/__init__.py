"""The flat pieces of a ReLU net: which units are active, the affine map they make, and where each map holds.

A unit with z <= 0 passes nothing on. Strike such units out, and what is left is
a thinner net without any bend: an affine map. It holds wherever the same units
are active, and those places cut a plane of two inputs into convex polygons.
"""

from nnlib.regions._affine import AffineMap, active_units, affine_map
from nnlib.regions._polygons import Region, linear_regions, most_regions

__all__ = ["AffineMap", "Region", "active_units", "affine_map", "linear_regions", "most_regions"]
