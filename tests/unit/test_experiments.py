import dataclasses
import itertools
import statistics
import threading
import time

import joblib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import MLP, SGD, train
from nnlib.experiments import Runs, over_seeds


def draw(rng):
    return {"a": rng.random(), "b": rng.integers(10)}


def diverge_for(*seeds):
    """A run that fails for these seeds and elsewhere returns the seed, told by the first number drawn."""
    seed_of = {np.random.default_rng(seed).random(): seed for seed in range(20)}

    def run(rng):
        seed = seed_of[rng.random()]
        if seed in seeds:
            raise FloatingPointError(f"seed {seed} diverged")
        return seed

    return run


# ---- the table


def test_each_seed_has_the_row_that_its_generator_gives():
    table = over_seeds(draw, [7, 0, 3]).table
    assert list(table.index) == [7, 0, 3] and table.index.name == "seed"
    assert list(table.columns) == ["a", "b"]
    for seed in (7, 0, 3):
        rng = np.random.default_rng(seed)
        assert table.loc[seed].tolist() == [rng.random(), rng.integers(10)]


def test_a_number_is_named_result():
    table = over_seeds(lambda rng: rng.random(), range(3)).table
    assert list(table.columns) == ["result"]
    assert table["result"].tolist() == [np.random.default_rng(seed).random() for seed in range(3)]


@pytest.mark.parametrize("number", [3, 3.0, np.int8(3), np.float32(3)])
def test_columns_are_float_whatever_kind_of_number_came(number):
    table = over_seeds(lambda rng: number, [0]).table
    assert table.dtypes.tolist() == [np.float64]
    assert table.loc[0, "result"] == 3


@pytest.mark.parametrize("kind", [range, list, tuple, np.array, dict.fromkeys, iter], ids=lambda kind: kind.__name__)
def test_any_iterable_of_seeds_will_do(kind):
    seeds = range(3) if kind is range else kind([0, 1, 2])
    assert over_seeds(draw, seeds).table.equals(over_seeds(draw, [0, 1, 2]).table)


def test_results_may_come_in_another_order():
    order = itertools.count()
    table = over_seeds(lambda rng: {"a": 1, "b": 2} if next(order) == 0 else {"b": 2, "a": 1}, range(3)).table
    assert list(table.columns) == ["a", "b"]
    assert (table["a"] == 1).all() and (table["b"] == 2).all()


def test_seeds_may_be_as_large_as_numpy_takes_them():
    large = 2**100
    assert over_seeds(lambda rng: rng.random(), [large]).table["result"][large] == np.random.default_rng(large).random()


# ---- the summary


def test_the_summary_of_five_known_runs():
    values = iter([10, 30, 20, 50, 40])
    summary = over_seeds(lambda rng: next(values), range(5)).summary
    assert list(summary.columns) == ["median", "lower quartile", "upper quartile", "min", "max", "runs", "failures"]
    assert summary.loc["result"].tolist() == [30, 20, 40, 10, 50, 5, 0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_quartiles_are_interpolated_linearly(values):
    given_values = iter(values)
    row = over_seeds(lambda rng: {"loss": next(given_values)}, range(len(values))).summary.loc["loss"]
    quartiles = statistics.quantiles(values, n=4, method="inclusive")
    assert row[["lower quartile", "median", "upper quartile"]].tolist() == pytest.approx(quartiles, abs=1e-9)
    assert (row["min"], row["max"]) == (min(values), max(values))


def test_the_summary_prints_short_and_whole_numbers_stay_whole():
    summary = over_seeds(lambda rng: {"accuracy": 0.9876, "loss": 1 / 3}, range(4)).summary
    assert summary.round(2).to_string().splitlines() == [
        "          median  lower quartile  upper quartile   min   max  runs  failures",
        "accuracy    0.99            0.99            0.99  0.99  0.99     4         0",
        "loss        0.33            0.33            0.33  0.33  0.33     4         0",
    ]


def test_the_record_says_in_one_line_what_it_holds():
    assert repr(over_seeds(draw, range(3))) == "Runs of 3 seeds, 0 failed: a, b"
    assert repr(over_seeds(diverge_for(1, 2), range(4))) == "Runs of 4 seeds, 2 failed: result"


def test_the_record_is_frozen():
    runs = over_seeds(draw, [0])
    assert isinstance(runs, Runs)
    with pytest.raises(dataclasses.FrozenInstanceError):
        runs.table = pd.DataFrame()


# ---- failures


def test_runs_that_diverge_are_counted_and_left_out_of_the_statistics():
    runs = over_seeds(diverge_for(0, 4), range(6))
    assert runs.failures == {0: "seed 0 diverged", 4: "seed 4 diverged"}
    assert runs.table["result"].isna().tolist() == [True, False, False, False, True, False]
    assert runs.table["result"].dropna().tolist() == [1, 2, 3, 5]
    assert runs.summary.loc["result"].tolist() == [2.5, 1.75, 3.5, 1, 5, 6, 2]


def test_if_every_run_fails_there_is_nothing_but_failures():
    runs = over_seeds(diverge_for(3, 1), [3, 1])
    assert runs.failures == {3: "seed 3 diverged", 1: "seed 1 diverged"}
    assert list(runs.table.columns) == ["result"] and runs.table["result"].isna().all()
    assert runs.table["result"].dtype == np.float64
    row = runs.summary.loc["result"]
    assert row[:"max"].isna().all()
    assert row[["runs", "failures"]].tolist() == [2, 2]


def test_training_with_too_large_a_rate_is_a_failure_with_its_message():
    def run(rng):
        net = MLP([1, 3, 1], rng=rng)
        return train(net, [[1.0]], [[0.0]], loss="mse", optimizer=SGD(1e60), epochs=50).loss[-1]

    runs = over_seeds(run, range(2))
    assert set(runs.failures) == {0, 1}
    assert "try a smaller learning rate" in runs.failures[0]


def test_a_failure_without_a_message_is_a_failure_too():
    def run(rng):
        raise FloatingPointError

    assert over_seeds(run, [5]).failures == {5: ""}


@pytest.mark.parametrize("error", [KeyError("net"), ZeroDivisionError("no samples")])
@pytest.mark.parametrize("progress", [False, True])
def test_any_other_error_stops_and_names_its_seed(error, progress):
    def run(rng):
        if rng.random() == np.random.default_rng(2).random():
            raise error
        return 1

    with pytest.raises(RuntimeError) as raised:
        over_seeds(run, range(5), progress=progress)
    assert str(raised.value) == f"the run with seed 2 raised {type(error).__name__}: {error}"
    assert raised.value.__cause__ is error


# ---- where it runs


def test_runs_stay_in_this_thread_unless_told_otherwise():
    met = []
    over_seeds(lambda rng: met.append(rng.random()) or 1, range(4))
    assert met == [np.random.default_rng(seed).random() for seed in range(4)]


@pytest.mark.parametrize("progress", [False, True])
def test_runs_that_end_in_another_order_give_the_same_table(progress):
    def run(rng):
        time.sleep(0.02 * rng.random())
        return draw(rng)

    with joblib.parallel_config(backend="threading", n_jobs=3):
        runs = over_seeds(run, range(12), progress=progress)
    assert runs.table.equals(over_seeds(run, range(12)).table)


def test_the_configuration_of_joblib_decides_unless_a_number_is_given():
    def in_main_thread(rng):
        return int(threading.current_thread() is threading.main_thread())

    with joblib.parallel_config(backend="threading", n_jobs=2):
        assert set(over_seeds(in_main_thread, range(4)).table["result"]) == {0}
        assert set(over_seeds(in_main_thread, range(4), n_jobs=1).table["result"]) == {1}


def test_the_bar_counts_runs(capfd):
    over_seeds(draw, range(7), progress=True)
    bar = capfd.readouterr().err
    assert "7/7" in bar and "run/s" in bar


def test_without_a_bar_nothing_is_printed(capfd):
    over_seeds(draw, range(7))
    assert capfd.readouterr() == ("", "")


# ---- wrong calls

WRONG = {
    "no function": (lambda: over_seeds(3, range(2)), "run must be callable, got 3"),
    "a number of seeds": (
        lambda: over_seeds(draw, 30),
        "seeds must be an iterable of integers such as range(30), got 30",
    ),
    "no seeds": (lambda: over_seeds(draw, []), "seeds must not be empty, got []"),
    "used up": (lambda: over_seeds(draw, iter(())), "seeds must not be empty, got <tuple"),
    "twice": (lambda: over_seeds(draw, [1, 2, 1, 1]), "seeds must be different, got 1 3 times"),
    "the same": (lambda: over_seeds(draw, [1, 2, np.int64(2)]), "seeds must be different, got 2 2 times"),
    "negative": (lambda: over_seeds(draw, [0, -1]), "seeds[1] must be an integer >= 0, got -1"),
    "flag": (lambda: over_seeds(draw, [False, True]), "seeds[0] must be an integer >= 0, got False"),
    "float": (lambda: over_seeds(draw, [0, 1.0]), "seeds[1] must be an integer >= 0, got 1.0"),
    "text": (lambda: over_seeds(draw, "12"), "seeds[0] must be an integer >= 0, got '1'"),
    "generators": (lambda: over_seeds(draw, [np.random.default_rng(0)]), "seeds[0] must be an integer >= 0, got"),
    "0 jobs": (lambda: over_seeds(draw, [0], 0), "n_jobs must be None or an integer other than 0, got 0"),
    "half a job": (lambda: over_seeds(draw, [0], 1.5), "n_jobs must be None or an integer other than 0, got 1.5"),
    "a flag for jobs": (
        lambda: over_seeds(draw, [0], True),
        "n_jobs must be None or an integer other than 0, got True",
    ),
    "nothing": (
        lambda: over_seeds(lambda rng: None, [4]),
        "run's 'result' for seed 4 must be a finite number, got None",
    ),
    "a list": (
        lambda: over_seeds(lambda rng: [1, 2], [4]),
        "run's 'result' for seed 4 must be a finite number, got [1,",
    ),
    "nan": (lambda: over_seeds(lambda rng: np.nan, [4]), "run's 'result' for seed 4 must be a finite number, got nan"),
    "infinity": (
        lambda: over_seeds(lambda rng: {"loss": np.inf}, [4]),
        "run's 'loss' for seed 4 must be a finite number, got inf",
    ),
    "a truth value": (
        lambda: over_seeds(lambda rng: {"solved": True}, [4]),
        "run's 'solved' for seed 4 must be a finite number, got True",
    ),
    "an empty dict": (
        lambda: over_seeds(lambda rng: {}, [4]),
        "run must return a number or a dict of numbers by name, got {} for seed 4",
    ),
    "numbers for names": (
        lambda: over_seeds(lambda rng: {0.1: 1.0}, [4]),
        "run must return a number or a dict of numbers by name, got {0.1: 1.0} for seed 4",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_calls_say_what_was_expected(case):
    call, message = WRONG[case]
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_results_that_change_their_names_are_refused():
    names = iter(["loss", "loss", "error"])
    with pytest.raises(ValueError) as error:
        over_seeds(lambda rng: {next(names): 1.0}, [5, 6, 7])
    assert str(error.value) == (
        "run must return the same results every time, got ['loss'] for seed 5 and ['error'] for seed 7"
    )


def test_nothing_runs_if_a_seed_is_wrong():
    with pytest.raises(ValueError, match="seeds"):
        over_seeds(lambda rng: pytest.fail("ran"), [0, 1, 0])
