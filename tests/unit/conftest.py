"""Hypothesis without a deadline: a busy machine is no defect. In CI its examples are the same on every run."""

import os

from hypothesis import settings

settings.register_profile("book", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("book")
