"""Loading: staged rows become canonical facts, published for all readers in one step.

`import_source` takes a whole source from its path; `publish` is what any reader's hand-over goes
through, the live shop's too. Killed at any point, readers keep the last snapshot, and the next run
of the same load finishes it. What breaks an expectation whose severity is error is not published.
"""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from niaga.collect.registry import KINDS, Mode, kind_named
from niaga.collect.staging import REJECTS, Lineage, SourceShop, Staged
from niaga.kernel import clock
from niaga.warehouse import files, merge, quality, replaced, snapshot, tables
from niaga.warehouse.attempts import attempted
from niaga.warehouse.engines import duckdb
from niaga.warehouse.expectations import ONE_SOURCE, Finding, run
from niaga.warehouse.lock import writing
from niaga.warehouse.merge import Change, Changes, HandOver
from niaga.warehouse.prepare import with_lineage
from niaga.warehouse.problems import ExpectationsFailed
from niaga.warehouse.publication import examine_source, publish_changes, readable
from niaga.warehouse.schema import MARK, TABLES
from niaga.warehouse.snapshot import ShopEntry, Snapshot
from niaga.warehouse.target import shop_of
from niaga.warehouse.unique import unique

# tables of STAGING whose rows belong to an order of the same hand-over
_OF_ORDERS = ("lines", "reversals", "payments", "shipments", "reviews")


@dataclass(frozen=True)
class LoadReport:
    """What a load did. `unchanged`: this content is already the source's last load; nothing was
    done.

    `rejects`: the first rejected rows, as in the table `rejects`. `merged`: table → rows left out
    because another has the same key; of `customers`, those merged into another.
    """

    shop: str
    load_id: str
    unchanged: bool
    rows_in: int = 0
    rows_out: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    rejects: tuple[dict[str, object], ...] = ()
    merged: dict[str, int] = field(default_factory=dict)


def import_source(
    kind_name: str,
    path: Path,
    shop: SourceShop | str | None = None,
    options: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> LoadReport:
    """Load a source into its shop. `tell` hears each step: check, read, write.

    `shop`: where the kind leaves the choice, a shop or the code of one that there is; None is the
    live one. Raises an ImportRefused, after which the warehouse is as it was.
    """
    kind = kind_named(kind_name)
    target = shop_of(kind, shop)
    chosen = dict(options or {})
    with (
        writing(f"staging-{kind.name}"),  # a live shop's feed goes on meanwhile
        attempted(target.code, kind.name, path.name),
    ):
        tell("check")
        mark = kind.fingerprint(path, chosen)
        load_id = f"{kind.name}-{mark}"
        if is_loaded(target.code, kind.name, load_id):
            return LoadReport(target.code, load_id, unchanged=True)
        started = clock.now()
        work = Path(settings.NIAGA_HOME) / "staging" / kind.name / target.code / mark
        tell("read")
        staged = kind.read(path, work, target, chosen)
        tell("write")
        lineage = Lineage(kind.name, load_id, started)
        with writing():
            done, staged = _load(staged, lineage, kind.mode == "replace", path.name)
        shutil.rmtree(work, ignore_errors=True)
    return LoadReport(
        shop=target.code,
        load_id=load_id,
        unchanged=False,
        rows_in=staged.rows_in,
        rows_out=done.written,
        rejected=dict(staged.rejected),
        rejects=tuple(staged.table("rejects").slice(0, 20).to_pylist()),
        merged=done.duplicates,
    )


def is_loaded(shop: str, source: str, load_id: str) -> bool:
    """Whether this is the last load of the source, whole and in the shape that tables have now."""
    entry = snapshot.for_writing().shop(shop)
    load = entry.loads.get(source, {}) if entry else {}
    is_last = load.get("load_id") == load_id and load.get("mark") == MARK
    return is_last and entry is not None and not files.lost(entry)


def publish(staged: Staged, lineage: Lineage, mode: Mode) -> Snapshot:
    """Publish a hand-over of `collect.staging` and return the new snapshot.

    Only rows of `lineage.source` are touched. `replace`: they become these. `upsert`: each order in
    `staged.orders` is handed over whole, with all its lines, payments, shipments, reversals and
    reviews, and with the customer, products and sellers that it names; these take the place of what
    was there of them. Rows of other tables replace those with the same key.

    Raises ExpectationsFailed; and FilesLost when an upsert needs a file that is not there.
    """
    with writing():
        entry = snapshot.for_writing().shop(staged.shop.code)
        known = bool(entry and lineage.source in entry.loads)
        if mode == "replace" or not known:
            _load(staged, lineage, whole=True)
        else:
            changes = merge.changes(entry, HandOver(staged, lineage), whole=False)
            _judge(changes)
            load = _load_row(staged, lineage, changes)
            publish_changes(staged.shop, lineage, changes, load, whole=False)
    return snapshot.current()


def examine_sources(every: timedelta) -> int:
    """Test again each source that was loaded since it was last tested, not more often than `every`;
    answers how many were.
    """
    tested = 0
    for entry in snapshot.current().shops.values():
        for source in entry.loads:
            if quality.is_due(entry, source, every):
                with writing():
                    examine_source(entry.code, source)
                tested += 1
    return tested


def _load(
    staged: Staged, lineage: Lineage, whole: bool, told: str | None = None
) -> tuple[Changes, Staged]:
    """Publish with an entry in the books: rejected rows, the load itself, and how it was tested."""
    entry = snapshot.for_writing().shop(staged.shop.code)
    if whole:
        entry = readable(entry, lineage.source)
    staged = _without_orphans(staged)
    changes = merge.changes(entry, HandOver(staged, lineage), whole)
    _judge(changes)
    rejects = staged.table("rejects")
    rejects = rejects.append_column("source_row", rejects["row"])
    rows = tables.shaped("rejects", with_lineage(rejects, staged.shop, lineage))
    before = _own(entry, "rejects", lineage.source)
    if not whole:
        earlier = pc.not_equal(before["load_id"], lineage.load_id)
        rows = pa.concat_tables([before.filter(earlier), rows])
    if rows.num_rows or before.num_rows:
        changes.tables["rejects"] = Change(rows, {lineage.source: None})
    row = _load_row(staged, lineage, changes) | {"file": told}
    loads = pa.Table.from_pylist([row], schema=tables.arrow_schema(TABLES["loads"]))
    loads = pa.concat_tables([_own(entry, "loads", lineage.source), loads])
    changes.tables["loads"] = Change(unique(loads, ("load_id",))[0], {lineage.source: None})
    if lineage.source in KINDS:  # a feed is never undone
        replaced.keep(entry, lineage.source, lineage.load_id, changes.tables, whole)
    try:
        publish_changes(staged.shop, lineage, changes, row, whole)
    except BaseException:
        replaced.drop_newest(staged.shop.code, lineage.source)
        raise
    examine_source(staged.shop.code, lineage.source)
    return changes, staged


def _own(entry: ShopEntry | None, name: str, source: str) -> pa.Table:
    paths = entry.files.get(name, ()) if entry else ()
    return tables.read(name, tables.within(paths, {source: None}))


def _without_orphans(staged: Staged) -> Staged:
    """Rows of an order that was not handed over join the rejects."""
    known = staged.table("orders")["order_id"].combine_chunks()
    kept, rejects, rejected = dict(staged.tables), [staged.table("rejects")], {**staged.rejected}
    for name in _OF_ORDERS:
        table = staged.table(name)
        is_known = pc.is_in(table["order_id"], value_set=known)
        lost = table.filter(pc.invert(is_known))
        if lost.num_rows:
            kept[name] = table.filter(is_known)
            rejects.append(_orphans(name, lost))
            rejected[name] = rejected.get(name, 0) + lost.num_rows
    if len(rejects) == 1:
        return staged
    kept["rejects"] = pa.concat_tables(rejects)
    return Staged(staged.shop, kept, staged.rows_in, rejected)


def _orphans(name: str, lost: pa.Table) -> pa.Table:
    texts = {"file": name, "column": "order_id", "reason": "unknown_reference"}
    columns = {each: pa.repeat(pa.scalar(text), lost.num_rows) for each, text in texts.items()}
    raw = pc.binary_join_element_wise(
        '{"order_id": "', pc.fill_null(lost["order_id"], ""), '"}', ""
    )
    table = pa.table({**columns, "row": lost["source_row"], "raw": raw})
    return table.select(REJECTS.names).cast(REJECTS)


def _judge(changes: Changes) -> None:
    """Raises ExpectationsFailed when the rows of the hand-over break what makes numbers right."""

    def ask(sql: str, needed: Collection[str]) -> Sequence[int]:
        answer = duckdb.run_arrow(sql, {name: changes.fresh[name] for name in needed})
        return [column[0].as_py() for column in answer.columns]

    rows = {name: table.num_rows for name, table in changes.fresh.items()}
    found = [each for each in run(ask, rows, only_errors=True) if each.is_fatal]
    if changes.claimed:
        found.append(Finding(ONE_SOURCE, rows["orders"], changes.claimed))
    if found:
        told = (
            f"{each.expectation.table}: {each.expectation.says} ({each.failing})" for each in found
        )
        raise ExpectationsFailed(findings="; ".join(told))


def _load_row(staged: Staged, lineage: Lineage, changes: Changes) -> dict[str, Any]:
    return {
        "shop": staged.shop.code,
        "source": lineage.source,
        "load_id": lineage.load_id,
        "state": "finished",
        "started_at": lineage.started_at,
        "finished_at": clock.now(),
        "rows_in": staged.rows_in,
        "rows_out": sum(changes.written.values()),
        "rejected": sum(staged.rejected.values()),
        "merged": sum(changes.duplicates.values()),
    }


def shops() -> Iterable[ShopEntry]:
    """The shops that the warehouse holds facts of."""
    return snapshot.current().shops.values()
