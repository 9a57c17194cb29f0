"""Settings for all unit tests."""

from hypothesis import settings

# A time limit for each example would fail on a busy machine, not on wrong code.
settings.register_profile("nnlib", deadline=None)
settings.load_profile("nnlib")
