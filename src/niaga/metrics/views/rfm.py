"""Recency, frequency and money of each buyer over the 365 days before, as scores of 1 to 5.

A score is 1 + min(4, ⌊5 · percent_rank⌋), so that equal values always get equal scores, and classes
need not be of equal size; where all are equal, all score 1. Recency is ranked the other way round:
who bought last scores 5. Cut-points move with the day asked.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

WINDOW_DAYS = 365
# In this order the first rule that fits names the segment; bounds are (least, most) of the recency
# and of the frequency score. Together they cover all 25 pairs.
SEGMENTS: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "champion": ((4, 5), (4, 5)),
    "loyal": ((3, 3), (4, 5)),
    "promising": ((3, 5), (3, 3)),
    "new": ((4, 5), (1, 2)),
    "attention": ((3, 3), (1, 2)),
    "cannot_lose": ((1, 2), (5, 5)),
    "at_risk": ((1, 2), (3, 4)),
    "asleep": ((2, 2), (1, 2)),
    "lost": ((1, 1), (1, 2)),
}
SEGMENT_LABELS: Mapping[str, str | Promise] = {
    "champion": _("Juara"),
    "loyal": _("Setia"),
    "promising": _("Menjanjikan"),
    "new": _("Baru"),
    "attention": _("Perlu disapa"),
    "cannot_lose": _("Jangan sampai hilang"),
    "at_risk": _("Terancam pergi"),
    "asleep": _("Tertidur"),
    "lost": _("Hilang"),
}


def rfm(tables: Mapping[str, Any], as_of: Any) -> Any:
    """One row per buyer of the 365 days before `as_of`; needs `orders`."""
    import ibis

    orders = tables["orders"]
    bought = orders.filter(
        orders.counted
        & orders.customer_key.notnull()
        & (orders.date_local < as_of)
        & (orders.date_local >= as_of - ibis.interval(days=WINDOW_DAYS))
    )
    people = bought.group_by("customer_key").aggregate(
        last_date=bought.date_local.max(),
        orders=bought.count(),
        revenue=bought.revenue.sum(),
        region=bought.region.max(),
    )
    ranked = people.mutate(
        recency=_score(people.last_date),
        frequency=_score(people.orders),
        money=_score(people.revenue),
    )
    pairs = [
        (
            ranked.recency.between(*recency) & ranked.frequency.between(*frequency),
            ibis.literal(name),
        )
        for name, (recency, frequency) in SEGMENTS.items()
    ]
    return ranked.mutate(segment=ibis.cases(*pairs, else_=ibis.null("string")))


def _score(value: Any) -> Any:
    import ibis

    rank = value.percent_rank()
    return (ibis.least((rank * 5).floor(), 4) + 1).cast("int64")


VIEWS = (
    View(
        name="rfm",
        doc=f"One row per person with a counted order in the {WINDOW_DAYS} days before the end of "
        "the period, with scores of 1 to 5 and the segment made of recency and frequency.",
        tables=("orders",),
        columns=columns_of("""
customer_key text
last_date date of the last counted order
orders whole counted, in the window
revenue whole order_revenue of the window
region text the last in the alphabet of those delivered to
recency whole score; 5 bought most recently
frequency whole score; 5 orders most
money whole score; 5 brings most
segment text
"""),
        build=rfm,
        dimensions={
            "segment": "segment",
            "recency": "recency",
            "frequency": "frequency",
            "money": "money",
            "region": "region",
            "customer": "customer_key",
        },
        rows=("customer_key", "segment", "last_date", "orders", "revenue", "region"),
    ),
)
