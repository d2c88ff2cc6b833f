"""Shipment rows, always locked after their order."""

from niaga.store.orders.locks import lock_order
from niaga.store.orders.models import Order
from niaga.store.shipping.models import Shipment


def lock_shipment(shipment_id: int) -> tuple[Order, Shipment]:
    order_id = Shipment.objects.values_list("order_id", flat=True).get(pk=shipment_id)
    order = lock_order(order_id)
    return order, Shipment.objects.select_for_update().get(pk=shipment_id)
