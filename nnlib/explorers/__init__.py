"""Interactive figures: anywidget classes whose one module runs in Jupyter and on the static page."""

from nnlib.explorers.activations.activation_gallery import ActivationGallery
from nnlib.explorers.activations.feature_space import FeatureSpace
from nnlib.explorers.activations.maxout_pieces import MaxoutPieces
from nnlib.explorers.activations.relu_regions import ReluRegions
from nnlib.explorers.activations.softmax_bars import SoftmaxBars
from nnlib.explorers.activations.vanishing_gradient import VanishingGradient
from nnlib.explorers.approximation.bump_approximator import BumpApproximator
from nnlib.explorers.approximation.folding import Folding
from nnlib.explorers.approximation.towers import Towers
from nnlib.explorers.losses.divergence_bars import DivergenceBars
from nnlib.explorers.losses.focal_loss import FocalLoss
from nnlib.explorers.losses.margin_losses import MarginLosses
from nnlib.explorers.losses.outlier_fit import OutlierFit
from nnlib.explorers.losses.regression_losses import RegressionLosses
from nnlib.explorers.mlp.forward_pass import ForwardPass
from nnlib.explorers.mlp.hidden_pair import HiddenPair
from nnlib.explorers.mlp.sigmoid_neuron import SigmoidNeuron
from nnlib.explorers.perceptron.perceptron_learning import PerceptronLearning
from nnlib.explorers.perceptron.threshold_neuron import ThresholdNeuron
from nnlib.explorers.perceptron.xor_network import XorNetwork

__all__ = [
    "ActivationGallery",
    "BumpApproximator",
    "DivergenceBars",
    "FeatureSpace",
    "FocalLoss",
    "Folding",
    "ForwardPass",
    "HiddenPair",
    "MarginLosses",
    "MaxoutPieces",
    "OutlierFit",
    "PerceptronLearning",
    "RegressionLosses",
    "ReluRegions",
    "SigmoidNeuron",
    "SoftmaxBars",
    "ThresholdNeuron",
    "Towers",
    "VanishingGradient",
    "XorNetwork",
]
