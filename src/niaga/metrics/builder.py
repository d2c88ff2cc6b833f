"""The one place where a question becomes an expression: shop, period, filters, splits and rights.

A `Shape` is a question without its values: it decides the SQL, which is compiled once and kept; the
values (shop, dates, filter values) are parameters. `$$name$$` literals stand for them in Ibis and
become the engine's parameters in the SQL. Ibis is imported only when a shape has no SQL yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.facts import column_of, is_dated, list_of
from niaga.metrics.measuring import BUCKET, aggregate, one, place, where_holds
from niaga.metrics.metric import Measure
from niaga.metrics.origins import kept_rows, segments_expression, source, states, unbound
from niaga.metrics.rollups import (
    BUYER_SEGMENTS,
    ROLLUPS,
    ROWS,
    Rollup,
    summed,
    within,
)
from niaga.metrics.survival import quantiles
from niaga.metrics.views import VIEWS

if TYPE_CHECKING:
    import ibis

SEGMENT = "segment"
_UNITS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}


@dataclass(frozen=True)
class Shape:
    """`filters`: dimension → how many values. `periods`: labels of periods compared side by side;
    with them every row carries a `bucket`, a period's label or, with `grain` too, the start of its
    grain. `rollups`: beside each metric the rollup that answers it, or ""; none: no rollup at all.
    `kept`: the views that it needs besides the fact and whose rows are kept.
    """

    fact: str
    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    grain: str | None = None
    has_start: bool = False
    has_end: bool = False
    filters: tuple[tuple[str, int], ...] = ()
    periods: tuple[str, ...] = ()
    rollups: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What an answer's rows are told apart by: their first columns."""
        return (*self.by, *((BUCKET,) if self.periods else (self.grain,) if self.grain else ()))

    @property
    def columns(self) -> list[str]:
        """What follows the keys in an answer's rows: `<metric>__n`, `<metric>__d`, shares last."""
        found: list[str] = []
        for name in self.metrics:
            found += [f"{name}__n"] + ([f"{name}__d"] if CATALOGUE[name].denominator else [])
        return found + [f"{name}__d" for name in self.metrics if CATALOGUE[name].share_over]

    def sources(self) -> dict[str, list[str]]:
        """Rollup, or "" for the fact itself → the metrics that it answers."""
        found: dict[str, list[str]] = {}
        rollups = self.rollups or ("",) * len(self.metrics)
        for name, rollup in zip(self.metrics, rollups, strict=True):
            found.setdefault(rollup, []).append(name)
        return found


@dataclass(frozen=True)
class RollupShape:
    """What makes a rollup's file of the data files of a month."""

    rollup: str


@dataclass(frozen=True)
class SegmentShape:
    """What makes the file of who is in which segment."""


@dataclass(frozen=True)
class RowShape:
    """The rows behind one metric; of a distinct count, one row per different value.

    `hidden`: pseudonyms of people are left out.
    """

    metric: str
    has_start: bool = False
    has_end: bool = False
    filters: tuple[tuple[str, int], ...] = ()
    hidden: bool = False


def expression(shape: Shape) -> "ibis.Table":
    """Columns: `shape.keys`, then `shape.columns`."""
    keys = list(shape.keys)
    parts = []
    for rollup, names in shape.sources().items():
        lasting = [name for name in names if _numerator(name).aggregate == "survival"]
        if plain := [name for name in names if name not in lasting]:
            parts.append(_grouped(shape, rollup, plain))
        parts += _survivals(shape, rollup, lasting)
    grouped = parts[0] if len(parts) == 1 else _together(parts, shape, keys)
    grouped = _with_shares(grouped, shape, keys)
    return grouped.order_by([f"k_{name}" for name in keys]) if keys else grouped


def rollup_expression(rollup: Rollup) -> "ibis.Table":
    """The rollup's rows, of whichever data files it is asked."""
    view = VIEWS.get(rollup.fact)
    table = source(rollup.fact, "", view.settled if view else None)
    sums = {summed(name): table[name].sum().fill_null(0).cast("int64") for name in rollup.sums}
    grouped = table.group_by(list(rollup.keys)).aggregate(**{ROWS: table.count()}, **sums)
    return grouped.order_by("date_local")


def _numerator(name: str) -> Measure:
    measure = CATALOGUE[name].numerator
    assert measure is not None
    return measure


def _survivals(shape: Shape, rollup_name: str, metrics: Sequence[str]) -> list[Any]:
    """One part for the metrics of the same time and condition."""
    alike: dict[Any, list[str]] = {}
    for name in metrics:
        measure = _numerator(name)
        alike.setdefault((measure.column, measure.ended, measure.where), []).append(name)
    parts = []
    for names in alike.values():
        table, keys = _keyed(shape, ROLLUPS[rollup_name] if rollup_name else None)
        measure = _numerator(names[0])
        people = table[ROWS] if rollup_name else one()
        wanted = {f"{name}__n": _numerator(name).q for name in names}
        time, ended = where_holds(table, measure), table[measure.ended]
        group = [f"k_{key}" for key in keys]
        parts.append(quantiles(table, group, time, ended, wanted, people))
    return parts


def _keyed(shape: Shape, rollup: Rollup | None) -> tuple[Any, list[str]]:
    """The rows asked about, with what they are split by as `k_<name>`, and these names."""
    table = restricted(
        shape.fact,
        shape.has_start,
        shape.has_end,
        shape.filters,
        shape.periods,
        shape.by,
        rollup,
        shape.kept,
    )
    keys = {name: _key(table, shape.fact, name) for name in shape.by}
    if shape.periods:
        keys[BUCKET] = _buckets(table, shape) if is_dated(shape.fact) else table[BUCKET]
    elif shape.grain:
        keys[shape.grain] = _grain(table, shape.grain)
    table = table.mutate(**{f"k_{name}": value for name, value in keys.items()})
    if shape.periods:
        table = table.filter(table[f"k_{BUCKET}"].notnull())
    return table, list(keys)


def _grouped(shape: Shape, rollup_name: str, metrics: Sequence[str]) -> Any:
    """The metrics that one source answers."""
    known = [CATALOGUE[name] for name in metrics]
    rollup = ROLLUPS[rollup_name] if rollup_name else within(known, shape.by, shape.filters)
    if rollup is None and _adds_up_by_day(shape, metrics):
        return _by_day_first(shape, metrics)
    table, keys = _keyed(shape, rollup)
    sums = _sums(table, shape, metrics, rollup)
    if keys:
        return table.group_by([f"k_{name}" for name in keys]).aggregate(**sums)
    return table.aggregate(**sums)


def _sums(
    table: Any, shape: Shape, metrics: Sequence[str], rollup: Rollup | None
) -> dict[str, Any]:
    sums = {}
    for name in metrics:
        sums[f"{name}__n"] = aggregate(table, _numerator(name), shape, rollup)
        if below := CATALOGUE[name].denominator:
            sums[f"{name}__d"] = aggregate(table, below, shape, rollup)
    return sums


def _adds_up_by_day(shape: Shape, metrics: Sequence[str]) -> bool:
    """Every row would be in a period and in a month: it is cheaper to sum up its day first."""
    measures = [m for name in metrics for m in (_numerator(name), CATALOGUE[name].denominator) if m]
    return (
        bool(shape.periods and shape.grain)
        and not shape.by
        and is_dated(shape.fact)
        and all(measure.aggregate in ("sum", "count") for measure in measures)
    )


def _by_day_first(shape: Shape, metrics: Sequence[str]) -> Any:
    table = restricted(
        shape.fact, shape.has_start, shape.has_end, shape.filters, shape.periods, shape.by
    )
    days = table.group_by("date_local").aggregate(**_sums(table, shape, metrics, None))
    key = f"k_{BUCKET}"
    days = days.mutate(**{key: _buckets(days, shape)}).filter(lambda t: t[key].notnull())
    columns = [name for name in days.columns if name not in ("date_local", key)]
    return days.group_by(key).aggregate(
        **{name: days[name].sum().fill_null(0).cast("int64") for name in columns}
    )


def _together(parts: Sequence[Any], shape: Shape, keys: Sequence[str]) -> Any:
    """One table of several with the same keys and each with columns of its own.

    They are stacked and grouped, not joined: a key that is not told must meet itself.
    """
    import ibis

    columns = {
        name: part[name].type() for part in parts for name in part.columns if name[:2] != "k_"
    }
    stacked = [
        part.select(
            *(f"k_{key}" for key in keys),
            **{n: part[n] if n in part.columns else ibis.null(k) for n, k in columns.items()},
        )
        for part in parts
    ]
    table = stacked[0].union(*stacked[1:])
    measures: dict[str, Any] = {}
    for name in shape.metrics:
        measures |= {column: table[column].max() for column in columns if _is_of(column, name)}
    if not keys:
        return table.aggregate(**measures)
    return table.group_by([f"k_{key}" for key in keys]).aggregate(**measures)


def _is_of(column: str, metric: str) -> bool:
    return column in (f"{metric}__n", f"{metric}__d")


def restricted(
    fact: str,
    has_start: bool,
    has_end: bool,
    filters: tuple[tuple[str, int], ...],
    periods: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    rollup: Rollup | None = None,
    kept: tuple[str, ...] = (),
) -> Any:
    """The fact's rows of the shop that the question is about, or those of a rollup of it."""
    dated = is_dated(fact)
    if rollup is not None and rollup.within is None:
        table = _with_rest(unbound(rollup.table), rollup, kept)
    else:
        build = rollup.within if rollup else None
        undated = periods and not dated
        table = states(fact, periods, build, kept) if undated else source(fact, "", build, kept)
    if needs_segments(fact, by, filters):
        table = _with_segments(table, kept)
    conditions = []
    if has_start and dated:
        conditions.append(table.date_local >= place("start", "date"))
    if has_end and dated:
        conditions.append(table.date_local < place("end", "date"))
    for position, (name, count) in enumerate(filters):
        values = [place(f"f{position}_{n}", "text") for n in range(count)]
        conditions.append(_matches(table, fact, name, values))
    return table.filter(conditions) if conditions else table


def _with_rest(table: Any, rollup: Rollup, kept: tuple[str, ...]) -> Any:
    """A rollup's rows, and those rows of its fact that it leaves out."""
    if not rollup.has_rest:
        return table
    rest = source(rollup.fact, "", VIEWS[rollup.fact].unsettled, kept)
    rest = rest.select(*rollup.keys).mutate(**{ROWS: one()})
    return table.union(rest.select(*table.columns))


def _matches(table: Any, fact: str, name: str, values: list[Any]) -> Any:
    if column_of(fact, name) or name == SEGMENT:
        import ibis

        # What is not told is the empty text. Said so, engines can pass over what cannot match.
        value = table[column_of(fact, name) or name].cast("string")
        is_untold = ibis.or_(*(each == "" for each in values))
        return value.isin(values) | (value.isnull() & is_untold)
    listed = table[list_of(fact, name)]
    condition = listed.contains(values[0])
    for value in values[1:]:
        condition = condition | listed.contains(value)
    return condition


def _key(table: Any, fact: str, name: str) -> Any:
    """The dimension's value to group by, null where the source does not tell.

    Untouched where it is text already: engines group a dictionary's codes far faster than texts.
    """
    column = table[column_of(fact, name) or name]
    return column if column.type().is_string() else column.cast("string")


def needs_segments(fact: str, by: Iterable[str], filters: Iterable[tuple[str, Any]]) -> bool:
    """The question is about segments of buyers, which the fact itself does not know."""
    asked = SEGMENT in by or any(name == SEGMENT for name, _values in filters)
    return asked and not column_of(fact, SEGMENT)


def _with_segments(table: Any, kept: tuple[str, ...]) -> Any:
    """Each row with the segment of its buyer as of the end of the period; none: bought long ago."""
    people = kept_rows(BUYER_SEGMENTS) if BUYER_SEGMENTS in kept else segments_expression()
    known = people.select(SEGMENT, buyer=people.customer_key)
    return table.left_join(known, table.customer_key == known.buyer).drop("buyer")


def _grain(table: Any, grain: str) -> Any:
    """The first day of the period that the row falls in; weeks begin on Monday."""
    if grain == "day":
        return table.date_local
    if grain == "month" and "month_local" in table.columns:
        return table.month_local
    return table.date_local.truncate(_UNITS[grain])


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
    # Engines give some truncated days as midnights.
    start = _grain(table, shape.grain).cast("string").substr(0, 10)
    return ibis.array([period, start]).unnest()


def _with_shares(grouped: Any, shape: Shape, keys: list[str]) -> Any:
    import ibis

    for name in shape.metrics:
        over = CATALOGUE[name].share_over
        if over:
            window = ibis.window(group_by=[f"k_{key}" for key in keys if key not in over])
            grouped = grouped.mutate(**{f"{name}__d": grouped[f"{name}__n"].sum().over(window)})
    return grouped
