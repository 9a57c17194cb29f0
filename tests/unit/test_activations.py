"""What every activation in the registry owes its user, and what each is known for."""

import pickle
import re

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import limit, oracle
from scipy.special import erf
from ulp import sweep

from nnlib import activations
from nnlib.activations import ACTIVATIONS, ELU, LeakyReLU

POINTS = sweep()
NEAR = np.linspace(-6.1, 6.3, 311)  # not 0: no kink falls on a point
INF = np.inf
EVERY = pytest.mark.parametrize("act", ACTIVATIONS.values(), ids=ACTIVATIONS)
finite = st.floats(allow_nan=False, allow_infinity=False)


@EVERY
def test_registry_key_is_the_name_and_the_module_has_it(act):
    assert ACTIVATIONS[act.name] is act
    assert getattr(activations, act.name) is act
    assert act.latex and "$" not in act.latex


@EVERY
def test_gradient_is_the_slope_of_the_value(act):
    h = 1e-3
    slope = (8 * (act(NEAR + h) - act(NEAR - h)) - (act(NEAR + 2 * h) - act(NEAR - 2 * h))) / (12 * h)
    away = np.abs(NEAR) > 2 * h
    np.testing.assert_allclose(act.grad(NEAR)[away], slope[away], rtol=1e-9, atol=1e-10)


@EVERY
def test_landmarks(act):
    f, df, *_ = oracle(act.name)
    with np.errstate(all="raise"):
        assert act([-INF, INF]).tolist() == [limit(f, -1e300), limit(f, 1e300)]
        assert act.grad([-INF, INF]).tolist() == [limit(df, -1e300), limit(df, 1e300)]
        for zero in (0.0, -0.0):
            assert act(zero) == float(f(mp.mpf(0)))
            assert act.grad(zero) == float(df(mp.mpf(0)))


@EVERY
def test_nan_passes_through_alone(act):
    with np.errstate(all="raise"):
        for result in (act([1.0, np.nan, -1.0]), act.grad([1.0, np.nan, -1.0])):
            assert np.isnan(result).tolist() == [False, True, False]


@EVERY
@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (2, 1, 2)])
def test_shape_and_precision_are_kept(act, shape):
    z = np.linspace(-2, 2, int(np.prod(shape))).reshape(shape)
    for method in (act, act.grad):
        assert method(z).shape == shape
        assert method(z).dtype == np.float64
        assert method(z.astype(np.float32)).dtype == np.float32
        assert method(z.astype(int)).dtype == np.float64
        np.testing.assert_array_equal(method(z.tolist()), method(z))
        np.testing.assert_array_equal(method(z.T), np.asarray(method(z)).T)


@EVERY
def test_a_number_gives_a_number(act):
    assert isinstance(act(1), float)
    assert isinstance(act.grad(1), float)


@EVERY
def test_float32_is_computed_by_the_same_code(act):
    """Within a few units in the last place of float32, and without a warning."""
    z = POINTS[np.abs(POINTS) < 3e38].astype(np.float32)
    with np.errstate(all="raise"):
        value, grad = act(z), act.grad(z)
    tiny = float(np.finfo(np.float32).tiny)
    zeros = 0 if act.monotonic else 2e-7  # where the slope is 0, two terms cancel
    np.testing.assert_allclose(value, act(z.astype(np.float64)), rtol=2e-6, atol=16 * tiny)
    np.testing.assert_allclose(grad, act.grad(z.astype(np.float64)), rtol=4e-6, atol=max(zeros, 16 * tiny))


@EVERY
def test_the_argument_is_left_alone(act):
    z = NEAR.copy()
    act(z)
    act.grad(z)
    np.testing.assert_array_equal(z, NEAR)


@EVERY
def test_range_is_tight(act):
    low, high = act.range
    values = act(np.concatenate([POINTS, [-INF, INF]]))
    assert values.min() == pytest.approx(low, rel=1e-15, abs=0)
    assert values.max() == pytest.approx(high, rel=1e-15, abs=0)


@EVERY
def test_monotonic_means_what_it_says(act):
    values = act(np.linspace(-20, 20, 4001))
    assert act.monotonic == bool(np.all(np.diff(values) >= 0))
    assert act.monotonic == bool(np.all(act.grad(POINTS) >= 0))


@EVERY
def test_zero_centred_means_odd(act):
    assert act.zero_centred == bool(np.all(act(-POINTS) == -act(POINTS)))


@EVERY
def test_kinks_are_where_the_slope_jumps(act):
    h = 1e-7
    places = np.union1d(NEAR, [0.0, *act.kinks])
    left, right = (act(places) - act(places - h)) / h, (act(places + h) - act(places)) / h
    assert act.kinks == tuple(places[np.abs(left - right) > 1e-3])
    assert act.differentiable == (not act.kinks)


@EVERY
def test_saturates_means_that_the_value_stops_moving(act):
    far = 10.0 ** np.arange(2, 300, 7)
    flat = {"left": np.ptp(act(-far)) < 1e-6, "right": np.ptp(act(far)) < 1e-6}
    assert act.saturates == tuple(side for side in ("left", "right") if flat[side])


LATEX = (  # what the registry's formulas are made of, and the same for Python
    (r"(.+)\\ \\text\{if\}\\ (.+),\\ \\text\{else\}\\ (.+)", r"where(\2, \1, \3)"),
    (r"e\^\{(.+?)\}", r"exp(\1)"),
    (r"\\frac\{([^{}]+)\}\{([^{}]+)\}", r"((\1) / (\2))"),
    (r"\|(.+?)\|", r"abs(\1)"),
    (r"e\^z", "exp(z)"),
    (r"\\tanh\^2 z", "tanh(z) ** 2"),
    (r"\\tanh z", "tanh(z)"),
    (r"\\alpha ?", "alpha * "),
    (r"alpha \* , ", "alpha, "),
    (r"alpha \* \)$", "alpha)"),
    (r"\\ge", ">="),
    (r"\\,", " * "),
    (r"\\(\w+)", r"\1"),
)
MEANINGS = {
    "where": np.where, "exp": np.exp, "tanh": np.tanh, "max": np.maximum, "min": np.minimum, "log": np.log,
    "sigma": lambda z: 1 / (1 + np.exp(-z)),
    "Phi": lambda z: (1 + erf(z / np.sqrt(2))) / 2,
    "varphi": lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi),
}  # fmt: skip


@EVERY
def test_formulas_say_what_is_computed(act):
    for formula, compute in ((act.latex, act), (act.latex_derivative, act.grad)):
        for pattern, replacement in LATEX:
            formula = re.sub(pattern, replacement, formula)
        try:
            shown = eval(formula, {**MEANINGS, "alpha": getattr(act, "alpha", None), "z": NEAR})
        except (NameError, SyntaxError) as error:
            pytest.fail(
                f"{error} in {formula!r}: teach LATEX and MEANINGS, above this test, to read {act.name}'s formula"
            )
        np.testing.assert_allclose(np.broadcast_to(shown, NEAR.shape), compute(NEAR), rtol=1e-12, atol=1e-13)


def test_kinks_follow_alpha():
    assert LeakyReLU(1.0).kinks == ELU(1.0).kinks == ()
    assert LeakyReLU(0.5).kinks == ELU(0.5).kinks == (0.0,)
    assert LeakyReLU(1.0).zero_centred and not LeakyReLU(0.5).zero_centred


@EVERY
def test_equal_activations_are_equal(act):
    twin = pickle.loads(pickle.dumps(act))
    assert twin == act and hash(twin) == hash(act) and twin is not act
    assert LeakyReLU(0.2) == LeakyReLU(0.2) != LeakyReLU(0.3)
    assert act != object() and ELU(0.2) != LeakyReLU(0.2)


@EVERY
def test_repr_is_the_call_that_builds_it(act):
    assert repr(eval(repr(act), vars(activations))) == repr(act)


def test_range_of_elu_follows_alpha():
    assert ELU(alpha=0.5).range == (-0.5, np.inf)
    assert ELU(alpha=0.5)(-np.inf) == -0.5


def test_alpha_is_kept_and_shown():
    assert (LeakyReLU(0.25).alpha, ELU(0.25).alpha) == (0.25, 0.25)
    assert (LeakyReLU().alpha, ELU().alpha) == (0.01, 1.0)
    assert (repr(LeakyReLU(0.25)), repr(ELU(2))) == ("LeakyReLU(alpha=0.25)", "ELU(alpha=2.0)")


def test_slope_at_the_kink_is_the_left_one():
    assert LeakyReLU(0.25).grad(0) == 0.25
    assert ELU(0.25).grad(0) == 0.25
    assert ELU(3.0).grad([0.0, 5e-324]).tolist() == [3.0, 1.0]


def test_log_sigmoid_limits_and_precision():
    with np.errstate(all="raise"):
        assert activations.log_sigmoid([-INF, INF, 0]).tolist() == [-INF, 0, -np.log(2)]
        assert np.isnan(activations.log_sigmoid(np.nan))
    assert activations.log_sigmoid(np.float32(1)).dtype == np.float32
    assert activations.log_sigmoid([[1], [2]]).shape == (2, 1)


class TestANewActivation:
    def test_must_say_what_it_computes(self):
        class Nothing(activations.Activation): ...

        with pytest.raises(NotImplementedError, match=r"Nothing must define value\(z\)"):
            Nothing()(1.0)
        with pytest.raises(NotImplementedError, match=r"Nothing must define derivative\(z\)"):
            Nothing().grad(1.0)

    def test_has_the_name_of_its_class_unless_it_says_another(self):
        class Sine(activations.Activation): ...

        class Cosine(activations.Activation):
            name = "cos"

        assert (Sine().name, repr(Sine()), Cosine().name) == ("sine", "sine", "cos")

    @pytest.mark.parametrize(
        ("result", "came"),
        [
            (lambda z: None, "None"),
            (lambda z: 1.0, "1.0"),
            (lambda z: z[:1], r"float64 \(1,\)"),
            (lambda z: z.astype(np.float32), r"float32 \(3,\)"),
            (lambda z: z > 0, r"bool \(3,\)"),
        ],
    )
    def test_is_refused_by_name_if_it_returns_something_else(self, result, came):
        class Wrong(activations.Activation):
            def value(self, z):
                return result(z)

            derivative = value

        for method, call in (("value", Wrong()), ("derivative", Wrong().grad)):
            with pytest.raises(ValueError, match=rf"Wrong.{method} must return an array of float64 \(3,\), got {came}"):
                call([1.0, 2.0, 3.0])

    def test_may_write_into_parts_of_an_array_and_overflow_in_silence(self):
        class Squash(activations.Activation):
            def value(self, z):
                a = np.exp(z)
                a[z < 0] = 0.0
                return a

        with np.errstate(all="raise"):
            assert Squash()(1e4) == INF
            assert Squash()([-1e4, 0.0]).tolist() == [0, 1]


@given(finite)
def test_sigmoid_is_the_mirror_of_itself(z):
    assert activations.sigmoid(z) + activations.sigmoid(-z) == pytest.approx(1, abs=3e-16)


@given(finite)
def test_softplus_gelu_and_silu_differ_from_their_mirror_by_z(z):
    for act in (activations.softplus, activations.gelu, activations.silu):
        assert act(z) - act(-z) == pytest.approx(z, rel=1e-15)


@given(st.floats(-20, 20))
def test_tanh_is_a_stretched_sigmoid(z):
    assert activations.tanh(z) == pytest.approx(2 * activations.sigmoid(2 * z) - 1, abs=5e-16)


@given(finite)
def test_relu_is_idempotent_and_leaves_no_negative(z):
    once = activations.relu(z)
    assert once >= 0
    assert activations.relu(once) == once
