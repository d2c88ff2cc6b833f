"""Products and sellers: told by two sources, each stands once, as the later told it."""

import pyarrow as pa
import pyarrow.compute as pc

from niaga.warehouse.merge.workspace import Workspace
from niaga.warehouse.schema import TABLES
from niaga.warehouse.unique import unique

THINGS = ("products", "sellers")


def merge_things(space: Workspace) -> None:
    for name in THINGS:
        told = space.canonical(name, space.incoming.things(name))
        told, duplicates = unique(told, TABLES[name].key)
        space.result.fresh[name] = told
        space.count(name, told.num_rows, duplicates)
        if not told.num_rows and not (space.whole and space.has_rows(name)):
            continue
        key = TABLES[name].key[0]
        rest = space.read(name)
        again = pc.is_in(rest[key], value_set=told[key].combine_chunks())
        foreign = pc.invert(pc.equal(rest["source"], space.source))
        stays = pc.and_(foreign, pc.invert(again))
        if not space.whole:
            stays = pc.invert(again)
        lost = rest.filter(pc.and_(foreign, again))
        scope: dict[str, None] = {space.source: None}
        for rows in (lost, told):  # what comes back may be another source's
            scope |= dict.fromkeys(rows["source"].unique().to_pylist())
        space.count(name, told.num_rows, lost.num_rows)
        kept = rest.filter(stays)
        kept = kept.filter(pc.is_in(kept["source"], value_set=pa.array(list(scope))))
        space.set(name, [kept, told], scope)
