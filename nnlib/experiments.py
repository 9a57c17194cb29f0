"""One run says little: repeat it over seeds, on one core or on a cluster, and see the spread.

Any function of a random generator can be repeated; nothing here knows a model.
Needs the packages joblib and pandas.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
import pandas as pd

from nnlib import _validate

__all__ = ["Runs", "over_seeds"]

Run = Callable[[np.random.Generator], float | Mapping[str, float]]


@dataclass(frozen=True, eq=False, repr=False)
class Runs:
    """What `over_seeds` returns.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a seed, in the order given; one column a result. A run that
        failed has nan in every column, and no other run has a nan.
    failures : dict of int to str
        For each seed whose run failed, what the error said.
    """

    table: pd.DataFrame
    failures: dict[int, str]

    @property
    def summary(self) -> pd.DataFrame:
        """One row a result: its median, quartiles (interpolated linearly), least and largest value.

        These are over the runs that succeeded; the columns `runs` and
        `failures` count all runs, and those that failed.
        """
        return pd.DataFrame(
            {
                "median": self.table.median(),
                "lower quartile": self.table.quantile(0.25),
                "upper quartile": self.table.quantile(0.75),
                "min": self.table.min(),
                "max": self.table.max(),
                "runs": len(self.table),
                "failures": len(self.failures),
            }
        )

    def __repr__(self) -> str:
        return f"Runs of {len(self.table)} seeds, {len(self.failures)} failed: {', '.join(self.table)}"


def over_seeds(run: Run, seeds: Iterable[int], n_jobs: int | None = None, *, progress: bool = False) -> Runs:
    """Call ``run(rng)`` once for each seed, with ``rng = numpy.random.default_rng(seed)``.

    Parameters
    ----------
    run : callable
        Takes a generator, draws all its random numbers from it, and returns a
        number, or a dict of numbers with the same keys every time. A single
        number is named "result". A run that cannot give one raises
        FloatingPointError, as `nnlib.train` does when training diverges.
    seeds : iterable of int
        The seeds, such as ``range(30)``: different integers >= 0.
    n_jobs : int, optional
        Number of processes; -1 takes all cores of this computer. Unless given,
        what `joblib.parallel_config` says, and one where it says nothing.
    progress : bool
        Show a progress bar; needs the package tqdm.

    Returns
    -------
    runs : Runs
        The table of all runs, its summary, and the failures.

    Raises
    ------
    ValueError
        If an argument is not as described, or `run` returns something else,
        be it nan or infinity.
    RuntimeError
        If a run raises anything but FloatingPointError. The message names the
        seed and the error.

    Notes
    -----
    The table does not depend on how many runs go on at a time, as long as
    `run` changes nothing outside itself; a processor of another make may
    round last digits differently. If every run fails, the table has the one
    column "result".

    joblib [1] carries out the runs, and can send them to other computers. On
    a Dask [2] cluster whose workers have `nnlib` installed, the same call
    gives the same table:

    .. code-block:: python

        import joblib
        from dask.distributed import Client

        client = Client("tcp://scheduler:8786")  # or Client(): workers on this computer
        with joblib.parallel_config(backend="dask"):
            runs = over_seeds(run, range(1000), progress=True)

    Leave `n_jobs` out there. Dask uses every worker of the cluster whatever
    it says, but elsewhere it beats what `joblib.parallel_config` says:
    with ``n_jobs=1`` nothing would run in parallel.

    References
    ----------
    .. [1] https://joblib.readthedocs.io/en/stable/parallel.html
    .. [2] https://ml.dask.org/joblib.html

    Examples
    --------
    Two hidden units can compute XOR, but not every start leads there:

    >>> from nnlib import MLP, Adam, datasets, train
    >>> X, y = datasets.gate("xor")
    >>> def run(rng):
    ...     net = MLP([2, 2, 1], rng=rng)
    ...     history = train(net, X, y[:, np.newaxis], loss="binary_cross_entropy",
    ...                     optimizer=Adam(0.1), epochs=300)
    ...     return {"first loss": history.loss[0], "final loss": history.loss[-1]}
    >>> runs = over_seeds(run, range(20))
    >>> runs.summary.round(2)
                median  lower quartile  upper quartile   min   max  runs  failures
    first loss    0.73             0.7            0.76  0.69  0.89    20         0
    final loss    0.00             0.0            0.35  0.00  0.48    20         0
    """
    if not callable(run):
        raise ValueError(f"run must be callable, got {run!r}")
    seeds = _different_seeds(seeds)
    if n_jobs is not None and (isinstance(n_jobs, bool) or not isinstance(n_jobs, (int, np.integer)) or n_jobs == 0):
        raise ValueError(f"n_jobs must be None or an integer other than 0, got {n_jobs!r}")
    # A bar needs results as they come, which not every backend of joblib can give.
    parallel = joblib.Parallel(n_jobs=n_jobs, return_as="generator" if progress else "list")
    outcomes = parallel(joblib.delayed(_outcome)(run, seed) for seed in seeds)
    if progress:
        from tqdm.auto import tqdm  # here: only a bar needs it

        outcomes = tqdm(outcomes, total=len(seeds), unit="run")
    by_seed = dict(zip(seeds, outcomes, strict=True))
    failures = {seed: outcome for seed, outcome in by_seed.items() if isinstance(outcome, str)}
    results = {seed: outcome for seed, outcome in by_seed.items() if seed not in failures}
    names = _common_names(results)
    rows = [results.get(seed, {}) for seed in seeds]
    table = pd.DataFrame(rows, index=pd.Index(seeds, name="seed"), columns=names, dtype=np.float64)
    return Runs(table, failures)


def _outcome(run: Run, seed: int) -> dict[str, float] | str:
    """Return the results of one run by their names, or what its FloatingPointError said."""
    try:
        returned: Any = run(np.random.default_rng(seed))
    except FloatingPointError as error:
        return str(error)
    except Exception as error:
        raise RuntimeError(f"the run with seed {seed} raised {type(error).__name__}: {error}") from error
    results = returned if isinstance(returned, Mapping) else {"result": returned}
    if not results or not all(isinstance(name, str) for name in results):
        raise ValueError(f"run must return a number or a dict of numbers by name, got {returned!r} for seed {seed}")
    return {name: _validate.number(f"run's {name!r} for seed {seed}", value) for name, value in results.items()}


def _different_seeds(seeds: Any) -> list[int]:
    if not isinstance(seeds, Iterable):
        raise ValueError(f"seeds must be an iterable of integers such as range(30), got {seeds!r}")
    checked = [_validate.count(f"seeds[{i}]", seed, at_least=0) for i, seed in enumerate(seeds)]
    if not checked:
        raise ValueError(f"seeds must not be empty, got {seeds!r} (a generator gives its numbers only once)")
    seed, times = Counter(checked).most_common(1)[0]
    if times > 1:
        raise ValueError(f"seeds must be different, got {seed} {times} times")
    return checked


def _common_names(results: dict[int, dict[str, float]]) -> list[str]:
    """Names of the results in the first run's order; refuse runs that do not agree on them."""
    if not results:
        return ["result"]
    first_seed, first = next(iter(results.items()))
    for seed, named in results.items():
        if named.keys() != first.keys():
            raise ValueError(
                f"run must return the same results every time, got {list(first)} for seed {first_seed} "
                f"and {list(named)} for seed {seed}"
            )
    return list(first)
