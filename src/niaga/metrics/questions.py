"""Asking for numbers: the only way that a page, a report or a command gets one.

`query` answers several metrics at once, with one statement for each fact among them; `rows` gives
what is behind a number. Periods are half-open [start, end) business days of the shop. Results are
kept in memory until the tables that they come from change; what took long is kept on disk as well.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Lock
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.metrics import fetching, formulas, policy
from niaga.metrics.behind import shown_columns
from niaga.metrics.builder import SEGMENT, RowShape, Shape, needs_segments
from niaga.metrics.catalogue import metric_named
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.errors import (
    BadPeriod,
    NeedsDimension,
    NoRowsBehind,
    UnknownDimension,
    UnknownShop,
)
from niaga.metrics.facts import column_of, knows_people, list_of, tables_of
from niaga.metrics.metric import Metric
from niaga.metrics.results import Result, Row
from niaga.metrics.views import VIEWS, View
from niaga.warehouse import snapshot
from niaga.warehouse.engines import engine
from niaga.warehouse.snapshot import ShopEntry

Period = tuple[date | None, date | None]
Answer = TypeVar("Answer")
CACHE_SIZE = 512
MOMENT_STEP = timedelta(minutes=5)
FILTERS_ONLY = ("order", "customer")
_cache: OrderedDict[Any, Any] = OrderedDict()
_cache_lock = Lock()


@dataclass(frozen=True)
class Question:
    """What is asked besides the metrics. `filters`: dimension → values; "" stands for "not told".

    With `periods` (label → period) each row carries the dimension `bucket`: a label, or with
    `grain` too the first day of a grain.
    """

    by: tuple[str, ...] = ()
    grain: str | None = None
    period: Period = (None, None)
    filters: Mapping[str, Sequence[str]] | None = None
    periods: Mapping[str, tuple[date, date]] | None = None


def query(
    names: Iterable[str],
    shop: str,
    by: Iterable[str] = (),
    grain: str | None = None,
    period: Period = (None, None),
    filters: Mapping[str, Sequence[str]] | None = None,
    periods: Mapping[str, tuple[date, date]] | None = None,
    actor: Actor = SYSTEM,
) -> list[Result]:
    """One result per name, in that order.

    Raises UnknownMetric, UnknownDimension, NeedsDimension, UnknownShop, BadPeriod, NotAllowed.
    """
    question = Question(tuple(by), grain, period, filters, periods)
    metrics = allowed(names, question, actor)
    entry = shop_named(shop)
    results = _measured([m for m in metrics if m.formula is None], entry, question)
    for metric in metrics:
        if metric.formula is not None:
            results[metric.name] = formulas.answer(
                metric, entry, question, lambda inner, asked: _measured(inner, entry, asked)
            )
    return [results[metric.name] for metric in metrics]


def allowed(names: Iterable[str], question: Question, actor: Actor) -> list[Metric]:
    """The metrics named, which the actor may ask so. Raises as `query`."""
    metrics = [metric_named(name) for name in names]
    policy.require_numbers(actor, metrics, (*question.by, *(question.filters or ())))
    for metric in metrics:
        _check(metric, question)
    return metrics


def shop_named(code: str) -> ShopEntry:
    """Raises UnknownShop, which lists those that there are."""
    entry = snapshot.current().shop(code)
    if entry is None:
        known = ", ".join(sorted(snapshot.current().shops)) or "–"
        raise UnknownShop(name=code, known=known)
    return entry


def _check(metric: Metric, question: Question) -> None:
    grains = metric.grains
    allowed = (*metric.dimensions, *grains)
    asked = [*question.by, *([question.grain] if question.grain else [])]
    filterable = [*metric.dimensions]
    if metric.fact and knows_people(metric.fact) and metric.clock != "none":
        allowed = (*allowed, SEGMENT)
        filterable.append(SEGMENT)
    if metric.fact:
        filterable += [
            name
            for name in DIMENSIONS
            if list_of(metric.fact, name) or (name in FILTERS_ONLY and column_of(metric.fact, name))
        ]
    if metric.formula:
        asked = [name for name in asked if name not in grains]
        filterable = list(DIMENSIONS)
    for name in asked:
        if name not in allowed:
            raise UnknownDimension(metric=metric.name, name=name, known=", ".join(allowed) or "–")
    for name in question.filters or {}:
        if name not in filterable:
            raise UnknownDimension(
                metric=metric.name, name=name, known=", ".join(filterable) or "–"
            )
    for name in metric.needs:
        if name not in question.by and len((question.filters or {}).get(name, ())) != 1:
            raise NeedsDimension(metric=metric.name, name=name)
    start, end = question.period
    if start and end and start >= end:
        raise BadPeriod(start=start, end=end)
    if (start or end) and metric.clock == "none":
        raise UnknownDimension(metric=metric.name, name="--from/--to", known=", ".join(allowed))


def _measured(metrics: Sequence[Metric], entry: ShopEntry, question: Question) -> dict[str, Result]:
    results: dict[str, Result] = {}
    for part in parts_of(metrics, entry, question):
        results |= remembered(part, entry)
    return results


@dataclass(frozen=True)
class Part:
    """What is asked of one fact. `read`: the tables that the answer is read from; `key`: under
    which it is remembered."""

    shape: Shape
    metrics: tuple[Metric, ...]
    read: tuple[str, ...]
    parameters: Mapping[str, Any]
    key: tuple[Any, ...]


def parts_of(metrics: Sequence[Metric], entry: ShopEntry, question: Question) -> Iterator[Part]:
    """`metrics`: none with a formula."""
    for fact in dict.fromkeys(metric.fact for metric in metrics):
        group = tuple(metric for metric in metrics if metric.fact == fact)
        shape = Shape(
            fact=fact,
            metrics=tuple(dict.fromkeys(metric.name for metric in group)),
            by=question.by,
            grain=question.grain,
            has_start=question.period[0] is not None,
            has_end=question.period[1] is not None,
            filters=_filter_shape(question.filters),
            periods=tuple(question.periods or ()),
        )
        shape = fetching.with_rollups(shape, entry)
        parameters = _parameters(entry, question, fact)
        read = _read_for(fact, question)
        key = ("results", shape, entry.code, _versions(read, entry), *_sorted(parameters))
        yield Part(shape, group, read, parameters, key)


def remembered(
    part: Part, entry: ShopEntry, rows: Sequence[tuple[Any, ...]] | None = None
) -> dict[str, Result]:
    """Its results, of `rows` where they were fetched already."""
    return _remembered(part.key, partial(_results, part, entry, rows))


def is_remembered(part: Part) -> bool:
    with _cache_lock:
        return _full(part.key) in _cache


def _read_for(fact: str, question: Question) -> tuple[str, ...]:
    """The tables that the answer is read from."""
    segments = needs_segments(fact, question.by, (question.filters or {}).items())
    return tuple(dict.fromkeys((*tables_of(fact), *(("orders",) if segments else ()))))


def _versions(read: Iterable[str], entry: ShopEntry) -> tuple[int | None, ...]:
    return tuple(entry.tables.get(table) for table in read)


def _filter_shape(
    filters: Mapping[str, Sequence[str]] | None,
) -> tuple[tuple[str, int], ...]:
    return tuple((name, len(values)) for name, values in sorted((filters or {}).items()) if values)


def _parameters(entry: ShopEntry, question: Question, fact: str) -> dict[str, Any]:
    start, end = question.period
    values: dict[str, Any] = {"shop": entry.code, "start": start, "end": end}
    kept = [item for item in sorted((question.filters or {}).items()) if item[1]]
    for position, (_name, chosen) in enumerate(kept):
        values |= {f"f{position}_{n}": value for n, value in enumerate(chosen)}
    ends: dict[str, date | None] = {"": end}
    for position, (first, after) in enumerate((question.periods or {}).values()):
        values |= {f"p{position}_start": first, f"p{position}_end": after}
        ends[f"p{position}_"] = after
    if fact in VIEWS:
        values |= _times(entry, VIEWS[fact], ends)
    elif SEGMENT in question.by or SEGMENT in (question.filters or {}):
        last = max((day for day in ends.values() if day), default=None)
        values["as_of"] = last or formulas.day_after_known(entry)
    return {name: str(v) if isinstance(v, date) else v for name, v in values.items()}


def _times(entry: ShopEntry, view: View, ends: Mapping[str, date | None]) -> dict[str, Any]:
    known = formulas.day_after_known(entry)
    if view.as_of == "known":
        return {"known": known}
    if view.as_of == "now":
        ends = {"": known}
    if view.as_of == "end":
        return {f"{prefix}as_of": end or known for prefix, end in ends.items()}
    # Up to the next five minutes, so that an answer serves more than one question and no order of
    # this moment is left out.
    step = MOMENT_STEP.total_seconds()
    now = datetime.fromtimestamp(-(-clock.now().timestamp() // step) * step, UTC)
    return {
        f"{prefix}moment": min(now, formulas.midnight(entry, end or known)).isoformat()
        for prefix, end in ends.items()
    }


def _sorted(parameters: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(parameters.items()))


def _remembered(key: tuple[Any, ...], make: Callable[[], Answer]) -> Answer:
    """What `make` answered for the same key, which holds the version of the table it came from."""
    key = _full(key)
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            known: Answer = _cache[key]
            return known
    answer = make()
    with _cache_lock:
        _cache[key] = answer
        while len(_cache) > CACHE_SIZE:
            _cache.popitem(last=False)
    return answer


def _full(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return (str(snapshot.warehouse_folder()), engine().__name__, *key)


def _results(
    part: Part, entry: ShopEntry, fetched: Sequence[tuple[Any, ...]] | None
) -> dict[str, Result]:
    """`fetched`: its rows, where they are at hand."""
    shape, metrics = part.shape, part.metrics
    if fetched is None:
        fetched = fetching.fetch(shape, part.read, entry, part.parameters)
    keys = shape.keys
    at = {column: len(keys) + n for n, column in enumerate(shape.columns)}
    asked = [tuple(_key(value) for value in row[: len(keys)]) for row in fetched]
    results = {}
    for metric in metrics:
        top, bottom = at[f"{metric.name}__n"], at.get(f"{metric.name}__d")
        value, is_quantile = _value_of(metric, top, bottom), _is_quantile(metric)
        rows = tuple(
            Row(
                key,
                value(row),
                None if is_quantile else row[top],
                None if bottom is None else row[bottom],
            )
            for key, row in zip(asked, fetched, strict=True)
        )
        results[metric.name] = Result(
            metric=metric.name,
            shop=entry.code,
            unit=metric.unit_in(entry.currency),
            by=keys,
            rows=rows,
        )
    return results


def _key(value: Any) -> Any:
    """The empty text is "not told"; engines give truncated days as midnights."""
    if isinstance(value, datetime):
        return value.date()
    return None if value == "" else value


def _is_quantile(metric: Metric) -> bool:
    return metric.numerator is not None and metric.numerator.is_quantile


def _value_of(
    metric: Metric, top: int, bottom: int | None
) -> Callable[[Sequence[Any]], int | float | None]:
    """From a fetched row to the metric's value; `top`, `bottom`: places in the row."""
    scale = metric.scale
    if _is_quantile(metric):
        return lambda row: None if row[top] is None else float(row[top]) / scale
    if bottom is None:
        return lambda row: int(row[top] or 0)
    return lambda row: formulas.ratio(row[top], row[bottom], scale)


@dataclass(frozen=True)
class RowsBehind:
    """The rows behind a number. The contributions of all rows make `total`, the number itself.

    `columns` names what each row shows, times as those of the shop; each row ends with its
    contribution (numerator, denominator). Of a quantile a row's numerator is its own value, and
    `total` the quantile.
    """

    metric: str
    shop: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    row_count: int
    total: int | float | None


def rows(
    name: str,
    shop: str,
    period: Period = (None, None),
    filters: Mapping[str, Sequence[str]] | None = None,
    limit: int = 100,
    offset: int = 0,
    actor: Actor = SYSTEM,
) -> RowsBehind:
    """Raises NoRowsBehind for a metric made of other metrics; else as `query`."""
    metric = metric_named(name)
    policy.require_numbers(actor, (metric,), filters or ())
    if metric.formula:
        raise NoRowsBehind(metric=name, of=", ".join(metric.formula.of))
    policy.require_rows(actor, metric, filters or ())
    entry = shop_named(shop)
    question = Question(period=period, filters=filters)
    _check(metric, question)
    shape = RowShape(
        name,
        period[0] is not None,
        period[1] is not None,
        _filter_shape(filters),
        policy.hides_people(actor),
    )
    parameters = _parameters(entry, question, metric.fact) | {"limit": limit, "offset": offset}
    read = _read_for(metric.fact, question)
    fetched = _remembered(
        ("rows", shape, entry.code, _versions(read, entry), *_sorted(parameters)),
        partial(fetching.fetch, shape, read, entry, parameters),
    )
    count, top, bottom = fetched[0][-3:] if fetched else (0, None, 0)
    if _is_quantile(metric):
        total = None if top is None else float(top) / metric.scale
    elif metric.denominator:
        total = formulas.ratio(int(top or 0), int(bottom), metric.scale)
    else:
        total = int(top or 0)
    columns = shown_columns(metric, policy.hides_people(actor))
    shown = tuple(tuple(_local(value, entry) for value in row[:-3]) for row in fetched)
    return RowsBehind(name, shop, columns, shown, int(count), total)


def _local(value: Any, entry: ShopEntry) -> Any:
    """An instant as the wall time of the shop; all else as it is."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC).astimezone(ZoneInfo(entry.time_zone)).replace(tzinfo=None)
