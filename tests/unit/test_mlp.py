import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import gradcheck, losses
from nnlib.activations import ACTIVATIONS, LeakyReLU
from nnlib.losses import LOSSES
from nnlib.mlp import MLP, Dense, Maxout


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

    return max(error(k, name) for k in range(len(net.layers)) for name in ("W", "b"))


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
    assert net.predict(X).tolist() == [[10.25], [0.25]]
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
        assert trace.z[k] == pytest.approx(z, rel=1e-14, abs=1e-15)
        assert trace.a[k + 1] == pytest.approx(a, rel=1e-14, abs=1e-15)
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
    alone = np.vstack([net.predict(row[np.newaxis]) for row in X])
    assert net.predict(X) == pytest.approx(alone, rel=1e-13)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=3, max_size=3))
def test_extreme_inputs_give_no_warning(row):
    MLP(layers=[Maxout(3, 4, rng=rng()), Dense(4, 2, "tanh", rng=rng())]).predict([row])
    MLP([3, 2], rng=rng(), dtype=np.float32).predict([row])


def test_passes_do_not_stop_at_overflow_or_underflow():
    net = MLP(layers=[Dense(W=[[1e200]], activation="sigmoid"), Dense(W=[[1e200]])])
    with np.errstate(all="raise"):
        assert net.predict([[-8e-198], [1e200]]).tolist() == [[0.0], [1e200]]
        assert net.loss_and_grads([[1e200]], [[0.0]], "mse")[0] == np.inf
        straight = MLP(layers=[Dense(W=[[1e200]])])
        assert np.isnan(straight.loss_and_grads([[1e200]], [[np.inf]], "mse")[0])
        assert net.loss_and_grads([[-8e-198]], [[0.0]], "mse")[0] == 0


def test_nan_in_one_sample_stays_there():
    X = np.array([[0.5, np.nan], [0.5, 0.5]])
    prediction = MLP([2, 3, 1], rng=rng()).predict(X)
    assert np.isnan(prediction[0]).all() and np.isfinite(prediction[1]).all()


# ---- records and purity


def test_passes_change_neither_net_nor_arguments():
    net = MLP(layers=[Maxout(2, 4, rng=rng()), Dense(4, 3, "tanh", rng=rng()), Dense(3, 1, rng=rng())])
    X, y = rng(1).standard_normal((6, 2)), rng(2).standard_normal((6, 1))
    before = copy.deepcopy((net, X, y))
    net.forward(X)
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
        assert net.loss_and_grads(X, y, loss)[0] == pytest.approx(LOSSES["cross_entropy"](y, net.predict(X)))


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
    assert net.predict([[-2], [2]]).ravel().tolist() == [-1, 2]


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
    assert net.layers[0].activation is layer.activation


def test_weights_are_copied_in_and_can_be_set():
    W, b = np.ones((2, 3)), np.ones(3)
    layer = Dense(W=W, b=b)
    W[:], b[:] = 7, 7
    assert (layer.W == 1).all() and (layer.b == 1).all()
    layer.W, layer.b = 2 * np.ones((2, 3)), [3, 4, 5]
    layer.W[0, 0] = 9
    layer.b += 1
    net = MLP(layers=[layer])
    assert net.predict([[1, 1]]).tolist() == [[11 + 4, 4 + 5, 4 + 6]]


@pytest.mark.parametrize("clone", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_copies_are_nets_of_their_own(clone):
    net = MLP(layers=[Maxout(2, 3, rng=rng()), Dense(3, 1, "tanh", rng=rng())])
    twin = clone(net)
    assert (twin.predict([[1, 2]]) == net.predict([[1, 2]])).all()
    twin.layers[0].W[:] = 0
    assert (net.layers[0].W != 0).all()


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
    assert net.predict(X) == pytest.approx(wide.predict(X), rel=1e-4, abs=1e-5)


def test_the_loss_of_a_float32_net_is_computed_in_float32():
    class Recording(type(losses.mse)):
        def _mean_and_grad(self, y, p):
            assert y.dtype == p.dtype == np.float32
            return super()._mean_and_grad(y, p)

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
