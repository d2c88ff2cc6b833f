"""What is known of one person, asked of the catalogue; each part by itself.

A part that the actor may not ask is None, and the page says so; an empty part is empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from niaga import metrics
from niaga.insight.lifetime import Reason, Worth, customer_outlook
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor
from niaga.metrics import RowsBehind
from niaga.metrics.formulas import day_after_known
from niaga.metrics.periods import shifted, start_of
from niaga.warehouse.snapshot import ShopEntry

MOST = 100  # rows of each part
QUARTERS = 4
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Value:
    """Observed to date: counted orders, before and after refunds; nothing is predicted.

    `gap`: days between orders on average; None for fewer than two. `since`: days from the last
    order to what the shop knows.
    """

    orders: int
    value: int
    revenue: int
    average: float | None
    first: date | None
    last: date | None
    gap: float | None
    since: int | None


@dataclass(frozen=True)
class Standing:
    """A segment at the end of a period, with its scores of 1 to 5; `segment` None: no order in the
    365 days before.
    """

    day: date
    segment: str | None
    recency: int | None = None
    frequency: int | None = None
    money: int | None = None


@dataclass(frozen=True)
class Profile:
    """`standings`: the newest first. Rows as of `metrics.rows`. `amounts`: order → its worth before
    refunds, of counted orders and for who may know.
    """

    key: str
    value: Value | None
    standings: tuple[Standing, ...] | None
    orders: RowsBehind | None
    amounts: Mapping[str, int]
    returns: RowsBehind | None
    visits: RowsBehind | None
    contacts: RowsBehind | None
    answers: RowsBehind | None
    reviews: RowsBehind | None
    outlook: Worth | Reason | None


def profile_of(entry: ShopEntry, key: str, actor: Actor) -> Profile | None:
    """None when the shop knows no such person."""
    ask = _Asking(entry, key, actor)
    orders = _allowed(lambda: ask.rows("orders"))
    contacts = _allowed(lambda: ask.rows("campaign_people"))
    visits = _allowed(lambda: ask.rows("visits"))
    answers = _allowed(ask.answers)
    known = (orders, contacts, visits, answers)
    if not any(part and part.rows for part in known):
        return None
    return Profile(
        key=key,
        value=_allowed(lambda: ask.value(orders)),
        standings=_allowed(ask.standings),
        orders=orders,
        amounts=_allowed(ask.amounts) or {},
        returns=_allowed(lambda: ask.rows("returns")),
        visits=visits,
        contacts=contacts,
        answers=answers,
        reviews=_allowed(lambda: ask.reviews(orders)),
        outlook=_allowed(lambda: customer_outlook(entry.code, key, day_after_known(entry), actor)),
    )


def key_of_order(entry: ShopEntry, order_id: str, actor: Actor) -> str | None:
    """The pseudonym of the person who placed it. Raises NotAllowed."""
    found = metrics.rows("customers", entry.code, filters={"order": [order_id]}, actor=actor)
    at = found.columns.index("customer_key") if "customer_key" in found.columns else -1
    return str(found.rows[0][at]) if at >= 0 and found.rows and found.rows[0][at] else None


def _allowed(question: Callable[[], Answer]) -> Answer | None:
    try:
        return question()
    except NotAllowed:
        return None


@dataclass(frozen=True)
class _Asking:
    entry: ShopEntry
    key: str
    actor: Actor

    def rows(self, name: str, **filters: Any) -> RowsBehind:
        asked = filters or {"customer": [self.key]}
        return metrics.rows(name, self.entry.code, filters=asked, limit=MOST, actor=self.actor)

    def value(self, orders: RowsBehind | None) -> Value:
        names = ("counted_orders", "order_value", "order_revenue", "average_order_value")
        count, value, revenue, average = metrics.query(
            names, self.entry.code, filters={"customer": [self.key]}, actor=self.actor
        )
        counted = int(count.value or 0)
        days = metrics.query(
            ("counted_orders",),
            self.entry.code,
            grain="day",
            filters={"customer": [self.key]},
            actor=self.actor,
        )[0].values
        known = sorted(day for day, n in days.items() if n)
        first, last = (known[0], known[-1]) if known else (None, None)
        gap = None
        if first and last and len(known) > 1:
            gap = (last - first).days / (len(known) - 1)
        end = day_after_known(self.entry) - timedelta(days=1)
        return Value(
            orders=counted,
            value=int(value.value or 0),
            revenue=int(revenue.value or 0),
            average=average.value,
            first=first,
            last=last,
            gap=gap,
            since=(end - last).days if last else None,
        )

    def amounts(self) -> Mapping[str, int]:
        return {row[0]: int(row[-2] or 0) for row in self.rows("order_value").rows}

    def standings(self) -> tuple[Standing, ...]:
        """Now, and at the ends of the quarters before."""
        end = day_after_known(self.entry)
        quarter = start_of(end - timedelta(days=1), "quarter")
        ends = [end, *(shifted(quarter, "quarter", -n) for n in range(QUARTERS))]
        ends = [day for n, day in enumerate(ends) if n == 0 or day < end]
        result = metrics.query(
            ("rfm_customers",),
            self.entry.code,
            by=("segment", "recency", "frequency", "money"),
            filters={"customer": [self.key]},
            periods={f"{day}": (day - timedelta(days=365), day) for day in ends},
            actor=self.actor,
        )[0]
        at = {row.key[-1]: row.key for row in result.rows if row.value}
        return tuple(_standing(day - timedelta(days=1), at.get(f"{day}")) for day in ends)

    def answers(self) -> RowsBehind:
        """CSAT and NPS answers have the same rows; the question is a column of theirs."""
        csat, nps = self.rows("csat_answers"), self.rows("nps_answers")
        both = tuple(sorted((*csat.rows, *nps.rows), key=lambda row: str(row[1]), reverse=True))
        count = csat.row_count + nps.row_count
        return RowsBehind(csat.metric, csat.shop, csat.columns, both, count, count)

    def reviews(self, orders: RowsBehind | None) -> RowsBehind | None:
        if orders is None:
            return None
        ids = [str(row[0]) for row in orders.rows]
        if not ids:
            return RowsBehind("reviews", self.entry.code, (), (), 0, 0)
        return self.rows("reviews", order=ids)


def _standing(day: date, found: tuple[Any, ...] | None) -> Standing:
    if found is None:
        return Standing(day, None)
    segment, recency, frequency, money = found[:4]
    return Standing(day, segment, int(recency), int(frequency), int(money))
