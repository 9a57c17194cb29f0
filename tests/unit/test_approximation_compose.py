import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.approximation import bump, compose, interpolant, knots
from nnlib.layers import Dense, Maxout, PReLU
from nnlib.mlp import MLP


def tent():
    return interpolant([0, 0.5, 1], [0, 1, 0])


@pytest.mark.parametrize("n_tents", range(1, 13))
def test_each_tent_doubles_the_pieces(n_tents):
    net = tent()
    for _ in range(n_tents - 1):
        net = compose(tent(), net)
    assert [layer.n_out for layer in net.layers] == [2] * n_tents + [1]
    places = np.arange(1, 2**n_tents) / 2**n_tents
    assert knots(net).tolist() == places.tolist()
    assert net(places).tolist() == ([1.0, 0.0] * 2**n_tents)[: places.size]


activations = st.sampled_from(["identity", "relu", "tanh", "sigmoid"])


@given(activations, activations, st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.booleans())
def test_composing_nets_is_composing_functions(first, last, n_in, between, n_out, maxout):
    rng = np.random.default_rng(n_in + 10 * between + 100 * n_out)
    inner = MLP([n_in, 4, between], hidden="tanh", output=last, rng=rng)
    outer = MLP([between, 5, n_out], hidden=first, output="tanh", rng=rng)
    if maxout:
        outer = MLP(layers=[Maxout(between, 5, 3, rng=rng), outer.layers[1]])
    for layer in (*inner.layers, *outer.layers):
        layer.b = rng.normal(size=layer.b.shape)
    net = compose(outer, inner)
    X = rng.normal(size=(20, n_in))
    hidden = inner.forward(X).a[-1]
    assert net.forward(X).a[-1] == pytest.approx(outer.forward(hidden).a[-1], rel=1e-12, abs=1e-12)
    assert len(net.layers) == (3 if last == "identity" else 4)


def test_a_maxout_output_layer_is_stacked():
    inner = MLP(layers=[Maxout(W=[[[1.0]], [[-1.0]]])])
    net = compose(MLP(layers=[Dense(W=[[2]], b=[1])]), inner)
    assert len(net.layers) == 2 and net([-3.0, 0, 3]).tolist() == [7, 1, 7]


def test_a_composition_shares_no_weights():
    outer, inner = tent(), bump(0, 1, 1, 10)
    net = compose(outer, inner)
    before = net([0.25])
    for layer in (*outer.layers, *inner.layers):
        layer.W, layer.b = 0 * layer.W, 0 * layer.b
    assert net([0.25]) == before


def test_linear_nets_merge_into_one_layer():
    net = compose(MLP(layers=[Dense(W=[[3]], b=[1])]), MLP(layers=[Dense(W=[[2]], b=[5])]))
    (layer,) = net.layers
    assert layer.W.item() == 6 and layer.b.item() == 16


def test_float32_stays_float32():
    narrow = MLP(layers=[Dense(W=np.ones((1, 1), np.float32))])
    assert compose(narrow, narrow).dtype == np.float32


@pytest.mark.parametrize("shared", [False, True])
def test_prelu_keeps_its_slopes(shared):
    rng = np.random.default_rng(0)
    outer = MLP(layers=[PReLU(2, 3, alpha=-0.5, shared=shared, b=[1, -2, 3], rng=rng), Dense(3, 1, rng=rng)])
    inner = MLP([2, 4, 2], rng=rng)
    net, X = compose(outer, inner), rng.standard_normal((5, 2))
    assert net(X) == pytest.approx(outer(inner(X)), rel=1e-13)
    assert repr(net.layers[1]) == ("PReLU(4, 3, shared=True)" if shared else "PReLU(4, 3)")
