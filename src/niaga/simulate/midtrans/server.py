"""The stand-in on a socket, and the handle by which tests and the demo steer it."""

import base64
import binascii
import hmac
import json
import threading
import time
import urllib.parse
from contextlib import AbstractContextManager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from django.http import HttpRequest, parse_cookie
from django.utils import translation

from niaga.simulate.midtrans import pages
from niaga.simulate.midtrans.faults import Faults
from niaga.simulate.midtrans.gateway import Gateway
from niaga.simulate.midtrans.notifier import Delivery
from niaga.simulate.midtrans.transactions import Transaction

LARGEST_BODY = 1_000_000
VERBS = {"cancel", "expire", "deny", "approve"}
DENIED = "Access denied due to unauthorized transaction, please check client or server key"


class MidtransServer:
    """Runs in threads of this process until closed. `port` 0 takes a free one.

    `clock_scale` shortens the gateway's retry intervals (1.0 is real: 2 minutes to 3.5 hours).
    """

    def __init__(
        self,
        server_key: str,
        notify_url: str = "",
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock_scale: float = 0.001,
        faults: Faults | None = None,
        store: Path | None = None,
    ) -> None:
        self.faults = faults or Faults()
        self.gateway = Gateway(
            server_key, notify_url, clock_scale=clock_scale, faults=self.faults, store=store
        )
        self._http = ThreadingHTTPServer((host, port), _handler(self.gateway))
        self._http.daemon_threads = True
        self.url = f"http://{host}:{self._http.server_address[1]}"
        self.gateway.base_url = self.url
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )

    def __enter__(self) -> "MidtransServer":
        self._thread.start()
        self.gateway.notifier.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self.gateway.notifier.stop()
        self.gateway.close()

    @property
    def notify_url(self) -> str:
        return self.gateway.notify_url

    @notify_url.setter
    def notify_url(self, url: str) -> None:
        self.gateway.notify_url = url

    @property
    def deliveries(self) -> list[Delivery]:
        """Every try to deliver a notification, in order."""
        return list(self.gateway.notifier.deliveries)

    def transaction(self, order_id: str) -> Transaction:
        """Raises KeyError when the shop never created it."""
        found = self.gateway.find(order_id)
        if not found:
            raise KeyError(order_id)
        return found

    # -- the buyer -------------------------------------------------------------------------------
    def pick(self, order_id: str, method: str = "bca_va") -> None:
        """The buyer chooses how to pay; the shop is told `pending`."""
        self.gateway.pick(self.transaction(order_id), method)

    def pay(self, order_id: str, method: str = "bca_va") -> None:
        """The buyer pays: `settlement`, for a card `capture`. Picks the method if none was."""
        transaction = self.transaction(order_id)
        if not transaction.status:
            self.gateway.pick(transaction, method)
        card = transaction.method == "credit_card"
        self.gateway.move(transaction, "capture" if card else "settlement")

    # -- the bank --------------------------------------------------------------------------------
    def settle(self, order_id: str) -> None:
        """The money arrives: also after expiry, as a late settlement."""
        self.gateway.move(self.transaction(order_id), "settlement")

    def expire(self, order_id: str) -> None:
        self.gateway.move(self.transaction(order_id), "expire")

    def deny(self, order_id: str) -> None:
        self.gateway.move(self.transaction(order_id), "deny")

    def reverse(self, order_id: str) -> None:
        """A settlement is taken back, as happens with Permata VA, Mandiri Bill and Indomaret."""
        transaction = self.transaction(order_id)
        if transaction.status != "settlement":
            raise ValueError(f"{order_id} is {transaction.status or 'not picked'}, not settled")
        self.gateway.move(transaction, "deny")

    def challenge(self, order_id: str) -> None:
        """A card payment that the fraud check holds back."""
        transaction = self.transaction(order_id)
        self.gateway.pick(transaction, "credit_card")
        transaction.fraud_status = "challenge"
        self.gateway.move(transaction, "capture")

    # -- lies ------------------------------------------------------------------------------------
    def notify(self, order_id: str, **changes: str) -> None:
        """Says once more how it stands, with changed fields; see `Gateway.notify`."""
        self.gateway.notify(self.transaction(order_id), **changes)

    def tamper(self, order_id: str, gross_amount: int) -> None:
        """A well-signed settlement of another amount."""
        transaction = self.transaction(order_id)
        if not transaction.status:
            self.gateway.pick(transaction, "bca_va")
        self.gateway.move(transaction, "settlement", tell=False)
        self.gateway.notify(transaction, gross_amount=f"{gross_amount}.00")

    def forge(self, order_id: str, status: str = "settlement") -> None:
        """A notification from someone without the key. The transaction itself stays as it is."""
        transaction = self.transaction(order_id)
        if not transaction.status:
            self.gateway.pick(transaction, "bca_va")
        self.gateway.notify(
            transaction, transaction_status=status, status_code="200", signature_key="0" * 128
        )

    def age(self, order_id: str, minutes: float) -> None:
        """Moves the transaction's expiry nearer, as if time had passed."""
        transaction = self.transaction(order_id)
        if transaction.expires_at:
            transaction.expires_at -= timedelta(minutes=minutes)

    def wait_until_sent(self, timeout: float = 20, horizon: float = 30) -> None:
        """Waits until all notifications due within `horizon` seconds are delivered."""
        if not self.gateway.notifier.wait_until_sent(timeout, horizon):
            raise TimeoutError(f"notifications still under way after {timeout} s")


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    expected = gateway.server_key.encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "MidtransStandIn"
        timeout = 30

        def log_message(self, format: str, *args: Any) -> None:
            pass

        # -- answers -----------------------------------------------------------------------------
        def _send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _json(self, status: int, document: dict[str, Any]) -> None:
            self._send(status, json.dumps(document).encode(), "application/json")

        def _html(self, status: int, page: str) -> None:
            self._send(status, page.encode(), "text/html; charset=utf-8")

        def _buyers_language(self) -> AbstractContextManager[None]:
            """That of the shop, whose cookie comes here too: browsers part hosts, not ports."""
            request = HttpRequest()
            request.META["HTTP_ACCEPT_LANGUAGE"] = self.headers.get("Accept-Language", "")
            request.COOKIES = parse_cookie(self.headers.get("Cookie", ""))
            return translation.override(translation.get_language_from_request(request))

        def _body(self) -> bytes | None:
            """None when it is too large or its length is not told."""
            try:
                length = int(self.headers.get("Content-Length", "0"))
            except ValueError:
                return None
            return self.rfile.read(length) if 0 <= length <= LARGEST_BODY else None

        def _authorised(self) -> bool:
            scheme, _space, value = self.headers.get("Authorization", "").partition(" ")
            try:
                user = base64.b64decode(value, validate=True).partition(b":")[0]
            except (binascii.Error, ValueError):
                return False
            return scheme.lower() == "basic" and hmac.compare_digest(user, expected)

        # -- routes ------------------------------------------------------------------------------
        def do_GET(self) -> None:
            path = urllib.parse.urlsplit(self.path).path.strip("/").split("/")
            if path[:3] == ["snap", "v4", "redirection"] and len(path) == 4:
                transaction = gateway.by_token(path[3])
                with self._buyers_language():
                    page = pages.payment_page(transaction) if transaction else pages.unknown_page()
                self._html(200 if transaction else 404, page)
            elif path[0] == "v2" and len(path) == 3 and path[2] == "status":
                self._api(lambda: gateway.status(urllib.parse.unquote(path[1])))
            elif path == [""]:
                with self._buyers_language():
                    self._html(200, pages.overview(gateway.all()))
            else:
                self._json(404, {"error_messages": ["not found"]})

        def do_POST(self) -> None:
            body = self._body()
            if body is None:
                self.close_connection = True
                self._json(413, {"error_messages": ["the body is too large or has no length"]})
                return
            path = urllib.parse.urlsplit(self.path).path.strip("/").split("/")
            key = self.headers.get("Idempotency-Key", "")
            if path == ["snap", "v1", "transactions"]:
                self._api(lambda: gateway.once(key, lambda: self._create(body)))
            elif path[0] == "v2" and len(path) == 3 and path[2] in VERBS:
                identifier = urllib.parse.unquote(path[1])
                self._api(lambda: gateway.once(key, lambda: gateway.command(identifier, path[2])))
            elif path[:3] == ["snap", "v4", "redirection"] and len(path) == 4:
                self._buyer(path[3], body)
            else:
                self._json(404, {"error_messages": ["not found"]})

        def _api(self, deed: Any) -> None:
            if gateway.faults.take("server_errors"):
                self._json(500, {"error_messages": ["Sorry, an unexpected error occurred"]})
            elif not self._authorised():
                self._json(401, {"error_messages": [DENIED]})
            else:
                status, document = deed()
                if status == 201 and gateway.faults.take("drop_create_replies"):
                    self.close_connection = True  # the transaction exists; no one hears of it
                    return
                if status == 201 and gateway.faults.take("slow_create_replies"):
                    time.sleep(gateway.faults.slow_create_seconds)
                try:
                    self._json(status, document)
                except OSError:  # the shop has stopped waiting
                    self.close_connection = True

        def _create(self, body: bytes) -> tuple[int, dict[str, Any]]:
            try:
                document = json.loads(body)
            except ValueError:
                return 400, {"error_messages": ["Malformed JSON"]}
            return gateway.create(document, self.headers.get("X-Override-Notification", ""))

        def _buyer(self, token: str, body: bytes) -> None:
            transaction = gateway.by_token(token)
            if not transaction:
                with self._buyers_language():
                    self._html(404, pages.unknown_page())
                return
            form = dict(urllib.parse.parse_qsl(body.decode("utf-8", "replace")))
            target = pages.act(gateway, transaction, form)
            self._send(303, b"", "text/plain", Location=target)

    return Handler
