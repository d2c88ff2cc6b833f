"""What must hold of money at every instant."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from niaga.kernel.health import Fault, check, replay_faults
from niaga.kernel.journal import subscriber_statuses
from niaga.store.orders.models import Order, OrderState, PaymentMethod
from niaga.store.payments.models import AttemptState, PaymentAttempt, SuspenseEntry
from niaga.store.payments.states import ATTEMPT

_MONEY_IN = [AttemptState.CAPTURED, AttemptState.SETTLED]


@check("P-4", "money was applied only where it is the order's total")
def amounts() -> Iterable[Fault]:
    for attempt in PaymentAttempt.objects.filter(applied=True).exclude(
        amount=F("order__total"), currency=F("order__currency")
    ):
        yield Fault(attempt.provider_reference, f"applied {attempt.amount}")


@check("P-3", "money that came is applied or in suspense")
def unplaced_money() -> Iterable[Fault]:
    suspended = SuspenseEntry.objects.filter(attempt=OuterRef("pk"))
    lost = PaymentAttempt.objects.filter(state__in=_MONEY_IN, applied=False).exclude(
        Exists(suspended)
    )
    for attempt in lost:
        yield Fault(attempt.provider_reference, "money came and was given to nothing")
    for attempt in PaymentAttempt.objects.filter(applied=True).exclude(state__in=_MONEY_IN):
        yield Fault(attempt.provider_reference, f"applied though {attempt.state}")


@check("P-6", "a paid order is confirmed, and a confirmed order is paid or collects cash")
def paid_orders() -> Iterable[Fault]:
    applied = Q(payment_attempts__applied=True)
    for number in Order.objects.filter(
        applied, state__in=[OrderState.PLACED, OrderState.EXPIRED]
    ).values_list("number", flat=True):
        yield Fault(number, "paid, and not confirmed")
    # Reversed after the parcel had left: the money is owed, and a task for staff says so.
    owed = SuspenseEntry.objects.filter(
        attempt__order=OuterRef("pk"), reason="reversed_after_shipment"
    )
    unpaid = (
        Order.objects.filter(state__in=[OrderState.CONFIRMED, OrderState.COMPLETED])
        .exclude(payment_method=PaymentMethod.CASH_ON_DELIVERY)
        .exclude(Exists(PaymentAttempt.objects.filter(order=OuterRef("pk"), applied=True)))
        .exclude(Exists(owed))
    )
    for number in unpaid.values_list("number", flat=True):
        yield Fault(number, "confirmed, and not paid")


@check("P-6", "payments of an order that is over have ended once the journal has been delivered")
def ended() -> Iterable[Fault]:
    if any(s.behind for s in subscriber_statuses() if s.name.startswith("payments.")):
        return
    over = [OrderState.CANCELLED, OrderState.EXPIRED]
    open_ones = PaymentAttempt.objects.filter(
        order__state__in=over,
        state__in=[AttemptState.CREATED, AttemptState.PENDING, AttemptState.AUTHORIZED],
    )
    for attempt in open_ones:
        yield Fault(attempt.provider_reference, f"{attempt.state}, its order is over")
    suspended = SuspenseEntry.objects.filter(attempt=OuterRef("pk"))
    kept = PaymentAttempt.objects.filter(
        order__state=OrderState.CANCELLED, applied=True, state__in=_MONEY_IN
    ).exclude(Exists(suspended))
    for attempt in kept:
        yield Fault(attempt.provider_reference, "the order is cancelled, its money is kept")
    uncollected = PaymentAttempt.objects.filter(
        provider=PaymentMethod.CASH_ON_DELIVERY, order__state=OrderState.COMPLETED, applied=False
    )
    for attempt in uncollected:
        yield Fault(attempt.provider_reference, "delivered, and no cash was collected")


@check("O-2", "the history of a payment replays to its state")
def histories() -> Iterable[Fault]:
    return replay_faults(ATTEMPT, PaymentAttempt)
