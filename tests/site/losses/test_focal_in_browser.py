"""The browser's focal loss and its gradient are nnlib's, also where exponentials end."""

import numpy as np
import pytest
from mathematics import address_of

from nnlib.losses import Focal

COMPUTE = """async ([module, gamma, alpha, logits]) => {
    const { value, grad } = (await import(module)).focal(gamma, ...(alpha === null ? [] : [alpha]));
    return [value, grad].map((f) => [0, 1].map((y) => logits.map((z) => f(y, z))));
}"""
LOGITS = [0.0, *(way * 10.0**k for way in (-1, 1) for k in range(-12, 4)), *np.linspace(-40, 40, 641).tolist()]


@pytest.fixture(scope="module")
def page(opened):
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        yield visit.page


@pytest.mark.parametrize("alpha", [None, 0.03125, 0.5, 0.9])
@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 5.0])
def test_values_and_gradients_agree(page, gamma, alpha):
    found = page.evaluate(COMPUTE, [address_of("focal"), gamma, alpha, LOGITS])
    loss = Focal(gamma=gamma, alpha=alpha)
    for of_classes, f in zip(found, (loss, loss.grad), strict=True):
        for y, numbers in enumerate(of_classes):
            wanted = f(np.full(len(LOGITS), y), LOGITS, "none")
            assert np.allclose(numbers, wanted, rtol=1e-11, atol=1e-300), f"class {y}"
