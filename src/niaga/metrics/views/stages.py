"""How long each stage of an order took, and which orders are still on their way.

The last parcel stands for its order. A stage counts on the day that it began, for orders that are
still in it as well: how long those have been in it is known, and that it is longer.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

# stage → from which moment to which. `processing` spans packing and handover, for sources that do
# not tell when a parcel was packed; `total` is measured by itself, since quantiles do not add up.
STAGES: Mapping[str, tuple[str, str]] = {
    "payment": ("placed", "paid"),
    "packing": ("paid", "packed"),
    "handover": ("packed", "shipped"),
    "processing": ("paid", "shipped"),
    "delivery": ("shipped", "delivered"),
    "total": ("placed", "delivered"),
}
HISTORY_DAYS = 180  # of how many days the usual time of a stage is taken
# An order delivered so many days after it was placed is not looked for among the open ones.
LONGEST_DAYS = 365


def seconds_between(first: Any, last: Any) -> Any:
    """Whole seconds; null unless both are known. Engines also answer fractions of a second."""
    return (_epoch(last) - _epoch(first)).cast("int64")


def _epoch(instant: Any) -> Any:
    return instant.epoch_seconds().cast("float64").floor()


def _taken_back(orders: Any) -> Any:
    """Lost on its way, refused or cancelled after it was paid: nobody waits for it any more."""
    return (orders.value > 0) & (orders.returned >= orders.value)


MOMENTS = ("placed", "paid", "packed", "shipped", "delivered")
_TIMES = tuple(f"{moment}_at" for moment in MOMENTS)
_DAYS = tuple(f"{moment}_date_local" for moment in MOMENTS)
_PLACE = ("region", "channel")


def _ended(tables: Mapping[str, Any], _now: Any) -> Any:
    """One row per order and stage that it has left, from when to when."""
    columns = ("order_id", *_PLACE, *_TIMES, *_DAYS)
    sent = _last_parcels(tables).filter(lambda t: ~t.is_test)
    sent = sent.mutate(placed_date_local=sent.date_local)
    known = sent.select(columns).union(_unsent(tables).select(columns))
    stacked = []
    for stage, (first, last) in STAGES.items():
        ended = known.filter(known[f"{first}_at"].notnull() & known[f"{last}_at"].notnull())
        stacked.append(_row(ended, stage, ended[f"{last}_at"], ended[f"{last}_date_local"], True))
    return stacked[0].union(*stacked[1:])


def _still(tables: Mapping[str, Any], now: Any) -> Any:
    """One row per order and stage that it is in: of the few who wait."""
    import ibis

    known, stacked = tables["waiting_orders"], []
    known = known.mutate(placed_date_local=known.date_local)
    for stage, (first, last) in STAGES.items():
        # Who is further on has left the stage, if nobody knows when.
        after = [known[f"{moment}_at"] for moment in MOMENTS[MOMENTS.index(last) :]]
        still = known.filter((known[f"{first}_at"] <= now) & ibis.coalesce(*after).isnull())
        stacked.append(_row(still, stage, now, ibis.null("date"), False))
    return stacked[0].union(*stacked[1:])


def _last_parcels(tables: Mapping[str, Any]) -> Any:
    parcels = tables["shipments"]
    return parcels.filter(parcels.last_parcel)


def _without_end(tables: Mapping[str, Any]) -> Any:
    orders = tables["orders"]
    return orders.filter(orders.counted & ~orders.delivered & ~_taken_back(orders))


def _unsent(tables: Mapping[str, Any]) -> Any:
    """Orders that wait and have no parcel yet."""
    import ibis

    parcels = tables["shipments"]
    unsent = _without_end(tables).anti_join(parcels.filter(~parcels.delivered), "order_id")
    return unsent.mutate(
        placed_date_local=unsent.date_local,
        promised_at=ibis.null("timestamp('UTC')"),
        **{name: ibis.null("timestamp('UTC')") for name in _TIMES[2:]},
        **{name: ibis.null("date") for name in _DAYS[2:]},
    )


def _waiting(tables: Mapping[str, Any], _now: Any) -> Any:
    """Orders that wait, with the moments of their last parcel."""
    orders, own = _without_end(tables), ("date_local", "month_local", "status", *_PLACE)
    parcels = _last_parcels(tables).filter(lambda t: ~t.delivered)
    times = (*_TIMES[2:], "promised_at", *_DAYS[2:])
    known = orders.select("order_id", *own, *_TIMES[:2], "paid_date_local")
    sent = known.inner_join(parcels.select("order_id", *times), "order_id")
    return sent.union(_unsent(tables).select(sent.columns))


def _row(begun: Any, stage: str, done_at: Any, done_on: Any, ended: bool) -> Any:
    import ibis

    first, _last = STAGES[stage]
    return begun.select(
        "order_id",
        *_PLACE,
        stage=ibis.literal(stage),
        begun_at=begun[f"{first}_at"],
        begun_on=begun[f"{first}_date_local"],
        done_at=done_at,
        done_on=done_on,
        ended=ibis.literal(ended),
    )


def _shown(rows: Any, seconds: Any) -> Any:
    return rows.select(
        "order_id",
        "region",
        "channel",
        "stage",
        "ended",
        date_local=rows.begun_on,
        month_local=rows.begun_on.truncate("M"),
        seconds=seconds,
        # Few different times, so that many orders are soon counted.
        minutes=_minutes(seconds),
    )


def _minutes(seconds: Any) -> Any:
    """Whole minutes, to the nearest; null for a time that is the wrong way round."""
    import ibis

    minutes = ((seconds + 30).cast("float64") / 60).floor().cast("int64")
    return ibis.ifelse(seconds < 0, ibis.null("int64"), minutes)


def _calendar_times(rows: Any) -> Any:
    return _shown(rows, seconds_between(rows.begun_at, rows.done_at))


def _ended_times(tables: Mapping[str, Any], now: Any) -> Any:
    return _calendar_times(_ended(tables, now))


def _open_times(tables: Mapping[str, Any], now: Any) -> Any:
    return _calendar_times(_still(tables, now))


def _all_times(tables: Mapping[str, Any], now: Any) -> Any:
    return _ended_times(tables, now).union(_open_times(tables, now))


def _working_times(tables: Mapping[str, Any], now: Any) -> Any:
    """The work between two moments: that before the one less that before the other."""
    import ibis

    rows, days = _ended(tables, now).union(_still(tables, now)), tables["calendar"]
    begun = days.filter(days.opens_at <= now)
    today = begun.aggregate(
        opens_today=begun.opens_at.max(),
        closes_today=begun.closes_at.max(),
        worked_today=begun.worked_before.max(),
    )
    for end in ("begun", "done"):
        day = days.select(
            **{
                f"{end}_date": days.date_local,
                f"{end}_opens": days.opens_at,
                f"{end}_closes": days.closes_at,
                f"{end}_before": days.worked_before,
            }
        )
        rows = rows.left_join(day, rows[f"{end}_on"] == day[f"{end}_date"])
    rows = rows.cross_join(today)
    start = _worked(rows.begun_at, rows.begun_opens, rows.begun_closes, rows.begun_before)
    done = _worked(rows.done_at, rows.done_opens, rows.done_closes, rows.done_before)
    so_far = _worked(now, rows.opens_today, rows.closes_today, rows.worked_today)
    seconds = ibis.ifelse(rows.ended, done, so_far) - start
    # Where the source's times are the wrong way round, the work between them says nothing.
    wrong = rows.ended & (rows.done_at < rows.begun_at)
    return _shown(rows, ibis.ifelse(wrong, seconds_between(rows.begun_at, rows.done_at), seconds))


def _worked(moment: Any, opens: Any, closes: Any, before: Any) -> Any:
    """Seconds of work from the first day of the calendar to the moment."""
    import ibis

    length = seconds_between(opens, closes)
    that_day = ibis.greatest(ibis.least(seconds_between(opens, moment), length), 0)
    return before + ibis.ifelse(opens.isnull(), 0, that_day)


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
    times = {
        stage: seconds_between(lately[f"{first}_at"], lately[f"{last}_at"])
        for stage, (first, last) in STAGES.items()
    }
    return lately.aggregate(
        **{
            f"usual_{stage}": seconds.quantile(0.9, where=seconds >= 0)
            for stage, seconds in times.items()
            if stage != "total"
        }
    )


def _open(tables: Mapping[str, Any], as_of: Any) -> Any:
    """Counted orders placed before the moment and not delivered by then, with their stage.

    They wait still, or were delivered after the moment: of an earlier one.
    """
    import ibis

    columns = ("order_id", "date_local", "status", *_PLACE, *_TIMES[:4], "promised_at")
    known, orders = tables["waiting_orders"], tables["orders"]
    still = known.filter(
        (known.placed_at <= as_of) & (known.delivered_at.isnull() | (known.delivered_at > as_of))
    )
    since = as_of.date() - ibis.interval(days=LONGEST_DAYS)
    parcels = _last_parcels(tables)
    later = parcels.filter(
        parcels.delivered
        & (parcels.placed_at <= as_of)
        & (parcels.delivered_at > as_of)
        & (parcels.date_local >= since)
    ).select("order_id", "packed_at", "shipped_at", "promised_at")
    arrived = orders.filter(
        orders.counted & orders.delivered & ~_taken_back(orders) & (orders.date_local >= since)
    ).select("order_id", "date_local", "status", *_PLACE, "placed_at", "paid_at")
    waiting = still.select(columns).union(arrived.inner_join(later, "order_id").select(columns))
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
    aged = staged.cross_join(_usual(tables["shipments"], as_of))
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


_COLUMNS = columns_of("""
order_id text
region text
channel text
stage text
ended flag it has left the stage
date_local date business day on which the stage began
month_local date
seconds whole in the stage, so far if it has not ended; negative: the source's times are wrong
minutes whole the same, to the nearest; null where it is negative
""")
_DIMENSIONS = {"region": "region", "channel": "channel", "stage": "stage", "order": "order_id"}
_ROWS = ("order_id", "date_local", "stage", "region", "ended")

VIEWS = (
    View(
        name="waiting_orders",
        doc="One row per order that is counted, not delivered and not taken back whole, with the "
        "moments of its last parcel, if it has one.",
        tables=("orders", "shipments"),
        columns=columns_of("""
order_id text
date_local date business day on which the order was placed
month_local date
status text
region text
channel text
placed_at instant
paid_at instant
paid_date_local date
packed_at instant
shipped_at instant
delivered_at instant
promised_at instant
packed_date_local date
shipped_date_local date
delivered_date_local date
"""),
        build=_waiting,
        as_of="now",
    ),
    View(
        name="stage_times",
        doc="One row per order and stage that it has begun: payment (placed to paid), packing "
        "(paid to packed), handover (packed to shipped), processing (paid to shipped), delivery "
        "(shipped to delivered), total (placed to delivered). Several parcels: the last. Orders "
        "that are counted, not delivered and not taken back whole are in a stage still.",
        tables=("orders", "shipments"),
        columns=_COLUMNS,
        build=_all_times,
        reads=("waiting_orders",),
        settled=_ended_times,
        unsettled=_open_times,
        as_of="now",
        dimensions=_DIMENSIONS,
        rows=_ROWS,
    ),
    View(
        name="stage_work_times",
        doc="As stage_times, in the shop's working hours: its week, and the public holidays that "
        "it keeps, as the calendar tells them.",
        tables=("orders", "shipments", "calendar"),
        columns=_COLUMNS,
        build=_working_times,
        reads=("waiting_orders",),
        as_of="now",
        dimensions=_DIMENSIONS,
        rows=_ROWS,
    ),
    View(
        name="open_orders",
        doc="One row per counted order that is not delivered at the moment asked and not taken "
        "back whole, in the stage in which it waits. `overdue`: it waits longer than nine of ten "
        f"orders of the {HISTORY_DAYS} days before did in that stage.",
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
        reads=("waiting_orders",),
        as_of="moment",
        dimensions={"region": "region", "channel": "channel", "stage": "stage", "status": "status"},
        rows=("order_id", "placed_on", "stage", "status", "region", "overdue"),
    ),
)
