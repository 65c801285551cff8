"""A web server on this machine that answers as it is told, also wrongly; for the tests of fetching."""

from __future__ import annotations

import http.server
import pathlib
import socket
import ssl
import threading
from collections.abc import Callable

Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler], None]

CERTIFICATE = pathlib.Path(__file__).with_name("self_signed.pem")  # for 127.0.0.1, with its key; made for these tests


def page(title: str, body: str, head: str = "") -> str:
    return (f'<html><head><title>{title}</title><meta property="og:site_name" content="Meridian Wire">{head}</head><body>'
            f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{body}</article></body></html>')


def send(handler: Handler, body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8",
         **headers: str) -> None:
    data = body if isinstance(body, bytes) else body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


class WebServer:
    """`server.answers["/path"] = answer`; a text is sent as a page. `server.asked` lists the paths in order."""

    def __init__(self, tls: bool = False) -> None:
        self.answers: dict[str, Answer | str] = {}
        self.asked: list[str] = []
        self.headers: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Served(Handler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802
                outer.asked.append(self.path)
                outer.headers.append((self.path, dict(self.headers)))
                answer = outer.answers.get(self.path)
                try:
                    if answer is None:
                        send(self, "nothing here", 404)
                    elif isinstance(answer, str):
                        send(self, answer)
                    else:
                        answer(self)
                except (BrokenPipeError, ConnectionError, socket.timeout):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_: object) -> None:
                pass

        self.server = Quiet(("127.0.0.1", 0), Served)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.base = f"http{'s' if tls else ''}://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str) -> str:
        return self.base + path

    def times_asked(self, path: str) -> int:
        return self.asked.count(path)

    def last_headers(self, path: str) -> dict[str, str]:
        return [headers for asked, headers in self.headers if asked == path][-1]
