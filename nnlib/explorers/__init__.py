"""Interactive figures: anywidget classes whose one module runs in Jupyter and on the static page."""

from nnlib.explorers.perceptron_learning import PerceptronLearning
from nnlib.explorers.threshold_neuron import ThresholdNeuron
from nnlib.explorers.xor_network import XorNetwork

__all__ = ["PerceptronLearning", "ThresholdNeuron", "XorNetwork"]
