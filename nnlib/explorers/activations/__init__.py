"""Explorers of part 4: activation functions."""
