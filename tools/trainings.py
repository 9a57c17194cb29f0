"""Train the models that explorers show, and store what they need of them: `python tools/trainings.py`.

The files are made by `store` and by nobody's hand; a test trains again and
compares. Stills and notebooks that show them are then drawn and recorded anew.
"""

from nnlib.explorers.activations import _recording
from nnlib.explorers.losses import _imbalance

if __name__ == "__main__":
    for made in (_recording, _imbalance):
        made.store()
        print(f"{made.FILE.name}: {made.FILE.stat().st_size} bytes")
