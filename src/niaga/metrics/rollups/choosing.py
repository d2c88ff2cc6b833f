"""Which rollup answers which metric of a question; none: the facts themselves."""

from collections.abc import Sequence

from niaga.metrics.facts import column_of, is_dated
from niaga.metrics.metric import Measure, Metric
from niaga.metrics.rollups.conditions import looks
from niaga.metrics.rollups.declared import ROLLUPS, WITHIN, Rollup

Filters = Sequence[tuple[str, int]]  # dimension and how many values


def chosen(metrics: Sequence[Metric], by: Sequence[str], filters: Filters) -> tuple[str, ...]:
    """The rollup of each metric, all of one fact, "" where none will do.

    One for all where there is one, so that a question reads as little as it can.
    """
    fact = metrics[0].fact
    known = [rollup for rollup in ROLLUPS.values() if rollup.fact == fact and is_dated(fact)]
    able = {m.name: [r.name for r in known if _answers(r, m, by, filters)] for m in metrics}
    shared = [r.name for r in known if all(r.name in able[m.name] for m in metrics)]
    if shared:
        return (shared[0],) * len(metrics)
    return tuple(able[metric.name][0] if able[metric.name] else "" for metric in metrics)


def within(metrics: Sequence[Metric], by: Sequence[str], filters: Filters) -> Rollup | None:
    """What the metrics, all of one fact, are measured over in place of it, without any file."""
    rollup = WITHIN.get(metrics[0].fact)
    able = rollup is not None and all(_answers(rollup, m, by, filters) for m in metrics)
    return rollup if able else None


def _answers(rollup: Rollup, metric: Metric, by: Sequence[str], filters: Filters) -> bool:
    columns = [column_of(rollup.fact, name) for name in (*by, *(name for name, _n in filters))]
    if not all(column in rollup.keys for column in columns):
        return False
    measures = [m for m in (metric.numerator, metric.denominator) if m is not None]
    return all(
        _holds(rollup, measure) or counts_firsts(rollup, measure, by, filters)
        for measure in measures
    )


def _holds(rollup: Rollup, measure: Measure) -> bool:
    condition = looks(measure.where)
    if condition is None or not condition.columns <= set(rollup.keys):
        return False
    if measure.aggregate == "sum":
        return measure.column in rollup.sums
    if measure.aggregate == "distinct":
        return measure.column in rollup.keys
    if measure.aggregate == "survival":
        return {measure.column, measure.ended} <= set(rollup.keys)
    return measure.aggregate == "count"


def counts_firsts(rollup: Rollup, measure: Measure, by: Sequence[str], filters: Filters) -> bool:
    """Whether the measure's different values are those that its rollup counts by their first.

    A dimension with several values that are not told apart would count a value for each.
    """
    firsts, condition = rollup.firsts, looks(measure.where)
    apart = {*by, *(name for name, count in filters if count == 1)}
    named = {*by, *(name for name, _count in filters)}
    return (
        firsts is not None
        and condition is not None
        and measure.aggregate == "distinct"
        and (measure.column, condition.flag) == (firsts.column, firsts.where)
        and apart == named == firsts.dimensions
    )
