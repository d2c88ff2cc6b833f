"""Transactions as Midtrans keeps them: states, codes, and the fields it tells of each."""

import hashlib
import random
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WIB = ZoneInfo("Asia/Jakarta")

# method as in `enabled_payments` -> (payment_type, name for people, minutes to pay)
METHODS: dict[str, tuple[str, str | Promise, int]] = {
    "bca_va": ("bank_transfer", "BCA Virtual Account", 1440),
    "bni_va": ("bank_transfer", "BNI Virtual Account", 1440),
    "bri_va": ("bank_transfer", "BRI Virtual Account", 1440),
    "permata_va": ("bank_transfer", "Permata Virtual Account", 1440),
    "echannel": ("echannel", "Mandiri Bill Payment", 1440),
    "other_qris": ("qris", "QRIS", 15),
    "gopay": ("gopay", "GoPay", 15),
    "shopeepay": ("shopeepay", "ShopeePay", 15),
    "credit_card": ("credit_card", _("Kartu kredit atau debit"), 60),
    "indomaret": ("cstore", "Indomaret", 1440),
}
ALIASES = {"qris": "other_qris", "card": "credit_card", "mandiri_bill": "echannel"}

STATUS_CODES = {
    "pending": "201",
    "authorize": "200",
    "capture": "200",
    "settlement": "200",
    "deny": "202",
    "cancel": "200",
    "expire": "407",
    "failure": "202",
}
MESSAGES = {
    "pending": "Success, transaction is found",
    "expire": "Transaction is expired",
    "deny": "Payment denied",
    "cancel": "Success, transaction is canceled",
    "failure": "Unexpected error occurred",
}
OPEN = {"pending", "authorize"}


def canonical_method(name: str) -> str:
    name = ALIASES.get(name, name)
    if name not in METHODS:
        raise KeyError(f"unknown payment method: {name}")
    return name


def signature(order_id: str, status_code: str, gross_amount: str, server_key: str) -> str:
    text = f"{order_id}{status_code}{gross_amount}{server_key}"
    return hashlib.sha512(text.encode()).hexdigest()


def local(moment: datetime) -> str:
    """Time as Midtrans writes it: Jakarta, no zone."""
    return moment.astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S")


@dataclass
class Transaction:
    """One order_id at the gateway. `status` is "" until the buyer picks a method.

    `gross_amount` is whole rupiah. Times are aware; in documents they are ISO 8601.
    """

    order_id: str
    gross_amount: int
    token: str
    created_at: datetime
    currency: str = "IDR"
    transaction_id: str = ""
    status: str = ""
    method: str = ""
    fraud_status: str = ""
    picked_at: datetime | None = None
    settled_at: datetime | None = None
    expires_at: datetime | None = None
    expiry_minutes: int | None = None
    enabled_payments: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    finish_url: str = ""
    notify_url: str = ""

    def pick(self, method: str, at: datetime) -> None:
        self.method = canonical_method(method)
        self.status = "pending"
        self.transaction_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.token}:{self.method}"))
        self.fraud_status = "accept"
        self.picked_at = at
        minutes = self.expiry_minutes or METHODS[self.method][2]
        self.expires_at = at + timedelta(minutes=minutes)

    @property
    def amount_text(self) -> str:
        return f"{self.gross_amount}.00"

    def payment_fields(self) -> dict[str, Any]:
        """The fields that only this method has."""
        digits = random.Random(self.token)
        number = "".join(str(digits.randint(0, 9)) for _ in range(11))
        match self.method:
            case "bca_va" | "bni_va" | "bri_va":
                bank = self.method.removesuffix("_va")
                return {
                    "va_numbers": [{"bank": bank, "va_number": "12345" + number}],
                    "payment_amounts": [],
                }
            case "permata_va":
                return {"permata_va_number": "8562" + number}
            case "echannel":
                return {"biller_code": "70012", "bill_key": number}
            case "other_qris":
                return {"acquirer": "gopay", "issuer": "gopay"}
            case "indomaret":
                return {"store": "indomaret", "payment_code": number}
            case "credit_card":
                return {
                    "masked_card": "48111111-1114",
                    "bank": "bni",
                    "card_type": "credit",
                    "eci": "05",
                    "approval_code": number[:6],
                    "channel_response_code": "00",
                    "channel_response_message": "Approved",
                }
            case _:
                return {}

    def document(self, server_key: str) -> dict[str, Any]:
        """What a notification and GET status say of it now."""
        code = STATUS_CODES[self.status]
        document: dict[str, Any] = {
            "transaction_time": local(self.picked_at or self.created_at),
            "transaction_status": self.status,
            "transaction_id": self.transaction_id,
            "status_message": MESSAGES.get(self.status, "midtrans payment notification"),
            "status_code": code,
            "signature_key": signature(self.order_id, code, self.amount_text, server_key),
            "payment_type": METHODS[self.method][0],
            "order_id": self.order_id,
            "merchant_id": "G000000001",
            "gross_amount": self.amount_text,
            "fraud_status": self.fraud_status,
            "currency": self.currency,
            **self.payment_fields(),
        }
        if self.settled_at:
            document["settlement_time"] = local(self.settled_at)
        if self.expires_at:
            document["expiry_time"] = local(self.expires_at)
        return document

    def as_record(self) -> dict[str, Any]:
        record = asdict(self)
        for key, value in record.items():
            if isinstance(value, datetime):
                record[key] = value.isoformat()
        return record

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Transaction":
        for key in ("created_at", "picked_at", "settled_at", "expires_at"):
            if record.get(key):
                record[key] = datetime.fromisoformat(record[key])
        return cls(**record)
