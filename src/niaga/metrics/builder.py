"""The one place where a question becomes an expression: shop, period, filters and splits.

A `Shape` is a question without its values: it decides the SQL, which is compiled once and kept; the
values (shop, dates, filter values) are parameters. `$$name$$` literals stand for them in Ibis and
become the engine's parameters in the SQL. Ibis is imported only when a shape has no SQL yet.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.metric import Measure, Metric
from niaga.warehouse.schema import KINDS, TABLES

if TYPE_CHECKING:
    import ibis

BUCKET = "bucket"


@dataclass(frozen=True)
class Shape:
    """`filters`: dimension → how many values. `periods`: labels of periods compared side by side;
    with them every row carries a `bucket`, a period's label or, with `grain` too, the start of its
    grain.
    """

    fact: str
    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    grain: str | None = None
    has_start: bool = False
    has_end: bool = False
    filters: tuple[tuple[str, int], ...] = ()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowShape:
    """The rows behind one metric; `entity`: of a distinct count, one row per different value."""

    metric: str
    has_start: bool = False
    has_end: bool = False
    filters: tuple[tuple[str, int], ...] = ()


# What a person sees of a row behind a number, besides what it contributes.
ROW_COLUMNS: dict[str, tuple[str, ...]] = {
    "orders": ("order_id", "date_local", "status", "region", "customer_type"),
    "order_lines": ("order_id", "line_no", "date_local", "status", "category", "product_id"),
    "sales_events": ("order_id", "line_no", "kind", "date_local", "category", "product_id"),
    "payments": ("order_id", "payment_no", "date_local", "method", "status"),
    "shipments": ("order_id", "date_local", "delivered_date_local", "late", "region"),
    "reviews": ("order_id", "date_local", "score", "region"),
    "customers": ("customer_key", "region", "orders", "counted_orders", "first_order_date"),
}


def expression(shape: Shape) -> "ibis.Table":
    """Columns: the dimensions of `by`, the grain or bucket, then `<metric>__n`, `<metric>__d`."""
    table = _restricted(shape.fact, shape.has_start, shape.has_end, shape.filters)
    keys = {name: _dimension(table, shape.fact, name) for name in shape.by}
    if shape.periods:
        keys[BUCKET] = _buckets(table, shape)
    elif shape.grain:
        keys[shape.grain] = _grain(table, shape.grain)
    table = table.mutate(**{f"k_{name}": value for name, value in keys.items()})
    if shape.periods:
        table = table.filter(table[f"k_{BUCKET}"].notnull())
    sums = {}
    for name in shape.metrics:
        metric = CATALOGUE[name]
        assert metric.numerator is not None
        sums[f"{name}__n"] = _aggregate(table, metric.numerator)
        if metric.denominator:
            sums[f"{name}__d"] = _aggregate(table, metric.denominator)
    if keys:
        grouped = table.group_by([f"k_{name}" for name in keys]).aggregate(**sums)
    else:
        grouped = table.aggregate(**sums)
    grouped = _with_shares(grouped, shape, list(keys))
    return grouped.order_by([f"k_{name}" for name in keys]) if keys else grouped


def row_expression(shape: RowShape) -> "ibis.Table":
    """ROW_COLUMNS of the fact, `n` and `d` (what the row contributes), then the sums of all. Newest
    first.

    The sums are `row_count`, `n_total`, `d_total`, the same on every row.
    """
    metric = CATALOGUE[shape.metric]
    table = _restricted(metric.fact, shape.has_start, shape.has_end, shape.filters)
    measure = metric.numerator
    assert measure is not None
    if measure.aggregate == "distinct":
        return _entities(table, metric, measure)
    numerator = _contribution(table, measure)
    denominator = _contribution(table, metric.denominator) if metric.denominator else numerator
    table = table.mutate(n=numerator, d=denominator).filter(lambda t: (t.n != 0) | (t.d != 0))
    columns = [name for name in ROW_COLUMNS[metric.fact] if name in table.columns]
    shown = _with_totals(table.select(*columns, "n", "d"))
    if "date_local" not in columns:
        return shown.order_by(columns)
    rest = [name for name in columns if name != "date_local"]
    return shown.order_by([shown.date_local.desc(), *rest])


def _with_totals(table: Any) -> Any:
    return table.mutate(
        row_count=table.count().over(), n_total=table.n.sum().over(), d_total=table.d.sum().over()
    )


def _entities(table: Any, metric: Metric, measure: Measure) -> Any:
    where = measure.where(table) if measure.where else None
    table = table.filter(where) if where is not None else table
    table = table.filter(table[measure.column].notnull())
    grouped = table.group_by(measure.column).aggregate(
        entries=table.count(),
        first_date=table.date_local.min(),
        last_date=table.date_local.max(),
    )
    one = _with_totals(grouped.mutate(n=_one(), d=_one()))
    return one.order_by([one.last_date.desc(), one[measure.column]])


def place(name: str, kind: str) -> Any:
    """A parameter's place in an expression; `compiled` turns it into the engine's own."""
    import ibis

    return ibis.literal(f"$${name}$$").cast(KINDS[kind][0])


def _restricted(
    fact: str, has_start: bool, has_end: bool, filters: tuple[tuple[str, int], ...]
) -> Any:
    import ibis

    schema = TABLES[fact]
    table = ibis.table({c.name: KINDS[c.kind][0] for c in schema.columns}, name=fact)
    conditions = [table.shop == place("shop", "text")]
    if has_start:
        conditions.append(table.date_local >= place("start", "date"))
    if has_end:
        conditions.append(table.date_local < place("end", "date"))
    for position, (name, count) in enumerate(filters):
        values = [place(f"f{position}_{n}", "text") for n in range(count)]
        conditions.append(_matches(table, fact, name, values))
    return table.filter(conditions)


def _matches(table: Any, fact: str, name: str, values: list[Any]) -> Any:
    dimension = DIMENSIONS[name]
    if fact in dimension.columns:
        return _dimension(table, fact, name).isin(values)
    assert dimension.lists is not None
    listed = table[dimension.lists[fact]]
    condition = listed.contains(values[0])
    for value in values[1:]:
        condition = condition | listed.contains(value)
    return condition


def _dimension(table: Any, fact: str, name: str) -> Any:
    """The dimension's value as text; what the source does not tell is the empty text."""
    return table[DIMENSIONS[name].columns[fact]].cast("string").fill_null("")


def _grain(table: Any, grain: str) -> Any:
    """The first day of the period that the row falls in; weeks begin on Monday."""
    if grain == "day":
        return table.date_local
    if grain == "month":
        return table.month_local
    return table.date_local.truncate({"week": "W", "quarter": "Q", "year": "Y"}[grain])


def _buckets(table: Any, shape: Shape) -> Any:
    import ibis

    cases = [
        (
            (table.date_local >= place(f"p{n}_start", "date"))
            & (table.date_local < place(f"p{n}_end", "date")),
            ibis.literal(label),
        )
        for n, label in enumerate(shape.periods)
    ]
    period = ibis.cases(*cases, else_=ibis.null("string"))
    if shape.grain is None:
        return period
    return ibis.array([period, _grain(table, shape.grain).cast("string")]).unnest()


def _one() -> Any:
    import ibis

    return ibis.literal(1, "int64")


def _contribution(table: Any, measure: Measure) -> Any:
    import ibis

    value = table[measure.column] if measure.aggregate == "sum" else _one()
    if measure.where is None:
        return value.fill_null(0)
    return ibis.ifelse(measure.where(table).fill_null(False), value, 0).fill_null(0)


def _aggregate(table: Any, measure: Measure) -> Any:
    where = measure.where(table) if measure.where else None
    if measure.aggregate == "count":
        return table.count(where=where)
    if measure.aggregate == "distinct":
        return table[measure.column].nunique(where=where)
    return table[measure.column].sum(where=where).fill_null(0)


def _with_shares(grouped: Any, shape: Shape, keys: list[str]) -> Any:
    import ibis

    for name in shape.metrics:
        over = CATALOGUE[name].share_over
        if over:
            window = ibis.window(group_by=[f"k_{key}" for key in keys if key not in over])
            grouped = grouped.mutate(**{f"{name}__d": grouped[f"{name}__n"].sum().over(window)})
    return grouped
