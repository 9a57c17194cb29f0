"""Time training against PyTorch, scikit-learn and bare matrix products.

Run as ``python bench/training.py`` where nnlib and ``bench/requirements.txt`` are installed.
Everything runs in one process on one thread. The contestants take turns, so
that a slow moment of the machine hits all alike; what counts is the ratio of
their median times a step.
"""

# ruff: noqa: E402 (threads have to be set before the imports)

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read when NumPy and PyTorch are imported

import itertools
import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from nnlib import datasets
from nnlib.mlp import MLP
from nnlib.training import SGD, Adam, train

ROUNDS = 15
Run = Callable[[], object]


def microseconds_a_step(runs: dict[str, Run], steps: int) -> dict[str, float]:
    """Median time of a step for each contestant; every run makes `steps` steps."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(ROUNDS + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if round_ > 0:  # the first round warms up
                times[name].append((time.perf_counter() - start) / steps * 1e6)
    return {name: statistics.median(values) for name, values in times.items()}


def torch_net() -> torch.nn.Module:
    """Return the small net in PyTorch."""
    torch.manual_seed(0)
    return torch.nn.Sequential(
        torch.nn.Linear(2, 16), torch.nn.Tanh(),
        torch.nn.Linear(16, 16), torch.nn.Tanh(),
        torch.nn.Linear(16, 1),
    ).double()  # fmt: skip


def torch_step(net: torch.nn.Module, optimizer: torch.optim.Optimizer, X: torch.Tensor, y: torch.Tensor) -> None:
    """One ordinary training step in PyTorch; the loss is read, as nnlib's history does."""
    optimizer.zero_grad()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(net(X), y)
    loss.backward()
    optimizer.step()
    loss.item()


def full_batch() -> dict[str, float]:
    """2-16-16-1 on 200 samples, float64, plain gradient descent."""
    steps = 1000
    X, y = datasets.moons(200, rng=np.random.default_rng(0))
    y_column = y[:, np.newaxis]
    net = MLP([2, 16, 16, 1], hidden="tanh", rng=np.random.default_rng(0))

    model = torch_net()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    X_torch, y_torch = torch.from_numpy(X), torch.from_numpy(y_column).double()

    def with_torch() -> None:
        for _ in range(steps):
            torch_step(model, optimizer, X_torch, y_torch)

    def with_sklearn(shuffle: bool) -> Run:
        return MLPClassifier(
            (16, 16), activation="tanh", solver="sgd", learning_rate_init=0.1, momentum=0.0, alpha=0.0,
            nesterovs_momentum=False, batch_size=200, shuffle=shuffle, max_iter=steps, tol=0.0,
            n_iter_no_change=steps + 1, random_state=0,
        ).fit  # fmt: skip

    return microseconds_a_step(
        {
            "nnlib": lambda: train(
                net, X, y_column, loss="binary_cross_entropy", optimizer=SGD(learning_rate=0.1), epochs=steps
            ),
            "PyTorch": with_torch,
            "scikit-learn": lambda: with_sklearn(True)(X, y),
            "scikit-learn, unshuffled": lambda: with_sklearn(False)(X, y),
        },
        steps,
    )


def mini_batch() -> dict[str, float]:
    """2-16-16-1 on 224 samples in batches of 32, float64, Adam."""
    epochs, n, batch_size = 30, 224, 32
    steps = epochs * n // batch_size
    X, y = datasets.moons(n, rng=np.random.default_rng(0))
    y_column = y[:, np.newaxis]
    net = MLP([2, 16, 16, 1], hidden="tanh", rng=np.random.default_rng(0))

    X_torch, y_torch = torch.from_numpy(X), torch.from_numpy(y_column).double()

    def with_torch(**settings: bool) -> Run:
        model = torch_net()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001, **settings)

        def run() -> None:
            for _ in range(epochs):
                for rows in torch.randperm(n).split(batch_size):
                    torch_step(model, optimizer, X_torch[rows], y_torch[rows])

        return run

    def with_sklearn() -> object:
        return MLPClassifier(
            (16, 16), activation="tanh", solver="adam", alpha=0.0, batch_size=batch_size, max_iter=epochs,
            tol=0.0, n_iter_no_change=epochs + 1, random_state=0,
        ).fit(X, y)  # fmt: skip

    return microseconds_a_step(
        {
            "nnlib": lambda: train(
                net, X, y_column, loss="binary_cross_entropy", optimizer=Adam(learning_rate=0.001),
                epochs=epochs, batch_size=batch_size, rng=np.random.default_rng(0),
            ),
            "PyTorch": with_torch(),
            "PyTorch, fused Adam": with_torch(fused=True),
            "scikit-learn": with_sklearn,
        },
        steps,
    )  # fmt: skip


def middle_size() -> dict[str, float]:
    """784-256-128-10 in shuffled batches of 128, float32, plain SGD, against its eight matrix products."""
    epochs, n, batch_size = 10, 2560, 128
    steps = epochs * n // batch_size
    rng = np.random.default_rng(0)
    X = rng.random((n, 784), dtype=np.float32)
    y = rng.integers(10, size=n)
    net = MLP([784, 256, 128, 10], hidden="relu", rng=rng, dtype=np.float32)

    sizes = [784, 256, 128, 10]
    a = [rng.random((batch_size, size), dtype=np.float32) for size in sizes]
    W = [rng.random((n_in, n_out), dtype=np.float32) for n_in, n_out in itertools.pairwise(sizes)]
    a_out, W_out = [np.empty_like(values) for values in a], [np.empty_like(values) for values in W]

    def products() -> None:
        for _ in range(steps):
            for k in range(3):
                a[k].dot(W[k], out=a_out[k + 1])
            for k in reversed(range(3)):
                a[k].T.dot(a[k + 1], out=W_out[k])
                if k > 0:
                    a[k + 1].dot(W[k].T, out=a_out[k])

    return microseconds_a_step(
        {
            "nnlib": lambda: train(
                net, X, y, loss="cross_entropy", optimizer=SGD(learning_rate=0.01), epochs=epochs,
                batch_size=batch_size, rng=rng,
            ),
            "matrix products alone": products,
        },
        steps,
    )  # fmt: skip


def report(job: str, rival: str, times: dict[str, float], ratio: float, goal: str, met: bool) -> None:
    """Print one line of the table; `goal` is empty where there is none."""
    verdict = f"{goal}: {'met' if met else 'MISSED'}" if goal else "-"
    print(f"{job:36}{rival:26}{times[rival]:9.0f}{times['nnlib']:8.0f}{ratio:7.2f}x  {verdict}")


def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    warnings.simplefilter("ignore", ConvergenceWarning)
    print(f"{'job':36}{'against':26}{'us/step':>9}{'nnlib':>8}{'ratio':>8}  goal")
    for job, times, goals in (
        ("2-16-16-1, full batch of 200, SGD", full_batch(), {"PyTorch": 3}),
        ("2-16-16-1, batches of 32, Adam", mini_batch(), {"PyTorch": 6}),
    ):
        for rival in list(times)[1:]:
            ratio, goal = times[rival] / times["nnlib"], goals.get(rival)
            report(job, rival, times, ratio, f">= {goal}x" if goal else "", ratio >= (goal or 0))
    times = middle_size()
    ratio = times["nnlib"] / times["matrix products alone"]
    report(
        "784-256-128-10, batches of 128, SGD",
        "matrix products alone",
        times,
        ratio,
        "<= 1.35x",
        ratio <= 1.35,
    )


if __name__ == "__main__":
    main()
