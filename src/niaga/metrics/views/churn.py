"""When somebody counts as gone: the time in which nine of ten buyers come back; who passes it.

The gap between a person's buying days (orders of one day are one) is censored where it is still
open; plain quantiles would leave those out and make the window too short. So the window W is where
the Kaplan-Meier estimate of the gaps reaches 90 %, held between 30 and 365 days, as of the first
day of each quarter and frozen for it. Everything is counted over pairs of (day, next day), of which
there are few, however many people there are.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

RETURNED, SHORTEST, LONGEST = 0.9, 30, 365
FAR = "9999-12-31"


def gaps(orders: Any, known: Any) -> Any:
    """`day`, `next_day` (far away: none yet), `people`: how many have this pair of buying days.

    Each counted order tells the day of the person's order before, so that nobody's orders have to
    be gathered: what begins on a day and is not ended by a later order is still open.
    """
    import ibis

    bought = orders.filter(orders.customer_type.notnull() & (orders.date_local < known))
    before = bought.previous_date_local
    firsts = bought.filter(before.isnull() | (before < bought.date_local))
    counted = firsts.group_by(["date_local", "previous_date_local"]).aggregate(
        people=firsts.count()
    )
    closed = counted.filter(counted.previous_date_local.notnull()).select(
        day="previous_date_local", next_day="date_local", people="people"
    )
    began = counted.select(day="date_local", people="people")
    ended = closed.select("day", people=-closed.people)
    left = began.union(ended).group_by("day").aggregate(people=lambda t: t.people.sum())
    left = left.filter(left.people > 0)
    far = ibis.literal(FAR).cast("date")
    still = left.select("day", next_day=far, people=left.people.cast("int64"))
    return closed.union(still)


def _days(first: Any, last: Any) -> Any:
    return last.delta(first, unit="day").cast("int64")


def _starts(pairs: Any, known: Any, unit: str) -> Any:
    """The first day of each quarter or month from that of the first sale to that of `known`."""
    import ibis

    months = {"Q": 3, "M": 1}[unit]
    span = pairs.aggregate(first=pairs.day.min())
    span = span.filter(span.first.notnull())
    first, last = span.first.truncate(unit), known.truncate(unit)
    count = ((last.year() - first.year()) * 12 + last.month() - first.month()) // months + 1
    table = span.select(first=first, step=ibis.range(ibis.literal(0), count.cast("int64")).unnest())
    table = table.mutate(start=(table.first + (table.step * months).as_interval("M")).cast("date"))
    return table.select("start")


def windows(pairs: Any, known: Any) -> Any:
    """`quarter`, `days`: W as of its first day; LONGEST where fewer than 90 % ever come back."""
    import ibis

    quarters = _starts(pairs, known, "Q").rename(quarter="start")
    crossed = pairs.cross_join(quarters)
    crossed = crossed.filter(crossed.day < crossed.quarter)
    closed = crossed.next_day < crossed.quarter
    timed = crossed.mutate(
        closed=closed,
        gap=_days(crossed.day, ibis.least(crossed.next_day, crossed.quarter)),
    )
    by_gap = timed.group_by(["quarter", "gap"]).aggregate(
        events=timed.people.sum(where=timed.closed).fill_null(0), people=timed.people.sum()
    )
    at_risk = ibis.window(group_by=by_gap.quarter, order_by=by_gap.gap, preceding=0, following=None)
    risked = by_gap.mutate(at_risk=by_gap.people.sum().over(at_risk))
    share = risked.events.cast("float64") / risked.at_risk
    # ln 0 is written as a number that no product comes back from.
    logged = risked.mutate(
        step=ibis.ifelse(share >= 1, -1e6, (1 - ibis.least(share, 0.999999999)).ln())
    )
    so_far = ibis.window(group_by=logged.quarter, order_by=logged.gap, preceding=None, following=0)
    survived = logged.mutate(left=logged.step.sum().over(so_far).exp())
    reached = survived.filter(survived.left <= 1 - RETURNED + 1e-9)
    first = reached.group_by("quarter").aggregate(reached=reached.gap.min())
    joined = quarters.left_join(first, "quarter").drop("quarter_right")
    days = joined.reached.fill_null(LONGEST).clip(lower=SHORTEST, upper=LONGEST)
    return joined.select("quarter", days=days.cast("int64"))


def _window(tables: Mapping[str, Any], as_of: Any) -> Any:
    pairs = gaps(tables["orders"], as_of)
    found = windows(pairs, as_of)
    return found.filter(found.quarter == as_of.truncate("Q")).select("quarter", "days")


def _churn(tables: Mapping[str, Any], known: Any) -> Any:
    """Months that are over, from the second of the history on."""
    import ibis

    pairs = gaps(tables["orders"], known)
    months = _starts(pairs, known, "M")
    ends = months.mutate(end=(months.start + ibis.interval(months=1)).cast("date"))
    ends = ends.filter(ends.end <= known).mutate(quarter=lambda t: t.start.truncate("Q"))
    timed = ends.inner_join(windows(pairs, known), "quarter")
    crossed = pairs.cross_join(timed.select("start", "end", window="days"))
    crossed = crossed.filter(crossed.day < crossed.end)
    before = crossed.day < crossed.start
    is_open = crossed.next_day >= crossed.start  # nothing bought between `day` and the month
    active = before & is_open & (_days(crossed.day, crossed.start) <= crossed.window)
    bought = crossed.next_day < crossed.end
    passed = active & ~bought & (_days(crossed.day, crossed.end) > crossed.window)
    back = before & is_open & bought & (_days(crossed.day, crossed.next_day) > crossed.window)
    marked = crossed.mutate(active=active, passed=passed, back=back)
    summed = marked.group_by("start").aggregate(
        active=marked.people.sum(where=marked.active).fill_null(0),
        churned=marked.people.sum(where=marked.passed).fill_null(0),
        reactivated=marked.people.sum(where=marked.back).fill_null(0),
    )
    return summed.select(
        "active",
        "churned",
        "reactivated",
        date_local=summed.start,
        month_local=summed.start,
    )


VIEWS = (
    View(
        name="churn_window",
        doc="One row: the days after which a buyer counts as gone, frozen at the beginning of the "
        "quarter of the period's end.",
        tables=("orders",),
        columns=columns_of("quarter date\ndays whole"),
        build=_window,
    ),
    View(
        name="churn",
        doc="One row per month that is over: people active at its start (last bought within the "
        "window), those of them who passed the window without buying, and those who bought again "
        "after having passed it.",
        tables=("orders",),
        columns=columns_of("""
date_local date first day of the month
month_local date
active whole
churned whole
reactivated whole
"""),
        build=_churn,
        as_of="known",
    ),
)
