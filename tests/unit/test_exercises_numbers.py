"""Checkers of exercises that ask for numbers: just inside a tolerance is right, just outside is not.

What is no number is not yet right, and never an error.
"""

import math

import numpy as np
import pytest

from nnlib.exercises import mlp, perceptron

NAN = float("nan")
at_the_tolerance = pytest.mark.parametrize("part", [0.95, -0.95, 1.05, -1.05])


def logit(a):
    return math.log(a / (1 - a))


ON_PAPER = {  # by hand
    "z1_1": 0.0, "a1_1": 0.5, "z1_2": -1.5, "a1_2": 0.182426, "z2_1": 0.317574, "y_pred": 0.578733,
}  # fmt: skip


@at_the_tolerance
@pytest.mark.parametrize("name", ON_PAPER)
def test_forward_on_paper_allows_for_four_digits(name, part, verdict):
    answer = {**ON_PAPER, name: ON_PAPER[name] + part * 2e-4}
    told = verdict(mlp.forward_on_paper, *answer.values())
    assert told.startswith("Correct" if abs(part) < 1 else f"Not yet: look at {name} again")


BACKWARD_ON_PAPER = {  # by hand
    "dW0": [[-0.070550, 0.021043], [0.070550, -0.021043]],
    "db0": [0.070550, -0.021043],
    "dW1": [[0.070550], [0.025740]],
    "db1": [0.141100],
}
NINE = [(name, index) for name, numbers in BACKWARD_ON_PAPER.items() for index in np.ndindex(np.shape(numbers))]


@at_the_tolerance
@pytest.mark.parametrize("name, index", NINE)
def test_backward_on_paper_allows_for_four_digits(name, index, part, verdict):
    answer = {key: np.array(value) for key, value in BACKWARD_ON_PAPER.items()}
    answer[name][index] += part * 2e-4
    told = verdict(mlp.backward_on_paper, *answer.values())
    place = "".join(f"[{i}]" for i in index)
    assert told.startswith("Correct" if abs(part) < 1 else f"Not yet: look at {name}{place} again")


@pytest.mark.parametrize("name", BACKWARD_ON_PAPER)
@pytest.mark.parametrize("wrong", [None, "a", 0.1, [1, 2, 3], [[1], [2, 3]], NAN])
def test_backward_on_paper_needs_numbers_in_the_right_shapes(name, wrong, verdict):
    told = verdict(mlp.backward_on_paper, *{**BACKWARD_ON_PAPER, name: wrong}.values())
    assert told.startswith(f"Not yet: {name} should hold numbers in the shape (")


def test_backward_on_paper_starts_with_the_output(verdict):
    told = verdict(mlp.backward_on_paper, [[0, 0], [0, 0]], [0, 0], [[0], [0]], [0])
    assert told.startswith("Not yet: look at db1[0] again")


@at_the_tolerance
def test_the_largest_rate_is_three_sevenths(part, verdict):
    told = verdict(mlp.largest_rate, 3 / 7 + part * 1e-3)
    assert told.startswith("Correct" if abs(part) < 1 else "Not yet: the limit is 2 over the curvature")


@pytest.mark.parametrize("eta", [6 / 7, 3 / 14, 1 / 7, 7 / 3, None, "a", NAN, [3 / 7]])
def test_another_largest_rate_is_not_yet_right(eta, verdict):
    assert verdict(mlp.largest_rate, eta).endswith(f"yours is {eta!r}.\n")


@at_the_tolerance
@pytest.mark.parametrize("x, at_x", [(0.3, 0.05), (0.5, 0.95)])
def test_a_step_to_order_passes_both_points(x, at_x, part, verdict):
    error = part * 1e-3  # at this point, and none at the other
    low, high = (0.05 + error, 0.95) if x == 0.3 else (0.05, 0.95 + error)
    w = (logit(high) - logit(low)) / 0.2
    told = verdict(mlp.step_to_order, w, logit(low) - 0.3 * w)
    wrong = f"Not yet: at x = {x} the output should be {at_x}, yours is {at_x + error:.3f}."
    assert told.startswith("Correct" if abs(part) < 1 else wrong)


def test_a_step_to_order_by_hand(verdict):
    assert verdict(mlp.step_to_order, 2 * math.log(19) / 0.2, -4 * math.log(19)).startswith("Correct")


RISING = [100.0, 100.0], [-20.0, -50.0], [0.7, -0.7]  # weights, biases, output weights
FALLING = [-100.0, -100.0], [20.0, 50.0], [-0.7, 0.7]


def pulse(verdict, weights, biases, output_weights):
    return verdict(mlp.pulse, [weights], biases, [[w] for w in output_weights])


@pytest.mark.parametrize(
    "network", [RISING, FALLING, [row[::-1] for row in RISING]], ids=["rising", "falling", "swapped"]
)
def test_a_pulse_may_be_made_in_several_ways(network, verdict):
    assert pulse(verdict, *network).startswith("Correct")


@at_the_tolerance
@pytest.mark.parametrize(
    "network, row, unit, x, tolerance",
    [
        (FALLING, 2, 0, 0.0, 1e-3),  # leaves something on the left
        (RISING, 2, 1, 1.0, 1e-3),  # leaves something on the right
        (RISING, 1, 0, 0.2, 1e-3 * 4 / 0.7),  # rises too early or too late: sigma has the slope 1/4
        (RISING, 1, 1, 0.5, 1e-3 * 4 / 0.7),
    ],
)
def test_a_pulse_is_measured_on_both_sides_and_at_both_edges(network, row, unit, x, tolerance, part, verdict):
    changed = [list(numbers) for numbers in network]
    changed[row][unit] += part * tolerance
    told = pulse(verdict, *changed)
    assert told.startswith("Correct" if abs(part) < 1 else f"Not yet: at x = {x} the output should be ")


@at_the_tolerance
def test_a_pulse_has_the_right_height(part, verdict):
    height = 0.7 + part * 1e-3
    told = pulse(verdict, *RISING[:2], [height, -height])
    assert told.startswith("Correct" if abs(part) < 1 else "Not yet: at x = 0.35 the output should be 0.70")


@pytest.mark.parametrize("part", [0.95, -0.95, 1.05, -1.05, 1e5, -5e4])
@pytest.mark.parametrize("unit", [0, 1])
def test_both_units_of_a_pulse_are_steep(unit, part, verdict):
    weights, biases, output_weights = (list(row) for row in RISING)
    weights[unit] += part * 1e-3
    biases[unit] *= weights[unit] / 100
    told = pulse(verdict, weights, biases, output_weights)
    assert told.startswith("Correct" if abs(part) < 1 else "Not yet: both hidden units should have the steepness 100.")


@pytest.mark.parametrize(
    "W0, b0, W1",
    [
        ([[100, [100]]], [-20, -50], [[0.7], [-0.7]]),
        ([[100, 100]], [NAN, -50], [[0.7], [-0.7]]),
        ([[100, 100]], [-20, -50], "x"),
        ([100, 100], [-20, -50], [0.7, -0.7]),  # the numbers, but not the shapes
    ],
)
def test_a_pulse_needs_numbers_in_the_right_shapes(W0, b0, W1, verdict):
    told = verdict(mlp.pulse, W0, b0, W1)
    assert told == "Not yet: W0, b0 and W1 should hold numbers in the shapes (1, 2), (2,) and (2, 1).\n"


@at_the_tolerance
@pytest.mark.parametrize("corner", range(4))
def test_multipliers_balance_all_corners(corner, part, verdict):
    multipliers = [1.0] * 4
    multipliers[corner] += 4 * part * 1e-8  # the mean is off by a quarter of that
    told = verdict(perceptron.certificate, multipliers)
    wrong = "Not yet: the weighted sum of the signed corners should be (0, 0, 0), yours is ["
    assert told.startswith("Correct" if abs(part) < 1 else wrong)


@pytest.mark.parametrize("multipliers", [[-1, -1, -1, -1], [0, 0, 0, 0], [-3e-9] * 4, [1, 1, 1, -1]])
def test_multipliers_are_not_negative_and_not_all_0(multipliers, verdict):
    told = verdict(perceptron.certificate, multipliers)
    assert told == "Not yet: the multipliers must not be negative, and not all 0.\n"


@pytest.mark.parametrize("multipliers", [[1, 1, 1, 1], [3e-9] * 4, [0.25] * 4, [1e9] * 4])
def test_multipliers_may_be_of_any_size(multipliers, verdict):
    assert verdict(perceptron.certificate, multipliers).startswith("Correct.")


@pytest.mark.parametrize("b", [-2.0, -1.5, np.nextafter(-1.0, -2.0)])
def test_a_majority_may_have_any_threshold_above_1_and_up_to_2(b, verdict):
    assert verdict(perceptron.majority, [1, 1, 1], b).startswith("Correct")


@pytest.mark.parametrize(
    "w, b, x, expected",
    [
        ([1, 1, 1], -1.0, (0, 0, 1), 1),
        ([1, 1, 1], np.nextafter(-2.0, -3.0), (0, 1, 1), 0),
        ([1, 1, 2], -2.0, (0, 0, 1), 1),  # wrong in this row only
        ([1, 2, 1], -2.0, (0, 1, 0), 1),
        ([2, 1, 1], -2.0, (1, 0, 0), 1),
        ([2, 1, 1], -2.5, (0, 1, 1), 0),
        ([1, 2, 1], -2.5, (1, 0, 1), 0),
        ([1, 1, 2], -2.5, (1, 1, 0), 0),
    ],
)
def test_a_majority_is_checked_in_every_row(w, b, x, expected, verdict):
    told = verdict(perceptron.majority, w, b)
    assert told == f"Not yet: for {x} the neuron should say {1 - expected}, yours says {expected}.\n"


@pytest.mark.parametrize("w, b", [([1, 2, 1, 2], -4.5), ([1, 2, 1, 2], -5), ([3, 7, 3, 9], -18.5)])
def test_an_l_may_be_made_in_several_ways(w, b, verdict):
    assert verdict(mlp.l_shape, w, b).startswith("Correct")


@pytest.mark.parametrize(
    "w, b, x, expected",
    [
        ([1, 1, 1, 1], -3.5, (0.2, 0.6), 1),  # all four borders
        ([1, 2, 1, 2], -5.5, (0.2, 0.6), 1),
        ([1, 3, 0, 2], -5.5, (0.6, 0.15), 1),  # no foot
        ([1, 2, 1, 2], -4, (0.6, 0.6), 0),
        ([3, 2, 1, 2], -4.5, (0.2, 0.95), 0),
        ([1, 3, 1, 2], -4.5, (0.6, 0.6), 0),
        ([1, 0, 1, 2], -2.5, (0.9, 0.15), 0),
    ],
)
def test_an_l_is_checked_in_every_cell(w, b, x, expected, verdict):
    told = verdict(mlp.l_shape, w, b)
    assert told == f"Not yet: at x = {x} the unit should say {expected}, yours says {1 - expected}.\n"


@pytest.mark.parametrize("scale", [1, 0.25, 1e9, 1e-9])
def test_a_line_has_weights_of_any_size(scale, verdict):
    assert verdict(perceptron.line, [-2 * scale, scale], 2 * scale).startswith("Correct")


@pytest.mark.parametrize(
    "w, b, told",
    [
        ([0, 0], 1, "with both weights 0 there is no line."),
        ([0.0, 0.0], 0, "with both weights 0 there is no line."),
        ([2, -1], -2, "the line is right, but at (0, 0) the neuron should fire, and there z = -2."),
        ([2, 4], 2, "the point (1, 0) should lie on the line, but there z = 4."),  # w along the line
        ([-2, 1], -2, "the point (1, 0) should lie on the line, but there z = -4."),  # b = w · p
        ([1, 0], -1, "the point (3, 4) should lie on the line, but there z = 2."),
        ([2, 1], -2, "the point (3, 4) should lie on the line, but there z = 8."),  # swapped, and no sign changed
    ],
)
def test_a_wrong_line_is_told_what_is_wrong(w, b, told, verdict):
    assert verdict(perceptron.line, w, b) == f"Not yet: {told}\n"


@at_the_tolerance
@pytest.mark.parametrize("scale", [1, 1e6])
@pytest.mark.parametrize("point, slope, shift", [((1, 0), -0.5, 1.5), ((3, 4), 0.5, -0.5)])
def test_a_line_passes_both_points(point, slope, shift, scale, part, verdict):
    z = part * 1e-9 * np.sqrt(5) * scale  # at this point, and none at the other
    told = verdict(perceptron.line, [-2 * scale + slope * z, scale], 2 * scale + shift * z)
    wrong = f"Not yet: the point {point} should lie on the line, but there z = "
    assert told.startswith("Correct" if abs(part) < 1 else wrong)


@pytest.mark.parametrize(
    "check, answer",
    [
        (mlp.forward_on_paper, [NAN] * 6),
        (mlp.forward_on_paper, ["a"] * 6),
        (mlp.l_shape, [[1, 2, 1], -4.5]),
        (mlp.l_shape, [[1, 2, 1, NAN], -4.5]),
        (mlp.l_shape, [[1, 2, 1, 2], "a"]),
        (mlp.step_to_order, [NAN, 1.0]),
        (mlp.step_to_order, [1.0, "a"]),
        (perceptron.certificate, [[1e-9, 0, 0, 0]]),
        (perceptron.certificate, ["abc"]),
        (perceptron.certificate, [[1, 1, 1]]),
        (perceptron.majority, [[1, 1, NAN], -1.5]),
        (perceptron.majority, [[1, 1, 1], None]),
        (perceptron.majority, ["abc", -1.5]),
        (perceptron.line, [[-2, 1], NAN]),
        (perceptron.line, [[-2, 1, 0], 2]),
        (perceptron.line, ["ab", 2]),
        (perceptron.line, [[-2, 1], None]),
    ],
)
def test_no_answer_is_not_yet_right(check, answer, verdict):
    assert verdict(check, *answer).startswith("Not yet: ")
