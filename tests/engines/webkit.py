"""WebKit, the engine of Safari, in its small browser for GTK; WebKitWebDriver starts and drives it, by JSON over HTTP.

The commands are those of https://w3c.github.io/webdriver.
"""

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError

from programs import PATIENCE, free_port, patiently, running
from tab import Tab

ANSWER = "const [done] = arguments; (FUNCTION)().then((said) => done([said]), (error) => done(String(error)))"
SCREEN = "1400x1800x24"


@contextmanager
def webkit(driver: str, screen: str) -> Iterator[Tab]:
    """Run WebKit in a window on a screen that nobody sees, which the program `screen`, Xvfb, makes."""
    port = free_port()
    read, write = os.pipe()
    with running(screen, "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp", pass_fds=[write]):
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()  # once it is there
        with running(driver, f"--port={port}", env=os.environ | {"DISPLAY": f":{display}"}):
            tab = _WebKit(f"http://127.0.0.1:{port}")
            yield tab
            tab.end()


class _WebKit(Tab):
    def __init__(self, driver: str) -> None:
        self._address = driver
        patiently(lambda: self._ask("GET", "/status"))
        self._address += f"/session/{self._ask('POST', '/session', capabilities={})['sessionId']}"

    def go(self, address: str) -> None:
        self._ask("POST", "/url", url=address)

    def resize(self, width: int, height: int) -> None:
        """Give the window a size that leaves this room for the page, below the bar of the window."""
        self._ask("POST", "/window/rect", x=0, y=0, width=width, height=height)
        bars = height - self.run("() => innerHeight")
        self._ask("POST", "/window/rect", x=0, y=0, width=width, height=height + bars)

    def end(self) -> None:
        self._ask("DELETE", "")

    def _answer(self, function: str) -> str:
        said = self._ask("POST", "/execute/async", script=ANSWER.replace("FUNCTION", function), args=[])
        if isinstance(said, str):
            raise RuntimeError(said)
        return said[0]

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", actions=[source])

    def _picture(self) -> str:
        return self._ask("GET", "/screenshot")

    def _ask(self, method: str, command: str, **parameters: Any) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + command, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as heard:
                return json.load(heard)["value"]
        except HTTPError as error:
            said = json.load(error)["value"]
            raise RuntimeError(f"{method} {command}: {said['error']}: {said['message']}") from error
