"""Metrics made of other metrics: growth, target, attainment, quotients; arithmetic on rows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from niaga.kernel import clock
from niaga.metrics.catalogue import metric_named
from niaga.metrics.metric import Metric
from niaga.metrics.periods import shifted, start_of
from niaga.metrics.results import Result, Row
from niaga.warehouse.snapshot import ShopEntry

if TYPE_CHECKING:
    from niaga.metrics.questions import Question

STALE_DAYS = 31  # a shop without an order for so long is history
TARGET_PERMILLE = 1_015  # the business's rule: 1.5 % above the month before
Ask = Callable[[Sequence[Metric], "Question"], dict[str, Result]]


def ratio(top: int | None, bottom: int | None, scale: int = 1) -> float | None:
    """Null when there is nothing to divide by. Every rate goes through here, on any engine."""
    return None if not bottom or top is None else top / (bottom * scale)


def growth(now: int, before: int | None) -> float | None:
    """(now − before) ÷ before; null on a base that is missing, zero or negative."""
    return None if before is None or before <= 0 else (now - before) / before


def monthly_target(before: int | None) -> int | None:
    """The target of a month from the actual of the one before, rounded half up; else none."""
    return None if before is None or before <= 0 else (before * TARGET_PERMILLE + 500) // 1_000


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


def _over_time(
    metric: Metric, entry: ShopEntry, question: "Question", ask: Ask
) -> tuple[tuple[str, ...], list[Row]]:
    """Growth, target and attainment: rows per period, from the base metric by day."""
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
    last = max(max(days) for days in daily.values())
    rows = []
    for key, days in sorted(daily.items(), key=lambda item: str(item[0])):
        for row in _series(metric, days, (first, last), grain, business_day(entry)):
            if start is None or row.key[0] >= start_of(start, grain):
                rows.append(replace(row, key=(*key, *row.key)))
    return (*splits, grain), rows


def _series(
    metric: Metric, days: dict[date, int], span: tuple[date, date], grain: str, today: date
) -> list[Row]:
    """One row per period of the span; a period without a sale inside it counts as zero."""
    formula = metric.formula
    assert formula is not None
    period = start_of(span[0], grain)
    rows: list[Row] = []
    before: int | None = None
    while period <= span[1]:
        following = shifted(period, grain, 1)
        running = period <= today < following
        value = _sum(days, period, following)
        if formula.kind == "growth":
            base = before
            if running and before is not None:
                previous = shifted(period, grain, -1)
                elapsed = (today - period) + timedelta(days=1)
                base = _sum(days, previous, min(previous + elapsed, period))
            rows.append(Row((period,), growth(value, base), value, base, running))
        else:
            target = monthly_target(before)
            shown = target if formula.kind == "target" else ratio(value, target)
            rows.append(Row((period,), shown, value, target, running))
        before, period = value, following
    return rows


def _sum(days: dict[date, int], start: date, end: date) -> int:
    return sum(amount for day, amount in days.items() if start <= day < end)
