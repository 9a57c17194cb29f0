"""The checks on arguments at their limits: what just passes, what just does not, and what is nothing of the kind."""

import math
import sys

import numpy as np
import pytest

from nnlib import _validate

RNG = np.random.default_rng(0)


def refusal(check, *arguments, **bounds) -> str:
    """Return the message with which a check refuses."""
    with pytest.raises(ValueError) as error:
        check("it", *arguments, **bounds)
    return str(error.value)


def kind(value) -> str:
    """Name a test case: the text of some values holds an address."""
    return type(value).__name__


class EqualToEverything:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __repr__(self):
        return "EqualToEverything()"


class TestChoice:
    NAMES = ("mean", "sum")

    @pytest.mark.parametrize("value", ["mean", np.str_("sum")])
    def test_one_of_the_names_comes_back_as_a_str(self, value):
        chosen = _validate.choice("it", value, self.NAMES)
        assert chosen == value
        assert type(chosen) is str

    def test_the_names_may_be_the_keys_of_a_registry(self):
        assert _validate.choice("it", "mean", {"mean": 1}) == "mean"

    @pytest.mark.parametrize(
        "value",
        [
            "", "Mean", "mea", "mean ", b"mean", None, 0, math.nan, True, ["mean"], ("mean", "sum"), {"mean": 1},
            np.array(["mean", "sum"]), np.array("mean"), np.array([]), np.zeros(3), EqualToEverything(), str, str.upper,
        ],
        ids=kind,
    )  # fmt: skip
    def test_anything_else_is_refused_by_naming_the_names(self, value):
        assert refusal(_validate.choice, value, self.NAMES) == f"it must be one of ['mean', 'sum'], got {value!r}"


class TestLabels:
    @pytest.mark.parametrize("value", [[0, 1, 0], [1], [0.0, -0.0, 1.0], [[0, 1], [1, 0]], [], [False, True]], ids=str)
    def test_allowed_labels_pass(self, value):
        _validate.labels("it", np.array(value), (0, 1))

    @pytest.mark.parametrize(
        "value, first_wrong",
        [
            ([0, 1, 2, 3], "2"),
            ([[1.0, 0.5], [0.0, 7.0]], "0.5"),
            ([0.0, np.nextafter(1.0, 0)], "0.9999999999999999"),
            ([1.0, 5e-324], "5e-324"),
            ([-1], "-1"),
            ([0.0, math.nan], "nan"),
            ([0.0, math.inf], "inf"),
        ],
    )
    def test_the_first_wrong_label_is_shown(self, value, first_wrong):
        message = refusal(_validate.labels, np.array(value), (0, 1))
        assert message == f"it must hold only labels (0, 1), got {first_wrong}"


class TestNumber:
    @pytest.mark.parametrize(
        "value",
        [2, 2.5, -0.0, np.int8(3), np.uint64(2**64 - 1), np.float32(0.5), np.longdouble(1), 5e-324, sys.float_info.max],
    )
    def test_any_real_number_comes_back_as_a_float(self, value):
        number = _validate.number("it", value)
        assert number == value
        assert type(number) is float

    @pytest.mark.parametrize(
        "bounds, inside, outside",
        [
            ({"above": 0}, 5e-324, 0.0),
            ({"above": 0}, 5e-324, -0.0),
            ({"below": 1}, np.nextafter(1, 0), 1),
            ({"at_least": 0}, -0.0, -5e-324),
            ({"at_most": 1}, 1, np.nextafter(1, 2)),
            ({"above": 0, "at_most": 1}, 1.0, 0.0),
            ({"above": 0, "below": 1}, 0.5, 1.0),
            ({"at_least": -1, "below": 1}, -1, 1),
        ],
        ids=str,
    )
    def test_bounds_are_open_or_closed(self, bounds, inside, outside):
        assert _validate.number("it", inside, **bounds) == inside
        signs = {"above": ">", "at_least": ">=", "below": "<", "at_most": "<="}
        wanted = " and ".join(f"{signs[name]} {bound}" for name, bound in bounds.items())
        message = refusal(_validate.number, outside, **bounds)
        assert message == f"it must be a finite number {wanted}, got {outside!r}"

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, np.longdouble("inf")], ids=kind)
    def test_only_finite_numbers_pass(self, value):
        assert refusal(_validate.number, value) == f"it must be a finite number, got {value!r}"

    @pytest.mark.parametrize(
        "value",
        [True, np.True_, "1", None, 1j, np.complex64(1), [1.0], np.array(1.0), np.array([1.0]), np.timedelta64(1, "s")],
        ids=kind,
    )
    def test_what_is_no_real_number_is_refused(self, value):
        assert refusal(_validate.number, value) == f"it must be a finite number, got {value!r}"


class TestCount:
    @pytest.mark.parametrize("value", [1, np.int64(2), np.uint8(255), 10**400])
    def test_an_integer_comes_back_as_an_int(self, value):
        count = _validate.count("it", value)
        assert count == value
        assert type(count) is int

    @pytest.mark.parametrize("at_least", [0, 1, 2])
    def test_the_least_is_allowed_and_one_less_is_not(self, at_least):
        assert _validate.count("it", at_least, at_least=at_least) == at_least
        message = refusal(_validate.count, at_least - 1, at_least=at_least)
        assert message == f"it must be an integer >= {at_least}, got {at_least - 1}"

    @pytest.mark.parametrize(
        "value",
        [
            True,
            np.True_,
            2.0,
            np.float64(2),
            "2",
            None,
            [2],
            np.array(2),
            np.array([2]),
            math.inf,
            np.timedelta64(2, "s"),
        ],
        ids=kind,
    )
    def test_what_is_no_integer_is_refused(self, value):
        assert refusal(_validate.count, value) == f"it must be an integer >= 1, got {value!r}"


class TestGenerator:
    def test_a_generator_comes_back_itself(self):
        assert _validate.generator("it", RNG) is RNG

    @pytest.mark.parametrize(
        "value", [None, 0, np.random, np.random.default_rng, np.random.PCG64(0), np.random.RandomState(0)], ids=kind
    )
    def test_seeds_and_other_sources_are_refused(self, value):
        message = refusal(_validate.generator, value)
        assert message == f"it must be a Generator such as numpy.random.default_rng(0), got {value!r}"


class TestFloatType:
    @pytest.mark.parametrize("value", [np.float32, "float32", "f4", np.dtype("float32")], ids=kind)
    def test_float32_by_any_name(self, value):
        assert _validate.float_type("it", value) == np.dtype(np.float32)

    @pytest.mark.parametrize("value", [np.float64, "float64", float, np.dtype(float)], ids=kind)
    def test_float64_by_any_name(self, value):
        assert _validate.float_type("it", value) == np.dtype(np.float64)

    @pytest.mark.parametrize(
        "value",
        [
            int, complex, bool, np.float16, "big", "", 32, 1.5, [1], {"a": 1}, np.zeros(2),
            np.dtype(float).newbyteorder(), "f8,f8", EqualToEverything(),
        ],
        ids=kind,
    )  # fmt: skip
    def test_any_other_type_is_refused(self, value):
        assert refusal(_validate.float_type, value) == f"it must be float32 or float64, got {value!r}"
