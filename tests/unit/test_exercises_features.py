"""Checkers of the chapter on learnt features: right answers pass, plausible mistakes are told what is wrong."""

import numpy as np
import pytest

from nnlib.exercises import features

NAN = float("nan")
at_the_tolerance = pytest.mark.parametrize("part", [0.95, -0.95, 1.05, -1.05])


def amplitude(values, cycles):
    return 2 / len(values) * sum(v * np.sin(2 * np.pi * cycles * i / len(values)) for i, v in enumerate(values))


def rescaled(W0, b0, W1, factors):
    return W0 @ np.diag(factors), factors * b0, np.diag(1 / factors) @ W1


def test_right_answers_pass(verdict):
    assert verdict(features.amplitude, amplitude).startswith("Correct. ")
    assert verdict(features.rescaled, rescaled).startswith("Correct. ")


# -- amplitude ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        lambda values, cycles: amplitude(values, cycles) / 2,  # the mean, without the factor 2
        lambda values, cycles: amplitude(values, cycles) * len(values) / 2,  # the sum
        lambda values, cycles: abs(amplitude(values, cycles)),
        lambda values, cycles: amplitude(values, 1),
        lambda values, cycles: amplitude(values, cycles + 1),
        lambda values, cycles: np.abs(np.fft.rfft(values))[cycles] * 2 / len(values),  # with the cosine
        lambda values, cycles: 2 * np.mean(values * np.cos(2 * np.pi * cycles * np.arange(len(values)) / len(values))),
        lambda values, cycles: 2 * np.mean(values * np.sin(2 * np.pi * cycles * np.linspace(0, 1, len(values)))),
        lambda values, cycles: amplitude(values[:12], cycles),
        lambda values, cycles: np.max(values),
        lambda values, cycles: None,
        lambda values, cycles: NAN,
        lambda values: 0,
    ],
)
def test_another_amplitude_is_not_yet_right(wrong, verdict):
    assert verdict(features.amplitude, wrong).startswith("Not yet: for (")


@at_the_tolerance
def test_an_amplitude_has_nine_digits(part, verdict):
    told = verdict(features.amplitude, lambda values, cycles: amplitude(values, cycles) * (1 + part * 1e-9))
    assert told.startswith("Correct" if abs(part) < 1 else "Not yet: for ([0.0, 0.866025, ")


# -- rescaled ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda W0, b0, W1, c: (W0 * c, b0 * c, W1), "the network should still say ["),
        (lambda W0, b0, W1, c: (W0 * c, b0 * c, W1 * c[:, np.newaxis]), "the network should still say ["),
        (lambda W0, b0, W1, c: (W0 * c, b0 * c, W1 / c[0]), "the network should still say ["),
        (lambda W0, b0, W1, c: (W0, b0, W1), "W0 should be [["),  # the same function, but nothing was changed
        (lambda W0, b0, W1, c: (W0 / c, b0 / c, W1 * c[:, np.newaxis]), "W0 should be [["),
        (lambda W0, b0, W1, c: (W0 * c, b0, W1 / c[:, np.newaxis]), "b0 should be ["),
        (
            lambda W0, b0, W1, c: (W0 * c, b0 * c, (W1 / c[:, np.newaxis]).T),
            "W1 should be numbers in the shape (2, 1).",
        ),
        (lambda W0, b0, W1, c: (W0 * c, b0 * c, W1 * NAN), "W1 should be numbers in the shape (2, 1)."),
        (lambda W0, b0, W1, c: (None, b0 * c, W1), "W0 should be numbers in the shape (1, 2)."),
        (lambda W0, b0, W1, c: (W0 * c, b0 * c), "return W0, b0 and W1, yours are 2 things."),
        (lambda W0, b0, W1, c: None, "with the sizes [1, 2, 1] your code stops with TypeError: "),
        (lambda W0, b0, W1, c: (W0 * c, b0 * c, W1 / c), "with the sizes [1, 2, 1] W1 should be numbers"),
        (lambda *_: 1 / 0, "with the sizes [1, 2, 1] your code stops with ZeroDivisionError: division by zero"),
        (None, "with the sizes [1, 2, 1] your code stops with TypeError: "),
    ],
)
def test_another_rescaling_is_told_what_is_wrong(wrong, told, verdict):
    answer = verdict(features.rescaled, wrong)
    assert answer.startswith("Not yet: ")
    assert told in answer


@pytest.mark.parametrize("wrong_call", [0, 1, 2])
def test_a_rescaling_that_is_wrong_in_one_case_does_not_pass(wrong_call, verdict):
    calls = []

    def once_wrong(W0, b0, W1, factors):
        calls.append(W0.shape)
        arrays = rescaled(W0, b0, W1, factors)
        return (*arrays[:2], arrays[2] + 1) if len(calls) == wrong_call + 1 else arrays

    assert verdict(features.rescaled, once_wrong).startswith("Not yet: ")
    assert len(calls) == wrong_call + 1


@at_the_tolerance
@pytest.mark.parametrize("which, name", [(0, "W0"), (1, "b0")])
def test_scaled_weights_have_nine_digits(which, name, part, verdict):
    def answer(*arguments):
        arrays = list(rescaled(*arguments))
        arrays[which] = arrays[which] * (1 + part * 1e-9)
        return arrays

    told = verdict(features.rescaled, answer)
    assert (f"{name} should be" in told) == (abs(part) > 1)


def test_the_arguments_may_be_changed_in_place(verdict):
    def in_place(W0, b0, W1, factors):
        W0 *= factors
        b0 *= factors
        W1 /= factors[:, np.newaxis]
        return W0, b0, W1

    assert verdict(features.rescaled, in_place).startswith("Correct. ")
