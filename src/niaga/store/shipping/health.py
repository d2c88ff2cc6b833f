"""What must hold of parcels at every instant."""

from collections.abc import Iterable

from django.db.models import Q

from niaga.kernel.health import Fault, check, replay_faults
from niaga.kernel.journal import subscriber_statuses
from niaga.store.orders.models import Order, OrderState
from niaga.store.shipping.models import Shipment, ShipmentState
from niaga.store.shipping.states import SHIPMENT

_IN_THE_HOUSE = [ShipmentState.OPEN, ShipmentState.PICKING, ShipmentState.PACKED]


@check("O-1", "a parcel stands where its order says")
def parcels() -> Iterable[Fault]:
    left = Shipment.objects.exclude(state__in=[*_IN_THE_HOUSE, ShipmentState.CANCELLED])
    for shipment in left.filter(order__handed_over_at__isnull=True):
        yield Fault(f"shipment {shipment.pk}", f"{shipment.state}, its order has not left")
    for shipment in Shipment.objects.filter(
        Q(state__in=_IN_THE_HOUSE), order__handed_over_at__isnull=False
    ):
        yield Fault(f"shipment {shipment.pk}", f"{shipment.state}, its order has left")
    for shipment in Shipment.objects.filter(state=ShipmentState.DELIVERED).exclude(
        order__state=OrderState.COMPLETED
    ):
        yield Fault(f"shipment {shipment.pk}", "delivered, its order is not completed")


@check("O-1", "a confirmed order has a parcel once the journal has been delivered")
def missing_parcels() -> Iterable[Fault]:
    if any(s.behind for s in subscriber_statuses() if s.name == "shipping.open"):
        return
    for number in Order.objects.filter(
        state__in=[OrderState.CONFIRMED, OrderState.COMPLETED], shipment__isnull=True
    ).values_list("number", flat=True):
        yield Fault(number, "confirmed, and no parcel was opened")


@check("O-1", "a parcel of an order that is over is not sent once the journal has been delivered")
def parcels_of_nothing() -> Iterable[Fault]:
    if any(s.behind for s in subscriber_statuses() if s.name == "shipping.cancel_with_order"):
        return
    waiting = Shipment.objects.filter(state__in=_IN_THE_HOUSE).exclude(
        order__state=OrderState.CONFIRMED
    )
    for shipment in waiting:
        yield Fault(f"shipment {shipment.pk}", f"{shipment.state}, its order does not stand")


@check("O-2", "the history of a parcel replays to its state")
def histories() -> Iterable[Fault]:
    return replay_faults(SHIPMENT, Shipment)
