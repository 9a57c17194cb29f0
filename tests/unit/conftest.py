"""Hypothesis without a deadline, since a busy machine is no defect, and in CI with the same examples on every run.

And the style of the book's figures for tests that draw, and what a checker of exercises prints.
"""

import os
from collections.abc import Callable, Iterator

import matplotlib as mpl
import pytest
from hypothesis import settings
from matplotlib import pyplot as plt

from nnlib import plotting

settings.register_profile("book", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("book")


@pytest.fixture
def style() -> Iterator[None]:
    with mpl.rc_context():
        mpl.use("Agg")
        plotting.use_style()
        yield
    plt.close("all")


@pytest.fixture
def verdict(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def printed(check: Callable[..., None], *answer: object) -> str:
        check(*answer)
        return capsys.readouterr().out

    return printed
