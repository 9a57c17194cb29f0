"""In JupyterLab the explorers live, and a chapter can be read before it is run, and after it was saved."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from local_site import ROOT
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page
from visits import CLICK

CELLS = ["from nnlib.explorers import ThresholdNeuron", "neuron = ThresholdNeuron(w1=1, w2=1, b=-1.5)\nneuron"]
CHAPTER = ROOT / "chapters" / "1_perceptron" / "3_xor.ipynb"  # with figures, references, a theorem and an explorer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with two notebooks: a copy of a chapter, and `neuron.ipynb`, which was never run."""
    folder = tmp_path_factory.mktemp("notebooks")
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, folder / "neuron.ipynb")
    shutil.copy(CHAPTER, folder)
    return folder


@contextmanager
def running(folder: Path, own: Path) -> Iterator[str]:
    """Start JupyterLab as `make lab` does, with all that it notes about its user in `own`; the value is its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    server = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", f"--config={ROOT / 'tools' / 'jupyter_server_config.py'}",
            "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
            "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            f"--ServerApp.root_dir={folder}", f"--LabApp.workspaces_dir={own / 'workspaces'}",
        ],
        env=os.environ | {place: str(own / place.lower()) for place in places} | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}/lab/tree/"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of what JupyterLab notes: which notebooks it trusts, for one."""
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def lab(folder: Path, own: Path) -> Iterator[str]:
    """Address of a running JupyterLab."""
    with running(folder, own) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open a notebook."""
    with browser.new_context(viewport={"width": 1280, "height": 1400}) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{address}?reset")
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context")
        page.evaluate(READY)
        yield page


def wait_for(url: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail("JupyterLab did not start")
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("JupyterLab did not answer within a minute")


READY = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    await app.shell.currentWidget.context.ready;
    await app.shell.currentWidget.sessionContext.ready;
}"""
COMMAND = "(name) => window.jupyterapp.commands.execute(name)"
# JupyterLab draws the cells in view.
SHOW = """(id) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    return notebook.scrollToCell(notebook.widgets.find((cell) => cell.model.id === id), 'start');
}"""
TRUSTED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter((cell) => cell.model.type === 'code').every((cell) => cell.model.trusted)"""
# A request of its own beside the notebook's cells, so that no cell has to be typed.
ASK_KERNEL = """async (code) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    let text = '';
    const request = kernel.requestExecute({ code });
    request.onIOPub = ({ content }) => { text += content.text ?? content.evalue ?? ''; };
    await request.done;
    return text.trim();
}"""


def ask(page: Page, code: str) -> str:
    return page.evaluate(ASK_KERNEL, code)


def test_slider_and_trait_move_each_other(browser: Browser, lab: str):
    with opened(browser, lab + "neuron.ipynb") as page:
        page.evaluate(COMMAND, "notebook:run-all-cells")
        slider = page.locator(".nnx input[data-trait=b]")
        slider.wait_for()
        finding = page.locator(".nnx-finding")
        assert "This is AND." in finding.inner_text()

        slider.press("ArrowRight")
        page.wait_for_timeout(300)  # the kernel is told at most ten times a second
        assert float(ask(page, "print(neuron.b)")) == -1.5 + 1 / 32

        page.locator(".nnx-handle").first.press("ArrowRight")
        page.wait_for_timeout(300)
        assert float(ask(page, "print(neuron.b)")) != -1.5 + 1 / 32

        assert ask(page, "neuron.b = -0.5") == ""
        page.wait_for_function("() => document.querySelector('.nnx-finding').textContent.includes('This is OR.')")
        assert float(slider.input_value()) == -0.5
        numbers = json.loads(ask(page, "import json; print(json.dumps(neuron.readouts()))"))
        assert numbers["gate"] == "OR"

        page.locator(".nnx").evaluate("(explorer) => explorer.before(document.createElement('h1'))")
        page.evaluate(CLICK, "#ThresholdNeuron?w1=-1&w2=-1&b=1.5")
        page.wait_for_timeout(800)  # the numbers glide, then the kernel is told
        assert ask(page, "print(neuron.state())") == "{'w1': -1.0, 'w2': -1.0, 'b': 1.5}"
        page.get_by_role("button", name="Undo").click()
        page.wait_for_timeout(800)
        assert ask(page, "print(neuron.state())") == "{'w1': 1.0, 'w2': 1.0, 'b': -0.5}"
        assert page.url == lab + "neuron.ipynb", "the address is Jupyter's own"
        assert page.get_by_role("button", name="Copy link").count() == 0


def see_what_is_stored(page: Page) -> None:
    """Look at a chapter that no kernel has run since it was opened."""
    text = page.locator(".jp-MarkdownCell", has=page.get_by_role("heading", name="The idea in one figure"))
    assert "Figure 3.1 shows its four corners" in text.inner_text()
    assert page.locator(".jp-MarkdownCell .text-yellow-600").count() == 0, "something in the text is marked as wrong"
    figure = page.locator("img.nnx-drawing").first
    assert figure.is_visible()
    assert figure.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 500
    assert page.get_by_text("<Figure size").count() == 0
    page.evaluate(SHOW, "explorer")
    explorer = page.locator(".nnx-mount")
    explorer.wait_for()
    assert explorer.bounding_box()["height"] > 200
    assert page.get_by_text("model not found").count() == 0


def saved(page: Page, chapter: Path) -> bytes:
    page.evaluate(COMMAND, "docmanager:save")
    return chapter.read_bytes()


def test_a_chapter_is_read_run_saved_and_read_again(browser: Browser, folder: Path, own: Path, lab: str):
    chapter, stored = folder / CHAPTER.name, CHAPTER.read_bytes()
    with opened(browser, lab + CHAPTER.name) as page:
        assert not page.evaluate(TRUSTED), "to a student who has just fetched it, a chapter is a stranger's notebook"
        see_what_is_stored(page)
        assert saved(page, chapter) == stored, "saved as it was, the chapter differs"

        page.evaluate(COMMAND, "notebook:run-all-cells")
        page.evaluate(SHOW, "explorer")
        slider = page.locator(".nnx input[type=range]").first
        before = slider.input_value()
        slider.press("ArrowLeft")
        assert slider.input_value() != before
        assert saved(page, chapter) == stored, "run again and saved, the chapter differs"

    with running(folder, own) as restarted, opened(browser, restarted + CHAPTER.name) as page:
        assert page.evaluate(TRUSTED)
        see_what_is_stored(page)
