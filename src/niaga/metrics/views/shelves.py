"""How each variant stands on the shelf at the end of the period, and how fast it is asked for.

Demand is that of the days on which it could be ordered: a day that ended sold out counts if
something was ordered on it, and is left out (censored, not zero) if nothing could be.

Dead is what lies there and was not ordered once in 182 days, half of which it could have been.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

DEMAND_DAYS = 56  # whole weeks, so that each weekday counts alike
SPREAD_DAYS = 182
SOON_DAYS = 14
EXCESS_DAYS = 180  # of demand; what lies beyond is more than is needed
KNOWN_DAYS = 28  # days that could be ordered on, before a lack of demand says something
DEAD_DAYS = SPREAD_DAYS  # without a single order
DEAD_KNOWN_DAYS = 91  # of these that it could be ordered on
MICRO = 1_000_000


def _shelves(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    days, products = tables["stock_days"], tables["products"]
    days = days.filter(
        (days.date_local < as_of) & (days.date_local >= as_of - ibis.interval(days=DEAD_DAYS))
    )
    recent = days.filter(days.date_local >= as_of - ibis.interval(days=DEMAND_DAYS))
    last = recent.aggregate(last=recent.date_local.max())
    open_days = days.filter(days.offered & (days.sellable | (days.demanded > 0)))
    is_recent = open_days.date_local >= as_of - ibis.interval(days=DEMAND_DAYS)
    asked = open_days.group_by("variant_id").aggregate(
        free_demand=open_days.demanded.sum(where=is_recent),
        free_days=open_days.count(where=is_recent),
        long_demand=open_days.demanded.sum(),
        long_days=open_days.count(),
    )
    now = recent.cross_join(last).filter(lambda t: t.date_local == t.last)
    shelf = now.group_by(["variant_id", "sku", "product_id", "category", "condition"]).aggregate(
        on_hand=now.closing.sum(),
        available=(now.closing - now.held).sum(where=now.offered).fill_null(0),
        offered=now.offered.any(),
        sellable=now.sellable.any(),
        value=now.value.sum().fill_null(0),
        uncosted=now.closing.sum(where=now.value.isnull()).fill_null(0),
    )
    shelf = shelf.left_join(asked, "variant_id").drop("variant_id_right")
    names = products.group_by("product_id").aggregate(name=products.name.max())
    shelf = shelf.left_join(names, "product_id").drop("product_id_right")
    shelf = shelf.mutate(
        **{
            name: shelf[name].fill_null(0)
            for name in ("free_demand", "free_days", "long_demand", "long_days")
        }
    )
    t = shelf
    is_kept = t.offered & (t.condition == "new")
    has_demand = t.free_demand > 0
    beyond = ibis.greatest(t.available * t.free_days - EXCESS_DAYS * t.free_demand, 0)
    is_judged = is_kept & (t.free_days >= KNOWN_DAYS) & (t.on_hand > 0)
    return t.select(
        "variant_id",
        "sku",
        "product_id",
        "name",
        "category",
        "condition",
        "on_hand",
        "available",
        "value",
        "uncosted",
        "free_demand",
        "free_days",
        kept=is_kept,
        out=is_kept & ~t.sellable,
        soon=is_kept
        & t.sellable
        & has_demand
        & (t.available * t.free_days <= SOON_DAYS * t.free_demand),
        micro_available=ibis.ifelse(is_kept, ibis.greatest(t.available, 0) * MICRO, 0),
        micro_demand=ibis.ifelse(
            is_kept & has_demand, t.free_demand * MICRO // ibis.greatest(t.free_days, 1), 0
        ),
        dead=is_kept & (t.on_hand > 0) & (t.long_days >= DEAD_KNOWN_DAYS) & (t.long_demand == 0),
        excess_value=ibis.ifelse(
            is_judged, t.value * beyond // ibis.greatest(t.on_hand * t.free_days, 1), 0
        ),
    )


def _open_days(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    days = tables["stock_days"]
    today = as_of - ibis.interval(days=1)  # has not ended
    days = days.filter(
        (days.date_local < today)
        & (days.date_local >= today - ibis.interval(days=SPREAD_DAYS))
        & days.offered
        & (days.condition == "new")
        & (days.sellable | (days.demanded > 0))
    )
    return days.select(
        "sku", "product_id", "category", "location", day=days.date_local, pieces=days.demanded
    )


VIEWS = (
    View(
        name="open_days",
        doc="One row per variant of new goods and day, of the 182 before today, on which it could "
        "be ordered or was.",
        tables=("stock_days",),
        columns=columns_of("""
sku text
product_id text
category text
location text
day date
pieces whole ordered on the day, but for orders that ended without a sale
"""),
        build=_open_days,
        as_of="known",
        dimensions={
            "sku": "sku",
            "product": "product_id",
            "category": "category",
            "location": "location",
            "pieces": "pieces",
        },
        rows=("sku", "day", "pieces", "location"),
    ),
    View(
        name="shelves",
        doc="One row per variant that lay on a shelf or was offered on the last day of the period "
        "that stock is told of.",
        tables=("stock_days", "products"),
        columns=columns_of("""
variant_id text
sku text
product_id text
name text of the product
category text
condition text new or used
on_hand whole pieces at all locations
available whole pieces that are not promised, where it is sold
value whole what the pieces cost; those without a known cost are left out
uncosted whole pieces without a known cost
free_demand whole pieces ordered on the days of the last 56 on which it could be ordered
free_days whole how many days these are
kept flag new goods that are for sale: what is out of stock is to come again
out flag kept, and none can be ordered
soon flag kept, and gone within 14 days at the demand of those days
dead flag kept, lying there, and not ordered once on 91 and more of 182 days
micro_available whole millionths of a piece; of kept ones
micro_demand whole millionths of a piece a day; of kept ones
excess_value whole the part of `value` beyond 180 days of demand, once it could be ordered on 28
"""),
        build=_shelves,
        dimensions={
            "sku": "sku",
            "product": "product_id",
            "product_name": "name",
            "category": "category",
            "condition": "condition",
        },
        rows=("sku", "name", "category", "on_hand", "available", "free_demand", "free_days"),
    ),
)
