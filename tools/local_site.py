"""The built site on a local server, and the browser that looks at it: shared by the tests and the benchmark."""

import functools
import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nnlib.explorers._modules import ARRIVED, COMMON_SCRIPT, STYLE_SHEETS, script_of

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--font-render-hinting=none",  # without windows, Chromium would lay letters out on whole pixels
]

PACKED = {".woff", ".woff2", ".png", ".jpg"}  # compressed already
STAGE = """<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stage</title>
<link rel="icon" href="data:,">
{}
<script src="_static/explorers/mount.js"></script>
{}
<main><h1>Stage</h1>{}</main>
</html>"""


def stage_of(explorer: type, **state: Any) -> str:
    """Return a page with one explorer and nothing else, mounted as on every page of the book."""
    sheets = "\n".join(f'<link rel="stylesheet" href="_static/explorers/{name}">' for name in STYLE_SHEETS)
    scripts = "\n".join(
        f'<script async src="_static/explorers/scripts/{name}"></script>'
        for name in (COMMON_SCRIPT, script_of([explorer._module]))
    )
    return STAGE.format(sheets, scripts, explorer(**state)._repr_mimebundle_()[0]["text/html"] + ARRIVED)


class _QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many files, as on any web server

    def __init__(self, *args: Any, pages: Mapping[str, str], compressed: bool, **kwargs: Any) -> None:
        self.pages = pages
        self.compressed = compressed
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        page = self.pages.get(self.path.partition("?")[0].removeprefix("/"))
        file = Path(self.translate_path(self.path))
        if page is not None:
            self.send(page.encode(), {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"})
        elif self.compressed and file.is_file() and file.suffix not in PACKED:
            packed = gzip.compress(file.read_bytes(), 6)
            self.send(packed, {"Content-Type": self.guess_type(file), "Content-Encoding": "gzip"})
        else:
            super().do_GET()

    def send(self, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(200)
        for header in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(*header)
        self.end_headers()
        with suppress(ConnectionError):  # the reader went on to another page
            self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(
    folder: Path = SITE, pages: Mapping[str, str] = MappingProxyType({}), *, compressed: bool = False
) -> Iterator[str]:
    """Serve a folder, and `pages` beside it by their paths; the value is its address, with a slash at its end.

    `compressed` sends files as web servers do: what is not compressed already, by gzip.
    """
    if not (folder / "index.html").exists():
        raise FileNotFoundError(f"there is no built site in {folder}: run `make book` first")
    handler = functools.partial(_QuietHandler, directory=folder, pages=pages, compressed=compressed)
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/"
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
