"""The shop as plain data: what a trip through it must come to, told in the fewest words.

It knows nothing of databases, locks, keys or the journal's cursors. The stateful test does each
deed in both and compares.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

GRACE = timedelta(minutes=15)
IN_THE_HOUSE = {"open", "picking", "packed"}
ON_THE_WAY = {"handed_over", "in_transit", "exception"}
OPEN = {"created", "pending", "authorized"}
MONEY_IN = {"captured", "settled"}


@dataclass
class Attempt:
    state: str
    rank: int = 0
    applied: bool = False


@dataclass
class Trip:
    """One order with its payment and its parcel."""

    method: str
    goods: dict[str, int]
    total: int
    pay_until: datetime | None
    state: str = "placed"
    attempt: Attempt = field(default_factory=lambda: Attempt("created"))
    parcel: str = ""
    left: bool = False
    suspense: dict[str, bool] = field(default_factory=dict)  # reason -> still open
    untold: list[str] = field(default_factory=list)  # of its events, what subscribers wait for


@dataclass
class Shop:
    """Quantities are pieces; `held` counts the first location alone, where parcels leave from."""

    on_hand: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    trips: dict[int, Trip] = field(default_factory=dict)

    def free(self, sku: str) -> int:
        return self.on_hand[sku] - self.held[sku]

    # -- stock ------------------------------------------------------------------------------------
    def move(self, sku: str, delta: int) -> bool:
        if sku in self.used or self.free(sku) + delta < 0:
            return False
        self.on_hand[sku] += delta
        return True

    def transfer(self, sku: str, quantity: int, *, back: bool) -> bool:
        if (self.elsewhere[sku] if back else self.free(sku)) < quantity:
            return False
        self.on_hand[sku] += quantity if back else -quantity
        self.elsewhere[sku] -= quantity if back else -quantity
        return True

    # -- orders -----------------------------------------------------------------------------------
    def can_hold(self, goods: dict[str, int]) -> bool:
        return all(self.free(sku) >= quantity for sku, quantity in goods.items())

    def hold(self, goods: dict[str, int], sign: int = 1) -> None:
        for sku, quantity in goods.items():
            self.held[sku] += sign * quantity

    def place(self, key: int, trip: Trip) -> None:
        self.hold(trip.goods)
        self.trips[key] = trip
        trip.attempt.state = "created" if trip.method == "midtrans" else "pending"
        if trip.method == "cod":
            self.confirm(trip)

    def confirm(self, trip: Trip) -> None:
        trip.state = "confirmed"
        trip.untold.append("confirmed")

    def end(self, trip: Trip, state: str) -> None:
        trip.state = state
        trip.untold.append("ended")
        if not trip.left:
            self.hold(trip.goods, -1)

    def can_cancel(self, trip: Trip, *, staff: bool) -> bool:
        if trip.state == "cancelled":
            return True
        if trip.left or trip.state not in {"placed", "confirmed"}:
            return False
        return staff or trip.state == "placed"

    def cancel(self, trip: Trip) -> None:
        if trip.state != "cancelled":
            self.end(trip, "cancelled")

    def expire(self, trip: Trip, now: datetime) -> None:
        if trip.state == "placed" and trip.pay_until and trip.pay_until + GRACE <= now:
            self.end(trip, "expired")

    # -- money ------------------------------------------------------------------------------------
    def report(self, trip: Trip, state: str, rank: int, *, right: bool = True) -> None:
        """The provider, the bank statement or the courier says so; a lower rank is old news."""
        attempt = trip.attempt
        if rank <= attempt.rank:
            return
        if not right:
            if state in MONEY_IN:
                trip.suspense.setdefault("amount_differs", True)
            return
        attempt.rank = rank
        if state in MONEY_IN and attempt.state not in MONEY_IN | {"reversed"}:
            self.capture(trip)
        elif state == "reversed" and attempt.state != "reversed":
            self.reverse(trip)
        elif (
            attempt.state in OPEN
            and state not in MONEY_IN
            and not (attempt.state == "authorized" and state == "pending")
        ) or (attempt.state == "failed" and state in {"expired", "cancelled"}):
            attempt.state = state

    def capture(self, trip: Trip) -> None:
        trip.attempt.state = "captured"
        reason = ""
        if trip.state == "cancelled":
            reason = "order_cancelled"
        elif trip.state == "expired" and not self.can_hold(trip.goods):
            reason = "order_expired"
        if reason:
            trip.suspense[reason] = True
            return
        trip.attempt.applied = True
        if trip.state == "expired":
            self.hold(trip.goods)
        if trip.state in {"placed", "expired"}:
            self.confirm(trip)

    def reverse(self, trip: Trip) -> None:
        was_applied = trip.attempt.applied
        trip.attempt.state, trip.attempt.applied = "reversed", False
        waiting = [reason for reason, is_open in trip.suspense.items() if is_open]
        for reason in waiting:
            trip.suspense[reason] = False
        if waiting:
            return
        if was_applied and trip.left:
            if trip.state != "cancelled":
                trip.suspense["reversed_after_shipment"] = True
        elif was_applied or trip.state == "placed":
            self.cancel(trip)

    # -- parcels ----------------------------------------------------------------------------------
    def pick(self, trip: Trip) -> bool:
        return self.step(trip, "open", "picking")

    def pack(self, trip: Trip) -> bool:
        return self.step(trip, "picking", "packed")

    def step(self, trip: Trip, old: str, new: str) -> bool:
        if trip.parcel != old:
            return False
        trip.parcel = new
        return True

    def hand_over(self, trip: Trip) -> bool:
        if trip.parcel == "handed_over":
            return True
        if trip.parcel != "packed" or trip.state != "confirmed":
            return False
        trip.parcel, trip.left = "handed_over", True
        for sku, quantity in trip.goods.items():
            self.held[sku] -= quantity
            self.on_hand[sku] -= quantity
        return True

    def track(self, trip: Trip, code: str) -> None:
        if trip.parcel not in ON_THE_WAY | {"returning"}:
            return
        if trip.parcel == "returning" and code not in {"returned_to_origin", "lost"}:
            return
        if code == "handed_over":
            return
        trip.parcel = code
        if code == "delivered":
            trip.state = "completed"
            trip.untold.append("completed")
        elif code in {"returned_to_origin", "lost"}:
            self.end(trip, "cancelled")

    # -- what follows -----------------------------------------------------------------------------
    def deliver(self) -> None:
        """Everybody hears of everything that was told until now."""
        for trip in self.trips.values():
            told, trip.untold = trip.untold, []
            over = trip.state in {"cancelled", "expired"}
            if "ended" in told and over and trip.attempt.state in OPEN:
                trip.attempt.state = "expired" if trip.state == "expired" else "cancelled"
            elif "ended" in told and trip.state == "cancelled" and trip.attempt.applied:
                trip.suspense.setdefault("refund_due", True)
            if "ended" in told and trip.state == "cancelled" and trip.parcel in IN_THE_HOUSE:
                trip.parcel = "cancelled"
            if "confirmed" in told and trip.state == "confirmed" and not trip.parcel:
                trip.parcel = "open"
            if "completed" in told and trip.method == "cod":
                self.report(trip, "captured", 40)
