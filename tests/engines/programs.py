"""Programs that a test starts, ends and speaks to through a port."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Answer = TypeVar("Answer")
PATIENCE = 60  # seconds, on a busy machine


@contextmanager
def running(*command: str, **options: Any) -> Iterator[subprocess.Popen]:
    """Run a program without a word until the end of the block."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, **options) as process:
        try:
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def patiently(call: Callable[[], Answer]) -> Answer:
    """Return what a program answers once it listens."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return call()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
