"""The published state of the warehouse: one small file that names a version of every table.

Delta commits are atomic per table; a load writes many tables. Readers follow the snapshot, which is
replaced in one rename when all tables of a load are in, so nobody sees half a load, and an
unchanged snapshot means unchanged numbers. It lists each table's files by shop, so that a reader
needs neither the Delta log nor its library.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from niaga.kernel.money import exponent
from niaga.warehouse.problems import SnapshotBroken

logger = logging.getLogger(__name__)
NAME = "snapshot.json"
COPY = "snapshot.copy.json"  # of the same content, for when the other is damaged
LAYOUT = "2"  # how tables lie in the folder; a snapshot of another layout is of another time


@dataclass(frozen=True)
class ShopEntry:
    """What the warehouse knows of one shop. Times and days are ISO texts, times in UTC.

    `tables`: table → version that last changed it for this shop. `files`: table → paths below the
    warehouse's folder. `loads`: source → its last finished load as a row of `loads`, with `mark`:
    `schema.MARK` when it was written. `first_date`, `last_date`: of the orders; in a shop without
    one of whatever it has. `dates`: table → source → first and last day.
    """

    code: str
    name: str
    currency: str
    time_zone: str
    tables: Mapping[str, int]
    files: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, Mapping[str, Any]]
    first_date: str | None = None
    last_date: str | None = None
    dates: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)

    @property
    def exponent(self) -> int:
        """Decimals of the currency as amounts are stored here; the rupiah has none."""
        return exponent(self.currency)

    @property
    def newest_load(self) -> Mapping[str, Any]:
        """The load that finished last, of whichever source."""
        return max(self.loads.values(), key=lambda load: load["finished_at"], default={})

    def span(self, table: str) -> tuple[str, str] | None:
        """First and last day of a table over all its sources; None when it is empty."""
        ranges = list(self.dates.get(table, {}).values())
        return (min(r[0] for r in ranges), max(r[1] for r in ranges)) if ranges else None


@dataclass(frozen=True)
class Snapshot:
    id: int
    shops: Mapping[str, ShopEntry]

    def shop(self, code: str) -> ShopEntry | None:
        return self.shops.get(code)


EMPTY = Snapshot(0, {})


def warehouse_folder() -> Path:
    return Path(settings.NIAGA_WAREHOUSE)


def current() -> Snapshot:
    """The snapshot that readers follow now; an empty one before the first load.

    Raises SnapshotBroken when it is damaged and its copy too.
    """
    folder = warehouse_folder()
    for name in (NAME, COPY):
        try:
            stamp = (folder / name).stat()
        except FileNotFoundError:
            continue
        try:
            return _read(folder / name, stamp.st_mtime_ns, stamp.st_ino)
        except (ValueError, KeyError, TypeError, AttributeError):
            logger.error("%s is damaged", folder / name)
    if (folder / NAME).exists() or (folder / COPY).exists():
        raise SnapshotBroken(path=folder / NAME)
    return EMPTY


def for_writing() -> Snapshot:
    """As `current`; when it is damaged beyond reading, an empty one, to begin anew."""
    try:
        return current()
    except SnapshotBroken:
        return EMPTY


def is_damaged() -> bool:
    """Whether the snapshot cannot be read, so that its copy serves, or nothing."""
    path = warehouse_folder() / NAME
    try:
        _read(path, path.stat().st_mtime_ns, path.stat().st_ino)
    except FileNotFoundError:
        return (warehouse_folder() / COPY).exists()
    except (ValueError, KeyError, TypeError, AttributeError):
        return True
    return False


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int, _inode: int) -> Snapshot:
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("layout") != LAYOUT:
        return EMPTY
    return Snapshot(
        data["id"], {code: _entry(code, entry) for code, entry in data["shops"].items()}
    )


def _entry(code: str, data: Mapping[str, Any]) -> ShopEntry:
    files = {name: tuple(paths) for name, paths in data["files"].items()}
    dates = {
        table: {source: (days[0], days[1]) for source, days in ranges.items()}
        for table, ranges in data["dates"].items()
    }
    return ShopEntry(code=code, **{**data, "files": files, "dates": dates})


def replace(shop: ShopEntry) -> Snapshot:
    """Publish a new state of one shop. The caller holds the writer's lock."""
    return _publish({**for_writing().shops, shop.code: shop})


def remove(code: str) -> Snapshot:
    """Publish a state without the shop. The caller holds the writer's lock."""
    return _publish({each: entry for each, entry in for_writing().shops.items() if each != code})


def _publish(shops: Mapping[str, ShopEntry]) -> Snapshot:
    snapshot = Snapshot(for_writing().id + 1, shops)
    data = {
        "layout": LAYOUT,
        "id": snapshot.id,
        "shops": {
            code: {
                "name": entry.name,
                "currency": entry.currency,
                "time_zone": entry.time_zone,
                "tables": dict(entry.tables),
                "files": {name: list(files) for name, files in entry.files.items()},
                "loads": {source: dict(load) for source, load in entry.loads.items()},
                "first_date": entry.first_date,
                "last_date": entry.last_date,
                "dates": {
                    table: {source: list(days) for source, days in ranges.items()}
                    for table, ranges in entry.dates.items()
                },
            }
            for code, entry in shops.items()
        },
    }
    text = json.dumps(data)
    for name in (NAME, COPY):
        path = warehouse_folder() / name
        partial = path.with_suffix(".tmp")
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    return snapshot
