import copy
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import datasets, losses
from nnlib.activations import ACTIVATIONS
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.mlp import MLP
from nnlib.training import SGD, Adam, train


def rng(seed=0):
    return np.random.default_rng(seed)


def small_problem(n=7):
    return MLP([2, 3, 1], rng=rng()), rng(1).standard_normal((n, 2)), rng(2).standard_normal((n, 1))


class Recording(type(losses.mse)):
    """Mean squared error that remembers which targets came together."""

    def __init__(self):
        self.batches, self.types = [], set()

    def derivative(self, y, p):
        self.batches.append(y.ravel().tolist())
        self.types |= {y.dtype.name, p.dtype.name}
        return super().derivative(y, p)


# ---- a step, an epoch, a run


def test_a_full_batch_step_follows_the_gradient():
    net, X, y = small_problem()
    start = copy.deepcopy(net)
    value, grads = net.loss_and_grads(X, y, "mse")
    history = train(net, X, y, loss="mse", optimizer=SGD(learning_rate=0.5), epochs=1)
    assert history.loss == pytest.approx([value], rel=1e-14)
    for layer, old, grad in zip(net.layers, start.layers, grads, strict=True):
        assert layer.W == pytest.approx(old.W - 0.5 * grad.W, rel=1e-13)
        assert layer.b == pytest.approx(old.b - 0.5 * grad.b, rel=1e-13)


def test_sgd_with_a_rate_of_a_tenth_is_the_default():
    nets = [small_problem()[0] for _ in range(2)]
    _, X, y = small_problem()
    train(nets[0], X, y, loss="mse", epochs=3)
    train(nets[1], X, y, loss="mse", optimizer=SGD(learning_rate=0.1), epochs=3)
    assert (nets[0].layers[0].W == nets[1].layers[0].W).all()


def test_a_second_run_goes_on_where_the_first_stopped():
    together, X, y = small_problem()
    apart = copy.deepcopy(together)
    long = train(together, X, y, loss="mse", epochs=6)
    first, second = (train(apart, X, y, loss="mse", epochs=3) for _ in range(2))
    assert first.loss + second.loss == long.loss
    assert (together.layers[0].W == apart.layers[0].W).all()


@given(n=st.integers(1, 12), batch_size=st.integers(1, 15), epochs=st.integers(1, 4))
def test_every_epoch_uses_every_sample_once(n, batch_size, epochs):
    net, X, _ = small_problem(n)
    loss, y = Recording(), np.arange(n, dtype=float)[:, np.newaxis]
    train(net, X, y, loss=loss, optimizer=SGD(1e-6), epochs=epochs, batch_size=batch_size, rng=rng())
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    assert [len(batch) for batch in loss.batches] == sizes * epochs
    seen = np.concatenate(loss.batches).reshape(epochs, n)
    assert (np.sort(seen, axis=1) == np.arange(n)).all()


def test_samples_are_shuffled_anew_with_their_targets():
    X = rng().standard_normal((50, 2))
    y = X @ np.array([[1.0], [2.0]])  # a linear net learns this, if rows stay together
    net, loss = MLP([2, 1], rng=rng()), Recording()
    history = train(net, X, y, loss=loss, optimizer=SGD(0.1), epochs=60, batch_size=10, rng=rng())
    orders = np.concatenate(loss.batches).reshape(60, 50)
    assert (orders[0] != y.ravel()).any() and (orders[0] != orders[1]).any()
    assert history.loss[-1] < 1e-6


def test_a_full_batch_keeps_the_order():
    net, X, y = small_problem()
    loss = Recording()
    train(net, X, y, loss=loss, epochs=2)
    assert loss.batches == [y.ravel().tolist()] * 2


def test_history_averages_over_samples_not_over_batches():
    net, X, y = small_problem(7)
    value, _ = net.loss_and_grads(X, y, "mse")
    history = train(net, X, y, loss="mse", optimizer=SGD(1e-200), epochs=2, batch_size=3, rng=rng())
    assert history.loss == pytest.approx([value, value], rel=1e-14)


def test_the_generator_decides():
    def weights(seed):
        net, X, y = small_problem()
        train(net, X, y, loss="mse", epochs=3, batch_size=2, rng=rng(seed))
        return net.layers[0].W

    assert (weights(1) == weights(1)).all()
    assert (weights(1) != weights(2)).any()


def test_data_stay_as_they_were():
    net, X, y = small_problem()
    kept = X.copy(), y.copy()
    train(net, X, y, loss="mse", epochs=3, batch_size=2, rng=rng())
    assert (X == kept[0]).all() and (y == kept[1]).all()


def test_nets_copied_before_training_do_not_move():
    net, X, y = small_problem()
    train(net, X, y, loss="mse", epochs=1)
    twin = copy.deepcopy(net)
    W = twin.layers[0].W.copy()
    train(net, X, y, loss="mse", epochs=1)
    assert (twin.layers[0].W == W).all() and (net.layers[0].W != W).any()


# ---- what it learns


@pytest.mark.parametrize("optimizer", [SGD(1.0), SGD(0.5, momentum=0.9), Adam(0.05)], ids=["plain", "momentum", "adam"])
@pytest.mark.parametrize("hidden", ["tanh", "softplus", "silu"])
def test_every_optimizer_learns_xor(optimizer, hidden):
    X, y = datasets.gate("xor")
    net = MLP([2, 8, 1], hidden=hidden, rng=rng(1))
    train(net, X, y[:, np.newaxis], loss="binary_cross_entropy", optimizer=optimizer, epochs=1500)
    assert (net.predict(X) == y).all()


def test_class_indices_and_mini_batches_learn_rings():
    X, y = datasets.rings(200, rng=rng())
    net = MLP([2, 16, 2], rng=rng())
    train(net, X, y, loss="cross_entropy", optimizer=Adam(0.02), epochs=60, batch_size=32, rng=rng())
    assert (net.predict(X) == y).mean() > 0.98


def test_maxout_learns_the_absolute_value():
    X = np.linspace(-1, 1, 41)[:, np.newaxis]
    net = MLP(layers=[Maxout(1, 1, 2, rng=rng(3))])
    train(net, X, np.abs(X), loss="mse", optimizer=SGD(0.5), epochs=2000)
    assert np.sort(net.layers[0].W.ravel()) == pytest.approx([-1, 1], abs=1e-6)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_one_small_step_lowers_the_loss(hidden):
    net, X, y = small_problem()
    net = MLP([2, 3, 1], hidden=hidden, rng=rng())
    history = train(net, X, y, loss="half_mse", optimizer=SGD(0.01), epochs=5)
    assert (np.diff(history.loss) < 0).all()


def test_float32_nets_train_in_float32():
    net = MLP([2, 3, 2], rng=rng(), dtype=np.float32)
    X, _, y = *small_problem()[1:], np.array([0, 1, 1, 0, 1, 0, 1])
    history = train(net, X, y, loss="cross_entropy", optimizer=Adam(0.1), epochs=40)
    assert {layer.W.dtype for layer in net.layers} == {np.dtype(np.float32)}
    assert history.loss[-1] < 0.5 * history.loss[0]
    loss = Recording()
    train(net, X, X, loss=loss, epochs=1)
    assert loss.types == {"float32"}


# ---- divergence


def test_a_rate_that_is_too_large_stops_with_the_epoch():
    net, X, y = small_problem()
    seen = []
    optimizer = SGD(1e60)
    with pytest.raises(FloatingPointError, match=r"loss became (inf|nan) in epoch \d+ with SGD") as error:
        train(net, X, y, loss="mse", optimizer=optimizer, epochs=99, callback=lambda *now: seen.append(now[0]))
    assert 1 <= len(seen) < 10
    assert f"in epoch {len(seen) + 1} with {optimizer}: try a smaller learning rate" in str(error.value)


def test_the_epoch_named_is_the_one_that_failed():
    net, X, y = small_problem()
    X[0, 0] = np.nan
    with pytest.raises(FloatingPointError, match="loss became nan in epoch 1 "):
        train(net, X, y, loss="mse", epochs=3)
    with pytest.raises(FloatingPointError, match="loss became nan in epoch 1 "):
        train(net, X, y, loss="mse", epochs=3, batch_size=2, rng=rng())


class Explodes:
    """Makes one weight infinite in the third step, where tanh hides it from the loss."""

    def start(self, theta):
        steps = iter(range(1, 100))

        def step(gradient):
            if next(steps) == 3:
                theta[0] = np.inf

        return step


@pytest.mark.parametrize(("batch_size", "epoch"), [(None, 3), (4, 2)])
def test_an_infinite_weight_is_found_even_if_the_loss_stays_finite(batch_size, epoch):
    net, X, y = small_problem(8)
    with pytest.raises(FloatingPointError, match=f"a weight became nan or infinite in epoch {epoch} with .*Explodes"):
        train(net, np.abs(X), y, loss="mse", optimizer=Explodes(), epochs=9, batch_size=batch_size, rng=rng())


def test_training_goes_on_where_numbers_underflow():
    net = MLP(layers=[Dense(W=[[800.0]])])
    with np.errstate(all="raise"):
        history = train(net, [[1.0]], [[1.0]], loss="binary_cross_entropy", epochs=2)
    assert history.loss == [0.0, 0.0]


# ---- callback and progress bar


def test_the_callback_sees_every_epoch():
    net, X, y = small_problem()
    seen = []

    def callback(epoch, given, loss):
        assert given is net
        seen.append((epoch, loss, net.loss_and_grads(X, y, "mse")[0]))

    history = train(net, X, y, loss="mse", epochs=4, callback=callback)
    assert [epoch for epoch, _, _ in seen] == [1, 2, 3, 4]
    assert [loss for _, loss, _ in seen] == history.loss
    # each epoch reports the loss before its step: what the callback measured one epoch earlier
    assert [after for _, _, after in seen[:-1]] == pytest.approx(history.loss[1:], rel=1e-13)


@pytest.mark.parametrize("answer", [False, np.False_])
def test_the_callback_can_stop_by_answering_false(answer):
    net, X, y = small_problem()
    history = train(net, X, y, loss="mse", epochs=100, callback=lambda epoch, net, loss: answer if epoch == 3 else True)
    assert len(history.loss) == 3


def test_the_callback_can_stop_by_stop_iteration():
    net, X, y = small_problem()

    def callback(epoch, net, loss):
        if epoch == 3:
            raise StopIteration

    assert len(train(net, X, y, loss="mse", epochs=100, callback=callback).loss) == 3


@pytest.mark.parametrize("answer", [None, 0, 1, True, "", np.zeros(3), [], {}, 0.0])
def test_whatever_else_the_callback_returns_training_goes_on(answer):
    net, X, y = small_problem()
    assert len(train(net, X, y, loss="mse", epochs=4, callback=lambda *_: answer).loss) == 4


def test_the_callback_runs_under_its_callers_floating_point_settings():
    net, X, y = small_problem()
    inside = []
    with np.errstate(over="print", invalid="raise"):
        outside = np.geterr()
        train(net, X, y, loss="mse", epochs=1, callback=lambda *_: inside.append(np.geterr()))
        assert np.geterr() == outside
    assert inside == [outside]


def test_the_progress_bar_counts_epochs(capfd):
    net, X, y = small_problem()
    history = train(net, X, y, loss="mse", epochs=5, progress=True)
    assert len(history.loss) == 5
    bar = capfd.readouterr().err
    assert "5/5" in bar and "epoch/s" in bar


def test_without_a_bar_nothing_is_printed(capfd):
    net, X, y = small_problem()
    train(net, X, y, loss="mse", epochs=5)
    assert capfd.readouterr() == ("", "")


def test_training_loads_numpy_and_nothing_else():
    code = (
        "import sys, numpy.random; before = set(sys.modules)\n"
        "from nnlib import approximation, datasets, gradcheck, training\n"
        "from nnlib.mlp import MLP\n"
        "X, y = datasets.gate('xor')\n"
        "net = MLP([2, 2, 2], rng=numpy.random.default_rng(0))\n"
        "training.train(net, X, y, loss='cross_entropy', epochs=2)\n"
        "extra = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(extra - set(sys.stdlib_module_names) - {'numpy'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['nnlib']"


def test_set_weights_are_where_training_starts():
    net = MLP(layers=[Dense(W=[[3.0]], b=[1.0])])
    train(net, [[1.0]], [[0.0]], loss="half_mse", optimizer=SGD(0.5), epochs=1)
    assert (net.layers[0].W.item(), net.layers[0].b.item()) == (1.0, -1.0)
    net.layers[0].W = [[3.0]]
    history = train(net, [[1.0]], [[0.0]], loss="half_mse", optimizer=SGD(0.5), epochs=1)
    assert history.loss == [2.0]


def test_weights_can_be_set_in_a_callback():
    net = MLP(layers=[Dense(W=[[3.0]])])

    def reset(epoch, net, loss):
        net.layers[0].W, net.layers[0].b = [[5.0]], [0.0]

    history = train(net, [[1.0]], [[0.0]], loss="mse", epochs=2, callback=reset)
    assert history.loss == [9.0, 25.0]


@pytest.mark.parametrize("clone", [lambda net: net, copy.deepcopy], ids=["net", "copy"])
def test_arrays_taken_before_training_are_those_of_the_net(clone):
    net, X, y = small_problem(20)
    net = clone(net)
    W = net.layers[0].W
    train(net, X, y, loss="mse", epochs=3)
    assert np.shares_memory(W, net.layers[0].W)
    assert (W == net.layers[0].W).all()


def test_a_callback_may_train_the_same_net():
    net, X, y = small_problem(20)

    def once_more(epoch, net, loss):
        if epoch == 1:
            train(net, X, y, loss="mse", epochs=1)

    history = train(net, X, y, loss="mse", epochs=4, callback=once_more)
    assert (np.diff(history.loss) < 0).all()


def test_adam_stands_still_where_the_gradient_is_0_in_float32():
    theta = np.ones(2, np.float32)
    Adam(epsilon=1e-50).start(theta)(np.zeros(2, np.float32))
    assert (theta == 1).all()


# ---- weights of samples


def test_samples_can_weigh_more():
    net, X, y = small_problem()
    often = copy.deepcopy(net)
    w = [0, 1, 2, 3, 0, 1, 1]
    weighted = train(net, X, y, loss="mse", epochs=5, sample_weight=w)
    repeated = train(often, np.repeat(X, w, axis=0), np.repeat(y, w, axis=0), loss="mse", epochs=5)
    assert weighted.loss == pytest.approx(repeated.loss, rel=1e-13)
    assert net.theta == pytest.approx(often.theta, rel=1e-12)


def test_batches_together_weigh_each_sample_as_told():
    net, X, y = small_problem(9)
    w = np.array([0.0, 0.0, 0.0, 5.0, 1.0, 1.0, 2.0, 3.0, 4.0])
    value, _ = net.loss_and_grads(X, y, "mse", sample_weight=w)
    history = train(net, X, y, loss="mse", optimizer=SGD(1e-200), epochs=2, batch_size=2, sample_weight=w, rng=rng())
    assert history.loss == pytest.approx([value, value], rel=1e-14)


def test_prelu_learns_its_slope():
    X = np.linspace(-1, 1, 41)[:, np.newaxis]
    net = MLP(layers=[PReLU(W=[[1.0]])])
    train(net, X, np.where(X > 0, 2 * X, -X), loss="mse", optimizer=SGD(0.5), epochs=500)
    (layer,) = net.layers
    assert (layer.W.item(), layer.alpha.item(), layer.b.item()) == pytest.approx((2, -0.5, 0), abs=1e-6)
