"""Days on which a variant could not be ordered at all, and what it would have sold for.

The estimate of a day is the variant's demand a day × what a piece of its product was sold for:

    Σ pieces ordered ÷ open days, of the 182 days before   ×   Σ (gross − discount) ÷ Σ pieces sold

Open days are those on which it could be ordered, or was: the others say nothing about demand. Of
fewer than 28 of them nothing is estimated. The price is that of the product's sales of the 365 days
to the last day known. Who bought something else in its place is not taken off, so it is the most
that was lost; a day that ended sold out but on which something was ordered is not in it.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.product_choice import named
from niaga.metrics.views.shelves import KNOWN_DAYS, SPREAD_DAYS
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

PRICE_DAYS = 365


def _lost_days(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    days = tables["stock_days"]
    days = days.filter((days.date_local < as_of) & (days.condition == "new") & days.offered)
    days = days.mutate(is_open=days.sellable | (days.demanded > 0))
    # Few variants were ever out: only their days are looked back from.
    gone = days.filter(~days.is_open).select("variant_id").distinct()
    days = days.semi_join(gone, "variant_id")
    back = ibis.window(
        group_by=[days.variant_id, days.location],
        order_by=days.date_local,
        preceding=SPREAD_DAYS,
        following=0,
    )
    days = days.mutate(
        asked=days.demanded.sum().over(back), free=days.is_open.ifelse(1, 0).sum().over(back)
    )
    shut = days.filter(~days.is_open & (days.free >= KNOWN_DAYS))
    priced = shut.left_join(_prices(tables["sales_events"], as_of), "product_id")
    priced = priced.drop("product_id_right")
    priced = priced.left_join(named(tables["products"]), "product_id").drop("product_id_right")
    return priced.select(
        "sku",
        "product_id",
        "category",
        "location",
        "date_local",
        "month_local",
        "asked",
        "free",
        product_name=ibis.coalesce(priced.product_name, priced.product_id),
        lost=(priced.asked * priced.net // (priced.free * priced.units)).fill_null(0),
    )


def _prices(events: Any, as_of: Any) -> Any:
    """What the pieces of each product were sold for, tax taken out."""
    import ibis

    sales = events.filter(
        (events.kind == "sale")
        & events.product_id.notnull()
        & (events.date_local < as_of)
        & (events.date_local >= as_of - ibis.interval(days=PRICE_DAYS))
    )
    sums = sales.group_by("product_id").aggregate(
        net=(sales.gross - sales.discount).sum(), units=sales.quantity.sum()
    )
    return sums.filter(sums.units > 0)


VIEWS = (
    View(
        name="lost_days",
        doc="One row per day and variant of new goods for sale that could not be ordered at any "
        f"time of it, and whose demand is known from at least {KNOWN_DAYS} of the {SPREAD_DAYS} "
        "days before.",
        tables=("stock_days", "sales_events", "products"),
        columns=columns_of("""
sku text
product_id text
product_name text name; where none is told, category and id
category text
location text
date_local date
month_local date
asked whole pieces ordered in the 182 days before
free whole on so many of these days it could be ordered
lost whole demand a day × what a piece was sold for; 0 where none was sold for a year
"""),
        build=_lost_days,
        as_of="known",
        dimensions={
            "sku": "sku",
            "product": "product_id",
            "product_name": "product_name",
            "category": "category",
            "location": "location",
        },
        rows=("sku", "product_name", "date_local", "asked", "free", "location"),
    ),
)
