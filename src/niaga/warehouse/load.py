"""Loading: staged rows become canonical facts, published for all readers in one step.

`import_source` takes a whole source from its path; `publish` is what any reader's hand-over goes
through, the live shop's too. Killed at any point, readers keep the last snapshot, and the next run
of the same load finishes it.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from niaga.collect.registry import Mode, kind_named
from niaga.collect.staging import Lineage, SourceShop, Staged
from niaga.kernel import clock
from niaga.kernel.money import exponent
from niaga.warehouse import merge, snapshot, tables
from niaga.warehouse.lock import writing
from niaga.warehouse.merge import DERIVED, Change, Changes
from niaga.warehouse.prepare import calendar, with_lineage
from niaga.warehouse.schema import MARK, REACH_FACTS, TABLES
from niaga.warehouse.snapshot import ShopEntry, Snapshot
from niaga.warehouse.target import shop_of
from niaga.warehouse.unique import unique

Dates = Mapping[str, Mapping[str, tuple[str, str]]]


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
    tell("check")
    mark = kind.fingerprint(path, chosen)
    load_id = f"{kind.name}-{mark}"
    work = Path(settings.NIAGA_HOME) / "staging" / kind.name / target.code / mark
    with writing(f"staging-{kind.name}"):  # a live shop's feed goes on meanwhile
        if is_loaded(target.code, kind.name, load_id):
            return LoadReport(target.code, load_id, unchanged=True)
        started = clock.now()
        tell("read")
        staged = kind.read(path, work, target, chosen)
        tell("write")
        lineage = Lineage(kind.name, load_id, started)
        with writing():
            done = _load(staged, lineage, whole=kind.mode == "replace", told=path.name)
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
    """Whether this is the last load of the source, in the shape that tables have now."""
    entry = snapshot.current().shop(shop)
    load = entry.loads.get(source, {}) if entry else {}
    return load.get("load_id") == load_id and load.get("mark") == MARK


def publish(staged: Staged, lineage: Lineage, mode: Mode) -> Snapshot:
    """Publish a hand-over of `collect.staging` and return the new snapshot.

    Only rows of `lineage.source` are touched. `replace`: they become these. `upsert`: each order in
    `staged.orders` is handed over whole, with all its lines, payments, shipments, reversals and
    reviews, and with the customer, products and sellers that it names; these take the place of what
    was there of them. Rows of other tables replace those with the same key.
    """
    with writing():
        entry = snapshot.current().shop(staged.shop.code)
        known = bool(entry and lineage.source in entry.loads)
        if mode == "replace" or not known:
            _load(staged, lineage, whole=True)
        else:
            changes = merge.changes(entry, staged, lineage, whole=False)
            _publish(staged, lineage, changes, whole=False)
    return snapshot.current()


def _load(staged: Staged, lineage: Lineage, whole: bool, told: str | None = None) -> Changes:
    """Publish with an entry in the books: rejected rows and the load itself."""
    entry = snapshot.current().shop(staged.shop.code)
    changes = merge.changes(entry, staged, lineage, whole)
    rejects = staged.table("rejects")
    rejects = rejects.append_column("source_row", rejects["row"])
    rows = _shaped("rejects", with_lineage(rejects, staged.shop, lineage))
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
    _publish(staged, lineage, changes, whole)
    return changes


def _own(entry: ShopEntry | None, name: str, source: str) -> pa.Table:
    paths = entry.files.get(name, ()) if entry else ()
    return tables.read(name, tables.within(paths, {source: None}))


def _shaped(name: str, rows: pa.Table) -> pa.Table:
    schema = tables.arrow_schema(TABLES[name])
    return rows.select(schema.names).cast(schema)


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


def _publish(staged: Staged, lineage: Lineage, changes: Changes, whole: bool) -> None:
    """Commit each changed table, then name their versions in one new snapshot."""
    shop = staged.shop
    old = snapshot.current().shop(shop.code)
    dates = _dates(old, lineage.source, changes, whole)
    first, last = _span(dates)
    _add_common(shop, old, lineage, changes, first, last)
    versions = dict(old.tables) if old else {}
    paths = dict(old.files) if old else {}
    for name, change in changes.tables.items():
        written = tables.write(name, shop.code, change.rows, change.scope)
        versions[name], paths[name] = written.version, written.files
    row = _load_row(staged, lineage, changes)
    load = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
    entry = ShopEntry(
        code=shop.code,
        name=shop.name,
        currency=shop.currency,
        time_zone=shop.time_zone,
        tables=versions,
        files=paths,
        loads={**(old.loads if old else {}), lineage.source: {**load, "mark": MARK}},
        first_date=first,
        last_date=last,
        dates=dates,
    )
    after = snapshot.replace(entry)
    for name in changes.tables:
        published = [shop.tables[name] for shop in after.shops.values() if name in shop.tables]
        tables.tidy(name, versions[name], published)


def _dates(old: ShopEntry | None, source: str, changes: Changes, whole: bool) -> Dates:
    """First and last day of each table and source. A change of some months can only widen them."""
    dates = {table: dict(ranges) for table, ranges in (old.dates if old else {}).items()}
    for name in ("orders", *REACH_FACTS):
        change = changes.tables.get(name)
        if change is None or source not in change.scope:
            continue
        own = change.rows.filter(pc.equal(change.rows["source"], source))
        ends = pc.min_max(own["date_local"]).as_py()
        ranges = dates.setdefault(name, {})
        known = [] if whole or change.scope[source] is None else list(ranges.get(source, ()))
        days = sorted([*known, *(day.isoformat() for day in ends.values() if day)])
        ranges.pop(source, None)
        if days:
            ranges[source] = (days[0], days[-1])
    return {table: ranges for table, ranges in dates.items() if ranges}


def _span(dates: Dates) -> tuple[str | None, str | None]:
    """Of the orders; in a shop without one of whatever it has."""
    tables_told = [dates["orders"]] if "orders" in dates else list(dates.values())
    ranges = [days for told in tables_told for days in told.values()]
    return min((r[0] for r in ranges), default=None), max((r[1] for r in ranges), default=None)


def _add_common(
    shop: SourceShop,
    old: ShopEntry | None,
    lineage: Lineage,
    changes: Changes,
    first: str | None,
    last: str | None,
) -> None:
    """The shop's row and its calendar, where they are not what they should be."""
    if old is None or (old.name, old.currency, old.time_zone) != (
        shop.name,
        shop.currency,
        shop.time_zone,
    ):
        changes.tables["shops"] = Change(_shop_row(shop), {})
    if first is None or last is None:
        return
    if old and old.first_date == first and (old.last_date or "")[:4] == last[:4]:
        return
    derived = Lineage(DERIVED, lineage.load_id, lineage.started_at)
    days = calendar(date.fromisoformat(first), date.fromisoformat(last))
    rows = _shaped("calendar", with_lineage(days, shop, derived))
    changes.tables["calendar"] = Change(rows, {DERIVED: None})


def _shop_row(shop: SourceShop) -> pa.Table:
    return pa.table(
        {
            "shop": [shop.code],
            "name": [shop.name],
            "currency": [shop.currency],
            "exponent": [exponent(shop.currency)],
            "time_zone": [shop.time_zone],
        }
    )


def shops() -> Iterable[ShopEntry]:
    """The shops that the warehouse holds facts of."""
    return snapshot.current().shops.values()
