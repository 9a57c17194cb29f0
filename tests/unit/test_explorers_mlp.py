"""The explorers of the multilayer perceptron: their traits, and their numbers against hand values."""

import math

import numpy as np
import pytest
import traitlets

from nnlib.explorers import HiddenPair, SigmoidNeuron


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


class TestSigmoidNeuron:
    def test_hand_values_of_the_lecture(self):
        numbers = SigmoidNeuron(w=20, b=-10).readouts()
        assert numbers["s"] == 0.5
        assert numbers["slope"] == 5.0
        assert numbers["saturated_from"] == pytest.approx(0.5 + math.log(19) / 20)
        assert numbers["rise"] == pytest.approx(0.29444, abs=1e-5)
        assert numbers["a_0"] == pytest.approx(sigmoid(-10))
        assert numbers["a_1"] == pytest.approx(sigmoid(10))

    @pytest.mark.parametrize("w, b", [(1, 0), (20, -10), (-5, 10), (0.25, 3)])
    def test_zones_are_where_the_docstring_says(self, w, b):
        numbers = SigmoidNeuron(w=w, b=b).readouts()
        at = {name: sigmoid(w * numbers[name] + b) for name in numbers if name.startswith(("saturated", "linear"))}
        low, high = sorted([at["saturated_until"], at["saturated_from"]])
        assert (low, high) == pytest.approx((0.05, 0.95))
        assert sigmoid(w * numbers["s"] + b) == pytest.approx(0.5)
        tangent = 0.5 + numbers["slope"] * (np.array([numbers["linear_from"], numbers["linear_until"]]) - numbers["s"])
        assert np.abs(tangent - [at["linear_from"], at["linear_until"]]).max() < 0.02

    def test_without_a_weight_there_is_no_step(self):
        numbers = SigmoidNeuron(w=0, b=2).readouts()
        assert numbers["s"] is None
        assert numbers["rise"] is None
        assert numbers["slope"] == 0
        assert numbers["a_0"] == numbers["a_1"] == pytest.approx(sigmoid(2))

    @pytest.mark.parametrize("state", [{"w": 51}, {"b": -50.5}, {"w": "steep"}])
    def test_refuses_bad_values(self, state):
        with pytest.raises(traitlets.TraitError):
            SigmoidNeuron(**state)


class TestHiddenPair:
    def test_staircase(self):
        numbers = HiddenPair(s1=0.25, s2=0.75, w1=0.5, w2=0.25, steepness=100).readouts()
        assert [numbers[f"plateau_{where}"] for where in ("left", "middle", "right")] == [0, 0.5, 0.75]
        assert (numbers["b1"], numbers["b2"]) == (-25, -75)
        assert numbers["x_middle"] == 0.5
        assert numbers["sum_middle"] == pytest.approx(0.5 * sigmoid(25) + 0.25 * sigmoid(-25))

    def test_the_left_step_sets_the_middle(self):
        assert HiddenPair(s1=0.75, s2=0.25, w1=0.5, w2=-0.25).readouts()["plateau_middle"] == -0.25
        assert HiddenPair(s1=0.5, s2=0.5).readouts()["plateau_middle"] is None

    def test_gentle_steps_do_not_reach_the_plateau(self):
        numbers = HiddenPair(s1=0.25, s2=0.5, w1=1, steepness=8, pulse=True).readouts()
        assert numbers["sum_middle"] == pytest.approx(sigmoid(1) - sigmoid(-1))

    def test_pulse_ties_the_weights(self):
        pair = HiddenPair(w1=0.5, w2=0.25)
        pair.pulse = True
        assert (pair.w1, pair.w2) == (0.5, -0.5)
        pair.w1 = -0.75
        assert pair.w2 == 0.75
        pair.w2 = 0.125
        assert (pair.w1, pair.w2) == (-0.75, 0.75)
        pair.pulse = False
        pair.w2 = 1
        assert (pair.w1, pair.w2) == (-0.75, 1)

    def test_pulse_from_the_start(self):
        pair = HiddenPair(w1=0.5, w2=0.25, pulse=True)
        assert pair.w2 == -0.5
        assert pair.readouts()["plateau_right"] == 0

    @pytest.mark.parametrize("state", [{"s1": -0.6}, {"w2": 1.5}, {"steepness": 0}, {"pulse": "yes"}])
    def test_refuses_bad_values(self, state):
        with pytest.raises(traitlets.TraitError):
            HiddenPair(**state)
