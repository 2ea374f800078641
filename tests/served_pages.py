"""A few made-up pages on a port of their own."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def served(pages: Mapping[str, str], other: Callable[[str], str] = lambda path: "") -> Iterator[str]:
    """The address at which *pages* (path to HTML) are served; *other* answers any other path, "" is a 404."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path) or other(self.path)
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((text or "<html>404</html>").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: test output stays clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
