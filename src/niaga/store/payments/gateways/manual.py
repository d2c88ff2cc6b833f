"""What the ways to pay that need no provider have in common: people report, nobody is asked."""

from collections.abc import Mapping

from niaga.store.payments.errors import NotificationRefused
from niaga.store.payments.models import PaymentAttempt
from niaga.store.payments.ports import PaymentReport, Started


class Manual:
    is_remote = False

    def start(self, attempt: PaymentAttempt) -> Started:
        return Started()

    def report(self, attempt: PaymentAttempt) -> PaymentReport | None:
        return None

    def close(self, attempt: PaymentAttempt) -> None:
        return None

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
        raise NotificationRefused(detail="no notifications are expected for this way to pay")
