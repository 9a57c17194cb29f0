"""What an explorer shows in the browser is what `nnlib` computes in Python."""

import numpy as np
from agreement import differences
from states import STATES

from nnlib import explorers

N_STATES = 300
READOUTS = "states => states.map(document.querySelector('.nnx-mount').explorer.readouts)"


def test_every_explorer_has_random_states():
    assert {explorer.__name__ for explorer in STATES} == set(explorers.__all__)


def test_browser_and_python_agree(stage):
    rng = np.random.default_rng(20)
    states = [{}] + [STATES[stage.explorer](rng) for _ in range(N_STATES)]
    made = [stage.explorer(**state) for state in states]
    found = differences(made, stage.page.evaluate(READOUTS, [one.state() for one in made]))
    assert not found, "\n".join(found[:5])
