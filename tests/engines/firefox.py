"""Firefox, which speaks WebDriver BiDi by itself: JSON through a web socket, and no driver between.

The commands are those of https://w3c.github.io/webdriver-bidi.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket
from programs import PATIENCE, free_port, patiently, running
from tab import Tab


@contextmanager
def firefox(program: str, folder: Path) -> Iterator[Tab]:
    """Run a Firefox without a window; the folder keeps its profile."""
    port = free_port()
    options = ("--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", str(port))
    address = f"ws://127.0.0.1:{port}/session"
    with running(program, *options):
        # Firefox refuses who says, as pages do, where he comes from.
        with closing(patiently(lambda: websocket.create_connection(address, PATIENCE, suppress_origin=True))) as line:
            tab = _Firefox(line)
            yield tab
            tab.end()


class _Firefox(Tab):
    def __init__(self, line: websocket.WebSocket) -> None:
        self._line = line
        self._n_sent = 0
        self._ask("session.new", capabilities={})
        self._tab = {"context": self._ask("browsingContext.getTree")["contexts"][0]["context"]}

    def go(self, address: str) -> None:
        self._ask("browsingContext.navigate", **self._tab, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", **self._tab, viewport={"width": width, "height": height})

    def end(self) -> None:
        self._ask("browser.close")

    def _answer(self, function: str) -> str:
        said = self._ask("script.callFunction", functionDeclaration=function, awaitPromise=True, target=self._tab)
        if said["type"] == "exception":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return said["result"]["value"]

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", **self._tab, actions=[source])

    def _picture(self) -> str:
        return self._ask("browsingContext.captureScreenshot", **self._tab)["data"]

    def _ask(self, command: str, **parameters: Any) -> dict[str, Any]:
        self._n_sent += 1
        self._line.send(json.dumps({"id": self._n_sent, "method": command, "params": parameters}))
        while (heard := json.loads(self._line.recv())).get("id") != self._n_sent:
            pass  # an event that nobody asked for
        if heard["type"] == "error":
            raise RuntimeError(f"{command}: {heard['error']}: {heard['message']}")
        return heard["result"]
