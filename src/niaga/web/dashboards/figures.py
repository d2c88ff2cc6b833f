"""The answers that a board is made of: lazy, each asked once, at most six statements for all.

One question per fact, grain and filter serves many tiles. Each is asked when a tile first needs it,
so that a question that fails takes down its own tiles only. A filter that a question cannot take is
left out of it and remembered, so that each tile can name the filters that do not bear on it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from niaga import metrics
from niaga.kernel.permissions import Actor
from niaga.metrics import Result, Row, RowsBehind
from niaga.metrics.builder import SEGMENT
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.metrics.metric import Metric
from niaga.metrics.periods import shifted, start_of
from niaga.metrics.policy import may_ask
from niaga.web.dashboards.filters import takes
from niaga.web.dashboards.selection import Selection

logger = logging.getLogger(__name__)
NOW, BEFORE = "now", "before"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Pair:
    """A number of the chosen period and of the one it is compared with; None: there is none.

    `n`, `n_before`: what a rate was divided by.
    """

    now: int | float | None
    before: int | float | None
    n: int | None = None
    n_before: int | None = None


@dataclass(frozen=True)
class Course:
    """A metric in the chosen period and the one before, and over `Figures.months`."""

    pair: Pair
    values: tuple[int | float | None, ...]


class answer(Generic[Value]):
    """A method's result, kept for the life of its figures, with the filters it had to leave out."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

    @overload
    def __get__(self, figures: None, owner: Any = None) -> "answer[Value]": ...
    @overload
    def __get__(self, figures: "Figures", owner: Any = None) -> Value: ...
    def __get__(self, figures: "Figures | None", owner: Any = None) -> "answer[Value] | Value":
        if figures is None:
            return self
        if self.name not in figures.kept:
            outer, figures.left_out = figures.left_out, set()
            try:
                value = self.make(figures)
                figures.kept[self.name] = (value, frozenset(figures.left_out))
            finally:
                outer |= figures.left_out
                figures.left_out = outer
        known, left_out = figures.kept[self.name]
        figures.left_out |= left_out
        found: Value = known
        return found

    def __set__(self, figures: "Figures", value: Value) -> None:
        raise AttributeError(self.name)


class Figures:
    """Answers for one selection. A board's own inherit from this and add an `answer` a question."""

    def __init__(self, selection: Selection, actor: Actor) -> None:
        self.selection, self.actor = selection, actor
        self.kept: dict[str, tuple[Any, frozenset[str]]] = {}
        self.left_out: set[str] = set()

    def ask(self, *names: str, **question: Any) -> list[Result]:
        """`metrics.query` of the chosen shop, narrowed to the chosen filters that all of `names`
        can take."""
        question = self._narrowed(names, question)
        return metrics.query(names, self.selection.shop.code, actor=self.actor, **question)

    def ask_at_once(self, *asked: tuple[Sequence[str], Mapping[str, Any]]) -> None:
        """Have several questions (metrics, and what `ask` is given besides) answered by one
        statement, for `ask` to find. What the actor may not see is left out. One that fails does so
        when it is asked for by itself, and takes no other down.
        """
        outer = set(self.left_out)
        questions = []
        for names, given in asked:
            if all(may_ask(self.actor, metric_named(name)) for name in names):
                question = self._narrowed(names, given)
                question["by"] = tuple(question.get("by", ()))
                questions.append((names, metrics.Question(**question)))
        self.left_out = outer
        try:
            metrics.ask_at_once(questions, self.selection.shop.code, self.actor)
        except Exception:
            logger.exception("%s questions in one statement", len(questions))

    def _narrowed(self, names: Sequence[str], question: Mapping[str, Any]) -> dict[str, Any]:
        narrowed = dict(question)
        if "filters" not in narrowed:
            kept = narrowed["filters"] = self.kept_filters(*names)
            if SEGMENT in kept and not narrowed.keys() & {"period", "periods"}:
                # Everything on the page asks for people's segments as of the same day.
                narrowed["period"] = (None, self.selection.end)
        return narrowed

    def rows(self, name: str, count: int, **question: Any) -> RowsBehind:
        """The first rows behind a number of the chosen shop, narrowed as in `ask`."""
        shop, filters = self.selection.shop.code, self.kept_filters(name)
        return metrics.rows(name, shop, filters=filters, limit=count, actor=self.actor, **question)

    def kept_filters(self, *names: str) -> dict[str, list[str]]:
        """The chosen filters that all of `names` can take; the others are remembered."""
        chosen = self.selection.filters
        kept = {
            dimension: values
            for dimension, values in chosen.items()
            if all(takes(name, dimension) for name in names)
        }
        self.left_out |= set(chosen) - set(kept)
        return kept

    def asked(self, *names: str, **question: Any) -> Mapping[str, Result]:
        """As `ask`, by name."""
        return dict(zip(names, self.ask(*names, **question), strict=True))

    @cached_property
    def periods(self) -> dict[str, tuple[date, date]]:
        periods = {NOW: (self.selection.start, self.selection.end)}
        if self.selection.compared:
            periods[BEFORE] = self.selection.compared
        return periods

    def course(self, result: Result) -> Course:
        """Of a metric asked with `grain="month", periods=self.periods` and no split."""
        rows = {row.key[0]: row for row in result.rows}
        rate = _is_divided(metric_named(result.metric))

        def value(bucket: str) -> int | float | None:
            row = rows.get(bucket)
            return row.value if row else None if rate else 0

        def size(bucket: str) -> int | None:
            row = rows.get(bucket)
            return (row.denominator if row else 0) if rate else None

        before = self.has_before
        return Course(
            Pair(
                value(NOW),
                value(BEFORE) if before else None,
                size(NOW),
                size(BEFORE) if before else None,
            ),
            tuple(value(month.isoformat()) for month in self.months),
        )

    def measured(self, results: Mapping[str, Result], name: str) -> Course:
        """As `course`, for what is no sum: without rows it has no value, which is not zero."""
        if metric_named(name).is_additive:
            return self.course(results[name])
        rows = {row.key[0]: row for row in results[name].rows}
        now, before = rows.get(NOW), rows.get(BEFORE) if self.has_before else None
        months = [rows.get(month.isoformat()) for month in self.months]
        pair = Pair(
            now.value if now else None,
            before.value if before else None,
            now.denominator if now else None,
            before.denominator if before else None,
        )
        return Course(pair, tuple(row.value if row else None for row in months))

    @property
    def has_before(self) -> bool:
        """There is a period to compare with, and it is not before the shop's history."""
        return BEFORE in self.periods and self.periods[BEFORE][1] > self.first_day

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.selection.shop.first_date or str(self.selection.start))

    def day_pair(self, by_day: Mapping[date, int]) -> Pair:
        """An additive metric by day, summed over the two periods."""

        def total(bucket: str) -> int:
            start, end = self.periods[bucket]
            return sum(value for day, value in by_day.items() if start <= day < end)

        return Pair(total(NOW), total(BEFORE) if self.has_before else None)

    @cached_property
    def months(self) -> list[date]:
        """Up to 24 months that end with the chosen period, none from before the history."""
        last_day = min(shifted(self.selection.end, "day", -1), self.selection.today)
        last = start_of(last_day, "month")
        first = max(shifted(last, "month", -23), start_of(self.first_day, "month"))
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [shifted(first, "month", n) for n in range(max(count, 1))]

    @property
    def running_month(self) -> date | None:
        """The month that has not ended yet."""
        return self.running("month")

    def running_among(self, months: Sequence[date]) -> frozenset[int]:
        """Where among them the month stands that has not ended yet, if it does."""
        return frozenset(at for at, month in enumerate(months) if month == self.running_month)

    def running(self, grain: str) -> date | None:
        """The first day of the period of `grain` that has not ended yet."""
        today = self.selection.today
        start = start_of(today, grain)
        ended = shifted(start, grain, 1) <= today + timedelta(days=1)
        return None if ended else start


def summed(result: Result) -> Result:
    """Of what was split by one dimension, the whole: parts add up, rates by what they are made of.
    Not for quantiles nor for counts of different things."""
    scale = metric_named(result.metric).scale
    sums: dict[tuple[Any, ...], list[int | None]] = {}
    for row in result.rows:
        known = sums.setdefault(row.key[1:], [0, None])
        known[0] = (known[0] or 0) + (row.numerator or 0)
        if row.denominator is not None:
            known[1] = (known[1] or 0) + row.denominator
    rows = tuple(
        Row(key, top if bottom is None else ratio(top, bottom, scale), top, bottom)
        for key, (top, bottom) in sums.items()
    )
    return replace(result, by=result.by[1:], rows=rows)


def divided(top: Pair, bottom: Pair) -> Pair:
    """A rate of two sums, in both periods."""
    return Pair(
        ratio(_whole(top.now), _whole(bottom.now)),
        ratio(_whole(top.before), _whole(bottom.before)),
        _whole(bottom.now),
        _whole(bottom.before),
    )


def _is_divided(metric: Metric) -> bool:
    """Where there is nothing it has no value; a sum or a count is zero there."""
    return metric.denominator is not None or metric.formula is not None or bool(metric.share_over)


def _whole(value: int | float | None) -> int | None:
    return None if value is None else int(value)


def by_month(by_day: Mapping[date, int]) -> dict[date, int]:
    sums: dict[date, int] = {}
    for day, value in by_day.items():
        month = day.replace(day=1)
        sums[month] = sums.get(month, 0) + value
    return sums
