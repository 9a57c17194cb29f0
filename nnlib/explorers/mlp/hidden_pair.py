"""Two hidden sigmoid units, two output weights: steps, staircases and pulses."""

from typing import Any

import traitlets

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Number, truth
from nnlib.layers import Dense
from nnlib.mlp import MLP


class HiddenPair(Explorer):
    """Place two steps and weight them; their sum is a staircase or a pulse.

    The sum is w1·σ(steepness·(x - s1)) + w2·σ(steepness·(x - s2)).

    Parameters
    ----------
    s1, s2 : float in [-0.5, 1.5]
        Where the hidden units step: their biases are -steepness·s.
    w1, w2 : float in [-1, 1]
        Output weights, w_11 and w_21 of layer 1.
    steepness : float in [5, 200]
        Weight from the input to both hidden units.
    pulse : bool
        Tie the output weights: `w2` is -`w1`, whatever it is set to, and `w1`
        is the height of a pulse from `s1` to `s2`.

    Examples
    --------
    >>> HiddenPair(s1=0.25, s2=0.5, w1=0.75, pulse=True).readouts()["plateau_middle"]
    0.75
    """

    s1 = Number(0.25, min=-0.5, max=1.5)
    s2 = Number(0.75, min=-0.5, max=1.5)
    w1 = Number(0.75, min=-1, max=1)
    w2 = Number(0.5, min=-1, max=1)
    steepness = Number(100.0, min=5, max=200)
    pulse = truth(False)

    @traitlets.observe("pulse", "w1", "w2")
    def _tie(self, _: dict[str, Any]) -> None:
        if self.pulse:
            self.w2 = 0 - self.w1

    def readouts(self) -> dict[str, Any]:
        """Hidden biases, the heights between the steps, and what the sum reaches half-way between them.

        `plateau_left`, `plateau_middle` and `plateau_right` are the heights
        for steps of any steepness, if they stand far enough apart; without a
        middle, ``s1 == s2``, there is no `plateau_middle` (None). `sum_middle`
        is the network's own output at ``x_middle = (s1 + s2) / 2``.
        """
        b1, b2 = -self.steepness * self.s1, -self.steepness * self.s2
        hidden = Dense(W=[[self.steepness, self.steepness]], b=[b1, b2], activation="sigmoid")
        net = MLP(layers=[hidden, Dense(W=[[self.w1], [self.w2]])])
        x_middle = (self.s1 + self.s2) / 2
        first = None if self.s1 == self.s2 else self.w1 if self.s1 < self.s2 else self.w2
        return {
            "b1": b1,
            "b2": b2,
            "plateau_left": 0.0,
            "plateau_middle": first,
            "plateau_right": self.w1 + self.w2,
            "x_middle": x_middle,
            "sum_middle": float(net(x_middle)),
        }
