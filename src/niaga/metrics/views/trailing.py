"""Orders up to the end of the period: of the 365 days before it, and of all time."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

WINDOW_DAYS = 365
_COLUMNS = columns_of("""
order_id text
customer_key text
placed_on date business day on which the order was placed
order_rank whole 1 for the person's first counted order
region text
channel text
revenue whole
""")
_DIMENSIONS = {"region": "region", "channel": "channel"}
_ROWS = ("order_id", "placed_on", "region")


def _history(tables: Mapping[str, Any], as_of: Any) -> Any:
    orders = tables["orders"]
    orders = orders.filter(
        orders.counted & orders.customer_key.notnull() & (orders.date_local < as_of)
    )
    names = [c.name for c in _COLUMNS if c.name != "placed_on"]
    return orders.select(*names, placed_on=orders.date_local)


def _trailing(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    orders = _history(tables, as_of)
    return orders.filter(orders.placed_on >= as_of - ibis.interval(days=WINDOW_DAYS))


def _latest(tables: Mapping[str, Any], as_of: Any) -> Any:
    """One row per buyer: how many counted orders until then."""
    orders = _history(tables, as_of)
    return orders.group_by("customer_key").aggregate(
        orders=orders.count(),
        revenue=orders.revenue.sum(),
        first_date=orders.placed_on.min(),
        last_date=orders.placed_on.max(),
        region=orders.region.max(),
    )


def _margins(tables: Mapping[str, Any], as_of: Any) -> Any:
    """One row per buyer: what all that they ever bought earned."""
    lines = tables["order_lines"]
    lines = lines.filter(lines.counted & lines.customer_key.notnull() & (lines.date_local < as_of))
    return lines.group_by("customer_key").aggregate(
        profit=(lines.gross - lines.discount - lines.cost).sum(),
        is_told=(lines.cost.isnull().sum() == 0),
        region=lines.region.max(),
    )


VIEWS = (
    View(
        name="trailing_orders",
        doc=f"Counted orders of the {WINDOW_DAYS} days before the end of the period.",
        tables=("orders",),
        columns=_COLUMNS,
        build=_trailing,
        dimensions=_DIMENSIONS,
        rows=_ROWS,
    ),
    View(
        name="buyers_to_date",
        doc="One row per person with a counted order before the end of the period.",
        tables=("orders",),
        columns=columns_of("""
customer_key text
orders whole counted
revenue whole order_revenue of them
first_date date
last_date date
region text the last in the alphabet of those delivered to
"""),
        build=_latest,
        dimensions={"region": "region", "customer": "customer_key"},
        rows=("customer_key", "orders", "revenue", "first_date", "last_date", "region"),
    ),
    View(
        name="margins_to_date",
        doc="One row per person with a counted order before the end of the period, with what the "
        "lines of these orders earned.",
        tables=("order_lines",),
        columns=columns_of("""
customer_key text
profit whole gross − discount − cost, of the lines whose cost is told
is_told flag the cost of every line is told
region text the last in the alphabet of those delivered to
"""),
        build=_margins,
        dimensions={"region": "region", "customer": "customer_key"},
        rows=("customer_key", "profit", "region"),
    ),
)
