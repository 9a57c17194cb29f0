"""Runs in other processes, and on a Dask cluster, give the same bits as runs in this one."""

import os

import joblib
import numpy as np
import pytest
from distributed import Client, LocalCluster

from nnlib import MLP, Adam, datasets, train
from nnlib.experiments import over_seeds


def train_a_net(rng):
    X, y = datasets.moons(30, rng=rng)
    net = MLP([2, 5, 1], rng=rng)
    history = train(
        net, X, y[:, np.newaxis], loss="binary_cross_entropy",
        optimizer=Adam(0.05), epochs=20, batch_size=8, rng=rng,
    )  # fmt: skip
    return {"loss": history.loss[-1], "weight": net.layers[0].W[0, 0]}


def diverge_sometimes(rng):
    if rng.random() < 0.5:
        raise FloatingPointError("the loss became nan")
    return os.getpid()


def fail_for_seed_3(rng):
    if rng.random() == np.random.default_rng(3).random():
        raise KeyError("net")
    return 1


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        client.wait_for_workers(2)
        yield


def on_two_processes(*arguments, **options):
    return over_seeds(*arguments, n_jobs=2, **options)


def on_dask(*arguments, **options):
    with joblib.parallel_config(backend="dask"):
        return over_seeds(*arguments, **options)


@pytest.fixture(params=[on_two_processes, on_dask])
def elsewhere(request, cluster):
    return request.param


@pytest.mark.parametrize("progress", [False, True])
def test_a_trained_net_is_the_same_to_the_bit(elsewhere, progress):
    here = over_seeds(train_a_net, range(12))
    there = elsewhere(train_a_net, range(12), progress=progress)
    assert here.table["weight"].nunique() == 12
    assert there.table.equals(here.table)
    assert list(there.table.index) == list(range(12))


def test_a_function_made_on_the_spot_is_sent_along(elsewhere):
    shift = 3.0
    table = elsewhere(lambda rng: rng.random() + shift, [5, 1]).table
    assert list(table["result"]) == [np.random.default_rng(seed).random() + 3 for seed in (5, 1)]


def test_runs_happen_in_other_processes_and_failures_come_back(elsewhere):
    here, there = over_seeds(diverge_sometimes, range(40)), elsewhere(diverge_sometimes, range(40))
    assert 0 < len(here.failures) < 40
    assert there.failures == here.failures
    assert set(there.failures.values()) == {"the loss became nan"}
    workers = set(there.table["result"].dropna())
    assert workers and os.getpid() not in workers


def test_another_error_in_another_process_names_its_seed(elsewhere):
    with pytest.raises(RuntimeError, match="the run with seed 3 raised KeyError: 'net'"):
        elsewhere(fail_for_seed_3, range(6))
