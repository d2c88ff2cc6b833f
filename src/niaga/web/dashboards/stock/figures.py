"""The six answers of the board of stock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from niaga.insight.forecast import Outlook, Reason, foretell, known_demand, known_sales
from niaga.insight.forecast.models import Values
from niaga.insight.forecast.reorder import LeadTime, reorder_point
from niaga.insight.forecast.shelves import Due, NoLeadTime, Shelf, Spread, due, spread
from niaga.kernel.shop import current_shop
from niaga.metrics import Result, Row, policy
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer
from niaga.web.dashboards.filters import takes

MONEY = ("stock_value", "stock_excess_value", "stock_dead_value")
SHELF = (
    "stock_available",
    "stock_cover_days",
    "variants_kept",
    "variants_out_wanted",
    "variants_out_soon",
    "variants_dead",
)
MICRO = 1_000_000
TODAY = (
    "today"  # beside the chosen periods: what is to be ordered is told of now, whatever they are
)
LISTED = Option("daftar", {"teratas": gettext_lazy("10 teratas"), "semua": gettext_lazy("Semua")})
BY_CATEGORY = "kategori"
MISSED = Option("habis", {"varian": gettext_lazy("Varian"), BY_CATEGORY: gettext_lazy("Kategori")})
PIECES, OF_SALES, OF_SHELVES = "barang", "penjualan", "stok"
FORETOLD = Option(
    "perkiraan",
    {
        PIECES: gettext_lazy("Barang"),
        OF_SALES: gettext_lazy("Penjualan bersih"),
        OF_SHELVES: gettext_lazy("Sisa stok"),
    },
)


@dataclass(frozen=True)
class Line:
    """A variant at the end of the period. `cover`: days that it lasts; None: nobody asks for it."""

    shelf: Shelf
    cover: float | None
    value: int
    excess: int
    is_kept: bool
    is_out: bool
    is_dead: bool


@dataclass(frozen=True)
class Missed:
    """A variant in the chosen period: days on which none could be ordered, what they cost in sales;
    None: it is not for the reader to know. `is_out`: at the end of the period, too."""

    name: str
    sku: str
    days: int
    sales: int | None
    is_out: bool


@dataclass(frozen=True)
class ProductClass:
    """Products of one class; `sales`: their net sales, None: not for the reader to know."""

    abc: str
    xyz: str
    products: int
    sales: int | None


@dataclass(frozen=True)
class Availability:
    """Share of variant-days on which a category could be ordered, and of how many."""

    category: str
    rate: float | None
    before: float | None
    days: int


class StockFigures(Figures):
    @property
    def has_stock(self) -> bool:
        """The shop tells of its shelves."""
        return bool(self.selection.shop.files.get("stock_days"))

    @property
    def is_past(self) -> bool:
        """The period ended before today: what is to be done now is not told by its end."""
        return self.selection.end <= self.selection.today

    @answer
    def shelves(self) -> Mapping[str, Result]:
        """Each variant as it stood at the end of the period, of the one before, and today."""
        periods = dict(self.periods)
        if self.is_past:
            tomorrow = self.selection.today + timedelta(days=1)
            periods[TODAY] = (self.selection.today, tomorrow)
        names = (*SHELF, *self._allowed(MONEY))
        return self.asked(*names, by=["sku", "product_name"], periods=periods)

    def _allowed(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What goods cost and bring, for who may know; it comes with the same statement."""
        return tuple(name for name in names if policy.may_ask(self.actor, metric_named(name)))

    def require(self, name: str) -> None:
        """Raises NotAllowed."""
        policy.require_numbers(self.actor, (metric_named(name),), ())

    @answer
    def states(self) -> Mapping[str, Result]:
        """All variants together."""
        return {name: _whole(result) for name, result in self.shelves.items()}

    def now(self, name: str) -> Course:
        self.require(name)
        if not self.has_stock:
            return _nothing()
        pair = self.measured(self.states, name).pair
        return Course(Pair(pair.now, pair.before), ())

    @answer
    def availability_asked(self) -> Mapping[str, Result]:
        return self.asked("in_stock_rate", grain="month", periods=self.periods)

    @property
    def availability(self) -> Course:
        if not self.has_stock:
            return _nothing()
        return self.measured(self.availability_asked, "in_stock_rate")

    @property
    def of_sales(self) -> bool:
        """Net sales are foretold in place of pieces."""
        return self.selection.option(FORETOLD.name, PIECES) == OF_SALES

    @property
    def of_shelves(self) -> bool:
        """What is left of the stock is foretold from the pieces."""
        return self.selection.option(FORETOLD.name, PIECES) == OF_SHELVES

    @property
    def has_series(self) -> bool:
        return self.has_stock or self.of_sales

    @answer
    def series(self) -> tuple[Values, date] | Reason:
        """A value for each whole day up to yesterday, whatever the period."""
        shop = self.selection.shop.code
        if self.of_sales:
            return known_sales(shop, self.actor, self._taken("net_sales"))
        return known_demand(shop, self.actor, self._taken("demand_units"))

    @answer
    def outlook(self) -> Outlook | Reason:
        series = self.series
        return foretell(*series) if isinstance(series, tuple) else series

    @property
    def recent(self) -> tuple[float, ...]:
        """The last eight weeks of it."""
        series = self.series
        return tuple(series[0][-56:].tolist()) if isinstance(series, tuple) else ()

    def _taken(self, name: str) -> dict[str, list[str]]:
        chosen = self.selection.filters
        kept = {key: values for key, values in chosen.items() if takes(name, key)}
        self.left_out |= set(chosen) - set(kept)
        return kept

    @answer
    def lines(self) -> tuple[Line, ...]:
        """At the end of the period."""
        return self._lines(NOW)

    @answer
    def lines_today(self) -> tuple[Line, ...]:
        return self._lines(TODAY) if self.is_past else self.lines

    def _lines(self, bucket: str) -> tuple[Line, ...]:
        values: dict[str, dict[tuple[object, ...], Any]] = {
            name: {row.key[:2]: row.value for row in result.rows if row.key[2] == bucket}
            for name, result in self.shelves.items()
        }
        demand = {
            row.key[:2]: row.denominator or 0
            for row in self.shelves["stock_cover_days"].rows
            if row.key[2] == bucket
        }
        unknown: dict[tuple[object, ...], int] = {}
        found = []
        for key in values["stock_available"]:
            shelf = Shelf(
                str(key[0] or ""),
                str(key[1] or ""),
                int(values["stock_available"].get(key) or 0),
                demand.get(key, 0) / MICRO,
            )
            value, excess = (int(values.get(name, unknown).get(key) or 0) for name in MONEY[:2])
            found.append(
                Line(
                    shelf,
                    values["stock_cover_days"].get(key),
                    value,
                    excess,
                    bool(values["variants_kept"].get(key)),
                    bool(values["variants_out_wanted"].get(key)),
                    bool(values["variants_dead"].get(key)),
                )
            )
        return tuple(found)

    @property
    def available_today(self) -> int:
        """Pieces that are not promised, of all that is asked about."""
        return sum(line.shelf.available for line in self.lines_today)

    @property
    def reorder_level(self) -> int | None:
        """The reorder point, where the board is narrowed to one variant and it is known."""
        chosen = self.selection.filters.get("sku", [])
        if len(chosen) != 1 or self.lead.mean <= 0:
            return None
        found = reorder_point(self.spread.get(chosen[0], {}), self.lead, seed=chosen[0])
        return found.point if found else None

    @answer
    def spread(self) -> Spread:
        return spread(self.selection.shop.code, self.actor, self._taken("open_days"))

    @answer
    def missed_asked(self) -> Mapping[str, Result]:
        names = ("lost_days", *self._allowed(("lost_sales",)))
        return self.asked(*names, by=["sku", "product_name"], periods=self.periods)

    @property
    def missed(self) -> tuple[Missed, ...]:
        """What was lost most, first; by days where money is not told."""
        days, sales = self.missed_asked["lost_days"], self.missed_asked.get("lost_sales")
        lost = sales.values if sales else {}
        out = {line.shelf.sku for line in self.lines if line.is_out}
        found = [
            Missed(
                str(row.key[1] or ""),
                str(row.key[0] or ""),
                int(row.value or 0),
                int(lost[row.key] or 0) if sales else None,
                row.key[0] in out,
            )
            for row in days.rows
            if row.key[2] == NOW and row.value
        ]
        return tuple(sorted(found, key=lambda each: (-(each.sales or 0), -each.days, each.sku)))

    def missed_whole(self, name: str) -> Pair:
        """Of `lost_days` or `lost_sales`, in both periods."""
        return self.course(_whole(self.missed_asked[name])).pair

    @answer
    def classes(self) -> tuple[ProductClass, ...]:
        """At the end of the period; needs no shelves."""
        names = ("classed_products", *self._allowed(("classed_net_sales",)))
        results = self.asked(*names, by=["abc", "xyz"], period=self.periods[NOW])
        sales = results.get("classed_net_sales")
        return tuple(
            ProductClass(
                str(row.key[0]),
                str(row.key[1]),
                int(row.value or 0),
                int(sales.values[row.key] or 0) if sales else None,
            )
            for row in results["classed_products"].rows
        )

    @property
    def lead(self) -> LeadTime:
        """As the shop tells it: no purchase is recorded that it could be measured from."""
        shop = current_shop()
        if shop.code != self.selection.shop.code:
            return LeadTime(0)
        return LeadTime(shop.supplier_lead_days, shop.supplier_lead_days_sd)

    @answer
    def due(self) -> tuple[Due, ...] | NoLeadTime:
        kept = tuple(line.shelf for line in self.lines_today if line.is_kept)
        return due(self.selection.shop.code, kept, self.lead, lambda: self.spread)

    @answer
    def by_category(self) -> tuple[Availability, ...]:
        (result,) = self.ask("in_stock_rate", by=["category"], periods=self.periods)
        rows = {row.key: row for row in result.rows}
        found = [
            Availability(
                str(key[0] or ""),
                row.value,
                before.value if (before := rows.get((key[0], BEFORE))) else None,
                int(row.denominator or 0),
            )
            for key, row in rows.items()
            if key[1] == NOW and row.denominator
        ]
        return tuple(sorted(found, key=lambda each: (each.rate or 0, each.category)))


def _nothing() -> Course:
    return Course(Pair(None, None), ())


def _whole(result: Result) -> Result:
    """Of what was split by SKU and name, by bucket alone."""
    sums: dict[Any, list[int]] = {}
    has_below = False
    for key, _value, top, bottom, _runs in result.rows:
        known = sums.setdefault(key[2], [0, 0])
        known[0] += top or 0
        if bottom is not None:
            has_below = True
            known[1] += bottom
    scale = metric_named(result.metric).scale
    rows = tuple(
        Row((bucket,), ratio(top, bottom, scale), top, bottom)
        if has_below
        else Row((bucket,), top, top, None)
        for bucket, (top, bottom) in sums.items()
    )
    return replace(result, by=result.by[2:], rows=rows)
