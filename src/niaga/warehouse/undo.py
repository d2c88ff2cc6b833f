"""Undoing a load: its rows go, and what they replaced comes back.

What comes back is merged like a hand-over: people part or join again, ranks are counted again, and
readers see it in one step. Killed at any point, the load still stands, and undoing it can be begun
again; undone twice it is undone once.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.registry import KINDS
from niaga.collect.staging import Lineage, SourceShop
from niaga.kernel import clock
from niaga.warehouse import merge, snapshot, tables
from niaga.warehouse.lock import writing
from niaga.warehouse.merge import Change
from niaga.warehouse.people import Resolution
from niaga.warehouse.problems import (
    CannotUndo,
    DiskFull,
    NoSuchLoad,
    OutdatedLoad,
    ReplacedSince,
    is_disk_full,
)
from niaga.warehouse.publication import (
    examine_source,
    publish_changes,
    readable,
    remove_shop,
)
from niaga.warehouse.schema import MARK, ORDER_FACTS, TABLES
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.undone import Content, content_without

FINISHED, UNDONE = "finished", "undone"


@dataclass(frozen=True)
class Undoing:
    """What undoing a load does, or has done. `going`, `returning`: table → rows of it, and rows
    that they had replaced. `is_complete` false: what the load replaced is not kept any more, so
    that its rows go and nothing comes back. `ends_source`: the shop has no other load of the
    source; `ends_shop`: nor of any. `done`: it was undone before, and nothing is left to do.
    """

    shop: str
    source: str
    load_id: str
    file: str | None
    loaded_at: datetime
    going: Mapping[str, int]
    returning: Mapping[str, int]
    is_complete: bool
    ends_source: bool
    ends_shop: bool
    done: bool = False


def whose(load_id: str, shop: str | None = None) -> tuple[str, str]:
    """The shop and the source of a load that is known by its name. Raises NoSuchLoad."""
    for code, entry in snapshot.current().shops.items():
        paths = entry.files.get("loads", ()) if shop in (None, code) else ()
        for row in tables.read("loads", paths, ["load_id", "source"]).to_pylist():
            if row["load_id"] == load_id:
                return code, row["source"]
    raise NoSuchLoad(load=load_id)


def look(shop: str, source: str, load_id: str) -> Undoing:
    """What undoing the load would do. Raises CannotUndo or another of its kind."""
    return _Plan(shop, source, load_id).told


def undo(
    shop: str, source: str, load_id: str, tell: Callable[[Undoing], None] = lambda told: None
) -> Undoing:
    """Undo a load. `tell` hears what will be done, before the first of it.

    Raises CannotUndo or another of its kind, DiskFull, or FilesLost.
    """
    with writing(f"staging-{source}"), writing(), _disk_full_told():
        plan = _Plan(shop, source, load_id)
        if not plan.told.done:
            tell(plan.told)
            _carry_out(plan)
        return plan.told


def is_undoable(entry: ShopEntry, source: str, load_id: str, state: str) -> bool:
    """Whether a page may offer it: cheap, and `look` may still say no."""
    kind, load = KINDS.get(source), entry.loads.get(source, {})
    if kind is None or state != FINISHED or load.get("mark") != MARK:
        return False
    return kind.mode == "upsert" or load.get("load_id") == load_id


class _Plan:
    def __init__(self, shop: str, source: str, load_id: str) -> None:
        entry = snapshot.current().shop(shop)
        if entry is None or source not in KINDS:
            raise NoSuchLoad(load=load_id)
        self.entry, self.source, self.load_id = entry, source, load_id
        self.loads = self._loads()
        row = next((each for each in self.loads if each["load_id"] == load_id), None)
        if row is None:
            raise NoSuchLoad(load=load_id)
        others = [each for each in self.loads if each is not row and each["state"] == FINISHED]
        self.previous = max(others, key=lambda each: each["finished_at"], default=None)
        is_last = entry.loads.get(source, {}).get("load_id") == load_id
        done = row["state"] == UNDONE
        whole = KINDS[source].mode == "replace"
        if not done and entry.loads.get(source, {}).get("mark") != MARK:
            raise OutdatedLoad(load=load_id)
        if not done and whole and not is_last:
            raise ReplacedSince(load=load_id)
        undone = {each["load_id"] for each in self.loads if each["state"] == UNDONE}
        self.content = Content() if done else content_without(entry, source, load_id, undone, whole)
        if whole and not self.content.is_complete:
            self.previous = None
        self.told = Undoing(
            shop=shop,
            source=source,
            load_id=load_id,
            file=row["file"],
            loaded_at=row["finished_at"],
            going=self.content.going,
            returning=self.content.returning,
            is_complete=self.content.is_complete or (self.previous is None and not others),
            ends_source=self.previous is None,
            ends_shop=self.previous is None and set(entry.loads) <= {source},
            done=done,
        )

    def _loads(self) -> list[dict[str, Any]]:
        paths = tables.within(self.entry.files.get("loads", ()), {self.source: None})
        return list(tables.read("loads", paths).to_pylist())


def _carry_out(plan: _Plan) -> None:
    entry, source = plan.entry, plan.source
    if plan.told.ends_shop:
        remove_shop(entry)
        return
    shop = SourceShop(entry.code, entry.name, entry.currency, entry.time_zone)
    lineage = Lineage(source, plan.load_id, clock.now())
    incoming = _Returning(shop, lineage, plan.content.tables)
    changes = merge.changes(readable(entry, source), incoming, whole=True)
    scope = {source: None}
    changes.tables["rejects"] = Change(plan.content.tables["rejects"], scope)
    rows = [
        {**each, "state": UNDONE} if each["load_id"] == plan.load_id else each
        for each in plan.loads
    ]
    schema = tables.arrow_schema(TABLES["loads"])
    changes.tables["loads"] = Change(pa.Table.from_pylist(rows, schema=schema), scope)
    publish_changes(shop, lineage, changes, plan.previous, whole=True)
    if plan.previous is not None:
        examine_source(entry.code, source)


class _Returning:
    """Canonical rows of a source as all that it has to say. What follows from all sources, who is
    whom and which order was whose first, is worked out anew.
    """

    def __init__(self, shop: SourceShop, lineage: Lineage, rows: Mapping[str, pa.Table]) -> None:
        self.shop, self.lineage, self._rows = shop, lineage, rows

    def people(self) -> pa.Table:
        return self._rows["people"]

    def orders(self, resolution: Resolution) -> dict[str, pa.Table]:
        if not self._rows["orders"].num_rows:
            return {}
        orders = _rekeyed(self._rows["orders"], resolution)
        who = orders.select(["order_id", "customer_key"])
        return {name: _owned(self._rows[name], who) for name in ORDER_FACTS} | {"orders": orders}

    def reach(
        self, resolution: Resolution, orders: Callable[[pa.Array], pa.Table]
    ) -> dict[str, pa.Table]:
        return {
            name: _rekeyed(rows, resolution)
            for name, rows in self._rows.items()
            if rows.num_rows and name in merge.REACH
        }

    def things(self, name: str) -> pa.Table:
        return self._rows[name]

    def canonical(self, name: str, rows: pa.Table) -> pa.Table:
        return tables.shaped(name, rows)


def _rekeyed(rows: pa.Table, resolution: Resolution) -> pa.Table:
    if "person_key" not in rows.column_names:
        return rows
    keys = resolution.apply(rows["person_key"])
    return rows.set_column(rows.column_names.index("customer_key"), "customer_key", keys)


def _owned(rows: pa.Table, orders: pa.Table) -> pa.Table:
    """With the customer of their order, where the table tells one."""
    if "customer_key" not in rows.column_names:
        return rows
    places = pc.index_in(
        rows["order_id"].combine_chunks(), value_set=orders["order_id"].combine_chunks()
    )
    keys = orders["customer_key"].combine_chunks().take(places)
    return rows.set_column(rows.column_names.index("customer_key"), "customer_key", keys)


@contextlib.contextmanager
def _disk_full_told() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if is_disk_full(error) and not isinstance(error, (DiskFull, CannotUndo)):
            raise DiskFull from error
        raise
