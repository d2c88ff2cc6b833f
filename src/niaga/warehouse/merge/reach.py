"""Rows of what reaches people: those of the hand-over, and those of people who are another now."""

import pyarrow as pa
import pyarrow.compute as pc

from niaga.warehouse import tables
from niaga.warehouse.merge.orders import order_facts
from niaga.warehouse.merge.persons import Everyone
from niaga.warehouse.merge.workspace import Workspace, widened, with_values
from niaga.warehouse.people import Resolution
from niaga.warehouse.reach import WITH_PEOPLE
from niaga.warehouse.schema import OWN_FACTS, TABLES, WHOLES
from niaga.warehouse.tables import Scope
from niaga.warehouse.unique import unique

# A row of these never leaves its month, so that no other month is looked through for its key.
SETTLED = ("sessions", "page_views", "spend", "social", "stock_days")
REACH = (*OWN_FACTS, "experiments", "purchase_totals")


def merge_reach(space: Workspace, everyone: Everyone, fresh: dict[str, pa.Table]) -> None:
    resolution = everyone.resolution
    made = space.incoming.reach(resolution, lambda ids: order_facts(space, ids, fresh, resolution))
    for name in REACH:
        rows, duplicates = None, 0
        if name in made:
            rows = space.canonical(name, made[name])
            rows, duplicates = unique(rows, TABLES[name].key)
            space.result.fresh[name] = rows
            space.count(name, rows.num_rows, duplicates)
        if rows is not None or (space.whole and space.has_rows(name)):
            _replace(space, name, rows)
        if everyone.moved and name in WITH_PEOPLE:
            _move_people(space, name, resolution, everyone.moved)


def _replace(space: Workspace, name: str, rows: pa.Table | None) -> None:
    if rows is None:
        rows = tables.arrow_schema(TABLES[name]).empty_table()
    if space.whole:
        space.set(name, [rows], {space.source: None})
        return
    scope: Scope = {space.source: None}
    if name in SETTLED:
        scope = {space.source: set(rows["part"].to_pylist())}
    before = space.read(name, scope)
    if column := WHOLES.get(name):
        told = rows[column].combine_chunks()
        before = before.filter(pc.invert(pc.is_in(before[column], value_set=told)))
    merged, _replaced = unique(pa.concat_tables([before, rows]), TABLES[name].key)
    space.set(name, [merged], scope)


def _move_people(
    space: Workspace, name: str, resolution: Resolution, moved_people: frozenset[str]
) -> None:
    """Rows of people who are another customer now, in whatever source and month they lie."""
    keys = pa.array(sorted(moved_people), pa.string())
    places = space.read(name, columns=["person_key", "source", "part"])
    places = places.filter(pc.is_in(places["person_key"], value_set=keys))
    planned = space.result.tables.get(name)
    scope: dict[str, set[str] | None] = {}
    for source, parts in widened({}, places).items():
        done = planned.scope.get(source, ()) if planned else ()
        if done is not None and parts is not None and parts - set(done):
            scope[source] = parts - set(done)
    rows = [space.read(name, scope)]
    if planned is not None:
        rows.append(planned.rows)
        for source, done in planned.scope.items():
            more = scope.get(source) or set()
            scope[source] = None if done is None else set(done) | more
    if scope:
        table = pa.concat_tables(rows)
        table = with_values(table, "customer_key", resolution.apply(table["person_key"]))
        space.set(name, [table], scope)
