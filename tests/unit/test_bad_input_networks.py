"""Every wrong call is refused with a message that names the argument and what came."""

import numpy as np
import pytest

from nnlib import datasets, gradcheck, losses
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.mlp import MLP
from nnlib.training import SGD, Adam, train


def rng():
    return np.random.default_rng(0)


def net():
    return MLP([2, 3, 1], rng=rng())


X, Y = np.ones((4, 2)), np.ones((4, 1))


def training(*, of=None, X=X, y=Y, **settings):
    return train(net() if of is None else of, X, y, **{"loss": "mse", "epochs": 1} | settings)


WRONG_CALLS = [
    # what would be ignored
    (lambda: MLP(layers=[Dense(W=[[1.0]])], dtype=np.float32), "dtype must be left out when layers is given, got"),
    (lambda: MLP(layers=[Dense(W=[[1.0]])], init="zork"), "init must be left out when layers is given, got 'zork'"),
    (lambda: MLP(layers=[Dense(W=[[1.0]])], rng=42), "rng must be left out when layers is given, got 42"),
    (lambda: Dense(2, 3, init="", rng=rng()), "init must be one of"),
    (lambda: Maxout(2, 3, init="", rng=rng()), "init must be one of"),
    (lambda: training(rng=42), "rng must be a Generator such as numpy.random.default_rng(0), got 42"),
    (lambda: MLP(layers=[Dense(W=[[1.0]])], hidden="relu"), "hidden must be left out when layers is given, got 'relu'"),
    (lambda: MLP(layers=[Dense(W=[[1.0]])], output="step"), "output must be left out when layers is given, got 'step'"),
    (lambda: MLP([2, 1], hidden="zork", rng=rng()), "hidden must be one of ['step', 'identity'"),
    (lambda: MLP([2, 1], hidden=3, rng=rng()), "hidden must be a name or an Activation, got 3"),
    # data sets
    (lambda: datasets.gate("nor"), "name must be one of ['and', 'or', 'nand', 'xor'], got 'nor'"),
    (lambda: datasets.gate(3), "name must be one of ['and', 'or', 'nand', 'xor'], got 3"),
    (lambda: datasets.two_curves(1, rng=rng()), "n must be an integer >= 2, got 1"),
    (lambda: datasets.rings(10.0, rng=rng()), "n must be an integer >= 2, got 10.0"),
    (lambda: datasets.moons(True, rng=rng()), "n must be an integer >= 2, got True"),
    (
        lambda: datasets.spirals(10, rng=0),
        "rng must be a Generator such as numpy.random.default_rng(0), got 0",
    ),
    (lambda: datasets.rings(10, rng=None), "rng must be a Generator"),
    (lambda: datasets.moons(10, rng=rng(), noise=-0.1), "noise must be a finite number >= 0, got -0.1"),
    (lambda: datasets.spirals(10, rng=rng(), noise=np.nan), "noise must be a finite number >= 0, got nan"),
    (lambda: datasets.two_curves(10, rng=rng(), noise="0"), "noise must be a finite number >= 0, got '0'"),
    # gradient check
    (lambda: gradcheck.check(3, np.cos, [1.0]), "f must be callable, got 3"),
    (lambda: gradcheck.check(np.sin, np.cos, []), "x must not be empty, got shape (0,)"),
    (lambda: gradcheck.check(np.sin, np.cos, [np.inf]), "x must be finite, got array([inf])"),
    (lambda: gradcheck.check(np.sin, np.cos, [np.nan]), "x must be finite, got array([nan])"),
    (lambda: gradcheck.check(np.sin, np.cos, ["a"]), "x must hold real numbers, got dtype <U1"),
    (lambda: gradcheck.check(np.sin, np.cos, [1j]), "x must hold real numbers, got dtype complex128"),
    (
        lambda: gradcheck.check(np.sum, [1.0], [1.0, 2.0]),
        "grad and x must have the same shape, got (1,) and (2,)",
    ),
    (
        lambda: gradcheck.check(np.sum, np.sum, [1.0, 2.0]),
        "grad and x must have the same shape, got () and (2,)",
    ),
    (lambda: gradcheck.check(lambda x: "a", np.cos, [1.0]), "f(x) must hold real numbers, got dtype <U1"),
    (lambda: gradcheck.check(np.sum, ["a"], [1.0]), "grad must hold real numbers, got dtype <U1"),
    # layers
    (lambda: Dense(), "n_in must be an integer >= 1, got None"),
    (lambda: Dense(2, rng=rng()), "n_out must be an integer >= 1, got None"),
    (lambda: Dense(0, 2, rng=rng()), "n_in must be an integer >= 1, got 0"),
    (lambda: Dense(2, 2.5, rng=rng()), "n_out must be an integer >= 1, got 2.5"),
    (lambda: Dense(2, 3), "rng must be a Generator such as numpy.random.default_rng(0), got None"),
    (lambda: Dense(2, 3, rng=42), "rng must be a Generator such as numpy.random.default_rng(0), got 42"),
    (lambda: Dense(2, 3, "tahn", rng=rng()), "activation must be one of ['step', 'identity'"),
    (
        lambda: Dense(2, 3, np.tanh, rng=rng()),
        "activation must be a name or an Activation, got <ufunc 'tanh'>",
    ),
    (lambda: Dense(2, 3, init="zeros", rng=rng()), "init must be one of ['glorot_uniform', 'glorot_normal'"),
    (lambda: Dense(2, 3, rng=rng(), dtype=int), "dtype must be float32 or float64, got <class 'int'>"),
    (lambda: Dense(2, 3, rng=rng(), dtype="big"), "dtype must be float32 or float64, got 'big'"),
    (lambda: Dense(2, 3, b=[1, 2], rng=rng()), "b must have shape (3,), got shape (2,)"),
    (lambda: Dense(W=[1.0, 2.0]), "W must have 2 dimension(s), got shape (2,)"),
    (lambda: Dense(W=[[1.0, 2.0], [3.0]]), "W must be a rectangular array of numbers, got ragged"),
    (lambda: Dense(W=np.ones((0, 2))), "W must not be empty, got shape (0, 2)"),
    (lambda: Dense(W=[[1j]]), "W must hold real numbers, got dtype complex128"),
    (lambda: Dense(W=[[1.0]], b=[[1.0]]), "b must have shape (1,), got shape (1, 1)"),
    (lambda: Dense(W=[[1.0]], b=["one"]), "b must hold real numbers, got dtype <U3"),
    (lambda: Dense(1, 1, W=[[1.0]]), "n_in must be left out when W is given, got 1"),
    (lambda: Dense(n_out=1, W=[[1.0]]), "n_out must be left out when W is given, got 1"),
    (lambda: Dense(W=[[1.0]], rng=rng()), "rng must be left out when W is given, got Generator"),
    (lambda: Dense(W=[[1.0]], init="he_normal"), "init must be left out when W is given, got 'he_normal'"),
    (lambda: Maxout(2, 3, 0, rng=rng()), "n_pieces must be an integer >= 1, got 0"),
    (lambda: Maxout(2, 3, 2), "rng must be a Generator"),
    (lambda: Maxout(W=[[1.0]]), "W must have 3 dimension(s), got shape (1, 1)"),
    (lambda: Maxout(W=np.ones((2, 3, 4)), b=np.ones(4)), "b must have shape (2, 4), got shape (4,)"),
    (lambda: Maxout(n_pieces=2, W=[[[1.0]]]), "n_pieces must be left out when W is given, got 2"),
    (lambda: Maxout(1, W=[[[1.0]]]), "n_in must be left out when W is given, got 1"),
    (lambda: Maxout(n_out=1, W=[[[1.0]]]), "n_out must be left out when W is given, got 1"),
    (lambda: Maxout(W=[[[1.0]]], init="he_normal"), "init must be left out when W is given, got 'he_normal'"),
    (lambda: Maxout(W=[[[1.0]]], rng=rng()), "rng must be left out when W is given, got Generator"),
    (lambda: setattr(net().layers[0], "W", np.ones((3, 2))), "W must have shape (2, 3), got shape (3, 2)"),
    (lambda: setattr(net().layers[0], "W", 1.0), "W must have shape (2, 3), got shape ()"),
    (lambda: setattr(net().layers[0], "b", np.ones((3, 1))), "b must have shape (3,), got shape (3, 1)"),
    # nets
    (lambda: MLP(), "layer_sizes or layers must be given, and not both, got None and None"),
    (
        lambda: MLP([1, 1], layers=[Dense(W=[[1]])]),
        "layer_sizes or layers must be given, and not both, got [1, 1]",
    ),
    (lambda: MLP([2], rng=rng()), "layer_sizes must be a sequence of at least two sizes, got [2]"),
    (lambda: MLP(2, rng=rng()), "layer_sizes must be a sequence of at least two sizes, got 2"),
    (lambda: MLP("241", rng=rng()), "layer_sizes must be a sequence of at least two sizes, got '241'"),
    (lambda: MLP([2, 0, 1], rng=rng()), "layer_sizes must be an integer >= 1, got 0"),
    (lambda: MLP([2, 1.5], rng=rng()), "layer_sizes must be an integer >= 1, got 1.5"),
    (lambda: MLP([2, 4, 1]), "rng must be a Generator such as numpy.random.default_rng(0), got None"),
    (lambda: MLP([2, 4, 1], hidden="tan", rng=rng()), "hidden must be one of"),
    (lambda: MLP([2, 4, 1], output=np.tanh, rng=rng()), "output must be a name or an Activation, got <ufunc"),
    (lambda: MLP({2, 4, 1}, rng=rng()), "layer_sizes must be a sequence of at least two sizes, got {"),
    (lambda: MLP({2: 4, 1: 1}, rng=rng()), "layer_sizes must be a sequence of at least two sizes, got {"),
    (lambda: MLP(np.array(3), rng=rng()), "layer_sizes must be a sequence of at least two sizes, got array(3)"),
    (lambda: MLP([2, 1], rng=rng(), dtype=np.float16), "dtype must be float32 or float64, got"),
    (lambda: MLP(layers=[]), "layers must be a non-empty list of layers, got []"),
    (
        lambda: MLP(layers=Dense(W=[[1]])),
        "layers must be a non-empty list of layers, got Dense(1, 1, 'identity')",
    ),
    (lambda: MLP(layers=[np.tanh]), "layers must hold Dense, PReLU and Maxout, got <ufunc 'tanh'>"),
    (
        lambda: MLP(layers=[Dense(W=np.ones((2, 3))), Dense(W=np.ones((4, 1)))]),
        "layers must fit: Dense(4, 1, 'identity') expects 4 inputs, Dense(2, 3, 'identity') has 3 outputs",
    ),
    (
        lambda: MLP(layers=[Dense(W=np.ones((1, 1), np.float32)), Dense(W=[[1]])]),
        "layers must have one dtype, got float32 and float64",
    ),
    (lambda: net().forward([1.0, 2.0]), "X must have 2 dimension(s), got shape (2,)"),
    (lambda: net()(np.ones((4, 3))), "X must have 2 columns, got shape (4, 3)"),
    (lambda: net()(3.0), "X must have 2 dimension(s), got shape ()"),
    (lambda: MLP([1, 1], rng=rng())(["a"]), "X must hold real numbers, got dtype <U1"),
    (lambda: Dense(W=[[1e300]], dtype=np.float32), "W must fit float32, got 1e+300"),
    (lambda: Dense(W=[[1]], b=[1e300], dtype=np.float32), "b must fit float32, got 1e+300"),
    (lambda: MLP([1, 1], rng=rng(), dtype=np.float32)(1e300), "X must fit float32, got 1e+300"),
    (
        lambda: MLP([1, 1], rng=rng(), dtype=np.float32).loss_and_grads([[1]], [[1e300]], "mse"),
        "y_true must fit float32, got 1e+300",
    ),
    (lambda: PReLU(), "n_in must be an integer >= 1, got None"),
    (lambda: PReLU(2, 3, alpha=[1, 2], rng=rng()), "alpha must have shape (3,), got shape (2,)"),
    (lambda: PReLU(2, 3, alpha="steep", rng=rng()), "alpha must hold real numbers, got dtype <U5"),
    (lambda: PReLU(2, 3, alpha=[1, 2, 3], shared=True, rng=rng()), "alpha must have shape (1,), got shape (3,)"),
    (lambda: PReLU(W=[[1.0]], init="he_normal"), "init must be left out when W is given, got 'he_normal'"),
    (lambda: setattr(PReLU(W=[[1.0]]), "alpha", 1.0), "alpha must have shape (1,), got shape ()"),
    (
        lambda: net().loss_and_grads(X, Y, "mse", sample_weight=[1, 2]),
        "sample_weight must hold one weight a sample, shape (4,), got shape (2,)",
    ),
    (lambda: training(sample_weight=[-1, 1, 1, 1]), "sample_weight must hold finite numbers >= 0, got -1"),
    (lambda: net().predict(np.ones((4, 3))), "X must have 2 columns, got shape (4, 3)"),
    (lambda: net().predict(np.ones((0, 2))), "X must not be empty, got shape (0, 2)"),
    (lambda: net().predict([["a", "b"]]), "X must hold real numbers, got dtype <U1"),
    (
        lambda: net().loss_and_grads(X, np.ones(4), "mse"),
        "y_true and y_pred must have the same shape, got (4,) and (4, 1)",
    ),
    (
        lambda: net().loss_and_grads(X, np.ones((3, 1)), "mse"),
        "y_true and y_pred must have the same shape, got (3, 1) and (4, 1)",
    ),
    (lambda: net().loss_and_grads(X, Y, "rms"), "loss must be one of ['mse', 'half_mse'"),
    (lambda: net().loss_and_grads(X, Y, np.mean), "loss must be a name or a Loss, got <function mean"),
    (lambda: net().loss_and_grads(X, Y * 2, "hinge"), "y_true must hold only labels (-1, 1), got"),
    # training
    (lambda: training(of="net"), "net must be an MLP, got 'net'"),
    (lambda: training(X=X[:3]), "y_true and y_pred must have the same shape, got (4, 1) and (3, 1)"),
    (lambda: training(X=X[0]), "X must have 2 dimension(s), got shape (2,)"),
    (lambda: training(X=X[:, :1]), "X must have 2 columns, got shape (4, 1)"),
    (lambda: training(y=Y.ravel()), "y_true and y_pred must have the same shape, got (4,) and (4, 1)"),
    (lambda: training(y=[]), "y_true must not be empty, got shape (0,)"),
    (lambda: training(loss="msq"), "loss must be one of ['mse', 'half_mse'"),
    (lambda: training(loss=None), "loss must be a name or a Loss, got None"),
    (lambda: training(y=2 * Y, loss="binary_cross_entropy"), "y_true must lie in [0, 1], got"),
    (
        lambda: training(optimizer="adam"),
        "optimizer must be an SGD or an Adam, e.g. SGD(learning_rate=0.1), got adam",
    ),
    (
        lambda: training(optimizer=SGD),
        "optimizer must be an SGD or an Adam, e.g. SGD(learning_rate=0.1), got <class",
    ),
    (lambda: training(epochs=0), "epochs must be an integer >= 1, got 0"),
    (lambda: training(epochs=1.5), "epochs must be an integer >= 1, got 1.5"),
    (lambda: training(batch_size=0, rng=rng()), "batch_size must be an integer >= 1, got 0"),
    (lambda: training(batch_size=2), "rng must be a Generator such as numpy.random.default_rng(0), got None"),
    (lambda: training(callback=3), "callback must be callable, got 3"),
    (lambda: SGD(learning_rate=0), "learning_rate must be a finite number > 0, got 0"),
    (lambda: SGD(learning_rate=np.inf), "learning_rate must be a finite number > 0, got inf"),
    (lambda: SGD(momentum=1), "momentum must be a finite number >= 0 and < 1, got 1"),
    (lambda: SGD(momentum=-0.1), "momentum must be a finite number >= 0 and < 1, got -0.1"),
    (lambda: Adam(learning_rate=0), "learning_rate must be a finite number > 0, got 0"),
    (lambda: Adam(beta1=1.0), "beta1 must be a finite number >= 0 and < 1, got 1.0"),
    (lambda: Adam(beta1=-1), "beta1 must be a finite number >= 0 and < 1, got -1"),
    (lambda: Adam(beta2=1), "beta2 must be a finite number >= 0 and < 1, got 1"),
    (lambda: Adam(beta2=-0.5), "beta2 must be a finite number >= 0 and < 1, got -0.5"),
    (lambda: Adam(epsilon=0), "epsilon must be a finite number > 0, got 0"),
]


@pytest.mark.parametrize(("call", "message"), WRONG_CALLS, ids=[message[:60] for _, message in WRONG_CALLS])
def test_wrong_calls_say_what_is_wrong(call, message):
    with np.errstate(all="ignore"), pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_a_wrong_call_to_train_leaves_the_weights_alone():
    kept = net()
    with pytest.raises(ValueError):
        train(kept, X, Y, loss=losses.mse, epochs=3, batch_size=2)
    assert (kept.layers[0].W == net().layers[0].W).all()
