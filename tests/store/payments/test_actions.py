"""Money by bank transfer, in cash, and in suspense; and reports in every order."""

from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from niaga.kernel.errors import InvalidTransition, NotAllowed
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import GUEST
from niaga.store.orders.actions import cancel_order, expire_order
from niaga.store.orders.models import Order
from niaga.store.payments.actions import (
    apply_payment_report,
    confirm_bank_transfer,
    create_attempt,
    free_transfer_code,
    resolve_suspense,
    retry_payment,
    settle_attempt,
)
from niaga.store.payments.errors import AmountDiffers
from niaga.store.payments.models import PaymentAttempt, SuspenseEntry
from niaga.store.shipping.actions import record_tracking
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def state(order: Order) -> str:
    return Order.objects.get(pk=order.pk).state


def suspense() -> list[tuple[str, int]]:
    return list(SuspenseEntry.objects.order_by("pk").values_list("reason", "amount"))


def test_a_transfer_that_staff_saw_confirms_its_order_once():
    order = make.order("bank_transfer")
    attempt = make.attempt_of(order)
    said = [
        confirm_bank_transfer(attempt.pk, received=attempt.amount, actor=make.SALES)
        for _ in range(2)
    ]
    assert said == ["applied", "no_change"]
    attempt = make.attempt_of(order)
    assert (attempt.state, attempt.applied, attempt.method) == ("captured", True, "bank_transfer")
    assert state(order) == "confirmed"
    assert suspense() == []


def test_another_amount_is_kept_in_suspense_and_moves_nothing():
    order = make.order("bank_transfer")
    attempt = make.attempt_of(order)
    for _ in range(2):
        with pytest.raises(AmountDiffers) as caught:
            confirm_bank_transfer(attempt.pk, received=attempt.amount - 1, actor=make.SALES)
        assert caught.value.values == {"received": attempt.amount - 1, "expected": attempt.amount}
    assert state(order) == "placed"
    assert suspense() == [("amount_differs", attempt.amount - 1)]
    assert make.attempt_of(order).state == "pending"

    assert make.pay(order) == "applied"  # and then the right amount comes
    assert state(order) == "confirmed"


def test_another_currency_moves_nothing():
    attempt = make.attempt_of(make.order("midtrans"))
    dollars = make.report(attempt, "captured", 50, currency="USD")
    assert apply_payment_report(attempt.pk, dollars) == "suspense"
    assert state(attempt.order) == "placed"


def test_who_may_confirm_what(refused):
    transfer, cash = (make.attempt_of(make.order(way)) for way in ("bank_transfer", "cod"))
    for actor in (GUEST, make.WAREHOUSE):
        with refused(NotAllowed):
            confirm_bank_transfer(transfer.pk, received=transfer.amount, actor=actor)
    with refused(InvalidTransition):
        confirm_bank_transfer(cash.pk, received=cash.amount, actor=make.SALES)


def test_money_for_an_order_that_is_over_waits_for_staff():
    order = make.order("bank_transfer")
    cancel_order(order.pk, reason="x", actor=GUEST)
    deliver_pending()
    assert make.attempt_of(order).state == "cancelled"
    assert make.pay(order) == "suspense"
    assert suspense() == [("order_cancelled", order.total)]


def test_money_for_goods_that_went_to_another_waits_for_staff():
    shoe, hat = make.variant(1), make.variant(1)
    order = make.order("bank_transfer", (hat, 1), (shoe, 1))
    with make.past_payment(order):
        expire_order(order.pk)
        make.order("cod", (shoe, 1))
        assert make.pay(order) == "suspense"
    assert suspense() == [("order_expired", order.total)]
    assert state(order) == "expired"
    assert make.balance(hat.pk) == (1, 0)  # nothing of it was held
    attempt = make.attempt_of(order)
    assert (attempt.state, attempt.applied) == ("captured", False)


def test_a_cancelled_order_that_was_paid_is_to_be_refunded_once():
    order = make.paid_order()
    cancel_order(order.pk, reason="x", actor=make.SALES)
    deliver_pending()
    deliver_pending()
    assert suspense() == [("refund_due", order.total)]


def test_staff_resolve_what_is_in_suspense(refused):
    order = make.order("bank_transfer")
    cancel_order(order.pk, reason="x", actor=GUEST)
    make.pay(order)
    entry = SuspenseEntry.objects.get()
    with refused(NotAllowed):
        resolve_suspense(entry.pk, resolution="dikembalikan", actor=make.WAREHOUSE)
    for how in ("dikembalikan", "lain"):
        resolve_suspense(entry.pk, resolution=how, actor=make.SALES)
    entry.refresh_from_db()
    assert (entry.resolution, entry.resolved_by) == ("dikembalikan", "staff:3")


def test_what_a_courier_collected_is_settled_when_it_is_paid_out(refused):
    order = make.paid_order("cod")
    with refused(InvalidTransition):
        settle_attempt(make.attempt_of(order).pk, actor=make.SALES)
    make.send(order)
    record_tracking(make.parcel(order).pk, source_key="1", code="delivered")
    deliver_pending()
    for _ in range(2):
        settle_attempt(make.attempt_of(order).pk, actor=make.SALES)
    assert make.attempt_of(order).state == "settled"


# -- attempts -------------------------------------------------------------------------------------
def test_an_open_attempt_is_gone_on_with():
    order = make.order("midtrans")
    assert create_attempt(order).pk == make.attempt_of(order).pk
    assert PaymentAttempt.objects.count() == 1


def test_an_order_that_ended_is_not_paid_again(refused):
    order = make.order("midtrans")
    cancel_order(order.pk, reason="x", actor=GUEST)
    with refused(InvalidTransition):
        retry_payment(order.pk, actor=GUEST)


def test_the_database_holds_one_applied_attempt_and_one_amount_to_transfer():
    order, other = make.paid_order("midtrans"), make.order("bank_transfer")
    same = {"provider": "midtrans", "currency": "IDR", "created_at": order.placed_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentAttempt.objects.create(
            order=order, number=2, provider_reference="x", amount=1, applied=True, **same
        )
    attempt = make.attempt_of(other)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentAttempt.objects.create(
            order=other,
            number=2,
            provider_reference="y",
            amount=attempt.amount,
            state="pending",
            **same | {"provider": "bank_transfer"},
        )


def test_a_transfer_code_that_somebody_has_is_passed_over():
    order = make.order("bank_transfer")
    before = order.total + order.transfer_code
    key = order.request_key
    assert free_transfer_code(key, before) == order.transfer_code % 999 + 1
    make.pay(order)  # paid: its amount is free again
    assert free_transfer_code(key, before) == order.transfer_code


# -- reports in any order -------------------------------------------------------------------------
REPORTS = {
    "pending": 10, "authorized": 20, "failed": 30, "cancelled": 32, "expired": 34,
    "captured": 50, "reversed": 60,
}  # fmt: skip


@pytest.mark.parametrize(
    "way",
    [
        ["pending", "captured"],
        ["pending", "authorized", "captured"],
        ["pending", "failed", "captured"],
        ["pending", "failed", "expired"],
        ["pending", "expired", "captured"],
        ["pending", "cancelled", "captured"],
        ["pending", "captured", "reversed"],
        ["authorized", "failed"],
    ],
    ids=" ".join,
)
def test_any_order_of_reports_and_each_of_them_twice_has_the_same_end(way):
    ends = set()
    for order_of_arrival in permutations(way):
        order = make.order("midtrans")
        attempt = make.attempt_of(order)
        for name in [*order_of_arrival, *order_of_arrival]:
            apply_payment_report(attempt.pk, make.report(attempt, name, REPORTS[name]))
        deliver_pending()
        attempt = make.attempt_of(order)
        ends.add((attempt.state, attempt.applied, state(order), tuple(suspense())))
    assert len(ends) == 1, ends
    (end,) = ends
    assert end[0] == way[-1]
