"""Placing, confirming, cancelling, expiring: what an order is and what it leaves behind."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from niaga.kernel import clock
from niaga.kernel.errors import IdempotencyConflict, InvalidTransition, NotAllowed
from niaga.kernel.journal import JournalEvent, deliver_pending
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import GUEST, SYSTEM, Actor
from niaga.store.catalog.actions import set_price
from niaga.store.catalog.models import Product, ProductStatus
from niaga.store.inventory.errors import InsufficientStock
from niaga.store.inventory.models import Hold, StockMovement, Unit
from niaga.store.inventory.queries import stock_faults
from niaga.store.orders.actions import (
    LineRequest,
    OrderRequest,
    cancel_order,
    complete_order,
    confirm_order,
    expire_order,
    place_order,
    record_hand_over,
)
from niaga.store.orders.errors import EmptyOrder, NotForSale, OrderNotCancellable, TotalChanged
from niaga.store.orders.models import Order, OrderLine, TaxRule
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def told(order: Order) -> list[str]:
    rows = JournalEvent.objects.filter(aggregate="order", aggregate_id=order.number)
    return [row.topic for row in rows]


def steps(order: Order) -> list[tuple[str, str]]:
    rows = StateChange.objects.filter(machine="order", subject_id=order.pk)
    return [(row.old, row.new) for row in rows]


def fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


# -- placing --------------------------------------------------------------------------------------
def test_an_order_freezes_what_was_agreed_and_holds_its_stock():
    shoe, boot = make.variant(5, price=450_000, weight=800), make.variant(2, price=120_000)

    order = make.order("midtrans", (shoe, 2), (boot, 1))

    assert (order.items_total, order.shipping_total, order.discount_total) == (1_020_000, 28_000, 0)
    assert order.total == 1_048_000
    assert order.tax_total == 101_081  # 1,020,000 − round(1,020,000 / 1.11)
    assert (order.state, order.weight, order.email) == ("placed", 2_400, "siti@example.com")
    assert order.phone == "+6281234567890"
    first, second = order.lines.all()
    assert (first.quantity, first.unit_price, first.tax, first.net) == (
        2,
        450_000,
        89_189,
        810_811,
    )
    assert (second.tax, second.net, second.shipping_share) == (11_892, 108_108, 3_294)
    assert make.balance(shoe.pk) == (5, 2)
    assert make.balance(boot.pk) == (2, 1)
    assert told(order) == ["order.placed"]
    assert steps(order) == [("", "placed")]


def test_a_hold_outlasts_the_time_to_pay_by_a_quarter_of_an_hour():
    order = make.order("bank_transfer")
    hold = Hold.objects.get(reference=f"order:{order.number}")
    assert order.pay_until == order.placed_at + timedelta(hours=24)
    assert hold.expires_at == order.pay_until + timedelta(minutes=15)


def test_a_bank_transfer_has_an_amount_of_its_own():
    shoe = make.variant(9)
    orders = [make.order("bank_transfer", (shoe, 1)) for _ in range(4)]
    assert len({order.total for order in orders}) == 4
    for order in orders:
        assert order.total == 460_000 - order.transfer_code
        assert order.discount_total == order.transfer_code
        assert sum(line.discount for line in order.lines.all()) == order.transfer_code


def test_cash_on_delivery_is_confirmed_at_once_and_its_hold_does_not_expire():
    order = make.order("cod")
    assert order.state == "confirmed"
    assert steps(order) == [("", "placed"), ("placed", "confirmed")]
    assert told(order) == ["order.placed", "order.confirmed"]
    assert Hold.objects.get(reference=f"order:{order.number}").expires_at is None


def test_the_same_request_answers_the_same_order():
    shoe = make.variant(5)
    asked = make.request("cod", (shoe, 1))
    first = make.check_out(asked, actor=GUEST)
    again = make.check_out(asked, actor=GUEST)
    assert again.pk == first.pk
    assert Order.objects.count() == 1
    assert make.balance(shoe.pk) == (5, 1)


def placing(key: str, *lines: tuple[int, int]) -> OrderRequest:
    """A request as the checkout makes it."""
    return OrderRequest(
        key=key,
        lines=tuple(LineRequest(variant_id, quantity) for variant_id, quantity in lines),
        email="",
        phone="+6281234567890",
        destination=make.destination(),
        shipping=make.shipping_choice(),
        payment_method="midtrans",
        shown_total=None,
        pay_within=timedelta(hours=1),
    )


def test_the_same_key_with_other_goods_is_refused(refused):
    shoe, customer = make.variant(5), make.order().customer
    asked = placing("key", (shoe.pk, 1))
    first = place_order(asked, customer, actor=GUEST)
    assert place_order(asked, customer, actor=GUEST).pk == first.pk

    other = placing("key", (shoe.pk, 2))
    with refused(IdempotencyConflict):
        place_order(other, customer, actor=GUEST)


def test_nothing_and_less_than_nothing_cannot_be_ordered(refused):
    shoe, customer = make.variant(5), make.order().customer
    for lines in ((), ((shoe.pk, 0),), ((shoe.pk, 2), (shoe.pk, -1))):
        asked = placing("key", *lines)
        with refused(EmptyOrder):
            place_order(asked, customer, actor=GUEST)


def test_more_than_is_there_is_refused_whole(refused):
    enough, short = make.variant(5), make.variant(1)
    with refused(InsufficientStock, available=1, wanted=2, sku=short.sku):
        make.order("midtrans", (enough, 1), (short, 2))


def test_lines_of_one_sku_are_one_demand(refused):
    shoe = make.variant(3)
    with refused(InsufficientStock, available=3, wanted=4):
        make.order("midtrans", (shoe, 2), (shoe, 2))
    order = make.order("midtrans", (shoe, 1), (shoe, 1), (shoe, 1))
    assert [line.quantity for line in order.lines.all()] == [3]


def test_what_is_not_sold_cannot_be_ordered(refused):
    withdrawn, inactive = make.variant(5), make.variant(5)
    Product.objects.filter(pk=withdrawn.product_id).update(status=ProductStatus.ARCHIVED)
    type(inactive).objects.filter(pk=inactive.pk).update(is_active=False)
    for gone in (withdrawn, inactive):
        with refused(NotForSale):
            make.order("midtrans", (gone, 1))


def test_a_total_other_than_the_one_shown_is_not_charged(refused):
    shoe = make.variant(5, price=450_000)
    with refused(TotalChanged, shown=450_000, total=460_000):
        make.order("midtrans", (shoe, 1), shown_total=450_000)
    assert make.order("midtrans", (shoe, 1), shown_total=460_000).total == 460_000


def test_later_prices_and_taxes_never_touch_an_order():
    shoe = make.variant(5, price=450_000)
    order = make.order("midtrans", (shoe, 1))
    before = (Order.objects.filter(pk=order.pk).values()[0], list(order.lines.values()))

    set_price(shoe.pk, price=900_000, was_price=None, actor=make.OWNER)
    TaxRule.objects.update(rate_numerator=50)
    Product.objects.update(name_id="Nama lain")

    assert (Order.objects.filter(pk=order.pk).values()[0], list(order.lines.values())) == before


def test_the_database_refuses_an_order_whose_sums_are_wrong():
    order = make.order("midtrans")
    for change in (
        {"total": order.total + 1},
        {"discount_total": order.items_total + 1, "total": -1},
        {"tax_total": order.total + 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(**change)
    for line_change in ({"net": 1}, {"quantity": 0}, {"tax": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderLine.objects.filter(order=order).update(**line_change)


def test_a_used_pair_is_sold_to_one():
    unit = make.used_pair()
    order = make.order("midtrans", (unit.variant, 1))
    unit.refresh_from_db()
    assert unit.state == "held"
    assert [line.unit_code for line in order.lines.all()] == [unit.code]


def test_a_used_pair_is_not_sold_to_a_second(refused):
    unit = make.used_pair()
    make.order("midtrans", (unit.variant, 1))
    with refused(InsufficientStock, available=0):
        make.order("midtrans", (unit.variant, 1))


# -- confirming -----------------------------------------------------------------------------------
def test_a_confirmed_order_keeps_its_stock_and_is_counted_as_sold():
    shoe = make.variant(5)
    order = make.order("midtrans", (shoe, 2))
    for _ in range(2):
        confirm_order(order.pk)
    assert fresh(order).state == "confirmed"
    assert told(order) == ["order.placed", "order.confirmed"]
    assert Hold.objects.get(reference=f"order:{order.number}").expires_at is None
    assert Product.objects.get(pk=shoe.product_id).sold == 2


def test_a_cancelled_order_is_not_confirmed(refused):
    order = make.order("midtrans")
    cancel_order(order.pk, reason="x", actor=SYSTEM)
    with refused(InvalidTransition):
        confirm_order(order.pk)


def test_an_expired_order_is_honoured_while_its_goods_are_there():
    shoe = make.variant(1)
    order = make.order("midtrans", (shoe, 1))
    with make.past_payment(order):
        expire_order(order.pk)
        assert make.balance(shoe.pk) == (1, 0)
        confirm_order(order.pk)
    assert (fresh(order).state, fresh(order).ended_at) == ("confirmed", None)
    assert make.balance(shoe.pk) == (1, 1)
    assert steps(order) == [("", "placed"), ("placed", "expired"), ("expired", "confirmed")]


def test_an_expired_order_whose_goods_are_gone_stays_expired(refused):
    shoe, hat = make.variant(1), make.variant(1)
    order = make.order("midtrans", (hat, 1), (shoe, 1))
    with make.past_payment(order):
        expire_order(order.pk)
        make.order("midtrans", (shoe, 1))
        with refused(InsufficientStock, available=0):
            confirm_order(order.pk)


# -- ending ---------------------------------------------------------------------------------------
def test_cancelling_gives_the_stock_back_once():
    shoe, unit = make.variant(5), make.used_pair()
    order = make.order("cod", (shoe, 2), (unit.variant, 1))
    for _ in range(2):
        cancel_order(order.pk, reason="berubah pikiran", actor=make.SALES)
    ended = fresh(order)
    assert (ended.state, ended.end_reason) == ("cancelled", "berubah pikiran")
    assert make.balance(shoe.pk) == (5, 0)
    assert make.balance(unit.variant_id) == (1, 0)
    assert Unit.objects.get(pk=unit.pk).state == "listed"
    assert Product.objects.get(pk=shoe.product_id).sold == 0
    assert told(order)[-1:] == ["order.cancelled"]
    assert told(order).count("order.cancelled") == 1


def test_who_may_cancel_what(refused):
    placed, confirmed = make.order("midtrans"), make.order("cod")
    with refused(NotAllowed):
        cancel_order(placed.pk, reason="x", actor=make.WAREHOUSE)
    for buyer in (GUEST, Actor("customer", "9")):
        with refused(OrderNotCancellable):
            cancel_order(confirmed.pk, reason="x", actor=buyer)
    assert cancel_order(placed.pk, reason="x", actor=GUEST).state == "cancelled"
    assert cancel_order(confirmed.pk, reason="x", actor=make.SALES).state == "cancelled"


def test_what_has_left_the_house_is_not_cancelled(refused):
    order = make.paid_order("cod")
    make.send(order)
    with refused(OrderNotCancellable, number=order.number):
        cancel_order(order.pk, reason="x", actor=make.OWNER)


def test_an_order_expires_when_its_time_has_run_out_and_not_before():
    shoe = make.variant(1)
    order = make.order("midtrans", (shoe, 1))
    assert order.pay_until is not None
    with clock.at(order.pay_until + timedelta(minutes=14, seconds=59)):
        assert expire_order(order.pk).state == "placed"
    with make.past_payment(order):
        for _ in range(2):
            assert expire_order(order.pk).state == "expired"
    assert make.balance(shoe.pk) == (1, 0)
    assert Hold.objects.get(reference=f"order:{order.number}").state == "expired"
    assert told(order) == ["order.placed", "order.expired"]


def test_what_is_paid_or_needs_no_payment_does_not_expire():
    paid, cash = make.paid_order("midtrans"), make.order("cod")
    with make.past_payment(paid):
        assert expire_order(paid.pk).state == "confirmed"
        assert expire_order(cash.pk).state == "confirmed"


# -- leaving and arriving -------------------------------------------------------------------------
def test_hand_over_turns_what_was_held_into_one_movement_each():
    shoe, unit = make.variant(5), make.used_pair()
    order = make.order("cod", (shoe, 2), (unit.variant, 1))
    for _ in range(2):
        record_hand_over(order.pk, at=clock.now(), actor=make.WAREHOUSE)
    sold = StockMovement.objects.filter(reference=f"order:{order.number}")
    assert sorted(sold.values_list("variant_id", "delta", "kind")) == sorted(
        [(shoe.pk, -2, "sale"), (unit.variant_id, -1, "sale")]
    )
    assert make.balance(shoe.pk) == (3, 0)
    assert Unit.objects.get(pk=unit.pk).state == "sold"
    assert stock_faults() == []


def test_only_a_confirmed_order_leaves_the_house(refused):
    order = make.order("midtrans")
    with refused(InvalidTransition):
        record_hand_over(order.pk, at=clock.now(), actor=make.WAREHOUSE)
    with refused(InvalidTransition):
        complete_order(order.pk)


def test_a_delivered_order_is_complete_once():
    order = make.paid_order("cod")
    make.send(order)
    for _ in range(2):
        complete_order(order.pk)
    assert fresh(order).state == "completed"
    assert told(order).count("order.completed") == 1
    deliver_pending()
    assert make.attempt_of(order).state == "captured"
