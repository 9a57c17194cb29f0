"""Flat pieces of a ReLU net: against its outputs, its slopes, a linear programme, and pieces counted by hand."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from nnlib import MLP, Dense, Maxout, PReLU
from nnlib.regions import active_units, affine_map, linear_regions, most_regions


def drawn(*layer_sizes: int, seed: int = 0) -> MLP:
    """Draw a net, with biases that are not 0."""
    rng = np.random.default_rng(seed)
    net = MLP(layer_sizes, hidden="relu", rng=rng)
    for layer in net.layers:
        layer.b = rng.normal(0, 0.4, layer.n_out)
    return net


def lines(*lines: tuple[float, float, float]) -> MLP:
    """Return a net with one hidden layer, whose units change sides on the lines w1 x1 + w2 x2 + b = 0."""
    *W, b = zip(*lines, strict=True)
    return MLP(layers=[Dense(W=W, b=b, activation="relu"), Dense(W=np.ones((len(lines), 1)))])


def by_hand(net: MLP, x: np.ndarray) -> tuple[list[bool], list[float]]:
    """Go through a net unit by unit; return which hidden units are active, and the outputs."""
    a, active = list(x), []
    for k, layer in enumerate(net.layers):
        z = [sum(a[i] * layer.W[i, j] for i in range(layer.n_in)) + layer.b[j] for j in range(layer.n_out)]
        if k == len(net.layers) - 1:
            return active, z
        active += [value > 0 for value in z]
        a = [max(value, 0.0) for value in z]
    raise AssertionError


NETS = [drawn(3, 5, 2), drawn(2, 4, 4, 3, seed=1), drawn(1, 6, 2, 5, 1, seed=2), drawn(4, 3, seed=3)]


@pytest.mark.parametrize("net", NETS, ids=repr)
def test_the_map_of_the_active_units_is_the_net_and_its_slope(net: MLP) -> None:
    X = np.random.default_rng(5).uniform(-2, 2, (40, net.layers[0].n_in))
    patterns = active_units(net, X)
    for x, pattern in zip(X, patterns, strict=True):
        active, outputs = by_hand(net, x)
        assert pattern.tolist() == active_units(net, x).tolist() == active
        W, b = affine_map(net, x)
        np.testing.assert_allclose(x @ W + b, outputs, rtol=0, atol=1e-13)
        steps = 1e-7 * np.eye(len(x))
        if (active_units(net, np.vstack([x + steps, x - steps])) == pattern).all():
            slopes = [(np.subtract(by_hand(net, x + h)[1], by_hand(net, x - h)[1])) / 2e-7 for h in steps]
            np.testing.assert_allclose(W, slopes, atol=1e-6)


def test_a_unit_at_zero_is_not_active() -> None:
    net = lines((1, 0, 0), (0, 1, 1))
    assert active_units(net, [0, 0]).tolist() == [False, True]
    assert affine_map(net, [0, 0]).W.tolist() == [[0], [1]]


def test_a_net_without_hidden_units_is_its_own_map() -> None:
    net = MLP(layers=[Dense(W=[[1, 2, 3], [4, 5, 6]], b=[7, 8, 9])])
    assert active_units(net, [1, 1]).shape == (0,)
    assert active_units(net, np.ones((4, 2))).shape == (4, 0)
    W, b = affine_map(net, [1, 1])
    assert (W == net.layers[0].W).all()
    assert (b == net.layers[0].b).all()
    (region,) = linear_regions(net, (0, 3))
    assert region.vertices.tolist() == [[0, 0], [3, 0], [3, 3], [0, 3]]
    assert region.area == 9


PLANE_NETS = [drawn(2, *[width] * depth, 1, seed=seed) for depth in (1, 2, 3) for width in (2, 5, 9) for seed in (7, 8)]


@pytest.mark.parametrize("bounds", [(-1, 1), (-0.5, 4)])
@pytest.mark.parametrize("net", PLANE_NETS, ids=repr)
def test_regions_are_convex_fill_the_square_and_hold_the_net(net: MLP, bounds: tuple[float, float]) -> None:
    """Regions of different patterns cannot overlap; so if their areas add up, none is missing."""
    regions = linear_regions(net, bounds)
    assert len({region.active.tobytes() for region in regions}) == len(regions)
    assert sum(region.area for region in regions) == pytest.approx((bounds[1] - bounds[0]) ** 2, rel=1e-12)
    for region in regions:
        assert region.vertices.min() >= bounds[0]
        assert region.vertices.max() <= bounds[1]
        edges = np.roll(region.vertices, -1, axis=0) - region.vertices
        following = np.roll(edges, -1, axis=0)
        assert (edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0] > -1e-12).all()
        middle = region.vertices.mean(axis=0)
        assert by_hand(net, middle)[0] == region.active.tolist()
        np.testing.assert_allclose(
            region.vertices @ region.W + region.b, [by_hand(net, corner)[1] for corner in region.vertices], atol=1e-12
        )


@pytest.mark.parametrize("net", PLANE_NETS, ids=repr)
def test_each_pattern_on_a_fine_grid_is_a_region(net: MLP) -> None:
    sides = np.linspace(-1, 1, 120)
    grid = np.array(list(itertools.product(sides, sides)))
    found = {region.active.tobytes() for region in linear_regions(net)}
    seen = {pattern.tobytes() for pattern in active_units(net, grid)}
    assert seen <= found
    assert len(seen) > 0.6 * len(found)  # the others are smaller than its meshes


@pytest.mark.parametrize("seed", range(4))
def test_a_linear_programme_finds_the_same_patterns(seed: int) -> None:
    """For each of 2^6 patterns: is there an input of the square with a little of it on all six sides?"""
    net = drawn(2, 3, 3, 1, seed=seed)
    found = {tuple(region.active.tolist()) for region in linear_regions(net)}
    first, second, _ = net.layers
    for pattern in itertools.product([False, True], repeat=6):
        signs = np.where(pattern, 1, -1)
        masked_W, masked_b = first.W * pattern[:3], first.b * pattern[:3]
        W = np.hstack([first.W, masked_W @ second.W])
        b = np.concatenate([first.b, masked_b @ second.W + second.b])
        room = linprog(  # the most t with signs (x W + b) >= t
            [0, 0, -1], np.column_stack([-(W * signs).T, np.ones(6)]), b * signs, bounds=[(-1, 1), (-1, 1), (None, 1)]
        )
        assert (pattern in found) == (-room.fun > 1e-9)


@pytest.mark.parametrize("n", [1, 2, 5, 12])
@pytest.mark.parametrize("seed", range(3))
def test_one_layer_has_a_region_more_for_each_line_and_each_crossing(n: int, seed: int) -> None:
    net = drawn(2, n, 1, seed=seed)
    (w1, w2), b = net.layers[0].W, net.layers[0].b
    crossing = np.abs(b) < np.abs(w1) + np.abs(w2)
    points = [
        np.linalg.solve([[w1[i], w2[i]], [w1[j], w2[j]]], [-b[i], -b[j]])
        for i, j in itertools.combinations(range(n), 2)
    ]
    count = 1 + crossing.sum() + sum(np.abs(point).max() < 1 for point in points)
    assert len(linear_regions(net)) == count <= most_regions(n)
    assert len(linear_regions(net, (-1e5, 1e5))) == most_regions(n)  # in general position, all lines cross somewhere


@pytest.mark.parametrize(
    ("net", "count"),
    [
        (lines((1, 0, 0), (0, 1, 0), (1, 1, 0)), 6),  # three lines through a point
        (lines((1, 0, 0), (2, 0, 0), (-1, 0, 0)), 2),  # one line, three times
        (lines((1, 0, 0.5), (1, 0, -0.5)), 3),  # parallel lines
        (lines((1, 1, -2), (1, 1, 2)), 1),  # through two corners of the square
        (lines((1, -1, 0), (1, 1, 0)), 4),  # diagonals
        (lines((1, 0, -1), (0, 1, 1)), 1),  # along its sides
        (lines((0, 0, 1), (0, 0, 0), (0, 0, -1)), 1),  # no lines
        (lines((0.1, 0.2, -0.03), (0.3, 0.6, -0.09), (0.7, 1.4, -0.21)), 2),  # one line, but for rounding
    ],
)
def test_lines_that_meet_are_counted_as_they_lie(net: MLP, count: int) -> None:
    regions = linear_regions(net)
    assert len(regions) == count
    assert sum(region.area for region in regions) == pytest.approx(4, rel=1e-12)


def test_a_folded_plane_has_a_region_for_each_stripe() -> None:
    """Twice the tent of |x| - 1/2 makes four stripes; where a layer is silent, its inputs still make regions."""
    fold = [
        Dense(W=[[1, -1], [0, 0]], activation="relu"),
        Dense(W=[[1, -1], [1, -1]], b=[-0.5, 0.5], activation="relu"),
    ]
    regions = linear_regions(MLP(layers=[*fold, Dense(W=[[1], [1]])]))
    assert sorted(region.area for region in regions) == [1, 1, 1, 1]
    silent = Dense(W=[[1], [1]], b=[-5], activation="relu")
    regions = linear_regions(MLP(layers=[*fold, silent, Dense(W=[[1]], b=[2])]))
    assert len(regions) == 4
    assert all((region.W == 0).all() and region.b == 2 for region in regions)


def test_units_that_cancel_leave_no_line() -> None:
    """The second layer gets 0.1 |x1| + 0.2 |x1| - 0.3 |x1|, which is 0 but for rounding."""
    W = [[0.1, -0.1, 0.2, -0.2, 0.3, -0.3], [0] * 6]
    net = MLP(
        layers=[
            Dense(W=W, activation="relu"),
            Dense(W=[[1], [1], [1], [1], [-1], [-1]], activation="relu"),
            Dense(W=[[1]]),
        ]
    )
    assert len(linear_regions(net)) == 2


def test_the_most_regions_of_a_layer() -> None:
    assert [most_regions(n) for n in (1, 2, 3, 10)] == [2, 4, 7, 56]
    assert [most_regions(n, n_in=1) for n in (1, 2, 3)] == [2, 3, 4]
    assert [most_regions(n, n_in=5) for n in (1, 2, 3)] == [2, 4, 8]  # all patterns


NET = drawn(2, 3, 1)
WRONG_CALLS = [
    (lambda: active_units("net", [1, 2]), "net must be an MLP, got 'net'"),
    (lambda: active_units(NET, [1, 2, 3]), "x must have shape (2,) or (n_samples, 2), got shape (3,)"),
    (lambda: active_units(NET, np.ones((1, 1, 2))), "x must have shape (2,) or (n_samples, 2), got shape (1, 1, 2)"),
    (lambda: active_units(NET, [1, np.nan]), "x must hold finite numbers, got nan"),
    (lambda: active_units(NET, ["a", "b"]), "x must hold real numbers, got dtype <U1"),
    (lambda: affine_map(NET, [[1, 2]]), "x must have 1 dimension(s), got shape (1, 2)"),
    (lambda: affine_map(NET, [1]), "x must have shape (2,) or (n_samples, 2), got shape (1,)"),
    (lambda: linear_regions(drawn(3, 2, 1)), "net must have 2 inputs, got 3"),
    (lambda: linear_regions(NET, (1, -1)), "bounds must be two increasing finite numbers, got (1, -1)"),
    (lambda: most_regions(0), "n_units must be an integer >= 1, got 0"),
    (lambda: most_regions(2, 0), "n_in must be an integer >= 1, got 0"),
]


@pytest.mark.parametrize(("call", "message"), WRONG_CALLS, ids=[message[:60] for _, message in WRONG_CALLS])
def test_wrong_calls_say_what_is_wrong(call, message) -> None:
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize(
    "net",
    [
        MLP([2, 3, 1], hidden="tanh", rng=np.random.default_rng(0)),
        MLP([2, 3, 1], hidden="relu", output="relu", rng=np.random.default_rng(0)),
        MLP(layers=[PReLU(2, 3, rng=np.random.default_rng(0)), Dense(W=np.ones((3, 1)))]),
        MLP(layers=[Maxout(2, 3, 2, rng=np.random.default_rng(0)), Dense(W=np.ones((3, 1)))]),
    ],
    ids=repr,
)
def test_other_nets_are_refused(net: MLP) -> None:
    for call in (lambda: active_units(net, [1, 2]), lambda: affine_map(net, [1, 2]), lambda: linear_regions(net)):
        with pytest.raises(ValueError, match=r"^net must have Dense layers, hidden ones with ReLU and the final one"):
            call()
