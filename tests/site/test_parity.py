"""What an explorer shows in the browser is what `nnlib` computes in Python."""

import math

import numpy as np
from states import STATES

from nnlib import explorers

N_STATES = 300
READOUTS = "states => states.map(document.querySelector('.nnx-mount').explorer.readouts)"


def same(shown, computed) -> bool:
    if isinstance(computed, float):
        return math.isclose(shown, computed, rel_tol=1e-9)
    return shown == computed


def test_every_explorer_has_random_states():
    assert {explorer.__name__ for explorer in STATES} == set(explorers.__all__)


def test_browser_and_python_agree(stage):
    rng = np.random.default_rng(20)
    states = [{}] + [STATES[stage.explorer](rng) for _ in range(N_STATES)]
    made = [stage.explorer(**state) for state in states]
    differences = []
    for explorer, shown in zip(made, stage.page.evaluate(READOUTS, [one.state() for one in made]), strict=True):
        computed = explorer.readouts()
        assert list(shown) == list(computed)
        for name, value in computed.items():
            if not same(shown[name], value):
                differences.append(f"{explorer.state()}: {name} is {shown[name]!r}, Python says {value!r}")
    assert not differences, "\n".join(differences[:5])
