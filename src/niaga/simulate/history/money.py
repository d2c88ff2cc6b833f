"""How orders are paid, or not: channels, delays, failures, money that comes late or goes back."""

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from niaga.simulate.history.records import Records
from niaga.simulate.history.seasons import JAKARTA, Seasons
from niaga.simulate.history.trade import OrderRecord, Trade
from niaga.simulate.midtrans.transactions import Transaction
from niaga.store.payments import events
from niaga.store.payments.states import ATTEMPT

# Midtrans channel as our reports name it -> (share, median minutes to pay, name in Snap)
CHANNELS: dict[str, tuple[float, float, str]] = {
    "qris": (0.29, 3, "other_qris"),
    "gopay": (0.19, 2, "gopay"),
    "shopeepay": (0.09, 2, "shopeepay"),
    "bank_transfer:bca": (0.17, 35, "bca_va"),
    "bank_transfer:bni": (0.05, 45, "bni_va"),
    "bank_transfer:bri": (0.07, 50, "bri_va"),
    "bank_transfer:permata": (0.025, 55, "permata_va"),
    "echannel": (0.055, 45, "echannel"),
    "credit_card": (0.045, 4, "credit_card"),
    "cstore": (0.015, 190, "indomaret"),
}
REVERSIBLE = {"bank_transfer:permata", "echannel", "cstore"}
_RANKS = {
    "pending": 10,
    "failed": 30,
    "cancelled": 32,
    "expired": 34,
    "captured": 50,
    "reversed": 60,
}
# notifications are kept for orders of this many last days
INBOX_DAYS = 60


@dataclass(slots=True, eq=False)
class AttemptRecord:
    key: int
    order: OrderRecord
    number: int
    provider: str
    created_at: datetime
    expires_at: datetime | None
    state: str = "created"
    method: str = ""
    applied: bool = False
    captured_at: datetime | None = None
    closed_at: datetime | None = None
    rank: int = 0

    @property
    def reference(self) -> str:
        return f"{self.order.number}-{self.number}"

    @property
    def amount(self) -> int:
        return self.order.sums.total


@dataclass(slots=True, eq=False)
class SuspenseRecord:
    key: int
    attempt: AttemptRecord
    amount: int
    reason: str
    created_at: datetime
    resolved_at: datetime | None = None
    resolution: str = ""


@dataclass(slots=True, eq=False)
class NoticeRecord:
    attempt: AttemptRecord
    body: str
    dedupe_key: str
    received_at: datetime
    outcome: str


@dataclass
class Money:
    rng: random.Random
    records: Records
    seasons: Seasons
    trade: Trade
    sales: str
    attempts: list[AttemptRecord] = field(default_factory=list)
    suspense: list[SuspenseRecord] = field(default_factory=list)
    notices: list[NoticeRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._current: dict[int, AttemptRecord] = {}

    # -- the try ---------------------------------------------------------------------------------
    def begin(self, order: OrderRecord, at: datetime) -> None:
        """Called as soon as the order is placed; decides how its payment will go."""
        attempt = self._attempt(order, 1, at)
        if order.method == "cod":
            self._step(attempt, "pending", at, order.buyer.actor)
        elif order.method == "bank_transfer":
            self._step(attempt, "pending", at, order.buyer.actor)
            self.trade.open_transfers.add(attempt.amount)
            self._plan_transfer(order, attempt, at)
        else:
            self._plan_midtrans(order, attempt, at)

    def _attempt(self, order: OrderRecord, number: int, at: datetime) -> AttemptRecord:
        attempt = AttemptRecord(
            self.records.next_key("attempt"), order, number, order.method, at, order.pay_until
        )
        self.attempts.append(attempt)
        self._current[order.key] = attempt
        actor = order.buyer.actor
        self.records.step(ATTEMPT, attempt.key, "", "created", at, actor=actor)
        self.records.tell(
            at,
            events.PaymentStarted(
                attempt.key, order.key, attempt.provider, attempt.amount, self.trade.shop.currency
            ),
            attempt.reference,
            actor,
        )
        return attempt

    def _plan_transfer(self, order: OrderRecord, attempt: AttemptRecord, at: datetime) -> None:
        fate, deadline = self.rng.random(), at + timedelta(hours=23, minutes=50)
        if fate < 0.1:
            self._plan_expiry(order)
        elif fate < 0.12:
            self._plan_change_of_mind(order, at)
        else:
            sent = at + timedelta(minutes=min(1100, self.rng.lognormvariate(4.4, 1.0)))
            seen = self._attended(sent) + timedelta(minutes=self.rng.uniform(8, 200))
            self.trade.at(min(seen, deadline), self._staff_confirms, attempt)

    def _plan_midtrans(self, order: OrderRecord, attempt: AttemptRecord, at: datetime) -> None:
        names = list(CHANNELS)
        channel = self.rng.choices(names, [CHANNELS[name][0] for name in names])[0]
        fate = self.rng.random()
        if fate < 0.062:
            self._plan_expiry(order)
            if fate < 0.0025 and order.pay_until:
                late = order.pay_until + timedelta(minutes=self.rng.uniform(30, 240))
                self.trade.at(late, self._provider_pays, attempt, channel)
            return
        if fate < 0.075:
            self._plan_change_of_mind(order, at)
            return
        minutes = min(1380, CHANNELS[channel][1] * self.rng.lognormvariate(0, 0.8))
        paid = at + timedelta(minutes=max(0.6, minutes))
        if fate < 0.105 and minutes < 300:
            failed = at + timedelta(minutes=max(1.0, minutes / 2))
            self.trade.at(at + timedelta(seconds=40), self._provider_waits, attempt, channel)
            self.trade.at(failed, self._provider_fails, attempt)
            self.trade.at(failed + timedelta(minutes=2), self._try_again, order)
            return
        if paid > self.trade.end:
            return  # still unpaid when the history ends: the buyer may yet choose how
        self.trade.at(at + timedelta(seconds=35), self._provider_waits, attempt, channel)
        self.trade.at(paid, self._provider_pays, attempt, channel)

    def _plan_expiry(self, order: OrderRecord) -> None:
        if order.pay_until:
            late = timedelta(minutes=15, seconds=self.rng.randint(2, 55))
            self.trade.at(order.pay_until + late, self._expire, order)

    def _plan_change_of_mind(self, order: OrderRecord, at: datetime) -> None:
        later = at + timedelta(minutes=self.rng.uniform(3, 240))
        self.trade.at(later, self._buyer_cancels, order)

    def _attended(self, moment: datetime) -> datetime:
        """Transfers are looked at from 9 to 19, every day."""
        local = moment.astimezone(JAKARTA)
        if 9 <= local.hour < 19:
            return moment
        day = local.date() + timedelta(days=1 if local.hour >= 19 else 0)
        start = datetime(day.year, day.month, day.day, 9, tzinfo=JAKARTA)
        return start.astimezone(moment.tzinfo)

    # -- what happens ----------------------------------------------------------------------------
    def _step(self, attempt: AttemptRecord, new: str, at: datetime, actor: str = "system") -> None:
        self.records.step(ATTEMPT, attempt.key, attempt.state, new, at, actor=actor)
        attempt.state = new
        if attempt.provider == "bank_transfer" and new != "pending":
            self.trade.open_transfers.discard(attempt.amount)

    def _provider_waits(self, at: datetime, attempt: AttemptRecord, channel: str) -> None:
        if attempt.state == "created":
            self._step(attempt, "pending", at)
            self._report(attempt, "pending", channel)
            self._notice(attempt, "pending", at)

    def _provider_fails(self, at: datetime, attempt: AttemptRecord) -> None:
        self._step(attempt, "failed", at)
        self._report(attempt, "failed", attempt.method)
        self._ended(attempt, at)
        self._notice(attempt, "deny", at)

    def _try_again(self, at: datetime, order: OrderRecord) -> None:
        if order.state != "placed":
            return
        attempt = self._attempt(order, 2, at)
        paid = at + timedelta(minutes=self.rng.uniform(1, 9))
        self.trade.at(at + timedelta(seconds=20), self._provider_waits, attempt, "qris")
        self.trade.at(paid, self._provider_pays, attempt, "qris")

    def _provider_pays(self, at: datetime, attempt: AttemptRecord, channel: str) -> None:
        if attempt.state == "created":
            self._provider_waits(at, attempt, channel)
        minutes = 10 if channel in REVERSIBLE else 0
        self._report(attempt, "captured", channel)
        self._capture(attempt, at, "system", minutes)
        self._notice(attempt, "settlement", at)
        if attempt.applied and minutes and self.rng.random() < 0.012:
            back = at + timedelta(minutes=self.rng.uniform(1, 5))
            self.trade.at(back, self._reverse, attempt)
        else:
            self._plan_settlement(attempt, at, days=self.rng.choice((1, 2, 2, 3)))

    def _staff_confirms(self, at: datetime, attempt: AttemptRecord) -> None:
        if attempt.order.state != "placed":
            return
        attempt.rank, attempt.method = 90, "bank_transfer"
        self._capture(attempt, at, self.sales, 0)

    def collect_cash(self, order: OrderRecord, at: datetime) -> None:
        """The courier took the money at the door."""
        attempt = self._current[order.key]
        if attempt.provider != "cod":
            return
        attempt.rank, attempt.method = 40, "cod"
        self._capture(attempt, at, "system", 0)
        self._plan_settlement(attempt, at, days=self.rng.randint(3, 7))

    def _capture(self, attempt: AttemptRecord, at: datetime, actor: str, minutes: int) -> None:
        order, reason = attempt.order, ""
        if order.state == "cancelled":
            reason = "order_cancelled"
        elif order.state in {"placed", "expired"} and not self.trade.confirm(
            order, at, actor, reversible_minutes=minutes
        ):
            reason = "order_expired"
        self._step(attempt, "captured", at, actor)
        attempt.captured_at, attempt.applied = at, not reason
        self.records.tell(
            at,
            events.PaymentCaptured(
                attempt.key,
                order.key,
                attempt.provider,
                attempt.amount,
                self.trade.shop.currency,
                attempt.applied,
            ),
            attempt.reference,
            actor,
        )
        if reason:
            self._suspend(attempt, attempt.amount, reason, at)

    def _reverse(self, at: datetime, attempt: AttemptRecord) -> None:
        """The bank takes it back within minutes, before anything was packed."""
        order = attempt.order
        if order.state != "confirmed" or order.handed_over_at:
            return
        self._step(attempt, "reversed", at)
        attempt.applied = False
        self._report(attempt, "reversed", attempt.method)
        self.records.tell(
            at,
            events.PaymentReversed(
                attempt.key, order.key, attempt.amount, self.trade.shop.currency
            ),
            attempt.reference,
        )
        self._notice(attempt, "deny", at)
        self.trade.end_order(at, order, "cancelled", "payment reversed", "system")

    def _plan_settlement(self, attempt: AttemptRecord, at: datetime, *, days: int) -> None:
        moment = self.seasons.staffed(at + timedelta(days=days))
        late = timedelta(minutes=self.rng.randint(5, 90))
        self.trade.at(moment + late, self._settle, attempt)

    def _settle(self, at: datetime, attempt: AttemptRecord) -> None:
        if attempt.state != "captured":
            return
        self._step(attempt, "settled", at, self.sales)
        self.records.tell(
            at,
            events.PaymentSettled(
                attempt.key, attempt.order.key, attempt.amount, self.trade.shop.currency
            ),
            attempt.reference,
            self.sales,
        )

    def _expire(self, at: datetime, order: OrderRecord) -> None:
        if order.state == "placed":
            self.trade.end_order(at, order, "expired", "not paid in time", "system")

    def _buyer_cancels(self, at: datetime, order: OrderRecord) -> None:
        if order.state == "placed":
            self.trade.end_order(at, order, "cancelled", "buyer", order.buyer.actor)

    def end_with_order(self, order: OrderRecord, at: datetime) -> None:
        """The order is over: an open try ends with it; money already taken is owed back."""
        for attempt in self.attempts_of(order):
            if attempt.state in {"created", "pending"}:
                new = "expired" if order.state == "expired" else "cancelled"
                self._step(attempt, new, at + timedelta(seconds=1))
                attempt.closed_at = at + timedelta(seconds=20)
                self._ended(attempt, at + timedelta(seconds=1))
            elif (
                attempt.state in {"captured", "settled"}
                and attempt.applied
                and order.state == "cancelled"
            ):
                self._suspend(attempt, attempt.amount, "refund_due", at + timedelta(seconds=1))

    def attempts_of(self, order: OrderRecord) -> list[AttemptRecord]:
        current = self._current.get(order.key)
        return [current] if current else []

    def _ended(self, attempt: AttemptRecord, at: datetime) -> None:
        told = events.PaymentEnded(attempt.key, attempt.order.key, attempt.state)
        self.records.tell(at, told, attempt.reference)

    def _suspend(self, attempt: AttemptRecord, amount: int, reason: str, at: datetime) -> None:
        entry = SuspenseRecord(self.records.next_key("suspense"), attempt, amount, reason, at)
        self.suspense.append(entry)
        self.records.tell(
            at,
            events.MoneySuspended(entry.key, amount, self.trade.shop.currency, reason),
            entry.key,
        )
        back = self.seasons.staffed(at + timedelta(hours=self.rng.uniform(6, 150)))
        self.trade.at(back + timedelta(minutes=self.rng.randint(5, 200)), self._give_back, entry)

    def _give_back(self, at: datetime, entry: SuspenseRecord) -> None:
        entry.resolved_at = at
        entry.resolution = "Dana dikembalikan ke rekening pembeli"
        self.records.tell(at, events.SuspenseResolved(entry.key), entry.key, self.sales)

    def _report(self, attempt: AttemptRecord, state: str, method: str) -> None:
        attempt.rank, attempt.method = _RANKS[state], method

    def _notice(self, attempt: AttemptRecord, status: str, at: datetime) -> None:
        """The notification as Midtrans sent it; kept for the last weeks only."""
        if (self.trade.end - at).days > INBOX_DAYS:
            return
        channel = CHANNELS[attempt.method][2]
        transaction = Transaction(
            order_id=attempt.reference,
            gross_amount=attempt.amount,
            token=attempt.reference,
            created_at=attempt.created_at,
        )
        transaction.pick(channel, attempt.created_at)
        transaction.status = status
        transaction.settled_at = at if status == "settlement" else None
        document: dict[str, Any] = transaction.document(f"demo-{attempt.key}")
        body = json.dumps(document)
        self.notices.append(
            NoticeRecord(attempt, body, f"{document['signature_key'][:40]}{status}", at, "applied")
        )
