"""The browser's softmax and its Jacobian are nnlib's, however large the logits are."""

import numpy as np
import pytest
from mathematics import address_of

from nnlib.activations import softmax

MODULE = address_of("softmax")
COMPUTE = """async ([module, logits]) => {
    const { softmax, softmaxJacobian } = await import(module);
    return logits.map((z) => [softmax(z), softmaxJacobian(z)]);
}"""
RNG = np.random.default_rng(0)
LOGITS = [
    *([scale * one for one in RNG.normal(size=RNG.integers(1, 8))] for scale in 10.0 ** RNG.uniform(-8, 4, 600)),
    [1000, 1001, 1002],
    [-1000, -1001],
    [1e308, -1e308, 0],
    [1e300, 1e300],
    [0, -745, -746],
    [0, 0, 0, 0],
    [5],
]


@pytest.fixture(scope="module")
def in_browser(opened):
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        return visit.page.evaluate(COMPUTE, [MODULE, [[float(one) for one in z] for z in LOGITS]])


def close(wanted):
    return pytest.approx(wanted, rel=1e-9, abs=1e-300)  # subnormal numbers have fewer digits


def test_probabilities_agree(in_browser):
    for z, (p, _) in zip(LOGITS, in_browser, strict=True):
        assert p == close(softmax(z).tolist()), z


def test_jacobians_agree(in_browser):
    for z, (_, jacobian) in zip(LOGITS, in_browser, strict=True):
        assert np.ravel(jacobian) == close(softmax.jacobian(z).ravel()), z
