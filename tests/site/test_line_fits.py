"""Losses of a real target in the browser, and the best lines under them, are those of nnlib."""

import numpy as np
import pytest

from nnlib.explorers._modules import imports, linked
from nnlib.fitting import fit_line
from nnlib.losses import LOSSES, Huber, Quantile

NAMES = ("mse", "mae", "huber", "log_cosh", "quantile")
COMPUTE = """async ([parts, residuals, fits]) => {
    const urls = {};
    for (const [name, imports, source] of parts) {
        const text = imports.reduce((text, other) => text.replaceAll(`nnx:${other}`, urls[other]), source);
        urls[name] = `data:text/javascript;base64,${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`;
    }
    const { regressionLoss } = await import(urls["mathematics/losses.js"]);
    const { fitLine } = await import(urls["mathematics/line_fits.js"]);
    return [
        residuals.map(([name, parameters, rs]) => {
            const { value, grad } = regressionLoss(name, parameters);
            return rs.map((r) => [value(r), grad(r)]);
        }),
        fits.map(([name, parameters, x, y]) => fitLine(x, y, name, parameters)),
    ];
}"""
PARTS = ("mathematics/losses.js", "mathematics/line_fits.js")
RNG = np.random.default_rng(17)
SIZES = np.concatenate([[0, 1, 0.3, 2.5, 0.999999, 1e-200, 1e150], 10.0 ** RNG.uniform(-12, 6, 200)])
RESIDUALS = np.concatenate([SIZES, -SIZES]).tolist()
OF_RESIDUALS = [
    *(("huber", {"delta": delta, "gamma": 0.5}) for delta in (0.1, 0.3, 1, 4)),
    *(("quantile", {"delta": 1, "gamma": gamma}) for gamma in (0.05, 0.5, 0.9)),
    *((name, {"delta": 1, "gamma": 0.5}) for name in ("mse", "half_mse", "mae", "log_cosh")),
]


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


@pytest.fixture(scope="module")
def in_browser(opened):
    parts = [[name, imports(name), linked(name)] for name in PARTS]
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        asked = [(name, parameters, RESIDUALS) for name, parameters in OF_RESIDUALS]
        return visit.page.evaluate(COMPUTE, [parts, asked, FITS])


def test_losses_and_their_slopes_agree(in_browser):
    """To a few units of the final place."""
    r = np.array(RESIDUALS)
    for (name, parameters), found in zip(OF_RESIDUALS, in_browser[0], strict=True):
        loss = loss_of(name, parameters)
        values, slopes = np.array(found).T
        assert values == pytest.approx(loss(np.zeros_like(r), r, reduction="none"), rel=1e-15, abs=0), name
        assert slopes == pytest.approx(loss.grad(np.zeros_like(r), r, reduction="none"), rel=1e-15, abs=0), name


def test_lines_agree(in_browser):
    """Height at the middle of the points and rise over their width, as exactly as the points allow."""
    for (name, parameters, x, y), line in zip(FITS, in_browser[1], strict=True):
        wanted = fit_line(x, y, loss_of(name, parameters))
        for place in (np.min(x), np.mean(x), np.max(x)):
            height = line["slope"] * place + line["intercept"]
            assert height == pytest.approx(wanted(place), rel=1e-9, abs=1e-9), (name, parameters, x, y)
        assert line["slope"] == pytest.approx(wanted.slope, rel=1e-8, abs=1e-9)
