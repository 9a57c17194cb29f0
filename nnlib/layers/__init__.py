"""Layers of a multilayer perceptron: their parameters, and what is special about each.

What all layers do, forward and backward, stands in `nnlib.mlp`.
"""

from nnlib.layers._base import Layer
from nnlib.layers._dense import Dense, PReLU
from nnlib.layers._maxout import Maxout
from nnlib.layers._records import ForwardTrace, LayerGradients
from nnlib.layers._stack import Stack

__all__ = ["Dense", "ForwardTrace", "Layer", "LayerGradients", "Maxout", "PReLU", "Stack"]
