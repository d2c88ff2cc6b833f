"""Midtrans Snap: the buyer pays on Midtrans' page, Midtrans tells us by signed notifications.

Notifications may come twice, late or out of order, so one only makes us ask for the status; what
the status call answers is what counts. Source: Midtrans' public documentation of Snap,
HTTP(S) notifications and the status API.
"""

import hashlib
import hmac
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from niaga.store.payments.errors import GatewayRefused, GatewayUnavailable, NotificationRefused
from niaga.store.payments.models import AttemptState, PaymentAttempt
from niaga.store.payments.ports import PaymentReport, Started

TIMEOUT = 10  # seconds
WIB = timezone(timedelta(hours=7))

# A `deny` after these have settled is a reversal: the bank took the money back within minutes.
REVERSIBLE_METHODS = {"bank_transfer:permata", "echannel", "cstore:indomaret", "cstore"}
REVERSAL_WINDOW = timedelta(minutes=10)

# (state, rank). A report of a lower rank than the last one applied is late and changes nothing.
_STATES = {
    "pending": (AttemptState.PENDING, 10),
    "authorize": (AttemptState.AUTHORIZED, 20),
    "deny": (AttemptState.FAILED, 30),
    "failure": (AttemptState.FAILED, 30),
    "cancel": (AttemptState.CANCELLED, 32),
    "expire": (AttemptState.EXPIRED, 34),
    "capture": (AttemptState.CAPTURED, 40),
    "settlement": (AttemptState.CAPTURED, 50),
    "refund": (AttemptState.CAPTURED, 50),
    "partial_refund": (AttemptState.CAPTURED, 50),
    "chargeback": (AttemptState.REVERSED, 70),
}
_REVERSED = (AttemptState.REVERSED, 60)


class Midtrans:
    code = "midtrans"
    pay_within = timedelta(hours=24)
    is_remote = True

    @property
    def is_offered(self) -> bool:
        return bool(settings.NIAGA_MIDTRANS_SERVER_KEY)

    def start(self, attempt: PaymentAttempt) -> Started:
        order = attempt.order
        answer = self._call(
            "POST",
            f"{settings.NIAGA_MIDTRANS_SNAP_URL}/snap/v1/transactions",
            {
                "transaction_details": {
                    "order_id": attempt.provider_reference,
                    "gross_amount": attempt.amount,
                },
                "customer_details": {
                    "first_name": order.recipient,
                    "email": order.email or None,
                    "phone": order.phone,
                },
                "expiry": {
                    "unit": "minutes",
                    "duration": int(self.pay_within.total_seconds() / 60),
                },
                "callbacks": {"finish": f"{settings.NIAGA_URL}/pesanan/{order.token}/"},
            },
            idempotency_key=attempt.provider_reference,
        )
        if not isinstance(answer.get("redirect_url"), str):
            raise GatewayUnavailable()  # 202: the same request, sent before, is still running
        return Started(pay_url=answer["redirect_url"])

    def report(self, attempt: PaymentAttempt) -> PaymentReport | None:
        try:
            answer = self._call(
                "GET",
                _api(attempt, "status"),
            )
        except GatewayRefused as error:
            if error.values.get("status") == 404:  # the buyer has not chosen how to pay yet
                return None
            raise
        if str(answer.get("status_code")) == "404":
            return None
        return read_report(answer)

    def close(self, attempt: PaymentAttempt) -> None:
        try:
            self._call(
                "POST",
                _api(attempt, "cancel"),
                {},
                idempotency_key=f"{attempt.provider_reference}-cancel",
            )
        except GatewayRefused:
            return  # unknown to Midtrans, or over already: no money will come

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
        try:
            data = json.loads(body)
            order_id, status_code, amount, signature = (
                data[name] for name in ("order_id", "status_code", "gross_amount", "signature_key")
            )
        except (ValueError, KeyError, TypeError):
            raise NotificationRefused(detail="not a Midtrans notification") from None
        if not all(isinstance(v, str) for v in (order_id, status_code, amount, signature)):
            raise NotificationRefused(detail="not a Midtrans notification")
        if not settings.NIAGA_MIDTRANS_SERVER_KEY or not hmac.compare_digest(
            signature_of(order_id, status_code, amount).encode(), signature.encode()
        ):
            raise NotificationRefused(detail="wrong signature")
        # The signature does not cover the status: that is why the status is asked for.
        return order_id, hashlib.sha256(body).hexdigest()

    def _call(
        self,
        verb: str,
        url: str,
        body: Mapping[str, Any] | None = None,
        idempotency_key: str = "",
    ) -> dict[str, Any]:
        credentials = b64encode(f"{settings.NIAGA_MIDTRANS_SERVER_KEY}:".encode()).decode()
        headers = {
            "Authorization": f"Basic {credentials}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key[:46]
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, headers=headers, method=verb)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                answer = json.loads(response.read())
        except urllib.error.HTTPError as error:
            detail = error.read()[:300].decode("utf-8", "replace")
            if error.code >= 500 or error.code in {408, 425, 429}:
                raise GatewayUnavailable() from error
            raise GatewayRefused(detail=f"{error.code} {detail}", status=error.code) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            # no connection, time-out, torn answer
            raise GatewayUnavailable() from error
        if not isinstance(answer, dict):
            raise GatewayUnavailable()
        return answer


def _api(attempt: PaymentAttempt, verb: str) -> str:
    reference = urllib.parse.quote(attempt.provider_reference, safe="")
    return f"{settings.NIAGA_MIDTRANS_API_URL}/v2/{reference}/{verb}"


def signature_of(order_id: str, status_code: str, gross_amount: str) -> str:
    """SHA-512 of the raw strings and the server key, in hexadecimal."""
    text = f"{order_id}{status_code}{gross_amount}{settings.NIAGA_MIDTRANS_SERVER_KEY}"
    return hashlib.sha512(text.encode()).hexdigest()


def read_report(data: Mapping[str, Any]) -> PaymentReport:
    """A status answer in our words. Raises GatewayRefused where it does not fit."""
    try:
        status = str(data["transaction_status"])
        amount = Decimal(str(data["gross_amount"]))
        state, rank = _STATES[status]
        reference = str(data["order_id"])
    except (KeyError, InvalidOperation) as error:
        raise GatewayRefused(detail=f"unreadable status: {error}") from error
    if amount != amount.to_integral_value():
        raise GatewayRefused(detail=f"gross_amount {amount}")
    method = _method(data)
    fraud = data.get("fraud_status", "accept")
    if state == AttemptState.CAPTURED and fraud != "accept":
        state, rank = (
            (AttemptState.FAILED, 30) if fraud == "deny" else (AttemptState.AUTHORIZED, 20)
        )
    settled = data.get("settlement_time") and data.get("payment_type") != "credit_card"
    if status == "deny" and (method in REVERSIBLE_METHODS or settled):
        state, rank = _REVERSED
    return PaymentReport(
        reference=reference,
        state=state,
        rank=rank,
        amount=int(amount),
        currency=str(data.get("currency") or "IDR"),
        method=method,
        occurred_at=_moment(data.get("settlement_time") or data.get("transaction_time")),
        reversible=REVERSAL_WINDOW if method in REVERSIBLE_METHODS else timedelta(0),
    )


def _method(data: Mapping[str, Any]) -> str:
    kind = str(data.get("payment_type", ""))
    if data.get("permata_va_number"):
        return "bank_transfer:permata"
    numbers = data.get("va_numbers")
    if isinstance(numbers, list) and numbers and isinstance(numbers[0], dict):
        return f"{kind}:{numbers[0].get('bank', '')}"[:32]
    if kind == "cstore" and data.get("store"):
        return f"cstore:{data['store']}"[:32]
    return kind[:32]


def _moment(text: object) -> datetime | None:
    """Midtrans writes Jakarta time without a zone."""
    try:
        return datetime.strptime(str(text), "%Y-%m-%d %H:%M:%S").replace(tzinfo=WIB).astimezone(UTC)
    except ValueError:
        return None
