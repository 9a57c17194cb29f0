"""Loss functions: the price of a prediction, and its gradient.

Every loss is called as ``loss(y_true, y_pred, reduction="mean")``.
"""

from nnlib.losses._absolute import Huber, Quantile, log_cosh, mae
from nnlib.losses._base import Loss
from nnlib.losses._cross_entropy import binary_cross_entropy, cross_entropy
from nnlib.losses._focal import Focal
from nnlib.losses._information import entropy, kl_divergence
from nnlib.losses._margin import exponential, hinge, logistic, perceptron, zero_one
from nnlib.losses._squared import half_mse, mse, rmse

LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        mse, half_mse, mae, rmse, log_cosh, Huber(), Quantile(),
        binary_cross_entropy, cross_entropy, Focal(),
        hinge, logistic, exponential, perceptron, zero_one,
    )
}  # fmt: skip

__all__ = [
    "LOSSES",
    "Focal",
    "Huber",
    "Loss",
    "Quantile",
    "binary_cross_entropy",
    "cross_entropy",
    "entropy",
    "exponential",
    "half_mse",
    "hinge",
    "kl_divergence",
    "log_cosh",
    "logistic",
    "mae",
    "mse",
    "perceptron",
    "rmse",
    "zero_one",
]
