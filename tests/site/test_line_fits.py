"""The lines that the browser finds best are those of `nnlib.fitting`."""

import numpy as np
import pytest
from mathematics import address_of

from nnlib.fitting import fit_line
from nnlib.losses import LOSSES, Huber, Quantile

NAMES = ("mse", "mae", "huber", "log_cosh", "quantile")
COMPUTE = """async ([module, fits]) => {
    const { fitLine } = await import(module);
    return fits.map(([name, parameters, x, y]) => fitLine(x, y, name, parameters));
}"""
RNG = np.random.default_rng(17)


def loss_of(name, parameters):
    own = {"huber": Huber(parameters["delta"]), "quantile": Quantile(parameters["gamma"])}
    return own.get(name, LOSSES[name])


def random_points():
    """Draw points anywhere, on a grid, on a line, or close together."""
    n = int(RNG.integers(3, 13))
    x, y = RNG.uniform(-5, 5, (2, n))
    kind = RNG.integers(4)
    if kind == 1:
        x, y = np.rint(x), np.rint(2 * y) / 2
    if kind == 2:
        y = RNG.uniform(-1, 1) * x + RNG.choice([0, 1e-3]) * y
    if kind == 3:
        x = x[0] + RNG.choice([1e-2, 1e-4]) * (x - x[0])
    if (x == x[0]).all():
        x[0] += 1
    return x.tolist(), y.tolist()


FITS = [
    (name, {"delta": float(RNG.uniform(0.1, 4)), "gamma": float(RNG.uniform(0.05, 0.95))}, *random_points())
    for name in NAMES
    for _ in range(160)
]


def many_points():
    """Draw more points than those of which all pairs are tried: the best line is unique."""
    n = int(RNG.choice([41, 100, 400]))
    x = RNG.uniform(-1, 1, n)
    return x.tolist(), (x / 2 + (0.3 + 0.2 * x) * (RNG.exponential(size=n) - 1)).tolist()


FITS += [
    (name, {"delta": 1.0, "gamma": float(RNG.uniform(1 / 32, 31 / 32))}, *many_points())
    for name in ("mae", "quantile")
    for _ in range(60)
]


@pytest.fixture(scope="module")
def in_browser(opened):
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        return visit.page.evaluate(COMPUTE, [address_of("line_fits"), FITS])


def test_lines_agree(in_browser):
    """Height at the middle of the points and rise over their width, as exactly as the points allow."""
    for (name, parameters, x, y), line in zip(FITS, in_browser, strict=True):
        wanted = fit_line(x, y, loss_of(name, parameters))
        for place in (np.min(x), np.mean(x), np.max(x)):
            height = line["slope"] * place + line["intercept"]
            assert height == pytest.approx(wanted(place), rel=1e-9, abs=1e-9), (name, parameters, x, y)
        assert line["slope"] == pytest.approx(wanted.slope, rel=1e-8, abs=1e-9)
