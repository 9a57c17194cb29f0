"""Explorers of part 3: networks that approximate a function by construction."""
