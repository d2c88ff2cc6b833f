"""The answers that the sales board is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Any

from niaga.metrics import Result, Row
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted
from niaga.web.dashboards.derived import Derived
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Pair, answer
from niaga.web.dashboards.net_sales import NetSalesFigures


@dataclass(frozen=True)
class Sold:
    """A product in the chosen period and in the one compared with; ranks by units, 1 sells most."""

    product: str
    category: str
    units: int
    net: int
    units_before: int
    net_before: int
    rank: int
    rank_before: int | None


@dataclass(frozen=True)
class Detail:
    """What is told of one product: its name, its gross margin of the period (None: no cost is
    told), and for how much of its sales the cost is told."""

    name: str
    margin: float | None
    coverage: float


@dataclass(frozen=True)
class Category:
    name: str
    units: int
    net: int
    net_before: int


@dataclass(frozen=True)
class Assortment:
    """Of every product that sold in either period. `most`: the best sellers; `least`: the least
    sold, of which those that no longer sell and sold most before come first. `net`: what sold
    above zero. `categories`: the greatest first."""

    most: Sequence[Sold]
    least: Sequence[Sold]
    net: int
    stopped: int
    categories: Sequence[Category]


@dataclass(frozen=True)
class Place:
    """A region's numbers of the chosen period; `before` of the one compared with."""

    region: str
    net: int
    buyers: int
    sellers: int
    before: Mapping[str, int]

    @property
    def buyers_per_seller(self) -> float | None:
        return ratio(self.buyers, self.sellers)


class SalesFigures(NetSalesFigures):
    # From the same statement as `net_by_day`:

    @answer
    def growth(self) -> Result:
        return self.ask("growth_by_month", grain="month")[0]

    @answer
    def attainment(self) -> Result:
        return self.ask("target_attainment", grain="month")[0]

    def monthly(self, result: Result) -> Course:
        """Of a metric that has a row for each month: the last month of the period that has a
        number, and the one before it."""
        rows: dict[Any, Row] = {row.key[0]: row for row in result.rows}
        last = self.last_month
        now, before = rows.get(last), rows.get(shifted(last, "month", -1))
        return Course(
            Pair(now.value if now else None, before.value if before else None),
            tuple(rows[month].value if month in rows else None for month in self.months),
        )

    @property
    def last_month(self) -> date:
        """The last month of the period in which something was sold."""
        sold = self.net_by_month
        return next((month for month in reversed(self.months) if sold.get(month)), self.months[-1])

    @answer
    def orders(self) -> Mapping[str, Result]:
        """By region and bucket."""
        names = ("counted_orders", "average_order_value", "new_customers", "buyers")
        return self.asked(*names, by=["region"], grain="month", periods=self.periods)

    def over_regions(self, name: str) -> Course:
        """Of an additive metric or a rate of such, from its parts by region."""
        sums: dict[str, list[int]] = {}
        rate = False
        for row in self.orders[name].rows:
            total = sums.setdefault(row.key[-1], [0, 0])
            total[0] += row.numerator or 0
            total[1] += row.denominator or 0
            rate = rate or row.denominator is not None

        def value(bucket: str) -> int | float | None:
            top, bottom = sums.get(bucket, [0, 0])
            return ratio(top, bottom) if rate else top

        def size(bucket: str) -> int | None:
            return sums.get(bucket, [0, 0])[1] if rate else None

        before = self.has_before
        return Course(
            Pair(
                value(NOW),
                value(BEFORE) if before else None,
                size(NOW),
                size(BEFORE) if before else None,
            ),
            tuple(value(month.isoformat()) for month in self.months),
        )

    @answer
    def assortment(self) -> Assortment:
        net, units = self.ask(
            "net_sales", "products_sold", by=["product", "category"], periods=self.periods
        )
        return _assortments.of((net, units), lambda: _made(_paired(net, units)))

    @answer
    def places(self) -> Sequence[Place]:
        """Every region, the one that buys most first."""
        net = self.ask("net_sales", by=["region"], periods=self.periods)[0]
        sellers = self.ask("region_sellers", by=["region"], periods=self.periods)[0]
        parts = {"net": net, "buyers": self.orders["buyers"], "sellers": sellers}
        found: dict[str, dict[str, dict[str, int]]] = {}
        for name, result in parts.items():
            for row in result.rows:
                if row.key[0] and row.key[1] in (NOW, BEFORE):
                    one = found.setdefault(row.key[0], {NOW: {}, BEFORE: {}})
                    one[row.key[1]][name] = int(row.value or 0)
        places = [
            Place(
                region,
                each[NOW].get("net", 0),
                each[NOW].get("buyers", 0),
                each[NOW].get("sellers", 0),
                {name: each[BEFORE].get(name, 0) for name in parts} if self.has_before else {},
            )
            for region, each in found.items()
        ]
        return sorted(places, key=lambda place: (-place.net, place.region))

    def details(self, products: Iterable[str]) -> Mapping[str, Detail]:
        """Product → how it is called and what it earned, where the source tells."""
        wanted = list(products)
        if not wanted:
            return {}
        names = ("gross_margin", "cost_coverage")
        margins, coverage = self.ask(
            *names,
            by=["product", "product_name"],
            filters={**self.kept_filters(*names), "product": wanted},
            periods=self.periods,
        )
        covered = {row.key: row.value for row in coverage.rows}
        found: dict[str, Detail] = {}
        for row in margins.rows:
            product, name, bucket = row.key
            if bucket == NOW:
                found[product] = Detail(name or "", row.value, covered[row.key] or 0.0)
            elif product not in found:
                found[product] = Detail(name or "", None, 0.0)
        return found


KEPT_ENDS = 50
_assortments = Derived[Assortment]()


# Of a product: category; units and net sales of the period, and of the one compared with.
_Pair = tuple[str, tuple[int, int], tuple[int, int]]


def _paired(net: Result, units: Result) -> dict[str, _Pair]:
    found: dict[str, _Pair] = {}
    nothing = (0, 0)
    for amount, count in zip(net.rows, units.rows, strict=True):
        product, category, bucket = amount.key
        if product is None:
            continue  # an order's own discount
        pair = (count.numerator or 0, amount.numerator or 0)
        known = found.get(product, (category or "", nothing, nothing))
        found[product] = (known[0], pair, known[2]) if bucket == NOW else (known[0], known[1], pair)
    return found


def _made(found: Mapping[str, _Pair]) -> Assortment:
    """Ties in units go by net sales, then by id; a product without a sale before had no rank."""
    now = sorted((-pair[1][0], -pair[1][1], product) for product, pair in found.items())
    before = sorted((-pair[2][0], -pair[2][1], product) for product, pair in found.items())
    ranks = {product: n for n, (_u, _n, product) in enumerate(now, start=1)}
    ranks_before = {product: n for n, (u, _n, product) in enumerate(before, start=1) if u < 0}
    sums: dict[str, list[int]] = {}
    for category, (units, net), (_units, net_before) in found.values():
        each = sums.setdefault(category, [0, 0, 0])
        each[0] += units
        each[1] += net
        each[2] += net_before

    def sold(product: str) -> Sold:
        category, (units, net), (units_before, net_before) = found[product]
        rank_before = ranks_before.get(product)
        rank = ranks[product]
        return Sold(product, category, units, net, units_before, net_before, rank, rank_before)

    least = nsmallest(KEPT_ENDS, ((p[1][0], -p[2][0], product) for product, p in found.items()))
    categories = [Category(name, *values) for name, values in sums.items()]
    return Assortment(
        most=[sold(product) for _u, _n, product in now[:KEPT_ENDS]],
        least=[sold(product) for _u, _b, product in least],
        net=sum(max(pair[1][1], 0) for pair in found.values()),
        stopped=sum(pair[1][0] <= 0 for pair in found.values()),
        categories=sorted(categories, key=lambda each: (-each.net, each.name)),
    )
