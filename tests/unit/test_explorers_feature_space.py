"""The numbers of FeatureSpace, and its recording: found again by training, and by the formulas of a forward pass."""

import gzip
from itertools import product

import numpy as np
import pytest

from nnlib import datasets
from nnlib.activations import relu, sigmoid, tanh
from nnlib.explorers import FeatureSpace
from nnlib.explorers._modules import source
from nnlib.explorers.activations._recording import (
    ACTIVATIONS,
    EPOCHS,
    PLANS,
    RUNS,
    SCALE,
    load,
    packed,
    parameters,
    record,
    samples,
    unpacked,
)

FUNCTIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
WIDTHS = {"two_curves": [2, 2, 1], "rings": [2, 4, 2, 1]}
SEPARATED = {  # by run: epochs for sigmoid, tanh and ReLU
    ("two_curves", 1): (39, 19, 5), ("two_curves", 2): (30, 17, -1),
    ("rings", 1): (32, 28, 19), ("rings", 2): (23, 16, -1),
}  # fmt: skip

every_run = pytest.mark.parametrize(("data", "run"), SEPARATED)
every_space = pytest.mark.parametrize("space", ["z", "a"])


def layers_of(data: str, run: int, activation: str, epoch: int):
    """Read W and b of each layer from the recording."""
    theta = unpacked(load()[data]["runs"][run - 1][activation])[epoch]
    layers = []
    for n_in, n_out in zip(WIDTHS[data], WIDTHS[data][1:], strict=False):
        layers.append((theta[: n_in * n_out].reshape(n_in, n_out), theta[n_in * n_out : (n_in + 1) * n_out]))
        theta = theta[(n_in + 1) * n_out :]
    assert theta.size == 0
    return layers


def forward(layers, activation: str, X):
    """Return z and a of the final hidden layer, and the logits."""
    *hidden, (W, b) = layers
    a = X
    for V, c in hidden:
        z = a @ V + c
        a = FUNCTIONS[activation](z)
    return z, a, (a @ W + b)[:, 0]


def right(data: str, run: int, activation: str, epoch: int) -> int:
    X, y = FeatureSpace(data=data).samples()
    return int(((forward(layers_of(data, run, activation, epoch), activation, X)[2] >= 0) == (y == 1)).sum())


def test_the_untouched_state_is_the_middle_of_a_run():
    numbers = FeatureSpace().readouts()
    assert list(numbers) == ["n_samples"] + [
        f"{what}_{name}" for name in ACTIVATIONS for what in ("loss", "right", "separated", "width", "height")
    ]
    assert numbers["n_samples"] == 60
    assert [numbers[f"right_{name}"] for name in ACTIVATIONS] == [46, 60, 60]
    assert [numbers[f"separated_{name}"] for name in ACTIVATIONS] == [39, 19, 5]
    assert [round(numbers[f"loss_{name}"], 2) for name in ACTIVATIONS] == [0.38, 0.12, 0.02]


# -- the recording -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ACTIVATIONS)
@every_run
def test_the_recording_is_what_training_gives(data, run, activation):
    """To the rounding; another processor may round a weight between two thirty-seconds the other way."""
    trained = parameters(data, activation, PLANS[data].seeds[run - 1])
    stored = unpacked(load()[data]["runs"][run - 1][activation])
    assert (
        stored.shape
        == trained.shape
        == (EPOCHS + 1, sum(layer.size for pair in layers_of(data, run, activation, 0) for layer in pair))
    )
    assert np.abs(stored - trained).max() <= 0.5 / SCALE + 1e-6


@pytest.mark.parametrize("data", PLANS)
def test_the_recorded_samples_are_those_of_the_data_set(data):
    X, y = FeatureSpace(data=data).samples()
    wanted, classes = getattr(datasets, data)(60, rng=np.random.default_rng(0))
    assert np.abs(X - wanted).max() <= 0.0005 + 1e-12
    assert np.array_equal(y, classes)
    assert np.array_equal(X, samples(data)[0]), "the nets learn what is drawn"


def test_the_file_holds_what_record_makes_but_for_weights():
    made, stored = record(), load()
    assert list(made) == list(stored) == ["two_curves", "rings"]
    for data in made:
        assert list(made[data]) == list(stored[data])
        assert list(made[data]["layer_sizes"]) == stored[data]["layer_sizes"] == WIDTHS[data]
        assert (made[data]["X"], made[data]["y"]) == (stored[data]["X"], stored[data]["y"])
        for one, other in zip(made[data]["runs"], stored[data]["runs"], strict=True):
            assert list(one) == list(other) == list(ACTIVATIONS)
            for name in ACTIVATIONS:
                assert np.abs(unpacked(one[name]) - unpacked(other[name])).max() <= 1 / SCALE + 1e-9


def test_packing_keeps_what_was_rounded():
    rng = np.random.default_rng(0)
    for spread in (0, 1, 10, 28, 29, 30, 1000):
        rows = rng.integers(-spread, spread + 1, (EPOCHS + 1, 9)).cumsum(axis=0) / SCALE
        text = packed(rows)
        assert np.array_equal(unpacked(text), rows)
        assert text.isascii()
        assert not {*text} & {'"', "\\"}, "such a letter takes two in JavaScript"


def test_the_recording_is_small_and_no_part_of_the_state():
    text = source("activations/feature_space.declared.js")
    assert len(gzip.compress(text.encode(), 9)) < 7500
    assert FeatureSpace().state() == {"data": "two_curves", "run": 1, "space": "a", "epoch": 20}


# -- the numbers -------------------------------------------------------------------------------------------------------


@every_space
@every_run
def test_loss_samples_and_extent_follow_from_the_weights(data, run, space):
    X, y = FeatureSpace(data=data).samples()
    for epoch, name in product((0, 1, 7, 20, 50), ACTIVATIONS):
        explorer = FeatureSpace(data=data, run=run, space=space, epoch=epoch)
        numbers = explorer.readouts()
        z, a, logits = forward(layers_of(data, run, name, epoch), name, X)
        places = z if space == "z" else a
        assert np.allclose(explorer.hidden(name, X), places, rtol=0, atol=1e-12)
        p = sigmoid(logits)
        assert numbers[f"loss_{name}"] == pytest.approx(-np.log(np.where(y == 1, p, 1 - p)).mean(), rel=1e-9)
        assert numbers[f"right_{name}"] == ((p >= 0.5) == (y == 1)).sum()
        assert numbers[f"width_{name}"] == pytest.approx(np.ptp(places[:, 0]), abs=1e-12)
        assert numbers[f"height_{name}"] == pytest.approx(np.ptp(places[:, 1]), abs=1e-12)


@every_run
def test_separated_is_the_first_epoch_from_which_all_samples_stay_right(data, run):
    numbers = FeatureSpace(data=data, run=run).readouts()
    found = tuple(numbers[f"separated_{name}"] for name in ACTIVATIONS)
    assert found == SEPARATED[data, run]
    for name, start in zip(ACTIVATIONS, found, strict=True):
        counts = [right(data, run, name, epoch) for epoch in range(EPOCHS + 1)]
        if start < 0:
            assert counts[-1] < 60
        else:
            assert min(counts[start:]) == 60
            assert counts[start - 1] < 60
    later = FeatureSpace(data=data, run=run, space="z", epoch=3).readouts()
    assert found == tuple(later[f"separated_{name}"] for name in ACTIVATIONS), "of the run, not of the epoch"


def test_a_class_that_was_separated_once_may_come_apart_again():
    """tanh on the rings has all samples right before epoch 28, and loses one."""
    counts = [right("rings", 1, "tanh", epoch) for epoch in range(28)]
    assert 60 in counts


def test_the_plane_is_straight_before_the_only_hidden_layer_bends_it():
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    for name in ACTIVATIONS:
        a, b, c, d = FeatureSpace(space="z", epoch=50).hidden(name, corners)
        assert np.allclose(d - c, b - a, rtol=0, atol=1e-12)
        a, b, c, d = FeatureSpace(space="a", epoch=50).hidden(name, corners)
        assert np.abs((d - c) - (b - a)).max() > 0.1


def test_relu_dies_in_the_second_run_on_rings():
    """Both final units are silent on all samples, so all lie on 0."""
    explorer = FeatureSpace(data="rings", run=2, epoch=50)
    X, _ = explorer.samples()
    assert not explorer.hidden("relu", X).any()
    assert explorer.readouts()["right_relu"] == 30


def test_two_runs_start_from_other_weights():
    assert len(RUNS) == 2
    for data, name in product(PLANS, ACTIVATIONS):
        first, second = (layers_of(data, run, name, 0)[0][0] for run in RUNS)
        assert np.abs(first - second).min() > 0
