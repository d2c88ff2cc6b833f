"""Sums of a fact by day and a few dimensions, kept beside the facts of a big shop.

What a question asks of them is the same as of the facts, at a hundredth of the rows. Most are made
file by file of the warehouse (`rollups.files`), and a data file is never changed, so a rollup
cannot be older than its facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from niaga.metrics.views import VIEWS, histories, reversals, rfm
from niaga.metrics.views.view import Build
from niaga.warehouse.schema import TABLES, Column, Table

ROWS = "rows"  # how many rows of the fact a row of the rollup stands for


@dataclass(frozen=True)
class Firsts:
    """How different values of `column` are counted without gathering them: of each value the first
    row since the period began is counted, which is the one whose row before it is older.

    Holds for rows where the flag `where` is set; `present` is told of exactly those of them that
    have a value. `before`: the column with the day of the value's row before, among those that are
    equal in `dimensions`: the question must tell these apart and no others.
    """

    column: str
    where: str
    present: str
    before: str
    dimensions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rollup:
    """`fact`: a monthly table, or a view of rows that need no other month than their own.

    Every key is one of its columns, and the sums are of its columns. A question is answered from
    the first rollup declared that has all that it needs. Of a view some of whose rows still change
    as time goes by it holds the others; these are read from the facts.

    `whole`: its rows need other months than their own. It is made at once of all months that are
    over, of a view that looks no further, and anew when one of them changes or another is over.

    `within`: it is no file, but made so in the statement that asks.
    """

    name: str
    fact: str
    keys: tuple[str, ...]
    sums: tuple[str, ...] = ()
    firsts: Firsts | None = None
    whole: bool = False
    within: Build | None = None

    @property
    def has_rest(self) -> bool:
        """Some rows of its fact are not in it."""
        return self.fact in VIEWS and VIEWS[self.fact].unsettled is not None

    @cached_property
    def table(self) -> Table:
        """Its shape; it has no shop, each file is of one."""
        known = VIEWS[self.fact].columns if self.fact in VIEWS else TABLES[self.fact].columns
        kinds = {column.name: column.kind for column in known}
        columns = [Column(key, kinds[key]) for key in self.keys]
        columns += [Column(name, "whole") for name in (ROWS, *map(summed, self.sums))]
        return Table(self.name, "", tuple(columns), self.keys, monthly=False)


@dataclass(frozen=True)
class _Family:
    """Rollups of one fact that have the same sums."""

    fact: str
    sums: tuple[str, ...]
    keys: Mapping[str, str]
    common: tuple[str, ...] = ("date_local", "month_local")
    firsts: Mapping[str, Firsts] = field(default_factory=dict)
    whole: bool = False

    def rollups(self) -> tuple[Rollup, ...]:
        return tuple(
            Rollup(
                name,
                self.fact,
                (*self.common, *keys.split()),
                self.sums,
                self.firsts.get(name),
                self.whole,
            )
            for name, keys in self.keys.items()
        )


def summed(column: str) -> str:
    """The rollup's column that holds the sum of the fact's."""
    return f"sum_{column}"


_BUYERS = ("customer_key", "counted", "customer_type")

_FAMILIES = (
    _Family(
        "orders",
        ("value", "revenue"),
        {
            "orders_by_buyer": "customer_type counted",
            "orders_by_day": "status region channel customer_type uncounted_reason counted "
            "captured delivered is_test",
        },
    ),
    _Family(
        "orders",
        (),
        {
            "orders_by_return": "customer_type counted previous_date_local",
            "orders_by_return_in_region": "region customer_type counted previous_in_region",
        },
        firsts={
            "orders_by_return": Firsts(*_BUYERS, "previous_date_local"),
            "orders_by_return_in_region": Firsts(
                *_BUYERS, "previous_in_region", frozenset({"region"})
            ),
        },
    ),
    _Family(
        "sales_events",
        ("gross", "discount", "returns", "net", "quantity", "shipping", "tax", "total"),
        {
            "sales_by_place": "kind region channel",
            "sales_by_seller": "kind seller_id",
            "sales_by_category": "kind region category condition",
            "sales_by_product": "kind product_id category condition seller_id",
        },
    ),
    _Family(
        "shipments",
        (),
        {"parcels_by_day": "order_status region channel carrier delivered is_test late"},
    ),
    _Family(
        "reviews",
        ("score",),
        {"reviews_by_day": "score order_status region channel delivered is_test"},
    ),
    _Family(
        "waiting_orders",
        (),
        {
            "waiting_orders": "order_id status region channel placed_at paid_at packed_at "
            "shipped_at delivered_at promised_at paid_date_local packed_date_local "
            "shipped_date_local delivered_date_local",
        },
    ),
    _Family("stage_times", (), {"stages_by_minute": "stage ended minutes"}),
    _Family(
        "retention",
        ("retained", "size"),
        {"returns_by_cohort": "region channel months_after"},
        whole=True,
    ),
    _Family(
        "seller_orders",
        ("judged", "late", "reviews", "score"),
        {"service_by_seller": "seller_id"},
    ),
)
# Fact → its rows as they are made within the statement, for metrics that need no more of them.
WITHIN: Mapping[str, Rollup] = {
    "rfm": Rollup(
        "rfm_alike",
        "rfm",
        ("segment", "recency", "frequency"),
        ("orders", "revenue"),
        within=rfm.alike,
    ),
    "reversals": Rollup(
        "reversals_uncarried",
        "reversals",
        reversals.WITHOUT_CARRIER,
        ("units", "value"),
        within=reversals.uncarried,
    ),
    "purchase_histories": Rollup(
        "histories_without_segment",
        "purchase_histories",
        histories.WITHOUT_SEGMENT,
        ("mean_value",),
        within=histories.without_segment,
    ),
}
ROLLUPS: Mapping[str, Rollup] = {
    rollup.name: rollup for family in _FAMILIES for rollup in family.rollups()
}
