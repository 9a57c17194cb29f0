"""Loss functions: the price of a prediction, and its gradient.

Every loss is called as ``loss(y_true, y_pred, reduction="mean")``.
"""

from nnlib.losses._absolute import Huber, Quantile, huber, log_cosh, mae, quantile
from nnlib.losses._base import Loss, mean_weights
from nnlib.losses._cross_entropy import binary_cross_entropy, cross_entropy
from nnlib.losses._focal import Focal, MulticlassFocal, focal, multiclass_focal
from nnlib.losses._information import cross_entropy_between, entropy, kl_divergence, kl_terms
from nnlib.losses._margin import exponential, hinge, logistic, perceptron, zero_one
from nnlib.losses._registry import LOSSES, find_loss
from nnlib.losses._squared import half_mse, mse, rmse

__all__ = [
    "LOSSES",
    "Focal",
    "Huber",
    "Loss",
    "MulticlassFocal",
    "Quantile",
    "binary_cross_entropy",
    "cross_entropy",
    "cross_entropy_between",
    "entropy",
    "exponential",
    "find_loss",
    "focal",
    "half_mse",
    "hinge",
    "huber",
    "kl_divergence",
    "kl_terms",
    "log_cosh",
    "logistic",
    "mae",
    "mean_weights",
    "mse",
    "multiclass_focal",
    "perceptron",
    "quantile",
    "rmse",
    "zero_one",
]
