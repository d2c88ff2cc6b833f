"""The answers that the sales board is made of."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from niaga import metrics
from niaga.metrics import Result, Row
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer, by_month


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
class Category:
    name: str
    units: int
    net: int
    net_before: int


@dataclass(frozen=True)
class Assortment:
    """`sold`: every product that sold in either period, the best seller first; `least`: the least
    sold, of which those that no longer sell and sold most before come first. `net`: what sold
    above zero. `categories`: the greatest first."""

    sold: Sequence[Sold]
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


class SalesFigures(Figures):
    @answer
    def net_by_day(self) -> Mapping[date, int]:
        return self.ask("net_sales", grain="day")[0].values  # type: ignore[return-value]

    # From the same statement as `net_by_day`:

    @answer
    def targets(self) -> Mapping[date, int | None]:
        return self.ask("net_sales_target", grain="month")[0].values  # type: ignore[return-value]

    @answer
    def pace(self) -> Mapping[date, int | None]:
        return self.ask("net_sales_pace", grain="month")[0].values  # type: ignore[return-value]

    @answer
    def growth(self) -> Result:
        return self.ask("growth_by_month", grain="month")[0]

    @answer
    def attainment(self) -> Result:
        return self.ask("target_attainment", grain="month")[0]

    @answer
    def net_sales(self) -> Course:
        months = by_month(self.net_by_day)
        return Course(
            self.day_pair(self.net_by_day), tuple(months.get(month, 0) for month in self.months)
        )

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
        sold = by_month(self.net_by_day)
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

        return Course(
            Pair(value(NOW), value(BEFORE) if self.has_before else None),
            tuple(value(month.isoformat()) for month in self.months),
        )

    @answer
    def assortment(self) -> Assortment:
        net, units = self.ask(
            "net_sales", "products_sold", by=["product", "category"], periods=self.periods
        )
        return _assortment(net, units)

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

    def names(self, products: Iterable[str]) -> Mapping[str, str]:
        """Product → how it is called, where the source tells."""
        wanted = list(products)
        if not wanted:
            return {}
        known = metrics.rows(
            "listed_products",
            self.selection.shop.code,
            filters={"product": wanted},
            limit=len(wanted),
            actor=self.actor,
        )
        at = {column: place for place, column in enumerate(known.columns)}
        return {row[at["product_id"]]: row[at["name"]] for row in known.rows if row[at["name"]]}


KEPT = 16
LEAST = 50
_known: OrderedDict[tuple[int, int], tuple[Result, Result, Assortment]] = OrderedDict()
_lock = Lock()


def _assortment(net: Result, units: Result) -> Assortment:
    """Kept for as long as the answers are the same objects, for there may be many products."""
    key = (id(net), id(units))
    with _lock:
        if key in _known:
            return _known[key][2]
    made = _made(_ranked(_paired(net, units)))
    with _lock:
        _known[key] = (net, units, made)  # held, so that the ids stay theirs
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return made


def _made(sold: Sequence[Sold]) -> Assortment:
    sums: dict[str, list[int]] = {}
    for one in sold:
        each = sums.setdefault(one.category, [0, 0, 0])
        each[0] += one.units
        each[1] += one.net
        each[2] += one.net_before
    categories = [Category(name, *values) for name, values in sums.items()]
    return Assortment(
        sold=sold,
        least=sorted(sold, key=lambda one: (one.units, -one.units_before, one.product))[:LEAST],
        net=sum(max(one.net, 0) for one in sold),
        stopped=sum(one.units <= 0 for one in sold),
        categories=sorted(categories, key=lambda each: (-each.net, each.name)),
    )


def _paired(net: Result, units: Result) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for amount, count in zip(net.rows, units.rows, strict=True):
        product, category, bucket = amount.key
        if product is None:
            continue  # an order's own discount
        one = found.setdefault(product, {"category": category or "", NOW: (0, 0), BEFORE: (0, 0)})
        one[bucket] = (int(count.value or 0), int(amount.value or 0))
    return found


def _ranked(found: Mapping[str, Mapping[str, Any]]) -> list[Sold]:
    """Ties in units go by net sales, then by id; a product without a sale before had no rank."""

    def order(bucket: str) -> dict[str, int]:
        keyed = [(-one[bucket][0], -one[bucket][1], product) for product, one in found.items()]
        return {key[2]: n + 1 for n, key in enumerate(sorted(keyed))}

    now, before = order(NOW), order(BEFORE)
    every = [
        Sold(
            product,
            one["category"],
            one[NOW][0],
            one[NOW][1],
            one[BEFORE][0],
            one[BEFORE][1],
            now[product],
            before[product] if one[BEFORE][0] > 0 else None,
        )
        for product, one in found.items()
    ]
    return sorted(every, key=lambda each: each.rank)
