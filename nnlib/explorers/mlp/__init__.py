"""Explorers of the chapters on the multilayer perceptron."""
