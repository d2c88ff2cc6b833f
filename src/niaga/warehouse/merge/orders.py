"""Orders of a hand-over and what belongs to them, and the rank of their buyers' other orders."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from niaga.warehouse import facts, tables
from niaga.warehouse.merge.workspace import Workspace, widened, with_values
from niaga.warehouse.people import Resolution
from niaga.warehouse.schema import ORDER_FACTS
from niaga.warehouse.tables import Scope

WITH_CUSTOMERS = ("order_lines", "sales_events")  # follow their order's customer
HISTORY: Sequence[str] = (
    *facts.RANK_COLUMNS, *facts.RANKED, "person_key", "is_test", "source", "part",
)  # fmt: skip


def merge_orders(
    space: Workspace,
    fresh: dict[str, pa.Table],
    old: pa.Table,
    kept: pa.Table,
    resolution: Resolution,
) -> None:
    """`old`: HISTORY of the orders that the hand-over replaces; `kept`: of all others."""
    customer_now = resolution.apply(kept["person_key"])
    is_rekeyed = _differs(customer_now, kept["customer_key"].combine_chunks())
    rekeyed = kept.filter(is_rekeyed)
    kept = with_values(kept, "customer_key", customer_now)
    parts = [
        old["customer_key"],
        rekeyed["customer_key"],
        kept.filter(is_rekeyed)["customer_key"],
    ]
    if fresh:
        parts.append(fresh["orders"]["customer_key"])
    concerned = pa.chunked_array([c for part in parts for c in part.chunks], pa.string())
    neighbours = kept.filter(pc.is_in(kept["customer_key"], value_set=concerned.unique()))
    ranked = [neighbours.select(facts.RANK_COLUMNS)]
    if fresh:
        ranked.append(fresh["orders"].select(facts.RANK_COLUMNS).cast(ranked[0].schema))
    ranks = facts.rank(pa.concat_tables(ranked))
    moved = _moved(neighbours, ranks)
    elsewhere = pa.concat_tables(
        [moved.select(["source", "part"]), rekeyed.select(["source", "part"])]
    )
    touched = old["order_id"].combine_chunks()
    own = _own_scope(space, fresh, old)
    for name in ORDER_FACTS:
        scope = dict(own)
        if name == "orders":
            scope = widened(scope, elsewhere)
        elif name in WITH_CUSTOMERS:
            scope = widened(scope, rekeyed.select(["source", "part"]))
        rest = _rest(space, name, scope, touched)
        if name == "orders":
            again = pa.concat_arrays(
                [moved["order_id"].combine_chunks(), rekeyed["order_id"].combine_chunks()]
            )
            rest = _ranked_again(rest, again, ranks, resolution)
        elif name in WITH_CUSTOMERS and rekeyed.num_rows:
            rest = _rekeyed(rest, kept.filter(is_rekeyed))
        rows = [rest]
        if fresh:
            new = fresh[name]
            new = facts.with_rank(new, ranks) if name == "orders" else new
            rows.append(space.canonical(name, new))
            space.count(name, new.num_rows)
        if scope:
            space.set(name, rows, scope)


def order_facts(
    space: Workspace, ids: pa.Array, fresh: dict[str, pa.Table], resolution: Resolution
) -> pa.Table:
    """Place, channel and customer of the orders asked for, whoever told them."""
    columns = ["order_id", "region", "channel", "person_key", "customer_key"]
    found = space.read("orders", columns=columns)
    found = found.filter(pc.is_in(found["order_id"], value_set=ids.drop_null()))
    found = with_values(found, "customer_key", resolution.apply(found["person_key"]))
    if fresh:
        found = pa.concat_tables(
            [fresh["orders"].select(columns).cast(found.schema), found.select(columns)]
        )
    return found


def _own_scope(
    space: Workspace, fresh: dict[str, pa.Table], old: pa.Table
) -> dict[str, set[str] | None]:
    if space.whole:
        return {space.source: None} if fresh or old.num_rows else {}
    parts = set(old["part"].to_pylist())
    parts |= set(fresh["orders"]["part"].to_pylist()) if fresh else set()
    return {space.source: parts} if parts else {}


def _rest(space: Workspace, name: str, scope: Scope, touched: pa.Array) -> pa.Table:
    """The rows in the scope that are not of the orders handed over or replaced."""
    if space.whole:
        scope = {source: parts for source, parts in scope.items() if source != space.source}
    rest = space.read(name, scope)
    mine = pc.and_(
        pc.equal(rest["source"], space.source), pc.is_in(rest["order_id"], value_set=touched)
    )
    return rest.filter(pc.invert(mine))


def _ranked_again(
    rest: pa.Table, order_ids: pa.Array, ranks: pa.Table, resolution: Resolution
) -> pa.Table:
    again = pc.is_in(rest["order_id"], value_set=order_ids)
    changed = rest.filter(again)
    changed = with_values(changed, "customer_key", resolution.apply(changed["person_key"]))
    changed = tables.shaped("orders", facts.with_rank(changed, ranks))
    return pa.concat_tables([rest.filter(pc.invert(again)), changed])


def _differs(now: pa.Array, was: pa.Array) -> pa.Array:
    return pc.fill_null(pc.not_equal(now, was), False)


def _moved(kept: pa.Table, ranks: pa.Table) -> pa.Table:
    """The untouched orders whose place among their buyer's is another now: a neighbour was added or
    cancelled.
    """
    places = pc.index_in(
        kept["order_id"].combine_chunks(), value_set=ranks["order_id"].combine_chunks()
    )
    moved = pa.repeat(pa.scalar(False), kept.num_rows)
    for name in facts.RANKED:
        was = kept[name].combine_chunks()
        now = ranks[name].combine_chunks().take(places).cast(was.type)
        neither = pc.and_(pc.is_null(now), pc.is_null(was))
        same = pc.or_(pc.fill_null(pc.equal(now, was), False), neither)
        moved = pc.or_(moved, pc.invert(same))
    return kept.filter(moved)


def _rekeyed(rows: pa.Table, orders: pa.Table) -> pa.Table:
    """With the customer of the given orders."""
    places = pc.index_in(
        rows["order_id"].combine_chunks(), value_set=orders["order_id"].combine_chunks()
    )
    now = orders["customer_key"].combine_chunks().take(places)
    known = pc.coalesce(now, rows["customer_key"].combine_chunks())
    return with_values(rows, "customer_key", known)
