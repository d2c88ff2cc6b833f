"""The first lock of the house: order, then payment, then hold, then balance."""

from niaga.store.orders.models import Order


def lock_order(order_id: int) -> Order:
    return Order.objects.select_for_update().get(pk=order_id)
