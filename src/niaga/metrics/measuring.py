"""What a measure makes of rows, whether they are a fact's or those of a rollup of it."""

from typing import Any, Protocol

from niaga.metrics.metric import Measure
from niaga.metrics.rollups import ROWS, Rollup, counts_firsts, summed
from niaga.warehouse.schema import KINDS

BUCKET = "bucket"


class Asked(Protocol):
    """Of `builder.Shape` what decides which row of a value is the first."""

    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def grain(self) -> str | None: ...
    @property
    def has_start(self) -> bool: ...
    @property
    def filters(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def periods(self) -> tuple[str, ...]: ...


def place(name: str, kind: str) -> Any:
    """A parameter's place in an expression; `compiled` turns it into the engine's own."""
    import ibis

    return ibis.literal(f"$${name}$$").cast(KINDS[kind][0])


def one() -> Any:
    import ibis

    return ibis.literal(1, "int64")


def contribution(table: Any, measure: Measure) -> Any:
    import ibis

    value = table[measure.column] if measure.aggregate == "sum" else one()
    if measure.where is None:
        return value.fill_null(0)
    return ibis.ifelse(measure.where(table).fill_null(False), value, 0).fill_null(0)


def where_holds(table: Any, measure: Measure) -> Any:
    """The measure's column where its condition holds, else null."""
    import ibis

    value = table[measure.column]
    if measure.where is None:
        return value
    return ibis.ifelse(measure.where(table).fill_null(False), value, ibis.null(value.type()))


def aggregate(table: Any, measure: Measure, asked: Asked, rollup: Rollup | None) -> Any:
    where = measure.where(table) if measure.where else None
    if rollup is not None and counts_firsts(rollup, measure, asked.by, asked.filters):
        return table[ROWS].sum(where=_is_first(table, rollup, asked)).fill_null(0)
    if rollup is not None and measure.aggregate in ("count", "sum"):
        column = ROWS if measure.aggregate == "count" else summed(measure.column)
        return table[column].sum(where=where).fill_null(0)
    if measure.aggregate == "count":
        return table.count(where=where)
    if measure.aggregate == "distinct":
        return table[measure.column].nunique(where=where)
    if measure.aggregate == "quantile":
        return table[measure.column].quantile(measure.q, where=where)
    return table[measure.column].sum(where=where).fill_null(0)


def _is_first(table: Any, rollup: Rollup, asked: Asked) -> Any:
    """Of its value the row is the first since its period, grain or bucket began."""
    import ibis

    assert rollup.firsts is not None
    before = table[rollup.firsts.before]
    begins = []
    if asked.periods:
        bucket = table[f"k_{BUCKET}"]
        labelled = [
            (bucket == label, place(f"p{n}_start", "date")) for n, label in enumerate(asked.periods)
        ]
        begins.append(ibis.cases(*labelled, else_=bucket.try_cast("date")))
    elif asked.grain:
        begins.append(table[f"k_{asked.grain}"].cast("date"))
    if asked.has_start:
        begins.append(place("start", "date"))
    is_first = before.isnull()
    if begins:
        is_first = is_first | (before < (begins[0] if len(begins) == 1 else ibis.greatest(*begins)))
    return table[rollup.firsts.present].notnull() & is_first
