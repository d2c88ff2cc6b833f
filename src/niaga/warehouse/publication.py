"""Publishing: each changed table is committed, then one new snapshot names what they are now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Lineage, SourceShop
from niaga.kernel import clock
from niaga.kernel.money import exponent
from niaga.warehouse import files, quality, snapshot, tables
from niaga.warehouse.merge import DERIVED, Change, Changes
from niaga.warehouse.prepare import calendar, with_lineage
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import MARK, OWN_FACTS, TABLES
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.working_week import working_week

# Shop → the files of its calendar, with the zone and the working week that it was made of. Each
# process makes it once more, for the week is a setting.
_calendars: dict[str, tuple[Any, Any]] = {}
Dates = Mapping[str, Mapping[str, tuple[str, str]]]


def publish_changes(
    shop: SourceShop,
    lineage: Lineage,
    changes: Changes,
    load: Mapping[str, Any] | None,
    whole: bool,
) -> None:
    """`load`: the source's last load as a row of `loads`; None: it has none any more. `whole`: as
    in `merge.changes`.

    The caller holds the writer's lock.
    """
    old = snapshot.for_writing().shop(shop.code)
    dates = _dates(old, lineage.source, changes, whole)
    first, last = _span(dates)
    _add_common(shop, old, lineage, changes, first, last)
    versions = dict(old.tables) if old else {}
    paths = dict(old.files) if old else {}
    for name, change in changes.tables.items():
        written = tables.write(name, shop.code, change.rows, change.scope)
        versions[name], paths[name] = written.version, written.files
    earlier = old.loads.get(lineage.source, {}) if old else {}
    tested = {
        name: earlier[name] for name in ("warnings", "checked_at", "rhythm") if name in earlier
    }
    loads = {k: v for k, v in old.loads.items() if k != lineage.source} if old else {}
    if load is not None:
        told = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in load.items()}
        loads[lineage.source] = {**tested, **told, "mark": MARK}
    entry = ShopEntry(
        code=shop.code,
        name=shop.name,
        currency=shop.currency,
        time_zone=shop.time_zone,
        tables=versions,
        files=paths,
        loads=loads,
        first_date=first,
        last_date=last,
        dates=dates,
    )
    snapshot.replace(entry)
    _calendars[shop.code] = (paths.get("calendar"), (shop.time_zone, working_week()))
    _tidy(changes.tables)


def remove_shop(entry: ShopEntry) -> None:
    """Take a shop out of the warehouse, with all that was known of it.

    The caller holds the writer's lock.
    """
    for name, paths in entry.files.items():
        if not paths:
            continue
        nothing = tables.arrow_schema(TABLES[name]).empty_table()
        tables.write(name, entry.code, nothing, dict.fromkeys(map(files.source_of, paths)))
    snapshot.remove(entry.code)


def examine_source(code: str, source: str) -> None:
    """Test a source's tables against what is expected of them, and publish the outcome.

    The caller holds the writer's lock.
    """
    entry = snapshot.current().shops[code]
    rows = quality.check_rows(entry, source)
    written = tables.write("checks", code, rows, {source: None})
    load = {
        **entry.loads[source],
        "rhythm": quality.rhythm(entry, source),
        "warnings": rows.num_rows - (pc.sum(rows["passed"]).as_py() or 0),
        "checked_at": clock.now().isoformat(),
    }
    snapshot.replace(
        replace(
            entry,
            tables={**entry.tables, "checks": written.version},
            files={**entry.files, "checks": written.files},
            loads={**entry.loads, source: load},
        )
    )
    _tidy(["checks"])


def readable(entry: ShopEntry | None, source: str) -> ShopEntry | None:
    """The shop without files of the source, or made from all, that are lost: a load replaces them.

    Raises FilesLost when another source's are.
    """
    if entry is None:
        return None
    gone = set(files.lost(entry))
    others = sorted(path for path in gone if files.source_of(path) not in ("", source, DERIVED))
    if others:
        raise FilesLost(files=", ".join(others[:3]))
    kept = {name: tuple(p for p in paths if p not in gone) for name, paths in entry.files.items()}
    return replace(entry, files=kept) if gone else entry


def _tidy(names: Iterable[str]) -> None:
    shops = snapshot.current().shops.values()
    for name in names:
        tables.tidy(name, max((shop.tables.get(name, 0) for shop in shops), default=0))


def _dates(old: ShopEntry | None, source: str, changes: Changes, whole: bool) -> Dates:
    """First and last day of each table and source. A change of some months can only widen them."""
    dates = {table: dict(ranges) for table, ranges in (old.dates if old else {}).items()}
    for name in ("orders", *OWN_FACTS):
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
    told = (shop.name, shop.currency, shop.time_zone)
    if old is None or (old.name, old.currency, old.time_zone) != told:
        changes.tables["shops"] = Change(_shop_row(shop), {})
    if first is None or last is None:
        return
    made = (shop.time_zone, working_week())
    stands = _calendars.get(shop.code) == (old.files.get("calendar") if old else None, made)
    if old and stands and old.first_date == first and (old.last_date or "")[:4] == last[:4]:
        return
    derived = Lineage(DERIVED, lineage.load_id, lineage.started_at)
    days = calendar(date.fromisoformat(first), date.fromisoformat(last), *made)
    rows = tables.shaped("calendar", with_lineage(days, shop, derived))
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
