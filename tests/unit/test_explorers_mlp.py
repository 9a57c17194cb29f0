"""The explorers of the multilayer perceptron: their traits, and their numbers against hand values."""

import math
from itertools import pairwise

import numpy as np
import pytest
import traitlets

from nnlib.activations import ACTIVATIONS
from nnlib.explorers import ForwardPass, HiddenPair, SigmoidNeuron
from nnlib.gradcheck import check
from nnlib.losses import half_mse


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

    @pytest.mark.parametrize("w, b", [(1, 0), (-5, 10)])
    def test_zones_run_from_left_to_right(self, w, b):
        numbers = SigmoidNeuron(w=w, b=b).readouts()
        order = ["saturated_until", "linear_from", "s", "linear_until", "saturated_from"]
        assert sorted(order, key=numbers.get) == order
        assert sorted(w * numbers[name] + b for name in order[1:4]) == pytest.approx([-1, 0, 1])
        assert numbers["rise"] == pytest.approx(numbers["saturated_from"] - numbers["saturated_until"])

    def test_without_a_weight_there_is_no_step(self):
        numbers = SigmoidNeuron(w=0, b=2).readouts()
        zones = ["s", "saturated_until", "linear_from", "linear_until", "saturated_from", "rise"]
        assert [numbers[name] for name in zones] == [None] * 6
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
        assert str(HiddenPair(w1=0, pulse=True).w2) == "0.0", "no minus in front of a zero"

    @pytest.mark.parametrize("state", [{"s1": -0.6}, {"w2": 1.5}, {"steepness": 0}, {"pulse": "yes"}])
    def test_refuses_bad_values(self, state):
        with pytest.raises(traitlets.TraitError):
            HiddenPair(**state)


def random_state(rng):
    sizes = rng.integers(1, 5, rng.integers(2, 5)).tolist()
    layers = list(pairwise(sizes))
    return {
        "layer_sizes": sizes,
        "activations": rng.choice(list(ACTIVATIONS), len(layers)).tolist(),
        "weights": [rng.uniform(-2, 2, n_in * n_out).tolist() for n_in, n_out in layers],
        "biases": [rng.uniform(-2, 2, n_out).tolist() for _, n_out in layers],
        "x": rng.uniform(-2, 2, sizes[0]).tolist(),
        "y_true": rng.uniform(-2, 2, sizes[-1]).tolist(),
    }


class TestForwardPass:
    def test_hand_values_of_the_untouched_state(self):
        numbers = ForwardPass().readouts()
        assert numbers["z1_1"] == 0.5 * 1 - 1 * 0.5 + 0.25 == 0.25
        assert numbers["z1_2"] == 1.5 * 1 + 0.5 * 0.5 - 1 == 0.75
        a1, a2 = sigmoid(0.25), sigmoid(0.75)
        prediction = 1.0 * a1 - 1.5 * a2 + 0.5
        assert numbers["a2_1"] == pytest.approx(prediction)
        assert numbers["loss"] == pytest.approx((prediction - 1) ** 2 / 2)
        delta = prediction - 1
        assert numbers["delta2_1"] == pytest.approx(delta)
        assert numbers["dW1_21"] == pytest.approx(a2 * delta)
        assert numbers["delta1_2"] == pytest.approx(-1.5 * delta * a2 * (1 - a2))
        assert numbers["dW0_21"] == pytest.approx(0.5 * 1.0 * delta * a1 * (1 - a1))

    @pytest.mark.parametrize("seed", range(40))  # none of their sums is so close to a kink or jump that it matters
    def test_numbers_are_those_of_the_network(self, seed):
        explorer = ForwardPass(**random_state(np.random.default_rng(seed)))
        numbers, net = explorer.readouts(), explorer.network()
        trace = net.forward([explorer.x])
        loss, gradients = net.loss_and_grads([explorer.x], [explorer.y_true], "half_mse")
        assert numbers["loss"] == pytest.approx(loss)
        for k, gradient in enumerate(gradients, start=1):
            n_in, n_out = gradient.W.shape
            for j in range(n_out):
                assert numbers[f"z{k}_{j + 1}"] == trace.z[k - 1][0, j]
                assert numbers[f"a{k}_{j + 1}"] == trace.a[k][0, j]
                assert numbers[f"delta{k}_{j + 1}"] == pytest.approx(gradient.delta[0, j], abs=1e-12)
                assert numbers[f"db{k - 1}_{j + 1}"] == pytest.approx(gradient.b[j], abs=1e-12)
                for i in range(n_in):
                    assert numbers[f"dW{k - 1}_{i + 1}{j + 1}"] == pytest.approx(gradient.W[i, j], abs=1e-12)
        assert numbers["n_agree"] == numbers["n_parameters"] == net.n_parameters

    def test_gradients_of_the_weights_equal_finite_differences(self):
        explorer = ForwardPass(layer_sizes=[3, 4, 2])
        numbers = explorer.readouts()
        gradient = [numbers[f"dW0_{i}{j}"] for i in range(1, 4) for j in range(1, 5)]

        def loss(flat):
            net = explorer.network()
            net.layers[0].W = flat.reshape(3, 4)
            return half_mse([explorer.y_true], net([explorer.x]))

        assert check(loss, np.array(gradient), np.array(explorer.weights[0])) < 1e-8

    def test_at_a_kink_gradient_and_difference_differ(self):
        at_kink = {"activations": ["relu", "identity"], "weights": [[1, 1, -2, 1], [1, 1]], "biases": [[0, 0], [0]]}
        numbers = ForwardPass(**at_kink).readouts()
        assert numbers["z1_1"] == 0
        assert (numbers["n_agree"], numbers["n_parameters"]) == (6, 9)

    @pytest.mark.parametrize("off_by, n_agree", [(0.95e-5, 2), (-0.95e-5, 2), (1.05e-5, 0), (-1.05e-5, 0)])
    def test_a_gradient_agrees_up_to_1e_5(self, off_by, n_agree):
        """One ReLU at its kink: the gradient is 0, and the difference (½(h - y)² - ½y²) / 2h = h/4 - y/2."""
        y = 2 * (2**-17 / 4 - off_by)
        kink = ForwardPass(layer_sizes=[1, 1], activations=["relu"], weights=[[1]], biases=[[-1]], x=[1], y_true=[y])
        numbers = kink.readouts()
        assert (numbers["dW0_11"], numbers["db0_1"], numbers["n_parameters"]) == (0, 0, 2)
        assert numbers["n_agree"] == n_agree

    def test_each_gradient_is_compared_by_itself(self):
        """The input 2 doubles the difference for the weight, and not for the bias."""
        y = 2 * (2**-17 / 4 - 0.95e-5)
        kink = ForwardPass(layer_sizes=[1, 1], activations=["relu"], weights=[[1]], biases=[[-2]], x=[2], y_true=[y])
        assert kink.readouts()["n_agree"] == 1

    @pytest.mark.parametrize("part, n_agree", [(0.95, 7), (1.05, 5)])
    def test_large_gradients_agree_up_to_1e_5_of_their_size(self, part, n_agree):
        """Beside an active ReLU stands one at its kink, whose output weight is v: w and b differ by 11 v / 2 of 99."""
        v = part * 2e-5 * 99 / 11
        state = {"weights": [[1], [3, 1], [3, v]], "biases": [[0], [0, -1], [0]], "x": [1], "y_true": [-2]}
        numbers = ForwardPass(
            layer_sizes=[1, 1, 2, 1], activations=["identity", "relu", "identity"], **state
        ).readouts()
        assert numbers["dW0_11"] == numbers["db0_1"] == 99
        assert (numbers["n_agree"], numbers["n_parameters"]) == (n_agree, 9)

    def test_flat_activations_let_nothing_through(self):
        numbers = ForwardPass(activations=["step", "identity"]).readouts()
        assert numbers["delta1_1"] == numbers["dW0_22"] == 0
        assert numbers["n_agree"] == 9

    def test_new_sizes_bring_numbers_that_fit(self):
        explorer = ForwardPass(position=6)
        explorer.layer_sizes = [1, 1]
        assert [len(flat) for flat in explorer.weights] == [1]
        assert explorer.position == 2
        explorer.layer_sizes = [3, 4, 2]
        assert [len(flat) for flat in explorer.weights] == [12, 8]
        assert (len(explorer.x), len(explorer.y_true), len(explorer.activations)) == (3, 2, 2)
        assert ForwardPass(layer_sizes=[3, 4, 2]).state() == {**explorer.state(), "position": 2}

    def test_numbers_to_start_with(self):
        largest = ForwardPass(layer_sizes=[4, 4])
        assert largest.weights == [
            [0.5, 1.5, -1.0, 0.5, -0.75, 1.0, -1.5, 0.75, 1.25, -0.5, -1.25, 0.5, 1.5, -1.0, 0.5, -0.75]
        ]
        assert (largest.biases, largest.activations) == ([[0.25, -1.0, 0.5, -0.5]], ["identity"])
        assert (largest.x, largest.y_true) == ([1.0, 0.5, -0.5, 0.75], [1.0, 0.0, 0.5, -0.5])
        longest = ForwardPass(layer_sizes=[2, 2, 2, 1])
        assert longest.weights == [[0.5, 1.5, -1.0, 0.5], [1.0, -1.5, 0.75, 1.25], [-1.25, 0.5]]
        assert longest.biases == [[0.25, -1.0], [0.5, -0.5], [0.25]]
        assert longest.activations == ["sigmoid", "sigmoid", "identity"]

    @pytest.mark.parametrize(
        "state",
        [
            {"layer_sizes": [4, 4, 4, 4]},
            {"layer_sizes": [1, 1], "position": 2},
            {"weights": [[3, -3, 0, 0], [3, -3]], "biases": [[3, -3], [0]]},
            {"x": [2, -2], "y_true": [-2]},
            {"position": 0, "mode": "backward"},
        ],
    )
    def test_values_may_reach_their_bounds(self, state):
        explorer = ForwardPass(**state)
        assert {name: getattr(explorer, name) for name in state} == state

    def test_numbers_that_fit_are_kept(self):
        weights = [[0.5] * 6, [1.0] * 6]
        explorer = ForwardPass(weights=weights, layer_sizes=[2, 3, 2], activations=["tanh", "sigmoid"])
        assert explorer.weights == weights
        assert explorer.activations == ["tanh", "sigmoid"]
        explorer.layer_sizes = [2, 3, 2]
        assert explorer.weights == weights

    @pytest.mark.parametrize(
        "state, message",
        [
            ({"layer_sizes": [2]}, "2 to 4 sizes"),
            ({"layer_sizes": [1, 1, 1, 1, 1]}, "2 to 4 sizes"),
            ({"layer_sizes": [2, 5, 1]}, "from 1 to 4"),
            ({"layer_sizes": [2, 0, 1]}, "from 1 to 4"),
            ({"activations": ["sigmoid"]}, "activations must be 2 of"),
            ({"activations": ["sigmoid", "softmax"]}, f"{', '.join(ACTIVATIONS)}, got .*softmax"),
            ({"weights": [[1, 2, 3], [4, 5]]}, r"weights .* must hold \[4, 2\] numbers"),
            ({"weights": [[1, 2, 3, -3.001], [1, 1]]}, r"in \[-3, 3\]"),
            ({"biases": [[0, 3.001], [0]]}, r"in \[-3, 3\]"),
            ({"x": [1]}, "x .* must hold 2 numbers"),
            ({"x": [1, -2.001]}, r"x .* in \[-2, 2\]"),
            ({"y_true": [2.001]}, r"y_true .* in \[-2, 2\]"),
            ({"y_true": [math.nan]}, "y_true"),
            ({"mode": "sideways"}, "mode"),
            ({"position": 7}, "must be 0 to 6"),
            ({"position": -1}, "must be 0 to 6"),
        ],
    )
    def test_refuses_bad_values(self, state, message):
        with pytest.raises(traitlets.TraitError, match=message):
            ForwardPass(**state)
