"""What payments do when something else has happened."""

from niaga.kernel.journal import JournalEvent, subscriber
from niaga.store.orders.events import OrderCancelled, OrderCompleted, OrderExpired
from niaga.store.payments.actions import collect_cash, end_attempts
from niaga.store.payments.models import AttemptState


@subscriber("payments.end_with_order", OrderCancelled, OrderExpired)
def end_with_order(event: OrderCancelled | OrderExpired, entry: JournalEvent) -> None:
    expired = isinstance(event, OrderExpired)
    end_attempts(event.order_id, state=AttemptState.EXPIRED if expired else AttemptState.CANCELLED)


@subscriber("payments.collect_cash", OrderCompleted)
def collect_on_delivery(event: OrderCompleted, entry: JournalEvent) -> None:
    collect_cash(event.order_id)
