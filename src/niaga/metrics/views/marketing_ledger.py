"""Marketing cost beside the orders that it is credited with: the rows of CPA, CAC, ROAS and ROI.

An order is credited to the campaign of its last non-direct visit within 28 days (`attribution`,
model `last`), when that campaign has a cost. Of a campaign that several channels cost money, it is
the channel that the visit names as its source, else the one that the visit came by, else the first
by name. A cost without a campaign is credited with the orders whose visit names its channel as
source. Cost counts on its own day, an order on the day it was placed.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.attribution import attribution
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def _profits(lines: Any) -> Any:
    """Gross profit of each counted order; null where the cost of a line is not told."""
    import ibis

    lines = lines.filter(lines.counted)
    sums = lines.group_by("order_id").aggregate(
        sold=(lines.gross - lines.discount).sum(),
        cost=lines.cost.sum(),
        untold=lines.cost.isnull().sum(),
    )
    return sums.select(
        "order_id", profit=ibis.ifelse(sums.untold == 0, sums.sold - sums.cost, None)
    )


def _newcomers(tables: Mapping[str, Any]) -> Any:
    """First orders of everybody, in a shop that tells of a cost: what CAC divides by."""
    import ibis

    zero = ibis.literal(0, "int64")
    orders, spend = tables["orders"], tables["spend"]
    first = orders.filter(orders.counted & (orders.customer_type == "new"))
    costs = spend.aggregate(costs=spend.count())
    first = first.cross_join(costs).filter(lambda t: t.costs > 0)
    return first.select(
        "date_local",
        "month_local",
        channel=ibis.literal(""),
        campaign=ibis.literal(""),
        order_id=ibis.null("string"),
        spend=zero,
        orders=zero,
        new_customers=zero,
        all_new_customers=ibis.literal(1, "int64"),
        revenue=zero,
        profit=ibis.null("int64"),
    )


def _paid_pairs(spend: Any, name: str) -> Any:
    """The channels of each campaign, once each however they are written."""
    named = spend.filter(spend.campaign != "")
    named = named.select(
        "channel", **{f"{name}_of": named.campaign, f"{name}_key": named.channel.lower()}
    )
    return named.group_by(f"{name}_of", f"{name}_key").aggregate(**{name: named.channel.min()})


def _ledger(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    zero, none = ibis.literal(0, "int64"), ibis.null("int64")
    spend = tables["spend"]
    spend = spend.mutate(campaign=spend.campaign.fill_null(""), channel=spend.channel.fill_null(""))
    costs = spend.select(
        "date_local",
        "month_local",
        "channel",
        "campaign",
        order_id=ibis.null("string"),
        spend=spend.amount.fill_null(0),
        orders=zero,
        new_customers=zero,
        all_new_customers=zero,
        revenue=zero,
        profit=none,
    )
    owed = attribution(tables, as_of)
    owed = owed.filter((owed.last_share > 0) & owed.session_id.notnull()).mutate(
        named=owed.campaign.fill_null(""), source=owed.utm_source.fill_null("").lower()
    )
    campaigns = spend.filter(spend.campaign != "").group_by("campaign")
    campaigns = campaigns.aggregate(paid_channel=spend.channel.min())
    campaigns = campaigns.rename(paid_campaign="campaign")
    channels = spend.filter(spend.campaign == "").select("channel").distinct()
    channels = channels.select(whole_channel=channels.channel, key=channels.channel.lower())
    joined = owed.left_join(campaigns, owed.named == campaigns.paid_campaign)
    joined = joined.left_join(channels, joined.source == channels.key)
    for name, told in (("by_source", "source"), ("by_way", "channel")):
        pairs = _paid_pairs(spend, name)
        is_pair = (joined.named == pairs[f"{name}_of"]) & (joined[told] == pairs[f"{name}_key"])
        joined = joined.left_join(pairs, is_pair)
    joined = joined.filter(joined.paid_campaign.notnull() | joined.whole_channel.notnull())
    joined = joined.left_join(_profits(tables["order_lines"]), "order_id")
    by_campaign = joined.paid_campaign.notnull()
    credits = joined.select(
        "date_local",
        "month_local",
        channel=ibis.ifelse(
            by_campaign,
            ibis.coalesce(joined.by_source, joined.by_way, joined.paid_channel),
            joined.whole_channel,
        ),
        campaign=ibis.ifelse(by_campaign, joined.paid_campaign, ""),
        order_id=joined.order_id,
        spend=zero,
        orders=ibis.literal(1, "int64"),
        new_customers=ibis.ifelse(joined.customer_type == "new", 1, 0).cast("int64"),
        all_new_customers=zero,
        revenue=joined.last_revenue,
        profit=joined.profit,
    )
    rows = costs.union(credits).union(_newcomers(tables))
    everything = ibis.window()
    visits = tables["sessions"].aggregate(visits=tables["sessions"].count())
    rows = rows.cross_join(visits)
    untold = ibis.ifelse((rows.orders > 0) & rows.profit.isnull(), 1, 0).sum().over(everything)
    measured = rows.visits > 0
    return rows.select(
        "date_local",
        "month_local",
        "channel",
        "campaign",
        "order_id",
        "spend",
        "orders",
        "new_customers",
        "all_new_customers",
        "revenue",
        "profit",
        measured_spend=ibis.ifelse(measured, rows.spend, 0),
        costed_spend=ibis.ifelse(measured & (untold == 0), rows.spend, 0),
        gain=rows.profit.fill_null(0) - rows.spend,
    )


VIEWS = (
    View(
        name="marketing_ledger",
        doc="One row per cost, and one per counted order that is credited to a campaign or channel "
        "with a cost: last non-direct visit, 28 days. First orders of all people have rows of "
        "their own.",
        tables=("spend", "orders", "sessions", "order_lines"),
        columns=columns_of("""
date_local date of the cost, or on which the order was placed
month_local date
channel text of the cost
campaign text of the cost; empty: none named
order_id text null in a cost
spend whole 0 in an order
orders whole 1 for an order, 0 for a cost
new_customers whole 1 for a person's first counted order that is credited
all_new_customers whole 1 for any person's first counted order, which has a row of its own
revenue whole order_revenue, on the order clock
profit whole gross − discount − cost of the goods; null: not told
measured_spend whole spend in a shop that measures visits, else 0
costed_spend whole as measured_spend, where the cost of all credited goods is told
gain whole profit − spend
"""),
        build=_ledger,
        dimensions={"channel": "channel", "campaign": "campaign", "order": "order_id"},
        rows=("date_local", "channel", "campaign", "order_id"),
    ),
)
