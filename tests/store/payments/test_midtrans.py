"""Midtrans with all its faults: whatever happens on the way, the end is that of the clean run.

The gateway is the local stand-in, asked over a real socket; notifications come in by the real
webhook.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from niaga.kernel import clock
from niaga.kernel.health import all_checks
from niaga.kernel.journal import JournalEvent
from niaga.simulate.midtrans import MidtransServer
from niaga.store.checkout.actions import start_payment
from niaga.store.orders.actions import cancel_order, expire_order
from niaga.store.orders.models import Order
from niaga.store.payments import actions
from niaga.store.payments.errors import GatewayRefused, GatewayUnavailable
from niaga.store.payments.models import PaymentAttempt, ProviderEvent, SuspenseEntry
from niaga.store.shipping.actions import start_picking
from niaga.store.shipping.errors import NotReadyToPick
from niaga.store.shipping.models import Shipment
from tests.store import factories as make
from tests.store.payments.conftest import Post

pytestmark = pytest.mark.django_db


def ordered(*lines: Any) -> tuple[Order, str]:
    """An order whose buyer stands on the payment page; and its name at the gateway."""
    order = make.order("midtrans", *lines)
    start_payment(order)
    attempt = make.attempt_of(order)
    assert attempt.state == "pending"
    assert attempt.pay_url
    return order, attempt.provider_reference


def standing(order: Order) -> dict[str, Any]:
    """Where order, payment, parcel, stock and suspense have come to."""
    attempt = make.attempt_of(order)
    line = order.lines.get()
    return {
        "order": Order.objects.get(pk=order.pk).state,
        "payment": (attempt.state, attempt.applied),
        "parcel": Shipment.objects.filter(order=order).values_list("state", flat=True).first(),
        "stock": make.balance(line.variant_id),
        "suspense": sorted(
            (reason, amount, resolved is None)
            for reason, amount, resolved in SuspenseEntry.objects.filter(
                attempt=attempt
            ).values_list("reason", "amount", "resolved_at")
        ),
    }


def healthy() -> None:
    for check in all_checks():
        assert list(check.find()) == [], check.title


PAID = {
    "order": "confirmed",
    "payment": ("captured", True),
    "parcel": "open",
    "stock": (5, 1),
    "suspense": [],
}
OVER = {
    "order": "cancelled",
    "payment": ("reversed", False),
    "parcel": None,
    "stock": (5, 0),
    "suspense": [],
}

Story = Callable[[MidtransServer, str], None]


def paid(gateway: MidtransServer, name: str) -> None:
    gateway.pick(name, "bca_va")
    gateway.pay(name)


def paid_by_card(gateway: MidtransServer, name: str) -> None:
    gateway.pay(name, "credit_card")
    gateway.settle(name)


def challenged_then_approved(gateway: MidtransServer, name: str) -> None:
    gateway.challenge(name)
    gateway.gateway.command(name, "approve")
    gateway.settle(name)


def challenged_then_denied(gateway: MidtransServer, name: str) -> None:
    gateway.challenge(name)
    gateway.gateway.command(name, "deny")


def expired(gateway: MidtransServer, name: str) -> None:
    gateway.pick(name)
    gateway.expire(name)


def paid_late(gateway: MidtransServer, name: str) -> None:
    expired(gateway, name)
    gateway.settle(name)


def taken_back(gateway: MidtransServer, name: str) -> None:
    gateway.pick(name, "permata_va")
    gateway.pay(name)
    gateway.reverse(name)


WAITS = {"order": "placed", "parcel": None, "stock": (5, 1), "suspense": []}
STORIES: list[tuple[Story, dict[str, Any]]] = [
    (paid, PAID),
    (paid_by_card, PAID),
    (challenged_then_approved, PAID),
    (challenged_then_denied, WAITS | {"payment": ("failed", False)}),
    (expired, WAITS | {"payment": ("expired", False)}),
    (paid_late, PAID),
    (taken_back, OVER),
]


@pytest.mark.parametrize(("story", "end"), STORIES, ids=[story.__name__ for story, _ in STORIES])
@pytest.mark.parametrize("seed", range(4))
def test_the_end_is_that_of_the_clean_run(
    midtrans: MidtransServer, post: Post, story: Story, end: dict[str, Any], seed: int
) -> None:
    """Each notification one to five times, in any order, forged ones between, a worker at any
    time."""
    chance = random.Random(seed)
    order, name = ordered((make.variant(5), 1))
    story(midtrans, name)
    true = post.take()
    assert true
    if seed:
        sent = [(document, 200) for document in true for _ in range(chance.randint(1, 5))]
        sent += [(forged(chance.choice(true), chance), 403) for _ in range(3)]
        chance.shuffle(sent)
    else:
        sent = [(document, 200) for document in true]
    for document, answer in sent:
        assert post.bring(document) == answer
        if chance.random() < 0.4:
            post.understand()
    post.understand()

    # A reversal before the parcel was opened leaves none; after it, a cancelled one.
    found = standing(order)
    if found["parcel"] == "cancelled":
        found["parcel"] = None
    assert found == end
    events = ProviderEvent.objects.exclude(outcome="refused")
    assert set(events.values_list("outcome", flat=True)) <= {"applied", "no_change"}
    healthy()


def forged(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Not signed by the gateway: made up, or a true one with another amount or order."""
    changes: list[dict[str, Any]] = [
        {"transaction_status": "settlement", "status_code": "200", "signature_key": "0" * 128},
        {"gross_amount": "1.00"},
        {"order_id": "260101-ABCDEF-1"},
        {"signature_key": document["signature_key"][::-1]},
    ]
    return document | chance.choice(changes) | {"nonce": chance.random()}


def test_forged_notifications_change_nothing_and_are_logged(midtrans, post, caplog):
    order, name = ordered((make.variant(5), 1))
    before = standing(order)
    midtrans.forge(name)
    picked, lie = post.take()
    with caplog.at_level("WARNING", "niaga.security"):
        assert [post.bring(lie) for _ in range(3)] == [403] * 3
    post.understand()
    assert standing(order) == before
    assert len(caplog.records) == 3
    assert "wrong signature" in caplog.text
    assert JournalEvent.objects.filter(topic="payment.notification_refused").count() == 1
    assert ProviderEvent.objects.get().times_received == 3
    assert picked["transaction_status"] == "pending"


def test_a_signed_lie_about_the_amount_is_not_believed(midtrans, post):
    """Somebody who has the key signs another amount: what the gateway itself answers counts."""
    order, name = ordered((make.variant(5), 1))
    midtrans.tamper(name, 1)
    post.bring_all()
    post.understand()
    assert standing(order) == PAID

    other, name = ordered((make.variant(5), 1))
    midtrans.pick(name)
    midtrans.notify(name, transaction_status="settlement", status_code="200", gross_amount="1.00")
    post.bring_all()
    post.understand()
    assert standing(other)["order"] == "placed"


def test_money_of_another_amount_goes_to_suspense_and_moves_no_order(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.transaction(name).gross_amount -= 1
    midtrans.pay(name)
    for document in post.take() * 2:
        post.bring(document)
        post.understand()
    assert standing(order) == WAITS | {
        "payment": ("pending", False),
        "suspense": [("amount_differs", order.total - 1, True)],
    }


def test_money_for_a_payment_that_is_not_ours_goes_to_suspense_once(midtrans, post):
    order, name = ordered()
    stranger = "other shop/1 ?"
    transaction = midtrans.transaction(name)
    transaction.order_id = stranger
    midtrans.gateway._keep(transaction)
    midtrans.pay(stranger)
    for document in post.take() * 3:
        post.bring(document)
        post.understand()
    entry = SuspenseEntry.objects.get()
    assert (entry.reason, entry.amount, entry.attempt) == ("unknown_payment", order.total, None)


def test_late_money_revives_an_expired_order_whose_goods_are_there(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    with make.past_payment(order):
        expire_order(order.pk)
        post.understand()
        assert standing(order)["payment"] == ("expired", False)
        midtrans.pay(name)
        post.bring_all()
        post.understand()
    assert standing(order) == PAID
    healthy()


def test_late_money_for_goods_that_are_gone_waits_for_staff(midtrans, post):
    shoe = make.variant(1)
    order, name = ordered((shoe, 1))
    with make.past_payment(order):
        expire_order(order.pk)
        make.order("cod", (shoe, 1))
        midtrans.pay(name)
        post.bring_all()
        post.understand()
    assert standing(order) == {
        "order": "expired",
        "payment": ("captured", False),
        "parcel": None,
        "stock": (1, 1),
        "suspense": [("order_expired", order.total, True)],
    }
    healthy()


def test_money_for_a_cancelled_order_waits_for_staff(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    cancel_order(order.pk, reason="x", actor=make.SALES)
    post.understand()
    midtrans.pay(name)
    post.bring_all()
    post.understand()
    found = standing(order)
    assert found["suspense"] == [("order_cancelled", order.total, True)]
    assert (found["order"], found["payment"]) == ("cancelled", ("captured", False))
    healthy()


def test_money_that_may_be_taken_back_is_waited_for(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name, "permata_va")
    post.bring_all()
    post.understand()
    with pytest.raises(NotReadyToPick):
        start_picking(make.parcel(order).pk, actor=make.WAREHOUSE)
    with clock.shifted(timedelta(minutes=10)):
        assert start_picking(make.parcel(order).pk, actor=make.WAREHOUSE).state == "picking"


def test_money_taken_back_before_hand_over_ends_the_order(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name, "permata_va")
    post.bring_all()
    post.understand()
    midtrans.reverse(name)
    post.bring_all()
    post.understand()
    assert standing(order) == OVER | {"parcel": "cancelled"}
    healthy()


def test_money_taken_back_after_hand_over_is_owed(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name, "permata_va")
    post.bring_all()
    post.understand()
    with clock.shifted(timedelta(minutes=10)):
        make.send(order)
        midtrans.reverse(name)
        for document in post.take() * 2:
            post.bring(document)
            post.understand()
    assert standing(order) == {
        "order": "confirmed",
        "payment": ("reversed", False),
        "parcel": "handed_over",
        "stock": (4, 0),
        "suspense": [("reversed_after_shipment", -order.total, True)],
    }
    healthy()


def test_money_taken_back_after_a_cancellation_closes_the_refund_that_was_due(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name, "permata_va")
    post.bring_all()
    post.understand()
    cancel_order(order.pk, reason="x", actor=make.SALES)
    post.understand()
    assert standing(order)["suspense"] == [("refund_due", order.total, True)]
    midtrans.reverse(name)
    post.bring_all()
    post.understand()
    assert standing(order)["suspense"] == [("refund_due", order.total, False)]
    healthy()


def test_money_taken_back_after_it_was_refunded_is_owed(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name, "permata_va")
    post.bring_all()
    post.understand()
    cancel_order(order.pk, reason="x", actor=make.SALES)
    post.understand()
    actions.resolve_suspense(
        SuspenseEntry.objects.get().pk, resolution="dikembalikan", actor=make.SALES
    )
    midtrans.reverse(name)
    post.bring_all()
    post.understand()
    assert standing(order)["suspense"] == [
        ("refund_due", order.total, False),
        ("reversed_after_refund", -order.total, True),
    ]


# -- making the payment ---------------------------------------------------------------------------
def test_a_lost_answer_makes_no_second_transaction(midtrans):
    midtrans.faults.drop_create_replies = 1
    order = make.order("midtrans")
    attempt = make.attempt_of(order)
    with pytest.raises(GatewayUnavailable):
        actions.start_attempt(attempt.pk)
    token = midtrans.transaction(attempt.provider_reference).token
    assert make.attempt_of(order).state == "created"

    again = actions.create_attempt(order)
    assert again.pk == attempt.pk
    started = actions.start_attempt(again.pk)
    assert started.pay_url.endswith(token)
    assert [t.token for t in midtrans.gateway.all()] == [token]
    assert PaymentAttempt.objects.count() == 1


def test_a_slow_answer_is_not_waited_for(midtrans, monkeypatch):
    monkeypatch.setattr("niaga.store.payments.gateways.midtrans.TIMEOUT", 0.2)
    midtrans.faults.slow_create_replies = 1
    midtrans.faults.slow_create_seconds = 1.0
    order = make.order("midtrans")
    assert start_payment(order) is None
    monkeypatch.undo()
    for _ in range(200):
        attempt = start_payment(order)  # 202 while the first request still runs
        if attempt:
            break
    assert attempt is not None
    assert len(midtrans.gateway.all()) == 1


def test_a_notification_that_is_faster_than_the_answer_loses_no_address(
    midtrans, post, monkeypatch
):
    order = make.order("midtrans")
    name = make.attempt_of(order).provider_reference
    real = actions.gateway("midtrans").start

    def start(attempt: PaymentAttempt) -> Any:
        started = real(attempt)
        midtrans.pick(name)
        post.bring_all()
        post.understand()
        return started

    monkeypatch.setattr(actions.gateway("midtrans"), "start", start)
    attempt = start_payment(order)
    assert attempt is not None
    assert (attempt.state, make.attempt_of(order).pay_url) == ("pending", attempt.pay_url)
    assert attempt.pay_url.endswith(midtrans.transaction(name).token)


def test_an_order_is_safe_when_the_gateway_is_away(midtrans):
    midtrans.faults.server_errors = 1
    order = make.order("midtrans")
    assert start_payment(order) is None
    assert Order.objects.get(pk=order.pk).state == "placed"
    attempt = start_payment(order)
    assert attempt is not None
    assert attempt.state == "pending"


def test_a_new_attempt_after_one_that_failed_has_a_name_of_its_own(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.challenge(name)
    midtrans.gateway.command(name, "deny")
    post.bring_all()
    post.understand()
    second = actions.retry_payment(order.pk, actor=make.SALES)
    assert second.provider_reference == f"{order.number}-2"
    midtrans.pay(second.provider_reference)
    post.bring_all()
    post.understand()
    assert standing(order) == PAID

    # The first is paid as well: one is applied, the other waits for staff.
    midtrans.transaction(name).fraud_status = "accept"
    midtrans.settle(name)
    post.bring_all()
    post.understand()
    entry = SuspenseEntry.objects.get()
    assert (entry.reason, entry.attempt.number) == ("already_paid", 1)
    assert standing(order) == PAID
    healthy()


# -- asking by ourselves --------------------------------------------------------------------------
def test_a_lost_notification_is_made_up_for_by_asking(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.faults.lose_notifications = 9
    midtrans.pay(name)
    assert post.take() == []
    assert actions.check_pending() == 0  # too early
    with clock.shifted(timedelta(minutes=3)):
        assert actions.check_pending() == 1
        post.understand()
    assert standing(order) == PAID


def test_one_payment_that_cannot_be_asked_about_does_not_hide_the_others(
    midtrans, post, monkeypatch
):
    (_, bad), (_order, good) = ordered(), ordered((make.variant(5), 1))
    midtrans.pay(good)
    real = actions.gateway("midtrans").report

    def report(attempt: PaymentAttempt) -> Any:
        if attempt.provider_reference == bad:
            raise GatewayRefused(detail="x")
        return real(attempt)

    monkeypatch.setattr(actions.gateway("midtrans"), "report", report)
    with clock.shifted(timedelta(minutes=3)):
        assert actions.check_pending() == 1
    assert PaymentAttempt.objects.filter(checked_at=None).count() == 0


@pytest.mark.parametrize("task", ["check_pending", "close_at_provider"])
def test_one_payment_that_the_provider_fails_over_does_not_stand_before_the_others(
    midtrans, post, monkeypatch, task
):
    (first, bad), (second, good) = ordered(), ordered((make.variant(5), 1))
    if task == "check_pending":
        midtrans.pay(good)
    else:
        for order in (first, second):
            cancel_order(order.pk, reason="x", actor=make.SALES)
        post.understand()
    name = "report" if task == "check_pending" else "close"
    real = getattr(actions.gateway("midtrans"), name)

    def failing(attempt: PaymentAttempt) -> Any:
        if attempt.provider_reference == bad:
            raise GatewayUnavailable
        return real(attempt)

    monkeypatch.setattr(actions.gateway("midtrans"), name, failing)
    with clock.shifted(timedelta(minutes=3)):
        assert getattr(actions, task)() == 1


def test_a_provider_that_is_away_is_not_asked_about_everything(midtrans, monkeypatch):
    for _order in range(5):
        ordered((make.variant(5), 1))
    asked = []

    def away(attempt: PaymentAttempt) -> Any:
        asked.append(attempt.pk)
        raise GatewayUnavailable

    monkeypatch.setattr(actions.gateway("midtrans"), "report", away)
    with clock.shifted(timedelta(minutes=3)), pytest.raises(GatewayUnavailable):
        actions.check_pending()
    assert len(asked) == 3


def test_a_gateway_that_is_away_keeps_the_notification_waiting(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pay(name)
    for document in post.take():
        post.bring(document)
    midtrans.faults.server_errors = 2
    post.understand()
    assert set(ProviderEvent.objects.values_list("outcome", flat=True)) == {"received"}
    post.understand()
    assert standing(order) == PAID


def test_what_ended_here_is_ended_there(midtrans, post):
    order, name = ordered((make.variant(5), 1))
    midtrans.pick(name)
    cancel_order(order.pk, reason="x", actor=make.SALES)
    post.understand()
    assert actions.close_at_provider() == 1
    assert midtrans.transaction(name).status == "cancel"
    post.bring_all()
    post.understand()
    assert standing(order)["payment"] == ("cancelled", False)
    assert actions.close_at_provider() == 0
