"""People that campaigns reached or held out, and the orders of people that they reached."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

CONTROL = "control"
REACH_DAYS = 28  # so long after a message an order counts as one of a reached person


def _people(tables: Mapping[str, Any], as_of: Any) -> Any:
    t = tables["campaign_contacts"]
    return t.select(
        "date_local",
        "month_local",
        "campaign_id",
        "campaign",
        "channel",
        "arm",
        "customer_key",
        "segment",
        "opened",
        "clicked",
        "visited",
        "converted",
        "value",
        held_out=(t.arm == CONTROL),
        value_squared=t.value * t.value,
    )


def _orders(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    orders = tables["orders"]
    orders = orders.filter(orders.counted)
    contacts = tables["campaign_contacts"]
    reached = contacts.filter(
        (contacts.arm != CONTROL) & contacts.customer_key.notnull() & contacts.date_local.notnull()
    ).select("customer_key", reached_on="date_local")
    pairs = orders.select("order_id", "customer_key", "date_local").join(reached, "customer_key")
    pairs = pairs.filter(
        (pairs.reached_on <= pairs.date_local)
        & (pairs.date_local <= pairs.reached_on + ibis.interval(days=REACH_DAYS))
    )
    by_message = pairs.select("order_id").distinct()
    sessions = tables["sessions"]
    visits = sessions.filter(sessions.utm_campaign.notnull()).select("session_id")
    by_visit = (
        orders.filter(orders.session_id.notnull())
        .semi_join(visits, "session_id")
        .select("order_id")
    )
    found = by_message.union(by_visit, distinct=True).mutate(found=ibis.literal(True))
    # A shop that tells of no campaign at all has no rate: no data is not zero.
    messages, seen = (
        contacts.aggregate(messages=contacts.count()),
        sessions.aggregate(seen=sessions.count()),
    )
    known = messages.cross_join(seen).mutate(told=lambda t: (t.messages + t.seen) > 0)
    joined = orders.left_join(found, "order_id").cross_join(known.select("told"))
    return joined.select(
        "date_local",
        "month_local",
        "order_id",
        "customer_key",
        "region",
        "channel",
        "customer_type",
        "revenue",
        "told",
        from_campaign=joined.found.fill_null(False),
    )


def _repeats(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    orders = tables["orders"]
    ranked = orders.filter(orders.counted & orders.customer_key.notnull())
    first = ranked.filter(ranked.order_rank == 1)
    second = ranked.filter(ranked.order_rank == 2).select("customer_key", second_date="date_local")
    pair = first.left_join(second, "customer_key")
    within = pair.second_date <= pair.date_local + ibis.interval(days=30)
    return pair.select(
        "date_local",
        "month_local",
        "customer_key",
        "order_id",
        "region",
        "channel",
        matured=pair.date_local < as_of - ibis.interval(days=30),
        repeated=within.fill_null(False),
    )


VIEWS = (
    View(
        name="campaign_people",
        doc="One row per person and campaign: reached by it, or held out of it.",
        tables=("campaign_contacts",),
        columns=columns_of("""
date_local date day of the contact; null: not told
month_local date
campaign_id text
campaign text
channel text
arm text
customer_key text
segment text as the source groups people
opened flag null: not told
clicked flag null: not told
visited flag null: not told
converted flag
value whole what the person spent in the campaign's window; null: not told
held_out flag of the control group
value_squared whole
"""),
        build=_people,
        dimensions={
            "campaign": "campaign",
            "channel": "channel",
            "arm": "arm",
            "group": "segment",
            "customer": "customer_key",
        },
        rows=("date_local", "campaign", "arm", "channel", "converted", "customer_key"),
    ),
    View(
        name="campaign_orders",
        doc="One row per counted order: whether a campaign had reached the person in the 28 days "
        "before, or brought the visit in which it was placed.",
        tables=("orders", "campaign_contacts", "sessions"),
        columns=columns_of("""
date_local date business day on which the order was placed
month_local date
order_id text
customer_key text
region text
channel text
customer_type text
revenue whole
from_campaign flag
told flag the shop tells of campaigns or of visits at all
"""),
        build=_orders,
        dimensions={
            "region": "region",
            "channel": "channel",
            "customer_type": "customer_type",
            "order": "order_id",
            "customer": "customer_key",
        },
        rows=("order_id", "date_local", "region", "channel", "customer_type"),
    ),
    View(
        name="first_orders",
        doc="One row per person's first counted order, and whether a second followed within 30 "
        "days.",
        tables=("orders",),
        columns=columns_of("""
date_local date business day of the first counted order
month_local date
customer_key text
order_id text
region text
channel text
matured flag 30 whole days have passed since
repeated flag
"""),
        build=_repeats,
        as_of="known",
        dimensions={
            "region": "region",
            "channel": "channel",
            "order": "order_id",
            "customer": "customer_key",
        },
        rows=("order_id", "date_local", "region", "channel"),
    ),
)
