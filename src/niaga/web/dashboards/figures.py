"""The answers that the executive summary is made of: at most six statements for all its tiles.

One question per fact, grain and filter serves many tiles. Each is asked when a tile first needs it,
so that a question that fails takes down its own tiles only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from niaga import metrics
from niaga.kernel.permissions import Actor
from niaga.metrics import Result
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted, start_of
from niaga.web.dashboards.selection import Selection

NOW, BEFORE = "now", "before"


@dataclass(frozen=True)
class Pair:
    """A number of the chosen period and of the one it is compared with; None: there is none."""

    now: int | float | None
    before: int | float | None


@dataclass(frozen=True)
class Figures:
    """Lazy answers for one selection. Not frozen in what it has fetched: each is fetched once."""

    selection: Selection
    actor: Actor

    def _ask(self, *names: str, **question: Any) -> list[Result]:
        question.setdefault("filters", self.selection.filters)
        return metrics.query(names, self.selection.shop.code, actor=self.actor, **question)

    @cached_property
    def periods(self) -> dict[str, tuple[date, date]]:
        periods = {NOW: (self.selection.start, self.selection.end)}
        if self.selection.compared:
            periods[BEFORE] = self.selection.compared
        return periods

    @cached_property
    def net_by_day(self) -> Mapping[date, int]:
        return self._ask("net_sales", grain="day")[0].values  # type: ignore[return-value]

    @cached_property
    def targets(self) -> Mapping[date, int | None]:
        """Month → its target. From the same statement as `net_by_day`."""
        return self._ask("net_sales_target", grain="month")[0].values  # type: ignore[return-value]

    @cached_property
    def quarters(self) -> Result:
        """Growth by quarter. From the same statement as `net_by_day`."""
        return self._ask("growth_by_quarter", grain="quarter")[0]

    @cached_property
    def _orders_by_day(self) -> tuple[dict[tuple[str | None, date], int], ...]:
        results = self._ask("counted_orders", "order_value", by=["customer_type"], grain="day")
        return tuple(dict(result.values) for result in results)

    @cached_property
    def _buyers(self) -> Mapping[str, int]:
        question = {"grain": "month", "periods": self.periods}
        return self._ask("buyers", **question)[0].values  # type: ignore[return-value]

    @cached_property
    def _sold(self) -> tuple[Mapping[str, int], ...]:
        question = {"grain": "month", "periods": self.periods}
        results = self._ask("active_sellers", "products_sold", **question)
        return tuple(result.values for result in results)  # type: ignore[misc]

    @cached_property
    def net_by_segment(self) -> Result:
        """Net sales by category, region and bucket."""
        return self._ask("net_sales", by=["category", "region"], periods=self.periods)[0]

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """Values to filter by, the greatest sellers first."""
        result = self._ask("net_sales", by=["category", "region"], filters={})[0]
        totals: dict[str, dict[str, int]] = {"category": {}, "region": {}}
        for row in result.rows:
            for name, value in zip(("category", "region"), row.key, strict=True):
                if value:
                    totals[name][value] = totals[name].get(value, 0) + int(row.value or 0)
        return {name: sorted(values, key=lambda v: -values[v]) for name, values in totals.items()}

    # What the cards show

    def _sum(self, by_day: Mapping[date, int], bucket: str) -> int | None:
        if bucket not in self.periods:
            return None
        start, end = self.periods[bucket]
        if bucket == BEFORE and end <= self._first_day:
            return None  # before the shop's history: no data is not zero
        return sum(value for day, value in by_day.items() if start <= day < end)

    @property
    def _first_day(self) -> date:
        return date.fromisoformat(self.selection.shop.first_date or str(self.selection.start))

    def _pair(self, by_day: Mapping[date, int]) -> Pair:
        return Pair(self._sum(by_day, NOW), self._sum(by_day, BEFORE))

    def _bucket_pair(self, values: Mapping[str, int]) -> Pair:
        outside = BEFORE not in self.periods or self.periods[BEFORE][1] <= self._first_day
        return Pair(values.get(NOW, 0), None if outside else values.get(BEFORE, 0))

    @cached_property
    def net_sales(self) -> Pair:
        return self._pair(self.net_by_day)

    @cached_property
    def counted_orders(self) -> Pair:
        return self._pair(self._over_types(0))

    @cached_property
    def order_value(self) -> Pair:
        return self._pair(self._over_types(1))

    @cached_property
    def average_order_value(self) -> Pair:
        value, orders = self.order_value, self.counted_orders
        return Pair(
            ratio(_int(value.now), _int(orders.now)), ratio(_int(value.before), _int(orders.before))
        )

    @cached_property
    def buyers(self) -> Pair:
        return self._bucket_pair(self._buyers)

    @cached_property
    def active_sellers(self) -> Pair:
        return self._bucket_pair(self._sold[0])

    @cached_property
    def products_sold(self) -> Pair:
        return self._bucket_pair(self._sold[1])

    def _over_types(self, which: int) -> dict[date, int]:
        days: dict[date, int] = {}
        for (_kind, day), value in self._orders_by_day[which].items():
            days[day] = days.get(day, 0) + value
        return days

    # Courses by month

    @cached_property
    def months(self) -> list[date]:
        """Up to 24 months that end with the chosen period, none from before the history."""
        last_day = min(shifted(self.selection.end, "day", -1), self.selection.today)
        last = start_of(last_day, "month")
        first = max(shifted(last, "month", -23), start_of(self._first_day, "month"))
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [shifted(first, "month", n) for n in range(max(count, 1))]

    def monthly(self, by_day: Mapping[date, int]) -> dict[date, int]:
        sums: dict[date, int] = {}
        for day, value in by_day.items():
            month = day.replace(day=1)
            sums[month] = sums.get(month, 0) + value
        return sums

    @cached_property
    def net_by_month(self) -> dict[date, int]:
        return self.monthly(self.net_by_day)

    def orders_by_month(self, kind: str | None = None) -> dict[date, int]:
        chosen = self._orders_by_day[0].items()
        sums: dict[date, int] = {}
        for (each, day), value in chosen:
            if kind is None or each == kind:
                sums[day.replace(day=1)] = sums.get(day.replace(day=1), 0) + value
        return sums

    def course(self, name: str) -> list[int | float | None]:
        """The metric over `months`, for its sparkline."""
        if name == "net_sales":
            return [self.net_by_month.get(month, 0) for month in self.months]
        if name == "counted_orders":
            orders = self.orders_by_month()
            return [orders.get(month, 0) for month in self.months]
        if name == "average_order_value":
            values, orders = self.monthly(self._over_types(1)), self.orders_by_month()
            return [ratio(values.get(month, 0), orders.get(month, 0)) for month in self.months]
        buckets = {"buyers": lambda: self._buyers, "active_sellers": lambda: self._sold[0]}
        values_by_bucket = buckets.get(name, lambda: self._sold[1])()
        return [values_by_bucket.get(month.isoformat(), 0) for month in self.months]

    @property
    def running_month(self) -> date | None:
        """The month that has not ended yet, if it is among `months`."""
        today = self.selection.today
        month = start_of(today, "month")
        ended = shifted(month, "month", 1) <= shifted(today, "day", 1)
        return None if ended else month


def _int(value: int | float | None) -> int | None:
    return None if value is None else int(value)
