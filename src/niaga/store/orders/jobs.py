"""What orders do by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled
from niaga.store.orders.actions import expire_order
from niaga.store.orders.queries import orders_to_expire


@scheduled(every=timedelta(seconds=30), name="orders.expire_unpaid")
def expire_unpaid() -> None:
    for order_id in orders_to_expire():
        expire_order(order_id)
