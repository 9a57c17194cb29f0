"""Random states of each explorer: half as its sliders make them, in steps of 1/32, and half anywhere."""

from itertools import pairwise

import numpy as np

from nnlib import explorers
from nnlib.activations import ACTIVATIONS


def numbers(rng: np.random.Generator, low: float, high: float, n: int) -> list[float]:
    """Draw `n` numbers, all in steps of 1/32, where ties are common, or none."""
    if rng.random() < 0.5:
        return (rng.integers(round(low * 32), round(high * 32) + 1, n) / 32).tolist()
    return rng.uniform(low, high, n).tolist()


def threshold_neuron(rng: np.random.Generator) -> dict:
    return dict(zip(explorers.ThresholdNeuron.state_names(), numbers(rng, -3, 3, 3), strict=True))


def xor_network(rng: np.random.Generator) -> dict:
    return dict(zip(explorers.XorNetwork.state_names(), numbers(rng, -3, 3, 9), strict=True))


def perceptron_learning(rng: np.random.Generator) -> dict:
    n = int(rng.integers(1, 13))
    X = np.reshape(numbers(rng, -1, 2, 2 * n), (n, 2))
    if rng.random() < 0.3:  # close together: the margin is small, and loses digits first
        X = X[0] + rng.choice([1e-2, 1e-3]) * (X - X[0])
    if rng.random() < 0.5:
        y = rng.integers(0, 2, n)
    else:  # separable, by a line among the samples
        direction = rng.normal(size=2)
        y = (X @ direction >= np.quantile(X @ direction, rng.random())).astype(int)
    points = [[x1, x2, int(label)] for (x1, x2), label in zip(X.tolist(), y, strict=True)]
    return {"points": points, "visits": int(rng.integers(0, 121))}


def sigmoid_neuron(rng: np.random.Generator) -> dict:
    w, b = numbers(rng, -50, 50, 2)
    return {"w": w if rng.random() < 0.9 else 0.0, "b": b}


def hidden_pair(rng: np.random.Generator) -> dict:
    s1, s2 = numbers(rng, -0.5, 1.5, 2)
    w1, w2 = numbers(rng, -1, 1, 2)
    return {
        "s1": s1,
        "s2": s2 if rng.random() < 0.9 else s1,
        "w1": w1,
        "w2": w2,
        "steepness": numbers(rng, 5, 200, 1)[0],
        "pulse": bool(rng.random() < 0.5),
    }


def at_a_kink(rng: np.random.Generator) -> dict:
    """One ReLU at z = 0 whose gradient, 0, and finite difference are about 1e-5 apart, where they cease to agree."""
    apart = rng.uniform(0.5, 1.5) * rng.choice([1e-5, -1e-5])
    one = {"layer_sizes": [1, 1], "activations": ["relu"], "weights": [[1.0]], "biases": [[-1.0]], "x": [1.0]}
    return {**one, "y_true": [2 * (2**-17 / 4 - apart)], "mode": "backward", "position": int(rng.integers(0, 3))}


def forward_pass(rng: np.random.Generator) -> dict:
    if rng.random() < 0.1:
        return at_a_kink(rng)
    sizes = rng.integers(1, 5, rng.integers(2, 5)).tolist()
    shapes = list(pairwise(sizes))
    return {
        "layer_sizes": sizes,
        "activations": rng.choice(list(ACTIVATIONS), len(shapes)).tolist(),
        "weights": [numbers(rng, -3, 3, n_in * n_out) for n_in, n_out in shapes],
        "biases": [numbers(rng, -3, 3, n_out) for _, n_out in shapes],
        "x": numbers(rng, -2, 2, sizes[0]),
        # Never exactly 1: all digits of prediction - target are noise where a saturated unit is right.
        "y_true": rng.uniform(-2, 2, sizes[-1]).tolist(),
        "mode": str(rng.choice(["forward", "backward"])),
        "position": int(rng.integers(0, 2 * sum(sizes[1:]) + 1)),
    }


GALLERY = explorers.ActivationGallery.limits()


def activation_gallery(rng: np.random.Generator) -> dict:
    [z] = numbers(rng, -5, 5, 1)
    alpha = int(rng.integers(1, 101)) / 100 if rng.random() < 0.5 else rng.uniform(0.01, 1)
    return {
        "activation": str(rng.choice(GALLERY["activation"]["options"])),
        "other": str(rng.choice(GALLERY["other"]["options"])),
        "alpha": 1.0 if rng.random() < 0.1 else alpha,
        "z": 0.0 if rng.random() < 0.1 else z,
    }


BUMPS = explorers.BumpApproximator.limits()


def bump_approximator(rng: np.random.Generator) -> dict:
    edges = [0.0]
    while np.diff(edges).min(initial=1.0) < 0.006 or len(edges) < 6:
        edges = [0.0, *sorted(rng.uniform(0, 1, 4).tolist()), 1.0]
        if rng.random() < 0.5:
            edges = [round(edge, 2) for edge in edges]
    n_bumps = int(rng.integers(1, 51))
    return {
        "target": str(rng.choice(BUMPS["target"]["options"])),
        "drawn": [round(height, 2) for height in numbers(rng, 0, 1, 33)],
        "n_bumps": n_bumps,
        "kind": str(rng.choice(["sigmoid", "relu"])),
        "spacing": str(rng.choice(["equal", "free"])),
        "steepness": float(10 ** rng.uniform(1, 5)),
        "by_hand": bool(rng.random() < 0.25),
        "edges": edges[1:-1],
        "heights": numbers(rng, 0, 1, 5),
    }


def folding(rng: np.random.Generator) -> dict:
    [x], [peak] = numbers(rng, 0, 1, 1), numbers(rng, 7 / 32, 25 / 32, 1)  # just inside its limits, which are no 32nds
    return {
        "depth": int(rng.integers(1, 7)),
        "peak": 0.5 if rng.random() < 0.3 else peak,
        "x": round(x) if rng.random() < 0.1 else x,
    }


def feature_space(rng: np.random.Generator) -> dict:
    return {
        "data": str(rng.choice(["two_curves", "rings"])),
        "run": int(rng.integers(1, 3)),
        "space": str(rng.choice(["z", "a"])),
        "epoch": int(rng.integers(0, 51)),
    }


def towers(rng: np.random.Generator) -> dict:
    c1, c2, height = numbers(rng, -1, 1, 3)
    n_towers = int(rng.integers(1, 7))
    # As steep as towers of any width need it, or too gentle.
    steepness = float(np.clip(2 ** rng.uniform(1, 8), 2, 200))
    return {
        "mode": str(rng.choice(["ridges", "tower", "towers", "target"])),
        "c1": c1,
        "c2": c2,
        "width": numbers(rng, 0.25, 1.5, 1)[0],
        "height": height,
        "target": str(rng.choice(["saddle", "hill", "ripple", "slope"])),
        "n_towers": n_towers,
        "steepness": steepness if rng.random() < 0.5 else float(round(steepness)),
        "azimuth": float(rng.integers(-180, 181)) if rng.random() < 0.5 else rng.uniform(-180, 180),
        "elevation": float(rng.integers(10, 91)) if rng.random() < 0.5 else rng.uniform(10, 90),
    }


def maxout_pieces(rng: np.random.Generator) -> dict:
    n = int(rng.integers(2, 6))
    if rng.random() < 0.2:
        preset = str(rng.choice(["relu", "abs", "leaky_relu", "tangents", "closest"]))
        state = explorers.MaxoutPieces.preset(preset, n)
    else:
        w, b = numbers(rng, -4, 4, n), numbers(rng, -3, 3, n)
        if rng.random() < 0.3:  # the first piece again, or one that is parallel to it
            w[-1] = w[0]
            b[-1] = b[0] if rng.random() < 0.5 else b[-1]
        state = {"w": w, "b": b, "target": str(rng.choice(["none", "parabola"]))}
    [x] = numbers(rng, -2, 2, 1)
    return {**state, "x": 0.0 if rng.random() < 0.2 else x}


GRADIENTS = explorers.VanishingGradient.limits()


def vanishing_gradient(rng: np.random.Generator) -> dict:
    scale = float(2 ** rng.uniform(-2, 5))
    return {
        "activation": str(rng.choice(GRADIENTS["activation"]["options"])),
        "depth": int(rng.integers(1, 13)),
        "scale": round(scale, 2) if rng.random() < 0.5 else scale,
    }


def relu_regions(rng: np.random.Generator) -> dict:
    x1, x2 = numbers(rng, -1, 1, 2)
    if rng.random() < 0.3:  # as the pointer sets them
        x1, x2 = round(x1, 2), round(x2, 2)
    return {
        "depth": int(rng.integers(1, 4)),
        "width": int(rng.integers(2, 9)),
        "seed": int(rng.integers(0, 8)),
        "x1": x1,
        "x2": x2,
    }


def divergence_bars(rng: np.random.Generator) -> dict:
    n = int(rng.integers(2, 7))
    if rng.random() < 0.2:
        pairs = explorers.DivergenceBars.constants()["PAIRS"]
        return explorers.DivergenceBars.preset(str(rng.choice([*pairs])))
    heights = {name: numbers(rng, 0, 1, n) for name in ("p", "q")}
    for name in heights:
        if rng.random() < 0.3:  # some outcomes are ruled out, or nearly so
            heights[name] = [rng.choice([0.0, one, 1e-9 * one]) for one in heights[name]]
        if rng.random() < 0.1:  # one is sure
            sure = int(rng.integers(0, n))
            heights[name] = [float(i == sure) for i in range(n)]
    if rng.random() < 0.15:  # the same, or nearly so, in other heights
        apart = 0.0 if rng.random() < 0.5 else 10.0 ** rng.uniform(-6, -2)
        heights["q"] = [one * float(1 - apart * rng.random()) / 2 for one in heights["p"]]
    return {name: [float(one) for one in some] for name, some in heights.items()}


def softmax_bars(rng: np.random.Generator) -> dict:
    logits = numbers(rng, -6, 6, int(rng.integers(2, 7)))
    if rng.random() < 0.2:  # some share the greatest
        logits = [max(logits) if rng.random() < 0.5 else one for one in logits]
    temperature = float(10 ** rng.uniform(-1, 1))
    [shift] = numbers(rng, -10, 10, 1)
    return {
        "logits": logits,
        "temperature": 1.0
        if rng.random() < 0.2
        else float(f"{temperature:.2g}")
        if rng.random() < 0.5
        else temperature,
        "shift": 0.0 if rng.random() < 0.3 else shift,
    }


def outlier_fit(rng: np.random.Generator) -> dict:
    n = int(rng.integers(3, 13))
    x, y = numbers(rng, -5, 5, n), numbers(rng, -5, 5, n)
    if rng.random() < 0.3:  # near a line, all but one
        slope, intercept = rng.uniform(-0.9, 0.9, 2)
        near = np.clip(slope * np.array(x[1:]) + intercept + rng.choice([0, 0.1]) * rng.normal(size=n - 1), -5, 5)
        y = [y[0], *near.tolist()]
    if rng.random() < 0.2:  # some stand above each other, or in one place
        x = [float(x[0] if rng.random() < 0.7 else one) for one in x]
        y[-1] = y[0]
    lines = explorers.OutlierFit.limits()["lines"]["item"]["options"]
    return {
        "x": x,
        "y": y,
        "delta": float(rng.integers(1, 41)) / 10 if rng.random() < 0.5 else rng.uniform(0.1, 4),
        "gamma": float(rng.integers(1, 20)) / 20 if rng.random() < 0.5 else rng.uniform(0.05, 0.95),
        "lines": [line for line in lines if rng.random() < 0.7],
        "point": int(rng.integers(1, 13)),
    }


LOSSES = explorers.RegressionLosses.limits()


def regression_losses(rng: np.random.Generator) -> dict:
    [error] = numbers(rng, -4, 4, 1)
    delta = int(rng.integers(1, 41)) / 10 if rng.random() < 0.5 else rng.uniform(0.1, 4)
    gamma = int(rng.integers(1, 20)) / 20 if rng.random() < 0.5 else rng.uniform(0.05, 0.95)
    kinks = [0.0, delta, -delta]
    return {
        "loss": str(rng.choice(LOSSES["loss"]["options"])),
        "other": str(rng.choice(LOSSES["other"]["options"])),
        "delta": delta,
        "gamma": gamma,
        "error": kinks[rng.integers(3)] if rng.random() < 0.2 else error,
    }


def focal_loss(rng: np.random.Generator) -> dict:
    [gamma] = numbers(rng, 0, 5, 1)
    alpha, p_t = numbers(rng, 1 / 32, 31 / 32, 2)
    return {
        "gamma": gamma if rng.random() < 0.9 else 0.0,
        "alpha": alpha if rng.random() < 0.8 else 0.5,
        "p_t": p_t if rng.random() < 0.9 else 0.5,
    }


MARGINS = explorers.MarginLosses.limits()


def margin_losses(rng: np.random.Generator) -> dict:
    [margin], [p] = numbers(rng, -3, 3, 1), numbers(rng, 1 / 32, 31 / 32, 1)
    return {
        "loss": str(rng.choice(MARGINS["loss"]["options"])),
        "margin": float(rng.integers(0, 2)) if rng.random() < 0.2 else margin,  # at a kink
        "p": 0.5 if rng.random() < 0.15 else p,
    }


STATES = {
    explorers.ActivationGallery: activation_gallery,
    explorers.BumpApproximator: bump_approximator,
    explorers.DivergenceBars: divergence_bars,
    explorers.FeatureSpace: feature_space,
    explorers.FocalLoss: focal_loss,
    explorers.Folding: folding,
    explorers.ForwardPass: forward_pass,
    explorers.HiddenPair: hidden_pair,
    explorers.MarginLosses: margin_losses,
    explorers.MaxoutPieces: maxout_pieces,
    explorers.OutlierFit: outlier_fit,
    explorers.PerceptronLearning: perceptron_learning,
    explorers.RegressionLosses: regression_losses,
    explorers.ReluRegions: relu_regions,
    explorers.SigmoidNeuron: sigmoid_neuron,
    explorers.SoftmaxBars: softmax_bars,
    explorers.ThresholdNeuron: threshold_neuron,
    explorers.Towers: towers,
    explorers.VanishingGradient: vanishing_gradient,
    explorers.XorNetwork: xor_network,
}
