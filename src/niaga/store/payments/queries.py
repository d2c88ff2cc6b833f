"""What is asked of payments."""

from niaga.store.payments.gateways import offered_gateways
from niaga.store.payments.models import (
    AttemptState,
    PaymentAttempt,
    ProviderEvent,
    SuspenseEntry,
)
from niaga.store.payments.ports import Gateway


def payment_methods() -> list[Gateway]:
    """The ways to pay that are set up here. No statement."""
    return offered_gateways()


def current_attempt(order_id: int) -> PaymentAttempt | None:
    """The attempt that counts: the one whose money was applied, or else the latest."""
    return PaymentAttempt.objects.filter(order_id=order_id).order_by("-applied", "-number").first()


def transfers_to_confirm(limit: int = 200) -> list[PaymentAttempt]:
    """Bank transfers that wait to be seen on the account statement, oldest first."""
    return list(
        PaymentAttempt.objects.filter(provider="bank_transfer", state=AttemptState.PENDING)
        .select_related("order")
        .order_by("created_at")[:limit]
    )


def cash_to_settle(limit: int = 200) -> list[PaymentAttempt]:
    """Cash that couriers have collected and not yet paid out."""
    return list(
        PaymentAttempt.objects.filter(provider="cod", state=AttemptState.CAPTURED)
        .select_related("order")
        .order_by("captured_at")[:limit]
    )


def open_suspense(limit: int = 200) -> list[SuspenseEntry]:
    return list(
        SuspenseEntry.objects.filter(resolved_at=None)
        .select_related("attempt__order", "event")
        .order_by("created_at")[:limit]
    )


def notifications_of(attempt: PaymentAttempt) -> list[ProviderEvent]:
    return list(attempt.events.order_by("pk"))
