"""From shelf to door: what staff and couriers may do, and in which order."""

from datetime import timedelta
from itertools import permutations

import pytest

from niaga.kernel import clock
from niaga.kernel.errors import InvalidTransition, NotAllowed
from niaga.kernel.journal import deliver_pending
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import GUEST
from niaga.store.orders.actions import cancel_order
from niaga.store.orders.models import Order
from niaga.store.shipping.actions import (
    hand_over,
    open_shipment,
    pack,
    record_tracking,
    start_picking,
)
from niaga.store.shipping.errors import TrackingNumberMissing, TrackingNumberTaken
from niaga.store.shipping.models import Shipment, TrackingEvent
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def states(shipment: Shipment) -> list[str]:
    rows = StateChange.objects.filter(machine="shipment", subject_id=shipment.pk)
    return [row.new for row in rows]


def test_a_confirmed_order_gets_one_parcel():
    order = make.paid_order()
    assert open_shipment(order.pk) == make.parcel(order)
    deliver_pending()
    assert Shipment.objects.count() == 1
    assert (make.parcel(order).courier, make.parcel(order).service) == ("jne", "REG")


def test_an_order_that_ended_before_its_parcel_was_opened_gets_none():
    order = make.order("cod")
    cancel_order(order.pk, reason="x", actor=make.SALES)
    deliver_pending()
    assert not Shipment.objects.exists()


def test_picked_packed_and_handed_over_with_its_times():
    order = make.paid_order()
    shipment = make.parcel(order)
    start = clock.now()
    for minutes, deed in enumerate(
        (
            lambda: start_picking(shipment.pk, actor=make.WAREHOUSE),
            lambda: pack(shipment.pk, actor=make.WAREHOUSE),
            lambda: hand_over(shipment.pk, tracking_number=" jne-123 456 ", actor=make.WAREHOUSE),
        )
    ):
        with clock.at(start + timedelta(minutes=minutes)):
            deed()
    shipment.refresh_from_db()
    assert states(shipment) == ["open", "picking", "packed", "handed_over"]
    assert shipment.tracking_number == "JNE123456"
    assert shipment.picking_at == start
    assert shipment.packed_at == start + timedelta(minutes=1)
    assert shipment.handed_over_at == start + timedelta(minutes=2)
    assert Order.objects.get(pk=order.pk).handed_over_at == shipment.handed_over_at


def test_handing_over_again_does_nothing():
    order = make.paid_order()
    shipment = make.send(order)
    before = StateChange.objects.count()
    again = hand_over(shipment.pk, tracking_number=shipment.tracking_number, actor=make.WAREHOUSE)
    assert again.state == "handed_over"
    assert StateChange.objects.count() == before


def test_who_may_and_in_which_order(refused):
    shipment = make.parcel(make.paid_order())
    for actor in (GUEST, make.SALES):
        with refused(NotAllowed):
            start_picking(shipment.pk, actor=actor)
        with refused(NotAllowed):
            record_tracking(shipment.pk, source_key="1", code="note", actor=make.SALES)
    with refused(InvalidTransition):
        pack(shipment.pk, actor=make.WAREHOUSE)
    with refused(InvalidTransition):
        hand_over(shipment.pk, tracking_number="JNE123456", actor=make.WAREHOUSE)
    for number in ("", "JNE1", "JNE 12345#", "A" * 41):
        with refused(TrackingNumberMissing):
            hand_over(shipment.pk, tracking_number=number, actor=make.WAREHOUSE)


def test_a_tracking_number_names_one_parcel(refused):
    first = make.send(make.paid_order())
    order = make.paid_order()
    shipment = make.parcel(order)
    start_picking(shipment.pk, actor=make.WAREHOUSE)
    pack(shipment.pk, actor=make.WAREHOUSE)
    with refused(TrackingNumberTaken, number=first.tracking_number):
        hand_over(shipment.pk, tracking_number=first.tracking_number, actor=make.WAREHOUSE)


def test_a_parcel_of_a_cancelled_order_is_not_sent(refused):
    order = make.paid_order()
    shipment = make.parcel(order)
    start_picking(shipment.pk, actor=make.WAREHOUSE)
    pack(shipment.pk, actor=make.WAREHOUSE)
    cancel_order(order.pk, reason="x", actor=make.SALES)
    with refused(InvalidTransition):  # though nobody has told the parcel yet
        hand_over(shipment.pk, tracking_number="JNE123456", actor=make.WAREHOUSE)
    deliver_pending()
    assert make.parcel(order).state == "cancelled"


# -- what couriers tell ---------------------------------------------------------------------------


def tell(shipment: Shipment, code: str, hour: int = 0, key: str = "") -> bool:
    """At `hour` it happened, whenever it is told."""
    return record_tracking(
        shipment.pk,
        source_key=key or f"{code}:{hour}",
        code=code,
        occurred_at=shipment.created_at + timedelta(hours=hour),
    )


@pytest.mark.parametrize(
    ("said", "end", "order_state"),
    [
        (["in_transit", "delivered"], "delivered", "completed"),
        (["in_transit", "exception", "delivered"], "delivered", "completed"),
        (["in_transit", "exception", "in_transit"], "in_transit", "confirmed"),
        (["in_transit", "exception"], "exception", "confirmed"),
        (["in_transit", "returning", "returned_to_origin"], "returned_to_origin", "cancelled"),
        (["in_transit", "exception", "returning"], "returning", "confirmed"),
        (["in_transit", "lost"], "lost", "cancelled"),
    ],
)
def test_the_end_does_not_depend_on_the_order_in_which_it_is_told(said, end, order_state):
    told = list(enumerate(said))
    for way in permutations(told):
        order = make.paid_order()
        shipment = make.send(order)
        for hour, code in way:
            assert tell(shipment, code, hour)
            assert not tell(shipment, code, hour)
        assert make.parcel(order).state == end, way
        assert Order.objects.get(pk=order.pk).state == order_state
        assert TrackingEvent.objects.filter(shipment=shipment).count() == len(said)


def test_only_staff_move_a_parcel_that_is_in_the_house():
    order = make.paid_order()
    shipment = make.parcel(order)
    for hour, code in enumerate(("picking", "cancelled", "in_transit", "delivered")):
        assert tell(shipment, code, hour)
    assert make.parcel(order).state == "open"
    assert TrackingEvent.objects.count() == 4


def test_notes_and_unknown_words_move_nothing():
    order = make.paid_order()
    shipment = make.send(order)
    assert tell(shipment, "note")
    assert tell(shipment, "teleported")
    assert make.parcel(order).state == "handed_over"


def test_delivery_brings_the_cash_and_completes_the_order_at_the_couriers_time():
    order = make.paid_order("cod")
    shipment = make.send(order)
    tell(shipment, "delivered", 5)
    deliver_pending()
    assert make.parcel(order).delivered_at == shipment.created_at + timedelta(hours=5)
    assert (make.attempt_of(order).state, make.attempt_of(order).applied) == ("captured", True)


def test_a_parcel_that_came_back_ends_its_order_and_its_payment():
    cash, paid = make.paid_order("cod"), make.paid_order("bank_transfer")
    for order in (cash, paid):
        tell(make.send(order), "returned_to_origin", 3)
    deliver_pending()
    assert make.attempt_of(cash).state == "cancelled"
    assert make.attempt_of(paid).state == "captured"
    entry = make.attempt_of(paid).suspense.get()
    assert (entry.reason, entry.amount) == ("refund_due", paid.total)
    assert states(make.parcel(paid))[-2:] == ["returning", "returned_to_origin"]
