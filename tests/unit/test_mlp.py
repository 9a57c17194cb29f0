import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib import gradcheck, losses
from nnlib.activations import ACTIVATIONS, Activation, LeakyReLU, softmax
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.losses import LOSSES
from nnlib.mlp import MLP
from nnlib.training import SGD, train


def rng(seed=0):
    return np.random.default_rng(seed)


def fitting_targets(loss, shape):
    """First of several kinds of targets that the loss accepts."""
    n_samples, n_out = shape
    kinds = (
        rng(1).standard_normal(shape),
        rng(1).random(shape),
        rng(1).integers(2, size=shape),
        rng(1).choice([-1, 1], size=shape),
        rng(1).integers(n_out, size=n_samples),
    )
    for y in kinds:
        try:
            loss(y, np.zeros(shape))
        except ValueError:
            continue
        return y
    raise AssertionError(f"no targets for {loss}")


def worst_gradient_error(net, X, y, loss):
    """Compare every W and b of a net with finite differences of its loss."""
    _, grads = net.loss_and_grads(X, y, loss)

    def error(k, name):
        def value(parameter):
            changed = copy.deepcopy(net)
            setattr(changed.layers[k], name, parameter)
            return changed.loss_and_grads(X, y, loss)[0]

        return gradcheck.check(value, getattr(grads[k], name), getattr(net.layers[k], name))

    return max(error(k, name) for k, layer in enumerate(net.layers) for name in layer.parameters)


# ---- forward


def test_forward_by_hand():
    net = MLP(
        layers=[
            Dense(W=[[1, -2], [3, 4]], b=[0.5, -1], activation="relu"),
            Dense(W=[[2], [-1]], b=[0.25]),
        ]
    )
    X = np.array([[1.0, 2.0], [-1.0, 1.0]])
    trace = net.forward(X)
    assert trace.a[0].tolist() == X.tolist()
    assert trace.z[0].tolist() == [[7.5, 5], [2.5, 5]]
    assert trace.a[1].tolist() == [[7.5, 5], [2.5, 5]]
    assert trace.z[1].tolist() == trace.a[2].tolist() == [[10.25], [0.25]]
    assert net(X).tolist() == [[10.25], [0.25]]
    assert net.forward([[0, -1]]).a[1].tolist() == [[0, 0]]


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", ["identity", "sigmoid"])
def test_forward_is_a_loop_of_three_lines(hidden, output):
    net = MLP([3, 5, 4, 2], hidden=hidden, output=output, rng=rng())
    trace = net.forward(rng(1).standard_normal((7, 3)))
    a = trace.a[0]
    for k, layer in enumerate(net.layers):
        z = a @ layer.W + layer.b
        a = layer.activation(z)
        assert (trace.z[k] == z).all()
        assert (trace.a[k + 1] == a).all()
    assert len(trace.z) == 3 and len(trace.a) == 4


def test_maxout_takes_the_largest_piece():
    net = MLP(layers=[Maxout(3, 2, 4, rng=rng())])
    layer = net.layers[0]
    layer.b = rng(2).standard_normal((4, 2))
    X = rng(1).standard_normal((6, 3))
    trace = net.forward(X)
    assert trace.z[0].shape == (4, 6, 2)
    for p in range(4):
        assert trace.z[0][p] == pytest.approx(X @ layer.W[p] + layer.b[p])
    assert (trace.a[1] == trace.z[0].max(axis=0)).all()


def test_each_sample_goes_its_own_way():
    net = MLP(layers=[Maxout(3, 4, rng=rng()), Dense(4, 2, "gelu", rng=rng())])
    X = rng(1).standard_normal((5, 3))
    alone = np.vstack([net(row[np.newaxis]) for row in X])
    assert net(X) == pytest.approx(alone, rel=1e-13)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=3, max_size=3))
def test_extreme_inputs_give_no_warning(row):
    MLP(layers=[Maxout(3, 4, rng=rng()), Dense(4, 2, "tanh", rng=rng())])([row])
    MLP([3, 2], rng=rng(), dtype=np.float32)([np.clip(row, -3e38, 3e38)])


def test_passes_do_not_stop_at_overflow_or_underflow():
    net = MLP(layers=[Dense(W=[[1e200]], activation="sigmoid"), Dense(W=[[1e200]])])
    with np.errstate(all="raise"):
        assert net([[-8e-198], [1e200]]).tolist() == [[0.0], [1e200]]
        assert net.loss_and_grads([[1e200]], [[0.0]], "mse")[0] == np.inf
        straight = MLP(layers=[Dense(W=[[1e200]])])
        assert np.isnan(straight.loss_and_grads([[1e200]], [[np.inf]], "mse")[0])
        assert net.loss_and_grads([[-8e-198]], [[0.0]], "mse")[0] == 0


def test_nan_in_one_sample_stays_there():
    X = np.array([[0.5, np.nan], [0.5, 0.5]])
    prediction = MLP([2, 3, 1], rng=rng())(X)
    assert np.isnan(prediction[0]).all() and np.isfinite(prediction[1]).all()


# ---- records and purity


def test_passes_change_neither_net_nor_arguments():
    net = MLP(layers=[Maxout(2, 4, rng=rng()), Dense(4, 3, "tanh", rng=rng()), Dense(3, 1, rng=rng())])
    X, y = rng(1).standard_normal((6, 2)), rng(2).standard_normal((6, 1))
    before = copy.deepcopy((net, X, y))
    net.forward(X)
    net(X)
    net.predict(X)
    net.loss_and_grads(X, y, "mse")
    assert (X == before[1]).all() and (y == before[2]).all()
    for layer, old in zip(net.layers, before[0].layers, strict=True):
        assert (layer.W == old.W).all() and (layer.b == old.b).all()


def test_records_are_not_overwritten_by_later_passes():
    net, X, y = MLP([2, 3, 1], rng=rng()), rng(1).standard_normal((4, 2)), np.zeros((4, 1))
    trace, (_, grads) = net.forward(X), net.loss_and_grads(X, y, "mse")
    kept = copy.deepcopy((trace, grads))
    X *= -1
    net.forward(X)
    net.loss_and_grads(X, y + 1, "mse")
    for now, then in ((trace.z, kept[0].z), (trace.a, kept[0].a)):
        assert all((p == q).all() for p, q in zip(now, then, strict=True))
    for now, then in zip(grads, kept[1], strict=True):
        assert (now.W == then.W).all() and (now.b == then.b).all() and (now.delta == then.delta).all()


def test_records_have_the_documented_shapes():
    net = MLP(layers=[Maxout(2, 4, 3, rng=rng()), Dense(4, 1, rng=rng())])
    trace = net.forward(np.ones((5, 2)))
    assert [z.shape for z in trace.z] == [(3, 5, 4), (5, 1)]
    assert [a.shape for a in trace.a] == [(5, 2), (5, 4), (5, 1)]
    _, grads = net.loss_and_grads(np.ones((5, 2)), np.ones((5, 1)), "mse")
    for layer, z, grad in zip(net.layers, trace.z, grads, strict=True):
        assert (grad.W.shape, grad.b.shape, grad.delta.shape) == (layer.W.shape, layer.b.shape, z.shape)


# ---- gradients


def test_gradients_by_hand():
    net = MLP(layers=[Dense(W=[[2.0, -1.0]], activation="relu"), Dense(W=[[3.0], [5.0]], b=[1.0])])
    value, grads = net.loss_and_grads([[1.0], [-2.0]], [[5.0], [10.0]], "half_mse")
    # hidden: (2, 0), (0, 2); predictions: 7, 11; residuals: 2, 1; mean over two
    assert value == (4 + 1) / 4
    assert grads[1].delta.tolist() == [[1.0], [0.5]]
    assert grads[1].W.tolist() == [[2.0], [1.0]] and grads[1].b.tolist() == [1.5]
    assert grads[0].delta.tolist() == [[3.0, 0.0], [0.0, 2.5]]
    assert grads[0].W.tolist() == [[3.0, -5.0]] and grads[0].b.tolist() == [3.0, 2.5]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_against_finite_differences(activation, loss):
    net = MLP([2, 3, 2], hidden=activation, rng=rng(3))
    X = rng(4).standard_normal((4, 2))
    assert worst_gradient_error(net, X, fitting_targets(LOSSES[loss], (4, 2)), loss) < 1e-6


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_gradients_through_the_output_activation(output):
    net = MLP([2, 3, 3, 2], hidden="tanh", output=output, rng=rng(3))
    assert worst_gradient_error(net, rng(4).standard_normal((5, 2)), rng(5).random((5, 2)), "mse") < 1e-6


@pytest.mark.parametrize("loss", LOSSES)
def test_maxout_gradients_against_finite_differences(loss):
    net = MLP(layers=[Maxout(2, 3, 3, rng=rng(3)), Maxout(3, 2, 2, rng=rng(4)), Dense(2, 2, rng=rng(5))])
    X = rng(6).standard_normal((4, 2))
    assert worst_gradient_error(net, X, fitting_targets(LOSSES[loss], (4, 2)), loss) < 1e-6


ANALYTIC = {
    "identity": lambda z: z,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "silu": lambda z: z / (1 + np.exp(-z)),
}


@pytest.mark.parametrize("activation", ANALYTIC)
@pytest.mark.parametrize(
    ("loss", "formula"),
    [
        ("mse", lambda y, p: np.mean((p - y) ** 2)),
        ("binary_cross_entropy", lambda y, p: np.mean(np.log(1 + np.exp(p)) - y * p)),
        ("cross_entropy", lambda y, p: np.mean(np.log(np.exp(p).sum(axis=1)) - (y * p).sum(axis=1))),
    ],
)
def test_gradients_against_the_complex_step(activation, loss, formula):
    """An independent forward pass in complex numbers: exact to rounding, for analytic functions."""
    net = MLP([2, 3, 2], hidden=activation, rng=rng(3))
    X, y = rng(4).standard_normal((6, 2)), np.eye(2)[rng(5).integers(2, size=6)]
    value, grads = net.loss_and_grads(X, y, loss)

    def complex_loss(k, name, index):
        W, b = [[getattr(layer, n).astype(complex) for layer in net.layers] for n in ("W", "b")]
        {"W": W, "b": b}[name][k][index] += 1e-30j
        return formula(y, ANALYTIC[activation](X @ W[0] + b[0]) @ W[1] + b[1])

    for k, grad in enumerate(grads):
        for name in ("W", "b"):
            given = getattr(grad, name)
            for index in np.ndindex(given.shape):
                moved = complex_loss(k, name, index)
                assert value == pytest.approx(moved.real, rel=1e-13)
                assert given[index] == pytest.approx(moved.imag / 1e-30, rel=1e-11, abs=1e-15)


def test_delta_is_the_gradient_with_respect_to_z():
    """A shift of one sample's z is a shift of the bias felt by that sample alone."""
    net = MLP([2, 3, 1], rng=rng())
    X, y = rng(1).standard_normal((1, 2)), np.array([[0.5]])
    _, grads = net.loss_and_grads(X, y, "mse")
    for grad in grads:
        assert grad.delta[0] == pytest.approx(grad.b)


def test_only_the_winning_piece_gets_the_gradient_and_the_first_of_a_tie():
    net = MLP(layers=[Maxout(W=[[[1.0]], [[2.0]], [[2.0]]], b=[[0.0], [0.0], [0.0]])])
    _, grads = net.loss_and_grads([[-1.0], [3.0]], [[0.0], [0.0]], "half_mse")
    assert grads[0].delta[:, :, 0].tolist() == [[-0.5, 0.0], [0.0, 3.0], [0.0, 0.0]]
    assert grads[0].W.ravel().tolist() == [0.5, 9.0, 0.0]
    assert grads[0].b.ravel().tolist() == [-0.5, 3.0, 0.0]


def test_value_is_the_loss_of_the_prediction():
    net, X = MLP([2, 3, 3], rng=rng()), rng(1).standard_normal((5, 2))
    y = np.array([0, 1, 2, 1, 0])
    for loss in ("cross_entropy", LOSSES["cross_entropy"]):
        assert net.loss_and_grads(X, y, loss)[0] == LOSSES["cross_entropy"](y, net(X))


# ---- construction


def test_layer_sizes_and_activations():
    net = MLP([2, 4, 3, 1], hidden="relu", output="sigmoid", rng=rng())
    assert [layer.W.shape for layer in net.layers] == [(2, 4), (4, 3), (3, 1)]
    assert [layer.b.shape for layer in net.layers] == [(4,), (3,), (1,)]
    assert [layer.activation.name for layer in net.layers] == ["relu", "relu", "sigmoid"]
    assert [(layer.n_in, layer.n_out) for layer in net.layers] == [(2, 4), (4, 3), (3, 1)]
    assert all((layer.b == 0).all() for layer in net.layers)
    assert net.n_parameters == 2 * 4 + 4 + 4 * 3 + 3 + 3 * 1 + 1
    assert repr(net) == "MLP([Dense(2, 4, 'relu'), Dense(4, 3, 'relu'), Dense(3, 1, 'sigmoid')])"


def test_defaults_are_tanh_and_identity():
    names = [layer.activation.name for layer in MLP([1, 2, 1], rng=rng()).layers]
    assert names == ["tanh", "identity"]
    assert Dense(W=[[1]]).activation.name == "identity"
    assert Maxout(1, 1, rng=rng()).n_pieces == 2


def test_an_activation_can_be_an_object_with_settings():
    net = MLP([1, 1], output=LeakyReLU(alpha=0.5), rng=rng())
    net.layers[0].W, net.layers[0].b = [[1]], [0]
    assert net([-2, 2]).tolist() == [-1, 2]


def test_maxout_has_k_times_the_parameters():
    assert MLP(layers=[Maxout(3, 2, 5, rng=rng())]).n_parameters == 5 * (3 * 2 + 2)
    assert repr(Maxout(3, 2, 5, rng=rng())) == "Maxout(3, 2, n_pieces=5)"


def test_the_generator_decides():
    first, again, other = (MLP([2, 3, 1], rng=rng(seed)) for seed in (1, 1, 2))
    assert (first.layers[0].W == again.layers[0].W).all()
    assert (first.layers[0].W != other.layers[0].W).all()
    pieces = Maxout(2, 3, rng=rng()).W
    assert (pieces[0] != pieces[1]).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_rectifiers_start_with_he_and_the_others_with_glorot(activation):
    W = Dense(300, 100, activation, rng=rng()).W
    rectifiers = {"relu", "leaky_relu", "elu", "softplus", "gelu", "silu"}
    variance = 2 / 300 if activation in rectifiers else 2 / 400
    assert W.var() == pytest.approx(variance, rel=0.03)


def test_init_can_be_chosen():
    for layer in (
        Dense(300, 100, "tanh", init="he_normal", rng=rng()),
        Maxout(300, 100, init="he_normal", rng=rng()),
        MLP([300, 100, 1], init="he_normal", rng=rng()).layers[0],
    ):
        assert layer.W.var() == pytest.approx(2 / 300, rel=0.03)
        assert np.abs(layer.W).max() > 3.5 * layer.W.std()
    assert Maxout(300, 100, rng=rng()).W.var() == pytest.approx(2 / 400, rel=0.03)


def test_layers_are_copied_in():
    layer = Dense(2, 2, "tanh", rng=rng())
    net = MLP(layers=[layer, layer])
    net.layers[0].W = np.zeros((2, 2))
    assert (layer.W != 0).all() and (net.layers[1].W != 0).all()
    assert net.layers[0].activation == layer.activation


def test_layers_stay_those_of_the_net():
    """A layer put in later would not be trained."""
    net = MLP([1, 2, 1], rng=rng())
    with pytest.raises(TypeError):
        net.layers[0] = net.layers[1]
    with pytest.raises(AttributeError):
        net.layers = [Dense(W=[[1.0]])]


def test_all_parameters_are_views_of_one_vector():
    net = MLP(layers=[Maxout(2, 3, rng=rng()), PReLU(3, 2, rng=rng()), Dense(2, 1, rng=rng())])
    net.theta[...] = np.arange(net.n_parameters)
    assert net.n_parameters == net.theta.size == (2 * 2 * 3 + 2 * 3) + (3 * 2 + 2 + 2) + (2 + 1)
    inside = [array for layer in net.layers for array in layer.parameters.values()]
    assert np.concatenate([array.ravel() for array in inside]).tolist() == net.theta.tolist()
    assert [list(layer.parameters) for layer in net.layers] == [["W", "b"], ["W", "b", "alpha"], ["W", "b"]]


def test_weights_are_copied_in_and_can_be_set():
    W, b = np.ones((2, 3)), np.ones(3)
    layer = Dense(W=W, b=b)
    W[:], b[:] = 7, 7
    assert (layer.W == 1).all() and (layer.b == 1).all()
    layer.W, layer.b = 2 * np.ones((2, 3)), [3, 4, 5]
    layer.W[0, 0] = 9
    layer.b += 1
    net = MLP(layers=[layer])
    assert net([[1, 1]]).tolist() == [[11 + 4, 4 + 5, 4 + 6]]


class Named(MLP):
    """A subclass with something of its own."""

    def __init__(self, name, **settings):
        super().__init__(**settings)
        self.name = name


@pytest.mark.parametrize("clone", [copy.deepcopy, copy.copy, lambda net: pickle.loads(pickle.dumps(net))])
def test_copies_are_nets_of_their_own(clone):
    layers = [Maxout(2, 3, rng=rng()), PReLU(3, 2, shared=True, rng=rng()), Dense(2, 1, "tanh", rng=rng())]
    net = Named("first", layers=layers)
    twin = clone(net)
    assert type(twin) is Named and twin.name == "first" and repr(twin) == repr(net)
    assert (twin([[1, 2]]) == net([[1, 2]])).all()
    assert all(np.shares_memory(twin.theta, layer.W) for layer in twin.layers)
    twin.theta[...] = 0
    assert (net.layers[0].W != 0).all() and (twin.layers[0].W == 0).all()
    assert np.shares_memory(net.theta, net.layers[0].W)


def test_a_copied_layer_has_its_own_numbers():
    layer = PReLU(2, 2, rng=rng())
    twin = copy.deepcopy(layer)
    twin.alpha = [3, 4]
    assert layer.alpha.tolist() == [0.25, 0.25] and repr(twin) == repr(layer) == "PReLU(2, 2)"


# ---- types


@pytest.mark.parametrize("loss", LOSSES)
def test_a_float32_net_stays_float32(loss):
    net = MLP(
        layers=[
            Maxout(2, 4, rng=rng(), dtype=np.float32),
            Dense(4, 2, "gelu", rng=rng(), dtype="float32"),
        ]
    )
    X, y = rng(1).standard_normal((5, 2)), fitting_targets(LOSSES[loss], (5, 2))
    trace, (value, grads) = net.forward(X), net.loss_and_grads(X, y, loss)
    assert net.dtype == np.float32 and isinstance(value, float)
    arrays = [*trace.z, *trace.a, *(array for g in grads for array in (g.W, g.b, g.delta))]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    wide = MLP(
        layers=[
            Maxout(W=net.layers[0].W.astype(float)),
            Dense(W=net.layers[1].W.astype(float), activation="gelu"),
        ]
    )
    assert net(X) == pytest.approx(wide(X), rel=1e-4, abs=1e-5)


def test_the_loss_of_a_float32_net_is_computed_in_float32():
    class Recording(type(losses.mse)):
        def derivative(self, y, p):
            assert y.dtype == p.dtype == np.float32
            return super().derivative(y, p)

    MLP([1, 1], rng=rng(), dtype=np.float32).loss_and_grads([[1.0]], [[1.0]], Recording())


def test_the_type_comes_from_dtype_or_else_from_the_weights():
    single = np.ones((1, 1), np.float32)
    assert Dense(W=single).W.dtype == np.float32
    assert Dense(W=single, dtype=np.float64).W.dtype == np.float64
    assert Dense(W=[[1]], b=single[0]).b.dtype == np.float64
    assert MLP([1, 1], rng=rng()).dtype == np.float64
    assert MLP([1, 1], rng=rng(), dtype=np.float32).dtype == np.float32


def test_the_name_of_a_layer_shows_the_settings_of_its_activation():
    assert repr(Dense(W=[[1.0]], activation="leaky_relu")) == "Dense(1, 1, 'leaky_relu')"
    assert repr(Dense(W=[[1.0]], activation=LeakyReLU(0.3))) == "Dense(1, 1, LeakyReLU(alpha=0.3))"


def test_an_equal_activation_is_shown_by_its_name():
    assert repr(Dense(W=[[1.0]], activation=LeakyReLU(0.01))) == "Dense(1, 1, 'leaky_relu')"
    assert repr(pickle.loads(pickle.dumps(Dense(W=[[1.0]], activation="relu")))) == "Dense(1, 1, 'relu')"

    class Odd(Activation):
        name = "relu"

    assert repr(Dense(W=[[1.0]], activation=Odd())) == "Dense(1, 1, relu)"


# ---- a net as a function, and as a classifier


def test_a_net_of_one_number_takes_any_shape():
    net = MLP([1, 3, 1], rng=rng())
    x = np.linspace(-2, 2, 12)
    y = net.forward(x[:, np.newaxis]).a[-1][:, 0]
    assert (net(x) == y).all() and (net(x.reshape(3, 2, 2)) == y.reshape(3, 2, 2)).all()
    assert (net(x[:, np.newaxis]) == y[:, np.newaxis]).all()
    assert isinstance(net(1), float) and net(-2) == y[0]
    assert net([1, 2]).shape == (2,)


def test_other_nets_take_rows():
    assert MLP([2, 3, 1], rng=rng())(np.ones((5, 2))).shape == (5, 1)
    assert MLP([1, 3, 2], rng=rng())(np.ones((5, 1))).shape == (5, 2)
    with pytest.raises(ValueError, match=r"X must have 2 dimension\(s\), got shape \(5,\)"):
        MLP([1, 3, 2], rng=rng())(np.ones(5))


@pytest.mark.parametrize("output", ["identity", "sigmoid", "tanh", "step"])
def test_one_output_fires_from_zero_on(output):
    net = MLP(layers=[Dense(W=[[1.0]], activation=output)])
    assert net.predict([[-0.1], [0.0], [0.1]]).tolist() == [0, 1, 1]
    assert net.predict([[1]]).dtype == np.int64


@pytest.mark.parametrize("output", ["identity", "softmax", "sigmoid"])
def test_several_outputs_compete_and_the_first_of_a_tie_wins(output):
    net = MLP(layers=[Dense(W=np.eye(3), activation=output)])
    assert net.predict([[1, 2, 3], [-1, -2, -3], [0, 5, 5]]).tolist() == [2, 0, 1]


def test_classes_of_a_maxout_output_are_those_of_its_activations():
    assert MLP(layers=[Maxout(W=[[[1.0]], [[-1.0]]], b=[[-1.0], [-1.0]])]).predict([[-2], [0.5]]).tolist() == [1, 0]

    deep = MLP(layers=[Dense(W=[[1.0, 2.0, 3.0]]), Maxout(W=-np.ones((2, 3, 1)))])
    assert deep.predict([[-1], [1]]).tolist() == [1, 0]


def test_no_class_for_nan():
    with pytest.raises(ValueError, match="X must give every sample a class, got nan for row 1"):
        MLP([1, 2], rng=rng()).predict([[0.0], [np.nan], [np.inf]])


# ---- layers with more to them


class TestPReLU:
    @pytest.mark.parametrize("shared", [False, True])
    @pytest.mark.parametrize("loss", ["mse", "logistic"])
    def test_gradients_against_finite_differences(self, shared, loss):
        layers = [PReLU(2, 3, shared=shared, rng=rng(3)), PReLU(3, 2, alpha=-0.5, shared=shared, rng=rng(4))]
        X = rng(6).standard_normal((5, 2))
        assert worst_gradient_error(MLP(layers=layers), X, fitting_targets(LOSSES[loss], (5, 2)), loss) < 1e-6

    def test_gradient_of_the_slope_by_hand(self):
        net = MLP(layers=[PReLU(W=[[1.0, -2.0]], alpha=[0.5, 0.25])])
        _, grads = net.loss_and_grads([[-2.0], [1.0]], np.zeros((2, 2)), "half_mse")
        # z: (-2, 4), (1, -2); a: (-1, 4), (1, -0.5); dL/da = a / 4; only negative z count
        assert grads[0].alpha.tolist() == [-1 / 4 * -2, -0.5 / 4 * -2]
        shared = MLP(layers=[PReLU(W=[[1.0, -2.0]], alpha=0.5, shared=True)])
        _, grads = shared.loss_and_grads([[-2.0], [1.0]], np.zeros((2, 2)), "half_mse")
        assert grads[0].alpha.tolist() == [-1 / 4 * -2 + -1.0 / 4 * -2]

    def test_is_leaky_relu_with_a_slope_that_changes(self):
        X = rng(1).standard_normal((6, 2))
        layer = PReLU(2, 3, alpha=0.1, rng=rng())
        fixed = MLP(layers=[Dense(W=layer.W, activation=LeakyReLU(0.1))])
        net = MLP(layers=[layer])
        assert (net(X) == fixed(X)).all()
        net.layers[0].alpha = [0.0, -1.0, 2.0]
        z = X @ layer.W
        assert (net(X) == np.where(z > 0, z, z * [0.0, -1.0, 2.0])).all()

    def test_starts_with_a_quarter_and_he(self):
        layer = PReLU(300, 100, rng=rng())
        assert (layer.alpha == 0.25).all() and layer.alpha.shape == (100,)
        assert layer.W.var() == pytest.approx(2 / 300, rel=0.03)
        assert PReLU(2, 3, shared=True, rng=rng(), dtype=np.float32).alpha.dtype == np.float32
        assert repr(PReLU(2, 3, shared=True, rng=rng())) == "PReLU(2, 3, shared=True)"

    def test_of_one_unit_is_not_called_shared(self):
        assert repr(PReLU(2, 1, shared=True, rng=rng())) == "PReLU(2, 1)"


@pytest.mark.parametrize("loss", ["mse", "huber"])
def test_softmax_at_the_output_against_finite_differences(loss):
    net = MLP([2, 3, 3], output="softmax", rng=rng(3))
    X, y = rng(4).standard_normal((5, 2)), np.eye(3)[[0, 2, 1, 1, 0]]
    assert worst_gradient_error(net, X, y, loss) < 1e-6
    assert net(X).sum(axis=1) == pytest.approx(np.ones(5), rel=1e-15)
    assert net.layers[1].activation == softmax
    assert repr(net) == "MLP([Dense(2, 3, 'tanh'), Dense(3, 3, 'softmax')])"


def test_softmax_in_the_middle_against_finite_differences():
    net = MLP([2, 3, 2], hidden=softmax, rng=rng(3))
    assert worst_gradient_error(net, rng(4).standard_normal((5, 2)), rng(5).random((5, 2)), "mse") < 1e-6


class Cubic(Activation):
    def value(self, z):
        return z**3

    def derivative(self, z):
        return 3 * z**2


def test_an_activation_of_ones_own_is_trained_like_any_other():
    net = MLP([2, 3, 2], hidden=Cubic(), rng=rng(3))
    assert worst_gradient_error(net, rng(4).standard_normal((5, 2)), rng(5).random((5, 2)), "mse") < 1e-6
    assert repr(net.layers[0]) == "Dense(2, 3, cubic)"


@pytest.mark.parametrize("method", ["value", "derivative"])
def test_an_activation_that_returns_something_else_is_refused_in_a_net_too(method):
    class Wrong(Cubic):
        pass

    setattr(Wrong, method, lambda self, z: z[:, :1])
    net = MLP([2, 3, 1], hidden=Wrong(), rng=rng())
    with pytest.raises(ValueError, match=rf"Wrong.{method} must return an array of float64 \(4, 3\), got float64"):
        net.loss_and_grads(np.ones((4, 2)), np.ones((4, 1)), "mse")


# ---- one mathematics: a call, a layer and a training step give the same bits

numbers = st.floats(-1e3, 1e3) | st.floats(-40, 40) | st.sampled_from([0.0, -0.0, 1e-300, 740.0, -740.0])


@given(z=arrays(np.float64, (3, 2), elements=numbers), narrow=st.booleans())
@pytest.mark.parametrize("act", [*ACTIVATIONS.values(), LeakyReLU(0.3), Cubic()], ids=repr)
def test_a_layer_computes_what_a_call_computes(act, z, narrow):
    z = z.astype(np.float32 if narrow else np.float64)
    net = MLP(layers=[Dense(W=np.eye(2, dtype=z.dtype), activation=act)])
    trace = net.forward(z)
    assert (trace.z[0] == z).all() and (trace.a[1] == act(z)).all()
    y = np.zeros_like(z)
    _, grads = net.loss_and_grads(z, y, "half_mse")
    with np.errstate(all="ignore"):
        expected = losses.half_mse.grad(y, act(z)) * act.grad(z)
    np.testing.assert_array_equal(grads[0].delta, expected)


@given(z=arrays(np.float64, (4, 3), elements=numbers), narrow=st.booleans(), weigh=st.booleans())
@pytest.mark.parametrize("loss", LOSSES)
def test_a_training_step_computes_what_a_loss_computes(loss, z, narrow, weigh):
    z = z.astype(np.float32 if narrow else np.float64)
    net = MLP(layers=[Dense(W=np.eye(3, dtype=z.dtype))])
    y = fitting_targets(LOSSES[loss], z.shape)
    w = [1.0, 0.5, 0.0, 2.0] if weigh else None
    value, grads = net.loss_and_grads(z, y, loss, sample_weight=w)
    np.testing.assert_array_equal(value, LOSSES[loss](y, z, sample_weight=w))
    np.testing.assert_array_equal(grads[0].delta, LOSSES[loss].grad(y, z, sample_weight=w))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("narrow", [False, True])
def test_training_takes_the_steps_that_loss_and_grads_says(loss, narrow):
    """Bit by bit, over five steps: what is read in `loss_and_grads` is what is trained."""
    net = MLP([2, 4, 3], rng=rng(), dtype=np.float32 if narrow else np.float64)
    X, y = rng(1).standard_normal((6, 2)), fitting_targets(LOSSES[loss], (6, 3))
    by_hand, w = copy.deepcopy(net), [1, 2, 3, 1, 2, 3]
    history = train(net, X, y, loss=loss, optimizer=SGD(learning_rate=0.1), epochs=5, sample_weight=w)
    for recorded in history.loss:
        value, grads = by_hand.loss_and_grads(X, y, loss, sample_weight=w)
        assert value == recorded
        for layer, grad in zip(by_hand.layers, grads, strict=True):
            layer.W -= grad.W * 0.1
            layer.b -= grad.b * 0.1
    assert (net.theta == by_hand.theta).all()


def test_saturated_units_keep_the_digits_of_their_gradient():
    net = MLP(layers=[Dense(W=[[40.0]], activation="sigmoid"), Dense(W=[[1.0]])])
    _, grads = net.loss_and_grads([[1.0]], [[0.0]], "half_mse")
    assert grads[0].delta.item() == pytest.approx(np.exp(-40), rel=1e-15)
    _, (grad,) = MLP(layers=[Dense(W=[[0.0, 40.0]])]).loss_and_grads([[1.0]], [1], "cross_entropy")
    np.testing.assert_allclose(grad.delta, [[np.exp(-40), -np.exp(-40)]], rtol=1e-15)
