"""Interactive figures: anywidget classes whose one module runs in Jupyter and on the static page."""

from nnlib.explorers.forward_pass import ForwardPass
from nnlib.explorers.hidden_pair import HiddenPair
from nnlib.explorers.perceptron_learning import PerceptronLearning
from nnlib.explorers.sigmoid_neuron import SigmoidNeuron
from nnlib.explorers.threshold_neuron import ThresholdNeuron
from nnlib.explorers.xor_network import XorNetwork

__all__ = ["ForwardPass", "HiddenPair", "PerceptronLearning", "SigmoidNeuron", "ThresholdNeuron", "XorNetwork"]
