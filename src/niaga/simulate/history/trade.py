"""Orders from click to door: every step at its moment, as the shop's actions would have done it."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from niaga.kernel.shop import Shop
from niaga.simulate.history.crowd import Buyer, Crowd
from niaga.simulate.history.records import Records
from niaga.simulate.history.seasons import JAKARTA, Seasons
from niaga.simulate.history.shelf import Item, Shelf
from niaga.simulate.shop.places import OTHER, SERVICES
from niaga.store.inventory.events import StockHeld, StockMoved, StockReleased
from niaga.store.orders import events
from niaga.store.orders.actions import PAYMENT_GRACE, reference_of
from niaga.store.orders.calculations import NO_TAX, OrderSums, Priced, TaxRate, sum_order
from niaga.store.orders.models import TaxRule
from niaga.store.orders.states import ORDER
from niaga.store.shipping.calculations import parcel_price
from niaga.store.shipping.models import ShippingRate
from niaga.store.shipping.queries import HANDLING_DAYS

PAY_WITHIN = timedelta(hours=24)


@dataclass(slots=True, eq=False)
class HoldRecord:
    key: int
    reference: str
    item: Item
    quantity: int
    created_at: datetime
    expires_at: datetime | None
    state: str = "active"
    ended_at: datetime | None = None


@dataclass(slots=True, eq=False)
class OrderRecord:
    key: int
    number: str
    token: str
    request_key: str
    buyer: Buyer
    placed_at: datetime
    method: str
    pay_until: datetime | None
    sums: OrderSums
    transfer_code: int
    tax_rule: int | None
    lines: list[tuple[Item, int, int]]  # item, quantity, unit price
    line_keys: list[int]
    rate: ShippingRate
    weight: int
    session_id: str
    promised_from: date
    promised_until: date
    state: str = "placed"
    confirmed_at: datetime | None = None
    handed_over_at: datetime | None = None
    completed_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""
    holds: list[HoldRecord] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return reference_of(self.number)


@dataclass
class Trade:
    """Time is a queue of deeds. Nothing after `end` happens: what is open then stays open."""

    rng: random.Random
    records: Records
    seasons: Seasons
    shelf: Shelf
    crowd: Crowd
    shop: Shop
    end: datetime
    rates: dict[str, list[ShippingRate]]
    tax_rules: list[TaxRule]
    sales: str  # actor of those who see to payments
    keeper: str  # actor of those who pack
    orders: list[OrderRecord] = field(default_factory=list)
    holds: list[HoldRecord] = field(default_factory=list)
    refused: int = 0  # visits that found nothing in their size

    def __post_init__(self) -> None:
        self._queue: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = itertools.count()
        self._numbers: set[str] = set()
        self.open_transfers: set[int] = set()  # amounts
        self._taxes: dict[date, tuple[int | None, TaxRate]] = {}
        self.on_placed: Callable[[OrderRecord, datetime], None] = lambda order, at: None
        self.on_confirmed: Callable[[OrderRecord, datetime, int], None] = lambda o, at, minutes: (
            None
        )
        self.on_ended: Callable[[OrderRecord, datetime], None] = lambda order, at: None
        self.on_completed: Callable[[OrderRecord, datetime], None] = lambda order, at: None

    def at(self, moment: datetime, deed: Callable[..., None], *what: Any) -> None:
        if moment <= self.end:
            heapq.heappush(self._queue, (moment, next(self._order), deed, what))

    def run(self, progress: Callable[[datetime], None]) -> None:
        while self._queue:
            moment, _n, deed, what = heapq.heappop(self._queue)
            progress(moment)
            deed(moment, *what)

    # -- placing ---------------------------------------------------------------------------------
    def place(self, at: datetime, buyer: Buyer, wish: list[tuple[Item, int]]) -> None:
        """`wish` has each item once and no more of it than is there."""
        rng, records = self.rng, self.records
        local_day = at.astimezone(JAKARTA).date()
        weight = sum(item.weight * quantity for item, quantity in wish)
        rate = self._service(buyer)
        price = parcel_price(weight, rate.first_kg, rate.next_kg)
        method = buyer.method if rng.random() < 0.88 else rng.choice(("midtrans", "bank_transfer"))
        goods_total = sum(item.price * quantity for item, quantity in wish)
        if method == "cod" and (not rate.cash_on_delivery or goods_total > 1_600_000):
            method = "midtrans"
        rule, tax = self._tax(local_day)
        code = self.transfer_code(goods_total + price) if method == "bank_transfer" else 0
        sums = sum_order(
            [Priced(item.key, quantity, item.price, item.weight) for item, quantity in wish],
            shipping=price,
            discount=code,
            tax=tax,
        )
        pay_until = None if method == "cod" else at + PAY_WITHIN
        visit = f"{rng.getrandbits(96):024x}"
        order = OrderRecord(
            key=records.next_key("order"),
            number=self._number(local_day),
            token=records.secret(),
            request_key=records.secret(),
            buyer=buyer,
            placed_at=at,
            method=method,
            pay_until=pay_until,
            sums=sums,
            transfer_code=code,
            tax_rule=rule,
            lines=[(item, quantity, item.price) for item, quantity in wish],
            line_keys=[records.next_key("line") for _wish in wish],
            rate=rate,
            weight=weight,
            session_id=visit if buyer.agrees else "",
            promised_from=local_day + timedelta(days=HANDLING_DAYS + rate.days_min),
            promised_until=local_day + timedelta(days=HANDLING_DAYS + rate.days_max),
        )
        self.orders.append(order)
        buyer.orders += 1
        self._hold(order, at, pay_until + PAYMENT_GRACE if pay_until else None, buyer.actor)
        records.step(ORDER, order.key, "", "placed", at, actor=buyer.actor)
        records.tell(
            at,
            events.OrderPlaced(
                order.key, order.number, sums.total, self.shop.currency, method, order.session_id
            ),
            order.number,
            buyer.actor,
        )
        if method == "cod":
            self.confirm(order, at, buyer.actor, "cash on delivery")
        self.on_placed(order, at)

    def _hold(
        self, order: OrderRecord, at: datetime, expires_at: datetime | None, actor: str
    ) -> None:
        quantities: dict[str, int] = {}
        for item, quantity, _price in sorted(order.lines, key=lambda line: line[0].key):
            item.held += quantity
            item.wanted_lately += quantity
            if item.held > item.on_hand:
                raise RuntimeError(f"{item.sku} is promised twice")
            quantities[str(item.key)] = quantity
            if item.unit:
                self.shelf.step_unit(item.unit, "listed", "held", at, actor, order.reference)
                self.shelf.used_listed.remove(item)
            hold = HoldRecord(
                self.records.next_key("hold"), order.reference, item, quantity, at, expires_at
            )
            order.holds.append(hold)
            self.holds.append(hold)
        self.records.tell(at, StockHeld(order.reference, quantities), order.reference, actor)

    def _service(self, buyer: Buyer) -> ShippingRate:
        rates = self.rates[buyer.region.code[:2]]
        weights = [SERVICES.get((rate.courier, rate.service), OTHER).share for rate in rates]
        return self.rng.choices(rates, weights)[0]

    def _tax(self, day: date) -> tuple[int | None, TaxRate]:
        if day not in self._taxes:
            found: tuple[int | None, TaxRate] = (None, NO_TAX)
            for rule in self.tax_rules:
                if rule.effective_from <= day and not (
                    rule.effective_to and rule.effective_to <= day
                ):
                    found = (
                        rule.pk,
                        TaxRate(
                            Fraction(rule.rate_numerator, rule.rate_denominator),
                            Fraction(rule.base_numerator, rule.base_denominator),
                        ),
                    )
            self._taxes[day] = found if self.shop.is_pkp else (None, NO_TAX)
        return self._taxes[day]

    def _number(self, day: date) -> str:
        while True:
            number = f"{day:%y%m%d}-{self.records.code()}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    # -- bank transfers: no two open ones of one amount ------------------------------------------
    def transfer_code(self, total: int) -> int:
        taken = self.open_transfers
        while True:
            code = self.rng.randint(1, 499)
            if total - code not in taken:
                return code

    # -- the order's own steps -------------------------------------------------------------------
    def confirm(
        self,
        order: OrderRecord,
        at: datetime,
        actor: str,
        reason: str = "paid",
        reversible_minutes: int = 0,
    ) -> bool:
        """False when an expired order can no longer be honoured."""
        if order.state == "expired":
            if any(item.available < quantity for item, quantity, _price in order.lines):
                return False
            self._hold(order, at, None, actor)
        self.records.step(
            ORDER, order.key, order.state, "confirmed", at, actor=actor, reason=reason
        )
        order.state, order.confirmed_at = "confirmed", at
        order.ended_at, order.end_reason = None, ""
        for hold in order.holds:
            if hold.state == "active":
                hold.expires_at = None
        for item, quantity, _price in order.lines:
            item.product.sold += quantity
        self.records.tell(
            at,
            events.OrderConfirmed(order.key, order.number, reversible_minutes),
            order.number,
            actor,
        )
        self.on_confirmed(order, at, reversible_minutes)
        return True

    def end_order(
        self, at: datetime, order: OrderRecord, state: str, reason: str, actor: str
    ) -> None:
        """Cancelled or expired; what was still held goes back."""
        was_confirmed = order.state == "confirmed"
        self.records.step(ORDER, order.key, order.state, state, at, actor=actor, reason=reason)
        order.state, order.ended_at, order.end_reason = state, at, reason
        self._release(order, at, "expired" if state == "expired" else "cancelled", actor)
        if was_confirmed:
            for item, quantity, _price in order.lines:
                item.product.sold -= quantity
        told: object = (
            events.OrderExpired(order.key, order.number)
            if state == "expired"
            else events.OrderCancelled(order.key, order.number, reason)
        )
        self.records.tell(at, told, order.number, actor)
        self.on_ended(order, at)

    def _release(self, order: OrderRecord, at: datetime, why: str, actor: str) -> None:
        quantities: dict[str, int] = {}
        for hold in order.holds:
            if hold.state != "active":
                continue
            hold.state, hold.ended_at = ("expired" if why == "expired" else "released"), at
            hold.item.held -= hold.quantity
            quantities[str(hold.item.key)] = hold.quantity
            if hold.item.unit:
                self.shelf.step_unit(hold.item.unit, "held", "listed", at, actor, order.reference)
                self.shelf.used_listed.append(hold.item)
        if quantities:
            self.records.tell(
                at, StockReleased(order.reference, quantities, why), order.reference, actor
            )

    def hand_over(self, order: OrderRecord, at: datetime) -> None:
        """The goods leave the house: what was held is sold."""
        order.handed_over_at = at
        for hold in order.holds:
            if hold.state != "active":
                continue
            hold.state, hold.ended_at = "consumed", at
            hold.item.held -= hold.quantity
            hold.item.on_hand -= hold.quantity
            self.shelf.take_out(
                hold.item, hold.quantity, at, order.reference, f"hold:{hold.key}", self.keeper
            )
            self.records.tell(
                at,
                StockMoved(hold.item.key, "", -hold.quantity, "sale", order.reference),
                hold.item.key,
                self.keeper,
            )
            if hold.item.unit:
                self.shelf.step_unit(
                    hold.item.unit, "held", "sold", at, self.keeper, order.reference
                )
        self.records.tell(
            at, events.OrderHandedOver(order.key, order.number), order.number, self.keeper
        )

    def complete(self, order: OrderRecord, at: datetime, actor: str = "system") -> None:
        self.records.step(ORDER, order.key, order.state, "completed", at, actor=actor)
        order.state, order.completed_at = "completed", at
        self.records.tell(at, events.OrderCompleted(order.key, order.number), order.number, actor)
        self.on_completed(order, at)
