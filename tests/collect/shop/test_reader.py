"""The shop's tables as staged rows: what is told, and what never is."""

from datetime import timedelta

import pytest

from niaga.collect.shop.feed import changes_since, position_now
from niaga.collect.shop.reader import read_shop
from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM
from niaga.store.orders.actions import cancel_order
from niaga.store.reviews.actions import write_review
from niaga.store.shipping.actions import record_tracking
from tests.store import factories as shop

pytestmark = pytest.mark.django_db


def staged(name: str, **kwargs: object) -> list[dict[str, object]]:
    return read_shop(**kwargs).table(name).to_pylist()  # type: ignore[arg-type]


def test_an_unpaid_order_is_told_and_is_no_sale() -> None:
    order = shop.order("bank_transfer", (shop.variant(price=450_000), 2))

    (row,) = staged("orders")
    (line,) = staged("lines")

    assert row["order_id"] == order.number
    assert (row["status"], row["captured"], row["sale_at"]) == ("placed", False, None)
    assert (line["quantity"], line["unit_price"], line["tax_included"]) == (2, 450_000, True)
    assert line["discount"] == order.discount_total
    assert line["shipping"] == order.shipping_total
    assert line["tax"] == order.tax_total


def test_a_paid_order_is_a_sale_when_its_money_came() -> None:
    order = shop.paid_order()

    (row,) = staged("orders")
    (payment,) = staged("payments")

    attempt = shop.attempt_of(order)
    assert row["captured"] is True
    assert row["sale_at"] == row["paid_at"] == attempt.captured_at
    assert (payment["captured"], payment["amount"]) == (True, order.total)


def test_cash_on_delivery_is_a_sale_when_it_was_accepted() -> None:
    order = shop.order("cod")

    (row,) = staged("orders")

    assert (row["captured"], row["sale_at"], row["paid_at"]) == (True, order.confirmed_at, None)


def test_a_paid_order_that_was_cancelled_is_a_sale_and_its_reversal() -> None:
    order = shop.paid_order()
    with clock.shifted(timedelta(days=40)):
        cancel_order(order.pk, reason="stok rusak", actor=shop.OWNER)
        ended = clock.now()

    (row,) = staged("orders")
    (reversal,) = staged("reversals")

    assert (row["captured"], row["cancelled_before_shipment"]) == (True, True)
    assert (reversal["order_id"], reversal["line_no"]) == (order.number, None)
    assert reversal["reversed_at"] == ended


def test_a_delivered_order_tells_its_stages_and_its_review() -> None:
    order = shop.paid_order()
    shipment = shop.send(order)
    record_tracking(shipment.pk, source_key="1", code="delivered")
    write_review(order.lines.get().pk, rating=4, text="Pas di kaki", actor=SYSTEM)

    (parcel,) = staged("shipments")
    (review,) = staged("reviews")

    shipment.refresh_from_db()
    assert parcel["packed_at"] == shipment.packed_at
    assert parcel["shipped_at"] == shipment.handed_over_at
    assert parcel["delivered_at"] == shipment.delivered_at
    assert parcel["promised_at"].date() >= order.promised_from
    assert (review["score"], review["order_id"]) == (4, order.number)


def test_two_orders_of_one_telephone_number_are_one_person() -> None:
    shop.order("cod", phone="081234567890", name="Siti Rahma")
    shop.order("cod", phone="+62 812-3456-7890", name="Siti R.")

    assert len(staged("customers")) == 1
    assert len({row["customer_ref"] for row in staged("orders")}) == 1


def test_nothing_personal_is_told_but_the_reference_that_becomes_a_pseudonym() -> None:
    shop.order(
        "cod",
        name="Siti Rahma",
        email="siti@example.com",
        phone="0812 3456 7890",
        address_line="Jalan Merdeka 1",
    )

    told = read_shop()
    text = " ".join(str(table.to_pylist()) for table in told.tables.values())

    for personal in ("Siti", "siti@example.com", "Merdeka"):
        assert personal not in text
    assert text.count("+6281234567890") == 2  # of the order and of the person


def test_the_feed_names_what_has_changed_since() -> None:
    first = shop.paid_order()
    position = position_now()
    second = shop.order("cod")
    write_nothing = changes_since(position_now())

    changes = changes_since(position)

    assert changes.order_ids == {second.pk}
    assert first.pk not in changes.order_ids
    assert not write_nothing
    assert [row["order_id"] for row in staged("orders", order_ids=changes.order_ids)] == [
        second.number
    ]
