"""The gateway itself, without HTTP: what it keeps, what changes it, what it tells the shop."""

import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from niaga.simulate.midtrans import validation
from niaga.simulate.midtrans.faults import Faults
from niaga.simulate.midtrans.notifier import Notifier
from niaga.simulate.midtrans.transactions import OPEN, Transaction, signature

IDEMPOTENCY_SECONDS = 300
Answer = tuple[int, dict[str, Any]]


class Gateway:
    """Thread-safe. Kept in memory, and in a SQLite file too where one is given."""

    def __init__(
        self,
        server_key: str,
        notify_url: str,
        *,
        clock_scale: float,
        faults: Faults,
        store: Path | None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.server_key, self.notify_url, self.faults = server_key, notify_url, faults
        self.notifier = Notifier(clock_scale, faults.jitter, self.expire_overdue)
        self.lock = threading.RLock()
        self.base_url = ""
        self._clock = clock
        self._transactions: dict[str, Transaction] = {}
        self._by_token: dict[str, str] = {}
        self._replies: dict[str, tuple[float, Answer | None]] = {}
        self._file: sqlite3.Connection | None = None
        if store:
            self._open(store)

    # -- keeping ---------------------------------------------------------------------------------
    def _open(self, path: Path) -> None:
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.execute(
            "CREATE TABLE IF NOT EXISTS kept (order_id TEXT PRIMARY KEY, record TEXT NOT NULL)"
        )
        for (record,) in self._file.execute("SELECT record FROM kept ORDER BY rowid"):
            transaction = Transaction.from_record(json.loads(record))
            self._transactions[transaction.order_id] = transaction
            self._by_token[transaction.token] = transaction.order_id

    def _keep(self, transaction: Transaction) -> None:
        self._transactions[transaction.order_id] = transaction
        self._by_token[transaction.token] = transaction.order_id
        if self._file:
            self._file.execute(
                "INSERT INTO kept VALUES (?, ?) "
                "ON CONFLICT (order_id) DO UPDATE SET record = excluded.record",
                (transaction.order_id, json.dumps(transaction.as_record())),
            )

    def close(self) -> None:
        if self._file:
            self._file.close()

    # -- reading ---------------------------------------------------------------------------------
    def find(self, identifier: str) -> Transaction | None:
        """By order_id or transaction_id."""
        with self.lock:
            found = self._transactions.get(identifier)
            return found or next(
                (t for t in self._transactions.values() if t.transaction_id == identifier), None
            )

    def by_token(self, token: str) -> Transaction | None:
        with self.lock:
            return self._transactions.get(self._by_token.get(token, ""))

    def all(self) -> list[Transaction]:
        with self.lock:
            return list(self._transactions.values())

    # -- the merchant's API ----------------------------------------------------------------------
    def once(self, key: str, deed: Callable[[], Answer]) -> Answer:
        """`Idempotency-Key`: a success is repeated for five minutes, whatever the body; 202 while
        the first request runs; failures are not kept."""
        if not key:
            return deed()
        with self.lock:
            known = self._replies.get(key)
            if known and time.monotonic() - known[0] < IDEMPOTENCY_SECONDS:
                if known[1] is None:
                    return 202, {"status_code": "202", "status_message": "Request is in progress"}
                return known[1]
            self._replies[key] = (time.monotonic(), None)
        answer: Answer = (500, {})
        try:
            answer = deed()
        finally:
            with self.lock:
                if answer[0] < 300:
                    self._replies[key] = (time.monotonic(), answer)
                else:
                    del self._replies[key]
        return answer

    def create(self, body: Any, notify_url: str = "") -> Answer:
        if errors := validation.errors_of(body):
            return 400, {"error_messages": errors}
        details = body["transaction_details"]
        with self.lock:
            known = self._transactions.get(details["order_id"])
            if known and known.status:
                message = (
                    "transaction_details.order_id has been paid and utilized, "
                    "please use another order_id"
                )
                return 406, {"error_messages": [message]}
            transaction = Transaction(
                order_id=details["order_id"],
                gross_amount=details["gross_amount"],
                token=str(uuid.uuid4()),
                created_at=self._clock(),
                expiry_minutes=validation.expiry_minutes(body),
                enabled_payments=[str(name) for name in body.get("enabled_payments") or []],
                items=list(body.get("item_details") or []),
                finish_url=str((body.get("callbacks") or {}).get("finish") or ""),
                notify_url=notify_url,
            )
            if known:  # an unused token for the same order gives way to the new one
                self._by_token.pop(known.token, None)
            self._keep(transaction)
        return 201, {
            "token": transaction.token,
            "redirect_url": f"{self.base_url}/snap/v4/redirection/{transaction.token}",
        }

    def status(self, identifier: str) -> Answer:
        transaction = self.find(identifier)
        if not transaction or not transaction.status:
            return self.unknown()
        return 200, transaction.document(self.server_key)

    def command(self, identifier: str, verb: str) -> Answer:
        """`cancel`, `expire`, `deny` and `approve` as the merchant may ask for them."""
        with self.lock:
            transaction = self.find(identifier)
            if not transaction or not transaction.status:
                return self.unknown()
            allowed = {
                "cancel": transaction.status in {*OPEN, "capture"},
                "expire": transaction.status == "pending",
                "deny": transaction.fraud_status == "challenge",
                "approve": transaction.fraud_status == "challenge",
            }
            if not allowed[verb]:
                return 412, {
                    "status_code": "412",
                    "status_message": "Merchant cannot modify the status of the transaction",
                }
            if verb == "approve":
                transaction.fraud_status = "accept"
                self.move(transaction, transaction.status)
            else:
                self.move(transaction, verb)
            return 200, transaction.document(self.server_key)

    @staticmethod
    def unknown() -> Answer:
        return 404, {
            "status_code": "404",
            "status_message": "Transaction doesn't exist.",
            "id": str(uuid.uuid4()),
        }

    # -- what happens to a transaction -----------------------------------------------------------
    def pick(self, transaction: Transaction, method: str) -> None:
        with self.lock:
            transaction.pick(method, self._clock())
            self._keep(transaction)
            self.notify(transaction)

    def move(self, transaction: Transaction, status: str, *, tell: bool = True) -> None:
        with self.lock:
            transaction.status = status
            if status in {"settlement", "capture"} and not transaction.settled_at:
                transaction.settled_at = self._clock()
            if status == "deny":
                transaction.fraud_status = "deny" if transaction.method == "credit_card" else ""
            self._keep(transaction)
            if tell:
                self.notify(transaction)

    def expire_overdue(self) -> None:
        with self.lock:
            now = self._clock()
            for transaction in self._transactions.values():
                if (
                    transaction.status == "pending"
                    and transaction.expires_at
                    and transaction.expires_at <= now
                ):
                    self.move(transaction, "expire")

    # -- telling the shop ------------------------------------------------------------------------
    def notify(self, transaction: Transaction, **changes: str) -> None:
        """Tells the shop how the transaction stands now, with the faults that are set.

        `changes` alter fields: `gross_amount` is signed again (a tampered amount from someone who
        knows the key), `signature_key` is sent as given (a forgery).
        """
        if self.faults.take("lose_notifications"):
            return
        document = transaction.document(self.server_key) | changes
        if "signature_key" not in changes:
            document["signature_key"] = signature(
                document["order_id"],
                document["status_code"],
                document["gross_amount"],
                self.server_key,
            )
        url = transaction.notify_url or self.notify_url
        for _copy in range(self.faults.copies()):
            self.notifier.send(url, document, after=self.faults.wait())
