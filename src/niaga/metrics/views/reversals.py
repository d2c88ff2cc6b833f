"""What was taken back, and why: cancelled after payment, refused, returned, damaged or lost."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.product_choice import named
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

_OWN = (
    "order_id",
    "line_no",
    "reason",
    "date_local",
    "month_local",
    "region",
    "channel",
    "category",
    "condition",
    "product_id",
    "seller_id",
)
# All that can be asked of a line without its parcel.
WITHOUT_CARRIER = (*_OWN, "product_name")


def _undone(tables: Mapping[str, Any]) -> Any:
    """Few lines are ever taken back: they are found first, and joined then."""
    import ibis

    events = tables["sales_events"]
    undone = events.filter((events.kind == "reversal") & events.product_id.notnull())
    joined = undone.left_join(named(tables["products"]), "product_id").drop("product_id_right")
    return joined.select(
        *_OWN,
        units=-joined.quantity,
        value=joined.returns,
        product_name=ibis.coalesce(joined.product_name, joined.product_id),
    )


def _reversals(tables: Mapping[str, Any], as_of: Any) -> Any:
    lines, parcels = _undone(tables), tables["shipments"]
    carried = parcels.filter(parcels.last_parcel).select("order_id", "carrier")
    joined = lines.left_join(carried, "order_id").drop("order_id_right")
    return joined.select(*_OWN, "carrier", "units", "value", "product_name")


def uncarried(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The lines for who does not ask for carriers: only these need all parcels gone through."""
    import ibis

    lines = _undone(tables)
    return lines.select(
        *WITHOUT_CARRIER,
        rows=ibis.literal(1, "int64"),
        sum_units=lines.units.cast("int64"),
        sum_value=lines.value.cast("int64"),
    )


VIEWS = (
    View(
        name="reversals",
        doc="One row per line that was taken back, on the day it was processed, with the carrier "
        "of the order's last parcel.",
        tables=("sales_events", "shipments", "products"),
        columns=columns_of("""
order_id text
line_no whole
reason text cancelled (after payment), refused, returned, damaged or lost
date_local date business day on which it was processed
month_local date
region text
channel text
category text
condition text
product_id text
seller_id text
carrier text null: never handed over, or not told
units whole positive
value whole gross − discount of what was taken back, positive
product_name text name; where none is told, category and id
"""),
        build=_reversals,
        as_of="known",
        dimensions={
            "reason": "reason",
            "carrier": "carrier",
            "region": "region",
            "channel": "channel",
            "category": "category",
            "condition": "condition",
            "product": "product_id",
            "product_name": "product_name",
            "seller": "seller_id",
        },
        rows=("order_id", "date_local", "reason", "product_name", "carrier", "region"),
    ),
)
