"""A chapter that nbconvert made HTML of, as the README says, is read without network."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from local_site import ROOT
from playwright.sync_api import Browser
from record import WIDGET_VIEW

CHAPTER = ROOT / "chapters" / "1_perceptron" / "3_xor.ipynb"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chapter as JupyterLab saves it elsewhere: with live views of its explorers, whose kernel is gone."""
    folder = tmp_path_factory.mktemp("export")
    notebook = nbformat.read(CHAPTER, as_version=4)
    data = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    explorers = [bundle for bundle in data if "nnx-mount" in bundle.get("text/html", "")]
    assert explorers
    for bundle in explorers:
        bundle[WIDGET_VIEW] = {"model_id": "0", "version_major": 2, "version_minor": 1}
    nbformat.write(notebook, folder / CHAPTER.name)
    config = f"--config={ROOT / 'tools' / 'nbconvert_config.py'}"
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to=html", config, folder / CHAPTER.name], check=True, capture_output=True
    )
    return folder / f"{CHAPTER.stem}.html"


def test_text_formulas_figures_and_stills_are_seen_without_network(browser: Browser, exported: Path) -> None:
    with browser.new_context(offline=True) as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(exported.as_uri())
        page.evaluate("() => MathJax.startup.promise")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []

        text = page.locator("main").inner_text()
        assert "Figure 3.1 shows its four corners" in text
        assert ":::" not in text and "{admonition}" not in text, "directives are shown as they are written"
        assert page.locator("mjx-container").count() > 50
        assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
        assert "$" not in page.locator(".jp-MarkdownOutput").all_inner_texts()[2], "a formula is shown as it is written"
        drawn = "(images) => images.every((image) => image.complete && image.naturalWidth > 400)"
        assert page.locator("img.nnx-drawing").count() == 2
        assert page.locator("img.nnx-drawing").evaluate_all(drawn)
        assert page.locator(".nnx-mount").bounding_box()["height"] > 200

        answer = page.locator("details", has_text="Always").first
        assert "Right." not in answer.inner_text()
        answer.locator("summary").click()
        assert "Right." in answer.inner_text()
