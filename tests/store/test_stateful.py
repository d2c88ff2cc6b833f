"""Trips through the shop in every order that Hypothesis can think of, against a plain model.

After each deed the shop equals the model; now and then, and at the end with everything delivered
and without, every check of `niaga doctor` finds nothing.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from niaga.kernel import clock
from niaga.kernel.errors import InvalidTransition
from niaga.kernel.health import all_checks
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import GUEST
from niaga.store.catalog.actions import set_price
from niaga.store.checkout.actions import CheckoutRequest, check_out
from niaga.store.inventory.actions import adjust_stock, move_stock, transfer_stock
from niaga.store.inventory.errors import InsufficientStock, UnitNotPossible
from niaga.store.inventory.models import Location, MovementKind, StockBalance
from niaga.store.orders.actions import cancel_order, expire_order
from niaga.store.orders.errors import OrderNotCancellable
from niaga.store.orders.models import Order
from niaga.store.payments.actions import apply_payment_report, confirm_bank_transfer
from niaga.store.payments.errors import AmountDiffers
from niaga.store.payments.models import PaymentAttempt, SuspenseEntry
from niaga.store.shipping.actions import hand_over, pack, record_tracking, start_picking
from niaga.store.shipping.models import Shipment
from tests.store import factories as make
from tests.store.model import Shop, Trip

MORNING = datetime(2026, 3, 2, 2, tzinfo=UTC)
# Each takes about a third of a second; more may be asked for, as in a nightly run.
SHRINK = bool(os.environ.get("NIAGA_TEST_SHRINK"))
EXAMPLES = int(os.environ.get("NIAGA_TEST_EXAMPLES", "60"))
# Shrinking takes minutes, and is for those who look into a failure.
PHASES = [p for p in Phase if p != Phase.explain and (p != Phase.shrink or SHRINK)]
METHODS = ("midtrans", "bank_transfer", "cod")
NEW, USED = ("shoe", "boot", "sandal"), ("pair", "other pair")
# What Midtrans may say of one payment, each with the rank of its report.
REPORTS = {
    "pending": ("pending", 10),
    "authorize": ("authorized", 20),
    "deny": ("failed", 30),
    "cancel": ("cancelled", 32),
    "expire": ("expired", 34),
    "capture": ("captured", 40),
    "settlement": ("captured", 50),
    "reversal": ("reversed", 60),
}
TRACKING = ("in_transit", "exception", "returning", "returned_to_origin", "delivered", "lost")

skus = st.sampled_from(NEW + USED)


@st.composite
def carts(draw: Callable[..., Any]) -> list[tuple[str, int]]:
    """Lines as a cart has them: one SKU may be in several."""
    return draw(st.lists(st.tuples(skus, st.integers(1, 2)), min_size=1, max_size=3))


class Trips(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = MORNING
        self.requests: dict[int, tuple[CheckoutRequest, dict[str, Any]]] = {}
        self.deeds: list[Callable[[], object]] = []
        self.count = 0

    def teardown(self) -> None:
        try:
            if hasattr(self, "shop"):
                self.the_books_agree()
                self.deliver()
                self.the_shop_equals_the_model()
                self.the_books_agree()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @initialize(
        target=orders,
        stock=st.lists(st.integers(2, 8), min_size=3, max_size=3),
        pieces=st.lists(st.integers(1, 2), min_size=3, max_size=3),
    )
    def open_shop(self, stock: list[int], pieces: list[int]) -> Any:
        self.shop = Shop()
        with clock.at(self.now):
            self.here, self.there = make.shop(), make.second_location()
            self.variants = {
                name: make.variant(0, price=100_000 * n, weight=700)
                for n, name in enumerate(NEW, 1)
            }
            for name, quantity in zip(NEW, stock, strict=True):
                if quantity:
                    make.receive(self.variants[name], quantity)
            for name in USED:
                self.variants[name] = make.used_pair().variant
        self.shop.on_hand = dict(zip(NEW, stock, strict=True)) | dict.fromkeys(USED, 1)
        self.shop.elsewhere = dict.fromkeys(NEW + USED, 0)
        self.shop.held = dict.fromkeys(NEW + USED, 0)
        self.shop.used = set(USED)
        others = ("boot", *USED)
        carts = [[(s, n), (other, 1)] for s, n, other in zip(NEW, pieces, others, strict=True)]
        return multiple(*filter(None, map(self.place_order, carts, METHODS)))

    def do(self, deed: Callable[[], object], *, refused: type[Exception] | None = None) -> None:
        """The deed at the time that it is; `refused` is what it has to raise."""
        with clock.at(self.now):
            if refused is None:
                deed()
            else:
                with pytest.raises(refused):
                    deed()

    # -- buying -----------------------------------------------------------------------------------
    @rule(target=orders, cart=carts(), method=st.sampled_from(METHODS))
    def place(self, cart: list[tuple[str, int]], method: str) -> Any:
        placed = self.place_order(cart, method)
        return multiple() if placed is None else placed

    def place_order(self, cart: list[tuple[str, int]], method: str) -> int | None:
        goods: dict[str, int] = {}
        for sku, quantity in cart:
            goods[sku] = goods.get(sku, 0) + quantity
        asked = make.request(method, *((self.variants[sku], n) for sku, n in cart))
        if not self.shop.can_hold(goods):
            self.do(lambda: check_out(asked, actor=GUEST), refused=InsufficientStock)
            return None
        with clock.at(self.now):
            order = check_out(asked, actor=GUEST)
        shown = sum(self.variants[sku].price * n for sku, n in goods.items())
        assert order.items_total == shown
        assert order.total == shown + order.shipping_total - order.transfer_code
        frozen = Order.objects.filter(pk=order.pk).values("total", "tax_total", "items_total").get()
        self.requests[order.pk] = (asked, frozen)
        self.shop.place(order.pk, Trip(method, goods, order.total, order.pay_until))
        return order.pk

    @rule(key=orders)
    def place_again(self, key: int) -> None:
        asked, _ = self.requests[key]
        with clock.at(self.now):
            assert check_out(asked, actor=GUEST).pk == key

    @rule(sku=st.sampled_from(NEW), price=st.integers(1, 90))
    def change_price(self, sku: str, price: int) -> None:
        variant = self.variants[sku]
        self.do(
            lambda: set_price(variant.pk, price=price * 10_000, was_price=None, actor=make.OWNER)
        )
        variant.refresh_from_db()

    # -- paying -----------------------------------------------------------------------------------
    def attempt(self, key: int) -> PaymentAttempt:
        return PaymentAttempt.objects.get(order_id=key)

    @rule(key=orders, more=st.sampled_from([0, 0, 0, 1, -1_000]))
    def see_transfer(self, key: int, more: int) -> None:
        trip, attempt = self.shop.trips[key], self.attempt(key)
        deed = lambda: confirm_bank_transfer(  # noqa: E731
            attempt.pk, received=trip.total + more, actor=make.SALES
        )
        if trip.method != "bank_transfer":
            self.do(deed, refused=InvalidTransition)
            return
        differs = more and trip.attempt.rank < 90
        self.do(deed, refused=AmountDiffers if differs else None)
        self.shop.report(trip, "captured", 90, right=not more)

    @rule(
        key=orders,
        said=st.sampled_from(sorted(REPORTS)),
        right=st.sampled_from([True] * 5 + [False]),
    )
    def hear_from_midtrans(self, key: int, said: str, right: bool) -> None:
        trip = self.shop.trips[key]
        if trip.method != "midtrans":
            return
        attempt, (state, rank) = self.attempt(key), REPORTS[said]
        report = make.report(attempt, state, rank, amount=attempt.amount - (not right))
        self.do(lambda: apply_payment_report(attempt.pk, report))
        self.shop.report(trip, state, rank, right=right)

    @rule(key=orders)
    def pay(self, key: int) -> None:
        trip = self.shop.trips[key]
        if trip.method == "midtrans":
            self.hear_from_midtrans(key, "settlement", True)
        else:
            self.see_transfer(key, 0)

    # -- ending -----------------------------------------------------------------------------------
    @rule(key=orders, staff=st.booleans())
    def cancel(self, key: int, staff: bool) -> None:
        trip = self.shop.trips[key]
        actor = make.SALES if staff else GUEST
        deed = lambda: cancel_order(key, reason="x", actor=actor)  # noqa: E731
        if self.shop.can_cancel(trip, staff=staff):
            self.do(deed)
            self.shop.cancel(trip)
        else:
            self.do(deed, refused=(OrderNotCancellable, InvalidTransition))  # type: ignore[arg-type]

    @rule(key=orders, hours=st.sampled_from([0, 1, 13, 25]))
    def time_passes(self, key: int, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.do(lambda: expire_order(key))
        self.shop.expire(self.shop.trips[key], self.now)

    # -- sending ----------------------------------------------------------------------------------
    def parcel(self, key: int) -> int | None:
        return Shipment.objects.filter(order_id=key).values_list("pk", flat=True).first()

    @rule(key=orders, steps=st.sampled_from([1, 2, 3, 3, 3]))
    def handle(self, key: int, steps: int) -> None:
        """Staff pick, then pack, then hand over, as far as they come."""
        if steps > 1:
            self.deliver()
        shipment = self.parcel(key)
        if shipment is None:
            return
        trip, number = self.shop.trips[key], f"JNE{key:09}"
        for deed, fits in [
            (lambda: start_picking(shipment, actor=make.WAREHOUSE), self.shop.pick),
            (lambda: pack(shipment, actor=make.WAREHOUSE), self.shop.pack),
            (
                lambda: hand_over(shipment, tracking_number=number, actor=make.WAREHOUSE),
                self.shop.hand_over,
            ),
        ][:steps]:
            self.do(deed, refused=None if fits(trip) else InvalidTransition)

    @rule(key=orders, codes=st.lists(st.sampled_from(TRACKING), min_size=1, max_size=3))
    def track(self, key: int, codes: list[str]) -> None:
        shipment = self.parcel(key)
        if shipment is None:
            return
        for code in codes:
            self.count += 1
            self.now += timedelta(seconds=1)
            with clock.at(self.now):
                source = str(self.count)
                assert record_tracking(shipment, source_key=source, code=code)
                assert not record_tracking(shipment, source_key=source, code=code)
            self.shop.track(self.shop.trips[key], code)

    # -- the shelf --------------------------------------------------------------------------------
    def repeatable(self, deed: Callable[[], object], refused: type[Exception] | None) -> None:
        self.do(deed, refused=refused)
        if refused is None:
            self.deeds.append(deed)

    @rule(sku=skus, quantity=st.integers(1, 4))
    def receive(self, sku: str, quantity: int) -> None:
        self.count += 1
        key, variant = f"receive:{self.count}", self.variants[sku].pk
        fits = self.shop.move(sku, quantity)
        self.repeatable(
            lambda: move_stock(
                variant, self.here, quantity, MovementKind.RECEIPT, idempotency_key=key
            ),
            None if fits else UnitNotPossible,
        )

    @rule(sku=st.sampled_from(NEW), delta=st.integers(-4, 4).filter(bool))
    def adjust(self, sku: str, delta: int) -> None:
        self.count += 1
        key, variant = f"adjust:{self.count}", self.variants[sku].pk
        fits = self.shop.move(sku, delta)
        self.repeatable(
            lambda: adjust_stock(
                variant, self.here, delta, reason="x", idempotency_key=key, actor=make.WAREHOUSE
            ),
            None if fits else InsufficientStock,
        )

    @rule(sku=st.sampled_from(NEW), quantity=st.integers(1, 4), back=st.booleans())
    def transfer(self, sku: str, quantity: int, back: bool) -> None:
        self.count += 1
        key, variant = f"transfer:{self.count}", self.variants[sku].pk
        origin, destination = (self.there, self.here) if back else (self.here, self.there)
        fits = self.shop.transfer(sku, quantity, back=back)
        self.repeatable(
            lambda: transfer_stock(
                variant, origin, destination, quantity, idempotency_key=key, actor=make.WAREHOUSE
            ),
            None if fits else InsufficientStock,
        )

    @precondition(lambda self: self.deeds)
    @rule(data=st.data())
    def move_again(self, data: st.DataObject) -> None:
        self.do(data.draw(st.sampled_from(self.deeds)))

    # -- what follows -----------------------------------------------------------------------------
    @rule()
    def deliver(self) -> None:
        self.do(deliver_pending)
        self.shop.deliver()

    # -- what holds -------------------------------------------------------------------------------
    def on_shelf(self, location: Location) -> dict[str, tuple[int, int]]:
        rows = StockBalance.objects.filter(location=location).values_list(
            "variant_id", "on_hand", "held"
        )
        found = {variant: (on_hand, held) for variant, on_hand, held in rows}
        return {name: found.get(v.pk, (0, 0)) for name, v in self.variants.items()}

    @invariant()
    def the_shop_equals_the_model(self) -> None:
        if not hasattr(self, "shop"):
            return
        shop = self.shop
        assert self.on_shelf(self.here) == {
            name: (shop.on_hand[name], shop.held[name]) for name in self.variants
        }
        assert self.on_shelf(self.there) == {
            name: (shop.elsewhere[name], 0) for name in self.variants
        }
        parcels = dict(Shipment.objects.values_list("order_id", "state"))
        payments = {
            order: (state, applied)
            for order, state, applied in PaymentAttempt.objects.values_list(
                "order_id", "state", "applied"
            )
        }
        suspense: dict[int, dict[str, bool]] = {}
        for order, reason, resolved in SuspenseEntry.objects.values_list(
            "attempt__order_id", "reason", "resolved_at"
        ):
            reasons = suspense.setdefault(order, {})
            reasons[reason] = reasons.get(reason, False) or resolved is None
        assert {
            order.pk: (
                order.state,
                payments[order.pk],
                parcels.get(order.pk, ""),
                suspense.get(order.pk, {}),
                order.handed_over_at is not None,
            )
            for order in Order.objects.all()
        } == {
            key: (
                trip.state,
                (trip.attempt.state, trip.attempt.applied),
                trip.parcel,
                trip.suspense,
                trip.left,
            )
            for key, trip in shop.trips.items()
        }

    @rule()
    def the_books_agree(self) -> None:
        for check in all_checks():
            assert list(check.find()) == [], check.title

    @invariant()
    def no_total_has_changed(self) -> None:
        for row in Order.objects.values("pk", "total", "tax_total", "items_total"):
            key = row.pop("pk")
            assert row == self.requests[key][1]


@pytest.mark.parametrize(
    "examples", [EXAMPLES // 4, pytest.param(EXAMPLES, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_trips(db: None, examples: int) -> None:
    run_state_machine_as_test(
        Trips,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            phases=PHASES,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
