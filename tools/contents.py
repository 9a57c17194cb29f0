"""The table of contents."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def names() -> list[str]:
    """Return all pages in their order, as the table of contents calls them: without suffix."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
