"""Lines sold, by the region in which their seller is at home; `sales_events` has the buyer's."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def build(tables: Mapping[str, Any], _as_of: Any) -> Any:
    sales, sellers = tables["sales_events"], tables["sellers"]
    sold = sales.filter((sales.kind == "sale") & sales.seller_id.notnull()).select(
        "date_local", "month_local", "seller_id", "category", "condition", "order_id", "line_no"
    )
    homes = sellers.select("seller_id", "region")
    return sold.inner_join(homes, "seller_id").select(
        "date_local", "month_local", "seller_id", "region", "category", "condition", "order_id",
        "line_no",
    )  # fmt: skip


VIEWS = (
    View(
        "seller_places",
        "One row per line sold by a seller whose home is known, on the day of the sale.",
        ("sales_events", "sellers"),
        columns_of(
            """
date_local date business day of the sale
month_local date
seller_id text
region text the seller's own
category text
condition text
order_id text
line_no whole
"""
        ),
        build,
        dimensions={
            "region": "region",
            "category": "category",
            "condition": "condition",
            "seller": "seller_id",
        },
        rows=("order_id", "line_no", "date_local", "seller_id", "region"),
    ),
)
