"""States of explorers that have a still: those that chapters show, and some more that readers reach."""

import functools
import json
import re
from collections import defaultdict
from typing import Any
from urllib.parse import unquote

import nbformat
import record
from bs4 import BeautifulSoup

from nnlib import explorers
from nnlib.explorers._stills import name

State = dict[str, Any]

LINK = re.compile(r"""href=(["'])#(\w+)(?::\d+)?\?(.+?)\1""")
NETWORK = {
    "layer_sizes": [2, 2, 1], "activations": ["tanh", "identity"],
    "weights": [[1.5, -0.5, 0.0, 2.0], [-1.0, 0.5]], "biases": [[0.5, -1.0], [0.25]], "x": [1.0, -0.5], "y_true": [0.5],
}  # fmt: skip
SAMPLES = [
    [-1, -1, 0],
    [-0.5, 1.5, 1],
    [0.25, -0.75, 0],
    [0.5, 0.5, 1],
    [1.5, -1, 0],
    [2, 2, 1],
    [1, 1.25, 1],
    [-1, 0.5, 0],
]
XOR_SAMPLES = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]

#: Modes, extremes, the middle of a run.
MORE: dict[str, list[State]] = {
    "ActivationGallery": [
        {"other": "none"},
        {"z": 0},
        {"activation": "step", "other": "sigmoid", "z": 0},
        {"activation": "identity", "other": "softplus", "z": -5},
        {"activation": "relu", "other": "softplus", "z": -1},
        {"activation": "relu", "other": "leaky_relu", "z": 0},
        {"activation": "leaky_relu", "other": "none", "alpha": 0.01, "z": -2},
        {"activation": "leaky_relu", "other": "elu", "alpha": 1, "z": 0},
        {"activation": "elu", "other": "relu", "alpha": 0.5, "z": -0.5},
        {"activation": "elu", "other": "none", "alpha": 1, "z": -3.5},
        {"activation": "gelu", "other": "silu", "z": -0.75},
        {"activation": "silu", "other": "tanh", "z": 5},
        {"activation": "tanh", "other": "identity", "z": 4.5},
        {"activation": "softplus", "other": "step", "z": 2.96},
    ],
    "BumpApproximator": [
        {"n_bumps": 1},
        {"n_bumps": 50, "steepness": 100_000},
        {"n_bumps": 40, "steepness": 100},
        {"n_bumps": 5, "steepness": 10},
        {"target": "root", "n_bumps": 12, "steepness": 2000},
        {"target": "root", "n_bumps": 12, "steepness": 2000, "spacing": "free"},
        {"target": "kink", "n_bumps": 5, "kind": "relu"},
        {"target": "jump", "n_bumps": 7, "steepness": 500},
        {"target": "jump", "n_bumps": 20, "spacing": "free"},
        {"target": "drawn", "n_bumps": 16, "steepness": 500},
        {"target": "drawn", "n_bumps": 24, "kind": "relu", "spacing": "free"},
        {"kind": "relu"},
        {"by_hand": True},
        {"by_hand": True, "edges": [0.16, 0.32, 0.68, 0.84], "heights": [0.12, 0.5, 0.86, 0.5, 0.12], "steepness": 79},
        {"by_hand": True, "edges": [0.01, 0.02, 0.98, 0.99], "heights": [0, 1, 0, 1, 0], "steepness": 10},
        {"target": "jump", "by_hand": True, "edges": [0.1, 0.2, 0.3, 0.5], "heights": [0.2, 0.2, 0.2, 0.2, 0.8]},
    ],
    "DivergenceBars": [
        {"p": [0.5, 0.3, 0.2], "q": [0.5, 0.3, 0.2]},
        {"p": [1, 0, 0], "q": [0.7, 0.2, 0.1]},
        {"p": [0.5, 0.3, 0.2], "q": [0.6, 0.4, 0]},
        {"p": [0.24, 0.25, 0.01, 0.01, 0.25, 0.24], "q": [0.13, 0.18, 0.19, 0.19, 0.18, 0.13]},
        {"p": [0.24, 0.25, 0.01, 0.01, 0.25, 0.24], "q": [0.45, 0.47, 0.04, 0.02, 0.01, 0.01]},
        {"p": [0.9, 0.1], "q": [0.1, 0.9]},
        {"p": [0.5, 0.5], "q": [0.99, 0.01]},
        {"p": [1, 0], "q": [0, 1]},
        {"p": [0, 0, 0, 0, 0, 0], "q": [1, 0.5, 0.25, 0.125, 0.0625, 0.0625]},
        {"p": [0.4, 0.3, 0.2, 0.1, 0], "q": [0, 0.1, 0.2, 0.3, 0.4]},
        {"p": [0.6, 0.399, 0.001], "q": [0.6, 0.4, 0]},
        {"p": [0.7, 0.2, 0.1, 0.00001], "q": [0.69, 0.21, 0.1, 0.00001]},
    ],
    "FeatureSpace": [
        {"epoch": 0},
        {"epoch": 5},
        {"epoch": 50},
        {"space": "z"},
        {"space": "z", "epoch": 50},
        {"run": 2},
        {"run": 2, "space": "z", "epoch": 40},
        {"data": "rings", "epoch": 0},
        {"data": "rings", "epoch": 10},
        {"data": "rings"},
        {"data": "rings", "epoch": 50},
        {"data": "rings", "space": "z", "epoch": 30},
        {"data": "rings", "run": 2},
        {"data": "rings", "run": 2, "space": "z", "epoch": 50},
    ],
    "FocalLoss": [
        {"gamma": 0},
        {"gamma": 0, "p_t": 0.5},
        {"gamma": 0, "alpha": 0.25, "p_t": 0.25},
        {"gamma": 0, "alpha": 31 / 32, "p_t": 0.75},
        {"gamma": 0.5, "p_t": 0.03125},
        {"gamma": 1, "alpha": 0.75, "p_t": 0.3125},
        {"alpha": 0.25},
        {"alpha": 0.9375, "p_t": 0.6875},
        {"alpha": 31 / 32, "p_t": 0.46875},
        {"alpha": 1 / 32, "p_t": 0.28125},
        {"gamma": 5},
        {"gamma": 5, "alpha": 0.75, "p_t": 0.125},
        {"gamma": 5, "alpha": 1 / 32, "p_t": 31 / 32},
    ],
    "Folding": [
        {"depth": 1},
        {"depth": 1, "peak": 0.2, "x": 1},
        {"depth": 2},
        {"depth": 2, "peak": 0.8, "x": 0.5},
        {"depth": 3, "peak": 0.3, "x": 0.7},
        {"depth": 3, "x": 0},
        {"depth": 4},
        {"depth": 4, "x": 0.1875},
        {"depth": 5, "x": 0.85},
        {"depth": 6, "peak": 0.6},
        {"depth": 6, "peak": 0.8, "x": 0.5},
        {"depth": 6, "peak": 0.2, "x": 0.95},
    ],
    "ForwardPass": [
        {"position": 0},
        {"position": 1},
        {"position": 6},
        {**NETWORK, "position": 3},
        {**NETWORK, "activations": ["relu", "sigmoid"], "position": 6},
        {**NETWORK, "mode": "backward", "position": 0},
        {**NETWORK, "mode": "backward", "position": 1},
        {**NETWORK, "mode": "backward", "position": 2},
        {**NETWORK, "mode": "backward", "position": 5},
        {**NETWORK, "mode": "backward", "position": 6},
        {**NETWORK, "activations": ["relu", "identity"], "mode": "backward", "position": 4},
        {"layer_sizes": [1, 1], "weights": [[-3]], "biases": [[3]], "x": [-2], "y_true": [2], "position": 2},
        {"layer_sizes": [3, 2], "mode": "backward", "position": 4},
        {"layer_sizes": [2, 3, 2, 1], "position": 7},
        {"layer_sizes": [4, 4, 4, 4], "mode": "backward", "position": 16},
    ],
    "HiddenPair": [
        {"s1": 0.75, "s2": 0.25, "w1": 1, "w2": -0.5},
        {"s1": 0.5, "s2": 0.5, "w1": 0.5, "w2": 0.25},
        {"s1": 0.5, "s2": 0.5, "w1": 0.5, "w2": -0.5},
        {"s1": -0.5, "s2": 1.5, "w1": 1, "w2": 1},
        {"s1": 1.5, "s2": -0.5, "w1": -1, "w2": -1, "steepness": 200},
        {"w1": 0, "w2": 0},
        {"w1": 0, "w2": -0.75},
        {"steepness": 5},
        {"s1": 0.4, "s2": 0.6, "steepness": 15, "w1": 1, "w2": -1},
        {"pulse": True, "w1": 1},
        {"pulse": True, "w1": -0.75, "s1": 0.8, "s2": 0.1},
        {"pulse": True, "w1": 0.5, "s1": 0.45, "s2": 0.55, "steepness": 30},
    ],
    "MaxoutPieces": [
        {"w": [0, 1], "b": [0, 0], "x": -1},
        {"w": [0, 1], "b": [0, 0], "x": 0},
        {"w": [-1, 1], "b": [0, 0], "x": -0.5},
        {"w": [0.25, 1], "b": [0, 0], "x": -1.5},
        {"w": [-2, 2], "b": [-1, -1], "x": 0.5, "target": "parabola"},
        {"w": [-2, 2], "b": [-0.5, -0.5], "x": 0, "target": "parabola"},
        {"w": [-2.6667, 0, 2.6667], "b": [-1.5556, 0.2222, -1.5556], "x": -0.25, "target": "parabola"},
        {"w": [-3, -1, 1, 3], "b": [-2.25, -0.25, -0.25, -2.25], "x": 1, "target": "parabola"},
        {"w": [-3.2, -1.6, 0, 1.6, 3.2], "b": [-2.56, -0.64, 0, -0.64, -2.56], "x": 1.2, "target": "parabola"},
        {"w": [-1, 0, 1], "b": [0, -1, 0], "x": 0},
        {"w": [1, 1, -0.5], "b": [0.5, 0.5, 0], "x": 1, "target": "parabola"},
        {"w": [4, 4, 4, -4, -4], "b": [3, 3, -3, 3, -3], "x": 0.5},
        {"w": [0, 0], "b": [1, -1], "x": 2},
        {"w": [-4, -4, -3.5], "b": [-3, -2, -3], "x": 1.5, "target": "parabola"},
        {"w": [-1.5, 0.5, 2, -2], "b": [-1, 0, -1.5, 1], "x": -2},
    ],
    "MarginLosses": [
        {"margin": -3},
        {"margin": 1},
        {"margin": 2.5, "p": 0.5},
        {"loss": "logistic"},
        {"loss": "logistic", "margin": -3, "p": 0.96875},
        {"loss": "logistic", "margin": 0, "p": 0.03125},
        {"loss": "exponential", "margin": -3},
        {"loss": "exponential", "margin": -1, "p": 0.25},
        {"loss": "exponential", "margin": 1.5, "p": 0.5},
        {"loss": "perceptron", "margin": -0.25},
        {"loss": "perceptron", "margin": 0, "p": 0.5},
        {"loss": "perceptron", "margin": -2, "p": 0.03125},
        {"loss": "zero_one", "margin": -1.5},
        {"loss": "zero_one", "margin": 0, "p": 0.25},
        {"loss": "zero_one", "margin": 3, "p": 0.5},
    ],
    "OutlierFit": [
        {"lines": []},
        {"lines": ["mse", "mae", "huber", "log_cosh", "quantile"]},
        {"lines": ["mse", "mae", "huber", "log_cosh", "quantile"], "delta": 0.1, "gamma": 0.95, "point": 1},
        {"lines": ["huber", "log_cosh"], "delta": 4, "point": 5},
        {"lines": ["quantile"], "gamma": 0.05, "point": 3},
        {"x": [-4, -3, -2, -1, 0, 1, 2, 3, 5], "y": [-2.25, -2, -0.5, -0.5, 0.75, 1, 2.25, 2.5, -5]},
        {"x": [-4, -3, -2, -1, 0, 1, 2, 3, 0], "y": [-2.25, -2, -0.5, -0.5, 0.75, 1, 2.25, 2.5, 5]},
        {"x": [-1, -0.75, -0.5, -0.25, 0, 0.25, 5], "y": [-2, -1.25, -1, -0.5, 0.25, 0.5, -4]},
        {"x": [-4, 0, 4], "y": [-2, 0, 2]},
        {"x": [1, 1, 1, 1], "y": [-2, -1, 0, 3], "lines": ["mse", "quantile"]},
        {"x": [1, 1, 1, 3], "y": [-2, -1, 2, 3], "lines": ["mse", "quantile"]},
        {"x": [0, 0.0625, 0.125], "y": [-5, 5, 4.5], "lines": ["mse", "mae"], "point": 1},
        {"x": [-2, -2, 2, 2], "y": [1, -1, 1, -1], "lines": ["mse", "mae", "huber", "log_cosh", "quantile"]},
        {
            "x": [-5, -4, -3, -2, -1, 0, 0, 1, 2, 3, 4, 5],
            "y": [5, 4, 3, 2, 1, 0, 0, -1, -2, -3, -4, 5],
            "lines": ["mse", "mae", "huber", "log_cosh", "quantile"],
            "gamma": 0.75,
        },
    ],
    "PerceptronLearning": [
        {"visits": 1},
        {"visits": 2},
        {"visits": 4},
        {"visits": 13},
        {"visits": 120},
        {"points": XOR_SAMPLES, "visits": 3},
        {"points": XOR_SAMPLES, "visits": 120},
        {"points": SAMPLES, "visits": 0},
        {"points": SAMPLES, "visits": 5},
        {"points": SAMPLES, "visits": 40},
        {"points": [[1, 0.5, 0]], "visits": 1},
        {"points": [[-1, 2, 1], [-1, 2, 0]], "visits": 7},
    ],
    "SigmoidNeuron": [
        {"w": 0, "b": 0},
        {"w": 0, "b": 2},
        {"w": 0, "b": -50},
        {"w": 50, "b": 0},
        {"w": -50, "b": 25},
        {"w": 0.25, "b": 0.5},
        {"w": -1, "b": 1.5},
        {"w": 4, "b": 15.5},
        {"w": -3, "b": -11.5},
        {"w": 2, "b": 9},
        {"w": 50, "b": -50},
        {"w": 0.25, "b": -50},
    ],
    "SoftmaxBars": [
        {"temperature": 0.1},
        {"temperature": 0.32},
        {"temperature": 10},
        {"shift": 10},
        {"shift": -7.5, "temperature": 2.5},
        {"logits": [2, 0]},
        {"logits": [6, -6], "temperature": 0.1},
        {"logits": [0, 0, 0, 0]},
        {"logits": [3, 1, 3], "temperature": 0.5},
        {"logits": [1, 2, 3, 4], "temperature": 4},
        {"logits": [-6, 6, 5, -4, 5.5]},
        {"logits": [2, 1, -1, 0.5, 3, -2]},
        {"logits": [2, 1, -1, 0.5, 3, -2], "temperature": 5, "shift": -10},
        {"logits": [6, 6, 6, 6, 6, -6], "temperature": 0.2, "shift": 10},
    ],
    "ThresholdNeuron": [
        {"w1": 0, "w2": 0, "b": 0},
        {"w1": 3, "w2": 3, "b": 3},
        {"w1": -3, "w2": -3, "b": -3},
        {"w1": 3, "w2": 3, "b": -3},
        {"w1": 1, "w2": -1, "b": 0},
        {"w1": -1, "w2": 1, "b": -0.5},
        {"w1": 0, "w2": 2, "b": -1},
        {"w1": -2, "w2": 0, "b": 1},
        {"w1": 0.5, "w2": -2.25, "b": 1.125},
        {"w1": 0.03125, "w2": 0, "b": 0},
        {"w1": 3, "w2": -3, "b": 3},
        {"w1": 1, "w2": 1, "b": -3},
    ],
    "Towers": [
        {"mode": "ridges"},
        {"mode": "ridges", "c1": 0.5, "c2": -0.5, "width": 0.5, "height": -1, "azimuth": -120, "elevation": 45},
        {"c1": 0, "c2": 0, "width": 1, "height": 1, "steepness": 6},
        {"c1": 1, "c2": -1, "width": 0.25, "height": -0.5, "steepness": 200, "azimuth": 30},
        {"height": 0},
        {"c1": 0, "c2": 0, "width": 1.5, "height": 1, "steepness": 10, "elevation": 90, "azimuth": -90},
        {"mode": "towers"},
        {"mode": "towers", "n_towers": 1, "target": "slope"},
        {"mode": "towers", "n_towers": 3, "target": "hill", "steepness": 200, "azimuth": 150},
        {"mode": "towers", "n_towers": 5, "target": "ripple", "steepness": 80, "elevation": 50},
        {"mode": "towers", "n_towers": 6, "target": "saddle", "steepness": 20},
        {"mode": "towers", "n_towers": 5, "target": "slope", "steepness": 100, "elevation": 10, "azimuth": 0},
        {"mode": "target", "target": "ripple"},
        {"mode": "target", "target": "hill", "n_towers": 2, "azimuth": 180, "elevation": 60},
    ],
    "QuantileBand": [
        {"n": 25},
        {"n": 400},
        {"low": 0.1, "high": 0.9, "sample": 7},
        {"low": 0.25, "high": 0.75, "sample": 40, "n": 400},
        {"low": 0.45, "high": 0.55, "sample": 3},
        {"low": 0.9, "high": 0.1, "sample": 12, "n": 25},
        {"low": 0.5, "high": 0.5, "sample": 5},
        {"low": 0.03125, "high": 0.96875, "sample": 20, "n": 25},
        {"low": 0.96875, "high": 0.03125, "sample": 2, "n": 400},
        {"low": 0.03125, "high": 0.04, "sample": 9, "n": 25},
        {"low": 0.75, "high": 0.96875, "sample": 31},
        {"low": 0.05, "high": 0.5, "sample": 15},
    ],
    "RegressionLosses": [
        {"other": "none"},
        {"error": 0},
        {"error": -4},
        {"error": 0.5},
        {"loss": "mae", "other": "half_mse", "error": 2.5},
        {"loss": "mae", "other": "quantile", "error": 0},
        {"loss": "huber", "other": "mse", "error": 3},
        {"loss": "huber", "other": "mae", "delta": 0.4, "error": -1.5},
        {"loss": "huber", "other": "log_cosh", "error": -1},
        {"loss": "log_cosh", "other": "mae", "error": 2},
        {"loss": "quantile", "other": "none", "gamma": 0.9, "error": -1},
        {"loss": "quantile", "other": "mae", "gamma": 0.5, "error": 3.5},
        {"loss": "quantile", "other": "huber", "gamma": 0.05, "delta": 4, "error": 4},
    ],
    "ReluRegions": [
        {"depth": 1},
        {"depth": 1, "width": 2, "x1": 0.5, "x2": -0.5},
        {"depth": 1, "width": 8, "seed": 2, "x1": -0.9, "x2": -0.9},
        {"depth": 1, "width": 8},
        {"depth": 1, "width": 3, "x1": 0.39, "x2": -0.29},
        {"width": 8},
        {"width": 5, "seed": 5},
        {"depth": 3},
        {"depth": 3, "width": 2, "seed": 6},
        {"depth": 3, "width": 8},
        {"depth": 3, "width": 8, "seed": 1, "x1": -0.4, "x2": -0.2},
        {"depth": 3, "width": 5, "seed": 7, "x1": 1, "x2": -1},
        {"depth": 3, "width": 6, "seed": 3, "x1": 0, "x2": 0},
    ],
    "VanishingGradient": [
        {"depth": 1},
        {"depth": 2, "activation": "tanh"},
        {"depth": 12},
        {"depth": 12, "scale": 32},
        {"depth": 12, "scale": 0.25},
        {"depth": 10, "scale": 8},
        {"depth": 12, "activation": "tanh"},
        {"depth": 10, "activation": "tanh", "scale": 2},
        {"depth": 12, "activation": "tanh", "scale": 32},
        {"depth": 12, "activation": "relu", "scale": 1.41},
        {"depth": 9, "activation": "relu", "scale": 0.5},
        {"depth": 12, "activation": "identity"},
        {"depth": 12, "activation": "identity", "scale": 32},
        {"depth": 7, "activation": "leaky_relu", "scale": 4},
        {"depth": 11, "activation": "gelu", "scale": 2},
        {"depth": 6, "activation": "softplus", "scale": 0.35},
    ],
    "XorNetwork": [
        dict.fromkeys(explorers.XorNetwork.state_names(), 0),
        dict.fromkeys(explorers.XorNetwork.state_names(), 3),
        dict.fromkeys(explorers.XorNetwork.state_names(), -3),
        {"W0_12": 1, "W0_22": 1, "b0_2": -0.5},
        {"W0_12": 1, "W0_22": 1, "b0_2": -1.5, "W1_21": -2, "b1_1": -0.5},
        {"W0_11": 0, "W0_21": 0, "b0_1": 1},
        {"W0_11": 2, "W0_21": -1, "b0_1": -1, "W0_22": 3, "b0_2": -2.5, "W1_21": -2, "b1_1": -0.5},
        {"W0_11": 0, "W0_21": 1, "W0_12": 1, "W0_22": 0, "b0_2": -0.5},
        {"W1_11": -1, "W1_21": -1, "b1_1": 1.5},
        {"W1_11": 0.5, "W1_21": 0, "b1_1": 0},
        {"b0_1": 2.5, "b0_2": -2.5},
        {"W0_11": -0.5, "W0_21": 0.25, "b0_1": 0.125, "b1_1": -2},
    ],
}


def shown_in_chapters(explorer: str) -> list[State]:
    """Return the states in which chapters show an explorer: in their cells, and after a click on a link beside it."""
    return [
        _state_after(explorer, state, link)
        for places, links in _chapters()
        for state in places.get(explorer, [])
        for link in [{}, *links.get(explorer, [])]
    ]


@functools.cache
def _chapters() -> list[tuple[dict[str, list[State]], dict[str, list[State]]]]:
    """Return for each chapter the states in its cells and those of its links, by explorer."""
    found = []
    for path in record.notebooks():
        notebook = nbformat.read(path, as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        page = BeautifulSoup("".join(output.get("data", {}).get("text/html", "") for output in outputs), "html.parser")
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        places, links = defaultdict(list), defaultdict(list)
        for place in page.select("[data-explorer]"):
            places[place["data-explorer"]].append(json.loads(place["data-state"]))
        for _, explorer, query in LINK.findall(text):
            links[explorer].append(_state_in(query))
        found.append((places, links))
    return found


def shown_states(explorer: str) -> list[State]:
    """Return the states of an explorer that have a still, each once; the untouched one comes first."""
    more = [_state_after(explorer, state) for state in MORE[explorer]]
    states = [_state_after(explorer), *shown_in_chapters(explorer), *more]
    return list({name(state): state for state in states}.values())


def _state_in(query: str) -> State:
    """Read ``w1=1&mode=backward`` as the explorers do."""
    pairs = [pair.split("=") for pair in unquote(query).replace("&amp;", "&").split("&")]
    return {trait: _value(text) for trait, text in pairs}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _state_after(explorer: str, *changes: State) -> State:
    """Return the state after some traits were set: sizes may replace what no longer fits them."""
    made = getattr(explorers, explorer)()
    for change in changes:
        with made.hold_trait_notifications():  # some traits must fit each other
            for trait in made.state_names():
                if trait in change:
                    setattr(made, trait, change[trait])
    return made.state()
