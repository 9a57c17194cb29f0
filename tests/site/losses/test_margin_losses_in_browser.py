"""The browser's losses of the margin, and their slopes, are nnlib's: in either class, and for scores of any size."""

import json
import math

import numpy as np
import pytest
from mathematics import address_of

from nnlib.losses import LOSSES

NAMES = [name for name, loss in LOSSES.items() if loss.labels == (-1, 1)]
COMPUTE = """async ([module, name, scores]) => {
    const { value, grad } = (await import(module)).MARGIN_LOSSES[name];
    return JSON.stringify([1, -1].map((y) => [value, grad].map((f) => scores.map((s) => String(f(y, s))))));
}"""
RNG = np.random.default_rng(0)
SIZES = np.concatenate([10.0 ** RNG.uniform(-150, 2.8, 600), RNG.uniform(0, 5, 1000), [0, 1, 709, 745, 800, 1e9]])
SCORES = [*SIZES.tolist(), *(-SIZES).tolist(), *np.linspace(-3, 3, 193).tolist()]


def same(shown: float, wanted: float) -> bool:
    return shown == wanted or math.isclose(shown, wanted, rel_tol=1e-12, abs_tol=1e-300)


@pytest.mark.parametrize("name", NAMES)
def test_values_and_slopes_agree(opened, name):
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        found = json.loads(visit.page.evaluate(COMPUTE, [address_of("margin_losses"), name, SCORES]))
    loss = LOSSES[name]
    for y, (values, slopes) in zip((1, -1), found, strict=True):
        classes = np.full(len(SCORES), y)
        for shown, wanted in ((values, loss(classes, SCORES, "none")), (slopes, loss.grad(classes, SCORES, "none"))):
            pairs = zip(SCORES, map(float, shown), wanted.tolist(), strict=True)
            different = [pair for pair in pairs if not same(*pair[1:])]
            assert not different, different[:5]
