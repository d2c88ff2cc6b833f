"""Metrics made of other metrics: quotients, and what `series` makes of one by day."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from niaga.kernel import clock
from niaga.metrics import series
from niaga.metrics.arithmetic import growth, ratio
from niaga.metrics.catalogue import metric_named
from niaga.metrics.metric import Formula, Metric
from niaga.metrics.periods import start_of
from niaga.metrics.results import Result, Row
from niaga.metrics.targets import decisions
from niaga.warehouse.snapshot import ShopEntry

if TYPE_CHECKING:
    from niaga.metrics.questions import Question

__all__ = ["answer", "business_day", "day_after_known", "growth", "midnight", "ratio"]

STALE_DAYS = 31  # a shop without an order for so long is history
Ask = Callable[[Sequence[Metric], "Question"], dict[str, Result]]


def business_day(entry: ShopEntry) -> date:
    """Today in the shop's zone."""
    moment: datetime = clock.now()
    return moment.astimezone(ZoneInfo(entry.time_zone)).date()


def day_after_known(entry: ShopEntry) -> date:
    """The first day of which the shop's facts know nothing.

    Tomorrow for a shop that trades; history ends with its last order.
    """
    last = date.fromisoformat(entry.last_date or "1970-01-01")
    today = business_day(entry)
    running = today - last <= timedelta(days=STALE_DAYS)
    return max(last, today if running else last) + timedelta(days=1)


def midnight(entry: ShopEntry, day: date) -> datetime:
    """The beginning of the business day, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(entry.time_zone)).astimezone(UTC)


def answer(metric: Metric, entry: ShopEntry, question: "Question", ask: Ask) -> Result:
    """Compute a metric that has a formula; `ask` answers the metrics that it is made of."""
    formula = metric.formula
    assert formula is not None
    if formula.kind == "quotient":
        by, rows = _quotient(formula.of, question, ask)
    elif formula.kind == "shrunk":
        by, rows = _shrunk(formula, question, ask)
    else:
        by, rows = _over_time(metric, entry, question, ask)
    return Result(metric.name, entry.code, metric.unit_in(entry.currency), by, tuple(rows))


def _quotient(
    of: tuple[str, ...], question: "Question", ask: Ask
) -> tuple[tuple[str, ...], list[Row]]:
    results = ask([metric_named(name) for name in of], question)
    top, bottom = (results[name] for name in of)
    below = {row.key: row.numerator for row in bottom.rows}
    rows = [
        Row(row.key, ratio(row.numerator, below.get(row.key)), row.numerator, below.get(row.key))
        for row in top.rows
    ]
    return top.by, rows


def _shrunk(formula: Formula, question: "Question", ask: Ask) -> tuple[tuple[str, ...], list[Row]]:
    """(weight × mean of all + sum of the part) ÷ (weight + cases of the part): a Bayesian mean.

    Few cases say little, so that a part with few is near the mean of all. In periods compared side
    by side, or by time, each has a mean of its own.
    """
    result = ask([metric_named(formula.of[0])], question)[formula.of[0]]
    apart = len(result.by) - len(question.by)  # a bucket or a grain comes last
    tops: dict[Any, int] = {}
    bottoms: dict[Any, int] = {}
    for row in result.rows:
        when = row.key[len(row.key) - apart :]
        tops[when] = tops.get(when, 0) + (row.numerator or 0)
        bottoms[when] = bottoms.get(when, 0) + (row.denominator or 0)
    rows = []
    for row in result.rows:
        when = row.key[len(row.key) - apart :]
        mean, n = ratio(tops[when], bottoms[when]), row.denominator or 0
        drawn = None
        if mean is not None and n:
            drawn = (formula.weight * mean + (row.numerator or 0)) / (formula.weight + n)
        rows.append(Row(row.key, drawn, row.numerator, row.denominator))
    return result.by, rows


def _over_time(
    metric: Metric, entry: ShopEntry, question: "Question", ask: Ask
) -> tuple[tuple[str, ...], list[Row]]:
    """Rows per period, from the base metric by day.

    What was decided for the whole shop says nothing about a part of it: a question with filters or
    splits knows the rule only.
    """
    formula = metric.formula
    assert formula is not None
    grain = formula.grain
    splits = tuple(name for name in question.by if name not in metric.grains)
    start, end = question.period
    asked = replace(question, by=splits, grain="day", period=(None, end), periods=None)
    base = ask([metric_named(formula.of[0])], asked)[formula.of[0]]
    daily: dict[tuple[Any, ...], dict[date, int]] = {}
    for row in base.rows:
        daily.setdefault(row.key[:-1], {})[row.key[-1]] = row.numerator or 0
    if not daily:
        return (*splits, grain), []
    first = min(min(days) for days in daily.values())
    # A month has its target on its first morning, before anything is sold.
    after = day_after_known(entry)
    until = (min(after, end) if end else after) - timedelta(days=1)
    last = max(until, *(max(days) for days in daily.values()))
    decided = decisions(entry.code, formula.of[0])
    if splits or question.filters:
        decided = tuple(d for d in decided if d.kind == "rule")
    rows = []
    for key, days in sorted(daily.items(), key=lambda item: str(item[0])):
        known = series.Series(days, first, last, business_day(entry))
        for row in series.rows(formula, known, decided):
            if start is None or row.key[0] >= start_of(start, grain):
                rows.append(row._replace(key=(*key, *row.key)))
    return (*splits, grain), rows
