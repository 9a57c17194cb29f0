"""Compare the accuracy of nnlib with that of SciPy (or NumPy, scikit-learn) and of PyTorch, in float64.

Run as ``make bench``, or ``python bench/accuracy.py`` where nnlib, its tests' requirements and
``bench/requirements.txt`` are installed.
Each number is the largest error in units in the last place, against mpmath
with 50 digits, over some 20,000 points at every scale of float64; 1e15 or more
means that no digit is left. NumPy has different code for different processors:
``NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL"`` shows the other.
"""

import sys
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "unit"))

import mpmath as mp
import numpy as np
import scipy.special as sp
import torch
import torch.nn.functional as F  # noqa: N812 (the field's name)
from oracles import ACTIVATION, focal, huber, log_cosh, sigma
from sklearn import _loss
from ulp import exact, sweep, worst

from nnlib import activations as act
from nnlib import losses

TIE = 0.1  # ulp: the worst of another sample differs by as much
NO_DIGIT = 1e15
POINTS = np.unique(np.concatenate([sweep(seed) for seed in range(7)]))
POINTS = POINTS[np.abs(POINTS) > np.finfo(np.float64).tiny]  # PyTorch may flush what is smaller to 0
Function = Callable[[np.ndarray], np.ndarray]
TensorFunction = Callable[[torch.Tensor], torch.Tensor]


def from_torch(f: TensorFunction) -> Function:
    """Make a function of arrays from one of tensors."""
    return lambda x: f(torch.from_numpy(x)).numpy()


def torch_slope(f: TensorFunction) -> Function:
    """Return what automatic differentiation gives."""

    def slope(x: np.ndarray) -> np.ndarray:
        z = torch.from_numpy(x).requires_grad_()
        return torch.autograd.grad(f(z).sum(), z)[0].numpy()

    return slope


def of(loss: Callable[..., np.ndarray], y: float) -> Function:
    """Return a loss of nnlib, or its gradient, as a function of the prediction alone."""
    return lambda x: loss(np.full_like(x, y), x, reduction="none")


def torch_bce(y: float) -> TensorFunction:
    """Return PyTorch's binary cross-entropy of a label y."""
    return lambda z: F.binary_cross_entropy_with_logits(z, torch.full_like(z, y), reduction="none")


def sklearn_bce(y: float) -> Function:
    """Return scikit-learn's."""
    return lambda x: _loss.HalfBinomialLoss().loss(np.full_like(x, y), x)


def torch_focal(z: torch.Tensor) -> torch.Tensor:
    """Focal loss of label 1, by torchvision's formula."""
    return torch_bce(1.0)(z) * (1 - torch.sigmoid(z)) ** 2


def soft_bce(z: mp.mpf) -> mp.mpf:
    """Binary cross-entropy of the label 1/4."""
    return mp.log1p(mp.exp(-z)) / 4 + 3 * mp.log1p(mp.exp(z)) / 4


def scipy_silu(x: np.ndarray) -> np.ndarray:
    """SiLU from SciPy's sigmoid."""
    return x * sp.expit(x)


def scipy_gelu(x: np.ndarray) -> np.ndarray:
    """GELU from SciPy's normal distribution."""
    return x * sp.ndtr(x)


TANH, SIGMOID, SILU, GELU = (ACTIVATION[name] for name in ("tanh", "sigmoid", "silu", "gelu"))
BCE, FOCAL = losses.binary_cross_entropy, losses.Focal(2.0)
EVERYWHERE = slice(None)
# What, its definition, where, and the contestants: nnlib, SciPy or the like, PyTorch
ROWS = (
    ("tanh", TANH[0], EVERYWHERE, act.tanh, np.tanh, from_torch(torch.tanh)),
    ("  slope", TANH[1], EVERYWHERE, act.tanh.grad, lambda x: 1 - np.tanh(x) ** 2, torch_slope(torch.tanh)),
    ("sigmoid", sigma, EVERYWHERE, act.sigmoid, sp.expit, from_torch(torch.sigmoid)),
    (
        "  slope", SIGMOID[1], EVERYWHERE,
        act.sigmoid.grad, lambda x: sp.expit(x) * (1 - sp.expit(x)), torch_slope(torch.sigmoid),
    ),
    (
        "softplus", ACTIVATION["softplus"][0], EVERYWHERE,
        act.softplus, lambda x: np.logaddexp(0, x), from_torch(F.softplus),
    ),
    (
        "log sigmoid", lambda z: -mp.log1p(mp.exp(-z)), EVERYWHERE,
        act.log_sigmoid, sp.log_expit, from_torch(F.logsigmoid),
    ),
    ("ELU", ACTIVATION["elu"][0], EVERYWHERE, act.elu, None, from_torch(F.elu)),
    ("SiLU, x > -700", SILU[0], POINTS > -700, act.silu, scipy_silu, from_torch(F.silu)),
    ("SiLU", SILU[0], EVERYWHERE, act.silu, scipy_silu, from_torch(F.silu)),
    ("GELU, |x| < 3", GELU[0], np.abs(POINTS) < 3, act.gelu, scipy_gelu, from_torch(F.gelu)),
    ("GELU, |x| < 8", GELU[0], np.abs(POINTS) < 8, act.gelu, scipy_gelu, from_torch(F.gelu)),
    ("GELU", GELU[0], EVERYWHERE, act.gelu, scipy_gelu, from_torch(F.gelu)),
    (
        "log-cosh", log_cosh, EVERYWHERE,
        of(losses.log_cosh, 0.0), lambda x: x + np.logaddexp(0, -2 * x) - np.log(2), None,
    ),
    (
        "Huber, 1.35", huber(1.35)[0], EVERYWHERE, of(losses.Huber(1.35), 0.0),
        lambda x: sp.huber(1.35, x), from_torch(lambda x: F.huber_loss(x, torch.zeros_like(x), "none", delta=1.35)),
    ),
    ("exponential", mp.exp, EVERYWHERE, of(losses.exponential, -1.0), np.exp, from_torch(torch.exp)),
    ("BCE, y = 1", focal(0)[0], EVERYWHERE, of(BCE, 1.0), sklearn_bce(1.0), from_torch(torch_bce(1.0))),
    (
        "BCE, y = 0", lambda z: mp.log1p(mp.exp(z)), EVERYWHERE,
        of(BCE, 0.0), sklearn_bce(0.0), from_torch(torch_bce(0.0)),
    ),
    ("BCE, y = 1/4", soft_bce, EVERYWHERE, of(BCE, 0.25), sklearn_bce(0.25), from_torch(torch_bce(0.25))),
    (
        "BCE, y = 1, slope", focal(0)[1], EVERYWHERE, of(BCE.grad, 1.0),
        lambda x: _loss.HalfBinomialLoss().gradient(np.ones_like(x), x), torch_slope(torch_bce(1.0)),
    ),
    ("focal, 2", focal(2)[0], EVERYWHERE, of(FOCAL, 1.0), None, from_torch(torch_focal)),
    ("  slope", focal(2)[1], EVERYWHERE, of(FOCAL.grad, 1.0), None, torch_slope(torch_focal)),
)  # fmt: skip


def error(f: Function | None, x: np.ndarray, true: list[mp.mpf]) -> float:
    """Return the largest error in ulp; nan if there is no such function."""
    return worst(f(x), true)[0] if f else float("nan")


def report(name: str, errors: list[float]) -> None:
    """Print one line of the table."""
    ours, best = errors[0], np.nanmin(errors[1:])
    verdict = "best" if ours < best - TIE else "tied" if ours <= best + TIE else "behind"
    shown = ["" if np.isnan(e) else "no digit" if e > NO_DIGIT else f"{e:.3g}" for e in errors]
    print(f"{name:24}{shown[0]:>10}{shown[1]:>10}{shown[2]:>10}  {verdict}")


def softmax_family() -> None:
    """Functions of a row of logits: 400 rows of ten, at five scales."""
    rng = np.random.default_rng(0)
    z = (rng.normal(size=(5, 80, 10)) * np.array([1, 10, 100, 200, 400])[:, None, None]).reshape(-1, 10)
    labels = rng.integers(10, size=len(z))
    p, log_p, slopes, lse = [], [], [], []
    with mp.workdps(1500):  # enough for 1 + e^-2500
        for row, label in zip(z, labels, strict=True):
            e = [mp.exp(mp.mpf(float(v))) for v in row]
            total = mp.fsum(e)
            p += [v / total for v in e]
            log_p += [mp.log(v / total) for v in e]
            slopes += [v / total - (k == label) for k, v in enumerate(e)]
            lse.append(mp.log(total))

    def torch_gradient(z: np.ndarray) -> np.ndarray:
        return torch_slope(lambda t: F.cross_entropy(t, torch.from_numpy(labels), reduction="sum"))(z)

    def cross_entropy_gradient(z: np.ndarray) -> np.ndarray:
        return losses.cross_entropy.grad(labels, z, reduction="sum")

    def along_rows(f: TensorFunction) -> Function:
        return from_torch(lambda t: f(t, dim=1))

    report("softmax", [error(f, z, p) for f in (act.softmax, lambda z: sp.softmax(z, 1), along_rows(torch.softmax))])
    report(
        "log softmax",
        [error(f, z, log_p) for f in (act.log_softmax, lambda z: sp.log_softmax(z, 1), along_rows(torch.log_softmax))],
    )
    report("cross-entropy, slope", [error(f, z, slopes) for f in (cross_entropy_gradient, None, torch_gradient)])
    report(
        "log-sum-exp",
        [error(f, z, lse) for f in (act.logsumexp, lambda z: sp.logsumexp(z, 1), along_rows(torch.logsumexp))],
    )


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore", RuntimeWarning)  # of the others: nnlib has none
    print(f"{'largest error in ulp':24}{'nnlib':>10}{'SciPy':>10}{'PyTorch':>10}")
    for name, definition, where, *contestants in ROWS:
        x = POINTS[where]
        true = exact(definition, x)
        report(name, [error(f, x, true) for f in contestants])
    softmax_family()


if __name__ == "__main__":
    main()
