"""What was delivered, on the day of its delivery, and what of it came back."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

# Kinds of source whose files have a place for what came back: without a return there was none.
# Others know of returns as soon as they have told of one.
RETURNS_HAVE_A_PLACE = ("shopee", "shopify", "tiktok_shop", "tokopedia", "woocommerce")
MATURE_DAYS = 30  # so long after delivery nearly all that comes back has come back


def _delivered(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    lines = tables["order_lines"]
    lines = lines.filter(
        lines.delivered_date_local.notnull() & ~lines.is_test & lines.counted & (lines.quantity > 0)
    )
    # A source that cannot tell of a return knows of none: no data is not zero.
    sources = lines.group_by("source").aggregate(most=lines.returned_units.max())
    telling = sources.filter(sources.source.isin(RETURNS_HAVE_A_PLACE) | (sources.most > 0))
    telling = telling.select(telling_source="source")
    lines = lines.left_join(telling, lines.source == telling.telling_source)
    lines = lines.mutate(
        told=lines.telling_source.notnull(),
        mature=lines.delivered_date_local < as_of - ibis.interval(days=MATURE_DAYS - 1),
        net=lines.gross - lines.discount,
    )
    return lines.select(
        "order_id",
        "line_no",
        "product_id",
        "category",
        "condition",
        "seller_id",
        "region",
        "channel",
        "quantity",
        "returned_units",
        "damaged_units",
        "net",
        date_local=lines.delivered_date_local,
        matured=lines.told & lines.mature,
        returned_value=(lines.net * lines.returned_units).cast("float64") / lines.quantity,
    ).mutate(returned_value=lambda t: t.returned_value.round().cast("int64"))


def _carried(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The parcels are a fact of their own size, so only what asks for carriers joins them."""
    lines, parcels = _delivered(tables, as_of), tables["shipments"]
    last = parcels.filter(parcels.last_parcel).select("order_id", "carrier")
    return lines.left_join(last, "order_id").drop("order_id_right")


_COLUMNS = """
order_id text
line_no whole
product_id text
category text
condition text
seller_id text
region text
channel text
quantity whole
returned_units whole
damaged_units whole
net whole gross − discount
date_local date business day of the delivery
matured flag delivered long enough ago, and told by a source that tells of returns
returned_value whole the part of `net` that was sent back
"""
_DIMENSIONS = {
    "region": "region",
    "channel": "channel",
    "category": "category",
    "condition": "condition",
    "product": "product_id",
    "seller": "seller_id",
}
_ROWS = ("order_id", "line_no", "date_local", "product_id", "category", "returned_units")
VIEWS = (
    View(
        name="delivered_lines",
        doc="One row per delivered line of a counted order, on the business day of its delivery.",
        tables=("order_lines",),
        columns=columns_of(_COLUMNS),
        build=_delivered,
        as_of="known",
        dimensions=_DIMENSIONS,
        rows=_ROWS,
    ),
    View(
        name="carried_lines",
        doc="As delivered_lines, with the carrier of the order's last parcel.",
        tables=("order_lines", "shipments"),
        columns=columns_of(_COLUMNS + "carrier text null: not told\n"),
        build=_carried,
        as_of="known",
        dimensions={**_DIMENSIONS, "carrier": "carrier"},
        rows=(*_ROWS, "carrier"),
    ),
)
