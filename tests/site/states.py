"""Random states of each explorer: half as its sliders make them, in steps of 1/32, and half anywhere."""

import numpy as np

from nnlib import explorers


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
    if rng.random() < 0.5:
        y = rng.integers(0, 2, n)
    else:  # separable
        y = (X @ rng.normal(size=2) + rng.normal() >= 0).astype(int)
    points = [[x1, x2, int(label)] for (x1, x2), label in zip(X.tolist(), y, strict=True)]
    return {"points": points, "visits": int(rng.integers(0, 121))}


STATES = {
    explorers.PerceptronLearning: perceptron_learning,
    explorers.ThresholdNeuron: threshold_neuron,
    explorers.XorNetwork: xor_network,
}
