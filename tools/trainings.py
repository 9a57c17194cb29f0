"""Train the nets whose training FeatureSpace replays, and store their weights: `python tools/trainings.py`.

The file is made by `store` and by nobody's hand; a test trains again and
compares. Stills and notebooks that show it are then drawn and recorded anew.
"""

from nnlib.explorers.activations._recording import FILE, store

if __name__ == "__main__":
    store()
    print(f"{FILE.name}: {FILE.stat().st_size} bytes")
