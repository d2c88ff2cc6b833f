"""What is asked of payments."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from niaga.kernel import clock
from niaga.kernel.prepared import Prepared
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
    return _current.first(order_id)


_current = Prepared(
    lambda order_id: PaymentAttempt.objects.filter(order_id=order_id).order_by(
        "-applied", "-number"
    )[:1],
    int,
)


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


def attempts_of(order_id: int) -> list[PaymentAttempt]:
    """Every try to pay an order with what providers told of it, the first first. Two statements."""
    return list(
        PaymentAttempt.objects.filter(order_id=order_id)
        .prefetch_related(Prefetch("events", ProviderEvent.objects.order_by("pk")))
        .order_by("number")
    )


def find_attempts(text: str = "", provider: str = "", state: str = "") -> QuerySet[PaymentAttempt]:
    """The latest first, each with its order. `text` is part of a reference, or an amount."""
    found = PaymentAttempt.objects.select_related("order").order_by("-created_at", "-pk")
    if text:
        named = Q(provider_reference__icontains=text)
        if text.isascii() and text.isdigit():
            named |= Q(amount=int(text))
        found = found.filter(named)
    if provider:
        found = found.filter(provider=provider)
    return found.filter(state=state) if state else found


def find_notifications(text: str = "", outcome: str = "") -> QuerySet[ProviderEvent]:
    """The latest first, each with its attempt and order."""
    found = ProviderEvent.objects.select_related("attempt__order").order_by("-pk")
    if text:
        found = found.filter(
            Q(raw_body__icontains=text) | Q(detail__icontains=text) | Q(dedupe_key__icontains=text)
        )
    return found.filter(outcome=outcome) if outcome else found


def find_suspense(*, resolved: bool) -> QuerySet[SuspenseEntry]:
    """The open ones oldest first, as work is done; the resolved ones latest first."""
    found = SuspenseEntry.objects.select_related("attempt__order", "event")
    if resolved:
        return found.exclude(resolved_at=None).order_by("-resolved_at", "-pk")
    return found.filter(resolved_at=None).order_by("created_at", "pk")


@dataclass(frozen=True)
class PaymentsWaiting:
    """How many wait for staff. `refused`: notifications of the last seven days."""

    transfers: int
    cash: int
    suspense: int
    refused: int


def payments_waiting() -> PaymentsWaiting:
    """Three statements."""
    attempts = PaymentAttempt.objects.aggregate(
        transfers=Count("pk", filter=Q(provider="bank_transfer", state=AttemptState.PENDING)),
        cash=Count("pk", filter=Q(provider="cod", state=AttemptState.CAPTURED)),
    )
    return PaymentsWaiting(
        transfers=attempts["transfers"],
        cash=attempts["cash"],
        suspense=SuspenseEntry.objects.filter(resolved_at=None).count(),
        refused=refused_notifications().count(),
    )


def refused_notifications() -> QuerySet[ProviderEvent]:
    """What somebody sent in the last seven days that no provider had signed, latest first."""
    return (
        ProviderEvent.objects.select_related("attempt__order")
        .filter(
            outcome=ProviderEvent.Outcome.REFUSED,
            received_at__gte=clock.now() - timedelta(days=7),
        )
        .order_by("-pk")
    )
