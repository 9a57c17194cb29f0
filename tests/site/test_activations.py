"""The browser's activations and their derivatives are nnlib's."""

import math

import numpy as np
import pytest
from mathematics import address_of

from nnlib.activations import ACTIVATIONS

MODULE = address_of("activations")
COMPUTE = """async ([module, z]) => {
    const { ACTIVATIONS } = await import(module);
    return Object.entries(ACTIVATIONS).map(([name, { f, grad }]) => [name, z.map(f), z.map(grad)]);
}"""
RNG = np.random.default_rng(0)
SIZES = np.concatenate([10.0 ** RNG.uniform(-320, 308, 2000), RNG.uniform(0, 45, 4000), RNG.uniform(600, 800, 1000)])
Z = [*SIZES.tolist(), *(-SIZES).tolist(), *np.linspace(-40, 40, 2561).tolist()]  # the last in steps of 1/32
FAR = [0.0, -0.0, 5e-324, -5e-324, 800.0, -800.0, 1e308, -1e308, math.inf, -math.inf]


@pytest.fixture(scope="module")
def in_browser(opened):
    """Return what the browser computes: name -> (values, derivatives) at Z and at FAR."""
    with opened("empty.html", html="<link rel='icon' href='data:,'>") as visit:
        return {name: (values, slopes) for name, values, slopes in visit.page.evaluate(COMPUTE, [MODULE, Z + FAR])}


def same(shown: float, computed: float, z: float) -> bool:
    """To twelve digits, but for subnormal numbers, and for derivatives that cancel where GELU and SiLU are least."""
    return math.isclose(shown, computed, rel_tol=1e-12, abs_tol=1e-15 if -2 < z < -0.5 else 1e-300)


def test_all_of_the_registry_in_its_order(in_browser):
    assert list(in_browser) == list(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("which", ["value", "derivative"])
def test_numbers_agree(in_browser, name, which):
    act = ACTIVATIONS[name]
    shown = in_browser[name][which == "derivative"]
    computed = (act.grad if which == "derivative" else act)(Z + FAR).tolist()
    different = [
        f"at {z!r} {one!r}, Python says {other!r}"
        for z, one, other in zip(Z + FAR, shown, computed, strict=True)
        if not same(one, other, z)
    ]
    assert not different, different[:5]
