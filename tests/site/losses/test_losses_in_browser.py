"""The browser's losses of a real target, their slopes and their curvatures are nnlib's."""

import math

import mpmath
import numpy as np
import pytest
from mathematics import address_of

from nnlib.losses import LOSSES, Huber, Loss, Quantile

MODULE = address_of("losses")
COMPUTE = """async ([module, name, parameters, errors]) => {
    const { value, grad, curvature } = (await import(module)).regressionLoss(name, parameters);
    return [value, grad, curvature].map((f) => errors.map((r) => f(r)));
}"""
CASES: dict[str, tuple[Loss, dict[str, float]]] = {
    **{name: (LOSSES[name], {}) for name in ("mse", "half_mse", "mae", "log_cosh")},
    **{f"huber {delta}": (Huber(delta=delta), {"delta": delta}) for delta in (0.1, 1.0, 3.7)},
    **{f"quantile {gamma}": (Quantile(gamma=gamma), {"gamma": gamma}) for gamma in (0.05, 0.5, 0.8)},
}
RNG = np.random.default_rng(0)
SIZES = np.concatenate([10.0 ** RNG.uniform(-150, 150, 500), RNG.uniform(0, 5, 1000), RNG.uniform(600, 800, 200)])
ERRORS = [*SIZES.tolist(), *(-SIZES).tolist(), *np.linspace(-8, 8, 513).tolist(), 1.0, -0.1, 3.7, 1e200, -1e200]


@pytest.fixture(scope="module", params=CASES)
def computed(request, opened):
    """Return a loss, and what the browser computes of it at ERRORS: values, slopes, curvatures."""
    loss, parameters = CASES[request.param]
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        return loss, visit.page.evaluate(COMPUTE, [MODULE, loss.name, parameters, ERRORS])


def differing(found: list, wanted: list) -> list[str]:
    return [
        f"at {error!r} {one!r}, Python says {other!r}"
        for error, one, other in zip(ERRORS, found, wanted, strict=True)
        if not (one == other or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-300))
    ]


def test_values_and_slopes_agree(computed):
    loss, (values, slopes, _) = computed
    zeros = np.zeros(len(ERRORS))
    assert not differing(values, loss(zeros, ERRORS, "none").tolist())
    assert not differing(slopes, loss.grad(zeros, ERRORS, "none").tolist())


def test_curvatures_are_those_of_the_formulas(computed):
    """Of log-cosh by mpmath; of the others they are constant, but for bends, where there is none."""
    loss, (_, _, curvatures) = computed
    bends = {"huber": [getattr(loss, "delta", None)], "mae": [0], "quantile": [0]}.get(loss.name, [])
    assert [error for error, one in zip(ERRORS, curvatures, strict=True) if one is None] == [
        error for error in ERRORS if abs(error) in bends
    ]
    formulas = {
        "mse": lambda r: 2.0,
        "half_mse": lambda r: 1.0,
        "huber": lambda r: float(abs(r) < loss.delta),
        "log_cosh": lambda r: float(mpmath.sech(r) ** 2),
    }
    f = formulas.get(loss.name, lambda r: 0.0)
    assert not differing(curvatures, [None if abs(error) in bends else f(error) for error in ERRORS])


def test_at_0_nothing_has_a_sign(computed):
    _, found = computed
    at_0 = [numbers[ERRORS.index(0.0)] for numbers in found]
    assert at_0[:2] == [0, 0]
