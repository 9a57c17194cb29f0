"""The numbers of Folding, by hand and by counting what the formula of the tent makes."""

import numpy as np
import pytest

from nnlib.activations import relu
from nnlib.explorers import Folding

DEPTHS = range(1, 7)
PEAKS = [0.2, 0.35, 0.5, 0.7, 0.8]

every_depth = pytest.mark.parametrize("depth", DEPTHS)
every_peak = pytest.mark.parametrize("peak", PEAKS)


def tent(x, peak):
    return np.minimum(x / peak, (1 - x) / (1 - peak))


def folded(x, peak, depth):
    """Return the tent of the tent of ... x."""
    for _ in range(depth):
        x = tent(x, peak)
    return x


def tops_and_bottoms(peak, depth):
    """Find all places that the tents send to 0 or 1: backwards, two for each."""
    places = np.array([0.0, 1.0])
    for _ in range(depth):
        places = np.union1d(peak * places, 1 - (1 - peak) * places)
    return np.append(places[:-1][np.diff(places) > 1e-9], 1.0)  # the top is found twice


def test_the_untouched_state_by_hand():
    """0.3 goes to 0.6, to 0.8, to 0.4. Six units follow four pieces and half of the fifth, up to 9/16."""
    assert Folding().readouts() == {
        "units_deep": 6, "pieces_deep": 8, "units_shallow": 6, "pieces_shallow": 6, "most_pieces": 7, "least_units": 7,
        "followed_until": 0.5625, "error": 0.5, "after_1": 0.6, "after_2": 0.8, "after_3": 0.4,
    }  # fmt: skip


@every_depth
@every_peak
def test_two_units_a_layer_double_the_pieces(depth, peak):
    numbers = Folding(depth=depth, peak=peak).readouts()
    assert (numbers["units_deep"], numbers["units_shallow"]) == (2 * depth, 2 * depth)
    assert numbers["pieces_deep"] == len(tops_and_bottoms(peak, depth)) - 1 == 2**depth
    assert numbers["most_pieces"] == 2 * depth + 1
    assert numbers["least_units"] == 2**depth - 1
    assert numbers["pieces_shallow"] == 2 * depth


@every_depth
@every_peak
def test_the_deep_net_is_the_tents_one_after_another(depth, peak):
    x = np.linspace(0, 1, 1001)
    assert np.allclose(Folding(depth=depth, peak=peak).deep()(x), folded(x, peak, depth), rtol=0, atol=1e-9)


@every_depth
@every_peak
def test_no_net_with_so_few_pieces_stays_closer_than_the_shallow_one(depth, peak):
    """Where the pieces do not suffice the error is 1/2: the deep net passes 1/2 more often than the pieces can."""
    explorer = Folding(depth=depth, peak=peak)
    numbers, shallow = explorer.readouts(), explorer.shallow()
    corners = tops_and_bottoms(peak, depth)
    error = np.abs(shallow(corners) - np.arange(corners.size) % 2).max()
    assert numbers["error"] == pytest.approx(error, abs=1e-6)
    assert numbers["error"] == (0 if 2**depth <= numbers["most_pieces"] else 0.5)

    hidden, output = shallow.layers
    assert hidden.n_out == numbers["units_shallow"]
    x = np.linspace(0, 1, 501)
    assert np.allclose(shallow(x), relu(np.outer(x, hidden.W[0]) + hidden.b) @ output.W[:, 0] + output.b, atol=1e-9)


@every_depth
@every_peak
def test_the_shallow_net_follows_the_deep_one_and_then_stays_half_way_up(depth, peak):
    explorer = Folding(depth=depth, peak=peak)
    until = explorer.readouts()["followed_until"]
    before, after = np.linspace(0, until, 2001), np.linspace(until, 1, 201)[1:]
    shallow = explorer.shallow()
    assert np.allclose(shallow(before), folded(before, peak, depth), rtol=0, atol=1e-7)
    assert until == 1 or np.allclose(shallow(after), 0.5, rtol=0, atol=1e-9)
    corners = tops_and_bottoms(peak, depth)
    n_followed = np.searchsorted(corners, until) - 1  # whole pieces; half of the next one is followed, too
    if depth > 2:
        assert n_followed == 2 * depth - 2
        assert until == pytest.approx(corners[n_followed : n_followed + 2].mean())
    else:
        assert until == 1


@every_peak
@pytest.mark.parametrize("x", [0, 0.1, 0.35, 0.5, 0.77, 1])
def test_a_point_goes_through_the_layers(peak, x):
    numbers = Folding(depth=6, peak=peak, x=x).readouts()
    for layer in DEPTHS:
        assert numbers[f"after_{layer}"] == pytest.approx(folded(x, peak, layer), abs=2e-6)
    assert "after_7" not in numbers
    assert "after_3" not in Folding(depth=2).readouts()
