"""What shipping does when something else has happened."""

from niaga.kernel.journal import JournalEvent, subscriber
from niaga.store.orders.events import OrderCancelled, OrderConfirmed
from niaga.store.shipping.actions import cancel_shipment, open_shipment


@subscriber("shipping.open", OrderConfirmed)
def open_for_order(event: OrderConfirmed, entry: JournalEvent) -> None:
    open_shipment(event.order_id, reversible_minutes=event.reversible_minutes)


@subscriber("shipping.cancel_with_order", OrderCancelled)
def cancel_with_order(event: OrderCancelled, entry: JournalEvent) -> None:
    cancel_shipment(event.order_id)
