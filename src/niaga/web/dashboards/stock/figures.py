"""The six answers of the board of stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from niaga.insight.forecast import Outlook, Reason, foretell, known_demand, known_sales
from niaga.insight.forecast.models import Values
from niaga.insight.forecast.reorder import LeadTime
from niaga.insight.forecast.shelves import Due, NoLeadTime, Shelf, due
from niaga.kernel.shop import current_shop
from niaga.metrics import Result, policy
from niaga.metrics.catalogue import metric_named
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer
from niaga.web.dashboards.filters import takes

MONEY = ("stock_value", "stock_excess_value")
STATE = ("stock_cover_days", "variants_out_soon")
SHELF = ("stock_available", "stock_cover_days", "variants_kept", "variants_out_wanted")
MICRO = 1_000_000
LISTED = Option("daftar", {"teratas": gettext_lazy("10 teratas"), "semua": gettext_lazy("Semua")})
PIECES = "barang"
FORETOLD = Option(
    "perkiraan", {PIECES: gettext_lazy("Barang"), "penjualan": gettext_lazy("Penjualan bersih")}
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

    @answer
    def state(self) -> Mapping[str, Result]:
        """As it stands at the end of the period, and of the one before."""
        return self.asked(*STATE, *self._money, periods=self.periods)

    @property
    def _money(self) -> tuple[str, ...]:
        """What goods cost, for who may know; it comes with the same statement."""
        return tuple(name for name in MONEY if policy.may_ask(self.actor, metric_named(name)))

    def require(self, name: str) -> None:
        """Raises NotAllowed."""
        policy.require_numbers(self.actor, (metric_named(name),), ())

    def now(self, name: str) -> Course:
        self.require(name)
        if not self.has_stock:
            return _nothing()
        pair = self.measured(self.state, name).pair
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
        return self.selection.option(FORETOLD.name, PIECES) != PIECES

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
        names = (*SHELF, *self._money)
        results = self.asked(*names, by=["sku", "product_name"], period=self.periods[NOW])
        values = {name: result.values for name, result in results.items()}
        unknown: dict[tuple[object, ...], int] = {}
        demand = {row.key: row.denominator or 0 for row in results["stock_cover_days"].rows}
        found = []
        for key in values["stock_available"]:
            shelf = Shelf(
                str(key[0] or ""),
                str(key[1] or ""),
                int(values["stock_available"].get(key) or 0),
                demand.get(key, 0) / MICRO,
            )
            value, excess = (int(values.get(name, unknown).get(key) or 0) for name in MONEY)
            found.append(
                Line(
                    shelf,
                    values["stock_cover_days"].get(key),
                    value,
                    excess,
                    bool(values["variants_kept"].get(key)),
                    bool(values["variants_out_wanted"].get(key)),
                )
            )
        return tuple(found)

    @property
    def lead(self) -> LeadTime:
        """As the shop tells it: no purchase is recorded that it could be measured from."""
        shop = current_shop()
        if shop.code != self.selection.shop.code:
            return LeadTime(0)
        return LeadTime(shop.supplier_lead_days, shop.supplier_lead_days_sd)

    @answer
    def due(self) -> tuple[Due, ...] | NoLeadTime:
        kept = tuple(line.shelf for line in self.lines if line.is_kept)
        return due(self.selection.shop.code, kept, self.lead, self.actor, self._taken("open_days"))

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
