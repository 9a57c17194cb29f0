"""Explorers of the chapters on universal approximation."""
