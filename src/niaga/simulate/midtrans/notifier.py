"""Sends notifications as the gateway does: again and again until the shop has understood."""

import heapq
import itertools
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# how often it is tried again, by the HTTP status that the shop answered
RETRIES = {500: 1, 503: 4, 400: 2, 404: 2, 301: 0, 302: 0, 303: 0}
RETRIES_OTHERWISE = 5
INTERVALS = (120, 600, 1800, 5400, 12600)  # seconds
TIMEOUT = 15


@dataclass(frozen=True)
class Delivery:
    """One try to deliver; `answer` is the HTTP status, 0 when there was none."""

    order_id: str
    transaction_status: str
    attempt: int
    answer: int


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows 307 and 308 with the same body, and no other redirection."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if code in (307, 308):
            return urllib.request.Request(newurl, req.data, dict(req.header_items()))  # noqa: S310
        return None


class Notifier:
    """A thread with a queue ordered by time. `clock_scale` shortens the retry intervals."""

    def __init__(
        self, clock_scale: float, jitter: Callable[[], float], on_idle: Callable[[], None]
    ) -> None:
        self.clock_scale = clock_scale
        self.deliveries: list[Delivery] = []
        self._jitter = jitter
        self._on_idle = on_idle
        self._queue: list[tuple[float, int, str, dict[str, Any], int]] = []
        self._order = itertools.count()
        self._busy = 0
        self._changed = threading.Condition()
        self._stopping = False
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
        self._thread = threading.Thread(target=self._run, daemon=True, name="midtrans-notifier")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(TIMEOUT + 1)

    def send(self, url: str, document: dict[str, Any], *, after: float, attempt: int = 1) -> None:
        if not url:
            return
        with self._changed:
            entry = (time.monotonic() + after, next(self._order), url, document, attempt)
            heapq.heappush(self._queue, entry)
            self._changed.notify_all()

    def wait_until_sent(self, timeout: float, horizon: float = 30.0) -> bool:
        """Waits until nothing is under way or due within `horizon` seconds; False on time-out."""
        limit = time.monotonic() + timeout
        with self._changed:
            while self._busy or (self._queue and self._queue[0][0] < time.monotonic() + horizon):
                if not self._changed.wait(max(0.0, limit - time.monotonic())):
                    return False
        return True

    def _run(self) -> None:
        while True:
            self._on_idle()
            with self._changed:
                if self._stopping:
                    return
                wait = self._queue[0][0] - time.monotonic() if self._queue else 0.5
                if not self._queue or wait > 0:
                    self._changed.wait(min(wait, 0.5))
                    continue
                _due, _order, url, document, attempt = heapq.heappop(self._queue)
                self._busy += 1
            try:
                answer = self._post(url, document)
                self._record(url, document, attempt, answer)
            finally:
                with self._changed:
                    self._busy -= 1
                    self._changed.notify_all()

    def _post(self, url: str, document: dict[str, Any]) -> int:
        request = urllib.request.Request(  # noqa: S310
            url,
            json.dumps(document).encode(),
            {"Content-Type": "application/json", "User-Agent": "Veritrans"},
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, ValueError):
            return 0

    def _record(self, url: str, document: dict[str, Any], attempt: int, answer: int) -> None:
        self.deliveries.append(
            Delivery(document["order_id"], document["transaction_status"], attempt, answer)
        )
        if 200 <= answer < 300 or attempt > RETRIES.get(answer, RETRIES_OTHERWISE):
            return
        interval = INTERVALS[attempt - 1] * self.clock_scale * self._jitter()
        self.send(url, document, after=interval, attempt=attempt + 1)
