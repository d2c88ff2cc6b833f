"""Changes of a live shop: which months to rewrite, and with what, when some orders have changed."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Lineage, Staged
from niaga.warehouse import tables
from niaga.warehouse.facts import RANK_COLUMNS, customers, rank, unranked, with_rank
from niaga.warehouse.prepare import with_lineage
from niaga.warehouse.schema import ORDER_FACTS, TABLES
from niaga.warehouse.snapshot import ShopEntry


@dataclass(frozen=True)
class Change:
    """New content of a table for one shop: of the months `parts`, or of all of it when None."""

    rows: pa.Table
    parts: tuple[str, ...] | None


def changes(shop: ShopEntry, staged: Staged, lineage: Lineage) -> dict[str, Change]:
    """The new content that replaces the old for the orders, people and things handed over."""
    derived = unranked(staged)
    fresh = {name: with_lineage(table, staged.shop, lineage) for name, table in derived.items()}
    touched = derived["orders"]["order_id"].combine_chunks()
    history = _history(shop)
    old = history.filter(pc.is_in(history["order_id"], value_set=touched))
    people = pa.chunked_array(
        [*derived["orders"]["customer_key"].chunks, *old["customer_key"].chunks], pa.string()
    ).unique()
    kept = history.filter(
        pc.and_(
            pc.is_in(history["customer_key"], value_set=people),
            pc.invert(pc.is_in(history["order_id"], value_set=touched)),
        )
    )
    ranks = rank(
        pa.concat_tables([kept.select(RANK_COLUMNS), derived["orders"].select(RANK_COLUMNS)])
    )
    moved = _moved(kept, ranks)
    parts = set(derived["orders"]["part"].to_pylist()) | set(old["part"].to_pylist())
    result = {}
    for name in ORDER_FACTS:
        own = parts | set(moved["part"].to_pylist()) if name == "orders" else parts
        rest = _existing(shop, name, own)
        rest = rest.filter(pc.invert(pc.is_in(rest["order_id"], value_set=touched)))
        if name == "orders":
            new = with_rank(fresh["orders"], ranks)
            again = pc.is_in(rest["order_id"], value_set=moved["order_id"].combine_chunks())
            reranked = with_rank(rest.filter(again), ranks)
            rest = pa.concat_tables([rest.filter(pc.invert(again)), _shaped(name, reranked)])
        else:
            new = fresh[name]
        result[name] = Change(pa.concat_tables([rest, _shaped(name, new)]), tuple(sorted(own)))
    for name in ("products", "sellers"):
        if fresh[name].num_rows:
            result[name] = Change(_merged(shop, name, fresh[name]), None)
    result["customers"] = Change(
        _merged(shop, "customers", _people(staged, lineage, derived, kept)), None
    )
    return result


def _history(shop: ShopEntry) -> pa.Table:
    columns = [*RANK_COLUMNS, "is_test", "date_local", "order_rank", "part"]
    return tables.read("orders", shop.files.get("orders", ()), columns)


def _moved(kept: pa.Table, ranks: pa.Table) -> pa.Table:
    """The untouched orders whose rank is another now: a neighbour was added or cancelled."""
    new = dict(zip(ranks["order_id"].to_pylist(), ranks["order_rank"].to_pylist(), strict=True))
    ids, before = kept["order_id"].to_pylist(), kept["order_rank"].to_pylist()
    differs = [new.get(each) != was for each, was in zip(ids, before, strict=True)]
    return kept.filter(pa.array(differs, pa.bool_()))


def _existing(shop: ShopEntry, name: str, parts: set[str]) -> pa.Table:
    wanted = {f"part={part}" for part in parts}
    paths = [path for path in shop.files.get(name, ()) if wanted & set(path.split("/"))]
    return tables.read(name, paths)


def _shaped(name: str, rows: pa.Table) -> pa.Table:
    table = TABLES[name]
    return rows.select([c.name for c in table.columns]).cast(tables.arrow_schema(table))


def _merged(shop: ShopEntry, name: str, rows: pa.Table) -> pa.Table:
    key = TABLES[name].key[0]
    existing = tables.read(name, shop.files.get(name, ()))
    stays = pc.invert(pc.is_in(existing[key], value_set=rows[key].combine_chunks()))
    return pa.concat_tables([existing.filter(stays), _shaped(name, rows)])


def _people(
    staged: Staged, lineage: Lineage, derived: dict[str, pa.Table], kept: pa.Table
) -> pa.Table:
    columns = ["customer_key", "is_test", "counted", "date_local"]
    placed = pa.concat_tables([kept.select(columns), derived["orders"].select(columns)])
    return with_lineage(customers(placed, derived["customers"]), staged.shop, lineage)
