"""The questions that are asked of all three: as Niaga's catalogue, and as a chart of Superset."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tile:
    """`names`, `how`: arguments of `metrics.query`. `table`: the fact that they are about.

    `columns`, `measures`: the same as a chart of Superset; a column `date_local` is grouped by
    `grain` (P1D, P1M).
    """

    name: str
    names: tuple[str, ...]
    how: dict[str, Any]
    table: str
    columns: tuple[str, ...]
    measures: dict[str, str]
    grain: str = ""


TILES = (
    Tile(
        "net sales by day",
        ("net_sales",),
        {"grain": "day"},
        "sales_events",
        ("date_local",),
        {"net": "sum(net)"},
        grain="P1D",
    ),
    Tile(
        "orders and their value by day and kind of buyer",
        ("counted_orders", "order_value"),
        {"grain": "day", "by": ("customer_type",)},
        "orders",
        ("date_local", "customer_type"),
        {
            "orders": "sum(case when counted then 1 else 0 end)",
            "value": "sum(case when counted then value else 0 end)",
        },
        grain="P1D",
    ),
    Tile(
        "net sales by category and region",
        ("net_sales",),
        {"by": ("category", "region")},
        "sales_events",
        ("category", "region"),
        {"net": "sum(net)"},
    ),
    Tile(
        "units and sellers by month",
        ("products_sold", "active_sellers"),
        {"grain": "month"},
        "sales_events",
        ("date_local",),
        {
            "units": "sum(quantity)",
            "sellers": "count(distinct case when kind = 'sale' then seller_id end)",
        },
        grain="P1M",
    ),
    Tile(
        "buyers by month",
        ("buyers",),
        {"grain": "month"},
        "orders",
        ("date_local",),
        {"buyers": "count(distinct case when counted then customer_key end)"},
        grain="P1M",
    ),
)
# Of each fact what the tiles need.
COLUMNS = {
    "sales_events": (
        "shop", "date_local", "month_local", "kind", "region", "category", "seller_id", "quantity",
        "net",
    ),
    "orders": (
        "shop", "date_local", "month_local", "customer_key", "customer_type", "counted", "value",
    ),
}  # fmt: skip
