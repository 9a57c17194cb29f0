"""Neural-network foundations in NumPy."""
