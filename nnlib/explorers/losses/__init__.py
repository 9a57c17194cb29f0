"""Explorers of part 5: loss functions."""
