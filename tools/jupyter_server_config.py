"""What `make lab` tells JupyterLab: save a chapter as `make record` would, so that Git sees your changes and no more.

The live view of an explorer is not saved, because it cannot live without its kernel: who opens the chapter again would
find "model not found". The still beside it is.
"""

import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parent))

from record import canonical


def save_canonical(model: dict, **_: object) -> None:
    """Bring a notebook that is about to be saved into the form of the stored ones."""
    if model["type"] == "notebook":
        model["content"] = nbformat.from_dict(model["content"])
        canonical(model["content"])


c = get_config()  # noqa: F821  Jupyter runs this file, and gives it the function
c.ContentsManager.pre_save_hook = save_canonical
