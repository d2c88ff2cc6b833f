"""Who came back: cohorts of the month of the first counted order, month by month.

An order that was taken back whole starts no cohort, unless the shop's settings say that it does.
"""

from collections.abc import Mapping
from typing import Any

from niaga.kernel.shop import current_shop
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def months_between(first: Any, last: Any) -> Any:
    return ((last.year() - first.year()) * 12 + (last.month() - first.month())).cast("int64")


def _starts(orders: Any) -> Any:
    """Each person's first order that was not taken back whole. What is not told of its place is the
    empty text, which meets itself in a join.
    """
    orders = orders.mutate(region=orders.region.fill_null(""), channel=orders.channel.fill_null(""))
    columns = ("customer_key", "region", "channel")
    first = orders.order_rank == 1
    if current_shop().refunded_starts_cohort:
        return orders.filter(first).select(*columns, cohort=orders.filter(first).month_local)
    stays = (orders.value <= 0) | (orders.returned < orders.value)
    plain = orders.filter(first & stays)
    # Few were taken back: of these people alone all orders are looked through.
    others = orders.filter(stays).semi_join(orders.filter(first & ~stays), "customer_key")
    instead = others.group_by("customer_key").aggregate(
        region=others.region.argmin(others.order_rank),
        channel=others.channel.argmin(others.order_rank),
        cohort=others.month_local.argmin(others.order_rank),
    )
    return plain.select(*columns, cohort=plain.month_local).union(instead)


def _retention(tables: Mapping[str, Any], known: Any) -> Any:
    """Cells of months that are over, those in which nobody came back among them."""
    import ibis

    orders, known = tables["orders"], known.truncate("M").cast("date")
    orders = orders.filter(
        orders.counted & orders.customer_key.notnull() & (orders.date_local < known)
    )
    first = _starts(orders)
    place = ["cohort", "region", "channel"]
    sizes = first.group_by(place).aggregate(size=first.count())
    cells = sizes.mutate(
        months_after=ibis.range(ibis.literal(0), months_between(sizes.cohort, known)).unnest()
    )
    cells = cells.mutate(months_after=cells.months_after.cast("int64"))
    # The first month is everybody's, by definition; what follows is of later orders alone, of each
    # person's the first in its month.
    following = orders.filter(orders.order_rank > 1)
    told = following.filter(following.previous_date_local < following.month_local)
    # Facts of an earlier version do not tell the day before: until they are loaded again.
    untold = following.filter(following.previous_date_local.isnull())
    columns = ("customer_key", "month_local")
    later = told.select(columns).union(untold.select(columns).distinct())
    back = later.inner_join(first, "customer_key")
    back = back.mutate(months_after=months_between(back.cohort, back.month_local))
    back = back.filter(back.months_after > 0)  # what was taken back may lie before it
    came = back.group_by([*place, "months_after"]).aggregate(came=back.count())
    joined = cells.left_join(came, [*place, "months_after"])
    return joined.select(
        date_local=joined.cohort,
        month_local=joined.cohort,
        region=joined.region,
        channel=joined.channel,
        months_after=joined.months_after,
        size=joined.size,
        retained=ibis.ifelse(joined.months_after == 0, joined.size, joined.came.fill_null(0)),
    )


VIEWS = (
    View(
        name="retention",
        doc="One row per cohort (month, region and channel of the first counted order that was not "
        "taken back whole) and month "
        "after it; months that still run are left out.",
        tables=("orders",),
        columns=columns_of("""
date_local date first day of the cohort's month
month_local date
region text of the first order
channel text of the first order
months_after whole 0 is the month of the first order
size whole people in the cohort
retained whole of them, with a counted order in that month
"""),
        build=_retention,
        as_of="known",
        dimensions={"region": "region", "channel": "channel", "months_after": "months_after"},
    ),
)
