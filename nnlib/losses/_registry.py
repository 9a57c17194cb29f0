"""Losses by their names."""

from nnlib._validate import choice
from nnlib.losses._absolute import huber, log_cosh, mae, quantile
from nnlib.losses._base import Loss
from nnlib.losses._cross_entropy import binary_cross_entropy, cross_entropy
from nnlib.losses._focal import focal, multiclass_focal
from nnlib.losses._margin import exponential, hinge, logistic, perceptron, zero_one
from nnlib.losses._squared import half_mse, mse, rmse

LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        mse, half_mse, mae, rmse, log_cosh, huber, quantile,
        binary_cross_entropy, cross_entropy, focal, multiclass_focal,
        hinge, logistic, exponential, perceptron, zero_one,
    )
}  # fmt: skip


def find_loss(loss: str | Loss) -> Loss:
    """Return a loss given by itself or by its name.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or the loss itself.

    Returns
    -------
    loss : Loss

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> find_loss("mse")
    mse
    """
    if isinstance(loss, str):
        return LOSSES[choice("loss", loss, LOSSES)]
    if not isinstance(loss, Loss):
        raise ValueError(f"loss must be a name or a Loss, got {loss!r}")
    return loss
