"""The rows behind a number: what is shown of each, and what it contributes."""

from typing import TYPE_CHECKING, Any

from niaga.metrics.builder import RowShape, restricted
from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.facts import PERSONAL, is_dated, row_columns
from niaga.metrics.measuring import contribution, one, where_holds
from niaga.metrics.metric import Measure, Metric
from niaga.metrics.survival import quantiles

if TYPE_CHECKING:
    import ibis


def row_expression(shape: RowShape) -> "ibis.Table":
    """What is shown of each row, `n` and `d` (what it contributes), then the sums of all. Newest
    first.

    The sums are `row_count`, `n_total`, `d_total`, the same on every row; of a quantile `n_total`
    is the quantile itself.
    """
    metric = CATALOGUE[shape.metric]
    table = restricted(metric.fact, shape.has_start, shape.has_end, shape.filters)
    measure = metric.numerator
    assert measure is not None
    if measure.aggregate == "distinct":
        return _entities(table, measure, metric.denominator, shape.hidden)
    if measure.is_quantile:
        table = table.mutate(n=where_holds(table, measure), d=one()).filter(lambda t: t.n.notnull())
    else:
        numerator = contribution(table, measure)
        divisor = contribution(table, metric.denominator) if metric.denominator else numerator
        table = table.mutate(n=numerator, d=divisor).filter(lambda t: (t.n != 0) | (t.d != 0))
    columns = shown_columns(metric, shape.hidden)
    instants = [name for name in columns if table[name].type().is_timestamp()]
    table = table.mutate(**{name: table[name].cast("timestamp") for name in instants})
    below = metric.denominator
    if measure.aggregate == "survival":
        total = quantiles(table, [], table.n, table[measure.ended], {"n_total": measure.q}, one())
        shown = table.select(*columns, "n", "d").cross_join(total)
        shown = shown.mutate(row_count=shown.count().over(), d_total=shown.d.sum().over())
        shown = shown.relocate("row_count", "n_total", "d_total", after="d")
    elif below is not None and below.aggregate == "distinct":
        different = where_holds(table, below).nunique().over()
        shown = _with_totals(table.select(*columns, "n", "d", d_total=different), measure)
    else:
        shown = _with_totals(table.select(*columns, "n", "d"), measure)
    keys = [name for name in columns if name != "date_local"]
    if "date_local" in columns:
        return shown.order_by([shown.date_local.desc(), *keys, shown.n])
    if "placed_on" in columns:  # what waits: the longest waiting first
        others = [name for name in keys if name != "placed_on"]
        return shown.order_by([shown.placed_on, *others, shown.n])
    return shown.order_by([*keys, shown.n])


def shown_columns(metric: Metric, hidden: bool) -> tuple[str, ...]:
    """The columns of a row behind the metric, before what it contributes."""
    measure = metric.numerator
    assert measure is not None
    if measure.aggregate == "distinct":
        dates = ("first_date", "last_date") if is_dated(metric.fact) else ()
        columns: tuple[str, ...] = (measure.column, "entries", *dates)
    else:
        columns = row_columns(metric.fact)
    return tuple(name for name in columns if not (hidden and name in PERSONAL))


def _with_totals(table: Any, measure: Measure) -> Any:
    total = table.n.quantile(measure.q) if measure.aggregate == "quantile" else table.n.sum()
    below = table.d_total if "d_total" in table.columns else table.d.sum().over()
    counted = table.mutate(row_count=table.count().over(), n_total=total.over(), d_total=below)
    return counted.relocate("row_count", "n_total", "d_total", after="d")


def _entities(table: Any, measure: Measure, below: Measure | None, hidden: bool) -> Any:
    """One row per different value; of a rate, per value that it is a rate of."""
    listed = below or measure
    counts = contribution(table, Measure("count", where=measure.where))
    table = table.mutate(is_in=counts)
    where = listed.where(table) if listed.where else None
    table = table.filter(where) if where is not None else table
    table = table.filter(table[measure.column].notnull())
    dated = "date_local" in table.columns
    dates = (
        {"first_date": table.date_local.min(), "last_date": table.date_local.max()} if dated else {}
    )
    grouped = table.group_by(measure.column).aggregate(
        entries=table.count(), **dates, n=table.is_in.max()
    )
    each = _with_totals(grouped.mutate(d=one()), measure)
    newest = [each.last_date.desc()] if dated else []
    each = each.order_by([*newest, each[measure.column]])
    return each.drop(measure.column) if hidden and measure.column in PERSONAL else each
