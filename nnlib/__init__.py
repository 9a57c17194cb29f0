"""Neural-network foundations in NumPy: small, exact, and written to be read."""

from nnlib import activations, datasets
from nnlib.perceptron import Perceptron

__all__ = ["Perceptron", "activations", "datasets"]
