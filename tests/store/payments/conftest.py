"""The stand-in gateway on a real socket, and a shop that is really told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from niaga.kernel.journal import deliver_pending
from niaga.simulate.midtrans import MidtransServer
from niaga.simulate.midtrans.notifier import Notifier
from niaga.store.payments import refusals
from niaga.store.payments.inbox import process_inbox

KEY = "kunci-uji"


@pytest.fixture(autouse=True)
def _hours_of_its_own() -> None:
    """What a process remembers of refused notifications is no test's but its own."""
    refusals._hours.clear()


@dataclass
class Post:
    """What the gateway means to send: the tests bring it, as often and in the order they like."""

    documents: list[dict[str, Any]] = field(default_factory=list)

    def bring(self, document: dict[str, Any]) -> int:
        answer = Client().post("/webhooks/midtrans/", document, "application/json")
        return int(answer.status_code)

    def take(self) -> list[dict[str, Any]]:
        taken, self.documents[:] = list(self.documents), []
        return taken

    def bring_all(self) -> None:
        for document in self.take():
            assert self.bring(document) == 200

    def understand(self) -> None:
        """What a worker does: ask about what came in, then tell everybody."""
        process_inbox()
        deliver_pending()


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()

    def send(_self: Notifier, _url: str, document: dict[str, Any], **_when: Any) -> None:
        post.documents.append(document)

    monkeypatch.setattr(Notifier, "send", send)
    return post


@pytest.fixture
def midtrans(settings: Any, post: Post) -> Iterator[MidtransServer]:
    with MidtransServer(KEY, "http://shop.invalid/") as server:
        settings.NIAGA_MIDTRANS_SERVER_KEY = KEY
        settings.NIAGA_MIDTRANS_SNAP_URL = settings.NIAGA_MIDTRANS_API_URL = server.url
        yield server
