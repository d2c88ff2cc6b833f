"""Who came back: cohorts of the month of the first counted order, month by month."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def months_between(first: Any, last: Any) -> Any:
    return ((last.year() - first.year()) * 12 + (last.month() - first.month())).cast("int64")


def _retention(tables: Mapping[str, Any], known: Any) -> Any:
    """Cells of months that are over, those in which nobody came back among them."""
    import ibis

    orders = tables["orders"]
    orders = orders.filter(
        orders.counted & orders.customer_key.notnull() & (orders.date_local < known)
    )
    first = orders.filter(orders.order_rank == 1).select(
        "customer_key", "region", "channel", cohort=orders.month_local
    )
    place = ["cohort", "region", "channel"]
    # What a source does not tell has to meet itself in the join.
    first = first.mutate(region=first.region.fill_null(""), channel=first.channel.fill_null(""))
    sizes = first.group_by(place).aggregate(size=first.count())
    cells = sizes.mutate(
        months_after=ibis.range(ibis.literal(0), months_between(sizes.cohort, known)).unnest()
    )
    cells = cells.mutate(months_after=cells.months_after.cast("int64"))
    # The first month is everybody's, by definition; what follows is of later orders alone.
    later = orders.filter(orders.order_rank.isnull() | (orders.order_rank > 1))
    later = later.select("customer_key", "month_local").distinct()
    back = later.inner_join(first, "customer_key")
    back = back.mutate(months_after=months_between(back.cohort, back.month_local))
    back = back.filter(back.months_after > 0)  # one that was taken back may lie before the first
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
        doc="One row per cohort (month, region and channel of the first counted order) and month "
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
