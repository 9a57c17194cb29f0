import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlib.optimizers import SGD, Adam

gradients = st.lists(arrays(np.float64, 3, elements=st.floats(-100, 100)), min_size=1, max_size=6)
OPTIMIZERS = [SGD(learning_rate=0.1), SGD(learning_rate=0.1, momentum=0.9), Adam(learning_rate=0.1)]


def run(optimizer, gradients, start=(1.0, -2.0, 0.5)):
    theta = np.array(start)
    step = optimizer.start(theta)
    for gradient in gradients:
        step(gradient)
    return theta


@given(gradients)
def test_plain_gradient_descent_is_a_sum(gradients):
    assert run(SGD(learning_rate=0.25), gradients) == pytest.approx(
        np.array([1.0, -2.0, 0.5]) - 0.25 * sum(gradients), rel=1e-12, abs=1e-12
    )


def test_momentum_by_hand():
    # v: 1, 0.5 + 2 = 2.5, 1.25 - 1 = 0.25; theta: 1 - 0.1 (1 + 2.5 + 0.25)
    theta = run(SGD(learning_rate=0.1, momentum=0.5), [np.array([g]) for g in (1.0, 2.0, -1.0)], start=[1.0])
    assert theta[0] == pytest.approx(1 - 0.375, rel=1e-15)


@given(gradients, st.floats(0, 0.99), st.floats(0, 0.999), st.floats(1e-8, 1.0))
def test_adam_is_the_published_algorithm(gradients, beta1, beta2, epsilon):
    theta, m, v = np.array([1.0, -2.0, 0.5]), np.zeros(3), np.zeros(3)
    for t, g in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        theta = theta - 0.01 * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    assert run(Adam(0.01, beta1, beta2, epsilon), gradients) == pytest.approx(theta, rel=1e-11, abs=1e-13)


def test_adam_by_hand():
    # corrected moments, t = 1: 2 and 4, a step of 0.5; t = 2, with g = 0: 0.18 / 0.19 and 0.003996 / 0.001999
    theta = run(Adam(learning_rate=0.5), [np.array([2.0]), np.array([0.0])], start=[1.0])
    assert theta[0] == pytest.approx(1 - 0.5 - 0.5 * (0.18 / 0.19) / (0.003996 / 0.001999) ** 0.5, rel=1e-7)


def test_defaults():
    assert (SGD().learning_rate, SGD().momentum) == (0.1, 0.0)
    adam = Adam()
    assert (adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon) == (0.001, 0.9, 0.999, 1e-8)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_steps_leave_the_gradient_alone(optimizer):
    gradient = np.array([1.0, 2.0, 3.0])
    run(optimizer, [gradient, gradient])
    assert gradient.tolist() == [1, 2, 3]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_runs_share_no_memory(optimizer):
    steps = [np.array([1.0, 2.0, 3.0])] * 3
    assert (run(optimizer, steps) == run(optimizer, steps)).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_float32_stays_float32(optimizer):
    theta = np.ones(3, np.float32)
    optimizer.start(theta)(np.ones(3, np.float32))
    assert theta.dtype == np.float32 and (theta < 1).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_settings_cannot_change_afterwards(optimizer):
    with pytest.raises(AttributeError):
        optimizer.learning_rate = 1.0


def test_adam_ignores_the_scale_of_the_gradient():
    small, large = (run(Adam(learning_rate=0.1, epsilon=1e-30), [s * np.ones(3)] * 5) for s in (1e-6, 1e6))
    assert small == pytest.approx(large)
