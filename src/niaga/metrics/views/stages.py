"""How long each stage of an order took, and which orders are still on their way.

The last parcel stands for its order. Days are those on which the orders were placed, so that the
stages of one order stay together and their total is of the same orders.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

# stage → from which moment to which. `processing` spans packing and handover, for sources that do
# not tell when a parcel was packed; `total` is measured by itself, since quantiles do not add up.
STAGES: Mapping[str, tuple[str, str]] = {
    "payment": ("placed_at", "paid_at"),
    "packing": ("paid_at", "packed_at"),
    "handover": ("packed_at", "shipped_at"),
    "processing": ("paid_at", "shipped_at"),
    "delivery": ("shipped_at", "delivered_at"),
    "total": ("placed_at", "delivered_at"),
}
HISTORY_DAYS = 180  # of how many days the usual time of a stage is taken
# An order delivered so many days after it was placed is not looked for among the open ones.
LONGEST_DAYS = 365


def seconds_between(first: Any, last: Any) -> Any:
    """Whole seconds; null unless both are known. Engines also answer fractions of a second."""
    return (_epoch(last) - _epoch(first)).cast("int64")


def _epoch(instant: Any) -> Any:
    return instant.epoch_seconds().cast("float64").floor()


def _stages(tables: Mapping[str, Any], _as_of: Any) -> Any:
    import ibis

    parcels = tables["shipments"]
    parcels = parcels.filter(parcels.last_parcel & ~parcels.is_test)
    timed = [
        parcels.select(
            "order_id",
            "date_local",
            "month_local",
            "region",
            "channel",
            stage=ibis.literal(stage),
            seconds=seconds_between(parcels[first], parcels[last]),
        )
        for stage, (first, last) in STAGES.items()
    ]
    stacked = timed[0].union(*timed[1:])
    return stacked.filter(stacked.seconds.notnull())


def _usual(parcels: Any, as_of: Any) -> Any:
    """One row: for each stage the time within which nine of ten orders got through it lately."""
    import ibis

    since = as_of.date() - ibis.interval(days=HISTORY_DAYS)
    lately = parcels.filter(
        parcels.last_parcel
        & ~parcels.is_test
        & (parcels.date_local >= since)
        & (parcels.date_local < as_of.date())
    )
    times = {stage: seconds_between(lately[a], lately[b]) for stage, (a, b) in STAGES.items()}
    return lately.aggregate(
        **{
            f"usual_{stage}": seconds.quantile(0.9, where=seconds >= 0)
            for stage, seconds in times.items()
            if stage != "total"
        }
    )


def _open(tables: Mapping[str, Any], as_of: Any) -> Any:
    """Counted orders placed before the moment and not delivered by then, with their stage.

    Few orders are open: they are found among the parcels first, and joined then.
    """
    import ibis

    orders, parcels = tables["orders"], tables["shipments"]
    since = as_of.date() - ibis.interval(days=LONGEST_DAYS)
    known = orders.filter(
        orders.counted
        & (orders.placed_at <= as_of)
        & (~orders.delivered | (orders.date_local >= since))
    ).select(
        "order_id", "date_local", "status", "region", "channel", "delivered", "placed_at", "paid_at"
    )
    times = ("packed_at", "shipped_at", "promised_at")
    away = parcels.filter(
        parcels.last_parcel
        & (parcels.placed_at <= as_of)
        & (parcels.delivered_at.isnull() & ~parcels.delivered | (parcels.delivered_at > as_of))
    ).select("order_id", *times)
    sent = known.inner_join(away, "order_id")
    unsent = known.filter(~known.delivered).anti_join(parcels, "order_id")
    instant = "timestamp('UTC')"
    waiting = sent.union(unsent.mutate(**{name: ibis.null(instant) for name in times}))
    paid, packed, shipped = (
        (waiting[column] <= as_of).fill_null(False)
        for column in ("paid_at", "packed_at", "shipped_at")
    )
    staged = waiting.mutate(
        stage=ibis.cases(
            (shipped, "delivery"), (packed, "handover"), (paid, "processing"), else_="payment"
        ),
        since=ibis.cases(
            (shipped, waiting.shipped_at),
            (packed, waiting.packed_at),
            (paid, waiting.paid_at),
            else_=waiting.placed_at,
        ),
    )
    aged = staged.cross_join(_usual(parcels, as_of))
    # Who packs is done with the first half of processing; where packing is not told, with all.
    usual = ibis.cases(
        (aged.stage == "delivery", aged.usual_delivery),
        (aged.stage == "handover", aged.usual_handover),
        (aged.stage == "processing", aged.usual_packing.coalesce(aged.usual_processing)),
        else_=aged.usual_payment,
    )
    aged = aged.mutate(seconds=seconds_between(aged.since, as_of), usual=usual)
    return aged.select(
        "order_id",
        "region",
        "channel",
        "status",
        "stage",
        "seconds",
        placed_on=aged.date_local,
        overdue=(aged.seconds > aged.usual).fill_null(False),
        late=(aged.promised_at < as_of).fill_null(False),
    )


VIEWS = (
    View(
        name="stage_times",
        doc="One row per order and stage that it has been through: payment (placed to paid), "
        "packing (paid to packed), handover (packed to shipped), processing (paid to shipped), "
        "delivery (shipped to delivered), total (placed to delivered). Several parcels: the last.",
        tables=("shipments",),
        columns=columns_of("""
order_id text
date_local date business day on which the order was placed
month_local date
region text
channel text
stage text
seconds whole negative when the source's times are the wrong way round
"""),
        build=_stages,
        dimensions={"region": "region", "channel": "channel", "stage": "stage"},
        rows=("order_id", "date_local", "stage", "region"),
    ),
    View(
        name="open_orders",
        doc="One row per counted order that is not delivered at the moment asked, in the stage in "
        "which it waits. `overdue`: it waits longer than nine of ten orders of the "
        f"{HISTORY_DAYS} days before did in that stage.",
        tables=("orders", "shipments"),
        columns=columns_of("""
order_id text
region text
channel text
status text
stage text payment, processing (paid, not packed), handover (packed) or delivery
seconds whole how long it has been in the stage
placed_on date business day on which the order was placed
overdue flag
late flag the promised time is over
"""),
        build=_open,
        as_of="moment",
        dimensions={"region": "region", "channel": "channel", "stage": "stage", "status": "status"},
        rows=("order_id", "placed_on", "stage", "status", "region", "overdue"),
    ),
)
