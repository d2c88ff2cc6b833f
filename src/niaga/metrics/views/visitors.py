"""Visits with what became of them, and the people who made them."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

ACTIVE_DAYS = 30
NEW, RETURNING, REACTIVATED = "new", "returning", "reactivated"

_DIMENSIONS = {
    "channel": "channel",
    "campaign": "utm_campaign",
    "utm_source": "utm_source",
    "utm_medium": "utm_medium",
    "device": "device",
    "landing_page": "landing_page",
}
_VISIT = (
    "date_local",
    "month_local",
    "session_id",
    "started_at",
    "visitor_key",
    "channel",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "device",
    "landing_page",
    "pages",
    "seconds",
    "engaged",
)


def with_person(sessions: Any) -> Any:
    """`person`: who made the visit: the customer, also when they signed in with this device only
    once, else the device."""
    signed_in = sessions.filter(sessions.customer_key.notnull())
    devices = signed_in.group_by("visitor_key").aggregate(
        device_of=signed_in.customer_key.argmax(signed_in.started_at)
    )
    joined = sessions.left_join(devices, "visitor_key")
    columns = [name for name in joined.columns if name not in ("device_of", "visitor_key_right")]
    return joined.select(
        *columns, person=joined.customer_key.coalesce(joined.device_of, joined.visitor_key)
    )


def _visits(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    orders = tables["orders"]
    orders = orders.filter(orders.session_id.notnull() & ~orders.is_test)
    placed = orders.group_by("session_id").aggregate(
        placed=orders.count(),
        counted=ibis.ifelse(orders.counted, 1, 0).sum().cast("int64"),
        revenue=ibis.ifelse(orders.counted, orders.revenue, 0).sum().cast("int64"),
    )
    visits = with_person(tables["sessions"]).left_join(placed, "session_id")
    paid = visits.counted.fill_null(0) > 0
    ordered = paid | (visits.placed.fill_null(0) > 0) | (visits.orders > 0)
    checkout = ordered | (visits.checkouts > 0)
    cart = checkout | (visits.cart_adds > 0)
    return visits.select(
        *_VISIT,
        person=visits.person,
        saw_product=cart | (visits.product_views > 0),
        had_cart=cart,
        reached_checkout=checkout,
        ordered=ordered,
        converted=paid,
        counted_orders=visits.counted.fill_null(0),
        revenue=visits.revenue.fill_null(0),
    )


def _months(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    visits = with_person(tables["sessions"])
    months = visits.group_by(["person", "month_local"]).aggregate(
        date_local=visits.date_local.min()
    )
    history = ibis.window(group_by="person", order_by="month_local")
    months = months.mutate(before=months.month_local.lag().over(history))
    kind = ibis.cases(
        (months.before.isnull(), NEW),
        (months.before >= months.month_local - ibis.interval(months=1), RETURNING),
        else_=REACTIVATED,
    )
    return months.select("date_local", "month_local", "person", visitor_kind=kind)


def _recent(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    days = ibis.interval(days=ACTIVE_DAYS)
    visits = with_person(tables["sessions"])
    visits = visits.filter(visits.date_local < as_of)
    start = as_of - days
    people = visits.group_by("person").aggregate(
        first=visits.date_local.min(),
        last=visits.date_local.max(),
        before=visits.date_local.max(where=visits.date_local < start),
        visits=visits.count(where=visits.date_local >= start),
    )
    people = people.filter(people.last >= start)
    kind = ibis.cases(
        (people.before.isnull(), NEW),
        (people.before >= start - days, RETURNING),
        else_=REACTIVATED,
    )
    return people.select("person", visitor_kind=kind, visits="visits")


VIEWS = (
    View(
        name="visits",
        doc="visits, how far each went, and the orders placed in it",
        tables=("sessions", "orders"),
        columns=columns_of("""
date_local date
month_local date
session_id text
started_at instant
visitor_key text
channel text
utm_source text
utm_medium text
utm_campaign text
device text
landing_page text
pages whole
seconds whole
engaged flag
person text customer, or else the device
saw_product flag or went further
had_cart flag or went further
reached_checkout flag or went further
ordered flag placed an order, whatever became of it
converted flag at least one order that is counted
counted_orders whole
revenue whole of its counted orders, less refunds to date
"""),
        build=_visits,
        dimensions={**_DIMENSIONS, "customer": "person"},
        rows=("date_local", "started_at", "landing_page", "channel", "device", "pages", "seconds"),
    ),
    View(
        name="visitor_months",
        doc="each person in each calendar month in which they came",
        tables=("sessions",),
        columns=columns_of("""
date_local date of the first visit in the month
month_local date
person text
visitor_kind text new: the first month; returning: came the month before; else reactivated
"""),
        build=_months,
        dimensions={"visitor_kind": "visitor_kind"},
        rows=("date_local", "visitor_kind"),
    ),
    View(
        name="recent_visitors",
        doc="people who came in the 30 days to the end of the period",
        tables=("sessions",),
        columns=columns_of("""
person text
visitor_kind text new: not before; returning: came in the 30 days before these; else reactivated
visits whole in these 30 days
"""),
        build=_recent,
        dimensions={"visitor_kind": "visitor_kind"},
        rows=("visitor_kind", "visits"),
    ),
)
