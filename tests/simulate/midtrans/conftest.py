"""A shop's ear: a real HTTP server that keeps what it is told and answers as it is bid."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from niaga.simulate.midtrans import MidtransServer

KEY = "kunci-uji"


class Ear:
    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.answers: list[int] = []  # statuses for the next requests; then 200
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ear.heard.append(json.loads(body))
                self.send_response(ear.answers.pop(0) if ear.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/notifikasi"

    def statuses(self) -> list[str]:
        return [document["transaction_status"] for document in self.heard]


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    threading.Thread(target=ear.server.serve_forever, args=(0.05,), daemon=True).start()
    yield ear
    ear.server.shutdown()
    ear.server.server_close()


@pytest.fixture
def midtrans(ear: Ear) -> Iterator[MidtransServer]:
    with MidtransServer(KEY, ear.url, clock_scale=0.00001) as server:
        yield server
