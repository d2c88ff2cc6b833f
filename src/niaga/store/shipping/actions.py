"""From shelf to door: pick, pack, hand over, and what the courier tells."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import SYSTEM, Actor, require
from niaga.kernel.shop import current_shop
from niaga.kernel.states import begin, transition
from niaga.kernel.transactions import separable, unit_of_work
from niaga.store.orders import actions as orders
from niaga.store.orders.locks import lock_order
from niaga.store.orders.models import OrderState
from niaga.store.shipping.errors import (
    NotReadyToPick,
    TrackingNumberMissing,
    TrackingNumberTaken,
)
from niaga.store.shipping.events import ShipmentAdvanced, ShipmentDelivered, ShipmentOpened
from niaga.store.shipping.locks import lock_shipment
from niaga.store.shipping.models import Shipment, ShipmentState, TrackingEvent
from niaga.store.shipping.states import SHIPMENT

_BEFORE_HAND_OVER = {ShipmentState.OPEN, ShipmentState.PICKING, ShipmentState.PACKED}


def open_shipment(order_id: int, *, reversible_minutes: int = 0) -> Shipment | None:
    """Make the parcel of a confirmed order. Again answers the first; None when it ended since."""
    with unit_of_work():
        order = lock_order(order_id)
        known = Shipment.objects.filter(order=order).first()
        if known is not None or order.state != OrderState.CONFIRMED:
            return known
        now = clock.now()
        shipment = Shipment.objects.create(
            order=order,
            courier=order.courier,
            service=order.courier_service,
            created_at=now,
            ready_at=(order.confirmed_at or now) + timedelta(minutes=reversible_minutes),
        )
        begin(SHIPMENT, shipment)
        record(
            ShipmentOpened(shipment.pk, order.pk, shipment.courier, shipment.service), shipment.pk
        )
        return shipment


def start_picking(shipment_id: int, *, actor: Actor) -> Shipment:
    """Raises NotAllowed, NotReadyToPick, InvalidTransition."""
    require(actor, "orders.fulfil")
    with unit_of_work():
        _order, shipment = lock_shipment(shipment_id)
        now = clock.now()
        if shipment.ready_at > now:
            raise NotReadyToPick(ready_at=f"{current_shop().local(shipment.ready_at):%H:%M}")
        _advance(shipment, ShipmentState.PICKING, actor=actor, picking_at=now)
        return shipment


def pack(shipment_id: int, *, actor: Actor) -> Shipment:
    """Raises NotAllowed, InvalidTransition."""
    require(actor, "orders.fulfil")
    with unit_of_work():
        _order, shipment = lock_shipment(shipment_id)
        _advance(shipment, ShipmentState.PACKED, actor=actor, packed_at=clock.now())
        return shipment


def hand_over(shipment_id: int, *, tracking_number: str, actor: Actor) -> Shipment:
    """Give the parcel to the courier; its stock leaves the books in the same transaction.

    Raises NotAllowed, TrackingNumberMissing, TrackingNumberTaken, InvalidTransition.
    """
    require(actor, "orders.fulfil")
    number = re.sub(r"[\s-]+", "", tracking_number).upper()
    if not re.fullmatch(r"[A-Z0-9]{6,40}", number):
        raise TrackingNumberMissing()
    with unit_of_work():
        order, shipment = lock_shipment(shipment_id)
        if shipment.state == ShipmentState.HANDED_OVER and shipment.tracking_number == number:
            return shipment
        now = clock.now()
        try:
            with separable():
                _advance(
                    shipment,
                    ShipmentState.HANDED_OVER,
                    actor=actor,
                    tracking_number=number,
                    handed_over_at=now,
                )
        except IntegrityError:
            raise TrackingNumberTaken(number=number) from None
        orders.record_hand_over(order.pk, at=now, actor=actor)
        return shipment


def record_tracking(
    shipment_id: int,
    *,
    source_key: str,
    code: str,
    description: str = "",
    place: str = "",
    occurred_at: datetime | None = None,
    actor: Actor = SYSTEM,
) -> bool:
    """Take in what the courier said; answers False for what was known already.

    `code` is a ShipmentState that the parcel has reached, or "note". Couriers report late and out
    of order: a code that does not follow from where the parcel stands, or that is older than what
    moved it there, is kept and moves nothing.
    """
    if actor.kind == "staff":
        require(actor, "orders.fulfil")
    with unit_of_work():
        order, shipment = lock_shipment(shipment_id)
        now = clock.now()
        occurred_at = occurred_at or now
        if shipment.tracking.filter(source_key=source_key).exists():
            return False
        newer = shipment.tracking.filter(occurred_at__gt=occurred_at, code__in=SHIPMENT.states)
        is_late = code in SHIPMENT.states and not SHIPMENT.terminal(code) and newer.exists()
        TrackingEvent.objects.create(
            shipment=shipment,
            source_key=source_key,
            code=code,
            description=description,
            place=place,
            occurred_at=occurred_at,
            received_at=now,
        )
        if shipment.state in _BEFORE_HAND_OVER or is_late:
            return True  # only staff move a parcel that is still in the house
        if code == ShipmentState.RETURNED_TO_ORIGIN and SHIPMENT.allows(
            shipment.state, ShipmentState.RETURNING
        ):
            _advance(shipment, ShipmentState.RETURNING, actor=actor)  # its report is yet to come
        if code not in SHIPMENT.states or not SHIPMENT.allows(shipment.state, code):
            return True
        changes: dict[str, datetime] = {}
        if code == ShipmentState.DELIVERED:
            changes["delivered_at"] = occurred_at
        elif SHIPMENT.terminal(code):
            changes["ended_at"] = occurred_at
        _advance(shipment, ShipmentState(code), actor=actor, **changes)
        if code == ShipmentState.DELIVERED:
            record(ShipmentDelivered(shipment.pk, order.pk), shipment.pk, actor=actor)
            orders.complete_order(order.pk, actor=actor)
        elif SHIPMENT.terminal(code):
            orders.close_undelivered(order.pk, reason=code.replace("_", " "), actor=actor)
        return True


def cancel_shipment(order_id: int, *, actor: Actor = SYSTEM) -> None:
    """Its order was cancelled: a parcel that is still in the house is not sent."""
    with unit_of_work():
        shipment_id = (
            Shipment.objects.filter(order_id=order_id).values_list("pk", flat=True).first()
        )
        if shipment_id is None:
            return
        _order, shipment = lock_shipment(shipment_id)
        if shipment.state in _BEFORE_HAND_OVER:
            _advance(shipment, ShipmentState.CANCELLED, actor=actor, ended_at=clock.now())


def _advance(shipment: Shipment, state: ShipmentState, *, actor: Actor, **changes: Any) -> None:
    transition(SHIPMENT, shipment, state, actor=actor, **changes)
    record(ShipmentAdvanced(shipment.pk, shipment.order_id, str(state)), shipment.pk, actor=actor)
