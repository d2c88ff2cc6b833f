"""Getting a shape's rows from the engine: from rollups, from what is kept on disk, or anew."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from niaga.metrics import answers, compiled, rollups
from niaga.metrics.builder import RollupShape, RowShape, SegmentShape, Shape, needs_segments
from niaga.metrics.catalogue import CATALOGUE
from niaga.metrics.rollups import BUYER_SEGMENTS, ROLLUPS, kept_table
from niaga.metrics.views import VIEWS
from niaga.warehouse import snapshot
from niaga.warehouse.engines import ENGINES, engine
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import MARK, Table
from niaga.warehouse.snapshot import ShopEntry

logger = logging.getLogger(__name__)


def with_rollups(shape: Shape, entry: ShopEntry) -> Shape:
    """The shape, answered from rollups as far as the shop keeps any that know the answer."""
    if not keeps_rollups(entry, shape.fact):
        return shape
    metrics = [CATALOGUE[name] for name in shape.metrics]
    found = rollups.chosen(metrics, shape.by, shape.filters)
    return replace(shape, rollups=found if any(found) else (), kept=_kept(shape))


def _kept(shape: Shape) -> tuple[str, ...]:
    """Segments as of one day, as of which all of the question is; periods have one each."""
    metrics = [CATALOGUE[name] for name in shape.metrics]
    needs_none = rollups.within(metrics, shape.by, shape.filters) is not None
    reads = VIEWS[shape.fact].reads if shape.fact in VIEWS and not needs_none else ()
    if needs_segments(shape.fact, shape.by, shape.filters):
        return (*reads, BUYER_SEGMENTS)
    return tuple(name for name in reads if name != BUYER_SEGMENTS or not shape.periods)


def keeps_rollups(entry: ShopEntry, fact: str) -> bool:
    """Only the first engine reads them, and only of facts in the shape that tables have now."""
    return (
        is_first_engine()
        and rollups.is_worth(entry, fact)
        and all(load.get("mark") == MARK for load in entry.loads.values())
    )


def is_first_engine() -> bool:
    """The one that reads rollups, and whose slow answers are kept."""
    return engine().__name__.endswith(f".{ENGINES[0]}")


def fetch(
    shape: Shape | RowShape, read: Iterable[str], entry: ShopEntry, parameters: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """`read`: the tables that the facts are made of."""
    if isinstance(shape, Shape) and (shape.rollups or shape.kept):
        try:
            return _rolled_up(shape, read, entry, parameters)
        except (OSError, FilesLost):  # no place to keep them, or they are damaged
            logger.exception("rollups of %s", shape.fact)
            shape = replace(shape, rollups=(), kept=())
    paths = _paths(read, entry)
    sql = compiled.sql(shape)
    asked = partial(engine().rows, sql, paths, parameters)
    if isinstance(shape, RowShape) or not is_first_engine():
        return list(asked())
    return answers.kept(sql, paths, parameters, asked)


def _paths(read: Iterable[str], entry: ShopEntry) -> dict[str, list[str]]:
    folder = snapshot.warehouse_folder()
    return {table: [str(folder / path) for path in entry.files.get(table, ())] for table in read}


def _rolled_up(
    shape: Shape, read: Iterable[str], entry: ShopEntry, parameters: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Raises OSError, FilesLost."""
    sql, paths, shapes = prepared(shape, read, entry, parameters)
    try:
        return answers.kept(
            sql, paths, parameters, partial(engine().rows, sql, paths, parameters, shapes)
        )
    except FilesLost:
        if BUYER_SEGMENTS in shape.kept:
            rollups.forget_segments(compiled.sql(SegmentShape()), entry, parameters["as_of"])
        for name in (name for name in (*shape.sources(), *shape.kept) if name in ROLLUPS):
            rollups.forget(ROLLUPS[name], compiled.sql(RollupShape(name)), entry)
        raise


def prepared(
    shape: Shape, read: Iterable[str], entry: ShopEntry, parameters: Mapping[str, Any]
) -> tuple[str, dict[str, list[str]], dict[str, Table]]:
    """The shape's SQL, its files, and the shapes of those that are rollups, made where they are not
    there. Raises OSError, FilesLost."""
    sources = shape.sources()
    used = [ROLLUPS[name] for name in sources if name]
    from_facts = "" in sources or any(rollup.has_rest for rollup in used)
    used += [ROLLUPS[name] for name in shape.kept if name in ROLLUPS]
    paths = _paths(read, entry) if from_facts else {}
    for rollup in used:
        paths[rollup.name] = rollups.made(rollup, compiled.sql(RollupShape(rollup.name)), entry)
    shapes = {rollup.name: rollup.table for rollup in used}
    if BUYER_SEGMENTS in shape.kept:
        made = rollups.segments_as_of(compiled.sql(SegmentShape()), entry, parameters["as_of"])
        paths[BUYER_SEGMENTS] = [made]
        shapes[BUYER_SEGMENTS] = kept_table(BUYER_SEGMENTS)
    return compiled.sql(shape), paths, shapes
