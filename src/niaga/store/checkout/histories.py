"""What happened to an order, its payments, its parcel and its stock: the journal's words."""

from niaga.kernel.journal import JournalEvent
from niaga.store.orders.actions import reference_of
from niaga.store.orders.models import Order
from niaga.store.payments.models import PaymentAttempt
from niaga.store.shipping.models import Shipment


def journal_of_order(
    order: Order, attempts: list[PaymentAttempt], shipment: Shipment | None
) -> list[JournalEvent]:
    """Every event of the order and of what belongs to it, oldest first. One statement."""
    events = JournalEvent.objects.filter(aggregate="order", aggregate_id=order.number)
    events |= JournalEvent.objects.filter(aggregate="hold", aggregate_id=reference_of(order.number))
    events |= JournalEvent.objects.filter(
        aggregate="payment", aggregate_id__in=[a.provider_reference for a in attempts]
    )
    if shipment:
        events |= JournalEvent.objects.filter(aggregate="shipment", aggregate_id=str(shipment.pk))
    return list(events.order_by("seq"))
