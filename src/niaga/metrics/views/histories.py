"""How each person has bought so far, in the few numbers that a model of buying needs.

Orders of one day are one purchase. Weeks are whole, to the nearest, so that people of the same
history can be counted together however many there are.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

HELD_OUT_DAYS = 182
# What can be asked of somebody's history without their segment.
WITHOUT_SEGMENT = (
    "customer_key",
    "region",
    "repeats",
    "recency_weeks",
    "age_weeks",
    "mean_value",
    "value_step",
)
# People whose mean amounts differ by less than 2 % stand together where amounts are compared.
STEPS_OF_LOGARITHM = 50


def _weeks(first: Any, last: Any) -> Any:
    days = last.delta(first, unit="day").cast("int64")
    return ((days * 2 + 7).cast("float64") / 14).floor().cast("int64")


def _histories(orders: Any, since: Any, end: Any) -> Any:
    """People who had bought before `since`; what they bought from then to `end` is `later`."""
    import ibis

    bought = orders.filter(
        orders.counted & orders.customer_key.notnull() & (orders.date_local < end)
    )
    days = bought.group_by(["customer_key", "date_local"]).aggregate(
        revenue=bought.revenue.sum(), region=bought.region.max()
    )
    before = days.date_local < since
    people = days.group_by("customer_key").aggregate(
        first=days.date_local.min(),
        last=days.date_local.max(where=before),
        bought=days.count(where=before),
        revenue=days.revenue.sum(where=before),
        first_revenue=days.revenue.argmin(days.date_local),
        later=days.count(where=~before),
        region=days.region.max(),
    )
    people = people.filter(people["first"] < since)
    repeats = people.bought - 1
    again = (people.revenue - people.first_revenue).cast("float64")
    # Taken back whole, these purchases say nothing of what the person spends.
    mean = ibis.ifelse((repeats > 0) & (again > 0), again / repeats, ibis.null("float64"))
    return people.select(
        "customer_key",
        "region",
        repeats=repeats,
        recency_weeks=_weeks(people["first"], people["last"]),
        age_weeks=_weeks(people["first"], since),
        mean_value=mean.round().cast("int64"),
        value_step=(mean.ln() * STEPS_OF_LOGARITHM).round().cast("int64"),
        later=people.later.cast("int64"),
    )


def without_segment(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The rows of `purchase_histories` for who does not ask for segments, which cost as much."""
    import ibis

    people = _histories(tables["orders"], as_of, as_of).drop("later")
    return people.mutate(rows=ibis.literal(1, "int64"), sum_mean_value=people.mean_value)


def _to_date(tables: Mapping[str, Any], as_of: Any) -> Any:
    people = _histories(tables["orders"], as_of, as_of).drop("later")
    known = tables["buyer_segments"].select("segment", buyer="customer_key")
    joined = people.left_join(known, people.customer_key == known.buyer)
    return joined.drop("buyer").mutate(segment=joined.segment.fill_null(""))


def _held_out(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    since = (as_of - ibis.interval(days=HELD_OUT_DAYS)).cast("date")
    people = _histories(tables["orders"], since, as_of)
    return people.select(
        "customer_key",
        "region",
        "repeats",
        "recency_weeks",
        "age_weeks",
        "later",
        later_squared=people.later * people.later,
    )


_COLUMNS = """
customer_key text
region text the last in the alphabet of those delivered to
repeats whole buying days after the first
recency_weeks whole from the first buying day to the last
age_weeks whole from the first buying day to the day asked
"""
_DIMENSIONS = {
    "region": "region",
    "customer": "customer_key",
    "repeats": "repeats",
    "recency_weeks": "recency_weeks",
    "age_weeks": "age_weeks",
}

VIEWS = (
    View(
        name="purchase_histories",
        doc="One row per person with a counted order before the end of the period: how often, "
        "since when and until when they bought, and what for on average after the first time.",
        tables=("orders",),
        columns=columns_of(
            _COLUMNS
            + """
mean_value whole order_revenue per buying day after the first; null: none, or all taken back
value_step whole its natural logarithm in steps of 1/50
segment text of the RFM; empty: bought longer ago
"""
        ),
        build=_to_date,
        reads=("buyer_segments",),
        dimensions={**_DIMENSIONS, "segment": "segment", "value_step": "value_step"},
        rows=("customer_key", "segment", "repeats", "recency_weeks", "age_weeks", "mean_value"),
    ),
    View(
        name="held_out_histories",
        doc=f"As purchase_histories, {HELD_OUT_DAYS} days before the end of the period, and on how "
        "many days each person bought in these days: what a prediction is tested on.",
        tables=("orders",),
        columns=columns_of(
            _COLUMNS
            + """
later whole buying days of the time held out
later_squared whole
"""
        ),
        build=_held_out,
        dimensions=_DIMENSIONS,
        rows=("customer_key", "repeats", "recency_weeks", "age_weeks", "later"),
    ),
)
