"""Explorers of the chapters on the perceptron."""
