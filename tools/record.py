"""Execute notebooks and store their outputs in canonical form: `python tools/record.py [notebook ...]`.

Without arguments every notebook of the table of contents is recorded. The
stored outputs are what the site shows and what nbval compares.
"""

import sys
from pathlib import Path

import contents
import nbformat
from nbclient import NotebookClient
from nbval.plugin import coalesce_streams

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def notebooks() -> list[Path]:
    """Return the notebooks of the table of contents, in its order."""
    return [path for name in contents.names() if (path := contents.ROOT / f"{name}.ipynb").exists()]


def record(path: Path) -> None:
    """Execute one notebook and write it back."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, kernel_name="python3", timeout=300, resources=resources).execute()
    canonical(notebook)
    nbformat.write(notebook, path)


def canonical(notebook: nbformat.NotebookNode) -> None:
    """Drop what changes from run to run: times, widget models and their ids, how printed text was cut into pieces."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = coalesce_streams(cell.outputs)
            for output in cell.outputs:
                output.get("data", {}).pop(WIDGET_VIEW, None)


if __name__ == "__main__":
    for notebook_path in [Path(name) for name in sys.argv[1:]] or notebooks():
        print(f"recording {notebook_path}")
        record(notebook_path)
