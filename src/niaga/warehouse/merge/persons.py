"""People of a hand-over: who they are among all of the shop, and the trail of whom they became."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.warehouse import facts, people, tables
from niaga.warehouse.merge.workspace import DERIVED, Workspace, with_values
from niaga.warehouse.people import Merge, Resolution
from niaga.warehouse.prepare import with_lineage
from niaga.warehouse.schema import TABLES
from niaga.warehouse.unique import unique


@dataclass(frozen=True)
class Everyone:
    """`rows`: all whom the sources tell of. `moved`: person keys who are another customer now."""

    rows: pa.Table
    resolution: Resolution
    moved: frozenset[str]


def merge_people(space: Workspace) -> Everyone:
    before = space.read("identities")
    told = space.canonical("people", space.incoming.people())
    everyone = space.read("people")
    is_own = pc.equal(everyone["source"], space.source)
    own, others = everyone.filter(is_own), everyone.filter(pc.invert(is_own))
    space.count("customers", len(told["person_key"].unique()))
    stood = _merges(before)
    same = pc.is_in(own["person_key"], value_set=told["person_key"].combine_chunks())
    near = own.filter(same)
    is_known = _holds(near, told, people.EVIDENCE)
    is_known = is_known and not space.whole
    if is_known and _holds(near, told, (*people.EVIDENCE, "region", "city")):
        return Everyone(everyone, Resolution(stood), frozenset())
    mine = told
    if not space.whole:
        mine, _replaced = unique(pa.concat_tables([own, told]), people.EVIDENCE)
    if mine.num_rows or own.num_rows:
        space.set("people", [mine], {space.source: None})
    everyone = pa.concat_tables([others, mine])
    if is_known:
        return Everyone(everyone, Resolution(stood), frozenset())
    resolution = people.resolve(everyone)
    space.result.crowded = resolution.crowded
    if resolution.merges != stood:
        space.set("identities", [_trail(space, resolution, before)], {DERIVED: None})
    handed = set(told["person_key"].to_pylist())
    space.count("customers", 0, sum(each.merged in handed for each in resolution.merges))
    was = {each.merged: each.into for each in stood}
    now = {each.merged: each.into for each in resolution.merges}
    moved = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    return Everyone(everyone, resolution, frozenset(moved))


def merge_customers(
    space: Workspace, everyone: Everyone, kept: pa.Table, fresh: dict[str, pa.Table]
) -> None:
    """One row per person over all sources; the place is that of the key that stands for all."""
    if not {"people", "orders"} & set(space.result.tables):
        return
    rows, resolution = everyone.rows, everyone.resolution
    own_first = rows.append_column("customer_key", resolution.apply(rows["person_key"]))
    is_other = pc.invert(pc.equal(own_first["person_key"], own_first["customer_key"]))
    ordered = own_first.append_column("is_other", is_other).sort_by(
        [("is_other", "descending"), ("person_key", "descending"), ("source", "descending")]
    )
    persons, _merged = unique(ordered, ("customer_key",))
    columns = ["customer_key", "is_test", "counted", "date_local"]
    kept = with_values(kept, "customer_key", resolution.apply(kept["person_key"])).select(columns)
    placed = [kept]
    if fresh:
        placed.append(fresh["orders"].select(columns).cast(kept.schema))
    made = facts.customers(
        pa.concat_tables(placed),
        persons.select(["customer_key", "region", "city", "source_row"]),
    )
    lineage = space.incoming.lineage
    derived = Lineage(DERIVED, lineage.load_id, lineage.started_at)
    made = with_lineage(made, space.incoming.shop, derived)
    space.set("customers", [tables.shaped("customers", made)], {DERIVED: None})


def _trail(space: Workspace, resolution: Resolution, before: pa.Table) -> pa.Table:
    """One row for each merge; one that stood before keeps its time and its load."""
    columns = ("merged_key", "customer_key", "rule", "evidence")
    stood = {tuple(row[c] for c in columns): row for row in before.to_pylist()}
    rows = [
        stood.get((each.merged, each.into, each.rule, each.evidence))
        or {
            "shop": space.incoming.shop.code,
            "source": DERIVED,
            "load_id": space.incoming.lineage.load_id,
            "merged_key": each.merged,
            "customer_key": each.into,
            "rule": each.rule,
            "evidence": each.evidence,
            "merged_at": clock.now(),
        }
        for each in resolution.merges
    ]
    return pa.Table.from_pylist(rows, schema=tables.arrow_schema(TABLES["identities"]))


def _merges(trail: pa.Table) -> tuple[Merge, ...]:
    columns = ("merged_key", "customer_key", "rule", "evidence")
    found = (Merge(*(row[column] for column in columns)) for row in trail.to_pylist())
    return tuple(sorted(found, key=lambda each: each.merged))


def _holds(rows: pa.Table, others: pa.Table, columns: Sequence[str]) -> bool:
    """Whether each of the others is among the rows, as far as the columns go."""
    distinct, _left = unique(rows.select(list(columns)), columns)
    both, _left = unique(pa.concat_tables([distinct, others.select(list(columns))]), columns)
    return both.num_rows == distinct.num_rows
