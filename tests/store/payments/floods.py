"""Many send at once what nobody signed. Run in a process of its own by the tests."""

import json
from typing import Any

from niaga.store.payments import refusals
from niaga.store.payments.errors import NotificationRefused
from niaga.store.payments.inbox import receive_notification
from niaga.store.payments.models import ProviderEvent
from tests.store.rivals import together

SENDERS, EACH = 4, 40


def forged_flood() -> dict[str, Any]:
    refusals.TOLD_EVERY = 0.0

    def send(first: int) -> int:
        for number in range(first, first + EACH):
            body = json.dumps({"order_id": f"X-{number}"}).encode()
            try:
                receive_notification("midtrans", body, {})
            except NotificationRefused:
                continue
        return EACH

    said = together(*(lambda first=n * 1000: send(first) for n in range(SENDERS)))
    rows = list(ProviderEvent.objects.filter(outcome="refused"))
    return {
        "said": said,
        "kept": sum(row.raw_body != "" for row in rows),
        "rows": len(rows),
        "counted": sum(row.times_received for row in rows),
    }
