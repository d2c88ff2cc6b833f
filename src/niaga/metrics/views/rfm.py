"""Recency, frequency and money of each buyer over the 365 days before, as scores of 1 to 5.

Cut-points are frozen at the end of the last whole month, so that a score changes by what a person
does. Among the buyers of the 365 days before it a value scores 1 + min(4, ⌊5 · percent_rank⌋), so
that equal values get equal scores and classes need not be of equal size; the least value that
scores s is the cut-point of s. Where all are equal, all score 1. Recency is ranked the other way
round: who bought last scores 5. A shop without a buyer before that day has the cut-points of the
day asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.metrics.periods import start_of
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

WINDOW_DAYS = 365
SCORES = (1, 2, 3, 4, 5)
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


def cut_points_day(first_day: date, end: date) -> date:
    """The last day that the cut-points know, of a question up to `end` in a shop that first sold on
    `first_day`.
    """
    frozen = start_of(end, "month")
    return (frozen if first_day < frozen else end) - timedelta(days=1)


def rfm(tables: Mapping[str, Any], as_of: Any) -> Any:
    """One row per buyer of the 365 days before `as_of`; needs `orders`."""
    scored = _scored(_people(tables["orders"], as_of), ("recency", "frequency", "money"))
    return scored.select(
        "customer_key",
        "last_date",
        "orders",
        "revenue",
        "region",
        "recency",
        "frequency",
        "money",
        recency_cut=-_own_cut(scored, "recency"),
        frequency_cut=_own_cut(scored, "frequency"),
        money_cut=_own_cut(scored, "money"),
        segment=_segment(scored),
    )


def segments(tables: Mapping[str, Any], as_of: Any) -> Any:
    """Of the rows of `rfm` the buyer, the orders and the segment, in which money has no part."""
    scored = _scored(_people(tables["orders"], as_of), ("recency", "frequency"))
    return scored.select("customer_key", "orders", segment=_segment(scored))


def alike(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The rows of `rfm` counted and summed by what segments are made of. Buyers with the same days
    and orders are put together before anything is made of them: these are few.
    """
    people = _people(tables["orders"], as_of)
    kinds = people.group_by(["days", "days_then", "orders", "orders_then"]).aggregate(
        people=people.count(), revenue=people.revenue.sum()
    )
    scored = _scored(kinds, ("recency", "frequency"))
    return scored.select(
        "recency",
        "frequency",
        segment=_segment(scored),
        rows=scored.people.cast("int64"),
        sum_orders=(scored.orders * scored.people).cast("int64"),
        sum_revenue=scored.revenue.cast("int64"),
    )


def _scored(people: Any, names: Sequence[str]) -> Any:
    """Who bought in the window, `people` of each kind, with the scores and all cut-points."""
    import ibis

    def values(table: Any, then: str = "") -> dict[str, Any]:
        columns = {"recency": "days", "frequency": "orders", "money": "revenue"}
        found = {name: table[columns[name] + then] for name in names}
        return found | {"recency": -found["recency"]}

    closed = people.aggregate(closed=(people.orders_then > 0).sum())
    beside = people.cross_join(closed)
    is_frozen = beside.closed > 0
    then, now = values(beside, "_then"), values(beside)
    basis = beside.select(
        "people", **{name: ibis.ifelse(is_frozen, then[name], now[name]) for name in names}
    )
    basis = basis.filter(basis.frequency > 0)
    scored = people.filter(people.orders > 0)
    for name in names:
        scored = scored.cross_join(_cut_points(basis, name))
    return scored.mutate(
        **{name: _score(scored, value, name) for name, value in values(scored).items()}
    )


def _segment(scored: Any) -> Any:
    import ibis

    pairs = [
        (
            scored.recency.between(*recency) & scored.frequency.between(*frequency),
            ibis.literal(name),
        )
        for name, (recency, frequency) in SEGMENTS.items()
    ]
    return ibis.cases(*pairs, else_=ibis.null("string"))


def _people(orders: Any, as_of: Any) -> Any:
    """Who bought in either window of 365 days: that before `as_of`, and that before its month."""
    import ibis

    month = as_of.truncate("M").cast("date")
    window = ibis.interval(days=WINDOW_DAYS)
    bought = orders.filter(
        orders.counted
        & orders.customer_key.notnull()
        & (orders.date_local < as_of)
        & (orders.date_local >= month - window)
    )
    now, then = bought.date_local >= as_of - window, bought.date_local < month
    people = bought.group_by("customer_key").aggregate(
        last_date=bought.date_local.max(),
        last_then=bought.date_local.max(where=then),
        orders=bought.count(where=now),
        orders_then=bought.count(where=then),
        revenue=bought.revenue.sum(where=now),
        revenue_then=bought.revenue.sum(where=then),
        region=bought.region.max(where=now),
    )
    return people.mutate(
        days=as_of.delta(people.last_date, unit="day").cast("int64"),
        days_then=month.delta(people.last_then, unit="day").cast("int64"),
        people=ibis.literal(1, "int64"),
    )


def _cut_points(basis: Any, name: str) -> Any:
    """One row: the least value that scores 2, 3, 4 and 5; null where none does."""
    import ibis

    values = basis.select("people", value=basis[name])
    counted = values.group_by("value").aggregate(people=values.people.sum())
    before = ibis.window(order_by=counted.value, preceding=None, following=0)
    ranked = counted.mutate(
        below=counted.people.sum().over(before) - counted.people,
        others=ibis.greatest(counted.people.sum().over(ibis.window()) - 1, 1),
    )
    ranked = ranked.mutate(score=1 + ibis.least(5 * ranked.below // ranked.others, 4))
    return ranked.aggregate(
        **{f"{name}_{n}": ranked.value.min(where=ranked.score >= n) for n in SCORES[1:]}
    )


def _score(table: Any, value: Any, name: str) -> Any:
    import ibis

    reached = [
        ibis.ifelse((value >= table[f"{name}_{n}"]).fill_null(False), 1, 0) for n in SCORES[1:]
    ]
    return (1 + sum(reached[1:], reached[0])).cast("int64")


def _own_cut(table: Any, name: str) -> Any:
    """The cut-point of the row's own score; null for 1."""
    import ibis

    cuts = [(table[name] == n, table[f"{name}_{n}"]) for n in SCORES[1:]]
    return ibis.cases(*cuts, else_=ibis.null("int64"))


VIEWS = (
    View(
        name="buyer_segments",
        doc="One row per person of `rfm`, with the segment.",
        tables=("orders",),
        columns=columns_of("""
customer_key text
orders whole counted, in the window
segment text
"""),
        build=segments,
    ),
    View(
        name="rfm",
        doc=f"One row per person with a counted order in the {WINDOW_DAYS} days before the end of "
        "the period, with scores of 1 to 5 by the cut-points of the end of the last whole month, "
        "and the segment made of recency and frequency.",
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
recency_cut whole the most days since the last order with which one still has this score; null for 1
frequency_cut whole the fewest orders with which one has this score; null for 1
money_cut whole the least revenue with which one has this score; null for 1
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
