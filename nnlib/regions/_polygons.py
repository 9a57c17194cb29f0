"""The polygons of the input plane in which a ReLU net is affine."""

import math
from dataclasses import dataclass

import numpy as np

from nnlib import _validate
from nnlib.layers import Layer
from nnlib.mlp import MLP
from nnlib.regions._affine import AffineMap, Array, Bools, relu_layers, then, unchanged

# A corner of a polygon lies on a unit's line if there z is this small beside the terms that it is a sum of.
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Region:
    """A polygon of the input plane in which the same hidden units are active.

    Attributes
    ----------
    vertices : ndarray, shape (n_vertices, 2)
        Its corners, anticlockwise; it is convex.
    active : ndarray of bool, shape (n_hidden,)
        Which hidden units are active inside, as `active_units` lists them.
    W, b : ndarray of shape (2, n_out), and of shape (n_out,)
        The net in this region: x W + b.
    """

    vertices: Array
    active: Bools
    W: Array
    b: Array

    @property
    def area(self) -> float:
        """Area of the polygon."""
        (x, y), (next_x, next_y) = self.vertices.T, np.roll(self.vertices, -1, axis=0).T
        return float((x * next_y - next_x * y).sum() / 2)


def linear_regions(net: MLP, bounds: tuple[float, float] = (-1.0, 1.0)) -> list[Region]:
    """Cut a square of the input plane into the polygons in which a ReLU net is affine.

    Layer after layer, each polygon is cut by the line on which a unit of that
    layer changes between active and inactive. In each polygon that line is
    straight; it bends where it goes on into the next one.

    Parameters
    ----------
    net : MLP
        Two inputs; Dense layers, with ReLU but for the final one, whose activation is the identity.
    bounds : pair of float
        Least and greatest value of both inputs.

    Returns
    -------
    regions : list of Region
        They fill the square and do not overlap; ``len(regions)`` counts them.

    Raises
    ------
    ValueError
        If the net is of another kind or has no two inputs, or `bounds` do not increase.

    Notes
    -----
    A region here is the greatest set with one pattern of active units, and no
    two regions share a pattern; [2] calls it an activation region. The linear
    regions of [1] are the greatest connected sets on which the net is one
    affine map. Both are the same, but where two neighbours have one map: where
    what tells them apart is struck out later on, for instance because a whole
    layer is inactive.

    Numerics: a corner counts as on a line if the unit's z there is below 1e-9
    of the terms that it sums, so regions so narrow are not told apart.

    References
    ----------
    .. [1] Montufar, Pascanu, Cho, Bengio, "On the number of linear regions of
       deep neural networks", NeurIPS 2014.
    .. [2] Hanin, Rolnick, "Deep ReLU networks have surprisingly few activation
       patterns", NeurIPS 2019.

    Examples
    --------
    Three lines in general position make seven regions.

    >>> from nnlib import Dense
    >>> W, b = [[1, 0, 1], [0, 1, 1]], [0, 0, -0.5]
    >>> net = MLP(layers=[Dense(W=W, b=b, activation="relu"), Dense(W=[[1], [1], [1]])])
    >>> regions = linear_regions(net)
    >>> len(regions), round(sum(region.area for region in regions), 9)
    (7, 4.0)
    """
    hidden = relu_layers(net)
    if net.layers[0].n_in != 2:
        raise ValueError(f"net must have 2 inputs, got {net.layers[0].n_in}")
    low, high = _validate.interval("bounds", bounds)
    square = np.array([[low, low], [high, low], [high, high], [low, high]])
    regions = [Region(square, np.empty(0, bool), *unchanged(2))]
    for layer in hidden:
        regions = [piece for region in regions for piece in _cut_by_layer(region, layer)]
    final = net.layers[-1]
    return [Region(one.vertices, one.active, *then(AffineMap(one.W, one.b), final)) for one in regions]


def most_regions(n_units: int, n_in: int = 2) -> int:
    r"""Return the most regions that one hidden layer can have: of n units, with 2 inputs, 1 + n + n (n - 1) / 2.

    .. math:: \sum_{j=0}^{n_{in}} \binom{n}{j}

    Parameters
    ----------
    n_units : int
        Number n of ReLU units in the layer.
    n_in : int
        Number of inputs.

    Returns
    -------
    most : int

    Raises
    ------
    ValueError
        If `n_units` or `n_in` is not a positive integer.

    References
    ----------
    .. [1] Zaslavsky, *Facing up to arrangements*, Memoirs of the American Mathematical Society 154, 1975.

    Examples
    --------
    >>> [most_regions(n) for n in (1, 2, 3, 4)]
    [2, 4, 7, 11]
    """
    n, dimensions = _validate.count("n_units", n_units), _validate.count("n_in", n_in)
    return sum(math.comb(n, j) for j in range(dimensions + 1))


def _cut_by_layer(region: Region, layer: Layer) -> list[Region]:
    """Cut a region by the lines of a layer's units, which are straight in it; W and b become those of the layer."""
    W, b = then(AffineMap(region.W, region.b), layer)
    reach = np.abs(region.vertices).max(axis=0)
    near = ROUNDING * ((reach @ np.abs(region.W) + np.abs(region.b)) @ np.abs(layer.W) + np.abs(layer.b))
    z = region.vertices @ W + b
    above, below = (z > near).any(axis=0), (z < -near).any(axis=0)
    pieces = [(region.vertices, above)]
    for j in np.flatnonzero(above & below):  # the others have one sign in all of the region
        pieces = [
            (vertices, np.where(np.arange(len(b)) == j, is_active, active))
            for whole, active in pieces
            for vertices, is_active in _cut(whole, whole @ W[:, j] + b[j], near[j])
        ]
    return [
        Region(vertices, np.concatenate([region.active, active]), W * active, b * active) for vertices, active in pieces
    ]


def _cut(vertices: Array, z: Array, near: float) -> list[tuple[Array, bool]]:
    """Return the part of a convex polygon with z > 0 and the part with z < 0, as far as there are."""
    z = np.where(np.abs(z) <= near, 0.0, z)
    if not ((z > 0).any() and (z < 0).any()):
        return [(vertices, bool((z > 0).any()))]
    return [(_half(vertices, z), True), (_half(vertices, -z), False)]


def _half(vertices: Array, z: Array) -> Array:
    """Return the part of a convex polygon where z >= 0, given z at its corners (Sutherland and Hodgman's clipping)."""
    corners = []
    for i, here in enumerate(z):
        before = z[i - 1]
        if here * before < 0:
            corners.append(vertices[i - 1] + before / (before - here) * (vertices[i] - vertices[i - 1]))
        if here >= 0:
            corners.append(vertices[i])
    return np.array(corners)
