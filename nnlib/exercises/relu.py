"""Checkers of the chapter on ReLU and its family."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib._floats import Floats
from nnlib.activations import LeakyReLU
from nnlib.exercises._verdict import arrays, compare, correct, equal, not_yet
from nnlib.mlp import MLP


def leaky_map(answer: Callable[..., Any]) -> None:
    """Check a function ``leaky_map(net, x)``: W and b of the affine map that a leaky ReLU net is at x."""
    rng = np.random.default_rng(0)
    for sizes, alpha in [([2, 3, 1], 0.5), ([2, 4, 4, 1], 0.1), ([3, 5, 4, 3, 2], 0.25)]:
        net = MLP(sizes, hidden=LeakyReLU(alpha), rng=rng)
        for layer in net.layers:
            layer.b[:] = rng.standard_normal(layer.n_out)
        before = net.theta.copy()
        for x in rng.standard_normal((4, sizes[0])):
            case = f"for a net {sizes} with alpha = {alpha} at x = {x.round(2).tolist()}"
            shapes = {"W": (sizes[0], sizes[-1]), "b": (sizes[-1],)}
            if (given := arrays(answer, (net, x.copy()), shapes, case)) is None:
                return
            if not np.array_equal(net.theta, before):
                return not_yet(f"{case} your code changes the net that it is given; make new arrays.")
            (W, b), (right_W, right_b) = given, _map_at(net, x)
            if not (equal(W, right_W, "W", case) and equal(b, right_b, "b", case)):
                return
    correct("At 12 inputs your maps are those of the nets. No unit is struck out: the slope alpha stays in its place.")


def elu_slope(answer: Callable[..., Any]) -> None:
    """Check a function ``elu_slope(z, alpha)``: the derivative of ELU at a number z."""
    places = [(2.0, 1.0), (-1.0, 1.0), (-1.0, 2.0), (0.5, 0.3), (-3.0, 0.3), (-30.0, 1.0)]
    cases = [((z, alpha), 1.0 if z > 0 else alpha * np.exp(z)) for z, alpha in places]
    compare(answer, cases, "The two sides meet at z = 0 in one slope for alpha = 1 only: there, ELU has no kink.")


def count_regions(answer: Callable[..., Any]) -> None:
    """Check ``count_regions(W, b)``: into how many regions the lines of the units cut the plane."""
    crossing = np.array([[1.0, 0, 1, 2], [0, 1, 1, -1]])
    offsets = np.array([0.0, 0, -0.5, 0.7])
    parallel = np.array([[1.0, 1, 0, -2, 0, 1], [1, 1, 1, -2, 3, 1]])  # four one way, two the other
    apart = np.array([0.0, 1, 0.3, 3, -2, 2.5])
    cases = [
        ((crossing[:, :1], offsets[:1]), 2),
        ((crossing[:, :3], offsets[:3]), 7),
        ((crossing, offsets), 11),
        ((parallel[:, :2], apart[:2]), 3),
        ((parallel, apart), 15),
        ((-parallel, -apart), 15),
    ]
    compare(answer, cases, "Each line adds one region, and one more for each line before it that it crosses.")


def _map_at(net: MLP, x: Floats) -> tuple[Any, Any]:
    """Return the Jacobian by the chain rule, and what it leaves of the output."""
    slopes: Any = np.eye(len(x))
    a: Any = x
    for layer in net.layers:
        z = a @ layer.W + layer.b
        slopes, a = slopes @ layer.W * layer.derivative(z), layer.activate(z)
    return slopes, a - x @ slopes
