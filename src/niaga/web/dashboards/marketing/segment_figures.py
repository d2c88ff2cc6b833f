"""The answers that the board of segments and cohorts is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from niaga.insight.recommendation import Offer, PairCounts, PreferenceCounts, offers
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted, start_of
from niaga.metrics.views.rfm import SEGMENTS
from niaga.web.dashboards.figures import BEFORE, NOW, Figures, answer

COHORTS = 12
OFFERS = 2  # for each segment
SHOWN_QUARTERS = 6


@dataclass(frozen=True)
class Group:
    """People of an RFM cell or of a segment, their revenue and orders of the 365 days."""

    customers: int = 0
    revenue: int = 0
    orders: int = 0

    def __add__(self, other: "Group") -> "Group":
        return Group(
            self.customers + other.customers,
            self.revenue + other.revenue,
            self.orders + other.orders,
        )


@dataclass(frozen=True)
class Chosen:
    """A product of a segment: `counts` for its lift."""

    counts: PreferenceCounts
    units: int


@dataclass(frozen=True)
class QuarterProduct:
    quarter: str
    place: int
    product: str
    name: str
    units: int
    net: int


@dataclass(frozen=True)
class ChurnMonth:
    month: date
    active: int
    churned: int
    reactivated: int


class SegmentFigures(Figures):
    @answer
    def _rfm(self) -> dict[str, dict[tuple[str, int, int], Group]]:
        """Bucket → segment, recency and frequency score → the people there."""
        names = ("rfm_customers", "rfm_revenue", "rfm_orders")
        by = ["segment", "recency", "frequency"]
        results = self.ask(*names, by=by, periods=self.periods)
        found: dict[str, dict[tuple[str, int, int], Group]] = {NOW: {}, BEFORE: {}}
        for rows in zip(*(result.rows for result in results), strict=True):
            segment, recency, frequency, bucket = rows[0].key
            values = [int(row.value or 0) for row in rows]
            found[bucket][(segment, int(recency), int(frequency))] = Group(*values)
        return found

    @answer
    def grid(self) -> dict[tuple[int, int], Group]:
        """Recency and frequency score → people, now."""
        return {(r, f): group for (_segment, r, f), group in self._rfm[NOW].items()}

    @answer
    def segments(self) -> dict[str, tuple[Group, Group | None]]:
        """Segment → its people now and in the period before, in the order of the rules."""
        sums: dict[str, dict[str, Group]] = {NOW: {}, BEFORE: {}}
        for bucket, cells in self._rfm.items():
            for (segment, _r, _f), group in cells.items():
                sums[bucket][segment] = sums[bucket].get(segment, Group()) + group
        return {
            name: (
                sums[NOW].get(name, Group()),
                sums[BEFORE].get(name, Group()) if self.has_before else None,
            )
            for name in SEGMENTS
            if name in sums[NOW] or name in sums[BEFORE]
        }

    @answer
    def total(self) -> tuple[Group, Group | None]:
        now = sum((pair[0] for pair in self.segments.values()), Group())
        if not self.has_before:
            return now, None
        return now, sum((pair[1] or Group() for pair in self.segments.values()), Group())

    @answer
    def products(self) -> dict[str, list[Chosen]]:
        """Segment → its most ordered products, the first first."""
        results = self.asked(
            "segment_product_units",
            "segment_product_orders",
            "segment_orders_beside_product",
            "product_orders_of_all",
            "orders_of_all_beside_product",
            by=["segment", "product", "product_name"],
            period=(None, self.selection.end),
        )
        found: dict[str, list[Chosen]] = {}
        for rows in zip(*(result.rows for result in results.values()), strict=True):
            segment, product, name = rows[0].key
            units, *counts = (int(row.value or 0) for row in rows)
            chosen = Chosen(PreferenceCounts(segment, product, name or product, *counts), units)
            found.setdefault(segment, []).append(chosen)
        for listed in found.values():
            listed.sort(key=lambda each: (-each.units, -each.counts.orders, each.counts.product))
        return {name: found[name] for name in SEGMENTS if name in found}

    @answer
    def offers(self) -> dict[str, tuple[Offer, ...]]:
        names = ("pair_baskets", "pair_baskets_first", "pair_baskets_second", "pair_baskets_all")
        by = ["segment", "product", "product_name", "other_product", "other_product_name"]
        results = self.ask(*names, by=by, period=(None, self.selection.end))
        pairs = []
        for rows in zip(*(result.rows for result in results), strict=True):
            segment, product, name, other, other_name = rows[0].key
            counts = (int(row.value or 0) for row in rows)
            pairs.append(
                PairCounts(segment, product, name or product, other, other_name or other, *counts)
            )
        preferences = [each.counts for listed in self.products.values() for each in listed]
        found = offers(pairs, preferences, OFFERS)
        return {name: found[name] for name in SEGMENTS if name in found}

    @answer
    def quarter_products(self) -> dict[str, list[QuarterProduct]]:
        """Quarter → its most ordered products, the first first; the last quarters."""
        units, net = self.ask(
            "quarter_product_units",
            "quarter_product_net_sales",
            by=["sales_quarter", "product", "product_name"],
            period=(None, self.selection.end),
        )
        found: dict[str, list[QuarterProduct]] = {}
        for row, money in zip(units.rows, net.rows, strict=True):
            quarter, product, name = row.key
            found.setdefault(quarter, []).append(
                QuarterProduct(
                    quarter, 0, product, name or product, int(row.value or 0),
                    int(money.value or 0),
                )
            )  # fmt: skip
        ranked = {}
        for quarter in sorted(found)[-SHOWN_QUARTERS:]:
            listed = sorted(found[quarter], key=lambda p: (-p.units, -p.net, p.product))
            ranked[quarter] = [
                QuarterProduct(p.quarter, n, p.product, p.name, p.units, p.net)
                for n, p in enumerate(listed, 1)
            ]
        return ranked

    @answer
    def retention(self) -> Mapping[tuple[date, int], tuple[int, int]]:
        """Cohort's month and months after → retained and size; finished months only."""
        result = self.ask("retention_rate", by=["months_after"], grain="month")[0]
        return {
            (row.key[1], int(row.key[0])): (int(row.numerator or 0), int(row.denominator or 0))
            for row in result.rows
            if row.key[1] < self.selection.end
        }

    @answer
    def cohorts(self) -> list[date]:
        """The last cohorts until the end of the period."""
        months = sorted({month for month, _after in self.retention})
        last = start_of(shifted(self.selection.end, "day", -1), "month")
        return [month for month in months if month <= last][-COHORTS:]

    def retained(self, after: int) -> tuple[float | None, int]:
        """The average over these cohorts of those whose month is over, and its n."""
        cells = [self.retention.get((month, after)) for month in self.cohorts]
        known = [cell for cell in cells if cell is not None]
        size = sum(cell[1] for cell in known)
        return ratio(sum(cell[0] for cell in known), size), size

    @answer
    def churn(self) -> list[ChurnMonth]:
        rate, back = self.ask("churn_rate", "reactivated_customers", grain="month")
        returned = {row.key[0]: int(row.value or 0) for row in back.rows}
        return [
            ChurnMonth(
                row.key[0],
                int(row.denominator or 0),
                int(row.numerator or 0),
                returned.get(row.key[0], 0),
            )
            for row in rate.rows
            if row.key[0] < self.selection.end and row.denominator
        ][-24:]
