"""Loading: staged rows become canonical facts, published for all readers in one step.

`import_source` takes a whole source from its path; `publish` is what any reader's hand-over goes
through, the live shop's too. Killed at any point, readers keep the last snapshot, and the next run
of the same load finishes it.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyarrow as pa
from django.conf import settings

from niaga.collect.registry import kind_named
from niaga.collect.staging import Lineage, SourceShop, Staged
from niaga.kernel import clock
from niaga.warehouse import live, snapshot, tables
from niaga.warehouse.facts import canonical
from niaga.warehouse.lock import writing
from niaga.warehouse.prepare import calendar, with_lineage
from niaga.warehouse.schema import MARK, TABLES
from niaga.warehouse.snapshot import ShopEntry, Snapshot
from niaga.warehouse.target import shop_of


@dataclass(frozen=True)
class LoadReport:
    """What a load did. `unchanged`: this content is already the shop's last load; nothing was done.

    `rejects`: the first rejected rows, as in the table `rejects`.
    """

    shop: str
    load_id: str
    unchanged: bool
    rows_in: int = 0
    rows_out: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    rejects: tuple[dict[str, object], ...] = ()


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
        before = snapshot.current().shop(target.code)
        if before and before.load["load_id"] == load_id and before.mark == MARK:
            return LoadReport(target.code, load_id, unchanged=True)
        started = clock.now()
        tell("read")
        staged = kind.read(path, work, target, chosen)
        tell("write")
        lineage = Lineage(kind.name, load_id, started)
        with writing():
            rows_out = _replace(staged, lineage)
        shutil.rmtree(work, ignore_errors=True)
    return LoadReport(
        shop=target.code,
        load_id=load_id,
        unchanged=False,
        rows_in=staged.rows_in,
        rows_out=rows_out,
        rejected=dict(staged.rejected),
        rejects=tuple(staged.table("rejects").slice(0, 20).to_pylist()),
    )


def publish(staged: Staged, lineage: Lineage, mode: Literal["replace", "upsert"]) -> Snapshot:
    """Publish a hand-over of `collect.staging` and return the new snapshot.

    `replace`: the shop's facts become these. `upsert`: each order in `staged.orders` is handed over
    whole, with all its lines, payments, shipments, reversals and reviews, and with the customer,
    products and sellers that it names; these take the place of what was there of them.
    """
    with writing():
        shop = snapshot.current().shop(staged.shop.code)
        if mode == "replace" or shop is None:
            _replace(staged, lineage)
        else:
            _publish(staged.shop, lineage, live.changes(shop, staged, lineage), staged)
    return snapshot.current()


def _replace(staged: Staged, lineage: Lineage) -> dict[str, int]:
    derived = canonical(staged)
    data = {name: with_lineage(table, staged.shop, lineage) for name, table in derived.items()}
    data["rejects"] = with_lineage(
        staged.table("rejects").append_column("source_row", staged.table("rejects")["row"]),
        staged.shop,
        lineage,
    )
    days = derived["orders"]["date_local"]
    if derived["orders"].num_rows:
        first, last = min(days.to_pylist()), max(days.to_pylist())
        data["calendar"] = with_lineage(calendar(first, last), staged.shop, lineage)
    data["shops"] = _shop_row(staged.shop)
    rows_out = {name: table.num_rows for name, table in data.items() if name in derived}
    data["loads"] = _loads_with(staged, lineage, sum(rows_out.values()))
    changes = {name: live.Change(table, None) for name, table in data.items()}
    _publish(staged.shop, lineage, changes, staged)
    return rows_out


def _publish(
    shop: SourceShop, lineage: Lineage, changes: "dict[str, live.Change]", staged: Staged
) -> None:
    """Commit each changed table, then name their versions in one new snapshot."""
    before = snapshot.current()
    old = before.shop(shop.code)
    versions = dict(old.tables) if old else {}
    paths = dict(old.files) if old else {}
    for name, change in changes.items():
        written = tables.write(name, shop.code, change.rows, change.parts)
        versions[name], paths[name] = written.version, written.files
    days = [day for day in changes["orders"].rows["date_local"].to_pylist() if day]
    known = [day for day in (old.first_date, old.last_date) if day] if old else []
    if all(change.parts is None for change in changes.values()):
        known = []  # the whole shop was replaced: its former range is gone with it
    span = sorted([*(day.isoformat() for day in days), *known])
    entry = ShopEntry(
        code=shop.code,
        name=shop.name,
        currency=shop.currency,
        time_zone=shop.time_zone,
        tables=versions,
        files=paths,
        load={
            "source": lineage.source,
            "load_id": lineage.load_id,
            "started_at": lineage.started_at.isoformat(),
            "finished_at": clock.now().isoformat(),
            "rejected": sum(staged.rejected.values()),
        },
        first_date=span[0] if span else None,
        last_date=span[-1] if span else None,
        mark=MARK,
    )
    after = snapshot.replace(entry)
    for name in changes:
        published = [shop.tables[name] for shop in after.shops.values() if name in shop.tables]
        tables.tidy(name, versions[name], published)


def _shop_row(shop: SourceShop) -> pa.Table:
    entry = ShopEntry(shop.code, shop.name, shop.currency, shop.time_zone, {}, {}, {})
    return pa.table(
        {
            "shop": [shop.code],
            "name": [shop.name],
            "currency": [shop.currency],
            "exponent": [entry.exponent],
            "time_zone": [shop.time_zone],
        }
    )


def _loads_with(staged: Staged, lineage: Lineage, rows_out: int) -> pa.Table:
    """The shop's finished loads and this one."""
    entry = snapshot.current().shop(staged.shop.code)
    before = tables.read("loads", entry.files.get("loads", ()) if entry else ())
    row = {
        "shop": staged.shop.code,
        "source": lineage.source,
        "load_id": lineage.load_id,
        "state": "finished",
        "started_at": lineage.started_at,
        "finished_at": clock.now(),
        "rows_in": staged.rows_in,
        "rows_out": rows_out,
        "rejected": sum(staged.rejected.values()),
    }
    schema = tables.arrow_schema(TABLES["loads"])
    return pa.concat_tables([before.cast(schema), pa.Table.from_pylist([row], schema=schema)])


def shops() -> Iterable[ShopEntry]:
    """The shops that the warehouse holds facts of."""
    return snapshot.current().shops.values()
