"""Metrics over time that are made of another one by day: growth, targets, pace; arithmetic on rows.

A period without a sale inside the shop's history counts as zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from niaga.metrics.arithmetic import growth, ratio
from niaga.metrics.metric import Formula
from niaga.metrics.periods import shifted, start_of
from niaga.metrics.results import Row
from niaga.metrics.targets import Decision, plan_of, target_of

PROFILE_DAYS = 84  # twelve weeks tell the usual share of each weekday
LEAST_PROFILE_DAYS = 28
FIRST_PACE_DAY = 3


@dataclass(frozen=True)
class Series:
    """A metric by day. `first`, `last`: the ends of what is known, both included."""

    days: Mapping[date, int]
    first: date
    last: date
    today: date

    def sum(self, start: date, end: date) -> int:
        return sum(amount for day, amount in self.days.items() if start <= day < end)

    def is_running(self, start: date, end: date) -> bool:
        return start <= self.today < end


def rows(formula: Formula, series: Series, decisions: Sequence[Decision]) -> list[Row]:
    """One row per period from that of the first day to that of the last."""
    grain = formula.grain
    period, found = start_of(series.first, grain), []
    before: int | None = None
    while period <= series.last:
        following = shifted(period, grain, 1)
        value = series.sum(period, following)
        if formula.kind == "growth":
            found.append(_growth(formula, series, period))
        elif formula.kind == "pace":
            found.append(_paced(series, period, value))
        else:
            found.append(_targeted(formula.kind, series, period, value, before, decisions))
        before, period = value, following
    return found


def _growth(formula: Formula, series: Series, period: date) -> Row:
    """Against the period `back` before; a running one against as many of its days."""
    grain = formula.grain
    following = shifted(period, grain, 1)
    value, running = series.sum(period, following), series.is_running(period, following)
    previous = shifted(period, grain, -formula.back)
    base: int | None = None
    if previous >= start_of(series.first, grain):
        end = shifted(previous, grain, 1)
        if running:
            end = min(previous + (series.today - period) + timedelta(days=1), end)
        base = series.sum(previous, end)
    return Row((period,), growth(value, base), value, base, running)


def _targeted(
    kind: str,
    series: Series,
    period: date,
    value: int,
    before: int | None,
    decisions: Sequence[Decision],
) -> Row:
    following = shifted(period, "month", 1)
    running = series.is_running(period, following)
    if kind == "plan":
        plan = plan_of(period, decisions)
        return Row((period,), plan, value, plan, running)
    target = target_of(period, before, decisions).amount
    if kind == "target":
        return Row((period,), target, value, target, running)
    if kind == "target_per_day":
        days = (following - period).days
        return Row((period,), ratio(target, days), target, days, running)
    if kind == "pace_attainment":
        paced = _paced(series, period, value).value
        shown = None if paced is None else ratio(round(paced), target)
        return Row((period,), shown, None if paced is None else round(paced), target, running)
    return Row((period,), ratio(value, target), value, target, running)


def _paced(series: Series, period: date, value: int) -> Row:
    """Where a running month is heading: what the whole days brought ÷ their usual share of it."""
    following = shifted(period, "month", 1)
    if not series.is_running(period, following):
        return Row((period,), value, value)
    so_far = series.sum(period, series.today)
    weights = _weekdays(series)
    if series.today.day < FIRST_PACE_DAY or weights is None:
        return Row((period,), None, so_far, None, True)
    usual = [
        weights[(period + timedelta(days=n)).weekday()] for n in range((following - period).days)
    ]
    whole, elapsed = sum(usual), sum(usual[: (series.today - period).days])
    if elapsed <= 0:
        return Row((period,), None, so_far, None, True)
    return Row((period,), round(so_far * whole / elapsed), so_far, None, True)


def _weekdays(series: Series) -> list[float] | None:
    """Mean of each weekday over the twelve weeks before today; None: fewer than four are known."""
    start = max(series.today - timedelta(days=PROFILE_DAYS), series.first)
    known = (series.today - start).days
    if known < LEAST_PROFILE_DAYS:
        return None
    sums, counts = [0.0] * 7, [0] * 7
    for n in range(known):
        day = start + timedelta(days=n)
        sums[day.weekday()] += series.days.get(day, 0)
        counts[day.weekday()] += 1
    return [total / count for total, count in zip(sums, counts, strict=True)]
