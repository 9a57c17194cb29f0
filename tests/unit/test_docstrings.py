"""Every example of every docstring of `nnlib` runs and says what it shows."""

import doctest
import importlib
import pkgutil

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

import nnlib

MODULES = ["nnlib", *(module.name for module in pkgutil.walk_packages(nnlib.__path__, "nnlib."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    with mpl.rc_context(), np.printoptions():
        mpl.use("Agg")
        assert doctest.testmod(module).failed == 0
    plt.close("all")
