"""In JupyterLab a moved slider changes the trait, and a changed trait moves the drawing."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from local_site import ROOT
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page
from visits import CLICK

pytestmark = pytest.mark.xdist_group("jupyter")  # one server for all

CELLS = ["from nnlib.explorers import ThresholdNeuron", "neuron = ThresholdNeuron(w1=1, w2=1, b=-1.5)\nneuron"]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """Address of a running JupyterLab with one notebook, `neuron.ipynb`."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    (tmp_path / "work").mkdir()
    nbformat.write(notebook, tmp_path / "work" / "neuron.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    server = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
            "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            f"--ServerApp.root_dir={tmp_path / 'work'}", f"--LabApp.workspaces_dir={tmp_path / 'workspaces'}",
        ],
        env=os.environ | own | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}/lab/tree/neuron.ipynb"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str, server: subprocess.Popen) -> None:
    for _ in range(150):
        if server.poll() is not None:
            pytest.fail("JupyterLab did not start")
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("JupyterLab did not answer within 30 seconds")


RUN_ALL = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    await app.shell.currentWidget.context.ready;
    await app.shell.currentWidget.sessionContext.ready;
    await app.commands.execute('notebook:run-all-cells');
}"""
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
    with browser.new_context(viewport={"width": 1280, "height": 1400}) as context:
        page = context.new_page()
        page.goto(lab)
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context")
        page.evaluate(RUN_ALL)
        slider = page.locator(".nnx input[data-trait=b]")
        slider.wait_for(timeout=30_000)
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
        assert page.url == lab, "the address is Jupyter's own"
        assert page.get_by_role("button", name="Copy link").count() == 0
